/* Case by locale: utf8proc has Unicode's simple mappings; of SpecialCasing.txt, `spellings` has
 * what does not follow from decompositions, put_parts the rest: ǰ has no capital, but its j has
 * one. What titles do is told in normalize.h. */
#include <assert.h>
#include <string.h>
#include <utf8proc.h>

#include "base/alloc.h"
#include "text/normalize.h"
#include "text/utf8.h"

typedef struct casing {
    const char *text;
    size_t length;
    char *end; /* of what has been written: at most three times the length read, see put_... */
    int32_t letter_case;
    int turkic;
    int letters; /* of the word so far, for titles; 2 for all above 1 and where digits stand */
} casing;

/* Letters that stand for several, which are what is mapped where not all is lowered: ﬁ becomes FI
 * or Fi, in Turkish Fİ. */
typedef struct spelling {
    uint32_t point;
    const char *letters;
} spelling;

/* Sorted. */
static const spelling spellings[] = {
    {0x00DF, "ss"},  {0x0149, "ʼn"}, {0x0587, "եւ"}, {0x1E9A, "aʾ"},
    {0xFB00, "ff"},  {0xFB01, "fi"}, {0xFB02, "fl"}, {0xFB03, "ffi"},
    {0xFB04, "ffl"}, {0xFB05, "st"}, {0xFB06, "st"}, {0xFB13, "մն"},
    {0xFB14, "մե"},  {0xFB15, "մի"}, {0xFB16, "վն"}, {0xFB17, "մխ"},
};

static const char *spelling_of(uint32_t point)
{
    size_t i = 0, count = sizeof spellings / sizeof *spellings;

    while (i < count && spellings[i].point < point)
        i++;
    return i < count && spellings[i].point == point ? spellings[i].letters : NULL;
}

static void put(casing *c, uint32_t point)
{
    if (point < 0x80)
        *c->end++ = (char)point;
    else
        c->end += utf8proc_encode_char((utf8proc_int32_t)point, (utf8proc_uint8_t *)c->end);
}

static int is_turkic(const char *locale)
{
    static const char ends[] = "_-.@"; /* and NUL */

    if (!locale || locale[0] == '\0' || locale[1] == '\0')
        return 0;
    return ((((locale[0] | 32) == 't') && ((locale[1] | 32) == 'r')) ||
            (((locale[0] | 32) == 'a') && ((locale[1] | 32) == 'z'))) &&
           memchr(ends, locale[2], sizeof ends);
}

static utf8proc_category_t category_of(uint32_t point)
{
    if ((point | 32) >= 'a' && (point | 32) <= 'z')
        return UTF8PROC_CATEGORY_LL; /* of the letters' categories, any will do here */
    return utf8proc_category((utf8proc_int32_t)point);
}

/* Whether a code point is looked through where Unicode asks for the next cased letter. */
static int is_case_ignorable(uint32_t point)
{
    static const uint32_t in_words[] = {'\'',   '.',    ':',    0xB7,   0x0387, 0x055F,
                                        0x05F4, 0x2018, 0x2019, 0x2024, 0x2027, 0xFE13,
                                        0xFE52, 0xFE55, 0xFF07, 0xFF0E, 0xFF1A};

    switch (category_of(point)) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_SK:
        return 1;
    default:
        break;
    }
    for (size_t i = 0; i < sizeof in_words / sizeof *in_words; i++) {
        if (in_words[i] == point)
            return 1;
    }
    return 0;
}

static int is_cased(uint32_t point)
{
    utf8proc_category_t category = category_of(point);

    return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LT) ||
           utf8proc_islower((utf8proc_int32_t)point) || utf8proc_isupper((utf8proc_int32_t)point);
}

static int cased_before(const casing *c, size_t at)
{
    while (at > 0) {
        size_t size;
        uint32_t point;
        at = ph_utf8_before(c->text, at);
        point = ph_utf8_decode(c->text + at, &size);
        if (!is_case_ignorable(point))
            return is_cased(point);
    }
    return 0;
}

static int cased_behind(const casing *c, size_t at)
{
    for (size_t size; at < c->length; at += size) {
        uint32_t point = ph_utf8_decode(c->text + at, &size);
        if (!is_case_ignorable(point))
            return is_cased(point);
    }
    return 0;
}

