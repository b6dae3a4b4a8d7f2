/* Relationships as arithmetic: numbers of children against what they promise, and both ways between
 * parents and children against each other. */
#include <stdlib.h>

#include "plan/links.h"
#include "sample/permute.h"
#include "unit.h"

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

/* ---- Numbers of children --------------------------------------------------------------------- */

#define FREE .children = PH_COUNTS_FREE
#define REQUEST(...)                                                                               \
    {                                                                                              \
        .key = {{11, 22}}, __VA_ARGS__                                                             \
    }

static const ph_counts_request requests[] = {
    REQUEST(.parents = 1, .max = 3, .mean = 1, FREE),
    REQUEST(.parents = 1000, .max = 8, .mean = 2.5, FREE),
    REQUEST(.parents = 1000, .max = 8, .mean = 7.9, FREE),
    REQUEST(.parents = 5000, .mean = 40, FREE),
    REQUEST(.parents = 5000, .min = 3, .max = 3, FREE),
    REQUEST(.parents = 4097, .min = 1, .max = 6, .mean = 2, .distribution = PH_CHILDREN_POISSON,
            FREE),
    REQUEST(.parents = 4096, .min = 2, .max = 9, .distribution = PH_CHILDREN_UNIFORM, FREE),
    REQUEST(.parents = 999, .max = 500, .mean = 4, .distribution = PH_CHILDREN_ZIPF, FREE),
    REQUEST(.parents = 1000, .mean = 2.25, .distribution = PH_CHILDREN_FIXED, FREE),
    REQUEST(.parents = 7, .mean = 5000, .distribution = PH_CHILDREN_POISSON, FREE),
    REQUEST(.parents = 100, .max = 8, .mean = 2, .children = 800),
    REQUEST(.parents = 100, .max = 8, .mean = 2, .children = 0),
    REQUEST(.parents = 100, .max = 8, .mean = 2, .children = 799),
    REQUEST(.parents = 100, .min = 1, .max = 8, .mean = 2, .children = 100),
    REQUEST(.parents = 3000, .min = 1, .max = 8, .mean = 2, .children = 5999),
    REQUEST(.parents = 3000, .children = 1000000),
    REQUEST(.parents = 3000, .children = 17),
    REQUEST(.parents = 3, .max = 100000, .children = 12345),
};

static void assert_counts(const ph_counts_request *request, const ph_counts *counts)
{
    uint64_t *starts = malloc((request->parents + 1) * sizeof *starts);
    uint64_t before = 0;

    ck_assert_ptr_nonnull(starts);
    ph_counts_starts(counts, 0, request->parents, starts);
    ck_assert_uint_eq(starts[0], 0);
    ck_assert_uint_eq(starts[request->parents], counts->children);
    for (uint64_t i = 0; i < request->parents; i++) {
        uint64_t own[2], number = starts[i + 1] - starts[i];
        ck_assert_uint_ge(starts[i], before);
        before = starts[i];
        ck_assert_uint_ge(number, request->min);
        ck_assert(!request->max || number <= request->max);
        ph_counts_starts(counts, i, 1, own);
        ck_assert_uint_eq(own[0], starts[i]);
        ck_assert_uint_eq(own[1], starts[i + 1]);
        if (number) {
            ph_counts_cursor cursor;
            ph_counts_seek(counts, starts[i], &cursor);
            ck_assert_uint_eq(cursor.parent, i);
            ph_counts_seek(counts, starts[i + 1] - 1, &cursor);
            ck_assert_uint_eq(cursor.parent, i);
            ck_assert_uint_eq(cursor.start, starts[i]);
            ck_assert_uint_eq(cursor.end, starts[i + 1]);
        }
    }
    free(starts);
}

START_TEST(children_are_as_many_as_promised_and_found_from_both_ends)
{
    for (size_t i = 0; i < COUNT_OF(requests); i++) {
        phony_error error = {0};
        ph_counts counts;
        ck_assert_int_eq(ph_counts_init(&counts, &requests[i], &error), PHONY_OK);
        if (requests[i].children != PH_COUNTS_FREE)
            ck_assert_uint_eq(counts.children, requests[i].children);
        assert_counts(&requests[i], &counts);
        ph_counts_fini(&counts);
    }
}

