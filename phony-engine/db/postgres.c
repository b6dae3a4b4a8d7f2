/* PostgreSQL, by libpq: opening and scripts. postgres_load.c loads. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "postgres_driver.h"

/* What libpq takes, and what there is no harm in. `what` tells them apart and no more. */
static const db_option options[] = {
    {"host", 1, 0},
    {"hostaddr", 2, 0},
    {"port", 3, 0},
    {"user", 4, 0},
    {"password", 5, 1},
    {"dbname", 6, 0},
    {"passfile", 7, 0},
    {"connect_timeout", 8, 0},
    {"application_name", 9, 0},
    {"options", 10, 0},
    {"sslmode", 11, 0},
    {"sslcert", 12, 0},
    {"sslkey", 13, 0},
    {"sslpassword", 14, 1},
    {"sslrootcert", 15, 0},
    {"sslcrl", 16, 0},
    {"sslsni", 17, 0},
    {"ssl_min_protocol_version", 18, 0},
    {"channel_binding", 19, 0},
    {"gssencmode", 20, 0},
    {"krbsrvname", 21, 0},
    {"keepalives", 22, 0},
    {"keepalives_idle", 23, 0},
    {"keepalives_interval", 24, 0},
    {"keepalives_count", 25, 0},
    {"tcp_user_timeout", 26, 0},
    {"target_session_attrs", 27, 0},
    {"requirepeer", 28, 0},
    {"service", 29, 0},
    {NULL, 0, 0},
};

/* ---- Opening -----------------------------------------------------------------------------------
 */

enum { PARAMETERS = DB_OPTIONS_MAX + 10 };
typedef struct parameters {
    const char *names[PARAMETERS], *values[PARAMETERS];
    size_t count;
} parameters;

static void add(parameters *p, const char *name, const char *value)
{
    if (!value)
        return;
    p->names[p->count] = name;
    p->values[p->count++] = value;
}

/* Libraries must not print; libpq's own default is to print what servers remark. */
static void ignore_notice(void *user, const char *message)
{
    (void)user, (void)message;
}

static phony_status open_postgres(const db_url *url, void **handle, phony_error *error)
{
    parameters p = {0};
    char port[16], seconds[16];
    PGconn *connection;
    phony_status status;

    snprintf(port, sizeof port, "%u", url->port);
    snprintf(seconds, sizeof seconds, "%d", DB_CONNECT_SECONDS);
    add(&p, "connect_timeout", seconds);
    add(&p, "fallback_application_name", "phony");
    add(&p, "host", url->host);
    add(&p, "port", url->port ? port : NULL);
    add(&p, "user", url->user);
    add(&p, "password", url->password);
    add(&p, "dbname", url->name);
    /* What comes later counts. */
    for (size_t i = 0; i < url->option_count; i++)
        add(&p, url->options[i].name, url->options[i].value);
    add(&p, "client_encoding", "UTF8");
    connection = PQconnectdbParams(p.names, p.values, 0);
    if (!connection)
        return db_fail_memory(error);
    if (PQstatus(connection) != CONNECTION_OK) {
        status = db_fail(error, PHONY_ERROR_IO, 0, "postgres: %s", PQerrorMessage(connection));
        PQfinish(connection);
        return status;
    }
    PQsetNoticeProcessor(connection, ignore_notice, NULL);
    *handle = connection;
    return PHONY_OK;
}

static void close_postgres(void *handle)
{
    PQfinish(handle);
}

/* ---- Statements --------------------------------------------------------------------------------
 */

void db_postgres_words(PGconn *connection, const PGresult *result, db_text *words)
{
    const char *primary = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    const char *detail = PQresultErrorField(result, PG_DIAG_MESSAGE_DETAIL);
    const char *context = PQresultErrorField(result, PG_DIAG_CONTEXT);

    db_text_add(words, primary ? primary : PQerrorMessage(connection));
    if (detail) {
        db_text_add(words, "; ");
        db_text_add(words, detail);
    }
    if (context) {
        db_text_add(words, " (");
        db_text_append(words, context, strcspn(context, "\n"));
        db_text_add(words, ")");
    }
}

static int is_done(const PGresult *result)
{
    ExecStatusType status = PQresultStatus(result);

    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY;
}

/* The line of a script at a place that the server counts in characters, from 1. */
static uint64_t line_of(const char *sql, const PGresult *result)
{
    const char *place = PQresultErrorField(result, PG_DIAG_STATEMENT_POSITION);
    unsigned long characters = place ? strtoul(place, NULL, 10) : 0;
    size_t offset = 0;

    if (!characters)
        return 0;
    for (unsigned long i = 1; i < characters && sql[offset]; i++)
        do
            offset++;
        while (((unsigned char)sql[offset] & 0xC0) == 0x80);
    return db_line_at(sql, offset);
}

static phony_status fail_script(PGconn *connection, const char *sql, const PGresult *result,
                                phony_error *error)
{
    db_text words = {0};
    phony_status status;

    db_postgres_words(connection, result, &words);
    status = words.failed
                 ? db_fail_memory(error)
                 : db_fail(error, PHONY_ERROR_IO, line_of(sql, result), "postgres: %s", words.text);
    db_text_fini(&words);
    return status;
}

void db_postgres_drain(PGconn *connection, const char *why)
{
    PGresult *result;

    while ((result = PQgetResult(connection))) {
        ExecStatusType status = PQresultStatus(result);
        char *bytes;
        PQclear(result);
        if (status == PGRES_COPY_IN && PQputCopyEnd(connection, why) < 0)
            return;
        if (status == PGRES_COPY_OUT)
            while (PQgetCopyData(connection, &bytes, 0) > 0)
                PQfreemem(bytes);
        if (PQstatus(connection) == CONNECTION_BAD)
            return;
    }
}

static phony_status run_postgres(void *handle, const char *sql, size_t length, phony_error *error)
{
    PGresult *result = PQexec(handle, sql);
    ExecStatusType kind = PQresultStatus(result);
    phony_status status = PHONY_OK;

    (void)length;
    if (kind == PGRES_COPY_IN || kind == PGRES_COPY_OUT) {
        db_postgres_drain(handle, "COPY is not for scripts");
        status =
            db_fail(error, PHONY_ERROR_IO, 0,
                    "postgres: a script has COPY from or to the client; INSERT is for scripts");
    } else if (!is_done(result)) {
        status = fail_script(handle, sql, result, error);
    }
    PQclear(result);
    return status;
}

phony_status db_postgres_command(void *handle, const char *sql, phony_error *error)
{
    return run_postgres(handle, sql, strlen(sql), error);
}

const db_driver db_postgres = {
    .dialect = "postgres",
    .schemes = {"postgresql"},
    .format = "copy",
    .options = options,
    .open = open_postgres,
    .close = close_postgres,
    .run = run_postgres,
    .load = db_postgres_load,
};
