/* Reading expressions and templates: what they speak of, what is refused and where, limits; and
 * binding: the types that do not go together. */
#include <stdio.h>

#include "base/alloc.h"
#include "expr_util.h"

static phony_status parse(const char *text, ph_expr **expr, phony_error *error)
{
    *expr = NULL;
    return strstr(text, "{{") || strstr(text, "}}") ? ph_expr_parse_template(text, expr, error)
                                                    : ph_expr_parse(text, expr, error);
}

/* ---- Names and aggregates ------------------------------------------------------------------ */

START_TEST(names_come_once_in_the_order_of_the_text)
{
    static const char text[] = "b + user.name + a|slug + b + user.name + user + now";
    static const struct {
        const char *name, *member;
        uint64_t column;
    } expected[] = {{"b", NULL, 1}, {"user", "name", 5}, {"a", NULL, 17}, {"user", NULL, 42}};
    ph_expr *expr;
    ph_expr_name name;

    ck_assert_int_eq(parse(text, &expr, NULL), PHONY_OK);
    for (size_t i = 0; i < COUNT_OF(expected); i++) {
        ck_assert(ph_expr_get_name(expr, i, &name));
        ck_assert_str_eq(name.name, expected[i].name);
        ck_assert(!name.member == !expected[i].member);
        if (name.member)
            ck_assert_str_eq(name.member, expected[i].member);
        ck_assert_uint_eq(name.column, expected[i].column);
    }
    ck_assert(!ph_expr_get_name(expr, COUNT_OF(expected), &name));
    ph_expr_free(expr);
}
END_TEST

static const char *only_name(const ph_expr *expr)
{
    ph_expr_name name;

    return expr && ph_expr_get_name(expr, 0, &name) && !name.member ? name.name : "";
}

START_TEST(aggregates_are_of_an_entity)
{
    static const struct {
        const char *text, *function, *entity, *what, *condition;
        uint64_t column;
    } cases[] = {
        {"sum(Item.total)", "sum", "Item", "total", NULL, 1},
        {"1 + sum(Item.total * 2, Item.returned == false)", "sum", "Item", "total", "returned", 5},
        {"count(Item)", "count", "Item", NULL, NULL, 1},
        {"count(Item, Item.open)", "count", "Item", NULL, "open", 1},
        {"count(Item.total)", "count", "Item", "total", NULL, 1},
        {"avg(round(Item.total, 1))", "avg", "Item", "total", NULL, 1},
        {"min(Item.total)", "min", "Item", "total", NULL, 1},
        {"max(Item.total, Item.kind in ['a'])", "max", "Item", "total", "kind", 1},
        {"max(Item.total, !Item.open)", "max", "Item", "total", "open", 1},
        {"{{price}} {{sum(Item.total)}}", "sum", "Item", "total", NULL, 13},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        phony_error error = {0};
        ph_expr_aggregate aggregate;
        ph_expr *expr;
        ASSERT_STATUS(parse(cases[i].text, &expr, &error), PHONY_OK, &error);
        ck_assert_msg(ph_expr_get_aggregate(expr, 0, &aggregate), "%s", cases[i].text);
        ck_assert_str_eq(aggregate.function, cases[i].function);
        ck_assert_str_eq(aggregate.entity, cases[i].entity);
        ck_assert_str_eq(only_name(aggregate.what), cases[i].what ? cases[i].what : "");
        ck_assert_str_eq(only_name(aggregate.condition),
                         cases[i].condition ? cases[i].condition : "");
        ck_assert_uint_eq(aggregate.column, cases[i].column);
        ck_assert(!ph_expr_get_aggregate(expr, 1, &aggregate));
        ph_expr_free(expr);
    }
}
END_TEST

START_TEST(min_and_max_of_the_row_are_functions)
{
    static const char *const texts[] = {"min(a.x, b.x)", "max(a, b > 1 ? 2 : 3)", "min(1, 2, 3)",
                                        "a|max:5", "min(a.x, (b < c ? 1 : 2))"};

    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        ph_expr *expr;
        ph_expr_aggregate aggregate;
        phony_error error = {0};
        ASSERT_STATUS(parse(texts[i], &expr, &error), PHONY_OK, &error);
        ck_assert_msg(!ph_expr_get_aggregate(expr, 0, &aggregate), "%s", texts[i]);
        ph_expr_free(expr);
    }
}
END_TEST

