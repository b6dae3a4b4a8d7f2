/* Opening models by path or name, and the cache that lets the same file be one model and, if asked,
 * keeps compiled forms on disk. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/options.h"
#include "model/compiled.h"

typedef struct cached {
    char *path;
    ph_identity file;
    phony_model *model; /* one reference */
} cached;

struct phony_cache {
    pthread_mutex_t lock;
    cached *models;
    size_t count, capacity;
    char *folder; /* of compiled forms; NULL: none are kept */
};

phony_status phony_cache_new(phony_cache **cache, phony_error *error)
{
    phony_cache *made;

    if (!cache)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "a place for the cache is needed");
    made = ph_calloc(1, sizeof *made);
    if (!made || pthread_mutex_init(&made->lock, NULL) != 0) {
        ph_free(made);
        return ph_fail_memory(error);
    }
    *cache = made;
    return PHONY_OK;
}

void phony_cache_free(phony_cache *cache)
{
    if (!cache)
        return;
    for (size_t i = 0; i < cache->count; i++) {
        phony_model_unref(cache->models[i].model);
        ph_free(cache->models[i].path);
    }
    ph_free(cache->models);
    ph_free(cache->folder);
    pthread_mutex_destroy(&cache->lock);
    ph_free(cache);
}

/* The cached model of an unchanged file, whatever path leads to it. */
static phony_model *find_model(const phony_cache *cache, const ph_identity *file)
{
    for (size_t i = 0; i < cache->count; i++) {
        if (ph_identity_same(&cache->models[i].file, file))
            return cache->models[i].model;
    }
    return NULL;
}

/* The place for a path's model: the one it had, or a new one; NULL out of memory. */
static cached *place_for(phony_cache *cache, const char *path)
{
    for (size_t i = 0; i < cache->count; i++) {
        if (!strcmp(cache->models[i].path, path))
            return &cache->models[i];
    }
    if (ph_grow((void **)&cache->models, &cache->capacity, cache->count + 1,
                sizeof *cache->models) < 0)
        return NULL;
    cache->models[cache->count] = (cached){.path = ph_strndup(path, strlen(path))};
    return cache->models[cache->count].path ? &cache->models[cache->count++] : NULL;
}

/* A model by its compiled form where one is kept that fits, else by its file. Whatever is wrong
 * with the first makes no difference but in time. A form is kept only of what was read under the
 * default limit of bytes, for that limit cannot be checked on a form. */
static phony_status read_model(const phony_cache *cache, int fd, const char *path,
                               const ph_identity *file, const phony_model_limits *limits,
                               phony_model **model, phony_error *error)
{
    ph_model_file *source = NULL;
    phony_status status = PHONY_OK;

    *model = NULL;
    if (cache->folder && !limits->max_bytes)
        source = ph_model_file_new(cache->folder, path, file);
    if (source)
        *model = ph_compiled_open(source, fd, limits);
    if (!*model)
        status = ph_model_file_read(fd, path, limits, model, error);
    if (status)
        ph_free(source);
    else
        (*model)->source = source;
    return status;
}

/* The model of a file out of the cache, read into it where it is not there; under the lock, so that
 * nobody reads what another is reading already. */
static phony_status open_cached(phony_cache *cache, int fd, const struct stat *there,
                                const char *path, const phony_model_limits *limits,
                                phony_model **model, phony_error *error)
{
    ph_identity file = ph_identity_of(there);
    phony_model *found = find_model(cache, &file), *made;
    cached *place;
    phony_status status;

    if (found) {
        *model = phony_model_ref(found);
        return PHONY_OK;
    }
    status = read_model(cache, fd, path, &file, limits, &made, error);
    if (status)
        return status;
    place = place_for(cache, path);
    if (!place) {
        phony_model_unref(made);
        return ph_fail_memory(error);
    }
    phony_model_unref(place->model);
    place->file = file;
    place->model = phony_model_ref(made);
    *model = made;
    return PHONY_OK;
}

/* Opens a model's file: a descriptor, or -1 with the status. */
static int open_file(const char *path, struct stat *there, phony_status *status, phony_error *error)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC), system = errno;

    *status = PHONY_OK;
    if (fd >= 0 && fstat(fd, there) < 0)
        system = errno;
    else if (fd >= 0 && S_ISDIR(there->st_mode))
        system = EISDIR;
    else if (fd >= 0)
        return fd;
    if (fd >= 0)
        close(fd);
    *status = ph_fail_errno(error, system == ENOENT ? PHONY_ERROR_NOT_FOUND : PHONY_ERROR_IO,
                            system, "cannot open '%s'", path);
    return -1;
}

