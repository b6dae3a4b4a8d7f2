#include "write/escape.h"

/* ---- Which bytes, and what stands for them ----------------------------------------------------
 */

static const uint8_t which_csv[256] = {['"'] = 1, [','] = 2, ['\n'] = 3, ['\r'] = 4, ['\\'] = 5};
static const char *const instead_csv[] = {"", "\"\"", ",", "\n", "\r", "\\"};
/* Backslashes too: a line of \. alone ends the data for PostgreSQL, if it is not quoted. */
const ph_escape ph_escape_csv = {{'"', ',', '\n', '\r', '\\'}, 0, which_csv, instead_csv};

/* Those below 0x20, in turn, and two more. */
static const char *const instead_json[] = {
    "",        "\\u0000", "\\u0001", "\\u0002", "\\u0003", "\\u0004", "\\u0005",
    "\\u0006", "\\u0007", "\\b",     "\\t",     "\\n",     "\\u000b", "\\f",
    "\\r",     "\\u000e", "\\u000f", "\\u0010", "\\u0011", "\\u0012", "\\u0013",
    "\\u0014", "\\u0015", "\\u0016", "\\u0017", "\\u0018", "\\u0019", "\\u001a",
    "\\u001b", "\\u001c", "\\u001d", "\\u001e", "\\u001f", "\\\"",    "\\\\"};
static const uint8_t which_json[256] = {
    1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16,         17,
    18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, ['"'] = 33, ['\\'] = 34};
const ph_escape ph_escape_json = {{'"', '\\', '\\', '\\', '\\'}, 1, which_json, instead_json};

/* Strings of JSON have no line end in them, so those there are stand between values. */
static const uint8_t which_one_line[256] = {['\n'] = 1, ['\r'] = 1};
static const char *const instead_one_line[] = {"", " "};
const ph_escape ph_escape_one_line = {
    {'\n', '\r', '\r', '\r', '\r'}, 0, which_one_line, instead_one_line};

static const uint8_t which_copy[256] = {['\\'] = 1, ['\n'] = 2, ['\r'] = 3, ['\t'] = 4};
static const char *const instead_copy[] = {"", "\\\\", "\\n", "\\r", "\\t"};
const ph_escape ph_escape_copy = {{'\\', '\n', '\r', '\t', '\t'}, 0, which_copy, instead_copy};

static const uint8_t which_sql[256] = {['\''] = 1};
static const char *const instead_sql[] = {"", "''"};
const ph_escape ph_escape_sql = {{'\'', '\'', '\'', '\'', '\''}, 0, which_sql, instead_sql};

/* 0x1a ends a file for MySQL's client on Windows. */
static const uint8_t which_mysql[256] = {
    ['\''] = 1, ['\\'] = 2, ['\n'] = 3, ['\r'] = 4, [0x1a] = 5};
static const char *const instead_mysql[] = {"", "''", "\\\\", "\\n", "\\r", "\\Z"};
const ph_escape ph_escape_mysql = {{'\'', '\\', '\n', '\r', 0x1a}, 0, which_mysql, instead_mysql};

static const uint8_t which_name[256] = {['"'] = 1};
static const char *const instead_name[] = {"", "\"\""};
const ph_escape ph_escape_name = {{'"', '"', '"', '"', '"'}, 0, which_name, instead_name};

static const uint8_t which_tick[256] = {['`'] = 1};
static const char *const instead_tick[] = {"", "``"};
const ph_escape ph_escape_tick = {{'`', '`', '`', '`', '`'}, 0, which_tick, instead_tick};

/* ---- Looking -----------------------------------------------------------------------------------
 */

static size_t sum_of(ph_chunk counts)
{
    size_t sum = 0;

    for (int i = 0; i < PH_ESCAPE_CHUNK; i++)
        sum += counts[i];
    return sum;
}

size_t ph_escape_count(const ph_escape *escape, const char *text, size_t length)
{
    size_t count = 0, chunks = length / PH_ESCAPE_CHUNK;

    while (chunks) {
        /* A lane counts to 255. */
        size_t some = chunks < 255 ? chunks : 255;
        ph_chunk counts = {0}, chunk;
        for (size_t i = 0; i < some; i++, text += PH_ESCAPE_CHUNK) {
            memcpy(&chunk, text, sizeof chunk);
            counts -= ph_escape_mask(escape, chunk);
        }
        count += sum_of(counts);
        chunks -= some;
    }
    for (size_t i = 0; i < length % PH_ESCAPE_CHUNK; i++)
        count += escape->which[(uint8_t)text[i]] != 0;
    return count;
}

/* ---- Writing -----------------------------------------------------------------------------------
 */

static char *write_slowly(const ph_escape *escape, const char *text, size_t length, char *out)
{
    for (size_t i = 0; i < length; i++) {
        const char *instead = escape->instead[escape->which[(uint8_t)text[i]]];
        if (!escape->which[(uint8_t)text[i]])
            *out++ = text[i];
        else
            while (*instead)
                *out++ = *instead++;
    }
    return out;
}

char *ph_escape_write(const ph_escape *escape, const char *text, size_t length, char *out)
{
    for (size_t done = 0; done < length;) {
        size_t rest = length - done < PH_ESCAPE_CHUNK ? length - done : PH_ESCAPE_CHUNK;
        if (ph_chunk_any(ph_escape_mask_at(escape, text + done, rest))) {
            out = write_slowly(escape, text + done, rest, out);
        } else {
            memcpy(out, text + done, PH_ESCAPE_CHUNK);
            out += rest;
        }
        done += rest;
    }
    return out;
}

void ph_escape_append(const ph_escape *escape, const char *text, size_t length, ph_buffer *out)
{
    size_t count = ph_escape_count(escape, text, length);
    char *room = ph_buffer_reserve(out, length + count * PH_ESCAPE_LONGEST);

    if (room)
        out->length += (size_t)(write_slowly(escape, text, length, room) - room);
}
