/* Types, numbers and times as text and back, the calendar, and batches of values. */
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "data/values.h"
#include "models.h"

/* ---- Types --------------------------------------------------------------------------------- */

START_TEST(types_are_read_and_written)
{
    static const struct {
        const char *text, *written;
        ph_storage storage;
    } cases[] = {
        {"int16", "int16", PH_STORED_NUMBER},
        {"int64", "int64", PH_STORED_NUMBER},
        {"decimal", "decimal(18,2)", PH_STORED_NUMBER},
        {"decimal(10)", "decimal(10,0)", PH_STORED_NUMBER},
        {"decimal(10,2)", "decimal(10,2)", PH_STORED_NUMBER},
        {"decimal(18,18)", "decimal(18,18)", PH_STORED_NUMBER},
        {"float", "float", PH_STORED_FLOAT},
        {"boolean", "boolean", PH_STORED_NUMBER},
        {"text", "text", PH_STORED_TEXT},
        {"text(80)", "text(80)", PH_STORED_TEXT},
        {"timestamptz", "timestamptz", PH_STORED_NUMBER},
        {"uuid", "uuid", PH_STORED_UUID},
        {"bytea", "bytea", PH_STORED_TEXT},
        {"macaddr", "macaddr", PH_STORED_TEXT},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        ph_buffer out = PH_BUFFER_INIT;
        ph_type type;
        ck_assert_msg(ph_type_parse(cases[i].text, &type) == 0, "%s", cases[i].text);
        ck_assert_int_eq(ph_type_storage(type), cases[i].storage);
        ph_type_append(type, &out);
        ph_buffer_append_byte(&out, '\0');
        ck_assert_str_eq(out.data, cases[i].written);
        ph_buffer_fini(&out);
    }
}
END_TEST

START_TEST(what_is_no_type_is_refused)
{
    static const char *const texts[] = {
        "",
        "int",
        "Int64",
        "int64(3)",
        "text(0)",
        "text()",
        "text(",
        "text(1",
        "text(1,2)",
        "text(10485761)",
        "text(1)x",
        "text(-1)",
        "decimal(0)",
        "decimal(19,2)",
        "decimal(2,3)",
        "decimal(,)",
        "decimal(1,2,",
        "decimal(1,1,1)",
        "date ",
        "text(99999999999999999999)",
    };
    ph_type type;

    for (size_t i = 0; i < COUNT_OF(texts); i++)
        ck_assert_msg(ph_type_parse(texts[i], &type) == -1, "'%s'", texts[i]);
}
END_TEST

START_TEST(every_type_has_a_name_that_reads_as_it)
{
    size_t count = 0;
    ph_type type;

    for (; ph_type_name(count); count++) {
        ck_assert_int_eq(ph_type_parse(ph_type_name(count), &type), 0);
        ck_assert_int_eq(type.kind, (int)count + 1); /* the order of the kinds */
    }
    ck_assert_uint_eq(count, PH_TYPE_MACADDR);
    ck_assert_int_eq(ph_type_storage((ph_type){.kind = PH_TYPE_NONE}), PH_STORED_TEXT);
}
END_TEST

/* ---- Numbers ------------------------------------------------------------------------------- */

START_TEST(decimals_are_read_and_written)
{
    static const struct {
        const char *text;
        int64_t digits;
        int32_t scale;
        const char *written;
    } cases[] = {
        {"12.50", 1250, 2, "12.50"},
        {"-0.05", -5, 2, "-0.05"},
        {"0", 0, 0, "0"},
        {"-0", 0, 0, "0"},
        {".5", 5, 1, "0.5"},
        {"007", 7, 0, "7"},
        {"0.000000000000000001", 1, 18, "0.000000000000000001"},
        {"999999999999999999", 999999999999999999, 0, "999999999999999999"},
        {"-0.999999999999999999", -999999999999999999, 18, "-0.999999999999999999"},
        {"000000000000000000000001", 1, 0, "1"},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char out[24];
        int64_t digits;
        int32_t scale;
        size_t length;
        ck_assert_msg(ph_decimal_parse(cases[i].text, strlen(cases[i].text), &digits, &scale) == 0,
                      "'%s'", cases[i].text);
        ck_assert_int_eq(digits, cases[i].digits);
        ck_assert_int_eq(scale, cases[i].scale);
        length = ph_decimal_write(digits, scale, out);
        ck_assert_uint_le(length, 21);
        out[length] = '\0';
        ck_assert_str_eq(out, cases[i].written);
    }
}
END_TEST

