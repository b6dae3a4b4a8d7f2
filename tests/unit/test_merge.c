/* Shards merged are the whole, byte for byte; what does not match is refused. */
#include <stdio.h>
#include <stdlib.h>

#include "models.h"

#define OPTIONS(...) ((phony_train_options){.size = sizeof(phony_train_options), __VA_ARGS__})
enum { VALUES = 400, SHARDS_MAX = 5 };

/* Values of one to three names, with weights. */
static weighted_value *make_values(uint64_t *state, ph_buffer *text)
{
    weighted_value *values = calloc(VALUES, sizeof *values);
    size_t begins[VALUES];

    for (size_t i = 0; i < VALUES; i++) {
        size_t words = 1 + random_below(state, 3);
        begins[i] = text->length;
        for (size_t w = 0; w < words; w++) {
            ph_buffer_append_text(text, w ? " " : "");
            ph_buffer_append_text(text, test_names[random_below(state, test_name_count / 3)]);
        }
        ph_buffer_append_byte(text, '\0');
        values[i].weight = 1 + random_below(state, 1000);
    }
    for (size_t i = 0; i < VALUES; i++)
        values[i].text = text->data + begins[i];
    return values;
}

/* Trains each of `shards` parts, every value dealt out at random. */
static void train_shards(const phony_train_options *options, const weighted_value *values,
                         size_t shards, uint64_t *state, phony_model **models)
{
    weighted_value *part = calloc(VALUES, sizeof *part);
    size_t dealt[VALUES];

    for (size_t i = 0; i < VALUES; i++)
        dealt[i] = i < shards ? i : random_below(state, shards);
    for (size_t s = 0; s < shards; s++) {
        size_t count = 0;
        for (size_t i = 0; i < VALUES; i++) {
            if (dealt[i] == s)
                part[count++] = values[i];
        }
        models[s] = train_weighted(options, part, count);
    }
    free(part);
}

static phony_model *merge_all(phony_model *const *models, size_t count,
                              const phony_merge_options *options)
{
    phony_model *merged = NULL;
    phony_error error = {0};

    ASSERT_STATUS(phony_model_merge(models, count, options, &merged, &error), PHONY_OK, &error);
    return merged;
}

static void unref_all(phony_model **models, size_t count)
{
    for (size_t i = 0; i < count; i++)
        phony_model_unref(models[i]);
}

static void assert_same_file(const phony_model *a, const phony_model *b)
{
    test_folder folder;
    phony_error error = {0};
    ph_buffer x, y;

    folder_init(&folder);
    ASSERT_STATUS(phony_model_write(a, folder_file(&folder, "a.phony"), &error), PHONY_OK, &error);
    x = read_bytes(folder.file);
    ASSERT_STATUS(phony_model_write(b, folder_file(&folder, "b.phony"), &error), PHONY_OK, &error);
    y = read_bytes(folder.file);
    ck_assert_uint_eq(x.length, y.length);
    ck_assert_mem_eq(x.data, y.data, x.length);
    ph_buffer_fini(&x);
    ph_buffer_fini(&y);
    folder_fini(&folder);
}

/* Shards against the whole, for one set of options and one split. */
static void compare(const phony_train_options *options, size_t shards, uint64_t *state)
{
    ph_buffer text = PH_BUFFER_INIT;
    weighted_value *values = make_values(state, &text);
    phony_model *models[SHARDS_MAX], *merged, *whole;

    train_shards(options, values, shards, state, models);
    merged = merge_all(models, shards, NULL);
    whole = train_weighted(options, values, VALUES);
    assert_same_model(merged, whole);
    assert_same_file(merged, whole);
    phony_model_unref(merged);
    phony_model_unref(whole);
    unref_all(models, shards);
    free(values);
    ph_buffer_fini(&text);
}

/* A vocabulary that leaves no word out (word mode), or the frequent ones whole (hybrid). */
static void write_vocabulary(test_folder *folder, size_t step)
{
    ph_buffer words = PH_BUFFER_INIT;

    for (size_t i = 0; i < test_name_count; i += step) {
        ph_buffer_append_text(&words, test_names[i]);
        ph_buffer_append_byte(&words, '\n');
    }
    write_bytes(folder_file(folder, "words.txt"), words.data, words.length);
    ph_buffer_fini(&words);
}

static void compare_orders(phony_train_options options)
{
    uint64_t state = (uint64_t)options.mode;

    for (options.order = 1; options.order <= PH_ORDER_MAX; options.order++) {
        options.weighting = 1 + options.order % 4;
        options.exclude_originals = options.order % 2;
        for (size_t shards = 1; shards <= SHARDS_MAX; shards += 2)
            compare(&options, shards, &state);
    }
}

