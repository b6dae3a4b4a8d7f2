/* Counter-based random numbers (spec/generation.md, "Draws"): draw i of a row is a pure function of
 * key, row and i. */
#ifndef PH_RANDOM_H
#define PH_RANDOM_H

#include "base/hash.h"
#include "phony.h"

#define PH_GOLDEN UINT64_C(0x9E3779B97F4A7C15) /* 2^64 divided by the golden ratio, odd */

/* Where a row's draws begin. */
static inline uint64_t ph_stream(const phony_key *key, uint64_t row)
{
    return ph_mix64(ph_mix64(key->word[0] + row * PH_GOLDEN) ^ key->word[1]);
}

/* Word `i` (from 0) of a stream: two draws, the high half first. */
static inline uint64_t ph_stream_word(uint64_t stream, uint64_t i)
{
    return ph_mix64(stream + (i + 1) * PH_GOLDEN);
}
#endif
