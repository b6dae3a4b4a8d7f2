/* What MySQL's and MariaDB's LOAD DATA reads with the separators it has by default: tabs, \N for
 * null, backslashes before what would be taken for a separator. Binary columns are in hexadecimal,
 * without anything before it, for a list of columns with `SET c = UNHEX(@c)`: bytes as they are
 * would be taken for text of the file's character set. */
#include "write/formats.h"
#include "write/rows.h"

static const ph_style style = {
    .null = "\\N",
    .text = {"", "", &ph_escape_copy, 0},
    .json = {"", "", &ph_escape_copy, 0},
    .bytes = {"", "", NULL, 0},
    .quote = "",
    .yes = "1",
    .no = "0",
    .separator = ' ',
    .utc = "",
};
static const ph_layout layout = {
    .style = &style, .first = "", .next = "", .between = "\t", .tail = "\n"};

const ph_format ph_format_load = {
    .name = "load",
    .extension = ".tsv",
    .summary = "rows for LOAD DATA of MySQL and MariaDB: the fastest way in",
    .layout = &layout,
};
