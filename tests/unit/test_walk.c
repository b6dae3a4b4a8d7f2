/* Every kernel gives the bytes of ph_walk_row, wherever rows begin and however little room there
 * is; then the column that phony_generate fills. */
#include <stdio.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "models.h"
#include "sample/block.h"
#include "sample/graph.h"

enum { GUARD = 64, ROWS_MAX = 20000 };
static const char *const kernels[] = {"portable", "avx2", "avx512"};

/* ---- Samplers by kernel -------------------------------------------------------------------- */

static ph_sampler *compile(const phony_model *model, const char *suffix)
{
    const ph_training training = {model->values, model->weight, model->min_count, model->mode};
    phony_error error = {0};
    ph_sampler *sampler = NULL;
    ph_graph graph;

    ASSERT_STATUS(ph_graph_init(&graph, &model->ngrams, &training, &error), PHONY_OK, &error);
    const ph_process process = ph_graph_process(&graph);
    ASSERT_STATUS(ph_sampler_new(&process, &model->tokens, suffix, &sampler, &error), PHONY_OK,
                  &error);
    ph_graph_fini(&graph);
    return sampler;
}

/* 0 where this machine, or this build, does not have the kernel. */
static int take_kernel(ph_sampler *sampler, const char *name)
{
    setenv("PHONY_SIMD", name[0] == 'p' ? "off" : name, 1);
    sampler->walk = NULL;
    ph_sampler_choose_walk(sampler);
    unsetenv("PHONY_SIMD");
    return sampler->walk && !strcmp(sampler->walk->name, name);
}

/* ---- The reference ------------------------------------------------------------------------- */

typedef struct guarded {
    uint8_t *memory, *bytes; /* guarded on both sides */
    uint32_t *offset_memory, *offsets;
    size_t capacity, rows_capacity, rows;
} guarded;

static void column_init(guarded *c, size_t capacity, size_t rows_capacity)
{
    c->memory = malloc(capacity + 2 * GUARD);
    c->offset_memory = malloc((rows_capacity + 1 + 2 * GUARD) * sizeof *c->offsets);
    memset(c->memory, 0xA5, capacity + 2 * GUARD);
    memset(c->offset_memory, 0xA5, (rows_capacity + 1 + 2 * GUARD) * sizeof *c->offsets);
    c->bytes = c->memory + GUARD;
    c->offsets = c->offset_memory + GUARD;
    c->capacity = capacity;
    c->rows_capacity = rows_capacity;
    c->rows = 0;
}

static int untouched(const uint8_t *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (bytes[i] != 0xA5)
            return 0;
    }
    return 1;
}

static void assert_guards(const guarded *c)
{
    const uint8_t *behind = (const uint8_t *)(c->offsets + c->rows_capacity + 1);

    ck_assert(untouched(c->memory, GUARD));
    ck_assert(untouched(c->bytes + c->capacity, GUARD));
    ck_assert(untouched((const uint8_t *)c->offset_memory, GUARD * sizeof *c->offsets));
    ck_assert(untouched(behind, GUARD * sizeof *c->offsets));
}

static void column_fini(guarded *c)
{
    assert_guards(c);
    free(c->memory);
    free(c->offset_memory);
}

/* Row by row, as many as fit. */
static void walk_plainly(const ph_sampler *sampler, const phony_key *key, uint64_t first,
                         size_t count, int separator, guarded *c)
{
    size_t used = 0, more = separator >= 0;

    c->offsets[0] = 0;
    for (c->rows = 0; c->rows < count && c->capacity - used >= more; c->rows++) {
        size_t length = ph_walk_row(sampler, ph_stream(key, first + c->rows), c->bytes + used,
                                    c->capacity - used - more);
        if (length == SIZE_MAX)
            break;
        used += length;
        if (more)
            c->bytes[used++] = (uint8_t)separator;
        c->offsets[c->rows + 1] = (uint32_t)used;
    }
}

