/* What cards of logic refuse, with which words: options that are something else, that contradict
 * each other, and rows that cannot be made. */
#include "feed_util.h"

typedef struct refusal {
    const char *card, *options, *type;
    uint64_t rows;
    int unique;
    phony_status status;
    const char *message;
} refusal;

enum { BAD = PHONY_ERROR_ARGUMENT, FEW = PHONY_ERROR_EMPTY, LATE = PHONY_ERROR_LIMIT };
#define WHOLE "must be a whole number from -9223372036854775808 to 9223372036854775807"
#define MOMENT                                                                                     \
    "must be a date, a time or a distance from now: 2024-02-29, 2024-02-29T12:00:00Z, now, -2y"

/* Of one option: what it must be. */
static const refusal options[] = {
    {"integer", "{\"min\": \"1\"}", NULL, 0, 0, BAD, "min: " WHOLE},
    {"integer", "{\"min\": 1.5}", NULL, 0, 0, BAD, "min: " WHOLE},
    {"integer", "{\"max\": 1e3}", NULL, 0, 0, BAD, "max: " WHOLE},
    {"integer", "{\"max\": 9223372036854775808}", NULL, 0, 0, BAD, "max: " WHOLE},
    {"integer", "{\"min\": -9223372036854775809}", NULL, 0, 0, BAD, "min: " WHOLE},
    {"integer", "{\"max\": null}", NULL, 0, 0, BAD, "max: " WHOLE},
    {"integer", "{\"max\": [1]}", NULL, 0, 0, BAD, "max: " WHOLE},
    {"decimal", "{\"min\": \"1,5\"}", NULL, 0, 0, BAD,
     "min: must be a number of at most 18 digits, as 12.5 or \"12.50\""},
    {"decimal", "{\"max\": 1234567890123456789}", NULL, 0, 0, BAD,
     "max: must be a number of at most 18 digits, as 12.5 or \"12.50\""},
    {"decimal", "{\"max\": true}", NULL, 0, 0, BAD,
     "max: must be a number of at most 18 digits, as 12.5 or \"12.50\""},
    {"float", "{\"max\": \"1\"}", NULL, 0, 0, BAD, "max: must be a number"},
    {"float", "{\"max\": 1e309}", NULL, 0, 0, BAD, "max: must be a number"},
    {"boolean", "{\"true\": false}", NULL, 0, 0, BAD, "true: must be a number"},
    {"uuid", "{\"version\": 1}", NULL, 0, 0, BAD, "version: must be 4 or 7"},
    {"uuid", "{\"version\": true}", NULL, 0, 0, BAD, "version: must be 4 or 7"},
    {"datetime", "{\"precision\": \"day\"}", NULL, 0, 0, BAD,
     "precision: must be one of microsecond, millisecond, second, minute or hour"},
    {"datetime", "{\"min\": \"yesterday\"}", NULL, 0, 0, BAD, "min: " MOMENT},
    {"date", "{\"max\": \"2024-02-30\"}", NULL, 0, 0, BAD, "max: " MOMENT},
    {"date", "{\"max\": 2024}", NULL, 0, 0, BAD, "max: " MOMENT},
    {"datetime", "{\"within\": \"2 days\"}", NULL, 0, 0, BAD,
     "within: must be a distance in time of y, mo, w, d, h, m, s or ms: 30d, 1y6mo"},
    {"time", "{\"min\": \"24:00\"}", NULL, 0, 0, BAD,
     "min: must be a time of the day: 12:30 or 12:30:59.5"},
    {"sequence", "{\"prefix\": 7}", NULL, 0, 0, BAD, "prefix: must be a text"},
    {"constant", "{}", NULL, 0, 0, BAD, "'value' is needed"},
};

