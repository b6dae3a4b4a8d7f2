/* What expressions come to: every operator and function, over columns with nulls; rows that cannot
 * be made; conversions. */
#include <stdio.h>

#include "base/alloc.h"
#include "expr_util.h"
#include "value/pipe.h"

START_TEST(arithmetic_is_exact)
{
    static const eval_case cases[] = {
        {"price * quantity", "decimal(18,2)", "59.97|0.00|null|-700.00"},
        {"price + quantity", "decimal(18,2)", "22.99|0.05|null|93.00"},
        {"quantity - price", "decimal(18,2)", "-16.99|-0.05|null|-107.00"},
        {"price * rate", "decimal(18,8)", "3.59820000|-0.07500000|null|200.00000000"},
        {"rate * rate", "decimal(18,9)", "0.032400000|2.250000000|0.000000000|4.000000000"},
        {"price / quantity", "decimal(18,8)", "6.66333333|null|null|-14.28571429"},
        {"quantity / 2", "decimal(18,6)", "1.500000|0.000000|2.500000|-3.500000"},
        {"1 / 3 / 3", "decimal(18,9)", "0.111111000|0.111111000|0.111111000|0.111111000"},
        {"quantity % 2", "int64", "1|0|1|-1"},
        {"7 % quantity", "int64", "1|null|2|0"},
        {"price % 0.5", "decimal(18,2)", "0.49|0.05|null|0.00"},
        {"big % -1", "int64", "0|0|0|null"},
        {"ratio * 2", "float", "1|-4.5|null|2000000"},
        {"ratio / quantity", "float", "0.16666666666666666|null|null|-142857.14285714287"},
        {"ratio + price", "float", "20.49|-2.2|null|1000100"},
        {"ratio - ratio", "float", "0|0|null|0"},
        {"-price", "decimal(18,2)", "-19.99|-0.05|null|-100.00"},
        {"-quantity", "int64", "-3|0|-5|7"},
        {"-ratio", "float", "-0.5|2.25|null|-1000000"},
        {"--quantity", "int64", "3|0|5|-7"},
        {"2 + 3 * 4 - 10 / 5", "decimal(18,6)", "12.000000|12.000000|12.000000|12.000000"},
        {"(2 + 3) * -4", "int64", "-20|-20|-20|-20"},
        {"7 - 2 - 1", "int64", "4|4|4|4"},
        {"null + quantity", "int64", "null|null|null|null"},
        {"quantity * null", "int64", "null|null|null|null"},
        {"9223372036854775807", "int64",
         "9223372036854775807|9223372036854775807|9223372036854775807|9223372036854775807"},
        {"quantity", "int32", "3|0|5|-7"},
        {"small + small", "int64", "2|4|6|8"},
    };

    ASSERT_CASES(cases);
}
END_TEST

START_TEST(comparisons_and_logic_know_null)
{
    static const eval_case cases[] = {
        {"price > 19.99", "boolean", "false|false|null|true"},
        {"price >= quantity", "boolean", "true|true|null|true"},
        {"quantity == 3.0", "boolean", "true|false|false|false"},
        {"quantity != 3", "boolean", "false|true|true|true"},
        {"ratio < 1", "boolean", "true|true|null|false"},
        {"ratio <= ratio", "boolean", "true|true|null|true"},
        {"first == 'Ayşe'", "boolean", "true|false|false|null"},
        {"first < last", "boolean", "true|true|true|null"},
        {"last >= 'SMITH'", "boolean", "true|false|true|false"},
        {"kind == 'a'", "boolean", "true|false|true|null"},
        {"active == other", "boolean", "true|false|null|null"},
        {"active != true", "boolean", "false|true|null|false"},
        {"active && other", "boolean", "true|false|false|null"},
        {"active || other", "boolean", "true|true|null|true"},
        {"!active", "boolean", "false|true|null|false"},
        {"!active == other", "boolean", "false|true|null|null"},
        {"active && null", "boolean", "null|false|null|null"},
        {"null || other", "boolean", "true|true|null|null"},
        {"null == null", "boolean", "null|null|null|null"},
        {"price == null", "boolean", "null|null|null|null"},
        {"born > '2000-01-01'", "boolean", "true|false|null|false"},
        {"born < created", "boolean", "true|false|null|null"},
        {"created >= now", "boolean", "false|false|true|null"},
        {"open < '08:31'", "boolean", "true|true|false|null"},
        {"id > '11000000-0000-0000-0000-000000000000'", "boolean", "false|true|null|false"},
        {"id == id", "boolean", "true|true|null|true"},
        {"raw == raw", "boolean", "true|true|true|null"},
        {"quantity in [1, 3, 5]", "boolean", "true|false|true|false"},
        {"quantity in [1, null, 5]", "boolean", "null|null|true|null"},
        {"price in [0.05]", "boolean", "false|true|null|false"},
        {"first in ['Ayşe', last]", "boolean", "true|false|false|null"},
        {"ratio in [0.5, quantity]", "boolean", "true|false|null|false"},
        {"born in ['1970-01-01', null]", "boolean", "null|null|null|true"},
        {"id in [null, id]", "boolean", "true|true|null|true"},
        {"quantity > 0 && price > 0 || active", "boolean", "true|false|null|true"},
    };

    ASSERT_CASES(cases);
}
END_TEST

