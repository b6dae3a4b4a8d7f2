/* Templates against spec/vectors/templates.json, over the models beside it. */
#include "phony.h"
#include "vectors_util.h"

enum { ROOM = 1 << 16 };

static phony_generator *make_template(const vector *c)
{
    const member *bound = get(c, "bindings");
    phony_binding bindings[4] = {{NULL, NULL, NULL}};
    phony_template_options options = PHONY_TEMPLATE_OPTIONS_INIT;
    phony_generator *generator = NULL;
    phony_error error = {0};

    ck_assert_uint_le(bound->count, 8);
    for (size_t i = 0; i < bound->count / 2; i++)
        bindings[i] = (phony_binding){bound->texts[2 * i], NULL, bound->texts[2 * i + 1]};
    options.bindings = bindings;
    options.binding_count = bound->count / 2;
    options.locale = get_text(c, "locale");
    options.rows = number_at(get(c, "rows"), 0, 10);
    options.unique = options.rows ? PHONY_UNIQUE_NUMBERED : PHONY_UNIQUE_NONE;
    ck_assert_msg(phony_generator_from_template(get_text(c, "template"), &options, &generator,
                                                &error) == PHONY_OK,
                  "'%s': %s", get_text(c, "template"), error.message);
    return generator;
}

static void check_template(const vector *c)
{
    const member *values = get(c, "values");
    const char *seed = get_text(c, "seed");
    phony_generator *generator = make_template(c);
    static uint8_t bytes[ROOM];
    uint32_t offsets[101];
    phony_column column = PHONY_COLUMN_INIT;
    phony_error error = {0};
    phony_key key;

    ck_assert_uint_le(values->count, 100);
    column.bytes = bytes;
    column.bytes_capacity = sizeof bytes;
    column.offsets = offsets;
    column.rows_capacity = values->count;
    ck_assert_int_eq(phony_key_from_seed(seed, strlen(seed), NULL, &key, NULL), PHONY_OK);
    ck_assert_msg(phony_generator_fill(generator, &key, number_at(get(c, "first"), 0, 10),
                                       values->count, &column, &error) == PHONY_OK,
                  "%s", error.message);
    ck_assert_uint_eq(column.rows, values->count);
    for (size_t i = 0; i < values->count; i++) {
        size_t length = offsets[i + 1] - offsets[i];
        ck_assert_msg(length == strlen(values->texts[i]) &&
                          !memcmp(bytes + offsets[i], values->texts[i], length),
                      "'%s' (%s), value %zu: '%.*s' instead of '%s'", get_text(c, "template"),
                      get_text(c, "locale"), i, (int)length, bytes + offsets[i], values->texts[i]);
    }
    phony_generator_unref(generator);
}

START_TEST(values_of_templates)
{
    vectors v = read_vectors("templates.json");

    setenv("PHONY_MODELS", SPEC_VECTORS, 1);
    for (size_t i = 0; i < v.count; i++)
        check_template(&v.cases[i]);
    unsetenv("PHONY_MODELS");
    free_vectors(&v);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("template_vectors");

    UNIT_ADD(suite, values_of_templates);
    return suite;
}
