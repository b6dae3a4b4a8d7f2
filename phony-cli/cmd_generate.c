/* phony generate: values of a model, as many as wanted, as fast as the machine can. */
#include "generate_job.h"
#include "inputs.h"
#include "terminal.h"

#include <stdlib.h>
#include <string.h>

typedef struct generate_settings {
    cli_limit_settings limits;
    const char *seed;
    const char *header;
    const char *output;
    uint64_t count;
    uint64_t first;
    uint64_t threads;
    int32_t format;
    int32_t quiet;
} generate_settings;

static const cli_choice formats[] = {{"text", CLI_AS_TEXT}, {"txt", CLI_AS_TEXT},
                                     {"json", CLI_AS_JSON}, {"ndjson", CLI_AS_NDJSON},
                                     {"csv", CLI_AS_CSV},   {NULL, 0}};

#define AT(member) offsetof(generate_settings, member)
static const cli_option value_options[] = {
    CLI_NUMBER_ROW(CLI_NUMBER, 'n', "count", "N", 0, UINT64_MAX, AT(count),
                   "how many values (default 10)"),
    CLI_TEXT_ROW(CLI_TEXT, 0, "seed", "TEXT", AT(seed),
                 "any text; the same seed gives the same values (default: a random one, which is "
                 "reported on standard error)"),
    CLI_NUMBER_ROW(
        CLI_NUMBER, 0, "first", "ROW", 0, UINT64_MAX, AT(first),
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
    {"Output", output_options, 0},
    {"Limits", cli_limit_options, offsetof(generate_settings, limits)},
    {NULL, NULL, 0},
};
static const char *const examples[] = {
    "phony generate tr_TR/person_names",
    "ten names, and the seed that gives them again",
    "phony generate names.phony --count 1000000 --seed 42 -o names.txt",
    "a million names, the same ones every time",
    "phony generate names.phony --seed 42 --first 1000000 --count 10",
    "the names that would come after that million",
    "phony generate en_US/company_names --format csv --header company",
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

static int write_all(block_target *target, const cli_job *job, const generate_settings *settings)
{
    int32_t threads = cli_threads(settings->threads);
    const char *end = cli_format_end(job->format, job->count > 0);
    int status = write_header(target, settings);
    if (status == CLI_OK && (threads == 1 || cli_job_blocks(job) == 1))
        status = cli_run_serial(job, write_block, target);
    else if (status == CLI_OK)
        status = cli_run_parallel(job, threads, write_block, target);
    if (status == CLI_OK)
        status = cli_output_write(&target->output, end, strlen(end));
    return status;
}

static int generate_to(const char *path, const cli_job *job, const generate_settings *settings)
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

static int run_job(const generate_settings *settings, const char *name, phony_model *model)
{
    cli_job job = {.model = model,
                   .name = name,
                   .first = settings->first,
                   .count = settings->count,
                   .format = (cli_format)settings->format,
                   .escape = cli_needs_escape(model, (cli_format)settings->format)};
    phony_error error;
    int status = make_key(settings, &job.key);
    if (status != CLI_OK)
        return status;
    if (cli_job_measure(&job, &error) != PHONY_OK)
        return cli_fail(name, &error);
    return generate_to(settings->output, &job, settings);
}

static int run(const cli_call *call)
{
    const generate_settings *settings = call->settings;
    phony_model *model;
    if (settings->header && settings->format != CLI_AS_CSV)
        return cli_usage(call->command, "--header is for --format csv");
    int status = cli_open_model(&settings->limits, call->arguments[0], &model);
    if (status != CLI_OK)
        return status;
    status = run_job(settings, call->arguments[0], model);
    phony_model_unref(model);
    return status;
}

static const generate_settings defaults = {.count = 10, .threads = 1};

const cli_command cli_generate = {
    .name = "generate",
    .summary = "make values of a model",
    .usage = "MODEL [OPTION...]",
    .description =
        "Makes values that look like those the model was trained on. MODEL is a file, "
        "or the name of an installed model as 'phony models' lists them.",
    .examples = examples,
    .groups = groups,
    .missing = "which MODEL? A file, or a name out of 'phony models'",
    .least_arguments = 1,
    .most_arguments = 1,
    .settings_size = sizeof(generate_settings),
    .defaults = &defaults,
    .run = run,
};
