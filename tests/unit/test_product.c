/* Values under constraints: they comply, as often as the model has them among those that do; and
 * why there are none. */
#include <stdio.h>

#include "base/alloc.h"
#include "conditional.h"
#include "sample/product.h"

enum { VALUES = 50000, COMPLYING = 20000 };

/* ---- The distribution ----------------------------------------------------------------------- */

static const phony_generator_options constraints[] = {
    GENERATE(.min_length = 3),
    GENERATE(.max_length = 4),
    GENERATE(.min_length = 2, .max_length = 3),
    GENERATE(.min_words = 2),
    GENERATE(.max_words = 2),
    GENERATE(.min_words = 2, .max_words = 2, .contains = "o"),
    GENERATE(.prefix = "a"),
    GENERATE(.prefix = "An"),
    GENERATE(.prefix = "the o"),
    GENERATE(.prefix = "É"),
    GENERATE(.suffix = "b"),
    GENERATE(.suffix = "na"),
    GENERATE(.suffix = "an"),
    GENERATE(.suffix = "日"),
    GENERATE(.contains = "ab"),
    GENERATE(.contains = "nn", .max_length = 5),
    GENERATE(.contains = "d m"),
    GENERATE(.prefix = "A", .suffix = "a", .contains = "nn"),
    GENERATE(.prefix = "ab", .suffix = "ba"), /* may overlap: aba */
    GENERATE(.pattern = "(a|b)+"),
    GENERATE(.pattern = "[AIH].*n?a"),
    GENERATE(.pattern = "b(ab){0,2}.?", .min_length = 2),
    GENERATE(.pattern = "[a-z]+ .*", .max_length = 11),
    GENERATE(.pattern = "(é|日).*", .max_length = 3),
};

/* Whether there was anything to test. */
static int is_tested(phony_model *model, const enumeration *e, const char *name, size_t which)
{
    phony_generator *generator = NULL;
    phony_error error = {0};
    conditional c;
    tally t;
    double off;

    conditional_init(&c, e, &constraints[which]);
    if (c.count > 0) {
        tally_init(&t, &c);
        ASSERT_STATUS(phony_generator_new(model, &constraints[which], &generator, &error), PHONY_OK,
                      &error);
        each_value(generator, "product", 0, VALUES, tally_add, &t);
        off = deviation_of(&t);
        ck_assert_msg(off < 4.5, "%s, constraint %zu: %.2f standard deviations off", name, which,
                      off);
        ck_assert_uint_gt(t.listed, VALUES / 4);
        phony_generator_unref(generator);
        free(t.counts);
    }
    free(c.probabilities);
    return c.count > 0;
}

START_TEST(walks_follow_the_models_probabilities_given_that_they_comply)
{
    for (size_t i = 0; i < COUNT_OF(small_models); i++) {
        const small_model *small = &small_models[i];
        phony_model *model = train_weighted(&small->options, small->values, small->count);
        enumeration e;
        int tested = 0;
        enumeration_init(&e, model, 1e-5);
        for (size_t which = 0; which < COUNT_OF(constraints); which++)
            tested += is_tested(model, &e, small->name, which);
        ck_assert_msg(tested >= 6, "%s: only %d constraints", small->name, tested);
        enumeration_fini(&e);
        phony_model_unref(model);
    }
}
END_TEST

/* That the bound is strict: the model's own values are far from those under a constraint that only
 * weighs them otherwise. */
START_TEST(values_chosen_without_the_chance_to_comply_are_told_apart)
{
    static const phony_generator_options none = GENERATE(.min_length = 0),
                                         ends = GENERATE(.max_length = 5);
    const small_model *small = &small_models[2];
    phony_model *model = train_weighted(&small->options, small->values, small->count);
    phony_generator *generator = generator_of(model, &ends);
    enumeration e;
    conditional c;
    tally t;

    enumeration_init(&e, model, 1e-5);
    conditional_init(&c, &e, &none);
    tally_init(&t, &c);
    each_value(generator, "product", 0, VALUES, tally_add, &t);
    ck_assert_double_gt(deviation_of(&t), 20);
    free(t.counts);
    free(c.probabilities);
    enumeration_fini(&e);
    phony_generator_unref(generator);
    phony_model_unref(model);
}
END_TEST

/* ---- Complying ------------------------------------------------------------------------------ */

static void assert_complies(void *of, const char *value, size_t length)
{
    if (!complies(of, value, length))
        ck_abort_msg("'%.*s' does not comply", (int)length, value);
}

