/* JSON: an array with an object a line, or a line for each object. Whole numbers and decimals are
 * numbers with all their digits, times ISO 8601, bytes \x and hexadecimal digits; JSON is embedded
 * as it is, in one line. */
#include "write/formats.h"
#include "write/rows.h"

static const ph_style style = {
    .null = "null",
    .text = {"\"", "\"", &ph_escape_json, 0},
    .json = {"", "", &ph_escape_one_line, 0},
    .bytes = {"\"\\\\x", "\"", NULL, 0},
    .quote = "\"",
    .yes = "true",
    .no = "false",
    .separator = 'T',
    .utc = "Z",
};
static const ph_layout array = {
    .style = &style, .first = "\n{", .next = ",\n{", .between = ",", .tail = "}", .keys = 1};
static const ph_layout lines = {
    .style = &style, .first = "{", .next = "{", .between = ",", .tail = "}\n", .keys = 1};

static void begin_array(const ph_table *table, ph_buffer *out)
{
    (void)table;
    ph_buffer_append_byte(out, '[');
}

static void end_array(uint64_t rows, ph_buffer *out)
{
    ph_buffer_append_text(out, rows ? "\n]\n" : "]\n");
}

const ph_format ph_format_json = {
    .name = "json",
    .extension = ".json",
    .summary = "a JSON array, an object a line",
    .layout = &array,
    .begin = begin_array,
    .end = end_array,
};

const ph_format ph_format_ndjson = {
    .name = "ndjson",
    .extension = ".ndjson",
    .summary = "a JSON object for each row, in a line of its own",
    .layout = &lines,
};
