/* Rows of a compiled model, checked against its originals where it has some. */
#ifndef PH_GENERATE_H
#define PH_GENERATE_H

#include "model/originals.h"
#include "sample/sampler.h"

/* What phony_generate does once its arguments are checked (base/column.h); `key` is mixed with the
 * model's already. Returns PHONY_ERROR_EXHAUSTED, _MEMORY. */
phony_status ph_generate_rows(const ph_sampler *sampler, const ph_originals *originals,
                              const phony_key *key, uint64_t first, uint64_t count,
                              phony_column *column, phony_error *error);
#endif
