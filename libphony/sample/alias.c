/* The sweeping construction (Hübschle-Schneider and Sanders: Parallel weighted random sampling, ESA
 * 2019, section 4): light outcomes in order fill their own bucket and are topped up by the current
 * heavy one; a heavy one that has become light is topped up by the next. No queues, and the result
 * follows from the masses alone. */
#include "sample/alias.h"

#include <assert.h>

int ph_alias_log2(uint32_t degree)
{
    return degree <= 1 ? 0 : 32 - __builtin_clz(degree - 1);
}

void ph_alias_masses(const uint64_t *weights, uint32_t degree, uint64_t *masses)
{
    unsigned __int128 total = 0;
    uint64_t spread = (UINT64_C(1) << 32) - degree, sum = degree;
    uint32_t largest = 0;
    int small; /* the products fit into 64 bits, whose division is several times faster */

    for (uint32_t i = 0; i < degree; i++) {
        total += weights[i];
        if (weights[i] > weights[largest])
            largest = i;
    }
    small = weights[largest] <= UINT64_C(1) << 32 && total <= UINT64_MAX;
    for (uint32_t i = 0; i < degree; i++) {
        uint64_t share = small ? weights[i] * spread / (uint64_t)total
                               : (uint64_t)((unsigned __int128)weights[i] * spread / total);
        masses[i] = 1 + share;
        sum += share;
    }
    masses[largest] += (UINT64_C(1) << 32) - sum;
}

typedef struct sweep {
    const uint64_t *masses;
    uint32_t degree;
    int log2;
    uint64_t capacity;
    ph_alias *buckets;
} sweep;

static uint64_t mass(const sweep *s, uint32_t outcome)
{
    return outcome < s->degree ? s->masses[outcome] : 0;
}

/* The first outcome from `at` on that is heavy (at least one bucket), or light. */
static uint32_t next_heavy(const sweep *s, uint32_t at)
{
    while (at < s->degree && mass(s, at) < s->capacity)
        at++;
    return at;
}

static uint32_t next_light(const sweep *s, uint32_t at)
{
    while (at < UINT32_C(1) << s->log2 && mass(s, at) >= s->capacity)
        at++;
    return at;
}

/* Gives an outcome its own bucket, of which it fills `own`; the rest goes to `other`. */
static void place(const sweep *s, uint32_t outcome, uint64_t own, uint32_t other)
{
    ph_alias *bucket = &s->buckets[outcome];

    bucket->own = bucket->other = outcome;
    bucket->threshold = (uint32_t)(outcome * s->capacity);
    if (own < s->capacity) {
        bucket->threshold += (uint32_t)own;
        bucket->other = other;
    }
    if (own == 0)
        bucket->own = other;
}

void ph_alias_build(const uint64_t *masses, uint32_t degree, int log2, ph_alias *buckets)
{
    sweep s = {masses, degree, log2, UINT64_C(1) << (32 - log2), buckets};
    uint32_t count = UINT32_C(1) << log2, light = next_light(&s, 0), heavy = next_heavy(&s, 0);
    uint64_t rest = heavy < degree ? masses[heavy] : 0;

    while (heavy < degree) {
        if (rest >= s.capacity && light < count) {
            place(&s, light, mass(&s, light), heavy);
            rest -= s.capacity - mass(&s, light);
            light = next_light(&s, light + 1);
        } else {
            uint32_t next = next_heavy(&s, heavy + 1);
            place(&s, heavy, rest < s.capacity ? rest : s.capacity, next);
            rest = next < degree ? masses[next] - (rest < s.capacity ? s.capacity - rest : 0) : 0;
            heavy = next;
        }
    }
    assert(light == count);
}
