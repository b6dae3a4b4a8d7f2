/* What the tests of expressions share: a table of columns, four rows each, that expressions speak
 * of by name, and their results as text. */
#ifndef EXPR_UTIL_H
#define EXPR_UTIL_H

#include <stdint.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "expr/expr.h"
#include "models.h"

enum { EXPR_ROWS = 4 };
/* 2025-01-01T00:00:00Z */
#define EXPR_NOW INT64_C(1735689600000000)

typedef struct test_column {
    const char *name, *type;
    const char *values[EXPR_ROWS]; /* NULL: null */
} test_column;

static const test_column expr_columns[] = {
    {"price", "decimal(10,2)", {"19.99", "0.05", NULL, "100.00"}},
    {"rate", "decimal(10,6)", {"0.180000", "-1.500000", "0.000001", "2.000000"}},
    {"quantity", "int32", {"3", "0", "5", "-7"}},
    {"big", "int64", {"9223372036854775807", "1", "2", NULL}},
    {"small", "int16", {"1", "2", "3", "4"}},
    {"ratio", "float", {"0.5", "-2.25", NULL, "1000000"}},
    {"first", "text", {"Ayşe", "Jürgen", "", NULL}},
    {"last", "text", {"Yılmaz", "O'Neil von Ä.", "SMITH", "Kim"}},
    {"number", "text", {"12", "-0.5", "x", NULL}},
    {"active", "boolean", {"true", "false", NULL, "true"}},
    {"other", "boolean", {"true", "true", "false", NULL}},
    {"born", "date", {"2024-02-29", "1999-12-31", NULL, "1970-01-01"}},
    {"created",
     "timestamptz",
     {"2024-02-29T12:30:59Z", "1969-12-31T23:59:59Z", "2025-01-01T00:00:00Z", NULL}},
    {"open", "time", {"08:30:00", "00:00:00", "23:59:59.5", NULL}},
    {"id",
     "uuid",
     {"00112233-4455-6677-8899-aabbccddeeff", "ffffffff-ffff-ffff-ffff-ffffffffffff", NULL,
      "00000000-0000-0000-0000-000000000000"}},
    {"kind", "enum", {"a", "b", "a", NULL}},
    {"raw", "bytea", {"AB", "", "z", NULL}},
    {"span", "text", {"1d", "-1mo", "2y", NULL}},
    {"user.name", "text", {"root", "toor", NULL, "x"}},
    {"nothing", "text", {NULL, NULL, NULL, NULL}},
};

/* ---- Columns --------------------------------------------------------------------------------- */

static inline int64_t read_number(ph_type type, const char *text)
{
    int64_t number = 0;
    int32_t scale;

    if (type.kind == PH_TYPE_BOOLEAN)
        return strcmp(text, "true") == 0;
    if (type.kind == PH_TYPE_TIME)
        ck_assert_int_eq(ph_clock_parse(text, &number), 0);
    else if (type.kind == PH_TYPE_DATE || type.kind == PH_TYPE_TIMESTAMPTZ) {
        ck_assert_int_eq(ph_moment_parse(text, 0, &number), 0);
        number /= type.kind == PH_TYPE_DATE ? PH_MICROSECONDS_A_DAY : 1;
    } else if (type.kind == PH_TYPE_DECIMAL) {
        ck_assert_int_eq(ph_decimal_parse(text, strlen(text), &number, &scale), 0);
        ck_assert_int_eq(scale, type.scale);
    } else {
        number = strtoll(text, NULL, 10);
    }
    return number;
}

static inline void read_uuid(const char *text, uint8_t *bytes)
{
    for (size_t i = 0; i < 16; i++) {
        char digits[3] = {0};
        text += *text == '-';
        memcpy(digits, text, 2);
        bytes[i] = (uint8_t)strtoul(digits, NULL, 16);
        text += 2;
    }
}

static inline void fill_column(const test_column *column, ph_values *values)
{
    ph_type type;

    ck_assert_int_eq(ph_type_parse(column->type, &type), 0);
    ck_assert_int_eq(ph_values_begin(values, type, EXPR_ROWS, NULL), PHONY_OK);
    for (size_t i = 0; i < EXPR_ROWS; i++) {
        const char *text = column->values[i];
        if (!text)
            ph_values_put_null(values, i);
        else if (ph_type_storage(type) == PH_STORED_TEXT)
            ck_assert_int_eq(ph_values_put(values, i, text, strlen(text), NULL), PHONY_OK);
        else if (ph_type_storage(type) == PH_STORED_UUID)
            read_uuid(text, values->bytes + 16 * i);
        else if (ph_type_storage(type) == PH_STORED_FLOAT)
            values->floats[i] = strtod(text, NULL);
        else
            values->numbers[i] = read_number(type, text);
    }
}

/* ---- Results --------------------------------------------------------------------------------- */

static inline size_t write_value(const ph_values *v, size_t i, char *to)
{
    static const char digits[] = "0123456789abcdef";

    if (v->type.kind == PH_TYPE_BOOLEAN)
        return (size_t)sprintf(to, "%s", v->numbers[i] ? "true" : "false");
    if (v->type.kind == PH_TYPE_DECIMAL)
        return ph_decimal_write(v->numbers[i], v->type.scale, to);
    if (v->type.kind == PH_TYPE_FLOAT)
        return ph_float_write(v->floats[i], to);
    if (v->type.kind == PH_TYPE_DATE)
        return ph_date_write(v->numbers[i], to);
    if (v->type.kind == PH_TYPE_TIME)
        return ph_clock_write(v->numbers[i], to);
    if (v->type.kind == PH_TYPE_TIMESTAMP || v->type.kind == PH_TYPE_TIMESTAMPTZ)
        return ph_moment_write(v->numbers[i], ' ', to);
    if (v->type.kind != PH_TYPE_UUID)
        return ph_whole_write(v->numbers[i], to);
    for (size_t j = 0; j < 32; j++)
        to[j] = digits[v->bytes[16 * i + j / 2] >> (j % 2 ? 0 : 4) & 15];
    return 32;
}

