/* The cache that lets the same file be one model and, if asked, keeps compiled forms on disk. */
#include "model/model_cache.h"

#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
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

/* Under the lock, so that nobody reads what another is reading already. */
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

phony_status ph_cache_open(phony_cache *cache, int fd, const struct stat *there, const char *path,
                           const phony_model_limits *limits, phony_model **model,
                           phony_error *error)
{
    phony_status status;

    pthread_mutex_lock(&cache->lock);
    status = open_cached(cache, fd, there, path, limits, model, error);
    pthread_mutex_unlock(&cache->lock);
    return status;
}

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

phony_status ph_cache_folder(phony_cache *cache, char **folder, phony_error *error)
{
    int failed = 0;

    pthread_mutex_lock(&cache->lock);
    *folder = ph_strdup_or_null(cache->folder, &failed);
    pthread_mutex_unlock(&cache->lock);
    if (failed)
        return ph_fail_memory(error);
    return *folder
               ? PHONY_OK
               : ph_fail(error, PHONY_ERROR_ARGUMENT, "the cache keeps nothing: phony_cache_keep");
}
