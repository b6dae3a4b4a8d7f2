/* What the tests of databases load with: load-tables URL ACTION... does one action after the other
 * on one connection and prints a line for each, `ok` and what it gave, or `error STATUS LINE
 * MESSAGE`; then it goes on, so that tests see what a connection is good for after a failure. The
 * tables are described on the standard input (tests/sql/described.h).
 *
 *     open, create, finish, close   runs the library's statements around tables
 *     load                          loads all tables; ok ROWS
 *     run SQL                       runs a script
 *     name                          ok DIALECT FORMAT NAME
 *     repeat N                      loads have their rows N times, the first column numbered
 *     fail N                        sources of loads fail after N rows
 *     table NAME, column NAME       loads go to another table, their last column has another name
 */
#include <db.h>
#include <stdio.h>
#include <stdlib.h>

#include "../sql/described.h"
#include "write/format.h"

static struct settings {
    uint64_t repeat, fail_at;
    const char *table, *column;
} settings = {1, UINT64_MAX, NULL, NULL};

static db_connection *connection;

/* ---- Rows --------------------------------------------------------------------------------------
 */

static ph_values all_values[TABLES][COLUMNS];

/* Descriptions are decoded in their place, so that happens once. */
static void fill_values(size_t number)
{
    const table *t = &tables[number];
    phony_error error;

    for (size_t c = 0; c < t->ddl.column_count; c++)
        check(ph_values_begin(&all_values[number][c], t->columns[c].type, t->row_count, &error),
              &error);
    for (size_t i = 0; i < t->row_count; i++) {
        char *fields[FIELDS];
        if (split(t->rows[i], fields) != t->ddl.column_count)
            fail("a row of another width");
        for (size_t c = 0; c < t->ddl.column_count; c++)
            put_value(&all_values[number][c], i, fields[c]);
    }
}

typedef struct rows_source {
    const table *t;
    ph_table table;
    ph_table_column names[COLUMNS];
    const ph_values *values, *columns[COLUMNS];
    ph_values batch[COLUMNS];
    char types[COLUMNS][32];
    const ph_format *format;
    uint64_t next, count;
    ph_buffer out;
} rows_source;

/* The next rows, in `batch`. */
static phony_status next_batch(rows_source *s, size_t *rows, phony_error *error)
{
    uint64_t end = s->count < settings.fail_at ? s->count : settings.fail_at;
    uint32_t which[BATCH];

    *rows = end - s->next < BATCH ? (size_t)(end - s->next) : BATCH;
    if (!*rows && s->next < s->count) {
        *error = (phony_error){.status = PHONY_ERROR_EXHAUSTED, .message = "the source is dry"};
        return PHONY_ERROR_EXHAUSTED;
    }
    for (size_t i = 0; i < *rows; i++)
        which[i] = (uint32_t)((s->next + i) % s->t->row_count);
    for (size_t c = 0; *rows && c < s->table.column_count; c++)
        check(ph_values_gather(&s->batch[c], &s->values[c], which, *rows, error), error);
    for (size_t i = 0; settings.repeat > 1 && i < *rows; i++)
        s->batch[0].numbers[i] = (int64_t)(s->next + i);
    s->next += *rows;
    return PHONY_OK;
}

static phony_status next_bytes(void *user, const char **bytes, size_t *length, phony_error *error)
{
    rows_source *s = user;
    uint64_t first = s->next;
    size_t rows;
    phony_status status = next_batch(s, &rows, error);

    s->out.length = 0;
    if (!status && rows)
        status = ph_format_rows(s->format, &s->table, s->columns, rows, first, &s->out, error);
    *bytes = s->out.data;
    *length = s->out.length;
    return status;
}

