#include <stdio.h>

#include "base/alloc.h"
#include "models.h"
#include "ngram/vocabulary.h"

static uint32_t add(ph_vocabulary *vocabulary, const char *text)
{
    return ph_vocabulary_add(vocabulary, text, strlen(text));
}

static uint32_t find(const ph_vocabulary *vocabulary, const char *text)
{
    return ph_vocabulary_find(vocabulary, text, strlen(text));
}

static void init(ph_vocabulary *vocabulary)
{
    ck_assert_int_eq(ph_vocabulary_init(vocabulary), 0);
}

START_TEST(tokens_are_numbered_from_one_as_they_come)
{
    ph_vocabulary vocabulary;
    size_t length;

    init(&vocabulary);
    ck_assert_uint_eq(add(&vocabulary, "b"), 1);
    ck_assert_uint_eq(add(&vocabulary, "a"), 2);
    ck_assert_uint_eq(add(&vocabulary, "b"), 1);
    ck_assert_uint_eq(add(&vocabulary, "GmbH"), 3);
    ck_assert_uint_eq(vocabulary.count, 4);
    ck_assert_mem_eq(ph_vocabulary_text(&vocabulary, 3, &length), "GmbH", 4);
    ck_assert_uint_eq(length, 4);
    ph_vocabulary_text(&vocabulary, 0, &length);
    ck_assert_uint_eq(length, 0);
    ph_vocabulary_fini(&vocabulary);
}
END_TEST

START_TEST(what_was_not_added_is_not_found)
{
    static const char *const others[] = {"", "A", "aa", "ab ", "\xC3", "a\0"};
    ph_vocabulary vocabulary;

    init(&vocabulary);
    ck_assert_uint_eq(find(&vocabulary, "a"), 0);
    add(&vocabulary, "a");
    add(&vocabulary, "ab");
    add(&vocabulary, "\xC3\xA9");
    for (size_t i = 0; i + 1 < COUNT_OF(others); i++)
        ck_assert_uint_eq(find(&vocabulary, others[i]), 0);
    ck_assert_uint_eq(ph_vocabulary_find(&vocabulary, "a\0", 2), 0);
    ph_vocabulary_fini(&vocabulary);
}
END_TEST

START_TEST(one_byte_tokens_have_a_table)
{
    ph_vocabulary vocabulary;

    init(&vocabulary);
    add(&vocabulary, "ab");
    ck_assert_uint_eq(vocabulary.ascii['a'], 0);
    ck_assert_uint_eq(add(&vocabulary, "a"), 2);
    for (int c = 0; c < 128; c++)
        ck_assert_uint_eq(vocabulary.ascii[c], c == 'a' ? 2 : 0);
    ph_vocabulary_fini(&vocabulary);
}
END_TEST

START_TEST(numbers_and_texts_survive_growth)
{
    enum { COUNT = 50000 };
    ph_vocabulary vocabulary;
    char text[16];

    init(&vocabulary);
    for (uint32_t i = 1; i <= COUNT; i++) {
        snprintf(text, sizeof text, "%x", i * 2654435761u);
        if (add(&vocabulary, text) != i)
            ck_abort_msg("token %u was not added", i);
    }
    for (uint32_t i = 1; i <= COUNT; i++) {
        size_t length;
        const char *stored = ph_vocabulary_text(&vocabulary, i, &length);
        snprintf(text, sizeof text, "%x", i * 2654435761u);
        if (find(&vocabulary, text) != i || length != strlen(text) ||
            memcmp(stored, text, length) != 0)
            ck_abort_msg("token %u is not what it was", i);
    }
    ph_vocabulary_fini(&vocabulary);
}
END_TEST

START_TEST(they_sort_by_code_points_the_boundary_first)
{
    static const char *const sorted[] = {"", " ", "A", "AA", "AB", "B", "a", "z", "é", "日", "𝒳"};
    static const size_t shuffled[] = {7, 3, 10, 1, 5, 9, 2, 8, 6, 4};
    ph_vocabulary vocabulary;
    uint32_t *order;

    init(&vocabulary);
    for (size_t i = 0; i < COUNT_OF(shuffled); i++)
        add(&vocabulary, sorted[shuffled[i]]);
    order = ph_vocabulary_sorted(&vocabulary);
    for (size_t i = 0; i < vocabulary.count; i++) {
        size_t length;
        const char *text = ph_vocabulary_text(&vocabulary, order[i], &length);
        ck_assert_uint_eq(length, strlen(sorted[i]));
        ck_assert_mem_eq(text, sorted[i], length);
    }
    ph_free(order);
    ph_vocabulary_fini(&vocabulary);
}
END_TEST

/* Adds tokens, letting allocation `nth` fail; returns whether one did. */
static int add_with_failure(size_t nth)
{
    ph_vocabulary vocabulary;
    uint32_t added = 0;
    int failed;

    ph_alloc_fail_after(nth);
    if (ph_vocabulary_init(&vocabulary) < 0) {
        ph_alloc_fail_after(SIZE_MAX);
        return 1;
    }
    for (uint32_t i = 0; i < 3000; i++) {
        char text[16];
        snprintf(text, sizeof text, "token %u", i);
        if (add(&vocabulary, text) == 0)
            break;
        added++;
    }
    failed = ph_alloc_has_failed();
    ph_alloc_fail_after(SIZE_MAX);
    ck_assert_uint_eq(vocabulary.count, added + 1);
    ck_assert_uint_eq(find(&vocabulary, "token 0"), added > 0);
    ck_assert_uint_eq(find(&vocabulary, "token 2999"), added == 3000 ? 3000 : 0);
    ck_assert_int_eq(failed, added < 3000);
    ph_vocabulary_fini(&vocabulary);
    return failed;
}

START_TEST(a_failed_addition_leaves_what_was_there)
{
    size_t nth = 0;

    while (add_with_failure(nth))
        nth++;
    ck_assert_uint_gt(nth, 6);
}
END_TEST

START_TEST(more_than_2_to_the_22_tokens_are_refused)
{
    ph_vocabulary vocabulary;
    char text[4];

    init(&vocabulary);
    for (uint32_t i = 0; i < PH_VOCABULARY_MAX; i++) {
        for (int d = 0; d < 4; d++)
            text[d] = (char)('0' + (i >> 6 * d & 63));
        if (ph_vocabulary_add(&vocabulary, text, 4) != i + 1)
            ck_abort_msg("token %u was not added", i);
    }
    ck_assert_uint_eq(add(&vocabulary, "one more"), 0);
    ck_assert_uint_eq(ph_vocabulary_find(&vocabulary, text, 4), PH_VOCABULARY_MAX);
    ck_assert_uint_eq(find(&vocabulary, "one more"), 0);
    ph_vocabulary_fini(&vocabulary);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("vocabulary");

    UNIT_ADD(suite, tokens_are_numbered_from_one_as_they_come);
    UNIT_ADD(suite, what_was_not_added_is_not_found);
    UNIT_ADD(suite, one_byte_tokens_have_a_table);
    UNIT_ADD(suite, numbers_and_texts_survive_growth);
    UNIT_ADD(suite, they_sort_by_code_points_the_boundary_first);
    UNIT_ADD(suite, a_failed_addition_leaves_what_was_there);
    UNIT_ADD(suite, more_than_2_to_the_22_tokens_are_refused);
    return suite;
}
