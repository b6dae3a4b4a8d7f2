/* Telling apart the cells of one value, in the way people do it: ayse, ayse2, ayse3; Ayşe Kaya,
 * Ayşe Fatma Kaya. What comes out differs for any two pairs of value and rank, and is none of the
 * originals: the argument is in spec/generation.md, "Unique values". */
#ifndef PH_DISTINCT_H
#define PH_DISTINCT_H

#include "base/buffer.h"
#include "model/model.h"
#include "sample/chain.h"

typedef struct ph_distinct {
    int32_t style; /* PHONY_UNIQUE_NUMBERED or _NAMED */
    const ph_originals *originals;
    const ph_tokens *tokens;
    uint32_t *names;  /* NAMED: tokens, the likeliest first; NULL: initials */
    uint8_t *is_name; /* [token] whether it is one of them */
    uint32_t name_count;
} ph_distinct;

/* The second names of NAMED are the words that values of the model begin with; in a model of single
 * letters, initials. 0 or -1 out of memory. */
int ph_distinct_init(ph_distinct *distinct, const phony_model *model, const ph_chain *chain,
                     int32_t style);
void ph_distinct_fini(ph_distinct *distinct);

/* Writes the cell `rank` (from 0) of a value to `out`. 0 or -1 out of memory. */
int ph_distinct_write(const ph_distinct *distinct, const char *value, size_t length, uint64_t rank,
                      ph_buffer *out);
#endif
