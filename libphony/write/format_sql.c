/* INSERT statements of several rows each. Where a statement begins follows from the numbers of the
 * rows and their lengths alone, so it makes no difference how rows are cut into batches, and no
 * statement is longer than its longest row and STATEMENT_ROWS x PH_ROW_LONG (8 MiB; MariaDB takes
 * 16 MiB, MySQL 64). */
#include "write/formats.h"
#include "write/rows.h"
#include "write/sql.h"

enum { STATEMENT_ROWS = 256 };

static phony_status append_insert(ph_sql_dialect dialect, const ph_table *table, ph_buffer *out,
                                  phony_error *error)
{
    ph_buffer_append_text(out, "INSERT INTO ");
    ph_sql_append_name(dialect, table->name, out);
    for (size_t i = 0; i < table->column_count; i++) {
        ph_buffer_append_text(out, i ? ", " : " (");
        ph_sql_append_name(dialect, table->columns[i].name, out);
    }
    ph_buffer_append(out, ") VALUES\n(", sizeof ") VALUES\n("); /* with its end */
    return ph_format_done(out, error);
}

static phony_status begin(const ph_table *table, ph_buffer *out, phony_error *error)
{
    (void)table;
    return ph_format_done(out, error);
}

static phony_status write_rows(ph_sql_dialect dialect, const ph_table *table,
                               const ph_values *const *columns, size_t rows, uint64_t first,
                               ph_buffer *out, phony_error *error)
{
    ph_layout layout = {.style = ph_sql_style(dialect),
                        .next = ",\n(",
                        .between = ", ",
                        .tail = ")",
                        .group_rows = STATEMENT_ROWS};
    ph_buffer insert = PH_BUFFER_INIT;
    phony_status status;

    ph_buffer_append_text(&insert, ";\n");
    status = append_insert(dialect, table, &insert, error);
    if (!status) {
        layout.group = insert.data;
        layout.first = insert.data + 2;
        status = ph_rows_write(&layout, table, columns, rows, first, out, error);
    }
    ph_buffer_fini(&insert);
    return status;
}

static phony_status write_postgres(const ph_table *table, const ph_values *const *columns,
                                   size_t rows, uint64_t first, ph_buffer *out, phony_error *error)
{
    return write_rows(PH_SQL_POSTGRES, table, columns, rows, first, out, error);
}

static phony_status write_mysql(const ph_table *table, const ph_values *const *columns, size_t rows,
                                uint64_t first, ph_buffer *out, phony_error *error)
{
    return write_rows(PH_SQL_MYSQL, table, columns, rows, first, out, error);
}

static phony_status write_sqlite(const ph_table *table, const ph_values *const *columns,
                                 size_t rows, uint64_t first, ph_buffer *out, phony_error *error)
{
    return write_rows(PH_SQL_SQLITE, table, columns, rows, first, out, error);
}

static phony_status end(const ph_table *table, uint64_t rows, ph_buffer *out, phony_error *error)
{
    (void)table;
    ph_buffer_append_text(out, rows ? ";\n" : "");
    return ph_format_done(out, error);
}

const ph_format ph_format_sql_postgres = {
    .name = "sql",
    .dialect = "postgres",
    .extension = ".sql",
    .summary = "INSERT statements for PostgreSQL",
    .begin = begin,
    .rows = write_postgres,
    .end = end,
};

const ph_format ph_format_sql_mysql = {
    .name = "sql",
    .dialect = "mysql",
    .extension = ".sql",
    .summary = "INSERT statements for MySQL and MariaDB",
    .begin = begin,
    .rows = write_mysql,
    .end = end,
};

const ph_format ph_format_sql_sqlite = {
    .name = "sql",
    .dialect = "sqlite",
    .extension = ".sql",
    .summary = "INSERT statements for SQLite",
    .begin = begin,
    .rows = write_sqlite,
    .end = end,
};
