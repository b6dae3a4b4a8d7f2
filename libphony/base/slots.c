#include "base/slots.h"

#include <string.h>

#include "base/alloc.h"

enum { LEAST = 64 };

void ph_slots_fini(ph_slots *slots)
{
    ph_free(slots->numbers);
    slots->numbers = NULL;
    slots->count = 0;
}

int ph_slots_room(ph_slots *slots, uint32_t used, uint64_t (*hash)(const void *of, uint32_t number),
                  const void *of)
{
    ph_slots grown = {NULL, slots->count ? slots->count * 2 : LEAST};

    if (2 * ((uint64_t)used + 1) <= slots->count)
        return 0;
    grown.numbers = ph_realloc_array(NULL, grown.count, sizeof *grown.numbers);
    if (!grown.numbers)
        return -1;
    memset(grown.numbers, 0xFF, grown.count * sizeof *grown.numbers);
    for (uint32_t number = 0; number < used; number++) {
        uint32_t *slot = ph_slots_first(&grown, hash(of, number));
        while (*slot != PH_SLOT_EMPTY)
            slot = ph_slots_next(&grown, slot);
        *slot = number;
    }
    ph_slots_fini(slots);
    *slots = grown;
    return 0;
}
