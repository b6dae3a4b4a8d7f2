/* Text as ASCII, and as slugs. Code point by code point: what the language says (German ä), then
 * the table of all languages, then what Unicode decomposes it into, taken in the same way; marks
 * and whatever else has no counterpart (Chinese characters, say) are left out. Texts are taken to
 * be NFC, as models' values are: of decomposed ones every mark falls. */
#include <string.h>
#include <utf8proc.h>

#include "text/character.h"
#include "text/utf8.h"
#include "value/ascii_parts.h"
#include "value/pipe.h"

enum { PARTS_MAX = 32 }; /* the longest compatibility decomposition has 18 code points */

typedef struct writing {
    const char *text;
    size_t length;
    ph_buffer *out;
    const ph_ascii_special *specials; /* of the locale's language */
    size_t special_count;
    int upper_before; /* the letter before was a capital */
} writing;

static uint32_t lowered(uint32_t point)
{
    return (uint32_t)utf8proc_tolower((utf8proc_int32_t)point);
}

/* Whether a locale ("de_AT", "de") is one of a language. */
static int speaks(const char *locale, const char *language)
{
    size_t size = strlen(language);

    return !strncasecmp(locale, language, size) && (!locale[size] || strchr("_-.@", locale[size]));
}

/* Not before there is a letter that may be one. */
static void find_specials(writing *w, const char *locale)
{
    size_t i = 0;

    if (!locale || w->specials)
        return;
    while (i < ph_ascii_special_count && !speaks(locale, ph_ascii_specials[i].language))
        i++;
    w->specials = &ph_ascii_specials[i];
    while (i < ph_ascii_special_count &&
           !strcmp(ph_ascii_specials[i].language, w->specials->language))
        i++;
    w->special_count = (size_t)(&ph_ascii_specials[i] - w->specials);
}

/* NULL where the tables do not have it. */
static const char *counterpart(const writing *w, uint32_t point)
{
    size_t low = 0, high = ph_ascii_row_count;

    for (size_t i = 0; i < w->special_count; i++) {
        if (w->specials[i].row.point == point)
            return w->specials[i].row.text;
    }
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (ph_ascii_rows[middle].point < point)
            low = middle + 1;
        else
            high = middle;
    }
    return low < ph_ascii_row_count && ph_ascii_rows[low].point == point ? ph_ascii_rows[low].text
                                                                         : NULL;
}

static uint32_t point_at(const writing *w, size_t at)
{
    size_t size;

    return at < w->length ? ph_utf8_decode(w->text + at, &size) : 0;
}

/* Whether a capital whose counterpart has several letters stands among capitals: the letter behind
 * it tells, and at the end of a word the one before. */
static int among_capitals(const writing *w, size_t next)
{
    uint32_t point = point_at(w, next);
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)point);

    if (category == UTF8PROC_CATEGORY_LU)
        return 1;
    return category != UTF8PROC_CATEGORY_LL && w->upper_before;
}

/* Puts a counterpart in the case of its letter: Щ is SHCH or Shch. */
static void put(writing *w, const char *text, int upper, size_t next)
{
    size_t capitals = !upper ? 0 : text[0] && text[1] && among_capitals(w, next) ? SIZE_MAX : 1;

    for (size_t i = 0; text[i]; i++) {
        int small = text[i] >= 'a' && text[i] <= 'z';
        ph_buffer_append_byte(w->out, (char)(small && i < capitals ? text[i] - 32 : text[i]));
    }
}

/* What the tables or ASCII itself have. 0: neither has it. */
static int put_known(writing *w, uint32_t point, size_t next)
{
    uint32_t lower = lowered(point);
    const char *text = lower < 0x80 ? NULL : counterpart(w, lower);

    if (text)
        put(w, text, lower != point, next);
    else if (point < 0x80 || ph_is_space(point))
        ph_buffer_append_byte(w->out, point < 0x80 ? (char)point : ' ');
    else
        return 0;
    return 1;
}

