/* Running text: what sentences begin and end with, how many there are, what is refused. */
#include <stdio.h>

#include "base/alloc.h"
#include "models.h"
#include "value/text_ends.h"

#define TEXT(...) ((phony_text_options){.size = sizeof(phony_text_options), __VA_ARGS__})

static const char *const story[] = {
    "The old house stood on the hill.",   "Nobody lived there.",
    "The wind blew through the windows.", "Who lived on the hill?",
    "The cat slept on the stairs.",       "It was a quiet place.",
    "The children came after school.",    "The cat saw them from the window.",
    "Nobody knew where it came from.",    "The wind blew over the stairs.",
};

static phony_model *learn(const char *const *values, size_t count, int32_t order, int32_t mode)
{
    phony_train_options options = PHONY_TRAIN_OPTIONS_INIT;

    options.mode = mode;
    options.order = order;
    options.word_min_count = 2;
    return train(&options, values, count);
}

static ph_buffer ends_of(const phony_model *model)
{
    ph_buffer pattern = {0};
    phony_error error = {0};

    ASSERT_STATUS(ph_text_ends(model, &pattern, &error), PHONY_OK, &error);
    ph_buffer_append_byte(&pattern, '\0');
    return pattern;
}

static void assert_ends(const char *const *values, size_t count, int32_t order, const char *want)
{
    phony_model *model = learn(values, count, order, PHONY_MODE_WORD);
    ph_buffer pattern = ends_of(model);

    ck_assert_str_eq(pattern.data, want);
    ph_buffer_fini(&pattern);
    phony_model_unref(model);
}

START_TEST(marks_are_those_that_nearly_all_values_end_in)
{
    static const char *const quoted[] = {"he said \"yes.\"", "she said \"no.\"", "so be it\u2026"};
    static const char *const half[] = {"all is well.", "all is lost"};
    static const char *const letters[] = {"one", "two"};
    static const char *const single[] = {"."};

    assert_ends(story, COUNT_OF(story), 2, ".*[\\x{2E}\\x{3F}]");
    assert_ends(story, COUNT_OF(story), 3, ".*[\\x{2E}\\x{3F}]");
    assert_ends(quoted, COUNT_OF(quoted), 2, ".*[\\x{22}\\x{2026}]");
    assert_ends(half, COUNT_OF(half), 2, "");
    assert_ends(letters, COUNT_OF(letters), 2, "");
    assert_ends(single, COUNT_OF(single), 2, ".*[\\x{2E}]");
    assert_ends(story, COUNT_OF(story), 1, "");
}
END_TEST

/* 200 values end in a full stop, one in a comma, which is less than a hundredth. */
START_TEST(what_few_values_end_in_is_no_mark)
{
    static char texts[200][24];
    const char *values[201];

    for (size_t i = 0; i < 200; i++) {
        snprintf(texts[i], sizeof texts[i], "this is number %zu.", i);
        values[i] = texts[i];
    }
    values[200] = "this, however,";
    assert_ends(values, 201, 2, ".*[\\x{2E}]");
}
END_TEST

static phony_generator *text_of(phony_model *model, phony_text_options options)
{
    phony_generator *generator = NULL;
    phony_error error = {0};

    ASSERT_STATUS(phony_generator_text(model, &options, &generator, &error), PHONY_OK, &error);
    return generator;
}

enum { ROWS = 500 };

typedef struct values {
    uint8_t bytes[1 << 18];
    uint32_t offsets[ROWS + 1];
} values;

static void fill(phony_generator *generator, values *to)
{
    phony_column column = PHONY_COLUMN_INIT;
    phony_key key = {{1, 2}};
    phony_error error = {0};

    column.bytes = to->bytes;
    column.bytes_capacity = sizeof to->bytes;
    column.offsets = to->offsets;
    column.rows_capacity = ROWS;
    ASSERT_STATUS(phony_generator_fill(generator, &key, 0, ROWS, &column, &error), PHONY_OK,
                  &error);
    ck_assert_uint_eq(column.rows, ROWS);
}

