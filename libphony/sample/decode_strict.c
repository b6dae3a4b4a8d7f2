/* Decoding in which no value gets more than one cell: what would be the second "ayse" is dealt to
 * values that begin with it, and where a prefix has fewer values than cells, to the others, in
 * proportion, as long as there are any. */
#include "sample/decode_parts.h"

#include "base/alloc.h"
#include "base/random.h"
#include "ngram/ngrams.h"

enum { BYTES = 256 };

/* ---- How many values there are ------------------------------------------------------------- */

static void add_group(ph_decoding *g, ph_group group)
{
    if (ph_grow((void **)&g->groups, &g->group_capacity, g->group_count + 1, sizeof *g->groups) < 0)
        g->failed = 1;
    else
        g->groups[g->group_count++] = group;
}

void ph_groups_begin(const ph_decoder *d, ph_decoding *g)
{
    add_group(g, (ph_group){0, 1, d->tokens->count, 0, 0});
}

static uint32_t group_bound(const ph_decoder *d, const ph_group *group, unsigned byte)
{
    uint32_t from = group->lo, to = group->hi;

    while (from < to) {
        uint32_t middle = from + (to - from) / 2;
        if (ph_byte_of(d, middle, group->depth, group->spaced) < byte)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

/* How many values go on from `label` with one of the tokens lo ... hi - 1. */
static uint64_t values_between(const ph_capacity *c, uint32_t label, uint32_t lo, uint32_t hi)
{
    const ph_product *p = c->product;
    const uint64_t *sums = c->sums + label * ((size_t)p->tokens->count + 1);
    uint64_t sum = 0;

    if (sums[hi] != PH_ENDLESS)
        return sums[hi] - sums[lo];
    for (uint32_t token = lo; token < hi && sum != PH_ENDLESS; token++) {
        uint32_t next = p->step[label][token];
        if (next < c->labels)
            sum = ph_add_values(sum, c->values[next]);
    }
    return sum;
}

static uint64_t values_behind(const ph_decoder *d, const ph_decoding *g, unsigned byte)
{
    uint64_t sum = 0;

    if (!d->capacity)
        return PH_ENDLESS;
    for (size_t i = 0; i < g->group_count; i++) {
        const ph_group *group = &g->groups[i];
        uint32_t lo = group_bound(d, group, byte), hi = group_bound(d, group, byte + 1);
        if (lo < hi)
            sum = ph_add_values(sum, values_between(d->capacity, group->label, lo, hi));
    }
    return sum;
}

void ph_groups_follow(const ph_decoder *d, ph_decoding *g, uint8_t byte)
{
    size_t count = g->group_count, kept = 0;
    uint32_t complete = PH_DEAD;

    for (size_t i = 0; i < count; i++) {
        ph_group group = g->groups[i];
        uint32_t lo = group_bound(d, &group, byte);
        group.hi = group_bound(d, &group, byte + 1U);
        group.lo = lo;
        group.depth++;
        if (lo < group.hi && ph_size_of(d, lo, group.spaced) == group.depth) {
            uint32_t next = d->capacity->product->step[group.label][lo];
            complete = next < d->capacity->labels ? next : complete;
            group.lo++;
        }
        if (group.lo < group.hi)
            g->groups[kept++] = group;
    }
    g->group_count = kept;
    if (complete != PH_DEAD)
        add_group(g, (ph_group){complete, 1, d->tokens->count, 0, (uint32_t)d->words});
}

/* ---- Dealing out --------------------------------------------------------------------------- */

/* What can follow: bytes with their probabilities, the values behind them, and their cells. */
typedef struct dealing {
    unsigned count;
    uint8_t byte[BYTES];
    uint64_t weight[BYTES], values[BYTES], cells[BYTES];
} dealing;

static void collect(const ph_decoder *d, const ph_decoding *g, dealing *deal)
{
    uint64_t below = g->end, listed = below;
    ph_sums sums;

    ph_sums_take(d, g, &sums);
    deal->count = 0;
    for (unsigned sign = 0; sign < d->signs; sign++) {
        uint64_t upto = ph_sums_up_to(d, g, &sums, sign, &listed);
        if (upto == below)
            continue;
        deal->byte[deal->count] = d->byte[sign];
        deal->weight[deal->count] = upto - below;
        deal->values[deal->count] = values_behind(d, g, d->byte[sign]);
        deal->cells[deal->count] = 0;
        deal->count += deal->values[deal->count] > 0;
        below = upto;
    }
}

/* Deals `cells` more among those that are not full, in proportion to their weights: how many of
 * them found no place; PH_ENDLESS where all are full. */
static uint64_t deal_round(dealing *deal, const ph_decoding *g, uint64_t nth, uint64_t cells)
{
    uint64_t total = 0, weight = 0, before = 0, left = cells, rounding;

    for (unsigned i = 0; i < deal->count; i++)
        total += deal->cells[i] < deal->values[i] ? deal->weight[i] : 0;
    if (!total)
        return PH_ENDLESS;
    rounding = ph_rounding(g, nth, total);
    for (unsigned i = 0; i < deal->count; i++) {
        uint64_t room = deal->values[i] - deal->cells[i], upto, share;
        if (!room)
            continue;
        weight += deal->weight[i];
        upto = ph_cells_below(cells, weight, total, rounding);
        share = upto - before < room ? upto - before : room;
        deal->cells[i] += share;
        left -= share;
        before = upto;
    }
    return left;
}

static int take_byte(const ph_decoder *d, ph_decoding *g, const dealing *deal, ph_choice *choice)
{
    unsigned i = 0;

    while (i < deal->count && g->cell >= deal->cells[i])
        g->cell -= deal->cells[i++];
    if (i == deal->count)
        return -1;
    g->cells = deal->cells[i];
    choice->byte = deal->byte[i];
    ph_spans_narrow(d, g, choice->byte);
    return 0;
}

/* Whether the value that ends here gets a cell: if its share is one or more, or the `others` that
 * can follow are too few. */
static int takes_cell(const ph_decoding *g, uint64_t others)
{
    uint64_t rounding = ph_rounding(g, 0, g->total);

    return g->end &&
           (g->cells > others || ph_cells_below(g->cells, g->end, g->total, rounding) > 0);
}

/* Gives the value that ends here its cell; whether that is the one looked for. */
static int end_first(ph_decoding *g, uint64_t others)
{
    if (takes_cell(g, others)) {
        if (g->cell == 0) {
            g->cells = 1;
            return 1;
        }
        g->cell--;
        g->cells--;
    }
    g->total -= g->end;
    g->end = 0;
    return 0;
}

static int deal_out(const ph_decoder *d, ph_decoding *g, int *ended, ph_choice *choice)
{
    dealing deal;
    uint64_t others = 0, left;

    collect(d, g, &deal);
    for (unsigned i = 0; i < deal.count; i++)
        others = ph_add_values(others, deal.values[i]);
    *ended = end_first(g, others);
    if (*ended)
        return 0;
    left = g->cells;
    for (uint64_t nth = 1; left > 0; nth++) {
        left = deal_round(&deal, g, nth, left);
        if (left == PH_ENDLESS)
            return -1;
    }
    return take_byte(d, g, &deal, choice);
}

int ph_decode_strictly(const ph_decoder *d, ph_decoding *g, int *ended, ph_choice *choice)
{
    if (d->capacity)
        return deal_out(d, g, ended, choice);
    *ended = end_first(g, g->total > g->end ? PH_ENDLESS : 0);
    if (*ended)
        return 0;
    if (!g->total)
        return -1;
    ph_decode_freely(d, g, 1, ended, choice);
    return 0;
}
