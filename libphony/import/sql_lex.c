/* Words of SQL: see sql_lex.h. What begins a word is decided by a table of its first character; a
 * new kind of quote is a row there. What is not closed is noted once at its beginning, and then
 * read as if it were not there. */
#include "import/sql_lex.h"

#include <string.h>

#include "base/alloc.h"
#include "text/utf8.h"

enum { /* what has been given up after it was unclosed once */
       NESTED_COMMENTS = 1,
       DOLLARS = 2,
       LONG_QUOTES = 4, /* now strings end with their line */
       COMMENTS = 8
};

enum { LOOK_BYTES = 1 << 20, BRACKET_NAME_MAX = 128, TAG_MAX = 63 };

static char fold(char c)
{
    return (char)(c >= 'a' && c <= 'z' ? c - ('a' - 'A') : c);
}

static int is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || c == '\0';
}

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static int begins_name(char c)
{
    return (fold(c) >= 'A' && fold(c) <= 'Z') || c == '_' || c == '@' || (unsigned char)c >= 0x80;
}

static int is_name(char c)
{
    return begins_name(c) || is_digit(c) || c == '$';
}

/* ---- What the file is made for --------------------------------------------------------------- */

static int stands_at(const char *at, const char *end, const char *text)
{
    for (; *text; text++, at++) {
        if (at == end || fold(*at) != *text)
            return 0;
    }
    return 1;
}

/* What says that quotes in quotes are escaped by backslashes, and "x" is a string. */
static int looks_like_mysql(const char *text, size_t length)
{
    static const char *const signs[] = {"ENGINE=",      "AUTO_INCREMENT", "MYSQL DUMP",
                                        "MARIADB DUMP", "PHPMYADMIN",     "ENGINE ="};
    const char *end = text + (length < LOOK_BYTES ? length : LOOK_BYTES);

    for (const char *at = text; at < end; at++) {
        if (stands_at(at, end, "POSTGRESQL DATABASE DUMP"))
            return 0;
        for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
            if (fold(*at) == signs[i][0] && stands_at(at, end, signs[i]))
                return 1;
        }
    }
    return 0;
}

void ph_sql_init(ph_sql *sql, phony_import *import, const ph_import_source *source)
{
    memset(sql, 0, sizeof *sql);
    sql->import = import;
    sql->path = source->path;
    sql->text = source->text ? source->text : "";
    sql->length = (uint32_t)source->length;
    sql->line = 1;
    sql->is_mysql = looks_like_mysql(sql->text, source->length);
    strcpy(sql->delimiter, ";");
    if (sql->length >= 3 && !memcmp(sql->text, "\xEF\xBB\xBF", 3))
        sql->at = sql->line_start = 3;
}

void ph_sql_fini(ph_sql *sql)
{
    ph_free(sql->words);
}

/* ---- Going on -------------------------------------------------------------------------------- */

static char peek(const ph_sql *sql, uint32_t ahead)
{
    return sql->length - sql->at > ahead ? sql->text[sql->at + ahead] : '\0';
}

/* All steps over what may hold ends of lines go this way. */
static void go_to(ph_sql *sql, uint32_t to)
{
    for (; sql->at < to; sql->at++) {
        if (sql->text[sql->at] == '\n') {
            sql->line++;
            sql->line_start = sql->at + 1;
        }
    }
}

static uint32_t line_end(const ph_sql *sql, uint32_t at)
{
    const char *found = memchr(sql->text + at, '\n', sql->length - at);

    return found ? (uint32_t)(found - sql->text) : sql->length;
}

static void note_unclosed(ph_sql *sql, uint32_t line, uint32_t column, const char *what)
{
    ph_import_note_add(sql->import, sql->path, line, column, "the %s is not closed", what);
}

/* ---- White space and comments ---------------------------------------------------------------- */

/* Behind the comment that begins at `at`, or 0 where it does not end. */
static uint32_t comment_end(const ph_sql *sql, uint32_t at, int nested)
{
    uint32_t depth = 1;

    for (at += 2; at + 1 < sql->length; at++) {
        if (sql->text[at] == '*' && sql->text[at + 1] == '/') {
            at++;
            if (--depth == 0)
                return at + 1;
        } else if (nested && sql->text[at] == '/' && sql->text[at + 1] == '*') {
            at++;
            depth++;
        }
    }
    return 0;
}

