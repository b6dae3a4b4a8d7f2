#include "feed/choice.h"

#include "base/alloc.h"

typedef unsigned __int128 mass;

/* A bucket holds the sum of all weights; an outcome has its weight times the number of buckets.
 * What lacks and what has too much are stacks in one array, from both ends. */
typedef struct builder {
    mass *left;
    uint32_t *stack;
    uint32_t light, heavy, count;
    uint64_t total;
} builder;

static void push(builder *b, uint32_t outcome)
{
    if (b->left[outcome] < b->total)
        b->stack[b->light++] = outcome;
    else
        b->stack[--b->heavy] = outcome;
}

static void pair(builder *b, ph_choice_bucket *buckets)
{
    while (b->light > 0 && b->heavy < b->count) {
        uint32_t small = b->stack[--b->light], large = b->stack[b->heavy++];
        buckets[small] =
            (ph_choice_bucket){(uint64_t)((b->left[small] << 64) / b->total), small, large};
        b->left[large] -= b->total - b->left[small];
        push(b, large);
    }
    /* Sums are exact, so that those that remain are full. */
    while (b->heavy < b->count) {
        uint32_t full = b->stack[b->heavy++];
        buckets[full] = (ph_choice_bucket){UINT64_MAX, full, full};
    }
}

int ph_choice_init(ph_choice *choice, const uint64_t *weights, uint32_t count)
{
    builder b = {.heavy = count, .count = count};
    int failed;

    *choice = (ph_choice){.count = count};
    if (!weights)
        return 0;
    b.left = ph_calloc(count, sizeof *b.left);
    b.stack = ph_calloc(count, sizeof *b.stack);
    choice->buckets = ph_calloc(count, sizeof *choice->buckets);
    failed = !b.left || !b.stack || !choice->buckets;
    for (uint32_t i = 0; !failed && i < count; i++)
        b.total += weights[i];
    for (uint32_t i = 0; !failed && i < count; i++) {
        b.left[i] = (mass)weights[i] * count;
        push(&b, i);
    }
    if (!failed)
        pair(&b, choice->buckets);
    ph_free(b.left);
    ph_free(b.stack);
    if (failed)
        ph_choice_fini(choice);
    return failed ? -1 : 0;
}

void ph_choice_fini(ph_choice *choice)
{
    ph_free(choice->buckets);
    choice->buckets = NULL;
}
