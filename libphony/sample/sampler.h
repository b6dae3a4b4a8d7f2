/* The compiled form of a model: alias tables in integers, walked by table look-ups alone.
 *
 *   state's table: 2^k buckets            bucket: threshold | out[0]: next, text | out[1]: next,
 * text
 *
 * A step takes a 32-bit draw r: its high k bits choose the bucket, and r < threshold chooses
 * between the bucket's two outcomes (Walker 1977; Vose 1991). Each outcome says what to emit and
 * where the next state's table lies, so a step is one bucket and no other look-up. Table 0 is the
 * end: one bucket that emits nothing and leads to itself, so that a walk may run on past its end.
 */
#ifndef PH_SAMPLER_H
#define PH_SAMPLER_H

#include "phony.h"
#include "sample/process.h"

struct ph_tokens;

/* Sixteen bytes, four to a cache line, loaded whole by the SIMD kernels. */
typedef struct ph_bucket {
    uint32_t threshold;
    uint32_t next[2];  /* first bucket of the next table << 5 | 31 - k */
    uint16_t token[2]; /* what to emit: a number in `texts`; 0 = nothing */
} ph_bucket;

#define PH_BUCKETS_MAX UINT32_C(0x8000000) /* 2^27 */
/* Two tables of one bucket that emit nothing and lead to themselves: the end of a value, where a
 * walk may run on past it, and a kernel's lanes without rows. */
#define PH_END UINT32_C(31)
#define PH_IDLE UINT32_C(63)
#define PH_TEXT_LONG                                                                               \
    UINT32_C(0xFF) /* number of bytes: the low 24 bits are a number in the pool                    \
                    */
#define PH_STEPS_MAX 4096

typedef struct ph_sampler ph_sampler;
struct ph_block;

/* A kernel: walks a block, or gives it up (0) for want of room or rounds. */
typedef struct ph_walk {
    const char *name;
    int (*block)(struct ph_block *block);
    uint32_t lanes;
    uint32_t rows; /* most in a block */
    int simd;
} ph_walk;

struct ph_sampler {
    const ph_bucket *buckets; /* aligned to 64 bytes, within `memory` */
    const uint32_t *texts;    /* up to 3 bytes, the first lowest; their number in the top 8 bits */
    uint32_t start;           /* `next` of the state in which values begin */
    uint32_t bucket_count;
    void *memory;
    uint32_t text_count;
    uint32_t (*wide)[2]; /* per bucket, instead of `token`, where there are more than 2^16 texts */
    uint32_t trim;       /* bytes taken off every value's end: the space behind the last word */
    uint32_t long_count; /* texts of more than 3 bytes, by number */
    uint32_t *long_offsets;
    char *long_text;
    phony_key mix;       /* from the digest, so that no two models share a stream */
    int whole;           /* 1: values that are cut are drawn again (constraints) */
    const ph_walk *walk; /* NULL: rows one by one */
};

/* A key as a model draws by it. */
static inline phony_key ph_mix_key(const phony_key *key, const phony_key *mix)
{
    return (phony_key){{key->word[0] ^ mix->word[0], key->word[1] ^ mix->word[1]}};
}

/* `suffix` is put behind every token ("" or " "). Returns PHONY_ERROR_LIMIT past 2^27 buckets,
 * _MEMORY. */
phony_status ph_sampler_new(const ph_process *process, const struct ph_tokens *tokens,
                            const char *suffix, ph_sampler **sampler, phony_error *error);
void ph_sampler_free(ph_sampler *sampler);
size_t ph_sampler_memory(const ph_sampler *sampler);
/* The bytes of the longest text that one step emits. */
size_t ph_sampler_text_max(const ph_sampler *sampler);

/* One value by the plain loop, from a stream: its length, or SIZE_MAX where it does not fit. A
 * value that would be cut is, in a sampler of whole ones, drawn again from the next stream, up to
 * 1,000 times, and then does not fit anywhere (ph_generate_rows reports it). */
size_t ph_walk_row(const ph_sampler *sampler, uint64_t stream, uint8_t *bytes, size_t capacity);

/* The rows first ... first + count - 1 as far as they fit; returns how many. Writes offsets[0] to
 * offsets[rows]; never past bytes + capacity. */
size_t ph_walk_many(const ph_sampler *sampler, const phony_key *key, uint64_t first, size_t count,
                    uint8_t *bytes, size_t capacity, uint32_t *offsets, int separator);

/* All kernels give the same bytes. They need texts of at most three bytes each, and no trim. */
extern const ph_walk ph_walk_portable, ph_walk_avx2, ph_walk_avx512;

/* The best kernel for a sampler on this machine, held back by PHONY_SIMD. */
void ph_sampler_choose_walk(ph_sampler *sampler);
#endif
