/* Persons, their addresses and account names: what stands in one row belongs together, in every
 * locale, however the rows are cut into calls. */
#include <stdio.h>

#include "builtin_util.h"
#include "value/pipe.h"

enum { MANY = 100000, SOME = 3000 };

static const char *const locales[] = LOCALES;

/* ---- Belonging together ---------------------------------------------------------------------- */

static void append_slug(const char *text, const char *locale, ph_buffer *out)
{
    ck_assert_int_eq(ph_to_slug(text, strlen(text), locale, out), 0);
}

/* "first.last" of the slugs of a row's names, without those that are empty; "user" for none. */
static void expect_local_part(const char *first, const char *last, const char *locale,
                              ph_buffer *out)
{
    size_t at;

    out->length = 0;
    append_slug(first, locale, out);
    at = out->length;
    if (at)
        ph_buffer_append_byte(out, '.');
    append_slug(last, locale, out);
    if (at && out->length == at + 1)
        out->length = at;
    if (out->length == 0)
        ph_buffer_append_text(out, "user");
}

static void check_emails(const char *locale, size_t rows)
{
    phony_template_options options = options_for(locale);
    values first = values_of("person.first", &options, 0, rows);
    values last = values_of("person.last", &options, 0, rows);
    values email = values_of("email", &options, 0, rows);
    ph_buffer expected = PH_BUFFER_INIT;

    for (size_t i = 0; i < rows; i++) {
        expect_local_part(value_at(&first, i), value_at(&last, i), locale, &expected);
        ph_buffer_append(&expected, "@example.com", 13);
        ck_assert_msg(!strcmp(expected.data, value_at(&email, i)), "%s, row %zu: %s instead of %s",
                      locale, i, value_at(&email, i), expected.data);
    }
    ph_buffer_fini(&expected);
    free_values(&first);
    free_values(&last);
    free_values(&email);
}

START_TEST(an_email_is_made_of_the_slugs_of_its_rows_names)
{
    for (size_t i = 0; i < COUNT_OF(locales); i++) {
        if (strcmp(locales[i], "ja_JP") != 0)
            check_emails(locales[i], MANY);
    }
}
END_TEST

START_TEST(japanese_emails_are_in_roman_letters)
{
    phony_template_options options = options_for("ja_JP");
    values email = values_of("email", &options, 0, SOME);

    for (size_t i = 0; i < SOME; i++) {
        const char *at = strchr(value_at(&email, i), '@');
        size_t letters = strspn(value_at(&email, i), "abcdefghijklmnopqrstuvwxyz.");
        ck_assert_ptr_nonnull(at);
        ck_assert_str_eq(at, "@example.com");
        ck_assert_uint_eq(letters, (size_t)(at - value_at(&email, i)));
    }
    free_values(&email);
}
END_TEST

static void join(char *to, size_t capacity, const char *a, const char *b)
{
    int length = snprintf(to, capacity, "%s %s", a, b);

    ck_assert_int_lt(length, (int)capacity);
}

static int begins(const char *text, const char *with)
{
    return !strncmp(text, with, strlen(with));
}

static int ends(const char *text, const char *with)
{
    size_t length = strlen(text), size = strlen(with);

    return length >= size && !strcmp(text + length - size, with);
}

/* The whole name of a row in the locale's order, as far as its parts can be asked for. */
static int is_full_name(const char *locale, const char *full, const char *first, const char *last)
{
    char plain[8192];

    join(plain, sizeof plain, first, last);
    if (!strcmp(locale, "es_ES"))
        return begins(full, plain) && full[strlen(plain)] == ' ' && full[strlen(plain) + 1];
    if (!strcmp(locale, "pt_BR"))
        return !strcmp(full, plain) ||
               (begins(full, first) && ends(full, last) && strlen(full) > strlen(plain) + 1);
    if (!strcmp(locale, "ja_JP"))
        join(plain, sizeof plain, last, first);
    return !strcmp(full, plain);
}

