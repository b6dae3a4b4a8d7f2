/* How many different values there are under a constraint: what strict uniqueness must know before
 * it deals out cells. Behind a value's first token every state can back off to the empty context,
 * so any token can follow any other: the number depends on what the text has come to alone. */
#ifndef PH_CAPACITY_H
#define PH_CAPACITY_H

#include "sample/product.h"

#define PH_ENDLESS UINT64_MAX /* as a number of values: more than can be counted */

typedef struct ph_capacity {
    const ph_product *product;
    uint32_t labels;
    uint64_t *values; /* [label] how many ways there are to go on, ending at once among them */
    uint64_t *sums;   /* [label][token] ways by the tokens below; tokens + 1 a label */
} ph_capacity;

/* Returns PHONY_ERROR_ARGUMENT where the number is finite and tokens can spell one value in several
 * ways (hybrid mode), _LIMIT, _MEMORY. `*capacity` is NULL where no label is finite. */
phony_status ph_capacity_new(ph_product *product, ph_capacity **capacity, phony_error *error);
void ph_capacity_free(ph_capacity *capacity);

/* a + b, PH_ENDLESS at most. */
static inline uint64_t ph_add_values(uint64_t a, uint64_t b)
{
    return a > PH_ENDLESS - b ? PH_ENDLESS : a + b;
}
#endif
