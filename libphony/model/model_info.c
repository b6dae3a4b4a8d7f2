/* What a model tells about itself. */
#include <string.h>

#include "base/error.h"
#include "base/options.h"
#include "model/model.h"
#include "sample/sampler.h"

/* What is on the heap, and what is mapped. */
static size_t memory_of(const phony_model *model, size_t sampler)
{
    const ph_tokens *tokens = &model->tokens;
    size_t bytes = sizeof *model;

    if (!atomic_load_explicit(&((phony_model *)(uintptr_t)model)->partial, memory_order_acquire))
        bytes += ph_ngrams_memory(&model->ngrams) + model->extras.capacity;
    return model->mapping ? bytes + model->mapping_size
                          : bytes + sampler + (tokens->count + 1) * sizeof *tokens->offsets +
                                tokens->offsets[tokens->count] +
                                model->originals.count * sizeof *model->originals.hashes;
}

phony_status phony_model_get_info(const phony_model *model, phony_model_info *info,
                                  phony_error *error)
{
    phony_model_info full = PHONY_MODEL_INFO_INIT;
    const ph_sampler *sampler;

    if (!model || !info || info->size < sizeof info->size)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "model and info are needed, with info's size");
    sampler =
        atomic_load_explicit(&((phony_model *)(uintptr_t)model)->sampler, memory_order_acquire);
    full.format_version = 1;
    full.order = model->ngrams.order;
    full.mode = model->mode;
    full.has_originals = ph_originals_active(&model->originals);
    full.values = model->values;
    full.weight = model->weight;
    full.min_count = model->min_count;
    full.tokens = model->tokens.count - 1;
    full.ngrams = ph_ngrams_total(&model->ngrams);
    for (int32_t k = 0; k < model->ngrams.order; k++)
        full.ngrams_of_order[k] = model->ngrams.of[k].count;
    full.sampler_memory = sampler ? ph_sampler_memory(sampler) : 0;
    full.memory = memory_of(model, full.sampler_memory);
    full.created = model->created;
    ph_options_give(info, &full, sizeof full);
    return PHONY_OK;
}

const char *phony_model_get_text(const phony_model *model, int32_t which)
{
    if (!model || which < 0 || which > PHONY_TEXT_DIGEST)
        return NULL;
    return which == PHONY_TEXT_DIGEST ? model->digest_text : ph_model_text(model, which);
}

const char *phony_model_get_token(const phony_model *model, uint64_t index, size_t *length)
{
    size_t size;
    const char *text;

    if (!model || index >= model->tokens.count - 1)
        return NULL;
    text = ph_tokens_get(&model->tokens, (uint32_t)index + 1, &size);
    if (length)
        *length = size;
    return text;
}
