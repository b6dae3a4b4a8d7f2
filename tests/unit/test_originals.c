/* exclude_originals: no training value ever comes out, nothing is missed, and what cannot but copy
 * says so. */
#include <stdio.h>

#include "base/alloc.h"
#include "models.h"
#include "ngram/vocabulary.h"

#define OPTIONS(...) ((phony_train_options){.size = sizeof(phony_train_options), __VA_ARGS__})

static void list_names(ph_vocabulary *names)
{
    ck_assert_int_eq(ph_vocabulary_init(names), 0);
    for (size_t i = 0; i < test_name_count; i++)
        ck_assert_uint_ne(ph_vocabulary_add(names, test_names[i], strlen(test_names[i])), 0);
}

/* How many of `rows` values are among the names. */
static uint64_t count_copies(phony_model *model, const ph_vocabulary *names, uint64_t rows)
{
    enum { BATCH = 2048 };
    static uint8_t bytes[BATCH * 16];
    static uint32_t offsets[BATCH + 1];
    phony_column column = PHONY_COLUMN_INIT;
    phony_key key = {{1, 2}};
    phony_error error = {0};
    uint64_t copies = 0;

    column.bytes = bytes;
    column.bytes_capacity = sizeof bytes;
    column.offsets = offsets;
    column.rows_capacity = BATCH;
    for (uint64_t row = 0; row < rows; row += column.rows) {
        ASSERT_STATUS(phony_generate(model, &key, row, rows - row, &column, &error), PHONY_OK,
                      &error);
        for (size_t i = 0; i < column.rows; i++)
            copies += ph_vocabulary_find(names, (const char *)bytes + offsets[i],
                                         offsets[i + 1] - offsets[i]) != 0;
    }
    return copies;
}

START_TEST(no_training_value_comes_out)
{
    ph_vocabulary names;

    list_names(&names);
    for (int32_t order = 2; order <= 5; order += 3) {
        phony_model *with =
            train(&OPTIONS(.order = order, .exclude_originals = 1), test_names, test_name_count);
        phony_model *without = train_names(order);
        ck_assert_uint_eq(count_copies(with, &names, 500000), 0);
        ck_assert_uint_gt(count_copies(without, &names, 20000), 100); /* they would */
        ck_assert_str_eq(phony_generate_path(with), "checked");
        phony_model_unref(with);
        phony_model_unref(without);
    }
    ph_vocabulary_fini(&names);
}
END_TEST

/* Whether the value is checked as it comes out: words with their space off, whole words. */
START_TEST(words_and_whole_words_are_checked_too)
{
    static const char *const values[] = {"the cat", "the old cat", "an old man", "the old man"};
    static const int32_t modes[] = {PHONY_MODE_WORD, PHONY_MODE_HYBRID};

    for (size_t i = 0; i < COUNT_OF(modes); i++) {
        phony_model *model = train(
            &OPTIONS(.mode = modes[i], .order = 2, .exclude_originals = 1, .word_min_count = 2),
            values, COUNT_OF(values));
        ph_buffer rows = generate_rows(model, "words", 0, 20000);
        for (char *at = rows.data; *at; at += strlen(at) + 1) {
            at[strcspn(at, "\n")] = '\0';
            for (size_t v = 0; v < COUNT_OF(values); v++)
                ck_assert_str_ne(at, values[v]);
        }
        ph_buffer_fini(&rows);
        phony_model_unref(model);
    }
}
END_TEST

/* Order 1 of "a", but ends at once but for one draw in 2^50: the empty value, which we declare an
 * original. */
static phony_model *copying_model(void)
{
    static const char *const values[] = {"a"};
    phony_model *model = train(&OPTIONS(.order = 1, .exclude_originals = 1), values, 1);

    model->ngrams.of[0].weight[0] = UINT64_C(1) << 50;
    ck_assert_int_eq(
        ph_originals_add(&model->originals, ph_originals_hash(&model->originals, "", 0)), 0);
    ph_originals_sort(&model->originals);
    return model;
}

START_TEST(a_model_that_can_only_copy_says_so)
{
    phony_model *model = copying_model();
    phony_column column = PHONY_COLUMN_INIT;
    phony_key key = {{3, 4}};
    phony_error error = {0};
    uint8_t bytes[64];
    uint32_t offsets[9];

    column.bytes = bytes;
    column.bytes_capacity = sizeof bytes;
    column.offsets = offsets;
    column.rows_capacity = 8;
    column.rows = 77;
    ASSERT_STATUS(phony_generate(model, &key, 5, 8, &column, &error), PHONY_ERROR_EXHAUSTED,
                  &error);
    ASSERT_MESSAGE(&error, "row 5");
    ck_assert_uint_eq(column.rows, 77);
    phony_model_unref(model);
}
END_TEST