/* The parts of an aggregate are bound by the caller; it is an input after the names. */
START_TEST(aggregates_are_inputs_behind_the_names)
{
    static const ph_type types[] = {{.kind = PH_TYPE_INT64}, {PH_TYPE_DECIMAL, 10, 2, 0}};
    static const phony_key key = {{1, 2}};
    const ph_rows rows = {0, NULL, 1};
    ph_expr_scope scope = {types, 0, NULL};
    ph_values a = {.rows = 0}, b = {.rows = 0}, out = {.rows = 0};
    const ph_values *inputs[] = {&a, &b};
    ph_expr_aggregate aggregate;
    ph_expr_scratch *scratch = NULL;
    ph_expr *expr;

    ck_assert_int_eq(parse("count(Item, Item.open) == 1 ? 0 : sum(Item.x) + tax", &expr, NULL), 0);
    ck_assert(ph_expr_get_aggregate(expr, 0, &aggregate));
    scope.types = (const ph_type[]){{.kind = PH_TYPE_BOOLEAN}};
    ck_assert_int_eq(ph_expr_bind(aggregate.condition, &scope, NULL), PHONY_OK);
    ck_assert_int_eq(ph_expr_type(aggregate.condition).kind, PH_TYPE_BOOLEAN);
    ph_expr_free(expr);

    ck_assert_int_eq(parse("tax + sum(Item.x)", &expr, NULL), 0);
    scope.types = types;
    ck_assert_int_eq(ph_expr_bind(expr, &scope, NULL), PHONY_OK);
    ck_assert_int_eq(ph_values_begin(&a, types[0], 1, NULL), 0);
    ck_assert_int_eq(ph_values_begin(&b, types[1], 1, NULL), 0);
    a.numbers[0] = 2;
    b.numbers[0] = 150;
    ck_assert_int_eq(ph_expr_eval(expr, &key, &rows, inputs, &scratch, &out, NULL), 0);
    ck_assert_int_eq(out.numbers[0], 350);
    ck_assert_int_eq(out.type.scale, 2);
    ph_values_fini(&a);
    ph_values_fini(&b);
    ph_values_fini(&out);
    ph_expr_scratch_free(scratch);
    ph_expr_free(expr);
}
END_TEST

/* ---- What is refused ----------------------------------------------------------------------- */

typedef struct refusal {
    const char *text;
    phony_status status;
    uint64_t column;
    const char *message;
} refusal;

static void assert_refusals(const refusal *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        phony_error error = {0};
        ph_expr *expr;
        phony_status status = parse(cases[i].text, &expr, &error);
        ck_assert_msg(status == cases[i].status && error.status == status,
                      "'%s': status %d, not %d: %s", cases[i].text, (int)status,
                      (int)cases[i].status, error.message);
        ck_assert_ptr_null(expr);
        ASSERT_MESSAGE(&error, cases[i].message);
        ck_assert_msg(error.line == 1 && error.column == cases[i].column,
                      "'%s': column %d, not %d: %s", cases[i].text, (int)error.column,
                      (int)cases[i].column, error.message);
    }
}

