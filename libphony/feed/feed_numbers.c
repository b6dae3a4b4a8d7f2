/* `integer`, `decimal`, `port`: uniform whole numbers and decimals, exact. */
#include "base/error.h"
#include "base/json_tree.h"
#include "feed/cards.h"
#include "feed/feed_draw.h"
#include "feed/feed_range.h"

/* ---- Bounds -------------------------------------------------------------------------------- */

static int64_t power_of(int32_t places)
{
    int64_t power = 1;

    for (; places > 0; places--)
        power *= 10;
    return power;
}

/* To a scale, up or down where digits go, so that the bound is kept. */
static int rescale(int64_t digits, int32_t from, int32_t to, int up, int64_t *result)
{
    if (to >= from)
        return ph_decimal_rescale(digits, from, to, result);
    *result = up ? ph_ceiling_div(digits, power_of(from - to))
                 : ph_floor_div(digits, power_of(from - to));
    return 0;
}

/* A bound in the values that the feed gives. A default gives way to what the type holds. */
static int bound_of(const ph_range *range, const ph_option *option, const ph_feed_frame *frame,
                    size_t i, int up, ph_bounds *bounds, int64_t *bound)
{
    int32_t scale = option->scale;
    int64_t number = ph_option_number(option, frame, i, &bounds->null);

    if (option->input >= 0) {
        ph_type type = frame->inputs[option->input]->type;
        scale = type.kind == PH_TYPE_DECIMAL ? type.scale : 0;
    }
    if (rescale(number, scale, range->scale, up, bound) < 0 ||
        __builtin_mul_overflow(*bound, range->zoom, bound))
        return -1;
    if (!option->given)
        *bound = *bound < range->floor     ? range->floor
                 : *bound > range->ceiling ? range->ceiling
                                           : *bound;
    return 0;
}

static int number_bounds(const ph_range *range, const ph_feed_frame *frame, size_t i,
                         ph_bounds *bounds)
{
    return bound_of(range, &range->min, frame, i, 1, bounds, &bounds->least) < 0 ||
                   bound_of(range, &range->max, frame, i, 0, bounds, &bounds->most) < 0
               ? -1
               : 0;
}

static ph_range range_of(const ph_feed_request *request, ph_type type)
{
    return (ph_range){.feed = {.type = type},
                      .rule = number_bounds,
                      .step = 1,
                      .min = *ph_feed_option(request, "min"),
                      .max = *ph_feed_option(request, "max"),
                      .after = {.input = -1},
                      .before = {.input = -1},
                      .zoom = 1};
}

/* ---- Whole numbers ------------------------------------------------------------------------- */

/* The asked for type where it is one of whole numbers, else `natural`. */
static ph_range whole_range(const ph_feed_request *request, ph_type_kind natural)
{
    ph_range range = range_of(request, (ph_type){.kind = natural});

    range.feed.type.kind =
        ph_whole_limits(request->type.kind, natural, &range.floor, &range.ceiling);
    return range;
}

static phony_status make_integer(const ph_feed_request *request, ph_feed **feed, phony_error *error)
{
    ph_range range = whole_range(request, PH_TYPE_INT64);

    range.step = ph_feed_option(request, "step")->number;
    if (range.step < 1)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "'step' must be 1 or more, not %lld",
                       (long long)range.step);
    return ph_range_new(request, &range, feed, error);
}

static phony_status make_port(const ph_feed_request *request, ph_feed **feed, phony_error *error)
{
    ph_range range = whole_range(request, PH_TYPE_INT32);

    range.floor = 0;
    range.ceiling = range.ceiling < 65535 ? range.ceiling : 65535;
    return ph_range_new(request, &range, feed, error);
}

static const ph_option_card integer_options[] = {
    {"min", PH_OPTION_WHOLE, PH_OPTION_BY_ROW, "0", NULL, "the least value"},
    {"max", PH_OPTION_WHOLE, PH_OPTION_BY_ROW, "2147483647", NULL, "the greatest value"},
    {"step", PH_OPTION_WHOLE, 0, "1", NULL, "only min, min + step, min + 2 step, ..."},
};
const ph_card ph_card_integer = {
    .type = "integer",
    .summary = "whole numbers, each as likely as another",
    .options = integer_options,
    .option_count = sizeof integer_options / sizeof *integer_options,
    .gives = PH_TYPE_INT64,
    .fit = PHONY_FIT_UNIQUE | PHONY_FIT_KEY | PHONY_FIT_BY_ROW,
    .make = make_integer,
};

