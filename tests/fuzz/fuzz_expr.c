/* Expressions and templates: the first byte chooses which, the type of the names, and a conversion
 * of the result. What can be parsed is bound, and what can be bound is evaluated over four rows;
 * each row alone gives the same. */
#include <string.h>

#include "base/alloc.h"
#include "expr/expr.h"
#include "fuzz.h"
#include "text/utf8.h"

enum { ROWS = 4, INPUTS = 64 };

static const phony_key key = {{1, 2}};

typedef struct setup {
    ph_values column;
    ph_type type;
    size_t count; /* inputs */
} setup;

static void fill_column(setup *s)
{
    static const int64_t numbers[ROWS] = {0, -1, INT64_MAX, 12345};
    static const char *const texts[ROWS] = {"", "12.5", "2024-02-29", "\xC3\x84 b'c"};

    FUZZ_PROMISE(ph_values_begin(&s->column, s->type, ROWS, NULL) == PHONY_OK);
    for (size_t i = 0; i < ROWS; i++) {
        if (i == 1 && s->type.kind == PH_TYPE_INT64)
            ph_values_put_null(&s->column, i);
        else if (s->type.kind == PH_TYPE_INT64)
            s->column.numbers[i] = numbers[i];
        else
            ph_values_put(&s->column, i, texts[i], strlen(texts[i]), NULL);
    }
}

static phony_status eval(const ph_expr *expr, const setup *s, uint64_t first, size_t count,
                         ph_expr_scratch **scratch, ph_values *out)
{
    const ph_rows rows = {first, NULL, count};
    const ph_values *inputs[INPUTS];
    ph_values part = {.rows = 0};
    uint32_t which[ROWS];
    phony_error error = {0};
    phony_status status;

    for (size_t i = 0; i < count; i++)
        which[i] = (uint32_t)(first + i);
    FUZZ_PROMISE(ph_values_gather(&part, &s->column, which, count, NULL) == PHONY_OK);
    for (size_t i = 0; i < INPUTS; i++)
        inputs[i] = &part;
    status = ph_expr_eval(expr, &key, &rows, inputs, scratch, out, &error);
    FUZZ_PROMISE(status == error.status && (!status || error.message[0]));
    FUZZ_PROMISE(status == PHONY_OK || status == PHONY_ERROR_LIMIT ||
                 status == PHONY_ERROR_ARGUMENT || status == PHONY_ERROR_SYNTAX ||
                 status == PHONY_ERROR_ENCODING);
    ph_values_fini(&part);
    return status;
}

static int is_same_row(const ph_values *a, size_t i, const ph_values *b)
{
    size_t length, other;
    const char *text, *with;

    if (ph_values_is_null(a, i) || ph_values_is_null(b, 0))
        return ph_values_is_null(a, i) == ph_values_is_null(b, 0);
    if (ph_type_storage(a->type) == PH_STORED_UUID)
        return memcmp(a->bytes + 16 * i, b->bytes, 16) == 0;
    if (ph_type_storage(a->type) != PH_STORED_TEXT)
        return a->numbers[i] == b->numbers[0];
    text = ph_values_text(a, i, &length);
    with = ph_values_text(b, 0, &other);
    return length == other && (!length || memcmp(text, with, length) == 0);
}

static void check_values(const ph_values *out)
{
    for (size_t i = 0; out->type.kind == PH_TYPE_TEXT && i < ROWS; i++) {
        size_t length;
        const char *text = ph_values_text(out, i, &length);
        FUZZ_PROMISE(!ph_values_is_null(out, i) || !length);
        FUZZ_PROMISE(!length || ph_utf8_check(text, length) == length);
    }
}

static void check_rows(const ph_expr *expr, const setup *s)
{
    ph_values all = {.rows = 0}, one = {.rows = 0};
    ph_expr_scratch *scratch = NULL;
    phony_status status = eval(expr, s, 0, ROWS, &scratch, &all), each = PHONY_OK;

    if (!status) {
        check_values(&all);
        FUZZ_PROMISE(all.rows == ROWS && all.type.kind == ph_expr_type(expr).kind);
    }
    for (uint64_t i = 0; i < ROWS; i++) {
        phony_status alone = eval(expr, s, i, 1, &scratch, &one);
        each = alone ? alone : each;
        FUZZ_PROMISE(status || alone || is_same_row(&all, i, &one));
    }
    FUZZ_PROMISE(!status == !each);
    ph_expr_scratch_free(scratch);
    ph_values_fini(&all);
    ph_values_fini(&one);
}

static void check_expr(ph_expr *expr, setup *s, uint8_t choice)
{
    static const ph_type wanted[] = {{.kind = PH_TYPE_TEXT},
                                     {.kind = PH_TYPE_INT32},
                                     {PH_TYPE_DECIMAL, 9, 3, 0},
                                     {.kind = PH_TYPE_DATE},
                                     {.kind = PH_TYPE_TEXT, .length = 5},
                                     {.kind = PH_TYPE_UUID},
                                     {.kind = PH_TYPE_FLOAT}};
    ph_type types[INPUTS];
    ph_expr_scope scope = {types, INT64_C(1735689600000000), choice & 4 ? "tr_TR" : NULL};
    ph_expr_name name;
    ph_expr_aggregate aggregate;
    phony_error error = {0};
    phony_status status;

    for (size_t i = 0; ph_expr_get_name(expr, i, &name); i++)
        s->count++;
    for (size_t i = 0; ph_expr_get_aggregate(expr, i, &aggregate); i++)
        s->count++;
    if (s->count > INPUTS)
        return;
    for (size_t i = 0; i < INPUTS; i++)
        types[i] = s->type;
    status = ph_expr_bind(expr, &scope, &error);
    FUZZ_PROMISE(status == error.status);
    FUZZ_PROMISE(!status || (error.line == 1 && error.column >= 1 && error.message[0]));
    if (status)
        return;
    check_rows(expr, s);
    if (ph_expr_convert(expr, wanted[(choice >> 3) % (sizeof wanted / sizeof *wanted)]) == 0)
        check_rows(expr, s);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    char *text = length ? ph_strndup((const char *)bytes + 1, length - 1) : NULL;
    setup s = {.type = {.kind = length && *bytes & 2 ? PH_TYPE_TEXT : PH_TYPE_INT64}};
    ph_expr *expr = NULL;
    phony_error error = {0};
    phony_status status;

    if (!text)
        return 0;
    status = *bytes & 1 ? ph_expr_parse_template(text, &expr, &error)
                        : ph_expr_parse(text, &expr, &error);
    FUZZ_PROMISE(status == error.status && !expr == (status != PHONY_OK));
    FUZZ_PROMISE(!status || (error.line == 1 && error.column >= 1 && error.message[0]));
    if (expr) {
        fill_column(&s);
        check_expr(expr, &s, *bytes);
    }
    ph_values_fini(&s.column);
    ph_expr_free(expr);
    ph_free(text);
    return 0;
}
