/* Events: paths in order, branches by their chances, what is not reached, what comes again; states
 * that make no sense. */
#include <math.h>
#include <stdio.h>

#include "feed_util.h"

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))
enum { ROWS = 100000 };
#define DAY PH_MICROSECONDS_A_DAY
#define HOUR (DAY / 24)

#define SHOP                                                                                       \
    "\"first\": \"ordered\", \"start\": \"created_at\", \"states\": {"                             \
    "\"ordered\": {\"next\": {\"paid\": 0.9, \"cancelled\": 0.1},"                                 \
    "  \"delay\": {\"type\": \"exponential\", \"mean\": \"2h\"}},"                                 \
    "\"paid\": {\"next\": {\"shipped\": 1},"                                                       \
    "  \"delay\": {\"type\": \"lognormal\", \"median\": \"1d\", \"p90\": \"4d\"}},"                \
    "\"shipped\": {\"next\": {\"delivered\": 0.95, \"returned\": 0.03},"                           \
    "  \"delay\": {\"type\": \"normal\", \"mean\": \"2d\", \"deviation\": \"1d\"}},"               \
    "\"delivered\": {}, \"cancelled\": {}, \"returned\": {}}"

static const char *const shop_states[] = {"ordered",   "paid",      "shipped",
                                          "delivered", "cancelled", "returned"};
enum { ORDERED, PAID, SHIPPED, DELIVERED, CANCELLED, RETURNED, SHOP_STATES };

/* ---- What all use -------------------------------------------------------------------------- */

/* Times by row: constant, or null where `null` says so. */
static void make_times(ph_values *values, ph_type_kind kind, const int64_t *numbers,
                       const int *nulls, size_t rows)
{
    phony_error error = {0};

    ck_assert_int_eq(ph_values_begin(values, (ph_type){.kind = kind}, rows, &error), PHONY_OK);
    for (size_t i = 0; i < rows; i++) {
        values->numbers[i] = numbers[i];
        if (nulls && nulls[i])
            ph_values_put_null(values, i);
    }
}

/* The event of a state, with the inputs of the events. */
static void open_event(feed_test *event, const feed_test *events, const char *state,
                       const char *type)
{
    char options[128];

    snprintf(options, sizeof options, "{\"of\": \"status\", \"state\": \"%s\"}", state);
    feed_open(event, "event", options, &(feed_setup){.of = events->feed, .type = type});
    memcpy(event->columns, events->columns, sizeof event->columns);
    event->inputs = events->inputs;
}

static int has_text(const ph_values *values, size_t row, const char *text)
{
    size_t length;
    const char *is = ph_values_text(values, row, &length);

    return !ph_values_is_null(values, row) && length == strlen(text) &&
           memcmp(is, text, length) == 0;
}

/* A path's values, and the times of its states. */
typedef struct shop {
    ph_values start, status, times[SHOP_STATES];
} shop;

static void run_shop(shop *s, const char *options, int64_t start)
{
    feed_column column = {"created_at", &s->start};
    feed_test events, event;

    memset(s, 0, sizeof *s);
    make_times(&s->start, PH_TYPE_TIMESTAMP, &start, NULL, 1);
    feed_open(&events, "events", options, &(feed_setup){.columns = &column, .column_count = 1});
    ck_assert_int_eq(events.feed->type.kind, PH_TYPE_ENUM);
    for (size_t i = 0; i < SHOP_STATES; i++)
        ck_assert_str_eq(ph_feed_members(events.feed, i), shop_states[i]);
    ck_assert_ptr_null(ph_feed_members(events.feed, SHOP_STATES));
    feed_run(&events, 0, ROWS, &s->status);
    for (size_t i = 0; i < SHOP_STATES; i++) {
        open_event(&event, &events, shop_states[i], NULL);
        ck_assert_int_eq(event.feed->type.kind, PH_TYPE_TIMESTAMP);
        feed_run(&event, 0, ROWS, &s->times[i]);
        feed_fini(&event);
    }
    feed_fini(&events);
}