/* Final_Sigma. Each look ends at the next Σ at the latest, so that all of them stay linear. */
static int is_final(const casing *c, size_t at, size_t next)
{
    return cased_before(c, at) && !cased_behind(c, next);
}

/* The bytes of the dots above (U+0307) right behind a place. */
static size_t dots_size(const casing *c, size_t next)
{
    size_t at = next;

    while (c->length - at >= 2 && !memcmp(c->text + at, "\xCC\x87", 2))
        at += 2;
    return at - next;
}

/* The Turkish letters i, with its dot or without. */
static size_t put_turkic_i(casing *c, uint32_t point, size_t next, int upper)
{
    size_t dots = dots_size(c, next);

    if (dots || point == 'i' || point == 0x130)
        put(c, upper ? 0x130 : 'i');
    else
        put(c, upper ? 'I' : 0x131);
    return dots;
}

static int is_turkic_i(const casing *c, uint32_t point)
{
    return c->turkic && (point == 'i' || point == 'I' || point == 0x130 || point == 0x131);
}

static uint32_t mapped(uint32_t point, int title)
{
    utf8proc_int32_t p = (utf8proc_int32_t)point;

    return (uint32_t)(title ? utf8proc_totitle(p) : utf8proc_toupper(p));
}

/* Whether a letter's mapping is that of the parts it decomposes into: small letters without a
 * simple one and, for the upper case, Greek ones with an iota below or beside, which becomes a
 * letter. */
static int goes_by_parts(uint32_t point, int title)
{
    utf8proc_category_t category;

    if (mapped(point, title) != point && (title || point < 0x1F80 || point > 0x1FFF))
        return 0;
    category = category_of(point);
    return category == UTF8PROC_CATEGORY_LL || (!title && category == UTF8PROC_CATEGORY_LT);
}

/* All parts in upper case, or the first in title case. */
static void put_parts(casing *c, uint32_t point, int title)
{
    utf8proc_int32_t parts[4];
    utf8proc_ssize_t count =
        utf8proc_decompose_char((utf8proc_int32_t)point, parts, 4, UTF8PROC_DECOMPOSE, NULL);

    assert(count > 0 && count <= 4);
    put(c, mapped((uint32_t)parts[0], title));
    for (utf8proc_ssize_t i = 1; i < count; i++)
        put(c, title ? (uint32_t)parts[i] : mapped((uint32_t)parts[i], 0));
}

/* Writes the upper or title case of the code point that ends at `next`; returns how many bytes
 * behind it are used up as well. */
static size_t put_upper(casing *c, uint32_t point, size_t next, int title)
{
    if (is_turkic_i(c, point))
        return put_turkic_i(c, point, next, 1);
    if (point >= 'a' && point <= 'z')
        put(c, point - 32);
    else if (point < 0x80)
        put(c, point);
    else if (goes_by_parts(point, title))
        put_parts(c, point, title);
    else
        put(c, mapped(point, title));
    return 0;
}

/* As put_upper, in lower case. */
static size_t put_lower(casing *c, uint32_t point, size_t at, size_t next)
{
    if (is_turkic_i(c, point))
        return put_turkic_i(c, point, next, 0);
    if (point >= 'A' && point <= 'Z')
        put(c, point + 32);
    else if (point < 0x80)
        put(c, point);
    else if (point == 0x3A3) /* Σ */
        put(c, is_final(c, at, next) ? 0x3C2 : 0x3C3);
    else if (point == 0x130) { /* İ */
        put(c, 'i');
        put(c, 0x307);
    } else
        put(c, (uint32_t)utf8proc_tolower((utf8proc_int32_t)point));
    return 0;
}

/* Whether a word of a title goes on over what is neither letter nor number. */
static int is_inside_word(uint32_t point, utf8proc_category_t category)
{
    return category == UTF8PROC_CATEGORY_LM || category == UTF8PROC_CATEGORY_CF ||
           (category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_ME) || point == ':' ||
           point == 0xB7 || point == 0x2018 || point == 0x2027;
}

/* What a code point is to the words of titles. */
typedef enum part {
    LETTER, /* Ⅳ and Ⓐ as well, for they have cases */
    DIGIT,
    APOSTROPHE,
    WITHIN,
    BREAK
} part;

