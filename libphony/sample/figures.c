/* Figures of a model as a Markov chain. The expected number of visits of each state, v = s + P'v,
 * is found by iteration: back-offs lead to lower orders and values end soon, so it converges fast.
 */
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/options.h"
#include "model/model.h"
#include "sample/graph.h"
#include "text/segment.h"

enum { ROUNDS_MAX = 4096 };
#define EDGES_MAX UINT64_C(1000000000) /* looked at in all: hostile models would take hours */

typedef struct chain {
    const phony_model *model;
    const ph_graph *graph;
    uint32_t states;
    ph_edge *edges;
    double *now, *next;
    double entropy, tokens, characters; /* expected, per value */
    uint64_t edges_seen;
} chain;

static double characters_of(const phony_model *model, uint32_t token)
{
    size_t length;
    const char *text = ph_tokens_get(&model->tokens, token, &length);

    return (double)ph_grapheme_count(text, length) + (model->mode == PHONY_MODE_WORD);
}

/* Spreads the probability of being in `state` over where it leads, counting what happens. */
static void spread(chain *c, uint32_t state)
{
    uint32_t count = ph_graph_edges(c->graph, state, c->edges);
    double total = 0, here = c->now[state];

    c->edges_seen += count;

    for (uint32_t e = 0; e < count; e++)
        total += (double)c->edges[e].weight;
    for (uint32_t e = 0; e < count; e++) {
        double p = (double)c->edges[e].weight / total;
        c->entropy -= here * p * log2(p);
        if (c->edges[e].next != PH_NONE)
            c->next[c->edges[e].next] += here * p;
        if (c->edges[e].token != PH_NONE && c->edges[e].token != 0) {
            c->tokens += here * p;
            c->characters += here * p * characters_of(c->model, c->edges[e].token);
        }
    }
}

static double sum(const double *values, uint32_t count)
{
    double total = 0;

    for (uint32_t i = 0; i < count; i++)
        total += values[i];
    return total;
}

static void run(chain *c)
{
    c->now[c->graph->start] = 1;
    for (int round = 0;
         round < ROUNDS_MAX && c->edges_seen < EDGES_MAX && sum(c->now, c->states) > 1e-9;
         round++) {
        double *spare = c->now;
        memset(c->next, 0, c->states * sizeof *c->next);
        for (uint32_t state = 0; state < c->states; state++) {
            if (c->now[state] > 1e-15)
                spread(c, state);
        }
        c->now = c->next;
        c->next = spare;
    }
}

static phony_status measure(phony_model *model, phony_model_figures *figures, phony_error *error)
{
    chain c = {.model = model};
    phony_status status = ph_model_get_graph(model, &c.graph, error);

    if (status)
        return status;
    c.states = c.graph->base[model->ngrams.order];
    c.edges = ph_realloc_array(NULL, c.graph->degree_max, sizeof *c.edges);
    c.now = ph_calloc(c.states, sizeof *c.now);
    c.next = ph_calloc(c.states, sizeof *c.next);
    if (!c.edges || !c.now || !c.next)
        status = ph_fail_memory(error);
    else
        run(&c);
    figures->states = c.states;
    figures->branching = (double)ph_ngrams_total(&model->ngrams) / c.states;
    figures->entropy_per_value = c.entropy;
    figures->entropy_per_character = c.entropy / (c.characters + 1);
    figures->mean_length = c.tokens;
    ph_free(c.edges);
    ph_free(c.now);
    ph_free(c.next);
    return status;
}

phony_status phony_model_get_figures(phony_model *model, phony_model_figures *figures,
                                     phony_error *error)
{
    phony_model_figures full = PHONY_MODEL_FIGURES_INIT;
    phony_status status;

    if (!model || !figures || figures->size < sizeof figures->size)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "a model and figures are needed");
    status = measure(model, &full, error);
    if (!status)
        ph_options_give(figures, &full, sizeof full);
    return status;
}