static void assert_same_column(const guarded *is, const guarded *wanted)
{
    ck_assert_uint_eq(is->rows, wanted->rows);
    ck_assert_mem_eq(is->offsets, wanted->offsets, (is->rows + 1) * sizeof *is->offsets);
    ck_assert_mem_eq(is->bytes, wanted->bytes, wanted->offsets[wanted->rows]);
}

/* ---- Kernels -------------------------------------------------------------------------------- */

typedef struct request {
    phony_key key;
    uint64_t first;
    size_t count, capacity;
    int separator;
} request;

static void compare(const ph_sampler *sampler, const request *r)
{
    guarded is, wanted;

    column_init(&is, r->capacity, r->count);
    column_init(&wanted, r->capacity, r->count);
    walk_plainly(sampler, &r->key, r->first, r->count, r->separator, &wanted);
    is.rows = ph_walk_many(sampler, &r->key, r->first, r->count, is.bytes, r->capacity, is.offsets,
                           r->separator);
    assert_same_column(&is, &wanted);
    column_fini(&is);
    column_fini(&wanted);
}

static uint64_t random_first(uint64_t *state)
{
    uint64_t near = random_below(state, 5000);

    switch (random_below(state, 4)) {
    case 0:
        return near;
    case 1:
        return UINT64_MAX - near; /* rows wrap */
    case 2:
        return (UINT64_C(1) << 32) - near;
    default:
        return next_random(state);
    }
}

static request random_request(uint64_t *state, size_t count_max)
{
    static const int separators[] = {-1, '\n', 0, 255};
    request r;

    r.key.word[0] = next_random(state);
    r.key.word[1] = next_random(state);
    r.first = random_first(state);
    r.count = 1 + random_below(state, random_below(state, 3) ? 200 : count_max);
    r.capacity = random_below(state, 4) ? r.count * 16 + 64 : random_below(state, r.count * 9 + 8);
    r.separator = separators[random_below(state, COUNT_OF(separators))];
    return r;
}

/* Random requests through every kernel that is here. */
static void compare_kernels(const phony_model *model, int requests, size_t count_max)
{
    ph_sampler *sampler = compile(model, "");
    uint64_t state = model->values;

    for (size_t k = 0; k < COUNT_OF(kernels); k++) {
        if (!take_kernel(sampler, kernels[k]))
            continue;
        for (int i = 0; i < requests; i++) {
            request r = random_request(&state, count_max);
            compare(sampler, &r);
        }
    }
    ph_sampler_free(sampler);
}

START_TEST(the_portable_kernel_is_always_there)
{
    phony_model *model = train_names(3);
    ph_sampler *sampler = compile(model, "");

    ck_assert_int_eq(take_kernel(sampler, "portable"), 1);
    ph_sampler_free(sampler);
    phony_model_unref(model);
}
END_TEST

START_TEST(kernels_give_the_bytes_of_the_plain_walk)
{
    for (int32_t order = 1; order <= 6; order++) {
        phony_model *model = train_names(order);
        compare_kernels(model, 40, ROWS_MAX);
        phony_model_unref(model);
    }
}
END_TEST

/* Tokens of 1, 2 and 3 bytes; the back-off and the end have 0. */
START_TEST(texts_of_up_to_three_bytes_are_joined_right)
{
    static const char *const values[] = {"aé日b", "日é", "é日é日é日", "a", "日", "bab", "éaéa日"};
    phony_model *model = train_order(2, values, COUNT_OF(values));

    compare_kernels(model, 60, 6000);
    phony_model_unref(model);
}
END_TEST

START_TEST(a_model_of_one_letter_gives_short_and_long_values)
{
    static const char *const values[] = {"a", "aa"};

    for (int32_t order = 1; order <= 3; order++) {
        phony_model *model = train_order(order, values, COUNT_OF(values));
        compare_kernels(model, 40, 6000);
        phony_model_unref(model);
    }
}
END_TEST

/* Values of hundreds of characters overflow the lanes' regions: blocks are halved down to single
 * rows. */