static size_t count_torn(phony_model *model, phony_text_options options)
{
    static values got;
    phony_generator *generator = text_of(model, options);
    size_t torn = 0;

    fill(generator, &got);
    for (size_t i = 0; i < ROWS; i++)
        torn += !strchr(".?", got.bytes[got.offsets[i + 1] - 1]);
    phony_generator_unref(generator);
    return torn;
}

START_TEST(no_sentence_is_torn_off)
{
    const int32_t modes[] = {PHONY_MODE_WORD, PHONY_MODE_HYBRID};

    for (size_t i = 0; i < COUNT_OF(modes); i++) {
        phony_model *model = learn(story, COUNT_OF(story), 3, modes[i]);
        ck_assert_uint_eq(count_torn(model, TEXT(.min_words = 0)), 0);
        ck_assert_uint_eq(count_torn(model, TEXT(.min_words = 4, .max_words = 6)), 0);
        ck_assert_uint_eq(count_torn(model, TEXT(.acrostic = "TN")), 0);
        phony_model_unref(model);
    }
}
END_TEST

START_TEST(options_are_checked)
{
    const struct {
        phony_text_options options;
        phony_status status;
        const char *message;
    } rows[] = {
        {TEXT(.min_words = 3, .max_words = 2), PHONY_ERROR_ARGUMENT, "min words 3"},
        {TEXT(.min_sentences = 3, .max_sentences = 2), PHONY_ERROR_ARGUMENT, "min sentences 3"},
        {TEXT(.min_sentences = 1001), PHONY_ERROR_ARGUMENT, "at most 1000 sentences"},
        {TEXT(.paragraphs = 1001), PHONY_ERROR_ARGUMENT, "1000 paragraphs"},
        {TEXT(.acrostic = "TN", .paragraphs = 1), PHONY_ERROR_ARGUMENT, "an acrostic says"},
        {TEXT(.acrostic = " "), PHONY_ERROR_ARGUMENT, "no characters"},
        {TEXT(.acrostic = "T\xff"), PHONY_ERROR_ENCODING, "not valid UTF-8"},
        {TEXT(.acrostic = "Tx"), PHONY_ERROR_EMPTY, "'x'"},
    };
    phony_model *model = learn(story, COUNT_OF(story), 2, PHONY_MODE_WORD);

    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        phony_generator *generator = NULL;
        phony_error error = {0};
        ASSERT_STATUS(phony_generator_text(model, &rows[i].options, &generator, &error),
                      rows[i].status, &error);
        ASSERT_MESSAGE(&error, rows[i].message);
        ck_assert_ptr_null(generator);
    }
    phony_model_unref(model);
}
END_TEST

START_TEST(memory_may_run_out_anywhere)
{
    phony_model *model = learn(story, COUNT_OF(story), 2, PHONY_MODE_WORD);
    const phony_text_options options = TEXT(.acrostic = "TN");
    int failed = 1;

    for (size_t nth = 0; failed; nth++) {
        phony_generator *generator = NULL;
        phony_error error = {0};
        phony_status status;
        ph_alloc_fail_after(nth);
        status = phony_generator_text(model, &options, &generator, &error);
        failed = ph_alloc_has_failed();
        ph_alloc_fail_after(SIZE_MAX);
        ASSERT_STATUS(status, failed ? PHONY_ERROR_MEMORY : PHONY_OK, &error);
        phony_generator_unref(generator);
    }
    phony_model_unref(model);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("running_text");

    UNIT_ADD(suite, marks_are_those_that_nearly_all_values_end_in);
    UNIT_ADD(suite, what_few_values_end_in_is_no_mark);
    UNIT_ADD(suite, no_sentence_is_torn_off);
    UNIT_ADD(suite, options_are_checked);
    UNIT_ADD(suite, memory_may_run_out_anywhere);
    return suite;
}
