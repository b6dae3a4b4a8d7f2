/* Where compiled forms lie: finding one for a model, and writing one so that it is there whole or
 * not at all, whoever else writes at that moment. A folder or a file that somebody else could have
 * put there is not looked at. Nothing is synced: what a power cut leaves half-written fails its
 * checksum, and is made again. */
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/error.h"
#include "model/compiled.h"

/* ---- Names --------------------------------------------------------------------------------------
 */

static phony_status join(const char *parent, const char *name, char **path, phony_error *error)
{
    size_t length = strlen(parent), more = strlen(name) + 1;

    *path = ph_malloc(length + more);
    if (!*path)
        return ph_fail_memory(error);
    memcpy(*path, parent, length);
    memcpy(*path + length, name, more);
    return PHONY_OK;
}

phony_status ph_compiled_folder(const char *given, char **folder, phony_error *error)
{
    const char *cache = secure_getenv("XDG_CACHE_HOME"), *home = secure_getenv("HOME");

    if (given && *given)
        return join(given, "", folder, error);
    if (cache && *cache == '/')
        return join(cache, "/phony", folder, error);
    if (home && *home == '/')
        return join(home, "/.cache/phony", folder, error);
    return ph_fail(error, PHONY_ERROR_NOT_FOUND,
                   "no folder to keep compiled models in: neither XDG_CACHE_HOME nor HOME is the "
                   "path of one");
}

enum { PH_COMPILED_NAME_MAX = 256 };

/* "NAME-HASH.phonyc": one for each path of a model, whatever becomes of the file there. */
static void name_of(const ph_model_file *source, char name[PH_COMPILED_NAME_MAX])
{
    static const char version[] = {'0' + PHONY_ALGORITHM_VERSION, '\0'};
    const char *base = strrchr(source->path, '/') + 1;
    size_t length = strlen(base);
    crypto_generichash_state state;
    uint8_t hash[16];
    char hex[2 * 8 + 1];

    crypto_generichash_init(&state, NULL, 0, sizeof hash);
    crypto_generichash_update(&state, (const uint8_t *)version, sizeof version);
    crypto_generichash_update(&state, (const uint8_t *)source->path, strlen(source->path));
    crypto_generichash_final(&state, hash, sizeof hash);
    ph_hex(hash, 8, hex);
    if (length > 6 && !strcmp(base + length - 6, ".phony"))
        length -= 6;
    snprintf(name, PH_COMPILED_NAME_MAX, "%.*s-%s.phonyc", (int)(length < 200 ? length : 200), base,
             hex);
}

/* ---- Trust --------------------------------------------------------------------------------------
 */

/* Whether a thing is ours and nobody else may write to it. */
static int is_ours_alone(int fd, mode_t type, struct stat *there)
{
    return fstat(fd, there) == 0 && (there->st_mode & S_IFMT) == type &&
           there->st_uid == geteuid() && !(there->st_mode & (S_IWGRP | S_IWOTH));
}

