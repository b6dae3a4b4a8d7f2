/* collect.h: values of many rows, one after another in memory that grows as they need it. */
#ifndef PHONY_NODE_COLLECT_H
#define PHONY_NODE_COLLECT_H

#include "phony_api.h"

/* Value i is bytes[offsets[i] .. offsets[i + 1]). All zero is empty. */
struct collected {
    uint8_t *bytes;
    size_t capacity;
    uint32_t *offsets;
    size_t rows, rows_capacity;
};

/* Which rows, and in what form. */
struct collect_range {
    uint64_t first;
    size_t count;
    int32_t separator; /* a byte behind every value, or -1 */
    size_t enough;     /* no more rows are asked for once there are so many bytes; 0 = all rows */
};

/* Replaces what was collected. All rows of the range, or (see `enough`) those at its beginning, but
 * at least one. Returns what phony_generator_fill returns, and PHONY_ERROR_LIMIT where they are, or
 * are about to be, more than 2^31 - 1 bytes. Any thread. */
phony_status collect(const phony_api *api, phony_generator *generator, const phony_key *key,
                     const struct collect_range *range, struct collected *out, phony_error *error);

void collected_fini(struct collected *collected);

#endif
