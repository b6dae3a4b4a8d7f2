#include "write/format.h"

#include <string.h>

#include "base/error.h"
#include "write/formats.h"
#include "write/rows.h"

static const ph_format *const formats[] = {
    &ph_format_csv,       &ph_format_json,       &ph_format_ndjson,
    &ph_format_copy,      &ph_format_load,       &ph_format_sql_postgres,
    &ph_format_sql_mysql, &ph_format_sql_sqlite, NULL,
};

const ph_format *ph_format_at(size_t index)
{
    for (size_t i = 0; formats[i]; i++)
        if (i == index)
            return formats[i];
    return NULL;
}

const ph_format *ph_format_find(const char *name, const char *dialect)
{
    for (size_t i = 0; formats[i]; i++) {
        const ph_format *format = formats[i];
        if (strcmp(format->name, name) != 0)
            continue;
        if (!format->dialect || (dialect && strcmp(format->dialect, dialect) == 0))
            return format;
    }
    return NULL;
}

static phony_status done(const ph_buffer *out, phony_error *error)
{
    return out->failed ? ph_fail_memory(error) : PHONY_OK;
}

phony_status ph_format_begin(const ph_format *format, const ph_table *table, ph_buffer *out,
                             phony_error *error)
{
    if (format->begin)
        format->begin(table, out);
    return done(out, error);
}

phony_status ph_format_rows(const ph_format *format, const ph_table *table,
                            const ph_values *const *columns, size_t rows, uint64_t first,
                            ph_buffer *out, phony_error *error)
{
    if (format->layout)
        return ph_rows_write(format->layout, table, columns, rows, first, out, error);
    return format->rows(format, table, columns, rows, first, out, error);
}

phony_status ph_format_end(const ph_format *format, uint64_t rows, ph_buffer *out,
                           phony_error *error)
{
    if (format->end)
        format->end(rows, out);
    return done(out, error);
}
