#include "ngram/ngrams.h"

#include <string.h>

#include "base/alloc.h"
#include "base/error.h"

int ph_ngram_list_init(ph_ngram_list *list, size_t contexts, size_t count)
{
    memset(list, 0, sizeof *list);
    list->parent = ph_realloc_array(NULL, contexts, sizeof *list->parent);
    list->first = ph_calloc(contexts + 1, sizeof *list->first);
    list->token = ph_realloc_array(NULL, count, sizeof *list->token);
    list->weight = ph_realloc_array(NULL, count, sizeof *list->weight);
    if (!list->parent || !list->first || !list->token || !list->weight) {
        ph_ngram_list_fini(list);
        return -1;
    }
    list->contexts = (uint32_t)contexts;
    list->count = (uint32_t)count;
    return 0;
}

void ph_ngram_list_fini(ph_ngram_list *list)
{
    ph_free(list->parent);
    ph_free(list->first);
    ph_free(list->token);
    ph_free(list->weight);
    memset(list, 0, sizeof *list);
}

void ph_ngrams_fini(ph_ngrams *ngrams)
{
    for (int k = 0; k < PH_ORDER_MAX; k++)
        ph_ngram_list_fini(&ngrams->of[k]);
}

uint64_t ph_ngrams_total(const ph_ngrams *ngrams)
{
    uint64_t total = 0;

    for (int32_t k = 0; k < ngrams->order; k++)
        total += ngrams->of[k].count;
    return total;
}

size_t ph_ngrams_memory(const ph_ngrams *ngrams)
{
    size_t bytes = 0;

    for (int32_t k = 0; k < ngrams->order; k++) {
        const ph_ngram_list *list = &ngrams->of[k];
        bytes += list->count * (sizeof *list->token + sizeof *list->weight);
        bytes += list->contexts * (sizeof *list->parent + sizeof *list->first);
    }
    return bytes;
}

/* The context to which an n-gram of a list belongs. */
static uint32_t context_of(const ph_ngram_list *list, uint32_t ngram)
{
    uint32_t low = 0, high = list->contexts;

    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (list->first[middle] <= ngram)
            low = middle;
        else
            high = middle;
    }
    return low;
}

void ph_ngrams_context(const ph_ngrams *ngrams, int32_t order, uint32_t context, uint32_t *tokens)
{
    for (int32_t k = order - 1; k > 0; k--) {
        uint32_t ngram = ngrams->of[k].parent[context];
        tokens[k - 1] = ngrams->of[k - 1].token[ngram];
        context = context_of(&ngrams->of[k - 1], ngram);
    }
}
