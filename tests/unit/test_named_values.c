/* Values that must be like something, by the name of what gives them: a built-in generator is then
 * the model that it stands for. */
#include "generator_util.h"

static phony_generator *named(const char *name, int32_t gender,
                              const phony_generator_options *values)
{
    phony_template_options options = PHONY_TEMPLATE_OPTIONS_INIT;
    phony_generator *generator = NULL;
    phony_error error = {0};

    options.gender = gender;
    options.values = values;
    ASSERT_STATUS(phony_generator_from_name(name, &options, &generator, &error), PHONY_OK, &error);
    return generator;
}

static phony_generator *of_model(const char *name, const phony_generator_options *values)
{
    phony_generator *generator;
    phony_model *model = NULL;
    phony_error error = {0};

    ASSERT_STATUS(phony_model_open(NULL, name, NULL, &model, &error), PHONY_OK, &error);
    generator = generator_of(model, values);
    phony_model_unref(model);
    return generator;
}

/* Takes both generators. */
static void expect_the_same(phony_generator *a, phony_generator *b)
{
    ph_buffer first = lines_of(a, "seed", 0, 200), second = lines_of(b, "seed", 0, 200);

    ck_assert_str_eq(first.data, second.data);
    ph_buffer_fini(&first);
    ph_buffer_fini(&second);
    phony_generator_unref(a);
    phony_generator_unref(b);
}

static const struct {
    const char *name, *model;
    int32_t gender;
    phony_generator_options values;
} stand_ins[] = {
    {"person.first", "en_US/first_names", PHONY_GENDER_ANY, GENERATE(.prefix = "Me")},
    {"person.first", "en_US/first_names_male", PHONY_GENDER_MALE, GENERATE(.max_length = 5)},
    {"person.first", "en_US/first_names_female", PHONY_GENDER_FEMALE, GENERATE(.min_length = 5)},
    {"person.last", "en_US/last_names", PHONY_GENDER_MALE, GENERATE(.suffix = "son")},
    {"person.full", "en_US/person_names", PHONY_GENDER_ANY, GENERATE(.min_words = 3)},
    {"city", "en_US/city_names", PHONY_GENDER_ANY, GENERATE(.rows = 1000, .sorted = 1)},
    {"company", "en_US/company_names", PHONY_GENDER_ANY, GENERATE(.contains = "an")},
    {"last_names", "en_US/last_names", PHONY_GENDER_ANY, GENERATE(.pattern = "[A-M].*")},
};

START_TEST(a_built_in_under_constraints_is_the_model_it_stands_for)
{
    for (size_t i = 0; i < COUNT_OF(stand_ins); i++)
        expect_the_same(named(stand_ins[i].name, stand_ins[i].gender, &stand_ins[i].values),
                        of_model(stand_ins[i].model, &stand_ins[i].values));
}
END_TEST

START_TEST(nothing_asked_for_changes_nothing)
{
    static const char *const names[] = {"person.first", "person.full", "email", "phone", "city"};
    const phony_generator_options nothing = GENERATE(.rows = 7);

    for (size_t i = 0; i < COUNT_OF(names); i++)
        expect_the_same(named(names[i], PHONY_GENDER_ANY, &nothing),
                        named(names[i], PHONY_GENDER_ANY, NULL));
}
END_TEST

START_TEST(the_usual_way_of_being_unique_is_the_one_that_suits)
{
    static const struct {
        const char *name;
        int32_t sorted, usual;
    } ways[] = {
        {"last_names", 0, PHONY_UNIQUE_NUMBERED},
        {"person_names", 0, PHONY_UNIQUE_NAMED},
        {"person.full", 0, PHONY_UNIQUE_NAMED},
        {"city_names", 1, PHONY_UNIQUE_STRICT},
    };

    for (size_t i = 0; i < COUNT_OF(ways); i++) {
        const phony_generator_options usual =
            GENERATE(.rows = 500, .sorted = ways[i].sorted, .unique = PHONY_UNIQUE_USUAL);
        const phony_generator_options said =
            GENERATE(.rows = 500, .sorted = ways[i].sorted, .unique = ways[i].usual);
        expect_the_same(named(ways[i].name, 0, &usual), named(ways[i].name, 0, &said));
    }
}
END_TEST