START_TEST(the_mean_is_the_one_asked_for)
{
    static const ph_children kinds[] = {PH_CHILDREN_GEOMETRIC, PH_CHILDREN_POISSON,
                                        PH_CHILDREN_ZIPF, PH_CHILDREN_FIXED};
    static const double means[] = {0.5, 2.5, 5, 7.5};

    for (size_t k = 0; k < COUNT_OF(kinds); k++) {
        for (size_t m = 0; m < COUNT_OF(means); m++) {
            ph_counts_request request = REQUEST(.parents = 200000, .max = 8, .mean = means[m],
                                                .distribution = kinds[k], FREE);
            ph_counts counts;
            ck_assert_int_eq(ph_counts_init(&counts, &request, NULL), PHONY_OK);
            ck_assert_double_eq_tol((double)counts.children / 200000, means[m], 0.04);
            ph_counts_fini(&counts);
        }
    }
}

/* Of 200,000 parents, how many have 0, 1, ... children, beside what a geometric distribution cut
 * off at 3 and of mean 1 has: the ratio that solves sum k r^k = sum r^k. */
START_TEST(geometric_numbers_fall_by_one_ratio)
{
    ph_counts_request request = REQUEST(.parents = 200000, .max = 3, .mean = 1, FREE);
    uint64_t starts[PH_BATCH_ROWS + 1];
    double held[4] = {0};
    ph_counts counts;

    ck_assert_int_eq(ph_counts_init(&counts, &request, NULL), PHONY_OK);
    for (uint64_t at = 0; at + 1000 <= request.parents; at += 1000) {
        ph_counts_starts(&counts, at, 1000, starts);
        for (size_t i = 0; i < 1000; i++)
            held[starts[i + 1] - starts[i]]++;
    }
    for (size_t i = 2; i < 4; i++)
        ck_assert_double_eq_tol(held[i] / held[i - 1], held[1] / held[0], 0.015);
    ph_counts_fini(&counts);
}

START_TEST(numbers_that_cannot_be_are_refused)
{
    static const struct {
        ph_counts_request request;
        const char *said;
    } rows[] = {
        {REQUEST(.parents = 10, .max = 3, .children = 31),
         "10 parents with at most 3 children have fewer than 31"},
        {REQUEST(.parents = 10, .min = 2, .max = 3, .children = 19),
         "10 parents with at least 2 children have more than 19"},
        {REQUEST(.parents = 0, .children = 5), "there is no parent for 5 children"},
        {REQUEST(.parents = 5, .max = 100000, .mean = 50000, FREE),
         "from 0 to 100000 children of a parent: at most 65535 different numbers"},
    };

    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        phony_error error = {0};
        ph_counts counts;
        ck_assert_int_ne(ph_counts_init(&counts, &rows[i].request, &error), PHONY_OK);
        ck_assert_str_eq(error.message, rows[i].said);
        ph_counts_fini(&counts);
    }
}

/* ---- Links ----------------------------------------------------------------------------------- */

typedef struct ends {
    ph_schema_relationship relationship;
    ph_schema_end parents[2];
} ends;

/* Entity 0 is the child, 1 and 2 the parents; of a tree, 0 is both. */
static void init_ends(ends *e, ph_cardinality cardinality, int is_tree, size_t parents)
{
    memset(e, 0, sizeof *e);
    e->relationship.cardinality = cardinality;
    e->relationship.parents = e->parents;
    e->relationship.parent_count = parents;
    e->parents[0].entity = is_tree ? 0 : 1;
    e->parents[1].entity = 2;
    e->parents[0].weight = 3000;
    e->parents[1].weight = 1000;
    e->relationship.depth = 3;
    e->relationship.roots = PH_CERTAIN / 10;
}

