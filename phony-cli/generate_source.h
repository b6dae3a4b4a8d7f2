/* What values come from: a model, sentences of one, a built-in generator, a template. */
#ifndef CLI_GENERATE_SOURCE_H
#define CLI_GENERATE_SOURCE_H

#include "generate_options.h"

typedef struct cli_source {
    phony_generator *generator;
    phony_model *model; /* values hold only what stands in its tokens, digits and spaces; or NULL */
    const char *name;   /* for messages */
} cli_source;

/* Makes the generator that the settings ask for; `argument` is NULL where there is none. CLI_OK,
 * CLI_FAILED or CLI_USAGE, having said why. The caller closes it, in any case. */
int cli_source_open(const cli_command *command, const cli_source_settings *settings,
                    const char *argument, cli_source *source);
void cli_source_close(cli_source *source);

/* Opens a model by its path or full name, or else of the locale (NULL = en_US), of no locale, or a
 * file here, in this order. */
phony_status cli_open_named(phony_cache *cache, const cli_limit_settings *limits,
                            const char *locale, const char *name, phony_model **model,
                            phony_error *error);

/* The names that --use and --define give. */
typedef struct cli_bindings {
    phony_binding bindings[2 * CLI_LIST_MAX];
    char *names[2 * CLI_LIST_MAX];
    size_t count;
    char locale[64]; /* of the first --use that has one, or "" */
} cli_bindings;

/* The caller closes them in any case. CLI_OK, CLI_FAILED or CLI_USAGE, having said why. */
int cli_bindings_open(const cli_command *command, const cli_template_settings *settings,
                      phony_cache *cache, cli_bindings *bindings);
void cli_bindings_close(cli_bindings *bindings);

#endif
