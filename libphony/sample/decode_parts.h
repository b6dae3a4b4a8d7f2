/* What decode.c and decode_strict.c share: a decoding under way.
 *
 * After the text so far a walk may be in several states at once, each with a weight, and in the
 * midst of several tokens: each is a `span`, the outcomes of one state whose texts go on from the
 * text so far. Probabilities are sums of weight times mass, kept between 2^60 and 2^62. */
#ifndef PH_DECODE_PARTS_H
#define PH_DECODE_PARTS_H

#include "base/buffer.h"
#include "base/random.h"
#include "model/model.h"
#include "sample/decode.h"

/* Outcomes lo ... hi - 1 of a state, `depth` bytes of whose texts are already in the value. */
typedef struct ph_span {
    uint64_t weight;
    uint32_t lo, hi;
    uint32_t depth;
    uint32_t spaced; /* 1: the text begins with a space (word mode) */
    uint32_t table;  /* the state's, for its tokens' first bytes; PH_NONE = none */
} ph_span;

/* A state that a walk may be in now. */
typedef struct ph_arrival {
    uint64_t weight;
    uint32_t state;
} ph_arrival;

/* Tokens lo ... hi - 1 that may stand behind a label, as ph_span without a state: for counting. */
typedef struct ph_group {
    uint32_t label, lo, hi, depth, spaced;
} ph_group;

/* A beginning of values that was met before, with the cells of those that begin so: `below` among
 * the cells of the place before it, that is the same text but for its last byte. */
typedef struct ph_place {
    uint64_t below, cells;
    uint64_t ended; /* how many are the value's that ends here; 0 where not known yet */
    uint64_t end, total, hash;
    uint32_t next,
        first; /* another with the same place before it; the first that goes on; 0 = none */
    uint32_t spans, groups; /* where those of this place begin */
    uint32_t span_count, group_count;
    uint8_t byte;
} ph_place;

/* decode_places.c: all that are kept, the first being the start, of one run and one key. */
typedef struct ph_places {
    const ph_decoder *decoder;
    phony_key key;
    uint64_t cells, last; /* of the run; the cell that was decoded last */
    uint64_t least;       /* cells of a place that is kept */
    int strict;
    ph_place *places;
    size_t count, capacity;
    ph_span *spans;
    size_t span_count, span_capacity;
    ph_group *groups;
    size_t group_count, group_capacity;
} ph_places;

#define PH_PLACE_NONE UINT32_MAX

struct ph_decoding {
    ph_buffer text;
    ph_span *spans;
    size_t span_count, span_capacity;
    ph_arrival *arrivals;
    size_t arrival_count, arrival_capacity;
    ph_group *groups;
    size_t group_count, group_capacity;
    uint64_t end, total; /* the probability that the value ends here; with all that can follow */
    uint64_t hash;       /* of key and text */
    uint64_t cells, cell;
    ph_places places;
    uint32_t place; /* the present one, PH_PLACE_NONE where it is not kept */
    int failed;     /* memory ran out */
};

/* A byte that was chosen, with the probability of what comes before it and behind it. */
typedef struct ph_choice {
    uint64_t below, above;
    uint8_t byte;
} ph_choice;

/* The text of a token, byte by byte, with its space. */
static inline uint8_t ph_byte_of(const ph_decoder *d, uint32_t token, uint32_t depth,
                                 uint32_t spaced)
{
    if (spaced) {
        if (depth == 0)
            return ' ';
        depth--;
    }
    return depth == 0 ? d->lead[token]
                      : (uint8_t)d->tokens->text[d->tokens->offsets[token] + depth];
}

static inline uint32_t ph_size_of(const ph_decoder *d, uint32_t token, uint32_t spaced)
{
    return d->tokens->offsets[token + 1] - d->tokens->offsets[token] + spaced;
}

