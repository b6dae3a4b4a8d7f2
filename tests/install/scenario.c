/* scenario.c: one scenario of spec/vectors/bindings.json, from C: what a binding does with the
 * library, as short as it can be.
 *
 *     scenario KEY=VALUE...
 *
 * The keys are those of `settings`; test_c_scenarios.py makes them of a scenario's steps. */
#include <phony.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS = 1024, BYTES = 1 << 18 };

static phony_generator_options values = PHONY_GENERATOR_OPTIONS_INIT;
static const char *seed, *locale, *name, *template, *schema, *entity, *format;
static uint64_t first, count, gender, unique, sorted, entity_rows;
static const char *counted;

static const struct {
    const char *key;
    const char **text;
    uint64_t *number;
} settings[] = {
    {"seed", &seed, NULL},
    {"locale", &locale, NULL},
    {"name", &name, NULL},
    {"template", &template, NULL},
    {"first", NULL, &first},
    {"count", NULL, &count},
    {"gender", NULL, &gender},
    {"unique", NULL, &unique},
    {"sorted", NULL, &sorted},
    {"rows", NULL, &values.rows},
    {"min_length", NULL, &values.min_length},
    {"max_length", NULL, &values.max_length},
    {"min_words", NULL, &values.min_words},
    {"max_words", NULL, &values.max_words},
    {"starts_with", &values.prefix, NULL},
    {"ends_with", &values.suffix, NULL},
    {"contains", &values.contains, NULL},
    {"matches", &values.pattern, NULL},
    {"schema", &schema, NULL},
    {"entity", &entity, NULL},
    {"write", &format, NULL},
    {"counted", &counted, NULL},
    {"entity_rows", NULL, &entity_rows},
};

static void check(phony_status status, const phony_error *error)
{
    if (status == PHONY_OK)
        return;
    fprintf(stderr, "%s\n", error->message);
    exit(EXIT_FAILURE);
}

static void set(char *word)
{
    size_t length = strcspn(word, "=");

    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
        if (strlen(settings[i].key) == length && !memcmp(settings[i].key, word, length)) {
            if (settings[i].text)
                *settings[i].text = word + length + 1;
            else
                *settings[i].number = strtoull(word + length + 1, NULL, 10);
            return;
        }
    fprintf(stderr, "no setting %s\n", word);
    exit(EXIT_FAILURE);
}

/* The short names that templates of bindings know. */
static phony_generator *make(void)
{
    static const phony_binding bindings[] = {
        {"first", NULL, "{person.first}"},
        {"last", NULL, "{person.last}"},
        {"full", NULL, "{person.full}"},
        {"gender", NULL, "{person.gender}"},
    };
    phony_template_options options = PHONY_TEMPLATE_OPTIONS_INIT;
    phony_generator *generator;
    phony_error error;

    options.locale = locale;
    options.gender = (int32_t)gender;
    if (template) {
        options.bindings = bindings;
        options.binding_count = sizeof bindings / sizeof *bindings;
        check(phony_generator_from_template(template, &options, &generator, &error), &error);
    } else {
        values.unique = (int32_t)unique;
        values.sorted = (int32_t)sorted;
        options.values = &values;
        check(phony_generator_from_name(name, &options, &generator, &error), &error);
    }
    return generator;
}

/* Values with a NUL behind each. */
static void print_values(void)
{
    static uint8_t bytes[BYTES];
    static uint32_t offsets[ROWS + 1];
    phony_column column = PHONY_COLUMN_INIT;
    phony_generator *generator = make();
    phony_key key;
    phony_error error;

    column.bytes = bytes;
    column.bytes_capacity = sizeof bytes;
    column.offsets = offsets;
    column.rows_capacity = ROWS;
    column.separator = 0;
    check(phony_key_from_seed(seed, strlen(seed), NULL, &key, &error), &error);
    for (; count > 0; first += column.rows, count -= column.rows) {
        check(phony_generator_fill(generator, &key, first, count, &column, &error), &error);
        fwrite(bytes, 1, offsets[column.rows], stdout);
    }
    phony_generator_unref(generator);
}

static void put(phony_maker *maker, size_t index, int32_t part, uint64_t row, size_t rows)
{
    phony_bytes bytes;
    phony_error error;

    check(phony_maker_write(maker, index, format, NULL, part, row, rows, &bytes, &error), &error);
    fwrite(bytes.bytes, 1, bytes.length, stdout);
}

static void print_table(void)
{
    phony_dataset_options options = PHONY_DATASET_OPTIONS_INIT;
    phony_count how_many = {counted, entity_rows};
    phony_entity found = PHONY_ENTITY_INIT;
    phony_dataset *dataset;
    phony_maker *maker;
    phony_error error;
    size_t index, rows;

    options.seed = seed;
    options.counts = &how_many;
    options.count_count = 1;
    check(phony_dataset_open(schema, &options, &dataset, &error), &error);
    check(phony_dataset_find(dataset, entity, &index, &error), &error);
    check(phony_dataset_get_entity(dataset, index, &found, &error), &error);
    check(phony_maker_new(dataset, &maker, &error), &error);
    put(maker, index, PHONY_PART_BEGIN, 0, 0);
    for (uint64_t row = 0; row < found.rows; row += rows) {
        rows = found.rows - row < PHONY_BATCH_ROWS ? (size_t)(found.rows - row) : PHONY_BATCH_ROWS;
        put(maker, index, PHONY_PART_ROWS, row, rows);
    }
    put(maker, index, PHONY_PART_END, 0, 0);
    phony_maker_free(maker);
    phony_dataset_free(dataset);
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        set(argv[i]);
    if (schema)
        print_table();
    else
        print_values();
    return fflush(stdout) ? EXIT_FAILURE : EXIT_SUCCESS;
}
