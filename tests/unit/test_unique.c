/* Rows that are all different: with numbers, with second names, strictly; what is never given, how
 * many there can be, and what goes wrong. */
#include <pthread.h>
#include <stdio.h>

#include "base/alloc.h"
#include "generator_util.h"

#define LIST(list) .values = (list), .count = COUNT_OF(list)

/* ---- No value comes twice ------------------------------------------------------------------- */

typedef struct list_of {
    const char *name;
    phony_train_options options;
    const char *const *values;
    size_t count;
} list_of;

static const char *const digits[] = {"ab2", "x9", "ab", "a1b", "b22", "x", "ab.", "b2.", "9"};
static const char *const spelled[] = {"the cat", "thecat", "the", "cat", "a cat", "the c at"};
static const char *const persons[] = {"Ada King",   "Ada Lou King", "Lou King",   "Lou Ada King",
                                      "Ada L. Ray", "Bo Ray",       "Bo Ada Ray", "Cy Bo Li 2",
                                      "Cy Li.",     "Bo L. King",   "Ada King 3"};

static const list_of lists[] = {
    {"letters, order 1", TRAIN(.order = 1), LIST(digits)},
    {"letters and digits", TRAIN(.order = 3), LIST(digits)},
    {"without the originals", TRAIN(.order = 3, .exclude_originals = 1), LIST(digits)},
    {"several spellings", TRAIN(.order = 2, .mode = PHONY_MODE_HYBRID, .word_min_count = 2),
     LIST(spelled)},
    {"several spellings without the originals",
     TRAIN(.order = 2, .mode = PHONY_MODE_HYBRID, .word_min_count = 1, .exclude_originals = 1),
     LIST(spelled)},
    {"words", TRAIN(.order = 2, .mode = PHONY_MODE_WORD), LIST(persons)},
    {"words without the originals",
     TRAIN(.order = 2, .mode = PHONY_MODE_WORD, .exclude_originals = 1), LIST(persons)},
    {"persons", TRAIN(.order = 3, .mode = PHONY_MODE_HYBRID, .word_min_count = 1), LIST(persons)},
    {"persons by letters", TRAIN(.order = 4, .exclude_originals = 1), LIST(persons)},
};

static void assert_all_differ(phony_model *model, const phony_generator_options *options,
                              uint64_t first, uint64_t count, const char *name)
{
    phony_generator *generator = generator_of(model, options);
    hash_set set;

    hash_set_init(&set, count);
    each_value(generator, name, first, count, hash_set_add, &set);
    ck_assert_msg(set.repeats == 0, "%s, unique %d: %zu of %llu come again", name, options->unique,
                  set.repeats, (unsigned long long)count);
    free(set.slots);
    phony_generator_unref(generator);
}

/* Few likely values and many rows: nearly every row is told apart by what is put into it. */
START_TEST(no_value_of_a_small_model_comes_twice)
{
    for (size_t i = 0; i < COUNT_OF(lists); i++) {
        phony_model *model = train(&lists[i].options, lists[i].values, lists[i].count);
        for (int32_t unique = PHONY_UNIQUE_NUMBERED; unique <= PHONY_UNIQUE_STRICT; unique++)
            assert_all_differ(model, &GENERATE(.rows = 20000, .unique = unique), 0, 20000,
                              lists[i].name);
        phony_model_unref(model);
    }
}
END_TEST

START_TEST(no_value_comes_twice_in_a_million)
{
    phony_model *model =
        train(&TRAIN(.order = 3, .exclude_originals = 1), test_names, test_name_count);

    assert_all_differ(model, &GENERATE(.rows = 1000000, .unique = PHONY_UNIQUE_NUMBERED), 0,
                      1000000, "million");
    assert_all_differ(model, &GENERATE(.rows = 1000000, .unique = PHONY_UNIQUE_STRICT), 300000,
                      200000, "million");
    phony_model_unref(model);
}
END_TEST

START_TEST(rows_of_a_huge_run_differ_wherever_they_are)
{
    const uint64_t rows[] = {UINT64_C(1000000000000), UINT64_MAX};
    phony_model *model = train_names(3);

    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        for (int32_t unique = PHONY_UNIQUE_NUMBERED; unique <= PHONY_UNIQUE_STRICT; unique++) {
            phony_generator_options options = GENERATE(.rows = rows[i], .unique = unique);
            phony_generator *generator = generator_of(model, &options);
            hash_set set;
            hash_set_init(&set, 30000);
            each_value(generator, "huge", 0, 10000, hash_set_add, &set);
            each_value(generator, "huge", rows[i] / 3, 10000, hash_set_add, &set);
            each_value(generator, "huge", rows[i] - 10000, 10000, hash_set_add, &set);
            ck_assert_uint_eq(set.count, 30000);
            free(set.slots);
            phony_generator_unref(generator);
        }
    }
    phony_model_unref(model);
}
END_TEST

