/* The library against spec/vectors/generators.json and text.json: constraints, sorted and distinct
 * rows, running text, each row in one call with its neighbours and by itself. */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include "phony.h"
#include "unit.h"
#include "vectors_util.h"

enum { ROOM = 1 << 16, ROWS = 64 };

typedef struct option {
    const char *name;
    size_t offset;
    char kind; /* n: a number, t: a text, i: an int32_t, u: how rows are kept apart; 0: the last */
} option;

static const option generator_options[] = {
    {"min_length", offsetof(phony_generator_options, min_length), 'n'},
    {"max_length", offsetof(phony_generator_options, max_length), 'n'},
    {"min_words", offsetof(phony_generator_options, min_words), 'n'},
    {"max_words", offsetof(phony_generator_options, max_words), 'n'},
    {"rows", offsetof(phony_generator_options, rows), 'n'},
    {"prefix", offsetof(phony_generator_options, prefix), 't'},
    {"suffix", offsetof(phony_generator_options, suffix), 't'},
    {"contains", offsetof(phony_generator_options, contains), 't'},
    {"pattern", offsetof(phony_generator_options, pattern), 't'},
    {"sorted", offsetof(phony_generator_options, sorted), 'i'},
    {"unique", offsetof(phony_generator_options, unique), 'u'},
    {NULL, 0, 0},
};

static const option text_options[] = {
    {"min_words", offsetof(phony_text_options, min_words), 'n'},
    {"max_words", offsetof(phony_text_options, max_words), 'n'},
    {"min_sentences", offsetof(phony_text_options, min_sentences), 'n'},
    {"max_sentences", offsetof(phony_text_options, max_sentences), 'n'},
    {"paragraphs", offsetof(phony_text_options, paragraphs), 'n'},
    {"acrostic", offsetof(phony_text_options, acrostic), 't'},
    {NULL, 0, 0},
};

static int32_t unique_of(const char *text)
{
    static const char *const names[] = {"", "numbered", "named", "strict"};
    int32_t i = 3;

    while (i > 0 && strcmp(names[i], text) != 0)
        i--;
    ck_assert_int_gt(i, 0);
    return i;
}

static void set_option(const option *known, void *to, const char *name, const char *text)
{
    char *at;

    while (known->kind && strcmp(known->name, name) != 0)
        known++;
    ck_assert_msg(known->kind, "an unknown option %s", name);
    at = (char *)to + known->offset;
    if (known->kind == 'n')
        *(uint64_t *)(void *)at = strtoull(text, NULL, 10);
    else if (known->kind == 't')
        *(const char **)(void *)at = text;
    else
        *(int32_t *)(void *)at =
            known->kind == 'u' ? unique_of(text) : (int32_t)strtol(text, NULL, 10);
}

static void set_options(const vector *c, const option *known, void *to)
{
    const member *given = get(c, "options");

    for (size_t i = 0; i < given->count; i += 2)
        set_option(known, to, given->texts[i], given->texts[i + 1]);
}

static phony_model *open_model(const vector *c)
{
    phony_error error = {0};
    phony_model *model;
    char path[1024];

    snprintf(path, sizeof path, "%s/%s", SPEC_VECTORS, get_text(c, "model"));
    ck_assert_msg(phony_model_open(NULL, path, NULL, &model, &error) == PHONY_OK, "%s",
                  error.message);
    ck_assert_str_eq(phony_model_get_text(model, PHONY_TEXT_DIGEST), get_text(c, "digest"));
    return model;
}

typedef phony_status (*maker)(const vector *c, phony_model *model, phony_generator **generator,
                              phony_error *error);

static phony_status make_rows(const vector *c, phony_model *model, phony_generator **generator,
                              phony_error *error)
{
    phony_generator_options all = PHONY_GENERATOR_OPTIONS_INIT;

    set_options(c, generator_options, &all);
    return phony_generator_new(model, &all, generator, error);
}

static phony_status make_text(const vector *c, phony_model *model, phony_generator **generator,
                              phony_error *error)
{
    phony_text_options all = PHONY_TEXT_OPTIONS_INIT;

    set_options(c, text_options, &all);
    return phony_generator_text(model, &all, generator, error);
}

/* The rows of a case from its row `from` on, checked against its values. */
static void check_rows(const vector *c, phony_generator *generator, size_t from, size_t count)
{
    static char bytes[ROOM];
    static uint32_t offsets[ROWS + 1];
    const member *values = get(c, "values");
    phony_column column = PHONY_COLUMN_INIT;
    phony_error error = {0};
    phony_key key;

    ck_assert_int_eq(phony_key_from_seed(get_text(c, "seed"), strlen(get_text(c, "seed")),
                                         get_text(c, "path"), &key, NULL),
                     PHONY_OK);
    column.bytes = (uint8_t *)bytes;
    column.bytes_capacity = ROOM;
    column.offsets = offsets;
    column.rows_capacity = ROWS;
    column.separator = '\0';
    ck_assert_msg(phony_generator_fill(generator, &key, number_at(get(c, "first"), 0, 10) + from,
                                       count, &column, &error) == PHONY_OK,
                  "%s", error.message);
    ck_assert_uint_eq(column.rows, count);
    for (size_t i = 0; i < count; i++)
        ck_assert_msg(strcmp(bytes + offsets[i], values->texts[from + i]) == 0,
                      "%s, first %s, row %zu: '%s' instead of '%s'", get_text(c, "model"),
                      get_text(c, "first"), from + i, bytes + offsets[i], values->texts[from + i]);
}

static void check_case(const vector *c, maker make)
{
    phony_model *model = open_model(c);
    size_t count = get(c, "values")->count;
    phony_generator *generator = NULL;
    phony_error error = {0};

    ck_assert_msg(make(c, model, &generator, &error) == PHONY_OK, "%s: %s", get_text(c, "model"),
                  error.message);
    check_rows(c, generator, 0, count);
    for (size_t row = count; row-- > 0;)
        check_rows(c, generator, row, 1);
    phony_generator_unref(generator);
    phony_model_unref(model);
}

static void check_file(const char *name, size_t least, maker make)
{
    vectors v = read_vectors(name);

    ck_assert_uint_ge(v.count, least);
    for (size_t i = 0; i < v.count; i++)
        check_case(&v.cases[i], make);
    free_vectors(&v);
}

START_TEST(rows_are_those_of_the_vectors)
{
    check_file("generators.json", 300, make_rows);
}
END_TEST

START_TEST(rows_of_the_portable_kernel_are_those_of_the_vectors)
{
    setenv("PHONY_SIMD", "off", 1);
    check_file("generators.json", 300, make_rows);
    unsetenv("PHONY_SIMD");
}
END_TEST

START_TEST(texts_are_those_of_the_vectors)
{
    check_file("text.json", 60, make_text);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("generator_vectors");

    UNIT_ADD(suite, rows_are_those_of_the_vectors);
    UNIT_ADD(suite, rows_of_the_portable_kernel_are_those_of_the_vectors);
    UNIT_ADD(suite, texts_are_those_of_the_vectors);
    return suite;
}
