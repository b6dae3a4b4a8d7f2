/* Tables as the tests describe them (described.h), written by the library: write-tables FORMAT
 * DIALECT [drop]. SQL and COPY are written with all that belongs around them, other formats
 * alone. */
#include <stdio.h>

#include "described.h"
#include "write/format.h"

static ph_ddl_table ddl_tables[TABLES];

static void write_data(const table *t, const ph_format *format, ph_buffer *out)
{
    static ph_values values[COLUMNS];
    const ph_values *columns[COLUMNS];
    ph_table_column names[COLUMNS];
    ph_table written = {t->ddl.name, names, t->ddl.column_count};
    phony_error error;

    for (size_t c = 0; c < written.column_count; c++)
        names[c] = (ph_table_column){t->columns[c].name, t->columns[c].type, 0};
    check(ph_format_begin(format, &written, out, &error), &error);
    for (size_t from = 0; from < t->row_count; from += BATCH) {
        size_t rows = t->row_count - from < BATCH ? t->row_count - from : BATCH;
        for (size_t c = 0; c < written.column_count; c++) {
            columns[c] = &values[c];
            check(ph_values_begin(&values[c], names[c].type, rows, &error), &error);
        }
        for (size_t i = 0; i < rows; i++) {
            char *fields[FIELDS];
            if (split(t->rows[from + i], fields) != written.column_count)
                fail("a row of another width");
            for (size_t c = 0; c < written.column_count; c++)
                put_value(&values[c], i, fields[c]);
        }
        check(ph_format_rows(format, &written, columns, rows, from, out, &error), &error);
    }
    check(ph_format_end(format, t->row_count, out, &error), &error);
    for (size_t c = 0; c < written.column_count; c++)
        ph_values_fini(&values[c]);
}

static void write_all(const ph_format *format, const ph_sql_dialect *dialect, int drop,
                      ph_buffer *out)
{
    ph_ddl ddl = {ddl_tables, table_count};
    phony_error error;

    for (size_t i = 0; i < table_count; i++)
        ddl_tables[i] = tables[i].ddl;
    if (dialect) {
        check(ph_ddl_open(*dialect, out, &error), &error);
        if (drop)
            check(ph_ddl_drop(&ddl, *dialect, out, &error), &error);
        check(ph_ddl_create(&ddl, *dialect, out, &error), &error);
    }
    for (size_t i = 0; i < table_count; i++)
        write_data(&tables[i], format, out);
    if (dialect) {
        check(ph_ddl_finish(&ddl, *dialect, out, &error), &error);
        check(ph_ddl_close(*dialect, out, &error), &error);
    }
}

int main(int argc, char **argv)
{
    const ph_format *format = argc > 2 ? ph_format_find(argv[1], argv[2]) : NULL;
    ph_buffer out = PH_BUFFER_INIT;
    ph_sql_dialect dialect;
    char *input;

    if (!format)
        fail("usage: write-tables FORMAT DIALECT [drop]");
    input = read_tables();
    write_all(format, ph_sql_dialect_find(argv[2], &dialect) == 0 ? &dialect : NULL, argc > 3,
              &out);
    fwrite(out.data, 1, out.length, stdout);
    ph_buffer_fini(&out);
    free_tables(input);
    return 0;
}
