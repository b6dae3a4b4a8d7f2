/* Texts as what they say; a text that says something else is an error of its row. */
#include <string.h>

#include "expr/expr_parts.h"
#include "text/utf8.h"

/* Reads one value to row i; -1: it is none. Texts end in a NUL. */
typedef int (*read_rule)(const ph_eval *e, const ph_step *step, const char *text, size_t length,
                         ph_values *out, size_t i);

static phony_status read_rows(ph_eval *e, const ph_step *step, const ph_operand *a, ph_values *out,
                              read_rule read, const char *what)
{
    phony_status status = PHONY_OK;
    char copy[64];

    for (size_t i = 0; !status && i < e->count; i++) {
        size_t length;
        const char *text = (const char *)ph_operand_text(a, i, &length);
        if (ph_type_storage(step->type) != PH_STORED_UUID)
            out->numbers[i] = 0;
        if (ph_out_is_null(out, i))
            continue;
        memcpy(copy, text, length < sizeof copy ? length : 0);
        copy[length < sizeof copy ? length : 0] = '\0';
        if (length >= sizeof copy || read(e, step, copy, length, out, i) < 0)
            status = ph_row_is_not(e, step, out, i, what, text, length);
    }
    return status;
}

static int read_decimal(const ph_eval *e, const ph_step *step, const char *text, size_t length,
                        ph_values *out, size_t i)
{
    int32_t scale, wanted = step->type.kind == PH_TYPE_DECIMAL ? step->type.scale : 0;
    int64_t digits;

    (void)e;
    return ph_decimal_parse(text, length, &digits, &scale) < 0 ||
                   ph_decimal_rescale(digits, scale, wanted, &out->numbers[i]) < 0 ||
                   (step->type.kind == PH_TYPE_DECIMAL && ph_beyond_digits(out->numbers[i]))
               ? -1
               : 0;
}

static int read_float(const ph_eval *e, const ph_step *step, const char *text, size_t length,
                      ph_values *out, size_t i)
{
    int64_t digits;
    int32_t scale;

    (void)e;
    (void)step;
    if (ph_decimal_parse(text, length, &digits, &scale) < 0)
        return -1;
    out->floats[i] = (double)digits / (double)ph_power(scale);
    return 0;
}

static int read_boolean(const ph_eval *e, const ph_step *step, const char *text, size_t length,
                        ph_values *out, size_t i)
{
    (void)e;
    (void)step;
    (void)length;
    out->numbers[i] = strcmp(text, "true") == 0;
    return out->numbers[i] || strcmp(text, "false") == 0 ? 0 : -1;
}

static int read_moment(const ph_eval *e, const ph_step *step, const char *text, size_t length,
                       ph_values *out, size_t i)
{
    (void)step;
    (void)length;
    return ph_moment_parse(text, e->expr->now, &out->numbers[i]);
}

/* A time of the day may stand behind the date. */
static int read_date(const ph_eval *e, const ph_step *step, const char *text, size_t length,
                     ph_values *out, size_t i)
{
    int64_t rest;

    if (read_moment(e, step, text, length, out, i) < 0)
        return -1;
    rest = out->numbers[i] % PH_MICROSECONDS_A_DAY;
    out->numbers[i] = out->numbers[i] / PH_MICROSECONDS_A_DAY - (rest < 0);
    return 0;
}

static int read_clock(const ph_eval *e, const ph_step *step, const char *text, size_t length,
                      ph_values *out, size_t i)
{
    (void)e;
    (void)step;
    (void)length;
    return ph_clock_parse(text, &out->numbers[i]);
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 32;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* 32 digits, with '-' between any two bytes. */
static int read_uuid(const ph_eval *e, const ph_step *step, const char *text, size_t length,
                     ph_values *out, size_t i)
{
    uint8_t *to = out->bytes + 16 * i;
    size_t count = 0;

    (void)e;
    (void)step;
    memset(to, 0, 16);
    for (size_t at = 0; at < length; at += 2) {
        int high, low;
        at += text[at] == '-' && count > 0 && text[at - 1] != '-';
        high = hex_value(text[at]);
        low = high < 0 ? -1 : hex_value(text[at + 1]);
        if (low < 0 || count == 16)
            return -1;
        to[count++] = (uint8_t)(high << 4 | low);
    }
    return count == 16 ? 0 : -1;
}

#define READ(name, what)                                                                           \
    PH_KERNEL(text_to_##name)                                                                      \
    {                                                                                              \
        return read_rows(e, step, a, out, read_##name, what);                                      \
    }
READ(decimal, "a number of at most 18 digits that fits")
READ(float, "a number of at most 18 digits")
READ(boolean, "true or false")
READ(date, "a date")
READ(moment, "a timestamp")
READ(clock, "a time")
READ(uuid, "a UUID")

/* ---- Lengths ------------------------------------------------------------------------------- */

/* In code points, as databases count. */
static size_t count_points(const uint8_t *text, size_t length)
{
    size_t count = 0;

    for (size_t i = 0; i < length; i++)
        count += (text[i] & 0xC0) != 0x80;
    return count;
}

PH_KERNEL(fit_text)
{
    phony_status status = ph_values_room(out, ph_operand_bytes(e, a), e->error);

    for (size_t i = 0; !status && i < e->count; i++) {
        size_t length;
        const uint8_t *text = ph_operand_text(a, i, &length);
        if ((int64_t)length > step->detail && (int64_t)count_points(text, length) > step->detail) {
            length = 0;
            status = ph_row_fails(e, step, out, i, PHONY_ERROR_LIMIT,
                                  "a text of more than %lld characters", (long long)step->detail);
        }
        ph_copy_text(out->bytes + out->offsets[i], text, length);
        out->offsets[i + 1] = out->offsets[i] + (uint32_t)length;
    }
    return status;
}
