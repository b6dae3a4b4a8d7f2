/* Dates and times: distances, and parts of them. Rows that are null are not looked at, for what
 * stands in them may be no date. */
#include <string.h>

#include "expr/expr_parts.h"

static int64_t floor_divide(int64_t x, int64_t y)
{
    return x / y - (x % y < 0);
}

/* ---- Distances ----------------------------------------------------------------------------- */

static phony_status read_span(ph_eval *e, const ph_step *step, const ph_operand *a, size_t i,
                              ph_values *out, ph_span *span)
{
    char copy[64];
    size_t length;
    const char *text = (const char *)ph_operand_text(a, i, &length);

    memset(span, 0, sizeof *span);
    if (length < sizeof copy) {
        memcpy(copy, text, length);
        copy[length] = '\0';
        if (ph_span_parse(copy, span) == 0)
            return PHONY_OK;
    }
    return ph_row_is_not(e, step, out, i, "a distance in time", text, length);
}

static phony_status move_row(ph_eval *e, const ph_step *step, size_t i, ph_values *out,
                             int64_t moment, ph_span span)
{
    if (ph_span_add(moment, span, &out->numbers[i]) == 0)
        return PHONY_OK;
    out->numbers[i] = 0;
    return ph_row_fails(e, step, out, i, PHONY_ERROR_LIMIT, "a date outside of years 1 to 9999");
}

/* `unit`: microseconds of a step's number; `sign` -1 goes back. */
static phony_status move(ph_eval *e, const ph_step *step, const ph_operand *a, ph_values *out,
                         int64_t unit, int64_t sign)
{
    ph_span span = {0, 0};
    int known = 0; /* the one span of all rows */
    phony_status status = PHONY_OK;

    for (size_t i = 0; !status && i < e->count; i++) {
        out->numbers[i] = 0;
        if (ph_out_is_null(out, i))
            continue;
        if (!known) {
            status = read_span(e, step, &a[1], i, out, &span);
            span = (ph_span){sign * span.months, sign * span.microseconds};
            known = !a[1].step && !ph_out_is_null(out, i);
        }
        if (status || ph_out_is_null(out, i))
            continue;
        if (span.microseconds % unit)
            status =
                ph_row_fails(e, step, out, i, PHONY_ERROR_ARGUMENT, "a date moves by whole days");
        else
            status = move_row(e, step, i, out, a[0].numbers[i * a[0].step] * unit, span);
        out->numbers[i] = unit == 1 ? out->numbers[i] : floor_divide(out->numbers[i], unit);
    }
    return status;
}

PH_KERNEL(date_plus)
{
    return move(e, step, a, out, PH_MICROSECONDS_A_DAY, 1);
}

PH_KERNEL(date_minus)
{
    return move(e, step, a, out, PH_MICROSECONDS_A_DAY, -1);
}

PH_KERNEL(moment_plus)
{
    return move(e, step, a, out, 1, 1);
}

PH_KERNEL(moment_minus)
{
    return move(e, step, a, out, 1, -1);
}

static int64_t day_of(int64_t moment)
{
    return floor_divide(moment, PH_MICROSECONDS_A_DAY);
}

PH_KERNEL(days_between)
{
    (void)step;
    for (size_t i = 0; i < e->count; i++)
        out->numbers[i] = day_of(a[1].numbers[i * a[1].step]) - day_of(a[0].numbers[i * a[0].step]);
    return PHONY_OK;
}

/* ---- Parts --------------------------------------------------------------------------------- */

static void date_of(int64_t moment, int64_t date[3])
{
    unsigned month, day;

    ph_date_of(day_of(moment), &date[0], &month, &day);
    date[1] = month;
    date[2] = day;
}

static void take_date_part(const ph_eval *e, const ph_operand *a, ph_values *out, int part)
{
    for (size_t i = 0; i < e->count; i++) {
        int64_t date[3] = {0, 0, 0};
        if (!ph_out_is_null(out, i))
            date_of(a->numbers[i * a->step], date);
        out->numbers[i] = date[part];
    }
}

PH_KERNEL(year)
{
    (void)step;
    take_date_part(e, a, out, 0);
    return PHONY_OK;
}

PH_KERNEL(month)
{
    (void)step;
    take_date_part(e, a, out, 1);
    return PHONY_OK;
}

PH_KERNEL(day)
{
    (void)step;
    take_date_part(e, a, out, 2);
    return PHONY_OK;
}

/* x / unit, within a cycle of them. */
static int64_t part_of(int64_t x, int64_t unit, int64_t cycle)
{
    int64_t part = floor_divide(x, unit) % cycle;

    return part < 0 ? part + cycle : part;
}

static void take_part(const ph_eval *e, const ph_operand *a, ph_values *out, int64_t unit,
                      int64_t cycle)
{
    for (size_t i = 0; i < e->count; i++)
        out->numbers[i] = part_of(a->numbers[i * a->step], unit, cycle);
}

/* 1970-01-01 was a Thursday. */
PH_KERNEL(weekday)
{
    (void)step;
    for (size_t i = 0; i < e->count; i++)
        out->numbers[i] = (part_of(a->numbers[i * a->step], PH_MICROSECONDS_A_DAY, 7) + 3) % 7 + 1;
    return PHONY_OK;
}

PH_KERNEL(hour)
{
    (void)step;
    take_part(e, a, out, INT64_C(3600000000), 24);
    return PHONY_OK;
}

PH_KERNEL(minute)
{
    (void)step;
    take_part(e, a, out, INT64_C(60000000), 60);
    return PHONY_OK;
}

PH_KERNEL(second)
{
    (void)step;
    take_part(e, a, out, INT64_C(1000000), 60);
    return PHONY_OK;
}

/* ---- Types --------------------------------------------------------------------------------- */

PH_KERNEL(date_to_moment)
{
    (void)step;
    for (size_t i = 0; i < e->count; i++)
        out->numbers[i] =
            ph_out_is_null(out, i) ? 0 : a->numbers[i * a->step] * PH_MICROSECONDS_A_DAY;
    return PHONY_OK;
}

PH_KERNEL(moment_to_date)
{
    (void)step;
    for (size_t i = 0; i < e->count; i++)
        out->numbers[i] = day_of(a->numbers[i * a->step]);
    return PHONY_OK;
}

PH_KERNEL(moment_to_clock)
{
    (void)step;
    for (size_t i = 0; i < e->count; i++)
        out->numbers[i] = part_of(a->numbers[i * a->step], 1, PH_MICROSECONDS_A_DAY);
    return PHONY_OK;
}
