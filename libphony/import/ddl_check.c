/* CHECK: what conditions say about one column. Each kind of comparison is a row in a table; the
 * condition is taken apart at AND, and what is between two columns, or of another kind, is noted.
 *
 *     status IN ('a', 'b')   status = ANY (ARRAY['a'::text, ...])   a = 'x' OR a = 'y'
 *     price >= 0   age BETWEEN 1 AND 9   code ~ '^[A-Z]+$'   length(name) <= 20   json_valid(data)
 */
#include <stdio.h>
#include <string.h>

#include "import/ddl_parts.h"

enum { DEPTH_MAX = 16, SNIPPET_BYTES = 80, FIXED_LENGTH_MAX = 64 };

typedef struct range { /* of words */
    size_t from, to;
} range;

static void note_range(ph_ddl *ddl, range of)
{
    const ph_sql_word *first = &ddl->sql.words[of.from];
    const ph_sql_word *last = &ddl->sql.words[of.to > of.from ? of.to - 1 : of.from];
    size_t length = last->from + last->length - first->from;

    if (length > SNIPPET_BYTES)
        for (length = SNIPPET_BYTES; (ddl->sql.text[first->from + length] & 0xC0) == 0x80;)
            length--;
    ph_ddl_note(ddl, first, "this check is not understood: %.*s", (int)length,
                ddl->sql.text + first->from);
}

/* Takes brackets that are around all of it off. */
static range strip(const ph_ddl *ddl, range of)
{
    for (int i = 0; i < DEPTH_MAX && of.from + 2 <= of.to; i++) {
        if (!ph_ddl_sees(ddl, of.from, "(") || ph_ddl_behind(ddl, of.from) != of.to)
            break;
        of.from++;
        of.to--;
    }
    return of;
}

/* Where the word stands outside of brackets, or the end. The AND of BETWEEN is not one. */
static size_t find_word(const ph_ddl *ddl, range in, const char *text)
{
    int between = 0;

    for (size_t at = in.from; at < in.to; at++) {
        if (ph_ddl_sees(ddl, at, "("))
            at = ph_ddl_behind(ddl, at) - 1;
        else if (ph_ddl_sees(ddl, at, "BETWEEN"))
            between = !strcmp(text, "AND");
        else if (ph_ddl_sees(ddl, at, text) && !between)
            return at;
        else if (ph_ddl_sees(ddl, at, "AND"))
            between = 0;
    }
    return in.to;
}

/* ---- Columns --------------------------------------------------------------------------------- */

static ph_import_column *column_named(ph_ddl *ddl, const char *name)
{
    uint32_t number;

    if (!ddl->table)
        return ph_ddl_same(name, "value") ? ddl->column : NULL;
    number = ph_ddl_find_column(ddl->table, name);
    return number == UINT32_MAX ? NULL : &ddl->table->columns[number];
}

/* A column's name, with brackets and casts around: the cursor goes behind it. */
static ph_import_column *take_column(ph_ddl *ddl)
{
    const char *schema, *name;
    size_t opened = 0;

    while (ph_ddl_accept(ddl, "("))
        opened++;
    name = ph_ddl_word(ddl)->kind == PH_SQL_STRING ? NULL : ph_ddl_name(ddl, &schema);
    for (;;) {
        if (opened && ph_ddl_accept(ddl, ")"))
            opened--;
        else if (ph_ddl_accept(ddl, "::"))
            ph_ddl_skip_type(ddl);
        else
            break;
    }
    return name && !opened ? column_named(ddl, name) : NULL;
}

/* ---- Literals -------------------------------------------------------------------------------- */

/* The next string or number before `to`; `*minus` where it has a sign. NULL: no more, or (in
 * `*other`) something else stands there. */
static const ph_sql_word *take_literal(ph_ddl *ddl, size_t to, int *minus, int *other)
{
    *minus = *other = 0;
    while (ddl->at < to) {
        const ph_sql_word *word = ph_ddl_word(ddl);
        if (ph_ddl_accept(ddl, "::")) {
            ph_ddl_skip_type(ddl);
            continue;
        }
        ddl->at++;
        if (word->kind == PH_SQL_STRING || word->kind == PH_SQL_NUMBER)
            return word;
        if (word->kind == PH_SQL_SYMBOL) {
            *minus = ph_sql_is_symbol(&ddl->sql, word, "-");
            if (*minus || strchr("(),[]", ddl->sql.text[word->from]))
                continue;
        } else if (ph_sql_is(&ddl->sql, word, "ARRAY") || ddl->sql.text[word->from] == '_') {
            continue;
        }
        *other = 1;
        return NULL;
    }
    return NULL;
}

