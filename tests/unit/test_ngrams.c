/* Links between orders against look-ups by tokens, and each invariant broken on purpose. */
#include <stdlib.h>

#include "models.h"

static uint32_t context_of(const ph_ngram_list *list, uint32_t ngram)
{
    uint32_t context = 0;

    while (list->first[context + 1] <= ngram)
        context++;
    return context;
}

/* The tokens of an n-gram, `order` of them. */
static void tokens_of(const ph_ngrams *ngrams, int32_t order, uint32_t ngram, uint32_t *tokens)
{
    const ph_ngram_list *list = &ngrams->of[order - 1];

    ph_ngrams_context(ngrams, order, context_of(list, ngram), tokens);
    tokens[order - 1] = list->token[ngram];
}

static void assert_tokens(const uint32_t *is, const uint32_t *wanted, int32_t count)
{
    if (memcmp(is, wanted, (size_t)count * sizeof *is) != 0)
        ck_abort_msg("a link leads to other tokens");
}

static void assert_links_of_order(const ph_ngrams *ngrams, const ph_links *links, int32_t order)
{
    const ph_ngram_list *list = &ngrams->of[order - 1];
    uint32_t tokens[PH_ORDER_MAX], other[PH_ORDER_MAX];

    for (uint32_t c = 0; order > 1 && c < list->contexts; c++) {
        ph_ngrams_context(ngrams, order, c, tokens);
        ph_ngrams_context(ngrams, order - 1, links->suffix[order - 1][c], other);
        assert_tokens(other, tokens + 1, order - 2);
        tokens_of(ngrams, order - 1, list->parent[c], other);
        assert_tokens(other, tokens, order - 1);
        if (c > 0) {
            ph_ngrams_context(ngrams, order, c - 1, other);
            for (int32_t i = 0; i < order - 1 && other[i] >= tokens[i]; i++)
                ck_assert_uint_eq(other[i], tokens[i]);
        }
    }
    for (uint32_t i = 0; i < list->count; i++) {
        tokens_of(ngrams, order, i, tokens);
        if (order > 1) {
            uint32_t lower = links->lower[order - 1][i];
            tokens_of(ngrams, order - 1, lower, other);
            assert_tokens(other, tokens + 1, order - 1);
            ck_assert_uint_ge(ngrams->of[order - 2].weight[lower], list->weight[i]);
        }
        if (order < ngrams->order && links->child[order - 1][i] != PH_NONE) {
            ph_ngrams_context(ngrams, order + 1, links->child[order - 1][i], other);
            assert_tokens(other, tokens, order);
        }
    }
}

/* Without pruning, only what ends a value is nobody's context; what begins one is. */
static void assert_children(const ph_ngrams *ngrams, const ph_links *links)
{
    for (int32_t k = 0; k + 1 < ngrams->order; k++) {
        for (uint32_t i = 0; i < ngrams->of[k].count; i++) {
            int ends = ngrams->of[k].token[i] == 0 && k > 0;
            ck_assert_int_eq(links->child[k][i] == PH_NONE, ends);
        }
    }
}

START_TEST(links_lead_where_the_tokens_say)
{
    for (int32_t order = 1; order <= PH_ORDER_MAX; order++) {
        phony_model *model = train_order(order, test_names, 60);
        phony_error error = {0};
        ph_links links;
        ASSERT_STATUS(ph_ngrams_link(&model->ngrams, &links, &error), PHONY_OK, &error);
        for (int32_t k = 1; k <= order; k++)
            assert_links_of_order(&model->ngrams, &links, k);
        assert_children(&model->ngrams, &links);
        ph_links_fini(&links);
        phony_model_unref(model);
    }
}
END_TEST

START_TEST(pruned_ngrams_hang_together)
{
    phony_train_options options = PHONY_TRAIN_OPTIONS_INIT;

    for (options.order = 1; options.order <= PH_ORDER_MAX; options.order++) {
        for (options.min_count = 2; options.min_count < 40; options.min_count *= 3) {
            phony_model *model;
            phony_error error = {0};
            phony_status status = try_train(&options, test_names, test_name_count, &model, &error);
            ph_links links;
            ASSERT_STATUS(status, PHONY_OK, &error);
            ASSERT_STATUS(ph_ngrams_link(&model->ngrams, &links, &error), PHONY_OK, &error);
            for (int32_t k = 1; k <= options.order; k++)
                assert_links_of_order(&model->ngrams, &links, k);
            ph_links_fini(&links);
            phony_model_unref(model);
        }
    }
}
END_TEST

START_TEST(total_and_memory_are_of_all_orders)
{
    static const char *const values[] = {"ab"};
    phony_model *model = train_order(2, values, 1);

    /* a b end; (start a) (a b) (b end) */
    ck_assert_uint_eq(ph_ngrams_total(&model->ngrams), 6);
    ck_assert_uint_eq(ph_ngrams_memory(&model->ngrams), 6 * 12 + 4 * 8);
    phony_model_unref(model);
}
END_TEST

/* "abc" and "bca" at order 3; tokens a = 1, b = 2, c = 3.
 * order 1: end 2, a 2, b 2, c 2
 * order 2: start: a 1, b 1;  a: end 1, b 1;  b: c 2;  c: end 1, a 1
 * order 3: start a: b 1;  start b: c 1;  a b: c 1;  b c: end 1, a 1;  c a: end 1 */
static phony_model *small_model(void)
{
    static const char *const values[] = {"abc", "bca"};

    return train_order(3, values, 2);
}

static void raise_count(ph_ngrams *ngrams)
{
    ngrams->of[2].weight[0] = 3; /* start a b, where a b is counted once */
}

static void lower_count(ph_ngrams *ngrams)
{
    ngrams->of[0].weight[3] = 1; /* c, where b c is counted twice */
}

static void take_token(ph_ngrams *ngrams)
{
    ngrams->of[1].token[4] = 1; /* b c becomes b a: start b c has lost what it ends with */
}

static void end_inside(ph_ngrams *ngrams)
{
    ngrams->of[2].parent[2] = 2; /* context a b becomes a end */
}

static void context_without_suffix(ph_ngrams *ngrams)
{
    ngrams->of[1].contexts--; /* no context c any more: b c ends with none */
    ngrams->of[1].count -= 2;
    ngrams->of[2].contexts--;
    ngrams->of[2].count--;
}

START_TEST(broken_invariants_are_named)
{
    static const struct {
        void (*damage)(ph_ngrams *ngrams);
        const char *message;
    } cases[] = {
        {raise_count, "n-gram (0 1 2) of order 3 is counted more often than without"},
        {lower_count, "n-gram (2 3) of order 2 is counted more often than without"},
        {take_token, "n-gram (0 2 3) of order 3 is not there without its first token"},
        {end_inside, "of order 3 continues past the end of a value"},
        {context_without_suffix, "has a context that is not there without its first token"},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        phony_model *model = small_model();
        phony_error error = {0};
        ph_links links;
        cases[i].damage(&model->ngrams);
        ASSERT_STATUS(ph_ngrams_link(&model->ngrams, &links, &error), PHONY_ERROR_MODEL, &error);
        ASSERT_MESSAGE(&error, cases[i].message);
        phony_model_unref(model);
    }
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("ngrams");

    UNIT_ADD(suite, links_lead_where_the_tokens_say);
    UNIT_ADD(suite, pruned_ngrams_hang_together);
    UNIT_ADD(suite, total_and_memory_are_of_all_orders);
    UNIT_ADD(suite, broken_invariants_are_named);
    return suite;
}