START_TEST(every_value_of_a_real_model_complies)
{
    static phony_generator_options all[] = {
        GENERATE(.min_length = 30, .max_length = 40),
        GENERATE(.max_length = 1),
        GENERATE(.prefix = "Zzz"),
        GENERATE(.suffix = "xyq", .max_length = 7),
        GENERATE(.contains = "ğş"),
        GENERATE(.prefix = "An", .suffix = "na", .max_length = 3),
        GENERATE(.pattern = "[A-D][a-z]{3,6}(a|o|us)", .contains = "li"),
        GENERATE(.pattern = "[^aeiou]*", .min_length = 4),
        GENERATE(.rows = COMPLYING, .sorted = 1, .suffix = "ine"),
        GENERATE(.rows = COMPLYING, .unique = PHONY_UNIQUE_STRICT, .prefix = "M", .max_length = 6),
    };
    phony_model *model = train_names(4);

    for (size_t i = 0; i < COUNT_OF(all); i++) {
        phony_generator *generator = generator_of(model, &all[i]);
        each_value(generator, "comply", 0, COMPLYING, assert_complies, &all[i]);
        phony_generator_unref(generator);
    }
    phony_model_unref(model);
}
END_TEST

/* A range of 200 lengths of a real list, far from what it has. */
START_TEST(what_is_all_but_impossible_comes_without_a_retry)
{
    phony_generator_options options = GENERATE(.min_length = 200, .max_length = 201);
    phony_model *model = train_names(3);
    phony_generator *generator = generator_of(model, &options);

    options.prefix = "A";
    phony_generator_unref(generator);
    generator = generator_of(model, &options);
    each_value(generator, "long", 0, 500, assert_complies, &options);
    phony_generator_unref(generator);
    phony_model_unref(model);
}
END_TEST

/* ---- Nothing complies ----------------------------------------------------------------------- */

/* The whole of what is said. */
static void assert_said(phony_model *model, const refusal *r)
{
    phony_generator *generator = NULL;
    phony_error error = {0};

    ASSERT_STATUS(phony_generator_new(model, &r->options, &generator, &error), r->status, &error);
    ck_assert_str_eq(error.message, r->said);
}

START_TEST(why_nothing_complies_is_said_with_what_is_in_conflict)
{
    static const refusal refusals[] = {
        {GENERATE(.max_length = 2, .suffix = "ova"), PHONY_ERROR_EMPTY,
         "no value of at most 2 characters ends in 'ova'"},
        {GENERATE(.max_length = 2, .suffix = "ova", .contains = "a"), PHONY_ERROR_EMPTY,
         "no value of at most 2 characters ends in 'ova'"},
        {GENERATE(.max_length = 3, .prefix = "Anna"), PHONY_ERROR_EMPTY,
         "no value of at most 3 characters begins with 'Anna'"},
        {GENERATE(.prefix = "Жan"), PHONY_ERROR_EMPTY,
         "the prefix 'Жan' has the character 'Ж', which the model has never seen"},
        {GENERATE(.prefix = "e\xCC\x81"), PHONY_ERROR_EMPTY,
         "no value begins with 'e\xCC\x81'"}, /* one known character, and no unknown mark */
        {GENERATE(.suffix = "a7"), PHONY_ERROR_EMPTY,
         "the suffix 'a7' has the character '7', which the model has never seen"},
        {GENERATE(.contains = "#"), PHONY_ERROR_EMPTY,
         "the contained text '#' has the character '#', which the model has never seen"},
        {GENERATE(.pattern = "[0-9]+"), PHONY_ERROR_EMPTY, "no value matches /[0-9]+/"},
        {GENERATE(.pattern = "[A-D].*", .prefix = "E"), PHONY_ERROR_EMPTY,
         "no value begins with 'E' and matches /[A-D].*/"},
        {GENERATE(.min_words = 2), PHONY_ERROR_EMPTY, "no value has at least 2 words"},
        {GENERATE(.rows = 9, .sorted = 1, .max_length = 1, .suffix = "na"), PHONY_ERROR_EMPTY,
         "no value of at most 1 character ends in 'na'"},
    };
    phony_model *model = train_names(3);

    for (size_t i = 0; i < COUNT_OF(refusals); i++)
        assert_said(model, &refusals[i]);
    phony_model_unref(model);
}
END_TEST

START_TEST(what_is_no_constraint_is_refused)
{
    static const refusal wrong[] = {
        {GENERATE(.min_length = 5, .max_length = 3), PHONY_ERROR_ARGUMENT, "5"},
        {GENERATE(.min_words = 5, .max_words = 3), PHONY_ERROR_ARGUMENT, "5"},
        {GENERATE(.prefix = "a\xFF"), PHONY_ERROR_ENCODING, "UTF-8"},
        {GENERATE(.suffix = "\xC3"), PHONY_ERROR_ENCODING, "UTF-8"},
        {GENERATE(.contains = "\xED\xA0\x80"), PHONY_ERROR_ENCODING, "UTF-8"},
        {GENERATE(.pattern = "a(b"), PHONY_ERROR_SYNTAX, "')' is missing"},
        {GENERATE(.pattern = "(?=a)b"), PHONY_ERROR_SYNTAX, "(?="},
    };
    phony_model *model = train_names(2);

    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        assert_refused(model, &wrong[i]);
    phony_model_unref(model);
}
END_TEST

/* ---- Texts in other forms ------------------------------------------------------------------- */

