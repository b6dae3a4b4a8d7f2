/* Counting against a reference that lists every n-gram of every value and adds up equal ones. */
#include <stdlib.h>

#include "base/alloc.h"
#include "models.h"
#include "ngram/counter.h"

typedef struct naive {
    uint32_t tokens[PH_ORDER_MAX]; /* [0] is the first */
    uint64_t weight;
} naive;

typedef struct value {
    uint32_t tokens[32];
    size_t count;
    uint64_t weight;
} value;

static int by_tokens(const void *a, const void *b)
{
    const naive *x = a, *y = b;

    for (int i = 0; i < PH_ORDER_MAX; i++) {
        if (x->tokens[i] != y->tokens[i])
            return x->tokens[i] < y->tokens[i] ? -1 : 1;
    }
    return 0;
}

/* All n-grams of one order, sorted, each once; *count of them. */
static naive *list_ngrams(const value *values, size_t value_count, int32_t order,
                          const uint32_t *map, uint64_t min_count, size_t *count)
{
    naive *list = calloc(value_count * 33, sizeof *list);
    size_t all = 0, kept = 0;

    for (size_t v = 0; v < value_count; v++) {
        uint32_t padded[34] = {0};
        for (size_t i = 0; i < values[v].count; i++)
            padded[i + 1] = map[values[v].tokens[i]];
        for (size_t end = order == 1 ? 1 : (size_t)order - 1; end < values[v].count + 2; end++) {
            memcpy(list[all].tokens, padded + end + 1 - order, (size_t)order * sizeof *padded);
            list[all++].weight = values[v].weight;
        }
    }
    qsort(list, all, sizeof *list, by_tokens);
    for (size_t i = 0; i < all; i++) {
        if (kept && by_tokens(&list[kept - 1], &list[i]) == 0)
            list[kept - 1].weight += list[i].weight;
        else
            list[kept++] = list[i];
    }
    for (size_t i = all = 0; i < kept; i++) {
        if (list[i].weight >= (order > 2 ? min_count : 1))
            list[all++] = list[i];
    }
    *count = all;
    return list;
}

static void assert_order(const ph_ngrams *ngrams, int32_t order, const naive *wanted, size_t count)
{
    const ph_ngram_list *list = &ngrams->of[order - 1];

    ck_assert_uint_eq(list->count, count);
    ck_assert_uint_eq(list->first[0], 0);
    ck_assert_uint_eq(list->first[list->contexts], count);
    for (uint32_t c = 0; c < list->contexts; c++) {
        naive is = {{0}, 0};
        ck_assert_uint_lt(list->first[c], list->first[c + 1]);
        ph_ngrams_context(ngrams, order, c, is.tokens);
        for (uint32_t i = list->first[c]; i < list->first[c + 1]; i++) {
            is.tokens[order - 1] = list->token[i];
            if (by_tokens(&is, &wanted[i]) != 0 || list->weight[i] != wanted[i].weight)
                ck_abort_msg("order %d, n-gram %u: weight %lu, not %lu", order, i,
                             (unsigned long)list->weight[i], (unsigned long)wanted[i].weight);
        }
    }
}

static void assert_counts(ph_counter *counter, const value *values, size_t count,
                          const uint32_t *map, uint64_t min_count)
{
    ph_ngrams ngrams;
    phony_error error = {0};
    int32_t order = counter->order;

    ASSERT_STATUS(ph_counter_finish(counter, map, min_count, &ngrams, &error), PHONY_OK, &error);
    ck_assert_int_eq(ngrams.order, order);
    for (int32_t k = 1; k <= order; k++) {
        size_t wanted;
        naive *list = list_ngrams(values, count, k, map, min_count, &wanted);
        assert_order(&ngrams, k, list, wanted);
        free(list);
    }
    ph_ngrams_fini(&ngrams);
    ph_counter_fini(counter);
}

/* A random numbering of tokens 1 ... largest. */
static uint32_t *random_map(uint32_t largest, uint64_t *state)
{
    uint32_t *map = malloc((largest + 1) * sizeof *map);

    for (uint32_t i = 0; i <= largest; i++)
        map[i] = i;
    for (uint32_t i = largest; i > 1; i--) {
        uint32_t other = 1 + (uint32_t)random_below(state, i), held = map[i];
        map[i] = map[other];
        map[other] = held;
    }
    return map;
}

/* Half of all values from a small alphabet, so that much repeats. */
static value *random_values(size_t count, uint32_t largest, uint64_t *state)
{
    value *values = calloc(count, sizeof *values);

    for (size_t v = 0; v < count; v++) {
        uint32_t letters = v % 2 ? largest : largest < 4 ? largest : 4;
        values[v].count = 1 + random_below(state, v % 3 ? 6 : 30);
        values[v].weight = v % 5 ? 1 : 1 + random_below(state, UINT64_C(1) << 32);
        for (size_t i = 0; i < values[v].count; i++)
            values[v].tokens[i] = 1 + (uint32_t)random_below(state, letters);
    }
    return values;
}

