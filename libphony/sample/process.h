/* A Markov process whose steps emit tokens: what samplers and chains are compiled from. A model's
 * graph is one (graph.h), its product with a constraint another (product.h). */
#ifndef PH_PROCESS_H
#define PH_PROCESS_H

#include <stdint.h>

typedef struct ph_edge {
    uint64_t weight; /* at least 1; a state's sum up below 2^64 */
    uint32_t token;  /* PH_NONE for the back-off edge, which emits nothing and is the last */
    uint32_t next;   /* state, PH_NONE = the end; the back-off edge's is below its own state */
} ph_edge;

typedef struct ph_process {
    const void *of;
    uint32_t states, start;
    uint32_t degree_max; /* the most edges of a state */
    uint32_t (*degree)(const void *of, uint32_t state);
    /* Writes a state's edges, ascending by token; returns their number, its degree. */
    uint32_t (*edges)(const void *of, uint32_t state, ph_edge *edges);
} ph_process;
#endif