static void shop_fini(shop *s)
{
    ph_values_fini(&s->start);
    ph_values_fini(&s->status);
    for (size_t i = 0; i < SHOP_STATES; i++)
        ph_values_fini(&s->times[i]);
}

/* ---- Paths --------------------------------------------------------------------------------- */

static const struct {
    int state, before; /* the only state that it can follow */
} order[] = {
    {PAID, ORDERED},      {CANCELLED, ORDERED}, {SHIPPED, PAID},
    {DELIVERED, SHIPPED}, {RETURNED, SHIPPED},
};

START_TEST(times_ascend_and_follow_the_graph)
{
    int64_t until = FEED_NOW;
    shop s;

    run_shop(&s, "{" SHOP "}", FEED_NOW - 3 * DAY);
    for (size_t i = 0; i < ROWS; i++) {
        int64_t last = 0;
        int at = -1;
        ck_assert_int_eq(s.times[ORDERED].numbers[i], FEED_NOW - 3 * DAY);
        for (size_t k = 0; k < COUNT_OF(order); k++) {
            const ph_values *state = &s.times[order[k].state], *before = &s.times[order[k].before];
            if (ph_values_is_null(state, i))
                continue;
            ck_assert(!ph_values_is_null(before, i));
            ck_assert_int_ge(state->numbers[i], before->numbers[i]);
            ck_assert_int_le(state->numbers[i], until);
        }
        ck_assert(ph_values_is_null(&s.times[PAID], i) ||
                  ph_values_is_null(&s.times[CANCELLED], i));
        for (int k = 0; k < SHOP_STATES; k++) {
            if (ph_values_is_null(&s.times[k], i) || s.times[k].numbers[i] < last)
                continue;
            last = s.times[k].numbers[i];
            at = k;
        }
        ck_assert_msg(has_text(&s.status, i, shop_states[at]), "row %zu", i);
    }
    shop_fini(&s);
}
END_TEST

/* Long after, all that can come has come: 0.9 x 0.95 and so on; 0.02 end in transit. */
START_TEST(branches_have_their_chances)
{
    static const double chances[SHOP_STATES] = {0, 0, 0.9 * 0.02, 0.9 * 0.95, 0.1, 0.9 * 0.03};
    uint32_t seen[SHOP_STATES] = {0};
    double square = 0;
    shop s;

    run_shop(&s, "{" SHOP "}", FEED_NOW - 3000 * DAY);
    for (size_t i = 0; i < ROWS; i++)
        for (size_t k = 0; k < SHOP_STATES; k++)
            seen[k] += (uint32_t)has_text(&s.status, i, shop_states[k]);
    for (size_t k = 0; k < SHOP_STATES; k++) {
        double expected = ROWS * chances[k];
        if (expected > 0)
            square += (seen[k] - expected) * (seen[k] - expected) / expected;
        else
            ck_assert_uint_eq(seen[k], 0);
    }
    ck_assert_msg(square < 16.3, "%g", square); /* 3 degrees: 1 in 1,000 */
    shop_fini(&s);
}
END_TEST

START_TEST(delays_have_their_distribution)
{
    double below = 0, paid = 0, shipped = 0, slow = 0, sum = 0;
    shop s;

    run_shop(&s, "{" SHOP "}", FEED_NOW - 3000 * DAY);
    for (size_t i = 0; i < ROWS; i++) {
        if (ph_values_is_null(&s.times[PAID], i))
            continue;
        paid++;
        sum += (double)(s.times[PAID].numbers[i] - s.times[ORDERED].numbers[i]);
        below += s.times[SHIPPED].numbers[i] - s.times[PAID].numbers[i] < DAY;
        slow += s.times[SHIPPED].numbers[i] - s.times[PAID].numbers[i] > 4 * DAY;
        shipped++;
    }
    ck_assert_msg(fabs(sum / paid / (double)(2 * HOUR) - 1) < 0.01, "%g", sum / paid);
    ck_assert_msg(fabs(below / shipped - 0.5) < 0.006, "%g", below / shipped);
    ck_assert_msg(fabs(slow / shipped - 0.1) < 0.004, "%g", slow / shipped);
    shop_fini(&s);
}
END_TEST

