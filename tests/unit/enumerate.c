#include "enumerate.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "sample/graph.h"

/* A prefix of values: its text, and how probable each state is behind it. */
typedef struct prefix {
    char text[256];
    size_t length;
    double *states;
} prefix;

typedef struct search {
    const phony_model *model;
    ph_graph graph;
    uint32_t count; /* of states */
    ph_edge *edges;
    double least;
    prefix *queue;
    size_t first, used, capacity;
    enumeration *result;
    size_t probability_capacity;
} search;

static prefix *push(search *s, const char *text, size_t length)
{
    prefix *p;

    ck_assert_uint_lt(length, sizeof p->text);
    ck_assert_int_eq(ph_grow((void **)&s->queue, &s->capacity, s->used + 1, sizeof *s->queue), 0);
    p = &s->queue[s->used++];
    memcpy(p->text, text, length);
    p->length = length;
    p->states = calloc(s->count, sizeof *p->states);
    return p;
}

static void add_value(search *s, const prefix *p, double probability)
{
    enumeration *e = s->result;
    uint32_t value;
    size_t known;

    if (p->length == 0) {
        e->empty += probability;
        return;
    }
    known = e->values.count;
    value = ph_vocabulary_add(&e->values, p->text, p->length);
    ck_assert_int_eq(ph_grow((void **)&e->probabilities, &s->probability_capacity, value + 1,
                             sizeof *e->probabilities),
                     0);
    if (value >= known)
        e->probabilities[value] = 0;
    e->probabilities[value] += probability; /* hybrid: one text by several ways */
}

/* Moves what is in a state along its edges: to back-off states of the same prefix, to the end, or
 * to `next`, one table of states for each token. */
static double spread(search *s, double *states, uint32_t state, double **next)
{
    uint32_t degree = ph_graph_edges(&s->graph, state, s->edges);
    double total = 0, ends = 0;

    for (uint32_t e = 0; e < degree; e++)
        total += (double)s->edges[e].weight;
    for (uint32_t e = 0; e < degree; e++) {
        const ph_edge *edge = &s->edges[e];
        double probability = states[state] * ((double)edge->weight / total);
        if (edge->token == PH_NONE)
            states[edge->next] += probability;
        else if (edge->token == 0)
            ends += probability;
        else {
            if (!next[edge->token])
                next[edge->token] = calloc(s->count, sizeof *states);
            next[edge->token][edge->next] += probability;
        }
    }
    return ends;
}

static double sum(const double *states, uint32_t count)
{
    double total = 0;

    for (uint32_t i = 0; i < count; i++)
        total += states[i];
    return total;
}

/* Goes on with a prefix by one token, or gives it up. */
static void go_on(search *s, const prefix *p, uint32_t token, const double *states)
{
    double probability = sum(states, s->count);
    char text[512];
    size_t length, more;
    const char *word = ph_tokens_get(&s->model->tokens, token, &more);

    if (probability < s->least) {
        s->result->rest += probability;
        return;
    }
    memcpy(text, p->text, length = p->length);
    if (s->model->mode == PHONY_MODE_WORD && length)
        text[length++] = ' ';
    memcpy(text + length, word, more);
    memcpy(push(s, text, length + more)->states, states, s->count * sizeof *states);
}

static void expand(search *s)
{
    prefix p = s->queue[s->first++];
    uint32_t tokens = s->model->tokens.count;
    double **next = calloc(tokens, sizeof *next), ends = 0;

    for (uint32_t state = s->count; state-- > 0;) { /* back-offs lead to lower states */
        if (p.states[state] > 0)
            ends += spread(s, p.states, state, next);
    }
    if (ends > 0)
        add_value(s, &p, ends);
    for (uint32_t token = 0; token < tokens; token++) {
        if (next[token])
            go_on(s, &p, token, next[token]);
        free(next[token]);
    }
    free(next);
    free(p.states);
}

void enumeration_init(enumeration *e, const phony_model *model, double least)
{
    const ph_training training = {model->values, model->weight, model->min_count, model->mode};
    search s = {.model = model, .least = least, .result = e};
    phony_error error = {0};

    memset(e, 0, sizeof *e);
    ck_assert_int_eq(ph_vocabulary_init(&e->values), 0);
    ASSERT_STATUS(ph_graph_init(&s.graph, &model->ngrams, &training, &error), PHONY_OK, &error);
    s.count = s.graph.base[model->ngrams.order];
    s.edges = calloc(s.graph.degree_max, sizeof *s.edges);
    push(&s, "", 0)->states[s.graph.start] = 1;
    while (s.first < s.used)
        expand(&s);
    free(s.edges);
    ph_free(s.queue);
    ph_graph_fini(&s.graph);
}

void enumeration_fini(enumeration *e)
{
    ph_vocabulary_fini(&e->values);
    ph_free(e->probabilities);
}
