/* Options and what each does to a model, limits, bad text, and threads that leave no trace. */
#include <stddef.h>
#include <stdio.h>

#include "base/alloc.h"
#include "input/input.h"
#include "models.h"

#define OPTIONS(...) ((phony_train_options){.size = sizeof(phony_train_options), __VA_ARGS__})

/* All tokens, each with '|' behind it. */
static void assert_tokens(const phony_model *model, const char *wanted)
{
    ph_buffer is = PH_BUFFER_INIT;
    const char *text;
    size_t length;

    for (uint64_t i = 0; (text = phony_model_get_token(model, i, &length)); i++) {
        ph_buffer_append(&is, text, length);
        ph_buffer_append_byte(&is, '|');
    }
    ph_buffer_append_byte(&is, '\0');
    ck_assert_str_eq(is.data, wanted);
    ph_buffer_fini(&is);
}

static void write_text(const char *path, const char *text)
{
    write_bytes(path, text, strlen(text));
}

static void assert_refused(const phony_train_options *options, const char *message)
{
    phony_trainer *trainer = NULL;
    phony_error error = {0};

    ASSERT_STATUS(phony_trainer_new(options, &trainer, &error), PHONY_ERROR_ARGUMENT, &error);
    ASSERT_MESSAGE(&error, message);
    ck_assert_ptr_null(trainer);
    ck_assert_int_eq(phony_trainer_new(options, &trainer, NULL), PHONY_ERROR_ARGUMENT);
}

static phony_train_report report_of(const phony_trainer *trainer)
{
    phony_train_report report = PHONY_TRAIN_REPORT_INIT;
    phony_error error = {0};

    ASSERT_STATUS(phony_trainer_get_report(trainer, &report, &error), PHONY_OK, &error);
    return report;
}

/* ---- Options -------------------------------------------------------------------------------- */

