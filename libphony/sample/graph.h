/* The model as a weighted graph: the process that a walk follows (spec/generation.md, "Graph").
 *
 * States are contexts. A state's edges are its n-grams: each emits its token and leads to the
 * longest context that what was emitted ends with, or to the end. One more edge, unless the state
 * is the empty context, emits nothing and leads to the context without its first token. All weights
 * are integers: interpolated Kneser-Ney, see smoothing.h. */
#ifndef PH_GRAPH_H
#define PH_GRAPH_H

#include "ngram/ngrams.h"
#include "sample/process.h"

/* A state's number: the contexts of order 1, then those of order 2, ... PH_NONE is the end. */
typedef struct ph_graph {
    const ph_ngrams *ngrams;
    ph_links links;
    uint32_t base[PH_ORDER_MAX + 1]; /* [k - 1] the first state of order k; [n] their number */
    uint32_t *continuations[PH_ORDER_MAX]; /* [count] of order < n: different tokens before */
    uint32_t starting[PH_ORDER_MAX]; /* contexts of order k that begin at the start come first */
    uint64_t unit;                   /* the average weight of a value */
    uint64_t min_count;              /* what pruning kept, at least 1 */
    uint64_t discount[PH_ORDER_MAX]; /* of contexts of order k + 1 (smoothing.h) */
    uint32_t start;                  /* the state in which a value begins */
    uint32_t degree_max;             /* the most edges of a state */
} ph_graph;

/* What a graph needs to know of how the n-grams were counted; the numbers are at least 1. */
typedef struct ph_training {
    uint64_t values, weight, min_count;
    int32_t mode; /* PHONY_MODE_... */
} ph_training;

/* The n-grams must live as long as the graph. Returns what ph_ngrams_link returns, and
 * PHONY_ERROR_MODEL where no value ever ends. */
phony_status ph_graph_init(ph_graph *graph, const ph_ngrams *ngrams, const ph_training *training,
                           phony_error *error);
void ph_graph_fini(ph_graph *graph);

/* Which order and context a state is. */
void ph_graph_locate(const ph_graph *graph, uint32_t state, int32_t *order, uint32_t *context);
/* The number of edges of a state, back-off included. */
uint32_t ph_graph_degree(const ph_graph *graph, uint32_t state);
/* Writes a state's edges, ascending by token, the back-off edge last. Returns their number; `edges`
 * has room for ph_graph_degree. Weights are at least 1 and sum up below 2^62. */
uint32_t ph_graph_edges(const ph_graph *graph, uint32_t state, ph_edge *edges);
/* The graph as a process; it must outlive it. */
ph_process ph_graph_process(const ph_graph *graph);
#endif
