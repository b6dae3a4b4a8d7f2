/* Believing a compiled form: that it is the right one, that it is whole, that no walk can leave it.
 */
#include <string.h>
#include <sys/mman.h>

#include "base/alloc.h"
#include "model/compiled.h"
#include "model/compiled_check.h"
#include "ngram/vocabulary.h"
#include "sample/sampler.h"

_Static_assert(sizeof(ph_compiled_header) <= PH_COMPILED_HEADER_BYTES, "the header has room");
_Static_assert(PH_COMPILED_HEADER_BYTES % PH_CHECK_BLOCK == 0 &&
                   PH_COMPILED_ALIGN % PH_CHECK_BLOCK == 0,
               "sections are whole blocks of the checksum");

/* A file on its way to being believed. */
typedef struct compiled {
    const char *bytes;
    size_t size;
    ph_compiled_header h;
    uint64_t offset[PH_SECTIONS];
} compiled;

static void *section(const compiled *c, int which)
{
    return (char *)(uintptr_t)c->bytes + c->offset[which];
}

static int is_ours(const ph_compiled_header *h, size_t size, const ph_identity *source,
                   const uint8_t *digest)
{
    uint8_t build[PH_BUILD_BYTES];

    ph_compiled_build(build);
    return !memcmp(h->magic, PH_COMPILED_MAGIC, sizeof h->magic) &&
           h->byte_order == PH_BYTE_ORDER && h->form == PH_COMPILED_FORM && h->size == size &&
           !memcmp(h->build, build, sizeof build) && ph_identity_same(&h->source, source) &&
           !memcmp(h->digest, digest, sizeof h->digest);
}

static int within(const ph_compiled_header *h, const phony_model_limits *limits)
{
    uint64_t ngrams = 0;

    for (int k = 0; k < PH_ORDER_MAX; k++)
        ngrams += h->ngrams[k];
    return ngrams <= (limits && limits->max_ngrams ? limits->max_ngrams : PH_NGRAMS_MAX) &&
           h->text_count - UINT64_C(1) <=
               (limits && limits->max_tokens ? limits->max_tokens : PH_VOCABULARY_MAX);
}

/* Whether the numbers of the header are possible and the sections as large as they say. */
static int fits(compiled *c)
{
    const ph_compiled_header *h = &c->h;
    uint64_t strings = 0, buckets = h->bucket_count * (uint64_t)sizeof(ph_bucket);
    int wide = h->text_count > UINT16_MAX;

    for (int i = 0; i < PH_STRINGS; i++)
        strings += h->string[i];
    return h->order >= 1 && h->order <= PH_ORDER_MAX && h->mode >= 0 &&
           h->mode <= PHONY_MODE_HYBRID && h->text_count >= 2 && h->bucket_count >= 3 &&
           h->bucket_count <= PH_BUCKETS_MAX && h->long_count < h->text_count &&
           h->section[PH_SECTION_BUCKETS] - buckets < PH_COMPILED_ALIGN &&
           h->section[PH_SECTION_BUCKETS] % PH_COMPILED_ALIGN == 0 &&
           h->section[PH_SECTION_WIDE] == (wide ? h->bucket_count * UINT64_C(8) : 0) &&
           h->section[PH_SECTION_TEXTS] == h->text_count * UINT64_C(4) &&
           h->section[PH_SECTION_LONG_OFFSETS] == (h->long_count + UINT64_C(1)) * 4 &&
           h->section[PH_SECTION_TOKEN_OFFSETS] == (h->text_count + UINT64_C(1)) * 4 &&
           h->section[PH_SECTION_HASHES] % 8 == 0 && h->section[PH_SECTION_STRINGS] == strings &&
           h->vocabulary[sizeof h->vocabulary - 1] == '\0' &&
           strlen(h->vocabulary) < PH_DIGEST_TEXT &&
           ph_compiled_layout(h, c->size, c->offset) == c->size;
}

