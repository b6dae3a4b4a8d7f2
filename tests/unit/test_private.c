/* Training that keeps quiet about single values: support against counting by hand, noise against
 * its distribution, what a noisy model is like, what cannot go together, and the report. */
#include <math.h>
#include <stdio.h>

#include "base/alloc.h"
#include "models.h"
#include "ngram/support.h"
#include "train/noise.h"

#define OPTIONS(...) ((phony_train_options){.size = sizeof(phony_train_options), __VA_ARGS__})

/* ---- Support -------------------------------------------------------------------------------- */

/* Whether a value, between boundaries, holds the tokens of an n-gram: characters here are bytes. */
static int holds(const phony_model *model, const char *value, const uint32_t *tokens, int32_t count)
{
    char text[256], part[64];
    size_t length = 0, part_length = 0;

    length += (size_t)snprintf(text, sizeof text, "\x01%s\x02", value);
    for (int32_t i = 0; i < count; i++) {
        size_t size;
        const char *token = ph_tokens_get(&model->tokens, tokens[i], &size);
        if (tokens[i] == 0)
            part[part_length++] = i == count - 1 ? '\x02' : '\x01';
        memcpy(part + part_length, token, size);
        part_length += size;
    }
    return memmem(text, length, part, part_length) != NULL;
}

/* N-grams of an order that at least `least` of the different values hold, by going through all. */
static void check_support(const phony_model *whole, const phony_model *kept,
                          const char *const *values, size_t count, uint64_t least)
{
    for (int32_t k = 0; k < whole->ngrams.order; k++) {
        const ph_ngram_list *list = &whole->ngrams.of[k];
        uint32_t wanted = 0;
        for (uint32_t context = 0; context < list->contexts; context++) {
            uint32_t tokens[PH_ORDER_MAX];
            ph_ngrams_context(&whole->ngrams, k + 1, context, tokens);
            for (uint32_t i = list->first[context]; i < list->first[context + 1]; i++) {
                uint64_t holding = 0;
                tokens[k] = list->token[i];
                for (size_t v = 0; v < count; v++)
                    holding += (uint64_t)holds(whole, values[v], tokens, k + 1);
                wanted += holding >= least;
            }
        }
        ck_assert_uint_eq(kept->ngrams.of[k].count, wanted);
    }
}

START_TEST(what_few_values_hold_goes)
{
    static const char *const values[] = {"anna",  "annabel", "hannah", "banana", "bab",
                                         "an",    "nan",     "hanna",  "zq",     "annan",
                                         "abban", "bann",    "nab",    "haban",  "qa"};

    for (int32_t order = 1; order <= 4; order++) {
        phony_train_options options = OPTIONS(.order = order);
        phony_model *whole = train(&options, values, COUNT_OF(values));
        for (uint64_t least = 2; least <= 4; least++) {
            phony_model *kept;
            options.min_support = least;
            kept = train(&options, values, COUNT_OF(values));
            check_support(whole, kept, values, COUNT_OF(values), least);
            phony_model_unref(kept);
        }
        phony_model_unref(whole);
    }
}
END_TEST

START_TEST(repetitions_of_a_value_are_no_support)
{
    static const char *const values[] = {"xx", "xx", "xx", "xx", "ab", "abc", "abd"};
    phony_train_options options = OPTIONS(.order = 2, .min_support = 3);
    phony_model *model = train(&options, values, COUNT_OF(values));

    ck_assert_uint_eq(model->tokens.count, 3); /* the boundary, a, b */
    ck_assert(memcmp(model->tokens.text, "ab", 2) == 0);
    phony_model_unref(model);
}
END_TEST