START_TEST(choices_take_only_what_counts)
{
    static const eval_case cases[] = {
        {"active ? 1 : 2", "int64", "1|2|2|1"},
        {"if(active, price, quantity)", "decimal(18,2)", "19.99|0.00|5.00|100.00"},
        {"active ? first : last", "text", "Ayşe|O'Neil von Ä.|SMITH|null"},
        {"active ? kind : kind", "enum", "a|b|a|null"},
        {"active ? id : null", "uuid",
         "00112233445566778899aabbccddeeff|null|null|00000000000000000000000000000000"},
        {"active ? born : created", "timestamptz",
         "2024-02-29 00:00:00|1969-12-31 23:59:59|2025-01-01 00:00:00|1970-01-01 00:00:00"},
        {"active ? 'x' : null", "text", "x|null|null|x"},
        {"active ? null : null", "text", "null|null|null|null"},
        {"active ? quantity > 1 ? 'a' : 'b' : 'c'", "text", "a|c|c|b"},
        {"if(null, 1, 2)", "int64", "2|2|2|2"},
        {"coalesce(price, quantity, 1)", "decimal(18,2)", "19.99|0.05|5.00|100.00"},
        {"coalesce(first, 'none')", "text", "Ayşe|Jürgen||none"},
        {"coalesce(null, null)", "text", "null|null|null|null"},
        {"coalesce(born, '2000-01-01')", "date", "2024-02-29|1999-12-31|2000-01-01|1970-01-01"},
        {"coalesce(id, '00112233-4455-6677-8899-aabbccddeeff')", "text",
         "00112233-4455-6677-8899-aabbccddeeff|ffffffff-ffff-ffff-ffff-ffffffffffff|"
         "00112233-4455-6677-8899-aabbccddeeff|00000000-0000-0000-0000-000000000000"},
        {"min(quantity, 1)", "int64", "1|0|1|-7"},
        {"max(price, quantity, 1.5)", "decimal(18,2)", "19.99|1.50|null|100.00"},
        {"min(first, last)", "text", "Ayşe|Jürgen||null"},
        {"max(ratio, 0)", "float", "0.5|0|null|1000000"},
        {"max(id, id)", "uuid",
         "00112233445566778899aabbccddeeff|ffffffffffffffffffffffffffffffff|null|"
         "00000000000000000000000000000000"},
        {"min(born, null)", "date", "null|null|null|null"},
        /* What would fail does so only where it is taken. */
        {"number == 'x' ? 0 : int(number)", "int64", "12|0|0|null"},
        {"number != 'x' && int(number) > 1", "boolean", "true|false|false|null"},
        {"number == 'x' || int(number) > 1", "boolean", "true|false|true|null"},
        {"coalesce(quantity, int('x'))", "int64", "3|0|5|-7"},
        {"big > 2 ? 0 : big + 1", "int64", "0|2|3|null"},
        {"active ? 1 : number == 'x' ? 2 : int(number)", "int64", "1|0|2|1"},
        {"false ? int('x') : 1", "int64", "1|1|1|1"},
    };

    ASSERT_CASES(cases);
}
END_TEST

START_TEST(numbers_are_rounded_half_to_even)
{
    static const eval_case cases[] = {
        {"round(price)", "int64", "20|0|null|100"},
        {"round(price, 1)", "decimal(18,1)", "20.0|0.0|null|100.0"},
        {"round(0.15, 1)", "decimal(18,1)", "0.2|0.2|0.2|0.2"},
        {"round(0.25, 1)", "decimal(18,1)", "0.2|0.2|0.2|0.2"},
        {"round(-2.5)", "int64", "-2|-2|-2|-2"},
        {"round(rate)", "int64", "0|-2|0|2"},
        {"round(ratio)", "int64", "0|-2|null|1000000"},
        {"round(ratio, 1)", "decimal(18,1)", "0.5|-2.2|null|1000000.0"},
        {"round(quantity, 2)", "decimal(18,2)", "3.00|0.00|5.00|-7.00"},
        {"price|round:1", "decimal(18,1)", "20.0|0.0|null|100.0"},
        {"floor(rate)", "int64", "0|-2|0|2"},
        {"ceil(rate)", "int64", "1|-1|1|2"},
        {"floor(ratio)", "int64", "0|-3|null|1000000"},
        {"ceil(ratio)", "int64", "1|-2|null|1000000"},
        {"floor(quantity)", "int64", "3|0|5|-7"},
        {"abs(quantity)", "int64", "3|0|5|7"},
        {"abs(rate)", "decimal(18,6)", "0.180000|1.500000|0.000001|2.000000"},
        {"abs(ratio)", "float", "0.5|2.25|null|1000000"},
        {"int(price)", "int64", "20|0|null|100"},
        {"int(active)", "int64", "1|0|null|1"},
        {"int('-12')", "int64", "-12|-12|-12|-12"},
        {"int('2.5')", "int64", "2|2|2|2"},
        {"decimal(ratio, 3)", "decimal(18,3)", "0.500|-2.250|null|1000000.000"},
        {"decimal('1.005', 2)", "decimal(18,2)", "1.00|1.00|1.00|1.00"},
        {"float(price)", "float", "19.99|0.05|null|100"},
        {"float('0.25')", "float", "0.25|0.25|0.25|0.25"},
        {"decimal(quantity, 1) / 4", "decimal(18,7)", "0.7500000|0.0000000|1.2500000|-1.7500000"},
    };

    ASSERT_CASES(cases);
}
END_TEST

