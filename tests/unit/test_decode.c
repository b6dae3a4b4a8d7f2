/* Numbers to values: in code-point order, each value as often as it is probable, any row by itself;
 * and the permutation that sets rows apart. */
#include <stdio.h>
#include <stdlib.h>

#include "conditional.h"
#include "sample/decode.h"
#include "sample/permute.h"

enum { ROWS = 30000 };

/* ---- Order ------------------------------------------------------------------------------------
 */

/* The value before, of the same run. */
typedef struct order {
    char text[256];
    size_t length, repeats, rows;
    int strict;
} order;

static int compare_bytes(const char *a, size_t a_length, const char *b, size_t b_length)
{
    int result = memcmp(a, b, a_length < b_length ? a_length : b_length);

    return result ? result : (a_length > b_length) - (a_length < b_length);
}

static void assert_ascends(void *of, const char *value, size_t length)
{
    order *o = of;
    int result = o->rows++ ? compare_bytes(o->text, o->length, value, length) : -1;

    if (result > 0 || (result == 0 && o->strict))
        ck_abort_msg("'%.*s' comes after '%.*s'", (int)length, value, (int)o->length, o->text);
    o->repeats += result == 0;
    ck_assert_uint_lt(length, sizeof o->text);
    memcpy(o->text, value, length);
    o->length = length;
}

static phony_model *train_small(const small_model *small)
{
    return train_weighted(&small->options, small->values, small->count);
}

START_TEST(sorted_rows_come_in_the_order_of_code_points)
{
    for (size_t i = 0; i < COUNT_OF(small_models); i++) {
        phony_model *model = train_small(&small_models[i]);
        for (int strict = 0; strict <= 1; strict++) {
            phony_generator_options options = GENERATE(.rows = ROWS, .sorted = 1);
            order o = {.strict = strict};
            phony_generator *generator;
            options.unique = strict ? PHONY_UNIQUE_STRICT : PHONY_UNIQUE_NONE;
            generator = generator_of(model, &options);
            each_value(generator, "order", 0, ROWS, assert_ascends, &o);
            ck_assert_int_eq(o.repeats > 0, !strict);
            phony_generator_unref(generator);
        }
        phony_model_unref(model);
    }
}
END_TEST

START_TEST(sorted_rows_of_a_real_list_ascend_to_the_last_one)
{
    static const uint64_t counts[] = {1, 2, 3, 1000, 200000};
    phony_model *model = train_names(4);

    for (size_t i = 0; i < COUNT_OF(counts); i++) {
        phony_generator *generator = generator_of(model, &GENERATE(.rows = counts[i], .sorted = 1));
        order o = {.strict = 0};
        each_value(generator, "real", 0, counts[i], assert_ascends, &o);
        ck_assert_uint_eq(o.rows, counts[i]);
        phony_generator_unref(generator);
    }
    phony_model_unref(model);
}
END_TEST

/* ---- How often --------------------------------------------------------------------------------
 */

/* Rows in order are no sample: each value has its share, but for what rounding at each of its bytes
 * may give or take; and of what it takes from all those that are not listed, some dozens. */
static void assert_shares(const conditional *c, const tally *t, const char *name)
{
    for (size_t i = 1; i < c->of->values.count; i++) {
        const ph_token *token = &c->of->values.tokens[i];
        double off = (double)t->counts[i] - c->probabilities[i] * (double)t->listed;
        ck_assert_msg(fabs(off) <= 2 * (double)token->length + 3 + 60 * c->probabilities[i],
                      "%s: '%.*s' is off by %.1f", name, (int)token->length,
                      c->of->values.text + token->offset, off);
    }
}

static void check_shares(const small_model *small, const phony_generator_options *options,
                         double least)
{
    phony_model *model = train_small(small);
    phony_generator *generator = generator_of(model, options);
    enumeration e;
    conditional c;
    tally t;

    enumeration_init(&e, model, least);
    conditional_init(&c, &e, options);
    tally_init(&t, &c);
    each_value(generator, "shares", 0, options->rows, tally_add, &t);
    assert_shares(&c, &t, small->name);
    ck_assert_double_lt(deviation_of(&t), 3);
    free(t.counts);
    free(c.probabilities);
    enumeration_fini(&e);
    phony_generator_unref(generator);
    phony_model_unref(model);
}

START_TEST(sorted_rows_give_each_value_its_share)
{
    for (size_t i = 0; i < COUNT_OF(small_models); i++)
        check_shares(&small_models[i], &GENERATE(.rows = ROWS, .sorted = 1), 1e-5);
}
END_TEST

