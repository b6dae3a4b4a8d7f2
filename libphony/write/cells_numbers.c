/* Cells of whole numbers, decimals, floats and booleans. */
#include <math.h>

#include "base/error.h"
#include "write/cells.h"
#include "write/digits.h"

enum { WIDEST = 32 /* bytes of a number, and what may be written past them */ };

static size_t widest(const ph_style *style)
{
    size_t null = strlen(style->null);

    return null > WIDEST ? null : WIDEST;
}

phony_status ph_render_wholes(const ph_style *style, const ph_values *values, size_t from,
                              size_t rows, ph_cells *cells, phony_error *error)
{
    const int64_t *numbers = values->numbers + from;
    char *out;
    phony_status status = ph_cells_begin(cells, rows * widest(style), &out, error);

    for (size_t i = 0; !status && i < rows; i++) {
        ph_cells_mark(cells, i, out);
        out = ph_values_is_null(values, from + i) ? ph_put(out, style->null)
                                                  : ph_put_signed(out, numbers[i]);
    }
    return status ? status : ph_cells_end(cells, rows, out);
}

/* ---- Decimals ----------------------------------------------------------------------------------
 */

/* `count` digits, at most 18, with leading zeros. */
static char *put_behind(char *out, uint64_t number, unsigned count)
{
    if (count > 16) {
        out = ph_put_digits(out, number / PH_TEN8 / PH_TEN8, count - 16);
        number %= PH_TEN8 * PH_TEN8;
        count = 16;
    }
    if (count > 8) {
        out = ph_put_digits(out, number / PH_TEN8, count - 8);
        number %= PH_TEN8;
        count = 8;
    }
    return ph_put_digits(out, number, count);
}

static inline char *put_decimal(char *out, int64_t digits, unsigned scale)
{
    uint64_t magnitude = digits < 0 ? 0 - (uint64_t)digits : (uint64_t)digits;

    *out = '-';
    out = ph_put_whole(out + (digits < 0), magnitude / (uint64_t)ph_powers_of_ten[scale]);
    *out++ = '.';
    return put_behind(out, magnitude % (uint64_t)ph_powers_of_ten[scale], scale);
}

phony_status ph_render_decimals(const ph_style *style, const ph_values *values, size_t from,
                                size_t rows, ph_cells *cells, phony_error *error)
{
    const int64_t *numbers = values->numbers + from;
    unsigned scale = (unsigned)values->type.scale;
    char *out;
    phony_status status;

    if (!scale)
        return ph_render_wholes(style, values, from, rows, cells, error);
    status = ph_cells_begin(cells, rows * widest(style), &out, error);
    for (size_t i = 0; !status && i < rows; i++) {
        ph_cells_mark(cells, i, out);
        out = ph_values_is_null(values, from + i) ? ph_put(out, style->null)
                                                  : put_decimal(out, numbers[i], scale);
    }
    return status ? status : ph_cells_end(cells, rows, out);
}

/* ---- Floats ------------------------------------------------------------------------------------
 */

/* Numbers with a few places, as most are: where n / 10^s is the number, with n and 10^s exact, the
 * quotient is the double nearest to the decimal, so n with the point s digits from its end reads
 * back as it, and the least s gives the fewest digits. Below 10^14 no other n has this quotient, so
 * how the product is rounded makes no difference. Others take the long way. */
static char *put_few_places(char *out, double number)
{
    static const double tens[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8};
    double magnitude = number < 0 ? -number : number;

    if (!(magnitude < 1e6) || magnitude < 1e-4)
        return NULL;
    for (unsigned places = 0; places < 9; places++) {
        uint64_t digits = (uint64_t)(magnitude * tens[places] + 0.5);
        if ((double)digits / tens[places] != magnitude)
            continue;
        if (places)
            return put_decimal(out, number < 0 ? -(int64_t)digits : (int64_t)digits, places);
        return ph_put_signed(out, number < 0 ? -(int64_t)digits : (int64_t)digits);
    }
    return NULL;
}

static char *put_float(char *out, double number)
{
    char *end = put_few_places(out, number);

    return end ? end : out + ph_float_write(number, out);
}

phony_status ph_render_floats(const ph_style *style, const ph_values *values, size_t from,
                              size_t rows, ph_cells *cells, phony_error *error)
{
    char *out;
    phony_status status = ph_cells_begin(cells, rows * widest(style), &out, error);

    for (size_t i = 0; !status && i < rows; i++) {
        double number = values->floats[from + i];
        ph_cells_mark(cells, i, out);
        if (ph_values_is_null(values, from + i))
            out = ph_put(out, style->null);
        else if (isfinite(number))
            out = put_float(out, number);
        else
            return ph_fail(error, PHONY_ERROR_LIMIT,
                           "row %llu: a float that is infinite or no number cannot be written",
                           (unsigned long long)(cells->first + i));
    }
    return status ? status : ph_cells_end(cells, rows, out);
}

phony_status ph_render_booleans(const ph_style *style, const ph_values *values, size_t from,
                                size_t rows, ph_cells *cells, phony_error *error)
{
    char *out;
    phony_status status = ph_cells_begin(cells, rows * widest(style), &out, error);

    for (size_t i = 0; !status && i < rows; i++) {
        const char *truth = values->numbers[from + i] ? style->yes : style->no;
        ph_cells_mark(cells, i, out);
        out = ph_put(out, ph_values_is_null(values, from + i) ? style->null : truth);
    }
    return status ? status : ph_cells_end(cells, rows, out);
}
