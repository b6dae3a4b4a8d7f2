/* INSERT statements of several rows each. Where a statement begins follows from the numbers of the
 * rows and their lengths alone, so it makes no difference how rows are cut into batches, and no
 * statement is longer than its longest row and STATEMENT_ROWS x PH_ROW_LONG (8 MiB; MariaDB takes
 * 16 MiB, MySQL 64). */
#include "base/error.h"
#include "write/formats.h"
#include "write/rows.h"
#include "write/sql.h"

enum { STATEMENT_ROWS = 256 };

/* With the NUL that ends it. */
static void append_insert(ph_sql_dialect dialect, const ph_table *table, ph_buffer *out)
{
    ph_buffer_append_text(out, "INSERT INTO ");
    ph_sql_append_name(dialect, table->name, out);
    for (size_t i = 0; i < table->column_count; i++) {
        ph_buffer_append_text(out, i ? ", " : " (");
        ph_sql_append_name(dialect, table->columns[i].name, out);
    }
    ph_buffer_append(out, ") VALUES\n(", sizeof ") VALUES\n(");
}

static phony_status write_rows(const ph_format *format, const ph_table *table,
                               const ph_values *const *columns, size_t rows, uint64_t first,
                               ph_buffer *out, phony_error *error)
{
    ph_layout layout = {.next = ",\n(", .between = ", ", .tail = ")", .group_rows = STATEMENT_ROWS};
    ph_sql_dialect dialect = PH_SQL_POSTGRES;
    ph_buffer insert = PH_BUFFER_INIT;
    phony_status status;

    ph_sql_dialect_find(format->dialect, &dialect);
    layout.style = ph_sql_style(dialect);
    ph_buffer_append_text(&insert, ";\n");
    append_insert(dialect, table, &insert);
    if (insert.failed) {
        ph_buffer_fini(&insert);
        return ph_fail_memory(error);
    }
    layout.group = insert.data;
    layout.first = insert.data + 2;
    status = ph_rows_write(&layout, table, columns, rows, first, out, error);
    ph_buffer_fini(&insert);
    return status;
}

static void end(uint64_t rows, ph_buffer *out)
{
    ph_buffer_append_text(out, rows ? ";\n" : "");
}

const ph_format ph_format_sql_postgres = {
    .name = "sql",
    .dialect = "postgres",
    .extension = ".sql",
    .summary = "INSERT statements for PostgreSQL",
    .rows = write_rows,
    .end = end,
};

const ph_format ph_format_sql_mysql = {
    .name = "sql",
    .dialect = "mysql",
    .extension = ".sql",
    .summary = "INSERT statements for MySQL and MariaDB",
    .rows = write_rows,
    .end = end,
};

const ph_format ph_format_sql_sqlite = {
    .name = "sql",
    .dialect = "sqlite",
    .extension = ".sql",
    .summary = "INSERT statements for SQLite",
    .rows = write_rows,
    .end = end,
};
