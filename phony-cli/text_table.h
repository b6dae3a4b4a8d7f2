/* Tables for people: columns as wide as their cells, cut where the terminal is narrower. */
#ifndef CLI_TEXT_TABLE_H
#define CLI_TEXT_TABLE_H

#include <stddef.h>
#include <stdint.h>

typedef struct cli_table_column {
    char *heading;
    size_t width;
    int is_right; /* its cells stand to the right, as numbers do */
} cli_table_column;

typedef struct cli_table {
    cli_table_column *columns;
    size_t width; /* how many columns */
    char **cells; /* row by row */
    size_t count, capacity;
    int failed; /* no memory */
} cli_table;

void cli_table_init(cli_table *table, size_t columns);
void cli_table_fini(cli_table *table);
void cli_table_head(cli_table *table, size_t column, const char *heading, int is_right);
/* The next cell; control characters become '?'. */
void cli_table_add(cli_table *table, const char *text);
void cli_table_add_bytes(cli_table *table, const char *text, size_t length);
void cli_table_add_number(cli_table *table, uint64_t number); /* 12,345; to be right */
/* Prints it, and frees it. CLI_OK, or CLI_FAILED having said that there is no memory. */
int cli_table_print(cli_table *table);

#endif
