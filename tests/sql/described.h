/* Tables as the tests describe them on the standard input. One thing a line, with tabs between; a
 * name or a text is in hexadecimal, so that all of them can be said; - is null or none.
 *
 *     table NAME
 *     column NAME TYPE NOT_NULL DEFAULT
 *     member TEXT                          (of the column before)
 *     primary 0,1
 *     unique 0,1
 *     index 0,1
 *     foreign 0,1 TABLE 0,1 ACTION
 *     row VALUE VALUE ...
 */
#ifndef DESCRIBED_H
#define DESCRIBED_H

#include "data/values.h"
#include "write/ddl.h"

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

extern table tables[TABLES];
extern size_t table_count;

_Noreturn void fail(const char *why);
void check(phony_status status, const phony_error *error);
/* Splits a line at its tabs; how many parts there are. */
size_t split(char *line, char **fields);
/* A value as the description says it, which is decoded in its place. */
void put_value(ph_values *values, size_t row, char *text);
/* Reads all; the text that the tables point into, for free_tables. */
char *read_tables(void);
void free_tables(char *text);
#endif
