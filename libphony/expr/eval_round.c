/* Numbers with fewer digits, and of another type. Half to even where digits are lost. */
#include <math.h>

#include "expr/expr_parts.h"

/* A number that is none is not. */
static int is_within(double number)
{
    static const double end = 9223372036854775808.0; /* 2^63 */

    return number < end && number >= -end;
}

/* From 2^63 on nothing fits; up to there a double's whole part is exact, and so is what is behind
 * its point. */
int ph_whole_of(double number, int64_t *whole)
{
    double rest;

    if (!is_within(number))
        return 1;
    *whole = (int64_t)number;
    rest = __builtin_fabs(number - (double)*whole);
    if (rest > 0.5 || (rest == 0.5 && *whole & 1))
        *whole += number < 0 ? -1 : 1;
    return 0;
}

static int64_t floor_divide(int64_t x, int64_t power)
{
    return x / power - (x % power < 0);
}

PH_KERNEL(floor_decimal)
{
    int64_t power = ph_power(a->type.scale);

    (void)step;
    for (size_t i = 0; i < e->count; i++)
        out->numbers[i] = floor_divide(a->numbers[i * a->step], power);
    return PHONY_OK;
}

PH_KERNEL(ceil_decimal)
{
    int64_t power = ph_power(a->type.scale);

    (void)step;
    for (size_t i = 0; i < e->count; i++) {
        int64_t x = a->numbers[i * a->step];
        out->numbers[i] = x / power + (x % power > 0);
    }
    return PHONY_OK;
}

/* `up`: 1 the least that is not below, 0 the greatest that is not above. */
static phony_status round_floats(ph_eval *e, const ph_step *step, const ph_operand *a,
                                 ph_values *out, int up)
{
    phony_status status = PHONY_OK;

    for (size_t i = 0; !status && i < e->count; i++) {
        double number = a->floats[i * a->step], whole;
        if (!is_within(number)) {
            out->numbers[i] = 0;
            status = ph_row_no_number(e, step, out, i);
            continue;
        }
        out->numbers[i] = (int64_t)number;
        whole = (double)out->numbers[i];
        out->numbers[i] += up ? whole < number : -(whole > number);
    }
    return status;
}

PH_KERNEL(floor_float)
{
    return round_floats(e, step, a, out, 0);
}

PH_KERNEL(ceil_float)
{
    return round_floats(e, step, a, out, 1);
}

/* ---- Types --------------------------------------------------------------------------------- */

/* To more or fewer places; a whole number has none. */
PH_KERNEL(rescale)
{
    int32_t from = a->type.kind == PH_TYPE_DECIMAL ? a->type.scale : 0;
    int32_t to = step->type.kind == PH_TYPE_DECIMAL ? step->type.scale : 0;
    int64_t power = ph_power(to > from ? to - from : from - to);
    int decimal = step->type.kind == PH_TYPE_DECIMAL;
    phony_status status = PHONY_OK;

    for (size_t i = 0; !status && i < e->count; i++) {
        int64_t x = a->numbers[i * a->step];
        int bad = 0;
        if (to >= from)
            bad = __builtin_mul_overflow(x, power, &out->numbers[i]);
        else
            out->numbers[i] = (int64_t)ph_divide_even(x, power);
        if (bad | (decimal && ph_beyond_digits(out->numbers[i])))
            status = ph_row_no_number(e, step, out, i);
    }
    return status;
}

PH_KERNEL(fit_number)
{
    int64_t most = step->detail, least = step->type.kind == PH_TYPE_DECIMAL ? -most : -most - 1;
    phony_status status = PHONY_OK;

    for (size_t i = 0; !status && i < e->count; i++) {
        out->numbers[i] = a->numbers[i * a->step];
        if (out->numbers[i] > most || out->numbers[i] < least)
            status = ph_row_no_number(e, step, out, i);
    }
    return status;
}

PH_KERNEL(whole_to_float)
{
    (void)step;
    for (size_t i = 0; i < e->count; i++)
        out->floats[i] = (double)a->numbers[i * a->step];
    return PHONY_OK;
}

/* Powers of ten up to 10^18 are exact as doubles, so there is one rounding, or two from 2^53 on. */
PH_KERNEL(decimal_to_float)
{
    double power = (double)ph_power(a->type.scale);

    (void)step;
    for (size_t i = 0; i < e->count; i++)
        out->floats[i] = (double)a->numbers[i * a->step] / power;
    return PHONY_OK;
}

PH_KERNEL(float_to_whole)
{
    phony_status status = PHONY_OK;

    for (size_t i = 0; !status && i < e->count; i++) {
        if (ph_whole_of(a->floats[i * a->step], &out->numbers[i])) {
            out->numbers[i] = 0;
            status = ph_row_no_number(e, step, out, i);
        }
    }
    return status;
}

PH_KERNEL(float_to_decimal)
{
    double power = (double)ph_power(step->type.scale);
    phony_status status = PHONY_OK;

    for (size_t i = 0; !status && i < e->count; i++) {
        if (ph_whole_of(a->floats[i * a->step] * power, &out->numbers[i]) ||
            ph_beyond_digits(out->numbers[i]))
            status = ph_row_no_number(e, step, out, i);
    }
    return status;
}
