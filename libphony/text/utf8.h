/* UTF-8 (RFC 3629): checking and reading code points. */
#ifndef PH_UTF8_H
#define PH_UTF8_H

#include <stddef.h>
#include <stdint.h>

/* The offset of the first byte that is NUL or begins no valid, complete sequence, or `length` where
 * all is well. Runs at memory speed over ASCII. */
size_t ph_utf8_check(const char *text, size_t length);

/* The code point at text[0]; the text must have been checked, and length > 0. `*size` = its
 * bytes. */
static inline uint32_t ph_utf8_decode(const char *text, size_t *size)
{
    const unsigned char *t = (const unsigned char *)text;

    if (t[0] < 0x80) {
        *size = 1;
        return t[0];
    }
    if (t[0] < 0xE0) {
        *size = 2;
        return (uint32_t)(t[0] & 0x1F) << 6 | (t[1] & 0x3F);
    }
    if (t[0] < 0xF0) {
        *size = 3;
        return (uint32_t)(t[0] & 0x0F) << 12 | (uint32_t)(t[1] & 0x3F) << 6 | (t[2] & 0x3F);
    }
    *size = 4;
    return (uint32_t)(t[0] & 0x07) << 18 | (uint32_t)(t[1] & 0x3F) << 12 |
           (uint32_t)(t[2] & 0x3F) << 6 | (t[3] & 0x3F);
}

/* Where the code point that ends right before `at` begins; at > 0, checked text. */
static inline size_t ph_utf8_before(const char *text, size_t at)
{
    do
        at--;
    while (((unsigned char)text[at] & 0xC0) == 0x80);
    return at;
}
#endif