/* From all children to their parents, and from all parents to their children: the same pairs. */
static void assert_both_ways(const ph_link *link, uint64_t parents)
{
    static ph_link_rows found;
    uint64_t *parent_of = malloc(link->rows * sizeof *parent_of), missing = 0, seen = 0;

    ck_assert_ptr_nonnull(parent_of);
    for (uint64_t at = 0; at < link->rows; at += PH_BATCH_ROWS) {
        ph_rows rows = {at, NULL,
                        link->rows - at < PH_BATCH_ROWS ? link->rows - at : PH_BATCH_ROWS};
        ph_link_find(link, &rows, &found);
        for (size_t i = 0; i < rows.count; i++) {
            parent_of[at + i] =
                found.has_missing && found.missing[i] ? UINT64_MAX : found.parents[i];
            missing += parent_of[at + i] == UINT64_MAX;
        }
    }
    for (uint64_t p = 0; p < parents; p++) {
        ph_rows one = {p, NULL, 1};
        uint64_t start, end;
        ph_link_children(link, &one, &start, &end);
        for (uint64_t at = start; at < end; at++, seen++)
            ck_assert_uint_eq(parent_of[ph_link_child(link, at)], p);
    }
    ck_assert_uint_eq(seen + missing, link->rows);
    free(parent_of);
}

static void assert_link(ends *e, const uint64_t *rows, int counted, ph_link_kind kind)
{
    ph_link_request request = {.schema = &e->relationship,
                               .rows = rows,
                               .key = {{5, 6}},
                               .counted = counted,
                               .first = NULL};
    phony_error error = {0};
    ph_link link;

    ck_assert_int_eq(ph_link_init(&link, &request, &error), PHONY_OK);
    ck_assert_int_eq((int)link.kind, (int)kind);
    assert_both_ways(&link, rows[e->parents[0].entity]);
    ph_link_fini(&link);
}

START_TEST(parents_and_children_find_each_other)
{
    const uint64_t rows[] = {5000, 700, 10};
    const uint64_t few[] = {600, 700, 10};
    const uint64_t same[] = {700, 700, 10};
    ends e;

    for (int shuffled = 0; shuffled < 2; shuffled++) {
        for (uint64_t optional = 0; optional < 2; optional++) {
            init_ends(&e, PH_MANY_TO_ONE, 0, 1);
            e.relationship.shuffled = shuffled;
            e.relationship.optional = optional * (PH_CERTAIN / 4);
            assert_link(&e, rows, 1, PH_LINK_COUNTED);
            init_ends(&e, PH_ONE_TO_ONE, 0, 1);
            e.relationship.shuffled = shuffled;
            e.relationship.optional = optional * (PH_CERTAIN / 4);
            assert_link(&e, few, 0, PH_LINK_SAME);
            assert_link(&e, same, 0, PH_LINK_SAME);
        }
    }
    init_ends(&e, PH_MANY_TO_ONE, 1, 1);
    assert_link(&e, rows, 0, PH_LINK_LEVELS);
}

START_TEST(trees_have_roots_and_bounded_depth)
{
    static ph_link_rows found;
    const uint64_t rows[] = {1000};
    ph_link_request request = {
        .schema = NULL, .rows = rows, .key = {{5, 6}}, .counted = 0, .first = NULL};
    ends e;
    ph_link link;
    uint64_t roots = 0, deepest = 0;

    init_ends(&e, PH_MANY_TO_ONE, 1, 1);
    request.schema = &e.relationship;
    ck_assert_int_eq(ph_link_init(&link, &request, NULL), PHONY_OK);
    ph_link_find(&link, &(ph_rows){0, NULL, 1000}, &found);
    for (uint64_t i = 0; i < 1000; i++) {
        uint64_t depth = 0;
        for (uint64_t at = i; !found.missing[at]; depth++) {
            ck_assert_uint_lt(found.parents[at], at);
            at = found.parents[at];
        }
        roots += depth == 0;
        deepest = depth > deepest ? depth : deepest;
    }
    ck_assert_uint_eq(roots, 100);
    ck_assert_uint_eq(deepest, 3);
    ph_link_fini(&link);
}