/* The checksum of all, and the bounds of the buckets, in one pass. */
static int is_whole(const compiled *c)
{
    char header[PH_COMPILED_HEADER_BYTES] __attribute__((aligned(64)));
    const ph_check_kernel *kernel = ph_check_kernel_get(0);
    const ph_compiled_header *h = &c->h;
    size_t buckets = h->section[PH_SECTION_BUCKETS] / PH_CHECK_BLOCK;
    ph_check check = {.last_bucket = h->bucket_count - 1};
    uint32_t out;

    check.last_text = h->text_count > UINT16_MAX ? UINT16_MAX : h->text_count - 1;
    memcpy(header, c->bytes, sizeof header);
    memset(header + offsetof(ph_compiled_header, checksum), 0, sizeof h->checksum);
    kernel->run(&check, header, sizeof header / PH_CHECK_BLOCK);
    check.tables = check.texts = 0; /* those were no buckets, nor is what follows them */
    kernel->run(&check, section(c, PH_SECTION_BUCKETS), buckets);
    out = (check.tables | check.texts) >> 31;
    kernel->run(&check, section(c, PH_SECTION_WIDE),
                (c->size - c->offset[PH_SECTION_WIDE]) / PH_CHECK_BLOCK);
    return !out && ph_check_sum(&check) == h->checksum;
}

/* Offsets into a text: from 0, ascending, to its end. */
static int ascend(const uint32_t *offsets, uint64_t count, uint64_t bytes)
{
    uint32_t descents = offsets[0];

    for (uint64_t i = 0; i < count; i++)
        descents |= (uint32_t)(offsets[i] > offsets[i + 1]);
    return !descents && offsets[count] == bytes;
}

static int texts_are_bounded(const compiled *c)
{
    const uint32_t *texts = section(c, PH_SECTION_TEXTS);
    uint32_t wrong = 0;

    for (uint32_t i = 0; i < c->h.text_count; i++) {
        uint32_t length = texts[i] >> 24, number = texts[i] & 0xFFFFFF;
        wrong |= length > 3 && (length != PH_TEXT_LONG || number >= c->h.long_count);
    }
    return !wrong;
}

static int is_bounded(const compiled *c)
{
    static const ph_bucket idle[2] = {{0, {PH_END, PH_END}, {0, 0}},
                                      {0, {PH_IDLE, PH_IDLE}, {0, 0}}};
    const ph_compiled_header *h = &c->h;
    const uint32_t *wide = section(c, PH_SECTION_WIDE);
    uint32_t most = 0;

    for (uint64_t i = 0; i < h->section[PH_SECTION_WIDE] / sizeof *wide; i++)
        most = wide[i] > most ? wide[i] : most;
    return most < h->text_count && !memcmp(section(c, PH_SECTION_BUCKETS), idle, sizeof idle) &&
           (h->start >> 5) + (UINT64_C(0x7FFFFFFF) >> (h->start & 31)) < h->bucket_count &&
           texts_are_bounded(c) &&
           ascend(section(c, PH_SECTION_LONG_OFFSETS), h->long_count,
                  h->section[PH_SECTION_LONG_TEXT]) &&
           ascend(section(c, PH_SECTION_TOKEN_OFFSETS), h->text_count,
                  h->section[PH_SECTION_TOKEN_TEXT]);
}

/* The strings, each of which must end where the header says. */
static int find_strings(const compiled *c, char *found[PH_STRINGS])
{
    char *at = section(c, PH_SECTION_STRINGS);

    for (int i = 0; i < PH_STRINGS; i++) {
        found[i] = at;
        at += c->h.string[i];
        if (c->h.string[i] == 0 || at[-1] != '\0')
            return -1;
    }
    return 0;
}

