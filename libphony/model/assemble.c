#include "model/assemble.h"

#include <string.h>

#include "base/alloc.h"
#include "base/error.h"

static int take_tokens(ph_tokens *tokens, const ph_vocabulary *vocabulary, const uint32_t *order)
{
    tokens->count = (uint32_t)vocabulary->count;
    tokens->offsets = ph_calloc((size_t)tokens->count + 1, sizeof *tokens->offsets);
    tokens->text = ph_malloc(vocabulary->text_length);
    if (!tokens->offsets || !tokens->text || vocabulary->text_length > UINT32_MAX / 2)
        return -1;
    for (uint32_t i = 0; i < tokens->count; i++) {
        size_t length;
        const char *text = ph_vocabulary_text(vocabulary, order[i], &length);
        memcpy(tokens->text + tokens->offsets[i], text, length);
        tokens->offsets[i + 1] = tokens->offsets[i] + (uint32_t)length;
    }
    return 0;
}

phony_status ph_model_assemble(phony_model *model, const ph_vocabulary *vocabulary,
                               ph_counter *counter, phony_error *error)
{
    uint32_t *order = ph_vocabulary_sorted(vocabulary);
    uint32_t *map = ph_calloc(vocabulary->count, sizeof *map);
    phony_status status = order && map ? PHONY_OK : ph_fail_memory(error);

    for (uint32_t i = 0; !status && i < vocabulary->count; i++)
        map[order[i]] = i;
    if (!status && take_tokens(&model->tokens, vocabulary, order) < 0)
        status = ph_fail_memory(error);
    if (!status)
        status = ph_counter_finish(counter, map, model->min_count, &model->ngrams, error);
    ph_free(order);
    ph_free(map);
    return status;
}
