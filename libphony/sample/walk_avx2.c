/* The walk with AVX2 (and BMI2, POPCNT): four groups of 8 lanes.
 *
 * Compile with -mavx2 -mbmi2 -mpopcnt. As in the portable form every stage is done for all groups
 * in turn. Buckets are not gathered by field: each is one 128-bit load, and four by four
 * transposes give the fields. 64-bit quantities of a group are held in two vectors, of lanes
 * 0 1 4 5 and of lanes 2 3 6 7: that is the order in which unpack and shuffle take and give them.
 */
#include "sample/block.h"
#include <immintrin.h>
#include <string.h>

enum { WIDTH = 8, GROUPS = 4, LANES = WIDTH * GROUPS };
typedef __m256i vec;
#define INLINE static inline __attribute__((always_inline))
#define EACH_GROUP _Pragma("GCC unroll 4") for (int i = 0; i < GROUPS; i++)
#define ALIGNED __attribute__((aligned(32)))

struct group {
    vec state, row, end, out; /* 8 x 32 bits; out: position in the area */
    vec weyl[2];              /* lanes 0 1 4 5 and lanes 2 3 6 7, 64 bits */
};
struct common {
    const char *bucket;
    const uint32_t *text;
    vec start, separator, one_if;
};

INLINE vec all32(uint32_t x)
{
    return _mm256_set1_epi32((int)x);
}
INLINE vec all64(uint64_t x)
{
    return _mm256_set1_epi64x((long long)x);
}

/* Low 64 bits of a * k. */
INLINE vec times(vec a, uint64_t k)
{
    vec low = _mm256_mul_epu32(a, all64(k));
    vec cross = _mm256_add_epi64(_mm256_mul_epu32(_mm256_srli_epi64(a, 32), all64(k)),
                                 _mm256_mul_epu32(a, all64(k >> 32)));
    return _mm256_add_epi64(low, _mm256_slli_epi64(cross, 32));
}

INLINE vec mix(vec z)
{
    z = times(_mm256_xor_si256(z, _mm256_srli_epi64(z, 30)), PH_MIX_A);
    z = times(_mm256_xor_si256(z, _mm256_srli_epi64(z, 27)), PH_MIX_B);
    return _mm256_xor_si256(z, _mm256_srli_epi64(z, 31));
}

/* Byte offsets of the buckets that the draws choose, to memory: they are needed as addresses. */
INLINE void aim(uint32_t *at, vec state, vec draw)
{
    vec shift = _mm256_and_si256(state, all32(31));
    vec inner = _mm256_srlv_epi32(_mm256_srli_epi32(draw, 1), shift);
    vec index = _mm256_add_epi32(_mm256_srli_epi32(state, 5), inner);
    _mm256_store_si256((vec *)at, _mm256_slli_epi32(index, 4));
}

/* Buckets of lanes n and 4 + n. */
INLINE vec two(const char *bucket, const uint32_t *at, int n)
{
#define LOAD(k) _mm_load_si128((const __m128i *)(bucket + at[(k)]))
    return _mm256_inserti128_si256(_mm256_castsi128_si256(LOAD(n)), LOAD(4 + n), 1);
}

/* One step: the new states; returns the tokens. */
INLINE vec step(const char *bucket, const uint32_t *at, vec *state, vec draw)
{
    vec a = two(bucket, at, 0), b = two(bucket, at, 1);
    vec c = two(bucket, at, 2), d = two(bucket, at, 3);
    vec ab = _mm256_unpacklo_epi32(a, b), cd = _mm256_unpacklo_epi32(c, d);
    vec threshold = _mm256_unpacklo_epi64(ab, cd), next0 = _mm256_unpackhi_epi64(ab, cd);
    ab = _mm256_unpackhi_epi32(a, b), cd = _mm256_unpackhi_epi32(c, d);
    vec next1 = _mm256_unpacklo_epi64(ab, cd), token = _mm256_unpackhi_epi64(ab, cd);
    vec alias = _mm256_cmpeq_epi32(_mm256_max_epu32(draw, threshold), draw); /* draw >= */
    *state = _mm256_blendv_epi8(next0, next1, alias);
    return _mm256_blendv_epi8(_mm256_and_si256(token, all32(0xffff)), _mm256_srli_epi32(token, 16),
                              alias);
}

