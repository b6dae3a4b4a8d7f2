/* phony generate --schema: the rows of all entities of a schema. */
#include "dataset_run.h"
#include "inputs.h"

static int32_t mode_of(const cli_dataset_settings *settings)
{
    return settings->mode == CLI_COVERAGE ? PHONY_MODE_COVERAGE : PHONY_MODE_RANDOM;
}

static int open_dataset(cli_dataset_run *run, const char *seed, const cli_row_counts *counts)
{
    const cli_generate_settings *settings = run->settings;
    phony_dataset_options options = PHONY_DATASET_OPTIONS_INIT;
    options.seed = seed;
    options.scenario = settings->dataset.scenario;
    options.counts = counts->counts;
    options.count_count = counts->count;
    options.locale = settings->source.template.locale;
    options.now = settings->dataset.now;
    options.mode = mode_of(&settings->dataset);
    int status = cli_dataset_open(settings->dataset.schema, &options, &run->dataset);
    if (status == CLI_OK)
        status = cli_dataset_choose(&run->dataset, settings->dataset.entity, &run->entity,
                                    &run->entities);
    return status;
}

static int write(cli_dataset_run *run)
{
    const cli_generate_settings *settings = run->settings;
    int status = cli_run_start(run);
    if (status == CLI_OK && run->form.place == CLI_TO_FILE)
        status = cli_run_to_file(run, settings->output);
    else if (status == CLI_OK && run->form.place == CLI_TO_FOLDER)
        status = cli_run_to_folder(run, settings->output);
    else if (status == CLI_OK)
        status = cli_run_into(run, settings->dataset.into);
    cli_run_end(run);
    return status;
}

static int open_and_write(const cli_command *command, const cli_row_counts *counts,
                          cli_dataset_run *run)
{
    const cli_generate_settings *settings = run->settings;
    cli_figure random;
    const char *seed;
    int status = cli_seed(settings->seed, &random, &seed);
    if (status == CLI_OK)
        status = open_dataset(run, seed, counts);
    if (status == CLI_OK)
        status = cli_form_fit(command, settings, run->entities, &run->form);
    if (status == CLI_OK) {
        cli_report_seed(settings->seed, settings->quiet, seed);
        status = write(run);
    }
    cli_dataset_close(&run->dataset);
    return status;
}

int cli_generate_dataset(const cli_command *command, const cli_generate_settings *settings)
{
    cli_dataset_run run = {.settings = settings};
    cli_row_counts counts = {.counts = NULL};
    int status = cli_form_choose(command, settings, &run.form);
    if (status == CLI_OK)
        status = cli_row_counts_read(command, &settings->source.rows.count.named, &counts);
    if (status == CLI_OK)
        status = open_and_write(command, &counts, &run);
    cli_row_counts_free(&counts);
    return status;
}
