/* phony schema preview: the first rows of entities as tables. */
#include "dataset.h"
#include "inputs.h"
#include "text_table.h"

#include <stdlib.h>
#include <string.h>

typedef struct preview_settings {
    const char *entity;
    const char *seed;
    const char *scenario;
    const char *locale;
    uint64_t rows;
} preview_settings;

#define AT(member) offsetof(preview_settings, member)
static const cli_option options[] = {
    CLI_TEXT_ROW(CLI_FILE, 0, "entity", "NAME", AT(entity), "only this entity"),
    CLI_NUMBER_ROW(CLI_NUMBER, 'n', "rows", "N", 0, PHONY_BATCH_ROWS, AT(rows),
                   "how many rows of each (default 10)"),
    CLI_TEXT_ROW(CLI_TEXT, 0, "seed", "TEXT", AT(seed), "any text (default phony)"),
    CLI_TEXT_ROW(CLI_FILE, 0, "scenario", "NAME", AT(scenario),
                 "with the numbers of rows of this scenario"),
    CLI_TEXT_ROW(CLI_FILE, 0, "locale", "LOCALE", AT(locale), "in place of the schema's"),
    CLI_LAST_ROW,
};
static const cli_group groups[] = {{"Options", options, 0}, {NULL, NULL, 0}};
static const char *const examples[] = {
    "phony schema preview shop.pdl.json", "ten rows of each entity",
    "phony schema preview shop.pdl.json --entity User --rows 3", "three of one", NULL};

/* What COPY's text has for a byte behind a backslash. */
static char unescape(char letter)
{
    static const char letters[] = "tnrbfv", meant[] = "\t\n\r\b\f\v";
    const char *at = strchr(letters, letter);
    return letter && at ? meant[at - letters] : letter;
}

/* A cell of COPY's text, which is written over: "\N" is null. */
static void add_cell(cli_table *table, char *text, size_t length)
{
    size_t out = 0;
    if (length == 2 && memcmp(text, "\\N", 2) == 0) {
        cli_table_add(table, "null");
        return;
    }
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '\\' && i + 1 < length)
            text[out++] = unescape(text[++i]);
        else
            text[out++] = text[i];
    }
    cli_table_add_bytes(table, text, out);
}

/* Rows of COPY's text: cells end in a tab, the last of a row in a line feed. */
static void add_rows(cli_table *table, char *text, size_t length)
{
    size_t begin = 0;
    for (size_t i = 0; i < length; i++)
        if (text[i] == '\t' || text[i] == '\n') {
            add_cell(table, text + begin, i - begin);
            begin = i + 1;
        }
}

static int is_number(const char *type)
{
    static const char *const types[] = {"int16", "int32", "int64", "decimal", "float"};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (strncmp(type, types[i], strlen(types[i])) == 0)
            return 1;
    return 0;
}

static void add_headings(const cli_dataset *dataset, size_t entity, cli_table *table)
{
    phony_field field = PHONY_FIELD_INIT;
    phony_error error;
    for (size_t i = 0; i < table->width; i++)
        if (phony_dataset_get_field(dataset->set, entity, i, &field, &error) == PHONY_OK)
            cli_table_head(table, i, field.column, is_number(field.type));
}

static int print_rows(const cli_dataset *dataset, phony_maker *maker, size_t index,
                      const phony_entity *entity, size_t rows)
{
    phony_bytes bytes;
    phony_error error;
    cli_table table;
    if (phony_maker_write(maker, index, "copy", NULL, PHONY_PART_ROWS, 0, rows, &bytes, &error) !=
        PHONY_OK)
        return cli_fail(dataset->path, &error);
    char *text = malloc(bytes.length + 1);
    if (!text)
        return cli_error("out of memory");
    memcpy(text, bytes.bytes, bytes.length);
    text[bytes.length] = '\0';
    cli_table_init(&table, entity->columns);
    add_headings(dataset, index, &table);
    add_rows(&table, text, bytes.length);
    free(text);
    return cli_table_print(&table);
}

static int preview(const cli_dataset *dataset, phony_maker *maker, size_t index, uint64_t rows)
{
    phony_entity entity = PHONY_ENTITY_INIT;
    phony_error error;
    if (phony_dataset_get_entity(dataset->set, index, &entity, &error) != PHONY_OK)
        return cli_fail(dataset->path, &error);
    printf("%s%s%s, %s\n", cli_style_text(stdout, CLI_BOLD), entity.name,
           cli_style_text(stdout, CLI_PLAIN), cli_count(entity.rows, "row").text);
    if (rows > entity.rows)
        rows = entity.rows;
    return print_rows(dataset, maker, index, &entity, (size_t)rows);
}

static int preview_all(const cli_dataset *dataset, const preview_settings *settings)
{
    phony_maker *maker = NULL;
    size_t first, count;
    phony_error error;
    int status = cli_dataset_choose(dataset, settings->entity, &first, &count);
    if (status == CLI_OK && phony_maker_new(dataset->set, &maker, &error) != PHONY_OK)
        status = cli_fail(dataset->path, &error);
    for (size_t i = 0; i < count && status == CLI_OK; i++) {
        if (i > 0)
            putchar('\n');
        status = preview(dataset, maker, first + i, settings->rows);
    }
    phony_maker_free(maker);
    return status;
}

static int run(const cli_call *call)
{
    const preview_settings *settings = call->settings;
    phony_dataset_options with = PHONY_DATASET_OPTIONS_INIT;
    cli_dataset dataset;
    with.seed = settings->seed;
    with.scenario = settings->scenario;
    with.locale = settings->locale;
    int status = cli_dataset_open(call->arguments[0], &with, &dataset);
    if (status == CLI_OK)
        status = preview_all(&dataset, settings);
    cli_dataset_close(&dataset);
    return status;
}

static const preview_settings defaults = {.rows = 10};

const cli_command cli_schema_preview = {
    .name = "schema preview",
    .summary = "show the first rows that a schema gives",
    .usage = "FILE [OPTION...]",
    .description =
        "Shows the first rows of each entity as a table, the same ones every time. On a terminal "
        "cells are cut so that rows fit.",
    .examples = examples,
    .groups = groups,
    .missing = "which FILE? A schema, such as shop.pdl.json; - is standard input",
    .least_arguments = 1,
    .most_arguments = 1,
    .reads_input = 1,
    .settings_size = sizeof(preview_settings),
    .defaults = &defaults,
    .run = run,
};
