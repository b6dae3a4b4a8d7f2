/* Walks follow the model's probabilities: millions of values against the exact enumeration, by
 * Pearson's chi-square; and what phony_model_score says of each value against the same. */
#include <math.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "enumerate.h"

enum { VALUES = 1000000, BATCH = 4096, EXPECTED_LEAST = 10 };

typedef struct case_of {
    const char *name;
    phony_train_options options;
    const weighted_value *values;
    size_t count;
} case_of;

static const weighted_value letters[] = {{"ab", 3}, {"abc", 1}, {"ba", 2}, {"b", 9}, {"caab", 1}};
static const weighted_value few[] = {{"ab", 1}, {"ab", 1}, {"cb", 1}};
static const weighted_value names[] = {{"Anna", 50}, {"Anne", 9},  {"Hanna", 3}, {"Nina", 1},
                                       {"Ina", 7},   {"Inna", 20}, {"Ann", 4}};
static const weighted_value marks[] = {{"Éé日", 1}, {"日é", 2}, {"é", 1}, {"日日", 5}, {"Éx", 1}};
static const weighted_value words[] = {
    {"the cat", 2}, {"the old cat", 1}, {"an old man", 3}, {"the man", 1}, {"old", 1}};

#define OPTIONS(...) .options = {.size = sizeof(phony_train_options), __VA_ARGS__}
#define LIST(list) .values = (list), .count = COUNT_OF(list)
static const case_of cases[] = {
    {"order 1", OPTIONS(.order = 1), LIST(letters)},
    {"order 2", OPTIONS(.order = 2), LIST(letters)},
    {"order 3", OPTIONS(.order = 3), LIST(letters)},
    {"order 4", OPTIONS(.order = 4), LIST(letters)},
    {"order 2, few", OPTIONS(.order = 2), LIST(few)},
    {"order 3, by count", OPTIONS(.order = 3, .weighting = PHONY_WEIGHT_COUNT), LIST(names)},
    {"order 4, by log", OPTIONS(.order = 4, .weighting = PHONY_WEIGHT_LOG), LIST(names)},
    {"order 4, pruned", OPTIONS(.order = 4, .min_count = 2), LIST(names)},
    {"order 3, 2 and 3 bytes", OPTIONS(.order = 3), LIST(marks)},
    {"order 2, words", OPTIONS(.order = 2, .mode = PHONY_MODE_WORD), LIST(words)},
    {"order 3, words by count",
     OPTIONS(.order = 3, .mode = PHONY_MODE_WORD, .weighting = PHONY_WEIGHT_COUNT), LIST(words)},
    {"order 3, hybrid", OPTIONS(.order = 3, .mode = PHONY_MODE_HYBRID, .word_min_count = 2),
     LIST(words)},
};

/* How often each value comes; [0] = those that are not in the enumeration. */
static uint64_t *sample(phony_model *model, const enumeration *e, const char *seed, uint64_t *empty)
{
    static uint8_t bytes[BATCH * 64];
    static uint32_t offsets[BATCH + 1];
    uint64_t *counts = calloc(e->values.count, sizeof *counts);
    phony_column column = PHONY_COLUMN_INIT;
    phony_error error = {0};
    phony_key key;

    column.bytes = bytes;
    column.bytes_capacity = sizeof bytes;
    column.offsets = offsets;
    column.rows_capacity = BATCH;
    ASSERT_STATUS(phony_key_from_seed(seed, strlen(seed), NULL, &key, &error), PHONY_OK, &error);
    for (uint64_t row = 0; row < VALUES; row += column.rows) {
        uint64_t left = VALUES - row;
        ASSERT_STATUS(phony_generate(model, &key, row, left, &column, &error), PHONY_OK, &error);
        for (size_t i = 0; i < column.rows; i++) {
            uint32_t length = offsets[i + 1] - offsets[i];
            if (length == 0)
                ++*empty;
            else
                counts[ph_vocabulary_find(&e->values, (const char *)bytes + offsets[i], length)]++;
        }
    }
    return counts;
}

typedef struct statistic {
    double chi_square;
    uint32_t categories;
    double pooled; /* expected, of all that is too rare for a category of its own */
    double pooled_is;
} statistic;

static void add_category(statistic *s, double expected, double is)
{
    if (expected < EXPECTED_LEAST) {
        s->pooled += expected;
        s->pooled_is += is;
        return;
    }
    s->chi_square += (is - expected) * (is - expected) / expected;
    s->categories++;
}

/* By how many standard deviations a chi-square lies off: the cube root of it over its degrees of
 * freedom is nearly normal (Wilson and Hilferty 1931). */
