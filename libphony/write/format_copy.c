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

static void begin(const ph_table *table, ph_buffer *out)
{
    ph_buffer_append_text(out, "COPY ");
    ph_sql_append_name(PH_SQL_POSTGRES, table->name, out);
    for (size_t i = 0; i < table->column_count; i++) {
        ph_buffer_append_text(out, i ? ", " : " (");
        ph_sql_append_name(PH_SQL_POSTGRES, table->columns[i].name, out);
    }
    ph_buffer_append_text(out, ") FROM stdin;\n");
}

static void end(uint64_t rows, ph_buffer *out)
{
    (void)rows;
    ph_buffer_append_text(out, "\\.\n");
}

const ph_format ph_format_copy = {
    .name = "copy",
    .extension = ".sql",
    .summary = "PostgreSQL's COPY ... FROM stdin, for psql: the fastest way in",
    .layout = &layout,
    .begin = begin,
    .end = end,
};
