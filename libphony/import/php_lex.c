/* Words of PHP: see php_lex.h. */
#include "import/php_lex.h"

#include <string.h>

#include "base/alloc.h"
#include "base/buffer.h"
#include "text/utf8.h"

static int is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (unsigned char)c >= 0x80;
}

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static int is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || c == '\0';
}

static char peek(const ph_php *php, uint32_t ahead)
{
    return php->length - php->at > ahead ? php->text[php->at + ahead] : '\0';
}

static void go_to(ph_php *php, uint32_t to)
{
    for (; php->at < to; php->at++) {
        if (php->text[php->at] == '\n') {
            php->line++;
            php->line_start = php->at + 1;
        }
    }
}

/* Where a text begins, or the end. */
static uint32_t find(const ph_php *php, uint32_t from, const char *text)
{
    size_t size = strlen(text);

    for (uint32_t at = from; at < php->length; at++) {
        const char *found = memchr(php->text + at, *text, php->length - at);
        if (!found)
            break;
        at = (uint32_t)(found - php->text);
        if (php->length - at >= size && !memcmp(found, text, size))
            return at;
    }
    return php->length;
}

static void note_unclosed(const ph_php *php, const ph_php_word *word, const char *what)
{
    ph_import_note_add(php->import, php->path, word->line, word->column, "the %s is not closed",
                       what);
}

/* ---- Between words --------------------------------------------------------------------------- */

/* From "?>" (or the beginning) to the next "<?php". */
static void skip_outside(ph_php *php)
{
    uint32_t begin = find(php, php->at, "<?");

    go_to(php, begin);
    for (begin += php->length - begin >= 2 ? 2 : 0;
         begin < php->length && (is_letter(php->text[begin]) || php->text[begin] == '=');)
        begin++;
    go_to(php, begin);
}

static void skip_line(ph_php *php)
{
    while (php->at < php->length && peek(php, 0) != '\n' &&
           !(peek(php, 0) == '?' && peek(php, 1) == '>'))
        php->at++;
}

static void skip_comment(ph_php *php)
{
    ph_php_word begin = {.line = php->line, .column = php->at - php->line_start + 1};
    uint32_t end = find(php, php->at + 2, "*/");

    if (end == php->length)
        note_unclosed(php, &begin, "comment");
    go_to(php, php->length - end < 2 ? php->length : end + 2);
}

static void skip_space(ph_php *php)
{
    while (php->at < php->length) {
        char c = peek(php, 0), next = peek(php, 1);
        if (is_space(c))
            go_to(php, php->at + 1);
        else if ((c == '/' && next == '/') || (c == '#' && next != '['))
            skip_line(php);
        else if (c == '/' && next == '*')
            skip_comment(php);
        else if (c == '?' && next == '>')
            skip_outside(php);
        else
            return;
    }
}

/* ---- Words ----------------------------------------------------------------------------------- */

/* A `$` in "..." begins a variable. */
static void read_string(ph_php *php, ph_php_word *word)
{
    char quote = peek(php, 0);
    uint32_t at = php->at + 1;

    word->kind = PH_PHP_STRING;
    for (; at < php->length && php->text[at] != quote; at++) {
        if (php->text[at] == '\\' && at + 1 < php->length)
            at++;
        else if (quote != '\'' && php->text[at] == '$' && at + 1 < php->length &&
                 (is_letter(php->text[at + 1]) || php->text[at + 1] == '{'))
            word->kind = PH_PHP_TEMPLATE;
    }
    if (at >= php->length) {
        note_unclosed(php, word, "string");
        word->kind = PH_PHP_TEMPLATE;
    }
    go_to(php, at < php->length ? at + 1 : php->length);
}

/* <<<TEXT ... TEXT: what it says is never needed. */
static void read_heredoc(ph_php *php, ph_php_word *word)
{
    uint32_t begin = php->at + 3, size = 0, at;

    while (begin < php->length && strchr(" \t'\"", php->text[begin]))
        begin++;
    while (begin + size < php->length &&
           (is_letter(php->text[begin + size]) || is_digit(php->text[begin + size])))
        size++;
    word->kind = PH_PHP_TEMPLATE;
    for (at = begin + size; at < php->length; at++) {
        at = find(php, at, "\n") + 1;
        while (at < php->length && strchr(" \t", php->text[at]))
            at++;
        if (at < php->length && php->length - at >= size &&
            !memcmp(php->text + at, php->text + begin, size))
            break;
        at--; /* an empty line's end is looked at again */
    }
    if (at >= php->length)
        note_unclosed(php, word, "heredoc");
    go_to(php, at < php->length ? at + size : php->length);
}

static void read_symbol(ph_php *php, ph_php_word *word)
{
    static const char *const longer[] = {"?->", "===", "!==", "...", "->", "=>",
                                         "::",  "==",  "!=",  "&&",  "||", "??"};

    word->kind = PH_PHP_SYMBOL;
    for (size_t i = 0; i < sizeof longer / sizeof *longer; i++) {
        size_t size = strlen(longer[i]);
        if (php->length - php->at >= size && !memcmp(php->text + php->at, longer[i], size)) {
            php->at += (uint32_t)size;
            return;
        }
    }
    php->at++;
}

static void read_name(ph_php *php)
{
    while (php->at < php->length &&
           (is_letter(peek(php, 0)) || is_digit(peek(php, 0)) || peek(php, 0) == '\\'))
        php->at++;
}

