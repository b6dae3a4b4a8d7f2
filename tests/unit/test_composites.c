/* Addresses and telephone numbers, what is refused, uniqueness, models of the user's own, every
 * allocation failing, and the vectors of spec/vectors/composites.json. */
#include <regex.h>
#include <stdio.h>
#include <sys/stat.h>

#include "base/alloc.h"
#include "builtin_util.h"
#include "value/pipe.h"

enum { SOME = 2000 };

static const char *const locales[] = LOCALES;

/* ---- Telephone numbers, addresses ------------------------------------------------------------ */

static void check_pattern(const char *name, const char *locale, const char *pattern)
{
    phony_template_options options = options_for(locale);
    values v = values_of(name, &options, 0, SOME);
    regex_t regex;

    ck_assert_int_eq(regcomp(&regex, pattern, REG_EXTENDED | REG_NOSUB), 0);
    for (size_t i = 0; i < SOME; i++)
        ck_assert_msg(regexec(&regex, value_at(&v, i), 0, NULL, 0) == 0, "%s of %s: '%s'", name,
                      locale, value_at(&v, i));
    regfree(&regex);
    free_values(&v);
}

/* Written anew from the regulators' lists, not from the library's table. */
START_TEST(telephone_numbers_are_reserved_or_unassigned)
{
    static const char *const patterns[][2] = {
        {"en_US", "^\\([2-9][0-8][0-9]\\) 555-01[0-9]{2}$"},
        {"de_DE",
         "^(030 23125[0-9]{3}|069 90009[0-9]{3}|040 66969[0-9]{3}|0221 4710[0-9]{3}|"
         "089 99998[0-9]{3}|0171 39200[0-9]{2}|0176 040690[0-9]{2})$"},
        {"fr_FR", "^(01 99 00|02 61 91|03 53 01|04 65 71|05 36 49|06 39 98) [0-9]{2} [0-9]{2}$"},
        {"tr_TR", "^050[23489] [0-9]{3} [0-9]{2} [0-9]{2}$"},
        {"es_ES", "^7[567][0-9] [0-9]{2} [0-9]{2} [0-9]{2}$"},
        {"pt_BR", "^\\(2[3569]\\) (9[0-9]{4}|3[0-9]{3})-[0-9]{4}$"},
        {"it_IT", "^30[0-9] [0-9]{7}$"},
        {"nl_NL", "^06 9[0-9]{7}$"},
        {"pl_PL", "^9[789] [0-9]{3} [0-9]{2} [0-9]{2}$"},
        {"ja_JP", "^(0[36]-1[0-9]{3}|090-0[0-9]{3})-[0-9]{4}$"},
    };

    for (size_t i = 0; i < COUNT_OF(patterns); i++)
        check_pattern("phone", patterns[i][0], patterns[i][1]);
}
END_TEST

START_TEST(street_addresses_are_written_as_the_locale_does)
{
    static const char *const patterns[][2] = {
        {"en_US", "^[1-9][0-9]{0,3} [^0-9 ]"},
        {"de_DE", "[^ ] [1-9][0-9]{0,2}[a-d]?$"},
        {"fr_FR", "^[1-9][0-9]{0,2}( bis| ter)? [^ A-Z]"},
        {"tr_TR", "[^ ] No: [1-9][0-9]{0,2}$"},
        {"es_ES", "[^ ], [1-9][0-9]{0,2}$"},
        {"pt_BR", "^Rua .+ .+, [1-9][0-9]{0,3}$"},
        {"it_IT", "^Via .+ .+, [1-9][0-9]{0,2}(/[A-C])?$"},
        {"nl_NL", "^[^a-z].*straat [1-9][0-9]{0,2}([a-c]|-1)?$"},
        {"pl_PL", "^ul\\. .*([aeoiy]|go) [1-9][0-9]{0,2}[A-C]?$"},
        {"ja_JP", "町[1-6]-[1-9][0-9]?-[1-9][0-9]?$"},
    };

    for (size_t i = 0; i < COUNT_OF(patterns); i++)
        check_pattern("street_address", patterns[i][0], patterns[i][1]);
}
END_TEST

