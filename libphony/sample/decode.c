#include "sample/decode_parts.h"

#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/random.h"
#include "ngram/ngrams.h"

#define START_WEIGHT (UINT64_C(1) << 29) /* times the mass of a state, 2^32, 2^61 */
enum { TOTAL_BITS = 61 };

ph_decoding *ph_decoding_new(void)
{
    return ph_calloc(1, sizeof(ph_decoding));
}

void ph_decoding_free(ph_decoding *g)
{
    if (!g)
        return;
    ph_buffer_fini(&g->text);
    ph_places_fini(&g->places);
    ph_free(g->spans);
    ph_free(g->arrivals);
    ph_free(g->groups);
    ph_free(g);
}

/* ---- Where a walk may be ------------------------------------------------------------------- */

static void add_arrival(ph_decoding *g, uint32_t state, uint64_t weight)
{
    for (size_t i = 0; i < g->arrival_count; i++) {
        if (g->arrivals[i].state == state) {
            g->arrivals[i].weight += weight;
            return;
        }
    }
    if (ph_grow((void **)&g->arrivals, &g->arrival_capacity, g->arrival_count + 1,
                sizeof *g->arrivals) < 0)
        g->failed = 1;
    else
        g->arrivals[g->arrival_count++] = (ph_arrival){weight, state};
}

static void add_span(ph_decoding *g, ph_span span)
{
    if (ph_grow((void **)&g->spans, &g->span_capacity, g->span_count + 1, sizeof *g->spans) < 0)
        g->failed = 1;
    else
        g->spans[g->span_count++] = span;
}

/* Takes out the arrival with the highest state: back-offs lead to lower ones, so all its weight is
 * there. */
static ph_arrival take_highest(ph_decoding *g)
{
    size_t highest = 0;
    ph_arrival taken;

    for (size_t i = 1; i < g->arrival_count; i++) {
        if (g->arrivals[i].state > g->arrivals[highest].state)
            highest = i;
    }
    taken = g->arrivals[highest];
    g->arrivals[highest] = g->arrivals[--g->arrival_count];
    return taken;
}

static uint64_t at_least_one(uint64_t weight)
{
    return weight ? weight : 1;
}

/* A state's outcomes: the end, what it backs off to, and a span of tokens. */
static void expand(const ph_decoder *d, ph_decoding *g, const ph_arrival *at)
{
    const ph_way *way = &d->ways[at->state];
    uint32_t lo = way->first + way->ends, hi = ph_way_end(d, at->state);
    uint64_t back = ph_back_mass(way);

    __builtin_prefetch(way->table == PH_NONE ? (const void *)&d->chain->outcomes[lo]
                                             : &d->tables[ph_table_at(d, way->table)]);
    if (way->back != PH_NONE)
        add_arrival(g, way->back,
                    at_least_one((uint64_t)((unsigned __int128)at->weight * back >> 32)));
    g->total += at->weight * ((UINT64_C(1) << 32) - back);
    g->end += at->weight * ph_way_end_mass(way);
    if (lo < hi)
        add_span(g, (ph_span){.weight = at->weight,
                              .lo = lo,
                              .hi = hi,
                              .spaced = d->words && g->text.length > 0,
                              .table = way->table});
}

static uint64_t probability(const ph_decoder *d, const ph_span *span)
{
    return span->weight * ph_mass_between(d->chain, span->lo, span->hi);
}

static void settle(const ph_decoder *d, ph_decoding *g)
{
    g->end = g->total = 0;
    for (size_t i = 0; i < g->span_count; i++)
        g->total += probability(d, &g->spans[i]);
    while (g->arrival_count && !g->failed) {
        ph_arrival at = take_highest(g);
        expand(d, g, &at);
    }
}

/* ---- Going on ------------------------------------------------------------------------------ */

static uint64_t shifted(uint64_t x, int shift)
{
    return at_least_one(shift >= 0 ? x << shift : shift > -64 ? x >> -shift : 0);
}

/* Brings all weights to a scale at which their probabilities add up to about 2^61. The arrivals'
 * are probabilities as yet, and become weights of states. */
static void rescale(const ph_decoder *d, ph_decoding *g)
{
    uint64_t sum = 0;
    int shift;

    for (size_t i = 0; i < g->arrival_count; i++)
        sum += g->arrivals[i].weight;
    for (size_t i = 0; i < g->span_count; i++)
        sum += probability(d, &g->spans[i]);
    shift = TOTAL_BITS - (64 - __builtin_clzll(sum | 1));
    for (size_t i = 0; i < g->arrival_count; i++)
        g->arrivals[i].weight = shifted(g->arrivals[i].weight, shift - 32);
    for (size_t i = 0; i < g->span_count; i++)
        g->spans[i].weight = shifted(g->spans[i].weight, shift);
}

