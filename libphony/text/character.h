/* Properties of code points that decide which path text takes. */
#ifndef PH_CHARACTER_H
#define PH_CHARACTER_H

#include <stdint.h>

int ph_is_plain_beyond(uint32_t c);

/* Plain code points need no tables. Three promises, which tests/unit/test_segment.c and
 * test_normalize.c check for every code point and pair against utf8proc:
 *  - between two plain ones there is a boundary of grapheme clusters (so CR, for CR LF, is none);
 *  - NFC leaves a text of plain ones as it is;
 *  - what precedes a plain one never composes with it nor trades places: NFC can be brought about
 *    piece by piece, each beginning at a plain one. */
static inline int ph_is_plain(uint32_t c)
{
    if (c < 0x300)
        return c != '\r';
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3041 && c <= 0x3096) ||
           (c >= 0x30A1 && c <= 0x30FF) || ph_is_plain_beyond(c);
}

/* White_Space of the Unicode Character Database. */
static inline int ph_is_space(uint32_t c)
{
    return c == ' ' || (c >= 9 && c <= 13) || c == 0x85 || c == 0xA0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
           c == 0x205F || c == 0x3000;
}
#endif
