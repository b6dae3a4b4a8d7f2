#include "ngram/counter.h"

#include <string.h>

#include "base/alloc.h"

enum { FIRST_SLOTS_LOG2 = 12 };

int ph_counter_init(ph_counter *counter, int32_t order)
{
    memset(counter, 0, sizeof *counter);
    counter->order = order;
    counter->bits = 64 / order > 24 ? 24 : 64 / order;
    counter->slot_count = (size_t)1 << FIRST_SLOTS_LOG2;
    counter->shift = 64 - FIRST_SLOTS_LOG2;
    counter->slots = ph_calloc(counter->slot_count, 2 * sizeof *counter->slots);
    return counter->slots ? 0 : -1;
}

void ph_counter_fini(ph_counter *counter)
{
    ph_free(counter->slots);
    ph_free(counter->high);
    counter->slots = counter->high = NULL;
}

uint32_t ph_counter_max_token(int32_t order)
{
    int bits = 128 / order > 24 ? 24 : 128 / order;

    return (UINT32_C(1) << bits) - 2;
}

static inline size_t slot_of(const ph_counter *counter, ph_ngram_key key)
{
    uint64_t low = (uint64_t)key, high = (uint64_t)(key >> 64);

    low ^= high * UINT64_C(0xD6E8FEB86659FD93);
    low ^= low >> 32;
    return (size_t)((low * UINT64_C(0x9E3779B97F4A7C15)) >> counter->shift);
}

/* Adds to a table that has room. */
static inline void count_one(ph_counter *counter, ph_ngram_key key, uint64_t weight)
{
    uint64_t low = (uint64_t)key, high = (uint64_t)(key >> 64);

    for (size_t at = slot_of(counter, key);; at = (at + 1) & (counter->slot_count - 1)) {
        uint64_t *slot = counter->slots + 2 * at;
        if (slot[1] == 0) {
            slot[0] = low;
            slot[1] = weight;
            if (counter->wide)
                counter->high[at] = high;
            counter->used++;
            return;
        }
        if (slot[0] == low && (!counter->wide || counter->high[at] == high)) {
            slot[1] += weight;
            return;
        }
    }
}

static ph_ngram_key key_at(const ph_counter *counter, size_t at)
{
    ph_ngram_key key = counter->slots[2 * at];

    return counter->wide ? key | (ph_ngram_key)counter->high[at] << 64 : key;
}

/* Spreads a key's tokens from `bits` to `wider` bits each. */
static ph_ngram_key widen_key(ph_ngram_key key, int bits, int wider, int32_t order)
{
    ph_ngram_key wide = 0, mask = ((ph_ngram_key)1 << bits) - 1;

    for (int32_t i = order - 1; i >= 0; i--)
        wide = wide << wider | (key >> (i * bits) & mask);
    return wide;
}

/* Moves everything to a table of `slot_count` slots, with wide keys if `wide`. */
static int rebuild(ph_counter *counter, size_t slot_count, int wide)
{
    ph_counter old = *counter;
    uint64_t *slots = ph_calloc(slot_count, 2 * sizeof *slots);
    uint64_t *high = wide ? ph_calloc(slot_count, sizeof *high) : NULL;

    if (!slots || (wide && !high)) {
        ph_free(slots);
        ph_free(high);
        return -1;
    }
    counter->slots = slots;
    counter->high = high;
    counter->slot_count = slot_count;
    counter->shift = 64 - __builtin_ctzll(slot_count);
    counter->wide = wide;
    counter->used = 0;
    if (wide && !old.wide)
        counter->bits = 128 / old.order > 24 ? 24 : 128 / old.order;
    for (size_t at = 0; at < old.slot_count; at++) {
        if (old.slots[2 * at + 1])
            count_one(counter, widen_key(key_at(&old, at), old.bits, counter->bits, old.order),
                      old.slots[2 * at + 1]);
    }
    ph_counter_fini(&old);
    return 0;
}

