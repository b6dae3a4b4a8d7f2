#include "base/json_escape.h"

#include <string.h>

static int hex_digit(char byte)
{
    if (byte >= '0' && byte <= '9')
        return byte - '0';
    byte |= 0x20;
    return byte >= 'a' && byte <= 'f' ? byte - 'a' + 10 : -1;
}

/* A \uXXXX is complete: what is wrong with it, or NULL. */
static const char *end_escape(ph_json_escape *escape)
{
    int is_low = (escape->code & 0xFC00) == 0xDC00, was_high = escape->high;

    escape->digits = -1;
    escape->high = (escape->code & 0xFC00) == 0xD800;
    if (is_low != was_high)
        return "half of a surrogate pair in a string";
    return escape->code ? NULL : "a string holds a NUL character";
}

static const char *step_escape(ph_json_escape *escape, char byte)
{
    if (escape->digits < 0) {
        if (byte != '\\')
            return "half of a surrogate pair in a string";
        escape->digits = 0;
        escape->count++;
    } else if (escape->digits == 0) {
        if (escape->high && byte != 'u')
            return "half of a surrogate pair in a string";
        escape->digits = byte == 'u' ? 4 : -1;
        escape->code = 0;
    } else {
        escape->code = escape->code << 4 | (unsigned)(hex_digit(byte) & 15);
        if (hex_digit(byte) < 0)
            escape->high = 0, escape->digits = -1;
        else if (--escape->digits == 0)
            return end_escape(escape);
    }
    return NULL;
}

/* Backslashes have no business outside of strings, so there is no need to know where those begin.
 */
size_t ph_json_escape_check(ph_json_escape *escape, const char *bytes, size_t length,
                            const char **wrong)
{
    *wrong = NULL;
    for (size_t i = 0; i < length; i++) {
        if (escape->digits < 0 && !escape->high) {
            const char *found = memchr(bytes + i, '\\', length - i);
            if (!found)
                return length;
            i = (size_t)(found - bytes);
        }
        *wrong = step_escape(escape, bytes[i]);
        if (*wrong)
            return i;
    }
    return length;
}
