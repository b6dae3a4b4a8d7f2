/* Feeds of numbers, times and identifiers: values within bounds, evenly spread, the same however
 * rows are cut, without repetition where asked for; memory that runs out. What they refuse is in
 * test_feed_refused.c. */
#include "feed_util.h"

#include <math.h>
#include <stdlib.h>

enum { ROWS = 100000, BUCKETS = 100, TEXT = 512 };
/* The 99.9 % point of chi-square with 99 degrees of freedom; seeds are fixed. */
#define CHI_SQUARE_99 148.23

/* ---- Values of single rows ----------------------------------------------------------------- */

static const struct {
    const char *card, *options, *type;
    const char *gives, *rows; /* of rows 0 to 3 */
} exact[] = {
    {"sequence", NULL, NULL, "int64", "1|2|3|4"},
    {"sequence", NULL, "int16", "int16", "1|2|3|4"},
    {"sequence", "{\"start\": 10, \"step\": -5}", "int32", "int32", "10|5|0|-5"},
    {"sequence", "{\"prefix\": \"INV-\"}", NULL, "text", "INV-1|INV-2|INV-3|INV-4"},
    {"sequence", "{\"start\": 99, \"pad\": 3}", "int64", "text", "099|100|101|102"},
    {"sequence", "{\"start\": -1, \"prefix\": \"x\", \"pad\": 2}", NULL, "text",
     "x-01|x00|x01|x02"},
    {"sequence", "{\"start\": -9223372036854775808, \"pad\": 25}", NULL, "text",
     "-0000009223372036854775808|-0000009223372036854775807|-0000009223372036854775806|"
     "-0000009223372036854775805"},
    {"constant", "{\"value\": \"a\\\"b\"}", NULL, "text", "a\"b|a\"b|a\"b|a\"b"},
    {"constant", "{\"value\": \"\"}", NULL, "text", "|||"},
    {"constant", "{\"value\": -7}", NULL, "int64", "-7|-7|-7|-7"},
    {"constant", "{\"value\": 1.50}", NULL, "decimal(18,2)", "1.50|1.50|1.50|1.50"},
    {"constant", "{\"value\": -1.5e-3}", NULL, "float", "-0.0015|-0.0015|-0.0015|-0.0015"},
    {"constant", "{\"value\": 123456789012345678901}", NULL, "float",
     "1.2345678901234568e+20|1.2345678901234568e+20|1.2345678901234568e+20|1.2345678901234568e+20"},
    {"constant", "{\"value\": true}", NULL, "boolean", "1|1|1|1"},
    {"constant", "{\"value\": \"-1d\"}", "date", "date",
     "2024-12-31|2024-12-31|2024-12-31|2024-12-31"},
    {"constant", "{\"value\": \"09:30\"}", "time", "time", "09:30:00|09:30:00|09:30:00|09:30:00"},
    {"constant", "{\"value\": {\"a\": [1, true, null, \"x\"], \"b\": {}}}", NULL, "json",
     "{\"a\":[1,true,null,\"x\"],\"b\":{}}|{\"a\":[1,true,null,\"x\"],\"b\":{}}|"
     "{\"a\":[1,true,null,\"x\"],\"b\":{}}|{\"a\":[1,true,null,\"x\"],\"b\":{}}"},
    {"constant", "{\"value\": \"x\"}", "json", "json", "\"x\"|\"x\"|\"x\"|\"x\""},
    {"null", NULL, NULL, "text", "null|null|null|null"},
    {"null", NULL, "uuid", "uuid", "null|null|null|null"},
    {"integer", "{\"min\": 7, \"max\": 7}", NULL, "int64", "7|7|7|7"},
    {"decimal", "{\"min\": \"7.00\", \"max\": 7}", "decimal(10,4)", "decimal(10,4)",
     "7.0000|7.0000|7.0000|7.0000"},
    {"boolean", "{\"true\": 1}", NULL, "boolean", "1|1|1|1"},
    {"boolean", "{\"true\": 0}", NULL, "boolean", "0|0|0|0"},
    {"date", "{\"min\": \"2024-02-29\", \"max\": \"2024-02-29T23:59:59\"}", NULL, "date",
     "2024-02-29|2024-02-29|2024-02-29|2024-02-29"},
    {"latitude", "{\"min\": 51.5, \"max\": \"51.5\"}", NULL, "decimal(9,6)",
     "51.500000|51.500000|51.500000|51.500000"},
};