START_TEST(character_shards_merged_are_the_whole)
{
    compare_orders(OPTIONS(.mode = PHONY_MODE_CHAR));
}
END_TEST

START_TEST(word_shards_merged_are_the_whole)
{
    test_folder folder;

    folder_init(&folder);
    for (size_t step = 1; step < 3; step++) {
        write_vocabulary(&folder, step);
        compare_orders(OPTIONS(.mode = PHONY_MODE_WORD, .vocabulary = folder.file));
    }
    compare_orders(OPTIONS(.mode = PHONY_MODE_WORD));
    folder_fini(&folder);
}
END_TEST

START_TEST(hybrid_shards_merged_are_the_whole)
{
    test_folder folder;

    folder_init(&folder);
    write_vocabulary(&folder, 4);
    compare_orders(OPTIONS(.mode = PHONY_MODE_HYBRID, .vocabulary = folder.file));
    folder_fini(&folder);
}
END_TEST

START_TEST(merging_in_any_grouping_and_order_gives_the_same)
{
    uint64_t state = 4;
    ph_buffer text = PH_BUFFER_INIT;
    weighted_value *values = make_values(&state, &text);
    phony_model *m[4], *left, *right, *all, *again;

    train_shards(&OPTIONS(.order = 4, .exclude_originals = 1), values, 4, &state, m);
    all = merge_all(m, 4, NULL);
    left = merge_all((phony_model *[]){m[3], m[1]}, 2, NULL);
    right = merge_all((phony_model *[]){m[2], m[0]}, 2, NULL);
    again = merge_all((phony_model *[]){right, left}, 2, NULL);
    assert_same_model(all, again);
    unref_all((phony_model *[]){all, left, right, again}, 4);
    unref_all(m, 4);
    free(values);
    ph_buffer_fini(&text);
}
END_TEST

START_TEST(a_model_merged_with_itself_counts_twice)
{
    static const weighted_value twice[] = {{"ab", 1}, {"b", 1}, {"ab", 1}, {"b", 1}};
    phony_model *once = train_weighted(&OPTIONS(.order = 3), twice, 2);
    phony_model *whole = train_weighted(&OPTIONS(.order = 3), twice, 4);
    phony_model *merged = merge_all((phony_model *[]){once, once}, 2, NULL);

    assert_same_model(merged, whole);
    unref_all((phony_model *[]){once, whole, merged}, 3);
}
END_TEST

START_TEST(pruning_the_sum_is_training_with_min_count)
{
    uint64_t state = 11;
    ph_buffer text = PH_BUFFER_INIT;
    weighted_value *values = make_values(&state, &text);

    for (int32_t order = 1; order <= PH_ORDER_MAX; order++) {
        for (uint64_t min_count = 1; min_count < 10; min_count += 2) {
            phony_merge_options options = PHONY_MERGE_OPTIONS_INIT;
            phony_model *models[3], *merged, *whole;
            options.min_count = min_count;
            train_shards(&OPTIONS(.order = order), values, 3, &state, models);
            merged = merge_all(models, 3, &options);
            whole =
                train_weighted(&OPTIONS(.order = order, .min_count = min_count), values, VALUES);
            assert_same_model(merged, whole);
            unref_all(models, 3);
            unref_all((phony_model *[]){merged, whole}, 2);
        }
    }
    free(values);
    ph_buffer_fini(&text);
}
END_TEST

/* A pruning so hard that an order has nothing left: it must still be a model. */
START_TEST(orders_pruned_empty_are_written_and_read)
{
    phony_merge_options options = PHONY_MERGE_OPTIONS_INIT;
    phony_model *model = train_names(6), *merged, *read = NULL;
    phony_error error = {0};
    ph_buffer json;

    options.min_count = 1000000;
    merged = merge_all(&model, 1, &options);
    ck_assert_uint_eq(merged->ngrams.of[2].count, 0);
    json = json_of(merged);
    ASSERT_STATUS(try_parse(json.data, &read, &error), PHONY_OK, &error);
    assert_same_model(merged, read);
    ph_buffer_fini(&json);
    unref_all((phony_model *[]){model, merged, read}, 3);
}
END_TEST

/* ---- Texts ---------------------------------------------------------------------------------- */