static void count_values(ph_counter *counter, int32_t order, const value *values, size_t count)
{
    ck_assert_int_eq(ph_counter_init(counter, order), 0);
    for (size_t v = 0; v < count; v++)
        ck_assert_int_eq(
            ph_counter_add_value(counter, values[v].tokens, values[v].count, values[v].weight), 0);
}

/* Tokens up to `largest`; the first values are few, so that a table that must widen does so late.
 */
static void count_both_ways(int32_t order, uint32_t largest, size_t count, uint64_t min_count,
                            uint64_t seed)
{
    uint64_t state = seed;
    size_t small = count / 2;
    uint32_t *map = random_map(largest, &state);
    value *values = random_values(count, largest, &state);
    value *few = random_values(small, largest < 6 ? largest : 6, &state);
    ph_counter counter;

    memcpy(values, few, small * sizeof *few);
    count_values(&counter, order, values, count);
    assert_counts(&counter, values, count, map, min_count);
    free(values);
    free(few);
    free(map);
}

START_TEST(the_largest_token_of_an_order_fits_its_keys)
{
    static const uint32_t largest[] = {0,        0xFFFFFE, 0xFFFFFE, 0xFFFFFE, 0xFFFFFE,
                                       0xFFFFFE, 0x1FFFFE, 0x3FFFE,  0xFFFE};

    for (int32_t order = 1; order <= PH_ORDER_MAX; order++)
        ck_assert_uint_eq(ph_counter_max_token(order), largest[order]);
}
END_TEST

START_TEST(no_value_gives_no_ngrams)
{
    static const uint32_t map[] = {0};
    ph_counter counter;

    for (int32_t order = 1; order <= PH_ORDER_MAX; order++) {
        count_values(&counter, order, NULL, 0);
        assert_counts(&counter, NULL, 0, map, 1);
    }
}
END_TEST

START_TEST(one_value_gives_its_ngrams)
{
    static const uint32_t map[] = {0, 1, 2};
    static const value one = {{2, 1}, 2, 3};
    ph_counter counter;

    for (int32_t order = 1; order <= PH_ORDER_MAX; order++) {
        count_values(&counter, order, &one, 1);
        assert_counts(&counter, &one, 1, map, 1);
    }
}
END_TEST

START_TEST(narrow_keys_count_as_the_reference)
{
    for (int32_t order = 1; order <= PH_ORDER_MAX; order++)
        count_both_ways(order, 40, 2000, 1, (uint64_t)order);
}
END_TEST

/* The first token that needs wide keys, one less, and one that needs all of their bits. */
START_TEST(keys_widen_when_tokens_outgrow_them)
{
    for (int32_t order = 3; order <= PH_ORDER_MAX; order++) {
        uint32_t narrow = (UINT32_C(1) << 64 / order) - 2;
        uint32_t wide = ph_counter_max_token(order);
        ph_counter counter;
        value last = {{narrow}, 1, 1};
        count_values(&counter, order, &last, 1);
        ck_assert_int_eq(counter.wide, 0);
        last.tokens[0] = narrow + 1;
        ck_assert_int_eq(ph_counter_add_value(&counter, last.tokens, 1, 1), 0);
        ck_assert_int_eq(counter.wide, 1);
        ph_counter_fini(&counter);
        count_both_ways(order, narrow + 1 < 300000 ? narrow + 1 : 300000, 600, 1, 77);
        count_both_ways(order, wide < 300000 ? wide : 300000, 600, 1, 78);
    }
}
END_TEST

/* Wide keys that agree in their low 64 bits are different n-grams. */
START_TEST(wide_keys_differ_in_their_high_half)
{
    value values[200];
    uint32_t map[0xFFFF];
    ph_counter counter;

    for (uint32_t i = 0; i < COUNT_OF(map); i++)
        map[i] = i;
    for (uint32_t v = 0; v < COUNT_OF(values); v++)
        values[v] = (value){{0xFFFE, 1 + v, 1 + v % 3, 7, 3, 3, 3, 3, 3, 3}, 10, 1 + v};
    count_values(&counter, PH_ORDER_MAX, values, COUNT_OF(values));
    ck_assert_int_eq(counter.wide, 1);
    assert_counts(&counter, values, COUNT_OF(values), map, 1);
}
END_TEST

START_TEST(the_table_grows)
{
    for (int32_t order = 2; order <= PH_ORDER_MAX; order += 3)
        count_both_ways(order, 200, 12000, 1, 5);
}
END_TEST

START_TEST(pruning_leaves_out_what_is_rare_from_order_3_on)
{
    for (uint64_t min_count = 2; min_count < 200; min_count *= 5) {
        for (int32_t order = 1; order <= 5; order++)
            count_both_ways(order, 12, 1500, min_count, 9);
    }
}
END_TEST

