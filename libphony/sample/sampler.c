#include "sample/sampler.h"

#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "model/model.h"
#include "sample/alias.h"

/* Scratch for one state at a time, as large as the largest. */
typedef struct scratch {
    ph_edge *edges;
    uint64_t *weights, *masses;
    ph_alias *buckets;
} scratch;

static void scratch_fini(scratch *s)
{
    ph_free(s->edges);
    ph_free(s->weights);
    ph_free(s->masses);
    ph_free(s->buckets);
}

static int scratch_init(scratch *s, uint32_t degree)
{
    memset(s, 0, sizeof *s);
    s->edges = ph_realloc_array(NULL, degree, sizeof *s->edges);
    s->weights = ph_realloc_array(NULL, degree, sizeof *s->weights);
    s->masses = ph_realloc_array(NULL, degree, sizeof *s->masses);
    s->buckets = ph_realloc_array(NULL, (size_t)1 << ph_alias_log2(degree), sizeof *s->buckets);
    return s->edges && s->weights && s->masses && s->buckets ? 0 : -1;
}

/* What compiling needs beside the sampler itself. */
typedef struct compilation {
    const ph_process *process;
    ph_sampler *sampler;
    uint32_t *next; /* per state: where its table lies, as in ph_bucket */
    ph_bucket *buckets;
} compilation;

static phony_status lay_out(compilation *c, phony_error *error)
{
    uint32_t states = c->process->states;
    uint64_t count = 2; /* the end and the idle state */

    c->next = ph_realloc_array(NULL, states, sizeof *c->next);
    if (!c->next)
        return ph_fail_memory(error);
    for (uint32_t state = 0; state < states; state++) {
        uint32_t degree = c->process->degree(c->process->of, state);
        int log2 = ph_alias_log2(degree);
        if (count + (UINT64_C(1) << log2) > PH_BUCKETS_MAX)
            return ph_fail(error, PHONY_ERROR_LIMIT,
                           "the model is too large to sample from: more than %u table entries",
                           PH_BUCKETS_MAX);
        c->next[state] = (uint32_t)count << 5 | (uint32_t)(31 - log2);
        count += UINT64_C(1) << log2;
    }
    c->sampler->bucket_count = (uint32_t)count;
    return PHONY_OK;
}

static phony_status allocate(compilation *c, uint32_t tokens, phony_error *error)
{
    ph_sampler *sampler = c->sampler;

    sampler->memory = ph_malloc(sampler->bucket_count * sizeof(ph_bucket) + 63);
    if (tokens > UINT16_MAX)
        sampler->wide = ph_calloc(sampler->bucket_count, sizeof *sampler->wide);
    if (!sampler->memory || (tokens > UINT16_MAX && !sampler->wide))
        return ph_fail_memory(error);
    ph_prefer_large_pages(sampler->memory, sampler->bucket_count * sizeof(ph_bucket));
    c->buckets = (ph_bucket *)(((uintptr_t)sampler->memory + 63) & ~(uintptr_t)63);
    sampler->buckets = c->buckets;
    return PHONY_OK;
}

/* Puts a text that is too long for an outcome into the pool: its number. */
static uint32_t add_long(ph_sampler *sampler, const char *text, size_t length, const char *suffix)
{
    uint32_t number = sampler->long_count++;
    char *to = sampler->long_text + sampler->long_offsets[number];

    memcpy(to, text, length);
    memcpy(to + length, suffix, strlen(suffix));
    sampler->long_offsets[number + 1] =
        sampler->long_offsets[number] + (uint32_t)(length + strlen(suffix));
    return PH_TEXT_LONG << 24 | number;
}

static uint32_t pack_text(const char *text, size_t length, const char *suffix)
{
    uint32_t packed = (uint32_t)(length + strlen(suffix)) << 24;
    size_t at = 0;

    for (; at < length; at++)
        packed |= (uint32_t)(unsigned char)text[at] << (8 * at);
    for (; *suffix; suffix++, at++)
        packed |= (uint32_t)(unsigned char)*suffix << (8 * at);
    return packed;
}

