#include "text/segment.h"

#include <string.h>
#include <utf8proc.h>

#include "text/character.h"
#include "text/utf8.h"

/* The cluster by utf8proc's rules, whose state spans more than two code points. */
static size_t cluster_by_rules(const char *text, size_t length)
{
    utf8proc_int32_t state = 0;
    size_t size, at;
    uint32_t last = ph_utf8_decode(text, &at);

    while (at < length) {
        uint32_t next = ph_utf8_decode(text + at, &size);
        if (utf8proc_grapheme_break_stateful((utf8proc_int32_t)last, (utf8proc_int32_t)next,
                                             &state))
            break;
        at += size;
        last = next;
    }
    return at;
}

size_t ph_grapheme_length_beyond(const char *text, size_t length)
{
    size_t size, next_size;
    uint32_t c = ph_utf8_decode(text, &size);

    if (size == length)
        return size;
    /* A CR is not plain, for the LF behind it is. */
    if (ph_is_plain(c) && ph_is_plain(ph_utf8_decode(text + size, &next_size)))
        return size;
    return cluster_by_rules(text, length);
}

size_t ph_grapheme_count(const char *text, size_t length)
{
    size_t count = 0;

    for (size_t at = 0; at < length; count++)
        at += ph_grapheme_length(text + at, length - at);
    return count;
}

int ph_word_next(const char *text, size_t length, size_t *at, size_t *begin, size_t *size)
{
    const char *end;

    while (*at < length && text[*at] == ' ')
        ++*at;
    if (*at >= length)
        return 0;
    *begin = *at;
    end = memchr(text + *at, ' ', length - *at);
    *size = end ? (size_t)(end - text) - *begin : length - *begin;
    *at = *begin + *size;
    return 1;
}

/* Whether the code point of `size` bytes at text is among those of a string. UTF-8 is found in
 * UTF-8 only where it stands, so that bytes can be compared; the string need not be well-formed. */
static int among(const char *set, const char *text, size_t size)
{
    if (size == 1)
        return strchr(set, *text) != NULL;
    for (set = strchr(set, *text); set; set = strchr(set + 1, *text)) {
        if (!strncmp(set, text, size))
            return 1;
    }
    return 0;
}

/* Whether a code point may close a sentence behind its separator. Quotes of the category Pi open in
 * one language and close in another (“ in English and German, « in French and Danish); behind a CJK
 * separator, where the next sentence may follow at once, they open it. */
static int is_closing(uint32_t c, int after_wide)
{
    if (c == '"' || c == '\'')
        return 1;
    switch (utf8proc_category((utf8proc_int32_t)c)) {
    case UTF8PROC_CATEGORY_PE:
    case UTF8PROC_CATEGORY_PF:
        return 1;
    case UTF8PROC_CATEGORY_PI:
        return !after_wide;
    default:
        return 0;
    }
}

/* Where a run of separators and what closes behind them ends, each with the marks upon it; *wide is
 * set where one of them needs no white space behind it. A separator stands at `at`; where spaces
 * are separators, nothing closes behind one. */
static size_t skip_end(const char *text, size_t length, size_t at, const char *separators,
                       int *wide)
{
    static const char wide_ones[] = "。！？｡";

    while (at < length) {
        size_t size;
        uint32_t c = ph_utf8_decode(text + at, &size);
        int separates = among(separators, text + at, size);
        if (!separates && (text[at - 1] == ' ' || !is_closing(c, *wide)))
            break;
        *wide |= separates && size > 1 && among(wide_ones, text + at, size);
        at += ph_grapheme_length(text + at, length - at);
    }
    return at;
}

/* The end of the sentence that begins at `at`. */
static size_t sentence_end(const char *text, size_t length, size_t at, const char *separators)
{
    while (at < length) {
        size_t size, end;
        int wide = 0;
        ph_utf8_decode(text + at, &size);
        if (!among(separators, text + at, size)) {
            at += size;
            continue;
        }
        end = skip_end(text, length, at, separators, &wide);
        if (end == length || text[end] == ' ' || text[end - 1] == ' ' || wide)
            return end;
        at = end;
    }
    return length;
}

int ph_sentence_next(const char *text, size_t length, const char *separators, size_t *at,
                     size_t *begin, size_t *size)
{
    while (*at < length && text[*at] == ' ')
        ++*at;
    if (*at >= length)
        return 0;
    *begin = *at;
    *at = sentence_end(text, length, *begin, separators);
    *size = *at - *begin;
    while (*size > 0 && text[*begin + *size - 1] == ' ')
        --*size;
    return 1;
}