static const char *literal_text(ph_ddl *ddl, const ph_sql_word *word, int minus)
{
    const char *text = ph_ddl_text(ddl, word);
    char with_sign[80];

    if (!minus || strlen(text) + 2 > sizeof with_sign)
        return text;
    with_sign[0] = '-';
    memcpy(with_sign + 1, text, strlen(text) + 1);
    text = ph_import_keep(ddl->import, with_sign, strlen(with_sign));
    ddl->failed |= !text;
    return text ? text : "";
}

/* The one literal up to `to`, NULL where something else is there. */
static const char *only_literal(ph_ddl *ddl, size_t to)
{
    int minus, other, ignored;
    const ph_sql_word *word = take_literal(ddl, to, &minus, &other);

    if (!word || take_literal(ddl, to, &ignored, &other) || other)
        return NULL;
    return literal_text(ddl, word, minus);
}

static int add_member(ph_ddl *ddl, ph_import_column *column, const char *member)
{
    if (column->type.kind != PH_TYPE_BOOLEAN && !ddl->failed &&
        ph_import_column_member(column, member))
        ddl->failed = 1;
    return 1;
}

/* ---- What comparisons do: 1, or 0 where they are not understood ------------------------------ */

typedef enum bound { LEAST, MOST, ABOVE, BELOW } bound;

/* The number next to an excluded one, at the column's places. */
static const char *next_to(ph_ddl *ddl, const ph_import_column *column, const char *text, int step)
{
    int64_t digits;
    int32_t scale;
    char decimal[32];
    int32_t places = column->type.kind == PH_TYPE_DECIMAL ? column->type.scale : 0;

    if (column->type.kind > PH_TYPE_DECIMAL || column->type.kind == PH_TYPE_NONE ||
        ph_decimal_parse(text, strlen(text), &digits, &scale) || scale > places ||
        ph_decimal_rescale(digits, scale, places, &digits))
        return text;
    text = ph_import_keep(ddl->import, decimal, ph_decimal_write(digits + step, places, decimal));
    ddl->failed |= !text;
    return text;
}

static int set_bound(ph_ddl *ddl, ph_import_column *column, bound which, const char *text)
{
    int is_least = which == LEAST || which == ABOVE;

    if (column->type.kind == PH_TYPE_TEXT || column->type.kind == PH_TYPE_ENUM)
        return *text == '\0' && which == ABOVE; /* name > '' says nothing */
    if (which == ABOVE || which == BELOW)
        text = next_to(ddl, column, text, is_least ? 1 : -1);
    if (is_least)
        column->least = text;
    else
        column->most = text;
    return 1;
}

static int set_length(ph_ddl *ddl, ph_import_column *column, const char *symbol, const char *text)
{
    int64_t digits;
    int32_t scale;
    char pattern[48];
    int length;

    if (ph_decimal_parse(text, strlen(text), &digits, &scale) || scale || digits < 0 ||
        digits > INT32_MAX || *symbol == '!' || !strcmp(symbol, "<>"))
        return 0;
    if (*symbol == '>')
        return digits <= 1; /* not empty */
    digits -= !strcmp(symbol, "<");
    if (column->type.kind == PH_TYPE_TEXT && digits > 0 &&
        (!column->type.length || column->type.length > (uint32_t)digits))
        column->type.length = (uint32_t)digits;
    if (*symbol != '=' || digits > FIXED_LENGTH_MAX || column->pattern)
        return 1;
    length = snprintf(pattern, sizeof pattern, "[a-z]{%d}", (int)digits);
    column->pattern = ph_import_keep(ddl->import, pattern, (size_t)length);
    ddl->failed |= !column->pattern;
    return 1;
}

static int set_pattern(ph_ddl *ddl, ph_import_column *column, size_t to)
{
    const char *text = only_literal(ddl, to);

    if (text)
        column->pattern = text;
    return text != NULL;
}

static int take_members(ph_ddl *ddl, ph_import_column *column, size_t to)
{
    size_t begin = ddl->at;
    int minus, other;

    while (take_literal(ddl, to, &minus, &other))
        ;
    if (other)
        return 0;
    column->member_count = 0;
    for (ddl->at = begin; !ddl->failed;) {
        const ph_sql_word *word = take_literal(ddl, to, &minus, &other);
        if (!word)
            break;
        add_member(ddl, column, literal_text(ddl, word, minus));
    }
    return 1;
}