static void read_number(ph_php *php)
{
    while (is_digit(peek(php, 0)) || is_letter(peek(php, 0)) ||
           (peek(php, 0) == '.' && is_digit(peek(php, 1))))
        php->at++;
}

static void read_word(ph_php *php, ph_php_word *word)
{
    char c = peek(php, 0);

    if (c == '\'' || c == '"' || c == '`') {
        read_string(php, word);
    } else if (c == '$' && is_letter(peek(php, 1))) {
        word->kind = PH_PHP_VARIABLE;
        php->at++;
        read_name(php);
    } else if (is_letter(c) || (c == '\\' && is_letter(peek(php, 1)))) {
        word->kind = PH_PHP_NAME;
        read_name(php);
    } else if (is_digit(c)) {
        word->kind = PH_PHP_NUMBER;
        read_number(php);
    } else if (c == '<' && peek(php, 1) == '<' && peek(php, 2) == '<') {
        read_heredoc(php, word);
    } else {
        read_symbol(php, word);
    }
}

/* ---- Brackets -------------------------------------------------------------------------------- */

/* While a bracket is open its partner is the one around it. A closing one that fits none is left
 * alone. */
static void pair(ph_php *php, uint32_t number)
{
    static const char opening[] = "([{", closing[] = ")]}";
    ph_php_word *word = &php->words[number];
    char c = php->text[word->from];
    const char *found;

    if (word->kind != PH_PHP_SYMBOL || word->length != 1)
        return;
    if (strchr(opening, c)) {
        word->partner = php->open;
        php->open = number;
    } else if ((found = strchr(closing, c)) != NULL && php->open != UINT32_MAX) {
        ph_php_word *other = &php->words[php->open];
        if (php->text[other->from] != opening[found - closing])
            return;
        php->open = other->partner;
        other->partner = number;
    }
}

static void close_all(ph_php *php)
{
    if (php->open != UINT32_MAX)
        note_unclosed(php, &php->words[php->open], "bracket");
    while (php->open != UINT32_MAX) {
        ph_php_word *word = &php->words[php->open];
        php->open = word->partner;
        word->partner = (uint32_t)php->count - 1;
    }
}

int ph_php_read(ph_php *php, phony_import *import, const char *path, const char *text,
                size_t length)
{
    *php = (ph_php){.import = import, .path = path, .text = length ? text : ""};
    php->length = (uint32_t)length;
    php->line = 1;
    php->open = UINT32_MAX;
    skip_outside(php);
    for (;;) {
        ph_php_word word = {0};
        skip_space(php);
        if (ph_grow((void **)&php->words, &php->capacity, php->count + 1, sizeof word))
            return -1;
        word.from = php->at;
        word.line = php->line;
        word.column = php->at - php->line_start + 1;
        if (php->at < php->length)
            read_word(php, &word);
        word.length = php->at - word.from;
        php->words[php->count++] = word;
        if (word.kind == PH_PHP_END)
            break;
        pair(php, (uint32_t)php->count - 1);
    }
    close_all(php);
    return 0;
}

void ph_php_fini(ph_php *php)
{
    ph_free(php->words);
    php->words = NULL;
}

/* ---- What words say -------------------------------------------------------------------------- */

static char small(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

int ph_php_is(const ph_php *php, size_t at, const char *text)
{
    const ph_php_word *word = &php->words[at];

    if ((word->kind != PH_PHP_NAME && word->kind != PH_PHP_SYMBOL &&
         word->kind != PH_PHP_VARIABLE) ||
        strlen(text) != word->length)
        return 0;
    for (uint32_t i = 0; i < word->length; i++) {
        if (small(php->text[word->from + i]) != small(text[i]))
            return 0;
    }
    return 1;
}

static void append_string(const char *at, const char *end, char quote, ph_buffer *out)
{
    static const char from[] = "ntr", to[] = "\n\t\r";

    for (; at < end; at++) {
        const char *found = NULL;
        if (*at == '\\' && at + 1 < end && (quote != '\'' || at[1] == '\\' || at[1] == '\'')) {
            at++;
            found = quote != '\'' ? memchr(from, *at, 3) : NULL;
        }
        ph_buffer_append_byte(out, found ? to[found - from] : *at ? *at : '?');
    }
}

const char *ph_php_text(ph_php *php, size_t at)
{
    const ph_php_word *word = &php->words[at];
    const char *from = php->text + word->from;
    ph_buffer out = PH_BUFFER_INIT;
    const char *kept;

    if (word->kind != PH_PHP_STRING)
        return ph_import_keep(php->import, from, word->length);
    append_string(from + 1, from + word->length - 1, *from, &out);
    for (size_t i = 0;
         (i += ph_utf8_check(out.length ? out.data + i : "", out.length - i)) < out.length;)
        out.data[i] = '?';
    kept = out.failed ? NULL : ph_import_keep(php->import, out.length ? out.data : "", out.length);
    ph_buffer_fini(&out);
    return kept;
}

size_t ph_php_behind(const ph_php *php, size_t at)
{
    const ph_php_word *word = &php->words[at];

    if (word->kind == PH_PHP_END)
        return at;
    return word->partner && word->partner > at && word->partner != UINT32_MAX
               ? (php->words[word->partner].kind == PH_PHP_END ? word->partner
                                                               : (size_t)word->partner + 1)
               : at + 1;
}