/* The mass of outcomes lo ... hi - 1, which are of one state. */
static inline uint64_t ph_mass_between(const ph_chain *chain, uint32_t lo, uint32_t hi)
{
    uint32_t mass = chain->outcomes[hi].below - chain->outcomes[lo].below;

    return lo == hi ? 0 : mass ? mass : UINT64_C(1) << 32;
}

/* A number below `total` that belongs to the present place of the decoding; `nth` tells apart
 * several of one place. */
static inline uint64_t ph_rounding(const ph_decoding *g, uint64_t nth, uint64_t total)
{
    uint64_t random = ph_mix64(g->hash + (nth + 1) * PH_GOLDEN);

    return (uint64_t)((unsigned __int128)random * total >> 64);
}

/* Of `cells` cells, those below `below` of `total`, rounded by `rounding`. */
static inline uint64_t ph_cells_below(uint64_t cells, uint64_t below, uint64_t total,
                                      uint64_t rounding)
{
    return (uint64_t)(((unsigned __int128)cells * below + rounding) / total);
}

/* The place of a table in the decoder's: its sums, signs + 1 of them, and as many outcomes. */
static inline size_t ph_table_at(const ph_decoder *d, uint32_t table)
{
    return (size_t)table * 2 * (d->signs + 1U);
}

/* Behind a state's last token. */
static inline uint32_t ph_way_end(const ph_decoder *d, uint32_t state)
{
    return d->ways[state + 1].first - (d->ways[state].back != PH_NONE);
}

static inline uint64_t ph_back_mass(const ph_way *way)
{
    return way->back == PH_NONE ? 0 : way->back_mass ? way->back_mass : UINT64_C(1) << 32;
}

static inline uint64_t ph_way_end_mass(const ph_way *way)
{
    return way->ends && !way->end_mass ? UINT64_C(1) << 32 : way->end_mass;
}

/* The probability of each sign, in parts: of spans that were listed, and of those with tables. */
enum { PH_TABLED_MAX = 16 };
typedef struct ph_sums {
    uint64_t of[256], eight[32]; /* by sign, and by eight of them */
    uint64_t weight[PH_TABLED_MAX];
    const uint32_t *below[PH_TABLED_MAX];
    unsigned tabled;
} ph_sums;

void ph_sums_take(const ph_decoder *d, const ph_decoding *g, ph_sums *sums);
/* The probability of what comes before `sign` and itself, the end included; for each sign in turn,
 * with *listed at first the end's. */
uint64_t ph_sums_up_to(const ph_decoder *d, const ph_decoding *g, const ph_sums *sums,
                       unsigned sign, uint64_t *listed);

/* Deals out the cells of this place by its `nth` rounding: *ended, and then g->cells are the
 * value's, or *choice is the byte that follows, and the spans and cells are narrowed to it. */
void ph_decode_freely(const ph_decoder *d, ph_decoding *g, uint64_t nth, int *ended,
                      ph_choice *choice);
/* decode_strict.c: the same, but no value gets more than one cell. -1 where there are fewer values
 * than cells. */
int ph_decode_strictly(const ph_decoder *d, ph_decoding *g, int *ended, ph_choice *choice);
/* Begins and continues the groups: after the start, and after a byte. */
void ph_groups_begin(const ph_decoder *d, ph_decoding *g);
void ph_groups_follow(const ph_decoder *d, ph_decoding *g, uint8_t byte);
/* Before a cell is decoded: whether places of its run are known, the start among them. */
int ph_places_begin(ph_places *places, const ph_decoder *d, const phony_key *key,
                    const ph_cell *cell);
void ph_places_fini(ph_places *places);
/* From a place as far as places are known; whether the value ends there. */
int ph_place_follow(ph_decoding *g);
/* The spans, groups and sums of the present place. */
void ph_place_load(ph_decoding *g);
/* Keeps the present place, behind the one that was, or makes it PH_PLACE_NONE. */
void ph_place_add(ph_decoding *g, uint64_t below, uint8_t byte);
/* Narrows all spans to a byte. */
void ph_spans_narrow(const ph_decoder *d, ph_decoding *g, unsigned byte);
#endif
