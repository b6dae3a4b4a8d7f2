#include "described.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/alloc.h"

table tables[TABLES];
size_t table_count;

_Noreturn void fail(const char *why)
{
    fprintf(stderr, "%s\n", why);
    exit(1);
}

void check(phony_status status, const phony_error *error)
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

size_t split(char *line, char **fields)
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

void put_value(ph_values *values, size_t row, char *text)
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

char *read_tables(void)
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

void free_tables(char *text)
{
    for (size_t i = 0; i < table_count; i++)
        for (size_t c = 0; c < COLUMNS; c++)
            ph_values_fini(&tables[i].defaults[c]);
    ph_free(text);
}
