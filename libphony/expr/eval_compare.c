/* Comparisons, and what joins them. Texts compare by their bytes, which is by code points. */
#include <string.h>

#include "expr/expr_parts.h"

/* -1, 0 or 1. */
static inline int order_texts(const ph_operand *a, const ph_operand *b, size_t i)
{
    size_t length, other;
    const uint8_t *x = ph_operand_text(a, i, &length), *y = ph_operand_text(b, i, &other);
    int order = memcmp(x, y, length < other ? length : other);

    return order ? (order > 0) - (order < 0) : (length > other) - (length < other);
}

static inline int order_uuids(const ph_operand *a, const ph_operand *b, size_t i)
{
    return memcmp(a->bytes + 16 * i * a->step, b->bytes + 16 * i * b->step, 16);
}

static inline int order_numbers(const ph_operand *a, const ph_operand *b, size_t i)
{
    int64_t x = a->numbers[i * a->step], y = b->numbers[i * b->step];

    return (x > y) - (x < y);
}

static inline int order_floats(const ph_operand *a, const ph_operand *b, size_t i)
{
    double x = a->floats[i * a->step], y = b->floats[i * b->step];

    return (x > y) - (x < y);
}

/* What both operands are: one of them may be a null. */
static ph_storage storage_of(const ph_operand *a, const ph_operand *b)
{
    return ph_type_storage(a->type.kind == PH_TYPE_NONE ? b->type : a->type);
}

static int is_beside_null(const ph_operand *a, const ph_operand *b)
{
    return a->type.kind == PH_TYPE_NONE || b->type.kind == PH_TYPE_NONE;
}

static const int equality = 0; /* what orders compare with */

#define ROWS(expression)                                                                           \
    for (size_t i = 0; i < count; i++)                                                             \
    to[i] = (expression)

#define COMPARE(name, relation)                                                                    \
    PH_KERNEL(name)                                                                                \
    {                                                                                              \
        const ph_operand x = a[0], y = a[1];                                                       \
        int64_t *to = out->numbers;                                                                \
        const size_t count = e->count;                                                             \
                                                                                                   \
        (void)step;                                                                                \
        if (is_beside_null(&x, &y))                                                                \
            memset(to, 0, count * sizeof *to);                                                     \
        else if (storage_of(&x, &y) == PH_STORED_NUMBER)                                           \
            ROWS(x.numbers[i * x.step] relation y.numbers[i * y.step]);                            \
        else if (storage_of(&x, &y) == PH_STORED_FLOAT)                                            \
            ROWS(x.floats[i * x.step] relation y.floats[i * y.step]);                              \
        else if (storage_of(&x, &y) == PH_STORED_UUID)                                             \
            ROWS(order_uuids(&x, &y, i) relation equality);                                        \
        else                                                                                       \
            ROWS(order_texts(&x, &y, i) relation equality);                                        \
        return PHONY_OK;                                                                           \
    }
COMPARE(equal, ==)
COMPARE(not_equal, !=)
COMPARE(less, <)
COMPARE(less_equal, <=)
COMPARE(greater, >)
COMPARE(greater_equal, >=)

ph_order ph_order_of(ph_storage storage)
{
    static const ph_order orders[] = {
        [PH_STORED_NUMBER] = order_numbers,
        [PH_STORED_FLOAT] = order_floats,
        [PH_STORED_TEXT] = order_texts,
        [PH_STORED_UUID] = order_uuids,
    };

    return orders[storage];
}

/* True where it is one of the list, null where a null might be it, else false. */
static void find_in(const ph_eval *e, const ph_operand *x, const ph_operand *item, ph_values *out)
{
    ph_order order = ph_order_of(storage_of(x, item));
    int null = is_beside_null(x, item);

    for (size_t i = 0; i < e->count; i++) {
        if (null || ph_operand_is_null(item, i))
            out->nulls[i] = 1;
        else
            out->numbers[i] |= order(x, item, i) == 0;
    }
}

PH_KERNEL(in)
{
    memset(out->numbers, 0, e->count * sizeof *out->numbers);
    for (size_t item = 1; item < step->argument_count; item++)
        find_in(e, &a[0], &a[item], out);
    out->has_nulls = 1;
    for (size_t i = 0; i < e->count; i++)
        out->nulls[i] = ph_operand_is_null(&a[0], i) || (out->nulls[i] && !out->numbers[i]);
    return PHONY_OK;
}

/* ---- Logic --------------------------------------------------------------------------------- */

/* Null, unless one operand decides: `decisive` is the value that does. */
static void join_truths(const ph_eval *e, const ph_operand *a, ph_values *out, int decisive)
{
    int nulls = a[0].nulls || a[1].nulls;

    out->has_nulls = nulls;
    for (size_t i = 0; i < e->count; i++) {
        int x = a[0].numbers[i * a[0].step] != 0, y = a[1].numbers[i * a[1].step] != 0;
        int x_null = ph_operand_is_null(&a[0], i), y_null = ph_operand_is_null(&a[1], i);
        int decided = (!x_null && x == decisive) || (!y_null && y == decisive);
        out->numbers[i] = decided ? decisive : !decisive;
        if (nulls)
            out->nulls[i] = !decided && (x_null || y_null);
    }
}

PH_KERNEL(and)
{
    (void)step;
    join_truths(e, a, out, 0);
    return PHONY_OK;
}

PH_KERNEL(or)
{
    (void)step;
    join_truths(e, a, out, 1);
    return PHONY_OK;
}

PH_KERNEL(not )
{
    (void)step;
    for (size_t i = 0; i < e->count; i++)
        out->numbers[i] = !a->numbers[i * a->step];
    return PHONY_OK;
}