/* The mean of a cube of an even draw is a quarter of the greatest number. */
START_TEST(low_house_numbers_are_more_frequent)
{
    phony_template_options options = options_for("tr_TR");
    values v = values_of("street_address", &options, 0, SOME);
    uint64_t sum = 0;

    for (size_t i = 0; i < SOME; i++)
        sum += strtoull(strrchr(value_at(&v, i), ' ') + 1, NULL, 10);
    ck_assert_uint_gt(sum / SOME, 32);
    ck_assert_uint_lt(sum / SOME, 44);
    free_values(&v);
}
END_TEST

START_TEST(filler_text_has_words_sentences_and_paragraphs)
{
    check_pattern("lorem.word", "en_US", "^[a-z]+$");
    check_pattern("lorem.sentence", "tr_TR", "^[A-Z][a-z]*( [a-z]+,?){3,14}\\.$");
    check_pattern("lorem.paragraph", "ja_JP", "^([A-Z][a-z ,]*\\. ?){3,7}$");
}
END_TEST

/* ---- What is refused ------------------------------------------------------------------------- */

static void check_refused(const char *name, const phony_template_options *options,
                          phony_status status, const char *part)
{
    phony_generator *generator = NULL;
    phony_error error = {0};

    ASSERT_STATUS(ph_builtin_new(name, options, &generator, &error), status, &error);
    ASSERT_MESSAGE(&error, part);
    ck_assert_ptr_null(generator);
}

START_TEST(unknown_names_and_locales_are_refused_with_the_nearest)
{
    phony_template_options options = options_for(NULL);

    check_refused("person", &options, PHONY_ERROR_NOT_FOUND, "no built-in generator 'person'");
    options.locale = "en_GB";
    check_refused("email", &options, PHONY_ERROR_NOT_FOUND, "did you mean 'en_US'");
    options.locale = "klingon_and_more_than_sixteen_bytes";
    check_refused("city", &options, PHONY_ERROR_NOT_FOUND, "tr_TR, en_US");
}
END_TEST

START_TEST(a_language_stands_for_its_locale)
{
    phony_template_options tr = options_for("tr"), full = options_for("tr_TR");
    values a, b;

    a = values_of("person.full", &tr, 0, 3);
    b = values_of("person.full", &full, 0, 3);
    ck_assert_mem_eq(a.bytes, b.bytes, a.offsets[3]);
    free_values(&a);
    free_values(&b);
}
END_TEST

START_TEST(options_out_of_range_are_refused)
{
    phony_template_options options = options_for("tr_TR");

    options.gender = 3;
    check_refused("email", &options, PHONY_ERROR_ARGUMENT, "gender");
    options.gender = 0;
    options.unique = PHONY_UNIQUE_NUMBERED;
    check_refused("email", &options, PHONY_ERROR_ARGUMENT, "rows");
    options.rows = 10;
    check_refused("person.full", &options, PHONY_ERROR_ARGUMENT, "email and username");
    options.unique = PHONY_UNIQUE_STRICT;
    check_refused("email", &options, PHONY_ERROR_ARGUMENT, "unique by numbers");
}
END_TEST

static void fill_small(const char *name, const char *locale)
{
    phony_template_options options = options_for(locale);
    phony_generator *generator = make_builtin(name, &options);
    values v = values_in_steps(generator, 5, 40, 40);
    uint8_t bytes[700];
    uint32_t offsets[41];
    phony_error error = {0};

    for (size_t capacity = 1; capacity < sizeof bytes; capacity += 3) {
        phony_column column = PHONY_COLUMN_INIT;
        phony_status status;
        column.bytes = bytes;
        column.bytes_capacity = capacity;
        column.offsets = offsets;
        column.rows_capacity = 40;
        column.separator = '\0';
        memset(bytes + capacity, 0xA5, sizeof bytes - capacity);
        status = phony_generator_fill(generator, &test_key, 5, 40, &column, &error);
        if (capacity < v.offsets[1]) {
            ASSERT_STATUS(status, PHONY_ERROR_SPACE, &error);
            continue;
        }
        ASSERT_STATUS(status, PHONY_OK, &error);
        ck_assert_uint_gt(column.rows, 0);
        ck_assert_mem_eq(bytes, v.bytes, offsets[column.rows]);
        ck_assert(column.rows == 40 || v.offsets[column.rows + 1] > capacity);
        for (size_t i = capacity; i < sizeof bytes; i++)
            ck_assert_uint_eq(bytes[i], 0xA5);
    }
    free_values(&v);
    phony_generator_unref(generator);
}