/* Of several options, the type and the number of rows. */
static const refusal makings[] = {
    {"integer", "{\"min\": 5, \"max\": 3}", NULL, 0, 0, BAD,
     "there is no value from 'min' to 'max': from 5 to 3"},
    {"integer", "{\"step\": 0}", NULL, 0, 0, BAD, "'step' must be 1 or more, not 0"},
    {"integer", "{\"max\": 70000}", "int16", 0, 0, BAD,
     "'max' 70000 is above the greatest value, 32767"},
    {"integer", "{\"min\": -70000}", "int16", 0, 0, BAD,
     "'min' -70000 is below the least value, -32768"},
    {"integer", "{\"min\": 1, \"max\": 10}", NULL, 11, 1, FEW,
     "unique, but from 1 to 10 there are only 10 values for 11 rows"},
    {"integer", "{\"min\": 1, \"max\": 10, \"step\": 4}", NULL, 4, 1, FEW,
     "unique, but from 1 to 10 there are only 3 values for 4 rows"},
    {"port", "{\"max\": 65536}", NULL, 0, 0, BAD, "'max' 65536 is above the greatest value, 65535"},
    {"port", "{\"min\": -1}", NULL, 0, 0, BAD, "'min' -1 is below the least value, 0"},
    {"decimal", "{\"min\": \"2.00\", \"max\": \"1.00\"}", NULL, 0, 0, BAD,
     "there is no value from 'min' to 'max': from 2.00 to 1.00"},
    {"decimal", "{\"min\": \"0.001\", \"max\": \"0.009\", \"scale\": 2}", NULL, 0, 0, BAD,
     "there is no value from 'min' to 'max': from 0.01 to 0.00"},
    {"decimal", "{\"scale\": 19}", NULL, 0, 0, BAD, "'scale' must be 0 to 18, not 19"},
    {"decimal", "{\"scale\": 3}", "decimal(10,2)", 0, 0, BAD,
     "'scale' 3 is more than the field's type has, 2"},
    {"decimal", "{\"max\": \"1000\"}", "decimal(4,2)", 0, 0, BAD,
     "'max' 1000.00 is above the greatest value, 99.99"},
    {"decimal", "{\"max\": 999999999999999999, \"scale\": 2}", NULL, 0, 0, BAD,
     "'min' or 'max' has too many digits"},
    {"latitude", "{\"max\": 91}", NULL, 0, 0, BAD,
     "'max' 91.000000 is above the greatest value, 90.000000"},
    {"latitude", "{\"scale\": 13}", NULL, 0, 0, BAD, "'scale' must be 0 to 12, not 13"},
    {"latitude", NULL, NULL, 5, 1, BAD, "latitudes cannot be unique: longitudes can"},
    {"longitude", "{\"min\": \"-180.1\"}", NULL, 0, 0, BAD,
     "'min' -180.100000 is below the least value, -180.000000"},
    {"float", "{\"min\": 2}", NULL, 0, 0, BAD, "'min' is above 'max'"},
    {"float", "{\"min\": -1e308, \"max\": 1e308}", NULL, 0, 0, BAD,
     "'max' - 'min' is beyond the largest float"},
    {"float", NULL, NULL, 5, 1, BAD, "floats cannot be unique: decimals and whole numbers can"},
    {"boolean", "{\"true\": 1.5}", NULL, 0, 0, BAD,
     "'true' must be a probability from 0 to 1, not 1.5"},
    {"boolean", NULL, NULL, 3, 1, FEW, "unique, but there are only 2 values for 3 rows"},
    {"boolean", "{\"true\": 1}", NULL, 2, 1, FEW, "unique, but there are only 1 values for 2 rows"},
    {"date", "{\"min\": \"2024-03-01\", \"max\": \"2024-02-01\"}", NULL, 0, 0, BAD,
     "'min' is later than 'max'"},
    {"date", "{\"min\": \"2024-01-01T01:00:00\", \"max\": \"2024-01-01T23:00:00\"}", NULL, 0, 0,
     BAD, "there is no value from 'min' to 'max': from 2024-01-02 to 2024-01-01"},
    {"date", "{\"min\": \"-6d\"}", NULL, 8, 1, FEW,
     "unique, but from 2024-12-26 to 2025-01-01 there are only 7 values for 8 rows"},
    {"datetime", "{\"within\": \"1d\"}", NULL, 0, 0, BAD,
     "'within' is a distance from 'after' or 'before': it needs one of them"},
    {"time", "{\"min\": \"12:00\", \"max\": \"11:00\"}", NULL, 0, 0, BAD,
     "there is no value from 'min' to 'max': from 12:00:00 to 11:00:00"},
    {"uuid", "{\"from\": \"-1y\"}", NULL, 0, 0, BAD,
     "'from' and 'to' are for version 7: version 4 has no time"},
    {"uuid", "{\"version\": 7, \"from\": \"1969-12-31\"}", NULL, 0, 0, BAD,
     "'from' must be 1970 or later"},
    {"ulid", "{\"from\": \"now\"}", NULL, 0, 0, BAD,
     "'to' must be later than 'from', by a millisecond or more"},
    {"sequence", "{\"step\": 0}", NULL, 0, 0, BAD, "'step' must not be 0"},
    {"sequence", "{\"pad\": 101}", NULL, 0, 0, BAD, "'pad' must be 0 to 100 digits, not 101"},
    {"sequence", NULL, "int16", 32768, 0, LATE,
     "row 32767: 1 + row x 1 is beyond the type, which goes from -32768 to 32767"},
    {"sequence", "{\"step\": -9223372036854775807}", NULL, 3, 0, LATE,
     "row 2: 1 + row x -9223372036854775807 is beyond the type, which goes from "
     "-9223372036854775808 to 9223372036854775807"},
    {"constant", "{\"value\": null}", NULL, 0, 0, BAD,
     "'value' must not be null: that is the generator \"null\""},
    {"constant", "{\"value\": \"noon\"}", "time", 0, 0, BAD,
     "'value' must be a time: 12:30 or 12:30:59.5"},
    {"constant", "{\"value\": 1}", NULL, 2, 1, FEW, "unique, but there is only 1 value for 2 rows"},
};