START_TEST(what_is_no_decimal_is_refused)
{
    static const char *const texts[] = {"",
                                        "-",
                                        ".",
                                        "1.",
                                        "-.",
                                        "+1",
                                        "1e5",
                                        "1 ",
                                        " 1",
                                        "1,5",
                                        "1..2",
                                        "--1",
                                        "0x1",
                                        "a",
                                        "1.2.3",
                                        "1234567890123456789",
                                        "0.0000000000000000001"};
    int64_t digits;
    int32_t scale;

    for (size_t i = 0; i < COUNT_OF(texts); i++)
        ck_assert_msg(ph_decimal_parse(texts[i], strlen(texts[i]), &digits, &scale) == -1, "'%s'",
                      texts[i]);
}
END_TEST

START_TEST(decimals_change_their_scale_half_to_even)
{
    static const struct {
        int64_t digits;
        int32_t from, to;
        int64_t expected; /* INT64_MIN: overflow */
    } cases[] = {
        {125, 2, 1, 12},
        {135, 2, 1, 14},
        {-125, 2, 1, -12},
        {-135, 2, 1, -14},
        {126, 2, 1, 13},
        {124, 2, 1, 12},
        {5, 1, 0, 0},
        {15, 1, 0, 2},
        {-5, 1, 0, 0},
        {7, 0, 2, 700},
        {-7, 0, 18, -7000000000000000000},
        {10, 0, 18, INT64_MIN},
        {INT64_MAX, 0, 1, INT64_MIN},
        {999, 18, 0, 0},
        {INT64_MIN, 1, 0, -922337203685477581},
        {1, 20, 0, 0},
        {0, 0, 19, INT64_MIN},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        int64_t result = 0;
        int status = ph_decimal_rescale(cases[i].digits, cases[i].from, cases[i].to, &result);
        ck_assert_int_eq(status, cases[i].expected == INT64_MIN ? -1 : 0);
        if (status == 0)
            ck_assert_int_eq(result, cases[i].expected);
    }
}
END_TEST

START_TEST(whole_numbers_and_floats_are_written)
{
    static const struct {
        double number;
        const char *written;
    } floats[] = {
        {0, "0"},
        {0.1, "0.1"},
        {-2.5, "-2.5"},
        {1.0 / 3, "0.3333333333333333"},
        {1e22, "1e+22"},
        {123456789012345680, "1.2345678901234568e+17"},
        {5e-324, "5e-324"},
        {DBL_MAX, "1.7976931348623157e+308"},
        {DBL_MIN, "2.2250738585072014e-308"},
        {100, "100"},
    };
    char out[40];

    out[ph_whole_write(INT64_MIN, out)] = '\0';
    ck_assert_str_eq(out, "-9223372036854775808");
    out[ph_whole_write(0, out)] = '\0';
    ck_assert_str_eq(out, "0");
    out[ph_whole_write(INT64_MAX, out)] = '\0';
    ck_assert_str_eq(out, "9223372036854775807");
    for (size_t i = 0; i < COUNT_OF(floats); i++) {
        size_t length = ph_float_write(floats[i].number, out);
        ck_assert_uint_le(length, 32);
        out[length] = '\0';
        ck_assert_str_eq(out, floats[i].written);
    }
}
END_TEST

/* ---- The calendar -------------------------------------------------------------------------- */

/* Day by day from 0001-01-01 to 9999-12-31, counted by hand. */
START_TEST(every_day_has_its_date)
{
    int64_t days = -719162;
    unsigned failures = 0;

    for (int64_t year = 1; year <= 9999; year++) {
        for (unsigned month = 1; month <= 12; month++) {
            for (unsigned day = 1; day <= ph_month_days(year, month); day++, days++) {
                int64_t y;
                unsigned m, d;
                ph_date_of(days, &y, &m, &d);
                failures +=
                    ph_days_of(year, month, day) != days || y != year || m != month || d != day;
            }
        }
    }
    ck_assert_uint_eq(failures, 0);
    ck_assert_int_eq(days, 2932897);
    ck_assert_uint_eq(ph_month_days(1900, 2), 28);
    ck_assert_uint_eq(ph_month_days(2000, 2), 29);
    ck_assert_uint_eq(ph_month_days(2023, 4), 30);
    ck_assert_uint_eq(ph_month_days(2023, 8), 31);
}
END_TEST