START_TEST(small_buffers_hold_the_values_that_fit)
{
    for (size_t i = 0; phony_builtin_name(i); i++)
        fill_small(phony_builtin_name(i), locales[(i + 4) % COUNT_OF(locales)]);
    fill_small("person.full", "en_US");
    fill_small("email", "en_US");
}
END_TEST

/* ---- Uniqueness ------------------------------------------------------------------------------ */

static int compare(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void check_unique(const char *name, uint64_t rows)
{
    static const char *sorted[SOME];
    phony_template_options options = options_for("ja_JP");
    values v;

    options.unique = PHONY_UNIQUE_NUMBERED;
    options.rows = rows;
    v = values_of(name, &options, 0, rows < SOME ? rows : SOME);
    for (size_t i = 0; i < v.rows; i++)
        sorted[i] = value_at(&v, i);
    qsort(sorted, v.rows, sizeof *sorted, compare);
    for (size_t i = 1; i < v.rows; i++)
        ck_assert_str_ne(sorted[i - 1], sorted[i]);
    free_values(&v);
}

START_TEST(numbered_values_differ)
{
    check_unique("email", 1);
    check_unique("email", SOME);
    check_unique("username", SOME - 1);
    check_unique("username", UINT64_MAX);
}
END_TEST

START_TEST(the_number_stands_before_the_domain_and_rows_end)
{
    phony_template_options options = options_for("en_US");
    phony_generator *generator;
    phony_column column = PHONY_COLUMN_INIT;
    phony_error error = {0};
    uint8_t bytes[2000];
    uint32_t offsets[11];

    options.unique = PHONY_UNIQUE_NUMBERED;
    options.rows = 1001;
    check_pattern("email", "en_US", "^[a-z-]+\\.[a-z-]+@example\\.com$");
    generator = make_builtin("email", &options);
    column.bytes = bytes;
    column.bytes_capacity = sizeof bytes;
    column.offsets = offsets;
    column.rows_capacity = 10;
    ASSERT_STATUS(phony_generator_fill(generator, &test_key, 991, 10, &column, &error), PHONY_OK,
                  &error);
    for (size_t i = 0; i < 10; i++) {
        const uint8_t *end = bytes + offsets[i + 1] - strlen("0000@example.com");
        for (int k = 0; k < 4; k++)
            ck_assert(end[k] >= '0' && end[k] <= '9');
        ck_assert_mem_eq(end + 4, "@example.com", 12);
    }
    ASSERT_STATUS(phony_generator_fill(generator, &test_key, 992, 10, &column, &error),
                  PHONY_ERROR_LIMIT, &error);
    ASSERT_MESSAGE(&error, "row 1001 is past the 1001 rows");
    phony_generator_unref(generator);
}
END_TEST

/* ---- Models of one's own --------------------------------------------------------------------- */

/* A folder of models zz_ZZ/..., which PHONY_MODELS names while it is there. */
typedef struct own_models {
    test_folder folder;
    char locale[600];
} own_models;

static void own_init(own_models *own)
{
    char path[2 * sizeof own->locale];

    folder_init(&own->folder);
    snprintf(own->locale, sizeof own->locale, "%s/zz_ZZ", own->folder.path);
    ck_assert_int_eq(mkdir(own->locale, 0700), 0);
    snprintf(path, sizeof path, "%s:%s", own->folder.path, MODELS);
    setenv("PHONY_MODELS", path, 1);
}

static void own_fini(own_models *own)
{
    folder_fini(&own->folder);
    setenv("PHONY_MODELS", MODELS, 1);
}

static void own_add(const own_models *own, const char *kind, const phony_train_options *options,
                    const char *const *list, size_t count)
{
    char path[2 * sizeof own->locale];
    phony_model *model = train(options, list, count);

    snprintf(path, sizeof path, "%s/%s.phony", own->locale, kind);
    ck_assert_int_eq(phony_model_write(model, path, NULL), PHONY_OK);
    phony_model_unref(model);
}

/* E-mails, against the slugs of the names. */
static void check_own_emails(size_t rows)
{
    phony_template_options options = options_for("zz_ZZ");
    values first = values_of("person.first", &options, 0, rows);
    values last = values_of("person.last", &options, 0, rows);
    values email = values_of("email", &options, 0, rows);
    ph_buffer a = PH_BUFFER_INIT, b = PH_BUFFER_INIT;

    for (size_t i = 0; i < rows; i++) {
        a.length = b.length = 0;
        ck_assert_int_eq(ph_to_slug(value_at(&first, i), strlen(value_at(&first, i)), "zz_ZZ", &a),
                         0);
        ck_assert_int_eq(ph_to_slug(value_at(&last, i), strlen(value_at(&last, i)), "zz_ZZ", &b),
                         0);
        if (a.length && b.length)
            ph_buffer_append_byte(&a, '.');
        ph_buffer_append(&a, b.data, b.length);
        if (!a.length)
            ph_buffer_append_text(&a, "user");
        ph_buffer_append(&a, "@example.com", 13);
        ck_assert_msg(!strcmp(a.data, value_at(&email, i)), "'%s' '%s': %s instead of %s",
                      value_at(&first, i), value_at(&last, i), value_at(&email, i), a.data);
    }
    ph_buffer_fini(&a);
    ph_buffer_fini(&b);
    free_values(&first);
    free_values(&last);
    free_values(&email);
}

/* Separators in runs and at the ends, marks, syllables and letters read together, long tokens,
 * digits, and what has no counterpart in ASCII at all. */
static const char *const odd_names[] = {
    "-a-",  "a--b",  "O'Neil", "d' Ag", "しゃしん", "きょうと", "Αυγή",       "Ευα", "漢字",
    "- -",  "J.-P.", "Ünal",   "ﬃne",   "Straße",   "Łódź",     "a - b",      "7up", "x_y",
    "İnci", "Щука",  "ǅ",      "l’Hay", "ñandú",    "Müller",   "Ærøskøbing", "!",   "née",
};

START_TEST(odd_names_have_exactly_their_slugs)
{
    static const int32_t modes[] = {PHONY_MODE_CHAR, PHONY_MODE_WORD, PHONY_MODE_HYBRID};

    for (size_t i = 0; i < COUNT_OF(modes); i++) {
        phony_train_options options = PHONY_TRAIN_OPTIONS_INIT;
        own_models own;
        own_init(&own);
        options.mode = modes[i];
        options.order = 2;
        options.word_min_count = 1;
        own_add(&own, "first_names_male", &options, odd_names, COUNT_OF(odd_names));
        own_add(&own, "first_names_female", &options, odd_names + 5, COUNT_OF(odd_names) - 5);
        own_add(&own, "last_names", &options, odd_names, COUNT_OF(odd_names));
        check_own_emails(SOME);
        own_fini(&own);
    }
}
END_TEST

START_TEST(originals_never_come_out_of_composites)
{
    phony_train_options options = PHONY_TRAIN_OPTIONS_INIT;
    phony_template_options of = options_for("zz_ZZ");
    own_models own;
    values first, gender;

    own_init(&own);
    options.exclude_originals = 1;
    options.order = 2;
    own_add(&own, "first_names_male", &options, test_names, 200);
    own_add(&own, "first_names_female", &options, test_names + 200, 200);
    own_add(&own, "last_names", &options, test_names, test_name_count);
    first = values_of("person.first", &of, 0, SOME);
    gender = values_of("person.gender", &of, 0, SOME);
    for (size_t i = 0; i < SOME; i++) {
        /* a man may have a name of the women's list, and the other way round */
        size_t from = !strcmp(value_at(&gender, i), "female") ? 200 : 0;
        for (size_t k = from; k < from + 200; k++)
            ck_assert_str_ne(value_at(&first, i), test_names[k]);
    }
    check_own_emails(SOME);
    free_values(&first);
    free_values(&gender);
    own_fini(&own);
}
END_TEST

START_TEST(one_list_of_first_names_will_do)
{
    phony_train_options options = PHONY_TRAIN_OPTIONS_INIT;
    phony_template_options of = options_for("zz_ZZ");
    own_models own;

    own_init(&own);
    own_add(&own, "first_names", &options, test_names, test_name_count);
    own_add(&own, "last_names", &options, test_names, test_name_count);
    check_own_emails(100);
    check_refused("phone", &of, PHONY_ERROR_NOT_FOUND, "the built-in 'phone' of zz_ZZ");
    check_refused("city", &of, PHONY_ERROR_NOT_FOUND, "zz_ZZ/city_names");
    of.gender = PHONY_GENDER_FEMALE;
    check_refused("email", &of, PHONY_ERROR_NOT_FOUND, "zz_ZZ/first_names_female");
    own_fini(&own);
}
END_TEST

/* ---- Allocations ----------------------------------------------------------------------------- */

static phony_status make_and_fill(const char *name, const phony_template_options *options,
                                  phony_error *error)
{
    static uint8_t bytes[4096];
    static uint32_t offsets[5];
    phony_column column = PHONY_COLUMN_INIT;
    phony_generator *generator = NULL;
    phony_status status = ph_builtin_new(name, options, &generator, error);

    column.bytes = bytes;
    column.bytes_capacity = sizeof bytes;
    column.offsets = offsets;
    column.rows_capacity = 4;
    if (!status)
        status = phony_generator_fill(generator, &test_key, 0, 4, &column, error);
    phony_generator_unref(generator);
    return status;
}

/* The models are in the cache, so that only what composites do themselves fails. */
static void fail_each(const char *name, const phony_template_options *options)
{
    phony_error error = {0};

    ASSERT_STATUS(make_and_fill(name, options, &error), PHONY_OK, &error);
    for (size_t nth = 0;; nth++) {
        phony_status status;
        int failed;
        ph_alloc_fail_after(nth);
        status = make_and_fill(name, options, &error);
        failed = ph_alloc_has_failed();
        ph_alloc_fail_after(SIZE_MAX);
        if (!failed)
            break;
        ck_assert_msg(status == PHONY_ERROR_MEMORY, "%s, allocation %zu: status %d: %s", name, nth,
                      (int)status, error.message);
    }
}

START_TEST(composites_fail_cleanly_at_every_allocation)
{
    own_models own;
    phony_train_options train_options = PHONY_TRAIN_OPTIONS_INIT;
    phony_template_options options = options_for("zz_ZZ");

    own_init(&own);
    train_options.order = 1; /* seldom without something odd */
    own_add(&own, "first_names_male", &train_options, odd_names, 9);
    own_add(&own, "first_names_female", &train_options, odd_names, 9);
    own_add(&own, "last_names", &train_options, odd_names, 9);
    own_add(&own, "street_names", &train_options, odd_names, 9);
    own_add(&own, "city_names", &train_options, odd_names, 9);
    own_add(&own, "company_names", &train_options, odd_names, 9);
    ck_assert_int_eq(phony_cache_new(&options.cache, NULL), PHONY_OK);
    for (size_t i = 0; phony_builtin_name(i); i++) {
        options.locale = !strcmp(phony_builtin_name(i), "phone") ? "en_US" : "zz_ZZ";
        fail_each(phony_builtin_name(i), &options);
    }
    phony_cache_free(options.cache);
    own_fini(&own);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("composites");

    setenv("PHONY_MODELS", MODELS, 1);
    UNIT_ADD(suite, telephone_numbers_are_reserved_or_unassigned);
    UNIT_ADD(suite, street_addresses_are_written_as_the_locale_does);
    UNIT_ADD(suite, low_house_numbers_are_more_frequent);
    UNIT_ADD(suite, filler_text_has_words_sentences_and_paragraphs);
    UNIT_ADD(suite, unknown_names_and_locales_are_refused_with_the_nearest);
    UNIT_ADD(suite, a_language_stands_for_its_locale);
    UNIT_ADD(suite, options_out_of_range_are_refused);
    UNIT_ADD(suite, small_buffers_hold_the_values_that_fit);
    UNIT_ADD(suite, numbered_values_differ);
    UNIT_ADD(suite, the_number_stands_before_the_domain_and_rows_end);
    UNIT_ADD(suite, odd_names_have_exactly_their_slugs);
    UNIT_ADD(suite, originals_never_come_out_of_composites);
    UNIT_ADD(suite, one_list_of_first_names_will_do);
    UNIT_ADD(suite, composites_fail_cleanly_at_every_allocation);
    return suite;
}