/* ---- What is put in ------------------------------------------------------------------------- */

static void count_digits_at_the_end(void *of, const char *value, size_t length)
{
    *(size_t *)of += value[length - 1] >= '0' && value[length - 1] <= '9';
}

/* 26 first names at least, so that they serve as second ones. */
static phony_model *train_persons(int32_t exclude)
{
    static char text[78][32];
    const char *values[78];

    for (size_t i = 0; i < 78; i++) {
        const char *first = test_names[10 + i / 3], *second = test_names[12 + (i * 7) % 20];
        snprintf(text[i], sizeof text[i], "%s%s%s %s", first, i % 3 ? "" : " ", i % 3 ? "" : second,
                 test_names[200 + i % 11]);
        values[i] = text[i];
    }
    return train(&TRAIN(.order = 2, .mode = PHONY_MODE_WORD, .exclude_originals = exclude), values,
                 COUNT_OF(values));
}

/* "Elif Nur Tezen" became "Elif Nur Tezen 1": only names of two words were given second names. */
START_TEST(names_of_three_words_get_a_second_name_rather_than_a_number)
{
    phony_model *model = train_persons(0);
    phony_generator *generator =
        generator_of(model, &GENERATE(.rows = 2000, .unique = PHONY_UNIQUE_NAMED, .min_words = 3));
    size_t numbered = 0;

    each_value(generator, "persons", 0, 2000, count_digits_at_the_end, &numbered);
    ck_assert_uint_eq(numbered, 0);
    phony_generator_unref(generator);
    phony_model_unref(model);
}
END_TEST

START_TEST(second_names_keep_names_of_all_lengths_apart)
{
    for (int32_t exclude = 0; exclude <= 1; exclude++) {
        phony_model *model = train_persons(exclude);
        assert_all_differ(model, &GENERATE(.rows = 100000, .unique = PHONY_UNIQUE_NAMED), 0, 100000,
                          "persons");
        phony_model_unref(model);
    }
}
END_TEST

/* ---- How many there can be ------------------------------------------------------------------ */

typedef struct brute {
    phony_model *model;
    const list_of *list;
    uint64_t words_or_letters; /* in a value, at most */
    hash_set values;
} brute;

static int is_training_value(const brute *b, const char *text)
{
    for (size_t i = 0; i < b->list->count; i++) {
        if (strcmp(b->list->values[i], text) == 0)
            return 1;
    }
    return 0;
}

/* The empty text too, where a walk may end at once. */
static int can_be_empty(const list_of *list)
{
    return list->options.order == 1;
}

/* All texts of at most so many tokens that the model can give, by trying each. */
static void try_all(brute *b, char *text, size_t length, uint64_t left)
{
    const ph_tokens *tokens = &b->model->tokens;

    for (uint32_t token = 1; left > 0 && token < tokens->count; token++) {
        phony_score score = PHONY_SCORE_INIT;
        phony_error error = {0};
        size_t size, at = length;
        const char *more = ph_tokens_get(tokens, token, &size);
        if (b->model->mode == PHONY_MODE_WORD && at > 0)
            text[at++] = ' ';
        memcpy(text + at, more, size);
        text[at + size] = '\0';
        ASSERT_STATUS(phony_model_score(b->model, text, at + size, &score, &error), PHONY_OK,
                      &error);
        if (score.possible && !(b->list->options.exclude_originals && is_training_value(b, text)))
            hash_set_add(&b->values, text, at + size);
        try_all(b, text, at + size, left - 1);
    }
}

static const char *const letters[] = {"ab", "abc", "ba", "b", "caab"};
static const char *const few_words[] = {"the cat", "the old cat", "an old man", "the man", "old"};
static const list_of counted[] = {
    {"letters", TRAIN(.order = 2), LIST(letters)},
    {"letters, order 1", TRAIN(.order = 1), LIST(letters)},
    {"letters, order 4", TRAIN(.order = 4), LIST(letters)},
    {"letters, pruned", TRAIN(.order = 3, .min_count = 2), LIST(letters)},
    {"words", TRAIN(.order = 2, .mode = PHONY_MODE_WORD), LIST(few_words)},
    {"letters without the originals", TRAIN(.order = 3, .exclude_originals = 1), LIST(letters)},
    {"words without the originals",
     TRAIN(.order = 2, .mode = PHONY_MODE_WORD, .exclude_originals = 1), LIST(few_words)},
};

