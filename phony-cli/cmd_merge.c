/* phony merge: the sum of models trained on shards. */
#include "inputs.h"
#include "model_text.h"
#include "output.h"
#include "terminal.h"

#include <stdlib.h>

typedef struct merge_settings {
    cli_limit_settings limits;
    const char *output;
    const char *name;
    const char *locale;
    const char *source;
    const char *license;
    uint64_t min_count;
    int64_t timestamp;
    int32_t quiet;
} merge_settings;

#define AT(member) offsetof(merge_settings, member)
static const cli_option model_options[] = {
    CLI_TEXT_ROW(CLI_FILE, 'o', "output", "MODEL", AT(output),
                 "the file to write (*.phony); '-' is standard output"),
    CLI_NUMBER_ROW(
        CLI_NUMBER, 0, "min-count", "K", 1, UINT32_MAX, AT(min_count),
        "leave out n-grams of three tokens and more counted less often in the sum (default 1)"),
    CLI_FLAG_ROW('q', "quiet", AT(quiet), "no summary"),
    CLI_LAST_ROW,
};
static const cli_option record_options[] = {
    CLI_TEXT_ROW(CLI_TEXT, 0, "name", "NAME", AT(name),
                 "what the model is called (default, here and below: what the models agree on)"),
    CLI_TEXT_ROW(CLI_TEXT, 0, "locale", "LOCALE", AT(locale),
                 "language and country of the values, such as tr_TR"),
    CLI_TEXT_ROW(CLI_TEXT, 0, "source", "TEXT", AT(source), "where the lists come from"),
    CLI_TEXT_ROW(CLI_TEXT, 0, "license", "TEXT", AT(license), "the licence of the lists"),
    CLI_BARE_ROW(CLI_TIME, "timestamp", "SECONDS", "now", AT(timestamp),
                 "record when: seconds since 1970, or now (SOURCE_DATE_EPOCH where it is set)"),
    CLI_LAST_ROW,
};
static const cli_group groups[] = {
    {"Model", model_options, 0},
    {"Recorded in the model", record_options, 0},
    {"Limits", cli_limit_options, offsetof(merge_settings, limits)},
    {NULL, NULL, 0},
};
static const char *const examples[] = {"phony merge shard1.phony shard2.phony -o whole.phony",
                                       "the same file as training on both shards at once", NULL};

static int report(const cli_call *call, const phony_model *merged, uint64_t bytes)
{
    const merge_settings *settings = call->settings;
    phony_model_info info = PHONY_MODEL_INFO_INIT;
    phony_error error;
    if (settings->quiet)
        return CLI_OK;
    if (phony_model_get_info(merged, &info, &error) != PHONY_OK)
        return cli_fail(NULL, &error);
    cli_row(stderr, "merged", "%s of %s", cli_count(call->count, "model").text,
            cli_count(info.values, "value").text);
    cli_row(stderr, "model", "%s, order %d: %s, %s", cli_mode_name(info.mode), info.order,
            cli_count(info.tokens, "token").text, cli_count(info.ngrams, "n-gram").text);
    if (bytes)
        cli_row(stderr, "written", "%s, %s", settings->output, cli_bytes(bytes).text);
    return CLI_OK;
}

static int merge(const cli_call *call, phony_model *const *models, int64_t timestamp)
{
    const merge_settings *settings = call->settings;
    phony_merge_options options = PHONY_MERGE_OPTIONS_INIT;
    phony_model *merged;
    phony_error error;
    uint64_t bytes = 0;
    options.min_count = settings->min_count;
    options.timestamp = timestamp;
    options.name = settings->name;
    options.locale = settings->locale;
    options.source = settings->source;
    options.license = settings->license;
    if (phony_model_merge(models, call->count, &options, &merged, &error) != PHONY_OK)
        return cli_fail(NULL, &error);
    int status = cli_write_model(merged, settings->output, &bytes);
    if (status == CLI_OK)
        status = report(call, merged, bytes);
    phony_model_unref(merged);
    return status;
}

static int open_and_merge(const cli_call *call, int64_t timestamp)
{
    const merge_settings *settings = call->settings;
    phony_model **models = calloc(call->count, sizeof(phony_model *));
    int status = models ? CLI_OK : cli_error("out of memory");
    for (size_t i = 0; i < call->count && status == CLI_OK; i++)
        status = cli_open_whole_model(&settings->limits, call->arguments[i], &models[i]);
    if (status == CLI_OK)
        status = merge(call, models, timestamp);
    for (size_t i = 0; models && i < call->count; i++)
        phony_model_unref(models[i]);
    free(models);
    return status;
}

static int run(const cli_call *call)
{
    const merge_settings *settings = call->settings;
    int64_t timestamp;
    if (!settings->output)
        return cli_usage(call->command, "where should the sum go? --output MODEL is missing");
    int status = cli_timestamp(call->command, settings->timestamp, &timestamp);
    if (status == CLI_OK)
        status = cli_output_check(settings->output);
    return status == CLI_OK ? open_and_merge(call, timestamp) : status;
}

const cli_command cli_merge = {
    .name = "merge",
    .summary = "add up models trained on parts of a list",
    .usage = "MODEL... -o MODEL [OPTION...]",
    .description =
        "Adds up models trained on shards of a list: the result is, byte for byte, the "
        "model trained on the whole. They must agree in order and mode and be unpruned; "
        "word and hybrid models must share a vocabulary.",
    .examples = examples,
    .groups = groups,
    .missing = "which MODEL? Files, or names out of 'phony models'",
    .least_arguments = 1,
    .most_arguments = SIZE_MAX,
    .settings_size = sizeof(merge_settings),
    .run = run,
};