START_TEST(texts_are_joined_and_cut)
{
    static const eval_case cases[] = {
        {"first + ' ' + last", "text", "Ayşe Yılmaz|Jürgen O'Neil von Ä.| SMITH|null"},
        {"concat(first, '/', quantity, price)", "text", "Ayşe/319.99|Jürgen/00.05|null|null"},
        {"length(first)", "int64", "4|6|0|null"},
        {"substring(last, 2)", "text", "ılmaz|'Neil von Ä.|MITH|im"},
        {"substring(last, 2, 3)", "text", "ılm|'Ne|MIT|im"},
        {"substring(last, 0, 3)", "text", "Yı|O'|SM|Ki"},
        {"substring(last, -5, 3)", "text", "|||"},
        {"substring(last, 2, -1)", "text", "|||"},
        {"substring(last, 9, 9)", "text", "|on Ä.||"},
        {"substring(last, quantity)", "text", "lmaz|O'Neil von Ä.|H|Kim"},
        {"substring(last, -9223372036854775807, 9223372036854775807)", "text", "|||"},
        {"contains(last, 'von')", "boolean", "false|true|false|false"},
        {"contains(first, '')", "boolean", "true|true|true|null"},
        {"starts_with(last, first)", "boolean", "false|false|true|null"},
        {"ends_with(last, 'H')", "boolean", "false|false|true|false"},
        {"matches(last, '[A-Z]+')", "boolean", "false|false|true|false"},
        {"matches(first, 'J.*n')", "boolean", "false|true|false|null"},
        {"text(price)", "text", "19.99|0.05|null|100.00"},
        {"text(quantity)", "text", "3|0|5|-7"},
        {"text(ratio)", "text", "0.5|-2.25|null|1000000"},
        {"text(active)", "text", "true|false|null|true"},
        {"text(born)", "text", "2024-02-29|1999-12-31|null|1970-01-01"},
        {"text(created)", "text",
         "2024-02-29T12:30:59Z|1969-12-31T23:59:59Z|2025-01-01T00:00:00Z|null"},
        {"text(open)", "text", "08:30:00|00:00:00|23:59:59.5|null"},
        {"text(raw)", "text", "4142||7a|null"},
        {"text(kind)", "text", "a|b|a|null"},
        {"'\\u{41}\\n\\t\\\\\\'\\\"' + \"'\\u{1F600}\"", "text",
         "A\n\t\\'\"'😀|A\n\t\\'\"'😀|A\n\t\\'\"'😀|A\n\t\\'\"'😀"},
        {"user.name + '@'", "text", "root@|toor@|null|x@"},
        {"nothing + first", "text", "null|null|null|null"},
        {"format(price, 1)", "text", "20.0|0.0|null|100.0"},
        {"format(ratio, 2, ',', '.')", "text", "0,50|-2,25|null|1.000.000,00"},
        {"format(-123456, 0, '.', ' ')", "text", "-123 456|-123 456|-123 456|-123 456"},
        {"format(born, '%d.%m.%Y %%%y')", "text",
         "29.02.2024 %24|31.12.1999 %99|null|01.01.1970 %70"},
        {"format(created, '%H:%M:%S')", "text", "12:30:59|23:59:59|00:00:00|null"},
    };

    ASSERT_CASES(cases);
}
END_TEST

START_TEST(functions_of_templates_are_functions)
{
    static const eval_case cases[] = {
        {"slug(last)", "text", "yilmaz|oneil-von-a|smith|kim"},
        {"last|slug:_", "text", "yilmaz|oneil_von_a|smith|kim"},
        {"slug(last, '.')", "text", "yilmaz|oneil.von.a|smith|kim"},
        {"last|upper|truncate:3", "text", "YIL|O'N|SMI|KIM"},
        {"last|padleft:5,0", "text", "Yılmaz|O'Neil von Ä.|SMITH|00Kim"},
        {"padleft(quantity, 3, '0')", "text", "003|000|005|0-7"},
        {"padleft(quantity, 3, 0)", "text", "003|000|005|0-7"},
        {"last|replace:'I','|,\\\\'", "text", "Yılmaz|O'Neil von Ä.|SM|,\\TH|Kim"},
        {"first|default:none", "text", "Ayşe|Jürgen|none|null"},
        {"first|slug:'-'|upper", "text", "AYSE|JURGEN||null"},
        {"active ? last|slug : 'x'", "text", "yilmaz|x|x|kim"},
        {"concat(last|truncate:2, '!')", "text", "Yı!|O'!|SM!|Ki!"},
        {"last|initials", "text", "Y|OvÄ|S|K"},
        {"'-2'|int|abs", "int64", "2|2|2|2"},
    };

    ASSERT_CASES(cases);
}
END_TEST