static part part_of(uint32_t point)
{
    utf8proc_category_t category = category_of(point);

    if (point == '\'' || point == '`' || point == 0xB4 || point == 0x2019)
        return APOSTROPHE;
    if (is_inside_word(point, category))
        return WITHIN;
    if ((category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) || is_cased(point))
        return LETTER;
    return category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO ? DIGIT : BREAK;
}

/* Whether two letters of a word follow. A look ends at the next apostrophe at the latest, so that
 * all of them stay linear. */
static int two_letters_at(const casing *c, size_t at)
{
    int letters = 0;

    for (size_t size; at < c->length && letters < 2; at += size) {
        part here = part_of(ph_utf8_decode(c->text + at, &size));
        if (here != LETTER && here != WITHIN)
            break;
        letters += here == LETTER;
    }
    return letters == 2;
}

/* Moves over a code point of a title, which ends at `next`; returns whether it is a letter that
 * begins a word. */
static int begins_word(casing *c, uint32_t point, size_t next)
{
    switch (part_of(point)) {
    case LETTER:
        return c->letters < 2 && c->letters++ == 0;
    case DIGIT:
        c->letters = 2;
        break;
    case APOSTROPHE:
        if (c->letters == 1 && two_letters_at(c, next))
            c->letters = 0;
        break;
    case BREAK:
        c->letters = 0;
        break;
    case WITHIN:
        break;
    }
    return 0;
}

/* Writes a code point in its case; returns how many bytes behind it are used up as well. */
static size_t put_cased(casing *c, uint32_t point, size_t at, size_t next)
{
    int title = c->letter_case == PHONY_CASE_TITLE;

    if (c->letter_case == PHONY_CASE_UPPER || (title && begins_word(c, point, next)))
        return put_upper(c, point, next, title);
    return put_lower(c, point, at, next);
}

/* As put_cased, for the letters of a spelling. */
static size_t put_spelled(casing *c, const char *letters, size_t at, size_t next)
{
    size_t used = 0;

    for (size_t size; *letters; letters += size)
        used = put_cased(c, ph_utf8_decode(letters, &size), at, next);
    return used;
}

static void change(casing *c)
{
    for (size_t at = 0, size; at < c->length; at += size) {
        uint32_t point = ph_utf8_decode(c->text + at, &size);
        const char *letters = NULL;
        if (c->letter_case == PHONY_CASE_UPPER ||
            (c->letter_case == PHONY_CASE_TITLE && c->letters == 0))
            letters = point < 0x80 ? NULL : spelling_of(point);
        size +=
            letters ? put_spelled(c, letters, at, at + size) : put_cased(c, point, at, at + size);
    }
}

/* Normalises what stands in `out` from `begin` on. */
static int normalize_again(ph_buffer *out, size_t begin)
{
    ph_buffer changed = PH_BUFFER_INIT;
    int result = -1;

    if (ph_is_plainly_normal(out->data + begin, out->length - begin))
        return 0;
    ph_buffer_append(&changed, out->data + begin, out->length - begin);
    out->length = begin;
    if (!changed.failed)
        result = ph_normalize(changed.data, changed.length, out);
    ph_buffer_fini(&changed);
    return result;
}

int ph_change_case(const char *text, size_t length, int32_t letter_case, const char *locale,
                   ph_buffer *out)
{
    casing c = {text, length, NULL, letter_case, is_turkic(locale), 0};
    size_t begin = out->length;
    /* A code point of one byte becomes one of two at most; of one of two bytes, three of two bytes
     * may come (ΐ), and of one of three bytes four of two (ᾂ). */
    size_t room = length < SIZE_MAX / 3 ? 3 * length : SIZE_MAX;

    if (letter_case == PHONY_CASE_KEEP) {
        ph_buffer_append(out, text, length);
        return out->failed ? -1 : 0;
    }
    c.end = ph_buffer_reserve(out, room);
    if (!c.end)
        return out->failed ? -1 : 0;
    change(&c);
    out->length = (size_t)(c.end - out->data);
    assert(out->length - begin <= room);
    return normalize_again(out, begin);
}
