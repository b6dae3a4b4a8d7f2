/* DEFAULT: a constant becomes JSON that fits the column's type; nextval numbers the rows; what is
 * computed is the database's own affair. */
#include <string.h>

#include "base/buffer.h"
#include "import/ddl_parts.h"

/* ---- Constants as JSON ----------------------------------------------------------------------- */

/* "007" -> 7, ".5" -> 0.5, "-1.": what JSON takes as a number. 0, or -1. */
static int append_number(const char *text, int whole, ph_buffer *out)
{
    size_t zeros, digits, places = 0;

    if (*text == '-')
        ph_buffer_append_byte(out, '-');
    text += *text == '-' || *text == '+';
    text += zeros = strspn(text, "0");
    digits = strspn(text, "0123456789");
    ph_buffer_append(out, digits ? text : "0", digits ? digits : 1);
    text += digits;
    if (*text == '.') {
        places = strspn(++text, "0123456789");
        if (whole && strspn(text, "0") != places)
            return -1;
        if (!whole && places) {
            ph_buffer_append_byte(out, '.');
            ph_buffer_append(out, text, places);
        }
        text += places;
    }
    return *text || zeros + digits + places == 0 ? -1 : 0;
}

static int append_boolean(const char *text, ph_buffer *out)
{
    static const struct {
        const char *text, *json;
    } values[] = {{"true", "true"}, {"t", "true"},   {"1", "true"},      {"yes", "true"},
                  {"on", "true"},   {"y", "true"},   {"false", "false"}, {"f", "false"},
                  {"0", "false"},   {"no", "false"}, {"off", "false"},   {"n", "false"}};

    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        if (ph_ddl_same(text, values[i].text)) {
            ph_buffer_append_text(out, values[i].json);
            return 0;
        }
    }
    return -1;
}

/* '0000-00-00', 'now' and the like are no constants. */
static int is_time(ph_type_kind kind, const char *text)
{
    int64_t ignored;

    if (*text < '0' || *text > '9')
        return 0;
    return kind == PH_TYPE_TIME ? !ph_clock_parse(text, &ignored)
                                : !ph_moment_parse(text, 0, &ignored);
}

static int append_constant(ph_type_kind kind, const char *text, ph_buffer *out)
{
    switch (kind) {
    case PH_TYPE_INT16:
    case PH_TYPE_INT32:
    case PH_TYPE_INT64:
        return append_number(text, 1, out);
    case PH_TYPE_DECIMAL:
    case PH_TYPE_FLOAT:
        return append_number(text, 0, out);
    case PH_TYPE_BOOLEAN:
        return append_boolean(text, out);
    case PH_TYPE_BYTES:
        return -1;
    case PH_TYPE_DATE:
    case PH_TYPE_TIME:
    case PH_TYPE_TIMESTAMP:
    case PH_TYPE_TIMESTAMPTZ:
        if (!is_time(kind, text))
            return -1;
        break;
    default:
        break;
    }
    ph_buffer_append_json(out, text, strlen(text));
    return 0;
}

static void set_initial(ph_ddl *ddl, const char *text)
{
    ph_buffer json = PH_BUFFER_INIT;

    if (!append_constant(ddl->column->type.kind, text, &json) && !json.failed) {
        ddl->column->initial = ph_import_keep(ddl->import, json.data, json.length);
        ddl->failed |= !ddl->column->initial;
    }
    ddl->failed |= json.failed;
    ph_buffer_fini(&json);
}

/* ---- Where the constant stands --------------------------------------------------------------- */

/* Takes brackets that are around all of it off. */
static void strip(const ph_ddl *ddl, size_t *from, size_t *to)
{
    enum { STRIPPED_MAX = 16 };

    for (int i = 0; i < STRIPPED_MAX; i++) {
        if (*from + 2 > *to || !ph_ddl_sees(ddl, *from, "(") || ph_ddl_behind(ddl, *from) != *to)
            return;
        ++*from;
        --*to;
    }
}

/* Nothing but casts between the places. */
static int is_cast(ph_ddl *ddl, size_t from, size_t to)
{
    size_t kept = ddl->at;

    for (ddl->at = from; ddl->at < to && ph_ddl_accept(ddl, "::");)
        ph_ddl_skip_type(ddl);
    from = ddl->at;
    ddl->at = kept;
    return from == to;
}

/* Digits of b'101', as a number of at most 62 bits. */
static const char *bits_of(ph_ddl *ddl, const char *text)
{
    char decimal[24];
    int64_t number = 0;

    if (strlen(text) > 62)
        return "";
    for (; *text == '0' || *text == '1'; text++)
        number = number * 2 + (*text - '0');
    text = ph_import_keep(ddl->import, decimal, ph_whole_write(number, decimal));
    ddl->failed |= !text;
    return text ? text : "";
}

static int is_bits(const ph_ddl *ddl, const ph_sql_word *word)
{
    char first = ddl->sql.text[word->from];

    return word->kind == PH_SQL_STRING && (first == 'b' || first == 'B') &&
           ddl->column->type.kind != PH_TYPE_TEXT;
}

/* The constant in [from, to), or NULL: what stands there is computed, or null. */
static const char *constant_in(ph_ddl *ddl, size_t from, size_t to, int minus)
{
    const ph_sql_word *word = &ddl->sql.words[from];
    const char *text;
    char signed_text[80];

    if (!is_cast(ddl, from + 1, to) || ph_ddl_sees(ddl, from, "NULL"))
        return NULL;
    if (word->kind != PH_SQL_STRING && word->kind != PH_SQL_NUMBER &&
        !ph_ddl_sees(ddl, from, "TRUE") && !ph_ddl_sees(ddl, from, "FALSE"))
        return NULL;
    text = ph_ddl_text(ddl, word);
    if (is_bits(ddl, word))
        text = bits_of(ddl, text);
    if (!minus || strlen(text) > sizeof signed_text - 2)
        return text;
    signed_text[0] = '-';
    memcpy(signed_text + 1, text, strlen(text) + 1);
    text = ph_import_keep(ddl->import, signed_text, strlen(signed_text));
    ddl->failed |= !text;
    return text;
}

static void find_constant(ph_ddl *ddl, size_t from, size_t to)
{
    const char *text;
    int minus;

    strip(ddl, &from, &to);
    if (from >= to)
        return;
    if (from + 1 < to && ddl->sql.text[ddl->sql.words[from].from] == '_' &&
        ddl->sql.words[from + 1].kind == PH_SQL_STRING)
        from++; /* _utf8mb4'x' */
    minus = ph_ddl_sees(ddl, from, "-");
    from += (size_t)minus;
    strip(ddl, &from, &to);
    if (from < to && is_cast(ddl, ph_ddl_behind(ddl, from), to) && ph_ddl_sees(ddl, from, "(")) {
        to = ph_ddl_behind(ddl, from); /* ('x'::text)::date */
        strip(ddl, &from, &to);
    }
    if (from >= to)
        return;
    text = constant_in(ddl, from, to, minus);
    if (text && !ddl->failed)
        set_initial(ddl, text);
}

void ph_ddl_default(ph_ddl *ddl)
{
    size_t from = ddl->at;

    ph_ddl_skip_expression(ddl);
    for (size_t at = from; at < ddl->at; at++) {
        if (ph_ddl_sees(ddl, at, "NEXTVAL")) {
            ddl->column->automatic = 1;
            return;
        }
    }
    ddl->column->initial = NULL;
    find_constant(ddl, from, ddl->at);
}
