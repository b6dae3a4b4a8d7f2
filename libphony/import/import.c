/* Opening an import: its options, which reader it is for, the file's bytes, and what comes after
 * reading: generators and the document. A new format is a row in the table of readers and a file of
 * its own. */
#include "import/import.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/options.h"
#include "input/source.h"
#include "text/utf8.h"

enum { BLOCK = 1 << 16 };

typedef phony_status reading(phony_import *import, const ph_import_source *source,
                             phony_error *error);

static const struct reader {
    const char *name;
    reading *read;
    int opens; /* the file itself, where its kind was clear before reading */
    int takes_folders;
} readers[] = {
    {"ddl", ph_import_ddl, 0, 0},
    {"laravel", ph_import_laravel, 0, 1},
    {"json-schema", ph_import_json_schema, 0, 0},
    {"openapi", ph_import_openapi, 0, 0},
    {"csv", ph_import_csv, 1, 0},
};
#define KINDS "ddl, laravel, json-schema, openapi or csv"

/* ---- Options --------------------------------------------------------------------------------- */

static phony_status find_reader(const char *name, const struct reader **reader, phony_error *error)
{
    for (size_t i = 0; i < sizeof readers / sizeof *readers; i++) {
        if (!strcmp(readers[i].name, name)) {
            *reader = &readers[i];
            return PHONY_OK;
        }
    }
    return ph_fail(error, PHONY_ERROR_ARGUMENT, "unknown kind of schema '%.60s': it is " KINDS,
                   name);
}

/* The file's name without folders and endings: "shop" of "dumps/shop.sql.gz". */
static const char *name_of(phony_import *import, const char *path)
{
    const char *end = path + strlen(path), *begin, *point;

    while (end > path && end[-1] == '/')
        end--;
    for (begin = end; begin > path && begin[-1] != '/';)
        begin--;
    if (end - begin > 3 && !strncasecmp(end - 3, ".gz", 3))
        end -= 3;
    for (point = end; point > begin && *point != '.';)
        point--;
    if (point > begin)
        end = point;
    if (end == begin || ph_utf8_check(begin, (size_t)(end - begin)) < (size_t)(end - begin) ||
        !strcmp(path, "-") || *begin == '.')
        return ph_import_keep(import, "schema", 6);
    return ph_import_keep(import, begin, (size_t)(end - begin));
}

static const char *keep_or_null(phony_import *import, const char *text, int *failed)
{
    const char *kept = text ? ph_import_keep(import, text, strlen(text)) : NULL;

    *failed |= text && !kept;
    return kept;
}

static phony_status check_texts(const phony_import_options *options, phony_error *error)
{
    const char *texts[] = {options->name, options->locale};

    for (size_t i = 0; i < 2; i++) {
        if (texts[i] && ph_utf8_check(texts[i], strlen(texts[i])) < strlen(texts[i]))
            return ph_fail(error, PHONY_ERROR_ARGUMENT, "the schema's %s is not UTF-8",
                           i ? "locale" : "name");
    }
    return PHONY_OK;
}

static phony_status take_options(phony_import *import, const char *path,
                                 const phony_import_options *given, phony_import_options *options,
                                 phony_error *error)
{
    phony_status status;
    int failed = 0;

    *options = (phony_import_options)PHONY_IMPORT_OPTIONS_INIT;
    if (given && given->size < offsetof(phony_import_options, name))
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "the size of the import options is not set");
    ph_options_take(options, sizeof *options, given);
    status = check_texts(options, error);
    if (status)
        return status;
    import->rows_max = options->rows ? options->rows : 1000000;
    import->name =
        options->name ? keep_or_null(import, options->name, &failed) : name_of(import, path);
    import->locale = keep_or_null(import, options->locale, &failed);
    import->models = keep_or_null(import, options->models, &failed);
    return failed || !import->name ? ph_fail_memory(error) : PHONY_OK;
}

