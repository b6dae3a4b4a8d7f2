/* phony generate: values of a model, a built-in generator or a template, as many as wanted, as fast
 * as the machine can; or the rows of a data set (dataset_generate.c). */
#include "generate_job.h"
#include "generate_source.h"
#include "terminal.h"

#include <stdlib.h>
#include <string.h>

#define AT(member) offsetof(cli_generate_settings, member)
static const cli_group groups[] = {
    {"Values", cli_value_options, 0},
    {"Constraints, of a MODEL or a built-in name, city or company", cli_constraint_options,
     AT(source.constraints)},
    {"Rows", cli_distinct_options, AT(source.rows)},
    {"Running text, of a MODEL of sentences", cli_text_options, AT(source.text)},
    {"Templates and built-in generators", cli_template_options, AT(source.template)},
    {"Data sets, of a schema", cli_dataset_options, AT(dataset)},
    {"Output", cli_output_options, 0},
    {"Limits", cli_limit_options, AT(source.limits)},
    {NULL, NULL, 0},
};
static const char *const examples[] = {
    "phony generate tr_TR/person_names",
    "ten names, and the seed that gives them again",
    "phony generate names.phony --count 1000000 --seed 42 -o names.txt",
    "a million names, the same ones every time",
    "phony generate tr_TR/last_names --suffix oğlu --max-length 9 --unique",
    "short ones that end alike, no two the same",
    "phony generate en_US/person_names --unique --of 1000000 --first 500000 --count 10",
    "ten from the middle of a million different names",
    "phony generate --template \"{person.first} {person.last} <{email}>\" --locale de_DE",
    "persons with addresses that fit their names",
    "phony generate email --unique --count 1000 --format csv --header email",
    "a CSV file with one column",
    "phony generate --schema shop.pdl.json --count User=1000,Order=5000 -o data/",
    "a CSV file for each entity of a schema",
    "phony generate --schema shop.pdl.json --format sql --ddl --dialect mysql | mysql shop",
    "tables and their rows, for MySQL",
    "phony generate --schema shop.pdl.json --scenario load --into postgres://localhost/shop --ddl",
    "the same straight into PostgreSQL",
    NULL};

/* Where the blocks go. */
typedef struct block_target {
    cli_output output;
    cli_progress progress;
    uint64_t count;
} block_target;

static int write_block(void *user, const cli_block *block, uint64_t rows_done)
{
    block_target *target = user;
    int status = cli_output_write(&target->output, block->bytes, block->length);
    cli_progress_show(&target->progress, rows_done, target->count);
    return status;
}

static int write_header(block_target *target, const cli_generate_settings *settings)
{
    const char *name = settings->header ? settings->header : "value";
    size_t length = strlen(name);
    if (settings->format != CLI_WRITE_CSV || length == 0)
        return CLI_OK;
    char *line = malloc(2 * length + 3);
    if (!line)
        return cli_error("out of memory");
    int status = cli_output_write(&target->output, line, cli_format_header(name, length, line));
    free(line);
    return status;
}

static int write_all(block_target *target, cli_job *job, const cli_generate_settings *settings)
{
    const char *end = cli_format_end(job->format, job->count > 0);
    int status = write_header(target, settings);
    if (status == CLI_OK)
        status = cli_run_blocks(job, cli_threads(settings->threads), write_block, target);
    if (status == CLI_OK)
        status = cli_output_write(&target->output, end, strlen(end));
    return status;
}

static int generate_to(const char *path, cli_job *job, const cli_generate_settings *settings)
{
    block_target target = {.count = job->count};
    int status = cli_output_open(&target.output, path);
    if (status != CLI_OK)
        return status;
    target.progress = cli_progress_start("generating", 0, settings->quiet || !target.output.name);
    status = write_all(&target, job, settings);
    cli_progress_end(&target.progress);
    return cli_output_close(&target.output, status);
}

/* The key of the seed given, or of a random one, which is then reported. */
static int make_key(const cli_generate_settings *settings, phony_key *key)
{
    cli_figure random;
    const char *seed;
    phony_error error;
    int status = cli_seed(settings->seed, &random, &seed);
    if (status != CLI_OK)
        return status;
    cli_report_seed(settings->seed, settings->quiet, seed);
    if (phony_key_from_seed(seed, strlen(seed), "", key, &error) != PHONY_OK)
        return cli_fail(NULL, &error);
    return CLI_OK;
}

static cli_format format_of(int32_t written)
{
    static const cli_format formats[] = {
        [CLI_WRITE_FITTING] = CLI_AS_TEXT, [CLI_WRITE_TEXT] = CLI_AS_TEXT,
        [CLI_WRITE_JSON] = CLI_AS_JSON,    [CLI_WRITE_NDJSON] = CLI_AS_NDJSON,
        [CLI_WRITE_CSV] = CLI_AS_CSV,
    };
    return formats[written];
}

static int run_job(const cli_generate_settings *settings, const cli_source *source)
{
    cli_format format = format_of(settings->format);
    cli_job job = {.generator = source->generator,
                   .name = source->name,
                   .first = settings->source.rows.first,
                   .count = settings->source.rows.count.number,
                   .format = format,
                   .escape = cli_needs_escape(source->model, format)};
    phony_error error;
    int status = make_key(settings, &job.key);
    if (status != CLI_OK)
        return status;
    if (cli_job_measure(&job, &error) != PHONY_OK)
        return cli_fail(job.name, &error);
    return generate_to(settings->output, &job, settings);
}

static int run_values(const cli_call *call, const char *argument)
{
    const cli_generate_settings *settings = call->settings;
    cli_source source = {NULL, NULL, NULL};
    int status = cli_source_open(call->command, &settings->source, argument, &source);
    if (status == CLI_OK)
        status = run_job(settings, &source);
    cli_source_close(&source);
    return status;
}

static int run(const cli_call *call)
{
    const cli_generate_settings *settings = call->settings;
    const char *argument = call->count ? call->arguments[0] : NULL;
    int status = cli_generate_check(call->command, settings, argument);
    if (status != CLI_OK)
        return status;
    if (settings->dataset.schema)
        return cli_generate_dataset(call->command, settings);
    return run_values(call, argument);
}

static const cli_generate_settings defaults = {.source.rows.count.number = 10, .threads = 1};

const cli_command cli_generate = {
    .name = "generate",
    .summary = "make values: of a model, a built-in generator, a template, a schema",
    .usage = "MODEL|NAME|--template TEXT|--schema FILE [OPTION...]",
    .description =
        "Makes values that look like those a MODEL was trained on: a file, or the name of an "
        "installed model as 'phony models' lists them. NAME is a built-in generator of 'phony "
        "generators' (email), or a model of the locale (city_names). With --schema it makes the "
        "rows of all tables that a schema describes: as files, as a script of SQL, or into a "
        "database.",
    .examples = examples,
    .groups = groups,
    .missing =
        "which MODEL? A file, a name out of 'phony models' or 'phony generators', --template or "
        "--schema",
    .least_arguments = 0,
    .most_arguments = 1,
    .settings_size = sizeof(cli_generate_settings),
    .defaults = &defaults,
    .run = run,
};
