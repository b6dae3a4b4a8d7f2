/* Cells of dates, times and timestamps: whole columns, with arithmetic of 32 bits where it does. */
#include "base/error.h"
#include "write/cells.h"
#include "write/digits.h"

#define DAY_FIRST INT64_C(-719162) /* 0001-01-01 */
#define DAY_LAST INT64_C(2932896)  /* 9999-12-31 */
enum { DATE = 10, WIDEST = 48 /* quotes, date, time, zone and what may be written past them */ };

static phony_status outside(const ph_cells *cells, size_t i, const char *what, phony_error *error)
{
    return ph_fail(error, PHONY_ERROR_LIMIT, "row %llu: a %s",
                   (unsigned long long)(cells->first + i), what);
}

/* A day of the years 1 to 9999, by Neri and Schneider, "Euclidean affine functions and their
 * application to calendar algorithms" (2022): years begin in March, and divisions are
 * multiplications of which both halves count. */
static void put_date(char *out, int64_t days)
{
    uint32_t n1 = 4 * (uint32_t)(days + 719468) + 3, century = n1 / 146097;
    uint32_t n2 = (n1 % 146097) | 3;
    uint64_t product = UINT64_C(2939745) * n2;
    uint32_t of_year = (uint32_t)product / 2939745 / 4;
    uint32_t n3 = 2141 * of_year + 197913, month = n3 >> 16;
    uint32_t next = of_year >= 306, year = 100 * century + (uint32_t)(product >> 32) + next;

    ph_put_digits(out, year, 4);
    out[4] = out[7] = '-';
    ph_put_two(out + 5, next ? month - 12 : month);
    ph_put_two(out + 8, (n3 & 0xffff) / 2141 + 1);
}

/* ".5": microseconds without zeros at the end. */
static char *put_fraction(char *out, uint32_t microseconds)
{
    *out = '.';
    out = ph_put_digits(out + 1, microseconds, 6);
    while (out[-1] == '0')
        out--;
    return out;
}

static inline char *put_clock(char *out, uint64_t microseconds)
{
    uint32_t seconds = (uint32_t)(microseconds / 1000000), minutes = seconds / 60;
    uint32_t fraction = (uint32_t)(microseconds - seconds * UINT64_C(1000000));

    ph_put_two(out, minutes / 60);
    ph_put_two(out + 3, minutes % 60);
    ph_put_two(out + 6, seconds - 60 * minutes);
    out[2] = out[5] = ':';
    return fraction ? put_fraction(out + 8, fraction) : out + 8;
}

phony_status ph_render_dates(const ph_style *style, const ph_values *values, size_t from,
                             size_t rows, ph_cells *cells, phony_error *error)
{
    char *out;
    phony_status status = ph_cells_begin(cells, rows * WIDEST, &out, error);

    for (size_t i = 0; !status && i < rows; i++) {
        int64_t days = values->numbers[from + i];
        ph_cells_mark(cells, i, out);
        if (ph_values_is_null(values, from + i)) {
            out = ph_put(out, style->null);
            continue;
        }
        if (days < DAY_FIRST || days > DAY_LAST)
            return outside(cells, i, "date outside of the years 1 to 9999", error);
        out = ph_put(out, style->quote);
        put_date(out, days);
        out = ph_put(out + DATE, style->quote);
    }
    return status ? status : ph_cells_end(cells, rows, out);
}

phony_status ph_render_clocks(const ph_style *style, const ph_values *values, size_t from,
                              size_t rows, ph_cells *cells, phony_error *error)
{
    char *out;
    phony_status status = ph_cells_begin(cells, rows * WIDEST, &out, error);

    for (size_t i = 0; !status && i < rows; i++) {
        int64_t time = values->numbers[from + i];
        ph_cells_mark(cells, i, out);
        if (ph_values_is_null(values, from + i)) {
            out = ph_put(out, style->null);
            continue;
        }
        if (time < 0 || time >= PH_MICROSECONDS_A_DAY)
            return outside(cells, i, "time of day outside of 00:00 to 24:00", error);
        out = put_clock(ph_put(out, style->quote), (uint64_t)time);
        out = ph_put(out, style->quote);
    }
    return status ? status : ph_cells_end(cells, rows, out);
}

/* What is the same from row to row, or often so. */
typedef struct moments {
    const char *quote, *utc;
    int64_t day;         /* whose date `date` is */
    char date[DATE + 6]; /* and the separator */
} moments;

static inline char *put_moment(moments *m, char *out, int64_t day, uint64_t time)
{
    if (day != m->day) {
        put_date(m->date, day);
        m->day = day;
    }
    out = ph_put(out, m->quote);
    memcpy(out, m->date, sizeof m->date);
    out = put_clock(out + DATE + 1, time);
    return ph_put(ph_put(out, m->utc), m->quote);
}

phony_status ph_render_moments(const ph_style *style, const ph_values *values, size_t from,
                               size_t rows, ph_cells *cells, phony_error *error)
{
    moments m = {style->quote, values->type.kind == PH_TYPE_TIMESTAMPTZ ? style->utc : "",
                 INT64_MAX, ""};
    char *out;
    phony_status status = ph_cells_begin(cells, rows * WIDEST, &out, error);

    m.date[DATE] = style->separator;
    for (size_t i = 0; !status && i < rows; i++) {
        /* From the first day on, so that the division is one of numbers that are not negative. */
        uint64_t since =
            (uint64_t)values->numbers[from + i] - (uint64_t)(DAY_FIRST * PH_MICROSECONDS_A_DAY);
        uint64_t day = since / (uint64_t)PH_MICROSECONDS_A_DAY;
        ph_cells_mark(cells, i, out);
        if (ph_values_is_null(values, from + i))
            out = ph_put(out, style->null);
        else if (day <= (uint64_t)(DAY_LAST - DAY_FIRST))
            out = put_moment(&m, out, (int64_t)day + DAY_FIRST,
                             since - day * (uint64_t)PH_MICROSECONDS_A_DAY);
        else
            return outside(cells, i, "time outside of the years 1 to 9999", error);
    }
    return status ? status : ph_cells_end(cells, rows, out);
}
