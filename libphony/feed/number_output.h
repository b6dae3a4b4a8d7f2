/* Doubles as the values that a field of numbers wants: whole numbers, decimals, floats. */
#ifndef PH_NUMBER_OUTPUT_H
#define PH_NUMBER_OUTPUT_H

#include "data/real.h"
#include "feed/distribution.h"

typedef struct ph_number_output {
    ph_type type;
    double steps;           /* rounded to so many steps in 1; 0 = not at all */
    double least, greatest; /* in steps: what comes out lies within */
    double least_fit, greatest_fit;
    int64_t factor; /* steps to digits of the decimal */
} ph_number_output;

/* What a request for numbers comes to, with the option `scale`; `whole`: whole numbers come
 * naturally. Returns PHONY_ERROR_ARGUMENT. */
phony_status ph_number_output_init(ph_number_output *output, const ph_feed_request *request,
                                   int whole, phony_error *error);
/* Takes the limits of the distribution over. Returns PHONY_ERROR_ARGUMENT: they do not fit the
 * type.
 */
phony_status ph_number_output_limit(ph_number_output *output, const ph_feed_request *request,
                                    const ph_distribution *distribution, phony_error *error);
/* Puts the numbers of the rows from `from` on. Returns PHONY_ERROR_LIMIT (a number that does not
 * fit the type, with its row). */
phony_status ph_number_output_put(const ph_number_output *output, const ph_feed_frame *frame,
                                  size_t from, const double *x, size_t count, ph_values *out,
                                  phony_error *error);

/* Uniform numbers in (0, 1) of the rows from `from` on: word `word` of each row's stream. */
void ph_number_units(const ph_feed_frame *frame, size_t from, size_t count, uint64_t word,
                     double *u);
#endif