static void assert_rows(const feed_test *test, const char *gives, const char *rows)
{
    ph_values out = {0};
    ph_buffer text = PH_BUFFER_INIT;
    char value[TEXT];

    ph_type_append(test->feed->type, &text);
    ph_buffer_append_byte(&text, '\0');
    ck_assert_str_eq(text.data, gives);
    text.length = 0;
    feed_run(test, 0, 4, &out);
    for (size_t i = 0; i < 4; i++) {
        ph_buffer_append_text(&text, i ? "|" : "");
        ph_buffer_append_text(&text, feed_text(&out, i, value, sizeof value));
    }
    ph_buffer_append_byte(&text, '\0');
    ck_assert_str_eq(text.data, rows);
    ph_buffer_fini(&text);
    ph_values_fini(&out);
}

START_TEST(what_is_not_random_is_exact)
{
    for (size_t i = 0; i < sizeof exact / sizeof *exact; i++) {
        feed_test test;
        feed_setup setup = {.type = exact[i].type, .rows = 4};
        feed_open(&test, exact[i].card, exact[i].options, &setup);
        assert_rows(&test, exact[i].gives, exact[i].rows);
        feed_fini(&test);
    }
}
END_TEST

/* ---- Bounds and evenness ------------------------------------------------------------------- */

static const struct {
    const char *card, *options, *type;
    int64_t min, max; /* both must come */
    int64_t step;     /* all values are min + k x step */
} ranges[] = {
    {"integer", "{\"min\": -3, \"max\": 396}", NULL, -3, 396, 1},
    {"integer", "{\"min\": 0, \"max\": 999, \"step\": 10}", "int16", 0, 990, 10},
    {"integer", "{\"min\": 32000}", "int16", 32000, 32767, 1},
    {"decimal", "{\"min\": \"-1.00\", \"max\": \"1.00\"}", NULL, -100, 100, 1},
    {"decimal", "{\"min\": 0.5, \"max\": 10}", NULL, 50, 1000, 1},
    {"decimal", "{\"min\": 1, \"max\": 10, \"scale\": 1}", "decimal(10,3)", 1000, 10000, 100},
    {"decimal", "{\"min\": \"0.001\", \"max\": \"0.999\", \"scale\": 2}", NULL, 1, 99, 1},
    {"decimal", NULL, "decimal(3,1)", 0, 999, 1},
    {"port", "{\"min\": 0, \"max\": 199}", NULL, 0, 199, 1},
    {"date", "{\"min\": \"1970-01-01\", \"max\": \"1970-07-19T01:00:00Z\"}", NULL, 0, 199, 1},
    {"datetime", "{\"min\": \"1969-12-31T23:59:59.5Z\", \"max\": \"1970-01-01T00:04:59.9Z\"}", NULL,
     0, 299000000, 1000000},
    {"datetime",
     "{\"min\": \"1969-12-31\", \"max\": \"1970-01-05T03:00:00Z\", \"precision\": \"hour\"}",
     "timestamptz", -86400000000, 356400000000, 3600000000},
    {"time", "{\"min\": \"23:00\", \"precision\": \"second\"}", NULL, 82800000000, 86399000000,
     1000000},
    {"longitude", "{\"min\": -1, \"max\": 0.99, \"scale\": 2}", NULL, -100, 99, 1},
};

static double chi_square(const uint32_t *counts, size_t buckets, double total)
{
    double sum = 0, expected = total / (double)buckets;

    for (size_t i = 0; i < buckets; i++)
        sum += ((double)counts[i] - expected) * ((double)counts[i] - expected) / expected;
    return sum;
}

