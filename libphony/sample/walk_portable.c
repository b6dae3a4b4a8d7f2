/* The walk in plain C11: eight lanes, each stage done for all lanes in turn.
 *
 * The order matters more than anything else here. A step is one long chain of dependent
 * instructions; walked lane by lane, the waiting instructions fill the processor's scheduler and
 * it never gets to the next lane. Stage by stage, neighbouring instructions are independent.
 * The stages are unrolled by EACH_LANE; there is no branch on data, so none to mispredict. */
#include "sample/block.h"

enum { LANES = 8 };
#define EACH_LANE(DO)                                                                              \
    do {                                                                                           \
        DO(0);                                                                                     \
        DO(1);                                                                                     \
        DO(2);                                                                                     \
        DO(3);                                                                                     \
        DO(4);                                                                                     \
        DO(5);                                                                                     \
        DO(6);                                                                                     \
        DO(7);                                                                                     \
    } while (0)

struct lanes {
    uint64_t weyl[LANES]; /* counter of the row's random words */
    uint64_t word[LANES]; /* the present one */
    uint32_t state[LANES], row[LANES], end[LANES];
    uint8_t *out[LANES];
};

/* Four bytes, lowest first; compilers make one store of it. */
static inline void put4(uint8_t *p, uint32_t v)
{
    p[0] = (uint8_t)v;
    p[1] = (uint8_t)(v >> 8);
    p[2] = (uint8_t)(v >> 16);
    p[3] = (uint8_t)(v >> 24);
}

static inline void step(struct lanes *s, int l, const ph_sampler *sampler, uint32_t draw)
{
    uint32_t state = s->state[l];
    const ph_bucket *b = sampler->buckets + (state >> 5) + (draw >> 1 >> (state & 31));
    unsigned alias = !(draw < b->threshold);
    uint32_t text = sampler->texts[b->token[alias]];
    s->state[l] = b->next[alias];
    put4(s->out[l], text);
    s->out[l] += text >> 24;
}

/* If the lane's value has ended, takes the next row, or idles after the last. Where the value ends
 * is noted in any case: a later round writes over it. Lane l's notes lie l places further on, so
 * that an idle lane's do not touch the next lane's. */
static inline void turn(struct lanes *s, int l, ph_block *block, int separator, uint32_t start)
{
    unsigned ended = s->state[l] == PH_END;
    *s->out[l] = (uint8_t)separator;
    s->out[l] += ended & (unsigned)(separator >= 0);
    block->end[s->row[l] + (unsigned)l] = (uint32_t)(s->out[l] - block->area);
    s->row[l] += ended;
    uint64_t seed = block->seed[s->row[l]];
    uint32_t fresh = s->row[l] == s->end[l] ? PH_IDLE : start;
    s->weyl[l] = ended ? seed : s->weyl[l];
    s->state[l] = ended ? fresh : s->state[l];
}

static void begin(struct lanes *s, ph_block *block)
{
    ph_make_seeds(block);
    for (uint32_t l = 0; l < LANES; l++) {
        s->row[l] = ph_lane_row(block, l);
        s->end[l] = ph_lane_row(block, l + 1);
        s->weyl[l] = block->seed[s->row[l]];
        s->state[l] = s->row[l] < s->end[l] ? block->sampler->start : (uint32_t)PH_IDLE;
        s->out[l] = block->area + (size_t)l * block->region;
    }
}

static int finished(const struct lanes *s)
{
    int all = 1;
    for (int l = 0; l < LANES; l++)
        all &= s->row[l] == s->end[l];
    return all;
}

static int crowded(const struct lanes *s, const ph_block *block)
{
    int full = 0;
    for (uint32_t l = 0; l < LANES; l++)
        full |= s->out[l] - (block->area + (size_t)l * block->region) >
                (ptrdiff_t)block->region - (ptrdiff_t)(PH_UNCHECKED * PH_ROUND_BYTES) - 8;
    return full;
}

/* Brings the notes of turn() into the form that the block is to have. */
static int settle(const struct lanes *s, ph_block *block)
{
    for (uint32_t l = 1; l < LANES; l++)
        for (uint32_t row = ph_lane_row(block, l); row < s->end[l]; row++)
            block->end[row] = block->end[row + l];
    for (uint32_t row = 0; row < block->rows; row++)
        block->row[row] = row;
    block->done = block->rows;
    return 1;
}

static int walk(ph_block *block)
{
    struct lanes s;
    const ph_sampler sampler = *block->sampler; /* a copy, which no store can touch */
    const int separator = block->separator;
    begin(&s, block);
    for (int round = 0; round < PH_ROUNDS; round += PH_UNCHECKED) {
        for (int i = 0; i < PH_UNCHECKED; i++) {
#define DRAW(l) s.word[l] = ph_mix64(s.weyl[l] += PH_GOLDEN)
#define STEP_1(l) step(&s, l, &sampler, (uint32_t)(s.word[l] >> 32))
#define STEP_2(l) step(&s, l, &sampler, (uint32_t)s.word[l])
#define TURN(l) turn(&s, l, block, separator, sampler.start)
            EACH_LANE(DRAW);
            EACH_LANE(STEP_1);
            EACH_LANE(STEP_2);
            EACH_LANE(TURN);
        }
        if (finished(&s))
            return settle(&s, block);
        if (crowded(&s, block))
            break;
    }
    return 0;
}

const ph_walk ph_walk_portable = {"portable", walk, LANES, 2048, 0};
