/* Tables as the tests describe them, written by the library: write-tables FORMAT DIALECT [drop],
 * with the description on the standard input. One thing a line, with tabs between; a name or a
 * text is in hexadecimal, so that all of them can be said; - is null or none.
 *
 *     table NAME          column NAME TYPE NOT_NULL DEFAULT       member TEXT (of the column
 * before) primary 0,1         unique 0,1         index 0,1 foreign 0,1 TABLE 0,1 ACTION row VALUE
 * VALUE ...
 *
 * SQL and COPY are written with all that belongs around them, other formats alone. */
#include <stdio.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "write/ddl.h"
#include "write/format.h"

enum { TABLES = 8, COLUMNS = 32, KEYS = 8, MEMBERS = 16, ROWS = 8192, FIELDS = 40, BATCH = 700 };

typedef struct table {
    ph_ddl_table ddl;
    ph_ddl_column columns[COLUMNS];
    const char *members[COLUMNS][MEMBERS];
    ph_values defaults[COLUMNS];
    ph_ddl_columns uniques[KEYS], indexes[KEYS];
    ph_ddl_foreign_key foreign[KEYS];
    uint32_t numbers[KEYS * 4][KEYS]; /* of columns, of all keys */
    size_t number_count;
    char *rows[ROWS];
    size_t row_count;
} table;

static table tables[TABLES];
static ph_ddl_table ddl_tables[TABLES];
static size_t table_count;

_Noreturn static void fail(const char *why)
{
    fprintf(stderr, "write-tables: %s\n", why);
    exit(1);
}

static void check(phony_status status, const phony_error *error)
{
    if (status)
        fail(error->message);
}

/* Hexadecimal digits to bytes, in their place; their number. */
static size_t decode(char *text)
{
    size_t length = strlen(text) / 2;

    for (size_t i = 0; i < length; i++) {
        char digits[3] = {text[2 * i], text[2 * i + 1], '\0'};
        text[i] = (char)strtoul(digits, NULL, 16);
    }
    text[length] = '\0';
    return length;
}

static char *decoded(char *text)
{
    decode(text);
    return text;
}

static size_t split(char *line, char **fields)
{
    size_t count = 0;

    while (line && count < FIELDS) {
        fields[count++] = line;
        line = strchr(line, '\t');
        if (line)
            *line++ = '\0';
    }
    return count;
}

/* ---- Reading -----------------------------------------------------------------------------------
 */

static void put_value(ph_values *values, size_t row, char *text)
{
    phony_error error;
    size_t length;

    if (strcmp(text, "-") == 0) {
        ph_values_put_null(values, row);
        return;
    }
    length = decode(text);
    if (ph_type_storage(values->type) == PH_STORED_TEXT)
        check(ph_values_put(values, row, text, length, &error), &error);
    else if (ph_type_storage(values->type) == PH_STORED_UUID)
        memcpy(values->bytes + 16 * row, text, 16);
    else if (ph_type_storage(values->type) == PH_STORED_FLOAT)
        values->floats[row] = strtod(text, NULL);
    else
        values->numbers[row] = strtoll(text, NULL, 10);
}

static ph_ddl_columns read_columns(table *t, char *text)
{
    uint32_t *numbers = t->numbers[t->number_count++];
    size_t count = 0;

    for (char *at = strtok(text, ","); at; at = strtok(NULL, ","))
        numbers[count++] = (uint32_t)strtoul(at, NULL, 10);
    return (ph_ddl_columns){numbers, count};
}

static void read_table(table *t, char **fields)
{
    (void)t;
    if (table_count == TABLES)
        fail("too many tables");
    tables[table_count].ddl.name = decoded(fields[1]);
    tables[table_count].ddl.columns = tables[table_count].columns;
    table_count++;
}

