/* Data sets as the commands open them: by a file or standard input, with what is wrong said. */
#ifndef CLI_DATASET_H
#define CLI_DATASET_H

#include "cli.h"

typedef struct cli_dataset {
    phony_dataset *set;
    phony_cache *cache;
    const char *path; /* as given, for messages */
} cli_dataset;

/* Opens a schema; "-" is standard input. In `options` the cache is this function's matter. The
 * caller closes it, in any case. */
phony_status cli_dataset_try(const char *path, const phony_dataset_options *options,
                             cli_dataset *dataset, phony_error *error);
/* The same, saying why not: the first problem, and how many more there are. CLI_OK, CLI_FAILED or
 * CLI_USAGE. */
int cli_dataset_open(const char *path, const phony_dataset_options *options, cli_dataset *dataset);
void cli_dataset_close(cli_dataset *dataset);

/* "FILE:LINE:COLUMN: PATH: MESSAGE" */
void cli_problem_describe(char *text, size_t capacity, const cli_dataset *dataset,
                          const phony_problem *problem);
/* How many problems there are. */
size_t cli_problem_count(const cli_dataset *dataset);

/* The entities from *first on, *count of them: the one that is named, or all (NULL). CLI_OK, or
 * CLI_USAGE having said which name is near. */
int cli_dataset_choose(const cli_dataset *dataset, const char *name, size_t *first, size_t *count);

#endif