START_TEST(support_leaves_no_trace_of_threads)
{
    static const phony_train_options all[] = {
        OPTIONS(.order = 3, .min_support = 2),
        OPTIONS(.order = 4, .min_support = 2, .mode = PHONY_MODE_HYBRID, .word_min_count = 2),
        OPTIONS(.order = 2, .min_support = 2, .mode = PHONY_MODE_WORD)};
    test_folder folder;
    ph_buffer list = PH_BUFFER_INIT;
    const char *path;

    folder_init(&folder);
    for (size_t i = 0; i < 4 * test_name_count; i++) {
        ph_buffer_append_text(&list, test_names[i * 7 % test_name_count]);
        ph_buffer_append_byte(&list, i % 3 ? ' ' : '\n');
    }
    path = folder_file(&folder, "list.txt");
    write_bytes(path, list.data, list.length);
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        phony_model *models[2] = {NULL, NULL};
        for (int32_t t = 0; t < 2; t++) {
            phony_train_options options = all[i];
            phony_trainer *trainer = NULL;
            phony_input *input = NULL;
            phony_error error = {0};
            options.threads = 1 + 2 * t;
            ASSERT_STATUS(phony_trainer_new(&options, &trainer, &error), PHONY_OK, &error);
            ASSERT_STATUS(phony_input_open(path, NULL, &input, &error), PHONY_OK, &error);
            ASSERT_STATUS(phony_trainer_add_input(trainer, input, NULL, NULL, &error), PHONY_OK,
                          &error);
            ASSERT_STATUS(phony_trainer_finish(trainer, &models[t], &error), PHONY_OK, &error);
            phony_input_close(input);
            phony_trainer_free(trainer);
        }
        assert_same_model(models[0], models[1]);
        phony_model_unref(models[0]);
        phony_model_unref(models[1]);
    }
    ph_buffer_fini(&list);
    folder_fini(&folder);
}
END_TEST

START_TEST(nothing_left_is_said)
{
    static const char *const values[] = {"abc", "def", "ghi"};
    phony_train_options options = OPTIONS(.order = 3, .min_support = 2);
    phony_model *model = NULL;
    phony_error error = {0};

    ASSERT_STATUS(try_train(&options, values, 3, &model, &error), PHONY_ERROR_EMPTY, &error);
    ASSERT_MESSAGE(&error, "no beginning that enough values share (at least 2)");
    ck_assert_ptr_null(model);
}
END_TEST

/* ---- Noise ---------------------------------------------------------------------------------- */

static uint64_t counted_random(void *user)
{
    return next_random(user);
}

START_TEST(noise_is_the_discrete_gaussian)
{
    static const uint64_t variances[] = {1, 7, 400};
    enum { DRAWS = 40000, REACH = 100 };

    for (size_t v = 0; v < COUNT_OF(variances); v++) {
        static uint64_t seen[2 * REACH + 1];
        uint64_t state = 1 + v;
        ph_noise noise = {counted_random, &state};
        double total = 0, square = 0, chi = 0;
        int cells = 0;
        memset(seen, 0, sizeof seen);
        for (int i = 0; i < DRAWS; i++) {
            int64_t x = ph_noise_gaussian(&noise, variances[v]);
            ck_assert(x >= -REACH && x <= REACH);
            seen[x + REACH]++;
            square += (double)(x * x);
        }
        for (int x = -REACH; x <= REACH; x++)
            total += exp(-(double)(x * x) / (2 * (double)variances[v]));
        for (int x = -REACH; x <= REACH; x++) {
            double wanted = DRAWS * exp(-(double)(x * x) / (2 * (double)variances[v])) / total;
            double off = (double)seen[x + REACH] - wanted;
            if (wanted < 10)
                continue;
            chi += off * off / wanted;
            cells++;
        }
        ck_assert_int_ge(cells, 5);
        ck_assert_msg(chi < cells + 4 * sqrt(2.0 * cells), "variance %d: chi-square %f of %d cells",
                      (int)variances[v], chi, cells);
        ck_assert_double_eq_tol(square / DRAWS, (double)variances[v], 0.05 * (double)variances[v]);
    }
}
END_TEST

/* epsilon = rho + 2 sqrt(rho ln(2 / delta)) with rho = counts / (2 variance). */
START_TEST(noise_keeps_its_promise)
{
    static const double epsilons[] = {0.1, 1, 4, 20}, deltas[] = {1e-3, 1e-6, 1e-9};

    for (size_t e = 0; e < COUNT_OF(epsilons); e++) {
        for (size_t d = 0; d < COUNT_OF(deltas); d++) {
            ph_noise_plan plan;
            double rho, spent, tail;
            ck_assert_int_eq(ph_noise_plan_for(epsilons[e], deltas[d], 166, &plan), 0);
            rho = 166 / (2 * (double)plan.variance);
            spent = rho + 2 * sqrt(rho * log(2 / deltas[d]));
            ck_assert(spent <= epsilons[e] && spent > 0.9 * epsilons[e]);
            tail = (double)(plan.threshold - 1);
            ck_assert(166 * exp(-tail * tail / (2 * (double)plan.variance)) <= deltas[d] / 2);
        }
    }
}
END_TEST

