/* SQLite: rows go in by one prepared INSERT, in one transaction. What makes it fast is that alone;
 * no setting is touched on which it depends whether a file survives a crash. */
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "driver.h"
#include "sqlite_values.h"

enum { OPTION_MODE = 1 };
static const db_option options[] = {{"mode", OPTION_MODE, 0}, {NULL, 0, 0}};

/* ---- Opening -----------------------------------------------------------------------------------
 */

/* 64 MiB of cache, of this connection; the question finds out files that are no databases. */
static const char session[] =
    "PRAGMA foreign_keys = ON; PRAGMA cache_size = -65536; "
    "SELECT count(*) FROM sqlite_master";

static phony_status flags_of(const db_url *url, int *flags, phony_error *error)
{
    static const struct {
        const char *name;
        int flags;
    } modes[] = {{"ro", SQLITE_OPEN_READONLY},
                 {"rw", SQLITE_OPEN_READWRITE},
                 {"rwc", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE}};
    const char *mode = db_url_option(url, OPTION_MODE);

    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++)
        if (strcmp(modes[i].name, mode ? mode : "rwc") == 0) {
            *flags = modes[i].flags;
            return PHONY_OK;
        }
    return db_fail(error, PHONY_ERROR_ARGUMENT, 0,
                   "the URL of the database: mode is ro (reads), rw (and writes) or rwc (and makes "
                   "the file)");
}

static phony_status fail(sqlite3 *db, phony_error *error)
{
    int memory = !db || (sqlite3_errcode(db) & 0xff) == SQLITE_NOMEM;

    return memory ? db_fail_memory(error)
                  : db_fail(error, PHONY_ERROR_IO, 0, "sqlite: %s", sqlite3_errmsg(db));
}

static phony_status open_sqlite(const db_url *url, void **handle, phony_error *error)
{
    sqlite3 *db = NULL;
    int flags = 0;
    phony_status status = flags_of(url, &flags, error);

    if (status)
        return status;
    if (sqlite3_open_v2(url->name, &db, flags, NULL) != SQLITE_OK ||
        sqlite3_busy_timeout(db, DB_BUSY_SECONDS * 1000) != SQLITE_OK ||
        sqlite3_exec(db, session, NULL, NULL, NULL) != SQLITE_OK) {
        status = fail(db, error);
        if (status == PHONY_ERROR_IO)
            status =
                db_fail(error, status, 0, "sqlite: file '%s': %s", url->name, sqlite3_errmsg(db));
        sqlite3_close(db);
        return status;
    }
    *handle = db;
    return PHONY_OK;
}

static void close_sqlite(void *handle)
{
    sqlite3_close(handle);
}

/* ---- Statements --------------------------------------------------------------------------------
 */

static int step_all(sqlite3_stmt *statement)
{
    int code;

    do
        code = sqlite3_step(statement);
    while (code == SQLITE_ROW);
    return code;
}

/* As sqlite3_exec, which does not say where in a script it failed. */
static phony_status run_sqlite(void *handle, const char *sql, size_t length, phony_error *error)
{
    const char *at = sql;

    (void)length;
    while (*at) {
        sqlite3_stmt *statement;
        const char *next;
        int code = sqlite3_prepare_v2(handle, at, -1, &statement, &next);
        int offset = code == SQLITE_OK ? 0 : sqlite3_error_offset(handle);
        if (code == SQLITE_OK && statement && step_all(statement) != SQLITE_DONE)
            code = SQLITE_ERROR;
        if (code != SQLITE_OK) {
            phony_status status = fail(handle, error);
            size_t place = (size_t)(at - sql) + (size_t)(offset > 0 ? offset : 0);
            place += strspn(sql + place, " \t\r\n");
            if (error && status == PHONY_ERROR_IO)
                error->line = db_line_at(sql, place);
            sqlite3_finalize(statement);
            return status;
        }
        sqlite3_finalize(statement);
        at = next;
    }
    return PHONY_OK;
}

static phony_status command(void *handle, const char *sql, phony_error *error)
{
    return run_sqlite(handle, sql, strlen(sql), error);
}

/* ---- Loading -----------------------------------------------------------------------------------
 */

typedef struct load {
    sqlite3 *db;
    const db_source *source;
    sqlite3_stmt *insert;
    phony_cells *cells;
    db_sqlite_column *columns;
    uint64_t rows;
} load;

