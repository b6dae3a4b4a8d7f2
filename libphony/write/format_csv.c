/* CSV by RFC 4180, with lines that end in \n and a header. Null is an empty field and the empty
 * text is "", as PostgreSQL's COPY reads and writes them. Times are ISO 8601, bytes \x and
 * hexadecimal digits, booleans true and false. */
#include "write/formats.h"
#include "write/rows.h"

static const ph_style style = {
    .null = "",
    .text = {"\"", "\"", &ph_escape_csv, 1},
    .json = {"\"", "\"", &ph_escape_csv, 1},
    .bytes = {"\\x", "", NULL, 0},
    .quote = "",
    .yes = "true",
    .no = "false",
    .separator = 'T',
    .utc = "Z",
};
static const ph_layout layout = {
    .style = &style, .first = "", .next = "", .between = ",", .tail = "\n"};

static void append_field(const char *text, ph_buffer *out)
{
    size_t length = strlen(text);
    int quoted = length == 0 || ph_escape_count(&ph_escape_csv, text, length);

    ph_buffer_append_text(out, quoted ? "\"" : "");
    ph_escape_append(&ph_escape_csv, text, length, out);
    ph_buffer_append_text(out, quoted ? "\"" : "");
}

static void begin(const ph_table *table, ph_buffer *out)
{
    for (size_t i = 0; i < table->column_count; i++) {
        ph_buffer_append_text(out, i ? "," : "");
        append_field(table->columns[i].name, out);
    }
    ph_buffer_append_byte(out, '\n');
}

const ph_format ph_format_csv = {
    .name = "csv",
    .extension = ".csv",
    .summary = "comma-separated values (RFC 4180) with a header; null is empty, empty text is \"\"",
    .layout = &layout,
    .begin = begin,
};
