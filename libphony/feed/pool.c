#include "feed/pool.h"

#include "base/alloc.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/slots.h"

enum { BYTES_A_TEXT = 16 };

void ph_pool_fini(ph_pool *pool)
{
    ph_buffer_fini(&pool->texts);
    ph_free(pool->values);
    ph_free(pool->numbers);
    ph_free(pool->weights);
    ph_free(pool->members);
    ph_choice_fini(&pool->choice);
    memset(pool, 0, sizeof *pool);
}

phony_status ph_pool_add(ph_pool *pool, unsigned kind, const char *text, size_t length,
                         uint64_t weight, phony_error *error)
{
    if (pool->count == PH_POOL_VALUES_MAX)
        return ph_fail(error, PHONY_ERROR_LIMIT, "more than %d values", PH_POOL_VALUES_MAX);
    if (length > PH_POOL_BYTES_MAX || pool->texts.length + length > PH_POOL_BYTES_MAX)
        return ph_fail(error, PHONY_ERROR_LIMIT, "values of more than 64 MiB in all");
    if (ph_grow((void **)&pool->values, &pool->capacity, (size_t)pool->count + 1,
                sizeof *pool->values) < 0 ||
        ph_grow((void **)&pool->weights, &pool->weights_capacity, (size_t)pool->count + 1,
                sizeof *pool->weights) < 0)
        return ph_fail_memory(error);
    pool->values[pool->count] = (ph_pool_text){(uint32_t)pool->texts.length, (uint32_t)length};
    pool->weights[pool->count++] = weight;
    pool->kinds |= kind;
    pool->weighted |= weight != 1;
    if (length)
        ph_buffer_append(&pool->texts, text, length);
    ph_buffer_append_byte(&pool->texts, '\0');
    return pool->texts.failed ? ph_fail_memory(error) : PHONY_OK;
}

/* ---- Types ----------------------------------------------------------------------------------- */

static int wants_numbers(ph_type_kind kind)
{
    return kind == PH_TYPE_INT16 || kind == PH_TYPE_INT32 || kind == PH_TYPE_INT64 ||
           kind == PH_TYPE_DECIMAL || kind == PH_TYPE_FLOAT;
}

/* All whole: int64; all numbers: decimal; booleans; else text. What the field wants comes first. */
static ph_type_kind kind_of(const ph_pool *pool, ph_type_kind wanted)
{
    if (wanted != PH_TYPE_NONE && ph_type_storage((ph_type){.kind = wanted}) == PH_STORED_TEXT)
        return PH_TYPE_TEXT;
    if (pool->kinds == PH_POOL_BOOLEAN)
        return PH_TYPE_BOOLEAN;
    if (wants_numbers(wanted) || !(pool->kinds & (PH_POOL_TEXT | PH_POOL_BOOLEAN)))
        return PH_TYPE_DECIMAL;
    return PH_TYPE_TEXT;
}

static phony_status read_decimals(ph_pool *pool, int32_t *scales, phony_error *error)
{
    int32_t most = 0;

    for (uint32_t i = 0; i < pool->count; i++) {
        const char *text = pool->texts.data + pool->values[i].at;
        if (ph_decimal_parse(text, pool->values[i].length, &pool->numbers[i], &scales[i]) < 0)
            return ph_fail(error, PHONY_ERROR_ARGUMENT, "'%.40s' is no number of at most 18 digits",
                           text);
        most = scales[i] > most ? scales[i] : most;
    }
    for (uint32_t i = 0; i < pool->count; i++) {
        if (ph_decimal_rescale(pool->numbers[i], scales[i], most, &pool->numbers[i]) < 0)
            return ph_fail(error, PHONY_ERROR_ARGUMENT,
                           "'%.40s' does not fit 18 digits with %d behind the point",
                           pool->texts.data + pool->values[i].at, (int)most);
    }
    pool->type =
        most ? (ph_type){.kind = PH_TYPE_DECIMAL, .precision = PH_DECIMAL_DIGITS_MAX, .scale = most}
             : (ph_type){.kind = PH_TYPE_INT64};
    return PHONY_OK;
}

static phony_status make_numbers(ph_pool *pool, phony_error *error)
{
    int32_t *scales = ph_calloc(pool->count, sizeof *scales);
    phony_status status;

    pool->numbers = ph_calloc(pool->count, sizeof *pool->numbers);
    status = scales && pool->numbers ? read_decimals(pool, scales, error) : ph_fail_memory(error);
    ph_free(scales);
    return status;
}

static phony_status make_booleans(ph_pool *pool, phony_error *error)
{
    pool->numbers = ph_calloc(pool->count, sizeof *pool->numbers);
    if (!pool->numbers)
        return ph_fail_memory(error);
    for (uint32_t i = 0; i < pool->count; i++)
        pool->numbers[i] = pool->texts.data[pool->values[i].at] == 't';
    pool->type = (ph_type){.kind = PH_TYPE_BOOLEAN};
    return PHONY_OK;
}