/* -1, with errno, where there is no folder of our own; not by a link. */
static int open_folder(const char *folder)
{
    int fd = open(folder, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    struct stat there;

    if (fd >= 0 && !is_ours_alone(fd, S_IFDIR, &there)) {
        close(fd);
        errno = EPERM;
        return -1;
    }
    return fd;
}

/* ---- Reading ------------------------------------------------------------------------------------
 */

static phony_model *open_file(const ph_model_file *source, int fd, const uint8_t *digest,
                              const phony_model_limits *limits)
{
    phony_model *model = NULL;
    struct stat there;
    void *mapping;
    size_t size;

    if (!is_ours_alone(fd, S_IFREG, &there) || there.st_size <= 0)
        return NULL;
    size = (size_t)there.st_size;
    mapping = mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (mapping == MAP_FAILED)
        return NULL;
    model = ph_compiled_believe(mapping, size, &source->file, digest, limits);
    if (!model)
        munmap(mapping, size);
    return model;
}

phony_model *ph_compiled_open(const ph_model_file *source, int fd, const phony_model_limits *limits)
{
    char name[PH_COMPILED_NAME_MAX];
    uint8_t digest[PH_DIGEST_BYTES];
    phony_model *model = NULL;
    int folder = open_folder(source->folder), file;

    if (folder < 0)
        return NULL;
    name_of(source, name);
    file = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    if (file >= 0 && ph_model_file_digest(fd, digest) == 0)
        model = open_file(source, file, digest, limits);
    if (file >= 0)
        close(file);
    close(folder);
    return model;
}

/* ---- Writing ------------------------------------------------------------------------------------
 */

/* Makes the folder, and the one it is in where that is missing. */
static int make_folder(const char *folder)
{
    char *parent, *slash;
    int result = mkdir(folder, 0700);

    if (result == 0 || errno != ENOENT)
        return result;
    parent = ph_strndup(folder, strlen(folder));
    slash = parent ? strrchr(parent, '/') : NULL;
    if (slash && slash > parent) {
        *slash = '\0';
        if (mkdir(parent, 0700) == 0 || errno == EEXIST)
            result = mkdir(folder, 0700);
    }
    ph_free(parent);
    return result;
}

static int write_all(int fd, const char *bytes, size_t length)
{
    while (length) {
        ssize_t written = write(fd, bytes, length);
        if (written < 0 && errno != EINTR)
            return -1;
        if (written > 0) {
            bytes += written;
            length -= (size_t)written;
        }
    }
    return 0;
}

/* Under a name that nobody else uses, then renamed: 0, or -1 with errno. */
static int write_file(int folder, const char *name, const ph_buffer *bytes)
{
    char temporary[sizeof "tmp-" + 16] = "tmp-";
    uint64_t random;
    int fd, result, system;

    randombytes_buf(&random, sizeof random);
    ph_hex((const uint8_t *)&random, sizeof random, temporary + 4);
    fd = openat(folder, temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return -1;
    result = write_all(fd, bytes->data, bytes->length);
    system = errno;
    if (close(fd) < 0 && result == 0) {
        result = -1;
        system = errno;
    }
    if (result == 0) {
        result = renameat(folder, temporary, folder, name);
        system = errno;
    }
    if (result < 0)
        unlinkat(folder, temporary, 0);
    errno = system;
    return result;
}

static phony_status save(const char *path, const char *name, const ph_buffer *bytes,
                         phony_error *error)
{
    int folder = open_folder(path);
    phony_status status = PHONY_OK;

    if (folder < 0 && errno == ENOENT && make_folder(path) == 0)
        folder = open_folder(path);
    if (folder < 0)
        return ph_fail_errno(error, PHONY_ERROR_IO, errno,
                             "cannot keep compiled models in '%s', which must be a folder of your "
                             "own that nobody else may write to",
                             path);
    if (write_file(folder, name, bytes) < 0)
        status = ph_fail_errno(error, PHONY_ERROR_IO, errno, "cannot write '%s/%s'", path, name);
    close(folder);
    return status;
}

phony_status ph_compiled_save(const ph_model_file *source, const phony_model *model,
                              const struct ph_sampler *sampler, char *path, size_t capacity,
                              uint64_t *bytes, phony_error *error)
{
    char name[PH_COMPILED_NAME_MAX];
    ph_buffer form = PH_BUFFER_INIT;
    phony_status status;

    name_of(source, name);
    if (path && strlen(source->folder) + strlen(name) + 2 > capacity)
        return ph_fail(error, PHONY_ERROR_SPACE, "the path in '%s' is longer than %zu bytes",
                       source->folder, capacity);
    if (ph_compiled_make(model, sampler, &source->file, &form) < 0)
        status = ph_fail_memory(error);
    else
        status = save(source->folder, name, &form, error);
    if (!status && path)
        snprintf(path, capacity, "%s/%s", source->folder, name);
    if (!status && bytes)
        *bytes = form.length;
    ph_buffer_fini(&form);
    return status;
}
