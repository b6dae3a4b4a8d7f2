#include "sample/mixture.h"

#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/random.h"

/* ---- Two in one ------------------------------------------------------------------------------ */

enum { FIXED = 2 }; /* buckets that no sampler moves: the end and the idle state */

phony_key ph_mixture_mix(const phony_key *a, const phony_key *b)
{
    phony_key mix;

    for (int i = 0; i < 2; i++)
        mix.word[i] = ph_mix64(ph_mix64(a->word[i]) ^ b->word[i]);
    return mix;
}

static uint32_t moved(uint32_t next, uint32_t by)
{
    return next >> 5 < FIXED ? next : next + (by << 5);
}

static ph_bucket moved_bucket(ph_bucket bucket, uint32_t by, uint32_t text)
{
    for (int k = 0; k < 2; k++) {
        bucket.next[k] = moved(bucket.next[k], by);
        if (bucket.token[k])
            bucket.token[k] = (uint16_t)(bucket.token[k] + text);
    }
    return bucket;
}

/* Copies all but the fixed buckets of a sampler, so that they lie `by` places further on. */
static void copy_buckets(ph_bucket *to, const ph_sampler *from, uint32_t by, uint32_t text)
{
    for (uint32_t i = FIXED; i < from->bucket_count; i++)
        to[i + by] = moved_bucket(from->buckets[i], by, text);
}

static int table_log2(const ph_sampler *sampler)
{
    return 31 - (int)(sampler->start & 31);
}

/* The texts of one behind those of the other. */
static void copy_texts(ph_sampler *to, uint32_t *texts, const ph_sampler *from)
{
    uint32_t base = to->long_offsets[to->long_count];
    uint32_t bytes = from->long_count ? from->long_offsets[from->long_count] : 0;

    for (uint32_t i = 0; i < from->text_count; i++) {
        uint32_t text = from->texts[i];
        texts[to->text_count + i] = text >> 24 == PH_TEXT_LONG ? text + to->long_count : text;
    }
    if (bytes)
        memcpy(to->long_text + base, from->long_text, bytes);
    for (uint32_t i = 0; i < from->long_count; i++)
        to->long_offsets[to->long_count + i + 1] = base + from->long_offsets[i + 1];
    to->text_count += from->text_count;
    to->long_count += from->long_count;
}

static size_t long_bytes(const ph_sampler *sampler)
{
    return sampler->long_count ? sampler->long_offsets[sampler->long_count] : 0;
}

static phony_status mix_texts(ph_sampler *mixture, const ph_sampler *a, const ph_sampler *b,
                              phony_error *error)
{
    uint32_t *texts = ph_calloc((size_t)a->text_count + b->text_count, sizeof *texts);
    size_t longs = (size_t)a->long_count + b->long_count;

    mixture->texts = texts;
    mixture->long_offsets = ph_calloc(longs + 1, sizeof *mixture->long_offsets);
    mixture->long_text = ph_malloc(long_bytes(a) + long_bytes(b) + 1);
    if (!texts || !mixture->long_offsets || !mixture->long_text)
        return ph_fail_memory(error);
    copy_texts(mixture, texts, a);
    copy_texts(mixture, texts, b);
    return PHONY_OK;
}

/* The table in which values begin: its first half is that of one sampler, its second that of the
 * other. A draw x of 32 bits then chooses by its highest bit, and goes on as the draw (x << 1 | 1)
 * would in the sampler's own table. Thresholds are absolute, so a table is made finer by doubling
 * its buckets. */
static void mix_start(ph_bucket *to, const ph_sampler *from, uint32_t half, uint32_t by,
                      uint32_t text, int log2)
{
    const ph_bucket *table = from->buckets + (from->start >> 5);
    const int finer = log2 - 1 - table_log2(from);

    for (uint32_t i = 0; i < UINT32_C(1) << (log2 - 1); i++)
        to[i] = moved_bucket(table[i >> finer], by, text);
    for (uint32_t i = 0; i < UINT32_C(1) << (log2 - 1); i++)
        to[i].threshold = half << 31 | to[i].threshold >> 1;
}

static phony_status mix_buckets(ph_sampler *mixture, const ph_sampler *a, const ph_sampler *b,
                                int log2, phony_error *error)
{
    const uint32_t half = UINT32_C(1) << (log2 - 1), by_a = 2 * half;
    const uint32_t by_b = by_a + a->bucket_count - FIXED;
    ph_bucket *buckets;

    mixture->bucket_count = b->bucket_count + by_b;
    mixture->memory = ph_malloc((size_t)mixture->bucket_count * sizeof *buckets + 63);
    if (!mixture->memory)
        return ph_fail_memory(error);
    ph_prefer_large_pages(mixture->memory, mixture->bucket_count * sizeof *buckets);
    buckets = (ph_bucket *)(((uintptr_t)mixture->memory + 63) & ~(uintptr_t)63);
    memcpy(buckets, a->buckets, FIXED * sizeof *buckets);
    mix_start(buckets + FIXED, a, 0, by_a, 0, log2);
    mix_start(buckets + FIXED + half, b, 1, by_b, a->text_count, log2);
    copy_buckets(buckets, a, by_a, 0);
    copy_buckets(buckets, b, by_b, a->text_count);
    mixture->buckets = buckets;
    mixture->start = FIXED << 5 | (uint32_t)(31 - log2);
    return PHONY_OK;
}