static phony_status next_cells(void *user, phony_cells *cells, size_t *rows, phony_error *error)
{
    static const int32_t kinds[] = {[PH_STORED_NUMBER] = PHONY_CELLS_NUMBERS,
                                    [PH_STORED_FLOAT] = PHONY_CELLS_FLOATS,
                                    [PH_STORED_TEXT] = PHONY_CELLS_TEXTS,
                                    [PH_STORED_UUID] = PHONY_CELLS_UUIDS};
    rows_source *s = user;
    phony_status status = next_batch(s, rows, error);

    for (size_t c = 0; !status && c < s->table.column_count; c++) {
        const ph_values *values = &s->batch[c];
        cells[c].name = s->names[c].name;
        cells[c].type = s->types[c];
        cells[c].kind = kinds[ph_type_storage(values->type)];
        cells[c].scale = values->type.kind == PH_TYPE_DECIMAL ? values->type.scale : 0;
        cells[c].nulls = values->has_nulls ? values->nulls : NULL;
        cells[c].numbers = values->numbers;
        cells[c].floats = values->floats;
        cells[c].offsets = values->offsets;
        cells[c].bytes = values->bytes;
    }
    return status;
}

static void source_init(rows_source *s, size_t number)
{
    const table *t = &tables[number];

    *s = (rows_source){.t = t, .values = all_values[number]};
    s->table = (ph_table){t->ddl.name, s->names, t->ddl.column_count};
    s->count = t->row_count * settings.repeat;
    s->format = db_format(connection) ? ph_format_find(db_format(connection), NULL) : NULL;
    for (size_t c = 0; c < t->ddl.column_count; c++) {
        ph_buffer type = PH_BUFFER_INIT;
        s->names[c] = (ph_table_column){t->columns[c].name, t->columns[c].type, 0};
        s->columns[c] = &s->batch[c];
        ph_type_append(t->columns[c].type, &type);
        snprintf(s->types[c], sizeof s->types[c], "%.*s", (int)type.length, type.data);
        ph_buffer_fini(&type);
    }
}

static void source_fini(rows_source *s)
{
    for (size_t c = 0; c < COLUMNS; c++)
        ph_values_fini(&s->batch[c]);
    ph_buffer_fini(&s->out);
}

static phony_status load_table(size_t number, uint64_t *rows, phony_error *error)
{
    static rows_source s;
    const char *names[COLUMNS];
    unsigned char bytes[COLUMNS];
    db_source source = {
        .user = &s, .columns = names, .is_bytes = bytes, .bytes = next_bytes, .cells = next_cells};
    phony_status status;

    source_init(&s, number);
    source.table = settings.table ? settings.table : s.table.name;
    source.column_count = s.table.column_count;
    for (size_t c = 0; c < source.column_count; c++) {
        names[c] = s.names[c].name;
        bytes[c] = s.names[c].type.kind == PH_TYPE_BYTES;
    }
    if (settings.column)
        names[source.column_count - 1] = settings.column;
    status = db_load(connection, &source, rows, error);
    source_fini(&s);
    return status;
}

/* ---- Actions -----------------------------------------------------------------------------------
 */

typedef phony_status action(const char *argument, char *said, size_t capacity, phony_error *error);

static phony_status run_ddl(const char *what, char *said, size_t capacity, phony_error *error)
{
    ph_ddl_table ddl_tables[TABLES];
    ph_ddl ddl = {ddl_tables, table_count};
    ph_buffer out = PH_BUFFER_INIT;
    ph_sql_dialect dialect;
    phony_status status;

    (void)said, (void)capacity;
    if (ph_sql_dialect_find(db_dialect(connection), &dialect) < 0)
        fail("no such dialect");
    for (size_t i = 0; i < table_count; i++)
        ddl_tables[i] = tables[i].ddl;
    if (strcmp(what, "open") == 0)
        check(ph_ddl_open(dialect, &out, error), error);
    else if (strcmp(what, "create") == 0)
        check(ph_ddl_create(&ddl, dialect, &out, error), error);
    else if (strcmp(what, "finish") == 0)
        check(ph_ddl_finish(&ddl, dialect, &out, error), error);
    else
        check(ph_ddl_close(dialect, &out, error), error);
    status = db_run(connection, out.data, out.length, error);
    ph_buffer_fini(&out);
    return status;
}

