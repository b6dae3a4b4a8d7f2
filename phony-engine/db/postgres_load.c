/* Loading into PostgreSQL: COPY in its text format, which libphony's format "copy" is. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "postgres_driver.h"

static phony_status fail_load(PGconn *connection, const PGresult *result, const db_source *source,
                              uint64_t rows, phony_error *error)
{
    db_text words = {0};
    phony_status status;

    db_postgres_words(connection, result, &words);
    status = words.failed ? db_fail_memory(error) : db_fail_rows(error, source, rows, words.text);
    db_text_fini(&words);
    return status;
}

static phony_status add_name(PGconn *connection, const char *name, db_text *sql, phony_error *error)
{
    char *quoted = PQescapeIdentifier(connection, name, strlen(name));

    if (!quoted)
        return db_fail(error, PHONY_ERROR_IO, 0, "postgres: the name '%s': %s", name,
                       PQerrorMessage(connection));
    db_text_add(sql, quoted);
    PQfreemem(quoted);
    return PHONY_OK;
}

static phony_status copy_statement(PGconn *connection, const db_source *source, db_text *sql,
                                   phony_error *error)
{
    phony_status status;

    db_text_add(sql, "COPY ");
    status = add_name(connection, source->table, sql, error);
    for (size_t i = 0; !status && i < source->column_count; i++) {
        db_text_add(sql, i ? ", " : " (");
        status = add_name(connection, source->columns[i], sql, error);
    }
    db_text_add(sql, ") FROM STDIN");
    return !status && sql->failed ? db_fail_memory(error) : status;
}

/* 0, or -1: the connection is gone. */
static int put(PGconn *connection, const char *bytes, size_t length)
{
    while (length) {
        int some = length < INT_MAX ? (int)length : INT_MAX;
        if (PQputCopyData(connection, bytes, some) < 0)
            return -1;
        bytes += some;
        length -= (size_t)some;
    }
    return 0;
}

/* Sends what the source has, up to a part. *end: that was all. */
static phony_status send_part(PGconn *connection, const db_source *source, int *end,
                              phony_error *error)
{
    for (size_t sent = 0, length; sent < DB_PART_BYTES; sent += length) {
        const char *bytes;
        phony_status status = source->bytes(source->user, &bytes, &length, error);
        if (status) {
            PQputCopyEnd(connection, "the rows could not be made");
            return status;
        }
        *end = length == 0;
        if (*end || put(connection, bytes, length) < 0)
            break;
    }
    PQputCopyEnd(connection, NULL);
    return PHONY_OK;
}

static phony_status copy_part(PGconn *connection, const char *sql, const db_source *source,
                              uint64_t *rows, int *end, phony_error *error)
{
    PGresult *result = PQexec(connection, sql);
    phony_status status;

    if (PQresultStatus(result) != PGRES_COPY_IN) {
        status = fail_load(connection, result, source, *rows, error);
        PQclear(result);
        return status;
    }
    PQclear(result);
    status = send_part(connection, source, end, error);
    result = PQgetResult(connection);
    if (!status && PQresultStatus(result) != PGRES_COMMAND_OK)
        status = fail_load(connection, result, source, *rows, error);
    if (!status)
        *rows += strtoull(PQcmdTuples(result), NULL, 10);
    PQclear(result);
    db_postgres_drain(connection, "the load is over");
    return status;
}

static phony_status load_parts(void *handle, const db_source *source, uint64_t *rows,
                               phony_error *error)
{
    db_text sql = {0};
    phony_status status = copy_statement(handle, source, &sql, error);

    for (int end = 0; !status && !end;)
        status = copy_part(handle, sql.text, source, rows, &end, error);
    db_text_fini(&sql);
    return status;
}

phony_status db_postgres_load(void *handle, const db_source *source, uint64_t *rows,
                              phony_error *error)
{
    int is_open = PQtransactionStatus(handle) != PQTRANS_IDLE;

    return db_load_whole(handle, is_open, db_postgres_command, load_parts, source, rows, error);
}
