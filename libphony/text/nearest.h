/* "Did you mean ...?": the name nearest to one that is not there. */
#ifndef PH_NEAREST_H
#define PH_NEAREST_H

#include <stddef.h>

typedef struct ph_nearest {
    const char *name; /* NULL: none is near */
    size_t distance;
} ph_nearest;

/* Takes `name` into the running, which keeps it where it is nearer than what came before: by
 * optimal string alignment (insert, delete, replace, swap neighbours: each costs one), at most half
 * of the word. Nothing is near to words of over 64 bytes. `*nearest` begins as {0}. */
void ph_nearest_try(ph_nearest *nearest, const char *word, const char *name);
#endif