static void fill_sampler(const compiled *c, ph_sampler *sampler)
{
    sampler->buckets = section(c, PH_SECTION_BUCKETS);
    sampler->bucket_count = c->h.bucket_count;
    sampler->wide = c->h.section[PH_SECTION_WIDE] ? section(c, PH_SECTION_WIDE) : NULL;
    sampler->texts = section(c, PH_SECTION_TEXTS);
    sampler->text_count = c->h.text_count;
    sampler->long_count = c->h.long_count;
    sampler->long_offsets = section(c, PH_SECTION_LONG_OFFSETS);
    sampler->long_text = section(c, PH_SECTION_LONG_TEXT);
    sampler->start = c->h.start;
    sampler->trim = c->h.mode == PHONY_MODE_WORD;
    ph_sampler_choose_walk(sampler);
}

static void fill_model(const compiled *c, char *const *strings, phony_model *model)
{
    const ph_compiled_header *h = &c->h;

    for (int i = 0; i < PH_TEXTS; i++)
        model->texts[i] = strings[i];
    model->mode = h->mode;
    model->values = h->values;
    model->weight = h->weight;
    model->min_count = h->min_count;
    model->created = h->created;
    memcpy(model->digest, h->digest, sizeof model->digest);
    ph_hex(h->digest, sizeof h->digest, model->digest_text);
    memcpy(model->vocabulary, h->vocabulary, sizeof model->vocabulary);
    model->tokens = (ph_tokens){h->text_count, section(c, PH_SECTION_TOKEN_OFFSETS),
                                section(c, PH_SECTION_TOKEN_TEXT)};
    model->ngrams.order = h->order;
    for (int k = 0; k < PH_ORDER_MAX; k++)
        model->ngrams.of[k].count = h->ngrams[k];
    if (h->has_originals) {
        model->originals.salt = strings[PH_TEXTS];
        model->originals.hashes = section(c, PH_SECTION_HASHES);
        model->originals.count = h->section[PH_SECTION_HASHES] / sizeof(uint64_t);
        memcpy(model->originals.key, h->originals_key, sizeof model->originals.key);
    }
}

static phony_model *make(const compiled *c)
{
    phony_model *model;
    ph_sampler *sampler;
    char *strings[PH_STRINGS];

    if (find_strings(c, strings) < 0)
        return NULL;
    model = ph_model_new();
    sampler = ph_calloc(1, sizeof *sampler);
    if (!model || !sampler) {
        ph_free(sampler);
        phony_model_unref(model);
        return NULL;
    }
    fill_model(c, strings, model);
    fill_sampler(c, sampler);
    sampler->mix = ph_model_mix(model);
    atomic_store_explicit(&model->sampler, sampler, memory_order_relaxed);
    atomic_store_explicit(&model->partial, 1, memory_order_relaxed);
    model->mapping = (char *)(uintptr_t)c->bytes;
    model->mapping_size = c->size;
    return model;
}

phony_model *ph_compiled_believe(void *mapping, size_t size, const ph_identity *source,
                                 const uint8_t digest[PH_DIGEST_BYTES],
                                 const phony_model_limits *limits)
{
    compiled c = {.bytes = mapping, .size = size};

    if (size < PH_COMPILED_HEADER_BYTES || size % PH_COMPILED_ALIGN)
        return NULL;
    memcpy(&c.h, mapping, sizeof c.h);
    if (!is_ours(&c.h, size, source, digest) || !fits(&c) || !within(&c.h, limits) ||
        !is_whole(&c) || !is_bounded(&c))
        return NULL;
    return make(&c);
}

void ph_compiled_unmap(phony_model *model)
{
    ph_sampler *sampler = atomic_load(&model->sampler);

    if (!model->mapping)
        return;
    memset(model->texts, 0, sizeof model->texts);
    memset(&model->tokens, 0, sizeof model->tokens);
    memset(&model->originals, 0, sizeof model->originals);
    sampler->wide = NULL;
    sampler->texts = NULL;
    sampler->long_offsets = NULL;
    sampler->long_text = NULL;
    munmap(model->mapping, model->mapping_size);
}