/* Joins each lane's two texts and the separator behind them in 8 bytes and stores these where the
 * lane is; what is too much is overwritten later. Returns the length of the two texts. */
INLINE vec put(uint8_t *area, vec out, vec text0, vec text1, vec separator)
{
    vec low24 = all32(0xffffff), b32 = all32(32);
    vec bits0 = _mm256_slli_epi32(_mm256_srli_epi32(text0, 24), 3);
    vec bits = _mm256_add_epi32(bits0, _mm256_slli_epi32(_mm256_srli_epi32(text1, 24), 3));
    text0 = _mm256_and_si256(text0, low24), text1 = _mm256_and_si256(text1, low24);
    /* a shift by 32 or more (a negative number is large) gives 0 */
    vec low = _mm256_or_si256(text0, _mm256_sllv_epi32(text1, bits0));
    vec high = _mm256_srlv_epi32(text1, _mm256_sub_epi32(b32, bits0));
    low = _mm256_or_si256(low, _mm256_sllv_epi32(separator, bits));
    high = _mm256_or_si256(high, _mm256_sllv_epi32(separator, _mm256_sub_epi32(bits, b32)));
    uint64_t word[WIDTH] ALIGNED;
    uint32_t at[WIDTH] ALIGNED;
    _mm256_store_si256((vec *)word, _mm256_unpacklo_epi32(low, high));       /* lanes 0 1 4 5 */
    _mm256_store_si256((vec *)(word + 4), _mm256_unpackhi_epi32(low, high)); /* lanes 2 3 6 7 */
    _mm256_store_si256((vec *)at, out);
#define PUT(n) memcpy(area + at[(n)], &word[((n)&1) + ((n) >> 1 & 2) + ((n)&2) * 2], 8)
    PUT(0);
    PUT(1);
    PUT(2);
    PUT(3);
    PUT(4);
    PUT(5);
    PUT(6);
    PUT(7);
    return _mm256_srli_epi32(bits, 3);
}

/* The numbers (0..7, a byte each) of the lanes in the mask, then rubbish: for pack(). */
INLINE vec members(unsigned mask)
{
    uint64_t bytes = _pdep_u64(mask, UINT64_C(0x0101010101010101)) * 0xff;
    bytes = _pext_u64(UINT64_C(0x0706050403020100), bytes);
    return _mm256_cvtepu8_epi32(_mm_cvtsi64_si128((long long)bytes));
}

INLINE void pack(uint32_t *to, vec v, vec lanes)
{
    _mm256_storeu_si256((vec *)to, _mm256_permutevar8x32_epi32(v, lanes));
}

/* Seeds of the rows of four lanes. */
INLINE vec seeds(const uint64_t *seed, uint32_t a, uint32_t b, uint32_t c, uint32_t d)
{
    return _mm256_setr_epi64x((long long)seed[a], (long long)seed[b], (long long)seed[c],
                              (long long)seed[d]);
}

/* Notes the values that have ended; their lanes take the next row, or idle after the last. */
INLINE void turn(struct group *g, ph_block *block, const struct common *c, vec ended)
{
    unsigned mask = (unsigned)_mm256_movemask_ps(_mm256_castsi256_ps(ended));
    vec lanes = members(mask);
    pack(block->row + block->done, g->row, lanes);
    pack(block->end + block->done, g->out, lanes);
    block->done += (uint32_t)_mm_popcnt_u32(mask);
    g->row = _mm256_sub_epi32(g->row, ended);
    vec fresh = _mm256_blendv_epi8(c->start, all32(PH_IDLE), _mm256_cmpeq_epi32(g->row, g->end));
    g->state = _mm256_blendv_epi8(g->state, fresh, ended);
    uint32_t row[WIDTH] ALIGNED;
    _mm256_store_si256((vec *)row, g->row);
    vec s0 = seeds(block->seed, row[0], row[1], row[4], row[5]);
    vec s1 = seeds(block->seed, row[2], row[3], row[6], row[7]);
    g->weyl[0] = _mm256_blendv_epi8(g->weyl[0], s0, _mm256_unpacklo_epi32(ended, ended));
    g->weyl[1] = _mm256_blendv_epi8(g->weyl[1], s1, _mm256_unpackhi_epi32(ended, ended));
}