START_TEST(mistakes_of_expressions_have_a_column)
{
    static const refusal cases[] = {
        {"", PHONY_ERROR_SYNTAX, 1, "a value is missing at the end"},
        {"1 +", PHONY_ERROR_SYNTAX, 4, "a value is missing at the end"},
        {"1 2", PHONY_ERROR_SYNTAX, 3, "an operator is missing before '2'"},
        {"(1", PHONY_ERROR_SYNTAX, 3, "')' is missing at the end"},
        {"1)", PHONY_ERROR_SYNTAX, 2, "an operator is missing before ')'"},
        {"a < b < c", PHONY_ERROR_SYNTAX, 7, "an operator is missing before '<'"},
        {"a = b", PHONY_ERROR_SYNTAX, 3, "unexpected '='"},
        {"a & b", PHONY_ERROR_SYNTAX, 3, "unexpected '&'"},
        {"ş", PHONY_ERROR_SYNTAX, 1, "unexpected '?'"},
        {"'abc", PHONY_ERROR_SYNTAX, 1, "no end"},
        {"'abc\\'", PHONY_ERROR_SYNTAX, 1, "no end"},
        {"'a\\x'", PHONY_ERROR_SYNTAX, 3, "behind '\\' stands"},
        {"'\\u{D800}'", PHONY_ERROR_SYNTAX, 2, "code point"},
        {"'\\u{0}'", PHONY_ERROR_SYNTAX, 2, "code point"},
        {"'\\u{110000}'", PHONY_ERROR_SYNTAX, 2, "code point"},
        {"'\\u{41'", PHONY_ERROR_SYNTAX, 2, "code point"},
        {"'\\u'", PHONY_ERROR_SYNTAX, 2, "code point"},
        {"[1]", PHONY_ERROR_SYNTAX, 1, "behind 'in'"},
        {"a in b", PHONY_ERROR_SYNTAX, 6, "'[' is missing before 'b'"},
        {"a in []", PHONY_ERROR_SYNTAX, 6, "the list is empty"},
        {"a in [1", PHONY_ERROR_SYNTAX, 8, "']' is missing"},
        {"in", PHONY_ERROR_SYNTAX, 1, "a value is missing"},
        {"a ? b", PHONY_ERROR_SYNTAX, 6, "':' is missing"},
        {"a.", PHONY_ERROR_SYNTAX, 3, "a name behind '.'"},
        {"a.1", PHONY_ERROR_SYNTAX, 3, "a name behind '.'"},
        {"a|", PHONY_ERROR_SYNTAX, 3, "a function behind '|'"},
        {"a|truncate:", PHONY_ERROR_SYNTAX, 12, "a number or text"},
        {"x \x80", PHONY_ERROR_ENCODING, 3, "not UTF-8"},
        {"9223372036854775808", PHONY_ERROR_LIMIT, 1, "9223372036854775807"},
        {"1.0000000000000000001", PHONY_ERROR_LIMIT, 1, "18 digits"},
        {"slugg(a)", PHONY_ERROR_NOT_FOUND, 1, "did you mean 'slug'?"},
        {"a|lenght", PHONY_ERROR_NOT_FOUND, 3, "did you mean 'length'?"},
        {"summ(Item.x)", PHONY_ERROR_NOT_FOUND, 1, "did you mean 'sum'?"},
        {"xyzzyxyzzy(1)", PHONY_ERROR_NOT_FOUND, 1, "unknown function 'xyzzyxyzzy'"},
        {"negative(1)", PHONY_ERROR_NOT_FOUND, 1, "unknown function"},
        {"template(1)", PHONY_ERROR_NOT_FOUND, 1, "unknown function"},
        {"length()", PHONY_ERROR_ARGUMENT, 1, "'length' needs 1 argument: length(x)"},
        {"length(a, b)", PHONY_ERROR_ARGUMENT, 1, "'length' takes at most 1 argument"},
        {"random(1)", PHONY_ERROR_ARGUMENT, 1, "'random' takes no argument"},
        {"if(a, b)", PHONY_ERROR_ARGUMENT, 1, "'if' needs 3 arguments"},
        {"a|truncate", PHONY_ERROR_ARGUMENT, 3, "'truncate' needs 2 arguments"},
        {"sum(total)", PHONY_ERROR_SYNTAX, 5, "needs its entity, as in Item.total"},
        {"sum(1)", PHONY_ERROR_SYNTAX, 1, "'sum' needs an entity"},
        {"sum(A.x + B.x)", PHONY_ERROR_SYNTAX, 11, "another is named here"},
        {"count(A, B.x)", PHONY_ERROR_SYNTAX, 10, "another is named here"},
        {"sum(A.x * sum(A.y))", PHONY_ERROR_SYNTAX, 11, "an aggregate stands within 'sum'"},
        {"sum(A.x", PHONY_ERROR_SYNTAX, 8, "')' is missing"},
        {"sum(A.x, A.y, A.z)", PHONY_ERROR_SYNTAX, 13, "')' is missing before ','"},
        {"min(x)", PHONY_ERROR_SYNTAX, 5, "needs its entity"},
        {"count()", PHONY_ERROR_SYNTAX, 7, "a value is missing"},
    };

    assert_refusals(cases, COUNT_OF(cases));
}
END_TEST