static void put_point(writing *w, uint32_t point, size_t next)
{
    utf8proc_int32_t parts[PARTS_MAX];
    utf8proc_ssize_t count;

    if (put_known(w, point, next))
        return;
    count = utf8proc_decompose_char((utf8proc_int32_t)point, parts, PARTS_MAX,
                                    UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT, NULL);
    for (utf8proc_ssize_t i = 0; i < count && i < PARTS_MAX; i++)
        put_known(w, (uint32_t)parts[i], next);
}

/* The Greek consonants before which αυ is af, small. */
static int is_voiceless(uint32_t point)
{
    return point == 0x3B8 || point == 0x3BA || point == 0x3BE || point == 0x3C0 ||
           (point >= 0x3C2 && point <= 0x3C4) || (point >= 0x3C6 && point <= 0x3C8);
}

/* Two letters that are read as one: their counterpart in `text`, 0 where they are none. */
static int read_pair(const writing *w, uint32_t first, size_t at, size_t *size, char text[4])
{
    uint32_t second = at < w->length ? lowered(ph_utf8_decode(w->text + at, size)) : 0;
    const ph_ascii_pair *pair = NULL;
    size_t last;

    for (size_t i = 0; i < ph_ascii_pair_count; i++) {
        if (ph_ascii_pairs[i].first == first && ph_ascii_pairs[i].second == second)
            pair = &ph_ascii_pairs[i];
    }
    if (!pair)
        return 0;
    memcpy(text, pair->text, sizeof pair->text);
    last = strlen(text) - 1;
    if (text[last] == 'v') {
        uint32_t behind = lowered(point_at(w, at + *size));
        text[last] = behind < 0x370 || is_voiceless(behind) ? 'f' : 'v';
    }
    return 1;
}

/* Puts what stands at `at`; returns where it ends. */
static size_t put_next(writing *w, size_t at)
{
    size_t size, more = 0;
    uint32_t point = ph_utf8_decode(w->text + at, &size), lower;
    char text[4];

    if (ph_is_kana(point))
        return at + ph_kana_put(w->text + at, w->length - at, w->out);
    lower = lowered(point);
    if (lower >= 0x370 && lower < 0x590 && read_pair(w, lower, at + size, &more, text)) {
        put(w, text, lower != point, at + size);
        size += more;
    } else {
        put_point(w, point, at + size);
    }
    w->upper_before = utf8proc_category((utf8proc_int32_t)point) == UTF8PROC_CATEGORY_LU;
    return at + size;
}

int ph_to_ascii(const char *text, size_t length, const char *locale, ph_buffer *out)
{
    writing w = {.text = text, .length = length, .out = out};
    size_t at = 0;

    while (at < length) {
        size_t plain = at;
        while (plain < length && !(text[plain] & 0x80))
            plain++;
        ph_buffer_append(out, text + at, plain - at);
        if (plain > at)
            w.upper_before = text[plain - 1] >= 'A' && text[plain - 1] <= 'Z';
        if (plain == length)
            break;
        find_specials(&w, locale);
        at = put_next(&w, plain);
    }
    return out->failed ? -1 : 0;
}

static int is_word_byte(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9');
}

/* In place: what is shorter than what it is made of. */
int ph_to_slug_with(const char *text, size_t length, const char *locale, char separator,
                    ph_buffer *out)
{
    size_t from = out->length, to = from;
    int pending = 0;

    if (ph_to_ascii(text, length, locale, out) < 0)
        return -1;
    for (size_t i = from; i < out->length; i++) {
        char byte = out->data[i];
        byte = byte >= 'A' && byte <= 'Z' ? (char)(byte + 32) : byte;
        if (!is_word_byte(byte)) {
            pending |= byte != '\'';
            continue;
        }
        if (pending && to > from)
            out->data[to++] = separator;
        pending = 0;
        out->data[to++] = byte;
    }
    out->length = to;
    return 0;
}

int ph_to_slug(const char *text, size_t length, const char *locale, ph_buffer *out)
{
    return ph_to_slug_with(text, length, locale, '-', out);
}
