/* phony train: lists in, a model out. */
#include "output.h"
#include "terminal.h"
#include "train_options.h"
#include "train_summary.h"

#include <stdlib.h>
#include <string.h>

static const char *const examples[] = {
    "phony train names.txt -o names.phony",
    "one name a line",
    "phony train people.csv.gz --column first_name --weight-column count --weights log -o p.phony",
    "a column of a compressed CSV file, frequent names more often",
    "phony train places.json --column /address/city --locale tr_TR -o cities.phony",
    "a member of the objects in a JSON array",
    "phony train customers.csv --column city --min-support 5 -o cities.phony",
    "nothing that fewer than five of them share",
    "zcat log.gz | cut -f 3 | phony train - -o log.phony",
    "standard input",
    NULL};

static void fill_options(const cli_train_settings *settings, phony_train_options *options)
{
    options->order = (int32_t)settings->order;
    options->mode = settings->mode;
    options->weighting = settings->weighting;
    if (settings->list.weight_column && options->weighting == PHONY_WEIGHT_DEFAULT)
        options->weighting = PHONY_WEIGHT_LOG; /* who names weights wants them to count */
    options->letter_case = settings->letter_case;
    options->filters = (settings->letters_only ? PHONY_FILTER_LETTERS_ONLY : 0U) |
                       (settings->no_symbols ? PHONY_FILTER_NO_SYMBOLS : 0U);
    options->threads = cli_threads(settings->threads);
    options->exclude_originals = settings->exclude_originals;
    options->min_count = settings->min_count;
    options->min_support = settings->min_support;
    options->max_tokens = settings->max_tokens;
    options->min_length = settings->min_length;
    options->word_min_count = settings->word_min_count;
    options->name = settings->name;
    options->locale = settings->locale;
    options->source = settings->source;
    options->license = settings->license;
    options->vocabulary = settings->vocabulary;
    options->sentences = settings->sentences;
    options->salt = settings->salt;
}

/* A number with a point, above 0; its range is the library's matter. */
static int read_real(const cli_command *command, const char *option, const char *text, double *real)
{
    char *end;
    if (!text)
        return CLI_OK;
    *real = strtod(text, &end);
    if (*text && !*end && *real > 0)
        return CLI_OK;
    return cli_usage(command, "--%s: '%s' is not a number above 0", option, text);
}

static int32_t show_progress(void *user, uint64_t position, uint64_t size)
{
    cli_progress_show(user, position, size);
    return 0;
}

static int add_list(const cli_train_settings *settings, const char *path, phony_trainer *trainer)
{
    phony_input *input;
    phony_error error;
    int status = cli_open_list(&settings->list, path, &input);
    if (status != CLI_OK)
        return status;
    cli_progress progress = cli_progress_start(path, 1, settings->quiet);
    phony_status added = phony_trainer_add_input(trainer, input, show_progress, &progress, &error);
    cli_progress_end(&progress);
    phony_input_close(input);
    return added == PHONY_OK ? CLI_OK : cli_fail(path, &error);
}

/* What an empty training is called by: its only list. */
static const char *only_list(const cli_call *call)
{
    return call->count == 1 ? call->arguments[0] : NULL;
}

static int learn(const cli_call *call, phony_trainer *trainer, phony_model **model)
{
    phony_error error;
    for (size_t i = 0; i < call->count; i++) {
        int status = add_list(call->settings, call->arguments[i], trainer);
        if (status != CLI_OK)
            return status;
    }
    if (phony_trainer_finish(trainer, model, &error) != PHONY_OK)
        return cli_fail(only_list(call), &error);
    return CLI_OK;
}

static int write_and_report(const cli_train_settings *settings, const phony_trainer *trainer,
                            const phony_model *model, double start)
{
    cli_train_summary summary = {settings->output, PHONY_TRAIN_REPORT_INIT, PHONY_MODEL_INFO_INIT,
                                 0, 0};
    phony_error error;
    int status = cli_write_model(model, settings->output, &summary.file_bytes);
    if (status != CLI_OK)
        return status;
    if (phony_trainer_get_report(trainer, &summary.report, &error) != PHONY_OK ||
        phony_model_get_info(model, &summary.info, &error) != PHONY_OK)
        return cli_fail(NULL, &error);
    summary.seconds = cli_now() - start;
    if (settings->json)
        cli_train_summary_json(&summary);
    else if (!settings->quiet)
        cli_train_summary_print(&summary);
    return CLI_OK;
}

static int train(const cli_call *call, const phony_train_options *options)
{
    const cli_train_settings *settings = call->settings;
    double start = cli_now();
    phony_trainer *trainer;
    phony_model *model = NULL;
    phony_error error;
    if (phony_trainer_new(options, &trainer, &error) != PHONY_OK)
        return cli_fail(settings->vocabulary, &error);
    int status = learn(call, trainer, &model);
    if (status == CLI_OK)
        status = write_and_report(settings, trainer, model, start);
    phony_model_unref(model);
    phony_trainer_free(trainer);
    return status;
}

static int run(const cli_call *call)
{
    const cli_train_settings *settings = call->settings;
    phony_train_options options = PHONY_TRAIN_OPTIONS_INIT;
    if (!settings->output)
        return cli_usage(call->command, "where should the model go? --output MODEL is missing");
    if (settings->json && strcmp(settings->output, "-") == 0)
        return cli_usage(call->command, "--json and --output - would mix on standard output");
    if ((settings->delta || settings->max_tokens) && !settings->epsilon)
        return cli_usage(call->command, "--%s goes with --epsilon",
                         settings->delta ? "delta" : "max-tokens");
    fill_options(settings, &options);
    int status = cli_timestamp(call->command, settings->timestamp, &options.timestamp);
    if (status == CLI_OK)
        status = read_real(call->command, "epsilon", settings->epsilon, &options.epsilon);
    if (status == CLI_OK)
        status = read_real(call->command, "delta", settings->delta, &options.delta);
    if (status == CLI_OK)
        status = cli_output_check(settings->output);
    return status == CLI_OK ? train(call, &options) : status;
}

const cli_command cli_train = {
    .name = "train",
    .summary = "learn a list, and write a model",
    .usage = "INPUT... -o MODEL [OPTION...]",
    .description =
        "Learns what the values of lists look like and writes a model of them. An INPUT "
        "is a file of text, CSV, JSON or NDJSON, gzip'd or not; '-' is standard input.",
    .examples = examples,
    .groups = cli_train_groups,
    .missing = "which INPUT? A file, or '-' for standard input",
    .least_arguments = 1,
    .most_arguments = SIZE_MAX,
    .reads_input = 1,
    .settings_size = sizeof(cli_train_settings),
    .run = run,
};
