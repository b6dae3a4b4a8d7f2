/* Numbers that keep rows apart, within their values.
 *
 * Why no two rows are the same: numbers have one width and no '@'. In two equal results the first
 * '@' is at the same place, or there is none in both; so the bytes right before it, or at the end,
 * which are the numbers, are equal. But the numbers of two rows never are. */
#include <string.h>

#include "sample/permute.h"
#include "value/template_parts.h"

size_t ph_template_put_number(const ph_template *t, const phony_key *key, uint64_t row,
                              uint8_t *value, size_t length)
{
    uint64_t number = ph_permute(key, t->numbered, row);
    unsigned width = t->width;
    uint8_t *at = memchr(value, '@', length);

    at = at ? at : value + length;
    memmove(at + width, at, (size_t)(value + length - at));
    for (unsigned i = width; i > 0; i--, number /= 10)
        at[i - 1] = (uint8_t)('0' + number % 10);
    return length + width;
}