START_TEST(until_ends_the_path)
{
    size_t reached = 0, of_day = 0;
    shop now, earlier;

    run_shop(&now, "{" SHOP "}", FEED_NOW - 3 * DAY);
    run_shop(&earlier, "{" SHOP ", \"until\": \"-2d\"}", FEED_NOW - 3 * DAY);
    for (size_t i = 0; i < ROWS; i++) { /* what has happened stays as it is */
        const ph_values *a = &earlier.times[SHIPPED], *b = &now.times[SHIPPED];
        reached += (size_t)!ph_values_is_null(a, i);
        of_day += !ph_values_is_null(b, i) && b->numbers[i] <= FEED_NOW - 2 * DAY;
        if (!ph_values_is_null(a, i))
            ck_assert(!ph_values_is_null(b, i) && a->numbers[i] == b->numbers[i]);
    }
    ck_assert_uint_gt(reached, 10000);
    ck_assert_uint_eq(reached, of_day);
    shop_fini(&now);
    shop_fini(&earlier);
}
END_TEST

/* ---- Inputs -------------------------------------------------------------------------------- */

#define ABC                                                                                        \
    "\"first\": \"a\", \"start\": \"begun\", \"states\": {"                                        \
    "\"a\": {\"next\": {\"b\": 1}, \"delay\": \"1d\"},"                                            \
    "\"b\": {\"next\": {\"c\": 1}, \"delay\": \"1mo\"}, \"c\": {}}"

static const struct {
    int64_t start;
    int start_null;
    int64_t until;
    int until_null;
    const char *status, *a, *b, *c;
} rows[] = {
    {0, 1, 0, 0, "null", "null", "null", "null"},
    {0, 0, -1, 0, "null", "null", "null", "null"},
    {0, 0, 0, 0, "a", "1970-01-01T00:00:00", "null", "null"},
    {0, 0, DAY - 1, 0, "a", "1970-01-01T00:00:00", "null", "null"},
    {0, 0, DAY, 0, "b", "1970-01-01T00:00:00", "1970-01-02T00:00:00", "null"},
    {0, 0, 31 * DAY, 0, "c", "1970-01-01T00:00:00", "1970-01-02T00:00:00", "1970-02-01T00:00:00"},
    {FEED_NOW - DAY, 0, 0, 1, "b", "2024-12-31T00:00:00", "2025-01-01T00:00:00", "null"},
    {FEED_NOW + 1, 0, 0, 1, "null", "null", "null", "null"},
};

START_TEST(starts_and_ends_come_from_the_row)
{
    static const char options[] = "{" ABC ", \"until\": {\"expr\": \"closed\"}}";
    ph_values start = {0}, until = {0}, status = {0}, times[3] = {{.rows = 0}};
    feed_column columns[] = {{"begun", &start}, {"closed", &until}};
    feed_setup setup = {.columns = columns, .column_count = 2};
    int64_t starts[COUNT_OF(rows)], untils[COUNT_OF(rows)];
    int start_nulls[COUNT_OF(rows)], until_nulls[COUNT_OF(rows)];
    feed_test events, event;
    char text[64];

    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        starts[i] = rows[i].start;
        untils[i] = rows[i].until;
        start_nulls[i] = rows[i].start_null;
        until_nulls[i] = rows[i].until_null;
    }
    make_times(&start, PH_TYPE_TIMESTAMP, starts, start_nulls, COUNT_OF(rows));
    make_times(&until, PH_TYPE_TIMESTAMP, untils, until_nulls, COUNT_OF(rows));
    feed_open(&events, "events", options, &setup);
    feed_run(&events, 0, COUNT_OF(rows), &status);
    for (size_t k = 0; k < 3; k++) {
        open_event(&event, &events, (const char *const[]){"a", "b", "c"}[k], NULL);
        feed_run(&event, 0, COUNT_OF(rows), &times[k]);
        feed_fini(&event);
    }
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        ck_assert_str_eq(feed_text(&status, i, text, sizeof text), rows[i].status);
        ck_assert_str_eq(feed_text(&times[0], i, text, sizeof text), rows[i].a);
        ck_assert_str_eq(feed_text(&times[1], i, text, sizeof text), rows[i].b);
        ck_assert_str_eq(feed_text(&times[2], i, text, sizeof text), rows[i].c);
    }
    feed_fini(&events);
    ph_values_fini(&start);
    ph_values_fini(&until);
    ph_values_fini(&status);
    for (size_t k = 0; k < 3; k++)
        ph_values_fini(&times[k]);
}
END_TEST