START_TEST(options_out_of_range_are_named)
{
    static const struct {
        phony_train_options options;
        const char *message;
    } cases[] = {
        {OPTIONS(.order = 9), "order must be 1 to 8"},
        {OPTIONS(.order = 99), "order must be 1 to 8"},
        {OPTIONS(.order = -1), "order must be 1 to 8"},
        {OPTIONS(.mode = 3), "mode must be 0 to 2"},
        {OPTIONS(.mode = -1), "mode"},
        {OPTIONS(.weighting = 5), "weighting"},
        {OPTIONS(.weighting = -1), "weighting"},
        {OPTIONS(.letter_case = 4), "letter_case"},
        {OPTIONS(.filters = 4), "filters"},
        {OPTIONS(.filters = UINT32_MAX), "filters"},
        {OPTIONS(.threads = 257), "threads must be 1 to 256"},
        {OPTIONS(.threads = -1), "threads"},
        {OPTIONS(.min_count = UINT64_C(1) << 53), "min_count"},
        {OPTIONS(.vocabulary = "words.txt"), "vocabulary is for the word and hybrid modes"},
        {OPTIONS(.timestamp = -1), "timestamp"},
        {OPTIONS(.timestamp = INT64_C(253402300800)), "timestamp"}, /* the year 10000 */
        {OPTIONS(.name = "a\xFF"), "name is not valid UTF-8"},
        {OPTIONS(.locale = "\xC3"), "locale is not valid UTF-8"},
        {OPTIONS(.source = "\xED\xA0\x80"), "source is not valid UTF-8"},
        {OPTIONS(.license = "\x80"), "license is not valid UTF-8"},
        {OPTIONS(.sentences = ".\xE2"), "sentences is not valid UTF-8"},
        {OPTIONS(.salt = "\xC0\x80"), "salt is not valid UTF-8"},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_refused(&cases[i].options, cases[i].message);
}
END_TEST

START_TEST(arguments_that_are_missing_are_refused)
{
    phony_train_report report = PHONY_TRAIN_REPORT_INIT;
    phony_error error = {0};
    phony_trainer *trainer = NULL;
    phony_model *model = NULL;

    ck_assert_int_eq(phony_trainer_new(NULL, NULL, NULL), PHONY_ERROR_ARGUMENT);
    ASSERT_STATUS(phony_trainer_new(NULL, &trainer, &error), PHONY_OK, &error);
    ck_assert_int_eq(phony_trainer_add(NULL, "a", 1, 1, NULL), PHONY_ERROR_ARGUMENT);
    ck_assert_int_eq(phony_trainer_add(trainer, NULL, 1, 1, NULL), PHONY_ERROR_ARGUMENT);
    ck_assert_int_eq(phony_trainer_add_input(trainer, NULL, NULL, NULL, NULL),
                     PHONY_ERROR_ARGUMENT);
    ck_assert_int_eq(phony_trainer_get_report(NULL, &report, NULL), PHONY_ERROR_ARGUMENT);
    ck_assert_int_eq(phony_trainer_get_report(trainer, NULL, NULL), PHONY_ERROR_ARGUMENT);
    ck_assert_int_eq(phony_trainer_finish(trainer, NULL, NULL), PHONY_ERROR_ARGUMENT);
    ASSERT_STATUS(phony_trainer_add(trainer, "a", 1, 1, &error), PHONY_OK, &error);
    ASSERT_STATUS(phony_trainer_finish(trainer, &model, &error), PHONY_OK, &error);
    ASSERT_STATUS(phony_trainer_add(trainer, "a", 1, 1, &error), PHONY_ERROR_ARGUMENT, &error);
    ASSERT_STATUS(phony_trainer_finish(trainer, &model, &error), PHONY_ERROR_ARGUMENT, &error);
    phony_trainer_free(trainer);
    phony_trainer_free(NULL);
    phony_model_unref(model);
    phony_model_unref(NULL);
}
END_TEST

START_TEST(zero_means_the_default)
{
    static const struct {
        phony_train_options options;
        int32_t order, mode;
    } cases[] = {
        {OPTIONS(.order = 0), 5, PHONY_MODE_CHAR},
        {OPTIONS(.mode = PHONY_MODE_WORD), 3, PHONY_MODE_WORD},
        {OPTIONS(.mode = PHONY_MODE_HYBRID), 5, PHONY_MODE_HYBRID},
        {OPTIONS(.order = 1), 1, PHONY_MODE_CHAR},
        {OPTIONS(.order = 8), 8, PHONY_MODE_CHAR},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        phony_model *model = train(&cases[i].options, test_names, 20);
        phony_model_info info = PHONY_MODEL_INFO_INIT;
        ck_assert_int_eq(phony_model_get_info(model, &info, NULL), PHONY_OK);
        ck_assert_int_eq(info.order, cases[i].order);
        ck_assert_int_eq(info.mode, cases[i].mode);
        ck_assert_int_eq(info.has_originals, 0);
        ck_assert_uint_eq(info.min_count, 1);
        ck_assert_uint_eq(info.values, 20);
        ck_assert_uint_eq(info.weight, 20);
        ck_assert_int_eq(info.created, 0);
        phony_model_unref(model);
    }
}
END_TEST

/* A caller compiled against an older header hands in a shorter struct. */
START_TEST(a_shorter_struct_is_read_as_far_as_it_goes)
{
    phony_train_options options = OPTIONS(.order = 2, .weighting = 77, .threads = -5);
    phony_model *model;

    options.size = offsetof(phony_train_options, weighting);
    model = train(&options, test_names, 20);
    ck_assert_int_eq(model->ngrams.order, 2);
    phony_model_unref(model);
    options.name = "half of a pointer is none";
    options.size = offsetof(phony_train_options, name) + 4;
    options.weighting = options.threads = 0;
    model = train(&options, test_names, 20);
    ck_assert_str_eq(phony_model_get_text(model, PHONY_TEXT_NAME), "");
    phony_model_unref(model);
    options.size = 0;
    model = train(&options, test_names, 20);
    ck_assert_int_eq(model->ngrams.order, 5);
    phony_model_unref(model);
}
END_TEST

START_TEST(texts_are_recorded)
{
    phony_model *model = train(&OPTIONS(.name = "names", .locale = "tr_TR", .source = "a \"list\"",
                                        .license = "CC0", .timestamp = 1700000000),
                               test_names, 20);

    ck_assert_str_eq(phony_model_get_text(model, PHONY_TEXT_NAME), "names");
    ck_assert_str_eq(phony_model_get_text(model, PHONY_TEXT_LOCALE), "tr_TR");
    ck_assert_str_eq(phony_model_get_text(model, PHONY_TEXT_SOURCE), "a \"list\"");
    ck_assert_str_eq(phony_model_get_text(model, PHONY_TEXT_LICENSE), "CC0");
    ck_assert_str_eq(phony_model_get_text(model, PHONY_TEXT_TRAINER),
                     "phony " PHONY_VERSION_STRING);
    ck_assert_uint_eq(strlen(phony_model_get_text(model, PHONY_TEXT_DIGEST)), 64);
    ck_assert_ptr_null(phony_model_get_text(model, -1));
    ck_assert_ptr_null(phony_model_get_text(model, 6));
    ck_assert_ptr_null(phony_model_get_text(NULL, 0));
    ck_assert_int_eq(model->created, 1700000000);
    phony_model_unref(model);
}
END_TEST

/* The digest is over what generation depends on, and nothing else. */
START_TEST(texts_do_not_change_the_digest_and_all_else_does)
{
    static const phony_train_options same[] = {
        OPTIONS(.order = 3), OPTIONS(.order = 3, .name = "x"),
        OPTIONS(.order = 3, .timestamp = 5, .license = "MIT")};
    static const phony_train_options others[] = {
        OPTIONS(.order = 4), OPTIONS(.order = 3, .min_count = 2),
        OPTIONS(.order = 3, .exclude_originals = 1),
        OPTIONS(.order = 3, .exclude_originals = 1, .salt = "pepper"),
        OPTIONS(.order = 3, .mode = PHONY_MODE_WORD)};
    phony_model *first = train(&same[0], test_names, 100);

    for (size_t i = 0; i < COUNT_OF(same); i++) {
        phony_model *model = train(&same[i], test_names, 100);
        ck_assert_str_eq(model->digest_text, first->digest_text);
        phony_model_unref(model);
    }
    for (size_t i = 0; i < COUNT_OF(others); i++) {
        phony_model *model = train(&others[i], test_names, 100);
        ck_assert_str_ne(model->digest_text, first->digest_text);
        phony_model_unref(model);
    }
    phony_model_unref(first);
}
END_TEST

/* ---- Weights -------------------------------------------------------------------------------- */

START_TEST(weights_are_counted_by_the_weighting)
{
    static const struct {
        int32_t weighting;
        uint64_t weight, counted;
    } cases[] = {
        {PHONY_WEIGHT_DEFAULT, 1000, 1},
        {PHONY_WEIGHT_ONCE, UINT64_MAX, 1},
        {PHONY_WEIGHT_COUNT, 1, 1},
        {PHONY_WEIGHT_COUNT, 1000, 1000},
        {PHONY_WEIGHT_SQRT, 1, 1},
        {PHONY_WEIGHT_SQRT, 3, 1},
        {PHONY_WEIGHT_SQRT, 4, 2},
        {PHONY_WEIGHT_SQRT, 99, 9},
        {PHONY_WEIGHT_SQRT, UINT64_C(4503599761588225), 67108865}, /* (2^26 + 1)^2 */
        {PHONY_WEIGHT_SQRT, UINT64_C(4503599761588224), 67108864},
        {PHONY_WEIGHT_SQRT, UINT64_MAX, UINT64_C(0xFFFFFFFF)},
        {PHONY_WEIGHT_LOG, 1, 1},
        {PHONY_WEIGHT_LOG, 2, 2},
        {PHONY_WEIGHT_LOG, 3, 2},
        {PHONY_WEIGHT_LOG, 4, 3},
        {PHONY_WEIGHT_LOG, UINT64_MAX, 64},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        weighted_value value = {"ab", cases[i].weight};
        phony_model *model = train_weighted(&OPTIONS(.weighting = cases[i].weighting), &value, 1);
        ck_assert_uint_eq(model->values, 1);
        ck_assert_uint_eq(model->weight, cases[i].counted);
        for (int k = 0; k < 3; k++)
            ck_assert_uint_eq(model->ngrams.of[0].weight[k], cases[i].counted);
        phony_model_unref(model);
    }
}
END_TEST

START_TEST(weight_0_is_passed_over)
{
    static const weighted_value values[] = {{"ab", 0}, {"b", 1}, {"c", 0}};
    phony_model *model =
        train_weighted(&OPTIONS(.weighting = PHONY_WEIGHT_COUNT), values, COUNT_OF(values));

    assert_tokens(model, "b|");
    ck_assert_uint_eq(model->values, 1);
    phony_model_unref(model);
}
END_TEST

START_TEST(a_weight_is_that_many_values)
{
    static const weighted_value heavy[] = {{"ab", 3}, {"bc", 2}};
    static const weighted_value many[] = {{"ab", 1}, {"bc", 1}, {"ab", 1}, {"ab", 1}, {"bc", 1}};
    phony_train_options options = OPTIONS(.order = 3, .weighting = PHONY_WEIGHT_COUNT);
    phony_model *a = train_weighted(&options, heavy, COUNT_OF(heavy));
    phony_model *b = train_weighted(&options, many, COUNT_OF(many));

    for (int k = 0; k < 3; k++)
        ck_assert_mem_eq(a->ngrams.of[k].weight, b->ngrams.of[k].weight,
                         a->ngrams.of[k].count * sizeof(uint64_t));
    ck_assert_uint_eq(a->weight, b->weight);
    phony_model_unref(a);
    phony_model_unref(b);
}
END_TEST

/* A value of two letters counts its weight three times; the sum must stay below 2^53. */
START_TEST(the_sum_of_weights_is_limited)
{
    const uint64_t most = PH_COUNT_MAX / 3;
    phony_error error = {0};
    phony_trainer *trainer;
    phony_model *model;

    ASSERT_STATUS(phony_trainer_new(&OPTIONS(.weighting = PHONY_WEIGHT_COUNT), &trainer, &error),
                  PHONY_OK, &error);
    ASSERT_STATUS(phony_trainer_add(trainer, "ab", 2, most - 1, &error), PHONY_OK, &error);
    ASSERT_STATUS(phony_trainer_add(trainer, "ab", 2, 1, &error), PHONY_OK, &error);
    ASSERT_STATUS(phony_trainer_add(trainer, "ab", 2, 1, &error), PHONY_ERROR_LIMIT, &error);
    ASSERT_MESSAGE(&error, "2^53");
    phony_trainer_free(trainer);
    ASSERT_STATUS(phony_trainer_new(&OPTIONS(.weighting = PHONY_WEIGHT_COUNT), &trainer, &error),
                  PHONY_OK, &error);
    ASSERT_STATUS(phony_trainer_add(trainer, "ab", 2, UINT64_MAX, &error), PHONY_ERROR_LIMIT,
                  &error);
    phony_trainer_free(trainer);
    ASSERT_STATUS(phony_trainer_new(&OPTIONS(.weighting = PHONY_WEIGHT_COUNT), &trainer, &error),
                  PHONY_OK, &error);
    ASSERT_STATUS(phony_trainer_add(trainer, "ab", 2, most, &error), PHONY_OK, &error);
    ASSERT_STATUS(phony_trainer_finish(trainer, &model, &error), PHONY_OK, &error);
    ck_assert_uint_eq(model->weight, most);
    phony_model_unref(model);
    phony_trainer_free(trainer);
}
END_TEST

/* ---- What is learned ------------------------------------------------------------------------ */

typedef struct learning {
    phony_train_options options;
    const char *value;
    const char *tokens; /* "" = nothing */
    uint64_t empty, too_short, filtered;
} learning;

static const learning learnings[] = {
    {OPTIONS(.order = 2), "  a \t\n b  ", " |a|b|", 0, 0, 0},
    {OPTIONS(.order = 2), " \t\n\xC2\xA0 ", "", 1, 0, 0},
    {OPTIONS(.order = 2), "", "", 1, 0, 0},
    {OPTIONS(.order = 2), "e\xCC\x81", "é|", 0, 0, 0},
    {OPTIONS(.order = 2), "x\xCC\x81y", "x\xCC\x81|y|", 0, 0, 0}, /* one cluster, no composite */
    {OPTIONS(.order = 2, .min_length = 3), "ab", "", 0, 1, 0},
    {OPTIONS(.order = 2, .min_length = 3), "ab ", "", 0, 1, 0},
    {OPTIONS(.order = 2, .min_length = 3), "abb", "a|b|", 0, 0, 0},
    {OPTIONS(.order = 2, .min_length = 2), "x\xCC\x81", "", 0, 1, 0},
    {OPTIONS(.order = 2, .filters = PHONY_FILTER_LETTERS_ONLY), "a1", "", 0, 0, 1},
    {OPTIONS(.order = 2, .filters = PHONY_FILTER_LETTERS_ONLY), "a-b", "", 0, 0, 1},
    {OPTIONS(.order = 2, .filters = PHONY_FILTER_LETTERS_ONLY), "a é", " |a|é|", 0, 0, 0},
    {OPTIONS(.order = 2, .filters = PHONY_FILTER_NO_SYMBOLS), "a1-b", "-|1|a|b|", 0, 0, 0},
    {OPTIONS(.order = 2, .filters = PHONY_FILTER_NO_SYMBOLS), "a+b", "", 0, 0, 1},
    {OPTIONS(.order = 2, .filters = PHONY_FILTER_NO_SYMBOLS), "a*b", "", 0, 0, 1},
    {OPTIONS(.order = 2, .filters = 3), "a1", "", 0, 0, 1},
    {OPTIONS(.order = 2, .letter_case = PHONY_CASE_LOWER), "Iİ", "i|i\xCC\x87|", 0, 0, 0},
    {OPTIONS(.order = 2, .letter_case = PHONY_CASE_LOWER, .locale = "tr_TR"), "Iİ", "i|ı|", 0, 0,
     0},
    {OPTIONS(.order = 2, .letter_case = PHONY_CASE_UPPER, .locale = "tr_TR"), "iı", "I|İ|", 0, 0,
     0},
    {OPTIONS(.order = 2, .letter_case = PHONY_CASE_UPPER, .locale = "az"), "iı", "I|İ|", 0, 0, 0},
    {OPTIONS(.order = 2, .letter_case = PHONY_CASE_UPPER), "iß", "I|S|", 0, 0, 0},
    {OPTIONS(.order = 2, .letter_case = PHONY_CASE_TITLE, .locale = "tr_TR"), "ilk ısı",
     " |I|k|l|s|İ|ı|", 0, 0, 0},
    {OPTIONS(.mode = PHONY_MODE_WORD), " the  old cat ", "cat|old|the|", 0, 0, 0},
    {OPTIONS(.mode = PHONY_MODE_WORD, .letter_case = PHONY_CASE_UPPER), "a cat", "A|CAT|", 0, 0, 0},
    {OPTIONS(.mode = PHONY_MODE_HYBRID), "Bau GmbH", " |B|G|H|a|b|m|u|", 0, 0, 0},
    {OPTIONS(.mode = PHONY_MODE_HYBRID, .word_min_count = 1), "Bau GmbH", " |Bau|GmbH|", 0, 0, 0},
};

START_TEST(values_are_brought_into_form_and_filtered)
{
    for (size_t i = 0; i < COUNT_OF(learnings); i++) {
        const learning *l = &learnings[i];
        phony_error error = {0};
        phony_trainer *trainer = NULL;
        phony_model *model = NULL;
        phony_train_report report;
        phony_status wanted = *l->tokens ? PHONY_OK : PHONY_ERROR_EMPTY;
        ASSERT_STATUS(phony_trainer_new(&l->options, &trainer, &error), PHONY_OK, &error);
        ASSERT_STATUS(phony_trainer_add(trainer, l->value, strlen(l->value), 1, &error), PHONY_OK,
                      &error);
        ASSERT_STATUS(phony_trainer_finish(trainer, &model, &error), wanted, &error);
        report = report_of(trainer);
        ck_assert_msg(report.values == (*l->tokens != 0) && report.empty == l->empty &&
                          report.too_short == l->too_short && report.filtered == l->filtered &&
                          report.bytes == strlen(l->value),
                      "report of '%s'", l->value);
        if (model)
            assert_tokens(model, l->tokens);
        phony_model_unref(model);
        phony_trainer_free(trainer);
    }
}
END_TEST

START_TEST(nothing_learned_is_an_error)
{
    static const char *const values[] = {"", "  ", "a"};
    phony_model *model = NULL;
    phony_error error = {0};

    ASSERT_STATUS(try_train(NULL, values, 0, &model, &error), PHONY_ERROR_EMPTY, &error);
    ASSERT_STATUS(try_train(NULL, values, 2, &model, &error), PHONY_ERROR_EMPTY, &error);
    ASSERT_MESSAGE(&error, "no usable value");
    for (int32_t mode = 0; mode < 3; mode++)
        ASSERT_STATUS(try_train(&OPTIONS(.min_length = 2, .mode = mode), values, 3, &model, &error),
                      PHONY_ERROR_EMPTY, &error);
    ck_assert_ptr_null(model);
}
END_TEST

START_TEST(bad_text_is_named_by_its_byte)
{
    static const struct {
        const char *text;
        size_t length, byte;
        const char *message;
    } cases[] = {
        {"ab\0c", 4, 3, "byte 3 of a value is NUL"},
        {"\0", 1, 1, "byte 1 of a value is NUL"},
        {"a\xFF", 2, 2, "byte 2 of a value is not UTF-8"},
        {"abcdefgh\xC3", 9, 9, "byte 9 of a value is not UTF-8"},
        {"\xED\xA0\x80", 3, 1, "not UTF-8"},     /* a surrogate */
        {"\xC0\xAF", 2, 1, "not UTF-8"},         /* overlong */
        {"\xF4\x90\x80\x80", 4, 1, "not UTF-8"}, /* past U+10FFFF */
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        phony_trainer *trainer;
        phony_error error = {0};
        ASSERT_STATUS(phony_trainer_new(NULL, &trainer, &error), PHONY_OK, &error);
        ASSERT_STATUS(phony_trainer_add(trainer, cases[i].text, cases[i].length, 1, &error),
                      PHONY_ERROR_ENCODING, &error);
        ASSERT_MESSAGE(&error, cases[i].message);
        ck_assert_uint_eq(error.column, cases[i].byte);
        phony_trainer_free(trainer);
    }
}
END_TEST

START_TEST(sentences_are_values_of_their_own)
{
    static const char *const text[] = {"He ran. She (who?) sat!  \"No.\" Yes"};
    static const char *const cut[] = {"He ran.", "She (who?)", "sat!", "\"No.\"", "Yes"};
    static const char *const cjk[] = {"猫。犬。"};
    static const char *const cjk_cut[] = {"猫。", "犬。"};
    phony_train_options sentences = OPTIONS(.sentences = ".!?。", .mode = PHONY_MODE_WORD);
    phony_train_options whole = OPTIONS(.mode = PHONY_MODE_WORD);
    phony_model *a = train(&sentences, text, 1), *b = train(&whole, cut, COUNT_OF(cut));

    assert_same_model(a, b);
    phony_model_unref(a);
    phony_model_unref(b);
    a = train(&sentences, cjk, 1);
    b = train(&whole, cjk_cut, COUNT_OF(cjk_cut));
    assert_same_model(a, b);
    phony_model_unref(a);
    phony_model_unref(b);
}
END_TEST

/* ---- Words ---------------------------------------------------------------------------------- */

static const char *const companies[] = {"Bau GmbH", "Holz Bau GmbH", "Stein GmbH", "GmbH GmbH",
                                        "Holz AG",  "Bau AG",        "A GmbH",     "Bau"};

START_TEST(hybrid_keeps_words_that_stand_in_many_values)
{
    static const struct {
        uint64_t word_min_count;
        const char *tokens;
    } cases[] = {
        {0, " |A|B|G|H|S|a|b|e|i|l|m|n|o|t|u|z|"},
        {5, " |A|B|G|GmbH|H|S|a|e|i|l|n|o|t|u|z|"}, /* "GmbH GmbH" is one value */
        {6, " |A|B|G|H|S|a|b|e|i|l|m|n|o|t|u|z|"},
        {4, " |A|Bau|G|GmbH|H|S|e|i|l|n|o|t|z|"},
        {1, " |A|AG|Bau|GmbH|Holz|Stein|"}, /* a single character is no word */
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        phony_model *model =
            train(&OPTIONS(.mode = PHONY_MODE_HYBRID, .word_min_count = cases[i].word_min_count),
                  companies, COUNT_OF(companies));
        assert_tokens(model, cases[i].tokens);
        ck_assert_uint_eq(strlen(model->vocabulary), 64);
        phony_model_unref(model);
    }
}
END_TEST

START_TEST(words_are_walked_with_one_space_between)
{
    phony_model *model = train(&OPTIONS(.mode = PHONY_MODE_WORD), companies, COUNT_OF(companies));
    ph_buffer rows = generate_rows(model, "words", 0, 500);

    ck_assert_ptr_null(strstr(rows.data, "  "));
    ck_assert_ptr_null(strstr(rows.data, " \n"));
    ck_assert_ptr_null(strstr(rows.data, "\n "));
    ck_assert_ptr_nonnull(strstr(rows.data, "Bau GmbH\n"));
    ph_buffer_fini(&rows);
    phony_model_unref(model);
}
END_TEST

START_TEST(a_vocabulary_says_which_words_are_whole)
{
    test_folder folder;
    phony_model *a, *b, *c;
    char path[640];

    folder_init(&folder);
    snprintf(path, sizeof path, "%s", folder_file(&folder, "words.txt"));
    write_text(path, "GmbH\n Bau \nunused\nG\nGmbH\n");
    a = train(&OPTIONS(.mode = PHONY_MODE_HYBRID, .vocabulary = path), companies,
              COUNT_OF(companies));
    assert_tokens(a, " |A|Bau|G|GmbH|H|S|e|i|l|n|o|t|z|");
    write_text(path, "unused\nBau\nGmbH\n"); /* another order, no single characters */
    b = train(&OPTIONS(.mode = PHONY_MODE_HYBRID, .vocabulary = path), companies,
              COUNT_OF(companies));
    assert_same_model(a, b);
    write_text(path, "Bau\nGmbH\n");
    c = train(&OPTIONS(.mode = PHONY_MODE_HYBRID, .vocabulary = path), companies,
              COUNT_OF(companies));
    ck_assert_str_ne(a->vocabulary, c->vocabulary);
    phony_model_unref(a);
    phony_model_unref(b);
    phony_model_unref(c);
    folder_fini(&folder);
}
END_TEST

START_TEST(word_mode_passes_over_values_with_other_words)
{
    test_folder folder;
    phony_model *model;
    char path[640];

    folder_init(&folder);
    snprintf(path, sizeof path, "%s", folder_file(&folder, "words.txt"));
    write_text(path, "Bau\nGmbH\nA\n");
    model = train(&OPTIONS(.mode = PHONY_MODE_WORD, .vocabulary = path), companies,
                  COUNT_OF(companies));
    assert_tokens(model, "A|Bau|GmbH|");
    ck_assert_uint_eq(model->values, 4); /* Bau GmbH, GmbH GmbH, A GmbH, Bau */
    phony_model_unref(model);
    folder_fini(&folder);
}
END_TEST

START_TEST(a_model_is_a_vocabulary_too)
{
    test_folder folder;
    phony_error error = {0};
    phony_model *a, *b;
    char path[640];

    folder_init(&folder);
    snprintf(path, sizeof path, "%s", folder_file(&folder, "words.phony"));
    a = train(&OPTIONS(.mode = PHONY_MODE_HYBRID, .word_min_count = 4), companies,
              COUNT_OF(companies));
    ASSERT_STATUS(phony_model_write(a, path, &error), PHONY_OK, &error);
    b = train(&OPTIONS(.mode = PHONY_MODE_HYBRID, .vocabulary = path), companies,
              COUNT_OF(companies));
    assert_same_model(a, b);
    phony_model_unref(a);
    phony_model_unref(b);
    folder_fini(&folder);
}
END_TEST

START_TEST(a_vocabulary_that_cannot_be_read_is_an_error)
{
    test_folder folder;
    phony_error error = {0};
    phony_trainer *trainer = NULL;
    phony_train_options options = OPTIONS(.mode = PHONY_MODE_HYBRID);

    folder_init(&folder);
    options.vocabulary = folder_file(&folder, "none.txt");
    ASSERT_STATUS(phony_trainer_new(&options, &trainer, &error), PHONY_ERROR_NOT_FOUND, &error);
    write_text(folder_file(&folder, "bad.txt"), "ab\nc\xFF\n");
    options.vocabulary = folder.file;
    ASSERT_STATUS(phony_trainer_new(&options, &trainer, &error), PHONY_ERROR_ENCODING, &error);
    ASSERT_MESSAGE(&error, "vocabulary '");
    ck_assert_uint_eq(error.line, 2);
    write_text(folder_file(&folder, "bad.phony"), "{}");
    ASSERT_STATUS(phony_trainer_new(&options, &trainer, &error), PHONY_ERROR_MODEL, &error);
    options.vocabulary = folder.path;
    ASSERT_STATUS(phony_trainer_new(&options, &trainer, &error), PHONY_ERROR_IO, &error);
    ck_assert_ptr_null(trainer);
    folder_fini(&folder);
}
END_TEST

/* ---- Threads --------------------------------------------------------------------------------- */

/* A list of 20,000 lines with weights: some hundred KB, many batches. */
static ph_buffer make_list(void)
{
    ph_buffer list = PH_BUFFER_INIT;
    uint64_t state = 1;

    for (size_t i = 0; i < 20000; i++) {
        size_t words = 1 + random_below(&state, 3);
        for (size_t w = 0; w < words; w++) {
            ph_buffer_append_text(&list, w ? " " : "");
            ph_buffer_append_text(&list, test_names[random_below(&state, test_name_count)]);
        }
        ph_buffer_append_byte(&list, ',');
        ph_buffer_append_number(&list, random_below(&state, 50));
        ph_buffer_append_byte(&list, '\n');
    }
    ck_assert_int_eq(list.failed, 0);
    return list;
}

static phony_status add_list(phony_trainer *trainer, const ph_buffer *list, phony_progress progress,
                             void *user, phony_error *error)
{
    phony_input_options csv = PHONY_INPUT_OPTIONS_INIT;
    phony_input *input;
    phony_status status;

    csv.format = PHONY_FORMAT_CSV;
    csv.no_header = 1;
    csv.weight_column = "2";
    status = ph_input_open_memory(list->data, list->length, &csv, &input, error);
    ASSERT_STATUS(status, PHONY_OK, error);
    status = phony_trainer_add_input(trainer, input, progress, user, error);
    phony_input_close(input);
    return status;
}

static ph_buffer train_to_file(const phony_train_options *options, const ph_buffer *list,
                               phony_train_report *report)
{
    test_folder folder;
    phony_error error = {0};
    phony_trainer *trainer;
    phony_model *model;
    ph_buffer bytes;

    folder_init(&folder);
    ASSERT_STATUS(phony_trainer_new(options, &trainer, &error), PHONY_OK, &error);
    ASSERT_STATUS(add_list(trainer, list, NULL, NULL, &error), PHONY_OK, &error);
    ASSERT_STATUS(phony_trainer_finish(trainer, &model, &error), PHONY_OK, &error);
    *report = report_of(trainer);
    phony_trainer_free(trainer);
    ASSERT_STATUS(phony_model_write(model, folder_file(&folder, "model.phony"), &error), PHONY_OK,
                  &error);
    bytes = read_bytes(folder.file);
    phony_model_unref(model);
    folder_fini(&folder);
    return bytes;
}

START_TEST(any_number_of_threads_gives_the_same_bytes)
{
    static const phony_train_options all[] = {
        OPTIONS(.order = 4, .weighting = PHONY_WEIGHT_COUNT, .exclude_originals = 1),
        OPTIONS(.order = 8, .min_count = 3),
        OPTIONS(.mode = PHONY_MODE_WORD, .min_length = 5),
        OPTIONS(.mode = PHONY_MODE_HYBRID, .word_min_count = 60, .order = 3),
    };
    static const int32_t threads[] = {1, 2, 3, 8};
    ph_buffer list = make_list();

    for (size_t i = 0; i < COUNT_OF(all); i++) {
        phony_train_report wanted_report, report;
        ph_buffer wanted = PH_BUFFER_INIT;
        for (size_t t = 0; t < COUNT_OF(threads); t++) {
            phony_train_options options = all[i];
            ph_buffer bytes;
            options.threads = threads[t];
            bytes = train_to_file(&options, &list, t ? &report : &wanted_report);
            if (t == 0) {
                wanted = bytes;
                continue;
            }
            ck_assert_uint_eq(bytes.length, wanted.length);
            ck_assert_mem_eq(bytes.data, wanted.data, bytes.length);
            ck_assert_mem_eq(&report, &wanted_report, sizeof report);
            ph_buffer_fini(&bytes);
        }
        ph_buffer_fini(&wanted);
    }
    ph_buffer_fini(&list);
}
END_TEST

START_TEST(an_error_of_the_input_ends_all_threads)
{
    ph_buffer list = make_list();
    phony_error error = {0};
    phony_trainer *trainer;

    ph_buffer_append_text(&list, "a,b,1\n");
    for (int32_t threads = 1; threads <= 4; threads++) {
        ASSERT_STATUS(phony_trainer_new(&OPTIONS(.threads = threads), &trainer, &error), PHONY_OK,
                      &error);
        ck_assert_int_ne(add_list(trainer, &list, NULL, NULL, &error), PHONY_OK);
        ck_assert_uint_eq(error.line, 20001);
        phony_trainer_free(trainer);
    }
    ph_buffer_fini(&list);
}
END_TEST

static int32_t stop_after(void *user, uint64_t position, uint64_t size)
{
    int *left = user;

    ck_assert(size == 0 || position <= size);
    return --*left < 0;
}

START_TEST(a_progress_callback_ends_the_training)
{
    ph_buffer list = make_list();
    phony_error error = {0};
    phony_trainer *trainer;
    int left = 1 << 30;

    ASSERT_STATUS(phony_trainer_new(&OPTIONS(.order = 2), &trainer, &error), PHONY_OK, &error);
    ASSERT_STATUS(add_list(trainer, &list, stop_after, &left, &error), PHONY_OK, &error);
    ck_assert_int_lt(left, 1 << 30); /* it was called */
    left = 2;
    ASSERT_STATUS(add_list(trainer, &list, stop_after, &left, &error), PHONY_ERROR_CANCELLED,
                  &error);
    phony_trainer_free(trainer);
    ph_buffer_fini(&list);
}
END_TEST

START_TEST(too_many_different_tokens_for_the_order_are_refused)
{
    phony_error error = {0};
    phony_trainer *trainer;
    phony_status status = PHONY_OK;
    uint32_t added = 0;

    ASSERT_STATUS(
        phony_trainer_new(&OPTIONS(.mode = PHONY_MODE_WORD, .order = 8), &trainer, &error),
        PHONY_OK, &error);
    while (!status && added < 70000) {
        char text[16];
        snprintf(text, sizeof text, "%x", ++added);
        status = phony_trainer_add(trainer, text, strlen(text), 1, &error);
    }
    ASSERT_STATUS(status, PHONY_ERROR_LIMIT, &error);
    ASSERT_MESSAGE(&error, "too many for order 8");
    ck_assert_uint_gt(added, 65000);
    phony_trainer_free(trainer);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("train");

    UNIT_ADD(suite, options_out_of_range_are_named);
    UNIT_ADD(suite, arguments_that_are_missing_are_refused);
    UNIT_ADD(suite, zero_means_the_default);
    UNIT_ADD(suite, a_shorter_struct_is_read_as_far_as_it_goes);
    UNIT_ADD(suite, texts_are_recorded);
    UNIT_ADD(suite, texts_do_not_change_the_digest_and_all_else_does);
    UNIT_ADD(suite, weights_are_counted_by_the_weighting);
    UNIT_ADD(suite, weight_0_is_passed_over);
    UNIT_ADD(suite, a_weight_is_that_many_values);
    UNIT_ADD(suite, the_sum_of_weights_is_limited);
    UNIT_ADD(suite, values_are_brought_into_form_and_filtered);
    UNIT_ADD(suite, nothing_learned_is_an_error);
    UNIT_ADD(suite, bad_text_is_named_by_its_byte);
    UNIT_ADD(suite, sentences_are_values_of_their_own);
    UNIT_ADD(suite, hybrid_keeps_words_that_stand_in_many_values);
    UNIT_ADD(suite, words_are_walked_with_one_space_between);
    UNIT_ADD(suite, a_vocabulary_says_which_words_are_whole);
    UNIT_ADD(suite, word_mode_passes_over_values_with_other_words);
    UNIT_ADD(suite, a_model_is_a_vocabulary_too);
    UNIT_ADD(suite, a_vocabulary_that_cannot_be_read_is_an_error);
    UNIT_ADD(suite, any_number_of_threads_gives_the_same_bytes);
    UNIT_ADD(suite, an_error_of_the_input_ends_all_threads);
    UNIT_ADD(suite, a_progress_callback_ends_the_training);
    UNIT_ADD(suite, too_many_different_tokens_for_the_order_are_refused);
    return suite;
}
