/* Linking the orders of ph_ngrams. Everything is one pass over sorted lists: the n-grams of a
 * context are, without its first token, among those of its suffix, and both ascend. */
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "ngram/ngrams.h"

void ph_links_fini(ph_links *links)
{
    for (int k = 0; k < PH_ORDER_MAX; k++) {
        ph_free(links->suffix[k]);
        ph_free(links->child[k]);
        ph_free(links->lower[k]);
    }
    memset(links, 0, sizeof *links);
}

static int allocate(const ph_ngrams *ngrams, ph_links *links)
{
    int failed = 0;

    memset(links, 0, sizeof *links);
    for (int32_t k = 0; k < ngrams->order; k++) {
        const ph_ngram_list *list = &ngrams->of[k];
        if (k > 0) {
            links->suffix[k] = ph_realloc_array(NULL, list->contexts, sizeof(uint32_t));
            links->lower[k] = ph_realloc_array(NULL, list->count, sizeof(uint32_t));
            failed |= !links->suffix[k] || !links->lower[k];
        }
        if (k + 1 < ngrams->order) {
            links->child[k] = ph_realloc_array(NULL, list->count, sizeof(uint32_t));
            failed |= !links->child[k];
        }
    }
    return failed ? -1 : 0;
}

static void link_children(const ph_ngrams *ngrams, ph_links *links, int32_t k)
{
    const ph_ngram_list *above = &ngrams->of[k + 1];

    memset(links->child[k], 0xFF, ngrams->of[k].count * sizeof(uint32_t));
    for (uint32_t context = 0; context < above->contexts; context++)
        links->child[k][above->parent[context]] = context;
}

static phony_status broken(const ph_ngrams *ngrams, int32_t k, uint32_t context, uint32_t token,
                           const char *why, phony_error *error)
{
    uint32_t tokens[PH_ORDER_MAX];
    char text[128];
    size_t used = 0;

    ph_ngrams_context(ngrams, k + 1, context, tokens);
    tokens[k] = token;
    for (int32_t i = 0; i <= k; i++)
        used += (size_t)snprintf(text + used, sizeof text - used, i ? " %u" : "%u", tokens[i]);
    return ph_fail(error, PHONY_ERROR_MODEL, "n-gram (%s) of order %d %s", text, k + 1, why);
}

/* The n-grams of one context of order k + 1 to those of its suffix. */
static phony_status link_lower(const ph_ngrams *ngrams, ph_links *links, int32_t k,
                               uint32_t context, phony_error *error)
{
    const ph_ngram_list *list = &ngrams->of[k], *below = &ngrams->of[k - 1];
    uint32_t suffix = links->suffix[k][context];
    uint32_t at = below->first[suffix], end = below->first[suffix + 1];

    for (uint32_t i = list->first[context]; i < list->first[context + 1]; i++) {
        while (at < end && below->token[at] < list->token[i])
            at++;
        if (at == end || below->token[at] != list->token[i])
            return broken(ngrams, k, context, list->token[i],
                          "is not there without its first token", error);
        if (below->weight[at] < list->weight[i])
            return broken(ngrams, k, context, list->token[i],
                          "is counted more often than without its first token", error);
        links->lower[k][i] = at;
    }
    return PHONY_OK;
}

/* The suffix of a context of order k + 1: its last token, behind the suffix of its parent's
 * context, is an n-gram that must itself be a context. */
static phony_status link_suffix(const ph_ngrams *ngrams, ph_links *links, int32_t k,
                                uint32_t context, phony_error *error)
{
    uint32_t parent = ngrams->of[k].parent[context];

    if (k == 1) {
        links->suffix[k][context] = 0;
        return PHONY_OK;
    }
    links->suffix[k][context] = links->child[k - 2][links->lower[k - 1][parent]];
    if (ngrams->of[k - 1].token[parent] == 0)
        return broken(ngrams, k, context, ngrams->of[k].token[ngrams->of[k].first[context]],
                      "continues past the end of a value", error);
    if (links->suffix[k][context] == PH_NONE)
        return broken(ngrams, k, context, ngrams->of[k].token[ngrams->of[k].first[context]],
                      "has a context that is not there without its first token", error);
    return PHONY_OK;
}

static phony_status link_order(const ph_ngrams *ngrams, ph_links *links, int32_t k,
                               phony_error *error)
{
    phony_status status = PHONY_OK;

    for (uint32_t context = 0; !status && context < ngrams->of[k].contexts; context++) {
        status = link_suffix(ngrams, links, k, context, error);
        if (!status)
            status = link_lower(ngrams, links, k, context, error);
    }
    return status;
}

phony_status ph_ngrams_link(const ph_ngrams *ngrams, ph_links *links, phony_error *error)
{
    phony_status status = PHONY_OK;

    if (allocate(ngrams, links) < 0) {
        ph_links_fini(links);
        return ph_fail_memory(error);
    }
    for (int32_t k = 0; k + 1 < ngrams->order; k++)
        link_children(ngrams, links, k);
    for (int32_t k = 1; !status && k < ngrams->order; k++)
        status = link_order(ngrams, links, k, error);
    if (status)
        ph_links_fini(links);
    return status;
}
