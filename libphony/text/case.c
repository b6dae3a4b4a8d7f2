/* Case by locale: Unicode's simple mappings, and of SpecialCasing.txt what names and words need:
 * ß, the Turkish and Azeri i, the final sigma. */
#include <string.h>
#include <utf8proc.h>

#include "base/alloc.h"
#include "text/normalize.h"
#include "text/utf8.h"

typedef struct casing {
    const char *text;
    size_t length;
    int turkic;
    ph_buffer *out;
} casing;

static void put(casing *c, uint32_t point)
{
    utf8proc_uint8_t bytes[4];

    ph_buffer_append(c->out, bytes, (size_t)utf8proc_encode_char((utf8proc_int32_t)point, bytes));
}

static int is_turkic(const char *locale)
{
    return locale && (!strncmp(locale, "tr", 2) || !strncmp(locale, "az", 2)) &&
           (locale[2] == '\0' || locale[2] == '_' || locale[2] == '-');
}

static int is_letter(uint32_t point)
{
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)point);

    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_ME;
}

/* Whether a letter stands right before, or at, a place. */
static int letter_before(const casing *c, size_t at)
{
    size_t size;

    if (at == 0)
        return 0;
    for (at--; at > 0 && ((unsigned char)c->text[at] & 0xC0) == 0x80;)
        at--;
    return is_letter(ph_utf8_decode(c->text + at, &size));
}

static int letter_at(const casing *c, size_t at)
{
    size_t size;

    return at < c->length && is_letter(ph_utf8_decode(c->text + at, &size));
}

/* Whether U+0307, the dot above, stands at a place. */
static int dot_at(const casing *c, size_t at)
{
    return at + 1 < c->length && !memcmp(c->text + at, "\xCC\x87", 2);
}

static void put_upper(casing *c, uint32_t point, int title)
{
    if (point == 'i' && c->turkic)
        put(c, 0x130);
    else if (point == 0xDF) { /* ß */
        put(c, 'S');
        put(c, title ? 's' : 'S');
    } else {
        utf8proc_int32_t p = (utf8proc_int32_t)point;
        put(c, (uint32_t)(title ? utf8proc_totitle(p) : utf8proc_toupper(p)));
    }
}

/* Lowers the code point that ends at `next`; returns what is to be passed over behind it. */
static size_t put_lower(casing *c, uint32_t point, size_t at, size_t next)
{
    if (point == 'I' && c->turkic) {
        int dotted = dot_at(c, next);
        put(c, dotted ? 'i' : 0x131);
        return dotted ? 2 : 0;
    }
    if (point == 0x130) { /* İ */
        put(c, 'i');
        if (!c->turkic)
            put(c, 0x307);
        return 0;
    }
    if (point == 0x3A3) /* Σ */
        put(c, letter_before(c, at) && !letter_at(c, next) ? 0x3C2 : 0x3C3);
    else
        put(c, (uint32_t)utf8proc_tolower((utf8proc_int32_t)point));
    return 0;
}

/* Whether a letter begins a word for title case: nothing of a word stands before it, or an
 * apostrophe behind a single letter (O'Brien, D'Arc, but Women's). */
static int begins_word(const casing *c, size_t at)
{
    size_t mark = at;

    if (at == 0)
        return 1;
    if (c->text[at - 1] == '\'')
        mark = at - 1;
    else if (at >= 3 && !memcmp(c->text + at - 3, "’", 3))
        mark = at - 3;
    if (mark == at)
        return !letter_before(c, at) && !(c->text[at - 1] >= '0' && c->text[at - 1] <= '9');
    if (!letter_before(c, mark))
        return 1;
    for (mark--; mark > 0 && ((unsigned char)c->text[mark] & 0xC0) == 0x80;)
        mark--;
    return !letter_before(c, mark);
}

static void change(casing *c, int32_t letter_case)
{
    for (size_t at = 0, size; at < c->length; at += size) {
        uint32_t point = ph_utf8_decode(c->text + at, &size);
        if (letter_case == PHONY_CASE_UPPER)
            put_upper(c, point, 0);
        else if (letter_case == PHONY_CASE_TITLE && is_letter(point) && begins_word(c, at))
            put_upper(c, point, 1);
        else
            size += put_lower(c, point, at, at + size);
    }
}

int ph_change_case(const char *text, size_t length, int32_t letter_case, const char *locale,
                   ph_buffer *out)
{
    ph_buffer changed = PH_BUFFER_INIT;
    casing c = {text, length, is_turkic(locale), &changed};
    int result;

    if (letter_case == PHONY_CASE_KEEP) {
        ph_buffer_append(out, text, length);
        return out->failed ? -1 : 0;
    }
    change(&c, letter_case);
    result =
        changed.failed ? -1 : ph_normalize(changed.data ? changed.data : "", changed.length, out);
    ph_buffer_fini(&changed);
    return result;
}