START_TEST(a_full_name_is_made_of_its_rows_names_in_the_locales_order)
{
    for (size_t k = 0; k < COUNT_OF(locales); k++) {
        phony_template_options options = options_for(locales[k]);
        values full = values_of("person.full", &options, 0, SOME);
        values first = values_of("person.first", &options, 0, SOME);
        values last = values_of("person.last", &options, 0, SOME);
        for (size_t i = 0; i < SOME; i++)
            ck_assert_msg(is_full_name(locales[k], value_at(&full, i), value_at(&first, i),
                                       value_at(&last, i)),
                          "%s, row %zu: '%s' of '%s' and '%s'", locales[k], i, value_at(&full, i),
                          value_at(&first, i), value_at(&last, i));
        free_values(&full);
        free_values(&first);
        free_values(&last);
    }
}
END_TEST

START_TEST(half_of_all_brazilians_have_two_family_names)
{
    phony_template_options options = options_for("pt_BR");
    values full = values_of("person.full", &options, 0, SOME);
    values first = values_of("person.first", &options, 0, SOME);
    values last = values_of("person.last", &options, 0, SOME);
    int two = 0;

    for (size_t i = 0; i < SOME; i++)
        two += strlen(value_at(&full, i)) >
               strlen(value_at(&first, i)) + strlen(value_at(&last, i)) + 1;
    ck_assert_int_gt(two, SOME / 2 - 150); /* more than five standard deviations */
    ck_assert_int_lt(two, SOME / 2 + 150);
    free_values(&full);
    free_values(&first);
    free_values(&last);
}
END_TEST

/* An account name: the letters and digits of the row's slugs, then digits or nothing. */
START_TEST(a_username_begins_with_its_rows_names)
{
    phony_template_options options = options_for("fr_FR");
    values email = values_of("email", &options, 0, SOME);
    values user = values_of("username", &options, 0, SOME);
    int with_digits = 0;

    for (size_t i = 0; i < SOME; i++) {
        const char *from = value_at(&email, i), *to = value_at(&user, i);
        for (; *from != '@'; from++) {
            if (*from != '.' && *from != '-')
                ck_assert_int_eq(*from, *to++);
        }
        ck_assert_uint_eq(strspn(to, "0123456789"), strlen(to));
        with_digits += *to != '\0';
    }
    ck_assert_int_gt(with_digits, SOME / 2 - 150);
    ck_assert_int_lt(with_digits, SOME / 2 + 150);
    free_values(&email);
    free_values(&user);
}
END_TEST

/* ---- Genders --------------------------------------------------------------------------------- */

/* Whether a model can give a value; of hybrid ones phony_model_score knows the usual way only. */
static int can_give(phony_model *model, const char *value)
{
    phony_score score = PHONY_SCORE_INIT;

    if (model->mode == PHONY_MODE_HYBRID)
        return 1;
    ck_assert_int_eq(phony_model_score(model, value, strlen(value), &score, NULL), PHONY_OK);
    return score.possible;
}

START_TEST(a_first_name_comes_from_the_model_of_its_rows_gender)
{
    for (size_t k = 0; k < COUNT_OF(locales); k++) {
        phony_template_options options = options_for(locales[k]);
        values first = values_of("person.first", &options, 7, SOME);
        values gender = values_of("person.gender", &options, 7, SOME);
        phony_model *models[2];
        int women = 0;
        char name[64];
        for (int g = 0; g < 2; g++) {
            snprintf(name, sizeof name, "%s/first_names_%s", locales[k], g ? "female" : "male");
            ck_assert_int_eq(phony_model_open(NULL, name, NULL, &models[g], NULL), PHONY_OK);
        }
        for (size_t i = 0; i < SOME; i++) {
            int woman = !strcmp(value_at(&gender, i), "female");
            ck_assert_str_eq(value_at(&gender, i), woman ? "female" : "male");
            ck_assert_msg(can_give(models[woman], value_at(&first, i)), "%s: %s", locales[k],
                          value_at(&first, i));
            women += woman;
        }
        ck_assert_int_gt(women, SOME / 2 - 150);
        ck_assert_int_lt(women, SOME / 2 + 150);
        phony_model_unref(models[0]);
        phony_model_unref(models[1]);
        free_values(&first);
        free_values(&gender);
    }
}
END_TEST

