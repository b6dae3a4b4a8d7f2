/* A column in the making, for composites: values one behind the other, with room around them so
 * that whole vectors may be read and written past their ends. One allocation, kept from batch to
 * batch. */
#ifndef PH_CELLS_H
#define PH_CELLS_H

#include <string.h>

#include "base/buffer.h"
#include "phony.h"

enum {
    PH_CELLS_BATCH = 8192, /* rows: several blocks of a kernel, so that its tables stay cached */
    PH_CELLS_SLACK = 32    /* bytes that may be read before and past the values */
};

typedef struct ph_cells {
    uint8_t *bytes;
    uint32_t *offsets; /* [rows + 1] */
    size_t rows;
    size_t bytes_capacity, rows_capacity;
    void *memory;
    ph_buffer spare;
} ph_cells;

/* Room for `rows` values of `bytes` together; what was there is lost. -1 out of memory. */
int ph_cells_room(ph_cells *cells, size_t rows, size_t bytes);
void ph_cells_fini(ph_cells *cells);

static inline size_t ph_cells_length(const ph_cells *cells, size_t row)
{
    return cells->offsets[row + 1] - cells->offsets[row];
}

/* Copies a run with room for 16 bytes behind both ends: one move for nearly all values. */
static inline uint8_t *ph_put(uint8_t *to, const uint8_t *from, size_t length)
{
    memcpy(to, from, 16);
    for (size_t at = 16; at < length; at += 16)
        memcpy(to + at, from + at, 16);
    return to + length;
}

/* The caller's column, as it fills. */
typedef struct ph_output {
    phony_column *column;
    size_t used;
    int separator;
} ph_output;

void ph_output_init(ph_output *output, phony_column *column);
/* How many of `left` rows to make next: a batch, or about as many as still fit. */
size_t ph_output_batch(const ph_output *output, uint64_t left);
/* One value out of pieces put together elsewhere; 0 where it does not fit. */
int ph_output_put(ph_output *output, const void *value, size_t length);

/* Whether a row of this length can be written with ph_put, its separator included. */
static inline int ph_output_roomy(const ph_output *output, size_t length)
{
    return output->column->bytes_capacity - output->used >= length + 64;
}
/* Ends a row that was written at bytes + used. */
static inline void ph_output_end(ph_output *output, size_t length)
{
    output->used += length;
    output->column->offsets[++output->column->rows] = (uint32_t)output->used;
}
#endif
