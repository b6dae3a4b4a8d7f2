#include "ngram/seen.h"

#include <string.h>

#include "base/alloc.h"
#include "base/hash.h"

void ph_seen_fini(ph_seen *seen)
{
    ph_free(seen->slots);
    memset(seen, 0, sizeof *seen);
}

/* Where a hash is or belongs. Its low bit is always 1, so the slot comes from those above. */
static uint64_t *slot_of(uint64_t *slots, size_t count, uint64_t hash)
{
    size_t at = hash >> 1 & (count - 1);

    while (slots[at] && slots[at] != hash)
        at = (at + 1) & (count - 1);
    return &slots[at];
}

static int grow(ph_seen *seen)
{
    size_t count = seen->slot_count ? seen->slot_count * 2 : 1024;
    uint64_t *slots = ph_calloc(count, sizeof *slots);

    if (!slots)
        return -1;
    for (size_t i = 0; i < seen->slot_count; i++) {
        if (seen->slots[i])
            *slot_of(slots, count, seen->slots[i]) = seen->slots[i];
    }
    ph_free(seen->slots);
    seen->slots = slots;
    seen->slot_count = count;
    return 0;
}

int ph_seen_add(ph_seen *seen, const char *text, size_t length)
{
    uint64_t hash = ph_hash_bytes(text, length) | 1, *slot;

    if (2 * (seen->count + 1) > seen->slot_count && grow(seen) < 0)
        return -1;
    slot = slot_of(seen->slots, seen->slot_count, hash);
    if (*slot)
        return 0;
    *slot = hash;
    seen->count++;
    return 1;
}
