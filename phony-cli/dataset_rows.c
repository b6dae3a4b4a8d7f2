/* The rows of data sets, in blocks of about BLOCK_BYTES; see dataset_run.h. */
#include "dataset_run.h"

#include <stdlib.h>
#include <string.h>

enum {
    BLOCK_BYTES = 256 * 1024, /* as those of values: cheap to write, and still in the cache */
    BLOCK_BATCHES_MAX = 64
};

phony_entity cli_dataset_entity(const cli_dataset_run *run, size_t index)
{
    phony_entity entity = PHONY_ENTITY_INIT;
    phony_error error;
    (void)phony_dataset_get_entity(run->dataset.set, index, &entity, &error);
    return entity;
}

/* Rows that cannot be made are no wrong use; and a place within an expression is none in the file.
 */
int cli_run_fail(const cli_dataset_run *run, phony_error *error)
{
    error->line = error->column = 0;
    return cli_fail(run->dataset.path, error) == CLI_CLOSED ? CLI_CLOSED : CLI_FAILED;
}

/* ---- The run ------------------------------------------------------------------------------- */

static int make_workers(cli_dataset_run *run)
{
    phony_error error;
    run->workers = calloc((size_t)run->threads, sizeof *run->workers);
    if (!run->workers)
        return cli_error("out of memory");
    for (int32_t i = 0; i < run->threads; i++) {
        if (phony_maker_new(run->dataset.set, &run->workers[i].maker, &error) != PHONY_OK)
            return cli_run_fail(run, &error);
        if (run->form.gzip && !(run->workers[i].packer = cli_packer_new()))
            return cli_error("out of memory");
    }
    return CLI_OK;
}

int cli_run_start(cli_dataset_run *run)
{
    uint64_t most = 0;
    for (size_t i = 0; i < run->entities; i++) {
        uint64_t first, count;
        cli_part_rows(&run->form.part, cli_dataset_entity(run, run->entity + i).rows, &first,
                      &count);
        run->total = run->total + count < count ? UINT64_MAX : run->total + count;
        most = count > most ? count : most;
    }
    run->threads = cli_threads(run->settings->threads);
    if (most <= PHONY_BATCH_ROWS) /* nothing to share out */
        run->threads = 1;
    return make_workers(run);
}

void cli_run_end(cli_dataset_run *run)
{
    for (int32_t i = 0; run->workers && i < run->threads; i++) {
        phony_maker_free(run->workers[i].maker);
        cli_packer_free(run->workers[i].packer);
    }
    free(run->workers);
    free(run->packed.data);
}

/* ---- Blocks -------------------------------------------------------------------------------- */

static phony_status fill_text(const cli_rows_job *job, phony_maker *maker, cli_row_block *block,
                              uint64_t first, phony_error *error)
{
    const cli_dataset_run *run = job->run;
    for (uint64_t done = 0; done < block->rows;) {
        phony_bytes bytes;
        uint64_t left = block->rows - done;
        size_t rows = left < PHONY_BATCH_ROWS ? (size_t)left : PHONY_BATCH_ROWS;
        phony_status status =
            phony_maker_write(maker, job->entity, run->form.format, run->form.dialect,
                              PHONY_PART_ROWS, first + done, rows, &bytes, error);
        if (status == PHONY_OK)
            status = cli_buffer_add(&block->text, bytes.bytes, bytes.length, error);
        if (status != PHONY_OK)
            return status;
        done += rows;
    }
    return PHONY_OK;
}

static phony_status fill_block(void *user, int32_t number, void *slot, uint64_t index,
                               phony_error *error)
{
    const cli_rows_job *job = user;
    const cli_worker *worker = &job->run->workers[number];
    cli_row_block *block = slot;
    uint64_t skipped = index * job->block_rows;
    uint64_t left = job->count - skipped;
    block->rows = left < job->block_rows ? left : job->block_rows;
    block->text.length = 0;
    block->packed.length = 0;
    phony_status status = fill_text(job, worker->maker, block, job->first + skipped, error);
    if (status == PHONY_OK && worker->packer)
        status =
            cli_pack(worker->packer, block->text.data, block->text.length, &block->packed, error);
    return status;
}

static void clear_block(void *slot)
{
    cli_row_block *block = slot;
    free(block->text.data);
    free(block->packed.data);
}

/* So many rows that they are about BLOCK_BYTES, judged by the first ones. */
static phony_status measure(cli_rows_job *job, phony_error *error)
{
    const cli_dataset_run *run = job->run;
    phony_bytes bytes;
    job->block_rows = PHONY_BATCH_ROWS;
    if (job->count <= PHONY_BATCH_ROWS)
        return PHONY_OK;
    phony_status status =
        phony_maker_write(run->workers[0].maker, job->entity, run->form.format, run->form.dialect,
                          PHONY_PART_ROWS, job->first, PHONY_BATCH_ROWS, &bytes, error);
    if (status != PHONY_OK)
        return status;
    uint64_t batches = BLOCK_BYTES / (bytes.length + 1) + 1;
    job->block_rows *= batches > BLOCK_BATCHES_MAX ? BLOCK_BATCHES_MAX : batches;
    return PHONY_OK;
}

