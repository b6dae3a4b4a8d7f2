/* The chance h of each state of a product, in whole numbers only: 32 significant bits and an
 * exponent, rounded down. Without cycles among the labels (a greatest length; a prefix, behind
 * which all is free) one sweep is exact. With cycles the sweeps go on, from nothing upwards, until
 * none changes a chance by more than one part in 2^26. */
#include "sample/product.h"

#include "base/alloc.h"
#include "base/error.h"
#include "ngram/ngrams.h"

enum {
    SWEEPS_MAX = 1000,
    SETTLED = 32 /* of 2^31: a change that is none */
};

static const ph_real ONE = {UINT32_C(1) << 31, -31}, ZERO = {0, 0};

/* ---- One state ----------------------------------------------------------------------------- */

/* The chance behind an outcome of a state at `label`, and the state behind it. */
static inline ph_real target(const ph_product *p, uint32_t label, const ph_outcome *o,
                             uint32_t *next)
{
    *next = PH_NONE;
    if (o->next == PH_NONE)
        return p->accepting[label] ? ONE : ZERO;
    if (o->token != PH_NONE)
        label = p->step[label][o->token];
    if (label == PH_DEAD)
        return ZERO;
    *next = p->number[label][o->next];
    return *next == PH_NONE ? ZERO : p->chance[*next];
}

/* The chances behind all of a state's outcomes, to `behind`: the greatest exponent; their number
 * but for zeros to *live. */
static int32_t look(const ph_product *p, uint32_t id, ph_real *behind, uint32_t *live)
{
    const ph_chain *chain = p->chain;
    uint32_t first = chain->first[p->state[id]], last = chain->first[p->state[id] + 1];
    uint32_t next;
    int32_t most = INT32_MIN;

    *live = 0;
    for (uint32_t i = first; i < last; i++) {
        ph_real r = target(p, p->label[id], &chain->outcomes[i], &next);
        behind[i - first] = r;
        if (r.m) {
            ++*live;
            most = r.e > most ? r.e : most;
        }
    }
    return most;
}

/* r in units of 2^most: 0 where it is too small. */
static uint64_t aligned(ph_real r, int32_t most)
{
    int32_t shift = most - r.e;

    return shift < 32 ? r.m >> shift : 0;
}

static ph_real chance_of(ph_product *p, uint32_t id, ph_real *behind)
{
    uint32_t first = p->chain->first[p->state[id]], last = p->chain->first[p->state[id] + 1];
    int32_t most = look(p, id, behind, &p->degree[id]);
    uint64_t sum = 0;
    int zeros;

    if (!p->degree[id])
        return ZERO;
    for (uint32_t i = first; i < last; i++) {
        if (behind[i - first].m)
            sum += ph_chain_mass(p->chain, i) * aligned(behind[i - first], most);
    }
    zeros = __builtin_clzll(sum);
    return (ph_real){(uint32_t)(sum << zeros >> 32), most - zeros};
}

/* ---- All of them --------------------------------------------------------------------------- */

static int differ(ph_real a, ph_real b)
{
    uint32_t low = a.m < b.m ? a.m : b.m, high = a.m < b.m ? b.m : a.m;

    return a.e != b.e || high - low > SETTLED;
}

/* One sweep over all states; whether it changed any. States that nothing can go wrong with any more
 * have chance 1 from the first. */
static int sweep(ph_product *p, ph_real *behind)
{
    int changed = 0;

    for (uint32_t i = 0; i < p->states; i++) {
        ph_real now;
        if (p->free[p->label[i]]) {
            p->degree[i] = p->chain->first[p->state[i] + 1] - p->chain->first[p->state[i]];
            continue;
        }
        now = chance_of(p, i, behind);
        changed |= differ(now, p->chance[i]);
        p->chance[i] = now;
    }
    return changed;
}

/* Whether a label that is not free leads to itself or to one behind it in the order. */
static int has_cycle(const ph_product *p, uint32_t *place)
{
    uint32_t last = PH_NONE, count = 0;

    for (uint32_t i = 0; i < p->states; i++) {
        if (p->label[i] != last)
            place[p->label[i]] = count++;
        last = p->label[i];
    }
    for (uint32_t i = 0; i < p->states; i++) {
        uint32_t label = p->label[i];
        if ((i > 0 && p->label[i - 1] == label) || p->free[label])
            continue;
        for (uint32_t token = 1; token < p->tokens->count; token++) {
            uint32_t next = p->step[label][token];
            if (next < p->labels && place[next] >= place[label])
                return 1;
        }
    }
    return 0;
}

