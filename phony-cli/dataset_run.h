/* Writing the rows of a data set: what is written, in which form, by whom. Rows are cut into
 * blocks, which threads fill, each with a maker of its own, and which are taken over in order: the
 * bytes are the same on any number of threads. */
#ifndef CLI_DATASET_RUN_H
#define CLI_DATASET_RUN_H

#include "block_ring.h"
#include "dataset.h"
#include "dataset_form.h"
#include "output.h"
#include "terminal.h"

/* Bytes that grow. */
typedef struct cli_bytes_buffer {
    char *data;
    size_t length;
    size_t capacity;
} cli_bytes_buffer;
phony_status cli_fail_memory(phony_error *error);
/* Room for so many more. */
phony_status cli_buffer_reserve(cli_bytes_buffer *buffer, size_t more, phony_error *error);
phony_status cli_buffer_add(cli_bytes_buffer *buffer, const void *bytes, size_t length,
                            phony_error *error);

/* Compresses, each piece to a gzip member of its own, which may stand one behind the other
 * (RFC 1952). */
typedef struct cli_packer cli_packer;
cli_packer *cli_packer_new(void);
void cli_packer_free(cli_packer *packer);
/* Appends the member of some bytes. */
phony_status cli_pack(cli_packer *packer, const void *bytes, size_t length,
                      cli_bytes_buffer *packed, phony_error *error);

/* What one thread makes rows with. */
typedef struct cli_worker {
    phony_maker *maker;
    cli_packer *packer; /* NULL: nothing is compressed */
} cli_worker;

typedef struct cli_dataset_run {
    const cli_generate_settings *settings;
    cli_dataset dataset;
    cli_dataset_form form;
    size_t entity, entities; /* those that are written: entity .. entity + entities - 1 */
    cli_worker *workers;
    int32_t threads;
    cli_progress progress;
    uint64_t done, total;    /* rows of all entities */
    uint64_t bytes;          /* of the output that is open */
    cli_bytes_buffer packed; /* what the calling thread compressed last */
} cli_dataset_run;

/* Entity `index` of the data set, which has it. */
phony_entity cli_dataset_entity(const cli_dataset_run *run, size_t index);

/* Says what the library said of the rows. CLI_FAILED. */
int cli_run_fail(const cli_dataset_run *run, phony_error *error);

/* Makes the workers, counts the rows. CLI_OK, or CLI_FAILED having said why. */
int cli_run_start(cli_dataset_run *run);
void cli_run_end(cli_dataset_run *run);

/* Blocks of an entity's part, as cli_ring_next hands them on. */
typedef struct cli_row_block {
    cli_bytes_buffer text;
    cli_bytes_buffer packed;
    uint64_t rows;
} cli_row_block;

/* The rows of an entity's part, as ring work; blocks are cut so that they are of about the best
 * size. It stays where it is while the ring runs. */
typedef struct cli_rows_job {
    cli_dataset_run *run;
    size_t entity;
    uint64_t first;
    uint64_t count;
    uint64_t block_rows;
} cli_rows_job;
phony_status cli_rows_start(cli_dataset_run *run, size_t entity, cli_rows_job *job, cli_ring **ring,
                            phony_error *error);
/* The next block, or NULL past the last; shows progress. */
phony_status cli_rows_next(cli_rows_job *job, cli_ring *ring, const cli_row_block **block,
                           phony_error *error);

/* Outputs: as those of output.h, compressed where the run is. CLI_OK, or what went wrong, having
 * said why. */
int cli_run_open(cli_dataset_run *run, cli_output *output, const char *path);
int cli_run_put(cli_dataset_run *run, cli_output *output, const char *bytes, size_t length);
/* What still has to be written; the output is then to be settled or closed. */
int cli_run_finish(cli_dataset_run *run, cli_output *output);

/* An entity's part with what stands before its first row and behind its last one. */
int cli_run_write(cli_dataset_run *run, cli_output *output, size_t entity);
/* Parts of the DDL (PHONY_DDL_...), ended by -1. */
int cli_run_write_ddl(cli_dataset_run *run, cli_output *output, const int32_t *parts);
/* Bytes of a part of the DDL, in the memory of the first worker. */
int cli_run_ddl(cli_dataset_run *run, int32_t part, phony_bytes *bytes);

/* The three places that a data set goes to: one file or standard output, a folder, a database. */
int cli_run_to_file(cli_dataset_run *run, const char *path);
int cli_run_to_folder(cli_dataset_run *run, const char *path);
int cli_run_into(cli_dataset_run *run, const char *url);

#endif
