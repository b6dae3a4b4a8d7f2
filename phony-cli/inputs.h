/* What several commands take: lists to read, models to read. */
#ifndef CLI_INPUTS_H
#define CLI_INPUTS_H

#include "cli.h"
#include "terminal.h"

typedef struct cli_list_settings {
    const char *column;
    const char *weight_column;
    uint64_t max_value_bytes;
    int32_t format;
    int32_t delimiter;
    int32_t no_header;
} cli_list_settings;

extern const cli_option cli_list_options[];

/* Opens a list, or says why not: CLI_OK, CLI_FAILED, CLI_USAGE. */
int cli_open_list(const cli_list_settings *settings, const char *path, phony_input **input);

typedef struct cli_limit_settings {
    uint64_t max_bytes;
    uint64_t max_tokens;
    uint64_t max_ngrams;
} cli_limit_settings;

extern const cli_option cli_limit_options[];

/* A cache of models that keeps compiled forms, in the folder that PHONY_CACHE names (the user's
 * own by default), or none where it is "off". The caller frees it. Without a folder it works too.
 */
phony_status cli_cache_new(phony_cache **cache, phony_error *error);
int cli_cache_is_off(void);

/* Opens a model; without a cache (NULL) its file is read and checked completely. */
phony_status cli_try_model(phony_cache *cache, const cli_limit_settings *settings, const char *name,
                           phony_model **model, phony_error *error);
/* Opens a model to make values, by its compiled form where there is one, or says why not. */
int cli_open_model(const cli_limit_settings *settings, const char *name, phony_model **model);
/* Opens a model to look at it or to add it up: by its file, so that what is said of it does not
 * depend on what is kept. */
int cli_open_whole_model(const cli_limit_settings *settings, const char *name, phony_model **model);
/* `name`, or where no model is called so but a file here is, "./NAME" in `path`. */
const char *cli_model_here(const char *name, char *path, size_t capacity);

/* The seed given, or a random one, which `random` is room for. CLI_OK, or CLI_FAILED having said
 * why. */
int cli_seed(const char *given, cli_figure *random, const char **seed);
/* Reports a random seed on standard error. */
void cli_report_seed(const char *given, int quiet, const char *seed);

extern const cli_choice cli_case_choices[];
#define CLI_CASE_WORDS "keep|lower|upper|title"
#define CLI_SENTENCE_ENDS ".!?"

#endif