START_TEST(mistakes_of_templates_have_a_column)
{
    static const refusal cases[] = {
        {"{{", PHONY_ERROR_SYNTAX, 3, "a value is missing at the end"},
        {"a {{b", PHONY_ERROR_SYNTAX, 6, "'}}' is missing at the end"},
        {"a {{b c}}", PHONY_ERROR_SYNTAX, 7, "an operator or '}}' is missing before 'c'"},
        {"{{}}", PHONY_ERROR_SYNTAX, 3, "a value is missing before '}}'"},
        {"a }} b", PHONY_ERROR_SYNTAX, 3, "'}}' ends nothing"},
        {"{{a}", PHONY_ERROR_SYNTAX, 4, "unexpected '}'"},
        {"{{end}}", PHONY_ERROR_SYNTAX, 3, "{{end}} belongs to no {{if}}"},
        {"a{{else}}", PHONY_ERROR_SYNTAX, 4, "{{else}} belongs to no {{if}}"},
        {"a{{if b}}c", PHONY_ERROR_SYNTAX, 4, "has no {{end}}"},
        {"{{if b}}{{else}}", PHONY_ERROR_SYNTAX, 3, "has no {{end}}"},
        {"{{if b}}{{else}}{{else}}{{end}}", PHONY_ERROR_SYNTAX, 3, "has no {{end}}"},
        {"{{if b}}{{elseif}}{{end}}", PHONY_ERROR_SYNTAX, 17, "a value is missing"},
        {"{{if}}{{end}}", PHONY_ERROR_SYNTAX, 5, "a value is missing"},
        {"{{if b}}{{end c}}", PHONY_ERROR_SYNTAX, 15, "'}}' is missing before 'c'"},
        {"{{slug}}{{nope()}}", PHONY_ERROR_NOT_FOUND, 11, "unknown function"},
    };

    assert_refusals(cases, COUNT_OF(cases));
}
END_TEST

/* ---- Limits -------------------------------------------------------------------------------- */

/* `count` times `unit` in the middle of two others. */
static char *repeated(const char *before, const char *unit, size_t count, const char *behind,
                      const char *end, size_t ends)
{
    ph_buffer text = PH_BUFFER_INIT;

    ph_buffer_append_text(&text, before);
    for (size_t i = 0; i < count; i++)
        ph_buffer_append_text(&text, unit);
    ph_buffer_append_text(&text, behind);
    for (size_t i = 0; i < ends; i++)
        ph_buffer_append_text(&text, end);
    ph_buffer_append_byte(&text, '\0');
    return text.data;
}

START_TEST(limits_are_where_they_are_said_to_be)
{
    static const struct {
        const char *before, *unit, *behind, *end;
        size_t good; /* times; one more is too many */
        int balanced;
        const char *message;
    } cases[] = {
        {"", "(", "1", ")", 100, 1, "more than 100 deep"},
        {"", "-(", "a", ")", 50, 1, "more than 100 deep"},
        {"", "!", "a", "", 100, 0, "more than 100 deep"},
        {"", "abs(", "1", ")", 100, 1, "more than 100 deep"},
        {"", "a?b:", "c", "", 100, 0, "more than 100 deep"},
        {"a", "+1", "", "", 499, 0, "more than 500 operations"},
        {"a", "|slug", "", "", 499, 0, "more than 500 operations"},
        {"", "{{if a}}", "b", "{{end}}", 100, 1, "more than 100 deep"},
        {"'", "a", "'", "", (64 << 10) - 2, 0, "longer than 64 KiB"},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        for (size_t more = 0; more < 2; more++) {
            size_t count = cases[i].good + more;
            char *text = repeated(cases[i].before, cases[i].unit, count, cases[i].behind,
                                  cases[i].end, cases[i].balanced ? count : 0);
            phony_error error = {0};
            ph_expr *expr;
            phony_status status = parse(text, &expr, &error);
            ck_assert_msg(status == (more ? PHONY_ERROR_LIMIT : PHONY_OK), "%s x %zu: %d %s",
                          cases[i].unit, count, (int)status, error.message);
            if (more)
                ASSERT_MESSAGE(&error, cases[i].message);
            ph_expr_free(expr);
            ph_free(text);
        }
    }
}
END_TEST

