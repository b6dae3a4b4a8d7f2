/* PostgreSQL's COPY ... FROM stdin in its text format, as psql reads it: tabs, \N for null,
 * backslashes before what would be taken for a separator. */
#include "write/formats.h"
#include "write/rows.h"
#include "write/sql.h"

static const ph_style style = {
    .null = "\\N",
    .text = {"", "", &ph_escape_copy, 0},
    .json = {"", "", &ph_escape_copy, 0},
    .bytes = {"\\\\x", "", NULL, 0},
    .quote = "",
    .yes = "t",
    .no = "f",
    .separator = ' ',
    .utc = "+00",
};
static const ph_layout layout = {
    .style = &style, .first = "", .next = "", .between = "\t", .tail = "\n"};

static phony_status begin(const ph_table *table, ph_buffer *out, phony_error *error)
{
    ph_buffer_append_text(out, "COPY ");
    ph_sql_append_name(PH_SQL_POSTGRES, table->name, out);
    for (size_t i = 0; i < table->column_count; i++) {
        ph_buffer_append_text(out, i ? ", " : " (");
        ph_sql_append_name(PH_SQL_POSTGRES, table->columns[i].name, out);
    }
    ph_buffer_append_text(out, ") FROM stdin;\n");
    return ph_format_done(out, error);
}

static phony_status write_rows(const ph_table *table, const ph_values *const *columns, size_t rows,
                               uint64_t first, ph_buffer *out, phony_error *error)
{
    return ph_rows_write(&layout, table, columns, rows, first, out, error);
}

static phony_status end(const ph_table *table, uint64_t rows, ph_buffer *out, phony_error *error)
{
    (void)table, (void)rows;
    ph_buffer_append_text(out, "\\.\n");
    return ph_format_done(out, error);
}

const ph_format ph_format_copy = {
    .name = "copy",
    .extension = ".sql",
    .summary = "PostgreSQL's COPY ... FROM stdin, for psql: the fastest way in",
    .begin = begin,
    .rows = write_rows,
    .end = end,
};