START_TEST(texts_are_those_the_models_agree_on_or_those_given)
{
    static const char *const values[] = {"ab"};
    phony_merge_options options = PHONY_MERGE_OPTIONS_INIT;
    phony_model *models[] = {
        train(&OPTIONS(.name = "n", .locale = "de_DE", .source = "a", .timestamp = 5), values, 1),
        train(&OPTIONS(.name = "n", .locale = "de_AT", .timestamp = 5), values, 1)};
    phony_model *merged = merge_all(models, 2, NULL);

    ck_assert_str_eq(phony_model_get_text(merged, PHONY_TEXT_NAME), "n");
    ck_assert_str_eq(phony_model_get_text(merged, PHONY_TEXT_LOCALE), "");
    ck_assert_str_eq(phony_model_get_text(merged, PHONY_TEXT_SOURCE), "");
    ck_assert_int_eq(merged->created, 0);
    phony_model_unref(merged);
    options.locale = "de";
    options.name = "other";
    options.license = "CC0";
    options.source = "both";
    options.timestamp = 77;
    merged = merge_all(models, 2, &options);
    ck_assert_str_eq(phony_model_get_text(merged, PHONY_TEXT_NAME), "other");
    ck_assert_str_eq(phony_model_get_text(merged, PHONY_TEXT_LOCALE), "de");
    ck_assert_str_eq(phony_model_get_text(merged, PHONY_TEXT_SOURCE), "both");
    ck_assert_str_eq(phony_model_get_text(merged, PHONY_TEXT_LICENSE), "CC0");
    ck_assert_int_eq(merged->created, 77);
    phony_model_unref(merged);
    unref_all(models, 2);
}
END_TEST

START_TEST(options_that_would_give_an_unreadable_model_are_refused)
{
    static const struct {
        phony_merge_options options;
        const char *message;
    } cases[] = {
        {{.size = sizeof(phony_merge_options), .name = "\xFF"}, "name is not valid UTF-8"},
        {{.size = sizeof(phony_merge_options), .license = "a\xC3"}, "license is not valid UTF-8"},
        {{.size = sizeof(phony_merge_options), .timestamp = -1}, "timestamp"},
        {{.size = sizeof(phony_merge_options), .timestamp = INT64_C(253402300800)}, "timestamp"},
        {{.size = sizeof(phony_merge_options), .min_count = UINT64_C(1) << 53}, "min_count"},
    };
    phony_model *model = train_names(2), *merged = NULL;

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        phony_error error = {0};
        ASSERT_STATUS(phony_model_merge(&model, 1, &cases[i].options, &merged, &error),
                      PHONY_ERROR_ARGUMENT, &error);
        ASSERT_MESSAGE(&error, cases[i].message);
    }
    ck_assert_ptr_null(merged);
    phony_model_unref(model);
}
END_TEST

/* ---- Mismatches ----------------------------------------------------------------------------- */

static void assert_mismatch(const phony_train_options *a, const phony_train_options *b,
                            const char *message)
{
    phony_model *models[] = {train(a, test_names, 50), train(a, test_names, 50),
                             train(b, test_names, 50)};
    phony_model *merged = NULL;
    phony_error error = {0};

    ASSERT_STATUS(phony_model_merge(models, 3, NULL, &merged, &error), PHONY_ERROR_MISMATCH,
                  &error);
    ASSERT_MESSAGE(&error, message);
    ck_assert_ptr_null(merged);
    unref_all(models, 3);
}