/* ---- Reading --------------------------------------------------------------------------------- */

static phony_status check_text(const char *path, const ph_buffer *text, phony_error *error)
{
    size_t wrong = ph_utf8_check(text->data, text->length), column = 1;
    uint64_t line = 1;

    if (wrong == text->length)
        return PHONY_OK;
    for (size_t i = 0; i < wrong; i++) {
        column = text->data[i] == '\n' ? 1 : column + 1;
        line += text->data[i] == '\n';
    }
    return ph_fail_at(error, PHONY_ERROR_ENCODING, line, column,
                      text->data[wrong] ? "'%s' is not UTF-8 (a dump is best made without its data)"
                                        : "'%s' has a NUL byte: it is no text",
                      path);
}

static phony_status read_file(const char *path, ph_buffer *text, phony_error *error)
{
    ph_source *source = NULL;
    phony_status status = ph_source_open(path, &source, error);
    size_t got = 1;

    while (!status && got) {
        char *into = ph_buffer_reserve(text, BLOCK);
        if (!into)
            status = ph_fail_memory(error);
        else
            status = ph_source_read(source, into, BLOCK, &got, error);
        if (!status)
            text->length += got;
        if (!status && text->length > PH_IMPORT_BYTES_MAX)
            status = ph_fail(error, PHONY_ERROR_LIMIT,
                             "'%s' is larger than 256 MiB: too much for a schema", path);
    }
    ph_source_close(source);
    return status ? status : check_text(path, text, error);
}

static phony_status tell_kind(const char *path, const ph_buffer *text, const struct reader **reader,
                              phony_error *error)
{
    const char *kind = ph_import_kind_of_text(text->data, text->length);

    if (!kind)
        return ph_fail(error, PHONY_ERROR_ARGUMENT,
                       "cannot tell what kind of schema '%s' is: say whether it is " KINDS, path);
    return find_reader(kind, reader, error);
}

/* A folder's reader, or NULL where it is none. */
static phony_status choose_reader(const char *path, const char *from, int is_folder,
                                  const struct reader **reader, phony_error *error)
{
    const char *kind = from ? from : is_folder ? "laravel" : ph_import_kind_of_name(path);
    phony_status status = kind ? find_reader(kind, reader, error) : PHONY_OK;

    if (!status && is_folder && !(*reader)->takes_folders)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "'%s' is a folder, and no %s", path, kind);
    return status;
}

static phony_status read_path(phony_import *import, const char *path, const char *from,
                              phony_error *error)
{
    const struct reader *reader = NULL;
    struct stat about;
    int is_folder = strcmp(path, "-") != 0 && !stat(path, &about) && S_ISDIR(about.st_mode);
    phony_status status = choose_reader(path, from, is_folder, &reader, error);
    ph_import_source source = {path, NULL, 0};
    ph_buffer text = PH_BUFFER_INIT;

    if (!status && !is_folder && !(reader && reader->opens)) {
        status = read_file(path, &text, error);
        if (!status && !reader)
            status = tell_kind(path, &text, &reader, error);
        source = (ph_import_source){path, text.data, text.length};
    }
    if (!status)
        status = reader->read
                     ? reader->read(import, &source, error)
                     : ph_fail(error, PHONY_ERROR_ARGUMENT, "%s cannot be read yet", reader->name);
    ph_buffer_fini(&text);
    return status;
}

/* ---- What comes after reading ---------------------------------------------------------------- */

/* Readers get NULL from a table that is full as from memory that is. */
static phony_status tell_limit(const phony_import *import, phony_error *error)
{
    if (import->table_count >= PH_IMPORT_TABLES_MAX)
        return ph_fail(error, PHONY_ERROR_LIMIT, "more than %d tables", PH_IMPORT_TABLES_MAX);
    for (size_t i = 0; i < import->table_count; i++) {
        if (import->tables[i].column_count >= PH_IMPORT_COLUMNS_MAX)
            return ph_fail(error, PHONY_ERROR_LIMIT, "table %.100s has more than %d columns",
                           import->tables[i].name, PH_IMPORT_COLUMNS_MAX);
    }
    return PHONY_ERROR_MEMORY;
}

