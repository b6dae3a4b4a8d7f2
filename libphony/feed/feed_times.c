/* `date`, `datetime`, `time`: uniform in a span of time, which may be bound to other times of the
 * row. All is reckoned in microseconds and given in steps of the precision, counted from 1970 (or
 * midnight). */
#include "base/error.h"
#include "feed/cards.h"
#include "feed/feed_range.h"

#define FIRST_MOMENT (-719162 * PH_MICROSECONDS_A_DAY) /* of year 1 */
#define LAST_MOMENT (2932897 * PH_MICROSECONDS_A_DAY - 1)

/* In the order of `PRECISIONS`. */
static const int64_t precisions[] = {1, 1000, 1000000, 60000000, INT64_C(3600000000)};
#define PRECISIONS "microsecond|millisecond|second|minute|hour"

/* ---- Bounds -------------------------------------------------------------------------------- */

/* A moment of another field. */
static int64_t moment_of(const ph_option *option, const ph_feed_frame *frame, size_t i, int *null)
{
    int64_t number = ph_option_number(option, frame, i, null);

    return frame->inputs[option->input]->type.kind == PH_TYPE_DATE ? number * PH_MICROSECONDS_A_DAY
                                                                   : number;
}

static int has_within(const ph_range *range)
{
    return range->within.months || range->within.microseconds;
}

/* A span without months needs no calendar. */
static int move(int64_t from, ph_span span, int64_t *to)
{
    if (span.months)
        return ph_span_add(from, span, to);
    *to = from + span.microseconds;
    return *to < FIRST_MOMENT || *to > LAST_MOMENT ? -1 : 0;
}

/* (after, after + within], [before - within, before), or what `after` and `before` leave of
 * [min, max]; where both are given, of all times. */
static int narrow(const ph_range *range, const ph_feed_frame *frame, size_t i, ph_bounds *b)
{
    const ph_span back = {-range->within.months, -range->within.microseconds};
    int has_after = range->after.input >= 0, has_before = range->before.input >= 0;
    int64_t after = has_after ? moment_of(&range->after, frame, i, &b->null) : 0;
    int64_t before = has_before ? moment_of(&range->before, frame, i, &b->null) : 0;
    int64_t least = has_after ? after + 1 : range->min.given ? b->least : FIRST_MOMENT;
    int64_t most = has_before ? before - 1 : range->max.given ? b->most : LAST_MOMENT;

    if (b->null)
        return 0;
    if (has_within(range) && ((has_after && move(after, range->within, &most) < 0) ||
                              (has_before && move(before, back, &least) < 0)))
        return -1;
    if (!has_within(range) && !(has_after && has_before)) {
        least = has_after ? least : b->least;
        most = has_before ? most : b->most;
    }
    b->least = range->min.given && b->least > least ? b->least : least;
    b->most = range->max.given && b->most < most ? b->most : most;
    return 0;
}

/* Bounds in microseconds to those that the precision leaves. Beside `after` or `before` alone, a
 * default on the other side gives way: the next value is always there. */
static void settle(const ph_range *range, ph_bounds *b)
{
    int has_after = range->after.input >= 0, has_before = range->before.input >= 0;

    b->least = ph_ceiling_div(b->least, range->zoom);
    b->most = ph_floor_div(b->most, range->zoom);
    if (b->least > b->most && has_after && !has_before && !range->max.given)
        b->most = b->least;
    if (b->least > b->most && has_before && !has_after && !range->min.given)
        b->least = b->most;
    b->least *= range->step;
    b->most *= range->step;
}

static int time_bounds(const ph_range *range, const ph_feed_frame *frame, size_t i, ph_bounds *b)
{
    b->least = ph_option_number(&range->min, frame, i, &b->null);
    b->most = ph_option_number(&range->max, frame, i, &b->null);
    if ((range->after.input >= 0 || range->before.input >= 0) && narrow(range, frame, i, b) < 0)
        return -1;
    settle(range, b);
    return 0;
}

/* ---- Making -------------------------------------------------------------------------------- */

static phony_status check_near(const ph_feed_request *request, const ph_option *near,
                               const char *name, phony_error *error)
{
    ph_type_kind kind = near->input < 0 ? PH_TYPE_DATE : request->input_types[near->input].kind;

    if (kind == PH_TYPE_DATE || kind == PH_TYPE_TIMESTAMP || kind == PH_TYPE_TIMESTAMPTZ)
        return PHONY_OK;
    return ph_fail(error, PHONY_ERROR_ARGUMENT, "'%s' must be a date or a timestamp", name);
}

static phony_status check_within(const ph_range *range, const ph_option *within, phony_error *error)
{
    ph_span span = within->span;
    int has_after = range->after.input >= 0, has_before = range->before.input >= 0;

    if (!within->given)
        return PHONY_OK;
    if (has_after == has_before)
        return ph_fail(error, PHONY_ERROR_ARGUMENT,
                       "'within' is a distance from 'after' or 'before': it needs one of them%s",
                       has_after ? ", not both" : "");
    if (span.months < 0 || span.microseconds < 0 ||
        (span.months == 0 && span.microseconds < range->zoom))
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "'within' must be %s or more",
                       range->feed.type.kind == PH_TYPE_DATE ? "a day" : "one of its 'precision'");
    return PHONY_OK;
}