START_TEST(sorted_rows_under_constraints_give_each_value_its_share)
{
    check_shares(&small_models[1], &GENERATE(.rows = ROWS, .sorted = 1, .max_length = 4), 1e-6);
    check_shares(&small_models[2], &GENERATE(.rows = ROWS, .sorted = 1, .suffix = "nna"), 1e-6);
    check_shares(&small_models[6], &GENERATE(.rows = ROWS, .sorted = 1, .contains = "man"), 1e-6);
    check_shares(&small_models[8], &GENERATE(.rows = ROWS, .sorted = 1, .prefix = "the"), 1e-6);
}
END_TEST

/* Far apart, cells are as good as walks. */
START_TEST(cells_of_a_huge_run_follow_the_models_probabilities)
{
    static const phony_generator_options any = GENERATE(.min_length = 0);
    phony_key key = key_of("cells");
    uint64_t state = 7;

    for (size_t i = 0; i < COUNT_OF(small_models); i++) {
        phony_model *model = train_small(&small_models[i]);
        ph_decoding *decoding = ph_decoding_new();
        const ph_chain *chain;
        phony_error error = {0};
        ph_decoder decoder;
        enumeration e;
        conditional c;
        tally t;
        ASSERT_STATUS(ph_model_get_chain(model, &chain, &error), PHONY_OK, &error);
        ck_assert_int_eq(
            ph_decoder_init(&decoder, chain, &model->tokens, model->mode == PHONY_MODE_WORD, NULL),
            0);
        enumeration_init(&e, model, 1e-5);
        conditional_init(&c, &e, &any);
        tally_init(&t, &c);
        for (size_t n = 0; n < ROWS; n++) {
            const ph_cell cell = {UINT64_MAX, next_random(&state) % UINT64_MAX, 0};
            ph_decoded value;
            ASSERT_STATUS(ph_decode(&decoder, &key, &cell, decoding, &value, &error), PHONY_OK,
                          &error);
            ck_assert_uint_lt(value.rank, value.count);
            tally_add(&t, value.bytes, value.length);
        }
        ck_assert_msg(fabs(deviation_of(&t)) < 4.5, "%s: %.2f", small_models[i].name,
                      deviation_of(&t));
        free(t.counts);
        free(c.probabilities);
        enumeration_fini(&e);
        ph_decoder_fini(&decoder);
        ph_decoding_free(decoding);
        phony_model_unref(model);
    }
}
END_TEST

/* One run of cells for each value, and a cell knows its place in the run: whatever the ways that
 * tokens spell the value. */
START_TEST(a_cell_knows_its_place_among_those_of_its_value)
{
    enum { CELLS = 5000 };
    phony_key key = key_of("places");

    for (size_t i = 0; i < COUNT_OF(small_models); i++) {
        phony_model *model = train_small(&small_models[i]);
        ph_decoding *decoding = ph_decoding_new();
        const ph_chain *chain;
        phony_error error = {0};
        ph_decoder decoder;
        char last[256] = "#";
        uint64_t rank = 0, count = 0;
        ASSERT_STATUS(ph_model_get_chain(model, &chain, &error), PHONY_OK, &error);
        ck_assert_int_eq(
            ph_decoder_init(&decoder, chain, &model->tokens, model->mode == PHONY_MODE_WORD, NULL),
            0);
        for (uint64_t n = 0; n < CELLS; n++) {
            const ph_cell cell = {CELLS, n, 0};
            ph_decoded v;
            ASSERT_STATUS(ph_decode(&decoder, &key, &cell, decoding, &v, &error), PHONY_OK, &error);
            if (rank == count) { /* the run before is over */
                ck_assert(strlen(last) != v.length || memcmp(last, v.bytes, v.length) != 0);
                memcpy(last, v.bytes, v.length);
                last[v.length] = '\0';
                rank = 0;
                count = v.count;
            }
            ck_assert_uint_eq(strlen(last), v.length);
            ck_assert_mem_eq(last, v.bytes, v.length);
            ck_assert_uint_eq(v.rank, rank++);
            ck_assert_uint_eq(v.count, count);
        }
        ck_assert_uint_eq(rank, count);
        ph_decoder_fini(&decoder);
        ph_decoding_free(decoding);
        phony_model_unref(model);
    }
}
END_TEST

/* ---- Rows by themselves -----------------------------------------------------------------------
 */