static int take_between(ph_ddl *ddl, ph_import_column *column, size_t to)
{
    range both = {ddl->at, to};
    size_t middle = find_word(ddl, both, "AND");
    const char *least = middle < to ? only_literal(ddl, middle) : NULL, *most;

    ddl->at = middle + 1;
    most = least ? only_literal(ddl, to) : NULL;
    return most && set_bound(ddl, column, LEAST, least) && set_bound(ddl, column, MOST, most);
}

static int take_not_null(ph_ddl *ddl, ph_import_column *column, size_t to)
{
    if (ddl->at == to)
        column->not_null = 1;
    return ddl->at == to;
}

static int take_nothing(ph_ddl *ddl, ph_import_column *column, size_t to)
{
    (void)column;
    return ddl->at == to;
}

typedef int taking(ph_ddl *ddl, ph_import_column *column, size_t to);

static const struct phrase {
    const char *words;
    taking *take;
} phrases[] = {
    {"IN", take_members},      {"= ANY", take_members}, {"BETWEEN SYMMETRIC", take_between},
    {"BETWEEN", take_between}, {"~", set_pattern},      {"~*", set_pattern},
    {"REGEXP", set_pattern},   {"RLIKE", set_pattern},  {"IS NOT NULL", take_not_null},
    {"IS NULL", take_nothing},
};

static const struct comparison {
    const char *symbol, *turned;
    bound which;
} comparisons[] = {
    {">=", "<=", LEAST}, {"<=", ">=", MOST},  {">", "<", ABOVE},   {"<", ">", BELOW},
    {"=", "=", LEAST},   {"<>", "<>", LEAST}, {"!=", "!=", LEAST},
};

static const struct comparison *take_comparison(ph_ddl *ddl)
{
    for (size_t i = 0; i < sizeof comparisons / sizeof *comparisons; i++) {
        if (ph_ddl_accept(ddl, comparisons[i].symbol))
            return &comparisons[i];
    }
    return NULL;
}

static int compare(ph_ddl *ddl, ph_import_column *column, const struct comparison *how,
                   const char *text)
{
    if (!strcmp(how->symbol, "="))
        return add_member(ddl, column, text);
    if (how->symbol[1] == '>' || how->symbol[0] == '!')
        return *text == '\0'; /* not empty */
    return set_bound(ddl, column, how->which, text);
}

/* ---- Forms of conditions --------------------------------------------------------------------- */

static int read_comparison(ph_ddl *ddl, range of)
{
    ph_import_column *column = take_column(ddl);
    const struct comparison *how;
    const char *text;

    if (!column || ddl->at > of.to)
        return 0;
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++) {
        if (ph_ddl_accept(ddl, phrases[i].words))
            return phrases[i].take(ddl, column, of.to);
    }
    how = take_comparison(ddl);
    text = how ? only_literal(ddl, of.to) : NULL;
    return text && compare(ddl, column, how, text);
}

/* 0 < price */
static int read_turned(ph_ddl *ddl, range of)
{
    const struct comparison *how = NULL;
    ph_import_column *column;
    const char *text;
    size_t at;

    for (at = of.from; at < of.to && !how; at++) {
        ddl->at = at;
        how = take_comparison(ddl);
    }
    if (!how)
        return 0;
    column = take_column(ddl);
    if (!column || ddl->at != of.to)
        return 0;
    ddl->at = of.from;
    text = only_literal(ddl, at - 1);
    for (size_t i = 0; text && i < sizeof comparisons / sizeof *comparisons; i++) {
        if (!strcmp(comparisons[i].symbol, how->turned))
            return compare(ddl, column, &comparisons[i], text);
    }
    return 0;
}

/* length(name) <= 20 */
static int read_length(ph_ddl *ddl, range of)
{
    static const char *const names[] = {"LENGTH (", "CHAR_LENGTH (", "CHARACTER_LENGTH (",
                                        "OCTET_LENGTH (", "LEN ("};
    const struct comparison *how;
    ph_import_column *column = NULL;
    const char *text;

    for (size_t i = 0; i < sizeof names / sizeof *names && !column; i++) {
        if (ph_ddl_accept(ddl, names[i]))
            column = take_column(ddl);
    }
    if (!column || !ph_ddl_accept(ddl, ")"))
        return 0;
    if (ph_ddl_accept(ddl, "BETWEEN")) {
        ddl->at = find_word(ddl, (range){ddl->at, of.to}, "AND") + 1;
        text = ddl->at < of.to ? only_literal(ddl, of.to) : NULL;
        return text && set_length(ddl, column, "<=", text);
    }
    how = take_comparison(ddl);
    text = how ? only_literal(ddl, of.to) : NULL;
    return text && set_length(ddl, column, how->symbol, text);
}

