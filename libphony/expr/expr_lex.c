/* Tokens of expressions. Columns count bytes from 1. */
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "expr/expr_parser.h"

/* The longer ones first. */
static const char *const symbols[] = {"||", "&&", "==", "!=", "<=", ">=", "}}", "<",
                                      ">",  "?",  ":",  "+",  "-",  "*",  "/",  "%",
                                      "|",  "!",  "(",  ")",  "[",  "]",  ",",  "."};

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static int is_name(char c)
{
    return (unsigned)(c | 32) - 'a' < 26 || c == '_' || is_digit(c);
}

static uint32_t skip_space(const ph_parser *p, uint32_t at)
{
    while (at < p->length && strchr(" \t\r\n", p->text[at]))
        at++;
    return at;
}

static uint32_t number_end(const ph_parser *p, uint32_t at)
{
    while (at < p->length && is_digit(p->text[at]))
        at++;
    if (at + 1 < p->length && p->text[at] == '.' && is_digit(p->text[at + 1])) {
        for (at++; at < p->length && is_digit(p->text[at]);)
            at++;
    }
    return at;
}

/* Behind the closing quote; 0 where there is none. */
static uint32_t quoted_end(const ph_parser *p, uint32_t at)
{
    char quote = p->text[at++];

    while (at < p->length && p->text[at] != quote)
        at += p->text[at] == '\\' ? 2 : 1;
    return at < p->length ? at + 1 : 0;
}

static phony_status lex_symbol(ph_parser *p)
{
    ph_token *token = &p->token;

    token->kind = PH_TOKEN_SYMBOL;
    for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++) {
        token->symbol = symbols[i];
        token->length = (uint32_t)strlen(symbols[i]);
        if (strncmp(p->text + token->at, symbols[i], token->length) == 0)
            return PHONY_OK;
    }
    token->length = 1;
    return ph_fail_at(p->error, PHONY_ERROR_SYNTAX, 1, token->at + 1, "unexpected '%c'",
                      p->text[token->at] & 0x80 ? '?' : p->text[token->at]);
}

phony_status ph_lex_from(ph_parser *p, uint32_t at)
{
    ph_token *token = &p->token;
    uint32_t end;

    at = skip_space(p, at);
    *token = (ph_token){.kind = PH_TOKEN_END, .at = at};
    if (at == p->length)
        return PHONY_OK;
    if (p->text[at] == '\'' || p->text[at] == '"') {
        token->kind = PH_TOKEN_TEXT;
        end = quoted_end(p, at);
        if (!end)
            return ph_fail_at(p->error, PHONY_ERROR_SYNTAX, 1, at + 1,
                              "the text that begins here has no end");
    } else if (is_digit(p->text[at])) {
        token->kind = PH_TOKEN_NUMBER;
        end = number_end(p, at);
    } else if (is_name(p->text[at])) {
        token->kind = PH_TOKEN_NAME;
        for (end = at; end < p->length && is_name(p->text[end]);)
            end++;
    } else {
        return lex_symbol(p);
    }
    token->length = end - at;
    return PHONY_OK;
}

phony_status ph_lex(ph_parser *p)
{
    return ph_lex_from(p, p->token.at + p->token.length);
}

int ph_is_symbol(const ph_parser *p, const char *symbol)
{
    return p->token.kind == PH_TOKEN_SYMBOL && strcmp(p->token.symbol, symbol) == 0;
}

int ph_is_word(const ph_parser *p, const char *word)
{
    return p->token.kind == PH_TOKEN_NAME && strlen(word) == p->token.length &&
           memcmp(word, p->text + p->token.at, p->token.length) == 0;
}

int ph_is_next(const ph_parser *p, char byte)
{
    return p->text[p->token.at + p->token.length] == byte;
}

phony_status ph_expected(ph_parser *p, const char *what)
{
    const ph_token *token = &p->token;

    if (token->kind == PH_TOKEN_END)
        return ph_fail_at(p->error, PHONY_ERROR_SYNTAX, 1, token->at + 1,
                          "%s is missing at the end", what);
    return ph_fail_at(p->error, PHONY_ERROR_SYNTAX, 1, token->at + 1, "%s is missing before '%.*s'",
                      what, token->length < 60 ? (int)token->length : 60, p->text + token->at);
}