/* The length in code points of the longest. */
static uint32_t longest(const ph_pool *pool)
{
    uint32_t most = 0;

    for (uint32_t i = 0; i < pool->count; i++) {
        const char *text = pool->texts.data + pool->values[i].at;
        uint32_t points = 0;
        for (uint32_t k = 0; k < pool->values[i].length; k++)
            points += ((unsigned char)text[k] & 0xC0) != 0x80;
        most = points > most ? points : most;
    }
    return most;
}

/* ---- Members --------------------------------------------------------------------------------- */

static uint64_t hash_member(const void *of, uint32_t number)
{
    const ph_pool *pool = of;
    const ph_pool_text *text = &pool->values[pool->members[number]];

    if (pool->numbers)
        return ph_mix64((uint64_t)pool->numbers[pool->members[number]]);
    return ph_hash_bytes(pool->texts.data + text->at, text->length);
}

static int is_same(const ph_pool *pool, uint32_t a, uint32_t b)
{
    const ph_pool_text *x = &pool->values[a], *y = &pool->values[b];

    if (pool->numbers)
        return pool->numbers[a] == pool->numbers[b];
    return x->length == y->length &&
           memcmp(pool->texts.data + x->at, pool->texts.data + y->at, x->length) == 0;
}

/* Each value once, in the order in which they were added. */
static int find_members(ph_pool *pool)
{
    ph_slots slots = {0};
    int failed = 0;

    pool->members = ph_calloc(pool->count, sizeof *pool->members);
    failed = !pool->members;
    for (uint32_t i = 0; !failed && i < pool->count; i++) {
        uint32_t *slot;
        failed = ph_slots_room(&slots, pool->member_count, hash_member, pool) < 0;
        if (failed)
            break;
        pool->members[pool->member_count] = i;
        slot = ph_slots_first(&slots, hash_member(pool, pool->member_count));
        while (*slot != PH_SLOT_EMPTY && !is_same(pool, pool->members[*slot], i))
            slot = ph_slots_next(&slots, slot);
        if (*slot == PH_SLOT_EMPTY)
            *slot = pool->member_count++;
    }
    ph_slots_fini(&slots);
    return failed ? -1 : 0;
}

const char *ph_pool_member(const ph_pool *pool, size_t index)
{
    return index < pool->member_count && !pool->numbers
               ? pool->texts.data + pool->values[pool->members[index]].at
               : NULL;
}

/* ---- Finishing ------------------------------------------------------------------------------- */

static phony_status make_choice(ph_pool *pool, phony_error *error)
{
    unsigned __int128 sum = 0;

    for (uint32_t i = 0; i < pool->count; i++)
        sum += pool->weights[i];
    if (!pool->count)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "there are no values");
    if (!sum)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "all weights are 0");
    if (sum > UINT64_MAX)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "the sum of the weights has more than 64 bits");
    return ph_choice_init(&pool->choice, pool->weighted ? pool->weights : NULL, pool->count) < 0
               ? ph_fail_memory(error)
               : PHONY_OK;
}

static phony_status make_texts(ph_pool *pool, ph_type wanted, phony_error *error)
{
    pool->type = (ph_type){.kind = PH_TYPE_TEXT};
    if (wanted.kind == PH_TYPE_TEXT && longest(pool) <= wanted.length)
        pool->type.length = wanted.length;
    for (int i = 0; i < PH_VALUES_SLACK; i++)
        ph_buffer_append_byte(&pool->texts, '\0');
    return pool->texts.failed ? ph_fail_memory(error) : PHONY_OK;
}

phony_status ph_pool_finish(ph_pool *pool, ph_type wanted, uint32_t members_max, phony_error *error)
{
    phony_status status = make_choice(pool, error);
    ph_type_kind kind;

    if (status)
        return status;
    kind = kind_of(pool, wanted.kind);
    if (kind == PH_TYPE_DECIMAL)
        status = make_numbers(pool, error);
    else if (kind == PH_TYPE_BOOLEAN)
        status = make_booleans(pool, error);
    else
        status = make_texts(pool, wanted, error);
    if (!status && pool->count <= members_max && find_members(pool) < 0)
        status = ph_fail_memory(error);
    ph_free(pool->weights);
    pool->weights = NULL;
    pool->weights_capacity = 0;
    return status;
}

/* ---- Giving ---------------------------------------------------------------------------------- */

phony_status ph_pool_begin(const ph_pool *pool, ph_values *out, size_t rows, phony_error *error)
{
    phony_status status = ph_values_begin(out, pool->type, rows, error);

    if (!status && !pool->numbers)
        status = ph_values_room(out, rows * BYTES_A_TEXT, error);
    return status;
}

phony_status ph_pool_grow(ph_values *out, size_t bytes, phony_error *error)
{
    return ph_values_room(out, bytes, error);
}