static phony_status make_moment(const ph_feed_request *request, ph_range *range, ph_feed **feed,
                                phony_error *error)
{
    const ph_option *within = ph_feed_option(request, "within");
    phony_status status;

    range->rule = time_bounds;
    range->min = *ph_feed_option(request, "min");
    range->max = *ph_feed_option(request, "max");
    range->after = *ph_feed_option(request, "after");
    range->before = *ph_feed_option(request, "before");
    if (range->min.input < 0 && range->max.input < 0 && range->min.given && range->max.given &&
        range->min.number > range->max.number)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "'min' is later than 'max'");
    range->within = within->given ? within->span : (ph_span){0, 0};
    status = check_near(request, &range->after, "after", error);
    if (!status)
        status = check_near(request, &range->before, "before", error);
    if (!status)
        status = check_within(range, within, error);
    return status ? status : ph_range_new(request, range, feed, error);
}

static phony_status make_date(const ph_feed_request *request, ph_feed **feed, phony_error *error)
{
    ph_range range = {.feed = {.type = {.kind = PH_TYPE_DATE}},
                      .step = 1,
                      .zoom = PH_MICROSECONDS_A_DAY,
                      .floor = FIRST_MOMENT / PH_MICROSECONDS_A_DAY,
                      .ceiling = LAST_MOMENT / PH_MICROSECONDS_A_DAY};

    return make_moment(request, &range, feed, error);
}

static int64_t precision_of(const ph_feed_request *request)
{
    return precisions[ph_feed_option(request, "precision")->number];
}

static phony_status make_datetime(const ph_feed_request *request, ph_feed **feed,
                                  phony_error *error)
{
    ph_type_kind kind =
        request->type.kind == PH_TYPE_TIMESTAMPTZ ? PH_TYPE_TIMESTAMPTZ : PH_TYPE_TIMESTAMP;
    int64_t precision = precision_of(request);
    ph_range range = {.feed = {.type = {.kind = kind}},
                      .step = precision,
                      .zoom = precision,
                      .floor = FIRST_MOMENT,
                      .ceiling = LAST_MOMENT};

    return make_moment(request, &range, feed, error);
}

static phony_status make_time(const ph_feed_request *request, ph_feed **feed, phony_error *error)
{
    int64_t precision = precision_of(request);
    ph_range range = {.feed = {.type = {.kind = PH_TYPE_TIME}},
                      .rule = time_bounds,
                      .step = precision,
                      .zoom = precision,
                      .ceiling = PH_MICROSECONDS_A_DAY - 1,
                      .min = *ph_feed_option(request, "min"),
                      .max = *ph_feed_option(request, "max"),
                      .after = {.input = -1},
                      .before = {.input = -1}};

    return ph_range_new(request, &range, feed, error);
}

/* ---- Cards --------------------------------------------------------------------------------- */

#define PRECISION                                                                                  \
    "precision", PH_OPTION_CHOICE, 0, "second", PRECISIONS, "what values are whole numbers of"

/* Those of a date are the same without the last. */
static const ph_option_card moment_options[] = {
    {"min", PH_OPTION_MOMENT, PH_OPTION_BY_ROW, "-2y", NULL, "the earliest"},
    {"max", PH_OPTION_MOMENT, PH_OPTION_BY_ROW, "now", NULL, "the latest"},
    {"after", PH_OPTION_FIELD, PH_OPTION_BY_ROW, NULL, NULL, "only what is later than this"},
    {"before", PH_OPTION_FIELD, PH_OPTION_BY_ROW, NULL, NULL, "only what is earlier than this"},
    {"within", PH_OPTION_SPAN, 0, NULL, NULL, "at most as far from after, or from before"},
    {PRECISION},
};
enum { MOMENT_OPTIONS = sizeof moment_options / sizeof *moment_options };

const ph_card ph_card_date = {
    .type = "date",
    .summary = "days, each as likely as another",
    .options = moment_options,
    .option_count = MOMENT_OPTIONS - 1,
    .gives = PH_TYPE_DATE,
    .fit = PHONY_FIT_UNIQUE | PHONY_FIT_BY_ROW,
    .make = make_date,
};
const ph_card ph_card_datetime = {
    .type = "datetime",
    .summary = "dates with a time, each moment as likely as another",
    .options = moment_options,
    .option_count = MOMENT_OPTIONS,
    .gives = PH_TYPE_TIMESTAMP,
    .fit = PHONY_FIT_UNIQUE | PHONY_FIT_BY_ROW,
    .make = make_datetime,
};

static const ph_option_card time_options[] = {
    {"min", PH_OPTION_CLOCK, PH_OPTION_BY_ROW, "00:00", NULL, "the earliest"},
    {"max", PH_OPTION_CLOCK, PH_OPTION_BY_ROW, "23:59:59", NULL, "the latest"},
    {PRECISION},
};
const ph_card ph_card_time = {
    .type = "time",
    .summary = "times of the day, each as likely as another",
    .options = time_options,
    .option_count = sizeof time_options / sizeof *time_options,
    .gives = PH_TYPE_TIME,
    .fit = PHONY_FIT_UNIQUE | PHONY_FIT_BY_ROW,
    .make = make_time,
};