START_TEST(names_and_columns_are_counted)
{
    ph_buffer text = PH_BUFFER_INIT;
    phony_error error = {0};
    static ph_type types[2001];
    ph_expr_scope scope = {types, 0, NULL};
    ph_expr *expr;

    for (size_t i = 0; i < 2001; i++) {
        types[i].kind = PH_TYPE_INT64;
        ph_buffer_append_text(&text, "{{a");
        ph_buffer_append_number(&text, i);
        ph_buffer_append_text(&text, "}}");
        if (i == 1999) {
            ph_buffer_append_byte(&text, '\0');
            text.length--;
            ASSERT_STATUS(parse(text.data, &expr, &error), PHONY_OK, &error);
            ck_assert_int_eq(ph_expr_bind(expr, &scope, &error), PHONY_ERROR_LIMIT);
            ASSERT_MESSAGE(&error, "more than 500 columns at a time");
            ph_expr_free(expr);
        }
    }
    ph_buffer_append_byte(&text, '\0');
    ck_assert_int_eq(parse(text.data, &expr, &error), PHONY_ERROR_LIMIT);
    ASSERT_MESSAGE(&error, "more than 2000 names");
    ph_buffer_fini(&text);
}
END_TEST

/* ---- Types --------------------------------------------------------------------------------- */

START_TEST(types_that_do_not_go_together_are_refused)
{
    static const struct {
        const char *text, *message;
        uint64_t column;
        phony_status status;
    } cases[] = {
        {"price + born", "'+' of a decimal and a date", 7, 0},
        {"born + 1", "'+' of a date and a whole number", 6, 0},
        {"first + 1", "'+' of a text and a whole number", 7, 0},
        {"first * 2", "'*' of a text and a whole number", 7, 0},
        {"ratio % 2", "'%' of a float and a whole number", 7, 0},
        {"-first", "'negative' of a text", 1, 0},
        {"!price", "'!' of a decimal", 1, 0},
        {"price && active", "'&&' of a decimal and a boolean", 7, 0},
        {"active < other", "'<' of a boolean and a boolean", 8, 0},
        {"first == 1", "'==' of a text and a whole number", 7, 0},
        {"born == 'soon'", "'==' of a date and a text", 6, 0},
        {"born == first", "'==' of a date and a text", 6, 0},
        {"open == born", "'==' of a time and a date", 6, 0},
        {"id == 1", "'==' of a uuid and a whole number", 4, 0},
        {"raw == first", "'==' of bytes and a text", 5, 0},
        {"price in [1, 'a']", "'in' of a decimal, a whole number and a text", 7, 0},
        {"quantity in [1, 2, 3, 4, 5, active]", "whole number, ...", 10, 0},
        {"active ? 1 : 'a'", "'if' of a boolean, a whole number and a text; as in if(", 8, 0},
        {"price ? 1 : 2", "'if' of a decimal, a whole number and a whole number", 7, 0},
        {"coalesce(1, born)", "'coalesce' of a whole number and a date", 1, 0},
        {"max(active, other)", "'max' of a boolean and a boolean", 1, 0},
        {"length(1)", "'length' of a whole number; as in length(x)", 1, 0},
        {"year(price)", "'year' of a decimal", 1, 0},
        {"year('soon')", "'year' of a text", 1, 0},
        {"hour(raw)", "'hour' of bytes", 1, 0},
        {"round(price, quantity)", "'round' of a decimal and a whole number", 1, 0},
        {"round(price, 19)", "'round' of", 1, 0},
        {"round(price, -1)", "'round' of", 1, 0},
        {"round(first)", "'round' of a text", 1, 0},
        {"born + 'soon'", "'soon' is no distance in time, as in 1y6mo", 6, 0},
        {"born + '2h'", "a date moves by whole days, and not by '2h'", 6, 0},
        {"add(born, '2h')", "a date moves by whole days", 1, 0},
        {"format(born, '%Q')", "'%Q' has other letters", 1, 0},
        {"format(born, '%')", "'%' has other letters", 1, 0},
        {"format(born, first)", "'format' of a date and a text", 1, 0},
        {"format(first, 2)", "'format' of a text", 1, 0},
        {"matches(first, '[a')", "in the pattern, column 1", 1, PHONY_ERROR_SYNTAX},
        {"first|truncate:x", "must be a number up to 1048576", 7, 0},
        {"truncate(first, quantity)", "argument 2 of 'truncate' must be a number or text as it", 1,
         0},
        {"slug(first, 'ab')", "must be one ASCII character", 1, 0},
        {"int(born)", "'int' of a date", 1, 0},
        {"date(1)", "'date' of a whole number", 1, 0},
        {"decimal(active, 1)", "'decimal' of a boolean", 1, 0},
        {"{{if price}}a{{end}}", "'if' of a decimal", 3, 0},
    };
    test_bench bench;

    bench_init(&bench);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        phony_error error = {0};
        phony_status status = bench_make(&bench, cases[i].text, &error);
        phony_status expected = cases[i].status ? cases[i].status : PHONY_ERROR_ARGUMENT;
        ck_assert_msg(status == expected && error.status == status, "'%s': status %d: %s",
                      cases[i].text, (int)status, error.message);
        ASSERT_MESSAGE(&error, cases[i].message);
        ck_assert_msg(error.line == 1 && error.column == cases[i].column, "'%s': column %d: %s",
                      cases[i].text, (int)error.column, error.message);
    }
    bench_fini(&bench);
}
END_TEST