static int mixable(const ph_sampler *a, const ph_sampler *b, int log2)
{
    return log2 < 27 && !a->wide && !b->wide && a->trim == b->trim &&
           a->text_count + b->text_count <= (uint32_t)UINT16_MAX + 1 &&
           (UINT64_C(1) << log2) + a->bucket_count + b->bucket_count <= PH_BUCKETS_MAX;
}

phony_status ph_mixture_new(const ph_sampler *a, const ph_sampler *b, ph_sampler **mixture,
                            phony_error *error)
{
    const int log2 = 1 + (table_log2(a) > table_log2(b) ? table_log2(a) : table_log2(b));
    ph_sampler *made;
    phony_status status;

    if (!mixable(a, b, log2))
        return ph_fail(error, PHONY_ERROR_LIMIT,
                       "two models are too large for a mixture: more than %u tokens or %u table "
                       "entries together, or only one of words",
                       UINT16_MAX, PH_BUCKETS_MAX);
    made = ph_calloc(1, sizeof *made);
    if (!made)
        return ph_fail_memory(error);
    made->trim = a->trim;
    made->mix = ph_mixture_mix(&a->mix, &b->mix);
    status = mix_texts(made, a, b, error);
    if (!status)
        status = mix_buckets(made, a, b, log2, error);
    if (status) {
        ph_sampler_free(made);
        return status;
    }
    ph_sampler_choose_walk(made);
    *mixture = made;
    return PHONY_OK;
}

/* ---- Other texts ----------------------------------------------------------------------------- */

/* The texts in the making: the long ones lie one behind the other in `pool`. */
typedef struct mapping {
    const ph_sampler *of;
    ph_sampler *made;
    uint32_t *texts;
    ph_buffer pool, text;
} mapping;

static int map_text(mapping *m, uint32_t token, ph_text_map map, void *user)
{
    uint32_t text = m->of->texts[token], length = text >> 24;
    char low[3] = {(char)text, (char)(text >> 8), (char)(text >> 16)};
    const char *from = low;

    if (length == PH_TEXT_LONG) {
        const uint32_t *offset = m->of->long_offsets + (text & 0xFFFFFF);
        from = m->of->long_text + offset[0];
        length = offset[1] - offset[0];
    }
    m->text.length = 0;
    if (map(user, from, length, &m->text) < 0 || m->text.failed)
        return -1;
    length = (uint32_t)m->text.length;
    if (length <= 3) {
        m->texts[token] = length << 24;
        for (uint32_t i = 0; i < length; i++)
            m->texts[token] |= (uint32_t)(uint8_t)m->text.data[i] << 8 * i;
        return 0;
    }
    m->texts[token] = PH_TEXT_LONG << 24 | m->made->long_count;
    ph_buffer_append(&m->pool, m->text.data, m->text.length);
    m->made->long_offsets[++m->made->long_count] = (uint32_t)m->pool.length;
    return m->pool.failed || m->pool.length > UINT32_MAX ? -1 : 0;
}

static int map_texts(mapping *m, ph_text_map map, void *user)
{
    const uint32_t count = m->of->text_count;

    m->texts = ph_calloc(count, sizeof *m->texts);
    m->made->texts = m->texts;
    m->made->text_count = count;
    m->made->long_offsets = ph_calloc((size_t)count + 1, sizeof *m->made->long_offsets);
    if (!m->texts || !m->made->long_offsets)
        return -1;
    for (uint32_t token = 1; token < count; token++) {
        if (map_text(m, token, map, user) < 0)
            return -1;
    }
    m->made->long_text = m->pool.data;
    m->pool = (ph_buffer)PH_BUFFER_INIT;
    return 0;
}

phony_status ph_mapped_new(const ph_sampler *of, ph_text_map map, void *user, ph_sampler **mapped,
                           phony_error *error)
{
    mapping m = {of, ph_calloc(1, sizeof *m.made), NULL, PH_BUFFER_INIT, PH_BUFFER_INIT};
    int failed = !m.made;

    if (!failed) {
        m.made->buckets = of->buckets;
        m.made->bucket_count = of->bucket_count;
        m.made->start = of->start;
        m.made->wide = of->wide;
        m.made->trim = of->trim;
        m.made->mix = of->mix;
        failed = map_texts(&m, map, user) < 0;
    }
    ph_buffer_fini(&m.pool);
    ph_buffer_fini(&m.text);
    if (failed) {
        ph_mapped_free(m.made);
        return ph_fail_memory(error);
    }
    ph_sampler_choose_walk(m.made);
    *mapped = m.made;
    return PHONY_OK;
}

void ph_mapped_free(ph_sampler *mapped)
{
    if (mapped)
        mapped->wide = NULL; /* the other's */
    ph_sampler_free(mapped);
}
