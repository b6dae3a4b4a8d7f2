/* phony stats: how good a model is. */
#include "stats.h"

#include <stdlib.h>
#include <string.h>

enum { SUPPORT = 5 };

typedef struct stats_settings {
    cli_limit_settings limits;
    cli_list_settings list;
    const char *training;
    const char *heldout;
    const char *sentences;
    const char *seed;
    uint64_t sample;
    uint64_t top;
    uint64_t support;
    int32_t letter_case;
    int32_t privacy;
    int32_t fragments;
    int32_t json;
} stats_settings;

#define AT(member) offsetof(stats_settings, member)
static const cli_option figure_options[] = {
    CLI_TEXT_ROW(CLI_FILE, 0, "training", "FILE", AT(training),
                 "the list the model was trained on: for the copy rate and novelty of the sample"),
    CLI_TEXT_ROW(
        CLI_FILE, 0, "heldout", "FILE", AT(heldout),
        "values that were not in it: for the cross-entropy, and the share that is possible"),
    CLI_CHOICE_ROW("case", CLI_CASE_WORDS, cli_case_choices, AT(letter_case),
                   "as it was given to train, for --training"),
    CLI_BARE_ROW(CLI_TEXT, "sentences", "SEPARATORS", CLI_SENTENCE_ENDS, AT(sentences),
                 "as it was given to train, for --training"),
    CLI_NUMBER_ROW(CLI_NUMBER, 0, "sample", "N", 0, 10000000, AT(sample),
                   "how many values to draw (default 100000)"),
    CLI_TEXT_ROW(CLI_TEXT, 0, "seed", "TEXT", AT(seed), "the seed of the sample (default stats)"),
    CLI_NUMBER_ROW(CLI_NUMBER, 0, "top", "K", 0, 1000, AT(top),
                   "how many of the most frequent n-grams of each order to show (default 10)"),
    CLI_FLAG_ROW(0, "json", AT(json), "as JSON, for programs"),
    CLI_LAST_ROW,
};
static const cli_option privacy_options[] = {
    CLI_FLAG_ROW(0, "privacy", AT(privacy),
                 "what could tell of single values: n-grams that few values hold, and texts that "
                 "one holds alone; exact with --training"),
    CLI_NUMBER_ROW(CLI_NUMBER, 0, "support", "K", 1, UINT32_MAX, AT(support),
                   "few is fewer than K (default 5)"),
    CLI_FLAG_ROW(0, "show-fragments", AT(fragments),
                 "show the longest of these texts: they are pieces of originals"),
    CLI_LAST_ROW,
};
static const cli_group groups[] = {
    {"Figures", figure_options, 0},
    {"Privacy", privacy_options, 0},
    {"Lists", cli_list_options, offsetof(stats_settings, list)},
    {"Limits", cli_limit_options, offsetof(stats_settings, limits)},
    {NULL, NULL, 0},
};
static const char *const examples[] = {
    "phony stats names.phony",
    "n-grams, entropy, and a sample of 100,000 values",
    "phony stats names.phony --training names.txt --heldout others.txt",
    "also how many values are copies, and how well it foresees others",
    "phony stats names.phony --privacy --training names.txt",
    "what the model could tell of single names",
    NULL};

static int find_top(const phony_model *model, size_t capacity, cli_stats *stats)
{
    phony_error error;
    for (int32_t order = 0; order < stats->info.order; order++) {
        stats->top[order] = calloc(capacity + 1, sizeof(phony_ngram));
        if (!stats->top[order])
            return cli_error("out of memory");
        if (capacity > 0 && phony_model_top_ngrams(model, order + 1, stats->top[order], capacity,
                                                   &stats->top_count[order], &error) != PHONY_OK)
            return cli_fail(stats->name, &error);
    }
    return CLI_OK;
}

/* What tells whether a value is a copy: a model to be given back, or NULL. */
static int find_originals(const stats_settings *settings, phony_model *model, cli_stats *stats,
                          phony_model **originals)
{
    cli_treatment treatment = {phony_model_get_text(model, PHONY_TEXT_LOCALE), settings->sentences,
                               settings->letter_case};
    *originals = NULL;
    if (settings->training) {
        stats->sample.originals = CLI_FROM_TRAINING;
        return cli_learn_originals(&settings->list, settings->training, &treatment, originals);
    }
    if (stats->info.has_originals) {
        stats->sample.originals = CLI_FROM_MODEL;
        *originals = phony_model_ref(model);
    }
    return CLI_OK;
}