static double deviation(const statistic *s)
{
    double freedom = s->categories - 1, spread = 2 / (9 * freedom);

    return (cbrt(s->chi_square / freedom) - (1 - spread)) / sqrt(spread);
}

static double compare(phony_model *model, const enumeration *e, const char *seed)
{
    statistic s = {0};
    uint64_t empty = 0, *counts = sample(model, e, seed, &empty);

    for (size_t i = 1; i < e->values.count; i++)
        add_category(&s, e->probabilities[i] * VALUES, (double)counts[i]);
    add_category(&s, e->empty * VALUES, (double)empty);
    s.pooled += e->rest * VALUES;
    s.pooled_is += (double)counts[0];
    if (s.pooled >= EXPECTED_LEAST)
        add_category(&s, s.pooled, s.pooled_is);
    free(counts);
    ck_assert_uint_gt(s.categories, 20);
    return deviation(&s);
}

/* The seed is fixed, so the result is too. Four deviations either way: chance would have it once in
 * 16,000 seeds, and a table off by as little as 1 % lies hundreds away. */
START_TEST(walks_follow_the_models_probabilities)
{
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        phony_model *model = train_weighted(&cases[i].options, cases[i].values, cases[i].count);
        enumeration e;
        double off;
        enumeration_init(&e, model, 1e-6);
        off = compare(model, &e, "chi-square");
        ck_assert_msg(off > -4 && off < 4, "%s: %.2f standard deviations off", cases[i].name, off);
        enumeration_fini(&e);
        phony_model_unref(model);
    }
}
END_TEST

/* That the bound is strict: against the probabilities of a model that differs a little, the same
 * values are far off. */
START_TEST(values_of_a_slightly_other_model_are_told_apart)
{
    static const weighted_value other[] = {{"ab", 3}, {"abc", 1},  {"ba", 2},
                                           {"b", 9},  {"caab", 1}, {"ab", 1}};
    phony_train_options options = PHONY_TRAIN_OPTIONS_INIT;
    phony_model *a, *b;
    enumeration e;

    options.order = 3;
    a = train_weighted(&options, letters, COUNT_OF(letters));
    b = train_weighted(&options, other, COUNT_OF(other));
    enumeration_init(&e, a, 1e-6);
    ck_assert_double_gt(compare(b, &e, "chi-square"), 100);
    enumeration_fini(&e);
    phony_model_unref(a);
    phony_model_unref(b);
}
END_TEST

static double score_of(phony_model *model, const char *text, size_t length)
{
    phony_score score = PHONY_SCORE_INIT;
    phony_error error = {0};

    ASSERT_STATUS(phony_model_score(model, text, length, &score, &error), PHONY_OK, &error);
    if (score.possible != 1 || score.symbols < 1)
        ck_abort_msg("'%.*s' is not possible", (int)length, text);
    return exp2(-score.bits);
}

/* Not in hybrid mode: there a text can come by whole words and by letters, and a score is of one
 * way.
 */
START_TEST(scores_are_the_enumerations_and_sum_up_to_1)
{
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        if (cases[i].options.mode == PHONY_MODE_HYBRID)
            continue;
        phony_model *model = train_weighted(&cases[i].options, cases[i].values, cases[i].count);
        enumeration e;
        double sum;
        enumeration_init(&e, model, 1e-5);
        sum = e.rest;
        if (e.empty > 0) {
            double p = score_of(model, "", 0);
            ck_assert_double_eq_tol(p, e.empty, 1e-12);
            sum += p;
        }
        for (uint32_t v = 1; v < e.values.count; v++) {
            size_t length;
            const char *text = ph_vocabulary_text(&e.values, v, &length);
            double p = score_of(model, text, length);
            if (fabs(p / e.probabilities[v] - 1) > 1e-9)
                ck_abort_msg("%s, '%.*s': %g, not %g", cases[i].name, (int)length, text, p,
                             e.probabilities[v]);
            sum += p;
        }
        ck_assert_double_eq_tol(sum, 1, 1e-9);
        enumeration_fini(&e);
        phony_model_unref(model);
    }
}
END_TEST

