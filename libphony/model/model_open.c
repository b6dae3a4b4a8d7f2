/* Opening and compiling models by path or name. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/options.h"
#include "model/compiled.h"
#include "model/model_cache.h"

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
    else
        status = ph_cache_open(cache, fd, &there, path, limits, model, error);
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
    char *folder;

    if (!cache || !name || !*name)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "a cache and a model's name are needed");
    ph_options_take(&full, sizeof full, limits);
    status = ph_cache_folder(cache, &folder, error);
    if (status)
        return status;
    status = compile_into(folder, name, &full, path, capacity, bytes, error);
    ph_free(folder);
    return status;
}
