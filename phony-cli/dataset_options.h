/* What phony generate --schema takes, and which of its options go together. */
#ifndef CLI_DATASET_OPTIONS_H
#define CLI_DATASET_OPTIONS_H

#include "cli.h"

/* Numbers of the choices of --dialect and --mode: 0 = not given. */
enum { CLI_POSTGRES = 1, CLI_MYSQL, CLI_SQLITE };
enum { CLI_RANDOM = 1, CLI_COVERAGE };

typedef struct cli_dataset_settings {
    const char *schema;
    const char *scenario;
    const char *entity;
    const char *now;
    const char *partition;
    const char *into;
    int32_t mode;
    int32_t dialect;
    int32_t ddl;
    int32_t drop;
    int32_t gzip;
    int32_t reserved;
} cli_dataset_settings;

extern const cli_option cli_dataset_options[];

/* Part `index` of `count` of each entity, from 1. */
typedef struct cli_part {
    uint64_t index;
    uint64_t count;
} cli_part;

/* Part I/N of a number of rows: its first row, and how many. */
void cli_part_rows(const cli_part *part, uint64_t rows, uint64_t *first, uint64_t *count);

/* "I/N"; NULL = 1/1. CLI_OK, or CLI_USAGE having said why. */
int cli_part_read(const cli_command *command, const char *text, cli_part *part);

/* Numbers of rows as --count gives them: "User=1000,Order=5000", several times. The caller frees
 * them in any case. CLI_OK, CLI_FAILED or CLI_USAGE, having said why. */
typedef struct cli_row_counts {
    phony_count *counts;
    size_t count;
    char *texts[CLI_LIST_MAX]; /* that the names lie in */
} cli_row_counts;
int cli_row_counts_read(const cli_command *command, const cli_list *texts, cli_row_counts *counts);
void cli_row_counts_free(cli_row_counts *counts);

#endif
