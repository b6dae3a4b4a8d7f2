#include "text/utf8.h"

#include <string.h>

/* Eight ASCII bytes, none of them NUL: the subtraction borrows into the high bit of the lowest NUL.
 */
static int is_ascii_word(const char *text)
{
    uint64_t word;

    memcpy(&word, text, sizeof word);
    return ((word | (word - UINT64_C(0x0101010101010101))) & UINT64_C(0x8080808080808080)) == 0;
}

static int is_tail(unsigned char byte)
{
    return (byte & 0xC0) == 0x80;
}

/* The bytes of the well-formed sequence at text (RFC 3629, section 4), 0 where it is none. */
static size_t sequence(const unsigned char *text, size_t length)
{
    unsigned char lead = text[0];

    if (lead < 0x80)
        return lead != 0;
    if (lead < 0xC2 || lead > 0xF4)
        return 0;
    if (lead < 0xE0)
        return length >= 2 && is_tail(text[1]) ? 2 : 0;
    if (length < 3 || !is_tail(text[1]) || !is_tail(text[2]))
        return 0;
    if (lead < 0xF0) {
        int overlong = lead == 0xE0 && text[1] < 0xA0, surrogate = lead == 0xED && text[1] >= 0xA0;
        return overlong || surrogate ? 0 : 3;
    }
    if (length < 4 || !is_tail(text[3]) || (lead == 0xF0 && text[1] < 0x90) ||
        (lead == 0xF4 && text[1] >= 0x90))
        return 0;
    return 4;
}

size_t ph_utf8_check(const char *text, size_t length)
{
    size_t at = 0;

    while (at < length) {
        size_t size;
        if (length - at >= 8 && is_ascii_word(text + at)) {
            at += 8;
            continue;
        }
        size = sequence((const unsigned char *)text + at, length - at);
        if (size == 0)
            return at;
        at += size;
    }
    return length;
}
