/* Data as a schema: a CSV file with a header, read once, a table of its name, a column for each of
 * its columns. What is learned of a column is in csv_column.c, what is made of that in
 * csv_guess.c. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/alloc.h"
#include "base/error.h"
#include "import/csv_parts.h"
#include "input/csv_record.h"

enum { RECORD_MAX = 1 << 24 };

typedef struct learning {
    phony_import *import;
    const char *path;
    ph_source *source;
    ph_window window;
    ph_csv csv;
    ph_import_table *table;
    ph_csv_column *columns;
} learning;

/* ---- The header ------------------------------------------------------------------------------ */

/* The separator that the first line has most of, outside of quotes. */
static char find_delimiter(const char *text, size_t length)
{
    static const char all[] = ",;\t|";
    size_t counts[sizeof all - 1] = {0}, best = 0;
    int quoted = 0;

    for (size_t i = 0; i < length && (quoted || text[i] != '\n'); i++) {
        const char *found = text[i] && !quoted ? strchr(all, text[i]) : NULL;
        quoted ^= text[i] == '"';
        if (found)
            counts[found - all]++;
    }
    for (size_t i = 1; i < sizeof counts / sizeof *counts; i++)
        best = counts[i] > counts[best] ? i : best;
    return all[best];
}

/* Columns without a name are numbered, names that come again too. */
static const char *column_name(learning *l, const char *text, size_t length, size_t at)
{
    const char *name = ph_import_keep(l->import, text, length);
    char numbered[96];
    int size;

    if (!name || (length && ph_import_column_find(l->table, name) == UINT32_MAX))
        return name;
    size =
        snprintf(numbered, sizeof numbered, "%.60s%scolumn_%zu", name, length ? "_" : "", at + 1);
    return ph_import_keep(l->import, numbered, (size_t)size);
}

static phony_status read_header(learning *l, phony_error *error)
{
    phony_status status = ph_csv_next(&l->csv, &l->window, error);

    if (status)
        return status;
    if (!l->csv.count)
        return ph_fail(error, PHONY_ERROR_EMPTY, "'%s' is empty", l->path);
    l->table = ph_import_table_add(l->import, l->import->name);
    l->columns = ph_calloc(l->csv.count, sizeof *l->columns);
    if (!l->table || !l->columns)
        return ph_fail_memory(error);
    l->table->file = ph_import_keep(l->import, l->path, strlen(l->path));
    for (size_t i = 0; i < l->csv.count; i++) {
        size_t length;
        const char *text = ph_csv_text(&l->csv, &l->window, i, &length);
        const char *name = column_name(l, text, length, i);
        if (!name || !ph_import_column_add(l->table, name))
            return ph_fail_memory(error);
    }
    ph_csv_skip(&l->csv, &l->window);
    return PHONY_OK;
}

/* ---- Rows ------------------------------------------------------------------------------------ */

static phony_status read_row(learning *l, phony_error *error)
{
    for (size_t i = 0; i < l->csv.count; i++) {
        size_t length;
        const char *text = ph_csv_text(&l->csv, &l->window, i, &length);
        if (ph_csv_column_add(&l->columns[i], text, length, l->import->models != NULL))
            return ph_fail_memory(error);
    }
    l->table->rows++;
    ph_csv_skip(&l->csv, &l->window);
    return PHONY_OK;
}

/* A row that cannot be read is where reading ends; what came before it counts. */
static phony_status read_rows(learning *l, phony_error *error)
{
    phony_error why = {0};

    while (l->table->rows < l->import->rows_max) {
        phony_status status = ph_csv_next(&l->csv, &l->window, &why);
        if (status == PHONY_ERROR_MEMORY || status == PHONY_ERROR_IO ||
            (status && !l->table->rows)) {
            if (error)
                *error = why;
            return status;
        }
        if (status) {
            ph_import_note_add(l->import, l->path, why.line, why.column,
                               "%s; rows from here on "
                               "were not looked at",
                               why.message);
            return PHONY_OK;
        }
        if (!l->csv.count)
            return PHONY_OK;
        status = read_row(l, error);
        if (status)
            return status;
    }
    return PHONY_OK;
}

static phony_status guess_columns(learning *l, phony_error *error)
{
    phony_status status = PHONY_OK;

    if (!l->table->rows)
        ph_import_note_add(l->import, l->path, 1, 0,
                           "there is nothing below the header: columns go by their names alone");
    for (uint32_t i = 0; !status && l->table->rows && i < l->table->column_count; i++)
        status = ph_csv_guess(l->import, l->table, i, &l->columns[i], error);
    return status;
}

static phony_status learn(learning *l, phony_error *error)
{
    size_t length = strlen(l->path);
    int has_tabs = length > 4 && !strncasecmp(l->path + length - 4, ".tsv", 4);
    phony_status status = ph_window_init(&l->window, l->source, error);

    if (!status)
        status = ph_window_more(&l->window, error);
    if (status)
        return status;
    ph_csv_init(&l->csv,
                has_tabs ? '\t'
                         : find_delimiter(ph_window_text(&l->window), ph_window_ready(&l->window)),
                RECORD_MAX);
    status = read_header(l, error);
    if (!status)
        status = read_rows(l, error);
    return status ? status : guess_columns(l, error);
}

phony_status ph_import_csv(phony_import *import, const ph_import_source *source, phony_error *error)
{
    learning l = {.import = import, .path = source->path};
    phony_status status =
        source->text ? ph_source_open_memory(source->text, source->length, &l.source, error)
                     : ph_source_open(source->path, &l.source, error);

    if (!status)
        status = learn(&l, error);
    for (size_t i = 0; l.columns && i < l.csv.expected; i++)
        ph_csv_column_fini(&l.columns[i]);
    ph_free(l.columns);
    ph_csv_fini(&l.csv);
    ph_window_fini(&l.window);
    ph_source_close(l.source);
    return status;
}
