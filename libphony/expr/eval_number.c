/* Arithmetic. A loop for each operation and type; where a result does not fit, a second one finds
 * the row, for it may be null or not count. */
#include <math.h>
#include <string.h>

#include "base/random.h"
#include "expr/expr_parts.h"

int64_t ph_power(int64_t places)
{
    int64_t power = 1;

    while (places-- > 0)
        power *= 10;
    return power;
}

static int64_t divide_even(int64_t n, int64_t d)
{
    int64_t whole = n / d, rest = n % d, magnitude = rest < 0 ? -rest : rest;

    if (magnitude > d - magnitude || (magnitude == d - magnitude && whole & 1))
        whole += rest < 0 ? -1 : 1;
    return whole;
}

ph_int128 ph_divide_even(ph_int128 n, ph_int128 d)
{
    ph_int128 whole, rest, magnitude;

    if (n == (int64_t)n && d == (int64_t)d) /* several times as fast */
        return divide_even((int64_t)n, (int64_t)d);
    whole = n / d;
    rest = n % d;
    magnitude = rest < 0 ? -rest : rest;
    if (magnitude > d - magnitude || (magnitude == d - magnitude && whole & 1))
        whole += rest < 0 ? -1 : 1;
    return whole;
}

typedef int (*number_rule)(int64_t x, int64_t y, int64_t *to);

static phony_status refuse_numbers(ph_eval *e, const ph_step *step, const ph_operand *a,
                                   ph_values *out, number_rule rule)
{
    phony_status status = PHONY_OK;
    int64_t ignored;

    for (size_t i = 0; !status && i < e->count; i++) {
        if (rule(a[0].numbers[i * a[0].step], a[1].numbers[i * a[1].step], &ignored))
            status = ph_row_no_number(e, step, out, i);
    }
    return status;
}

/* A kernel of a rule that gives 1 where the result does not fit. */
#define NUMBERS(name)                                                                              \
    PH_KERNEL(name)                                                                                \
    {                                                                                              \
        const int64_t *x = a[0].numbers, *y = a[1].numbers;                                        \
        const size_t x_step = a[0].step, y_step = a[1].step, count = e->count;                     \
        int64_t *to = out->numbers;                                                                \
        int bad = 0;                                                                               \
                                                                                                   \
        for (size_t i = 0; i < count; i++)                                                         \
            bad |= name(x[i * x_step], y[i * y_step], &to[i]);                                     \
        return bad ? refuse_numbers(e, step, a, out, name) : PHONY_OK;                             \
    }

static inline int add_wholes(int64_t x, int64_t y, int64_t *to)
{
    return __builtin_add_overflow(x, y, to);
}
NUMBERS(add_wholes)

static inline int subtract_wholes(int64_t x, int64_t y, int64_t *to)
{
    return __builtin_sub_overflow(x, y, to);
}
NUMBERS(subtract_wholes)

static inline int multiply_wholes(int64_t x, int64_t y, int64_t *to)
{
    return __builtin_mul_overflow(x, y, to);
}
NUMBERS(multiply_wholes)

static inline int add_decimals(int64_t x, int64_t y, int64_t *to)
{
    return __builtin_add_overflow(x, y, to) | ph_beyond_digits(*to);
}
NUMBERS(add_decimals)

static inline int subtract_decimals(int64_t x, int64_t y, int64_t *to)
{
    return __builtin_sub_overflow(x, y, to) | ph_beyond_digits(*to);
}
NUMBERS(subtract_decimals)

static inline int multiply_exactly(int64_t x, int64_t y, int64_t *to)
{
    return __builtin_mul_overflow(x, y, to) | ph_beyond_digits(*to);
}
NUMBERS(multiply_exactly)

/* ---- Decimals that lose places --------------------------------------------------------------- */

static int take_digits(ph_int128 digits, int64_t *to)
{
    *to = (int64_t)digits;
    return digits != *to || ph_beyond_digits(*to);
}

PH_KERNEL(multiply_decimals)
{
    int32_t lost = a[0].type.scale + a[1].type.scale - step->type.scale;
    ph_int128 power = ph_power(lost);
    phony_status status = PHONY_OK;

    if (lost <= 0)
        return ph_eval_multiply_exactly(e, step, a, out);
    for (size_t i = 0; !status && i < e->count; i++) {
        ph_int128 product = (ph_int128)a[0].numbers[i * a[0].step] * a[1].numbers[i * a[1].step];
        if (take_digits(ph_divide_even(product, power), &out->numbers[i]))
            status = ph_row_no_number(e, step, out, i);
    }
    return status;
}

static ph_int128 wide_power(int32_t places)
{
    return places > 18 ? (ph_int128)ph_power(18) * ph_power(places - 18) : ph_power(places);
}