#define NOW INT64_C(1735689600000000) /* 2025-01-01T00:00:00Z */

START_TEST(moments_are_read_and_written)
{
    static const struct {
        const char *text, *written;
    } cases[] = {
        {"2024-02-29", "2024-02-29T00:00:00"},
        {"2024-02-29T12:00:00.5+01:00", "2024-02-29T11:00:00.5"},
        {"2024-02-29 12:00", "2024-02-29T12:00:00"},
        {"2024-02-29T23:59:59.999999Z", "2024-02-29T23:59:59.999999"},
        {"1969-12-31T23:59:59.000001", "1969-12-31T23:59:59.000001"},
        {"0001-01-01", "0001-01-01T00:00:00"},
        {"9999-12-31T23:59:59", "9999-12-31T23:59:59"},
        {"2024-01-01T00:30-02:30", "2024-01-01T03:00:00"},
        {"now", "2025-01-01T00:00:00"},
        {"-2y", "2023-01-01T00:00:00"},
        {"+30d", "2025-01-31T00:00:00"},
        {"-1y6mo", "2023-07-01T00:00:00"},
        {"1w2h3m4s", "2025-01-08T02:03:04"},
        {"5ms", "2025-01-01T00:00:00.005"},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        int64_t moment;
        char out[32];
        size_t length;
        ck_assert_msg(ph_moment_parse(cases[i].text, NOW, &moment) == 0, "'%s'", cases[i].text);
        length = ph_moment_write(moment, 'T', out);
        ck_assert_uint_le(length, 26);
        out[length] = '\0';
        ck_assert_str_eq(out, cases[i].written);
    }
}
END_TEST

START_TEST(what_is_no_moment_is_refused)
{
    static const char *const texts[] = {
        "",
        "2024",
        "2024-2-29",
        "2023-02-29",
        "2024-13-01",
        "2024-00-10",
        "2024-01-00",
        "0000-01-01",
        "2024-01-32",
        "2024-01-01T",
        "2024-01-01T24:00",
        "2024-01-01T12:60",
        "2024-01-01T12:00:60",
        "2024-01-01T12",
        "2024-01-01T12:00:00.",
        "2024-01-01T12:00:00.1234567",
        "2024-01-01T12:00+1:00",
        "2024-01-01T12:00+24:00",
        "2024-01-01T12:00Zx",
        "2024-01-01x",
        "soon",
        "1",
        "d",
        "-",
        "1x",
        "1d2",
        "99999999d",
        "-3000y",
        "9000y",
        "0001-01-01T00:00+01:00",
        "9999-12-31T23:59:59-01:00",
        "4000001d",
    };
    int64_t moment;

    for (size_t i = 0; i < COUNT_OF(texts); i++)
        ck_assert_msg(ph_moment_parse(texts[i], NOW, &moment) == -1, "'%s'", texts[i]);
}
END_TEST

START_TEST(clocks_are_read_and_written)
{
    static const struct {
        const char *text, *written; /* NULL: refused */
    } cases[] = {
        {"12:30", "12:30:00"},
        {"00:00:00", "00:00:00"},
        {"23:59:59.5", "23:59:59.5"},
        {"01:02:03.000001", "01:02:03.000001"},
        {"24:00", NULL},
        {"1:00", NULL},
        {"12:30:", NULL},
        {"12:30:59x", NULL},
        {"", NULL},
        {"12", NULL},
        {"-1:00", NULL},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        int64_t clock;
        char out[24];
        ck_assert_msg((ph_clock_parse(cases[i].text, &clock) == 0) == (cases[i].written != NULL),
                      "'%s'", cases[i].text);
        if (!cases[i].written)
            continue;
        out[ph_clock_write(clock, out)] = '\0';
        ck_assert_str_eq(out, cases[i].written);
    }
}
END_TEST

