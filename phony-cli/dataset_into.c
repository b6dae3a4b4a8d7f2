/* Data sets into a database, by its bulk path: all of it in one transaction, so that what fails
 * leaves nothing behind (but for MySQL's tables: it commits at each CREATE). */
#include "dataset_run.h"

#include <db.h>
#include <stdlib.h>
#include <string.h>

/* The loading of an entity. */
typedef struct load {
    cli_dataset_run *run;
    phony_maker *maker;
    const char **columns;
    unsigned char *is_bytes; /* of each column */
    size_t column_count;
    cli_rows_job job; /* of bytes, which all threads make */
    cli_ring *ring;
    uint64_t next, end; /* of cells, which one thread makes: rows */
} load;

static phony_status next_bytes(void *user, const char **bytes, size_t *length, phony_error *error)
{
    load *l = user;
    const cli_row_block *block;
    phony_status status = cli_rows_next(&l->job, l->ring, &block, error);
    *bytes = block ? block->text.data : NULL;
    *length = block ? block->text.length : 0;
    return status;
}

static phony_status next_cells(void *user, phony_cells *cells, size_t *rows, phony_error *error)
{
    load *l = user;
    cli_dataset_run *run = l->run;
    uint64_t left = l->end - l->next;
    *rows = left < PHONY_BATCH_ROWS ? (size_t)left : PHONY_BATCH_ROWS;
    if (*rows == 0)
        return PHONY_OK;
    phony_status status = phony_maker_fill(l->maker, l->job.entity, l->next, *rows, error);
    for (size_t i = 0; i < l->column_count && status == PHONY_OK; i++)
        status = phony_maker_get_cells(l->maker, i, &cells[i], error);
    l->next += *rows;
    run->done += *rows;
    cli_progress_show(&run->progress, run->done, run->total);
    return status;
}

/* The names of an entity's columns, and which are bytes. */
static phony_status name_columns(load *l, phony_error *error)
{
    size_t entity = l->job.entity;
    phony_status status = PHONY_OK;
    l->column_count = cli_dataset_entity(l->run, entity).columns;
    l->columns = calloc(l->column_count + 1, sizeof *l->columns);
    l->is_bytes = calloc(l->column_count + 1, 1);
    if (!l->columns || !l->is_bytes)
        return cli_fail_memory(error);
    for (size_t i = 0; i < l->column_count && status == PHONY_OK; i++) {
        phony_field field = PHONY_FIELD_INIT;
        status = phony_dataset_get_field(l->run->dataset.set, entity, i, &field, error);
        l->columns[i] = field.column;
        l->is_bytes[i] = field.type && strcmp(field.type, "bytea") == 0;
    }
    return status;
}

/* Bytes are made by all threads, cells by this one. */
static phony_status begin(load *l, size_t entity, phony_error *error)
{
    cli_dataset_run *run = l->run;
    uint64_t count;
    l->job.entity = entity;
    l->maker = run->workers[0].maker;
    phony_status status = name_columns(l, error);
    if (status != PHONY_OK || run->form.format)
        return status == PHONY_OK ? cli_rows_start(run, entity, &l->job, &l->ring, error) : status;
    cli_part_rows(&run->form.part, cli_dataset_entity(run, entity).rows, &l->next, &count);
    l->end = l->next + count;
    return PHONY_OK;
}

static int load_entity(cli_dataset_run *run, db_connection *connection, size_t entity)
{
    load l = {.run = run};
    phony_entity about = cli_dataset_entity(run, entity);
    uint64_t rows;
    phony_error error;
    phony_status status = begin(&l, entity, &error);
    if (status == PHONY_OK) {
        db_source source = {&l,         about.table, l.columns, l.column_count,
                            l.is_bytes, next_bytes,  next_cells};
        status = db_load(connection, &source, &rows, &error);
    }
    cli_ring_stop(l.ring);
    free(l.columns);
    free(l.is_bytes);
    if (status == PHONY_OK)
        return CLI_OK;
    return status == PHONY_ERROR_IO ? cli_fail(about.name, &error) : cli_run_fail(run, &error);
}

static int run_part(cli_dataset_run *run, db_connection *connection, int32_t part)
{
    phony_bytes sql;
    phony_error error;
    int status = cli_run_ddl(run, part, &sql);
    if (status != CLI_OK)
        return status;
    if (db_run(connection, sql.bytes, sql.length, &error) != PHONY_OK)
        return cli_fail(db_name(connection), &error);
    return CLI_OK;
}

static int load_entities(cli_dataset_run *run, db_connection *connection)
{
    int status = CLI_OK;
    for (size_t i = 0; i < run->entities && status == CLI_OK; i++)
        status = load_entity(run, connection, run->entity + i);
    return status;
}

static int load_all(cli_dataset_run *run, db_connection *connection)
{
    const cli_dataset_settings *settings = &run->settings->dataset;
    int status = run_part(run, connection, PHONY_DDL_OPEN);
    if (status == CLI_OK && settings->drop)
        status = run_part(run, connection, PHONY_DDL_DROP);
    if (status == CLI_OK && settings->ddl)
        status = run_part(run, connection, PHONY_DDL_CREATE);
    if (status == CLI_OK)
        status = load_entities(run, connection);
    if (status == CLI_OK && settings->ddl)
        status = run_part(run, connection, PHONY_DDL_FINISH);
    return status == CLI_OK ? run_part(run, connection, PHONY_DDL_CLOSE) : status;
}

int cli_run_into(cli_dataset_run *run, const char *url)
{
    db_connection *connection;
    phony_error error;
    if (db_open(url, &connection, &error) != PHONY_OK)
        return cli_fail(NULL, &error);
    run->form.dialect = db_dialect(connection);
    run->form.format = db_format(connection);
    run->progress = cli_progress_start("loading", 0, run->settings->quiet);
    int status = load_all(run, connection);
    cli_progress_end(&run->progress);
    db_close(connection);
    return status;
}
