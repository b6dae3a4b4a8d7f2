/* A process with its probabilities in integers: what a walk does, written out. A state's outcomes
 * are its edges in order, their masses (spec/generation.md, "Masses") given as the sum of those
 * before, so that a draw of 32 bits is looked up by bisection, and ranges of tokens are summed by
 * one subtraction. */
#ifndef PH_CHAIN_H
#define PH_CHAIN_H

#include <stddef.h>

#include "phony.h"
#include "sample/process.h"

typedef struct ph_outcome {
    uint32_t below; /* the masses of the state's outcomes before this one */
    uint32_t token; /* as in ph_edge */
    uint32_t next;
} ph_outcome;

typedef struct ph_chain {
    uint32_t states, start, degree_max;
    uint32_t *first;      /* [states + 1] a state's first outcome */
    ph_outcome *outcomes; /* and one more, whose `below` is 0 */
} ph_chain;

/* Returns PHONY_ERROR_LIMIT past 2^32 - 2 outcomes, _MEMORY. */
phony_status ph_chain_new(const ph_process *process, ph_chain **chain, phony_error *error);
void ph_chain_free(ph_chain *chain);

/* The mass of an outcome, 1 to 2^32. Behind a state's last one stands the first of the next, whose
 * `below` is 0: the difference is taken modulo 2^32, and 0 is all of it. */
static inline uint64_t ph_chain_mass(const ph_chain *chain, uint32_t outcome)
{
    const ph_outcome *o = &chain->outcomes[outcome];
    uint32_t mass = o[1].below - o[0].below;

    return mass ? mass : UINT64_C(1) << 32;
}
#endif