START_TEST(what_cannot_come_is_not_possible)
{
    static const char *const never[] = {"x", "aXb", "a b", "日", ""};
    phony_train_options options = PHONY_TRAIN_OPTIONS_INIT;
    phony_score score = PHONY_SCORE_INIT;
    phony_error error = {0};
    phony_model *model;

    options.order = 3;
    model = train_weighted(&options, letters, COUNT_OF(letters));
    for (size_t i = 0; i < COUNT_OF(never); i++) {
        score.bits = 1;
        ASSERT_STATUS(phony_model_score(model, never[i], strlen(never[i]), &score, &error),
                      PHONY_OK, &error);
        ck_assert_int_eq(score.possible, 0);
        ck_assert_double_eq(score.bits, 0);
    }
    ASSERT_STATUS(phony_model_score(model, "a\xFF", 2, &score, &error), PHONY_ERROR_ENCODING,
                  &error);
    ASSERT_MESSAGE(&error, "byte 2");
    ASSERT_STATUS(phony_model_score(model, "a\0b", 3, &score, &error), PHONY_ERROR_ENCODING,
                  &error);
    ck_assert_int_eq(phony_model_score(NULL, "a", 1, &score, NULL), PHONY_ERROR_ARGUMENT);
    ck_assert_int_eq(phony_model_score(model, NULL, 1, &score, NULL), PHONY_ERROR_ARGUMENT);
    ck_assert_int_eq(phony_model_score(model, "a", 1, NULL, NULL), PHONY_ERROR_ARGUMENT);
    phony_model_unref(model);
}
END_TEST

/* Decomposed, with white space around: the same value. A value of a thousand characters does not
 * underflow. */
START_TEST(values_are_scored_in_their_normal_form)
{
    phony_train_options options = PHONY_TRAIN_OPTIONS_INIT;
    phony_score score = PHONY_SCORE_INIT;
    phony_error error = {0};
    phony_model *model;
    char text[5000];

    options.order = 3;
    model = train_weighted(&options, marks, COUNT_OF(marks));
    ck_assert_double_eq(score_of(model, "日é", 5), score_of(model, "  日e\xCC\x81 ", 9));
    for (size_t i = 0; i < 1000; i++)
        memcpy(text + 5 * i, "日é", 5);
    ASSERT_STATUS(phony_model_score(model, text, sizeof text, &score, &error), PHONY_OK, &error);
    ck_assert_int_eq(score.possible, 1);
    ck_assert_uint_eq(score.symbols, 2001);
    ck_assert_double_gt(score.bits, 1500);
    ck_assert(isfinite(score.bits));
    phony_model_unref(model);
}
END_TEST

/* The mean length of a model's values in characters, and of their scores, by a sample. */
static void measure(phony_model *model, double *length, double *bits)
{
    enum { ROWS = 20000 };
    ph_buffer rows = generate_rows(model, "figures", 0, ROWS);

    *length = *bits = 0;
    for (const char *at = rows.data; *at; at = strchr(at, '\n') + 1) {
        phony_score score = PHONY_SCORE_INIT;
        phony_error error = {0};
        ASSERT_STATUS(phony_model_score(model, at, strcspn(at, "\n"), &score, &error), PHONY_OK,
                      &error);
        *length += (double)(score.symbols - 1) / ROWS;
        *bits += score.bits / ROWS;
    }
    ph_buffer_fini(&rows);
}

/* The entropy of the walk's choices is that of values and of unseen back-offs together. */
START_TEST(figures_agree_with_a_sample)
{
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        phony_model *model = train_weighted(&cases[i].options, cases[i].values, cases[i].count);
        phony_model_figures figures = PHONY_MODEL_FIGURES_INIT;
        phony_error error = {0};
        double length, bits;
        if (model->mode == PHONY_MODE_HYBRID) {
            phony_model_unref(model);
            continue;
        }
        measure(model, &length, &bits);
        ASSERT_STATUS(phony_model_get_figures(model, &figures, &error), PHONY_OK, &error);
        ck_assert_double_gt(figures.entropy_per_value, bits * 0.98);
        ck_assert_double_lt(figures.entropy_per_value, bits * 2);
        ck_assert_double_ge(figures.branching, 1);
        if (cases[i].options.mode == PHONY_MODE_CHAR) {
            ck_assert_double_eq_tol(figures.mean_length / length, 1, 0.04);
            ck_assert_double_eq_tol(figures.entropy_per_character * (figures.mean_length + 1),
                                    figures.entropy_per_value, 1e-9);
        }
        phony_model_unref(model);
    }
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("chisquare");

    UNIT_ADD(suite, walks_follow_the_models_probabilities);
    UNIT_ADD(suite, values_of_a_slightly_other_model_are_told_apart);
    UNIT_ADD(suite, scores_are_the_enumerations_and_sum_up_to_1);
    UNIT_ADD(suite, what_cannot_come_is_not_possible);
    UNIT_ADD(suite, values_are_scored_in_their_normal_form);
    UNIT_ADD(suite, figures_agree_with_a_sample);
    return suite;
}
