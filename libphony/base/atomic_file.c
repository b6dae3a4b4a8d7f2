#include "base/atomic_file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/error.h"

static int write_all(int fd, const char *bytes, size_t length)
{
    while (length) {
        ssize_t written = write(fd, bytes, length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return -1;
        bytes += written;
        length -= (size_t)written;
    }
    return 0;
}

static phony_status write_through(const char *path, int fd, const void *bytes, size_t length,
                                  phony_error *error)
{
    if (fd < 0)
        return ph_fail_errno(error, PHONY_ERROR_IO, errno, "cannot open '%s'", path);
    if (write_all(fd, bytes, length) < 0) {
        int system = errno;
        if (fd != STDOUT_FILENO)
            close(fd);
        return ph_fail_errno(error, PHONY_ERROR_IO, system, "cannot write '%s'", path);
    }
    if (fd != STDOUT_FILENO && close(fd) < 0)
        return ph_fail_errno(error, PHONY_ERROR_IO, errno, "cannot write '%s'", path);
    return PHONY_OK;
}

/* Gives the new file the permissions of the one it replaces. */
static int keep_mode(const char *path, int fd)
{
    struct stat there;

    return stat(path, &there) == 0 ? fchmod(fd, there.st_mode & 07777) : 0;
}

static phony_status fill_and_rename(const char *path, const char *temporary, int fd,
                                    const void *bytes, size_t length, phony_error *error)
{
    phony_status status = PHONY_OK;

    if (write_all(fd, bytes, length) < 0 || keep_mode(path, fd) < 0 || fsync(fd) < 0)
        status = ph_fail_errno(error, PHONY_ERROR_IO, errno, "cannot write '%s'", path);
    if (close(fd) < 0 && !status)
        status = ph_fail_errno(error, PHONY_ERROR_IO, errno, "cannot write '%s'", path);
    if (!status && rename(temporary, path) < 0)
        status = ph_fail_errno(error, PHONY_ERROR_IO, errno, "cannot rename to '%s'", path);
    if (status)
        unlink(temporary);
    return status;
}

/* Opens a new file of a name that nobody else uses; umask applies as to any other file. */
static int open_temporary(char *name, size_t used)
{
    uint64_t random;
    int fd = -1;

    for (int attempt = 0; fd < 0 && attempt < 16; attempt++) {
        randombytes_buf(&random, sizeof random);
        sodium_bin2hex(name + used, 17, (const unsigned char *)&random, sizeof random);
        fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (fd < 0 && errno != EEXIST)
            break;
    }
    return fd;
}

static phony_status replace(const char *path, const void *bytes, size_t length, phony_error *error)
{
    size_t used = strlen(path) + 1;
    char *temporary = ph_malloc(used + 17);
    phony_status status;
    int fd;

    if (!temporary)
        return ph_fail_memory(error);
    memcpy(temporary, path, used - 1);
    temporary[used - 1] = '.';
    fd = open_temporary(temporary, used);
    if (fd < 0)
        status = ph_fail_errno(error, PHONY_ERROR_IO, errno, "cannot write '%s'", path);
    else
        status = fill_and_rename(path, temporary, fd, bytes, length, error);
    ph_free(temporary);
    return status;
}

phony_status ph_file_replace(const char *path, const void *bytes, size_t length, phony_error *error)
{
    char real[PATH_MAX]; /* what a link leads to is replaced, the link stays */
    struct stat there;

    if (!strcmp(path, "-"))
        return write_through("standard output", STDOUT_FILENO, bytes, length, error);
    if (stat(path, &there) < 0)
        return replace(path, bytes, length, error);
    if (!S_ISREG(there.st_mode))
        return write_through(path, open(path, O_WRONLY | O_CLOEXEC), bytes, length, error);
    return replace(realpath(path, real) ? real : path, bytes, length, error);
}
