/* What kind of schema a file is: by the ending of its name, and where that tells nothing (.json,
 * .txt, none) by what stands in it. A new kind is a row in a table here, and one in import.c. */
#include <string.h>
#include <strings.h>

#include "import/import.h"

/* How much of a text is looked at for words: what a schema is shows at its beginning. */
enum { LOOK_BYTES = 1 << 20 };

static const struct ending {
    const char *text, *kind;
} endings[] = {
    {".csv", "csv"},     {".tsv", "csv"},      {".sql", "ddl"}, {".ddl", "ddl"},
    {".php", "laravel"}, {".yaml", "openapi"}, /* which says how to convert it */
    {".yml", "openapi"},
};

const char *ph_import_kind_of_name(const char *path)
{
    size_t length = strlen(path);

    if (length > 3 && !strncasecmp(path + length - 3, ".gz", 3))
        length -= 3;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t size = strlen(endings[i].text);
        if (length > size && !strncasecmp(path + length - size, endings[i].text, size))
            return endings[i].kind;
    }
    return NULL;
}

/* ---- JSON: by the members of the document ---------------------------------------------------- */

static const struct member {
    const char *name, *kind;
} members[] = {
    {"openapi", "openapi"},        {"swagger", "openapi"},   {"$schema", "json-schema"},
    {"properties", "json-schema"}, {"$defs", "json-schema"}, {"definitions", "json-schema"},
    {"$ref", "json-schema"},       {"allOf", "json-schema"},
};

/* The rank of a member's name in the table: openapi.json may have an "$schema", too. */
static size_t rank_of(const char *name, size_t length)
{
    size_t i = 0;

    while (i < sizeof members / sizeof *members &&
           (strlen(members[i].name) != length || memcmp(members[i].name, name, length) != 0))
        i++;
    return i;
}

/* The end of a string that begins before `at`: its quote, or `end`. */
static const char *string_end(const char *at, const char *end)
{
    while (at < end && *at != '"')
        at += *at == '\\' && end - at > 1 ? 2 : 1;
    return at;
}

static int is_key(const char *at, const char *end)
{
    while (at < end && strchr(" \t\r\n", *at))
        at++;
    return at < end && *at == ':';
}

/* Whether the JSON is well is its reader's matter. */
static const char *kind_of_json(const char *text, const char *end)
{
    size_t count = sizeof members / sizeof *members, best = count, depth = 0;

    for (const char *at = text; at < end; at++) {
        if (*at == '{' || *at == '[') {
            depth++;
        } else if (*at == '}' || *at == ']') {
            depth -= depth > 0;
        } else if (*at == '"') {
            const char *begin = at + 1;
            at = string_end(begin, end);
            if (depth == 1 && at < end && is_key(at + 1, end)) {
                size_t rank = rank_of(begin, (size_t)(at - begin));
                best = rank < best ? rank : best;
            }
        }
    }
    return best < count ? members[best].kind : NULL;
}

/* ---- Anything else: by words ----------------------------------------------------------------- */

static const struct word {
    const char *text, *kind;
} words[] = {
    {"<?php", "laravel"},
    {"create table", "ddl"},
    {"begin transaction", "ddl"},
    {"create type", "ddl"},
    {"create temporary table", "ddl"},
    {"alter table", "ddl"},
    {"create unlogged table", "ddl"},
};

/* Whether the word is there, in any case, with any white space for its spaces. */
static int word_ends(const char *at, const char *end, const char *word)
{
    for (; *word; word++) {
        if (at == end)
            return 0;
        if (*word == ' ') {
            if (!strchr(" \t\r\n", *at))
                return 0;
            while (at < end && strchr(" \t\r\n", *at))
                at++;
        } else if ((*at >= 'A' && *at <= 'Z' ? *at + ('a' - 'A') : *at) != *word) {
            return 0;
        } else {
            at++;
        }
    }
    return 1;
}

static const char *kind_of_words(const char *text, const char *end)
{
    for (const char *at = text; at < end; at++) {
        if (!strchr("<cCbBaA", *at))
            continue;
        for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
            if (word_ends(at, end, words[i].text))
                return words[i].kind;
        }
    }
    return NULL;
}

/* A first line with separators is a header. */
static int has_separators(const char *text, const char *end)
{
    for (; text < end && *text != '\n'; text++) {
        if (strchr(",;\t|", *text))
            return 1;
    }
    return 0;
}

const char *ph_import_kind_of_text(const char *text, size_t length)
{
    const char *end = text + length, *near = text + (length < LOOK_BYTES ? length : LOOK_BYTES);
    const char *kind;

    while (text < end && strchr(" \t\r\n", *text))
        text++;
    if (text < end && *text == '{')
        return kind_of_json(text, end);
    kind = kind_of_words(text, near);
    return kind || !has_separators(text, end) ? kind : "csv";
}