START_TEST(too_much_noise_is_refused)
{
    ph_noise_plan plan;

    ck_assert_int_eq(ph_noise_plan_for(1e-5, 1e-6, 166, &plan), -1);
}
END_TEST

/* ---- Epsilon -------------------------------------------------------------------------------- */

/* Many values of two letters, and one that nobody else has. */
static phony_model *train_private(double epsilon)
{
    enum { COUNT = 20001 };
    static const char *values[COUNT];
    static const char *const common[] = {"ab", "ba", "aab", "bba", "abab"};
    phony_train_options options = OPTIONS(.order = 3, .epsilon = epsilon, .max_tokens = 8);

    for (size_t i = 0; i < COUNT - 1; i++)
        values[i] = common[i % COUNT_OF(common)];
    values[COUNT - 1] = "xyzzy";
    return train(&options, values, COUNT);
}

START_TEST(what_one_value_alone_has_never_shows)
{
    phony_model *model = train_private(2);
    ph_buffer rows;

    ck_assert_uint_eq(model->tokens.count, 3);
    ck_assert(memcmp(model->tokens.text, "ab", 2) == 0);
    rows = generate_rows(model, "1", 0, 1000);
    ck_assert_uint_gt(rows.length, 2000);
    ph_buffer_fini(&rows);
    phony_model_unref(model);
}
END_TEST

START_TEST(counts_are_near_but_not_told)
{
    phony_model *a = train_private(2), *b = train_private(2);
    phony_model_info info = PHONY_MODEL_INFO_INIT;
    phony_error error = {0};
    ph_links links;

    ASSERT_STATUS(ph_ngrams_link(&a->ngrams, &links, &error), PHONY_OK, &error);
    ph_links_fini(&links);
    ASSERT_STATUS(phony_model_get_info(a, &info, &error), PHONY_OK, &error);
    ck_assert(info.values > 19000 && info.values < 21000);
    ck_assert_uint_gt(info.min_count, 1);
    for (uint32_t i = 0; i < a->ngrams.of[0].count; i++)
        ck_assert_uint_ge(a->ngrams.of[0].weight[i], info.min_count);
    ck_assert(memcmp(a->digest, b->digest, sizeof a->digest) != 0); /* noise is not repeated */
    phony_model_unref(a);
    phony_model_unref(b);
}
END_TEST

/* 99 rows of "cde" and a min_count of 100: were it asked of exact counts, the one row more that
 * reaches it would show for certain. With noise, "cde" is there in about a third of the models. */
START_TEST(min_count_is_asked_of_noisy_counts)
{
    enum { COUNT = 699, MODELS = 80 };
    static const char *values[COUNT];
    static const char *const common[] = {"cd", "de", "ce"};
    phony_train_options options =
        OPTIONS(.order = 3, .epsilon = 100, .max_tokens = 4, .min_count = 100);
    int with = 0;

    for (size_t i = 0; i < COUNT; i++)
        values[i] = i < 600 ? common[i % COUNT_OF(common)] : "cde";
    for (int i = 0; i < MODELS; i++) {
        phony_model *model = train(&options, values, COUNT);
        ck_assert_uint_eq(model->min_count, 100);
        with += model->ngrams.of[2].count == 7; /* and ^cd cd$ ^de de$ ^ce ce$ */
        phony_model_unref(model);
    }
    ck_assert(with > 0 && with < MODELS);
}
END_TEST

START_TEST(long_values_are_skipped)
{
    static const char *const values[] = {"aaaaaaaaa", "bb"};
    phony_train_options options =
        OPTIONS(.order = 1, .epsilon = 1, .max_tokens = 8, .weighting = PHONY_WEIGHT_ONCE);
    phony_trainer *trainer = NULL;
    phony_train_report report = PHONY_TRAIN_REPORT_INIT;
    phony_error error = {0};

    ASSERT_STATUS(phony_trainer_new(&options, &trainer, &error), PHONY_OK, &error);
    for (size_t i = 0; i < 2; i++)
        ASSERT_STATUS(phony_trainer_add(trainer, values[i], strlen(values[i]), 1, &error), PHONY_OK,
                      &error);
    ASSERT_STATUS(phony_trainer_get_report(trainer, &report, &error), PHONY_OK, &error);
    ck_assert_uint_eq(report.values, 1);
    ck_assert_uint_eq(report.filtered, 1);
    phony_trainer_free(trainer);
}
END_TEST

