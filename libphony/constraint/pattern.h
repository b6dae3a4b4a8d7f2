/* Regular expressions that match whole values (spec/patterns.md), as a deterministic automaton over
 * code points whose states are made when they are first reached.
 *
 *     text -- pattern_parse.c, pattern_class.c --> tree -- pattern_program.c --> program
 *          -- pattern.c --> states, each a set of places in the program */
#ifndef PH_PATTERN_H
#define PH_PATTERN_H

#include "phony.h"

#define PH_PATTERN_BYTES_MAX 4096
#define PH_PATTERN_PLACES_MAX 10000 /* in the program: characters, with repetitions written out */
#define PH_PATTERN_REPEAT_MAX 1000

typedef struct ph_pattern ph_pattern;

/* State 0 is the start. `text` is checked and brought to NFC. Returns PHONY_ERROR_SYNTAX with the
 * column (bytes of the text as given), naming what is not understood or not supported; _ENCODING,
 * _LIMIT, _MEMORY. */
phony_status ph_pattern_new(const char *text, ph_pattern **pattern, phony_error *error);
void ph_pattern_free(ph_pattern *pattern);

/* The state after one more code point, or PH_DEAD. Not for several threads at once. Returns
 * PHONY_ERROR_LIMIT or _MEMORY. */
phony_status ph_pattern_step(ph_pattern *pattern, uint32_t state, uint32_t point, uint32_t *next,
                             phony_error *error);
int ph_pattern_accepts(const ph_pattern *pattern, uint32_t state);
#endif
