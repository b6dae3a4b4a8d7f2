/* How many values hold an n-gram, each value counted once however often it does, and n-grams left
 * out by that (privacy: what few values hold may tell of them). */
#ifndef PH_SUPPORT_H
#define PH_SUPPORT_H

#include "ngram/ngrams.h"

typedef struct ph_support {
    const ph_ngrams *ngrams;
    ph_links links;
    uint64_t *values[PH_ORDER_MAX]; /* [count] of each order: how many values hold the n-gram */
    uint64_t *last[PH_ORDER_MAX];   /* the last value that was counted */
    uint64_t seen;                  /* values counted */
} ph_support;

/* The n-grams must outlive it. Returns what ph_ngrams_link returns. */
phony_status ph_support_init(ph_support *support, const ph_ngrams *ngrams, phony_error *error);
void ph_support_fini(ph_support *support);
/* One more value, as its tokens (without the boundary). N-grams that are not there are passed over.
 */
void ph_support_add(ph_support *support, const uint32_t *tokens, size_t count);

/* The n-gram of the order that ends with tokens[at - 1] (at = count + 1: with the end), or PH_NONE
 * where there is none or the value is shorter. */
uint32_t ph_support_find(const ph_support *support, int32_t order, const uint32_t *tokens,
                         size_t count, size_t at);

/* Leaves out every n-gram of weight 0, with all that need it as context or suffix, and lowers
 * weights to those of suffixes where noise has made them greater. `links` are those from before
 * weights were changed. -1 out of memory: the n-grams are fit only to be freed. */
int ph_ngrams_prune(ph_ngrams *ngrams, const ph_links *links);
#endif
