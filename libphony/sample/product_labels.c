/* The least labels that tell the model's values apart (Moore 1956): labels behind which the same
 * texts comply become one. It makes products smaller, and makes what comes out depend on what the
 * constraint means alone, not on how its automaton was made: the order in which chances are summed
 * up is that of the labels. */
#include "sample/product.h"

#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/hash.h"

typedef struct classes {
    const ph_product *p;
    uint32_t *of, *next; /* [label] the lowest label of its class, now and after the round */
    uint64_t *hash;      /* [label] of its class and of those it leads to */
    uint32_t *table;     /* open hash table of classes' lowest labels, PH_DEAD = empty */
    uint32_t mask;
} classes;

/* The class that a token leads to; what is not known leads nowhere. */
static uint32_t leads_to(const classes *c, uint32_t label, uint32_t token)
{
    uint32_t next = c->p->step[label][token];

    return next < c->p->labels ? c->of[next] : PH_DEAD;
}

static uint64_t hash_of(const classes *c, uint32_t label)
{
    uint64_t hash = c->of[label];

    for (uint32_t token = 1; token < c->p->tokens->count; token++)
        hash = ph_mix64(hash ^ leads_to(c, label, token));
    return hash;
}

static int same(const classes *c, uint32_t a, uint32_t b)
{
    if (c->hash[a] != c->hash[b] || c->of[a] != c->of[b])
        return 0;
    for (uint32_t token = 1; token < c->p->tokens->count; token++) {
        if (leads_to(c, a, token) != leads_to(c, b, token))
            return 0;
    }
    return 1;
}

/* The lowest label like this one, which is itself where there was none before it. */
static uint32_t lowest_like(const classes *c, uint32_t label)
{
    uint32_t at = (uint32_t)c->hash[label] & c->mask;

    while (c->table[at] != PH_DEAD && !same(c, c->table[at], label))
        at = (at + 1) & c->mask;
    if (c->table[at] == PH_DEAD)
        c->table[at] = label;
    return c->table[at];
}

/* Splits classes whose labels lead to different ones; how many there are then. */
static uint32_t refine(classes *c)
{
    uint32_t labels = c->p->labels, count = 0;

    for (uint32_t label = 0; label < labels; label++)
        c->hash[label] = hash_of(c, label);
    memset(c->table, 0xFF, ((size_t)c->mask + 1) * sizeof *c->table);
    for (uint32_t label = 0; label < labels; label++) {
        c->next[label] = lowest_like(c, label);
        count += c->next[label] == label;
    }
    memcpy(c->of, c->next, labels * sizeof *c->of);
    return count;
}

/* Whether a value may end at a label, or at one that it leads to directly and that is known to. */
static int can_comply(const ph_product *p, const uint8_t *live, uint32_t label)
{
    if (ph_automaton_accepts(p->automaton, label ? label - 1 : 0))
        return 1;
    for (uint32_t token = 1; token < p->tokens->count; token++) {
        uint32_t next = p->step[label][token];
        if (next < p->labels && live[next])
            return 1;
    }
    return 0;
}

/* Labels lead nowhere where no text complies any more, be that found by the automaton or only by
 * looking ahead: two constraints that allow the same values have the same labels. Labels are
 * numbered as they are found, so most lead to higher ones, and few rounds do. */
static phony_status drop_dead_ends(ph_product *p, int *dropped, phony_error *error)
{
    uint8_t *live = ph_calloc(p->labels, 1);
    int found = 1;

    if (!live)
        return ph_fail_memory(error);
    while (found) {
        found = 0;
        for (uint32_t label = p->labels; label-- > 0;) {
            if (!live[label] && can_comply(p, live, label))
                found = live[label] = 1;
        }
    }
    for (uint32_t label = 0; label < p->labels; label++) {
        for (uint32_t token = 1; token < p->tokens->count; token++) {
            uint32_t *next = &p->step[label][token];
            if (*next >= p->labels || live[*next])
                continue;
            *next = PH_DEAD;
            *dropped = 1;
        }
    }
    ph_free(live);
    return PHONY_OK;
}

/* To begin with: label 0, of which only the first tokens are known; the others by whether a value
 * may end there. */
static void begin(classes *c)
{
    uint32_t lowest[2] = {PH_DEAD, PH_DEAD};

    c->of[0] = 0;
    for (uint32_t label = 1; label < c->p->labels; label++) {
        uint32_t *first = &lowest[ph_automaton_accepts(c->p->automaton, label - 1) != 0];
        *first = *first == PH_DEAD ? label : *first;
        c->of[label] = *first;
    }
}

static int allocate(classes *c)
{
    uint32_t labels = c->p->labels, slots = 4;

    while (slots < 2 * labels)
        slots *= 2;
    c->mask = slots - 1;
    c->of = ph_calloc(labels, sizeof *c->of);
    c->next = ph_calloc(labels, sizeof *c->next);
    c->hash = ph_calloc(labels, sizeof *c->hash);
    c->table = ph_calloc(slots, sizeof *c->table);
    return c->of && c->next && c->hash && c->table ? 0 : -1;
}

/* What is known of a label is known of its class: "leads nowhere" must not be asked for again in
 * the name of the lowest, of which it may not be true. */
static void share_known(ph_product *p, const uint32_t *of)
{
    for (uint32_t label = 0; label < p->labels; label++) {
        for (uint32_t token = 1; token < p->tokens->count; token++) {
            if (p->step[label][token] == PH_DEAD)
                p->step[of[label]][token] = PH_DEAD;
        }
    }
}

static void redirect(ph_product *p, const uint32_t *of)
{
    for (uint32_t label = 0; label < p->labels; label++) {
        for (uint32_t token = 1; token < p->tokens->count; token++) {
            uint32_t *next = &p->step[label][token];
            *next = *next < p->labels ? of[*next] : *next;
        }
    }
}

phony_status ph_product_minimise(ph_product *product, int *changed, phony_error *error)
{
    classes c = {.p = product};
    uint32_t count = 0, before;
    int dropped = 0;
    phony_status status = drop_dead_ends(product, &dropped, error);

    if (!status && allocate(&c) < 0)
        status = ph_fail_memory(error);
    if (!status) {
        begin(&c);
        do {
            before = count;
            count = refine(&c);
        } while (count > before);
        *changed = dropped || count < product->labels;
        share_known(product, c.of);
        redirect(product, c.of);
    }
    ph_free(c.of);
    ph_free(c.next);
    ph_free(c.hash);
    ph_free(c.table);
    return status;
}
