/* Feeds in tests: made from a card's name and a JSON text of options, as the plan makes them, and
 * run over rows. An option that is {"expr": "name"}, or of the kind FIELD, is the column `name` of
 * the setup, which must be of the type that the option wants. */
#ifndef FEED_UTIL_H
#define FEED_UTIL_H

#include <stdio.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/json_tree.h"
#include "feed/cards.h"
#include "unit.h"

enum { FEED_OPTIONS = 32, FEED_INPUTS = 8 };
#define FEED_NOW INT64_C(1735689600000000) /* 2025-01-01T00:00:00Z */

typedef struct feed_column {
    const char *name;
    const ph_values *values; /* by row, from row 0 on; beyond the last it begins anew */
} feed_column;

/* All zero: any type, rows not known, not unique, no columns. */
typedef struct feed_setup {
    const char *type;
    uint64_t rows;
    int unique;
    const char *locale, *folder;
    phony_cache *cache;
    const ph_feed *of;
    const ph_correlation *correlation;
    const feed_column *columns;
    size_t column_count;
} feed_setup;

typedef struct feed_test {
    ph_json_tree tree;
    ph_option options[FEED_OPTIONS];
    ph_type types[FEED_INPUTS];
    const ph_values *columns[FEED_INPUTS];
    size_t inputs;
    phony_key key;
    ph_feed *feed;
} feed_test;

static inline void feed_fini(feed_test *test)
{
    ph_feed_free(test->feed);
    ph_json_tree_fini(&test->tree);
    test->feed = NULL;
}

static inline void feed_take_input(feed_test *test, const feed_setup *setup, const char *name,
                                   ph_option *option)
{
    for (size_t i = 0; i < setup->column_count; i++) {
        if (strcmp(setup->columns[i].name, name) != 0)
            continue;
        ck_assert(test->inputs < FEED_INPUTS);
        test->types[test->inputs] = setup->columns[i].values->type;
        test->columns[test->inputs] = setup->columns[i].values;
        *option = (ph_option){.given = 1, .input = (int32_t)test->inputs++};
        return;
    }
    ck_abort_msg("the test has no column '%s'", name);
}

static inline phony_status feed_read_option(feed_test *test, const feed_setup *setup,
                                            const ph_option_card *card, ph_option *option,
                                            phony_error *error)
{
    uint32_t node = test->tree.count ? ph_json_member(&test->tree, 0, card->name) : PH_JSON_NO_NODE;
    uint32_t name = card->kind == PH_OPTION_FIELD || node == PH_JSON_NO_NODE
                        ? node
                        : ph_json_member(&test->tree, node, "expr");
    phony_status status;

    if (name != PH_JSON_NO_NODE &&
        (card->kind == PH_OPTION_FIELD || (card->flags & PH_OPTION_BY_ROW))) {
        feed_take_input(test, setup, ph_json_text(&test->tree, name), option);
        return PHONY_OK;
    }
    status = ph_option_read(card, &test->tree, node, FEED_NOW, option, error);
    if (status == PHONY_ERROR_ARGUMENT && node != PH_JSON_NO_NODE)
        ph_error_prefix(error, "%s", card->name);
    return status;
}

/* `options` may be NULL: all defaults. To be let go of by feed_fini, failed or not. Messages about
 * one option's value have its name in front. */
static inline phony_status feed_make(feed_test *test, const char *card_name, const char *options,
                                     const feed_setup *setup, phony_error *error)
{
    static const feed_setup none;
    const ph_card *card = ph_card_find(card_name);
    phony_status status = PHONY_OK;
    ph_feed_request request = {.card = card, .options = test->options, .now = FEED_NOW};

    memset(test, 0, sizeof *test);
    setup = setup ? setup : &none;
    ck_assert_msg(card != NULL, "there is no card '%s'", card_name);
    ck_assert(card->option_count <= FEED_OPTIONS);
    test->key = (phony_key){{UINT64_C(0x0123456789abcdef), UINT64_C(0xfedcba9876543210)}};
    if (options)
        status = ph_json_tree_parse(&test->tree, options, strlen(options), error);
    for (size_t i = 0; !status && i < card->option_count; i++)
        status = feed_read_option(test, setup, &card->options[i], &test->options[i], error);
    if (status)
        return status;
    if (setup->type)
        ck_assert_int_eq(ph_type_parse(setup->type, &request.type), 0);
    request.input_types = test->types;
    request.rows = setup->rows;
    request.unique = setup->unique;
    request.locale = setup->locale ? setup->locale : "en_US";
    request.folder = setup->folder;
    request.cache = setup->cache;
    request.of = setup->of;
    request.correlation = setup->correlation;
    return card->make(&request, &test->feed, error);
}

/* The same, where it must succeed. */
static inline void feed_open(feed_test *test, const char *card, const char *options,
                             const feed_setup *setup)
{
    phony_error error = {0};
    phony_status status = feed_make(test, card, options, setup, &error);

    ck_assert_msg(status == PHONY_OK, "%s %s: %s", card, options ? options : "{}", error.message);
}