START_TEST(times_move_and_come_apart)
{
    static const eval_case cases[] = {
        {"born + '1mo1d'", "date", "2024-03-30|2000-02-01|null|1970-02-02"},
        {"born - '1y'", "date", "2023-02-28|1998-12-31|null|1969-01-01"},
        {"add(born, '-59d')", "date", "2024-01-01|1999-11-02|null|1969-11-03"},
        {"add(created, '12h')", "timestamptz",
         "2024-03-01 00:30:59|1970-01-01 11:59:59|2025-01-01 12:00:00|null"},
        {"created - '1d'", "timestamptz",
         "2024-02-28 12:30:59|1969-12-30 23:59:59|2024-12-31 00:00:00|null"},
        {"born + span", "date", "2024-03-01|1999-11-30|null|null"},
        {"now - '1y'", "timestamptz",
         "2024-01-01 00:00:00|2024-01-01 00:00:00|2024-01-01 00:00:00|2024-01-01 00:00:00"},
        {"days_between(born, created)", "int64", "0|-10957|null|null"},
        {"days_between('2024-01-01', '2024-12-31')", "int64", "365|365|365|365"},
        {"date(created)", "date", "2024-02-29|1969-12-31|2025-01-01|null"},
        {"date('2024-02-29T23:00:00')", "date", "2024-02-29|2024-02-29|2024-02-29|2024-02-29"},
        {"date(born)", "date", "2024-02-29|1999-12-31|null|1970-01-01"},
        {"year(created)", "int64", "2024|1969|2025|null"},
        {"month(born)", "int64", "2|12|null|1"},
        {"day(born)", "int64", "29|31|null|1"},
        {"weekday(born)", "int64", "4|5|null|4"},
        {"weekday(created)", "int64", "4|3|3|null"},
        {"hour(created)", "int64", "12|23|0|null"},
        {"minute(open)", "int64", "30|0|59|null"},
        {"second(created)", "int64", "59|59|0|null"},
        {"hour('17:30')", "int64", "17|17|17|17"},
    };

    ASSERT_CASES(cases);
}
END_TEST

START_TEST(templates_fill_in)
{
    static const eval_case cases[] = {
        {"{{slug(first)}}.{{slug(last)}}@example.com", "text",
         "ayse.yilmaz@example.com|jurgen.oneil-von-a@example.com|.smith@example.com|"
         ".kim@example.com"},
        {"{{price}} x {{ quantity }}", "text", "19.99 x 3|0.05 x 0| x 5|100.00 x -7"},
        {"{{{{{{small}}}}}}", "text", "{{1}}|{{2}}|{{3}}|{{4}}"},
        {"{\"a\":{{small}}}", "text", "{\"a\":1}|{\"a\":2}|{\"a\":3}|{\"a\":4}"},
        {"{{if quantity > 0}}in stock{{else}}sold out{{end}}!", "text",
         "in stock!|sold out!|in stock!|sold out!"},
        {"{{if quantity > 4}}many{{elseif quantity > 0}}some{{elseif quantity == 0}}none{{end}}",
         "text", "some|none|many|"},
        {"{{if active}}{{if other}}both{{end}}{{else}}-{{end}}", "text", "both|-|-|"},
        {"{{if(active, 1, 2)}}", "text", "1|2|2|1"},
        {"{{if (active) && other}}y{{else}}n{{end}}", "text", "y|n|n|n"},
        {"{{nothing}}", "text", "|||"},
        {"{{user.name|upper}}", "text", "ROOT|TOOR||X"},
        {"{{'}}'}}{{\"{{\"}}", "text", "}}{{|}}{{|}}{{|}}{{"},
    };

    ASSERT_CASES(cases);
}
END_TEST

START_TEST(a_template_without_braces_is_itself)
{
    static const eval_case cases[] = {{"plain", "text", "plain|plain|plain|plain"},
                                      {"", "text", "|||"},
                                      {"}}}} {", "text", "}} {|}} {|}} {|}} {"}};
    test_bench bench;

    bench_init(&bench);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        phony_error error = {0};
        ph_buffer out;
        ph_expr_free(bench.expr);
        ASSERT_STATUS(ph_expr_parse_template(cases[i].text, &bench.expr, &error), PHONY_OK, &error);
        ASSERT_STATUS(bench_bind(&bench, &error), PHONY_OK, &error);
        ASSERT_STATUS(bench_eval(&bench, &error), PHONY_OK, &error);
        out = text_of(&bench.out);
        ck_assert_str_eq(out.data, cases[i].expected);
        ph_buffer_fini(&out);
    }
    bench_fini(&bench);
}
END_TEST

/* ---- Rows that cannot be made ---------------------------------------------------------------- */