START_TEST(long_values_take_fewer_rows_at_once)
{
    static char text[2][1501];
    static const char *const values[] = {text[0], text[1]};
    phony_model *model;

    for (size_t i = 0; i < 1500; i++) {
        text[0][i] = (char)('a' + i % 7);
        text[1][i] = (char)('a' + i % 5);
    }
    text[1][120] = '\0';
    model = train_order(3, values, 2);
    compare_kernels(model, 12, 600);
    phony_model_unref(model);
}
END_TEST

/* Now and then a value is so long that the lane runs out of room in the midst of short ones. */
START_TEST(a_few_long_values_among_short_ones)
{
    static char text[400];
    const char *values[101];
    phony_model *model;

    memset(text, 'z', sizeof text - 1);
    for (size_t i = 0; i < 100; i++)
        values[i] = i % 2 ? "ab" : "b";
    values[100] = text;
    model = train_order(2, values, COUNT_OF(values));
    compare_kernels(model, 12, 4000);
    phony_model_unref(model);
}
END_TEST

/* A value ends after 4,096 steps at the latest, in the kernels too. The model's values would be
 * endless but for one end in 2^40. */
START_TEST(values_are_cut_after_4096_steps)
{
    phony_train_options options = PHONY_TRAIN_OPTIONS_INIT;
    static const weighted_value values[] = {{"ab", 1}};
    phony_model *model;
    ph_sampler *sampler;
    request r = {{{1, 2}}, 5, 40, 40 * 4200, '\n'};
    guarded c;

    options.order = 1;
    model = train_weighted(&options, values, 1);
    model->ngrams.of[0].weight[1] = model->ngrams.of[0].weight[2] = UINT64_C(1) << 40;
    sampler = compile(model, "");
    for (size_t k = 0; k < COUNT_OF(kernels); k++) {
        if (take_kernel(sampler, kernels[k]))
            compare(sampler, &r);
    }
    column_init(&c, r.capacity, r.count);
    walk_plainly(sampler, &r.key, r.first, r.count, -1, &c);
    ck_assert_uint_eq(c.offsets[1], PH_STEPS_MAX);
    column_fini(&c);
    ph_sampler_free(sampler);
    phony_model_unref(model);
}
END_TEST

/* Every capacity from nothing to all, and every count around a block's size. */
START_TEST(every_capacity_and_count_is_kept_to)
{
    phony_model *model = train_names(3);
    ph_sampler *sampler = compile(model, "");
    request r = {{{7, 8}}, UINT64_MAX - 20, 100, 0, '\n'};

    for (size_t k = 0; k < COUNT_OF(kernels); k++) {
        if (!take_kernel(sampler, kernels[k]))
            continue;
        for (r.count = 100, r.capacity = 0; r.capacity < 900; r.capacity += 7)
            compare(sampler, &r);
        r.capacity = 100000;
        for (r.count = 0; r.count < 150; r.count++)
            compare(sampler, &r);
        for (r.count = PH_BLOCK_ROWS - 2; r.count < PH_BLOCK_ROWS + 20; r.count += 3)
            compare(sampler, &r);
    }
    ph_sampler_free(sampler);
    phony_model_unref(model);
}
END_TEST

/* Clusters of more than three bytes, words, and more than 2^16 tokens have no kernel. */
START_TEST(what_kernels_cannot_do_is_walked_row_by_row)
{
    static const char *const values[] = {"a👨‍👩‍👧b", "👨‍👩‍👧", "ab"};
    static const char *const sentences[] = {"the old cat", "the cat", "an old cat"};
    phony_train_options words = PHONY_TRAIN_OPTIONS_INIT;
    phony_model *models[2] = {train_order(2, values, COUNT_OF(values)), NULL};
    uint64_t state = 5;

    words.mode = PHONY_MODE_WORD;
    models[1] = train(&words, sentences, COUNT_OF(sentences));
    for (size_t i = 0; i < COUNT_OF(models); i++) {
        ph_sampler *sampler = compile(models[i], i ? " " : "");
        ck_assert_ptr_null(sampler->walk);
        for (int n = 0; n < 40; n++) {
            request r = random_request(&state, 500);
            compare(sampler, &r);
        }
        ck_assert_str_eq(phony_generate_path(models[i]), "rows");
        ph_sampler_free(sampler);
        phony_model_unref(models[i]);
    }
}
END_TEST

