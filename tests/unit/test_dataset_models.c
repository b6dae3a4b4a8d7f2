/* Fields of models and built-in generators: what the library gives without a schema, under the keys
 * that spec/pdl.md says; and one data set made by several threads. */
#include <pthread.h>

#include "dataset_util.h"

/* ---- Against the library itself -------------------------------------------------------------- */

static const char persons[] =
    "{'version': '1.0', 'entities': {'P': {'count': 3000, 'fields': {"
    "'full': {'generator': 'person.full'}, 'email': {'generator': 'email'},"
    "'user': {'generator': 'username'}, 'other': {'generator': {'type': 'email', 'as': 'boss'}},"
    "'city': {'generator': 'city'}}}}}";

static const struct {
    const char *generator, *path;
} columns[] = {
    {"person.full", "P"}, {"email", "P"}, {"username", "P"}, {"email", "P#boss"}, {"city", "P"}};

static void assert_column(phony_generator *generator, const char *path, const phony_cells *cells,
                          size_t rows)
{
    static uint8_t bytes[1 << 18];
    static uint32_t offsets[PHONY_BATCH_ROWS + 1];
    phony_column column = PHONY_COLUMN_INIT;
    phony_key key;

    column.bytes = bytes;
    column.bytes_capacity = sizeof bytes;
    column.offsets = offsets;
    column.rows_capacity = PHONY_BATCH_ROWS;
    ck_assert_int_eq(phony_key_from_seed("phony", 5, path, &key, NULL), PHONY_OK);
    ck_assert_int_eq(phony_generator_fill(generator, &key, 1000, rows, &column, NULL), PHONY_OK);
    ck_assert_uint_eq(column.rows, rows);
    ck_assert_mem_eq(cells->offsets, offsets, (rows + 1) * sizeof *offsets);
    ck_assert_mem_eq(cells->bytes, bytes, offsets[rows]);
}

START_TEST(persons_are_those_of_the_composites_in_every_locale)
{
    static const char *const locales[] = {"tr_TR", "en_US", "de_DE", "fr_FR", "es_ES",
                                          "pt_BR", "it_IT", "nl_NL", "pl_PL", "ja_JP"};

    for (size_t l = 0; l < COUNT_OF(locales); l++) {
        phony_dataset_options options = PHONY_DATASET_OPTIONS_INIT;
        phony_template_options composite = PHONY_TEMPLATE_OPTIONS_INIT;
        phony_dataset *dataset;
        phony_maker *maker;
        options.locale = composite.locale = locales[l];
        dataset = make_dataset(persons, &options);
        ck_assert_int_eq(phony_maker_new(dataset, &maker, NULL), PHONY_OK);
        ck_assert_int_eq(phony_maker_fill(maker, 0, 1000, 500, NULL), PHONY_OK);
        for (size_t c = 0; c < COUNT_OF(columns); c++) {
            phony_cells cells = PHONY_CELLS_INIT;
            phony_generator *generator;
            ck_assert_int_eq(
                phony_generator_from_name(columns[c].generator, &composite, &generator, NULL),
                PHONY_OK);
            ck_assert_int_eq(phony_maker_get_cells(maker, c, &cells, NULL), PHONY_OK);
            assert_column(generator, columns[c].path, &cells, 500);
            phony_generator_unref(generator);
        }
        phony_maker_free(maker);
        phony_dataset_free(dataset);
    }
}

