/* Three layers: fetch() gives what is stored, gunzip() or plain() what it stands for, and the first
 * ph_source_read of all looks at the first bytes: gzip's magic bytes below, a byte order mark
 * above.
 *
 *     ph_source_read  <-  plain  <-  fetch (file or memory)
 *                     <-  gunzip <-  */
#include "input/source.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "base/alloc.h"
#include "base/error.h"

enum { BLOCK = 65536, GZIP_WINDOW = 16 + MAX_WBITS };

struct ph_source {
    char *name; /* for messages */
    int fd;     /* -1: memory */
    const char *memory;
    size_t most; /* at a time */
    uint64_t position, size;
    int started, is_gzip, is_open_member;
    z_stream zlib;
    char *block; /* BLOCK bytes: the first ones, then compressed ones */
    size_t block_begin, block_end;
};

/* ---- What is stored ------------------------------------------------------------------------ */

static phony_status fetch(ph_source *source, char *into, size_t capacity, size_t *got,
                          phony_error *error)
{
    ssize_t count;

    capacity = capacity < source->most ? capacity : source->most;
    if (source->fd < 0) {
        uint64_t left = source->size - source->position;
        *got = left < capacity ? (size_t)left : capacity;
        if (*got)
            memcpy(into, source->memory + source->position, *got);
        source->position += *got;
        return PHONY_OK;
    }
    do
        count = read(source->fd, into, capacity);
    while (count < 0 && errno == EINTR);
    if (count < 0)
        return ph_fail_errno(error, PHONY_ERROR_IO, errno, "cannot read '%s'", source->name);
    *got = (size_t)count;
    source->position += (uint64_t)count;
    return PHONY_OK;
}

static phony_status fill_block(ph_source *source, phony_error *error)
{
    size_t got = 0;
    phony_status status = fetch(source, source->block, BLOCK, &got, error);

    source->block_begin = 0;
    source->block_end = got;
    return status;
}

static phony_status plain(ph_source *source, char *into, size_t capacity, size_t *got,
                          phony_error *error)
{
    size_t left = source->block_end - source->block_begin;

    if (!left)
        return fetch(source, into, capacity, got, error);
    *got = left < capacity ? left : capacity;
    memcpy(into, source->block + source->block_begin, *got);
    source->block_begin += *got;
    return PHONY_OK;
}

/* ---- gzip ---------------------------------------------------------------------------------- */

static void *zlib_alloc(void *user, unsigned count, unsigned size)
{
    (void)user;
    return ph_realloc_array(NULL, count, size);
}

static void zlib_free(void *user, void *block)
{
    (void)user;
    ph_free(block);
}

static phony_status start_gzip(ph_source *source, phony_error *error)
{
    source->zlib.zalloc = zlib_alloc;
    source->zlib.zfree = zlib_free;
    if (inflateInit2(&source->zlib, GZIP_WINDOW) != Z_OK)
        return ph_fail_memory(error);
    source->is_gzip = source->is_open_member = 1;
    return PHONY_OK;
}

/* Between members: another one follows, or padding with zeros, or the end. */
static phony_status next_member(ph_source *source, phony_error *error)
{
    while (source->block_begin < source->block_end && !source->block[source->block_begin])
        source->block_begin++;
    if (source->block_begin == source->block_end)
        return PHONY_OK;
    if (source->block[source->block_begin] != '\x1f')
        return ph_fail(error, PHONY_ERROR_SYNTAX, "'%s' goes on after its gzip data ends",
                       source->name);
    inflateReset(&source->zlib);
    source->is_open_member = 1;
    return PHONY_OK;
}

static phony_status inflate_block(ph_source *source, char *into, size_t capacity, size_t *got,
                                  phony_error *error)
{
    z_stream *zlib = &source->zlib;
    int result;

    capacity = capacity < UINT_MAX ? capacity : UINT_MAX;
    zlib->next_in = (Bytef *)source->block + source->block_begin;
    zlib->avail_in = (uInt)(source->block_end - source->block_begin);
    zlib->next_out = (Bytef *)into;
    zlib->avail_out = (uInt)capacity;
    result = inflate(zlib, Z_NO_FLUSH);
    source->block_begin = source->block_end - zlib->avail_in;
    *got = capacity - zlib->avail_out;
    if (result == Z_STREAM_END)
        source->is_open_member = 0;
    else if (result == Z_MEM_ERROR)
        return ph_fail_memory(error);
    else if (result != Z_OK && result != Z_BUF_ERROR)
        return ph_fail(error, PHONY_ERROR_SYNTAX, "the gzip data of '%s' is corrupt", source->name);
    return PHONY_OK;
}

