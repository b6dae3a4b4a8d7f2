#include "schema/names.h"

#include <string.h>

#include "base/alloc.h"
#include "base/hash.h"
#include "text/nearest.h"

void ph_names_fini(ph_names *names)
{
    ph_free(names->names);
    ph_free(names->slots);
    memset(names, 0, sizeof *names);
}

static uint32_t *slot_of(const ph_names *names, const char *name)
{
    uint32_t mask = names->slot_count - 1;
    uint32_t at = (uint32_t)ph_hash_bytes(name, strlen(name)) & mask;

    while (names->slots[at] != PH_NO_NAME && strcmp(names->names[names->slots[at]], name) != 0)
        at = (at + 1) & mask;
    return &names->slots[at];
}

static void fill_slots(ph_names *names)
{
    memset(names->slots, 0xFF, names->slot_count * sizeof *names->slots);
    for (uint32_t i = 0; i < names->count; i++)
        *slot_of(names, names->names[i]) = i;
}

static int grow_slots(ph_names *names)
{
    uint32_t count = names->slot_count ? names->slot_count * 2 : 16;
    uint32_t *slots = ph_realloc_array(NULL, count, sizeof *slots);

    if (!slots)
        return -1;
    ph_free(names->slots);
    names->slots = slots;
    names->slot_count = count;
    fill_slots(names);
    return 0;
}

void ph_names_remove(ph_names *names, uint32_t number)
{
    names->count--;
    memmove(&names->names[number], &names->names[number + 1],
            (names->count - number) * sizeof *names->names);
    fill_slots(names);
}

uint32_t ph_names_find(const ph_names *names, const char *name)
{
    return names->slot_count ? *slot_of(names, name) : PH_NO_NAME;
}

uint32_t ph_names_add(ph_names *names, const char *name)
{
    uint32_t *slot;

    if ((2 * (names->count + 1) > names->slot_count && grow_slots(names) < 0) ||
        ph_grow((void **)&names->names, &names->capacity, (size_t)names->count + 1,
                sizeof *names->names) < 0)
        return PH_NO_NAME;
    slot = slot_of(names, name);
    if (*slot == PH_NO_NAME) {
        names->names[names->count] = name;
        *slot = names->count++;
    }
    return *slot;
}

const char *ph_names_nearest(const ph_names *names, const char *name)
{
    ph_nearest nearest = {0};

    for (uint32_t i = 0; i < names->count; i++)
        ph_nearest_try(&nearest, name, names->names[i]);
    return nearest.name;
}
