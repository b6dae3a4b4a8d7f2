/* The walk with AVX-512 (F, DQ, BW, VL; POPCNT): four groups of 16 lanes.
 *
 * Compile with -mavx512f -mavx512dq -mavx512bw -mavx512vl -mpopcnt. As in the portable form every
 * stage is done for all groups in turn. Buckets are not gathered by field: each is one 128-bit
 * load, and four by four transposes give the fields. Little-endian, as every x86. */
#include "sample/block.h"
#include <immintrin.h>
#include <string.h>

enum { WIDTH = 16, GROUPS = 4, LANES = WIDTH * GROUPS };
typedef __m512i vec;
#define INLINE static inline __attribute__((always_inline))
#define EACH_GROUP _Pragma("GCC unroll 4") for (int i = 0; i < GROUPS; i++)
#define ALIGNED __attribute__((aligned(64)))

struct group {
    vec state, row, end, out; /* 16 x 32 bits; out: position in the area */
    vec weyl[2], key[2];      /* lanes 0-7 and 8-15, 64 bits; key: of the row to come */
};
struct common {
    const char *bucket;
    const uint32_t *text;
    vec start, key1, separator, one_if;
};

INLINE vec all32(uint32_t x)
{
    return _mm512_set1_epi32((int)x);
}
INLINE vec all64(uint64_t x)
{
    return _mm512_set1_epi64((long long)x);
}

INLINE vec mix(vec z)
{
    z = _mm512_mullo_epi64(_mm512_xor_si512(z, _mm512_srli_epi64(z, 30)), all64(PH_MIX_A));
    z = _mm512_mullo_epi64(_mm512_xor_si512(z, _mm512_srli_epi64(z, 27)), all64(PH_MIX_B));
    return _mm512_xor_si512(z, _mm512_srli_epi64(z, 31));
}

INLINE vec seed_of(vec key, vec key1)
{
    return mix(_mm512_xor_si512(mix(key), key1));
}

/* Byte offsets of the buckets that the draws choose, to memory: they are needed as addresses. */
INLINE void aim(uint32_t *at, vec state, vec draw)
{
    vec shift = _mm512_and_si512(state, all32(31));
    vec inner = _mm512_srlv_epi32(_mm512_srli_epi32(draw, 1), shift);
    vec index = _mm512_add_epi32(_mm512_srli_epi32(state, 5), inner);
    _mm512_store_si512(at, _mm512_slli_epi32(index, 4));
}

/* Buckets of lanes n, 4 + n, 8 + n, 12 + n. */
INLINE vec four(const char *bucket, const uint32_t *at, int n)
{
#define LOAD(k) _mm_load_si128((const __m128i *)(bucket + at[(k)]))
    __m256i low = _mm256_inserti128_si256(_mm256_castsi128_si256(LOAD(n)), LOAD(4 + n), 1);
    __m256i high = _mm256_inserti128_si256(_mm256_castsi128_si256(LOAD(8 + n)), LOAD(12 + n), 1);
    return _mm512_inserti64x4(_mm512_castsi256_si512(low), high, 1);
}

/* One step: the new states; returns the tokens. */
INLINE vec step(const char *bucket, const uint32_t *at, vec *state, vec draw)
{
    vec a = four(bucket, at, 0), b = four(bucket, at, 1);
    vec c = four(bucket, at, 2), d = four(bucket, at, 3);
    vec ab = _mm512_unpacklo_epi32(a, b), cd = _mm512_unpacklo_epi32(c, d);
    vec threshold = _mm512_unpacklo_epi64(ab, cd), next0 = _mm512_unpackhi_epi64(ab, cd);
    ab = _mm512_unpackhi_epi32(a, b), cd = _mm512_unpackhi_epi32(c, d);
    vec next1 = _mm512_unpacklo_epi64(ab, cd), token = _mm512_unpackhi_epi64(ab, cd);
    __mmask16 alias = _mm512_cmpge_epu32_mask(draw, threshold);
    *state = _mm512_mask_mov_epi32(next0, alias, next1);
    return _mm512_mask_srli_epi32(_mm512_and_si512(token, all32(0xffff)), alias, token, 16);
}

/* Joins each lane's two texts and the separator behind them in 8 bytes and stores these where the
 * lane is; what is too much is overwritten later. Returns the length of the two texts. */
INLINE vec put(uint8_t *area, vec out, vec text0, vec text1, vec separator)
{
    vec low24 = all32(0xffffff), b32 = all32(32);
    vec bits0 = _mm512_slli_epi32(_mm512_srli_epi32(text0, 24), 3);
    vec bits = _mm512_add_epi32(bits0, _mm512_slli_epi32(_mm512_srli_epi32(text1, 24), 3));
    text0 = _mm512_and_si512(text0, low24), text1 = _mm512_and_si512(text1, low24);
    /* a shift by 32 or more (a negative number is large) gives 0 */
    vec low = _mm512_or_si512(text0, _mm512_sllv_epi32(text1, bits0));
    vec high = _mm512_srlv_epi32(text1, _mm512_sub_epi32(b32, bits0));
    low = _mm512_or_si512(low, _mm512_sllv_epi32(separator, bits));
    high = _mm512_or_si512(high, _mm512_sllv_epi32(separator, _mm512_sub_epi32(bits, b32)));
    uint64_t word[WIDTH] ALIGNED;
    uint32_t at[WIDTH] ALIGNED;
    _mm512_store_si512(word, _mm512_unpacklo_epi32(low, high));     /* lanes 0 1 4 5 8 9 12 13 */
    _mm512_store_si512(word + 8, _mm512_unpackhi_epi32(low, high)); /* lanes 2 3 6 7 ... */
    _mm512_store_si512(at, out);
#define PUT(n) memcpy(area + at[(n)], &word[((n)&1) + ((n) >> 1 & 6) + ((n)&2) * 4], 8)
    PUT(0);
    PUT(1);
    PUT(2);
    PUT(3);
    PUT(4);
    PUT(5);
    PUT(6);
    PUT(7);
    PUT(8);
    PUT(9);
    PUT(10);
    PUT(11);
    PUT(12);
    PUT(13);
    PUT(14);
    PUT(15);
    return _mm512_srli_epi32(bits, 3);
}