START_TEST(emails_are_kept_unique_by_numbers)
{
    const phony_generator_options usual = GENERATE(.rows = 1000, .unique = PHONY_UNIQUE_USUAL);
    phony_template_options options = PHONY_TEMPLATE_OPTIONS_INIT;
    phony_generator *numbered = NULL;
    phony_error error = {0};

    options.unique = PHONY_UNIQUE_NUMBERED;
    options.rows = 1000;
    ASSERT_STATUS(phony_generator_from_name("email", &options, &numbered, &error), PHONY_OK,
                  &error);
    expect_the_same(named("email", 0, &usual), numbered);
}
END_TEST

static const struct {
    const char *name;
    int32_t gender;
    phony_generator_options values;
    phony_status status;
    const char *message;
} refused[] = {
    {"email", 0, GENERATE(.prefix = "a"), PHONY_ERROR_ARGUMENT,
     "'email' can be kept unique by numbers, and takes no constraints"},
    {"username", 0, GENERATE(.rows = 9, .unique = PHONY_UNIQUE_STRICT), PHONY_ERROR_ARGUMENT,
     "'username' can be kept unique by numbers, and takes no constraints"},
    {"email", 0, GENERATE(.unique = PHONY_UNIQUE_USUAL), PHONY_ERROR_ARGUMENT,
     "unique needs rows: how many there are"},
    {"phone", 0, GENERATE(.rows = 9, .unique = PHONY_UNIQUE_NUMBERED), PHONY_ERROR_ARGUMENT,
     "'phone' takes no constraints, and cannot be kept unique; person.first, person.last, "
     "person.full, company and city can"},
    {"person.full", PHONY_GENDER_MALE, GENERATE(.prefix = "A"), PHONY_ERROR_ARGUMENT,
     "'person.full' of one gender takes no constraints; person.first does"},
    {"city", 0, GENERATE(.rows = 9, .unique = 5), PHONY_ERROR_ARGUMENT,
     "unique must be one of PHONY_UNIQUE_..."},
    {"bound", 0, GENERATE(.prefix = "a"), PHONY_ERROR_ARGUMENT,
     "'bound' is bound: constraints are for what it was made of"},
    {"last_name", 0, GENERATE(.prefix = "a"), PHONY_ERROR_NOT_FOUND,
     "unknown name 'last_name'; did you mean 'last_names'?"},
};

START_TEST(what_does_not_go_with_a_name_is_refused)
{
    const phony_binding binding = {"bound", NULL, "{city}"};

    for (size_t i = 0; i < COUNT_OF(refused); i++) {
        phony_template_options options = PHONY_TEMPLATE_OPTIONS_INIT;
        phony_generator *generator = NULL;
        phony_error error = {0};
        options.gender = refused[i].gender;
        options.values = &refused[i].values;
        options.bindings = &binding;
        options.binding_count = 1;
        ASSERT_STATUS(phony_generator_from_name(refused[i].name, &options, &generator, &error),
                      refused[i].status, &error);
        ck_assert_str_eq(error.message, refused[i].message);
        ck_assert_ptr_null(generator);
    }
}
END_TEST

START_TEST(a_template_takes_no_constraints)
{
    const phony_generator_options values = GENERATE(.prefix = "a");
    phony_template_options options = PHONY_TEMPLATE_OPTIONS_INIT;
    phony_generator *generator = NULL;
    phony_error error = {0};

    options.values = &values;
    ASSERT_STATUS(phony_generator_from_template("{city}", &options, &generator, &error),
                  PHONY_ERROR_ARGUMENT, &error);
    ck_assert_ptr_null(generator);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("named_values");

    setenv("PHONY_MODELS", MODELS, 1);

    UNIT_ADD(suite, a_built_in_under_constraints_is_the_model_it_stands_for);
    UNIT_ADD(suite, nothing_asked_for_changes_nothing);
    UNIT_ADD(suite, the_usual_way_of_being_unique_is_the_one_that_suits);
    UNIT_ADD(suite, emails_are_kept_unique_by_numbers);
    UNIT_ADD(suite, what_does_not_go_with_a_name_is_refused);
    UNIT_ADD(suite, a_template_takes_no_constraints);
    return suite;
}
