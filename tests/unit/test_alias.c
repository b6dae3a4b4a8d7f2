#include <stdlib.h>

#include "models.h"
#include "sample/alias.h"

enum { DEGREE_MAX = 5000 };
static const uint64_t whole = UINT64_C(1) << 32;

/* What the draws of all 2^32 values come to, counted bucket by bucket. */
static void assert_table(const uint64_t *masses, uint32_t degree)
{
    int log2 = ph_alias_log2(degree);
    uint32_t count = UINT32_C(1) << log2;
    uint64_t capacity = whole >> log2;
    ph_alias *buckets = malloc(count * sizeof *buckets);
    uint64_t *is = calloc(degree, sizeof *is);

    ph_alias_build(masses, degree, log2, buckets);
    for (uint32_t b = 0; b < count; b++) {
        uint64_t begin = b * capacity, threshold = buckets[b].threshold;
        if (buckets[b].own >= degree || buckets[b].other >= degree || threshold < begin ||
            threshold >= begin + capacity)
            ck_abort_msg("bucket %u of %u is broken", b, count);
        is[buckets[b].own] += threshold - begin;
        is[buckets[b].other] += begin + capacity - threshold;
    }
    for (uint32_t i = 0; i < degree; i++) {
        if (is[i] != masses[i])
            ck_abort_msg("outcome %u of %u: mass %lu, not %lu", i, degree, (unsigned long)is[i],
                         (unsigned long)masses[i]);
    }
    free(buckets);
    free(is);
}

static void assert_masses(const uint64_t *weights, const uint64_t *masses, uint32_t degree)
{
    long double total = 0;
    uint64_t sum = 0;

    for (uint32_t i = 0; i < degree; i++) {
        total += (long double)weights[i];
        sum += masses[i];
        if (masses[i] < 1)
            ck_abort_msg("outcome %u of %u never comes", i, degree);
    }
    ck_assert_uint_eq(sum, whole);
    for (uint32_t i = 0; i < degree; i++) {
        long double share = (long double)weights[i] / total * (long double)whole;
        /* one for being there at all; what rounding left over goes to the heaviest */
        if ((long double)masses[i] > share + degree + 1 ||
            (long double)masses[i] < share - degree - 1)
            ck_abort_msg("outcome %u of %u: mass %lu of a share of %Lf", i, degree,
                         (unsigned long)masses[i], share);
    }
}

static void check(const uint64_t *weights, uint32_t degree)
{
    uint64_t masses[DEGREE_MAX];

    ph_alias_masses(weights, degree, masses);
    assert_masses(weights, masses, degree);
    assert_table(masses, degree);
}

START_TEST(the_number_of_buckets_is_the_least_power_of_two)
{
    static const struct {
        uint32_t degree;
        int log2;
    } cases[] = {{1, 0},   {2, 1},   {3, 2},     {4, 2},        {5, 3},
                 {256, 8}, {257, 9}, {5000, 13}, {1 << 22, 22}, {(1 << 22) + 1, 23}};

    for (size_t i = 0; i < COUNT_OF(cases); i++)
        ck_assert_int_eq(ph_alias_log2(cases[i].degree), cases[i].log2);
}
END_TEST

START_TEST(a_single_outcome_takes_all)
{
    static const uint64_t weights[] = {1, 7, UINT64_C(1) << 61};

    for (size_t i = 0; i < COUNT_OF(weights); i++)
        check(&weights[i], 1);
}
END_TEST

START_TEST(equal_weights_give_masses_that_differ_by_what_is_left_over)
{
    uint64_t weights[DEGREE_MAX];

    for (uint32_t degree = 1; degree <= 520; degree++) {
        for (uint32_t i = 0; i < degree; i++)
            weights[i] = 12345;
        check(weights, degree);
    }
}
END_TEST

/* Every weight is 1 but some that are as large as a sum below 2^62 lets them be. */
START_TEST(extreme_weights_keep_every_outcome)
{
    static const uint32_t degrees[] = {2, 3, 4, 5, 7, 8, 9, 63, 64, 65, 1023, 4096, 4097, 5000};
    uint64_t weights[DEGREE_MAX], state = 1;

    for (size_t d = 0; d < COUNT_OF(degrees); d++) {
        uint32_t degree = degrees[d];
        for (uint32_t heavy = 1; heavy <= 3; heavy++) {
            for (uint32_t i = 0; i < degree; i++)
                weights[i] = 1;
            for (uint32_t i = 0; i < heavy; i++)
                weights[random_below(&state, degree)] = UINT64_C(1) << 60;
            check(weights, degree);
        }
        for (uint32_t place = 0; place < degree; place += degree - 1) {
            weights[place] = (UINT64_C(1) << 62) - (UINT64_C(3) << 60) - degree;
            check(weights, degree);
        }
    }
}
END_TEST

START_TEST(weights_that_fall_steeply_keep_their_masses)
{
    uint64_t weights[62];

    for (uint32_t degree = 1; degree <= COUNT_OF(weights); degree++) {
        for (uint32_t i = 0; i < degree; i++)
            weights[i] = UINT64_C(1) << i % 61;
        check(weights, degree);
        for (uint32_t i = 0; i < degree; i++)
            weights[i] = UINT64_C(1) << (degree - 1 - i) % 61;
        check(weights, degree);
    }
}
END_TEST

START_TEST(random_weights_of_any_degree_keep_their_masses)
{
    uint64_t weights[DEGREE_MAX], state = 2;

    for (uint32_t degree = 1; degree <= DEGREE_MAX; degree += degree < 300 ? 1 : 97) {
        for (uint32_t i = 0; i < degree; i++)
            weights[i] = 1 + (next_random(&state) >> (14 + random_below(&state, 49)));
        check(weights, degree);
    }
    check(weights, 1);
}
END_TEST

/* Tables are built of any masses, not only of those that ph_alias_masses makes. */
START_TEST(tables_give_each_outcome_exactly_its_mass)
{
    uint64_t masses[DEGREE_MAX], state = 3;

    for (uint32_t degree = 1; degree <= 600; degree++) {
        uint64_t left = whole - degree;
        for (uint32_t i = 0; i < degree; i++) {
            uint64_t some = i + 1 == degree ? left : random_below(&state, left / (1 + i % 4) + 1);
            masses[i] = 1 + some;
            left -= some;
        }
        assert_table(masses, degree);
    }
    for (int log2 = 0; log2 <= 12; log2++) { /* all exactly full */
        for (uint32_t i = 0; i < UINT32_C(1) << log2; i++)
            masses[i] = whole >> log2;
        assert_table(masses, UINT32_C(1) << log2);
    }
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("alias");

    UNIT_ADD(suite, the_number_of_buckets_is_the_least_power_of_two);
    UNIT_ADD(suite, a_single_outcome_takes_all);
    UNIT_ADD(suite, equal_weights_give_masses_that_differ_by_what_is_left_over);
    UNIT_ADD(suite, extreme_weights_keep_every_outcome);
    UNIT_ADD(suite, weights_that_fall_steeply_keep_their_masses);
    UNIT_ADD(suite, random_weights_of_any_degree_keep_their_masses);
    UNIT_ADD(suite, tables_give_each_outcome_exactly_its_mass);
    return suite;
}
