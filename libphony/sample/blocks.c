/* Blocks of rows through one of the kernels; odd rows one by one. */
#include <string.h>

#include "sample/block.h"

enum { FEW = 16 }; /* so few rows are faster one by one */

/* The output of a call so far. */
typedef struct output {
    uint8_t *bytes;
    size_t used, capacity;
    uint32_t *offsets;
    size_t rows;
    int separator;
} output;

/* Rows one by one; 0 where the next one does not fit. */
static int walk_rows(output *out, const ph_sampler *sampler, const phony_key *key, uint64_t first,
                     size_t rows)
{
    size_t more = out->separator >= 0;

    for (size_t i = 0; i < rows; i++) {
        size_t room = out->capacity - out->used, length;
        if (room < more)
            return 0;
        length =
            ph_walk_row(sampler, ph_stream(key, first + i), out->bytes + out->used, room - more);
        if (length == SIZE_MAX)
            return 0;
        out->used += length;
        if (more)
            out->bytes[out->used++] = (uint8_t)out->separator;
        out->offsets[++out->rows] = (uint32_t)out->used;
    }
    return 1;
}

/* Appends a walked block, lane after lane; 0 where not all of it fits. */
static int append(output *out, const ph_block *block)
{
    uint32_t *ends = out->offsets + out->rows + 1;

    for (uint32_t i = 0; i < block->done; i++)
        ends[block->row[i]] = block->end[i];
    for (uint32_t lane = 0, row = 0; row < block->rows; lane++) {
        uint32_t from = lane * block->region, to = ph_lane_row(block, lane + 1), last = to;
        uint32_t length, shift = (uint32_t)out->used - from;
        while (to > row && ends[to - 1] - from > out->capacity - out->used)
            to--;
        if (to == row)
            return 0;
        length = ends[to - 1] - from;
        memcpy(out->bytes + out->used, block->area + from, length);
        for (uint32_t i = row; i < to; i++)
            ends[i] += shift;
        out->used += length;
        out->rows += to - row;
        if (to < last)
            return 0;
        row = to;
    }
    return 1;
}

/* How many of the rows left to take next: no more than will about fit, so that little is thrown
 * away at the end of the caller's buffer. */
static uint32_t rows_for(const output *out, size_t left, size_t full)
{
    size_t rows = left < full ? left : full;

    if (out->rows > 0) {
        size_t mean = out->used / out->rows + 1, fitting = (out->capacity - out->used) / mean + 1;
        rows = rows < fitting ? rows : fitting;
    }
    return (uint32_t)rows;
}

static size_t walk_blocks(const ph_sampler *sampler, const phony_key *key, uint64_t first,
                          size_t count, output *out)
{
    const ph_walk *walk = sampler->walk;
    const uint32_t most = walk->rows / walk->lanes;
    uint32_t per = most; /* rows a lane: halved when a block overflows, one more when not */
    ph_block block;      /* large, and on purpose not initialised */

    block.sampler = sampler;
    block.key[0] = key->word[0];
    block.key[1] = key->word[1];
    block.separator = out->separator;
    block.region = most * PH_ROW_BYTES + PH_SLACK;
    while (out->rows < count) {
        block.first = first + out->rows;
        block.rows = rows_for(out, count - out->rows, (size_t)per * walk->lanes);
        block.per = (block.rows + walk->lanes - 1) / walk->lanes;
        if (block.rows >= FEW && walk->block(&block)) {
            if (!append(out, &block))
                break;
            per = ph_smaller(per + 1, most);
        } else if (block.rows < FEW || block.per == 1) {
            if (!walk_rows(out, sampler, key, block.first, block.rows))
                break;
        } else {
            per = block.per / 2;
        }
    }
    return out->rows;
}

size_t ph_walk_many(const ph_sampler *sampler, const phony_key *key, uint64_t first, size_t count,
                    uint8_t *bytes, size_t capacity, uint32_t *offsets, int separator)
{
    output out = {bytes, 0, capacity, offsets, 0, separator};

    offsets[0] = 0;
    if (sampler->walk)
        return walk_blocks(sampler, key, first, count, &out);
    walk_rows(&out, sampler, key, first, count);
    return out.rows;
}