/* "é" as a letter and a mark is the model's é; and how a constraint is put makes no difference. */
START_TEST(the_same_constraint_gives_the_same_values)
{
    static const phony_generator_options pairs[][2] = {
        {GENERATE(.suffix = "\xC3\xA9"), GENERATE(.suffix = "e\xCC\x81")},
        {GENERATE(.prefix = "An"), GENERATE(.pattern = "An.*")},
        {GENERATE(.max_length = 4), GENERATE(.pattern = ".{1,4}")},
        {GENERATE(.prefix = "A"), GENERATE(.prefix = "A", .suffix = "", .min_length = 1)},
    };
    phony_model *model = train_names(3);

    for (size_t i = 0; i < COUNT_OF(pairs); i++) {
        phony_generator *a = generator_of(model, &pairs[i][0]),
                        *b = generator_of(model, &pairs[i][1]);
        ph_buffer x = lines_of(a, "pairs", 0, 300), y = lines_of(b, "pairs", 0, 300);
        ck_assert_str_eq(x.data, y.data);
        ph_buffer_fini(&x);
        ph_buffer_fini(&y);
        phony_generator_unref(a);
        phony_generator_unref(b);
    }
    phony_model_unref(model);
}
END_TEST

static ph_chain *chain_under(phony_model *model, const phony_generator_options *options)
{
    phony_error error = {0};
    ph_product *product = NULL;
    ph_chain *chain = NULL;
    ph_process process;

    ASSERT_STATUS(ph_product_new(model, options, &product, &error), PHONY_OK, &error);
    process = ph_product_process(product);
    ASSERT_STATUS(ph_chain_new(&process, &chain, &error), PHONY_OK, &error);
    ph_product_free(product);
    return chain;
}

/* To the last bit, also where only looking ahead shows that nothing complies any more: the model
 * has no '#'. */
START_TEST(constraints_that_allow_the_same_values_give_the_same_chain)
{
    static const phony_generator_options pairs[][2] = {
        {GENERATE(.pattern = "Ae*|M(a#|e)*"), GENERATE(.pattern = "[AM]e*")},
        {GENERATE(.pattern = "(A|M#|Mu)(a|e|(n|o#)(n|o))*i"),
         GENERATE(.pattern = "(A|Mu)(a|e|n[no])*i")},
        {GENERATE(.pattern = ".*(a|#.*)"), GENERATE(.suffix = "a")},
        {GENERATE(.pattern = "A.*|M.*#", .max_length = 5),
         GENERATE(.prefix = "A", .max_length = 5)},
    };
    phony_model *model = train_names(3);

    for (size_t i = 0; i < COUNT_OF(pairs); i++) {
        ph_chain *a = chain_under(model, &pairs[i][0]), *b = chain_under(model, &pairs[i][1]);
        ck_assert_msg(a->states == b->states, "pair %zu: %u and %u states", i, a->states,
                      b->states);
        ck_assert_uint_eq(a->start, b->start);
        ck_assert_mem_eq(a->first, b->first, (a->states + 1) * sizeof *a->first);
        ck_assert_mem_eq(a->outcomes, b->outcomes, a->first[a->states] * sizeof *a->outcomes);
        ph_chain_free(a);
        ph_chain_free(b);
    }
    phony_model_unref(model);
}
END_TEST

/* ---- Values longer than walks ---------------------------------------------------------------- */

/* Every walk would be cut: an error with the reason, whether or not originals are looked for. */
START_TEST(values_longer_than_walks_are_an_error)
{
    for (int32_t exclude = 0; exclude <= 1; exclude++) {
        phony_model *model = train(&TRAIN(.order = 1, .exclude_originals = exclude), test_names, 5);
        phony_generator *generator = generator_of(model, &GENERATE(.min_length = 4097));
        static uint8_t bytes[1 << 15];
        uint32_t offsets[2];
        phony_column column = batch_column(bytes, sizeof bytes, offsets, 1);
        phony_key key = key_of("long");
        phony_error error = {0};
        ASSERT_STATUS(phony_generator_fill(generator, &key, 7, 1, &column, &error),
                      PHONY_ERROR_EXHAUSTED, &error);
        ASSERT_MESSAGE(&error, "row 7: 1000 walks did not end within 4096 steps");
        phony_generator_unref(generator);
        phony_model_unref(model);
    }
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("product");

    UNIT_ADD(suite, walks_follow_the_models_probabilities_given_that_they_comply);
    UNIT_ADD(suite, values_chosen_without_the_chance_to_comply_are_told_apart);
    UNIT_ADD(suite, every_value_of_a_real_model_complies);
    UNIT_ADD(suite, what_is_all_but_impossible_comes_without_a_retry);
    UNIT_ADD(suite, why_nothing_complies_is_said_with_what_is_in_conflict);
    UNIT_ADD(suite, what_is_no_constraint_is_refused);
    UNIT_ADD(suite, the_same_constraint_gives_the_same_values);
    UNIT_ADD(suite, constraints_that_allow_the_same_values_give_the_same_chain);
    UNIT_ADD(suite, values_longer_than_walks_are_an_error);
    return suite;
}
