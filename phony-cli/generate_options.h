/* What phony generate takes to say which values it makes: options, and which of them go together.
 * What comes of them is made in generate_source.c. */
#ifndef CLI_GENERATE_OPTIONS_H
#define CLI_GENERATE_OPTIONS_H

#include "inputs.h"

typedef struct cli_constraint_settings {
    uint64_t min_length;
    uint64_t max_length;
    uint64_t min_words;
    uint64_t max_words;
    const char *prefix;
    const char *suffix;
    const char *contains;
    const char *pattern;
} cli_constraint_settings;

/* --unique without a word: what fits the values. */
enum { CLI_UNIQUE_FITTING = 100 };

typedef struct cli_row_settings {
    uint64_t first;
    uint64_t count;
    uint64_t of;
    int32_t unique; /* PHONY_UNIQUE_..., CLI_UNIQUE_FITTING */
    int32_t sorted;
} cli_row_settings;

typedef struct cli_text_settings {
    cli_range words;
    cli_range sentences;
    uint64_t paragraphs;
    const char *acrostic;
} cli_text_settings;

typedef struct cli_template_settings {
    const char *text;
    const char *locale;
    cli_list defines; /* NAME=TEMPLATE */
    cli_list uses;    /* NAME=MODEL */
    int32_t gender;
} cli_template_settings;

typedef struct cli_source_settings {
    cli_row_settings rows;
    cli_constraint_settings constraints;
    cli_text_settings text;
    cli_template_settings template;
    cli_limit_settings limits;
} cli_source_settings;

extern const cli_option cli_constraint_options[], cli_distinct_options[], cli_text_options[],
    cli_template_options[];

/* What values are made by. */
typedef enum cli_source_kind {
    CLI_BY_MODEL = 1,    /* a model, by its path or full name */
    CLI_BY_NAME = 2,     /* a model of the locale */
    CLI_BY_TEXT = 4,     /* sentences of a model */
    CLI_BY_BUILTIN = 8,  /* a built-in generator */
    CLI_BY_TEMPLATE = 16 /* --template */
} cli_source_kind;

/* What the command line asks for; `argument` is NULL where there is none. CLI_OK, or CLI_USAGE
 * having said which options do not go together. */
int cli_source_sort(const cli_command *command, const cli_source_settings *settings,
                    const char *argument, cli_source_kind *kind);

int cli_is_builtin(const char *name);
/* Whether a name is a file's, or a model's with its locale: not one to be looked for. */
int cli_is_full_name(const char *name);

/* How many rows there are in all: 0 where it does not matter. CLI_OK or CLI_USAGE. */
int cli_rows_of(const cli_command *command, const cli_row_settings *rows, uint64_t *number);

#endif
