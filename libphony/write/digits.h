/* Decimal digits, eight at a time: a number below 10^8 becomes eight digits in one word by
 * multiplying its halves, quarters and eighths side by side. */
#ifndef PH_DIGITS_H
#define PH_DIGITS_H

#include <stdint.h>
#include <string.h>

#include "base/bytes.h"

#define PH_TEN8 UINT64_C(100000000)

/* The digits of a number below 10^8 as numbers, one a byte, the highest in the lowest byte. */
static inline uint64_t ph_eight_digits(uint64_t number)
{
    uint64_t halves = (number / 10000) | (number % 10000) << 32;
    /* x / 100 = x * 10486 >> 20 below 10^4, and x / 10 = x * 103 >> 10 below 100. */
    uint64_t hundreds = (halves * 10486 >> 20) & UINT64_C(0x0000007f0000007f);
    uint64_t pairs = hundreds | (halves - 100 * hundreds) << 16;
    uint64_t tens = (pairs * 103 >> 10) & UINT64_C(0x000f000f000f000f);

    return tens | (pairs - 10 * tens) << 8;
}

static inline void ph_put_word(char *out, uint64_t word)
{
    ph_store_le64((unsigned char *)out, word);
}

#define PH_ZEROS UINT64_C(0x3030303030303030)

/* The last `count` digits (1 to 8) of a number below 10^8; writes 8 bytes. */
static inline char *ph_put_digits(char *out, uint64_t number, unsigned count)
{
    ph_put_word(out, (ph_eight_digits(number) | PH_ZEROS) >> (64 - 8 * count));
    return out + count;
}

/* A number below 10^8 without leading zeros; writes 8 bytes. */
static inline char *ph_put_small(char *out, uint64_t number)
{
    uint64_t digits = ph_eight_digits(number);
    /* The lowest byte that is not 0 holds the first digit; the last digit always counts. */
    unsigned leading = (unsigned)__builtin_ctzll(digits | UINT64_C(1) << 56) & ~7U;

    ph_put_word(out, (digits | PH_ZEROS) >> leading);
    return out + 8 - leading / 8;
}

/* Any number; writes up to 24 bytes. */
static inline char *ph_put_whole(char *out, uint64_t number)
{
    if (number < PH_TEN8)
        return ph_put_small(out, number);
    if (number < PH_TEN8 * PH_TEN8) {
        out = ph_put_small(out, number / PH_TEN8);
    } else {
        out = ph_put_small(out, number / PH_TEN8 / PH_TEN8);
        out = ph_put_digits(out, number / PH_TEN8 % PH_TEN8, 8);
    }
    return ph_put_digits(out, number % PH_TEN8, 8);
}

/* Writes up to 25 bytes. */
static inline char *ph_put_signed(char *out, int64_t number)
{
    *out = '-';
    return ph_put_whole(out + (number < 0), number < 0 ? 0 - (uint64_t)number : (uint64_t)number);
}

/* Two digits of a number below 100; writes 2 bytes. */
static inline void ph_put_two(char *out, uint32_t number)
{
    uint32_t tens = number * 103 >> 10;

    out[0] = (char)('0' + tens);
    out[1] = (char)('0' + number - 10 * tens);
}
#endif