/* Into as many buckets as values; 99.9 % points by Wilson and Hilferty. */
static void assert_even(const ph_values *out, size_t index)
{
    int64_t min = ranges[index].min, step = ranges[index].step;
    size_t values = (size_t)((ranges[index].max - min) / step) + 1;
    uint32_t *counts = calloc(values, sizeof *counts);
    double freedom = (double)values - 1, spread = 2 / (9 * freedom);
    double limit = freedom * pow(1 - spread + 3.09 * sqrt(spread), 3), found;

    ck_assert(counts != NULL);
    for (size_t i = 0; i < ROWS; i++) {
        int64_t value = out->numbers[i];
        ck_assert_msg(value >= min && value <= ranges[index].max && (value - min) % step == 0,
                      "range %zu: %lld", index, (long long)value);
        counts[(value - min) / step]++;
    }
    ck_assert_uint_gt(counts[0], 0);
    ck_assert_uint_gt(counts[values - 1], 0);
    found = chi_square(counts, values, ROWS);
    ck_assert_msg(found < limit, "range %zu: chi-square %f, limit %f", index, found, limit);
    free(counts);
}

START_TEST(ranges_are_even_and_reach_both_bounds)
{
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        feed_test test;
        ph_values out = {0};
        feed_setup setup = {.type = ranges[i].type};
        feed_open(&test, ranges[i].card, ranges[i].options, &setup);
        feed_run(&test, 0, ROWS, &out);
        assert_even(&out, i);
        ph_values_fini(&out);
        feed_fini(&test);
    }
}
END_TEST

/* Real numbers in [0, 1) out of values, evenly in buckets. */
static void assert_shares_even(const char *card, const char *options,
                               double (*share)(const ph_values *out, size_t i))
{
    uint32_t counts[BUCKETS] = {0};
    feed_test test;
    ph_values out = {0};

    feed_open(&test, card, options, NULL);
    feed_run(&test, 0, ROWS, &out);
    for (size_t i = 0; i < ROWS; i++) {
        double x = share(&out, i);
        ck_assert_msg(x >= 0 && x <= 1, "%s %s: row %zu is at %f", card, options, i, x);
        counts[x < 1 ? (size_t)(x * BUCKETS) : BUCKETS - 1]++;
    }
    ck_assert_double_lt(chi_square(counts, BUCKETS, ROWS), CHI_SQUARE_99);
    ph_values_fini(&out);
    feed_fini(&test);
}

static double share_of_float(const ph_values *out, size_t i)
{
    return (out->floats[i] + 2.5) / 5;
}

static double share_of_whole(const ph_values *out, size_t i)
{
    return ((double)out->numbers[i] + 0x1p63) / 0x1p64;
}

static double share_of_sine(const ph_values *out, size_t i)
{
    return (sin((double)out->numbers[i] / 90e6 * (M_PI / 2)) + 1) / 2;
}

static double share_of_northern_sine(const ph_values *out, size_t i)
{
    double low = sin(40 * M_PI / 180), high = sin(60 * M_PI / 180);

    return (sin((double)out->numbers[i] / 90e8 * (M_PI / 2)) - low) / (high - low) * (1 - 1e-9);
}

START_TEST(real_numbers_are_even)
{
    assert_shares_even("float", "{\"min\": -2.5, \"max\": 2.5}", share_of_float);
    assert_shares_even("integer", "{\"min\": -9223372036854775808, \"max\": 9223372036854775807}",
                       share_of_whole);
    assert_shares_even("latitude", NULL, share_of_sine);
    assert_shares_even("latitude", "{\"min\": 40, \"max\": 60, \"scale\": 8}",
                       share_of_northern_sine);
}
END_TEST

START_TEST(booleans_have_their_probability)
{
    static const double chances[] = {0.5, 0.01, 0.9};

    for (size_t i = 0; i < 3; i++) {
        char options[64];
        feed_test test;
        ph_values out = {0};
        double count = 0, spread = sqrt(ROWS * chances[i] * (1 - chances[i]));
        snprintf(options, sizeof options, "{\"true\": %g}", chances[i]);
        feed_open(&test, "boolean", options, NULL);
        feed_run(&test, 0, ROWS, &out);
        for (size_t k = 0; k < ROWS; k++)
            count += (double)out.numbers[k];
        ck_assert_double_lt(fabs(count - ROWS * chances[i]), 4 * spread);
        ph_values_fini(&out);
        feed_fini(&test);
    }
}
END_TEST

