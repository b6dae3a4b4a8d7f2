/* Cells side by side: what all formats share. A format says in a layout what stands between the
 * cells of its rows; everything follows from the number of a row, so batches may be cut anywhere.
 *
 *     head  before  cell  before  cell  ...  tail
 *
 * `head` is `first` for row 0, `group` where a group of rows begins, else `next`. */
#ifndef PH_ROWS_H
#define PH_ROWS_H

#include "write/cells.h"
#include "write/format.h"

typedef struct ph_layout {
    const ph_style *style;
    const char *first, *next;
    const char *between; /* cells */
    const char *tail;    /* of a row */
    int keys;            /* "name": before each cell */
    /* Rows in groups (SQL's statements): as many, and less where a row is long; 0: no groups. */
    uint32_t group_rows;
    const char *group;
} ph_layout;

/* A row of as many bytes begins a group, so that a group is at most as long as its first row and
 * group_rows times this. */
enum { PH_ROW_LONG = 32768 };

phony_status ph_rows_write(const ph_layout *layout, const ph_table *table,
                           const ph_values *const *columns, size_t rows, uint64_t first,
                           ph_buffer *out, phony_error *error);
#endif