static phony_status fail_load(const load *l, const char *words, phony_error *error)
{
    if ((sqlite3_errcode(l->db) & 0xff) == SQLITE_NOMEM)
        return db_fail_memory(error);
    return db_fail(error, PHONY_ERROR_IO, 0, "table '%s': %s%s", l->source->table, words,
                   sqlite3_errmsg(l->db));
}

static phony_status fail_row(const load *l, phony_error *error)
{
    char place[32];

    sqlite3_snprintf((int)sizeof place, place, "row %llu: ", (unsigned long long)l->rows + 1);
    return fail_load(l, place, error);
}

static phony_status prepare(load *l, phony_error *error)
{
    db_text sql = {0};
    phony_status status = PHONY_OK;

    db_text_add(&sql, "INSERT INTO ");
    db_text_add_name(&sql, l->source->table, '"');
    for (size_t i = 0; i < l->source->column_count; i++) {
        db_text_add(&sql, i ? ", " : " (");
        db_text_add_name(&sql, l->source->columns[i], '"');
    }
    db_text_add(&sql, ") VALUES (?");
    for (size_t i = 1; i < l->source->column_count; i++)
        db_text_add(&sql, ", ?");
    db_text_add(&sql, ")");
    if (sql.failed)
        status = db_fail_memory(error);
    else if (sqlite3_prepare_v3(l->db, sql.text, -1, SQLITE_PREPARE_PERSISTENT, &l->insert, NULL) !=
             SQLITE_OK)
        status = fail_load(l, "", error);
    db_text_fini(&sql);
    return status;
}

static phony_status begin_load(load *l, phony_error *error)
{
    size_t count = l->source->column_count;

    l->cells = calloc(count, sizeof *l->cells);
    l->columns = calloc(count, sizeof *l->columns);
    if (!l->cells || !l->columns)
        return db_fail_memory(error);
    return prepare(l, error);
}

static phony_status insert_row(load *l, size_t row, phony_error *error)
{
    for (size_t c = 0; c < l->source->column_count; c++) {
        const char *why = NULL;
        int code = db_sqlite_bind(l->insert, (int)c + 1, &l->columns[c], row, &why);
        if (why)
            return db_fail(error, PHONY_ERROR_LIMIT, 0, "column '%s' of '%s': row %llu: %s",
                           l->source->columns[c], l->source->table, (unsigned long long)l->rows + 1,
                           why);
        if (code != SQLITE_OK)
            return fail_row(l, error);
    }
    if (sqlite3_step(l->insert) != SQLITE_DONE)
        return fail_row(l, error);
    sqlite3_reset(l->insert);
    l->rows++;
    return PHONY_OK;
}

/* *rows: how many the source had; 0 = its end. */
static phony_status insert_batch(load *l, size_t *rows, phony_error *error)
{
    phony_status status;

    *rows = 0;
    for (size_t c = 0; c < l->source->column_count; c++)
        l->cells[c] = (phony_cells)PHONY_CELLS_INIT;
    status = l->source->cells(l->source->user, l->cells, rows, error);
    for (size_t c = 0; !status && *rows > 0 && c < l->source->column_count; c++)
        db_sqlite_column_init(&l->columns[c], &l->cells[c]);
    for (size_t i = 0; !status && i < *rows; i++)
        status = insert_row(l, i, error);
    return status;
}

static phony_status load_rows(void *handle, const db_source *source, uint64_t *rows,
                              phony_error *error)
{
    load l = {.db = handle, .source = source};
    size_t some = 1;
    phony_status status = begin_load(&l, error);

    while (!status && some)
        status = insert_batch(&l, &some, error);
    sqlite3_finalize(l.insert);
    free(l.cells);
    free(l.columns);
    *rows = l.rows;
    return status;
}

static phony_status load_sqlite(void *handle, const db_source *source, uint64_t *rows,
                                phony_error *error)
{
    return db_load_whole(handle, !sqlite3_get_autocommit(handle), command, load_rows, source, rows,
                         error);
}

const db_driver db_sqlite = {
    .dialect = "sqlite",
    .is_file = 1,
    .options = options,
    .open = open_sqlite,
    .close = close_sqlite,
    .run = run_sqlite,
    .load = load_sqlite,
};
