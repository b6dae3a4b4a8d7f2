/* The counted n-grams of a model: per order a sorted list, and all orders together a trie.
 *
 *   order 1    one context, the empty one        a(7)  b(5)  end(3)
 *                                                 |     |     |
 *   order 2    contexts: n-grams of order 1      b(4)  a(2)  a(3)      "end" as a context is
 *                                                 |                    the start of a value
 *   order 3    contexts: n-grams of order 2      ...
 *
 * An n-gram of order k is (context, token, count); its context is the n-gram of order k - 1 that
 * `parent` points to. Token 0 is the boundary: as a token the end, as the first of a context the
 * start. Contexts, and the tokens in each, ascend by token numbers, which ascend by code points, so
 * equal counts have one representation. Invariants (ph_ngrams_link checks them): without its first
 * token an n-gram is there too, one order lower, counted at least as often; the boundary stands
 * nowhere inside. */
#ifndef PH_NGRAMS_H
#define PH_NGRAMS_H

#include "phony.h"

#define PH_ORDER_MAX 8
#define PH_NONE UINT32_MAX
#define PH_NGRAMS_MAX UINT64_C(0x4000000) /* 2^26, of all orders together */
/* The largest count, and sum of counts: exact as a JSON number everywhere. */
#define PH_COUNT_MAX UINT64_C(0x1FFFFFFFFFFFFF)

typedef struct ph_ngram_list {
    uint32_t contexts;
    uint32_t count;
    uint32_t *parent; /* [contexts] n-gram of the order below; PH_NONE for the empty context */
    uint32_t *first;  /* [contexts + 1] where each context's n-grams begin */
    uint32_t *token;  /* [count] */
    uint64_t *weight; /* [count] how often, by weight */
} ph_ngram_list;

typedef struct ph_ngrams {
    int32_t order;
    ph_ngram_list of[PH_ORDER_MAX]; /* [k - 1] is order k */
} ph_ngrams;

void ph_ngrams_fini(ph_ngrams *ngrams);
uint64_t ph_ngrams_total(const ph_ngrams *ngrams);
size_t ph_ngrams_memory(const ph_ngrams *ngrams);

/* Makes room for one order's list: -1 out of memory. */
int ph_ngram_list_init(ph_ngram_list *list, size_t contexts, size_t count);
void ph_ngram_list_fini(ph_ngram_list *list);

/* The tokens of context `context` of order `order`: order - 1 of them. */
void ph_ngrams_context(const ph_ngrams *ngrams, int32_t order, uint32_t context, uint32_t *tokens);

/* How the lists hang together: from a context to the one without its first token (`suffix`, one
 * order lower), from an n-gram to the context it is (`child`, one order higher, or PH_NONE) and to
 * itself without its first token (`lower`). */
typedef struct ph_links {
    uint32_t *suffix[PH_ORDER_MAX]; /* [contexts] of order >= 2 */
    uint32_t *child[PH_ORDER_MAX];  /* [count] of order < n */
    uint32_t *lower[PH_ORDER_MAX];  /* [count] of order >= 2 */
} ph_links;

/* Computes the links, and thereby proves the invariants. Returns PHONY_ERROR_MODEL naming the first
 * n-gram that breaks them, or _MEMORY. */
phony_status ph_ngrams_link(const ph_ngrams *ngrams, ph_links *links, phony_error *error);
void ph_links_fini(ph_links *links);
#endif
