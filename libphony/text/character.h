/* Properties of code points that decide which path text takes. */
#ifndef PH_CHARACTER_H
#define PH_CHARACTER_H

#include <stdint.h>

/* Code points of which each is a grapheme cluster and unchanged by NFC as long as only such ones
 * stand around it: those below U+0300 (but CR, for CR LF is one cluster), kana, common ideographs.
 * No combining mark, Hangul, joiner or emoji is among them. */
static inline int ph_is_plain(uint32_t c)
{
    return (c < 0x300 && c != '\r') || (c >= 0x4E00 && c <= 0x9FFF) ||
           (c >= 0x3041 && c <= 0x3096) || (c >= 0x30A1 && c <= 0x30FC && c != 0x30FB);
}

/* White_Space of the Unicode Character Database. */
static inline int ph_is_space(uint32_t c)
{
    return c == ' ' || (c >= 9 && c <= 13) || c == 0x85 || c == 0xA0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
           c == 0x205F || c == 0x3000;
}
#endif
