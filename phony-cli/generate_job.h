/* Bulk output of a generator's values: rows are cut into blocks, blocks are filled (on one thread
 * or several) and written in order. Since a value depends on its row alone, the bytes written are
 * the same however many threads fill and wherever the cuts fall. */
#ifndef CLI_GENERATE_JOB_H
#define CLI_GENERATE_JOB_H

#include "output.h"
#include "value_format.h"

/* What is to be generated. Shared by all threads, changed by none. */
typedef struct cli_job {
    phony_generator *generator;
    const char *name; /* of what is generated, for messages */
    phony_key key;
    uint64_t first;
    uint64_t count;
    uint64_t block_rows;
    cli_format format;
    int escape; /* some values may need it */
} cli_job;

/* A run of rows, ready to be written once filled: its buffers are kept for the next run. */
typedef struct cli_block {
    phony_column column;
    char *text; /* formatted, where the format is not text */
    size_t text_capacity;
    const void *bytes; /* out: what to write */
    size_t length;
} cli_block;

/* Rows that make a block of about the best size, found by generating a few. */
phony_status cli_job_measure(cli_job *job, phony_error *error);
phony_status cli_block_fill(cli_block *block, const cli_job *job, uint64_t index,
                            phony_error *error);
void cli_block_free(cli_block *block);

/* Called for each block in order, from the calling thread. Not CLI_OK ends the work. */
typedef int (*cli_block_sink)(void *user, const cli_block *block, uint64_t rows_done);

/* Fills all blocks and hands them on. Returns the sink's status, or CLI_FAILED having said why. */
int cli_run_blocks(cli_job *job, int32_t threads, cli_block_sink sink, void *user);

#endif
