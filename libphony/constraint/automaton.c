/* The product of the parts of a constraint. A state is a tuple of the parts' states:
 *
 *     characters | words, in a word | prefix | suffix | contained | pattern
 *
 * Tuples are numbered when they are first reached and found again by a hash table. */
#include "constraint/automaton.h"

#include <string.h>
#include <utf8proc.h>

#include "base/alloc.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/slots.h"
#include "constraint/constraint_text.h"
#include "constraint/pattern.h"
#include "text/utf8.h"

typedef struct tuple {
    uint64_t characters, words;
    uint32_t in_word, prefix, suffix, contained, pattern;
} tuple;

struct ph_automaton {
    uint64_t min_length, max_length, min_words, max_words; /* 0 = none */
    ph_needle prefix, suffix, contained;
    ph_pattern *pattern; /* NULL = none */
    tuple *states;
    size_t state_capacity;
    uint32_t state_count;
    ph_slots slots;
};

/* ---- States -------------------------------------------------------------------------------- */

static uint64_t hash_of(const tuple *t)
{
    uint64_t hash = ph_mix64(t->characters + (t->words << 32));

    hash = ph_mix64(hash ^ (t->in_word | (uint64_t)t->prefix << 1 | (uint64_t)t->suffix << 32));
    return ph_mix64(hash ^ (t->contained | (uint64_t)t->pattern << 32));
}

static int same(const tuple *a, const tuple *b)
{
    return a->characters == b->characters && a->words == b->words && a->in_word == b->in_word &&
           a->prefix == b->prefix && a->suffix == b->suffix && a->contained == b->contained &&
           a->pattern == b->pattern;
}

static uint64_t hash_of_state(const void *automaton, uint32_t state)
{
    return hash_of(&((const ph_automaton *)automaton)->states[state]);
}

static uint32_t *slot_of(const ph_automaton *a, const tuple *t)
{
    uint32_t *slot = ph_slots_first(&a->slots, hash_of(t));

    while (*slot != PH_SLOT_EMPTY && !same(&a->states[*slot], t))
        slot = ph_slots_next(&a->slots, slot);
    return slot;
}

static phony_status number_of(ph_automaton *a, const tuple *t, uint32_t *number, phony_error *error)
{
    uint32_t *slot;

    if (ph_slots_room(&a->slots, a->state_count, hash_of_state, a) < 0)
        return ph_fail_memory(error);
    slot = slot_of(a, t);
    if (*slot == PH_SLOT_EMPTY) {
        if (a->state_count == PH_AUTOMATON_STATES_MAX)
            return ph_fail(error, PHONY_ERROR_LIMIT,
                           "the constraints have more than %d states together; smaller numbers or "
                           "a simpler pattern make fewer",
                           PH_AUTOMATON_STATES_MAX);
        if (ph_grow((void **)&a->states, &a->state_capacity, (size_t)a->state_count + 1,
                    sizeof *a->states) < 0)
            return ph_fail_memory(error);
        a->states[a->state_count] = *t;
        *slot = a->state_count++;
    }
    *number = *slot;
    return PHONY_OK;
}

/* ---- Steps --------------------------------------------------------------------------------- */

/* A count goes on to one more than its greatest number, which is too many, or without one to its
 * least, from which on all counts are alike. */
static uint64_t counted(uint64_t count, uint64_t more, uint64_t least, uint64_t most)
{
    uint64_t cap = most ? most + 1 : least;

    return more > cap - count ? cap : count + more;
}

static void step_words(const ph_automaton *a, tuple *t, uint32_t c)
{
    if (!a->min_words && !a->max_words)
        return;
    if (c == ' ') {
        t->in_word = 0;
    } else if (!t->in_word) {
        t->in_word = 1;
        t->words = counted(t->words, 1, a->min_words, a->max_words);
    }
}

static int has_too_many(const ph_automaton *a, const tuple *t)
{
    return (a->max_length && t->characters > a->max_length) ||
           (a->max_words && t->words > a->max_words);
}

/* One code point; 0 where nothing can comply behind it. */
static int step_point(ph_automaton *a, tuple *t, uint32_t c, phony_status *status,
                      phony_error *error)
{
    step_words(a, t, c);
    if (t->prefix < a->prefix.length) {
        if (a->prefix.points[t->prefix] != c)
            return 0;
        t->prefix++;
    }
    if (a->suffix.length)
        t->suffix = ph_needle_step(&a->suffix, t->suffix, c);
    if (t->contained < a->contained.length)
        t->contained = ph_needle_step(&a->contained, t->contained, c);
    if (a->pattern)
        *status = ph_pattern_step(a->pattern, t->pattern, c, &t->pattern, error);
    return !*status && t->pattern != PH_DEAD;
}

