#include "feed/table.h"

#include <stdio.h>
#include <sys/stat.h>

#include "base/error.h"
#include "feed/list_file.h"
#include "input/csv_record.h"
#include "input/input.h"
#include "model/model_find.h"

enum { RECORD_MAX = 1 << 20, NO_COLUMN = -1 };

/* ---- Finding --------------------------------------------------------------------------------- */

/* Those of bundled tables that are numbers; all others are texts, postal codes too. */
static const struct {
    const char *name;
    unsigned kind;
} number_columns[] = {{"latitude", PH_POOL_DECIMAL},
                      {"longitude", PH_POOL_DECIMAL},
                      {"weight", PH_POOL_WHOLE},
                      {"digits", PH_POOL_WHOLE}};

int ph_table_is_bundled(const char *name)
{
    return strcmp(name, "places") == 0 || strcmp(name, "currencies") == 0;
}

typedef struct search {
    const char *name;
    char *path;
} search;

static int look_in(void *user, const char *folder)
{
    search *s = user;
    struct stat there;

    return snprintf(s->path, PH_LIST_PATH_MAX, "%s/%s.csv", folder, s->name) < PH_LIST_PATH_MAX &&
           stat(s->path, &there) == 0 && S_ISREG(there.st_mode);
}

static phony_status find_table(const ph_table_request *r, char *path, phony_error *error)
{
    search s = {r->table, path};
    int found;

    if (!ph_table_is_bundled(r->table))
        return ph_list_path(r->folder, r->table, path, error);
    found = ph_model_folders(look_in, &s);
    if (found < 0)
        return ph_fail_memory(error);
    return found
               ? PHONY_OK
               : ph_fail(error, PHONY_ERROR_NOT_FOUND,
                         "the table '%s' (%s.csv) is not where the models are", r->table, r->table);
}

/* ---- Columns --------------------------------------------------------------------------------- */

typedef struct reader {
    const ph_table_request *request;
    ph_csv csv;
    ph_window window;
    ph_pool *pool;
    unsigned kind;
    int64_t column, weight, fits[PH_TABLE_FITS_MAX];
} reader;

static int is_field(reader *r, size_t index, const char *text)
{
    size_t length;
    const char *field = ph_csv_text(&r->csv, &r->window, index, &length);

    return strlen(text) == length && memcmp(field, text, length) == 0;
}

static phony_status fail_column(reader *r, const char *name, phony_error *error)
{
    ph_buffer names = PH_BUFFER_INIT;
    phony_status status;

    for (size_t i = 0; i < r->csv.count && names.length < 200; i++) {
        size_t length;
        const char *field = ph_csv_text(&r->csv, &r->window, i, &length);
        ph_buffer_append_text(&names, i ? ", " : "");
        ph_buffer_append(&names, field, length);
    }
    ph_buffer_append_byte(&names, '\0');
    status = names.failed ? ph_fail_memory(error)
                          : ph_fail(error, PHONY_ERROR_NOT_FOUND,
                                    "no column '%.60s'; there are: %s", name, names.data);
    ph_buffer_fini(&names);
    return status;
}

static phony_status find_column(reader *r, const char *name, int64_t *column, phony_error *error)
{
    *column = NO_COLUMN;
    if (!name)
        return PHONY_OK;
    for (size_t i = 0; i < r->csv.count; i++) {
        if (is_field(r, i, name)) {
            *column = (int64_t)i;
            return PHONY_OK;
        }
    }
    return fail_column(r, name, error);
}

static phony_status find_columns(reader *r, phony_error *error)
{
    const ph_table_request *of = r->request;
    int bundled = ph_table_is_bundled(of->table);
    phony_status status = find_column(r, of->column, &r->column, error);

    if (!status)
        status = find_column(r,
                             of->weight ? of->weight
                             : bundled  ? "weight"
                                        : NULL,
                             &r->weight, error);
    for (size_t i = 0; !status && i < of->fit_count; i++)
        status = find_column(r, of->fits[i].column, &r->fits[i], error);
    r->kind = PH_POOL_TEXT;
    for (size_t i = 0; bundled && i < sizeof number_columns / sizeof *number_columns; i++) {
        if (strcmp(number_columns[i].name, of->column) == 0)
            r->kind = number_columns[i].kind;
    }
    return status;
}

/* ---- Lines ----------------------------------------------------------------------------------- */

static phony_status take_line(reader *r, phony_error *error)
{
    uint64_t weight = 1;
    size_t length;
    const char *text;

    for (size_t i = 0; i < r->request->fit_count; i++) {
        if (!is_field(r, (size_t)r->fits[i], r->request->fits[i].text))
            return PHONY_OK;
    }
    if (r->weight != NO_COLUMN) {
        text = ph_csv_text(&r->csv, &r->window, (size_t)r->weight, &length);
        if (ph_input_weight(text, length, &weight) < 0)
            return ph_fail_at(error, PHONY_ERROR_SYNTAX, r->window.line, 0,
                              "the weight '%.*s' is not a whole number from 0",
                              length < 40 ? (int)length : 40, text);
    }
    text = ph_csv_text(&r->csv, &r->window, (size_t)r->column, &length);
    return ph_pool_add(r->pool, r->kind, text, length, weight, error);
}

static phony_status read_lines(reader *r, phony_error *error)
{
    phony_status status = ph_csv_next(&r->csv, &r->window, error);

    if (!status)
        status = find_columns(r, error);
    while (!status) {
        ph_csv_skip(&r->csv, &r->window);
        status = ph_csv_next(&r->csv, &r->window, error);
        if (status || !r->csv.count)
            break;
        status = take_line(r, error);
    }
    if (!status && !r->pool->count)
        status = ph_fail(error, PHONY_ERROR_EMPTY, "no line fits");
    return status;
}

static phony_status read_file(reader *r, const char *path, phony_error *error)
{
    ph_source *source;
    phony_status status = ph_source_open(path, &source, error);

    if (status)
        return status;
    status = ph_window_init(&r->window, source, error);
    if (!status) {
        ph_csv_init(&r->csv, ',', RECORD_MAX);
        status = read_lines(r, error);
        ph_csv_fini(&r->csv);
    }
    ph_window_fini(&r->window);
    ph_source_close(source);
    return status;
}

phony_status ph_table_read(const ph_table_request *request, ph_pool *pool, phony_error *error)
{
    reader r = {.request = request, .pool = pool};
    char path[PH_LIST_PATH_MAX];
    phony_status status = find_table(request, path, error);

    if (status)
        return status;
    status = read_file(&r, path, error);
    if (status && status != PHONY_ERROR_MEMORY)
        ph_list_prefix(request->table, error);
    return status;
}