static void read_column(table *t, char **fields)
{
    size_t number = t->ddl.column_count++;
    ph_ddl_column *column = &t->columns[number];
    phony_error error;

    column->name = decoded(fields[1]);
    column->not_null = fields[3][0] == '1';
    column->members = t->members[number];
    if (ph_type_parse(fields[2], &column->type) < 0)
        fail(fields[2]);
    if (strcmp(fields[4], "-") == 0)
        return;
    check(ph_values_begin(&t->defaults[number], column->type, 1, &error), &error);
    put_value(&t->defaults[number], 0, fields[4]);
    column->value = &t->defaults[number];
}

static void read_member(table *t, char **fields)
{
    size_t column = t->ddl.column_count - 1;

    t->members[column][t->columns[column].member_count++] = decoded(fields[1]);
}

static void read_primary(table *t, char **fields)
{
    t->ddl.primary = read_columns(t, fields[1]);
}

static void read_unique(table *t, char **fields)
{
    t->uniques[t->ddl.unique_count++] = read_columns(t, fields[1]);
    t->ddl.uniques = t->uniques;
}

static void read_index(table *t, char **fields)
{
    t->indexes[t->ddl.index_count++] = read_columns(t, fields[1]);
    t->ddl.indexes = t->indexes;
}

static void read_foreign(table *t, char **fields)
{
    ph_ddl_foreign_key *key = &t->foreign[t->ddl.foreign_key_count++];

    key->from = read_columns(t, fields[1]);
    key->table = (uint32_t)strtoul(fields[2], NULL, 10);
    key->to = read_columns(t, fields[3]);
    if (ph_ddl_action_find(fields[4], &key->on_delete) < 0)
        fail(fields[4]);
    t->ddl.foreign_keys = t->foreign;
}

static const struct {
    const char *name;
    size_t fields;
    void (*read)(table *t, char **fields);
} things[] = {
    {"table", 2, read_table},     {"column", 5, read_column}, {"member", 2, read_member},
    {"primary", 2, read_primary}, {"unique", 2, read_unique}, {"index", 2, read_index},
    {"foreign", 5, read_foreign},
};

static void read_line(char *line)
{
    table *t = &tables[table_count ? table_count - 1 : 0];
    char *fields[FIELDS];

    if (strncmp(line, "row\t", 4) == 0) {
        if (t->row_count == ROWS)
            fail("too many rows");
        t->rows[t->row_count++] = line + 4;
        return;
    }
    for (size_t i = 0, count = split(line, fields); i < sizeof things / sizeof *things; i++)
        if (strcmp(things[i].name, fields[0]) == 0 && things[i].fields == count) {
            things[i].read(t, fields);
            return;
        }
    fail(line);
}

static char *read_input(void)
{
    size_t length = 0, capacity = 0;
    char *text = NULL, *rest;

    do {
        if (ph_grow((void **)&text, &capacity, length + 65536, 1) < 0)
            fail("out of memory");
        length += fread(text + length, 1, capacity - length - 1, stdin);
    } while (!feof(stdin));
    text[length] = '\0';
    for (char *line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest))
        read_line(line);
    return text;
}

/* ---- Writing -----------------------------------------------------------------------------------
 */

static void write_data(const table *t, const ph_format *format, ph_buffer *out)
{
    static ph_values values[COLUMNS];
    const ph_values *columns[COLUMNS];
    ph_table_column names[COLUMNS];
    ph_table written = {t->ddl.name, names, t->ddl.column_count};
    phony_error error;

    for (size_t c = 0; c < written.column_count; c++)
        names[c] = (ph_table_column){t->columns[c].name, t->columns[c].type, 0};
    check(format->begin(&written, out, &error), &error);
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
        check(format->rows(&written, columns, rows, from, out, &error), &error);
    }
    check(format->end(&written, t->row_count, out, &error), &error);
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
    input = read_input();
    write_all(format, ph_sql_dialect_find(argv[2], &dialect) == 0 ? &dialect : NULL, argc > 3,
              &out);
    fwrite(out.data, 1, out.length, stdout);
    ph_buffer_fini(&out);
    for (size_t i = 0; i < table_count; i++)
        for (size_t c = 0; c < COLUMNS; c++)
            ph_values_fini(&tables[i].defaults[c]);
    ph_free(input);
    return 0;
}
