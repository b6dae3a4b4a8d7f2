/* A text that values begin with, end in or contain: its code points in NFC, and where to go on
 * looking for it after a mismatch (Knuth, Morris and Pratt 1977). */
#ifndef PH_CONSTRAINT_TEXT_H
#define PH_CONSTRAINT_TEXT_H

#include "phony.h"

#define PH_NEEDLE_MAX 4096 /* bytes */

typedef struct ph_needle {
    uint32_t *points;
    uint32_t *fail; /* [i] the longest beginning that the first i points end with, but themselves */
    uint32_t length;
} ph_needle;

/* `text` may be NULL: nothing. `name` is for messages. Returns PHONY_ERROR_ENCODING, _ARGUMENT (too
 * long), _MEMORY. */
phony_status ph_needle_init(ph_needle *needle, const char *name, const char *text,
                            phony_error *error);
void ph_needle_fini(ph_needle *needle);
/* How much of the needle, which is not empty, the text so far ends with, after one more code
 * point. */
uint32_t ph_needle_step(const ph_needle *needle, uint32_t matched, uint32_t point);
#endif
