/* phony schema import: a schema out of what others describe tables by. The document goes to a file
 * or to standard output; what was left out, and what was guessed, is said on standard error. */
#include "output.h"
#include "terminal.h"

#include <string.h>

enum { SURE = 60 }; /* guesses below are listed */

typedef struct import_settings {
    const char *output;
    const char *name;
    const char *locale;
    const char *models;
    uint64_t rows;
    int32_t kind;
    int32_t quiet;
} import_settings;

static const char *const kind_names[] = {NULL, "ddl", "json-schema", "openapi", "laravel", "csv"};
static const cli_choice kinds[] = {{"ddl", 1},     {"json-schema", 2}, {"openapi", 3},
                                   {"laravel", 4}, {"csv", 5},         {NULL, 0}};

#define AT(member) offsetof(import_settings, member)
static const cli_option input_options[] = {
    CLI_CHOICE_ROW("from", "ddl|json-schema|openapi|laravel|csv", kinds, AT(kind),
                   "what FILE is (default: as its contents say)"),
    CLI_TEXT_ROW(CLI_FILE, 0, "name", "NAME", AT(name), "of the schema (default: of the file)"),
    CLI_TEXT_ROW(CLI_FILE, 0, "locale", "LOCALE", AT(locale), "of the schema (default en_US)"),
    CLI_TEXT_ROW(CLI_FILE, 0, "models", "DIR", AT(models),
                 "CSV: train models of the texts, into this folder"),
    CLI_NUMBER_ROW(CLI_NUMBER, 0, "rows", "N", 1, UINT64_MAX, AT(rows),
                   "CSV: how many rows to look at (default 1000000)"),
    CLI_LAST_ROW,
};
static const cli_option output_options[] = {
    CLI_TEXT_ROW(CLI_FILE, 'o', "output", "FILE", AT(output),
                 "write to FILE, which appears only when it is complete (default: standard "
                 "output)"),
    CLI_FLAG_ROW('q', "quiet", AT(quiet), "do not say what was left out and guessed"),
    CLI_LAST_ROW,
};
static const cli_group groups[] = {
    {"Input", input_options, 0}, {"Output", output_options, 0}, {NULL, NULL, 0}};
static const char *const examples[] = {
    "pg_dump --schema-only shop > shop.sql && phony schema import shop.sql -o shop.pdl.json",
    "of a database",
    "phony schema import database/migrations --from laravel -o app.pdl.json",
    "of an application",
    "phony schema import customers.csv --models models/ -o customers.pdl.json",
    "look-alikes of a file",
    NULL};

/* A line on standard error, control characters made harmless. */
static void say(const char *text)
{
    cli_put_text(stderr, text, SIZE_MAX);
    putc('\n', stderr);
}

static void say_notes(const phony_import *import, const char *path)
{
    phony_note note = PHONY_NOTE_INIT;
    char text[2048];
    for (size_t i = 0;; i++) {
        phony_error error;
        if (phony_import_get_note(import, i, &note, &error) != PHONY_OK)
            return;
        error.status = PHONY_OK;
        error.system = 0;
        error.line = note.line;
        error.column = note.column;
        snprintf(error.message, sizeof error.message, "%s", note.message);
        cli_describe(text, sizeof text, note.file ? note.file : path, &error);
        say(text);
    }
}

/* The guesses that are not sure, and how many of all that is. */
static void say_guesses(const phony_import *import)
{
    phony_guess guess = PHONY_GUESS_INIT;
    phony_error error;
    char text[2048];
    size_t count = 0, unsure = 0;
    for (; phony_import_get_guess(import, count, &guess, &error) == PHONY_OK; count++) {
        if (guess.sure >= SURE)
            continue;
        unsure++;
        snprintf(text, sizeof text, "%s.%s: %s? (by its %s, %d %% sure)", guess.entity, guess.field,
                 guess.generator, guess.reason, (int)guess.sure);
        say(text);
    }
    fprintf(stderr, "generators chosen: %zu; less than %d %% sure: %zu\n", count, SURE, unsure);
}

static int write_document(const phony_import *import, const char *path)
{
    phony_bytes text = phony_import_text(import);
    cli_output output;
    int status = cli_output_open(&output, path);
    if (status != CLI_OK)
        return status;
    status = cli_output_write(&output, text.bytes, text.length);
    return cli_output_close(&output, status);
}

static int run(const cli_call *call)
{
    const import_settings *settings = call->settings;
    const char *path = call->arguments[0];
    phony_import_options options = PHONY_IMPORT_OPTIONS_INIT;
    phony_import *import = NULL;
    phony_error error;
    options.from = kind_names[settings->kind];
    options.name = settings->name;
    options.locale = settings->locale;
    options.models = settings->models;
    options.rows = settings->rows;
    if (phony_import_open(path, &options, &import, &error) != PHONY_OK)
        return cli_fail(path, &error);
    int status = write_document(import, settings->output);
    if (status == CLI_OK && !settings->quiet) {
        say_notes(import, path);
        say_guesses(import);
    }
    phony_import_free(import);
    return status;
}

const cli_command cli_schema_import = {
    .name = "schema import",
    .summary = "make a schema out of SQL, migrations, JSON Schema, OpenAPI, CSV",
    .usage = "FILE|DIR [OPTION...]",
    .description =
        "Reads CREATE TABLEs of PostgreSQL, MySQL or SQLite, a folder of Laravel's migrations, "
        "JSON Schema, OpenAPI, or CSV data, and writes a schema whose generators fit the columns. "
        "What it cannot understand it lists with its place and leaves out; what it guessed and is "
        "not sure of it lists too.",
    .examples = examples,
    .groups = groups,
    .missing = "which FILE? SQL, a folder of migrations, a schema in JSON, or CSV data",
    .least_arguments = 1,
    .most_arguments = 1,
    .settings_size = sizeof(import_settings),
    .run = run,
};