static phony_status prepare_texts(compilation *c, const ph_tokens *tokens, const char *suffix,
                                  phony_error *error)
{
    ph_sampler *sampler = c->sampler;
    size_t pool = (size_t)tokens->offsets[tokens->count] + tokens->count * strlen(suffix);

    uint32_t *texts = ph_calloc(tokens->count, sizeof *texts);

    sampler->texts = texts;
    sampler->text_count = tokens->count;
    sampler->long_offsets = ph_calloc((size_t)tokens->count + 1, sizeof *sampler->long_offsets);
    sampler->long_text = ph_malloc(pool);
    if (!texts || !sampler->long_offsets || !sampler->long_text || pool > UINT32_MAX)
        return ph_fail_memory(error);
    sampler->trim = (uint32_t)strlen(suffix);
    for (uint32_t token = 1; token < tokens->count; token++) {
        size_t length;
        const char *text = ph_tokens_get(tokens, token, &length);
        texts[token] = length + strlen(suffix) <= 3 ? pack_text(text, length, suffix)
                                                    : add_long(sampler, text, length, suffix);
    }
    return PHONY_OK;
}

static void set_outcome(const compilation *c, uint32_t bucket, int which, const ph_edge *edge)
{
    uint32_t token = edge->token == PH_NONE ? 0 : edge->token;

    c->buckets[bucket].next[which] = edge->next == PH_NONE ? PH_END : c->next[edge->next];
    c->buckets[bucket].token[which] = (uint16_t)token;
    if (c->sampler->wide)
        c->sampler->wide[bucket][which] = token;
}

static void compile_state(const compilation *c, scratch *s, uint32_t state)
{
    uint32_t table = c->next[state] >> 5;
    int log2 = (int)(31 - (c->next[state] & 31));
    uint32_t degree = c->process->edges(c->process->of, state, s->edges);

    for (uint32_t i = 0; i < degree; i++)
        s->weights[i] = s->edges[i].weight;
    ph_alias_masses(s->weights, degree, s->masses);
    ph_alias_build(s->masses, degree, log2, s->buckets);
    for (uint32_t b = 0; b < UINT32_C(1) << log2; b++) {
        c->buckets[table + b].threshold = s->buckets[b].threshold;
        set_outcome(c, table + b, 0, &s->edges[s->buckets[b].own]);
        set_outcome(c, table + b, 1, &s->edges[s->buckets[b].other]);
    }
}

static phony_status compile(compilation *c, const ph_tokens *tokens, const char *suffix,
                            phony_error *error)
{
    uint32_t states = c->process->states;
    phony_status status = lay_out(c, error);
    scratch s;

    if (!status)
        status = allocate(c, tokens->count, error);
    if (!status)
        status = prepare_texts(c, tokens, suffix, error);
    if (status)
        return status;
    if (scratch_init(&s, c->process->degree_max) < 0)
        status = ph_fail_memory(error);
    for (uint32_t state = 0; !status && state < states; state++)
        compile_state(c, &s, state);
    scratch_fini(&s);
    c->buckets[0] = (ph_bucket){0, {PH_END, PH_END}, {0, 0}};
    c->buckets[1] = (ph_bucket){0, {PH_IDLE, PH_IDLE}, {0, 0}};
    c->sampler->start = c->next[c->process->start];
    return status;
}

phony_status ph_sampler_new(const ph_process *process, const ph_tokens *tokens, const char *suffix,
                            ph_sampler **sampler, phony_error *error)
{
    compilation c = {process, ph_calloc(1, sizeof **sampler), NULL, NULL};
    phony_status status = c.sampler ? PHONY_OK : ph_fail_memory(error);

    if (!status)
        status = compile(&c, tokens, suffix, error);
    ph_free(c.next);
    if (status) {
        ph_sampler_free(c.sampler);
        return status;
    }
    ph_sampler_choose_walk(c.sampler);
    *sampler = c.sampler;
    return PHONY_OK;
}

void ph_sampler_free(ph_sampler *sampler)
{
    if (!sampler)
        return;
    ph_free(sampler->memory);
    ph_free(sampler->wide);
    ph_free((void *)(uintptr_t)sampler->texts);
    ph_free(sampler->long_offsets);
    ph_free(sampler->long_text);
    ph_free(sampler);
}

size_t ph_sampler_memory(const ph_sampler *sampler)
{
    size_t bytes = sizeof *sampler + sampler->bucket_count * sizeof *sampler->buckets +
                   sampler->text_count * sizeof *sampler->texts;

    if (sampler->wide)
        bytes += sampler->bucket_count * sizeof *sampler->wide;
    if (sampler->long_count)
        bytes +=
            sampler->long_count * sizeof(uint32_t) + sampler->long_offsets[sampler->long_count];
    return bytes;
}

size_t ph_sampler_text_max(const ph_sampler *sampler)
{
    size_t most = 3;

    for (uint32_t i = 0; i < sampler->long_count; i++) {
        size_t length = sampler->long_offsets[i + 1] - sampler->long_offsets[i];
        most = length > most ? length : most;
    }
    return most;
}
