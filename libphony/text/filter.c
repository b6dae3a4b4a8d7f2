/* Which values are learned. */
#include <string.h>
#include <utf8proc.h>

#include "phony.h"
#include "text/normalize.h"
#include "text/utf8.h"

static int is_letter(utf8proc_category_t category)
{
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

static int is_mark(utf8proc_category_t category)
{
    return category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_ME;
}

static int is_joiner(uint32_t c)
{
    return c == 0x200C || c == 0x200D;
}

/* Symbols, punctuation (but what names are written with) and everything unseen. */
static int is_symbol(uint32_t c, utf8proc_category_t category)
{
    if (category == UTF8PROC_CATEGORY_CN || category >= UTF8PROC_CATEGORY_CC)
        return 1;
    if (category < UTF8PROC_CATEGORY_PC || category > UTF8PROC_CATEGORY_SO)
        return 0;
    return c != 0x2019 && (c > 127 || !memchr("'-.,&/", (int)c, 6));
}

int ph_passes_filters(const char *text, size_t length, uint32_t filters)
{
    enum { OUTSIDE, IN_WORD, JOINED } place = OUTSIDE; /* JOINED: right behind a joiner in a word */

    if (filters == 0)
        return 1;
    for (size_t at = 0, size; at < length; at += size) {
        uint32_t c = ph_utf8_decode(text + at, &size);
        utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);
        int letter = is_letter(category), mark = is_mark(category);
        if (place == IN_WORD && is_joiner(c)) {
            place = JOINED;
            continue;
        }
        if ((filters & PHONY_FILTER_LETTERS_ONLY) && c != ' ' && !letter &&
            !(mark && place != OUTSIDE))
            return 0;
        if ((filters & PHONY_FILTER_NO_SYMBOLS) && is_symbol(c, category))
            return 0;
        place = letter || mark ? IN_WORD : OUTSIDE;
    }
    return 1;
}