static int is_adjective(const char *name)
{
    return ends(name, "ski") || ends(name, "cki") || ends(name, "dzki");
}

START_TEST(polish_women_have_feminine_family_names)
{
    phony_template_options any = options_for("pl_PL"), men = any, women = any;
    values last, his, hers, gender;
    int changed = 0;

    men.gender = PHONY_GENDER_MALE;
    women.gender = PHONY_GENDER_FEMALE;
    last = values_of("person.last", &any, 0, SOME);
    gender = values_of("person.gender", &any, 0, SOME);
    his = values_of("person.last", &men, 0, SOME);
    hers = values_of("person.last", &women, 0, SOME);
    for (size_t i = 0; i < SOME; i++) {
        size_t length = strlen(value_at(&his, i));
        int woman = !strcmp(value_at(&gender, i), "female");
        ck_assert_str_eq(value_at(&last, i), value_at(woman ? &hers : &his, i));
        ck_assert(!is_adjective(value_at(&hers, i)));
        changed += is_adjective(value_at(&his, i));
        if (is_adjective(value_at(&his, i)))
            ck_assert(!strncmp(value_at(&his, i), value_at(&hers, i), length - 1) &&
                      ends(value_at(&hers, i), "ka"));
        else
            ck_assert_str_eq(value_at(&his, i), value_at(&hers, i));
    }
    ck_assert_int_gt(changed, 0);
    free_values(&last);
    free_values(&gender);
    free_values(&his);
    free_values(&hers);
}
END_TEST

/* ---- Rows ------------------------------------------------------------------------------------ */

static void assert_same(const values *a, const values *b)
{
    ck_assert_uint_eq(a->rows, b->rows);
    for (size_t i = 0; i < a->rows; i++)
        ck_assert_str_eq(value_at(a, i), value_at(b, i));
}

START_TEST(values_do_not_depend_on_how_rows_are_cut_into_calls)
{
    static const size_t steps[] = {1, 17, 1000};

    for (size_t n = 0; phony_builtin_name(n); n++) {
        phony_template_options options = options_for(locales[n % COUNT_OF(locales)]);
        phony_generator *generator = make_builtin(phony_builtin_name(n), &options);
        uint64_t first = UINT64_MAX - 1500; /* the rows go on at 0 */
        values whole = values_in_steps(generator, first, SOME, SOME);
        for (size_t i = 0; i < COUNT_OF(steps); i++) {
            values part = values_in_steps(generator, first, SOME, steps[i]);
            assert_same(&whole, &part);
            free_values(&part);
        }
        free_values(&whole);
        phony_generator_unref(generator);
    }
}
END_TEST

START_TEST(all_kernels_give_the_same_persons)
{
    static const char *const simd[] = {"avx2", "off"};
    phony_template_options options = options_for("en_US");

    unsetenv("PHONY_SIMD");
    values best = values_of("person.full", &options, 0, SOME);
    for (size_t i = 0; i < COUNT_OF(simd); i++) {
        setenv("PHONY_SIMD", simd[i], 1);
        values other = values_of("person.full", &options, 0, SOME);
        assert_same(&best, &other);
        free_values(&other);
    }
    unsetenv("PHONY_SIMD");
    free_values(&best);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("builtin");

    setenv("PHONY_MODELS", MODELS, 1);
    UNIT_ADD(suite, an_email_is_made_of_the_slugs_of_its_rows_names);
    UNIT_ADD(suite, japanese_emails_are_in_roman_letters);
    UNIT_ADD(suite, a_full_name_is_made_of_its_rows_names_in_the_locales_order);
    UNIT_ADD(suite, half_of_all_brazilians_have_two_family_names);
    UNIT_ADD(suite, a_username_begins_with_its_rows_names);
    UNIT_ADD(suite, a_first_name_comes_from_the_model_of_its_rows_gender);
    UNIT_ADD(suite, polish_women_have_feminine_family_names);
    UNIT_ADD(suite, values_do_not_depend_on_how_rows_are_cut_into_calls);
    UNIT_ADD(suite, all_kernels_give_the_same_persons);
    return suite;
}
