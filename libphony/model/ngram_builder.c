#include "model/ngram_builder.h"

#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/json.h"

void ph_ngram_builder_fini(ph_ngram_builder *builder)
{
    for (int k = 0; k < PH_ORDER_MAX; k++) {
        ph_list_builder *list = &builder->of[k];
        ph_free(list->ids);
        ph_free(list->first);
        ph_free(list->token);
        ph_free(list->weight);
    }
    memset(builder->of, 0, sizeof builder->of);
}

phony_status ph_ngram_builder_order(ph_ngram_builder *builder, int32_t order, phony_error *error)
{
    ph_list_builder *list = &builder->of[order - 1];

    if (list->given)
        return ph_fail(error, PHONY_ERROR_MODEL, "n-grams of order %d are there twice", order);
    list->given = 1;
    return PHONY_OK;
}

/* The next token number of a context such as "12 0 7". */
static int next_id(const char *text, size_t length, size_t *at, uint32_t *id)
{
    size_t begin = *at;
    uint64_t number;

    while (*at < length && text[*at] != ' ')
        ++*at;
    if (ph_json_number(text + begin, *at - begin, &number) < 0 || number > UINT32_MAX)
        return -1;
    *id = (uint32_t)number;
    *at += *at < length; /* the space */
    return 0;
}

static int ascends(const uint32_t *before, const uint32_t *after, int32_t count)
{
    for (int32_t i = 0; i < count; i++) {
        if (before[i] != after[i])
            return before[i] < after[i];
    }
    return 0;
}

phony_status ph_ngram_builder_context(ph_ngram_builder *builder, int32_t order, const char *text,
                                      size_t length, phony_error *error)
{
    ph_list_builder *list = &builder->of[order - 1];
    size_t size = (size_t)order - 1, at = 0;
    uint32_t *ids;

    /* One more than needed: order 1 needs none, and would compute with a null pointer. */
    if (ph_grow((void **)&list->ids, &list->ids_capacity, (list->contexts + 1) * size + 1,
                sizeof *list->ids) < 0 ||
        ph_grow((void **)&list->first, &list->first_capacity, list->contexts + 2,
                sizeof *list->first) < 0)
        return ph_fail_memory(error);
    ids = list->ids + list->contexts * size;
    for (size_t i = 0; i < size; i++) {
        if (next_id(text, length, &at, &ids[i]) < 0)
            return ph_fail(error, PHONY_ERROR_MODEL,
                           "a context of order %d is not %d token number(s)", order, order - 1);
    }
    if (at != length || (length && text[length - 1] == ' '))
        return ph_fail(error, PHONY_ERROR_MODEL, "a context of order %d is not %d token number(s)",
                       order, order - 1);
    if (list->contexts && !ascends(ids - size, ids, order - 1))
        return ph_fail(error, PHONY_ERROR_MODEL, "contexts of order %d are not in ascending order",
                       order);
    list->first[list->contexts++] = (uint32_t)list->tokens;
    builder->sum = 0;
    return PHONY_OK;
}

phony_status ph_ngram_builder_element(ph_ngram_builder *builder, int32_t order, uint64_t token,
                                      phony_error *error)
{
    ph_list_builder *list = &builder->of[order - 1];
    int first = list->tokens == list->first[list->contexts - 1];

    if (token > UINT32_MAX)
        return ph_fail(error, PHONY_ERROR_MODEL, "a token number is too large");
    if (!first && list->token[list->tokens - 1] >= token)
        return ph_fail(error, PHONY_ERROR_MODEL, "elements are not in ascending order");
    if (++builder->ngrams > builder->max_ngrams)
        return ph_fail(error, PHONY_ERROR_LIMIT, "more than %llu n-grams (max_ngrams)",
                       (unsigned long long)builder->max_ngrams);
    if (ph_grow((void **)&list->token, &list->token_capacity, list->tokens + 1,
                sizeof *list->token) < 0)
        return ph_fail_memory(error);
    list->token[list->tokens++] = (uint32_t)token;
    return PHONY_OK;
}

phony_status ph_ngram_builder_cumulative(ph_ngram_builder *builder, int32_t order, uint64_t sum,
                                         phony_error *error)
{
    ph_list_builder *list = &builder->of[order - 1];

    if (sum <= builder->sum || sum > PH_COUNT_MAX)
        return ph_fail(error, PHONY_ERROR_MODEL,
                       "cumulative weights do not ascend, or exceed 2^53 - 1");
    if (list->weights == list->tokens)
        return ph_fail(error, PHONY_ERROR_MODEL, "more weights than elements in a list");
    if (ph_grow((void **)&list->weight, &list->weight_capacity, list->weights + 1,
                sizeof *list->weight) < 0)
        return ph_fail_memory(error);
    list->weight[list->weights++] = sum - builder->sum;
    builder->sum = sum;
    return PHONY_OK;
}

