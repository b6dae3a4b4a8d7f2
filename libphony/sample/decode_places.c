/* Places that a decoding has been at, kept for the next values: nearly all values begin as others
 * do, and what follows a beginning, and how many cells each way on has, is the same for all cells
 * of one run and one key. A place found again costs a few comparisons instead of some dozens of
 * look-ups. Only what is likely to be met again is kept, and never more than PLACES_MAX: a decoding
 * takes no more memory for more rows. */
#include "base/alloc.h"
#include "sample/decode_parts.h"

enum {
    PLACES_MAX = 8192,
    LISTED_MAX = 65536, /* spans and groups of all places together */
    RARE_BITS = 15,     /* rows at random: a place of less than 1 / 2^15 of all cells is not kept */
    NEAR = 64           /* cells from the one before: rows in order */
};

static int same_run(const ph_places *p, const ph_decoder *d, const phony_key *key,
                    const ph_cell *cell)
{
    return p->count > 0 && p->decoder == d && p->key.word[0] == key->word[0] &&
           p->key.word[1] == key->word[1] && p->cells == cell->cells && p->strict == cell->strict;
}

static int is_full(const ph_places *p)
{
    return p->count >= PLACES_MAX || p->span_count >= LISTED_MAX || p->group_count >= LISTED_MAX;
}

int ph_places_begin(ph_places *p, const ph_decoder *d, const phony_key *key, const ph_cell *cell)
{
    int same = same_run(p, d, key, cell), near = same && cell->cell - p->last < NEAR;

    p->least = near ? 2 : (cell->cells >> RARE_BITS) + 2;
    p->last = cell->cell;
    if (same && !(near && is_full(p)))
        return 1;
    p->decoder = d;
    p->key = *key;
    p->cells = cell->cells;
    p->strict = cell->strict;
    p->count = p->span_count = p->group_count = 0;
    return 0;
}

void ph_places_fini(ph_places *p)
{
    ph_free(p->places);
    ph_free(p->spans);
    ph_free(p->groups);
}

/* Appends the present spans and groups to those of all places. */
static int keep_lists(ph_places *p, const ph_decoding *g)
{
    if (ph_grow((void **)&p->spans, &p->span_capacity, p->span_count + g->span_count,
                sizeof *p->spans) < 0 ||
        ph_grow((void **)&p->groups, &p->group_capacity, p->group_count + g->group_count,
                sizeof *p->groups) < 0)
        return -1;
    for (size_t i = 0; i < g->span_count; i++)
        p->spans[p->span_count++] = g->spans[i];
    for (size_t i = 0; i < g->group_count; i++)
        p->groups[p->group_count++] = g->groups[i];
    return 0;
}

void ph_place_add(ph_decoding *g, uint64_t below, uint8_t byte)
{
    ph_places *p = &g->places;
    uint32_t before = g->place, spans = (uint32_t)p->span_count, groups = (uint32_t)p->group_count;

    g->place = PH_PLACE_NONE;
    if (g->failed || is_full(p) || (p->count > 0 && g->cells < p->least))
        return;
    if (ph_grow((void **)&p->places, &p->capacity, p->count + 1, sizeof *p->places) < 0 ||
        keep_lists(p, g) < 0) {
        g->failed = 1;
        return;
    }
    g->place = (uint32_t)p->count++;
    p->places[g->place] = (ph_place){below,
                                     g->cells,
                                     0,
                                     g->end,
                                     g->total,
                                     g->hash,
                                     0,
                                     0,
                                     spans,
                                     groups,
                                     (uint32_t)g->span_count,
                                     (uint32_t)g->group_count,
                                     byte};
    if (g->place > 0) {
        p->places[g->place].next = p->places[before].first;
        p->places[before].first = g->place;
    }
}

/* The ways on from a place; what is found moves to the front, so that the likely ones, or in a run
 * of rows in order the last one, stand there. */
static uint32_t find_next(ph_places *p, ph_place *at, uint64_t cell)
{
    uint32_t next = at->first, *link = NULL;

    while (next && cell - p->places[next].below >= p->places[next].cells) {
        link = &p->places[next].next;
        next = *link;
    }
    if (next && link) {
        *link = p->places[next].next;
        p->places[next].next = at->first;
        at->first = next;
    }
    return next;
}

int ph_place_follow(ph_decoding *g)
{
    ph_places *p = &g->places;
    ph_place *at = &p->places[g->place];
    uint32_t next;

    for (; g->cell >= at->ended && (next = find_next(p, at, g->cell)) != 0; g->place = next) {
        at = &p->places[next];
        g->cell -= at->below;
        ph_buffer_append_byte(&g->text, (char)at->byte);
    }
    g->cells = g->cell < at->ended ? at->ended : at->cells;
    return g->cell < at->ended;
}

static int load_lists(ph_decoding *g, const ph_place *at)
{
    if (ph_grow((void **)&g->spans, &g->span_capacity, at->span_count, sizeof *g->spans) < 0 ||
        ph_grow((void **)&g->groups, &g->group_capacity, at->group_count, sizeof *g->groups) < 0)
        return -1;
    for (g->span_count = 0; g->span_count < at->span_count; g->span_count++)
        g->spans[g->span_count] = g->places.spans[at->spans + g->span_count];
    for (g->group_count = 0; g->group_count < at->group_count; g->group_count++)
        g->groups[g->group_count] = g->places.groups[at->groups + g->group_count];
    return 0;
}

void ph_place_load(ph_decoding *g)
{
    const ph_place *at = &g->places.places[g->place];

    g->end = at->end;
    g->total = at->total;
    g->hash = at->hash;
    if (load_lists(g, at) < 0)
        g->failed = 1;
}