/* PostgreSQL's comments nest, others' do not: where nesting finds no end, it was none. */
static void skip_comment(ph_sql *sql)
{
    uint32_t column = sql->at - sql->line_start + 1, end = 0;

    if (!sql->is_mysql && !(sql->gave_up & NESTED_COMMENTS)) {
        end = comment_end(sql, sql->at, 1);
        if (!end)
            sql->gave_up |= NESTED_COMMENTS;
    }
    if (!end && !(sql->gave_up & COMMENTS))
        end = comment_end(sql, sql->at, 0);
    if (!end && !(sql->gave_up & COMMENTS)) {
        sql->gave_up |= COMMENTS;
        note_unclosed(sql, sql->line, column, "comment");
    }
    go_to(sql, end ? end : line_end(sql, sql->at));
}

/* MySQL reads what stands in these: the comment's signs alone are skipped, and the number. */
static int enter_conditional(ph_sql *sql)
{
    uint32_t signs = peek(sql, 2) == '!' ? 3 : peek(sql, 2) == 'M' && peek(sql, 3) == '!' ? 4 : 0;

    if (!signs)
        return 0;
    for (sql->at += signs; is_digit(peek(sql, 0));)
        sql->at++;
    sql->in_conditional = 1;
    return 1;
}

/* `#` is a comment in MySQL, and an operator (#>, #>>, #-) in PostgreSQL. */
static int begins_line_comment(const ph_sql *sql)
{
    if (peek(sql, 0) == '-' && peek(sql, 1) == '-')
        return 1;
    return peek(sql, 0) == '#' && (sql->is_mysql || !strchr(">-=#", peek(sql, 1)));
}

static int skip_one(ph_sql *sql)
{
    char c = peek(sql, 0);

    if (is_space(c)) {
        go_to(sql, sql->at + 1);
    } else if (c == '/' && peek(sql, 1) == '*') {
        if (!enter_conditional(sql))
            skip_comment(sql);
    } else if (c == '*' && peek(sql, 1) == '/' && sql->in_conditional) {
        sql->in_conditional = 0;
        sql->at += 2;
    } else if (begins_line_comment(sql)) {
        sql->at = line_end(sql, sql->at);
    } else {
        return 0;
    }
    return 1;
}

static void skip_space(ph_sql *sql)
{
    while (sql->at < sql->length && skip_one(sql))
        ;
}

/* ---- Quotes ---------------------------------------------------------------------------------- */

/* Behind the closing quote; 0: there is none. Doubled quotes are one. */
static uint32_t quote_end(const ph_sql *sql, uint32_t at, uint32_t end, char quote, int escapes)
{
    for (; at < end; at++) {
        if (escapes && sql->text[at] == '\\')
            at++;
        else if (sql->text[at] == quote) {
            if (at + 1 >= end || sql->text[at + 1] != quote)
                return at + 1;
            at++;
        }
    }
    return 0;
}

static uint32_t quote_end_or_line(ph_sql *sql, const ph_sql_word *word, uint32_t begin)
{
    char quote = (char)word->quote;
    uint32_t end = 0;

    if (!(sql->gave_up & LONG_QUOTES)) {
        end = quote_end(sql, begin, sql->length, quote, word->escapes);
        if (end)
            return end;
        note_unclosed(sql, word->line, word->column, "quote");
        sql->gave_up |= LONG_QUOTES;
    }
    end = quote_end(sql, begin, line_end(sql, begin), quote, word->escapes);
    return end ? end : line_end(sql, begin);
}

/* `ahead` characters stand before the quote: E, N, B, X, U&. */
static void read_quoted(ph_sql *sql, ph_sql_word *word, uint32_t ahead, int escapes)
{
    word->quote = (unsigned char)peek(sql, ahead);
    word->kind = word->quote == '\'' || (word->quote == '"' && sql->is_mysql) ? PH_SQL_STRING
                                                                              : PH_SQL_QUOTED;
    word->escapes = (unsigned char)(word->kind == PH_SQL_STRING && (escapes || sql->is_mysql));
    word->skip = (unsigned char)(ahead + 1);
    go_to(sql, quote_end_or_line(sql, word, sql->at + ahead + 1));
    if (sql->at > word->from + word->skip && sql->text[sql->at - 1] == (char)word->quote)
        word->skip_end = 1;
}