/* y != 0. What overflows 128 bits here is beyond 64 after the division, too. */
static int divide(int64_t x, int64_t y, ph_int128 power, int64_t *to)
{
    ph_int128 n, d = y < 0 ? -(ph_int128)y : y;

    if (__builtin_mul_overflow(y < 0 ? -(ph_int128)x : x, power, &n))
        return 1;
    return take_digits(ph_divide_even(n, d), to);
}

PH_KERNEL(divide_decimals)
{
    ph_int128 power = wide_power(step->type.scale - a[0].type.scale + a[1].type.scale);
    phony_status status = PHONY_OK;

    for (size_t i = 0; !status && i < e->count; i++) {
        int64_t x = a[0].numbers[i * a[0].step], y = a[1].numbers[i * a[1].step];
        if (ph_out_is_null(out, i) || !y)
            ph_values_put_null(out, i);
        else if (divide(x, y, power, &out->numbers[i]))
            status = ph_row_no_number(e, step, out, i);
    }
    return status;
}

/* Of wholes, and of decimals with the same places: the sign is that of x. */
PH_KERNEL(modulo)
{
    (void)step;
    for (size_t i = 0; i < e->count; i++) {
        int64_t x = a[0].numbers[i * a[0].step], y = a[1].numbers[i * a[1].step];
        if (!y)
            ph_values_put_null(out, i);
        else
            out->numbers[i] = y == -1 ? 0 : x % y;
    }
    return PHONY_OK;
}

/* ---- One operand --------------------------------------------------------------------------- */

PH_KERNEL(negate_whole)
{
    phony_status status = PHONY_OK;

    for (size_t i = 0; !status && i < e->count; i++) {
        if (__builtin_sub_overflow(0, a->numbers[i * a->step], &out->numbers[i]))
            status = ph_row_no_number(e, step, out, i);
    }
    return status;
}

PH_KERNEL(abs_whole)
{
    phony_status status = PHONY_OK;

    for (size_t i = 0; !status && i < e->count; i++) {
        int64_t x = a->numbers[i * a->step];
        out->numbers[i] = x;
        if (x < 0 && __builtin_sub_overflow(0, x, &out->numbers[i]))
            status = ph_row_no_number(e, step, out, i);
    }
    return status;
}

PH_KERNEL(negate_float)
{
    (void)step;
    for (size_t i = 0; i < e->count; i++)
        out->floats[i] = -a->floats[i * a->step];
    return PHONY_OK;
}

PH_KERNEL(abs_float)
{
    (void)step;
    for (size_t i = 0; i < e->count; i++)
        out->floats[i] = __builtin_fabs(a->floats[i * a->step]);
    return PHONY_OK;
}

/* ---- Floats -------------------------------------------------------------------------------- */

static phony_status check_floats(ph_eval *e, const ph_step *step, ph_values *out)
{
    phony_status status = PHONY_OK;

    for (size_t i = 0; !status && i < e->count; i++) {
        if (!isfinite(out->floats[i]))
            status = ph_row_no_number(e, step, out, i);
    }
    return status;
}

#define FLOATS(name, sign)                                                                         \
    PH_KERNEL(name)                                                                                \
    {                                                                                              \
        const double *x = a[0].floats, *y = a[1].floats;                                           \
        const size_t x_step = a[0].step, y_step = a[1].step, count = e->count;                     \
        double *to = out->floats;                                                                  \
        int bad = 0;                                                                               \
                                                                                                   \
        for (size_t i = 0; i < count; i++) {                                                       \
            to[i] = x[i * x_step] sign y[i * y_step];                                              \
            bad |= !isfinite(to[i]);                                                               \
        }                                                                                          \
        return bad ? check_floats(e, step, out) : PHONY_OK;                                        \
    }
FLOATS(add_floats, +)
FLOATS(subtract_floats, -)
FLOATS(multiply_floats, *)

PH_KERNEL(divide_floats)
{
    phony_status status = PHONY_OK;

    for (size_t i = 0; !status && i < e->count; i++) {
        double y = a[1].floats[i * a[1].step];
        out->floats[i] = 0;
        if (ph_out_is_null(out, i) || y == 0) {
            ph_values_put_null(out, i);
            continue;
        }
        out->floats[i] = a[0].floats[i * a[0].step] / y;
        if (!isfinite(out->floats[i]))
            status = ph_row_no_number(e, step, out, i);
    }
    return status;
}

/* The high 53 bits of a draw. */
PH_KERNEL(random)
{
    (void)a;
    for (size_t i = 0; i < e->count; i++) {
        uint64_t word =
            ph_stream_word(ph_stream(e->key, ph_row(e->rows, i)), (uint64_t)step->detail);
        out->floats[i] = (double)(word >> 11) * 0x1p-53;
    }
    return PHONY_OK;
}
