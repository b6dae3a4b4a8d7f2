/* Data sets in a folder: a file for each entity, called as its table; scripts of SQL are numbered,
 * so that they load in the order of their names. The files appear together when the last one is
 * complete: a folder never holds some of one run and some of another, but for what is not written
 * any more. */
#include "dataset_run.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct folder_file {
    cli_output output;
    char *path;
} folder_file;

typedef struct folder {
    cli_dataset_run *run;
    const char *path;
    const char *extension;
    folder_file *files;
    size_t count;
    int digits; /* of the numbers of scripts */
} folder;

/* "DIR/03_orders.sql.gz"; the number is left out where files are no scripts. The caller frees. */
static char *name_file(const folder *f, size_t number, const char *table)
{
    size_t length = strlen(f->path);
    const char *slash = length > 0 && f->path[length - 1] == '/' ? "" : "/";
    char digits[24] = "";
    char *name = NULL;
    if (f->run->form.dialect)
        snprintf(digits, sizeof digits, "%0*zu_", f->digits, number);
    if (asprintf(&name, "%s%s%s%s%s%s", f->path, slash, digits, table, f->extension,
                 f->run->form.gzip ? ".gz" : "") < 0)
        return NULL;
    return name;
}

/* Opens the folder's next file: NULL, having said why not. */
static cli_output *add_file(folder *f, size_t number, const char *table)
{
    folder_file *file = &f->files[f->count];
    if (strchr(table, '/') || *table == '.') {
        (void)cli_error(
            "the table '%s' cannot be the name of a file: write to one file, or give "
            "the entity another table",
            table);
        return NULL;
    }
    file->path = name_file(f, number, table);
    if (!file->path) {
        (void)cli_error("out of memory");
        return NULL;
    }
    if (cli_run_open(f->run, &file->output, file->path) != CLI_OK) {
        free(file->path);
        return NULL;
    }
    f->count++;
    return &file->output;
}

static int end_file(folder *f, cli_output *output, int status)
{
    if (status == CLI_OK)
        status = cli_run_finish(f->run, output);
    return cli_output_settle(output, status);
}

static int write_entity(folder *f, size_t i)
{
    static const int32_t before[] = {PHONY_DDL_OPEN, -1}, behind[] = {PHONY_DDL_CLOSE, -1};
    cli_dataset_run *run = f->run;
    size_t entity = run->entity + i;
    int is_script = run->form.dialect != NULL;
    const cli_part *part = &run->form.part;
    cli_output *output = add_file(f, i + 1, cli_dataset_entity(run, entity).table);
    int status = CLI_OK;
    if (!output)
        return CLI_FAILED;
    if (is_script && part->index == 1)
        status = cli_run_write_ddl(run, output, before);
    if (status == CLI_OK)
        status = cli_run_write(run, output, entity);
    if (status == CLI_OK && is_script && part->index == part->count)
        status = cli_run_write_ddl(run, output, behind);
    return end_file(f, output, status);
}

static int write_statements(folder *f, size_t number, const char *name, const int32_t *parts)
{
    cli_output *output = add_file(f, number, name);
    return output ? end_file(f, output, cli_run_write_ddl(f->run, output, parts)) : CLI_FAILED;
}

static int write_schema(folder *f)
{
    static const int32_t parts[] = {PHONY_DDL_OPEN, PHONY_DDL_DROP, PHONY_DDL_CREATE,
                                    PHONY_DDL_CLOSE, -1};
    if (!f->run->settings->dataset.ddl || f->run->form.part.index != 1)
        return CLI_OK;
    return write_statements(f, 0, "schema", parts);
}

static int write_indexes(folder *f)
{
    static const int32_t parts[] = {PHONY_DDL_OPEN, PHONY_DDL_FINISH, PHONY_DDL_CLOSE, -1};
    const cli_part *part = &f->run->form.part;
    phony_bytes bytes;
    if (!f->run->settings->dataset.ddl || part->index != part->count)
        return CLI_OK;
    int status = cli_run_ddl(f->run, PHONY_DDL_FINISH, &bytes);
    if (status != CLI_OK || bytes.length == 0)
        return status;
    return write_statements(f, f->run->entities + 1, "finish", parts);
}

static int write_files(folder *f)
{
    int status = write_schema(f);
    for (size_t i = 0; i < f->run->entities && status == CLI_OK; i++)
        status = write_entity(f, i);
    return status == CLI_OK ? write_indexes(f) : status;
}

/* Puts all files in place, or removes them. After a signal the last one ends the program. */
static int close_files(folder *f, int status)
{
    for (size_t i = 0; i < f->count; i++) {
        int closed = cli_output_close(&f->files[i].output, status);
        status = status == CLI_OK ? closed : status;
    }
    for (size_t i = 0; i < f->count; i++)
        free(f->files[i].path);
    return status;
}

static const char *extension_of(const char *format)
{
    const char *name;
    for (size_t i = 0; (name = phony_format_name(i)); i++)
        if (strcmp(name, format) == 0)
            return phony_format_extension(i);
    return "";
}

static int count_digits(size_t number)
{
    int digits = 2;
    for (; number >= 100; number /= 10)
        digits++;
    return digits;
}

int cli_run_to_folder(cli_dataset_run *run, const char *path)
{
    folder f = {.run = run, .path = path, .extension = extension_of(run->form.format)};
    int is_new = mkdir(path, 0777) == 0;
    if (!is_new && errno != EEXIST)
        return cli_error("cannot create the folder '%s': %s", path, strerror(errno));
    f.digits = count_digits(run->entities + 1);
    f.files = calloc(run->entities + 2, sizeof *f.files);
    run->progress = cli_progress_start("generating", 0, run->settings->quiet);
    int status = f.files ? write_files(&f) : cli_error("out of memory");
    cli_progress_end(&run->progress);
    status = close_files(&f, status);
    if (status != CLI_OK && is_new)
        (void)rmdir(path);
    free(f.files);
    return status;
}
