/* Names to numbers, in the order in which they came. */
#ifndef PH_NAMES_H
#define PH_NAMES_H

#include <stddef.h>
#include <stdint.h>

#define PH_NO_NAME UINT32_MAX

typedef struct ph_names {
    const char **names; /* borrowed */
    uint32_t count;
    size_t capacity;
    uint32_t *slots;
    uint32_t slot_count;
} ph_names;

/* The name's number, or PH_NO_NAME. */
uint32_t ph_names_find(const ph_names *names, const char *name);
/* The name's number, a new one where it has none: PH_NO_NAME out of memory. */
uint32_t ph_names_add(ph_names *names, const char *name);
/* Takes a name away; those behind it move up. */
void ph_names_remove(ph_names *names, uint32_t number);
/* The name nearest to one that is not there, or NULL. */
const char *ph_names_nearest(const ph_names *names, const char *name);
void ph_names_fini(ph_names *names);
#endif
