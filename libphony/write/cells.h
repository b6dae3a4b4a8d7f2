/* Columns of values become columns of cells: the bytes that a format writes for each value, one
 * behind the other, with their offsets. rows.h puts the cells of all columns side by side. Going
 * column by column keeps the loops small; texts that need no escape stay where they are.
 *
 * A new type is a renderer (its type, its file, a line of the table in cells.c); a new format is a
 * style. */
#ifndef PH_CELLS_H
#define PH_CELLS_H

#include "base/buffer.h"
#include "data/values.h"
#include "write/escape.h"

enum {
    PH_CELLS_SLACK = 32, /* bytes that may be read and written past cells and rows */
    PH_BLOCK_ROWS = 512  /* rows that are rendered together: their cells stay in the cache */
};

/* What stands before and behind the cells of some types. */
typedef struct ph_quotes {
    const char *open, *close;
    const ph_escape *escape; /* NULL: none */
    int where_needed;        /* only around texts with escapes or without a byte (CSV) */
} ph_quotes;

/* How a format writes values. */
typedef struct ph_style {
    const char *null;
    ph_quotes text, json, bytes; /* bytes are in hexadecimal */
    const char *quote;           /* on both sides of dates, times and UUIDs */
    const char *yes, *no;
    char separator;  /* between date and time */
    const char *utc; /* behind a time in UTC */
} ph_style;

/* The cells of a block: i is open, bytes[offsets[i] .. offsets[i + 1]), close. PH_CELLS_SLACK bytes
 * behind the last may be read. */
typedef struct ph_cells {
    const char *bytes;
    const uint32_t *offsets;
    const char *open, *close;
    uint64_t first; /* the number of the block's first row, for messages */
    /* Where rendered cells are kept: PH_BLOCK_ROWS + 1, and room. */
    uint32_t *own_offsets;
    ph_buffer own;
} ph_cells;

/* Renders rows from, from + 1, ... of a column, at most PH_BLOCK_ROWS. Returns PHONY_ERROR_LIMIT,
 * naming the row, for what cannot be written (no number, no date, cells of more than 2 GiB), and
 * _MEMORY. `own` is the caller's to let go of. */
phony_status ph_cells_render(const ph_style *style, const ph_values *values, size_t from,
                             size_t rows, ph_cells *cells, phony_error *error);

/* ---- For renderers ----------------------------------------------------------------------------
 */

typedef phony_status ph_renderer(const ph_style *style, const ph_values *values, size_t from,
                                 size_t rows, ph_cells *cells, phony_error *error);
ph_renderer ph_render_wholes, ph_render_decimals, ph_render_floats, ph_render_booleans;
ph_renderer ph_render_dates, ph_render_clocks, ph_render_moments;
ph_renderer ph_render_texts, ph_render_bytes, ph_render_uuids;

/* Room for the rendered cells of a block, at most `bytes` in all; *out: where to begin. */
phony_status ph_cells_begin(ph_cells *cells, size_t bytes, char **out, phony_error *error);
/* `end` is behind the last of `rows` cells; offsets[0 .. rows) are set. */
phony_status ph_cells_end(ph_cells *cells, size_t rows, const char *end);

/* Says where cell i begins. */
static inline void ph_cells_mark(ph_cells *cells, size_t i, const char *out)
{
    cells->own_offsets[i] = (uint32_t)(out - cells->own.data);
}

/* Copies a text of a few bytes. */
static inline char *ph_put(char *out, const char *text)
{
    while (*text)
        *out++ = *text++;
    return out;
}

/* Copies by chunks: reads and writes up to PH_CELLS_SLACK bytes past the ends. */
static inline char *ph_put_bytes(char *out, const char *bytes, size_t length)
{
    for (size_t done = 0; done < length; done += PH_CELLS_SLACK)
        memcpy(out + done, bytes + done, PH_CELLS_SLACK);
    return out + length;
}
#endif
