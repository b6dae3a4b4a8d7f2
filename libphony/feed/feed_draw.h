/* What feeds draw with: numbers below a bound out of words, and an option's real number in a row.
 */
#ifndef PH_FEED_DRAW_H
#define PH_FEED_DRAW_H

#include "base/random.h"
#include "feed/feed.h"

/* A number below `count` (0 stands for 2^64) out of a word: the high half of the product (Lemire:
 * Fast random integer generation in an interval, 2019). Each has a chance that differs from another
 * by at most 2^-64. */
static inline uint64_t ph_below(uint64_t word, uint64_t count)
{
    return count ? (uint64_t)((unsigned __int128)word * count >> 64) : word;
}

/* In [0, 1): the high 53 bits. */
static inline double ph_unit(uint64_t word)
{
    return (double)(word >> 11) * 0x1p-53;
}

/* The first word of a row. */
static inline uint64_t ph_row_word(const phony_key *key, uint64_t row)
{
    return ph_stream_word(ph_stream(key, row), 0);
}

/* The least and greatest of a type of whole numbers; `kind` where it is one, else `natural`. */
static inline ph_type_kind ph_whole_limits(ph_type_kind kind, ph_type_kind natural, int64_t *floor,
                                           int64_t *ceiling)
{
    ph_type_kind found =
        kind == PH_TYPE_INT16 || kind == PH_TYPE_INT32 || kind == PH_TYPE_INT64 ? kind : natural;

    *floor = found == PH_TYPE_INT16 ? INT16_MIN : found == PH_TYPE_INT32 ? INT32_MIN : INT64_MIN;
    *ceiling = found == PH_TYPE_INT16 ? INT16_MAX : found == PH_TYPE_INT32 ? INT32_MAX : INT64_MAX;
    return found;
}

/* As ph_option_number, for the kind REAL. */
static inline double ph_option_real(const ph_option *option, const ph_feed_frame *frame, size_t i,
                                    int *null)
{
    const ph_values *input = option->input < 0 ? NULL : frame->inputs[option->input];

    if (!input)
        return option->real;
    if (!ph_values_is_null(input, i))
        return input->floats[i];
    *null = 1;
    return 0;
}
#endif