START_TEST(models_are_those_of_their_generators)
{
    phony_generator_options options = PHONY_GENERATOR_OPTIONS_INIT;
    phony_dataset *dataset = make_dataset(
        "{'version': '1.0', 'entities': {'P': {'count': 3000, 'fields': {'x': {'generator':"
        "{'type': 'model', 'source': 'last_names', 'min_length': 4, 'max_length': 7,"
        "'suffix': 'n'}}, 'y': {'generator': 'tr_TR/first_names', 'unique': true}}}}}",
        NULL);
    phony_generator *generator;
    phony_cells cells = PHONY_CELLS_INIT;
    phony_model *model;
    phony_maker *maker;

    ck_assert_int_eq(phony_maker_new(dataset, &maker, NULL), PHONY_OK);
    ck_assert_int_eq(phony_maker_fill(maker, 0, 1000, 500, NULL), PHONY_OK);
    options.min_length = 4;
    options.max_length = 7;
    options.suffix = "n";
    ck_assert_int_eq(phony_model_open(NULL, "en_US/last_names", NULL, &model, NULL), PHONY_OK);
    ck_assert_int_eq(phony_generator_new(model, &options, &generator, NULL), PHONY_OK);
    ck_assert_int_eq(phony_maker_get_cells(maker, 0, &cells, NULL), PHONY_OK);
    assert_column(generator, "P.x", &cells, 500);
    phony_generator_unref(generator);
    phony_model_unref(model);
    options = (phony_generator_options)PHONY_GENERATOR_OPTIONS_INIT;
    options.unique = PHONY_UNIQUE_NUMBERED;
    options.rows = 3000;
    ck_assert_int_eq(phony_model_open(NULL, "tr_TR/first_names", NULL, &model, NULL), PHONY_OK);
    ck_assert_int_eq(phony_generator_new(model, &options, &generator, NULL), PHONY_OK);
    ck_assert_int_eq(phony_maker_get_cells(maker, 1, &cells, NULL), PHONY_OK);
    assert_column(generator, "P.y", &cells, 500);
    phony_generator_unref(generator);
    phony_model_unref(model);
    phony_maker_free(maker);
    phony_dataset_free(dataset);
}

/* Rows of parents come in lists, with gaps: the same values as in a run. */
START_TEST(parents_fields_are_the_same_from_below)
{
    phony_dataset *dataset = make_dataset(
        "{'version': '1.0', 'entities': {'U': {'count': 500, 'fields': {'id': {'generator':"
        "'sequence', 'primary': true}, 'name': {'generator': 'person.full', 'null': 0.2}}},"
        "'O': {'count': 900, 'fields': {'u_id': {}, 'name': {'type': 'text', 'generator':"
        "{'type': 'computed', 'expression': 'u.name'}}}}},"
        "'relationships': [{'from': 'O.u_id', 'to': 'U.id', 'order': 'shuffled'}]}",
        NULL);
    char *users = csv_of(dataset, "U"), *orders = csv_of(dataset, "O");

    for (char *line = strtok(orders, "\n"); line; line = strtok(NULL, "\n")) {
        char text[256];
        snprintf(text, sizeof text, "\n%s\n", line);
        ck_assert(strstr(users, text) || strncmp(users, text + 1, strlen(text + 1)) == 0);
    }
    free(users);
    free(orders);
    phony_dataset_free(dataset);
}

/* ---- Threads --------------------------------------------------------------------------------- */

enum { THREADS = 4 };

static void *make_rows(void *user)
{
    return csv_of(user, "P");
}

START_TEST(several_threads_make_the_same_rows)
{
    phony_dataset *dataset = make_dataset(persons, NULL);
    char *whole = csv_of(dataset, "P");
    pthread_t threads[THREADS];

    for (size_t i = 0; i < THREADS; i++)
        ck_assert_int_eq(pthread_create(&threads[i], NULL, make_rows, dataset), 0);
    for (size_t i = 0; i < THREADS; i++) {
        void *rows;
        ck_assert_int_eq(pthread_join(threads[i], &rows), 0);
        ck_assert_str_eq(rows, whole);
        free(rows);
    }
    free(whole);
    phony_dataset_free(dataset);
}

Suite *unit_suite(void)
{
    Suite *suite = suite_create("dataset_models");

    setenv("PHONY_MODELS", MODELS, 1);
    UNIT_ADD(suite, persons_are_those_of_the_composites_in_every_locale);
    UNIT_ADD(suite, models_are_those_of_their_generators);
    UNIT_ADD(suite, parents_fields_are_the_same_from_below);
    UNIT_ADD(suite, several_threads_make_the_same_rows);
    return suite;
}