static const struct {
    ph_type_kind start;
    const char *wanted;
    ph_type_kind kind;
    const char *b;
} kinds[] = {
    {PH_TYPE_DATE, NULL, PH_TYPE_TIMESTAMP, "1969-12-31T00:00:00"},
    {PH_TYPE_DATE, "date", PH_TYPE_DATE, "1969-12-31"},
    {PH_TYPE_DATE, "timestamptz", PH_TYPE_TIMESTAMPTZ, "1969-12-31T00:00:00"},
    {PH_TYPE_TIMESTAMPTZ, NULL, PH_TYPE_TIMESTAMPTZ, "1970-01-01T23:59:59.999998"},
    {PH_TYPE_TIMESTAMP, "date", PH_TYPE_DATE, "1970-01-01"},
    {PH_TYPE_TIMESTAMP, "text", PH_TYPE_TIMESTAMP, "1970-01-01T23:59:59.999998"},
};

START_TEST(times_are_of_the_type_asked_for)
{
    static const int64_t number = -2; /* days, or microseconds */

    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        ph_values start = {0}, time = {0};
        feed_column column = {"begun", &start};
        feed_setup setup = {.columns = &column, .column_count = 1, .type = "text"};
        feed_test events, event;
        char text[64];
        make_times(&start, kinds[i].start, &number, NULL, 1);
        feed_open(&events, "events", "{" ABC "}", &setup);
        ck_assert_int_eq(events.feed->type.kind, PH_TYPE_TEXT);
        open_event(&event, &events, "b", kinds[i].wanted);
        ck_assert_int_eq(event.feed->type.kind, kinds[i].kind);
        feed_run(&event, 0, 1, &time);
        ck_assert_str_eq(feed_text(&time, 0, text, sizeof text), kinds[i].b);
        feed_fini(&event);
        feed_fini(&events);
        ph_values_fini(&start);
        ph_values_fini(&time);
    }
}
END_TEST

/* ---- Again --------------------------------------------------------------------------------- */

#define RETRY(again)                                                                               \
    "{\"first\": \"try\", \"start\": \"begun\", " again                                            \
    "\"states\": {"                                                                                \
    "\"try\": {\"next\": {\"fail\": 0.5, \"done\": 0.5}, \"delay\": \"1d\"},"                      \
    "\"fail\": {\"next\": {\"try\": 0.8}, \"delay\": \"1h\"}, \"done\": {}}}"