/* Takes the byte: tokens that are complete with it lead to their states. */
static void follow(const ph_decoder *d, ph_decoding *g, uint8_t byte)
{
    size_t kept = 0;

    ph_buffer_append_byte(&g->text, (char)byte);
    g->hash = ph_mix64(g->hash ^ (byte + UINT64_C(1)) * PH_GOLDEN);
    for (size_t i = 0; i < g->span_count; i++) {
        ph_span s = g->spans[i];
        const ph_outcome *o = &d->chain->outcomes[s.lo];
        s.depth++;
        if (s.lo < s.hi && ph_size_of(d, o->token, s.spaced) == s.depth) {
            add_arrival(g, o->next, s.weight * ph_chain_mass(d->chain, s.lo));
            s.lo++;
        }
        if (s.lo < s.hi)
            g->spans[kept++] = s;
    }
    g->span_count = kept;
    rescale(d, g);
}

/* To where nothing is known of the cell any more; whether its value ends on the way. */
static int begin(const ph_decoder *d, ph_decoding *g, const phony_key *key, const ph_cell *cell)
{
    int known = ph_places_begin(&g->places, d, key, cell), ended;

    g->text.length = 0;
    g->text.failed = 0;
    g->failed = 0;
    g->cells = cell->cells;
    g->cell = cell->cell;
    if (known) {
        g->place = 0;
        ended = ph_place_follow(g);
        if (!ended)
            ph_place_load(g);
        return ended;
    }
    g->span_count = g->arrival_count = g->group_count = 0;
    g->hash = ph_mix64(ph_mix64(key->word[0] + PH_GOLDEN) ^ key->word[1]);
    add_arrival(g, d->chain->start, START_WEIGHT);
    if (cell->strict && d->capacity)
        ph_groups_begin(d, g);
    settle(d, g);
    ph_place_add(g, 0, 0);
    return 0;
}

static phony_status fail_cell(const ph_decoding *g, const ph_cell *cell, const char *what,
                              phony_error *error)
{
    if (g->failed || g->text.failed)
        return ph_fail_memory(error);
    return ph_fail(error, PHONY_ERROR_EXHAUSTED, "no %s cell %llu of %llu", what,
                   (unsigned long long)cell->cell, (unsigned long long)cell->cells);
}

/* One byte more, or the end. */
static phony_status go_on(const ph_decoder *d, ph_decoding *g, const ph_cell *cell, int *ended,
                          phony_error *error)
{
    ph_choice choice = {0, 0, 0};
    uint64_t before = g->cell;
    int result = 0;

    if (g->failed || g->text.failed || !g->total)
        return fail_cell(g, cell, "value has the", error);
    if (cell->strict)
        result = ph_decode_strictly(d, g, ended, &choice);
    else
        ph_decode_freely(d, g, 0, ended, &choice);
    if (*ended && g->place != PH_PLACE_NONE)
        g->places.places[g->place].ended = g->cells;
    if (*ended)
        return PHONY_OK;
    if (result < 0)
        return fail_cell(g, cell, "different value is left for", error);
    if (g->text.length >= PH_DECODE_BYTES_MAX)
        return ph_fail(error, PHONY_ERROR_LIMIT, "a value does not end within %d bytes",
                       PH_DECODE_BYTES_MAX);
    follow(d, g, choice.byte);
    if (cell->strict && d->capacity)
        ph_groups_follow(d, g, choice.byte);
    settle(d, g);
    if (g->place != PH_PLACE_NONE)
        ph_place_add(g, before - g->cell, choice.byte);
    return PHONY_OK;
}

phony_status ph_decode(const ph_decoder *d, const phony_key *key, const ph_cell *cell,
                       ph_decoding *g, ph_decoded *decoded, phony_error *error)
{
    int ended = begin(d, g, key, cell);
    phony_status status = PHONY_OK;

    while (!ended && !status)
        status = go_on(d, g, cell, &ended, error);
    if (!status && (g->failed || g->text.failed))
        status = ph_fail_memory(error);
    if (!status)
        *decoded =
            (ph_decoded){g->text.data ? g->text.data : "", g->text.length, g->cell, g->cells};
    return status;
}