START_TEST(what_does_not_match_is_refused_and_named)
{
    static const struct {
        phony_train_options a, b;
        const char *message;
    } cases[] = {
        {OPTIONS(.order = 3), OPTIONS(.order = 4), "model 3 is of order 4, the first of 3"},
        {OPTIONS(.order = 3), OPTIONS(.order = 3, .mode = PHONY_MODE_WORD),
         "model 3 is of mode word, the first of char"},
        {OPTIONS(.order = 3), OPTIONS(.order = 3, .min_count = 2), "model 3 is pruned"},
        {OPTIONS(.order = 3, .min_count = 2), OPTIONS(.order = 3, .min_count = 2),
         "model 1 is pruned"},
        {OPTIONS(.exclude_originals = 1), OPTIONS(.exclude_originals = 0),
         "model 3 differs from the first in having an originals filter"},
        {OPTIONS(.exclude_originals = 0), OPTIONS(.exclude_originals = 1),
         "model 3 differs from the first in having an originals filter"},
        {OPTIONS(.exclude_originals = 1), OPTIONS(.exclude_originals = 1, .salt = "pepper"),
         "model 3 has another salt"},
        {OPTIONS(.mode = PHONY_MODE_HYBRID, .word_min_count = 1),
         OPTIONS(.mode = PHONY_MODE_HYBRID, .word_min_count = 9),
         "model 3 was trained against another vocabulary"},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_mismatch(&cases[i].a, &cases[i].b, cases[i].message);
}
END_TEST

START_TEST(vocabularies_must_be_the_same_set)
{
    test_folder folder;
    char path[640];

    folder_init(&folder);
    snprintf(path, sizeof path, "%s", folder_file(&folder, "other.txt"));
    write_bytes(path, "Adam\nAnna\n", 10);
    write_vocabulary(&folder, 1);
    assert_mismatch(&OPTIONS(.mode = PHONY_MODE_WORD, .vocabulary = folder.file),
                    &OPTIONS(.mode = PHONY_MODE_WORD, .vocabulary = path), "another vocabulary");
    assert_mismatch(&OPTIONS(.mode = PHONY_MODE_WORD, .vocabulary = path),
                    &OPTIONS(.mode = PHONY_MODE_WORD), "another vocabulary");
    folder_fini(&folder);
}
END_TEST

START_TEST(arguments_that_are_missing_are_refused)
{
    phony_model *model = train_names(2), *merged = NULL;

    ck_assert_int_eq(phony_model_merge(NULL, 1, NULL, &merged, NULL), PHONY_ERROR_ARGUMENT);
    ck_assert_int_eq(phony_model_merge(&model, 0, NULL, &merged, NULL), PHONY_ERROR_ARGUMENT);
    ck_assert_int_eq(phony_model_merge(&model, 1, NULL, NULL, NULL), PHONY_ERROR_ARGUMENT);
    ck_assert_int_eq(phony_model_merge((phony_model *[]){model, NULL}, 2, NULL, &merged, NULL),
                     PHONY_ERROR_ARGUMENT);
    phony_model_unref(model);
}
END_TEST

START_TEST(counts_that_add_up_too_high_are_refused)
{
    static const weighted_value values[] = {{"a", UINT64_C(1) << 51}};
    phony_model *model =
        train_weighted(&OPTIONS(.order = 2, .weighting = PHONY_WEIGHT_COUNT), values, 1);
    phony_model *merged = NULL;
    phony_error error = {0};

    ASSERT_STATUS(
        phony_model_merge((phony_model *[]){model, model, model}, 3, NULL, &merged, &error),
        PHONY_ERROR_LIMIT, &error);
    ASSERT_MESSAGE(&error, "2^53");
    phony_model_unref(model);
}
END_TEST

/* ---- Files that are well-formed but were never trained --------------------------------------- */

#define HEAD(n)                                                                                    \
    "{\"format\":\"phony\",\"version\":1,\"digest\":\""                                            \
    "0000000000000000000000000000000000000000000000000000000000000000\",\"n\":" n                  \
    ",\"mode\":\"char\",\"values\":1,\"weight\":1,\"tokens\":[\"\",\"a\",\"b\"],\"ngrams\":"

/* Order 3 has a context that nothing leads to: no n-gram of order 3 ends with "b a", though order 2
 * has it. Counting the windows again would not find it. (The defect: the search for a context among
 * the n-grams below ran past their end.) */
START_TEST(a_context_that_nothing_leads_to_is_refused)
{
    static const char json[] =
        HEAD("3") "{\"1\":{\"\":[[0,1,2],[1,3,5]]},"
                  "\"2\":{\"0\":[[1],[1]],\"1\":[[0,2],[1,2]],\"2\":[[0,1],[1,2]]},"
                  "\"3\":{\"0 1\":[[0],[1]],\"2 1\":[[2],[1]]}}}";
    phony_model *model = NULL, *merged = NULL;
    phony_error error = {0};

    ASSERT_STATUS(try_parse(json, &model, &error), PHONY_OK, &error);
    ASSERT_STATUS(phony_model_merge(&model, 1, NULL, &merged, &error), PHONY_ERROR_MODEL, &error);
    phony_model_unref(model);
}
END_TEST

/* Each count is below 2^53, but there are so many that their sum passes 2^64. */
START_TEST(counts_of_one_order_do_not_overflow)
{
    enum { TOKENS = 3000 };
    const uint64_t most = (UINT64_C(1) << 53) - 1 - TOKENS;
    ph_buffer json = PH_BUFFER_INIT;
    phony_model *model = NULL, *merged = NULL;
    phony_error error = {0};

    ph_buffer_append_text(
        &json,
        "{\"format\":\"phony\",\"version\":1,\"digest\":\""
        "0000000000000000000000000000000000000000000000000000000000000000\",\"n\":2,"
        "\"mode\":\"word\",\"values\":1,\"weight\":1,\"tokens\":[\"\"");
    for (uint64_t t = 1; t < TOKENS; t++) {
        ph_buffer_append_text(&json, ",\"");
        ph_buffer_append_number(&json, 1000 + t);
        ph_buffer_append_text(&json, "\"");
    }
    ph_buffer_append_text(&json, "],\"ngrams\":{\"1\":{\"\":[[0");
    for (uint64_t t = 1; t < TOKENS; t++) {
        ph_buffer_append_byte(&json, ',');
        ph_buffer_append_number(&json, t);
    }
    ph_buffer_append_text(&json, "],[");
    ph_buffer_append_number(&json, most);
    for (uint64_t t = 1; t < TOKENS; t++) {
        ph_buffer_append_byte(&json, ',');
        ph_buffer_append_number(&json, most + t);
    }
    ph_buffer_append_text(&json, "]]},\"2\":{\"0\":[[1],[1]]");
    for (uint64_t t = 1; t < TOKENS; t++) {
        ph_buffer_append_text(&json, ",\"");
        ph_buffer_append_number(&json, t);
        ph_buffer_append_text(&json, "\":[[0],[");
        ph_buffer_append_number(&json, most);
        ph_buffer_append_text(&json, "]]");
    }
    ph_buffer_append_text(&json, "}}}");
    ASSERT_STATUS(phony_model_parse(json.data, json.length, NULL, &model, &error), PHONY_OK,
                  &error);
    ASSERT_STATUS(phony_model_merge(&model, 1, NULL, &merged, &error), PHONY_ERROR_LIMIT, &error);
    ph_buffer_fini(&json);
    phony_model_unref(model);
}
END_TEST

/* The totals are no counts and might be anything. (The defect: the merged model could not be read.)
 */
START_TEST(totals_that_add_up_too_high_are_refused)
{
    static const char json[] = HEAD("1") "{\"1\":{\"\":[[0,1],[1,3]]}}}";
    phony_model *model = NULL, *merged = NULL;
    phony_error error = {0};

    ASSERT_STATUS(try_parse(json, &model, &error), PHONY_OK, &error);
    model->values = model->weight = PH_COUNT_MAX;
    ASSERT_STATUS(phony_model_merge(&model, 1, NULL, &merged, &error), PHONY_OK, &error);
    phony_model_unref(merged);
    ASSERT_STATUS(phony_model_merge((phony_model *[]){model, model}, 2, NULL, &merged, &error),
                  PHONY_ERROR_LIMIT, &error);
    phony_model_unref(model);
}
END_TEST

/* Without the end the windows give a graph in which no value ends. */
START_TEST(a_sum_that_is_no_model_is_refused)
{
    static const char json[] = HEAD("2") "{\"1\":{\"\":[[0,1],[1,3]]},"
                                         "\"2\":{\"0\":[[1],[1]],\"1\":[[1],[1]]}}}";
    phony_model *model = NULL, *merged = NULL;
    phony_error error = {0};

    ASSERT_STATUS(try_parse(json, &model, &error), PHONY_OK, &error);
    ASSERT_STATUS(phony_model_merge(&model, 1, NULL, &merged, &error), PHONY_ERROR_MODEL, &error);
    phony_model_unref(model);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("merge");

    UNIT_ADD(suite, character_shards_merged_are_the_whole);
    UNIT_ADD(suite, word_shards_merged_are_the_whole);
    UNIT_ADD(suite, hybrid_shards_merged_are_the_whole);
    UNIT_ADD(suite, merging_in_any_grouping_and_order_gives_the_same);
    UNIT_ADD(suite, a_model_merged_with_itself_counts_twice);
    UNIT_ADD(suite, pruning_the_sum_is_training_with_min_count);
    UNIT_ADD(suite, orders_pruned_empty_are_written_and_read);
    UNIT_ADD(suite, texts_are_those_the_models_agree_on_or_those_given);
    UNIT_ADD(suite, options_that_would_give_an_unreadable_model_are_refused);
    UNIT_ADD(suite, what_does_not_match_is_refused_and_named);
    UNIT_ADD(suite, vocabularies_must_be_the_same_set);
    UNIT_ADD(suite, arguments_that_are_missing_are_refused);
    UNIT_ADD(suite, counts_that_add_up_too_high_are_refused);
    UNIT_ADD(suite, a_context_that_nothing_leads_to_is_refused);
    UNIT_ADD(suite, counts_of_one_order_do_not_overflow);
    UNIT_ADD(suite, totals_that_add_up_too_high_are_refused);
    UNIT_ADD(suite, a_sum_that_is_no_model_is_refused);
    return suite;
}