START_TEST(what_cannot_go_together_is_named)
{
    static const struct {
        phony_train_options options;
        const char *message;
    } cases[] = {
        {OPTIONS(.epsilon = 1, .min_support = 2), "min_support"},
        {OPTIONS(.epsilon = 1, .exclude_originals = 1), "exclude_originals"},
        {OPTIONS(.epsilon = 1, .sentences = "."), "sentences"},
        {OPTIONS(.epsilon = 1, .weighting = PHONY_WEIGHT_COUNT), "weights"},
        {OPTIONS(.epsilon = 1, .mode = PHONY_MODE_HYBRID), "hybrid mode without a vocabulary"},
        {OPTIONS(.epsilon = -1), "epsilon must be above 0"},
        {OPTIONS(.epsilon = 101), "at most 100"},
        {OPTIONS(.epsilon = NAN), "epsilon must be above 0"},
        {OPTIONS(.epsilon = 1, .delta = 0.5), "delta"},
        {OPTIONS(.epsilon = 1, .delta = -1e-6), "delta"},
        {OPTIONS(.epsilon = 1, .max_tokens = 5000), "max_tokens"},
        {OPTIONS(.epsilon = 1e-5), "more noise than any list could bear"},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        phony_trainer *trainer = NULL;
        phony_error error = {0};
        ASSERT_STATUS(phony_trainer_new(&cases[i].options, &trainer, &error), PHONY_ERROR_ARGUMENT,
                      &error);
        ASSERT_MESSAGE(&error, cases[i].message);
    }
}
END_TEST

/* ---- The report ----------------------------------------------------------------------------- */

static phony_trainer *keep(const char *const *values, size_t count)
{
    phony_train_options options = OPTIONS(.order = 1, .min_support = 2);
    phony_trainer *trainer = NULL;
    phony_error error = {0};

    ASSERT_STATUS(phony_trainer_new(&options, &trainer, &error), PHONY_OK, &error);
    for (size_t i = 0; i < count; i++)
        ASSERT_STATUS(phony_trainer_add(trainer, values[i], strlen(values[i]), 1, &error), PHONY_OK,
                      &error);
    return trainer;
}

static void check_report(const phony_privacy *privacy, const phony_fragment *fragments)
{
    ck_assert_int_eq(privacy->order, 3);
    ck_assert_uint_eq(privacy->ngrams[0], 9); /* a b n m q u x y, and the end */
    ck_assert_uint_eq(privacy->rare[0], 4);   /* q u x y */
    ck_assert_uint_eq(privacy->fragments, 3); /* the others: anm, banm's end, and bam */
    ck_assert_uint_eq(privacy->longest, 4);
    ck_assert_str_eq(fragments[0].text, "quxy");
    ck_assert_uint_eq(fragments[0].characters, 4);
}

START_TEST(the_report_finds_what_one_value_holds)
{
    static const char *const values[] = {"anna", "nanna", "banm", "bam", "quxy", "anna"};
    phony_model *model = train_order(3, values, 5);
    phony_trainer *trainer = keep(values, COUNT_OF(values));
    phony_privacy privacy = PHONY_PRIVACY_INIT;
    phony_fragment fragments[3];
    phony_error error = {0};

    ASSERT_STATUS(phony_model_get_privacy(model, NULL, 2, &privacy, fragments, 3, &error), PHONY_OK,
                  &error);
    ck_assert_int_eq(privacy.exact, 0);
    check_report(&privacy, fragments);
    ASSERT_STATUS(phony_model_get_privacy(model, trainer, 2, &privacy, fragments, 3, &error),
                  PHONY_OK, &error);
    ck_assert_int_eq(privacy.exact, 1);
    ck_assert_uint_eq(privacy.values, 5);
    ck_assert_uint_ge(privacy.fragments, 1);
    ck_assert_str_eq(fragments[0].text, "quxy");
    ASSERT_STATUS(phony_model_get_privacy(model, trainer, 2, &privacy, NULL, 0, &error), PHONY_OK,
                  &error);
    phony_trainer_free(trainer);
    phony_model_unref(model);
}
END_TEST