START_TEST(errors_are_not_needed)
{
    static const char *const texts[] = {"1 +", "nope(1)", "length()", "sum(1)", "'a\\x'"};
    test_bench bench;
    ph_expr *expr;

    for (size_t i = 0; i < COUNT_OF(texts); i++)
        ck_assert_int_ne(parse(texts[i], &expr, NULL), PHONY_OK);
    bench_init(&bench);
    ck_assert_int_eq(bench_make(&bench, "price + born", NULL), PHONY_ERROR_ARGUMENT);
    ck_assert_int_eq(bench_make(&bench, "matches(first, '[a')", NULL), PHONY_ERROR_SYNTAX);
    ck_assert_int_eq(bench_make(&bench, "slug(first, 'ab')", NULL), PHONY_ERROR_ARGUMENT);
    ck_assert_int_eq(bench_make(&bench, "big + 1", NULL), PHONY_OK);
    ck_assert_int_eq(bench_eval(&bench, NULL), PHONY_ERROR_LIMIT);
    bench_fini(&bench);
    ph_expr_free(NULL);
    ph_expr_scratch_free(NULL);
}
END_TEST

START_TEST(every_allocation_may_fail)
{
    static const char *const texts[] = {
        "a + b.c * sum(Item.total * 2, Item.open == false) - min(Item.x)",
        "{{a}} {{if b}}c{{elseif d|slug:_}}'e'{{else}}{{count(Item)}}{{end}}",
    };

    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        int failed = 1;
        for (size_t nth = 0; failed; nth++) {
            phony_error error = {0};
            ph_expr *expr;
            phony_status status;
            ph_alloc_fail_after(nth);
            status = parse(texts[i], &expr, &error);
            failed = ph_alloc_has_failed();
            ph_alloc_fail_after(SIZE_MAX);
            ck_assert_msg(status == (failed ? PHONY_ERROR_MEMORY : PHONY_OK) &&
                              error.status == status,
                          "'%s', allocation %zu: %d %s", texts[i], nth, (int)status, error.message);
            ph_expr_free(expr);
        }
    }
}
END_TEST

START_TEST(functions_are_listed_once_with_what_they_do)
{
    const char *name, *before;
    size_t count = 0;

    for (; (name = ph_expr_function(count)); count++) {
        ck_assert_ptr_nonnull(ph_expr_function_summary(count));
        for (size_t i = 0; i < count; i++) {
            before = ph_expr_function(i);
            ck_assert_str_ne(before, name);
        }
    }
    ck_assert_uint_ge(count, 50);
    ck_assert_ptr_null(ph_expr_function_summary(count));
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("expr");

    UNIT_ADD(suite, names_come_once_in_the_order_of_the_text);
    UNIT_ADD(suite, aggregates_are_of_an_entity);
    UNIT_ADD(suite, min_and_max_of_the_row_are_functions);
    UNIT_ADD(suite, aggregates_are_inputs_behind_the_names);
    UNIT_ADD(suite, mistakes_of_expressions_have_a_column);
    UNIT_ADD(suite, mistakes_of_templates_have_a_column);
    UNIT_ADD(suite, limits_are_where_they_are_said_to_be);
    UNIT_ADD(suite, names_and_columns_are_counted);
    UNIT_ADD(suite, types_that_do_not_go_together_are_refused);
    UNIT_ADD(suite, errors_are_not_needed);
    UNIT_ADD(suite, every_allocation_may_fail);
    UNIT_ADD(suite, functions_are_listed_once_with_what_they_do);
    return suite;
}
