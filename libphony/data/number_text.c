/* Numbers as text, and back. */
#include <float.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "data/type.h"

const int64_t ph_powers_of_ten[PH_DECIMAL_DIGITS_MAX + 1] = {1,
                                                             10,
                                                             100,
                                                             1000,
                                                             10000,
                                                             100000,
                                                             1000000,
                                                             10000000,
                                                             100000000,
                                                             1000000000,
                                                             10000000000,
                                                             100000000000,
                                                             1000000000000,
                                                             10000000000000,
                                                             100000000000000,
                                                             1000000000000000,
                                                             10000000000000000,
                                                             100000000000000000,
                                                             1000000000000000000};

int ph_decimal_parse(const char *text, size_t length, int64_t *digits, int32_t *scale)
{
    int negative = length > 0 && *text == '-', count = 0, seen = 0;
    int32_t point = -1;
    int64_t number = 0;

    for (size_t i = (size_t)negative; i < length; i++) {
        if (text[i] == '.' && point < 0) {
            point = 0;
            continue;
        }
        if (text[i] < '0' || text[i] > '9')
            return -1;
        seen = 1;
        count += count > 0 || text[i] != '0';
        if (count > PH_DECIMAL_DIGITS_MAX || (point >= 0 && ++point > PH_DECIMAL_DIGITS_MAX))
            return -1;
        number = number * 10 + (text[i] - '0');
    }
    if (!seen || text[length - 1] == '.')
        return -1;
    *digits = negative ? -number : number;
    *scale = point < 0 ? 0 : point;
    return 0;
}

int ph_decimal_rescale(int64_t digits, int32_t from, int32_t to, int64_t *result)
{
    int64_t power, rest, half;

    if (to >= from)
        return to - from > PH_DECIMAL_DIGITS_MAX ||
                       __builtin_mul_overflow(digits, ph_powers_of_ten[to - from], result)
                   ? -1
                   : 0;
    power = from - to > PH_DECIMAL_DIGITS_MAX ? INT64_MAX : ph_powers_of_ten[from - to];
    *result = digits / power;
    rest = digits % power;
    rest = rest < 0 ? -rest : rest;
    half = power - rest; /* what is missing to the next */
    if (rest > half || (rest == half && *result & 1))
        *result += digits < 0 ? -1 : 1;
    return 0;
}

static size_t write_magnitude(uint64_t number, size_t least, char *out)
{
    char reversed[20];
    size_t count = 0;

    do
        reversed[count++] = (char)('0' + number % 10);
    while ((number /= 10) || count < least);
    for (size_t i = 0; i < count; i++)
        out[i] = reversed[count - 1 - i];
    return count;
}

size_t ph_whole_write(int64_t number, char *out)
{
    size_t sign = number < 0;

    *out = '-';
    return sign + write_magnitude(sign ? 0 - (uint64_t)number : (uint64_t)number, 1, out + sign);
}

size_t ph_decimal_write(int64_t digits, int32_t scale, char *out)
{
    size_t sign = digits < 0, behind = (size_t)scale, length;

    *out = '-';
    length = sign + write_magnitude(sign ? 0 - (uint64_t)digits : (uint64_t)digits, behind + 1,
                                    out + sign);
    if (!behind)
        return length;
    memmove(out + length - behind + 1, out + length - behind, behind);
    out[length - behind] = '.';
    return length + 1;
}

/* printf and strtod write and read the point as the process's locale does, so the text is read back
 * before it becomes a point. */
size_t ph_float_write(double number, char *out)
{
    char text[40];
    size_t length = 0;

    /* Of 15 digits, zeros at the end are not written; the smallest numbers have not even those. */
    for (int digits = number < DBL_MIN && number > -DBL_MIN ? 1 : 15; digits <= 17; digits++) {
        length = (size_t)snprintf(text, sizeof text, "%.*g", digits, number);
        if (strtod(text, NULL) == number)
            break;
    }
    for (size_t i = 0; i < length; i++)
        out[i] = text[i] == ',' ? '.' : text[i];
    return length;
}