phony_status cli_rows_start(cli_dataset_run *run, size_t entity, cli_rows_job *job, cli_ring **ring,
                            phony_error *error)
{
    *job = (cli_rows_job){.run = run, .entity = entity};
    *ring = NULL;
    cli_part_rows(&run->form.part, cli_dataset_entity(run, entity).rows, &job->first, &job->count);
    phony_status status = measure(job, error);
    if (status != PHONY_OK)
        return status;
    uint64_t blocks = job->count / job->block_rows + (job->count % job->block_rows != 0);
    cli_ring_work work = {job,        blocks,     run->threads, sizeof(cli_row_block),
                          fill_block, clear_block};
    *ring = cli_ring_start(&work);
    return *ring ? PHONY_OK : cli_fail_memory(error);
}

phony_status cli_rows_next(cli_rows_job *job, cli_ring *ring, const cli_row_block **block,
                           phony_error *error)
{
    cli_dataset_run *run = job->run;
    void *slot = NULL;
    phony_status status = cli_ring_next(ring, &slot, error);
    *block = slot;
    if (slot)
        run->done += (*block)->rows;
    cli_progress_show(&run->progress, run->done, run->total);
    return status;
}

/* ---- Outputs ------------------------------------------------------------------------------- */

int cli_run_open(cli_dataset_run *run, cli_output *output, const char *path)
{
    run->bytes = 0;
    return cli_output_open(output, path);
}

static int put(cli_dataset_run *run, cli_output *output, const cli_bytes_buffer *bytes)
{
    run->bytes += bytes->length;
    return cli_output_write(output, bytes->data, bytes->length);
}

static int put_packed(cli_dataset_run *run, cli_output *output, const char *bytes, size_t length)
{
    phony_error error;
    run->packed.length = 0;
    if (cli_pack(run->workers[0].packer, bytes, length, &run->packed, &error) != PHONY_OK)
        return cli_run_fail(run, &error);
    return put(run, output, &run->packed);
}

int cli_run_put(cli_dataset_run *run, cli_output *output, const char *bytes, size_t length)
{
    if (length == 0)
        return CLI_OK;
    return run->form.gzip ? put_packed(run, output, bytes, length)
                          : cli_output_write(output, bytes, length);
}

/* A compressed file of nothing has a member too. */
int cli_run_finish(cli_dataset_run *run, cli_output *output)
{
    return run->form.gzip && run->bytes == 0 ? put_packed(run, output, "", 0) : CLI_OK;
}

static int write_blocks(cli_dataset_run *run, cli_output *output, size_t entity)
{
    const cli_row_block *block = NULL;
    cli_rows_job job;
    cli_ring *ring;
    phony_error error;
    int status = CLI_OK;
    phony_status made = cli_rows_start(run, entity, &job, &ring, &error);
    while (made == PHONY_OK && status == CLI_OK) {
        made = cli_rows_next(&job, ring, &block, &error);
        if (made != PHONY_OK || !block)
            break;
        status = put(run, output, run->form.gzip ? &block->packed : &block->text);
    }
    cli_ring_stop(ring);
    return made == PHONY_OK ? status : cli_run_fail(run, &error);
}

/* What stands before an entity's rows, or behind them. */
static int write_edge(cli_dataset_run *run, cli_output *output, size_t entity, int32_t part)
{
    phony_bytes bytes;
    phony_error error;
    uint64_t row = part == PHONY_PART_END ? cli_dataset_entity(run, entity).rows : 0;
    if (phony_maker_write(run->workers[0].maker, entity, run->form.format, run->form.dialect, part,
                          row, 0, &bytes, &error) != PHONY_OK)
        return cli_run_fail(run, &error);
    return cli_run_put(run, output, bytes.bytes, bytes.length);
}

int cli_run_write(cli_dataset_run *run, cli_output *output, size_t entity)
{
    int status = CLI_OK;
    if (run->form.part.index == 1)
        status = write_edge(run, output, entity, PHONY_PART_BEGIN);
    if (status == CLI_OK)
        status = write_blocks(run, output, entity);
    if (status == CLI_OK && run->form.part.index == run->form.part.count)
        status = write_edge(run, output, entity, PHONY_PART_END);
    return status;
}

int cli_run_ddl(cli_dataset_run *run, int32_t part, phony_bytes *bytes)
{
    phony_error error;
    if (phony_maker_write_ddl(run->workers[0].maker, run->form.dialect, part, bytes, &error) !=
        PHONY_OK)
        return cli_run_fail(run, &error);
    return CLI_OK;
}

int cli_run_write_ddl(cli_dataset_run *run, cli_output *output, const int32_t *parts)
{
    phony_bytes bytes;
    int status = CLI_OK;
    for (; *parts >= 0 && status == CLI_OK; parts++) {
        if (*parts == PHONY_DDL_DROP && !run->settings->dataset.drop)
            continue;
        status = cli_run_ddl(run, *parts, &bytes);
        if (status == CLI_OK)
            status = cli_run_put(run, output, bytes.bytes, bytes.length);
    }
    return status;
}
