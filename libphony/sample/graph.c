#include "sample/graph.h"

#include <assert.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "sample/smoothing.h"

static uint64_t smaller(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

static void number_states(ph_graph *graph)
{
    const ph_ngrams *ngrams = graph->ngrams;

    for (int32_t k = 0; k < ngrams->order; k++)
        graph->base[k + 1] = graph->base[k] + ngrams->of[k].contexts;
}

/* The contexts that begin at the start are the first ones of each order, since the boundary is the
 * lowest token. */
static void find_starting(ph_graph *graph)
{
    const ph_ngrams *ngrams = graph->ngrams;

    for (int32_t k = 1; k < ngrams->order; k++) {
        const ph_ngram_list *list = &ngrams->of[k];
        const ph_ngram_list *below = &ngrams->of[k - 1];
        uint32_t end = k == 1 ? (below->token[0] == 0) : below->first[graph->starting[k - 1]];
        while (graph->starting[k] < list->contexts && list->parent[graph->starting[k]] < end)
            graph->starting[k]++;
    }
}

/* How many n-grams of the next order a list's n-grams are the end of and how many of their
 * occurrences these account for. */
static void sum_up(const ph_graph *graph, int32_t k, uint64_t *occurrences)
{
    const ph_ngram_list *above = &graph->ngrams->of[k + 1];

    for (uint32_t i = 0; i < above->count; i++) {
        uint32_t lower = graph->links.lower[k + 1][i];
        graph->continuations[k][lower]++;
        occurrences[lower] += above->weight[i];
    }
}

/* How many n-grams pruning took, by the occurrences that nothing accounts for: each was counted
 * less than min_count times, so min_count / 2 in the mean (exact for min_count 2). */
static uint64_t pruned_ngrams(const ph_graph *graph, uint64_t occurrences)
{
    return occurrences ? (2 * occurrences - 1) / graph->min_count + 1 : 0;
}

static void add_pruned(ph_graph *graph, int32_t k, const uint64_t *occurrences)
{
    const ph_ngram_list *list = &graph->ngrams->of[k];

    for (uint32_t i = 0; i < list->count; i++) {
        uint64_t lost = list->weight[i] - smaller(list->weight[i], occurrences[i]);
        graph->continuations[k][i] =
            (uint32_t)smaller(graph->continuations[k][i] + pruned_ngrams(graph, lost), UINT32_MAX);
    }
}

static int count_continuations(ph_graph *graph)
{
    const ph_ngrams *ngrams = graph->ngrams;

    for (int32_t k = 0; k + 1 < ngrams->order; k++) {
        uint64_t *occurrences = ph_calloc(ngrams->of[k].count, sizeof *occurrences);
        graph->continuations[k] = ph_calloc(ngrams->of[k].count, sizeof(uint32_t));
        if (!graph->continuations[k] || !occurrences) {
            ph_free(occurrences);
            return -1;
        }
        sum_up(graph, k, occurrences);
        add_pruned(graph, k, occurrences);
        ph_free(occurrences);
    }
    return 0;
}

/* Whether most tokens are letters of an alphabet. */
static int spells(const ph_ngrams *ngrams, const ph_training *training)
{
    return training->mode == PHONY_MODE_HYBRID || ngrams->of[0].count <= PH_ALPHABET_MAX;
}

phony_status ph_graph_init(ph_graph *graph, const ph_ngrams *ngrams, const ph_training *training,
                           phony_error *error)
{
    phony_status status;

    memset(graph, 0, sizeof *graph);
    graph->ngrams = ngrams;
    graph->min_count = training->min_count;
    for (int32_t k = 0; k < PH_ORDER_MAX; k++)
        graph->discount[k] = k == 1 && spells(ngrams, training) ? PH_DISCOUNT_PAIRS : PH_DISCOUNT;
    graph->unit = (training->weight - 1) / training->values + 1;
    if (ngrams->of[0].count == 0 || ngrams->of[0].token[0] != 0)
        return ph_fail(error, PHONY_ERROR_MODEL,
                       "no value ever ends: the order-1 list has no "
                       "boundary (token 0)");
    status = ph_ngrams_link(ngrams, &graph->links, error);
    if (status)
        return status;
    number_states(graph);
    find_starting(graph);
    if (count_continuations(graph) < 0) {
        ph_graph_fini(graph);
        return ph_fail_memory(error);
    }
    for (uint32_t state = 0; state < graph->base[ngrams->order]; state++) {
        uint32_t degree = ph_graph_degree(graph, state);
        graph->degree_max = degree > graph->degree_max ? degree : graph->degree_max;
    }
    graph->start = ngrams->order > 1 && graph->starting[1] ? graph->base[1] : 0;
    return PHONY_OK;
}

void ph_graph_fini(ph_graph *graph)
{
    ph_links_fini(&graph->links);
    for (int k = 0; k < PH_ORDER_MAX; k++)
        ph_free(graph->continuations[k]);
    memset(graph, 0, sizeof *graph);
}

void ph_graph_locate(const ph_graph *graph, uint32_t state, int32_t *order, uint32_t *context)
{
    int32_t k = 1;

    while (state >= graph->base[k])
        k++;
    *order = k;
    *context = state - graph->base[k - 1];
}

/* The state after n-gram `i` of order k + 1: the longest context that it ends with. */
static uint32_t next_state(const ph_graph *graph, int32_t k, uint32_t i)
{
    const ph_ngrams *ngrams = graph->ngrams;

    if (ngrams->of[k].token[i] == 0)
        return PH_NONE;
    for (;; i = graph->links.lower[k][i], k--) {
        if (k + 1 < ngrams->order && graph->links.child[k][i] != PH_NONE)
            return graph->base[k + 1] + graph->links.child[k][i];
        if (k == 0)
            return 0;
    }
}

/* The start has no back-off: values begin as training values do, and are never empty (but in models
 * of order 1, where the start is the empty context). */
static int has_back_off(const ph_graph *graph, int32_t order, uint32_t context)
{
    return order > 2 || (order == 2 && context >= graph->starting[1]);
}

uint32_t ph_graph_degree(const ph_graph *graph, uint32_t state)
{
    int32_t order;
    uint32_t context;
    const ph_ngram_list *list;

    ph_graph_locate(graph, state, &order, &context);
    list = &graph->ngrams->of[order - 1];
    return list->first[context + 1] - list->first[context] +
           (uint32_t)has_back_off(graph, order, context);
}

/* Whether a context counts occurrences (the highest order, and the start of a value) or how many
 * different tokens stand before. */
static int counts_occurrences(const ph_graph *graph, int32_t order, uint32_t context)
{
    return order == graph->ngrams->order || context < graph->starting[order - 1];
}

static uint64_t continuations(const ph_graph *graph, int32_t order, uint32_t i)
{
    uint32_t count = graph->continuations[order - 1][i];

    return count ? count : 1; /* 0 where pruning took all of them */
}

/* The occurrences that pruning took from a context: it is itself an n-gram, counted whole. */
static uint64_t pruned(const ph_graph *graph, int32_t order, uint32_t context)
{
    const ph_ngram_list *list = &graph->ngrams->of[order - 1];
    uint64_t kept = 0, whole = graph->ngrams->of[order - 2].weight[list->parent[context]];

    for (uint32_t i = list->first[context]; i < list->first[context + 1]; i++)
        kept += list->weight[i];
    return whole > kept ? whole - kept : 0;
}

uint32_t ph_graph_edges(const ph_graph *graph, uint32_t state, ph_edge *edges)
{
    int32_t order;
    uint32_t context, degree = 0;
    uint64_t unit, lost, back_off = 0;
    const ph_ngram_list *list;
    int occurrences, backs_off;

    ph_graph_locate(graph, state, &order, &context);
    list = &graph->ngrams->of[order - 1];
    occurrences = counts_occurrences(graph, order, context);
    backs_off = has_back_off(graph, order, context);
    unit = occurrences ? graph->unit : 1;
    for (uint32_t i = list->first[context]; i < list->first[context + 1]; i++) {
        uint64_t count = occurrences ? list->weight[i] : continuations(graph, order, i);
        uint64_t discount = backs_off ? ph_discount(count, unit, graph->discount[order - 1]) : 0;
        edges[degree].weight = PH_DISCOUNT_SCALE * count - discount;
        edges[degree].token = list->token[i];
        edges[degree++].next = next_state(graph, order - 1, i);
        back_off += discount;
    }
    if (!backs_off)
        return degree;
    lost = pruned(graph, order, context);
    back_off += PH_DISCOUNT_SCALE * (occurrences ? lost : pruned_ngrams(graph, lost));
    edges[degree++] = (ph_edge){back_off, PH_NONE,
                                graph->base[order - 2] + graph->links.suffix[order - 1][context]};
    return degree;
}

static uint32_t process_degree(const void *of, uint32_t state)
{
    return ph_graph_degree(of, state);
}

static uint32_t process_edges(const void *of, uint32_t state, ph_edge *edges)
{
    return ph_graph_edges(of, state, edges);
}

ph_process ph_graph_process(const ph_graph *graph)
{
    return (ph_process){graph,          graph->base[graph->ngrams->order],
                        graph->start,   graph->degree_max,
                        process_degree, process_edges};
}