START_TEST(a_row_alone_is_the_row_within_a_block)
{
    static const phony_generator_options ways[] = {
        GENERATE(.rows = 1000, .sorted = 1),
        GENERATE(.rows = 1000, .sorted = 1, .max_length = 5),
        GENERATE(.rows = 1000, .sorted = 1, .unique = PHONY_UNIQUE_STRICT),
        GENERATE(.rows = 1000, .unique = PHONY_UNIQUE_NUMBERED),
        GENERATE(.rows = 1000, .unique = PHONY_UNIQUE_NAMED),
        GENERATE(.rows = 1000, .unique = PHONY_UNIQUE_STRICT, .suffix = "a", .max_length = 6),
        GENERATE(.prefix = "Ma", .min_length = 4),
    };
    phony_model *model =
        train(&TRAIN(.order = 3, .exclude_originals = 1), test_names, test_name_count);

    for (size_t i = 0; i < COUNT_OF(ways); i++) {
        phony_generator *generator = generator_of(model, &ways[i]);
        ph_buffer block = lines_of(generator, "alone", 0, 1000);
        const char *at = block.data;
        for (uint64_t row = 0; row < 1000; row++, at = strchr(at, '\n') + 1) {
            ph_buffer alone = PH_BUFFER_INIT;
            if (row % 37)
                continue;
            alone = lines_of(generator, "alone", row, 1);
            ck_assert_uint_eq(alone.length - 1, strcspn(at, "\n") + 1);
            ck_assert_mem_eq(alone.data, at, alone.length - 1);
            ph_buffer_fini(&alone);
        }
        ph_buffer_fini(&block);
        phony_generator_unref(generator);
    }
    phony_model_unref(model);
}
END_TEST

START_TEST(another_key_gives_other_rows)
{
    static const phony_generator_options ways[] = {
        GENERATE(.rows = 1000, .sorted = 1),
        GENERATE(.rows = 1000, .unique = PHONY_UNIQUE_NUMBERED),
        GENERATE(.rows = 1000, .unique = PHONY_UNIQUE_STRICT),
    };
    phony_model *model = train_names(3);

    for (size_t i = 0; i < COUNT_OF(ways); i++) {
        phony_generator *generator = generator_of(model, &ways[i]);
        ph_buffer a = lines_of(generator, "a", 0, 100), b = lines_of(generator, "b", 0, 100);
        ck_assert_str_ne(a.data, b.data);
        ph_buffer_fini(&a);
        ph_buffer_fini(&b);
        phony_generator_unref(generator);
    }
    phony_model_unref(model);
}
END_TEST

/* ---- The permutation --------------------------------------------------------------------------
 */

START_TEST(the_permutation_gives_each_number_once)
{
    static uint8_t seen[70000];
    static const uint64_t sizes[] = {1,   2,   3,   4,    5,    7,     8,     9,    15,
                                     255, 256, 257, 1000, 4095, 65535, 65536, 65537};
    phony_key key = key_of("permute");

    for (size_t s = 0; s < COUNT_OF(sizes); s++) {
        uint64_t n = sizes[s], moved = 0;
        memset(seen, 0, sizeof seen);
        for (uint64_t i = 0; i < n; i++) {
            uint64_t to = ph_permute(&key, n, i);
            ck_assert_uint_lt(to, n);
            ck_assert_uint_eq(seen[to]++, 0);
            moved += to != i;
        }
        ck_assert(n < 100 || moved > n * 9 / 10);
    }
}
END_TEST

START_TEST(the_permutation_reaches_the_largest_numbers)
{
    const uint64_t sizes[] = {UINT64_C(1000000000000), (UINT64_C(1) << 63) + 1, UINT64_MAX, 0};
    phony_key key = key_of("permute");

    for (size_t s = 0; s < COUNT_OF(sizes); s++) {
        uint64_t n = sizes[s], high = 0;
        for (uint64_t i = 0; i < 1000; i++) {
            uint64_t a = ph_permute(&key, n, n - 1 - i);
            ck_assert(n == 0 || a < n);
            ck_assert_uint_ne(a, ph_permute(&key, n, i));
            high += a >= (n - 1) / 2;
        }
        ck_assert_uint_gt(high, 400);
        ck_assert_uint_lt(high, 600);
    }
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("decode");

    UNIT_ADD(suite, sorted_rows_come_in_the_order_of_code_points);
    UNIT_ADD(suite, sorted_rows_of_a_real_list_ascend_to_the_last_one);
    UNIT_ADD(suite, sorted_rows_give_each_value_its_share);
    UNIT_ADD(suite, sorted_rows_under_constraints_give_each_value_its_share);
    UNIT_ADD(suite, cells_of_a_huge_run_follow_the_models_probabilities);
    UNIT_ADD(suite, a_cell_knows_its_place_among_those_of_its_value);
    UNIT_ADD(suite, a_row_alone_is_the_row_within_a_block);
    UNIT_ADD(suite, another_key_gives_other_rows);
    UNIT_ADD(suite, the_permutation_gives_each_number_once);
    UNIT_ADD(suite, the_permutation_reaches_the_largest_numbers);
    return suite;
}
