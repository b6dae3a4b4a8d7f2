#include "ngram/support.h"

#include <string.h>

#include "base/alloc.h"
#include "base/error.h"

void ph_support_fini(ph_support *support)
{
    ph_links_fini(&support->links);
    for (int32_t k = 0; k < PH_ORDER_MAX; k++) {
        ph_free(support->values[k]);
        ph_free(support->last[k]);
    }
    memset(support, 0, sizeof *support);
}

phony_status ph_support_init(ph_support *support, const ph_ngrams *ngrams, phony_error *error)
{
    phony_status status;

    memset(support, 0, sizeof *support);
    support->ngrams = ngrams;
    status = ph_ngrams_link(ngrams, &support->links, error);
    for (int32_t k = 0; !status && k < ngrams->order; k++) {
        size_t count = ngrams->of[k].count;
        support->values[k] = ph_calloc(count ? count : 1, sizeof(uint64_t));
        support->last[k] = ph_calloc(count ? count : 1, sizeof(uint64_t));
        if (!support->values[k] || !support->last[k])
            status = ph_fail_memory(error);
    }
    if (status)
        ph_support_fini(support);
    return status;
}

/* A token among those of a context, by bisection. */
static uint32_t find_token(const ph_ngram_list *list, uint32_t context, uint32_t token)
{
    uint32_t low = list->first[context], high = list->first[context + 1];

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (list->token[middle] < token)
            low = middle + 1;
        else
            high = middle;
    }
    return low < list->first[context + 1] && list->token[low] == token ? low : PH_NONE;
}

/* Token number `at` of a value with the boundary on both sides. */
static uint32_t token_at(const uint32_t *tokens, size_t count, size_t at)
{
    return at == 0 || at > count ? 0 : tokens[at - 1];
}

uint32_t ph_support_find(const ph_support *support, int32_t order, const uint32_t *tokens,
                         size_t count, size_t at)
{
    uint32_t context = 0, ngram = PH_NONE;

    if (at + 1 < (size_t)order)
        return PH_NONE;
    for (int32_t k = 0; k < order; k++) {
        if (k > 0)
            context = support->links.child[k - 1][ngram];
        if (context == PH_NONE || support->ngrams->of[k].contexts == 0)
            return PH_NONE;
        ngram = find_token(&support->ngrams->of[k], context,
                           token_at(tokens, count, at + 1 - (size_t)order + (size_t)k));
        if (ngram == PH_NONE)
            return PH_NONE;
    }
    return ngram;
}

void ph_support_add(ph_support *support, const uint32_t *tokens, size_t count)
{
    support->seen++;
    for (size_t at = 1; at <= count + 1; at++) {
        for (int32_t order = 1; order <= support->ngrams->order; order++) {
            uint32_t ngram = ph_support_find(support, order, tokens, count, at);
            if (ngram == PH_NONE)
                break; /* nor is any that ends with it */
            if (support->last[order - 1][ngram] == support->seen)
                continue;
            support->last[order - 1][ngram] = support->seen;
            support->values[order - 1][ngram]++;
        }
    }
}

/* ---- Leaving out --------------------------------------------------------------------------- */

/* Whether an n-gram stays: itself, its suffix and its context. The weights of what does not become
 * 0, from low orders to high. */
static void mark_order(ph_ngrams *ngrams, const ph_links *links, int32_t k)
{
    ph_ngram_list *list = &ngrams->of[k];

    for (uint32_t context = 0; context < list->contexts; context++) {
        const ph_ngram_list *below = &ngrams->of[k - 1];
        int stays = below->weight[list->parent[context]] > 0;
        for (uint32_t i = list->first[context]; i < list->first[context + 1]; i++) {
            uint64_t most = stays ? below->weight[links->lower[k][i]] : 0;
            list->weight[i] = list->weight[i] < most ? list->weight[i] : most;
        }
    }
}

/* Moves what stays to the front. `renamed` gives the n-grams of the order below their new numbers,
 * and takes those of this order. */
static void compact(ph_ngram_list *list, const uint32_t *below, uint32_t *renamed)
{
    uint32_t contexts = 0, count = 0, from = 0;

    for (uint32_t context = 0; context < list->contexts; context++) {
        uint32_t end = list->first[context + 1], begin = count;
        for (; from < end; from++) {
            renamed[from] = PH_NONE;
            if (!list->weight[from])
                continue;
            list->token[count] = list->token[from];
            list->weight[count] = list->weight[from];
            renamed[from] = count++;
        }
        if (count > begin) {
            list->parent[contexts] = below ? below[list->parent[context]] : PH_NONE;
            list->first[contexts++] = begin;
        }
    }
    list->first[contexts] = count;
    list->contexts = contexts;
    list->count = count;
}

/* A context must also be one without its first token: its n-grams are n-grams there, which stayed,
 * so it is. */
static int compact_all(ph_ngrams *ngrams)
{
    uint32_t *below = NULL;

    for (int32_t k = 0; k < ngrams->order; k++) {
        uint32_t count = ngrams->of[k].count;
        uint32_t *renamed = ph_realloc_array(NULL, count ? count : 1, sizeof *renamed);
        if (!renamed) {
            ph_free(below);
            return -1;
        }
        compact(&ngrams->of[k], below, renamed);
        ph_free(below);
        below = renamed;
    }
    ph_free(below);
    return 0;
}

int ph_ngrams_prune(ph_ngrams *ngrams, const ph_links *links)
{
    for (int32_t k = 1; k < ngrams->order; k++)
        mark_order(ngrams, links, k);
    return compact_all(ngrams);
}
