/* Tables for people; see text_table.h. Where a table is wider than the terminal, its widest columns
 * give way first; where that is not enough, the last columns are left out, and counted. What is no
 * terminal has room for all. */
#include "text_table.h"

#include "cli.h"
#include "terminal.h"

#include <stdlib.h>
#include <string.h>

enum { GAP = 2, NARROWEST = 8 };

void cli_table_init(cli_table *table, size_t columns)
{
    *table = (cli_table){.width = columns};
    table->columns = calloc(columns + 1, sizeof *table->columns);
    table->failed = !table->columns;
}

void cli_table_fini(cli_table *table)
{
    for (size_t i = 0; table->columns && i < table->width; i++)
        free(table->columns[i].heading);
    for (size_t i = 0; i < table->count; i++)
        free(table->cells[i]);
    free(table->columns);
    free(table->cells);
    *table = (cli_table){.columns = NULL};
}

static void widen(cli_table_column *column, const char *text)
{
    size_t columns = cli_columns(text, strlen(text));
    if (columns > column->width)
        column->width = columns;
}

void cli_table_head(cli_table *table, size_t column, const char *heading, int is_right)
{
    if (table->failed)
        return;
    cli_table_column *head = &table->columns[column];
    head->is_right = is_right;
    head->heading = strdup(heading);
    if (!head->heading) {
        table->failed = 1;
        return;
    }
    cli_make_safe(head->heading);
    widen(head, head->heading);
}

/* Room for one more cell. */
static int grow(cli_table *table)
{
    if (table->count < table->capacity)
        return 0;
    size_t capacity = table->capacity ? table->capacity * 2 : 64;
    char **grown = realloc(table->cells, capacity * sizeof *grown);
    if (!grown)
        return -1;
    table->cells = grown;
    table->capacity = capacity;
    return 0;
}

void cli_table_add_bytes(cli_table *table, const char *text, size_t length)
{
    char *copy = table->failed || grow(table) != 0 ? NULL : strndup(text, length);
    if (!copy) {
        table->failed = 1;
        return;
    }
    cli_make_safe(copy);
    widen(&table->columns[table->count % table->width], copy);
    table->cells[table->count++] = copy;
}

void cli_table_add(cli_table *table, const char *text)
{
    cli_table_add_bytes(table, text, strlen(text));
}

void cli_table_add_number(cli_table *table, uint64_t number)
{
    cli_table_add(table, cli_grouped(number).text);
}

static size_t room(void)
{
    const char *columns = getenv("COLUMNS");
    return cli_is_terminal(stdout) || (columns && *columns) ? cli_width() : SIZE_MAX;
}

static size_t total_width(const cli_table *table)
{
    size_t total = 0;
    for (size_t i = 0; i < table->width; i++)
        total += table->columns[i].width + (i > 0 ? GAP : 0);
    return total;
}

/* Takes from the widest columns, one by one, what is too much. */
static void narrow(cli_table *table, size_t width)
{
    for (size_t total = total_width(table); total > width; total--) {
        cli_table_column *widest = table->columns;
        for (size_t i = 1; i < table->width; i++)
            if (table->columns[i].width > widest->width)
                widest = &table->columns[i];
        if (widest->width <= NARROWEST)
            break;
        widest->width--;
    }
}

/* How many columns there is room for: one at least. */
static size_t count_fitting(const cli_table *table, size_t width)
{
    size_t total = 0;
    for (size_t i = 0; i < table->width; i++) {
        total += table->columns[i].width + (i > 0 ? GAP : 0);
        if (total > width)
            return i > 0 ? i : 1;
    }
    return table->width;
}

static void print_cell(const cli_table_column *column, const char *text, int is_last)
{
    size_t taken = cli_columns(text, strlen(text));
    int missing = taken < column->width ? (int)(column->width - taken) : 0;
    if (column->is_right)
        printf("%*s", missing, "");
    (void)cli_put_text(stdout, text, column->width);
    if (!is_last)
        printf("%*s", (column->is_right ? 0 : missing) + GAP, "");
}

static void print_rows(const cli_table *table, size_t columns)
{
    fputs(cli_style_text(stdout, CLI_DIM), stdout);
    for (size_t i = 0; i < columns; i++)
        print_cell(&table->columns[i], table->columns[i].heading, i + 1 == columns);
    printf("%s\n", cli_style_text(stdout, CLI_PLAIN));
    for (size_t row = 0; row + table->width <= table->count; row += table->width) {
        for (size_t i = 0; i < columns; i++)
            print_cell(&table->columns[i], table->cells[row + i], i + 1 == columns);
        putchar('\n');
    }
}

int cli_table_print(cli_table *table)
{
    int status = table->failed ? cli_error("out of memory") : CLI_OK;
    if (status == CLI_OK && table->width > 0) {
        size_t width = room();
        narrow(table, width);
        size_t columns = count_fitting(table, width);
        print_rows(table, columns);
        if (columns < table->width)
            printf("(and %s)\n", cli_count(table->width - columns, "column").text);
    }
    cli_table_fini(table);
    return status;
}
