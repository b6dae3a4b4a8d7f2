/* Interpolated Kneser-Ney smoothing in integers (Kneser and Ney 1995; Chen and Goodman 1999,
 * section 2.7): every seen n-gram gives up a discount, and the sum of the discounts is the weight
 * of the back-off edge. Counts are in units of a value's average weight, so that lists with steep
 * weights are smoothed like lists without. */
#ifndef PH_SMOOTHING_H
#define PH_SMOOTHING_H

#include <stdint.h>

/* Weights are counts times this, so that discounts are whole numbers. */
#define PH_DISCOUNT_SCALE 4

/* The discount of a count of one unit or more, times PH_DISCOUNT_SCALE; of smaller counts the same
 * share of the count. 3/4 did best over 15 lists by cross-validation. Contexts of one token are the
 * exception where values are spelled (hybrid mode, or an alphabet): a pair of letters that was
 * never seen is hardly ever possible, so they give up 1/4 only, which costs 0.001 bits a character
 * in the mean of ten lists, 0.005 at most (models/README.md), and makes two thirds of the
 * unreadable values go. Signs of words and syllables are no alphabet: short lists of kanji (480
 * signs and more) lose half a bit by it, and alphabets, with capitals, accents, digits and what
 * else stands in companies, end below 256. */
#define PH_DISCOUNT 3
#define PH_DISCOUNT_PAIRS 1
#define PH_ALPHABET_MAX 256 /* distinct tokens, the boundary included */

static inline uint64_t ph_discount(uint64_t count, uint64_t unit, uint64_t discount)
{
    return discount * (count < unit ? count : unit);
}
#endif