START_TEST(rows_that_cannot_be_made_are_named)
{
    static const struct {
        const char *text, *message;
        phony_status status;
        uint64_t column;
    } cases[] = {
        {"big + 1", "row 100: a whole number beyond 64 bits", PHONY_ERROR_LIMIT, 5},
        {"1 - -9223372036854775807", "row 100: a whole number beyond 64 bits", PHONY_ERROR_LIMIT,
         3},
        {"quantity * big", "row 100: a whole number beyond 64 bits", PHONY_ERROR_LIMIT, 10},
        {"price * 10000000000000000", "row 100: a decimal of more than 18 digits",
         PHONY_ERROR_LIMIT, 7},
        {"999999999999999999.0", "a whole number is at most", PHONY_ERROR_LIMIT, 1},
        {"price / 0.000000000000000001", "row 100: a decimal of more than 18 digits",
         PHONY_ERROR_LIMIT, 7},
        {"rate * 1.0000001 * 1000000000000", "row 100: a decimal of", PHONY_ERROR_LIMIT, 18},
        {"big / 1", "row 100: a decimal of more than 18 digits, 6 of", PHONY_ERROR_LIMIT, 5},
        {"big + 0.5", "row 100: a decimal of more than 18 digits", PHONY_ERROR_LIMIT, 5},
        {"int(number)", "row 102: 'x' is not a number of at most 18", PHONY_ERROR_ARGUMENT, 1},
        {"float(last)", "row 100: 'Yılmaz' is not a number", PHONY_ERROR_ARGUMENT, 1},
        {"date(last)", "row 100: 'Yılmaz' is not a date", PHONY_ERROR_ARGUMENT, 1},
        {"int(ratio * 10000000000000)", "row 103: a whole number beyond", PHONY_ERROR_LIMIT, 1},
        {"floor(ratio * 10000000000000)", "row 103: a whole number beyond", PHONY_ERROR_LIMIT, 1},
        {"decimal(ratio, 13)", "row 103: a decimal of", PHONY_ERROR_LIMIT, 1},
        {"-(-9223372036854775807 - 1)", "row 100: a whole number beyond", PHONY_ERROR_LIMIT, 1},
        {"abs(-9223372036854775807 - 1)", "row 100: a whole", PHONY_ERROR_LIMIT, 1},
        {"born + '8000y'", "row 100: a date outside of years 1 to 9999", PHONY_ERROR_LIMIT, 6},
        {"created + last", "row 100: 'Yılmaz' is not a distance in time", PHONY_ERROR_ARGUMENT, 9},
        {"born + coalesce(null, '1h')", "row 100: a date moves by whole days", PHONY_ERROR_ARGUMENT,
         6},
        {"last|padleft:1048577", "number up to 1048576", PHONY_ERROR_ARGUMENT, 6},
        {"last|padleft:1048576,'é'", "row 100: 'padleft' makes a value of more", PHONY_ERROR_LIMIT,
         6},
        {"last + ('ab'|padleft:1048576)", "row 100: a text of more than 1048576", PHONY_ERROR_LIMIT,
         6},
        {"active ? 1 : int(last)", "row 101: 'O'Neil von Ä.' is not", PHONY_ERROR_ARGUMENT, 14},
        {"active ? 1 : int('z')", "row 100: 'z' is not", PHONY_ERROR_ARGUMENT, 14},
    };
    test_bench bench;

    bench_init(&bench);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        phony_error error = {0};
        phony_status status = bench_make(&bench, cases[i].text, &error);
        if (!status)
            status = bench_eval(&bench, &error);
        ck_assert_msg(status == cases[i].status, "'%s': %d %s", cases[i].text, (int)status,
                      error.message);
        if (!status)
            continue;
        ASSERT_MESSAGE(&error, cases[i].message);
        ck_assert_uint_eq(error.line, 1);
        ck_assert_msg(error.column == cases[i].column, "'%s': column %d: %s", cases[i].text,
                      (int)error.column, error.message);
    }
    bench_fini(&bench);
}
END_TEST

/* ---- Conversion ------------------------------------------------------------------------------ */

