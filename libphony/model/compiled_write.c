/* Laying out a compiled form. */
#include <string.h>

#include "base/alloc.h"
#include "model/compiled.h"
#include "model/compiled_check.h"
#include "sample/sampler.h"

static uint64_t align(uint64_t size)
{
    return (size + PH_COMPILED_ALIGN - 1) / PH_COMPILED_ALIGN * PH_COMPILED_ALIGN;
}

uint64_t ph_compiled_layout(const ph_compiled_header *header, uint64_t most,
                            uint64_t offset[PH_SECTIONS])
{
    uint64_t size = PH_COMPILED_HEADER_BYTES;

    for (int i = 0; i < PH_SECTIONS; i++) {
        offset[i] = size;
        if (header->section[i] > most)
            return 0;
        size += align(header->section[i]);
    }
    return size;
}

/* The texts that follow one another in the last section. */
static const char *string_of(const phony_model *model, int i)
{
    if (i < PH_TEXTS)
        return ph_model_text(model, i);
    return ph_originals_active(&model->originals) ? model->originals.salt : "";
}

static void describe_model(const phony_model *model, ph_compiled_header *h)
{
    memcpy(h->digest, model->digest, sizeof h->digest);
    memcpy(h->vocabulary, model->vocabulary, sizeof model->vocabulary);
    h->values = model->values;
    h->weight = model->weight;
    h->min_count = model->min_count;
    h->created = model->created;
    h->order = model->ngrams.order;
    h->mode = model->mode;
    for (int k = 0; k < PH_ORDER_MAX; k++)
        h->ngrams[k] = model->ngrams.of[k].count;
    h->has_originals = (uint32_t)ph_originals_active(&model->originals);
    memcpy(h->originals_key, model->originals.key, sizeof h->originals_key);
    h->section[PH_SECTION_TOKEN_OFFSETS] = (model->tokens.count + UINT64_C(1)) * sizeof(uint32_t);
    h->section[PH_SECTION_TOKEN_TEXT] = model->tokens.offsets[model->tokens.count];
    h->section[PH_SECTION_HASHES] = model->originals.count * sizeof(uint64_t);
    for (int i = 0; i < PH_STRINGS; i++) {
        h->string[i] = (uint32_t)strlen(string_of(model, i)) + 1;
        h->section[PH_SECTION_STRINGS] += h->string[i];
    }
}

static void describe_sampler(const ph_sampler *sampler, ph_compiled_header *h)
{
    h->text_count = sampler->text_count;
    h->bucket_count = sampler->bucket_count;
    h->long_count = sampler->long_count;
    h->start = sampler->start;
    h->section[PH_SECTION_BUCKETS] = align(sampler->bucket_count * sizeof(ph_bucket));
    if (sampler->wide)
        h->section[PH_SECTION_WIDE] = sampler->bucket_count * sizeof *sampler->wide;
    h->section[PH_SECTION_TEXTS] = sampler->text_count * sizeof *sampler->texts;
    h->section[PH_SECTION_LONG_OFFSETS] =
        (sampler->long_count + UINT64_C(1)) * sizeof *sampler->long_offsets;
    h->section[PH_SECTION_LONG_TEXT] = sampler->long_offsets[sampler->long_count];
}

static void put(char *file, const ph_compiled_header *h, const uint64_t *offset, int section,
                const void *bytes)
{
    if (h->section[section])
        memcpy(file + offset[section], bytes, h->section[section]);
}

static void put_buckets(char *to, const ph_compiled_header *h, const ph_sampler *sampler)
{
    static const ph_bucket end = {0, {PH_END, PH_END}, {0, 0}};
    size_t used = sampler->bucket_count * sizeof end;

    memcpy(to, sampler->buckets, used);
    for (; used < h->section[PH_SECTION_BUCKETS]; used += sizeof end)
        memcpy(to + used, &end, sizeof end);
}

static void fill(char *file, const ph_compiled_header *h, const uint64_t *offset,
                 const phony_model *model, const ph_sampler *sampler)
{
    char *strings = file + offset[PH_SECTION_STRINGS];

    put_buckets(file + offset[PH_SECTION_BUCKETS], h, sampler);
    put(file, h, offset, PH_SECTION_WIDE, sampler->wide);
    put(file, h, offset, PH_SECTION_TEXTS, sampler->texts);
    put(file, h, offset, PH_SECTION_LONG_OFFSETS, sampler->long_offsets);
    put(file, h, offset, PH_SECTION_LONG_TEXT, sampler->long_text);
    put(file, h, offset, PH_SECTION_TOKEN_OFFSETS, model->tokens.offsets);
    put(file, h, offset, PH_SECTION_TOKEN_TEXT, model->tokens.text);
    put(file, h, offset, PH_SECTION_HASHES, model->originals.hashes);
    for (int i = 0; i < PH_STRINGS; i++) {
        memcpy(strings, string_of(model, i), h->string[i]);
        strings += h->string[i];
    }
}

static void seal(char *file, ph_compiled_header *h)
{
    ph_check check = {.lanes = {0}};

    memcpy(file, h, sizeof *h);
    ph_check_kernel_get(0)->run(&check, file, h->size / PH_CHECK_BLOCK);
    h->checksum = ph_check_sum(&check);
    memcpy(file, h, sizeof *h);
}

int ph_compiled_make(const phony_model *model, const ph_sampler *sampler, const ph_identity *source,
                     ph_buffer *file)
{
    uint64_t offset[PH_SECTIONS];
    ph_compiled_header h = {.magic = PH_COMPILED_MAGIC, .form = PH_COMPILED_FORM};
    char *room;

    h.byte_order = PH_BYTE_ORDER;
    h.source = *source;
    ph_compiled_build(h.build);
    describe_model(model, &h);
    describe_sampler(sampler, &h);
    h.size = ph_compiled_layout(&h, UINT64_MAX, offset);
    room = ph_buffer_reserve(file, h.size);
    if (!room)
        return -1;
    memset(room, 0, h.size);
    fill(room, &h, offset, model, sampler);
    seal(room, &h);
    file->length = h.size;
    return 0;
}
