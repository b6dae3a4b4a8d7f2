/* What phony generate takes to say which values it makes: options, and which of them go together.
 * What comes of them is made in generate_source.c. */
#ifndef CLI_GENERATE_OPTIONS_H
#define CLI_GENERATE_OPTIONS_H

#include "dataset_options.h"
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

typedef struct cli_row_settings {
    uint64_t first;
    uint64_t of;
    cli_counts count;
    int32_t unique; /* PHONY_UNIQUE_... */
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

/* How things are written; 0 = not said. */
typedef enum cli_generate_format {
    CLI_WRITE_FITTING,
    CLI_WRITE_TEXT,
    CLI_WRITE_JSON,
    CLI_WRITE_NDJSON,
    CLI_WRITE_CSV,
    CLI_WRITE_SQL,
    CLI_WRITE_COPY
} cli_generate_format;

/* All that phony generate takes. */
typedef struct cli_generate_settings {
    cli_source_settings source;
    cli_dataset_settings dataset;
    const char *seed;
    const char *header;
    const char *output;
    uint64_t threads;
    int32_t format; /* CLI_WRITE_... */
    int32_t quiet;
} cli_generate_settings;

extern const cli_option cli_value_options[], cli_constraint_options[], cli_distinct_options[],
    cli_text_options[], cli_template_options[], cli_output_options[];

/* That no option is given which does not go with --schema, where that is given, or goes with it
 * alone; `argument` is NULL where there is none. CLI_OK, or CLI_USAGE having said why. */
int cli_generate_check(const cli_command *command, const cli_generate_settings *settings,
                       const char *argument);

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

/* The rows of a data set, written as the settings say. CLI_OK, or what went wrong, having said why.
 */
int cli_generate_dataset(const cli_command *command, const cli_generate_settings *settings);

/* How many rows there are in all: 0 where it does not matter. CLI_OK or CLI_USAGE. */
int cli_rows_of(const cli_command *command, const cli_row_settings *rows, uint64_t *number);

#endif