static const struct {
    const char *text, *to, *expected; /* NULL: there is no conversion; "row": fails */
} conversions[] = {
    {"quantity", "int16", "3|0|5|-7"},
    {"quantity", "decimal(10,2)", "3.00|0.00|5.00|-7.00"},
    {"quantity", "decimal(1,0)", "3|0|5|-7"},
    {"quantity * 2", "decimal(1,0)", "row 102"},
    {"quantity", "text", "3|0|5|-7"},
    {"quantity", "float", "3|0|5|-7"},
    {"quantity", "boolean", NULL},
    {"quantity", "date", NULL},
    {"big", "int32", "row 100"},
    {"big", "decimal(18,0)", "row 100"},
    {"price", "int32", "20|0|null|100"},
    {"price", "decimal(4,1)", "20.0|0.0|null|100.0"},
    {"price", "decimal(4,2)", "row 103"},
    {"price", "text(6)", "19.99|0.05|null|100.00"},
    {"price", "text(5)", "row 103"},
    {"ratio", "decimal(9,1)", "0.5|-2.2|null|1000000.0"},
    {"ratio", "int16", "row 103"},
    {"number", "decimal(5,2)", "row 102"},
    {"last", "text(13)", "Yılmaz|O'Neil von Ä.|SMITH|Kim"},
    {"last", "text(12)", "row 101"},
    {"last", "enum", "Yılmaz|O'Neil von Ä.|SMITH|Kim"},
    {"last", "bytea", "Yılmaz|O'Neil von Ä.|SMITH|Kim"},
    {"last", "json", "Yılmaz|O'Neil von Ä.|SMITH|Kim"},
    {"active ? 'true' : 'false'", "boolean", "true|false|false|true"},
    {"'2024-01-02'", "date", "2024-01-02|2024-01-02|2024-01-02|2024-01-02"},
    {"'-1d'", "timestamp",
     "2024-12-31 00:00:00|2024-12-31 00:00:00|2024-12-31 00:00:00|2024-12-31 00:00:00"},
    {"'10:11'", "time", "10:11:00|10:11:00|10:11:00|10:11:00"},
    {"'00112233445566778899AABBCCDDEEFF'", "uuid",
     "00112233445566778899aabbccddeeff|00112233445566778899aabbccddeeff|"
     "00112233445566778899aabbccddeeff|00112233445566778899aabbccddeeff"},
    {"text(id)", "uuid",
     "00112233445566778899aabbccddeeff|ffffffffffffffffffffffffffffffff|null|"
     "00000000000000000000000000000000"},
    {"'0011'", "uuid", "row 100"},
    {"'0011223344556677-8899AABBCCDDEEFF0'", "uuid", "row 100"},
    {"id", "text",
     "00112233-4455-6677-8899-aabbccddeeff|ffffffff-ffff-ffff-ffff-ffffffffffff|"
     "null|00000000-0000-0000-0000-000000000000"},
    {"raw", "text(4)", "4142||7a|null"},
    {"raw", "int32", NULL},
    {"born", "timestamp", "2024-02-29 00:00:00|1999-12-31 00:00:00|null|1970-01-01 00:00:00"},
    {"created", "date", "2024-02-29|1969-12-31|2025-01-01|null"},
    {"created", "time", "12:30:59|23:59:59|00:00:00|null"},
    {"created", "timestamp", "2024-02-29 12:30:59|1969-12-31 23:59:59|2025-01-01 00:00:00|null"},
    {"open", "text", "08:30:00|00:00:00|23:59:59.5|null"},
    {"open", "date", NULL},
    {"active", "int16", "1|0|null|1"},
    {"active", "text", "true|false|null|true"},
    {"null", "int32", "null|null|null|null"},
    {"null", "uuid", "null|null|null|null"},
    {"null", "text(3)", "null|null|null|null"},
    {"5", "float", "5|5|5|5"},
};

START_TEST(results_are_converted_or_refused)
{
    test_bench bench;

    bench_init(&bench);
    for (size_t i = 0; i < COUNT_OF(conversions); i++) {
        phony_error error = {0};
        ph_type type;
        ph_buffer out;
        int converted;
        ck_assert_int_eq(ph_type_parse(conversions[i].to, &type), 0);
        ASSERT_STATUS(bench_make(&bench, conversions[i].text, &error), PHONY_OK, &error);
        ph_alloc_fail_after(0); /* a conversion takes no memory */
        converted = ph_expr_convert(bench.expr, type);
        ph_alloc_fail_after(SIZE_MAX);
        ck_assert_msg((converted == 0) == (conversions[i].expected != NULL), "'%s' to %s",
                      conversions[i].text, conversions[i].to);
        if (!conversions[i].expected)
            continue;
        assert_type(ph_expr_type(bench.expr), conversions[i].to, conversions[i].text);
        if (bench_eval(&bench, &error)) {
            ck_assert_msg(strncmp(error.message, conversions[i].expected, 7) == 0, "'%s' to %s: %s",
                          conversions[i].text, conversions[i].to, error.message);
            continue;
        }
        out = text_of(&bench.out);
        ck_assert_msg(strcmp(out.data, conversions[i].expected) == 0, "'%s' to %s gave %s, not %s",
                      conversions[i].text, conversions[i].to, out.data, conversions[i].expected);
        ck_assert_int_eq(bench.out.type.kind, type.kind);
        ph_buffer_fini(&out);
    }
    bench_fini(&bench);
}
END_TEST

/* ---- Rows, keys, scratch --------------------------------------------------------------------- */

START_TEST(random_is_of_key_row_and_place)
{
    static const phony_key key = {{1, 2}}, other = {{1, 3}};
    static const uint64_t list[] = {101, 100};
    const ph_rows rows = {100, NULL, 2}, turned = {0, list, 2};
    test_bench bench;
    double values[2];

    bench_init(&bench);
    ck_assert_int_eq(bench_make(&bench, "random() + 0 * random()", NULL), PHONY_OK);
    ck_assert_int_eq(ph_expr_eval(bench.expr, &key, &rows, NULL, &bench.scratch, &bench.out, NULL),
                     PHONY_OK);
    memcpy(values, bench.out.floats, sizeof values);
    ck_assert(values[0] != values[1] && values[0] >= 0 && values[0] < 1);
    ck_assert_int_eq(
        ph_expr_eval(bench.expr, &key, &turned, NULL, &bench.scratch, &bench.out, NULL), PHONY_OK);
    ck_assert(bench.out.floats[0] == values[1] && bench.out.floats[1] == values[0]);
    ck_assert_int_eq(
        ph_expr_eval(bench.expr, &other, &rows, NULL, &bench.scratch, &bench.out, NULL), PHONY_OK);
    ck_assert(bench.out.floats[0] != values[0]);
    ck_assert_int_eq(bench_make(&bench, "random() == random()", NULL), PHONY_OK);
    ck_assert_int_eq(ph_expr_eval(bench.expr, &key, &rows, NULL, &bench.scratch, &bench.out, NULL),
                     PHONY_OK);
    ck_assert(!bench.out.numbers[0] && !bench.out.numbers[1]);
    bench_fini(&bench);
}
END_TEST