/* ---- Rows ---------------------------------------------------------------------------------- */

static const struct {
    const char *card, *options;
    int unique;
} cuts[] = {
    {"sequence", NULL, 0},
    {"sequence", "{\"prefix\": \"A\", \"pad\": 6}", 0},
    {"uuid", NULL, 1},
    {"uuid", "{\"version\": 7}", 1},
    {"ulid", NULL, 1},
    {"integer", NULL, 0},
    {"integer", "{\"min\": {\"expr\": \"low\"}, \"max\": {\"expr\": \"high\"}}", 0},
    {"integer", NULL, 1},
    {"decimal", "{\"max\": {\"expr\": \"price\"}}", 0},
    {"decimal", NULL, 1},
    {"float", NULL, 0},
    {"float", "{\"max\": {\"expr\": \"ratio\"}}", 0},
    {"boolean", NULL, 0},
    {"boolean", "{\"true\": {\"expr\": \"ratio\"}}", 0},
    {"date", "{\"after\": \"born\"}", 0},
    {"date", "{\"min\": \"-200y\"}", 1},
    {"datetime", "{\"after\": \"seen\", \"within\": \"1mo\"}", 0},
    {"datetime", NULL, 1},
    {"time", NULL, 0},
    {"port", NULL, 0},
    {"latitude", NULL, 0},
    {"latitude", "{\"max\": {\"expr\": \"price\"}}", 0},
    {"longitude", NULL, 0},
    {"constant", "{\"value\": [1, \"x\"]}", 0},
    {"constant", "{\"value\": 1.5}", 0},
    {"null", NULL, 0},
};

enum { LOW, HIGH, PRICE, RATIO, BORN, SEEN, COLUMNS, COLUMN_ROWS = 7 };
static const struct {
    const char *name, *type;
    int64_t numbers[COLUMN_ROWS]; /* INT64_MIN: null */
} columns[COLUMNS] = {
    {"low", "int64", {-5, 0, 5, INT64_MIN, 10, -1000, 3}},
    {"high", "int64", {5, 10, 5, 8, INT64_MIN, 1000, 400}},
    {"price", "decimal(10,2)", {1000, 1, 8999, 5, INT64_MIN, 450, 0}},
    {"ratio", "float", {0, 1, 1, INT64_MIN, 0, 1, 0}},
    {"born", "date", {0, 10000, -500, INT64_MIN, 20088, 20089, 20090}},
    {"seen",
     "timestamp",
     {0, 1, INT64_C(1700000000000000), INT64_MIN, FEED_NOW, FEED_NOW - 1, -1000000}},
};

typedef struct column_set {
    ph_values values[COLUMNS];
    feed_column named[COLUMNS];
} column_set;

static void open_columns(column_set *set)
{
    phony_error error = {0};

    memset(set, 0, sizeof *set);
    for (size_t k = 0; k < COLUMNS; k++) {
        ph_values *values = &set->values[k];
        ph_type type;
        ck_assert_int_eq(ph_type_parse(columns[k].type, &type), 0);
        ck_assert_int_eq(ph_values_begin(values, type, COLUMN_ROWS, &error), PHONY_OK);
        for (size_t i = 0; i < COLUMN_ROWS; i++) {
            if (columns[k].numbers[i] == INT64_MIN)
                ph_values_put_null(values, i);
            else if (k == RATIO)
                values->floats[i] = (double)columns[k].numbers[i];
            else
                values->numbers[i] = columns[k].numbers[i];
        }
        set->named[k] = (feed_column){columns[k].name, values};
    }
}

static void close_columns(column_set *set)
{
    for (size_t k = 0; k < COLUMNS; k++)
        ph_values_fini(&set->values[k]);
}

START_TEST(rows_are_the_same_however_they_are_cut)
{
    column_set set;

    open_columns(&set);
    for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++) {
        feed_test test;
        feed_setup setup = {
            .rows = 5000, .unique = cuts[i].unique, .columns = set.named, .column_count = COLUMNS};
        feed_open(&test, cuts[i].card, cuts[i].options, &setup);
        feed_assert_row_addressable(&test, 0, 3000);
        feed_assert_row_addressable(&test, 4990, 10);
        feed_fini(&test);
    }
    close_columns(&set);
}
END_TEST

