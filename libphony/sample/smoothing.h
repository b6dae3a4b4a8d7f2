/* Interpolated Kneser-Ney smoothing in integers (Kneser and Ney 1995; Chen and Goodman 1999,
 * section 2.7): every seen n-gram gives up a discount, and the sum of the discounts is the weight
 * of the back-off edge. Counts are in units of a value's average weight, so that lists with steep
 * weights are smoothed like lists without. */
#ifndef PH_SMOOTHING_H
#define PH_SMOOTHING_H

#include <stdint.h>

/* Weights are counts times this; the discount of a count of one unit or more is 3/4 of a unit. */
#define PH_DISCOUNT_SCALE 4

/* The discount of a count, times PH_DISCOUNT_SCALE: 3/4 of the count up to one unit, then constant.
 */
static inline uint64_t ph_discount(uint64_t count, uint64_t unit)
{
    return 3 * (count < unit ? count : unit);
}
#endif