/* Rows do not depend on how they are cut, though rows are drawn again: a buffer that is too small
 * for a training value may hold what comes in its place. */
START_TEST(checked_rows_fit_into_exactly_their_bytes)
{
    phony_model *model = train(&OPTIONS(.order = 5, .exclude_originals = 1), test_names, 100);
    phony_column column = PHONY_COLUMN_INIT;
    phony_key key = {{5, 6}};
    phony_error error = {0};
    uint8_t whole[64], bytes[64];
    uint32_t offsets[2], length;

    column.offsets = offsets;
    column.rows_capacity = 1;
    for (uint64_t row = 0; row < 2000; row++) {
        column.bytes = whole;
        column.bytes_capacity = sizeof whole;
        ASSERT_STATUS(phony_generate(model, &key, row, 1, &column, &error), PHONY_OK, &error);
        length = offsets[1];
        column.bytes = bytes;
        column.bytes_capacity = length;
        ASSERT_STATUS(phony_generate(model, &key, row, 1, &column, &error), PHONY_OK, &error);
        ck_assert_uint_eq(offsets[1], length);
        ck_assert_mem_eq(bytes, whole, length);
        column.bytes_capacity = length - 1;
        ASSERT_STATUS(phony_generate(model, &key, row, 1, &column, &error), PHONY_ERROR_SPACE,
                      &error);
    }
    phony_model_unref(model);
}
END_TEST

/* ---- Asking ---------------------------------------------------------------------------------- */

static void assert_all_known(const phony_model *model)
{
    for (size_t i = 0; i < test_name_count; i++)
        ck_assert_int_eq(phony_model_is_original(model, test_names[i], strlen(test_names[i])), 1);
}

START_TEST(every_training_value_is_known_after_reading_too)
{
    phony_model *model = train(&OPTIONS(.exclude_originals = 1), test_names, test_name_count);
    phony_model *read = NULL;
    phony_error error = {0};
    ph_buffer json = json_of(model);

    ck_assert_uint_eq(model->originals.count, test_name_count);
    assert_all_known(model);
    ASSERT_STATUS(try_parse(json.data, &read, &error), PHONY_OK, &error);
    assert_all_known(read);
    ph_buffer_fini(&json);
    phony_model_unref(model);
    phony_model_unref(read);
}
END_TEST

START_TEST(other_values_are_not_known)
{
    phony_model *with = train(&OPTIONS(.exclude_originals = 1), test_names, test_name_count);
    phony_model *without = train_names(3);
    char text[32];

    for (int i = 0; i < 20000; i++) { /* 527 / 2^40 of these might be */
        snprintf(text, sizeof text, "other %d", i);
        if (phony_model_is_original(with, text, strlen(text)) != 0)
            ck_abort_msg("'%s' is taken for a training value", text);
    }
    ck_assert_int_eq(phony_model_is_original(with, "", 0), 0);
    ck_assert_int_eq(phony_model_is_original(without, "Anna", 4), -1);
    ck_assert_int_eq(phony_model_is_original(NULL, "Anna", 4), -1);
    ck_assert_int_eq(phony_model_is_original(with, NULL, 0), -1);
    phony_model_unref(with);
    phony_model_unref(without);
}
END_TEST

START_TEST(values_are_remembered_as_they_are_learned)
{
    static const char *const values[] = {"  ANNA  maria ", "e\xCC\x81va"};
    phony_model *model =
        train(&OPTIONS(.exclude_originals = 1, .letter_case = PHONY_CASE_TITLE), values, 2);

    ck_assert_int_eq(phony_model_is_original(model, "Anna Maria", 10), 1);
    ck_assert_int_eq(phony_model_is_original(model, "Éva", 4), 1);
    ck_assert_int_eq(phony_model_is_original(model, "ANNA maria", 10), 0);
    phony_model_unref(model);
}
END_TEST

