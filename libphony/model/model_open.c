/* Opening models by path or name, and the cache that lets the same file be one model. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/options.h"
#include "model/model.h"

/* A file as it was: what must be the same for a model to be shared. */
typedef struct identity {
    dev_t device;
    ino_t inode;
    off_t size;
    struct timespec modified;
} identity;

typedef struct cached {
    char *path;
    identity file;
    phony_model *model; /* one reference */
} cached;

struct phony_cache {
    pthread_mutex_t lock;
    cached *models;
    size_t count, capacity;
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
    pthread_mutex_destroy(&cache->lock);
    ph_free(cache);
}

static int same_file(const identity *a, const identity *b)
{
    return a->device == b->device && a->inode == b->inode && a->size == b->size &&
           a->modified.tv_sec == b->modified.tv_sec && a->modified.tv_nsec == b->modified.tv_nsec;
}

/* Reads a file, up to the limit: not mapped, for it may shrink meanwhile. */
static phony_status read_bytes(int fd, const char *path, const phony_model_limits *limits,
                               phony_model **model, phony_error *error)
{
    ph_buffer bytes = PH_BUFFER_INIT;
    uint64_t most = limits && limits->max_bytes ? limits->max_bytes : PH_MODEL_BYTES_MAX;
    phony_status status = PHONY_OK;
    ssize_t got = 1;

    while (!status && got > 0) {
        char *room = ph_buffer_reserve(&bytes, 65536);
        got = room ? read(fd, room, 65536) : 0;
        if (got < 0 && errno != EINTR)
            status = ph_fail_errno(error, PHONY_ERROR_IO, errno, "cannot read '%s'", path);
        else if (bytes.failed)
            status = ph_fail_memory(error);
        else if (got > 0 && (bytes.length += (size_t)got) > most)
            status = ph_fail(error, PHONY_ERROR_LIMIT, "more than %llu bytes (max_bytes)",
                             (unsigned long long)most);
        else if (got < 0)
            got = 1;
    }
    if (!status)
        status =
            phony_model_parse(bytes.data ? bytes.data : "", bytes.length, limits, model, error);
    ph_buffer_fini(&bytes);
    return status;
}

static phony_status read_file(int fd, const char *path, const phony_model_limits *limits,
                              phony_model **model, phony_error *error)
{
    phony_status status = read_bytes(fd, path, limits, model, error);

    if (status)
        ph_error_prefix(error, "'%s'", path);
    return status;
}

/* The cached model of an unchanged file, whatever path leads to it. */
static phony_model *find_model(const phony_cache *cache, const identity *file)
{
    for (size_t i = 0; i < cache->count; i++) {
        if (same_file(&cache->models[i].file, file))
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

/* The model of a file out of the cache, read into it where it is not there; under the lock, so that
 * nobody reads what another is reading already. */
static phony_status open_cached(phony_cache *cache, int fd, const struct stat *there,
                                const char *path, const phony_model_limits *limits,
                                phony_model **model, phony_error *error)
{
    identity file = {there->st_dev, there->st_ino, there->st_size, there->st_mtim};
    phony_model *found = find_model(cache, &file), *made;
    cached *place;
    phony_status status;

    if (found) {
        *model = phony_model_ref(found);
        return PHONY_OK;
    }
    status = read_file(fd, path, limits, &made, error);
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

static phony_status open_path(phony_cache *cache, const char *path,
                              const phony_model_limits *limits, phony_model **model,
                              phony_error *error)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat there;
    phony_status status;

    if (fd < 0 || fstat(fd, &there) < 0) {
        int system = errno;
        if (fd >= 0)
            close(fd);
        return ph_fail_errno(error, system == ENOENT ? PHONY_ERROR_NOT_FOUND : PHONY_ERROR_IO,
                             system, "cannot open '%s'", path);
    }
    if (S_ISDIR(there.st_mode))
        status = ph_fail_errno(error, PHONY_ERROR_IO, EISDIR, "cannot open '%s'", path);
    else if (!cache || !S_ISREG(there.st_mode))
        status = read_file(fd, path, limits, model, error);
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
    if (is_path(name))
        return open_path(cache, name, &full, model, error);
    status = phony_model_find(name, path, sizeof path, error);
    return status ? status : open_path(cache, path, &full, model, error);
}
