/* Anything as text. */
#include <string.h>

#include "expr/expr_parts.h"

enum { NUMBER_BYTES = 32 }; /* of which no number and no time needs more */

/* Writes one value; the bytes it takes. */
typedef size_t (*write_rule)(const ph_operand *a, size_t i, char *to);

static inline phony_status write_rows(ph_eval *e, const ph_operand *a, ph_values *out, size_t most,
                                      write_rule write)
{
    phony_status status = ph_values_room(out, e->count * most, e->error);
    uint32_t at = 0;

    for (size_t i = 0; !status && i < e->count; i++) {
        if (!ph_out_is_null(out, i))
            at += (uint32_t)write(a, i, (char *)out->bytes + at);
        out->offsets[i + 1] = at;
    }
    return status;
}

#define WRITE(name, bytes, expression)                                                             \
    static size_t write_##name(const ph_operand *a, size_t i, char *to)                            \
    {                                                                                              \
        return expression;                                                                         \
    }                                                                                              \
    PH_KERNEL(name##_to_text)                                                                      \
    {                                                                                              \
        (void)step;                                                                                \
        return write_rows(e, a, out, bytes, write_##name);                                         \
    }

static size_t write_word(char *to, const char *word)
{
    size_t length = strlen(word);

    memcpy(to, word, length);
    return length;
}

static size_t write_hex(char *to, const uint8_t *bytes, size_t count)
{
    static const char digits[] = "0123456789abcdef";

    for (size_t i = 0; i < count; i++) {
        to[2 * i] = digits[bytes[i] >> 4];
        to[2 * i + 1] = digits[bytes[i] & 15];
    }
    return 2 * count;
}

static size_t put_uuid(char *to, const uint8_t *bytes)
{
    static const uint8_t groups[] = {4, 2, 2, 2, 6};
    char *begin = to;

    for (size_t i = 0; i < sizeof groups; i++) {
        if (i > 0)
            *to++ = '-';
        to += write_hex(to, bytes, groups[i]);
        bytes += groups[i];
    }
    return (size_t)(to - begin);
}

static size_t put_moment(char *to, int64_t moment, int utc)
{
    size_t length = ph_moment_write(moment, 'T', to);

    if (utc)
        to[length++] = 'Z';
    return length;
}

WRITE(whole, NUMBER_BYTES, ph_whole_write(a->numbers[i * a->step], to))
WRITE(decimal, NUMBER_BYTES, ph_decimal_write(a->numbers[i * a->step], a->type.scale, to))
WRITE(float, NUMBER_BYTES, ph_float_write(a->floats[i * a->step], to))
WRITE(boolean, 5, write_word(to, a->numbers[i * a->step] ? "true" : "false"))
WRITE(date, NUMBER_BYTES, ph_date_write(a->numbers[i * a->step], to))
WRITE(clock, NUMBER_BYTES, ph_clock_write(a->numbers[i * a->step], to))
WRITE(moment, NUMBER_BYTES,
      put_moment(to, a->numbers[i * a->step], a->type.kind == PH_TYPE_TIMESTAMPTZ))
WRITE(uuid, 36, put_uuid(to, a->bytes + 16 * i * a->step))

PH_KERNEL(bytes_to_text)
{
    phony_status status = ph_values_room(out, 2 * ph_operand_bytes(e, a), e->error);
    uint32_t at = 0;

    (void)step;
    for (size_t i = 0; !status && i < e->count; i++) {
        size_t length;
        const uint8_t *bytes = ph_operand_text(a, i, &length);
        if (!ph_out_is_null(out, i))
            at += (uint32_t)write_hex((char *)out->bytes + at, bytes, length);
        out->offsets[i + 1] = at;
    }
    return status;
}

PH_KERNEL(uuid_to_bytes)
{
    phony_status status = ph_values_room(out, 16 * e->count, e->error);
    uint32_t at = 0;

    (void)step;
    for (size_t i = 0; !status && i < e->count; i++) {
        if (!ph_out_is_null(out, i)) {
            memcpy(out->bytes + at, a->bytes + 16 * i * a->step, 16);
            at += 16;
        }
        out->offsets[i + 1] = at;
    }
    return status;
}