START_TEST(memory_may_run_out_anywhere)
{
    column_set set;

    open_columns(&set);
    for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++) {
        feed_setup setup = {
            .rows = 5000, .unique = cuts[i].unique, .columns = set.named, .column_count = COLUMNS};
        feed_assert_memory(cuts[i].card, cuts[i].options, &setup);
    }
    close_columns(&set);
}
END_TEST

static const struct {
    const char *card, *options;
    int low, high, open; /* columns, or -1; open: above low and below high, not equal */
    int64_t unit;        /* of the columns in that of the feed */
    int64_t most;        /* from low at most, or from high; 0 = any */
} bounds[] = {
    {"integer", "{\"min\": {\"expr\": \"low\"}, \"max\": {\"expr\": \"high\"}}", LOW, HIGH, 0, 1,
     0},
    {"integer", "{\"max\": {\"expr\": \"high\"}, \"min\": -7}", -1, HIGH, 0, 1, 1007},
    {"decimal", "{\"max\": {\"expr\": \"price\"}}", -1, PRICE, 0, 1, 0},
    {"latitude", "{\"max\": {\"expr\": \"price\"}, \"min\": -1}", -1, PRICE, 0, 10000, 0},
    {"date", "{\"after\": \"born\"}", BORN, -1, 1, 1, 0},
    {"date", "{\"before\": \"born\", \"within\": \"30d\"}", -1, BORN, 1, 1, 30},
    {"date", "{\"after\": \"born\", \"within\": \"1mo\"}", BORN, -1, 1, 1, 31},
    {"datetime", "{\"after\": \"seen\"}", SEEN, -1, 1, 1, 0},
    {"datetime", "{\"after\": \"seen\", \"within\": \"1s\"}", SEEN, -1, 1, 1, 1000000},
    {"datetime", "{\"before\": \"seen\", \"within\": \"2mo\"}", -1, SEEN, 1, 1,
     62 * PH_MICROSECONDS_A_DAY},
};

static void assert_bounded(size_t index, const ph_values *out)
{
    for (size_t i = 0; i < out->rows; i++) {
        size_t row = i % COLUMN_ROWS;
        int low = bounds[index].low, high = bounds[index].high, null = 0;
        int64_t value = out->numbers[i], open = bounds[index].open;
        int64_t from = low < 0 ? INT64_MIN : columns[low].numbers[row];
        int64_t to = high < 0 ? INT64_MIN : columns[high].numbers[row];
        null = (low >= 0 && from == INT64_MIN) || (high >= 0 && to == INT64_MIN);
        ck_assert_msg(ph_values_is_null(out, i) == null, "case %zu, row %zu", index, i);
        if (null)
            continue;
        if (low >= 0)
            ck_assert_msg(value >= from * bounds[index].unit + open &&
                              (!bounds[index].most || value <= from + bounds[index].most),
                          "case %zu, row %zu: %lld", index, i, (long long)value);
        if (high >= 0)
            ck_assert_msg(value <= to * bounds[index].unit - open &&
                              (!bounds[index].most || value >= to - bounds[index].most),
                          "case %zu, row %zu: %lld", index, i, (long long)value);
    }
}

START_TEST(bounds_of_the_row_hold_and_null_ones_give_null)
{
    column_set set;

    open_columns(&set);
    for (size_t i = 0; i < sizeof bounds / sizeof *bounds; i++) {
        feed_test test;
        ph_values out = {0};
        feed_setup setup = {.columns = set.named, .column_count = COLUMNS};
        feed_open(&test, bounds[i].card, bounds[i].options, &setup);
        feed_run(&test, 0, 7000, &out);
        assert_bounded(i, &out);
        ph_values_fini(&out);
        feed_fini(&test);
    }
    close_columns(&set);
}
END_TEST

/* ---- Without repetition -------------------------------------------------------------------- */