/* With two repeats: fail ends with what is left of 1, and the third time for want of tries. */
START_TEST(states_come_again_as_often_as_they_may)
{
    static const int64_t number = 0;
    double chance = 0.5 + 0.5 * 0.8 * 0.5 + 0.5 * 0.8 * 0.5 * 0.8 * 0.5, done = 0, deviation;
    ph_values start = {0}, status = {0}, time = {0};
    feed_column column = {"begun", &start};
    feed_setup setup = {.columns = &column, .column_count = 1};
    feed_test events, event;

    make_times(&start, PH_TYPE_TIMESTAMP, &number, NULL, 1);
    feed_open(&events, "events", RETRY("\"repeat\": 2, "), &setup);
    open_event(&event, &events, "done", NULL);
    feed_run(&events, 0, ROWS, &status);
    feed_run(&event, 0, ROWS, &time);
    for (size_t i = 0; i < ROWS; i++) {
        int is_done = has_text(&status, i, "done");
        ck_assert(is_done || has_text(&status, i, "fail"));
        ck_assert_int_eq(is_done, !ph_values_is_null(&time, i));
        if (is_done) /* after one, two or three tries */
            ck_assert(time.numbers[i] == DAY || time.numbers[i] == 2 * DAY + HOUR ||
                      time.numbers[i] == 3 * DAY + 2 * HOUR);
        done += is_done;
    }
    deviation = sqrt(ROWS * chance * (1 - chance));
    ck_assert_msg(fabs(done - ROWS * chance) < 3.5 * deviation, "%g", done / ROWS);
    feed_fini(&event);
    feed_fini(&events);
    ph_values_fini(&start);
    ph_values_fini(&status);
    ph_values_fini(&time);
}
END_TEST

/* Where the only way on is closed to it, the rest shares its chance: there is no end here. */
START_TEST(chances_of_what_may_not_come_again_go_to_the_rest)
{
    static const char options[] =
        "{\"first\": \"on\", \"start\": \"begun\", \"repeat\": 1, \"states\": {"
        "\"on\": {\"next\": {\"on\": 0.999999, \"off\": 0.000001}, \"delay\": \"0s\"}, \"off\": "
        "{}}}";
    static const int64_t number = 0;
    ph_values start = {0}, status = {0};
    feed_column column = {"begun", &start};
    feed_test events;

    make_times(&start, PH_TYPE_TIMESTAMP, &number, NULL, 1);
    feed_open(&events, "events", options, &(feed_setup){.columns = &column, .column_count = 1});
    feed_run(&events, 0, 1000, &status);
    for (size_t i = 0; i < 1000; i++)
        ck_assert(has_text(&status, i, "off"));
    feed_fini(&events);
    ph_values_fini(&start);
    ph_values_fini(&status);
}
END_TEST

/* ---- Refused ------------------------------------------------------------------------------- */

#define STATES(text) "{\"first\": \"a\", \"start\": \"begun\", \"states\": " text "}"
#define DELAY(text) STATES("{\"a\": {\"next\": {\"b\": 1}, \"delay\": " text "}, \"b\": {}}")
#define IN_A "events: the delay of \"a\": "

