/* Walking blocks of rows: what the kernels share (walk_portable.c, walk_avx2.c, walk_avx512.c) and
 * what drives them (blocks.c).
 *
 * A kernel walks many rows at once, one in each of its lanes; every lane has rows of its own, one
 * behind the other, and a region of the area that it writes them to, so that no value is copied by
 * itself. Room is looked at only every PH_UNCHECKED rounds (a round is two steps, one random word);
 * a block that needs more room or rounds than it has is given up and done again with fewer rows. */
#ifndef PH_BLOCK_H
#define PH_BLOCK_H

#include "base/random.h"
#include "sample/sampler.h"

enum {
    PH_BLOCK_ROWS = 4096, /* most rows in a block */
    PH_LANES_MAX = 64,
    PH_ROW_BYTES = 13, /* room per row, on average */
    PH_SLACK = 72,     /* and per lane */
    PH_AREA = PH_BLOCK_ROWS * PH_ROW_BYTES + PH_LANES_MAX * PH_SLACK,
    PH_UNCHECKED = 8,   /* rounds between two looks at the room left */
    PH_ROUND_BYTES = 7, /* most a lane writes in a round: two texts of three bytes, a separator */
    PH_ROUNDS = PH_STEPS_MAX / 2 - PH_UNCHECKED /* a block of so many rounds holds no cut value */
};

/* `rows` rows from `first` on. Lane l walks rows l * per ... l * per + per - 1 of them (fewer or
 * none in the last lanes) and writes at l * region of the area. About 120 KB. */
typedef struct ph_block {
    const ph_sampler *sampler;
    uint64_t key[2], first;
    uint32_t rows, per, region;
    int separator; /* -1: none */
    /* results: every finished row and the position behind it, in the order of finishing */
    uint32_t done;
    uint32_t row[PH_BLOCK_ROWS + 16], end[PH_BLOCK_ROWS + 16];
    uint64_t seed[PH_BLOCK_ROWS + 1]; /* for the kernels that want the rows' streams beforehand */
    uint8_t area[PH_AREA];
} ph_block;

#define PH_MIX_A UINT64_C(0xBF58476D1CE4E5B9) /* of ph_mix64 */
#define PH_MIX_B UINT64_C(0x94D049BB133111EB)

static inline uint32_t ph_smaller(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

/* First row of a lane, within the block; lane + 1 gives the row behind its last. */
static inline uint32_t ph_lane_row(const ph_block *block, uint32_t lane)
{
    return ph_smaller(lane * block->per, block->rows);
}

static inline void ph_make_seeds(ph_block *block)
{
    const phony_key key = {{block->key[0], block->key[1]}};

    for (uint32_t i = 0; i < block->rows; i++)
        block->seed[i] = ph_stream(&key, block->first + i);
    block->seed[block->rows] = 0; /* read, never used */
}
#endif
