/* Output formats: columns to bytes. A format is a row in format.c's table; its functions have no
 * state, so batches can be written by several threads and put one behind the other:
 *
 *     begin   rows 0..n   rows n..m   ...   end
 *
 * and however the rows are cut into batches, the bytes are the same. All functions append to `out`
 * and return PHONY_ERROR_MEMORY, of rows also _LIMIT, naming column and row, for values that cannot
 * be written: floats that are infinite or no number, times outside of the years 1 to 9999. `rows`
 * appends nothing then. */
#ifndef PH_FORMAT_H
#define PH_FORMAT_H

#include "base/buffer.h"
#include "data/values.h"

typedef struct ph_table_column {
    const char *name;
    ph_type type;
    int not_null;
} ph_table_column;

typedef struct ph_table {
    const char *name;
    const ph_table_column *columns;
    size_t column_count;
} ph_table;

struct ph_layout;

typedef struct ph_format ph_format;
struct ph_format {
    const char *name;      /* "csv" */
    const char *dialect;   /* "postgres", or NULL: SQL alone has dialects */
    const char *extension; /* ".csv" */
    const char *summary;
    /* How rows stand; or, where that depends on the table, what writes them. */
    const struct ph_layout *layout;
    phony_status (*rows)(const ph_format *format, const ph_table *table,
                         const ph_values *const *columns, size_t rows, uint64_t first,
                         ph_buffer *out, phony_error *error);
    /* What stands before and behind all rows; NULL: nothing. */
    void (*begin)(const ph_table *table, ph_buffer *out);
    void (*end)(uint64_t rows, ph_buffer *out);
};

phony_status ph_format_begin(const ph_format *format, const ph_table *table, ph_buffer *out,
                             phony_error *error);
/* `first` is the number of the first row, 0 for the very first. */
phony_status ph_format_rows(const ph_format *format, const ph_table *table,
                            const ph_values *const *columns, size_t rows, uint64_t first,
                            ph_buffer *out, phony_error *error);
/* `rows` = all that were written. */
phony_status ph_format_end(const ph_format *format, uint64_t rows, ph_buffer *out,
                           phony_error *error);

/* `dialect` is looked at for SQL alone. NULL: there is none. */
const ph_format *ph_format_find(const char *name, const char *dialect);
const ph_format *ph_format_at(size_t index);
#endif