phony_status ph_take(ph_parser *p, const char *symbol)
{
    char what[8];

    if (ph_is_symbol(p, symbol))
        return ph_lex(p);
    snprintf(what, sizeof what, "'%s'", symbol);
    return ph_expected(p, what);
}

/* ---- Texts --------------------------------------------------------------------------------- */

phony_status ph_keep_text(ph_parser *p, const char *text, size_t length, uint32_t offsets[2])
{
    ph_buffer *texts = &p->expr->texts;

    offsets[0] = (uint32_t)texts->length;
    ph_buffer_append(texts, text, length);
    offsets[1] = (uint32_t)texts->length;
    ph_buffer_append_byte(texts, '\0');
    return texts->failed ? ph_fail_memory(p->error) : PHONY_OK;
}

static void put_point(ph_buffer *out, uint32_t c)
{
    if (c < 0x80) {
        ph_buffer_append_byte(out, (char)c);
        return;
    }
    if (c < 0x800) {
        ph_buffer_append_byte(out, (char)(0xC0 | c >> 6));
    } else {
        if (c < 0x10000) {
            ph_buffer_append_byte(out, (char)(0xE0 | c >> 12));
        } else {
            ph_buffer_append_byte(out, (char)(0xF0 | c >> 18));
            ph_buffer_append_byte(out, (char)(0x80 | (c >> 12 & 0x3F)));
        }
        ph_buffer_append_byte(out, (char)(0x80 | (c >> 6 & 0x3F)));
    }
    ph_buffer_append_byte(out, (char)(0x80 | (c & 0x3F)));
}

static int hex_value(char c)
{
    static const char digits[] = "0123456789abcdef";
    const char *at = c ? strchr(digits, is_digit(c) ? c : c | 32) : NULL;

    return at ? (int)(at - digits) : -1;
}

/* {41} at *at, which goes behind it. */
static phony_status put_code(ph_parser *p, uint32_t *at)
{
    uint32_t begin = *at, point = 0, digits = 0;
    int value;

    if (p->text[*at] == '{') {
        while ((value = hex_value(p->text[++*at])) >= 0 && digits < 7) {
            point = point << 4 | (uint32_t)value;
            digits++;
        }
    }
    if (!digits || p->text[*at] != '}' || !point || point > 0x10FFFF ||
        (point >= 0xD800 && point < 0xE000))
        return ph_fail_at(p->error, PHONY_ERROR_SYNTAX, 1, begin - 1,
                          "behind '\\u' stands a code point, as in \\u{E9}");
    ++*at;
    put_point(&p->expr->texts, point);
    return PHONY_OK;
}

/* What stands behind a backslash at *at. */
static phony_status put_escape(ph_parser *p, uint32_t *at)
{
    static const char names[] = "nt\\'\"", meanings[] = "\n\t\\'\"";
    char c = p->text[(*at)++];
    const char *found = strchr(names, c);

    if (c == 'u')
        return put_code(p, at);
    if (!found)
        return ph_fail_at(p->error, PHONY_ERROR_SYNTAX, 1, *at - 1,
                          "behind '\\' stands one of n t u ' \" and '\\' itself");
    ph_buffer_append_byte(&p->expr->texts, meanings[found - names]);
    return PHONY_OK;
}

phony_status ph_decode_text(ph_parser *p, uint32_t offsets[2])
{
    ph_buffer *texts = &p->expr->texts;
    uint32_t at = p->token.at + 1, end = p->token.at + p->token.length - 1;
    phony_status status = PHONY_OK;

    offsets[0] = (uint32_t)texts->length;
    while (!status && at < end) {
        if (p->text[at] != '\\') {
            ph_buffer_append_byte(texts, p->text[at++]);
            continue;
        }
        at++;
        status = put_escape(p, &at);
    }
    offsets[1] = (uint32_t)texts->length;
    ph_buffer_append_byte(texts, '\0');
    return status ? status : texts->failed ? ph_fail_memory(p->error) : PHONY_OK;
}