/* Two steps of every lane. */
INLINE void round_of(struct group *groups, ph_block *block, const struct common *c)
{
    vec draw0[GROUPS], draw1[GROUPS], text0[GROUPS], text1[GROUPS];
    uint32_t at[GROUPS][WIDTH] ALIGNED;
    EACH_GROUP
    {
        struct group *g = &groups[i];
        g->weyl[0] = _mm256_add_epi64(g->weyl[0], all64(PH_GOLDEN));
        g->weyl[1] = _mm256_add_epi64(g->weyl[1], all64(PH_GOLDEN));
        __m256 a = _mm256_castsi256_ps(mix(g->weyl[0])), b = _mm256_castsi256_ps(mix(g->weyl[1]));
        draw0[i] = _mm256_castps_si256(_mm256_shuffle_ps(a, b, 0xdd)); /* the high halves */
        draw1[i] = _mm256_castps_si256(_mm256_shuffle_ps(a, b, 0x88)); /* the low ones */
        aim(at[i], g->state, draw0[i]);
    }
    EACH_GROUP
    {
        text0[i] = step(c->bucket, at[i], &groups[i].state, draw0[i]);
        aim(at[i], groups[i].state, draw1[i]);
    }
    EACH_GROUP text0[i] = _mm256_i32gather_epi32((const int *)c->text, text0[i], 4);
    EACH_GROUP text1[i] = step(c->bucket, at[i], &groups[i].state, draw1[i]);
    EACH_GROUP text1[i] = _mm256_i32gather_epi32((const int *)c->text, text1[i], 4);
    EACH_GROUP
    {
        struct group *g = &groups[i];
        vec ended = _mm256_cmpeq_epi32(g->state, all32(PH_END));
        vec length = put(block->area, g->out, text0[i], text1[i], c->separator);
        length = _mm256_add_epi32(length, _mm256_and_si256(ended, c->one_if));
        g->out = _mm256_add_epi32(g->out, length);
        turn(g, block, c, ended);
    }
}

static void begin(struct group *g, uint32_t lane, const ph_block *block, const struct common *c)
{
    uint32_t row[WIDTH + 1], out[WIDTH];
    for (uint32_t l = 0; l < WIDTH; l++) {
        row[l] = ph_lane_row(block, lane + l);
        out[l] = (lane + l) * block->region;
    }
    row[WIDTH] = ph_lane_row(block, lane + WIDTH);
    g->row = _mm256_loadu_si256((const vec *)row);
    g->end = _mm256_loadu_si256((const vec *)(row + 1));
    g->out = _mm256_loadu_si256((const vec *)out);
    g->state = _mm256_blendv_epi8(c->start, all32(PH_IDLE), _mm256_cmpeq_epi32(g->row, g->end));
    g->weyl[0] = seeds(block->seed, row[0], row[1], row[4], row[5]);
    g->weyl[1] = seeds(block->seed, row[2], row[3], row[6], row[7]);
}

/* Whether a lane might run out of room before the next look. */
static int crowded(const struct group *groups, const ph_block *block)
{
    const uint32_t most = block->region - PH_UNCHECKED * PH_ROUND_BYTES - 8;
    int full = 0;
    for (uint32_t i = 0; i < GROUPS; i++) {
        uint32_t out[WIDTH];
        _mm256_storeu_si256((vec *)out, groups[i].out);
        for (uint32_t l = 0; l < WIDTH; l++)
            full |= out[l] > (i * WIDTH + l) * block->region + most;
    }
    return full;
}

static int walk(ph_block *block)
{
    struct group groups[GROUPS];
    const ph_sampler *m = block->sampler;
    int separator = block->separator;
    const struct common c = {(const char *)m->buckets, m->texts, all32(m->start),
                             all32(separator < 0 ? 0 : separator & 255), all32(separator >= 0)};
    ph_make_seeds(block);
    for (uint32_t i = 0; i < GROUPS; i++)
        begin(&groups[i], i * WIDTH, block, &c);
    block->done = 0;
    for (int round = 0; round < PH_ROUNDS; round += PH_UNCHECKED) {
        for (int i = 0; i < PH_UNCHECKED; i++)
            round_of(groups, block, &c);
        if (block->done == block->rows)
            return 1;
        if (crowded(groups, block))
            break;
    }
    return 0;
}

const ph_walk ph_walk_avx2 = {"avx2", walk, LANES, PH_BLOCK_ROWS, 1};
