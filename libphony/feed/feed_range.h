/* Uniform whole numbers from a least to a most, in steps: what integers, decimals, dates and times
 * are alike in. Bounds are constants, or come row by row; unique ones are a permutation of the
 * rows. To add a type of range: a maker that fills in a ph_range, and a rule where bounds may come
 * from the row. */
#ifndef PH_FEED_RANGE_H
#define PH_FEED_RANGE_H

#include "feed/feed.h"

typedef struct ph_range ph_range;

/* Least and most values of a row; least > most: there is none. */
typedef struct ph_bounds {
    int64_t least, most;
    int null;
} ph_bounds;

/* The bounds in row i of a frame; NULL stands for the frame where all are constants. -1: they are
 * beyond all numbers. */
typedef int (*ph_bounds_rule)(const ph_range *range, const ph_feed_frame *frame, size_t i,
                              ph_bounds *bounds);

struct ph_range {
    ph_feed feed;
    ph_bounds_rule rule;
    int64_t step;           /* between values, from 1 on; the first is the least */
    int64_t floor, ceiling; /* of the type */
    ph_option min, max, after, before;
    ph_span within; /* all 0: none */
    int32_t scale;  /* of bounds in decimals, before they are `zoom` times as much */
    int64_t zoom;   /* or, of times: what the values count, in microseconds */
    int64_t least;  /* where bounds are constants */
    uint64_t count; /* of values then; 0 = 2^64 */
};

/* A feed that is a copy of `range`; its feed.class is chosen here. Returns as ph_card.make. */
phony_status ph_range_new(const ph_feed_request *request, const ph_range *range, ph_feed **feed,
                          phony_error *error);

/* What every class of ranges does: whether constant bounds hold, what is wrong with a row's; bounds
 * of options in row i. Return PHONY_ERROR_ARGUMENT; of rows _LIMIT, too. */
phony_status ph_range_fixed_bounds(const ph_range *range, ph_bounds *bounds, phony_error *error);
phony_status ph_range_row_bounds(const ph_range *range, const ph_feed_frame *frame, size_t i,
                                 ph_bounds *bounds, phony_error *error);

/* A range of decimals by the options "min", "max" and "scale" (to `scale_max`) and the type of the
 * field, within `magnitude` (0: any) on both sides. Returns PHONY_ERROR_ARGUMENT. */
phony_status ph_decimal_range(const ph_feed_request *request, int32_t scale_max, int64_t magnitude,
                              ph_range *range, phony_error *error);

/* a / b, b > 0, rounded down and up. */
static inline int64_t ph_floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}
static inline int64_t ph_ceiling_div(int64_t a, int64_t b)
{
    return a / b + (a % b > 0);
}
#endif