static phony_status gunzip(ph_source *source, char *into, size_t capacity, size_t *got,
                           phony_error *error)
{
    phony_status status = PHONY_OK;

    for (*got = 0; status == PHONY_OK && !*got;) {
        if (source->block_begin == source->block_end) {
            status = fill_block(source, error);
            if (status == PHONY_OK && !source->block_end)
                break;
        } else if (source->is_open_member) {
            status = inflate_block(source, into, capacity, got, error);
        } else {
            status = next_member(source, error);
        }
    }
    if (status == PHONY_OK && !*got && source->is_open_member)
        return ph_fail(error, PHONY_ERROR_SYNTAX, "the gzip data of '%s' is cut off", source->name);
    return status;
}

/* ---- Reading ------------------------------------------------------------------------------- */

static phony_status read_some(ph_source *source, char *into, size_t capacity, size_t *got,
                              phony_error *error)
{
    *got = 0;
    if (source->is_gzip)
        return gunzip(source, into, capacity, got, error);
    return plain(source, into, capacity, got, error);
}

/* Fills the block with at least two bytes, if there are as many, to tell gzip by them. */
static phony_status look_for_gzip(ph_source *source, phony_error *error)
{
    phony_status status = fill_block(source, error);

    while (status == PHONY_OK && source->block_end == 1) {
        size_t got = 0;
        status = fetch(source, source->block + 1, BLOCK - 1, &got, error);
        source->block_end += got;
        if (!got)
            break;
    }
    if (status == PHONY_OK && source->block_end >= 2 && !memcmp(source->block, "\x1f\x8b", 2))
        return start_gzip(source, error);
    return status;
}

static phony_status first_read(ph_source *source, char *into, size_t capacity, size_t *got,
                               phony_error *error)
{
    phony_status status = look_for_gzip(source, error);
    size_t used = 0, more = 1;

    while (status == PHONY_OK && used < 3 && more) {
        status = read_some(source, into + used, capacity - used, &more, error);
        used += more;
    }
    if (status == PHONY_OK && used >= 3 && !memcmp(into, "\xEF\xBB\xBF", 3)) {
        used -= 3;
        memmove(into, into + 3, used);
        if (!used)
            status = read_some(source, into, capacity, &used, error);
    }
    *got = used;
    return status;
}

phony_status ph_source_read(ph_source *source, char *into, size_t capacity, size_t *got,
                            phony_error *error)
{
    if (source->started)
        return read_some(source, into, capacity, got, error);
    source->started = 1;
    return first_read(source, into, capacity, got, error);
}

void ph_source_limit_reads(ph_source *source, size_t most)
{
    source->most = most;
}

uint64_t ph_source_position(const ph_source *source)
{
    return source->position;
}

uint64_t ph_source_size(const ph_source *source)
{
    return source->size;
}

/* ---- Lifetime ------------------------------------------------------------------------------ */

static ph_source *new_source(const char *name)
{
    ph_source *source = ph_calloc(1, sizeof *source);

    if (!source)
        return NULL;
    source->fd = -1;
    source->most = SSIZE_MAX;
    source->name = ph_strndup(name, strlen(name));
    source->block = ph_malloc(BLOCK);
    if (source->name && source->block)
        return source;
    ph_source_close(source);
    return NULL;
}

static phony_status open_file(ph_source *source, const char *path, phony_error *error)
{
    struct stat found;
    int is_stdin = !strcmp(path, "-");

    source->fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (source->fd < 0)
        return ph_fail_errno(error, errno == ENOENT ? PHONY_ERROR_NOT_FOUND : PHONY_ERROR_IO, errno,
                             "cannot open '%s'", path);
    if (fstat(source->fd, &found) < 0)
        return ph_fail_errno(error, PHONY_ERROR_IO, errno, "cannot read '%s'", path);
    if (S_ISDIR(found.st_mode))
        return ph_fail_errno(error, PHONY_ERROR_IO, EISDIR, "cannot read '%s'", path);
    if (S_ISREG(found.st_mode) && found.st_size > 0)
        source->size = (uint64_t)found.st_size;
    return PHONY_OK;
}

phony_status ph_source_open(const char *path, ph_source **source, phony_error *error)
{
    ph_source *made = new_source(strcmp(path, "-") ? path : "standard input");
    phony_status status;

    if (!made)
        return ph_fail_memory(error);
    status = open_file(made, path, error);
    if (status == PHONY_OK)
        *source = made;
    else
        ph_source_close(made);
    return status;
}

phony_status ph_source_open_memory(const void *bytes, size_t length, ph_source **source,
                                   phony_error *error)
{
    ph_source *made = new_source("memory");

    if (!made)
        return ph_fail_memory(error);
    made->memory = bytes;
    made->size = length;
    *source = made;
    return PHONY_OK;
}

void ph_source_close(ph_source *source)
{
    if (!source)
        return;
    if (source->is_gzip)
        inflateEnd(&source->zlib);
    if (source->fd > STDIN_FILENO)
        close(source->fd);
    ph_free(source->block);
    ph_free(source->name);
    ph_free(source);
}