START_TEST(large_weights_add_up_exactly)
{
    static const uint32_t map[] = {0, 1, 2};
    value values[] = {{{1, 2}, 2, (UINT64_C(1) << 51) - 1},
                      {{1, 2}, 2, UINT64_C(1) << 50},
                      {{2}, 1, (UINT64_C(1) << 52) + 7}};
    ph_counter counter;

    count_values(&counter, 3, values, COUNT_OF(values));
    assert_counts(&counter, values, COUNT_OF(values), map, 1);
}
END_TEST

/* Two counters with numberings of their own, one of them wide, against one. */
static void add_up(int32_t order, uint32_t largest)
{
    enum { HALF = 700 };
    uint64_t state = (uint64_t)order;
    uint32_t *identity = random_map(0, &state), *map = random_map(largest, &state);
    value *values = random_values(HALF, 4, &state);
    value *more = random_values(HALF, largest, &state);
    ph_counter a, b;

    count_values(&a, order, values, HALF);
    count_values(&b, order, more, HALF);
    ck_assert_int_eq(ph_counter_add_all(&a, &b, map), 0);
    ph_counter_fini(&b);
    values = realloc(values, 2 * HALF * sizeof *values);
    memcpy(values + HALF, more, HALF * sizeof *values);
    for (size_t v = HALF; v < 2 * HALF; v++) {
        for (size_t i = 0; i < values[v].count; i++)
            values[v].tokens[i] = map[values[v].tokens[i]];
    }
    identity = realloc(identity, (largest + 1) * sizeof *identity);
    for (uint32_t i = 0; i <= largest; i++)
        identity[i] = i;
    assert_counts(&a, values, 2 * HALF, identity, 1);
    free(identity);
    free(map);
    free(values);
    free(more);
}

START_TEST(counters_add_up)
{
    for (int32_t order = 1; order <= PH_ORDER_MAX; order++) {
        add_up(order, 20);
        add_up(order, 60000);
    }
}
END_TEST

START_TEST(windows_count_as_the_values_they_are_of)
{
    static const uint32_t map[] = {0, 1, 2, 3};
    static const uint32_t windows[][3] = {{0, 1, 3}, {1, 3, 4}, {3, 4, 1}};
    static const value as = {{2, 3}, 2, 9};
    ph_counter counter;

    count_values(&counter, 3, NULL, 0);
    for (size_t i = 0; i < COUNT_OF(windows); i++)
        ck_assert_int_eq(ph_counter_add_window(&counter, windows[i], 9), 0);
    assert_counts(&counter, &as, 1, map, 1);
}
END_TEST

START_TEST(memory_that_runs_out_is_an_error_at_every_place)
{
    uint64_t state = 3;
    value *values = random_values(3000, 400, &state);
    uint32_t *map = random_map(400, &state);
    int done = 0;

    for (size_t nth = 0; !done; nth++) {
        ph_counter counter;
        ph_ngrams ngrams;
        phony_error error = {0};
        phony_status status = PHONY_OK;
        ph_alloc_fail_after(nth);
        if (ph_counter_init(&counter, 8) < 0)
            continue;
        for (size_t v = 0; !status && v < 3000; v++)
            status = ph_counter_add_value(&counter, values[v].tokens, values[v].count, 1) < 0
                         ? PHONY_ERROR_MEMORY
                         : PHONY_OK;
        if (!status)
            status = ph_counter_finish(&counter, map, 1, &ngrams, &error);
        done = !ph_alloc_has_failed();
        ck_assert_int_eq(status, done ? PHONY_OK : PHONY_ERROR_MEMORY);
        if (done)
            ph_ngrams_fini(&ngrams);
        ph_counter_fini(&counter);
    }
    ph_alloc_fail_after(SIZE_MAX);
    free(values);
    free(map);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("counter");

    UNIT_ADD(suite, the_largest_token_of_an_order_fits_its_keys);
    UNIT_ADD(suite, no_value_gives_no_ngrams);
    UNIT_ADD(suite, one_value_gives_its_ngrams);
    UNIT_ADD(suite, narrow_keys_count_as_the_reference);
    UNIT_ADD(suite, keys_widen_when_tokens_outgrow_them);
    UNIT_ADD(suite, wide_keys_differ_in_their_high_half);
    UNIT_ADD(suite, the_table_grows);
    UNIT_ADD(suite, pruning_leaves_out_what_is_rare_from_order_3_on);
    UNIT_ADD(suite, large_weights_add_up_exactly);
    UNIT_ADD(suite, counters_add_up);
    UNIT_ADD(suite, windows_count_as_the_values_they_are_of);
    UNIT_ADD(suite, memory_that_runs_out_is_an_error_at_every_place);
    return suite;
}
