/* The most frequent n-grams, for people to look at. */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "model/model.h"

/* A heap of the best so far, the worst of them on top. */
typedef struct heap {
    const ph_ngram_list *list;
    uint32_t *items;
    size_t count, capacity;
} heap;

/* Whether n-gram a comes behind b: counted less often, or as often and later in order. */
static int behind(const heap *h, uint32_t a, uint32_t b)
{
    return h->list->weight[a] != h->list->weight[b] ? h->list->weight[a] < h->list->weight[b]
                                                    : a > b;
}

static void sink(heap *h, size_t at)
{
    for (;;) {
        size_t child = 2 * at + 1;
        uint32_t item = h->items[at];
        if (child + 1 < h->count && behind(h, h->items[child + 1], h->items[child]))
            child++;
        if (child >= h->count || !behind(h, h->items[child], item))
            return;
        h->items[at] = h->items[child];
        h->items[child] = item;
        at = child;
    }
}

static void rise(heap *h, size_t at)
{
    while (at > 0 && behind(h, h->items[at], h->items[(at - 1) / 2])) {
        uint32_t item = h->items[at];
        h->items[at] = h->items[(at - 1) / 2];
        at = (at - 1) / 2;
        h->items[at] = item;
    }
}

static void offer(heap *h, uint32_t item)
{
    if (h->count < h->capacity) {
        h->items[h->count] = item;
        rise(h, h->count++);
    } else if (h->capacity && behind(h, h->items[0], item)) {
        h->items[0] = item;
        sink(h, 0);
    }
}

/* Takes the worst off the heap. */
static uint32_t take(heap *h)
{
    uint32_t item = h->items[0];

    h->items[0] = h->items[--h->count];
    sink(h, 0);
    return item;
}

/* Appends a text, cut at a character's end where it does not fit. */
static void append(phony_ngram *ngram, const char *text, size_t length)
{
    size_t used = strlen(ngram->text), room = sizeof ngram->text - 1 - used;

    if (length > room)
        for (length = room; length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80;)
            length--;
    memcpy(ngram->text + used, text, length);
    ngram->text[used + length] = '\0';
}

static void write_out(const phony_model *model, int32_t order, uint32_t item, phony_ngram *ngram)
{
    const ph_ngram_list *list = &model->ngrams.of[order - 1];
    uint32_t tokens[PH_ORDER_MAX], context = 0;

    while (list->first[context + 1] <= item)
        context++;
    ph_ngrams_context(&model->ngrams, order, context, tokens);
    tokens[order - 1] = list->token[item];
    ngram->count = list->weight[item];
    ngram->text[0] = '\0';
    for (int32_t i = 0; i < order; i++) {
        size_t length;
        const char *text = ph_tokens_get(&model->tokens, tokens[i], &length);
        if (i > 0 && model->mode == PHONY_MODE_WORD)
            append(ngram, " ", 1);
        if (tokens[i] == 0)
            append(ngram, i == order - 1 ? "␃" : "␂", 3);
        else
            append(ngram, text, length);
    }
}

phony_status phony_model_top_ngrams(const phony_model *model, int32_t order, phony_ngram *ngrams,
                                    size_t capacity, size_t *found, phony_error *error)
{
    phony_status status;
    heap h = {0};

    if (!model || (!ngrams && capacity) || !found)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "a model and room for n-grams are needed");
    if (order < 1 || order > model->ngrams.order)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "order must be 1 to %d", model->ngrams.order);
    status = ph_model_need_ngrams(model, error);
    if (status)
        return status;
    h.list = &model->ngrams.of[order - 1];
    h.capacity = capacity < h.list->count ? capacity : h.list->count;
    h.items = ph_realloc_array(NULL, h.capacity, sizeof *h.items);
    if (!h.items)
        return ph_fail_memory(error);
    for (uint32_t item = 0; item < h.list->count; item++)
        offer(&h, item);
    *found = h.count;
    while (h.count) {
        size_t place = h.count - 1;
        write_out(model, order, take(&h), &ngrams[place]);
    }
    ph_free(h.items);
    return PHONY_OK;
}
