/* Blocks: buffers of about BLOCK_BYTES, for which a write to a pipe or to /dev/null costs next to
 * nothing and which still lie in a core's cache when they are written. */
#include "block_ring.h"
#include "generate_job.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum {
    BLOCK_BYTES = 256 * 1024,
    BLOCK_ROWS_MAX = 128 * 1024,
    SAMPLE_ROWS = 256,
    SAMPLE_BYTES = 16 * 1024,
};
static const size_t COLUMN_BYTES_MAX = INT32_MAX;

static phony_status fail_memory(phony_error *error)
{
    memset(error, 0, sizeof *error);
    error->status = PHONY_ERROR_MEMORY;
    snprintf(error->message, sizeof error->message, "out of memory for a block of values");
    return PHONY_ERROR_MEMORY;
}

/* Room for so many bytes; what was in it is gone. */
static phony_status grow_bytes(phony_column *column, size_t capacity, phony_error *error)
{
    free(column->bytes);
    column->bytes = malloc(capacity);
    column->bytes_capacity = column->bytes ? capacity : 0;
    return column->bytes ? PHONY_OK : fail_memory(error);
}

static phony_status prepare(cli_block *block, const cli_job *job, size_t rows, size_t bytes,
                            phony_error *error)
{
    phony_column empty = PHONY_COLUMN_INIT;
    if (block->column.offsets)
        return PHONY_OK;
    block->column = empty;
    block->column.separator = job->format == CLI_AS_TEXT ? '\n' : -1;
    block->column.offsets = malloc((rows + 1) * sizeof(uint32_t));
    block->column.rows_capacity = rows;
    if (!block->column.offsets)
        return fail_memory(error);
    return grow_bytes(&block->column, bytes, error);
}

/* All of the rows, however large they are: a buffer that is too small is doubled and filled anew,
 * for the same rows give the same values. */
static phony_status fill_rows(cli_block *block, const cli_job *job, uint64_t first, uint64_t rows,
                              phony_error *error)
{
    phony_column *column = &block->column;
    for (;;) {
        phony_status status =
            phony_generator_fill(job->generator, &job->key, first, rows, column, error);
        if (status == PHONY_OK && column->rows == rows)
            return PHONY_OK;
        if (status != PHONY_OK && status != PHONY_ERROR_SPACE)
            return status;
        if (column->bytes_capacity > COLUMN_BYTES_MAX / 2)
            return status == PHONY_OK ? fail_memory(error) : status;
        status = grow_bytes(column, column->bytes_capacity * 2, error);
        if (status != PHONY_OK)
            return status;
    }
}

static phony_status format(cli_block *block, const cli_job *job, int first, phony_error *error)
{
    const phony_column *column = &block->column;
    size_t needed =
        cli_format_bound(job->format, job->escape, column->offsets[column->rows], column->rows);
    if (needed > block->text_capacity) {
        free(block->text);
        block->text = malloc(needed + needed / 4);
        block->text_capacity = block->text ? needed + needed / 4 : 0;
        if (!block->text)
            return fail_memory(error);
    }
    block->bytes = block->text;
    block->length = cli_format_column(job->format, job->escape, first, column, block->text);
    return PHONY_OK;
}

phony_status cli_block_fill(cli_block *block, const cli_job *job, uint64_t index,
                            phony_error *error)
{
    uint64_t skipped = index * job->block_rows;
    uint64_t rows = job->count - skipped;
    if (rows > job->block_rows)
        rows = job->block_rows;
    phony_status status =
        prepare(block, job, job->block_rows, BLOCK_BYTES + BLOCK_BYTES / 8, error);
    if (status == PHONY_OK)
        status = fill_rows(block, job, job->first + skipped, rows, error);
    if (status != PHONY_OK)
        return status;
    if (job->format != CLI_AS_TEXT)
        return format(block, job, index == 0, error);
    block->bytes = block->column.bytes;
    block->length = block->column.offsets[rows];
    return PHONY_OK;
}

void cli_block_free(cli_block *block)
{
    free(block->column.bytes);
    free(block->column.offsets);
    free(block->text);
}

phony_status cli_job_measure(cli_job *job, phony_error *error)
{
    cli_block sample = {.text = NULL};
    uint64_t rows = job->count < SAMPLE_ROWS ? job->count : SAMPLE_ROWS;
    phony_status status = prepare(&sample, job, SAMPLE_ROWS, SAMPLE_BYTES, error);
    if (status == PHONY_OK && rows > 0)
        status = fill_rows(&sample, job, job->first, rows, error);
    job->block_rows = 1;
    if (status == PHONY_OK && rows > 0) {
        uint64_t bytes = sample.column.offsets[rows] + 1;
        job->block_rows = BLOCK_BYTES * rows / bytes + 1;
    }
    if (job->block_rows > BLOCK_ROWS_MAX)
        job->block_rows = BLOCK_ROWS_MAX;
    cli_block_free(&sample);
    return status;
}

static uint64_t count_blocks(const cli_job *job)
{
    return job->count / job->block_rows + (job->count % job->block_rows != 0);
}

static phony_status fill_slot(void *job, int32_t worker, void *slot, uint64_t index,
                              phony_error *error)
{
    (void)worker;
    return cli_block_fill(slot, job, index, error);
}

static void clear_slot(void *slot)
{
    cli_block_free(slot);
}

int cli_run_blocks(cli_job *job, int32_t threads, cli_block_sink sink, void *user)
{
    cli_ring_work work = {job,       count_blocks(job), threads, sizeof(cli_block),
                          fill_slot, clear_slot};
    cli_ring *ring = cli_ring_start(&work);
    phony_error error;
    void *slot = NULL;
    int status = ring ? CLI_OK : cli_error("out of memory");
    for (uint64_t done = 0; status == CLI_OK;) {
        if (cli_ring_next(ring, &slot, &error) != PHONY_OK)
            status = cli_fail(job->name, &error);
        else if (!slot)
            break;
        else
            status = sink(user, slot, done += ((const cli_block *)slot)->column.rows);
    }
    cli_ring_stop(ring);
    return status;
}
