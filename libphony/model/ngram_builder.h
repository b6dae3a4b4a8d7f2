/* Lists of n-grams as a file gives them, one context after another, checked as they come. */
#ifndef PH_NGRAM_BUILDER_H
#define PH_NGRAM_BUILDER_H

#include "ngram/ngrams.h"

typedef struct ph_list_builder {
    int given;     /* the order is there */
    uint32_t *ids; /* contexts' tokens, order - 1 each */
    size_t ids_capacity;
    uint32_t *first;
    size_t first_capacity;
    uint32_t *token;
    size_t token_capacity;
    uint64_t *weight;
    size_t weight_capacity;
    size_t contexts, tokens, weights;
} ph_list_builder;

typedef struct ph_ngram_builder {
    ph_list_builder of[PH_ORDER_MAX];
    uint64_t ngrams, max_ngrams;
    uint64_t sum; /* cumulative weight within the context so far */
} ph_ngram_builder;

void ph_ngram_builder_fini(ph_ngram_builder *builder);

/* Each returns PHONY_OK, PHONY_ERROR_MODEL, _LIMIT or _MEMORY. */
phony_status ph_ngram_builder_order(ph_ngram_builder *builder, int32_t order, phony_error *error);
phony_status ph_ngram_builder_context(ph_ngram_builder *builder, int32_t order, const char *text,
                                      size_t length, phony_error *error);
phony_status ph_ngram_builder_element(ph_ngram_builder *builder, int32_t order, uint64_t token,
                                      phony_error *error);
phony_status ph_ngram_builder_cumulative(ph_ngram_builder *builder, int32_t order, uint64_t sum,
                                         phony_error *error);
phony_status ph_ngram_builder_context_end(ph_ngram_builder *builder, int32_t order,
                                          phony_error *error);
/* Moves everything into `ngrams`, having checked token numbers against `token_count` and found each
 * context among the n-grams of the order below. */
phony_status ph_ngram_builder_finish(ph_ngram_builder *builder, int32_t order, uint32_t token_count,
                                     ph_ngrams *ngrams, phony_error *error);
#endif
