/* The caller's column, around whatever fills it: checked, copied, and written back on success
 * alone. */
#ifndef PH_COLUMN_H
#define PH_COLUMN_H

#include "phony.h"

/* Returns PHONY_ERROR_ARGUMENT where it cannot be filled. */
phony_status ph_column_check(const phony_column *column, phony_error *error);

/* A copy to work on: no rows yet, offsets[0] = 0, the capacity within the documented limit; and the
 * count brought down to the rows there is room for. */
phony_column ph_column_begin(const phony_column *column, uint64_t *count);

/* Appends a value and its separator to the copy; 0 where they do not fit. */
int ph_column_put(phony_column *work, const void *value, size_t length);

/* Gives the rows out. Returns PHONY_ERROR_SPACE where rows were asked for and none fitted. */
phony_status ph_column_end(phony_column *column, const phony_column *work, uint64_t first,
                           uint64_t count, phony_error *error);
#endif