static int draw_sample(const stats_settings *settings, phony_model *model, cli_stats *stats)
{
    phony_model *originals;
    stats->sample.seed = settings->seed;
    stats->sample.values = settings->sample;
    int status = find_originals(settings, model, stats, &originals);
    if (status == CLI_OK)
        status = cli_sample_draw(model, originals, &stats->sample);
    phony_model_unref(originals);
    return status;
}

static int find_privacy(const stats_settings *settings, phony_model *model, cli_stats *stats)
{
    cli_treatment treatment = {phony_model_get_text(model, PHONY_TEXT_LOCALE), settings->sentences,
                               settings->letter_case};
    phony_trainer *values = NULL;
    phony_error error;
    int status = CLI_OK;
    if (!settings->privacy)
        return CLI_OK;
    stats->support = settings->support ? settings->support : SUPPORT;
    stats->show_fragments = settings->fragments;
    if (settings->training)
        status = cli_keep_values(&settings->list, settings->training, &treatment, &values);
    if (status == CLI_OK && phony_model_get_privacy(model, values, stats->support, &stats->privacy,
                                                    settings->fragments ? stats->fragments : NULL,
                                                    CLI_FRAGMENTS, &error) != PHONY_OK)
        status = cli_fail(settings->training ? settings->training : stats->name, &error);
    stats->has_privacy = status == CLI_OK;
    phony_trainer_free(values);
    return status;
}

static int find_heldout(const stats_settings *settings, phony_model *model, cli_stats *stats)
{
    if (!settings->heldout)
        return CLI_OK;
    stats->has_heldout = 1;
    return cli_score_heldout(model, &settings->list, settings->heldout, &stats->heldout);
}

/* The info comes last, for it tells what the sampler, compiled by then, takes. */
static int find_all(const stats_settings *settings, phony_model *model, cli_stats *stats)
{
    phony_error error;
    if (phony_model_get_info(model, &stats->info, &error) != PHONY_OK ||
        phony_model_get_figures(model, &stats->figures, &error) != PHONY_OK)
        return cli_fail(stats->name, &error);
    int status = find_top(model, settings->top, stats);
    if (status == CLI_OK)
        status = draw_sample(settings, model, stats);
    if (status == CLI_OK)
        status = find_privacy(settings, model, stats);
    if (status == CLI_OK)
        status = find_heldout(settings, model, stats);
    stats->code_path = phony_generate_path(model);
    if (status == CLI_OK && phony_model_get_info(model, &stats->info, &error) != PHONY_OK)
        status = cli_fail(stats->name, &error);
    return status;
}

static int run(const cli_call *call)
{
    const stats_settings *settings = call->settings;
    cli_stats stats = {.name = call->arguments[0],
                       .info = PHONY_MODEL_INFO_INIT,
                       .figures = PHONY_MODEL_FIGURES_INIT,
                       .privacy = PHONY_PRIVACY_INIT};
    phony_model *model;
    if (settings->fragments && !settings->privacy)
        return cli_usage(call->command, "--show-fragments goes with --privacy");
    if (settings->support && !settings->privacy)
        return cli_usage(call->command, "--support goes with --privacy");
    int status = cli_open_whole_model(&settings->limits, stats.name, &model);
    if (status != CLI_OK)
        return status;
    stats.model = model;
    status = find_all(settings, model, &stats);
    if (status == CLI_OK && settings->json)
        cli_stats_json(&stats);
    else if (status == CLI_OK)
        cli_stats_print(&stats);
    for (int i = 0; i < CLI_ORDERS; i++)
        free(stats.top[i]);
    phony_model_unref(model);
    return status;
}

static const stats_settings defaults = {.seed = "stats", .sample = 100000, .top = 10};

const cli_command cli_stats_command = {
    .name = "stats",
    .summary = "show how good a model is",
    .usage = "MODEL [OPTION...]",
    .description =
        "Shows a model's n-grams, its entropy, and what a sample of its values is like; "
        "given lists, also how many values are copies of the training list and how well "
        "the model foresees values it has not seen.",
    .examples = examples,
    .groups = groups,
    .missing = "which MODEL? A file, or a name out of 'phony models'",
    .least_arguments = 1,
    .most_arguments = 1,
    .settings_size = sizeof(stats_settings),
    .defaults = &defaults,
    .run = run,
};