static const struct {
    const char *card, *options;
    size_t rows;
} uniques[] = {
    {"integer", "{\"min\": 1, \"max\": 5000}", 5000},
    {"integer", "{\"min\": -9223372036854775808, \"max\": 9223372036854775807}", 5000},
    {"integer", "{\"max\": 49990, \"step\": 10}", 5000},
    {"decimal", "{\"max\": \"49.99\"}", 5000},
    {"date", "{\"min\": \"-4999d\"}", 5000},
    {"datetime", "{\"min\": \"-4999s\"}", 5000},
    {"time", "{\"min\": \"12:00\", \"max\": \"12:59:59\"}", 3600},
    {"port", "{\"min\": 1, \"max\": 1000}", 1000},
    {"boolean", NULL, 2},
    {"longitude", "{\"min\": 0, \"max\": \"49.99\", \"scale\": 2}", 5000},
    {"sequence", NULL, 5000},
    {"sequence", "{\"prefix\": \"x\"}", 5000},
    {"uuid", NULL, 5000},
    {"uuid", "{\"version\": 7, \"from\": \"-1s\"}", 5000},
    {"ulid", NULL, 5000},
};

static int compare_texts(const void *a, const void *b)
{
    return strcmp(a, b);
}

START_TEST(unique_values_are_unique)
{
    char(*texts)[64] = calloc(5000, sizeof *texts);

    ck_assert(texts != NULL);
    for (size_t i = 0; i < sizeof uniques / sizeof *uniques; i++) {
        feed_test test;
        ph_values out = {0};
        size_t rows = uniques[i].rows;
        feed_setup setup = {.rows = rows, .unique = 1};
        feed_open(&test, uniques[i].card, uniques[i].options, &setup);
        feed_run(&test, 0, rows, &out);
        for (size_t k = 0; k < rows; k++)
            feed_text(&out, k, texts[k], sizeof *texts);
        qsort(texts, rows, sizeof *texts, compare_texts);
        for (size_t k = 1; k < rows; k++)
            ck_assert_msg(strcmp(texts[k - 1], texts[k]) != 0, "%s comes twice", texts[k]);
        ph_values_fini(&out);
        feed_fini(&test);
    }
    free(texts);
}
END_TEST

/* ---- Identifiers --------------------------------------------------------------------------- */

START_TEST(uuids_have_their_version_and_variant)
{
    for (int version = 4; version <= 7; version += 3) {
        char options[32];
        feed_test test;
        ph_values out = {0};
        feed_setup setup = {.rows = ROWS};
        unsigned ones[16] = {0};
        snprintf(options, sizeof options, "{\"version\": %d}", version);
        feed_open(&test, "uuid", options, &setup);
        feed_run(&test, 0, ROWS, &out);
        for (size_t i = 0; i < ROWS; i++) {
            const uint8_t *id = out.bytes + 16 * i;
            ck_assert_int_eq(id[6] >> 4, version);
            ck_assert_int_eq(id[8] >> 6, 2);
            for (size_t k = 9; k < 16; k++)
                ones[k] += id[k] & 1;
        }
        for (size_t k = 9; k < 16; k++)
            ck_assert_double_lt(fabs(ones[k] - ROWS / 2.), 4 * sqrt(ROWS / 4.));
        ph_values_fini(&out);
        feed_fini(&test);
    }
}
END_TEST

static const struct {
    const char *card, *options;
    uint64_t rows;
} ascending[] = {
    {"uuid", "{\"version\": 7}", 5000},
    {"uuid",
     "{\"version\": 7, \"from\": \"2025-01-01T00:00:00Z\", "
     "\"to\": \"2025-01-01T00:00:00.001Z\"}",
     5000},
    {"uuid", "{\"version\": 7}", UINT64_C(1000000000000000000)},
    {"uuid", "{\"version\": 7, \"from\": \"1970-01-01\", \"to\": \"9999-12-31\"}", 5000},
    {"uuid", "{\"version\": 7}", 0},
    {"ulid", NULL, 5000},
    {"ulid", "{\"from\": \"-1s\"}", 5000},
    {"ulid", NULL, UINT64_C(1000000000000000000)},
};