phony_status ph_automaton_step(ph_automaton *a, uint32_t state, const char *text, size_t length,
                               uint64_t characters, uint32_t *next, phony_error *error)
{
    tuple t = a->states[state];
    int points = a->min_words || a->max_words || a->prefix.length || a->suffix.length ||
                 a->contained.length || a->pattern;
    phony_status status = PHONY_OK;
    size_t size;

    *next = PH_DEAD;
    if (a->min_length || a->max_length)
        t.characters = counted(t.characters, characters, a->min_length, a->max_length);
    for (size_t at = 0; points && at < length; at += size) {
        uint32_t c = ph_utf8_decode(text + at, &size);
        if (!step_point(a, &t, c, &status, error))
            return status;
    }
    return has_too_many(a, &t) ? PHONY_OK : number_of(a, &t, next, error);
}

int ph_automaton_accepts(const ph_automaton *a, uint32_t state)
{
    const tuple *t = &a->states[state];

    return t->characters >= a->min_length && t->words >= a->min_words &&
           t->prefix == a->prefix.length && t->suffix == a->suffix.length &&
           t->contained == a->contained.length &&
           (!a->pattern || ph_pattern_accepts(a->pattern, t->pattern));
}

uint32_t ph_automaton_count(const ph_automaton *a)
{
    return a->state_count;
}

/* ---- Making one ---------------------------------------------------------------------------- */

void ph_automaton_free(ph_automaton *a)
{
    if (!a)
        return;
    ph_needle_fini(&a->prefix);
    ph_needle_fini(&a->suffix);
    ph_needle_fini(&a->contained);
    ph_pattern_free(a->pattern);
    ph_free(a->states);
    ph_slots_fini(&a->slots);
    ph_free(a);
}

static phony_status check_range(const char *name, uint64_t least, uint64_t most, phony_error *error)
{
    if (most && least > most)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "min %s %llu is greater than max %s %llu", name,
                       (unsigned long long)least, name, (unsigned long long)most);
    if (least >= UINT32_MAX || most >= UINT32_MAX)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "min and max %s must be below %u", name,
                       UINT32_MAX);
    return PHONY_OK;
}

static phony_status take_texts(ph_automaton *a, const phony_generator_options *o, unsigned parts,
                               phony_error *error)
{
    phony_status status = PHONY_OK;

    if (parts & PH_PART_PREFIX)
        status = ph_needle_init(&a->prefix, "prefix", o->prefix, error);
    if (!status && parts & PH_PART_SUFFIX)
        status = ph_needle_init(&a->suffix, "suffix", o->suffix, error);
    if (!status && parts & PH_PART_CONTAINS)
        status = ph_needle_init(&a->contained, "contained text", o->contains, error);
    if (!status && parts & PH_PART_PATTERN && o->pattern && *o->pattern)
        status = ph_pattern_new(o->pattern, &a->pattern, error);
    return status;
}

static phony_status take(ph_automaton *a, const phony_generator_options *o, unsigned parts,
                         phony_error *error)
{
    const tuple start = {0, 0, 0, 0, 0, 0, 0};
    uint32_t zero;
    phony_status status = check_range("length", o->min_length, o->max_length, error);

    if (!status)
        status = check_range("words", o->min_words, o->max_words, error);
    if (!status && parts & PH_PART_LENGTH) {
        a->min_length = o->min_length;
        a->max_length = o->max_length;
    }
    if (!status && parts & PH_PART_WORDS) {
        a->min_words = o->min_words;
        a->max_words = o->max_words;
    }
    if (!status)
        status = take_texts(a, o, parts, error);
    return status ? status : number_of(a, &start, &zero, error);
}

phony_status ph_automaton_new(const phony_generator_options *options, unsigned parts,
                              ph_automaton **automaton, phony_error *error)
{
    ph_automaton *a = ph_calloc(1, sizeof *a);
    phony_status status = a ? take(a, options, parts, error) : ph_fail_memory(error);

    if (status)
        ph_automaton_free(a);
    else
        *automaton = a;
    return status;
}
