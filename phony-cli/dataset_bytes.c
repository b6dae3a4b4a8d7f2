/* Bytes that grow, and their compression by zlib. */
#include "dataset_run.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { LEVEL = 6, GZIP_WINDOW = 15 + 16, MEMORY_LEVEL = 8 };

struct cli_packer {
    z_stream stream;
};

phony_status cli_fail_memory(phony_error *error)
{
    memset(error, 0, sizeof *error);
    error->status = PHONY_ERROR_MEMORY;
    snprintf(error->message, sizeof error->message, "out of memory for rows");
    return PHONY_ERROR_MEMORY;
}

phony_status cli_buffer_reserve(cli_bytes_buffer *buffer, size_t more, phony_error *error)
{
    size_t needed;
    if (__builtin_add_overflow(buffer->length, more, &needed) || needed > SIZE_MAX / 2)
        return cli_fail_memory(error);
    if (needed <= buffer->capacity)
        return PHONY_OK;
    size_t capacity = needed + needed / 4;
    char *grown = realloc(buffer->data, capacity);
    if (!grown)
        return cli_fail_memory(error);
    buffer->data = grown;
    buffer->capacity = capacity;
    return PHONY_OK;
}

phony_status cli_buffer_add(cli_bytes_buffer *buffer, const void *bytes, size_t length,
                            phony_error *error)
{
    phony_status status = cli_buffer_reserve(buffer, length, error);
    if (status == PHONY_OK && length > 0) {
        memcpy(buffer->data + buffer->length, bytes, length);
        buffer->length += length;
    }
    return status;
}

cli_packer *cli_packer_new(void)
{
    cli_packer *packer = calloc(1, sizeof *packer);
    if (packer && deflateInit2(&packer->stream, LEVEL, Z_DEFLATED, GZIP_WINDOW, MEMORY_LEVEL,
                               Z_DEFAULT_STRATEGY) != Z_OK) {
        free(packer);
        return NULL;
    }
    return packer;
}

void cli_packer_free(cli_packer *packer)
{
    if (packer)
        (void)deflateEnd(&packer->stream);
    free(packer);
}

/* zlib counts in 32 bits: input goes in by pieces of at most so many bytes. */
static const size_t PIECE_MAX = 1U << 30;

phony_status cli_pack(cli_packer *packer, const void *bytes, size_t length,
                      cli_bytes_buffer *packed, phony_error *error)
{
    z_stream *stream = &packer->stream;
    const unsigned char *at = bytes;
    int state = Z_OK;
    (void)deflateReset(stream);
    while (state != Z_STREAM_END) {
        size_t piece = length > PIECE_MAX ? PIECE_MAX : length;
        size_t room = deflateBound(stream, (uLong)piece) + 32;
        if (cli_buffer_reserve(packed, room, error) != PHONY_OK)
            return error->status;
        stream->next_in = (z_const Bytef *)(uintptr_t)at;
        stream->avail_in = (uInt)piece;
        stream->next_out = (Bytef *)packed->data + packed->length;
        stream->avail_out = (uInt)room;
        state = deflate(stream, piece == length ? Z_FINISH : Z_NO_FLUSH);
        at += piece - stream->avail_in;
        length -= piece - stream->avail_in;
        packed->length += room - stream->avail_out;
    }
    return PHONY_OK;
}
