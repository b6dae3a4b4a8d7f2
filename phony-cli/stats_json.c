/* The figures of phony stats for programs. The keys are described in phony.1. */
#include "jsonwrite.h"
#include "model_text.h"
#include "stats.h"

static double share_of(uint64_t part, uint64_t whole)
{
    return (double)part / (double)whole; /* of nothing: not a number, so null */
}

static void put_top(cli_json *json, const cli_stats *stats)
{
    cli_json_open(json, "top_ngrams", '[');
    for (int32_t order = 0; order < stats->info.order; order++) {
        cli_json_open(json, NULL, '[');
        for (size_t i = 0; i < stats->top_count[order]; i++) {
            cli_json_open(json, NULL, '{');
            cli_json_text(json, "text", stats->top[order][i].text);
            cli_json_number(json, "count", stats->top[order][i].count);
            cli_json_close(json, '}');
        }
        cli_json_close(json, ']');
    }
    cli_json_close(json, ']');
}

static void put_figures(cli_json *json, const cli_stats *stats)
{
    const phony_model_figures *figures = &stats->figures;
    cli_json_open(json, "process", '{');
    cli_json_number(json, "states", figures->states);
    cli_json_real(json, "branching", figures->branching);
    cli_json_real(json, "entropy_per_value", figures->entropy_per_value);
    cli_json_real(json, "entropy_per_character", figures->entropy_per_character);
    cli_json_real(json, "mean_tokens", figures->mean_length);
    cli_json_text(json, "code_path", stats->code_path);
    cli_json_number(json, "memory_bytes", stats->info.memory);
    cli_json_number(json, "sampler_bytes", stats->info.sampler_memory);
    cli_json_close(json, '}');
}

static void put_lengths(cli_json *json, const cli_sample *sample)
{
    cli_json_open(json, "lengths", '[');
    for (uint64_t i = 0; i <= CLI_LENGTHS; i++) {
        if (sample->lengths[i] == 0)
            continue;
        cli_json_open(json, NULL, '{');
        cli_json_number(json, "characters", i);
        cli_json_number(json, "values", sample->lengths[i]);
        cli_json_close(json, '}');
    }
    cli_json_close(json, ']');
}

static void put_copies(cli_json *json, const cli_sample *sample)
{
    static const char *const names[] = {NULL, "training", "model"};
    cli_json_text(json, "originals", names[sample->originals]);
    if (sample->originals == CLI_UNKNOWN) {
        cli_json_null(json, "copy_rate");
        cli_json_null(json, "novelty");
        return;
    }
    cli_json_real(json, "copy_rate", share_of(sample->copies, sample->values));
    cli_json_real(json, "novelty", 1 - share_of(sample->distinct_copies, sample->distinct));
}

static void put_sample(cli_json *json, const cli_sample *sample)
{
    cli_json_open(json, "sample", '{');
    cli_json_text(json, "seed", sample->seed);
    cli_json_number(json, "values", sample->values);
    cli_json_number(json, "distinct", sample->distinct);
    cli_json_real(json, "distinct_share", share_of(sample->distinct, sample->values));
    put_copies(json, sample);
    cli_json_real(json, "mean_characters", share_of(sample->characters, sample->values));
    put_lengths(json, sample);
    cli_json_close(json, '}');
}

static void put_heldout(cli_json *json, const cli_stats *stats)
{
    const cli_heldout *heldout = &stats->heldout;
    if (!stats->has_heldout) {
        cli_json_null(json, "heldout");
        return;
    }
    cli_json_open(json, "heldout", '{');
    cli_json_number(json, "values", heldout->values);
    cli_json_number(json, "possible", heldout->possible);
    cli_json_real(json, "possible_share", share_of(heldout->possible, heldout->values));
    cli_json_real(json, "bits_per_character", heldout->bits / heldout->symbols);
    cli_json_close(json, '}');
}

static void put_fragments(cli_json *json, const cli_stats *stats)
{
    uint64_t shown = stats->privacy.fragments;
    if (!stats->show_fragments)
        return;
    cli_json_open(json, "longest", '[');
    for (uint64_t i = 0; i < shown && i < CLI_FRAGMENTS; i++)
        cli_json_text(json, NULL, stats->fragments[i].text);
    cli_json_close(json, ']');
}

static void put_privacy(cli_json *json, const cli_stats *stats)
{
    const phony_privacy *privacy = &stats->privacy;
    if (!stats->has_privacy) {
        cli_json_null(json, "privacy");
        return;
    }
    cli_json_open(json, "privacy", '{');
    cli_json_text(json, "from", privacy->exact ? "training" : "counts");
    cli_json_number(json, "support", stats->support);
    cli_json_open(json, "orders", '[');
    for (int32_t k = 0; k < privacy->order; k++) {
        cli_json_open(json, NULL, '{');
        cli_json_number(json, "ngrams", privacy->ngrams[k]);
        cli_json_number(json, "rare", privacy->rare[k]);
        cli_json_close(json, '}');
    }
    cli_json_close(json, ']');
    cli_json_number(json, "fragments", privacy->fragments);
    cli_json_number(json, "longest_characters", privacy->longest);
    cli_json_real(json, "mean_characters", share_of(privacy->characters, privacy->fragments));
    put_fragments(json, stats);
    cli_json_close(json, '}');
}

void cli_stats_json(const cli_stats *stats)
{
    cli_json json = {0, 0};
    cli_json_open(&json, NULL, '{');
    cli_json_text(&json, "model", stats->name);
    cli_model_json(&json, stats->model, &stats->info);
    put_top(&json, stats);
    put_figures(&json, stats);
    put_sample(&json, &stats->sample);
    put_heldout(&json, stats);
    put_privacy(&json, stats);
    cli_json_close(&json, '}');
}
