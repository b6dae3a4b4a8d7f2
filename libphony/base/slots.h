/* Finding numbered things again by what they are: an open-addressing table of their numbers. What
 * the things are, and how they are hashed and compared, is the owner's matter. */
#ifndef PH_SLOTS_H
#define PH_SLOTS_H

#include <stdint.h>

#define PH_SLOT_EMPTY UINT32_MAX

typedef struct ph_slots {
    uint32_t *numbers; /* PH_SLOT_EMPTY, or a number below those in use */
    uint32_t count;    /* a power of two, or 0 */
} ph_slots;

/* Makes room for one more than the numbers 0 ... used - 1, which are all in the table: at most half
 * of it is ever full. 0, or -1 out of memory. A table that is all zero is empty. */
int ph_slots_room(ph_slots *slots, uint32_t used, uint64_t (*hash)(const void *of, uint32_t number),
                  const void *of);
void ph_slots_fini(ph_slots *slots);

/* The slot where a thing with this hash is, or belongs: *slot is the next number with the hash's
 * place, to be compared; where it is another thing, the next one, until it is empty. */
static inline uint32_t *ph_slots_first(const ph_slots *slots, uint64_t hash)
{
    return &slots->numbers[(uint32_t)hash & (slots->count - 1)];
}
static inline uint32_t *ph_slots_next(const ph_slots *slots, uint32_t *slot)
{
    return slot + 1 == slots->numbers + slots->count ? slots->numbers : slot + 1;
}
#endif