START_TEST(another_salt_gives_other_hashes)
{
    phony_model *a = train(&OPTIONS(.exclude_originals = 1), test_names, test_name_count);
    phony_model *b =
        train(&OPTIONS(.exclude_originals = 1, .salt = "phony"), test_names, test_name_count);
    phony_model *c =
        train(&OPTIONS(.exclude_originals = 1, .salt = "other"), test_names, test_name_count);

    assert_same_model(a, b);
    ck_assert_uint_ne(a->originals.hashes[0], c->originals.hashes[0]);
    phony_model_unref(a);
    phony_model_unref(b);
    phony_model_unref(c);
}
END_TEST

/* A list of many repetitions keeps each value once. */
START_TEST(repetitions_are_dropped)
{
    phony_trainer *trainer = NULL;
    phony_model *model = NULL;
    phony_error error = {0};

    ASSERT_STATUS(phony_trainer_new(&OPTIONS(.order = 2, .exclude_originals = 1), &trainer, &error),
                  PHONY_OK, &error);
    for (size_t i = 0; i < 20000; i++) {
        const char *name = test_names[i % 7];
        ASSERT_STATUS(phony_trainer_add(trainer, name, strlen(name), 1, &error), PHONY_OK, &error);
    }
    ASSERT_STATUS(phony_trainer_finish(trainer, &model, &error), PHONY_OK, &error);
    ck_assert_uint_eq(model->originals.count, 7);
    ck_assert_uint_lt(model->originals.capacity, 8192);
    phony_trainer_free(trainer);
    phony_model_unref(model);
}
END_TEST

/* ---- Their encoding ---------------------------------------------------------------------------
 */

static void assert_encoding(ph_originals *originals)
{
    ph_buffer text = PH_BUFFER_INIT;
    ph_originals read;
    int memory = 0;

    ph_originals_sort(originals);
    ph_originals_encode(originals, &text);
    ck_assert_int_eq(text.failed, 0);
    ck_assert_int_eq(ph_originals_init(&read, "salt"), 0);
    ck_assert_int_eq(ph_originals_decode(&read, text.data, text.length, originals->count, &memory),
                     0);
    ck_assert_uint_eq(read.count, originals->count);
    if (read.count)
        ck_assert_mem_eq(read.hashes, originals->hashes, read.count * sizeof *read.hashes);
    ph_originals_fini(&read);
    if (originals->count) {
        ck_assert_int_eq(ph_originals_init(&read, "salt"), 0);
        ck_assert_int_eq(
            ph_originals_decode(&read, text.data, text.length, originals->count - 1, &memory), -1);
        ph_originals_fini(&read);
    }
    ph_buffer_fini(&text);
}

START_TEST(sets_of_hashes_survive_their_encoding)
{
    static const uint64_t edges[] = {0, 1, 2, 127, 128, 129, 16383, 16384, (UINT64_C(1) << 40) - 1};
    uint64_t state = 1;
    ph_originals originals;

    for (size_t count = 0; count < 3000; count = count * 2 + 1) {
        ck_assert_int_eq(ph_originals_init(&originals, "salt"), 0);
        for (size_t i = 0; i < count; i++)
            ck_assert_int_eq(ph_originals_add(&originals, next_random(&state) >> (24 + i % 3 * 13)),
                             0);
        assert_encoding(&originals);
        ph_originals_fini(&originals);
    }
    ck_assert_int_eq(ph_originals_init(&originals, ""), 0);
    for (size_t i = 0; i < COUNT_OF(edges); i++) {
        ck_assert_int_eq(ph_originals_add(&originals, edges[i]), 0);
        assert_encoding(&originals);
        for (size_t j = 0; j <= i; j++)
            ck_assert_int_eq(ph_originals_contains(&originals, edges[j]), 1);
    }
    ck_assert_int_eq(ph_originals_contains(&originals, 3), 0);
    ph_originals_fini(&originals);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("originals");

    UNIT_ADD(suite, no_training_value_comes_out);
    UNIT_ADD(suite, words_and_whole_words_are_checked_too);
    UNIT_ADD(suite, a_model_that_can_only_copy_says_so);
    UNIT_ADD(suite, checked_rows_fit_into_exactly_their_bytes);
    UNIT_ADD(suite, every_training_value_is_known_after_reading_too);
    UNIT_ADD(suite, other_values_are_not_known);
    UNIT_ADD(suite, values_are_remembered_as_they_are_learned);
    UNIT_ADD(suite, another_salt_gives_other_hashes);
    UNIT_ADD(suite, repetitions_are_dropped);
    UNIT_ADD(suite, sets_of_hashes_survive_their_encoding);
    return suite;
}