START_TEST(identifiers_ascend_with_the_rows)
{
    for (size_t i = 0; i < sizeof ascending / sizeof *ascending; i++) {
        feed_test test;
        ph_values out = {0};
        feed_setup setup = {.rows = ascending[i].rows};
        char last[TEXT], next[TEXT];
        uint64_t rows = ascending[i].rows, first = rows > 5000 ? rows - 5000 : 0;
        feed_open(&test, ascending[i].card, ascending[i].options, &setup);
        feed_run(&test, first, 5000, &out);
        feed_text(&out, 0, last, sizeof last);
        for (size_t k = 1; k < 5000; k++) {
            feed_text(&out, k, next, sizeof next);
            ck_assert_msg(strcmp(last, next) < 0, "case %zu, row %zu: %s, %s", i, k, last, next);
            memcpy(last, next, sizeof last);
        }
        ph_values_fini(&out);
        feed_fini(&test);
    }
}
END_TEST

START_TEST(times_of_identifiers_lie_evenly_between_from_and_to)
{
    feed_test test;
    ph_values out = {0};
    feed_setup setup = {.rows = 10};

    feed_open(&test, "uuid",
              "{\"version\": 7, \"from\": \"1970-01-01\", \"to\": \"1970-01-01T00:00:10Z\"}",
              &setup);
    feed_run(&test, 0, 10, &out);
    for (size_t i = 0; i < 10; i++) {
        uint64_t time = 0;
        for (size_t k = 0; k < 6; k++)
            time = time << 8 | out.bytes[16 * i + k];
        ck_assert_uint_eq(time, 1000 * i);
    }
    feed_fini(&test);
    feed_open(&test, "ulid", "{\"from\": \"2016-07-30T22:36:16.385Z\"}", &setup);
    feed_run(&test, 0, 1, &out);
    ck_assert_uint_eq(out.offsets[1], 26);
    ck_assert_int_eq(memcmp(out.bytes, "01ARYZ6S41", 10), 0); /* the example of its specification:
                                                                 1469918176385 milliseconds */
    feed_fini(&test);
    ph_values_fini(&out);
}
END_TEST

/* ---- Cards --------------------------------------------------------------------------------- */

START_TEST(every_card_has_what_its_readers_need)
{
    for (size_t i = 0; ph_card_at(i); i++) {
        const ph_card *card = ph_card_at(i);
        ck_assert_ptr_eq(ph_card_find(card->type), card);
        ck_assert_msg(card->summary != NULL, "%s", card->type);
        ck_assert_msg(card->make || strstr(" computed ordinal template ", card->type),
                      "%s: who makes it?", card->type); /* those three: the plan */
        for (size_t k = 0; k < card->option_count; k++) {
            const ph_option_card *option = &card->options[k];
            phony_error error = {0};
            ph_option read;
            phony_status status =
                ph_option_read(option, NULL, PH_JSON_NO_NODE, FEED_NOW, &read, &error);
            ck_assert_msg(option->name && option->summary, "%s, option %zu", card->type, k);
            ck_assert_msg((status == PHONY_OK) == !(option->flags & PH_OPTION_NEEDED), "%s, %s: %s",
                          card->type, option->name, error.message);
            ck_assert_int_eq(option->choices != NULL, option->kind == PH_OPTION_CHOICE);
        }
    }
    ck_assert(ph_card_find("integers") == NULL);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("feed_logic");

    UNIT_ADD(suite, what_is_not_random_is_exact);
    UNIT_ADD(suite, ranges_are_even_and_reach_both_bounds);
    UNIT_ADD(suite, real_numbers_are_even);
    UNIT_ADD(suite, booleans_have_their_probability);
    UNIT_ADD(suite, rows_are_the_same_however_they_are_cut);
    UNIT_ADD(suite, memory_may_run_out_anywhere);
    UNIT_ADD(suite, bounds_of_the_row_hold_and_null_ones_give_null);
    UNIT_ADD(suite, unique_values_are_unique);
    UNIT_ADD(suite, uuids_have_their_version_and_variant);
    UNIT_ADD(suite, identifiers_ascend_with_the_rows);
    UNIT_ADD(suite, times_of_identifiers_lie_evenly_between_from_and_to);
    UNIT_ADD(suite, every_card_has_what_its_readers_need);
    return suite;
}
