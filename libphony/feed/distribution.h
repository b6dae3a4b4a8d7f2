/* Distributions of numbers: a distribution is its quantile function, from u in (0, 1) to the number
 * below which a share of u lies. So one uniform number of a row is enough for each, the least u
 * gives the least number, copulas come by themselves, and cutting off at `min` and `max` is a
 * narrower range of u. Immutable; used by any number of threads at once.
 *
 * To add one: its card in feed_statistics.c, how it is made in a file distribution_*.c, and a line
 * in the table of distribution.c. */
#ifndef PH_DISTRIBUTION_H
#define PH_DISTRIBUTION_H

#include "feed/feed.h"

typedef struct ph_distribution ph_distribution;

/* What the numbers are for. */
typedef struct ph_distribution_use {
    /* Numbers will be rounded to so many steps in 1: 1 for whole numbers, 100 for two places, 0 =
     * not at all. Where they are, `min` and `max` move half a step outwards, so that the numbers at
     * the ends come as often as those beside them. */
    double steps;
    int times; /* options are distances ("2h"; a month has 30 days), the numbers microseconds >= 0
                */
} ph_distribution_use;

/* Of a statistical card's options; of a JSON value {"type": "normal", ...}, which for times may
 * also be a distance alone. Return PHONY_ERROR_ARGUMENT (naming the option), _LIMIT, _MEMORY. */
phony_status ph_distribution_make(const ph_card *card, const ph_option *options,
                                  const ph_distribution_use *use, ph_distribution **distribution,
                                  phony_error *error);
phony_status ph_distribution_read(const struct ph_json_tree *tree, uint32_t node,
                                  const ph_distribution_use *use, ph_distribution **distribution,
                                  phony_error *error);
void ph_distribution_free(ph_distribution *distribution);

/* The numbers of a batch; `x` may be `u`. */
void ph_distribution_quantiles(const ph_distribution *distribution, const double *u, double *x,
                               size_t count);
/* Whether only whole numbers come. */
int ph_distribution_is_whole(const ph_distribution *distribution);
/* What no number lies beyond, rounded or not; may be infinite. */
void ph_distribution_limits(const ph_distribution *distribution, double *least, double *greatest);
#endif