/* [x] is a name where no array can stand: not right behind a word, and closed soon. */
static int read_bracketed(ph_sql *sql, ph_sql_word *word)
{
    uint32_t size = 1;

    if (!begins_name(peek(sql, 1)) || ph_sql_is(sql, &sql->last, "ARRAY"))
        return 0;
    if (sql->at > 0 && !strchr(" \t\r\n(,.", sql->text[sql->at - 1]))
        return 0;
    while (size < BRACKET_NAME_MAX && !strchr("]\n,(", peek(sql, size)))
        size++;
    if (peek(sql, size) != ']')
        return 0;
    word->kind = PH_SQL_QUOTED;
    word->quote = '[';
    word->skip = word->skip_end = 1;
    sql->at += size + 1;
    return 1;
}

/* The size of "$tag$", or 0. */
static uint32_t tag_size(const ph_sql *sql)
{
    uint32_t size = 1;

    if (is_digit(peek(sql, 1)))
        return 0;
    while (size < TAG_MAX && is_name(peek(sql, size)) && peek(sql, size) != '$')
        size++;
    return peek(sql, size) == '$' ? size + 1 : 0;
}

static int read_dollars(ph_sql *sql, ph_sql_word *word)
{
    uint32_t size = sql->gave_up & DOLLARS ? 0 : tag_size(sql);
    const char *tag = sql->text + sql->at, *end = sql->text + sql->length, *at = tag + size;

    if (!size)
        return 0;
    for (; (at = memchr(at, '$', (size_t)(end - at))) != NULL; at++) {
        if ((size_t)(end - at) >= size && !memcmp(at, tag, size))
            break;
    }
    if (!at) {
        sql->gave_up |= DOLLARS;
        note_unclosed(sql, word->line, word->column, "dollar quote");
        return 0;
    }
    word->kind = PH_SQL_STRING;
    word->quote = '$';
    word->skip = word->skip_end = (unsigned char)size;
    go_to(sql, (uint32_t)(at - sql->text) + size);
    return 1;
}

/* ---- Words ----------------------------------------------------------------------------------- */

/* E'x' and the like: how many characters stand before the quote. */
static uint32_t prefix_size(const ph_sql *sql)
{
    if (strchr("ENBX", fold(peek(sql, 0))) && peek(sql, 1) == '\'')
        return 1;
    return fold(peek(sql, 0)) == 'U' && peek(sql, 1) == '&' && strchr("'\"", peek(sql, 2)) &&
                   peek(sql, 2)
               ? 2
               : 0;
}

static void read_name(ph_sql *sql, ph_sql_word *word)
{
    uint32_t prefix = prefix_size(sql);

    if (prefix) {
        read_quoted(sql, word, prefix, fold(sql->text[word->from]) == 'E');
        return;
    }
    word->kind = PH_SQL_WORD;
    while (sql->at < sql->length && is_name(sql->text[sql->at]))
        sql->at++;
}

/* Digits with a point, an exponent, or hexadecimal; behind digits a name (2fa_codes) is one. */
static void read_number(ph_sql *sql, ph_sql_word *word)
{
    int is_plain = 1;

    word->kind = PH_SQL_NUMBER;
    for (; sql->at < sql->length; sql->at++) {
        char c = sql->text[sql->at];
        if ((c == '+' || c == '-') && fold(sql->text[sql->at - 1]) == 'E' && is_plain)
            continue;
        if (c != '.' && !is_name(c))
            break;
        if (begins_name(c) && fold(c) != 'E' && fold(sql->text[word->from + 1]) != 'X')
            is_plain = 0;
    }
    if (!is_plain && !memchr(sql->text + word->from, '.', sql->at - word->from))
        word->kind = PH_SQL_WORD;
}

