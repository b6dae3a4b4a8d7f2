/* A keyed permutation of 0 ... n - 1, for any n: a Feistel network of six rounds (Luby and Rackoff
 * 1988) on the least even number of bits that holds n, walked on until it is back below n (cycle
 * walking: Black and Rogaway 2002), at most four times in the mean. */
#ifndef PH_PERMUTE_H
#define PH_PERMUTE_H

#include "base/random.h"

/* Where i (below n) goes. n = 0 stands for 2^64. */
static inline uint64_t ph_permute(const phony_key *key, uint64_t n, uint64_t i)
{
    const unsigned bits = n == 1 ? 0 : 64 - (unsigned)__builtin_clzll((n - 1) | 1);
    const unsigned half = bits < 2 ? 1 : (bits + 1) / 2;
    const uint64_t mask = (UINT64_C(1) << half) - 1;

    if (n == 1)
        return 0;
    do {
        uint64_t left = i >> half, right = i & mask;
        for (unsigned round = 0; round < 6; round++) {
            uint64_t secret = ph_mix64(key->word[round & 1] + (round + 1) * PH_GOLDEN);
            uint64_t mixed = left ^ ph_mix64(secret ^ right) >> (64 - half);
            left = right;
            right = mixed;
        }
        i = left << half | right;
    } while (n != 0 && i >= n);
    return i;
}

/* What goes to i: the rounds backwards. */
static inline uint64_t ph_permute_back(const phony_key *key, uint64_t n, uint64_t i)
{
    const unsigned bits = n == 1 ? 0 : 64 - (unsigned)__builtin_clzll((n - 1) | 1);
    const unsigned half = bits < 2 ? 1 : (bits + 1) / 2;
    const uint64_t mask = (UINT64_C(1) << half) - 1;

    if (n == 1)
        return 0;
    do {
        uint64_t left = i >> half, right = i & mask;
        for (unsigned round = 6; round-- > 0;) {
            uint64_t secret = ph_mix64(key->word[round & 1] + (round + 1) * PH_GOLDEN);
            uint64_t before = right ^ ph_mix64(secret ^ left) >> (64 - half);
            right = left;
            left = before;
        }
        i = left << half | right;
    } while (n != 0 && i >= n);
    return i;
}
#endif