static void assert_refused(const refusal *r)
{
    feed_test test;
    phony_error error = {0};
    feed_setup setup = {.type = r->type, .rows = r->rows, .unique = r->unique};
    phony_status status = feed_make(&test, r->card, r->options, &setup, &error);

    ck_assert_msg(status == r->status, "%s %s: status %d, %s", r->card, r->options, (int)status,
                  error.message);
    ck_assert_str_eq(error.message, r->message);
    feed_fini(&test);
}

START_TEST(an_option_that_is_something_else_is_refused_with_what_it_must_be)
{
    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        assert_refused(&options[i]);
}
END_TEST

START_TEST(options_that_contradict_each_other_are_refused_by_name)
{
    for (size_t i = 0; i < sizeof makings / sizeof *makings; i++)
        assert_refused(&makings[i]);
}
END_TEST

/* ---- Rows ---------------------------------------------------------------------------------- */

/* Columns: whole numbers, times, texts, floats; each of two rows, the second the bad one. */
static void open_columns(ph_values columns[4], feed_column named[4])
{
    static const char *const types[] = {"int64", "timestamp", "text", "float"};
    static const int64_t numbers[][2] = {{5, 70000}, {FEED_NOW, INT64_C(253402300799000000)}};
    phony_error error = {0};

    memset(columns, 0, 4 * sizeof *columns);
    for (size_t i = 0; i < 4; i++) {
        ph_type type;
        ck_assert_int_eq(ph_type_parse(types[i], &type), 0);
        ck_assert_int_eq(ph_values_begin(&columns[i], type, 2, &error), PHONY_OK);
        named[i] = (feed_column){types[i], &columns[i]};
    }
    memcpy(columns[0].numbers, numbers[0], sizeof *numbers);
    memcpy(columns[1].numbers, numbers[1], sizeof *numbers);
    for (size_t i = 0; i < 2; i++) {
        ck_assert_int_eq(ph_values_put(&columns[2], i, "x", 1, &error), PHONY_OK);
        columns[3].floats[i] = (double)i * 1.5;
    }
}

