/* A pool of values to take from: what lists, categories and columns of tables come to. Values are
 * collected as texts, each with its kind; at the end the pool has one type, and keeps texts or
 * numbers. */
#ifndef PH_POOL_H
#define PH_POOL_H

#include <string.h>

#include "base/buffer.h"
#include "data/values.h"
#include "feed/choice.h"

/* What a value was. */
enum { PH_POOL_TEXT = 1, PH_POOL_WHOLE = 2, PH_POOL_DECIMAL = 4, PH_POOL_BOOLEAN = 8 };

enum { PH_POOL_BYTES_MAX = 64 << 20, PH_POOL_VALUES_MAX = 10000000 };
enum { PH_POOL_MEMBERS_MAX = 65535 }; /* of an enumeration */

typedef struct ph_pool_text {
    uint32_t at, length; /* in `texts`, where a NUL follows */
} ph_pool_text;

typedef struct ph_pool {
    ph_type type;
    uint32_t count;
    ph_buffer texts; /* ends in PH_VALUES_SLACK more bytes */
    ph_pool_text *values;
    size_t capacity;
    int64_t *numbers; /* NULL: they are texts */
    uint64_t *weights;
    size_t weights_capacity;
    unsigned kinds; /* of all */
    int weighted;   /* some weight is not 1 */
    ph_choice choice;
    uint32_t *members; /* the first of each that are alike; NULL: too many */
    uint32_t member_count;
} ph_pool;

/* Adds a value. Returns PHONY_ERROR_LIMIT, _MEMORY. */
phony_status ph_pool_add(ph_pool *pool, unsigned kind, const char *text, size_t length,
                         uint64_t weight, phony_error *error);
/* Takes what the field wants (kind NONE: what comes naturally) and makes the choice; where there
 * are at most `members_max` values, those that differ are found. Returns PHONY_ERROR_ARGUMENT (no
 * values or weights; a value that is no number where numbers are wanted), _MEMORY. */
phony_status ph_pool_finish(ph_pool *pool, ph_type wanted, uint32_t members_max,
                            phony_error *error);
void ph_pool_fini(ph_pool *pool);

/* Room for rows of the pool: to be called before ph_pool_give. */
phony_status ph_pool_begin(const ph_pool *pool, ph_values *out, size_t rows, phony_error *error);
phony_status ph_pool_grow(ph_values *out, size_t bytes, phony_error *error);

/* Gives value `which` as row `row`, the next in turn. */
static inline phony_status ph_pool_give(const ph_pool *pool, uint32_t which, ph_values *out,
                                        size_t row, phony_error *error)
{
    const ph_pool_text *text;
    const char *from;
    uint32_t at;

    if (pool->numbers) {
        out->numbers[row] = pool->numbers[which];
        return PHONY_OK;
    }
    text = &pool->values[which];
    from = pool->texts.data + text->at;
    at = out->offsets[row];
    if (at + (size_t)text->length + PH_VALUES_SLACK > out->bytes_capacity) {
        phony_status status = ph_pool_grow(out, at + (size_t)text->length, error);
        if (status)
            return status;
    }
    /* Most are short: a copy of fixed length needs no call. */
    memcpy(out->bytes + at, from, 16);
    if (text->length > 16)
        memcpy(out->bytes + at + 16, from + 16, text->length - 16);
    out->offsets[row + 1] = at + text->length;
    return PHONY_OK;
}

/* The index-th of its texts, each once; NULL past the last, or where it has numbers or too many. */
const char *ph_pool_member(const ph_pool *pool, size_t index);
#endif
