/* The states of a pattern: sets of places in its program (Rabin and Scott 1959), each made when it
 * is first reached. A state's places ascend, end with a bound of their number, and are found again
 * by a hash table; the last steps asked for are remembered. */
#include "constraint/pattern.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/hash.h"
#include "constraint/automaton.h"
#include "constraint/pattern_parts.h"
#include "text/utf8.h"

enum {
    STATES_MAX = PH_AUTOMATON_STATES_MAX,
    PLACES_MAX = 1 << 20, /* of all states: bounds the time of a hostile pattern too */
    REMEMBERED = 4096
};

typedef struct step {
    uint32_t state, point, next; /* state PH_DEAD = none */
} step;

struct ph_pattern {
    ph_pattern_tree tree; /* its sets */
    ph_program program;
    uint32_t *places; /* of all states, one state's behind the other's */
    size_t place_count, place_capacity;
    uint32_t *first; /* [states + 1] where each state's places begin */
    size_t first_capacity;
    uint32_t states;
    uint32_t *slots; /* hash table of states, PH_DEAD = empty */
    uint32_t slot_count;
    uint32_t *mark, round; /* [places] the round in which a place was last reached */
    uint32_t *stack;       /* [places + 1] */
    step *remembered;
};

/* ---- Sets of places ------------------------------------------------------------------------ */

/* Reaches a place and all behind its splits; the set's own places are those marked. Every place is
 * on the stack once at most. */
static void reach(ph_pattern *p, uint32_t place)
{
    uint32_t depth = 0;

    if (p->mark[place] == p->round)
        return;
    p->mark[place] = p->round;
    p->stack[depth++] = place;
    while (depth > 0) {
        const ph_instruction *at = &p->program.code[p->stack[--depth]];
        const uint32_t to[2] = {at->to, at->other};
        for (int i = 0; i < 2 && at->operation == PH_OP_SPLIT; i++) {
            if (p->mark[to[i]] != p->round) {
                p->mark[to[i]] = p->round;
                p->stack[depth++] = to[i];
            }
        }
    }
}

/* Writes the places reached in this round behind those of the last state. */
static phony_status write_places(ph_pattern *p, uint32_t *count, phony_error *error)
{
    uint32_t all = (uint32_t)p->program.count;

    *count = 0;
    if (p->place_count + all > PLACES_MAX)
        return ph_fail(error, PHONY_ERROR_LIMIT,
                       "the pattern has too many states; smaller repetitions or fewer "
                       "alternatives make fewer");
    if (ph_grow((void **)&p->places, &p->place_capacity, p->place_count + all, sizeof *p->places) <
        0)
        return ph_fail_memory(error);
    for (uint32_t i = 0; i < all; i++) {
        if (p->mark[i] == p->round && p->program.code[i].operation != PH_OP_SPLIT)
            p->places[p->place_count + (*count)++] = i;
    }
    return PHONY_OK;
}

/* ---- Finding states again ------------------------------------------------------------------ */

static int is_state(const ph_pattern *p, uint32_t state, const uint32_t *places, uint32_t count)
{
    return p->first[state + 1] - p->first[state] == count &&
           memcmp(p->places + p->first[state], places, count * sizeof *places) == 0;
}

static uint32_t *slot_of(const ph_pattern *p, const uint32_t *places, uint32_t count)
{
    uint64_t hash = ph_hash_bytes((const char *)places, count * sizeof *places);
    uint32_t at = (uint32_t)hash & (p->slot_count - 1);

    while (p->slots[at] != PH_DEAD && !is_state(p, p->slots[at], places, count))
        at = (at + 1) & (p->slot_count - 1);
    return &p->slots[at];
}

static int grow_slots(ph_pattern *p)
{
    uint32_t count = p->slot_count ? p->slot_count * 2 : 64;
    uint32_t *slots = ph_realloc_array(NULL, count, sizeof *slots);

    if (!slots)
        return -1;
    memset(slots, 0xFF, count * sizeof *slots);
    ph_free(p->slots);
    p->slots = slots;
    p->slot_count = count;
    for (uint32_t i = 0; i < p->states; i++)
        *slot_of(p, p->places + p->first[i], p->first[i + 1] - p->first[i]) = i;
    return 0;
}

