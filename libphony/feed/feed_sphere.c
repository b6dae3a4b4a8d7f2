/* `latitude` and `longitude`: decimals of degrees, uniform on the sphere. Equal areas lie between
 * equal distances along its axis (Archimedes), so the sine of the latitude is uniform. Sine and
 * arc sine are series of + - * / and the square root, the same on every platform. */
#include <math.h>

#include "base/alloc.h"
#include "base/error.h"
#include "feed/cards.h"
#include "feed/feed_draw.h"
#include "feed/feed_range.h"

#define HALF_PI 0x1.921fb54442d18p0
enum { SCALE_MAX = 12, SINE_TERMS = 13 };

typedef struct latitude {
    ph_feed feed;
    ph_range range;
    double low, high; /* sines of constant bounds */
    ph_bounds bounds;
    int by_row;
} latitude;

/* ---- Functions ----------------------------------------------------------------------------- */

/* Taylor's series from its far end, for |x| up to pi / 2: the rest is below 1e-20. */
static double sine(double x)
{
    double square = x * x, sum = 1;

    for (int k = SINE_TERMS; k > 0; k--)
        sum = 1 - sum * square / (double)(2 * k * (2 * k + 1));
    return x * sum;
}

/* Of the terms of the arc sine: by how much each is less than the one before, but for x^2. */
#define TERM(k) ((2. * (k)-1) * (2. * (k)-1) / (2. * (k) * (2. * (k) + 1)))
#define FOUR(k) TERM(k), TERM((k) + 1), TERM((k) + 2), TERM((k) + 3)
static const double arc_terms[] = {FOUR(1), FOUR(5), FOUR(9), FOUR(13), FOUR(17), FOUR(21)};
enum { ARC_TERMS = sizeof arc_terms / sizeof *arc_terms };

/* The same of the arc sine, for |x| up to 1/2, where a term is less than a quarter of the one
 * before: the rest is below 1e-17. */
static inline double small_arc(double x)
{
    double square = x * x, sum = 1;

    for (int k = ARC_TERMS; k > 0; k--)
        sum = 1 + sum * (square * arc_terms[k - 1]);
    return x * sum;
}

static double arc_sine(double x)
{
    double size = x < 0 ? -x : x, arc;

    if (size <= 0.5)
        return small_arc(x);
    arc = HALF_PI - 2 * small_arc(sqrt((1 - (size < 1 ? size : 1)) / 2));
    return x < 0 ? -arc : arc;
}

/* ---- Latitudes ----------------------------------------------------------------------------- */

/* A right angle in the units of the range. */
static double quarter(const ph_range *range)
{
    double units = 90;

    for (int32_t i = 0; i < range->scale; i++)
        units *= 10;
    return units;
}

static double sine_of(const ph_range *range, int64_t value)
{
    const int64_t step = value / range->zoom;

    return sine((double)step / quarter(range) * HALF_PI);
}

/* Rounded to the nearest, within the bounds. */
static int64_t draw(const ph_range *range, const ph_bounds *bounds, double low, double high,
                    uint64_t word)
{
    double units = arc_sine(low + (high - low) * ph_unit(word)) / HALF_PI * quarter(range);
    int64_t value = (int64_t)(units < 0 ? units - 0.5 : units + 0.5) * range->zoom;

    value = value < bounds->least ? bounds->least : value;
    return value > bounds->most ? bounds->most : value;
}

static phony_status fill_latitudes(const ph_feed *feed, const ph_feed_frame *frame, ph_values *out,
                                   phony_error *error)
{
    const latitude *l = (const latitude *)feed;
    ph_bounds bounds = l->bounds;
    double low = l->low, high = l->high;
    phony_status status = ph_values_begin(out, feed->type, frame->rows->count, error);

    for (size_t i = 0; !status && i < frame->rows->count; i++) {
        if (l->by_row) {
            status = ph_range_row_bounds(&l->range, frame, i, &bounds, error);
            if (status || bounds.null) {
                ph_values_put_null(out, i);
                continue;
            }
            low = sine_of(&l->range, bounds.least);
            high = sine_of(&l->range, bounds.most);
        }
        out->numbers[i] =
            draw(&l->range, &bounds, low, high, ph_row_word(frame->key, ph_row(frame->rows, i)));
    }
    return status;
}

static void free_latitude(ph_feed *feed)
{
    ph_free(feed);
}

static const ph_feed_class latitude_class = {.fill = fill_latitudes, .free = free_latitude};

static phony_status make_latitude(const ph_feed_request *request, ph_feed **feed,
                                  phony_error *error)
{
    latitude *l;
    phony_status status;

    if (request->unique)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "latitudes cannot be unique: longitudes can");
    l = ph_calloc(1, sizeof *l);
    if (!l)
        return ph_fail_memory(error);
    status = ph_decimal_range(request, SCALE_MAX, 90, &l->range, error);
    l->by_row = l->range.min.input >= 0 || l->range.max.input >= 0;
    if (!status && !l->by_row)
        status = ph_range_fixed_bounds(&l->range, &l->bounds, error);
    if (status) {
        ph_free(l);
        return status;
    }
    l->low = sine_of(&l->range, l->bounds.least);
    l->high = sine_of(&l->range, l->bounds.most);
    l->feed = (ph_feed){&latitude_class, l->range.feed.type};
    *feed = &l->feed;
    return PHONY_OK;
}

/* ---- Longitudes ---------------------------------------------------------------------------- */

static phony_status make_longitude(const ph_feed_request *request, ph_feed **feed,
                                   phony_error *error)
{
    ph_range range;
    phony_status status = ph_decimal_range(request, SCALE_MAX, 180, &range, error);

    return status ? status : ph_range_new(request, &range, feed, error);
}

/* ---- Cards --------------------------------------------------------------------------------- */

static const ph_option_card latitude_options[] = {
    {"min", PH_OPTION_DECIMAL, PH_OPTION_BY_ROW, "-90", NULL, "the southernmost, in degrees"},
    {"max", PH_OPTION_DECIMAL, PH_OPTION_BY_ROW, "90", NULL, "the northernmost, in degrees"},
    {"scale", PH_OPTION_WHOLE, 0, "6", NULL, "places behind the point, up to 12"},
};
const ph_card ph_card_latitude = {
    .type = "latitude",
    .summary = "degrees of latitude, uniform on the sphere",
    .options = latitude_options,
    .option_count = sizeof latitude_options / sizeof *latitude_options,
    .gives = PH_TYPE_DECIMAL,
    .fit = PHONY_FIT_BY_ROW,
    .make = make_latitude,
};

static const ph_option_card longitude_options[] = {
    {"min", PH_OPTION_DECIMAL, PH_OPTION_BY_ROW, "-180", NULL, "the westernmost, in degrees"},
    {"max", PH_OPTION_DECIMAL, PH_OPTION_BY_ROW, "180", NULL, "the easternmost, in degrees"},
    {"scale", PH_OPTION_WHOLE, 0, "6", NULL, "places behind the point, up to 12"},
};
const ph_card ph_card_longitude = {
    .type = "longitude",
    .summary = "degrees of longitude, uniform on the sphere",
    .options = longitude_options,
    .option_count = sizeof longitude_options / sizeof *longitude_options,
    .gives = PH_TYPE_DECIMAL,
    .fit = PHONY_FIT_UNIQUE | PHONY_FIT_BY_ROW,
    .make = make_longitude,
};
