/* phony schema check: all that is wrong with schemas, before a row is made. */
#include "dataset.h"
#include "jsonwrite.h"
#include "terminal.h"

#include <string.h>

typedef struct check_settings {
    const char *scenario;
    int32_t json;
    int32_t reserved;
} check_settings;

#define AT(member) offsetof(check_settings, member)
static const cli_option options[] = {
    CLI_TEXT_ROW(CLI_FILE, 0, "scenario", "NAME", AT(scenario),
                 "with the numbers of rows of this scenario"),
    CLI_FLAG_ROW(0, "json", AT(json), "as JSON, for programs"),
    CLI_LAST_ROW,
};
static const cli_group groups[] = {{"Options", options, 0}, {NULL, NULL, 0}};
static const char *const examples[] = {"phony schema check shop.pdl.json",
                                       "a line for each problem; status 1 if there are any", NULL};

/* What a sound schema has. */
typedef struct schema_counts {
    uint64_t entities, columns, relationships, rows;
} schema_counts;

static schema_counts count_all(const phony_dataset *dataset)
{
    schema_counts counts = {0, 0, 0, 0};
    phony_entity entity = PHONY_ENTITY_INIT;
    phony_relationship relationship = PHONY_RELATIONSHIP_INIT;
    phony_error error;
    while (phony_dataset_get_entity(dataset, counts.entities, &entity, &error) == PHONY_OK) {
        counts.entities++;
        counts.columns += entity.columns;
        counts.rows += entity.rows;
    }
    while (phony_dataset_get_relationship(dataset, counts.relationships, &relationship, &error) ==
           PHONY_OK)
        counts.relationships++;
    return counts;
}

static void put_count(uint64_t number, const char *one, const char *many)
{
    printf("%s %s", cli_grouped(number).text, number == 1 ? one : many);
}

static void report_ok(const cli_dataset *dataset)
{
    schema_counts counts = count_all(dataset->set);
    const char *path = strcmp(dataset->path, "-") == 0 ? "standard input" : dataset->path;
    cli_put_text(stdout, path, SIZE_MAX);
    printf(": %sok%s: ", cli_style_text(stdout, CLI_GREEN), cli_style_text(stdout, CLI_PLAIN));
    put_count(counts.entities, "entity, ", "entities, ");
    put_count(counts.columns, "column, ", "columns, ");
    put_count(counts.relationships, "relationship, ", "relationships, ");
    put_count(counts.rows, "row\n", "rows\n");
}

static void report(const cli_dataset *dataset, const phony_error *failure)
{
    phony_problem problem = PHONY_PROBLEM_INIT;
    phony_error error;
    char text[2048];
    size_t count = 0;
    for (; dataset->set &&
           phony_dataset_get_problem(dataset->set, count, &problem, &error) == PHONY_OK;
         count++) {
        cli_problem_describe(text, sizeof text, dataset, &problem);
        cli_put_text(stdout, text, SIZE_MAX);
        putchar('\n');
    }
    if (count > 0)
        return;
    cli_describe(text, sizeof text, dataset->path, failure);
    cli_put_text(stdout, text, SIZE_MAX);
    putchar('\n');
}

static void put_problem(cli_json *json, const phony_problem *problem, const char *file)
{
    cli_json_open(json, NULL, '{');
    cli_json_text(json, "file", problem->file ? problem->file : file);
    cli_json_number(json, "line", problem->line);
    cli_json_number(json, "column", problem->column);
    cli_json_text(json, "path", problem->path);
    cli_json_text(json, "message", problem->message);
    cli_json_close(json, '}');
}

static void put_problems(cli_json *json, const cli_dataset *dataset, const phony_error *failure)
{
    phony_problem problem = PHONY_PROBLEM_INIT;
    phony_error error;
    size_t count = 0;
    cli_json_open(json, "problems", '[');
    for (; dataset->set &&
           phony_dataset_get_problem(dataset->set, count, &problem, &error) == PHONY_OK;
         count++)
        put_problem(json, &problem, dataset->path);
    if (failure && count == 0) {
        problem = (phony_problem){sizeof problem,  NULL, failure->line,
                                  failure->column, NULL, failure->message};
        put_problem(json, &problem, dataset->path);
    }
    cli_json_close(json, ']');
}

static void put_report(cli_json *json, const cli_dataset *dataset, const phony_error *failure)
{
    cli_json_open(json, NULL, '{');
    cli_json_text(json, "schema", dataset->path);
    cli_json_boolean(json, "ok", !failure);
    if (!failure) {
        schema_counts counts = count_all(dataset->set);
        cli_json_number(json, "entities", counts.entities);
        cli_json_number(json, "columns", counts.columns);
        cli_json_number(json, "relationships", counts.relationships);
        cli_json_number(json, "rows", counts.rows);
    }
    put_problems(json, dataset, failure);
    cli_json_close(json, '}');
}

static int check(const check_settings *settings, const char *path, cli_json *json)
{
    phony_dataset_options with = PHONY_DATASET_OPTIONS_INIT;
    cli_dataset dataset;
    phony_error error;
    with.scenario = settings->scenario;
    int is_ok = cli_dataset_try(path, &with, &dataset, &error) == PHONY_OK;
    if (settings->json)
        put_report(json, &dataset, is_ok ? NULL : &error);
    else if (is_ok)
        report_ok(&dataset);
    else
        report(&dataset, &error);
    cli_dataset_close(&dataset);
    return is_ok ? CLI_OK : CLI_FAILED;
}

static int run(const cli_call *call)
{
    const check_settings *settings = call->settings;
    cli_json json = {0, 0};
    int status = CLI_OK;
    if (settings->json)
        cli_json_open(&json, NULL, '[');
    for (size_t i = 0; i < call->count; i++)
        if (check(settings, call->arguments[i], &json) != CLI_OK)
            status = CLI_FAILED;
    if (settings->json)
        cli_json_close(&json, ']');
    return status;
}

const cli_command cli_schema_check = {
    .name = "schema check",
    .summary = "say all that is wrong with schemas of data sets",
    .usage = "FILE... [OPTION...]",
    .description =
        "Reads schemas (PDL) with all that they inherit, and prints a line for each problem: the "
        "place, the path in the document, what is wrong and which name is near. Ends with status 1 "
        "if there are any.",
    .examples = examples,
    .groups = groups,
    .missing = "which FILE? A schema, such as shop.pdl.json; - is standard input",
    .least_arguments = 1,
    .most_arguments = SIZE_MAX,
    .reads_input = 1,
    .settings_size = sizeof(check_settings),
    .run = run,
};