START_TEST(distances_keep_within_months)
{
    static const struct {
        const char *from, *span, *expected; /* NULL: out of the calendar */
    } cases[] = {
        {"2024-01-31", "1mo", "2024-02-29"},  {"2023-01-31", "1mo", "2023-02-28"},
        {"2024-02-29", "1y", "2025-02-28"},   {"2024-02-29", "-4y", "2020-02-29"},
        {"2024-03-31", "-1mo", "2024-02-29"}, {"2024-12-31", "1d", "2025-01-01"},
        {"1969-12-31", "-24h", "1969-12-30"}, {"2024-01-31", "1mo1d", "2024-03-01"},
        {"9999-12-31", "1d", NULL},           {"0001-01-01", "-1d", NULL},
        {"0001-12-31", "-1y", NULL},          {"9999-01-01", "12mo", NULL},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        int64_t moment, moved;
        ph_span span;
        char out[16];
        int status;
        ck_assert_int_eq(ph_moment_parse(cases[i].from, NOW, &moment), 0);
        ck_assert_int_eq(ph_span_parse(cases[i].span, &span), 0);
        status = ph_span_add(moment, span, &moved);
        ck_assert_msg((status == 0) == (cases[i].expected != NULL), "%s %s", cases[i].from,
                      cases[i].span);
        if (status)
            continue;
        ck_assert_int_eq(moved % PH_MICROSECONDS_A_DAY, 0);
        out[ph_date_write(moved / PH_MICROSECONDS_A_DAY, out)] = '\0';
        ck_assert_str_eq(out, cases[i].expected);
    }
}
END_TEST

/* ---- Values -------------------------------------------------------------------------------- */

#define TYPE(kind_of) ((ph_type){.kind = PH_TYPE_##kind_of})

START_TEST(texts_and_nulls_come_in_turn)
{
    ph_values values = {.rows = 0};
    const char *text;
    size_t length;

    ck_assert_int_eq(ph_values_begin(&values, TYPE(TEXT), 4, NULL), PHONY_OK);
    ck_assert_int_eq(values.offsets[0], 0);
    ck_assert_int_eq(ph_values_put(&values, 0, "ab", 2, NULL), PHONY_OK);
    ph_values_put_null(&values, 1);
    ck_assert_int_eq(ph_values_put(&values, 2, NULL, 0, NULL), PHONY_OK);
    ck_assert_int_eq(ph_values_put(&values, 3, "c", 1, NULL), PHONY_OK);
    ck_assert(!ph_values_is_null(&values, 0) && ph_values_is_null(&values, 1));
    ck_assert(!ph_values_is_null(&values, 2));
    text = ph_values_text(&values, 0, &length);
    ck_assert(length == 2 && memcmp(text, "ab", 2) == 0);
    ph_values_text(&values, 1, &length);
    ck_assert_uint_eq(length, 0);
    text = ph_values_text(&values, 3, &length);
    ck_assert(length == 1 && *text == 'c');
    ph_values_fini(&values);
}
END_TEST

/* Each batch begins without the last one's nulls, whatever its type and size. */
START_TEST(memory_is_kept_and_nulls_are_not)
{
    static const size_t sizes[] = {1, 100, 0, 17, 1024, 16, 3};
    ph_values values = {.rows = 0};

    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        for (int kind = PH_TYPE_INT16; kind <= PH_TYPE_MACADDR; kind++) {
            ph_type type = {.kind = (ph_type_kind)kind};
            ck_assert_int_eq(ph_values_begin(&values, type, sizes[i], NULL), PHONY_OK);
            ck_assert_int_eq(values.has_nulls, 0);
            ck_assert_uint_eq(values.rows, sizes[i]);
            for (size_t row = 0; row < sizes[i]; row++) {
                ck_assert_int_eq(values.nulls[row], 0);
                ph_values_put_null(&values, row);
            }
            if (ph_type_storage(type) == PH_STORED_UUID)
                memset(values.bytes, 0xFF, 16 * sizes[i] + PH_VALUES_SLACK);
        }
    }
    ph_values_fini(&values);
}
END_TEST

START_TEST(null_numbers_are_zero)
{
    ph_values values = {.rows = 0};

    ck_assert_int_eq(ph_values_begin(&values, TYPE(FLOAT), 1, NULL), PHONY_OK);
    values.floats[0] = 5;
    ph_values_put_null(&values, 0);
    ck_assert(values.floats[0] == 0);
    ph_values_fini(&values);
}
END_TEST