START_TEST(a_value_that_repeats_itself_ends)
{
    static const char *const values[] = {"xyxyxyxyxyxy", "ab", "ba", "ab"};
    phony_model *model = train_order(2, values, COUNT_OF(values));
    phony_trainer *trainer = keep(values, COUNT_OF(values));
    phony_privacy privacy = PHONY_PRIVACY_INIT;
    phony_error error = {0};

    ASSERT_STATUS(phony_model_get_privacy(model, trainer, 2, &privacy, NULL, 0, &error), PHONY_OK,
                  &error);
    ck_assert_uint_le(privacy.longest, 12);
    phony_trainer_free(trainer);
    phony_model_unref(model);
}
END_TEST

START_TEST(a_trainer_without_values_is_refused)
{
    phony_train_options options = OPTIONS(.order = 1);
    phony_model *model = train_names(2);
    phony_trainer *trainer = NULL;
    phony_privacy privacy = PHONY_PRIVACY_INIT;
    phony_error error = {0};

    ASSERT_STATUS(phony_trainer_new(&options, &trainer, &error), PHONY_OK, &error);
    ASSERT_STATUS(phony_model_get_privacy(model, trainer, 2, &privacy, NULL, 0, &error),
                  PHONY_ERROR_ARGUMENT, &error);
    ASSERT_MESSAGE(&error, "min_support");
    ASSERT_STATUS(phony_model_get_privacy(NULL, NULL, 2, &privacy, NULL, 0, &error),
                  PHONY_ERROR_ARGUMENT, &error);
    phony_trainer_free(trainer);
    phony_model_unref(model);
}
END_TEST

/* ---- Memory --------------------------------------------------------------------------------- */

/* The report's values are of a trainer from before: it may be looked at any number of times. */
static phony_status train_and_report(const phony_train_options *options, phony_trainer *values,
                                     phony_error *error)
{
    phony_privacy privacy = PHONY_PRIVACY_INIT;
    phony_fragment fragments[2];
    phony_model *model = NULL;
    phony_status status = try_train(options, test_names, 200, &model, error);

    if (!status)
        status = phony_model_get_privacy(model, values, 5, &privacy, fragments, 2, error);
    phony_model_unref(model);
    return status;
}

static void check_faults(const phony_train_options *options, phony_trainer *values)
{
    for (size_t nth = 0;; nth++) {
        phony_error error = {0};
        phony_status status;
        int failed;
        ph_alloc_fail_after(nth);
        status = train_and_report(options, values, &error);
        failed = ph_alloc_has_failed();
        ph_alloc_fail_after(SIZE_MAX);
        if (!failed) {
            ASSERT_STATUS(status, PHONY_OK, &error);
            return;
        }
        ASSERT_STATUS(status, PHONY_ERROR_MEMORY, &error);
    }
}

START_TEST(every_allocation_may_fail)
{
    phony_train_options support = OPTIONS(.order = 2, .min_support = 3);
    phony_train_options noise = OPTIONS(.order = 2, .epsilon = 100);
    phony_trainer *values = keep(test_names, 200);

    check_faults(&support, NULL);
    check_faults(&noise, values);
    phony_trainer_free(values);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("private");

    UNIT_ADD(suite, what_few_values_hold_goes);
    UNIT_ADD(suite, repetitions_of_a_value_are_no_support);
    UNIT_ADD(suite, support_leaves_no_trace_of_threads);
    UNIT_ADD(suite, nothing_left_is_said);
    UNIT_ADD(suite, noise_is_the_discrete_gaussian);
    UNIT_ADD(suite, noise_keeps_its_promise);
    UNIT_ADD(suite, too_much_noise_is_refused);
    UNIT_ADD(suite, what_one_value_alone_has_never_shows);
    UNIT_ADD(suite, counts_are_near_but_not_told);
    UNIT_ADD(suite, min_count_is_asked_of_noisy_counts);
    UNIT_ADD(suite, long_values_are_skipped);
    UNIT_ADD(suite, what_cannot_go_together_is_named);
    UNIT_ADD(suite, the_report_finds_what_one_value_holds);
    UNIT_ADD(suite, a_value_that_repeats_itself_ends);
    UNIT_ADD(suite, a_trainer_without_values_is_refused);
    UNIT_ADD(suite, every_allocation_may_fail);
    return suite;
}