static phony_generator_options at_most(const brute *b, uint64_t most, uint64_t rows, int32_t sorted)
{
    phony_generator_options options = GENERATE(.rows = rows, .unique = PHONY_UNIQUE_STRICT);

    if (b->model->mode == PHONY_MODE_WORD)
        options.max_words = most;
    else
        options.max_length = most;
    options.sorted = sorted;
    return options;
}

static void assert_known(void *of, const char *value, size_t length)
{
    const brute *b = of;

    ck_assert_msg(hash_set_has(&b->values, value, length), "%s: '%.*s' is none", b->list->name,
                  (int)length, value);
}

/* Any number up to all there are comes out complete, and one more is refused with that number. */
static void check_count(brute *b, uint64_t most, int32_t sorted)
{
    uint64_t all = b->values.count;
    phony_generator_options options = at_most(b, most, all + 1, sorted);
    phony_generator *generator = NULL;
    phony_error error = {0};
    char said[64];

    snprintf(said, sizeof said, "only %llu different values ", (unsigned long long)all);
    ASSERT_STATUS(phony_generator_new(b->model, &options, &generator, &error), PHONY_ERROR_EMPTY,
                  &error);
    ASSERT_MESSAGE(&error, said);
    for (uint64_t rows = all; rows > 0; rows = rows * 2 / 3) {
        options.rows = rows;
        assert_all_differ(b->model, &options, 0, rows, b->list->name);
        generator = generator_of(b->model, &options);
        each_value(generator, "count", 0, rows, assert_known, b);
        phony_generator_unref(generator);
    }
}

START_TEST(strict_rows_are_as_many_as_there_are_values_and_no_more)
{
    for (size_t i = 0; i < COUNT_OF(counted); i++) {
        const list_of *list = &counted[i];
        brute b = {.model = train(&list->options, list->values, list->count), .list = list};
        for (uint64_t most = 1; most <= 4; most++) {
            char text[256];
            hash_set_init(&b.values, 20000);
            if (can_be_empty(list))
                hash_set_add(&b.values, "", 0);
            try_all(&b, text, 0, most);
            check_count(&b, most, 0);
            check_count(&b, most, 1);
            free(b.values.slots);
        }
        phony_model_unref(b.model);
    }
}
END_TEST

/* ---- Never the original --------------------------------------------------------------------- */

typedef struct copies {
    hash_set originals;
    size_t count;
} copies;

static void count_copies(void *of, const char *value, size_t length)
{
    copies *c = of;

    c->count += hash_set_has(&c->originals, value, length) != 0;
}

/* The names, and as many of two words: in hybrid mode some words are whole and some are not. */
static phony_model *train_copies(int32_t mode, copies *c)
{
    static char text[2][600][64];
    const char *values[2 * 600];
    size_t count = 0;

    ck_assert_uint_lt(test_name_count, 600);
    hash_set_init(&c->originals, 2 * test_name_count);
    for (size_t i = 0; i < test_name_count; i++) {
        snprintf(text[0][i], sizeof text[0][i], "%s", test_names[i]);
        snprintf(text[1][i], sizeof text[1][i], "%s %s", test_names[i],
                 test_names[i * 31 % test_name_count]);
        values[count++] = text[0][i];
        values[count++] = text[1][i];
    }
    for (size_t i = 0; i < count; i++)
        hash_set_add(&c->originals, values[i], strlen(values[i]));
    return train(
        &TRAIN(.order = 3, .mode = mode, .word_min_count = 3, .exclude_originals = 1, .salt = "s"),
        values, count);
}

static const phony_generator_options ways_past_originals[] = {
    GENERATE(.max_length = 6),
    GENERATE(.prefix = "An"),
    GENERATE(.pattern = "[A-M].*(a|o)"),
    GENERATE(.rows = 30000, .unique = PHONY_UNIQUE_NUMBERED),
    GENERATE(.rows = 30000, .unique = PHONY_UNIQUE_NAMED),
    GENERATE(.rows = 30000, .unique = PHONY_UNIQUE_STRICT),
    GENERATE(.rows = 30000, .unique = PHONY_UNIQUE_STRICT, .sorted = 1),
    GENERATE(.rows = 30000, .sorted = 1),
    GENERATE(.rows = 30000, .sorted = 1, .suffix = "a", .max_length = 7),
    GENERATE(.rows = 3000, .unique = PHONY_UNIQUE_STRICT, .max_length = 4, .prefix = "M"),
};