static const ph_option_card port_options[] = {
    {"min", PH_OPTION_WHOLE, PH_OPTION_BY_ROW, "1024", NULL, "the least port, from 0 on"},
    {"max", PH_OPTION_WHOLE, PH_OPTION_BY_ROW, "65535", NULL, "the greatest port, up to 65535"},
};
const ph_card ph_card_port = {
    .type = "port",
    .summary = "port numbers of TCP and UDP",
    .options = port_options,
    .option_count = sizeof port_options / sizeof *port_options,
    .gives = PH_TYPE_INT32,
    .fit = PHONY_FIT_UNIQUE | PHONY_FIT_BY_ROW,
    .make = make_port,
};

/* ---- Decimals ------------------------------------------------------------------------------ */

/* That of bounds given as texts ("1.00"), else 2; more where a number says more. */
static int32_t natural_scale(const ph_option *min, const ph_option *max,
                             const ph_feed_request *request)
{
    const ph_option *bounds[] = {min, max};
    int32_t most = 0;
    int any_text = 0;

    for (size_t i = 0; i < 2; i++) {
        int32_t scale = bounds[i]->scale;
        if (!bounds[i]->given)
            continue;
        if (bounds[i]->input >= 0)
            scale = request->input_types[bounds[i]->input].scale;
        else
            any_text |= bounds[i]->tree->nodes[bounds[i]->node].kind == PH_JSON_STRING;
        most = scale > most ? scale : most;
    }
    return any_text || most > 2 ? most : 2;
}

/* The bounds' scale: that of the option, of the field's type, or what comes naturally. */
static int32_t scale_of(const ph_feed_request *request, const ph_range *range)
{
    const ph_option *scale = ph_feed_option(request, "scale");

    if (scale->given)
        return (int32_t)scale->number;
    if (request->type.kind == PH_TYPE_DECIMAL)
        return request->type.scale;
    return scale->text ? (int32_t)scale->number : natural_scale(&range->min, &range->max, request);
}

phony_status ph_decimal_range(const ph_feed_request *request, int32_t scale_max, int64_t magnitude,
                              ph_range *range, phony_error *error)
{
    const ph_option *scale = ph_feed_option(request, "scale");
    ph_type type = {PH_TYPE_DECIMAL, PH_DECIMAL_DIGITS_MAX, 0, 0};
    int64_t most;

    if (scale->given && (scale->number < 0 || scale->number > scale_max))
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "'scale' must be 0 to %d, not %lld", scale_max,
                       (long long)scale->number);
    *range = range_of(request, type);
    range->scale = type.scale = scale_of(request, range);
    type.precision = magnitude ? 3 + type.scale : PH_DECIMAL_DIGITS_MAX;
    if (request->type.kind == PH_TYPE_DECIMAL)
        type = request->type;
    range->scale = !scale->given && range->scale > scale_max ? scale_max : range->scale;
    if (range->scale > type.scale)
        return ph_fail(error, PHONY_ERROR_ARGUMENT,
                       "'scale' %d is more than the field's type has, %d", range->scale,
                       type.scale);
    range->feed.type = type;
    range->zoom = range->step = power_of(type.scale - range->scale);
    most = power_of(type.precision) - 1;
    if (magnitude && magnitude <= most / power_of(type.scale))
        most = magnitude * power_of(type.scale);
    range->ceiling = most / range->zoom * range->zoom;
    range->floor = -range->ceiling;
    return PHONY_OK;
}

static phony_status make_decimal(const ph_feed_request *request, ph_feed **feed, phony_error *error)
{
    ph_range range;
    phony_status status = ph_decimal_range(request, PH_DECIMAL_DIGITS_MAX, 0, &range, error);

    return status ? status : ph_range_new(request, &range, feed, error);
}

static const ph_option_card decimal_options[] = {
    {"min", PH_OPTION_DECIMAL, PH_OPTION_BY_ROW, "0", NULL, "the least value"},
    {"max", PH_OPTION_DECIMAL, PH_OPTION_BY_ROW, "1000", NULL, "the greatest value"},
    {"scale", PH_OPTION_WHOLE, 0, NULL, NULL,
     "places behind the point; else those of the field's type or of min and max as texts, else 2"},
};
const ph_card ph_card_decimal = {
    .type = "decimal",
    .summary = "decimals, each as likely as another, exact",
    .options = decimal_options,
    .option_count = sizeof decimal_options / sizeof *decimal_options,
    .gives = PH_TYPE_DECIMAL,
    .fit = PHONY_FIT_UNIQUE | PHONY_FIT_BY_ROW,
    .make = make_decimal,
};
