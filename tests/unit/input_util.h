/* What the tests of inputs share: reading all values as one text, and writing gzip. */
#ifndef INPUT_UTIL_H
#define INPUT_UTIL_H

#include <stdint.h>
#include <zlib.h>

#include "base/buffer.h"
#include "base/error.h"
#include "input/input.h"
#include "unit.h"

/* All values as "value" or "value*weight", joined by '|'; NUL-terminated. */
static inline phony_status read_all(phony_input *input, ph_buffer *values, phony_error *error)
{
    phony_status status;
    const char *value;
    size_t length;
    uint64_t weight;

    while ((status = phony_input_next(input, &value, &length, &weight, error)) == PHONY_OK &&
           value) {
        if (length)
            ph_buffer_append(values, value, length);
        if (weight != 1) {
            ph_buffer_append_byte(values, '*');
            ph_buffer_append_number(values, weight);
        }
        ph_buffer_append_byte(values, '|');
    }
    return status;
}

enum { TEXT = PHONY_FORMAT_TEXT, CSV, JSON, NDJSON };

/* How much a source may give at a time: nothing may depend on it. */
static const size_t input_pieces[] = {1, 2, 3, SIZE_MAX};

/* At most `most` bytes at a time. */
static inline phony_status read_pieces(const char *text, size_t length, size_t most,
                                       const phony_input_options *options, ph_buffer *values,
                                       phony_error *error)
{
    phony_input *input = NULL;
    phony_status status = ph_input_open_memory(text, length, options, &input, error);

    if (status == PHONY_OK) {
        ph_source_limit_reads(input->source, most);
        status = read_all(input, values, error);
    }
    phony_input_close(input);
    ph_buffer_append_byte(values, '\0');
    return values->failed ? ph_fail_memory(error) : status;
}

static inline phony_status read_memory(const char *text, size_t length,
                                       const phony_input_options *options, ph_buffer *values,
                                       phony_error *error)
{
    return read_pieces(text, length, SIZE_MAX, options, values, error);
}

/* One gzip member, appended. */
static inline void append_gzip(ph_buffer *out, const char *text, size_t length)
{
    z_stream zlib = {0};
    uLong bound;

    ck_assert_int_eq(deflateInit2(&zlib, 6, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY),
                     Z_OK);
    bound = deflateBound(&zlib, length);
    zlib.next_out = (Bytef *)ph_buffer_reserve(out, bound);
    zlib.avail_out = (uInt)bound;
    zlib.next_in = (z_const Bytef *)(uintptr_t)text;
    zlib.avail_in = (uInt)length;
    ck_assert_int_eq(deflate(&zlib, Z_FINISH), Z_STREAM_END);
    out->length += zlib.total_out;
    deflateEnd(&zlib);
}
#endif