static phony_status run_load(const char *argument, char *said, size_t capacity, phony_error *error)
{
    phony_status status = PHONY_OK;
    uint64_t total = 0, rows = 0;

    (void)argument;
    for (size_t i = 0; !status && i < table_count; i++, total += rows)
        status = load_table(i, &rows, error);
    snprintf(said, capacity, "%llu", (unsigned long long)total);
    return status;
}

static phony_status run_script(const char *sql, char *said, size_t capacity, phony_error *error)
{
    (void)said, (void)capacity;
    return db_run(connection, sql, strlen(sql), error);
}

static phony_status run_name(const char *argument, char *said, size_t capacity, phony_error *error)
{
    const char *format = db_format(connection);

    (void)argument, (void)error;
    snprintf(said, capacity, "%s %s %s", db_dialect(connection), format ? format : "cells",
             db_name(connection));
    return PHONY_OK;
}

static phony_status set_repeat(const char *text, char *said, size_t capacity, phony_error *error)
{
    (void)said, (void)capacity, (void)error;
    settings.repeat = strtoull(text, NULL, 10);
    return PHONY_OK;
}

static phony_status set_fail(const char *text, char *said, size_t capacity, phony_error *error)
{
    (void)said, (void)capacity, (void)error;
    settings.fail_at = strcmp(text, "never") == 0 ? UINT64_MAX : strtoull(text, NULL, 10);
    return PHONY_OK;
}

static phony_status set_table(const char *text, char *said, size_t capacity, phony_error *error)
{
    (void)said, (void)capacity, (void)error;
    settings.table = *text ? text : NULL;
    return PHONY_OK;
}

static phony_status set_column(const char *text, char *said, size_t capacity, phony_error *error)
{
    (void)said, (void)capacity, (void)error;
    settings.column = *text ? text : NULL;
    return PHONY_OK;
}

static const struct {
    const char *name;
    action *act;
    int has_argument;
} actions[] = {
    {"open", run_ddl, 0},    {"create", run_ddl, 0},    {"finish", run_ddl, 0},
    {"close", run_ddl, 0},   {"load", run_load, 0},     {"run", run_script, 1},
    {"name", run_name, 0},   {"repeat", set_repeat, 1}, {"fail", set_fail, 1},
    {"table", set_table, 1}, {"column", set_column, 1},
};

static void say(phony_status status, const char *said, const phony_error *error)
{
    if (status)
        printf("error %d %llu %s\n", (int)status, (unsigned long long)error->line, error->message);
    else
        printf("ok %s\n", said);
    if (status && (error->status != status || strchr(error->message, '\n')))
        fail("an error that is not filled in, or of several lines");
}

/* Does the action at `words`; how many words it had. */
static int do_action(char **words, int count)
{
    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++) {
        char said[512] = "";
        phony_error error = {0};
        if (strcmp(actions[i].name, words[0]) != 0)
            continue;
        if (count <= actions[i].has_argument)
            fail("an action without its argument");
        say(actions[i].act(words[actions[i].has_argument], said, sizeof said, &error), said,
            &error);
        return 1 + actions[i].has_argument;
    }
    fail(words[0]);
}

int main(int argc, char **argv)
{
    phony_error error = {0};
    phony_status status;
    char *input;

    if (argc < 2)
        fail("usage: load-tables URL ACTION...");
    status = db_open(argv[1], &connection, &error);
    if (status) {
        say(status, "", &error);
        return 0;
    }
    input = read_tables();
    for (size_t i = 0; i < table_count; i++)
        fill_values(i);
    for (int i = 2; i < argc;)
        i += do_action(argv + i, argc - i);
    for (size_t i = 0; i < table_count; i++)
        for (size_t c = 0; c < COLUMNS; c++)
            ph_values_fini(&all_values[i][c]);
    free_tables(input);
    db_close(connection);
    return 0;
}