START_TEST(no_original_comes_out_of_any_mode)
{
    for (int32_t mode = PHONY_MODE_CHAR; mode <= PHONY_MODE_HYBRID;
         mode += PHONY_MODE_HYBRID - PHONY_MODE_CHAR) {
        copies c = {.count = 0};
        phony_model *model = train_copies(mode, &c);
        for (size_t i = 0; i < COUNT_OF(ways_past_originals); i++) {
            const phony_generator_options *way = &ways_past_originals[i];
            phony_generator *generator = NULL;
            phony_error error = {0};
            phony_status status = phony_generator_new(model, way, &generator, &error);
            if (mode == PHONY_MODE_HYBRID &&
                status == PHONY_ERROR_ARGUMENT) /* how many there are cannot be told */
                continue;
            ASSERT_STATUS(status, PHONY_OK, &error);
            each_value(generator, "copies", 0, way->rows ? way->rows : 30000, count_copies, &c);
            ck_assert_msg(c.count == 0, "way %zu, mode %d: %zu originals", i, mode, c.count);
            phony_generator_unref(generator);
        }
        free(c.originals.slots);
        phony_model_unref(model);
    }
}
END_TEST

/* ---- Asking wrongly ------------------------------------------------------------------------- */

START_TEST(what_cannot_be_asked_for_is_refused)
{
    static const refusal wrong[] = {
        {GENERATE(.unique = 5, .rows = 1), PHONY_ERROR_ARGUMENT, "unique"},
        {GENERATE(.unique = -1, .rows = 1), PHONY_ERROR_ARGUMENT, "unique"},
        {GENERATE(.unique = PHONY_UNIQUE_NUMBERED), PHONY_ERROR_ARGUMENT, "number of rows"},
        {GENERATE(.sorted = 1), PHONY_ERROR_ARGUMENT, "number of rows"},
        {GENERATE(.unique = PHONY_UNIQUE_NAMED, .sorted = 1, .rows = 9), PHONY_ERROR_ARGUMENT,
         "order"},
    };
    phony_model *model = train_names(3);

    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        assert_refused(model, &wrong[i]);
    phony_model_unref(model);
}
END_TEST

/* Templates failed as a whole, models only when they came to the row. */
START_TEST(a_range_past_the_last_row_fails_as_a_whole)
{
    phony_model *model = train_names(3);
    phony_generator *generator =
        generator_of(model, &GENERATE(.rows = 100, .unique = PHONY_UNIQUE_NUMBERED));
    uint8_t bytes[4096], before[4096];
    uint32_t offsets[129];
    phony_column column = batch_column(bytes, sizeof bytes, offsets, 128);
    phony_key key = key_of("range");
    phony_error error = {0};

    memset(bytes, '#', sizeof bytes);
    memcpy(before, bytes, sizeof bytes);
    column.rows = 77;
    ASSERT_STATUS(phony_generator_fill(generator, &key, 0, 101, &column, &error), PHONY_ERROR_LIMIT,
                  &error);
    ck_assert_str_eq(error.message, "row 100 is not one of the 100 rows asked for");
    ASSERT_STATUS(phony_generator_fill(generator, &key, 1000, 1, &column, &error),
                  PHONY_ERROR_LIMIT, &error);
    ASSERT_STATUS(phony_generator_fill(generator, &key, 1, UINT64_MAX, &column, &error),
                  PHONY_ERROR_LIMIT, &error);
    ck_assert_mem_eq(bytes, before, sizeof bytes);
    ck_assert_uint_eq(column.rows, 77);
    ASSERT_STATUS(phony_generator_fill(generator, &key, 99, 1, &column, &error), PHONY_OK, &error);
    ck_assert_uint_eq(column.rows, 1);
    phony_generator_unref(generator);
    phony_model_unref(model);
}
END_TEST

/* ---- Memory and threads --------------------------------------------------------------------- */