static const refusal rows[] = {
    {"integer", "{\"min\": 6, \"max\": {\"expr\": \"int64\"}}", NULL, 0, 0, BAD,
     "row 0: there is no value from 6 to 5"},
    {"integer", "{\"max\": {\"expr\": \"int64\"}}", "int16", 0, 0, LATE,
     "row 1: a bound is beyond the values that there are, -32768 to 32767"},
    {"datetime", "{\"after\": \"timestamp\", \"within\": \"1mo\"}", NULL, 0, 0, LATE,
     "row 1: a bound is beyond the values that there are, 0001-01-01T00:00:00 to "
     "9999-12-31T23:59:59.999999"},
    {"datetime", "{\"after\": \"timestamp\", \"before\": \"timestamp\"}", NULL, 0, 0, BAD,
     "row 0: there is no value from 2025-01-01T00:00:01 to 2024-12-31T23:59:59"},
    {"float", "{\"min\": 1, \"max\": {\"expr\": \"float\"}}", NULL, 0, 0, BAD,
     "row 0: there is no value from 1 to 0"},
    {"boolean", "{\"true\": {\"expr\": \"float\"}}", NULL, 0, 0, BAD,
     "row 1: 'true' must be a probability from 0 to 1, not 1.5"},
    {"integer", "{\"max\": 0}", NULL, 0, 1, FEW, "row 1: there are only 1 values"},
    {"boolean", "{\"true\": 0}", NULL, 0, 1, FEW, "row 1: there are only 1 values"},
    {"sequence", "{\"start\": 9223372036854775807}", NULL, 0, 0, LATE,
     "row 1: 9223372036854775807 + row x 1 is beyond the type, which goes from "
     "-9223372036854775808 to 9223372036854775807"},
    {"sequence", "{\"start\": 9223372036854775807, \"pad\": 3}", NULL, 0, 0, LATE,
     "row 1: 9223372036854775807 + row x 1 is beyond the type, which goes from "
     "-9223372036854775808 to 9223372036854775807"},
};
static const refusal unfit_columns[] = {
    {"datetime", "{\"after\": \"text\"}", NULL, 0, 0, BAD, "'after' must be a date or a timestamp"},
    {"date", "{\"before\": \"int64\"}", NULL, 0, 0, BAD, "'before' must be a date or a timestamp"},
    {"date", "{\"after\": \"timestamp\", \"within\": \"23h\"}", NULL, 0, 0, BAD,
     "'within' must be a day or more"},
    {"datetime", "{\"before\": \"timestamp\", \"within\": \"-1d\"}", NULL, 0, 0, BAD,
     "'within' must be one of its 'precision' or more"},
    {"datetime", "{\"after\": \"timestamp\", \"before\": \"timestamp\", \"within\": \"1d\"}", NULL,
     0, 0, BAD, "'within' is a distance from 'after' or 'before': it needs one of them, not both"},
    {"integer", "{\"min\": {\"expr\": \"int64\"}}", NULL, 2, 1, BAD,
     "values with bounds out of the row cannot be unique"},
    {"boolean", "{\"true\": {\"expr\": \"float\"}}", NULL, 2, 1, BAD,
     "values with a probability out of the row cannot be unique"},
};

static void assert_columns_refused(const refusal *r, const feed_column *columns)
{
    feed_test test;
    phony_error error = {0};
    ph_values out = {0};
    feed_setup setup = {.type = r->type,
                        .rows = r->rows,
                        .unique = r->unique,
                        .columns = columns,
                        .column_count = 4};
    phony_status status = feed_make(&test, r->card, r->options, &setup, &error);
    ph_rows two = {0, NULL, 2};

    if (!status)
        status = feed_run_rows(&test, &two, &out, &error);
    ck_assert_msg(status == r->status, "%s %s: status %d, %s", r->card, r->options, (int)status,
                  error.message);
    ck_assert_str_eq(error.message, r->message);
    feed_fini(&test);
    ph_values_fini(&out);
}

START_TEST(a_row_that_cannot_be_made_is_named)
{
    ph_values columns[4];
    feed_column named[4];

    open_columns(columns, named);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_columns_refused(&rows[i], named);
    for (size_t i = 0; i < sizeof unfit_columns / sizeof *unfit_columns; i++)
        assert_columns_refused(&unfit_columns[i], named);
    for (size_t i = 0; i < 4; i++)
        ph_values_fini(&columns[i]);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("feed_refused");

    UNIT_ADD(suite, an_option_that_is_something_else_is_refused_with_what_it_must_be);
    UNIT_ADD(suite, options_that_contradict_each_other_are_refused_by_name);
    UNIT_ADD(suite, a_row_that_cannot_be_made_is_named);
    return suite;
}
