/* The library against spec/vectors/generators.json: constraints, sorted and distinct rows, each row
 * in one call with its neighbours and by itself. */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include "phony.h"
#include "unit.h"
#include "vectors_util.h"

enum { ROOM = 1 << 16, ROWS = 64 };

static const struct {
    const char *name;
    size_t offset;
    char kind; /* n: a number, t: a text, i: an int32_t, u: how rows are kept apart */
} options[] = {
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

static void set_option(phony_generator_options *to, const char *name, const char *text)
{
    size_t i = 0;
    char *at;

    while (i < sizeof options / sizeof *options && strcmp(options[i].name, name) != 0)
        i++;
    ck_assert_msg(i < sizeof options / sizeof *options, "an unknown option %s", name);
    at = (char *)to + options[i].offset;
    if (options[i].kind == 'n')
        *(uint64_t *)(void *)at = strtoull(text, NULL, 10);
    else if (options[i].kind == 't')
        *(const char **)(void *)at = text;
    else
        *(int32_t *)(void *)at = options[i].kind == 'u' ? unique_of(text) : (int32_t)atoi(text);
}

static phony_generator *make(const vector *c)
{
    phony_generator_options all = PHONY_GENERATOR_OPTIONS_INIT;
    const member *given = get(c, "options");
    phony_generator *generator = NULL;
    phony_error error = {0};
    phony_model *model;
    char path[1024];

    snprintf(path, sizeof path, "%s/%s", SPEC_VECTORS, get_text(c, "model"));
    ck_assert_msg(phony_model_open(NULL, path, NULL, &model, &error) == PHONY_OK, "%s",
                  error.message);
    for (size_t i = 0; i < given->count; i += 2)
        set_option(&all, given->texts[i], given->texts[i + 1]);
    ck_assert_msg(phony_generator_new(model, &all, &generator, &error) == PHONY_OK, "%s: %s",
                  get_text(c, "model"), error.message);
    phony_model_unref(model);
    return generator;
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
                      "%s, %s %s, row %zu: '%s' instead of '%s'", get_text(c, "model"),
                      get(c, "options")->texts[0], get(c, "options")->texts[1], from + i,
                      bytes + offsets[i], values->texts[from + i]);
}

static void check_file(void)
{
    vectors v = read_vectors("generators.json");

    ck_assert_uint_gt(v.count, 200);
    for (size_t i = 0; i < v.count; i++) {
        phony_generator *generator = make(&v.cases[i]);
        size_t count = get(&v.cases[i], "values")->count;
        check_rows(&v.cases[i], generator, 0, count);
        for (size_t row = count; row-- > 0;)
            check_rows(&v.cases[i], generator, row, 1);
        phony_generator_unref(generator);
    }
    free_vectors(&v);
}

START_TEST(rows_are_those_of_the_vectors)
{
    check_file();
}
END_TEST

START_TEST(rows_of_the_portable_kernel_are_those_of_the_vectors)
{
    setenv("PHONY_SIMD", "off", 1);
    check_file();
    unsetenv("PHONY_SIMD");
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("generator_vectors");

    UNIT_ADD(suite, rows_are_those_of_the_vectors);
    UNIT_ADD(suite, rows_of_the_portable_kernel_are_those_of_the_vectors);
    return suite;
}
