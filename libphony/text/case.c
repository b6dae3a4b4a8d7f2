/* Case by locale: Unicode's simple mappings, and of SpecialCasing.txt what names and words need:
 * ß, the Turkish and Azeri i, the final sigma. What titles do is told in normalize.h. */
#include <assert.h>
#include <string.h>
#include <utf8proc.h>

#include "base/alloc.h"
#include "text/normalize.h"
#include "text/utf8.h"

typedef struct casing {
    const char *text;
    size_t length;
    char *end; /* of what has been written: at most twice the length read, see put_... */
    int turkic;
    int letters; /* of the word so far, for titles; 2 for all above 1 and where digits stand */
} casing;

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

/* Writes the upper or title case of the code point that ends at `next`; returns how many bytes
 * behind it are used up as well. */
static size_t put_upper(casing *c, uint32_t point, size_t next, int title)
{
    utf8proc_int32_t p = (utf8proc_int32_t)point;

    if (is_turkic_i(c, point))
        return put_turkic_i(c, point, next, 1);
    if (point >= 'a' && point <= 'z')
        put(c, point - 32);
    else if (point < 0x80)
        put(c, point);
    else if (point == 0xDF) { /* ß */
        put(c, 'S');
        put(c, title ? 's' : 'S');
        c->letters = 2;
    } else
        put(c, (uint32_t)(title ? utf8proc_totitle(p) : utf8proc_toupper(p)));
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

/* Moves over a code point of a title; returns whether it is a letter that begins a word. Ⅳ and Ⓐ
 * are letters here, for they have cases. */
static int begins_word(casing *c, uint32_t point)
{
    utf8proc_category_t category = category_of(point);
    int begins = 0;

    if (point == '\'' || point == '`' || point == 0xB4 || point == 0x2019)
        c->letters = c->letters < 2 ? 0 : 2;
    else if (is_inside_word(point, category))
        return 0;
    else if ((category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) ||
             is_cased(point)) {
        begins = c->letters == 0;
        c->letters += c->letters < 2;
    } else if (category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO)
        c->letters = 2;
    else
        c->letters = 0;
    return begins;
}

static void change(casing *c, int32_t letter_case)
{
    for (size_t at = 0, size; at < c->length; at += size) {
        uint32_t point = ph_utf8_decode(c->text + at, &size);
        int title = letter_case == PHONY_CASE_TITLE;
        if (letter_case == PHONY_CASE_UPPER || (title && begins_word(c, point)))
            size += put_upper(c, point, at + size, title);
        else
            size += put_lower(c, point, at, at + size);
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
    casing c = {text, length, NULL, is_turkic(locale), 0};
    size_t begin = out->length;
    /* A code point of one byte becomes one of two at most, and one of two never outgrows four;
     * ß and İ become two code points of two and three bytes together. */
    size_t room = 2 * length;

    if (letter_case == PHONY_CASE_KEEP) {
        ph_buffer_append(out, text, length);
        return out->failed ? -1 : 0;
    }
    c.end = ph_buffer_reserve(out, room);
    if (!c.end)
        return out->failed ? -1 : 0;
    change(&c, letter_case);
    out->length = (size_t)(c.end - out->data);
    assert(out->length - begin <= room);
    return normalize_again(out, begin);
}