START_TEST(more_than_2_to_the_16_tokens_need_wide_outcomes)
{
    enum { COUNT = 66000 };
    char(*texts)[4] = calloc(COUNT, sizeof *texts);
    const char **values = calloc(COUNT, sizeof *values);
    phony_model *model;
    ph_sampler *sampler;
    ph_buffer rows;

    for (uint32_t i = 0; i < COUNT; i++) { /* U+3400 on, then what is two and three bytes long */
        uint32_t c = i < 20000 ? 0x3400 + i : 0x20000 + i;
        uint8_t *t = (uint8_t *)texts[i];
        t[0] = 0xE0 | (uint8_t)(c >> 12 & 15);
        t[1] = 0x80 | (c >> 6 & 63);
        t[2] = 0x80 | (c & 63);
        values[i] = texts[i];
        if (i >= 20000)
            snprintf(texts[i], 4, "%c%c%c", 'A' + i % 41, 'A' + i / 41 % 41, 'A' + i / 1681 % 41);
    }
    model = train(&(phony_train_options){.size = sizeof(phony_train_options),
                                         .mode = PHONY_MODE_WORD,
                                         .order = 1},
                  values, COUNT);
    ck_assert_uint_gt(model->tokens.count, UINT16_MAX);
    sampler = compile(model, "");
    ck_assert_ptr_nonnull(sampler->wide);
    ck_assert_ptr_null(sampler->walk);
    rows = generate_rows(model, "wide", 0, 2000);
    ck_assert_uint_gt(rows.length, 4000);
    ph_buffer_fini(&rows);
    ph_sampler_free(sampler);
    phony_model_unref(model);
    free(values);
    free(texts);
}
END_TEST

/* ---- phony_generate ------------------------------------------------------------------------- */

typedef struct call {
    phony_column column;
    uint8_t bytes[4096];
    uint32_t offsets[257];
    phony_key key;
    phony_error error;
} call;

static void call_init(call *c)
{
    phony_column empty = PHONY_COLUMN_INIT;

    memset(c, 0, sizeof *c);
    c->column = empty;
    c->column.bytes = c->bytes;
    c->column.bytes_capacity = sizeof c->bytes;
    c->column.offsets = c->offsets;
    c->column.rows_capacity = COUNT_OF(c->offsets) - 1;
    ASSERT_STATUS(phony_key_from_seed("walk", 4, NULL, &c->key, &c->error), PHONY_OK, &c->error);
}

START_TEST(simd_is_held_back_by_the_environment)
{
    static const char *const settings[] = {"off", "portable", "avx2", "avx512", "", "nonsense"};
    ph_buffer wanted = PH_BUFFER_INIT;

    for (size_t i = 0; i < COUNT_OF(settings); i++) {
        phony_model *model = train_names(4);
        ph_buffer rows;
        setenv("PHONY_SIMD", settings[i], 1);
        rows = generate_rows(model, "simd", UINT64_MAX - 3000, 6000);
        if (i < 2)
            ck_assert_str_eq(phony_generate_path(model), "portable");
        if (i == 2)
            ck_assert_str_ne(phony_generate_path(model), "avx512");
        if (i == 0)
            wanted = rows;
        ck_assert_str_eq(rows.data, wanted.data);
        if (i > 0)
            ph_buffer_fini(&rows);
        phony_model_unref(model);
    }
    ph_buffer_fini(&wanted);
    unsetenv("PHONY_SIMD");
}
END_TEST