START_TEST(no_rows_give_an_empty_column)
{
    static const phony_key key = {{1, 2}};
    const ph_rows none = {0, NULL, 0};
    test_bench bench;

    bench_init(&bench);
    ck_assert_int_eq(bench_make(&bench, "first + 'x'", NULL), PHONY_OK);
    ck_assert_int_eq(
        ph_expr_eval(bench.expr, &key, &none, bench.inputs, &bench.scratch, &bench.out, NULL),
        PHONY_OK);
    ck_assert_uint_eq(bench.out.rows, 0);
    ck_assert_int_eq(bench.out.type.kind, PH_TYPE_TEXT);
    bench_fini(&bench);
}
END_TEST

/* One row at a time is what all at once are. */
START_TEST(batches_do_not_matter)
{
    static const char *const texts[] = {"active ? first + 'x' : last|upper",
                                        "price * quantity + 1",
                                        "quantity in [1, 0, null]",
                                        "{{first}}-{{if active}}{{price}}{{else}}{{number}}{{end}}",
                                        "coalesce(price, 1)",
                                        "matches(last, '[A-Z].*') && active",
                                        "5 + 6",
                                        "'x'"};
    static const phony_key key = {{1, 2}};
    test_bench bench;

    bench_init(&bench);
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        ph_buffer all, one;
        const char *at;
        ck_assert_int_eq(bench_make(&bench, texts[i], NULL), PHONY_OK);
        ck_assert_int_eq(bench_eval(&bench, NULL), PHONY_OK);
        all = text_of(&bench.out);
        at = all.data;
        for (uint32_t row = 0; row < EXPR_ROWS; row++) {
            const ph_rows rows = {100 + row, NULL, 1};
            ph_values parts[8] = {{.rows = 0}};
            const ph_values *inputs[8];
            ph_expr_name name;
            size_t j = 0;
            for (; ph_expr_get_name(bench.expr, j, &name); j++) {
                ck_assert_int_eq(ph_values_gather(&parts[j], bench.inputs[j], &row, 1, NULL), 0);
                inputs[j] = &parts[j];
            }
            ck_assert_int_eq(
                ph_expr_eval(bench.expr, &key, &rows, inputs, &bench.scratch, &bench.out, NULL), 0);
            one = text_of(&bench.out);
            ck_assert_msg(strncmp(at, one.data, strlen(one.data)) == 0, "'%s', row %u: %s",
                          texts[i], row, one.data);
            at += strlen(one.data) + 1;
            ph_buffer_fini(&one);
            while (j-- > 0)
                ph_values_fini(&parts[j]);
        }
        ph_buffer_fini(&all);
    }
    bench_fini(&bench);
}
END_TEST

START_TEST(plain_slugs_are_those_of_the_template_function)
{
    uint64_t state = 5;
    test_bench bench;
    ph_values column = {.rows = 0};
    enum { ROWS = 2000 };

    bench_init(&bench);
    ck_assert_int_eq(ph_values_begin(&column, (ph_type){.kind = PH_TYPE_TEXT}, ROWS, NULL), 0);
    for (size_t i = 0; i < ROWS; i++) {
        char text[24];
        size_t length = random_below(&state, sizeof text);
        for (size_t j = 0; j < length; j++)
            text[j] = (char)(1 + random_below(&state, 127));
        ck_assert_int_eq(ph_values_put(&column, i, text, length, NULL), 0);
    }
    for (int separator = 0; separator < 2; separator++) {
        static const phony_key key = {{1, 2}};
        const ph_rows rows = {0, NULL, ROWS};
        const ph_values *inputs[] = {&column};
        ck_assert_int_eq(bench_make(&bench, separator ? "slug(last, '.')" : "slug(last)", NULL), 0);
        ck_assert_int_eq(
            ph_expr_eval(bench.expr, &key, &rows, inputs, &bench.scratch, &bench.out, NULL), 0);
        for (size_t i = 0; i < ROWS; i++) {
            ph_buffer slug = PH_BUFFER_INIT;
            size_t length, has;
            const char *text = ph_values_text(&column, i, &length);
            const char *got = ph_values_text(&bench.out, i, &has);
            ck_assert_int_eq(ph_to_slug_with(text, length, NULL, separator ? '.' : '-', &slug), 0);
            ck_assert(has == slug.length && (!has || memcmp(got, slug.data, has) == 0));
            ph_buffer_fini(&slug);
        }
    }
    ph_values_fini(&column);
    bench_fini(&bench);
}
END_TEST