/* Tables without columns are nothing to make rows of. */
static phony_status check_found(const phony_import *import, const char *path, phony_error *error)
{
    for (size_t i = 0; i < import->table_count; i++) {
        if (import->tables[i].column_count)
            return PHONY_OK;
    }
    if (import->note_count)
        return ph_fail_at(error, PHONY_ERROR_EMPTY, import->notes[0].line, import->notes[0].column,
                          "no table with columns in '%s': %s", path, import->notes[0].message);
    return ph_fail(error, PHONY_ERROR_EMPTY, "no table with columns in '%s'", path);
}

static void note_left_out(phony_import *import)
{
    char text[64];
    int length;

    if (!import->notes_left_out || !import->note_count)
        return;
    length = snprintf(text, sizeof text, "%zu more things were not understood",
                      import->notes_left_out + 1);
    import->notes[import->note_count - 1] =
        (ph_import_note){NULL, ph_import_keep(import, text, (size_t)length), 0, 0};
    if (!import->notes[import->note_count - 1].message)
        import->note_count--;
}

static phony_status fill(phony_import *import, const char *path, const char *from,
                         phony_error *error)
{
    phony_status status = read_path(import, path, from, error);

    if (status == PHONY_ERROR_MEMORY)
        status = tell_limit(import, error);
    if (!status)
        status = check_found(import, path, error);
    if (!status)
        status = ph_import_infer(import, error);
    if (!status)
        status = ph_import_write(import, error);
    if (!status)
        note_left_out(import);
    return status;
}

phony_status phony_import_open(const char *path, const phony_import_options *options,
                               phony_import **import, phony_error *error)
{
    phony_import *made;
    phony_import_options full;
    phony_status status;

    if (!path || !*path || !import)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "no path of a schema, or no place for it");
    made = ph_calloc(1, sizeof *made);
    if (!made)
        return ph_fail_memory(error);
    status = take_options(made, path, options, &full, error);
    if (!status)
        status = fill(made, path, full.from, error);
    if (!status)
        *import = made;
    else
        phony_import_free(made);
    return status;
}

void phony_import_free(phony_import *import)
{
    if (!import)
        return;
    ph_import_tables_fini(import);
    ph_buffer_fini(&import->text);
    ph_free(import->guesses);
    ph_free(import);
}

/* ---- What came of it ------------------------------------------------------------------------- */

phony_bytes phony_import_text(const phony_import *import)
{
    phony_bytes text = {"", 0};

    if (import && import->text.length)
        text = (phony_bytes){import->text.data, import->text.length};
    return text;
}

phony_status phony_import_get_note(const phony_import *import, size_t index, phony_note *note,
                                   phony_error *error)
{
    phony_note full = PHONY_NOTE_INIT;

    if (!import || !note || note->size < sizeof note->size)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "no import, or no note with its size");
    if (index >= import->note_count)
        return ph_fail(error, PHONY_ERROR_NOT_FOUND, "there are %zu notes", import->note_count);
    full.file = import->notes[index].file;
    full.line = import->notes[index].line;
    full.column = import->notes[index].column;
    full.message = import->notes[index].message;
    ph_options_give(note, &full, sizeof full);
    return PHONY_OK;
}

phony_status phony_import_get_guess(const phony_import *import, size_t index, phony_guess *guess,
                                    phony_error *error)
{
    if (!import || !guess || guess->size < sizeof guess->size)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "no import, or no guess with its size");
    if (index >= import->guess_count)
        return ph_fail(error, PHONY_ERROR_NOT_FOUND, "there are %zu guesses", import->guess_count);
    ph_options_give(guess, &import->guesses[index], sizeof *guess);
    return PHONY_OK;
}