static const phony_generator_options all_ways[] = {
    GENERATE(.max_length = 5, .suffix = "a"),
    GENERATE(.pattern = "[A-D].*n.*", .min_length = 4),
    GENERATE(.rows = 500, .unique = PHONY_UNIQUE_NUMBERED),
    GENERATE(.rows = 500, .unique = PHONY_UNIQUE_NAMED, .max_length = 6),
    GENERATE(.rows = 500, .unique = PHONY_UNIQUE_STRICT, .max_length = 4),
    GENERATE(.rows = 500, .unique = PHONY_UNIQUE_STRICT, .sorted = 1),
    GENERATE(.rows = 500, .sorted = 1, .contains = "n"),
};

static phony_status make_some(phony_model *model, const phony_generator_options *options,
                              phony_error *error)
{
    uint8_t bytes[512];
    uint32_t offsets[9];
    phony_column column = batch_column(bytes, sizeof bytes, offsets, 8);
    phony_key key = {{1, 2}};
    phony_generator *generator = NULL;
    phony_status status = phony_generator_new(model, options, &generator, error);

    ck_assert_int_eq(generator == NULL, status != PHONY_OK);
    if (!status)
        status = phony_generator_fill(generator, &key, 3, 8, &column, error);
    ck_assert_int_eq(status == PHONY_OK, column.rows == 8);
    phony_generator_unref(generator);
    return status;
}

START_TEST(every_way_fails_cleanly_at_every_allocation)
{
    for (size_t i = 0; i < COUNT_OF(all_ways); i++) {
        int failed = 1;
        for (size_t nth = 0; failed; nth++) {
            phony_model *model =
                train(&TRAIN(.order = 3, .exclude_originals = i % 2), test_names, 40 + 10 * i);
            phony_error error = {0};
            phony_status status;
            ph_alloc_fail_after(nth);
            status = make_some(model, &all_ways[i], &error);
            failed = ph_alloc_has_failed();
            ph_alloc_fail_after(SIZE_MAX);
            ASSERT_STATUS(status, failed ? PHONY_ERROR_MEMORY : PHONY_OK, &error);
            phony_model_unref(model);
        }
    }
}
END_TEST

typedef struct reader {
    phony_generator *generator;
    uint64_t first;
    ph_buffer lines;
} reader;

static void *read_rows(void *of)
{
    reader *r = of;

    r->lines = lines_of(r->generator, "threads", r->first, 250);
    return NULL;
}

/* Model and generator are used for the first time by all of them at once. */
START_TEST(threads_get_the_rows_that_one_gets)
{
    for (size_t i = 0; i < COUNT_OF(all_ways); i++) {
        phony_model *model = train_names(3), *other = train_names(3);
        phony_generator *generator = generator_of(model, &all_ways[i]);
        phony_generator *alone = generator_of(other, &all_ways[i]);
        pthread_t threads[4];
        reader readers[4];
        for (size_t t = 0; t < COUNT_OF(threads); t++) {
            readers[t] = (reader){.generator = generator, .first = t % 2 * 250};
            ck_assert_int_eq(pthread_create(&threads[t], NULL, read_rows, &readers[t]), 0);
        }
        for (size_t t = 0; t < COUNT_OF(threads); t++) {
            ph_buffer want = lines_of(alone, "threads", readers[t].first, 250);
            ck_assert_int_eq(pthread_join(threads[t], NULL), 0);
            ck_assert_str_eq(readers[t].lines.data, want.data);
            ph_buffer_fini(&readers[t].lines);
            ph_buffer_fini(&want);
        }
        phony_generator_unref(generator);
        phony_generator_unref(alone);
        phony_model_unref(model);
        phony_model_unref(other);
    }
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("unique");

    UNIT_ADD(suite, no_value_of_a_small_model_comes_twice);
    UNIT_ADD(suite, no_value_comes_twice_in_a_million);
    UNIT_ADD(suite, rows_of_a_huge_run_differ_wherever_they_are);
    UNIT_ADD(suite, names_of_three_words_get_a_second_name_rather_than_a_number);
    UNIT_ADD(suite, second_names_keep_names_of_all_lengths_apart);
    UNIT_ADD(suite, strict_rows_are_as_many_as_there_are_values_and_no_more);
    UNIT_ADD(suite, no_original_comes_out_of_any_mode);
    UNIT_ADD(suite, what_cannot_be_asked_for_is_refused);
    UNIT_ADD(suite, a_range_past_the_last_row_fails_as_a_whole);
    UNIT_ADD(suite, every_way_fails_cleanly_at_every_allocation);
    UNIT_ADD(suite, threads_get_the_rows_that_one_gets);
    return suite;
}
