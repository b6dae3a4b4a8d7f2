/* A batch of values of one type: a column of some rows. Memory is kept from batch to batch.
 *
 *     numbers   numbers[i]; FLOAT: floats[i], in the same place
 *     texts     bytes[offsets[i] .. offsets[i + 1]), offsets[0] = 0
 *     UUID      bytes[16 i .. 16 i + 16)
 *     nulls     nulls[i] = 1: the value is null and what stands in its place means nothing (a text
 *               is empty). Where has_nulls is 0, nulls[] is not looked at. */
#ifndef PH_VALUES_H
#define PH_VALUES_H

#include "data/type.h"

enum { PH_VALUES_SLACK = 32 /* bytes that may be read and written past the texts */ };

typedef struct ph_values {
    ph_type type;
    size_t rows;
    int has_nulls;
    uint8_t *nulls;
    union {
        int64_t *numbers;
        double *floats;
    };
    uint32_t *offsets;
    uint8_t *bytes;
    size_t rows_capacity, bytes_capacity;
} ph_values;

/* Room for `rows` values of a type; what was there is lost; no nulls. offsets[0] = 0. Returns
 * PHONY_ERROR_MEMORY. */
phony_status ph_values_begin(ph_values *values, ph_type type, size_t rows, phony_error *error);
/* Room for `bytes` of text in all, keeping those there are: PHONY_ERROR_MEMORY, or _LIMIT from 2^31
 * on. */
phony_status ph_values_room(ph_values *values, size_t bytes, phony_error *error);
/* Appends text as row `row`, the next in turn. */
phony_status ph_values_put(ph_values *values, size_t row, const void *bytes, size_t length,
                           phony_error *error);
/* Makes a row null; texts in turn, as ph_values_put. */
void ph_values_put_null(ph_values *values, size_t row);
/* `values` = the rows `from[which[i]]`. */
phony_status ph_values_gather(ph_values *values, const ph_values *from, const uint32_t *which,
                              size_t rows, phony_error *error);
void ph_values_fini(ph_values *values);

static inline int ph_values_is_null(const ph_values *values, size_t row)
{
    return values->has_nulls && values->nulls[row];
}
static inline const char *ph_values_text(const ph_values *values, size_t row, size_t *length)
{
    *length = values->offsets[row + 1] - values->offsets[row];
    return (const char *)values->bytes + values->offsets[row];
}

/* Which rows are meant: a run of them, or a list. */
typedef struct ph_rows {
    uint64_t first;
    const uint64_t *list; /* NULL: first, first + 1, ... */
    size_t count;
} ph_rows;

static inline uint64_t ph_row(const ph_rows *rows, size_t i)
{
    return rows->list ? rows->list[i] : rows->first + i;
}
#endif
