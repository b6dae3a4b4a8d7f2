/* format(x, ...): numbers with a point and groups of one's own, times by a pattern. */
#include <string.h>

#include "base/error.h"
#include "expr/expr_parts.h"

/* Room in the column for one more row of up to `most` bytes; NULL out of memory or of limits. */
static char *row_room(ph_eval *e, ph_values *out, size_t i, size_t most, phony_status *status)
{
    *status = most > PH_EXPR_VALUE_MAX ? ph_fail(e->error, PHONY_ERROR_LIMIT,
                                                 "a text of more than %d bytes", PH_EXPR_VALUE_MAX)
                                       : ph_values_room(out, out->offsets[i] + most, e->error);
    return *status ? NULL : (char *)out->bytes + out->offsets[i];
}

/* ---- Numbers ------------------------------------------------------------------------------- */

/* "-1234.50" to "-1.234,50": `digits` before the point. */
static char *put_grouped(char *to, const char *number, size_t digits, const char *group,
                         size_t group_length)
{
    for (size_t i = 0; i < digits; i++) {
        if (i > 0 && (digits - i) % 3 == 0) {
            memcpy(to, group, group_length);
            to += group_length;
        }
        *to++ = number[i];
    }
    return to;
}

static size_t put_number(char *to, const char *number, size_t length, size_t places,
                         const ph_operand *marks, size_t mark_count)
{
    static const uint32_t ends[] = {0, 1};
    static const ph_operand initial = {.offsets = ends, .bytes = (const uint8_t *)"."};
    size_t sign = *number == '-', group_length = 0, point_length;
    const char *group = "", *begin = to, *point;

    point = (const char *)ph_operand_text(mark_count ? &marks[0] : &initial, 0, &point_length);
    if (mark_count > 1)
        group = (const char *)ph_operand_text(&marks[1], 0, &group_length);
    memcpy(to, number, sign);
    to = put_grouped(to + sign, number + sign, length - sign - places - (places > 0), group,
                     group_length);
    if (places) {
        memcpy(to, point, point_length);
        memcpy(to + point_length, number + length - places, places);
        to += point_length + places;
    }
    return (size_t)(to - begin);
}

/* The point and the mark between groups are literals. */
PH_KERNEL(format_number)
{
    size_t marks = step->argument_count - 2, most = 32, length;
    phony_status status = PHONY_OK;
    char number[32];

    for (size_t i = 0; i < marks; i++) {
        ph_operand_text(&a[2 + i], 0, &length);
        most += 7 * length;
    }
    for (size_t i = 0; !status && i < e->count; i++) {
        char *to = row_room(e, out, i, most, &status);
        out->offsets[i + 1] = out->offsets[i];
        if (status || ph_out_is_null(out, i))
            continue;
        length = ph_decimal_write(a[0].numbers[i * a[0].step], a[0].type.scale, number);
        out->offsets[i + 1] +=
            (uint32_t)put_number(to, number, length, (size_t)a[0].type.scale, a + 2, marks);
    }
    return status;
}

/* ---- Times --------------------------------------------------------------------------------- */

/* Where what a letter stands for lies in "2024-02-29T12:30:59". */
static const struct {
    char letter;
    uint8_t at, length;
} letters[] = {
    {'Y', 0, 4}, {'y', 2, 2}, {'m', 5, 2}, {'d', 8, 2}, {'H', 11, 2}, {'M', 14, 2}, {'S', 17, 2},
};
enum { LETTERS = sizeof letters / sizeof *letters };

int ph_is_time_format(const char *pattern)
{
    for (; *pattern; pattern++) {
        if (*pattern == '%' && (!*++pattern || !strchr("YymdHMS%", *pattern)))
            return 0;
    }
    return 1;
}

static char *put_letter(char *to, char letter, const char *moment)
{
    for (size_t i = 0; i < LETTERS; i++) {
        if (letters[i].letter == letter) {
            memcpy(to, moment + letters[i].at, letters[i].length);
            return to + letters[i].length;
        }
    }
    *to = letter;
    return to + 1;
}

static size_t put_moment(char *to, const char *pattern, size_t length, const char *moment)
{
    const char *begin = to;

    for (size_t i = 0; i < length; i++) {
        if (pattern[i] == '%')
            to = put_letter(to, pattern[++i], moment);
        else
            *to++ = pattern[i];
    }
    return (size_t)(to - begin);
}

/* The pattern is a literal, checked when it was bound. */
PH_KERNEL(format_moment)
{
    size_t length;
    const char *pattern = (const char *)ph_operand_text(&a[1], 0, &length);
    phony_status status = PHONY_OK;
    char moment[32];

    (void)step;
    for (size_t i = 0; !status && i < e->count; i++) {
        char *to = row_room(e, out, i, 2 * length, &status);
        out->offsets[i + 1] = out->offsets[i];
        if (status || ph_out_is_null(out, i))
            continue;
        ph_moment_write(a[0].numbers[i * a[0].step], 'T', moment);
        out->offsets[i + 1] += (uint32_t)put_moment(to, pattern, length, moment);
    }
    return status;
}
