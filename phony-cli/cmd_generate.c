/* phony generate: values of a model, a built-in generator or a template, as many as wanted, as fast
 * as the machine can. */
#include "generate_job.h"
#include "generate_source.h"
#include "terminal.h"

#include <stdlib.h>
#include <string.h>

typedef struct generate_settings {
    cli_source_settings source;
    const char *seed;
    const char *header;
    const char *output;
    uint64_t threads;
    int32_t format;
    int32_t quiet;
} generate_settings;

static const cli_choice formats[] = {{"text", CLI_AS_TEXT}, {"txt", CLI_AS_TEXT},
                                     {"json", CLI_AS_JSON}, {"ndjson", CLI_AS_NDJSON},
                                     {"csv", CLI_AS_CSV},   {NULL, 0}};

#define AT(member) offsetof(generate_settings, member)
static const cli_option value_options[] = {
    CLI_NUMBER_ROW(CLI_NUMBER, 'n', "count", "N", 0, UINT64_MAX, AT(source.rows.count),
                   "how many values (default 10)"),
    CLI_TEXT_ROW(CLI_TEXT, 0, "seed", "TEXT", AT(seed),
                 "any text; the same seed gives the same values (default: a random one, which is "
                 "reported on standard error)"),
    CLI_NUMBER_ROW(
        CLI_NUMBER, 0, "first", "ROW", 0, UINT64_MAX, AT(source.rows.first),
        "the row to begin with (default 0): --first 1000 --count 10 gives rows 1000 to 1009 "
        "of the same run"),
    CLI_NUMBER_ROW(CLI_NUMBER, 0, "threads", "N", 0, 256, AT(threads),
                   "how many threads (default 1; 0 = one for each processor); the output does not "
                   "depend on it"),
    CLI_LAST_ROW,
};
static const cli_option output_options[] = {
    CLI_CHOICE_ROW(
        "format", "text|json|ndjson|csv", formats, AT(format),
        "text: a value a line (the default); json: one array; ndjson: a JSON string a line; "
        "csv: a column with a header"),
    CLI_TEXT_ROW(CLI_TEXT, 0, "header", "NAME", AT(header),
                 "the CSV header (default value); an empty NAME leaves it out"),
    CLI_TEXT_ROW(
        CLI_FILE, 'o', "output", "FILE", AT(output),
        "write to FILE, which appears only when it is complete (default: standard output)"),
    CLI_FLAG_ROW('q', "quiet", AT(quiet), "do not report the random seed, draw no progress bar"),
    CLI_LAST_ROW,
};
static const cli_group groups[] = {
    {"Values", value_options, 0},
    {"Constraints, of a MODEL", cli_constraint_options, AT(source.constraints)},
    {"Rows", cli_distinct_options, AT(source.rows)},
    {"Running text, of a MODEL of sentences", cli_text_options, AT(source.text)},
    {"Templates and built-in generators", cli_template_options, AT(source.template)},
    {"Output", output_options, 0},
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

static int write_header(block_target *target, const generate_settings *settings)
{
    const char *name = settings->header ? settings->header : "value";
    size_t length = strlen(name);
    if (settings->format != CLI_AS_CSV || length == 0)
        return CLI_OK;
    char *line = malloc(2 * length + 3);
    if (!line)
        return cli_error("out of memory");
    int status = cli_output_write(&target->output, line, cli_format_header(name, length, line));
    free(line);
    return status;
}

static int write_all(block_target *target, cli_job *job, const generate_settings *settings)
{
    const char *end = cli_format_end(job->format, job->count > 0);
    int status = write_header(target, settings);
    if (status == CLI_OK)
        status = cli_run_blocks(job, cli_threads(settings->threads), write_block, target);
    if (status == CLI_OK)
        status = cli_output_write(&target->output, end, strlen(end));
    return status;
}

static int generate_to(const char *path, cli_job *job, const generate_settings *settings)
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
static int make_key(const generate_settings *settings, phony_key *key)
{
    char random[32];
    const char *seed = settings->seed;
    phony_error error;
    if (!seed && phony_seed_random(random, sizeof random, &error) != PHONY_OK)
        return cli_fail(NULL, &error);
    if (!seed && !settings->quiet)
        fprintf(stderr, "seed: %s\n", random);
    if (!seed)
        seed = random;
    if (phony_key_from_seed(seed, strlen(seed), "", key, &error) != PHONY_OK)
        return cli_fail(NULL, &error);
    return CLI_OK;
}

static int run_job(const generate_settings *settings, const cli_source *source)
{
    cli_job job = {.generator = source->generator,
                   .name = source->name,
                   .first = settings->source.rows.first,
                   .count = settings->source.rows.count,
                   .format = (cli_format)settings->format,
                   .escape = cli_needs_escape(source->model, (cli_format)settings->format)};
    phony_error error;
    int status = make_key(settings, &job.key);
    if (status != CLI_OK)
        return status;
    if (cli_job_measure(&job, &error) != PHONY_OK)
        return cli_fail(job.name, &error);
    return generate_to(settings->output, &job, settings);
}

static int run(const cli_call *call)
{
    const generate_settings *settings = call->settings;
    cli_source source = {NULL, NULL, NULL};
    if (settings->header && settings->format != CLI_AS_CSV)
        return cli_usage(call->command, "--header is for --format csv");
    int status = cli_source_open(call->command, &settings->source,
                                 call->count ? call->arguments[0] : NULL, &source);
    if (status == CLI_OK)
        status = run_job(settings, &source);
    cli_source_close(&source);
    return status;
}

static const generate_settings defaults = {.source.rows.count = 10, .threads = 1};

const cli_command cli_generate = {
    .name = "generate",
    .summary = "make values: of a model, a built-in generator, a template",
    .usage = "MODEL|NAME|--template TEXT [OPTION...]",
    .description =
        "Makes values that look like those a MODEL was trained on: a file, or the name of an "
        "installed model as 'phony models' lists them. NAME is a built-in generator of 'phony "
        "generators' (email), or a model of the locale (city_names).",
    .examples = examples,
    .groups = groups,
    .missing =
        "which MODEL? A file, a name out of 'phony models' or 'phony generators', or "
        "--template",
    .least_arguments = 0,
    .most_arguments = 1,
    .settings_size = sizeof(generate_settings),
    .defaults = &defaults,
    .run = run,
};