START_TEST(partners_of_a_row_are_different_ones)
{
    static ph_link_rows left, right;
    uint64_t rows[] = {PH_COUNTS_FREE, 300, 7};
    ends first, second;
    ph_link links[2];
    ph_link_request request = {
        .schema = NULL, .rows = rows, .key = {{5, 6}}, .counted = 1, .first = NULL};
    ph_rows all;

    init_ends(&first, PH_MANY_TO_ONE, 0, 1);
    first.relationship.max = 7;
    first.relationship.mean = 3;
    first.relationship.has_counts = 1;
    request.schema = &first.relationship;
    ck_assert_int_eq(ph_link_init(&links[0], &request, NULL), PHONY_OK);
    init_ends(&second, PH_MANY_TO_MANY, 0, 1);
    second.parents[0].entity = 2;
    request = (ph_link_request){.schema = &second.relationship,
                                .rows = rows,
                                .key = {{7, 8}},
                                .counted = 1,
                                .first = &links[0]};
    ck_assert_int_eq(ph_link_init(&links[1], &request, NULL), PHONY_OK);
    ck_assert_uint_eq(links[1].rows, links[0].rows);
    ck_assert_uint_gt(links[0].rows, PH_BATCH_ROWS / 2);
    all = (ph_rows){0, NULL, links[0].rows < PH_BATCH_ROWS ? links[0].rows : PH_BATCH_ROWS};
    ph_link_find(&links[0], &all, &left);
    ph_link_find(&links[1], &all, &right);
    for (size_t i = 0; i < all.count; i++) {
        ck_assert_uint_lt(right.parents[i], 7);
        for (size_t k = i + 1; k < all.count && left.parents[k] == left.parents[i]; k++)
            ck_assert_uint_ne(right.parents[k], right.parents[i]);
    }
    ph_link_fini(&links[0]);
    ph_link_fini(&links[1]);
}

START_TEST(drawn_parents_are_uniform_and_several_entities_by_weight)
{
    static ph_link_rows found;
    const uint64_t rows[] = {100000, 10, 10};
    ends e;
    ph_link link;
    ph_link_request request = {
        .schema = &e.relationship, .rows = rows, .key = {{5, 6}}, .counted = 0, .first = NULL};

    for (size_t parents = 1; parents < 3; parents++) {
        uint64_t held[10] = {0}, second = 0;
        double square = 0;
        init_ends(&e, PH_MANY_TO_ONE, 0, parents);
        ck_assert_int_eq(ph_link_init(&link, &request, NULL), PHONY_OK);
        for (uint64_t at = 0; at < 100000; at += 1000) {
            ph_link_find(&link, &(ph_rows){at, NULL, 1000}, &found);
            for (size_t i = 0; i < 1000; i++) {
                held[found.parents[i]]++;
                second += parents > 1 && found.which[i] == 1;
            }
        }
        for (size_t i = 0; i < 10; i++)
            square += ((double)held[i] - 10000) * ((double)held[i] - 10000) / 10000;
        ck_assert_double_lt(square, 27.9); /* chi-square, 9 degrees, 0.1 % */
        if (parents > 1)
            ck_assert_double_eq_tol((double)second / 100000, 0.25, 0.006);
        ph_link_fini(&link);
    }
}

START_TEST(permutations_go_back)
{
    static const uint64_t sizes[] = {1, 2, 3, 10, 1000, 65537};
    const phony_key key = {{3, 4}};

    for (size_t s = 0; s < COUNT_OF(sizes); s++) {
        for (uint64_t i = 0; i < sizes[s] && i < 1000; i++)
            ck_assert_uint_eq(ph_permute_back(&key, sizes[s], ph_permute(&key, sizes[s], i)), i);
    }
    ck_assert_uint_eq(ph_permute_back(&key, 0, ph_permute(&key, 0, 12345)), 12345);
}

Suite *unit_suite(void)
{
    Suite *suite = suite_create("links");

    UNIT_ADD(suite, children_are_as_many_as_promised_and_found_from_both_ends);
    UNIT_ADD(suite, the_mean_is_the_one_asked_for);
    UNIT_ADD(suite, geometric_numbers_fall_by_one_ratio);
    UNIT_ADD(suite, numbers_that_cannot_be_are_refused);
    UNIT_ADD(suite, parents_and_children_find_each_other);
    UNIT_ADD(suite, trees_have_roots_and_bounded_depth);
    UNIT_ADD(suite, partners_of_a_row_are_different_ones);
    UNIT_ADD(suite, drawn_parents_are_uniform_and_several_entities_by_weight);
    UNIT_ADD(suite, permutations_go_back);
    return suite;
}