START_TEST(locales_change_case_and_ascii)
{
    phony_error error = {0};
    test_bench bench;
    ph_buffer out;

    bench_init(&bench);
    bench.locale = "de_DE";
    ASSERT_STATUS(bench_make(&bench, "slug(first)", &error), PHONY_OK, &error);
    ASSERT_STATUS(bench_eval(&bench, &error), PHONY_OK, &error);
    out = text_of(&bench.out);
    ck_assert_str_eq(out.data, "ayse|juergen||null");
    ph_buffer_fini(&out);
    bench_fini(&bench);
}
END_TEST

/* Bound again to other types it is another program. */
START_TEST(binding_can_be_done_again)
{
    test_bench bench;
    ph_buffer out;

    bench_init(&bench);
    ck_assert_int_eq(bench_make(&bench, "coalesce(quantity, '2024-01-01'|slug|int)", NULL), 0);
    for (int i = 0; i < 3; i++) {
        ck_assert_int_eq(bench_bind(&bench, NULL), PHONY_OK);
        ck_assert_int_eq(ph_expr_convert(bench.expr, (ph_type){.kind = PH_TYPE_TEXT}), 0);
    }
    ck_assert_int_eq(bench_eval(&bench, NULL), PHONY_OK);
    out = text_of(&bench.out);
    ck_assert_str_eq(out.data, "3|0|5|-7");
    ph_buffer_fini(&out);
    bench_fini(&bench);
}
END_TEST

START_TEST(every_allocation_may_fail)
{
    static const char *const texts[] = {
        "price * quantity + round(rate, 2)",
        "active ? slug(first) + 'é' : (last|upper|truncate:4)",
        "{{slug(first)}}.{{last|lower}} {{if active}}{{price}}{{elseif other}}{{born}}{{end}}",
        "matches(last, '[A-Z]+') && first in ['a', 'b', last]",
        "coalesce(number|default:none, text(id), format(price, 1, ',', '.'))",
        "born + '1d' > date('2024-01-01') || user.name == substring(last, 2)",
    };
    test_bench bench;

    bench_init(&bench);
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        int failed = 1;
        for (size_t nth = 0; failed; nth++) {
            phony_error error = {0};
            phony_status status;
            ph_expr_scratch_free(bench.scratch);
            bench.scratch = NULL;
            ph_values_fini(&bench.out);
            ph_alloc_fail_after(nth);
            status = bench_make(&bench, texts[i], &error);
            if (!status)
                status = bench_eval(&bench, &error);
            failed = ph_alloc_has_failed();
            ph_alloc_fail_after(SIZE_MAX);
            ck_assert_msg(status == (failed ? PHONY_ERROR_MEMORY : PHONY_OK) &&
                              error.status == status,
                          "'%s', allocation %zu: %d %s", texts[i], nth, (int)status, error.message);
        }
    }
    bench_fini(&bench);
}
END_TEST

/* After a failure the same scratch gives what it should. */
START_TEST(scratch_survives_failures)
{
    static const char text[] = "concat(last|upper, slug(first), active ? 'é'|slug : first)";
    test_bench bench;
    ph_buffer out;

    bench_init(&bench);
    ck_assert_int_eq(bench_make(&bench, text, NULL), PHONY_OK);
    for (size_t nth = 0; nth < 12; nth++) {
        ph_alloc_fail_after(nth);
        bench_eval(&bench, NULL);
        ph_alloc_fail_after(SIZE_MAX);
    }
    ck_assert_int_eq(bench_eval(&bench, NULL), PHONY_OK);
    out = text_of(&bench.out);
    ck_assert_str_eq(out.data, "YILMAZaysee|O'NEIL VON Ä.jurgenJürgen|SMITH|null");
    ph_buffer_fini(&out);
    bench_fini(&bench);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("expr_eval");

    UNIT_ADD(suite, arithmetic_is_exact);
    UNIT_ADD(suite, comparisons_and_logic_know_null);
    UNIT_ADD(suite, choices_take_only_what_counts);
    UNIT_ADD(suite, numbers_are_rounded_half_to_even);
    UNIT_ADD(suite, texts_are_joined_and_cut);
    UNIT_ADD(suite, functions_of_templates_are_functions);
    UNIT_ADD(suite, times_move_and_come_apart);
    UNIT_ADD(suite, templates_fill_in);
    UNIT_ADD(suite, a_template_without_braces_is_itself);
    UNIT_ADD(suite, rows_that_cannot_be_made_are_named);
    UNIT_ADD(suite, results_are_converted_or_refused);
    UNIT_ADD(suite, random_is_of_key_row_and_place);
    UNIT_ADD(suite, no_rows_give_an_empty_column);
    UNIT_ADD(suite, batches_do_not_matter);
    UNIT_ADD(suite, plain_slugs_are_those_of_the_template_function);
    UNIT_ADD(suite, locales_change_case_and_ascii);
    UNIT_ADD(suite, binding_can_be_done_again);
    UNIT_ADD(suite, every_allocation_may_fail);
    UNIT_ADD(suite, scratch_survives_failures);
    return suite;
}
