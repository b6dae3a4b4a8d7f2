/* Alias tables in exact integer arithmetic. */
#ifndef PH_ALIAS_H
#define PH_ALIAS_H

#include <stdint.h>

/* log2 of the number of buckets of a table of `degree` outcomes: the least that holds them. */
int ph_alias_log2(uint32_t degree);

/* Scales weights (each at least 1, sum below 2^64) to masses: each at least 1, sum exactly 2^32. */
void ph_alias_masses(const uint64_t *weights, uint32_t degree, uint64_t *masses);

typedef struct ph_alias {
    uint32_t threshold; /* draws of the bucket below it take `own`, the others `other` */
    uint32_t own, other;
} ph_alias;

/* Spreads masses (each at least 1, sum 2^32) over 2^log2 buckets. */
void ph_alias_build(const uint64_t *masses, uint32_t degree, int log2, ph_alias *buckets);
#endif