/* "3|0|null|-7", NUL-terminated. */
static inline ph_buffer text_of(const ph_values *values)
{
    ph_buffer out = PH_BUFFER_INIT;
    char number[64];

    for (size_t i = 0; i < values->rows; i++) {
        size_t length;
        if (i > 0)
            ph_buffer_append_byte(&out, '|');
        if (ph_values_is_null(values, i)) {
            ph_buffer_append_text(&out, "null");
        } else if (ph_type_storage(values->type) == PH_STORED_TEXT) {
            const char *text = ph_values_text(values, i, &length);
            if (length)
                ph_buffer_append(&out, text, length);
        } else {
            ph_buffer_append(&out, number, write_value(values, i, number));
        }
    }
    ph_buffer_append_byte(&out, '\0');
    return out;
}

/* ---- Binding and evaluation ------------------------------------------------------------------ */

typedef struct test_bench {
    ph_values columns[COUNT_OF(expr_columns)];
    const ph_values *inputs[64];
    ph_type types[64];
    ph_expr *expr;
    ph_expr_scratch *scratch;
    ph_values out;
    const char *locale;
} test_bench;

static inline void bench_init(test_bench *bench)
{
    memset(bench, 0, sizeof *bench);
    for (size_t i = 0; i < COUNT_OF(expr_columns); i++)
        fill_column(&expr_columns[i], &bench->columns[i]);
}

static inline void bench_fini(test_bench *bench)
{
    for (size_t i = 0; i < COUNT_OF(expr_columns); i++)
        ph_values_fini(&bench->columns[i]);
    ph_expr_free(bench->expr);
    ph_expr_scratch_free(bench->scratch);
    ph_values_fini(&bench->out);
}

static inline const ph_values *column_named(test_bench *bench, const ph_expr_name *name)
{
    char full[140];

    snprintf(full, sizeof full, "%s%s%s", name->name, name->member ? "." : "",
             name->member ? name->member : "");
    for (size_t i = 0; i < COUNT_OF(expr_columns); i++) {
        if (strcmp(expr_columns[i].name, full) == 0)
            return &bench->columns[i];
    }
    ck_abort_msg("there is no column '%s'", full);
    return NULL;
}

static inline phony_status bench_bind(test_bench *bench, phony_error *error)
{
    ph_expr_scope scope = {bench->types, EXPR_NOW, bench->locale};
    ph_expr_name name;

    for (size_t i = 0; ph_expr_get_name(bench->expr, i, &name); i++) {
        bench->inputs[i] = column_named(bench, &name);
        bench->types[i] = bench->inputs[i]->type;
    }
    return ph_expr_bind(bench->expr, &scope, error);
}

/* Parses and binds. A text with "{{" is a template. */
static inline phony_status bench_make(test_bench *bench, const char *text, phony_error *error)
{
    phony_status status;

    ph_expr_free(bench->expr);
    bench->expr = NULL;
    status = strstr(text, "{{") ? ph_expr_parse_template(text, &bench->expr, error)
                                : ph_expr_parse(text, &bench->expr, error);
    return status ? status : bench_bind(bench, error);
}

static inline phony_status bench_eval(test_bench *bench, phony_error *error)
{
    static const phony_key key = {{1, 2}};
    const ph_rows rows = {100, NULL, EXPR_ROWS};

    return ph_expr_eval(bench->expr, &key, &rows, bench->inputs, &bench->scratch, &bench->out,
                        error);
}

typedef struct eval_case {
    const char *text, *type, *expected;
} eval_case;

static inline void assert_type(ph_type type, const char *expected, const char *text)
{
    ph_buffer name = PH_BUFFER_INIT;

    ph_type_append(type, &name);
    ph_buffer_append_byte(&name, '\0');
    ck_assert_msg(strcmp(name.data, expected) == 0, "'%s' is of type %s, not %s", text, name.data,
                  expected);
    ph_buffer_fini(&name);
}

static inline void assert_case(test_bench *bench, const eval_case *c)
{
    phony_error error = {0};
    ph_buffer out;

    ck_assert_msg(bench_make(bench, c->text, &error) == PHONY_OK, "'%s': %s", c->text,
                  error.message);
    assert_type(ph_expr_type(bench->expr), c->type, c->text);
    ck_assert_msg(bench_eval(bench, &error) == PHONY_OK, "'%s': %s", c->text, error.message);
    out = text_of(&bench->out);
    ck_assert_msg(strcmp(out.data, c->expected) == 0, "'%s' gave %s, not %s", c->text, out.data,
                  c->expected);
    ph_buffer_fini(&out);
}

#define ASSERT_CASES(cases)                                                                        \
    do {                                                                                           \
        test_bench bench;                                                                          \
        bench_init(&bench);                                                                        \
        for (size_t case_i = 0; case_i < COUNT_OF(cases); case_i++)                                \
            assert_case(&bench, &(cases)[case_i]);                                                 \
        bench_fini(&bench);                                                                        \
    } while (0)
#endif
