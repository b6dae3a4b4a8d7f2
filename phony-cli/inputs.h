/* What several commands take: lists to read, models to read. */
#ifndef CLI_INPUTS_H
#define CLI_INPUTS_H

#include "cli.h"

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

phony_status cli_try_model(const cli_limit_settings *settings, const char *name,
                           phony_model **model, phony_error *error);
/* Opens a model, or says why not. */
int cli_open_model(const cli_limit_settings *settings, const char *name, phony_model **model);

extern const cli_choice cli_case_choices[];
#define CLI_CASE_WORDS "keep|lower|upper|title"
#define CLI_SENTENCE_ENDS ".!?"

#endif