START_TEST(rows_are_gathered_in_any_order)
{
    static const uint32_t which[] = {2, 0, 2, 1};
    static const ph_type types[] = {TYPE(INT64), TYPE(TEXT), TYPE(UUID), TYPE(FLOAT)};

    for (size_t t = 0; t < COUNT_OF(types); t++) {
        ph_values from = {.rows = 0}, to = {.rows = 0};
        ck_assert_int_eq(ph_values_begin(&from, types[t], 3, NULL), PHONY_OK);
        for (size_t i = 0; i < 3; i++) {
            if (i == 1)
                ph_values_put_null(&from, i);
            else if (types[t].kind == PH_TYPE_TEXT)
                ck_assert_int_eq(ph_values_put(&from, i, "abc", i + 1, NULL), PHONY_OK);
            else if (types[t].kind == PH_TYPE_UUID)
                memset(from.bytes + 16 * i, (int)i, 16);
            else
                from.numbers[i] = (int64_t)i;
        }
        ck_assert_int_eq(ph_values_gather(&to, &from, which, 4, NULL), PHONY_OK);
        for (size_t i = 0; i < 4; i++) {
            ck_assert_int_eq(ph_values_is_null(&to, i), which[i] == 1);
            if (which[i] == 1)
                continue;
            if (types[t].kind == PH_TYPE_TEXT)
                ck_assert_uint_eq(to.offsets[i + 1] - to.offsets[i], which[i] + 1);
            else if (types[t].kind == PH_TYPE_UUID)
                ck_assert_int_eq(to.bytes[16 * i + 15], (int)which[i]);
            else
                ck_assert_int_eq(to.numbers[i], which[i]);
        }
        ph_values_fini(&from);
        ph_values_fini(&to);
    }
}
END_TEST

START_TEST(a_batch_has_a_limit)
{
    ph_values values = {.rows = 0};
    phony_error error = {0};

    ck_assert_int_eq(ph_values_begin(&values, TYPE(TEXT), 1, NULL), PHONY_OK);
    ck_assert_int_eq(ph_values_room(&values, (size_t)INT32_MAX + 1, &error), PHONY_ERROR_LIMIT);
    ASSERT_MESSAGE(&error, "2 GiB");
    ph_values_fini(&values);
}
END_TEST

static phony_status use_values(ph_values *values, phony_error *error)
{
    ph_values other = {.rows = 0};
    static const uint32_t which[] = {0, 0};
    phony_status status = ph_values_begin(values, TYPE(TEXT), 100, error);

    if (!status)
        status = ph_values_put(values, 0, "abc", 3, error);
    if (!status)
        status = ph_values_gather(&other, values, which, 2, error);
    if (!status)
        status = ph_values_begin(values, TYPE(UUID), 1000, error);
    ph_values_fini(&other);
    return status;
}

START_TEST(every_allocation_may_fail)
{
    int failed = 1;

    for (size_t nth = 0; failed; nth++) {
        ph_values values = {.rows = 0};
        phony_error error = {0};
        phony_status status;
        ph_alloc_fail_after(nth);
        status = use_values(&values, &error);
        failed = ph_alloc_has_failed();
        ph_alloc_fail_after(SIZE_MAX);
        ck_assert_int_eq(status, failed ? PHONY_ERROR_MEMORY : PHONY_OK);
        ck_assert_int_eq(use_values(&values, &error), PHONY_OK); /* what was left is usable */
        ph_values_fini(&values);
    }
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("data");

    UNIT_ADD(suite, types_are_read_and_written);
    UNIT_ADD(suite, what_is_no_type_is_refused);
    UNIT_ADD(suite, every_type_has_a_name_that_reads_as_it);
    UNIT_ADD(suite, decimals_are_read_and_written);
    UNIT_ADD(suite, what_is_no_decimal_is_refused);
    UNIT_ADD(suite, decimals_change_their_scale_half_to_even);
    UNIT_ADD(suite, whole_numbers_and_floats_are_written);
    UNIT_ADD(suite, every_day_has_its_date);
    UNIT_ADD(suite, moments_are_read_and_written);
    UNIT_ADD(suite, what_is_no_moment_is_refused);
    UNIT_ADD(suite, clocks_are_read_and_written);
    UNIT_ADD(suite, distances_keep_within_months);
    UNIT_ADD(suite, texts_and_nulls_come_in_turn);
    UNIT_ADD(suite, memory_is_kept_and_nulls_are_not);
    UNIT_ADD(suite, null_numbers_are_zero);
    UNIT_ADD(suite, rows_are_gathered_in_any_order);
    UNIT_ADD(suite, a_batch_has_a_limit);
    UNIT_ADD(suite, every_allocation_may_fail);
    return suite;
}
