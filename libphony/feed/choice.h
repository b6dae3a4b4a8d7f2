/* A choice by weight in constant time, in whole numbers: Walker's alias method as Vose has it (A
 * linear algorithm for generating random numbers with a given distribution, 1991). Chances differ
 * from the weights' shares by at most 2^-64 times the number of outcomes. (The tables of
 * sample/alias.h take draws of 32 bits.) */
#ifndef PH_CHOICE_H
#define PH_CHOICE_H

#include <stddef.h>
#include <stdint.h>

typedef struct ph_choice_bucket {
    uint64_t threshold; /* fractions below it are `own`, the others `other` */
    uint32_t own, other;
} ph_choice_bucket;

typedef struct ph_choice {
    uint32_t count;
    ph_choice_bucket *buckets; /* NULL: all outcomes are alike */
} ph_choice;

/* Weights of 0 are never chosen; one at least is more, and their sum is below 2^64. `weights` NULL:
 * all are alike. 0, or -1 out of memory. */
int ph_choice_init(ph_choice *choice, const uint64_t *weights, uint32_t count);
void ph_choice_fini(ph_choice *choice);

/* The high half of the product is the bucket, the low half how far into it. */
static inline uint32_t ph_choose(const ph_choice *choice, uint64_t word)
{
    unsigned __int128 product = (unsigned __int128)word * choice->count;
    uint32_t at = (uint32_t)(product >> 64);
    const ph_choice_bucket *bucket;

    if (!choice->buckets)
        return at;
    bucket = &choice->buckets[at];
    return (uint64_t)product < bucket->threshold ? bucket->own : bucket->other;
}
#endif
