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
#include "base/slots.h"
#include "constraint/automaton.h"
#include "constraint/pattern_parts.h"

enum {
    PLACES_MAX = 1 << 20, /* of all states: bounds the time of a hostile pattern too */
    REMEMBERED = 4096
};

typedef uint64_t word; /* of a set of small numbers, bit by bit */
#define WORD_BITS 64

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
    ph_slots slots;          /* of states */
    size_t words, set_words; /* of sets of places, and of sets of the tree's sets */
    word *reached;           /* places, in the step at hand */
    word *asked, *has;       /* sets that were asked for its point, and those that have it */
    uint32_t *stack;         /* [places + 1] */
    step *remembered;
};

/* ---- Sets of places ------------------------------------------------------------------------ */

/* Puts a number into a set; whether it was there. */
static int put(word *set, uint32_t number)
{
    word bit = (word)1 << number % WORD_BITS, *at = &set[number / WORD_BITS];
    int was = (*at & bit) != 0;

    *at |= bit;
    return was;
}

static void begin_step(ph_pattern *p)
{
    memset(p->reached, 0, p->words * sizeof *p->reached);
    memset(p->asked, 0, p->set_words * sizeof *p->asked);
    memset(p->has, 0, p->set_words * sizeof *p->has);
}

/* Reaches a place and all behind its splits. Every place is on the stack once at most. */
static void reach(ph_pattern *p, uint32_t place)
{
    uint32_t depth = 0;

    if (put(p->reached, place))
        return;
    p->stack[depth++] = place;
    while (depth > 0) {
        const ph_instruction *at = &p->program.code[p->stack[--depth]];
        if (at->operation != PH_OP_SPLIT)
            continue;
        if (!put(p->reached, at->to))
            p->stack[depth++] = at->to;
        if (!put(p->reached, at->other))
            p->stack[depth++] = at->other;
    }
}

/* Writes the places reached, but for splits, behind those of the last state. */
static phony_status write_places(ph_pattern *p, uint32_t *count, phony_error *error)
{
    size_t need = p->place_count + p->program.count;

    *count = 0;
    if (need > PLACES_MAX)
        return ph_fail(error, PHONY_ERROR_LIMIT,
                       "the pattern has too many states; smaller repetitions or fewer "
                       "alternatives make fewer");
    if (ph_grow((void **)&p->places, &p->place_capacity, need, sizeof *p->places) < 0)
        return ph_fail_memory(error);
    for (size_t i = 0; i < p->words; i++) {
        for (word left = p->reached[i]; left; left &= left - 1) {
            uint32_t place = (uint32_t)(i * WORD_BITS) + (uint32_t)__builtin_ctzll(left);
            if (p->program.code[place].operation != PH_OP_SPLIT)
                p->places[p->place_count + (*count)++] = place;
        }
    }
    return PHONY_OK;
}

/* ---- Finding states again ------------------------------------------------------------------ */

static int is_state(const ph_pattern *p, uint32_t state, const uint32_t *places, uint32_t count)
{
    return p->first[state + 1] - p->first[state] == count &&
           memcmp(p->places + p->first[state], places, count * sizeof *places) == 0;
}

static uint64_t hash_of(const uint32_t *places, uint32_t count)
{
    return ph_hash_bytes((const char *)places, count * sizeof *places);
}

static uint64_t hash_of_state(const void *pattern, uint32_t state)
{
    const ph_pattern *p = pattern;

    return hash_of(p->places + p->first[state], p->first[state + 1] - p->first[state]);
}

static uint32_t *slot_of(const ph_pattern *p, const uint32_t *places, uint32_t count)
{
    uint32_t *slot = ph_slots_first(&p->slots, hash_of(places, count));

    while (*slot != PH_SLOT_EMPTY && !is_state(p, *slot, places, count))
        slot = ph_slots_next(&p->slots, slot);
    return slot;
}

/* The state of the places reached. */
static phony_status state_of(ph_pattern *p, uint32_t *state, phony_error *error)
{
    uint32_t count, *slot;
    phony_status status = write_places(p, &count, error);

    *state = PH_DEAD;
    if (status || count == 0)
        return status;
    if (ph_slots_room(&p->slots, p->states, hash_of_state, p) < 0 ||
        ph_grow((void **)&p->first, &p->first_capacity, (size_t)p->states + 2, sizeof *p->first) <
            0)
        return ph_fail_memory(error);
    p->first[0] = 0;
    slot = slot_of(p, p->places + p->place_count, count);
    if (*slot == PH_SLOT_EMPTY) {
        p->place_count += count;
        *slot = p->states++;
        p->first[p->states] = (uint32_t)p->place_count;
    }
    *state = *slot;
    return PHONY_OK;
}

/* ---- Steps --------------------------------------------------------------------------------- */

/* A step asks each set once, however many places have it. */
static int set_has(ph_pattern *p, uint32_t set, uint32_t point)
{
    if (!put(p->asked, set) && ph_point_set_has(&p->tree.sets[set], p->tree.ranges, point))
        put(p->has, set);
    return (p->has[set / WORD_BITS] >> set % WORD_BITS & 1) != 0;
}

static phony_status find_next(ph_pattern *p, uint32_t state, uint32_t point, uint32_t *next,
                              phony_error *error)
{
    begin_step(p);
    for (uint32_t i = p->first[state]; i < p->first[state + 1]; i++) {
        const ph_instruction *at = &p->program.code[p->places[i]];
        if (at->operation == PH_OP_SET && set_has(p, at->set, point))
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
    ph_slots_fini(&p->slots);
    ph_free(p->reached);
    ph_free(p->asked);
    ph_free(p->has);
    ph_free(p->stack);
    ph_free(p->remembered);
    ph_free(p);
}

static phony_status begin(ph_pattern *p, phony_error *error)
{
    uint32_t start;

    p->words = p->program.count / WORD_BITS + 1;
    p->set_words = p->tree.set_count / WORD_BITS + 1;
    p->reached = ph_calloc(p->words, sizeof *p->reached);
    p->asked = ph_calloc(p->set_words, sizeof *p->asked);
    p->has = ph_calloc(p->set_words, sizeof *p->has);
    p->stack = ph_calloc(p->program.count + 1, sizeof *p->stack);
    p->remembered = ph_realloc_array(NULL, REMEMBERED, sizeof *p->remembered);
    if (!p->reached || !p->asked || !p->has || !p->stack || !p->remembered)
        return ph_fail_memory(error);
    memset(p->remembered, 0xFF, REMEMBERED * sizeof *p->remembered);
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

phony_status ph_pattern_new(const char *text, ph_pattern **pattern, phony_error *error)
{
    phony_status status = ph_pattern_check(text, error);
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
    if (status == PHONY_ERROR_SYNTAX && error)
        error->column = ph_pattern_place(text, error->column - 1) + 1;
    return status;
}