/* `out` is all zero at first and let go of by ph_values_fini. */
static inline phony_status feed_run_rows(const feed_test *test, const ph_rows *rows, ph_values *out,
                                         phony_error *error)
{
    ph_values inputs[FEED_INPUTS];
    const ph_values *pointers[FEED_INPUTS];
    ph_feed_frame frame = {&test->key, rows, pointers};
    uint32_t *which = ph_calloc(rows->count + 1, sizeof *which);
    phony_status status = which ? PHONY_OK : ph_fail_memory(error);

    memset(inputs, 0, sizeof inputs);
    for (size_t k = 0; k < FEED_INPUTS; k++)
        pointers[k] = &inputs[k];
    for (size_t k = 0; !status && k < test->inputs; k++) {
        for (size_t i = 0; i < rows->count; i++)
            which[i] = (uint32_t)(ph_row(rows, i) % test->columns[k]->rows);
        status = ph_values_gather(&inputs[k], test->columns[k], which, rows->count, error);
    }
    if (!status)
        status = test->feed->class->fill(test->feed, &frame, out, error);
    for (size_t k = 0; k < test->inputs; k++)
        ph_values_fini(&inputs[k]);
    ph_free(which);
    return status;
}

/* Rows first ... first + count - 1, which must succeed. */
static inline void feed_run(const feed_test *test, uint64_t first, size_t count, ph_values *out)
{
    phony_error error = {0};
    ph_rows rows = {first, NULL, count};
    phony_status status = feed_run_rows(test, &rows, out, &error);

    ck_assert_msg(status == PHONY_OK, "%s", error.message);
    ck_assert_uint_eq(out->rows, count);
}

/* A value as text: "null", "12.50", "2024-02-29"; a text as it is; bytes of a UUID in hex. */
static inline const char *feed_text(const ph_values *values, size_t row, char *out, size_t size)
{
    size_t length = 0;
    const char *text = out;
    int64_t number = values->numbers[row];

    if (ph_values_is_null(values, row))
        return "null";
    if (ph_type_storage(values->type) == PH_STORED_TEXT)
        text = ph_values_text(values, row, &length);
    else if (values->type.kind == PH_TYPE_DECIMAL)
        length = ph_decimal_write(number, values->type.scale, out);
    else if (values->type.kind == PH_TYPE_FLOAT)
        length = ph_float_write(values->floats[row], out);
    else if (values->type.kind == PH_TYPE_DATE)
        length = ph_date_write(number, out);
    else if (values->type.kind == PH_TYPE_TIME)
        length = ph_clock_write(number, out);
    else if (values->type.kind == PH_TYPE_TIMESTAMP || values->type.kind == PH_TYPE_TIMESTAMPTZ)
        length = ph_moment_write(number, 'T', out);
    else if (values->type.kind == PH_TYPE_UUID)
        for (size_t i = 0; i < 16; i++, length += 2)
            snprintf(out + length, 3, "%02x", values->bytes[16 * row + i]);
    else
        length = ph_whole_write(number, out);
    ck_assert(length < size);
    memmove(out, text, length);
    out[length] = '\0';
    return out;
}

/* Whether two batches' rows are the same, value by value. */
static inline int feed_same(const ph_values *a, size_t i, const ph_values *b, size_t j)
{
    char left[512], right[512];

    return strcmp(feed_text(a, i, left, sizeof left), feed_text(b, j, right, sizeof right)) == 0;
}

/* Rows are the same however they are cut: one by one, in pieces and as a list. */
static inline void feed_assert_row_addressable(const feed_test *test, uint64_t first, size_t count)
{
    ph_values all = {0}, piece = {0};
    phony_error error = {0};
    uint64_t list[3] = {first + count - 1, first, first + count / 2};
    ph_rows rows = {0, list, 3};

    feed_run(test, first, count, &all);
    for (size_t at = 0, length = 1; at < count; at += length, length = length * 2 % 1021) {
        length = length < count - at ? length : count - at;
        feed_run(test, first + at, length, &piece);
        for (size_t i = 0; i < length; i++)
            ck_assert_msg(feed_same(&all, at + i, &piece, i), "row %zu differs", at + i);
    }
    ck_assert_int_eq(feed_run_rows(test, &rows, &piece, &error), PHONY_OK);
    for (size_t i = 0; i < 3; i++)
        ck_assert(feed_same(&all, (size_t)(list[i] - first), &piece, i));
    ph_values_fini(&all);
    ph_values_fini(&piece);
}

/* Making fails cleanly wherever memory runs out, and succeeds in the end. */
static inline void feed_assert_memory(const char *card, const char *options,
                                      const feed_setup *setup)
{
    for (size_t count = 0;; count++) {
        phony_error error = {0};
        ph_values out = {0};
        ph_rows rows = {0, NULL, 10};
        feed_test test;
        phony_status status;

        ck_assert_msg(count < 10000, "%s never succeeds", card);
        ph_alloc_fail_after(count);
        status = feed_make(&test, card, options, setup, &error);
        if (!status)
            status = feed_run_rows(&test, &rows, &out, &error);
        ph_alloc_fail_after(SIZE_MAX);
        feed_fini(&test);
        ph_values_fini(&out);
        if (!status)
            return;
        ck_assert_msg(status == PHONY_ERROR_MEMORY, "%s: %s", card, error.message);
    }
}
#endif