static const struct {
    const char *options, *message;
} refused[] = {
    {STATES("[]"), "events: \"states\" must be an object of 1 to 256 states"},
    {STATES("{}"), "events: \"states\" must be an object of 1 to 256 states"},
    {STATES("{\"b\": {}}"), "events: \"first\": \"a\" is not among the states"},
    {"{\"first\": \"orderd\", \"start\": \"begun\", \"states\": {\"ordered\": {}}}",
     "events: \"first\": \"orderd\" is not among the states; did you mean \"ordered\"?"},
    {STATES("{\"a\": 5}"),
     "events: the state \"a\" must be an object of \"next\" and \"delay\", or {}"},
    {STATES("{\"a\": {\"nxt\": {}}}"),
     "events: the state \"a\" has no option \"nxt\"; did you mean \"next\"?"},
    {STATES("{\"a\": {\"next\": \"b\"}}"),
     "events: the state \"a\" must have as \"next\" an object: {\"paid\": 0.9}"},
    {STATES("{\"a\": {\"next\": {\"shiped\": 1}, \"delay\": \"1d\"}, \"shipped\": {}}"),
     "after \"a\": events: \"shiped\" is not among the states; did you mean \"shipped\"?"},
    {STATES("{\"a\": {\"next\": {\"b\": 1.5}, \"delay\": \"1d\"}, \"b\": {}}"),
     "events: the state \"a\" has a \"next\" whose chance is no number from 0 to 1"},
    {STATES("{\"a\": {\"next\": {\"b\": \"1\"}, \"delay\": \"1d\"}, \"b\": {}}"),
     "events: the state \"a\" has a \"next\" whose chance is no number from 0 to 1"},
    {STATES(
         "{\"a\": {\"next\": {\"b\": 0.7, \"c\": 0.5}, \"delay\": \"1d\"}, \"b\": {}, \"c\": {}}"),
     "events: the chances of what follows \"a\" come to 1.2, more than 1"},
    {STATES("{\"a\": {\"next\": {\"b\": 1}}, \"b\": {}}"),
     "events: the state \"a\" needs a \"delay\" until what follows"},
    {STATES("{\"a\": {\"delay\": \"1d\"}}"),
     "events: the state \"a\" has a \"delay\", but no \"next\" that follows"},
    {STATES("{\"a\": {\"next\": {\"b\": 1}, \"delay\": \"1d\"}, \"b\": {}, \"c\": {}}"),
     "events: the state \"c\" is not reached from \"a\"; name it in a \"next\", or take it away"},
    {STATES("{\"a\": {\"next\": {\"b\": 0}, \"delay\": \"1d\"}, \"b\": {}}"),
     "events: the state \"b\" is not reached from \"a\"; name it in a \"next\", or take it away"},
    {RETRY(""),
     "events: the state \"try\" can come again and again; say with \"repeat\" how often"},
    {RETRY("\"repeat\": 1001, "), "events: \"repeat\" must be from 0 to 1000"},
    {DELAY("5"),
     IN_A "a distribution is an object with a \"type\": {\"type\": \"normal\", ...}, or "
          "a distance in time, such as \"2h\""},
    {DELAY("\"2 hours\""),
     IN_A "constant: \"delay\" must be a distance in time, such as \"2h\" or \"1d\""},
    {DELAY("\"-1d\""), IN_A "constant: \"delay\" must be from \"0s\" to \"285y\" in length"},
    {DELAY("\"300y\""), IN_A "constant: \"delay\" must be from \"0s\" to \"285y\" in length"},
    {DELAY("{\"type\": \"poisson\", \"mean\": \"1d\"}"), IN_A "\"poisson\" is no distribution of "
                                                              "times"},
    {DELAY("{\"type\": \"exponential\", \"mean\": 5}"),
     IN_A "exponential: \"mean\" must be a distance in time, such as \"2h\" or \"1d\""},
    {DELAY("{\"type\": \"exponential\", \"mean\": \"0s\"}"),
     IN_A "exponential: \"mean\" must be above 0"},
    {DELAY("{\"type\": \"normal\", \"mean\": \"1d\"}"), IN_A "normal needs \"deviation\""},
    {DELAY("{\"type\": \"lognormal\", \"mean\": \"1d\", \"deviation\": \"1d\"}"),
     IN_A "lognormal: times are given by \"median\" and \"p90\""},
    {DELAY("{\"type\": \"uniform\", \"min\": \"2d\", \"max\": \"1d\"}"),
     IN_A "uniform: \"min\" is above \"max\""},
    {DELAY("{\"type\": \"histogram\", \"bounds\": [\"1d\", 2], \"weights\": [1]}"),
     IN_A "histogram: \"bounds\" must be a distance in time, such as \"2h\" or \"1d\""},
};

static const ph_type_kind no_starts[] = {PH_TYPE_TIME, PH_TYPE_INT64, PH_TYPE_TEXT};

