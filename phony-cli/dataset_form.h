/* In which form a data set is written, and where to. */
#ifndef CLI_DATASET_FORM_H
#define CLI_DATASET_FORM_H

#include "generate_options.h"

typedef enum cli_place { CLI_TO_FILE, CLI_TO_FOLDER, CLI_TO_DATABASE } cli_place;

typedef struct cli_dataset_form {
    cli_place place; /* standard output counts as a file */
    int32_t kind;    /* CLI_WRITE_... */
    int gzip;
    cli_part part;
    const char *format;  /* of phony_maker_write */
    const char *dialect; /* of SQL; NULL: it is none */
} cli_dataset_form;

/* Before the schema is read: what the options say, and whether they go together. CLI_OK, or
 * CLI_USAGE having said why. */
int cli_form_choose(const cli_command *command, const cli_generate_settings *settings,
                    cli_dataset_form *form);
/* And then, with the number of entities that are written. */
int cli_form_fit(const cli_command *command, const cli_generate_settings *settings, size_t entities,
                 cli_dataset_form *form);

#endif