static void read_symbol(ph_sql *sql, ph_sql_word *word)
{
    static const char *const longer[] = {
        "!~~*", "::", "<=", ">=", "<>", "!=", "!~*", "~*", "!~", "||", ":="};

    word->kind = PH_SQL_SYMBOL;
    for (size_t i = 0; i < sizeof longer / sizeof *longer; i++) {
        size_t size = strlen(longer[i]);
        if (sql->length - sql->at >= size && !memcmp(sql->text + sql->at, longer[i], size)) {
            sql->at += (uint32_t)size;
            return;
        }
    }
    sql->at++;
}

static void read_word(ph_sql *sql, ph_sql_word *word)
{
    char c = peek(sql, 0);

    if (c == '\'' || c == '"' || c == '`')
        read_quoted(sql, word, 0, 0);
    else if (begins_name(c))
        read_name(sql, word);
    else if (is_digit(c) || (c == '.' && is_digit(peek(sql, 1))))
        read_number(sql, word);
    else if (!(c == '$' && read_dollars(sql, word)) && !(c == '[' && read_bracketed(sql, word)))
        read_symbol(sql, word);
}

static int is_delimiter(const ph_sql *sql)
{
    size_t size = strlen(sql->delimiter);

    return sql->length - sql->at >= size && !memcmp(sql->text + sql->at, sql->delimiter, size);
}

ph_sql_word ph_sql_next(ph_sql *sql, int *delimited)
{
    uint32_t line = sql->line, begin = sql->at;
    ph_sql_word word = {0};

    *delimited = 0;
    skip_space(sql);
    word.from = sql->at;
    word.line = sql->line;
    word.column = sql->at - sql->line_start + 1;
    word.is_first = sql->line != line || begin == 0;
    if (sql->at < sql->length && is_delimiter(sql)) {
        *delimited = 1;
        sql->at += (uint32_t)strlen(sql->delimiter);
        sql->in_conditional = 0;
    } else if (sql->at < sql->length) {
        read_word(sql, &word);
        word.length = sql->at - word.from;
    }
    sql->last = word;
    return word;
}

/* ---- What words say -------------------------------------------------------------------------- */

int ph_sql_is(const ph_sql *sql, const ph_sql_word *word, const char *text)
{
    const char *at = sql->text + word->from;

    return word->kind == PH_SQL_WORD && strlen(text) == word->length &&
           stands_at(at, at + word->length, text);
}

int ph_sql_is_symbol(const ph_sql *sql, const ph_sql_word *word, const char *text)
{
    return word->kind == PH_SQL_SYMBOL && strlen(text) == word->length &&
           !memcmp(sql->text + word->from, text, word->length);
}

static char unescape(char c)
{
    static const char from[] = "ntrbf0Z", to[] = "\n\t\r\b\f \x1A";
    const char *found = c ? strchr(from, c) : NULL;

    return found ? to[found - from] : c;
}

/* Texts are valid UTF-8 without NUL whatever escapes said. */
static void make_valid(ph_buffer *text)
{
    for (size_t at = 0; (at += ph_utf8_check(text->data + at, text->length - at)) < text->length;)
        text->data[at] = '?';
}

static void append_text(const ph_sql *sql, const ph_sql_word *word, ph_buffer *out)
{
    char quote = (char)word->quote;
    const char *at = sql->text + word->from + word->skip;
    const char *end = sql->text + word->from + word->length - word->skip_end;

    for (; at < end; at++) {
        if (word->escapes && *at == '\\' && at + 1 < end)
            ph_buffer_append_byte(out, unescape(*++at));
        else {
            if (quote && quote != '$' && *at == quote && at + 1 < end && at[1] == quote)
                at++;
            ph_buffer_append_byte(out, *at);
        }
    }
}

const char *ph_sql_text(ph_sql *sql, const ph_sql_word *word)
{
    ph_buffer out = PH_BUFFER_INIT;
    const char *kept = NULL;

    ph_buffer_append(&out, "", 0);
    append_text(sql, word, &out);
    if (!out.failed && out.length)
        make_valid(&out);
    if (!out.failed)
        kept = ph_import_keep(sql->import, out.length ? out.data : "", out.length);
    ph_buffer_fini(&out);
    return kept;
}
