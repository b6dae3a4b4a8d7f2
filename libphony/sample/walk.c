/* The plain walk: one row, one step at a time. It is the definition the other kernels are tested
 * against, and does what they leave: long values, long tokens, excluded originals. */
#include <string.h>

#include "base/random.h"
#include "sample/sampler.h"

enum { ATTEMPTS_MAX = 1000 };

/* Appends a text at *at; 0 where it does not fit. What is trimmed off in the end needs no room: *at
 * may go past the capacity by as much, and these bytes are not written. */
static inline int emit(const ph_sampler *sampler, uint32_t text, uint8_t *bytes, size_t capacity,
                       size_t *at)
{
    uint32_t length = text >> 24;
    uint8_t low[3] = {(uint8_t)text, (uint8_t)(text >> 8), (uint8_t)(text >> 16)};
    const void *from = low;

    if (length == PH_TEXT_LONG) {
        uint32_t number = text & 0xFFFFFF;
        from = sampler->long_text + sampler->long_offsets[number];
        length = sampler->long_offsets[number + 1] - sampler->long_offsets[number];
    }
    if (length == 0)
        return 1;
    if (length > capacity + sampler->trim - *at)
        return 0;
    memcpy(bytes + *at, from, length <= capacity - *at ? length : capacity - *at);
    *at += length;
    return 1;
}

/* A walk from the start; `*ended` is 0 where it was cut. */
static size_t walk_once(const ph_sampler *sampler, uint64_t stream, uint8_t *bytes, size_t capacity,
                        int *ended)
{
    uint32_t next = sampler->start;
    uint64_t word = 0;
    size_t at = 0;

    *ended = 1;
    for (uint32_t step = 0; step < PH_STEPS_MAX && next != PH_END; step++) {
        uint32_t draw, bucket, token;
        int alias;
        word = step % 2 == 0 ? ph_stream_word(stream, step / 2) : word << 32;
        draw = (uint32_t)(word >> 32);
        bucket = (next >> 5) + ((draw >> 1) >> (next & 31));
        alias = draw >= sampler->buckets[bucket].threshold;
        token =
            sampler->wide ? sampler->wide[bucket][alias] : sampler->buckets[bucket].token[alias];
        if (!emit(sampler, sampler->texts[token], bytes, capacity, &at))
            return SIZE_MAX;
        next = sampler->buckets[bucket].next[alias];
    }
    *ended = next == PH_END;
    return at < sampler->trim ? 0 : at - sampler->trim;
}

size_t ph_walk_row(const ph_sampler *sampler, uint64_t stream, uint8_t *bytes, size_t capacity)
{
    int ended;
    size_t length = walk_once(sampler, stream, bytes, capacity, &ended);

    for (int attempt = 1; !ended && sampler->whole; attempt++) {
        if (attempt == ATTEMPTS_MAX)
            return SIZE_MAX;
        stream = ph_mix64(stream);
        length = walk_once(sampler, stream, bytes, capacity, &ended);
    }
    return length;
}