phony_status ph_ngram_builder_context_end(ph_ngram_builder *builder, int32_t order,
                                          phony_error *error)
{
    ph_list_builder *list = &builder->of[order - 1];

    if (list->weights != list->tokens)
        return ph_fail(error, PHONY_ERROR_MODEL, "fewer weights than elements in a list");
    if (list->tokens == list->first[list->contexts - 1])
        return ph_fail(error, PHONY_ERROR_MODEL, "an empty list of elements");
    return PHONY_OK;
}

/* Walks the n-grams of one order in step with the contexts of the next one. */
typedef struct cursor {
    const ph_ngram_list *below;
    const uint32_t *ids; /* of the contexts below */
    size_t size;         /* tokens of a context below */
    uint32_t context, ngram;
} cursor;

/* -1, 0 or 1 as the cursor's n-gram stands before, at or behind a context. */
static int compare(const cursor *c, const uint32_t *ids)
{
    for (size_t i = 0; i <= c->size; i++) {
        uint32_t id = i < c->size ? c->ids[c->context * c->size + i] : c->below->token[c->ngram];
        if (id != ids[i])
            return id < ids[i] ? -1 : 1;
    }
    return 0;
}

/* Finds a context among the n-grams below; PH_NONE where it is not. */
static uint32_t find_parent(cursor *c, const uint32_t *ids)
{
    while (c->ngram < c->below->count) {
        int order;
        while (c->ngram >= c->below->first[c->context + 1])
            c->context++;
        order = compare(c, ids);
        if (order >= 0)
            return order == 0 ? c->ngram : PH_NONE;
        c->ngram++;
    }
    return PH_NONE;
}

static phony_status find_parents(ph_list_builder *list, int32_t order, const ph_ngrams *ngrams,
                                 const uint32_t *ids_below, phony_error *error)
{
    uint32_t *parent = ngrams->of[order - 1].parent;
    cursor c = {order > 1 ? &ngrams->of[order - 2] : NULL, ids_below,
                order > 1 ? (size_t)order - 2 : 0, 0, 0};

    if (order == 1) {
        parent[0] = PH_NONE;
        return PHONY_OK;
    }
    for (size_t context = 0; context < list->contexts; context++) {
        parent[context] = find_parent(&c, list->ids + context * ((size_t)order - 1));
        if (parent[context] == PH_NONE)
            return ph_fail(error, PHONY_ERROR_MODEL,
                           "context %zu of order %d is no n-gram of order %d", context + 1, order,
                           order - 1);
    }
    return PHONY_OK;
}

static phony_status finish_order(ph_ngram_builder *builder, int32_t order, uint32_t token_count,
                                 ph_ngrams *ngrams, phony_error *error)
{
    ph_list_builder *list = &builder->of[order - 1];
    ph_ngram_list *to = &ngrams->of[order - 1];

    if (!list->given || (order == 1 && !list->contexts))
        return ph_fail(error, PHONY_ERROR_MODEL, "n-grams of order %d are missing", order);
    for (size_t i = 0; i < list->tokens; i++) {
        if (list->token[i] >= token_count)
            return ph_fail(error, PHONY_ERROR_MODEL, "token number %u, but there are only %u",
                           list->token[i], token_count);
    }
    if (ph_ngram_list_init(to, list->contexts, list->tokens) < 0)
        return ph_fail_memory(error);
    if (list->contexts == 0) /* no value was as long as the order */
        return PHONY_OK;
    list->first[list->contexts] = (uint32_t)list->tokens;
    memcpy(to->first, list->first, (list->contexts + 1) * sizeof *to->first);
    memcpy(to->token, list->token, list->tokens * sizeof *to->token);
    memcpy(to->weight, list->weight, list->tokens * sizeof *to->weight);
    return find_parents(list, order, ngrams, order > 1 ? builder->of[order - 2].ids : NULL, error);
}

phony_status ph_ngram_builder_finish(ph_ngram_builder *builder, int32_t order, uint32_t token_count,
                                     ph_ngrams *ngrams, phony_error *error)
{
    phony_status status = PHONY_OK;

    ngrams->order = order;
    for (int32_t k = order; !status && k < PH_ORDER_MAX; k++) {
        if (builder->of[k].given)
            status = ph_fail(error, PHONY_ERROR_MODEL, "n-grams of order %d in a model of order %d",
                             k + 1, order);
    }
    for (int32_t k = 1; !status && k <= order; k++)
        status = finish_order(builder, k, token_count, ngrams, error);
    if (status)
        ph_ngrams_fini(ngrams);
    return status;
}