START_TEST(states_that_make_no_sense_are_refused)
{
    static const int64_t number = 0;
    ph_values start = {0};
    feed_column column = {"begun", &start};
    feed_setup setup = {.columns = &column, .column_count = 1};
    phony_error error = {0};
    feed_test test;

    make_times(&start, PH_TYPE_TIMESTAMP, &number, NULL, 1);
    for (size_t i = 0; i < COUNT_OF(refused); i++) {
        phony_status status = feed_make(&test, "events", refused[i].options, &setup, &error);
        ck_assert_msg(status == PHONY_ERROR_ARGUMENT, "%s: %d", refused[i].options, (int)status);
        ck_assert_str_eq(error.message, refused[i].message);
        feed_fini(&test);
    }
    for (size_t i = 0; i < COUNT_OF(no_starts); i++) {
        start.type.kind = no_starts[i];
        ck_assert_int_eq(feed_make(&test, "events", "{" ABC "}", &setup, &error),
                         PHONY_ERROR_ARGUMENT);
        ck_assert_str_eq(error.message,
                         "events: \"start\" must be a date, a timestamp or a timestamptz");
        feed_fini(&test);
    }
    start.type.kind = PH_TYPE_TIMESTAMP;
    ph_values_fini(&start);
}
END_TEST

START_TEST(events_of_nothing_are_refused)
{
    static const int64_t number = 0;
    ph_values start = {0};
    feed_column column = {"begun", &start};
    feed_test events, normal, event;
    phony_error error = {0};

    make_times(&start, PH_TYPE_TIMESTAMP, &number, NULL, 1);
    feed_open(&events, "events", "{" ABC "}", &(feed_setup){.columns = &column, .column_count = 1});
    feed_open(&normal, "normal", NULL, NULL);
    ck_assert_int_eq(feed_make(&event, "event", "{\"of\": \"x\", \"state\": \"bb\"}",
                               &(feed_setup){.of = events.feed}, &error),
                     PHONY_ERROR_ARGUMENT);
    ck_assert_str_eq(error.message,
                     "event: \"state\": \"bb\" is not among the states; did you mean \"b\"?");
    feed_fini(&event);
    ck_assert_int_eq(feed_make(&event, "event", "{\"of\": \"x\", \"state\": \"b\"}",
                               &(feed_setup){.of = normal.feed}, &error),
                     PHONY_ERROR_ARGUMENT);
    ck_assert_str_eq(error.message,
                     "event: \"of\" must name a field of the type events; \"x\" is none");
    feed_fini(&event);
    feed_fini(&normal);
    feed_fini(&events);
    ph_values_fini(&start);
}
END_TEST

/* ---- All ----------------------------------------------------------------------------------- */

START_TEST(rows_are_the_same_however_they_are_cut)
{
    int64_t number = FEED_NOW - 3 * DAY;
    ph_values start = {0};
    feed_column columns[] = {{"created_at", &start}, {"begun", &start}};
    feed_setup setup = {.columns = columns, .column_count = 2};
    feed_test events, event;

    make_times(&start, PH_TYPE_TIMESTAMP, &number, NULL, 1);
    feed_open(&events, "events", "{" SHOP "}", &setup);
    open_event(&event, &events, "shipped", NULL);
    feed_assert_row_addressable(&events, UINT64_C(1) << 40, 3000);
    feed_assert_row_addressable(&event, UINT64_C(1) << 40, 3000);
    feed_assert_memory("events", "{" SHOP "}", &setup);
    feed_assert_memory("events", RETRY("\"repeat\": 3, "), &setup);
    feed_fini(&event);
    feed_fini(&events);
    ph_values_fini(&start);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("feed_events");

    UNIT_ADD(suite, times_ascend_and_follow_the_graph);
    UNIT_ADD(suite, branches_have_their_chances);
    UNIT_ADD(suite, delays_have_their_distribution);
    UNIT_ADD(suite, until_ends_the_path);
    UNIT_ADD(suite, starts_and_ends_come_from_the_row);
    UNIT_ADD(suite, times_are_of_the_type_asked_for);
    UNIT_ADD(suite, states_come_again_as_often_as_they_may);
    UNIT_ADD(suite, chances_of_what_may_not_come_again_go_to_the_rest);
    UNIT_ADD(suite, states_that_make_no_sense_are_refused);
    UNIT_ADD(suite, events_of_nothing_are_refused);
    UNIT_ADD(suite, rows_are_the_same_however_they_are_cut);
    return suite;
}