/* The state of the places reached in this round. */
static phony_status state_of(ph_pattern *p, uint32_t *state, phony_error *error)
{
    uint32_t count, *slot;
    phony_status status = write_places(p, &count, error);

    *state = PH_DEAD;
    if (status || count == 0)
        return status;
    if ((2 * (p->states + 1) > p->slot_count && grow_slots(p) < 0) ||
        ph_grow((void **)&p->first, &p->first_capacity, (size_t)p->states + 2, sizeof *p->first) <
            0)
        return ph_fail_memory(error);
    p->first[0] = 0;
    slot = slot_of(p, p->places + p->place_count, count);
    if (*slot == PH_DEAD) {
        p->place_count += count;
        *slot = p->states++;
        p->first[p->states] = (uint32_t)p->place_count;
    }
    *state = *slot;
    return PHONY_OK;
}

/* ---- Steps --------------------------------------------------------------------------------- */

static void next_round(ph_pattern *p)
{
    if (++p->round == 0) {
        memset(p->mark, 0, p->program.count * sizeof *p->mark);
        p->round = 1;
    }
}

static phony_status find_next(ph_pattern *p, uint32_t state, uint32_t point, uint32_t *next,
                              phony_error *error)
{
    next_round(p);
    for (uint32_t i = p->first[state]; i < p->first[state + 1]; i++) {
        const ph_instruction *at = &p->program.code[p->places[i]];
        if (at->operation == PH_OP_SET &&
            ph_point_set_has(&p->tree.sets[at->set], p->tree.ranges, point))
            reach(p, p->places[i] + 1);
    }
    return state_of(p, next, error);
}

phony_status ph_pattern_step(ph_pattern *p, uint32_t state, uint32_t point, uint32_t *next,
                             phony_error *error)
{
    step *known =
        &p->remembered[ph_mix64((uint64_t)state << 32 | point) & (uint64_t)(REMEMBERED - 1)];
    phony_status status = PHONY_OK;

    if (known->state != state || known->point != point) {
        status = find_next(p, state, point, next, error);
        if (!status)
            *known = (step){state, point, *next};
    } else {
        *next = known->next;
    }
    return status;
}

int ph_pattern_accepts(const ph_pattern *p, uint32_t state)
{
    return p->places[p->first[state + 1] - 1] == p->program.count - 1; /* the MATCH */
}

/* ---- Making one ---------------------------------------------------------------------------- */

void ph_pattern_free(ph_pattern *p)
{
    if (!p)
        return;
    ph_pattern_tree_fini(&p->tree);
    ph_free(p->program.code);
    ph_free(p->places);
    ph_free(p->first);
    ph_free(p->slots);
    ph_free(p->mark);
    ph_free(p->stack);
    ph_free(p->remembered);
    ph_free(p);
}

static phony_status begin(ph_pattern *p, phony_error *error)
{
    size_t places = p->program.count;
    uint32_t start;

    p->mark = ph_calloc(places, sizeof *p->mark);
    p->stack = ph_calloc(places + 1, sizeof *p->stack);
    p->remembered = ph_realloc_array(NULL, REMEMBERED, sizeof *p->remembered);
    if (!p->mark || !p->stack || !p->remembered)
        return ph_fail_memory(error);
    memset(p->remembered, 0xFF, REMEMBERED * sizeof *p->remembered);
    next_round(p);
    reach(p, 0);
    return state_of(p, &start, error);
}

static phony_status compile(ph_pattern *p, const char *text, phony_error *error)
{
    uint32_t root;
    phony_status status = ph_pattern_parse(text, &p->tree, &root, error);

    if (!status)
        status = ph_pattern_compile(&p->tree, root, &p->program, error);
    return status ? status : begin(p, error);
}

static phony_status check(const char *text, phony_error *error)
{
    size_t length = strlen(text), good = ph_utf8_check(text, length);

    if (length > PH_PATTERN_BYTES_MAX)
        return ph_fail(error, PHONY_ERROR_LIMIT, "a pattern of more than %d bytes",
                       PH_PATTERN_BYTES_MAX);
    if (good < length)
        return ph_fail_at(error, PHONY_ERROR_ENCODING, 1, good + 1,
                          "byte %zu of the pattern is not UTF-8", good + 1);
    return PHONY_OK;
}

phony_status ph_pattern_new(const char *text, ph_pattern **pattern, phony_error *error)
{
    phony_status status = check(text, error);
    utf8proc_uint8_t *normal;
    ph_pattern *p;

    if (status)
        return status;
    normal = utf8proc_NFC((const utf8proc_uint8_t *)text);
    p = ph_calloc(1, sizeof *p);
    status = normal && p ? compile(p, (const char *)normal, error) : ph_fail_memory(error);
    free(normal); /* utf8proc's own */
    if (status)
        ph_pattern_free(p);
    else
        *pattern = p;
    return status;
}
