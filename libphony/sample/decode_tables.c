/* What a decoder knows of its chain beside the chain itself: of each state what it backs off to,
 * and of the states with many outcomes a table by the first byte of what follows, so that neither
 * is searched for. The states of short contexts have nearly all of the outcomes that a decoding
 * passes, and are few. */
#include <string.h>

#include "base/alloc.h"
#include "ngram/ngrams.h"
#include "sample/decode_parts.h"

enum { MANY = 12, OUTCOMES_PER_SIGN = 4 };

/* Numbers the bytes that texts are made of. */
static void find_signs(ph_decoder *d)
{
    uint8_t seen[256] = {0};

    seen[' '] = d->words != 0;
    for (uint32_t i = d->tokens->offsets[1]; i < d->tokens->offsets[d->tokens->count]; i++)
        seen[(uint8_t)d->tokens->text[i]] = 1;
    for (unsigned byte = 0; byte < 256; byte++) {
        d->sign[byte] = (uint8_t)d->signs;
        d->byte[d->signs & 255] = (uint8_t)byte;
        d->signs += seen[byte];
    }
}

static int find_leads(ph_decoder *d)
{
    d->lead = ph_malloc(d->tokens->count);
    if (!d->lead)
        return -1;
    d->lead[0] = 0;
    for (uint32_t token = 1; token < d->tokens->count; token++)
        d->lead[token] = (uint8_t)d->tokens->text[d->tokens->offsets[token]];
    return 0;
}

/* A table is at most some times as large as the outcomes that it stands for; and its sums are below
 * 2^32 where tokens are not all that can follow. */
static int wants_table(const ph_decoder *d, uint32_t state)
{
    const ph_chain *chain = d->chain;
    uint32_t first = chain->first[state], last = chain->first[state + 1] - 1;

    return last - first >= MANY && last - first >= d->signs / OUTCOMES_PER_SIGN &&
           (chain->outcomes[first].token == 0 || chain->outcomes[last].token == PH_NONE);
}

static int find_ways(ph_decoder *d)
{
    const ph_chain *chain = d->chain;
    uint32_t tables = 0;

    d->ways = ph_realloc_array(NULL, (size_t)chain->states + 1, sizeof *d->ways);
    if (!d->ways)
        return -1;
    for (uint32_t state = 0; state < chain->states; state++) {
        uint32_t first = chain->first[state], last = chain->first[state + 1] - 1;
        ph_way *way = &d->ways[state];
        *way = (ph_way){.first = first, .back = PH_NONE, .table = PH_NONE};
        if (chain->outcomes[last].token == PH_NONE) {
            way->back = chain->outcomes[last].next;
            way->back_mass = (uint32_t)ph_chain_mass(chain, last);
        }
        if (chain->outcomes[first].token == 0) {
            way->end_mass = (uint32_t)ph_chain_mass(chain, first);
            way->ends = 1;
        }
        if (wants_table(d, state))
            way->table = tables++;
    }
    d->ways[chain->states] = (ph_way){.first = chain->first[chain->states], .back = PH_NONE};
    d->tables =
        ph_realloc_array(NULL, (size_t)tables * 2 + 1, ((size_t)d->signs + 1) * sizeof *d->tables);
    return d->tables ? 0 : -1;
}

static void fill_table(const ph_decoder *d, uint32_t state)
{
    const ph_outcome *outcomes = d->chain->outcomes;
    uint32_t at = d->ways[state].first, hi = ph_way_end(d, state);
    uint32_t *below = d->tables + ph_table_at(d, d->ways[state].table),
             *first = below + d->signs + 1;

    at += outcomes[at].token == 0;
    for (unsigned sign = 0; sign <= d->signs; sign++) {
        while (at < hi && (sign == d->signs || d->sign[d->lead[outcomes[at].token]] < sign))
            at++;
        below[sign] = outcomes[at].below;
        first[sign] = at;
    }
}

int ph_decoder_init(ph_decoder *d, const ph_chain *chain, const ph_tokens *tokens, int words,
                    const ph_capacity *capacity)
{
    *d = (ph_decoder){.chain = chain, .tokens = tokens, .words = words, .capacity = capacity};
    find_signs(d);
    if (find_leads(d) < 0 || find_ways(d) < 0)
        return -1;
    for (uint32_t state = 0; state < chain->states; state++) {
        if (d->ways[state].table != PH_NONE)
            fill_table(d, state);
    }
    return 0;
}

void ph_decoder_fini(ph_decoder *d)
{
    ph_free(d->lead);
    ph_free(d->ways);
    ph_free(d->tables);
    d->lead = NULL;
    d->ways = NULL;
    d->tables = NULL;
}