/* Whether every token leads from a label to itself, and a value may end there: nothing can go wrong
 * any more. */
static int is_free(const ph_product *p, uint32_t label)
{
    if (label == 0 || !p->accepting[label])
        return 0;
    for (uint32_t token = 1; token < p->tokens->count; token++) {
        if (p->step[label][token] != label)
            return 0;
    }
    return 1;
}

static phony_status allocate(ph_product *p, ph_real **behind, uint32_t **place, phony_error *error)
{
    p->chance = ph_realloc_array(NULL, p->states, sizeof *p->chance);
    p->degree = ph_calloc(p->states, sizeof *p->degree);
    p->accepting = ph_calloc(p->labels, 1);
    p->free = ph_calloc(p->labels, 1);
    *behind = ph_realloc_array(NULL, p->chain->degree_max, sizeof **behind);
    *place = ph_calloc(p->labels, sizeof **place);
    if (!p->chance || !p->degree || !p->accepting || !p->free || !*behind || !*place)
        return ph_fail_memory(error);
    for (uint32_t label = 0; label < p->labels; label++) {
        uint32_t q = label ? label - 1 : 0;
        p->accepting[label] = ph_automaton_accepts(p->automaton, q) != 0;
        p->free[label] = (uint8_t)is_free(p, label);
    }
    return PHONY_OK;
}

phony_status ph_product_find_chances(ph_product *p, phony_error *error)
{
    ph_real *behind;
    uint32_t *place;
    phony_status status = allocate(p, &behind, &place, error);

    if (!status) {
        int sweeps = has_cycle(p, place) ? SWEEPS_MAX : 1;
        for (uint32_t i = 0; i < p->states; i++)
            p->chance[i] = p->free[p->label[i]] ? ONE : ZERO;
        while (sweeps-- > 0 && sweep(p, behind))
            ;
    }
    ph_free(behind);
    ph_free(place);
    return status;
}

/* ---- As a process -------------------------------------------------------------------------- */

static uint32_t process_degree(const void *of, uint32_t state)
{
    const ph_product *p = of;

    return p->degree[state];
}

/* The weight of an outcome: its mass times the chance behind it, in units that leave the greatest
 * chance 32 bits. At least 1, for what is possible stays possible. */
static uint64_t weight(uint64_t mass, ph_real behind, int32_t most)
{
    uint64_t product = mass * aligned(behind, most) >> 31;

    return product ? product : 1;
}

/* The edges of what has a chance; as yet with the outcome's number for a token, and with the chance
 * behind it, packed, for a weight. */
static uint32_t list_edges(const ph_product *p, uint32_t state, ph_edge *edges, int32_t *most)
{
    const ph_chain *chain = p->chain;
    uint32_t label = p->label[state], count = 0;

    *most = INT32_MIN;
    for (uint32_t i = chain->first[p->state[state]]; i < chain->first[p->state[state] + 1]; i++) {
        uint32_t next;
        ph_real behind = target(p, label, &chain->outcomes[i], &next);
        if (!behind.m)
            continue;
        *most = behind.e > *most ? behind.e : *most;
        edges[count++] = (ph_edge){(uint64_t)behind.m << 32 | (uint32_t)behind.e, i, next};
    }
    return count;
}

static uint32_t process_edges(const void *of, uint32_t state, ph_edge *edges)
{
    const ph_product *p = of;
    int32_t most;
    uint32_t count = list_edges(p, state, edges, &most);

    for (uint32_t i = 0; i < count; i++) {
        uint32_t outcome = edges[i].token;
        ph_real behind = {(uint32_t)(edges[i].weight >> 32), (int32_t)edges[i].weight};
        edges[i].weight = weight(ph_chain_mass(p->chain, outcome), behind, most);
        edges[i].token = p->chain->outcomes[outcome].token;
    }
    return count;
}

ph_process ph_product_process(const ph_product *p)
{
    return (ph_process){p, p->states, p->start, p->degree_max, process_degree, process_edges};
}
