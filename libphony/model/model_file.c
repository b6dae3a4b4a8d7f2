#include "model/model_file.h"

#include <errno.h>
#include <limits.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "base/alloc.h"
#include "base/error.h"

ph_identity ph_identity_of(const struct stat *there)
{
    return (ph_identity){.device = there->st_dev,
                         .inode = there->st_ino,
                         .size = (uint64_t)there->st_size,
                         .modified = {there->st_mtim.tv_sec, there->st_mtim.tv_nsec},
                         .changed = {there->st_ctim.tv_sec, there->st_ctim.tv_nsec}};
}

int ph_identity_same(const ph_identity *a, const ph_identity *b)
{
    return memcmp(a, b, sizeof *a) == 0;
}

ph_model_file *ph_model_file_new(const char *folder, const char *path, const ph_identity *file)
{
    char real[PATH_MAX];
    size_t length = strlen(folder) + 1, more;
    ph_model_file *source;

    if (!realpath(path, real))
        return NULL;
    more = strlen(real) + 1;
    source = ph_malloc(sizeof *source + length + more);
    if (!source)
        return NULL;
    source->file = *file;
    source->folder = memcpy(source->text, folder, length);
    source->path = memcpy(source->text + length, real, more);
    return source;
}

/* Not mapped: it may shrink meanwhile. */
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

phony_status ph_model_file_read(int fd, const char *path, const phony_model_limits *limits,
                                phony_model **model, phony_error *error)
{
    phony_status status = read_bytes(fd, path, limits, model, error);

    if (status)
        ph_error_prefix(error, "'%s'", path);
    return status;
}

/* ---- The digest at the beginning ----------------------------------------------------------------
 */

/* Bytes that are looked at; packed ones are hardly ever more. */
enum { PACKED = 8704, FEW = 1024, UNPACKED = 8192 };

/* The beginning of the JSON text, up to `room` bytes; how much there is. */
static size_t unpack(unsigned char *packed, size_t size, char *text, size_t room)
{
    z_stream z = {.next_in = packed, .avail_in = (uInt)size};
    int result;

    if (size > 0 && packed[0] == '{') {
        memcpy(text, packed, size < room ? size : room);
        return size < room ? size : room;
    }
    if (inflateInit2(&z, 15 + 16) != Z_OK)
        return 0;
    z.next_out = (Bytef *)text;
    z.avail_out = (uInt)room;
    result = inflate(&z, Z_SYNC_FLUSH);
    inflateEnd(&z);
    return result == Z_OK || result == Z_STREAM_END || result == Z_BUF_ERROR ? room - z.avail_out
                                                                             : 0;
}

/* Within a string, the quotes would be escaped: so this is a member's name, the model's or that of
 * an object in an unknown member. What that one says will hardly fit. */
static int find_digest(const char *text, size_t length, uint8_t digest[PH_DIGEST_BYTES])
{
    static const char name[] = "\"digest\":\"";
    const char *at = length ? memmem(text, length, name, sizeof name - 1) : NULL, *end;
    size_t size;

    if (!at || (size_t)(text + length - at) < sizeof name - 1 + PH_DIGEST_TEXT)
        return -1;
    at += sizeof name - 1;
    if (sodium_hex2bin(digest, PH_DIGEST_BYTES, at, PH_DIGEST_TEXT - 1, NULL, &size, &end) != 0)
        return -1;
    return size == PH_DIGEST_BYTES && *end == '"' ? 0 : -1;
}

int ph_model_file_digest(int fd, uint8_t digest[PH_DIGEST_BYTES])
{
    unsigned char packed[PACKED];
    char text[UNPACKED];
    ssize_t got = pread(fd, packed, sizeof packed, 0);
    size_t size = got > 0 ? (size_t)got : 0;

    /* Most of them stand near the beginning; unpacking all of it takes as long as all else. */
    if (find_digest(text, unpack(packed, size, text, FEW), digest) == 0)
        return 0;
    return find_digest(text, unpack(packed, size, text, UNPACKED), digest);
}
