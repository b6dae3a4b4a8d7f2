/* What the graph says of a value: the probability that a walk gives it, summed over everything that
 * a walk could have done unseen (back off, or not) by the forward algorithm. After each token a
 * walk can be in at most `order` states, the contexts that the text so far ends with. */
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/options.h"
#include "model/model.h"
#include "sample/graph.h"
#include "sample/smoothing.h"
#include "text/normalize.h"
#include "text/segment.h"
#include "text/utf8.h"

/* Where a walk can be, from the longest context to the shortest. */
typedef struct belief {
    uint32_t states[PH_ORDER_MAX + 1];
    double probability[PH_ORDER_MAX + 1];
    int count;
} belief;

typedef struct scorer {
    const ph_graph *graph;
    ph_edge *edges; /* room for the largest state */
} scorer;

static void add(belief *b, uint32_t state, double probability)
{
    for (int i = 0; i < b->count; i++) {
        if (b->states[i] == state) {
            b->probability[i] += probability;
            return;
        }
    }
    b->states[b->count] = state;
    b->probability[b->count++] = probability;
}

static const ph_edge *find(const ph_edge *edges, uint32_t count, uint32_t token)
{
    uint32_t low = 0;

    while (low < count) {
        uint32_t middle = low + (count - low) / 2;
        if (edges[middle].token == token)
            return &edges[middle];
        if (edges[middle].token < token)
            low = middle + 1;
        else
            count = middle;
    }
    return NULL;
}

/* What one state contributes to the next belief; its back-off joins the present one behind it. */
static void follow(const scorer *s, belief *now, int i, uint32_t token, belief *next)
{
    uint32_t count = ph_graph_edges(s->graph, now->states[i], s->edges);
    const ph_edge *found = find(s->edges, count, token);
    double total = 0;

    for (uint32_t e = 0; e < count; e++)
        total += (double)s->edges[e].weight;
    if (found)
        add(next, found->next, now->probability[i] * (double)found->weight / total);
    if (s->edges[count - 1].token == PH_NONE)
        add(now, s->edges[count - 1].next,
            now->probability[i] * (double)s->edges[count - 1].weight / total);
}

/* -log2 of the probability of one more token, and the belief behind it; INFINITY where it cannot
 * come. The belief is kept normalised, so that long values do not underflow. */
static double advance(const scorer *s, belief *now, uint32_t token)
{
    belief next = {.count = 0};
    double sum = 0;

    for (int i = 0; i < now->count; i++)
        follow(s, now, i, token, &next);
    for (int i = 0; i < next.count; i++)
        sum += next.probability[i];
    for (int i = 0; i < next.count; i++)
        next.probability[i] /= sum;
    *now = next;
    return sum > 0 ? -log2(sum) : INFINITY;
}

/* The tokens of a value one after another: the token's number, 0 where it is none of the model's.
 * In hybrid mode a word is whole where the model has it as a token. */
static uint32_t next_token(const phony_model *model, const char *text, size_t length, size_t *at)
{
    size_t begin = *at, size;
    uint32_t token;

    if (model->mode == PHONY_MODE_WORD && ph_word_next(text, length, at, &begin, &size))
        return ph_tokens_find(&model->tokens, text + begin, size);
    if (model->mode == PHONY_MODE_HYBRID && text[begin] != ' ' &&
        (begin == 0 || text[begin - 1] == ' ') && ph_word_next(text, length, at, &begin, &size)) {
        token = ph_tokens_find(&model->tokens, text + begin, size);
        if (token)
            return token;
        *at = begin;
    }
    size = ph_grapheme_length(text + begin, length - begin);
    *at = begin + size;
    return ph_tokens_find(&model->tokens, text + begin, size);
}

static void score_text(const phony_model *model, const scorer *s, const char *text, size_t length,
                       phony_score *score)
{
    belief now = {{s->graph->start}, {1}, 1};
    double bits = 0;
    size_t at = 0;

    score->symbols = ph_grapheme_count(text, length) + 1;
    while (at < length && bits < INFINITY) {
        uint32_t token = next_token(model, text, length, &at);
        bits = token ? bits + advance(s, &now, token) : INFINITY;
    }
    if (bits < INFINITY)
        bits += advance(s, &now, 0);
    score->possible = bits < INFINITY;
    score->bits = score->possible ? bits : 0;
}

static phony_status score_normal(phony_model *model, const char *text, size_t length,
                                 phony_score *score, phony_error *error)
{
    const ph_graph *graph;
    scorer s;
    phony_status status = ph_model_get_graph(model, &graph, error);

    if (status)
        return status;
    s.graph = graph;
    s.edges = ph_realloc_array(NULL, graph->degree_max, sizeof *s.edges);
    if (!s.edges)
        return ph_fail_memory(error);
    score_text(model, &s, text, length, score);
    ph_free(s.edges);
    return PHONY_OK;
}

phony_status phony_model_score(phony_model *model, const char *value, size_t length,
                               phony_score *score, phony_error *error)
{
    phony_score full = PHONY_SCORE_INIT;
    ph_buffer normal = PH_BUFFER_INIT;
    phony_status status;

    if (!model || !value || !score || score->size < sizeof score->size)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "a model, a value and a score are needed");
    if (ph_utf8_check(value, length) < length)
        return ph_fail(error, PHONY_ERROR_ENCODING, "byte %zu of the value is not UTF-8, or NUL",
                       ph_utf8_check(value, length) + 1);
    if (ph_normalize(value, length, &normal) < 0)
        status = ph_fail_memory(error);
    else
        status = score_normal(model, normal.length ? normal.data : "", normal.length, &full, error);
    ph_buffer_fini(&normal);
    if (!status)
        ph_options_give(score, &full, sizeof full);
    return status;
}

int32_t phony_model_is_original(const phony_model *model, const char *value, size_t length)
{
    if (!model || !value || !ph_originals_active(&model->originals))
        return -1;
    return ph_originals_have(&model->originals, value, length);
}