int ph_counter_flush(ph_counter *counter)
{
    if ((counter->used + PH_PENDING) * 8 > counter->slot_count * 5 &&
        rebuild(counter, counter->slot_count * 2, counter->wide) < 0)
        return -1;
    for (size_t i = 0; i < counter->pending_count; i++)
        count_one(counter, counter->pending[i], counter->pending_weight[i]);
    counter->pending_count = 0;
    return 0;
}

/* Most keys wait a little for their slot to arrive in the cache. */
static inline int add_key(ph_counter *counter, ph_ngram_key key, uint64_t weight)
{
    size_t slot = slot_of(counter, key);

    __builtin_prefetch(counter->slots + 2 * slot, 1);
    if (counter->wide)
        __builtin_prefetch(counter->high + slot, 1);
    counter->pending[counter->pending_count] = key;
    counter->pending_weight[counter->pending_count] = weight;
    return ++counter->pending_count == PH_PENDING ? ph_counter_flush(counter) : 0;
}

static int make_wide(ph_counter *counter)
{
    return ph_counter_flush(counter) < 0 ? -1 : rebuild(counter, counter->slot_count, 1);
}

static inline int must_widen(const ph_counter *counter, uint32_t digit)
{
    return digit >> counter->bits != 0 && !counter->wide;
}

static inline ph_ngram_key key_mask(const ph_counter *counter)
{
    int width = counter->bits * counter->order;

    return width == 128 ? ~(ph_ngram_key)0 : ((ph_ngram_key)1 << width) - 1;
}

/* The narrow case, in 64-bit arithmetic: nearly all training runs through here. */
static int add_narrow(ph_counter *counter, const uint32_t *tokens, size_t count, uint64_t weight)
{
    uint64_t key = 1, mask = (uint64_t)key_mask(counter);

    for (size_t i = 0; i < count; i++) {
        key = (key << counter->bits | (tokens[i] + 1)) & mask;
        if (add_key(counter, key, weight) < 0)
            return -1;
    }
    return add_key(counter, (key << counter->bits | 1) & mask, weight);
}

static int add_wide(ph_counter *counter, const uint32_t *tokens, size_t count, uint64_t weight)
{
    ph_ngram_key key = 1, mask = key_mask(counter);

    for (size_t i = 0; i < count; i++) {
        key = (key << counter->bits | (tokens[i] + 1)) & mask;
        if (add_key(counter, key, weight) < 0)
            return -1;
    }
    return add_key(counter, (key << counter->bits | 1) & mask, weight);
}

int ph_counter_add_value(ph_counter *counter, const uint32_t *tokens, size_t count, uint64_t weight)
{
    uint32_t all = 0;

    for (size_t i = 0; i < count; i++)
        all |= tokens[i] + 1;
    if (must_widen(counter, all) && make_wide(counter) < 0)
        return -1;
    return counter->wide ? add_wide(counter, tokens, count, weight)
                         : add_narrow(counter, tokens, count, weight);
}

int ph_counter_add_window(ph_counter *counter, const uint32_t *digits, uint64_t weight)
{
    ph_ngram_key key = 0;

    for (int32_t i = 0; i < counter->order; i++) {
        if (must_widen(counter, digits[i])) {
            if (make_wide(counter) < 0)
                return -1;
            return ph_counter_add_window(counter, digits, weight);
        }
        key = key << counter->bits | digits[i];
    }
    return add_key(counter, key, weight);
}

int ph_counter_add_all(ph_counter *counter, ph_counter *from, const uint32_t *map)
{
    ph_ngram_key mask = ((ph_ngram_key)1 << from->bits) - 1;
    uint32_t digits[PH_ORDER_MAX] = {0};

    if (ph_counter_flush(from) < 0)
        return -1;
    for (size_t at = 0; at < from->slot_count; at++) {
        ph_ngram_key key;
        if (from->slots[2 * at + 1] == 0)
            continue;
        key = key_at(from, at);
        for (int32_t i = from->order - 1; i >= 0; i--, key >>= from->bits) {
            uint32_t digit = (uint32_t)(key & mask);
            digits[i] = digit == 0 ? 0 : map[digit - 1] + 1;
        }
        if (ph_counter_add_window(counter, digits, from->slots[2 * at + 1]) < 0)
            return -1;
    }
    return ph_counter_flush(counter);
}
