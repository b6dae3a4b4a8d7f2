/* The figures of phony stats: stats_sample.c and stats_lists.c find them, stats_print.c and
 * stats_json.c show them. */
#ifndef CLI_STATS_H
#define CLI_STATS_H

#include "inputs.h"

enum { CLI_LENGTHS = 256, CLI_ORDERS = 8, CLI_FRAGMENTS = 10 };

/* Where it is known from what the model was trained on. */
typedef enum cli_originals { CLI_UNKNOWN, CLI_FROM_TRAINING, CLI_FROM_MODEL } cli_originals;

/* What a sample of generated values shows. */
typedef struct cli_sample {
    const char *seed;
    uint64_t values;
    uint64_t distinct;
    uint64_t copies;          /* values that are in the training list */
    uint64_t distinct_copies; /* the same, each value once */
    uint64_t characters;
    uint64_t lengths[CLI_LENGTHS + 1]; /* values by characters; [CLI_LENGTHS]: that many or more */
    cli_originals originals;
} cli_sample;

/* What a list of values that the model has not seen shows. Counts are by weight. */
typedef struct cli_heldout {
    uint64_t values;
    uint64_t possible; /* those that the model can give; the next two are of them */
    double bits;
    double symbols;
} cli_heldout;

typedef struct cli_stats {
    const char *name;
    const phony_model *model;
    const char *code_path;
    phony_model_info info;
    phony_model_figures figures;
    phony_ngram *top[CLI_ORDERS];
    size_t top_count[CLI_ORDERS];
    cli_sample sample;
    cli_heldout heldout;
    int has_heldout;
    phony_privacy privacy;
    phony_fragment fragments[CLI_FRAGMENTS];
    uint64_t support;
    int has_privacy;
    int show_fragments;
} cli_stats;

/* Draws values and compares them with `originals`, a model that holds hashes of what was learned,
 * or NULL. sample->seed and ->values say what to draw. */
int cli_sample_draw(phony_model *model, const phony_model *originals, cli_sample *sample);

/* How the training list was treated, for its values to be found again. */
typedef struct cli_treatment {
    const char *locale;
    const char *sentences;
    int32_t letter_case;
} cli_treatment;

/* A model that serves to tell whether a value is in a list. */
int cli_learn_originals(const cli_list_settings *list, const char *path,
                        const cli_treatment *treatment, phony_model **originals);
/* A trainer that has kept the values of a list: the caller frees it. */
int cli_keep_values(const cli_list_settings *list, const char *path, const cli_treatment *treatment,
                    phony_trainer **values);
int cli_score_heldout(phony_model *model, const cli_list_settings *list, const char *path,
                      cli_heldout *heldout);

void cli_stats_print(const cli_stats *stats);
void cli_stats_json(const cli_stats *stats);

#endif