START_TEST(rows_do_not_depend_on_how_they_are_cut_into_calls)
{
    phony_model *model = train_names(4);
    ph_buffer wanted = generate_rows(model, "walk", UINT64_MAX - 499, 1000);
    uint64_t state = 1;

    for (int i = 0; i < 30; i++) {
        ph_buffer is = PH_BUFFER_INIT;
        uint64_t row = 0;
        call c;
        call_init(&c);
        c.column.separator = '\n';
        while (row < 1000) {
            uint64_t count = 1 + random_below(&state, 300);
            c.column.bytes_capacity = 40 + random_below(&state, 2000);
            c.column.rows_capacity = 1 + random_below(&state, 256);
            count = count < 1000 - row ? count : 1000 - row;
            ASSERT_STATUS(
                phony_generate(model, &c.key, UINT64_MAX - 499 + row, count, &c.column, &c.error),
                PHONY_OK, &c.error);
            ck_assert_uint_ge(c.column.rows, 1);
            ck_assert_uint_le(c.column.rows, c.column.rows_capacity);
            ph_buffer_append(&is, c.bytes, c.offsets[c.column.rows]);
            row += c.column.rows;
        }
        ck_assert_uint_eq(is.length + 1, wanted.length);
        ck_assert_mem_eq(is.data, wanted.data, is.length);
        ph_buffer_fini(&is);
    }
    ph_buffer_fini(&wanted);
    phony_model_unref(model);
}
END_TEST

START_TEST(a_buffer_that_holds_no_value_is_an_error)
{
    phony_model *model = train_names(4);
    size_t need;
    call c;

    call_init(&c);
    for (int separator = -1; separator < 1; separator++) {
        c.column.separator = separator;
        c.column.bytes_capacity = sizeof c.bytes;
        ASSERT_STATUS(phony_generate(model, &c.key, 7, 1, &c.column, &c.error), PHONY_OK, &c.error);
        need = c.offsets[1];
        c.column.bytes_capacity = need;
        ASSERT_STATUS(phony_generate(model, &c.key, 7, 1, &c.column, &c.error), PHONY_OK, &c.error);
        c.column.rows = 99;
        for (c.column.bytes_capacity = 0; c.column.bytes_capacity < need;
             c.column.bytes_capacity++) {
            ASSERT_STATUS(phony_generate(model, &c.key, 7, 5, &c.column, &c.error),
                          PHONY_ERROR_SPACE, &c.error);
            ck_assert_uint_eq(c.column.rows, 99); /* written only on success */
        }
        ASSERT_MESSAGE(&c.error, "row 7");
    }
    phony_model_unref(model);
}
END_TEST

/* The space behind the last word is taken off again, and needs no room either. */
START_TEST(words_fit_into_exactly_their_bytes)
{
    static const char *const values[] = {"one two", "two three four", "four"};
    phony_train_options options = PHONY_TRAIN_OPTIONS_INIT;
    phony_model *model;
    call c;

    options.mode = PHONY_MODE_WORD;
    model = train(&options, values, COUNT_OF(values));
    call_init(&c);
    for (uint64_t row = 0; row < 50; row++) {
        for (c.column.separator = -1; c.column.separator < 1; c.column.separator++) {
            c.column.bytes_capacity = sizeof c.bytes;
            ASSERT_STATUS(phony_generate(model, &c.key, row, 1, &c.column, &c.error), PHONY_OK,
                          &c.error);
            c.column.bytes_capacity = c.offsets[1];
            ASSERT_STATUS(phony_generate(model, &c.key, row, 1, &c.column, &c.error), PHONY_OK,
                          &c.error);
            c.column.bytes_capacity--;
            ASSERT_STATUS(phony_generate(model, &c.key, row, 1, &c.column, &c.error),
                          PHONY_ERROR_SPACE, &c.error);
        }
    }
    phony_model_unref(model);
}
END_TEST

