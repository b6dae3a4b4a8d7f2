#include "model/model.h"

#include <string.h>

#include "base/alloc.h"
#include "base/bytes.h"
#include "base/error.h"
#include "model/compiled.h"
#include "sample/chain.h"
#include "sample/graph.h"
#include "sample/sampler.h"
#include "text/utf8.h"

enum { PH_TEXT_MAX = 65536 };
#define YEAR_10000 INT64_C(253402300800) /* would be written with five digits */

phony_model *ph_model_new(void)
{
    phony_model *model = ph_calloc(1, sizeof *model);

    if (!model)
        return NULL;
    if (pthread_mutex_init(&model->lock, NULL) != 0) {
        ph_free(model);
        return NULL;
    }
    atomic_init(&model->references, 1);
    atomic_init(&model->sampler, NULL);
    atomic_init(&model->graph, NULL);
    atomic_init(&model->partial, 0);
    atomic_init(&model->chain, NULL);
    model->min_count = 1;
    return model;
}

phony_status ph_check_text(const char *name, const char *text, phony_error *error)
{
    size_t length = text ? strlen(text) : 0;

    if (length > PH_TEXT_MAX)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "%s is longer than %d bytes", name,
                       PH_TEXT_MAX);
    if (length && ph_utf8_check(text, length) < length)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "%s is not valid UTF-8", name);
    return PHONY_OK;
}

phony_status ph_check_created(int64_t created, phony_error *error)
{
    if (created < 0 || created >= YEAR_10000)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "timestamp must be 0 to %lld",
                       (long long)YEAR_10000 - 1);
    return PHONY_OK;
}

int ph_model_set_text(phony_model *model, int32_t which, const char *text)
{
    int failed = 0;

    ph_free(model->texts[which]);
    model->texts[which] = ph_strdup_or_null(text && *text ? text : NULL, &failed);
    return failed ? -1 : 0;
}

phony_model *phony_model_ref(phony_model *model)
{
    if (model)
        atomic_fetch_add_explicit(&model->references, 1, memory_order_relaxed);
    return model;
}

static void free_graph(ph_graph *graph)
{
    if (graph)
        ph_graph_fini(graph);
    ph_free(graph);
}

void phony_model_unref(phony_model *model)
{
    if (!model || atomic_fetch_sub_explicit(&model->references, 1, memory_order_acq_rel) != 1)
        return;
    ph_compiled_unmap(model);
    for (int i = 0; i < PH_TEXTS; i++)
        ph_free(model->texts[i]);
    ph_free(model->tokens.offsets);
    ph_free(model->tokens.text);
    ph_ngrams_fini(&model->ngrams);
    ph_originals_fini(&model->originals);
    ph_buffer_fini(&model->extras);
    ph_sampler_free(atomic_load(&model->sampler));
    free_graph(atomic_load(&model->graph));
    ph_chain_free(atomic_load(&model->chain));
    pthread_mutex_destroy(&model->lock);
    ph_free(model->source);
    ph_free(model);
}

uint32_t ph_tokens_find(const ph_tokens *tokens, const char *text, size_t length)
{
    uint32_t low = 1, high = tokens->count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        size_t size;
        const char *other = ph_tokens_get(tokens, middle, &size);
        int order = memcmp(other, text, size < length ? size : length);
        if (order == 0 && size == length)
            return middle;
        if (order < 0 || (order == 0 && size < length))
            low = middle + 1;
        else
            high = middle;
    }
    return 0;
}

static phony_status new_graph(const phony_model *model, ph_graph **graph, phony_error *error)
{
    const ph_training training = {model->values, model->weight, model->min_count, model->mode};
    phony_status status;

    *graph = ph_malloc(sizeof **graph);
    if (!*graph)
        return ph_fail_memory(error);
    status = ph_graph_init(*graph, &model->ngrams, &training, error);
    if (status)
        ph_free(*graph);
    return status;
}

phony_status ph_model_check_originals(const phony_model *model, phony_error *error)
{
    if (model->originals.count > PH_ORIGINALS_MAX)
        return ph_fail(error, PHONY_ERROR_LIMIT,
                       "more than %d different values: too many to exclude originals",
                       PH_ORIGINALS_MAX);
    return PHONY_OK;
}

phony_status ph_model_check(const phony_model *model, phony_error *error)
{
    ph_graph *graph;
    phony_status status = new_graph(model, &graph, error);

    if (!status)
        free_graph(graph);
    return status;
}

phony_key ph_model_mix(const phony_model *model)
{
    return (phony_key){{ph_load_le64(model->digest), ph_load_le64(model->digest + 8)}};
}

/* A compiled form that cannot be written is no failure: the cache is only a cache. */
static phony_status compile(phony_model *model, phony_error *error)
{
    ph_graph *graph;
    ph_sampler *sampler;
    ph_process process;
    phony_status status = new_graph(model, &graph, error);

    if (status)
        return status;
    process = ph_graph_process(graph);
    status = ph_sampler_new(&process, &model->tokens, model->mode == PHONY_MODE_WORD ? " " : "",
                            &sampler, error);
    free_graph(graph);
    if (status)
        return status;
    sampler->mix = ph_model_mix(model);
    if (model->source)
        (void)ph_compiled_save(model->source, model, sampler, NULL, 0, NULL, NULL);
    atomic_store_explicit(&model->sampler, sampler, memory_order_release);
    return PHONY_OK;
}

phony_status ph_model_get_sampler(phony_model *model, const ph_sampler **sampler,
                                  phony_error *error)
{
    phony_status status = PHONY_OK;

    *sampler = atomic_load_explicit(&model->sampler, memory_order_acquire);
    if (*sampler)
        return PHONY_OK;
    pthread_mutex_lock(&model->lock);
    if (!atomic_load_explicit(&model->sampler, memory_order_relaxed))
        status = compile(model, error);
    pthread_mutex_unlock(&model->lock);
    *sampler = atomic_load_explicit(&model->sampler, memory_order_acquire);
    return status;
}

phony_status ph_model_get_graph(phony_model *model, const ph_graph **graph, phony_error *error)
{
    phony_status status = ph_model_need_ngrams(model, error);
    ph_graph *made;

    if (status)
        return status;
    pthread_mutex_lock(&model->lock);
    if (!atomic_load_explicit(&model->graph, memory_order_relaxed)) {
        status = new_graph(model, &made, error);
        if (!status)
            atomic_store_explicit(&model->graph, made, memory_order_release);
    }
    pthread_mutex_unlock(&model->lock);
    *graph = atomic_load_explicit(&model->graph, memory_order_acquire);
    return status;
}

phony_status ph_model_get_chain(phony_model *model, const ph_chain **chain, phony_error *error)
{
    const ph_graph *graph;
    phony_status status = ph_model_get_graph(model, &graph, error);
    ph_process process;
    ph_chain *made;

    if (status)
        return status;
    pthread_mutex_lock(&model->lock);
    if (!atomic_load_explicit(&model->chain, memory_order_relaxed)) {
        process = ph_graph_process(graph);
        status = ph_chain_new(&process, &made, error);
        if (!status)
            atomic_store_explicit(&model->chain, made, memory_order_release);
    }
    pthread_mutex_unlock(&model->lock);
    *chain = atomic_load_explicit(&model->chain, memory_order_acquire);
    return status;
}
