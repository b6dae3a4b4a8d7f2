/* Laravel's migrations as an import: the files of a folder in the order of their names, or one
 * file. Of each class up() is replayed on the tables there are (see laravel_parts.h). */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "import/laravel_parts.h"
#include "input/source.h"

enum { FILES_MAX = 20000, BLOCK = 1 << 16, FILE_BYTES_MAX = 1 << 24 };

/* ---- A file ---------------------------------------------------------------------------------- */

static int is_modifier(const ph_php *php, size_t at)
{
    static const char *const words[] = {"private", "protected", "public",
                                        "static",  "readonly",  "var"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (ph_php_is(php, at, words[i]))
            return 1;
    }
    return 0;
}

static size_t value_end(const ph_php *php, size_t at)
{
    while (php->words[at].kind != PH_PHP_END && !ph_php_is(php, at, ";"))
        at = ph_php_behind(php, at);
    return at;
}

/* const TABLE = 'x'; private string $table = 'x'; */
static size_t bind_member(ph_laravel *laravel, size_t at)
{
    const ph_php *php = &laravel->php;
    int is_constant = ph_php_is(php, at, "const");
    size_t name = at + 1;

    while (php->words[name].kind == PH_PHP_NAME && !ph_php_is(php, name + 1, "=") &&
           !ph_php_is(php, name, "function") && !ph_php_is(php, name, "const"))
        name++;
    if (!ph_php_is(php, name + 1, "=") ||
        php->words[name].kind != (is_constant ? PH_PHP_NAME : PH_PHP_VARIABLE))
        return at + 1;
    at = value_end(php, name + 2);
    ph_laravel_bind(laravel, is_constant ? ':' : '>',
                    ph_laravel_text(laravel, name) + (is_constant ? 0 : 1),
                    ph_laravel_value(laravel, (ph_php_range){name + 2, at}));
    return at;
}

/* The body of up(), from the bracket on; 0: there is none. */
static size_t find_up(const ph_php *php)
{
    for (size_t at = 0; at + 2 < php->count; at++) {
        if (!ph_php_is(php, at, "function") || !ph_php_is(php, at + 1, "up"))
            continue;
        for (at += 2; php->words[at].kind != PH_PHP_END; at = ph_php_behind(php, at)) {
            if (ph_php_is(php, at, "{"))
                return at;
            if (ph_php_is(php, at, ";"))
                break;
        }
        return 0;
    }
    return 0;
}

static void bind_members(ph_laravel *laravel)
{
    const ph_php *php = &laravel->php;

    for (size_t at = 0; php->words[at].kind != PH_PHP_END && !laravel->failed;) {
        if (ph_php_is(php, at, "const") || is_modifier(php, at))
            at = bind_member(laravel, at);
        else
            at++;
    }
}

static void replay(ph_laravel *laravel, const char *path, const char *text, size_t length)
{
    size_t up;

    laravel->binding_count = 0;
    laravel->steps = laravel->depth = 0;
    laravel->table = laravel->blueprint = NULL;
    if (ph_php_read(&laravel->php, laravel->import, path, text, length)) {
        laravel->failed = 1;
    } else {
        bind_members(laravel);
        up = find_up(&laravel->php);
        if (up)
            ph_laravel_run(laravel, (ph_php_range){up + 1, laravel->php.words[up].partner});
        else
            ph_laravel_note(laravel, 0, "there is no up() in this file");
    }
    ph_php_fini(&laravel->php);
}

/* ---- A folder -------------------------------------------------------------------------------- */

typedef struct files {
    char **paths;
    size_t count, capacity;
} files;

static void files_fini(files *all)
{
    for (size_t i = 0; i < all->count; i++)
        ph_free(all->paths[i]);
    ph_free(all->paths);
}

static int is_php(const char *name)
{
    size_t length = strlen(name);

    return length > 4 && *name != '.' && !strcmp(name + length - 4, ".php");
}

static int add_file(files *all, const char *folder, const char *name)
{
    ph_buffer path = PH_BUFFER_INIT;
    int failed;

    ph_buffer_append_text(&path, folder);
    if (path.length && path.data[path.length - 1] != '/')
        ph_buffer_append_byte(&path, '/');
    ph_buffer_append(&path, name, strlen(name) + 1);
    failed = path.failed ||
             ph_grow((void **)&all->paths, &all->capacity, all->count + 1, sizeof *all->paths);
    if (failed)
        ph_buffer_fini(&path);
    else
        all->paths[all->count++] = path.data;
    return failed;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The folder's files in order. */
static phony_status list_files(const char *folder, files *all, phony_error *error)
{
    DIR *opened = opendir(folder);
    const struct dirent *entry;
    phony_status status = PHONY_OK;

    if (!opened)
        return ph_fail_errno(error, PHONY_ERROR_IO, errno, "cannot open '%s'", folder);
    while (!status && (entry = readdir(opened)) != NULL) {
        if (!is_php(entry->d_name))
            continue;
        if (all->count == FILES_MAX)
            status = ph_fail(error, PHONY_ERROR_LIMIT, "more than %d migrations in '%s'", FILES_MAX,
                             folder);
        else if (add_file(all, folder, entry->d_name))
            status = ph_fail_memory(error);
    }
    closedir(opened);
    if (!status && all->count)
        qsort(all->paths, all->count, sizeof *all->paths, by_name);
    return status;
}

static phony_status read_text(const char *path, ph_buffer *text, phony_error *error)
{
    ph_source *source = NULL;
    phony_status status = ph_source_open(path, &source, error);
    size_t got = 1;

    while (!status && got) {
        char *into = ph_buffer_reserve(text, BLOCK);
        status = into ? ph_source_read(source, into, BLOCK, &got, error) : ph_fail_memory(error);
        if (!status)
            text->length += got;
        if (!status && text->length > FILE_BYTES_MAX)
            status = ph_fail(error, PHONY_ERROR_LIMIT, "'%s' is larger than 16 MiB", path);
    }
    ph_source_close(source);
    return status;
}

static phony_status replay_folder(ph_laravel *laravel, const char *folder, phony_error *error)
{
    files all = {NULL, 0, 0};
    phony_status status = list_files(folder, &all, error);

    for (size_t i = 0; i < all.count && !status && !laravel->failed; i++) {
        ph_buffer text = PH_BUFFER_INIT;
        const char *path = ph_laravel_keep(laravel, all.paths[i], strlen(all.paths[i]));
        status = read_text(all.paths[i], &text, error);
        if (!status && !laravel->failed)
            replay(laravel, path, text.length ? text.data : "", text.length);
        ph_buffer_fini(&text);
    }
    files_fini(&all);
    return status;
}

phony_status ph_import_laravel(phony_import *import, const ph_import_source *source,
                               phony_error *error)
{
    ph_laravel laravel = {.import = import};
    phony_status status = PHONY_OK;

    if (!source->text)
        status = replay_folder(&laravel, source->path, error);
    else if (source->length > FILE_BYTES_MAX)
        status = ph_fail(error, PHONY_ERROR_LIMIT, "'%s' is larger than 16 MiB", source->path);
    else
        replay(&laravel, ph_laravel_keep(&laravel, source->path, strlen(source->path)),
               source->text, source->length);
    if (!status && !laravel.failed)
        ph_laravel_finish_keys(&laravel);
    ph_free(laravel.bindings);
    ph_free(laravel.names);
    ph_free(laravel.list);
    return status ? status : laravel.failed ? ph_fail_memory(error) : PHONY_OK;
}