START_TEST(no_rows_asked_for_or_no_room_for_rows_is_no_error)
{
    phony_model *model = train_names(2);
    call c;

    call_init(&c);
    ASSERT_STATUS(phony_generate(model, &c.key, 0, 0, &c.column, &c.error), PHONY_OK, &c.error);
    ck_assert_uint_eq(c.column.rows, 0);
    c.column.rows_capacity = 0;
    ASSERT_STATUS(phony_generate(model, &c.key, 0, 9, &c.column, &c.error), PHONY_OK, &c.error);
    ck_assert_uint_eq(c.column.rows, 0);
    ck_assert_uint_eq(c.offsets[0], 0);
    phony_model_unref(model);
}
END_TEST

START_TEST(a_column_that_is_none_is_refused)
{
    phony_model *model = train_names(2);
    phony_column good;
    call c;

    call_init(&c);
    good = c.column;
#define REFUSED(change, message)                                                                   \
    do {                                                                                           \
        c.column = good;                                                                           \
        change;                                                                                    \
        ASSERT_STATUS(phony_generate(model, &c.key, 0, 1, &c.column, &c.error),                    \
                      PHONY_ERROR_ARGUMENT, &c.error);                                             \
        ASSERT_MESSAGE(&c.error, message);                                                         \
    } while (0)
    REFUSED(c.column.size = 0, "size");
    REFUSED(c.column.bytes = NULL, "no bytes or no offsets");
    REFUSED(c.column.offsets = NULL, "no bytes or no offsets");
    REFUSED(c.column.separator = -2, "separator");
    REFUSED(c.column.separator = 256, "separator");
    c.column = good;
    ASSERT_STATUS(phony_generate(NULL, &c.key, 0, 1, &c.column, &c.error), PHONY_ERROR_ARGUMENT,
                  &c.error);
    ASSERT_STATUS(phony_generate(model, NULL, 0, 1, &c.column, &c.error), PHONY_ERROR_ARGUMENT,
                  &c.error);
    ck_assert_int_eq(phony_generate(model, &c.key, 0, 1, NULL, NULL), PHONY_ERROR_ARGUMENT);
    phony_model_unref(model);
}
END_TEST

START_TEST(keys_and_models_have_streams_of_their_own)
{
    phony_model *a = train_names(4), *b = train_order(4, test_names, test_name_count - 1);
    ph_buffer rows[] = {generate_rows(a, "1", 0, 200), generate_rows(a, "2", 0, 200),
                        generate_rows(b, "1", 0, 200), generate_rows(a, "1", 1, 200)};

    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        for (size_t j = 0; j < i; j++)
            ck_assert_str_ne(rows[i].data, rows[j].data);
    }
    ck_assert_ptr_nonnull(strstr(rows[0].data, "\n"));
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        ph_buffer_fini(&rows[i]);
    phony_model_unref(a);
    phony_model_unref(b);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("walk");

    UNIT_ADD(suite, the_portable_kernel_is_always_there);
    UNIT_ADD(suite, kernels_give_the_bytes_of_the_plain_walk);
    UNIT_ADD(suite, texts_of_up_to_three_bytes_are_joined_right);
    UNIT_ADD(suite, a_model_of_one_letter_gives_short_and_long_values);
    UNIT_ADD(suite, long_values_take_fewer_rows_at_once);
    UNIT_ADD(suite, a_few_long_values_among_short_ones);
    UNIT_ADD(suite, values_are_cut_after_4096_steps);
    UNIT_ADD(suite, every_capacity_and_count_is_kept_to);
    UNIT_ADD(suite, what_kernels_cannot_do_is_walked_row_by_row);
    UNIT_ADD(suite, more_than_2_to_the_16_tokens_need_wide_outcomes);
    UNIT_ADD(suite, simd_is_held_back_by_the_environment);
    UNIT_ADD(suite, rows_do_not_depend_on_how_they_are_cut_into_calls);
    UNIT_ADD(suite, a_buffer_that_holds_no_value_is_an_error);
    UNIT_ADD(suite, words_fit_into_exactly_their_bytes);
    UNIT_ADD(suite, no_rows_asked_for_or_no_room_for_rows_is_no_error);
    UNIT_ADD(suite, a_column_that_is_none_is_refused);
    UNIT_ADD(suite, keys_and_models_have_streams_of_their_own);
    return suite;
}