/* What MariaDB says of its JSON columns. */
static int read_json_valid(ph_ddl *ddl, range of)
{
    ph_import_column *column;

    if (!ph_ddl_accept(ddl, "JSON_VALID ("))
        return 0;
    column = take_column(ddl);
    if (!column || !ph_ddl_accept(ddl, ")") || ddl->at != of.to)
        return 0;
    column->type = (ph_type){.kind = PH_TYPE_JSON};
    return 1;
}

static int read_regexp_like(ph_ddl *ddl, range of)
{
    ph_import_column *column;

    if (!ph_ddl_accept(ddl, "REGEXP_LIKE ("))
        return 0;
    column = take_column(ddl);
    return column && ph_ddl_accept(ddl, ",") && set_pattern(ddl, column, of.to);
}

typedef int reading(ph_ddl *ddl, range of);
static reading *const forms[] = {read_json_valid, read_regexp_like, read_length, read_comparison,
                                 read_turned};

static void read_simple(ph_ddl *ddl, range of)
{
    for (size_t i = 0; i < sizeof forms / sizeof *forms && !ddl->failed; i++) {
        ddl->at = of.from;
        if (forms[i](ddl, of))
            return;
    }
    note_range(ddl, of);
}

/* ---- AND, OR --------------------------------------------------------------------------------- */

/* a = 'x' OR a = 'y' (one column): all are members. */
static int is_choice(ph_ddl *ddl, range of)
{
    const ph_import_column *column = NULL;

    while (of.from < of.to) {
        size_t end = find_word(ddl, of, "OR");
        range part = strip(ddl, (range){of.from, end});
        const ph_import_column *other;
        ddl->at = part.from;
        other = take_column(ddl);
        if (!other || (column && other != column) || ddl->at >= part.to ||
            !ph_ddl_accept(ddl, "=") || !only_literal(ddl, part.to))
            return 0;
        column = other;
        of.from = end + 1;
    }
    return column != NULL;
}

static int is_null_test(ph_ddl *ddl, range of)
{
    of = strip(ddl, of);
    return of.to - of.from >= 3 && ph_ddl_sees(ddl, of.to - 2, "IS NULL");
}

static void read_condition(ph_ddl *ddl, range of, int depth);

/* x IS NULL OR ... says what the rest does. */
static void read_or(ph_ddl *ddl, range of, size_t at, int depth)
{
    range left = {of.from, at}, right = {at + 1, of.to};

    if (is_choice(ddl, of)) {
        while (of.from < of.to) {
            size_t end = find_word(ddl, of, "OR");
            read_simple(ddl, strip(ddl, (range){of.from, end}));
            of.from = end + 1;
        }
    } else if (is_null_test(ddl, left)) {
        read_condition(ddl, right, depth + 1);
    } else if (is_null_test(ddl, right)) {
        read_condition(ddl, left, depth + 1);
    } else {
        note_range(ddl, of);
    }
}

static void read_condition(ph_ddl *ddl, range of, int depth)
{
    size_t at;

    of = strip(ddl, of);
    if (of.from >= of.to)
        return;
    at = find_word(ddl, of, "OR");
    if (depth > DEPTH_MAX) {
        note_range(ddl, of);
    } else if (at < of.to) {
        read_or(ddl, of, at, depth);
    } else if (find_word(ddl, of, "AND") == of.to) {
        read_simple(ddl, of);
    } else {
        while (of.from < of.to) {
            at = find_word(ddl, of, "AND");
            read_condition(ddl, (range){of.from, at}, depth + 1);
            of.from = at + 1;
        }
    }
}

void ph_ddl_check(ph_ddl *ddl)
{
    size_t from = ddl->at, behind = ph_ddl_behind(ddl, from);

    if (!ph_ddl_sees(ddl, from, "("))
        return;
    if (!ph_ddl_sees(ddl, behind - 1, ")")) { /* not closed */
        ddl->at = behind;
        return;
    }
    read_condition(ddl, (range){from + 1, behind - 1}, 0);
    ddl->at = behind;
}