static phony_status open_path(phony_cache *cache, const char *path,
                              const phony_model_limits *limits, phony_model **model,
                              phony_error *error)
{
    struct stat there;
    phony_status status;
    int fd = open_file(path, &there, &status, error);

    if (fd < 0)
        return status;
    if (!cache || !S_ISREG(there.st_mode))
        status = ph_model_file_read(fd, path, limits, model, error);
    else {
        pthread_mutex_lock(&cache->lock);
        status = open_cached(cache, fd, &there, path, limits, model, error);
        pthread_mutex_unlock(&cache->lock);
    }
    close(fd);
    return status;
}

/* Whether what the user gave is a path rather than a name. */
static int is_path(const char *name)
{
    size_t length = strlen(name);
    struct stat there;

    return (length > 6 && !strcmp(name + length - 6, ".phony")) ||
           (strchr(name, '/') && stat(name, &there) == 0 && !S_ISDIR(there.st_mode));
}

/* The path of what the user gave. */
static phony_status find_path(const char *name, char *path, phony_error *error)
{
    size_t length = strlen(name);

    if (!is_path(name))
        return phony_model_find(name, path, PATH_MAX, error);
    if (length >= PATH_MAX)
        return ph_fail_errno(error, PHONY_ERROR_IO, ENAMETOOLONG, "cannot open '%s'", name);
    memcpy(path, name, length + 1);
    return PHONY_OK;
}

phony_status phony_model_open(phony_cache *cache, const char *name,
                              const phony_model_limits *limits, phony_model **model,
                              phony_error *error)
{
    phony_model_limits full = PHONY_MODEL_LIMITS_INIT;
    char path[PATH_MAX];
    phony_status status;

    if (!name || !*name || !model)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "a name and a place for the model are needed");
    ph_options_take(&full, sizeof full, limits);
    status = find_path(name, path, error);
    return status ? status : open_path(cache, path, &full, model, error);
}

/* ---- Compiled forms -----------------------------------------------------------------------------
 */

phony_status phony_cache_keep(phony_cache *cache, const char *folder, phony_error *error)
{
    char *made;
    phony_status status;

    if (!cache)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "a cache is needed");
    status = ph_compiled_folder(folder, &made, error);
    if (status)
        return status;
    pthread_mutex_lock(&cache->lock);
    ph_free(cache->folder);
    cache->folder = made;
    pthread_mutex_unlock(&cache->lock);
    return PHONY_OK;
}

/* What a compiled form is made of. */
typedef struct compilation {
    const char *path;
    ph_model_file *source;
    phony_model *model;
    const struct ph_sampler *sampler;
} compilation;

/* Reads and compiles an open file, whatever is kept of it already. */
static phony_status compile(compilation *c, const char *folder, int fd, const struct stat *there,
                            const phony_model_limits *limits, phony_error *error)
{
    const ph_identity file = ph_identity_of(there);
    uint8_t digest[PH_DIGEST_BYTES];
    phony_status status;

    if (!S_ISREG(there->st_mode))
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "'%s' is no regular file", c->path);
    status = ph_model_file_read(fd, c->path, limits, &c->model, error);
    if (!status && ph_model_file_digest(fd, digest) < 0)
        status = ph_fail(error, PHONY_ERROR_MODEL,
                         "'%s' does not have its digest at its beginning, and so is read in full "
                         "each time; 'phony merge' writes it anew",
                         c->path);
    if (status)
        return status;
    c->source = ph_model_file_new(folder, c->path, &file);
    return c->source ? ph_model_get_sampler(c->model, &c->sampler, error) : ph_fail_memory(error);
}

static phony_status compile_into(const char *folder, const char *name,
                                 const phony_model_limits *limits, char *path, size_t capacity,
                                 uint64_t *bytes, phony_error *error)
{
    char from[PATH_MAX];
    compilation c = {.path = from};
    struct stat there;
    phony_status status = find_path(name, from, error);
    int fd;

    if (status)
        return status;
    fd = open_file(from, &there, &status, error);
    if (fd < 0)
        return status;
    status = compile(&c, folder, fd, &there, limits, error);
    if (!status)
        status = ph_compiled_save(c.source, c.model, c.sampler, path, capacity, bytes, error);
    phony_model_unref(c.model);
    ph_free(c.source);
    close(fd);
    return status;
}

phony_status phony_model_compile(phony_cache *cache, const char *name,
                                 const phony_model_limits *limits, char *path, size_t capacity,
                                 uint64_t *bytes, phony_error *error)
{
    phony_model_limits full = PHONY_MODEL_LIMITS_INIT;
    phony_status status;
    char *folder = NULL;
    int failed = 0;

    if (!cache || !name || !*name)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "a cache and a model's name are needed");
    ph_options_take(&full, sizeof full, limits);
    pthread_mutex_lock(&cache->lock);
    folder = ph_strdup_or_null(cache->folder, &failed);
    pthread_mutex_unlock(&cache->lock);
    if (failed)
        return ph_fail_memory(error);
    if (!folder)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "the cache keeps nothing: phony_cache_keep");
    status = compile_into(folder, name, &full, path, capacity, bytes, error);
    ph_free(folder);
    return status;
}
