/* Which byte follows. For each of the bytes that texts are made of (their `signs`, in order) the
 * probability is summed up over the spans: those with few outcomes are listed one by one, of those
 * with many there is a table of sums. Few branches depend on what is found. */
#include <string.h>

#include "sample/decode_parts.h"

enum { SHORT = 24 };

static int at_leads(const ph_span *s)
{
    return s->depth == s->spaced;
}

static int has_table(const ph_span *s)
{
    return s->table != PH_NONE && at_leads(s);
}

/* The first of a span's outcomes from .. to whose next byte is `byte` or more. */
static uint32_t span_bound(const ph_decoder *d, const ph_span *span, uint32_t from, uint32_t to,
                           unsigned byte)
{
    while (from < to) {
        uint32_t middle = from + (to - from) / 2;
        if (ph_byte_of(d, d->chain->outcomes[middle].token, span->depth, span->spaced) < byte)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

/* ---- Sums ------------------------------------------------------------------------------------ */

static inline void add(ph_sums *sums, unsigned sign, uint64_t probability)
{
    sums->of[sign] += probability;
    sums->eight[sign / 8] += probability;
}

/* Of a span that is at the first bytes of its tokens' texts. */
static void list_leads(const ph_decoder *d, const ph_span *s, ph_sums *sums)
{
    const ph_outcome *outcomes = d->chain->outcomes;

    for (uint32_t i = s->lo; i < s->hi; i++)
        add(sums, d->sign[d->lead[outcomes[i].token]], s->weight * ph_chain_mass(d->chain, i));
}

static void list_bytes(const ph_decoder *d, const ph_span *s, ph_sums *sums)
{
    for (uint32_t from = s->lo, to; from < s->hi; from = to) {
        unsigned byte = ph_byte_of(d, d->chain->outcomes[from].token, s->depth, s->spaced);
        to = span_bound(d, s, from + 1, s->hi, byte + 1);
        add(sums, d->sign[byte], s->weight * ph_mass_between(d->chain, from, to));
    }
}

void ph_sums_take(const ph_decoder *d, const ph_decoding *g, ph_sums *sums)
{
    memset(sums->of, 0, d->signs * sizeof *sums->of);
    memset(sums->eight, 0, sizeof sums->eight);
    sums->tabled = 0;
    for (size_t i = 0; i < g->span_count; i++) {
        const ph_span *s = &g->spans[i];
        if (has_table(s) && sums->tabled < PH_TABLED_MAX) {
            sums->weight[sums->tabled] = s->weight;
            sums->below[sums->tabled++] = d->tables + ph_table_at(d, s->table);
        } else if (at_leads(s) && s->hi - s->lo <= SHORT) {
            list_leads(d, s, sums);
        } else {
            list_bytes(d, s, sums);
        }
    }
}

/* The probability of signs below `sign` in spans with a table. */
static inline uint64_t tabled_below(const ph_sums *sums, unsigned sign)
{
    uint64_t sum = 0;

    for (unsigned i = 0; i < sums->tabled; i++)
        sum += sums->weight[i] * (uint32_t)(sums->below[i][sign] - sums->below[i][0]);
    return sum;
}

uint64_t ph_sums_up_to(const ph_decoder *d, const ph_decoding *g, const ph_sums *sums,
                       unsigned sign, uint64_t *listed)
{
    *listed += sums->of[sign];
    return sign + 1 == d->signs ? g->total : *listed + tabled_below(sums, sign + 1);
}

/* ---- Choosing -------------------------------------------------------------------------------- */

/* The sign at `point` of the probability (at least end, below total), by eights, then by ones. */
static void find_sign(const ph_decoder *d, const ph_decoding *g, uint64_t point, ph_choice *choice)
{
    uint64_t listed = g->end, next;
    unsigned sign = 0;
    ph_sums sums;

    ph_sums_take(d, g, &sums);
    choice->below = g->end;
    for (; sign + 8 < d->signs; sign += 8) {
        next = listed + sums.eight[sign / 8] + tabled_below(&sums, sign + 8);
        if (next > point)
            break;
        listed += sums.eight[sign / 8];
        choice->below = next;
    }
    while ((choice->above = ph_sums_up_to(d, g, &sums, sign, &listed)) <= point) {
        choice->below = choice->above;
        sign++;
    }
    choice->byte = d->byte[sign];
}

/* Narrows a span to those tokens whose first byte it is. */
static void narrow_leads(const ph_decoder *d, ph_span *s, unsigned byte)
{
    const ph_outcome *outcomes = d->chain->outcomes;
    uint32_t below = 0, upto = 0;

    for (uint32_t i = s->lo; i < s->hi; i++) {
        unsigned lead = d->lead[outcomes[i].token];
        below += lead < byte;
        upto += lead <= byte;
    }
    s->hi = s->lo + upto;
    s->lo += below;
}

void ph_spans_narrow(const ph_decoder *d, ph_decoding *g, unsigned byte)
{
    for (size_t i = 0; i < g->span_count; i++) {
        ph_span *s = &g->spans[i];
        if (has_table(s)) {
            const uint32_t *first = d->tables + ph_table_at(d, s->table) + d->signs + 1;
            s->lo = first[d->sign[byte]];
            s->hi = first[d->sign[byte] + 1];
            s->table = PH_NONE;
        } else if (at_leads(s) && s->hi - s->lo <= SHORT) {
            narrow_leads(d, s, byte);
        } else {
            s->lo = span_bound(d, s, s->lo, s->hi, byte);
            s->hi = span_bound(d, s, s->lo, s->hi, byte + 1);
        }
    }
}

void ph_decode_freely(const ph_decoder *d, ph_decoding *g, uint64_t nth, int *ended,
                      ph_choice *choice)
{
    uint64_t rounding = ph_rounding(g, nth, g->total), below, above;
    unsigned __int128 next = ((unsigned __int128)g->cell + 1) * g->total - rounding - 1;
    uint64_t point = (uint64_t)(next / g->cells);

    *ended = point < g->end;
    if (*ended) {
        g->cells = ph_cells_below(g->cells, g->end, g->total, rounding);
        return;
    }
    find_sign(d, g, point, choice);
    ph_spans_narrow(d, g, choice->byte);
    below = ph_cells_below(g->cells, choice->below, g->total, rounding);
    above = ph_cells_below(g->cells, choice->above, g->total, rounding);
    g->cell -= below;
    g->cells = above - below;
}