/* Notes the ended values; their lanes take the next row, or idle after the last. */
INLINE void turn(struct group *g, ph_block *block, const struct common *c, __mmask16 ended)
{
    _mm512_storeu_si512(block->row + block->done, _mm512_maskz_compress_epi32(ended, g->row));
    _mm512_storeu_si512(block->end + block->done, _mm512_maskz_compress_epi32(ended, g->out));
    block->done += (uint32_t)_mm_popcnt_u32(ended);
    g->row = _mm512_mask_add_epi32(g->row, ended, g->row, all32(1));
    __mmask16 over = _mm512_mask_cmpeq_epi32_mask(ended, g->row, g->end);
    g->state = _mm512_mask_mov_epi32(g->state, ended, c->start);
    g->state = _mm512_mask_mov_epi32(g->state, over, all32(PH_IDLE));
    for (int h = 0; h < 2; h++) {
        __mmask8 half = (__mmask8)(ended >> 8 * h);
        g->weyl[h] = _mm512_mask_mov_epi64(g->weyl[h], half, seed_of(g->key[h], c->key1));
        g->key[h] = _mm512_mask_add_epi64(g->key[h], half, g->key[h], all64(PH_GOLDEN));
    }
}

/* Two steps of every lane. */
INLINE void round_of(struct group *groups, ph_block *block, const struct common *c)
{
    const vec even = _mm512_setr_epi32(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
    const vec odd = _mm512_add_epi32(even, all32(1));
    vec draw0[GROUPS], draw1[GROUPS], text0[GROUPS], text1[GROUPS];
    uint32_t at[GROUPS][WIDTH] ALIGNED;
    EACH_GROUP
    {
        struct group *g = &groups[i];
        g->weyl[0] = _mm512_add_epi64(g->weyl[0], all64(PH_GOLDEN));
        g->weyl[1] = _mm512_add_epi64(g->weyl[1], all64(PH_GOLDEN));
        vec a = mix(g->weyl[0]), b = mix(g->weyl[1]);
        draw0[i] = _mm512_permutex2var_epi32(a, odd, b);
        draw1[i] = _mm512_permutex2var_epi32(a, even, b);
        aim(at[i], g->state, draw0[i]);
    }
    EACH_GROUP
    {
        text0[i] = step(c->bucket, at[i], &groups[i].state, draw0[i]);
        aim(at[i], groups[i].state, draw1[i]);
    }
    EACH_GROUP text0[i] = _mm512_i32gather_epi32(text0[i], c->text, 4);
    EACH_GROUP text1[i] = step(c->bucket, at[i], &groups[i].state, draw1[i]);
    EACH_GROUP text1[i] = _mm512_i32gather_epi32(text1[i], c->text, 4);
    EACH_GROUP
    {
        struct group *g = &groups[i];
        __mmask16 ended = _mm512_cmpeq_epi32_mask(g->state, all32(PH_END));
        vec length = put(block->area, g->out, text0[i], text1[i], c->separator);
        length = _mm512_mask_add_epi32(length, ended, length, c->one_if);
        g->out = _mm512_add_epi32(g->out, length);
        turn(g, block, c, ended);
    }
}

static void begin(struct group *g, uint32_t lane, const ph_block *block, const struct common *c)
{
    uint32_t row[WIDTH + 1], out[WIDTH];
    uint64_t key[WIDTH];
    for (uint32_t l = 0; l < WIDTH; l++) {
        row[l] = ph_lane_row(block, lane + l);
        out[l] = (lane + l) * block->region;
        key[l] = block->key[0] + (block->first + row[l]) * PH_GOLDEN;
    }
    row[WIDTH] = ph_lane_row(block, lane + WIDTH);
    g->row = _mm512_loadu_si512(row);
    g->end = _mm512_loadu_si512(row + 1);
    g->out = _mm512_loadu_si512(out);
    g->state =
        _mm512_mask_mov_epi32(c->start, _mm512_cmpeq_epi32_mask(g->row, g->end), all32(PH_IDLE));
    for (int h = 0; h < 2; h++) {
        vec k = _mm512_loadu_si512(key + (size_t)8 * (size_t)h);
        g->weyl[h] = seed_of(k, c->key1);
        g->key[h] = _mm512_add_epi64(k, all64(PH_GOLDEN));
    }
}

/* Whether a lane might run out of room before the next look. */
static int crowded(const struct group *groups, const ph_block *block)
{
    const uint32_t most = block->region - PH_UNCHECKED * PH_ROUND_BYTES - 8;
    int full = 0;
    for (uint32_t i = 0; i < GROUPS; i++) {
        uint32_t out[WIDTH];
        _mm512_storeu_si512(out, groups[i].out);
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
    const struct common c = {(const char *)m->buckets,
                             m->texts,
                             all32(m->start),
                             all64(block->key[1]),
                             all32(separator < 0 ? 0 : separator & 255),
                             all32(separator >= 0)};
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

const ph_walk ph_walk_avx512 = {"avx512", walk, LANES, PH_BLOCK_ROWS, 1};
