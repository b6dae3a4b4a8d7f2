#include "value/builtin.h"

#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "constraint/automaton.h"

typedef struct builtin {
    const char *name, *summary;
    ph_builtin_maker make;
    int kind;
    int numbered; /* options.unique has a meaning */
    /* Whose values these are, when they must be like something: by PHONY_GENDER_...; NULL: they
     * cannot be told to be. */
    const char *models[3];
} builtin;

#define ALIKE(model)                                                                               \
    {                                                                                              \
        model, model, model                                                                        \
    }

static const builtin builtins[] = {
    {"person.full",
     "a person's whole name, as the locale writes it",
     ph_person_new,
     PH_PERSON_FULL,
     0,
     {"person_names", NULL, NULL}},
    {"person.first",
     "a first name, of the row's gender",
     ph_person_new,
     PH_PERSON_FIRST,
     0,
     {"first_names", "first_names_male", "first_names_female"}},
    {"person.last", "a family name, in the form for the row's gender", ph_person_new,
     PH_PERSON_LAST, 0, ALIKE("last_names")},
    {"person.gender", "the row's gender: male or female", ph_person_new, PH_PERSON_GENDER, 0,
     ALIKE(NULL)},
    {"email", "an e-mail address of the row's person at example.com", ph_person_new,
     PH_PERSON_EMAIL, 1, ALIKE(NULL)},
    {"username", "an account name of the row's person", ph_person_new, PH_PERSON_USERNAME, 1,
     ALIKE(NULL)},
    {"company", "a company's name", ph_place_new, PH_PLACE_COMPANY, 0, ALIKE("company_names")},
    {"street_address", "a street with a house number, as the locale writes it", ph_address_new, 0,
     0, ALIKE(NULL)},
    {"city", "a town's name", ph_place_new, PH_PLACE_CITY, 0, ALIKE("city_names")},
    {"phone", "a telephone number that nobody has", ph_phone_new, 0, 0, ALIKE(NULL)},
    {"lorem.word", "a word of the classic filler text", ph_lorem_new, PH_LOREM_WORD, 0,
     ALIKE(NULL)},
    {"lorem.sentence", "a sentence of filler text", ph_lorem_new, PH_LOREM_SENTENCE, 0,
     ALIKE(NULL)},
    {"lorem.paragraph", "a paragraph of filler text", ph_lorem_new, PH_LOREM_PARAGRAPH, 0,
     ALIKE(NULL)},
};
enum { COUNT = sizeof builtins / sizeof *builtins };

const char *phony_builtin_name(size_t index)
{
    return index < COUNT ? builtins[index].name : NULL;
}

const char *phony_builtin_summary(size_t index)
{
    return index < COUNT ? builtins[index].summary : NULL;
}

static const builtin *find(const char *name)
{
    for (size_t i = 0; i < COUNT; i++) {
        if (!strcmp(builtins[i].name, name))
            return &builtins[i];
    }
    return NULL;
}

int ph_builtin_known(const char *name)
{
    return find(name) != NULL;
}

static phony_status check_options(const builtin *b, const phony_template_options *options,
                                  phony_error *error)
{
    if (options->gender < PHONY_GENDER_ANY || options->gender > PHONY_GENDER_FEMALE)
        return ph_fail(error, PHONY_ERROR_ARGUMENT,
                       "gender must be 0 (any), 1 (male) or 2 (female)");
    if (options->unique == PHONY_UNIQUE_NONE)
        return PHONY_OK;
    if (options->unique != PHONY_UNIQUE_NUMBERED)
        return ph_fail(error, PHONY_ERROR_ARGUMENT,
                       "'%s' can only be kept unique by numbers (PHONY_UNIQUE_NUMBERED)", b->name);
    if (!b->numbered)
        return ph_fail(error, PHONY_ERROR_ARGUMENT,
                       "'%s' has no place for a number; email and username have, and the values of "
                       "one model are kept unique by its own options",
                       b->name);
    if (options->rows == 0)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "unique needs rows: how many there are");
    return PHONY_OK;
}

static phony_status no_locale(const char *locale, phony_error *error)
{
    const char *near = ph_locale_nearest(locale);
    char known[128] = "";
    size_t at = 0;

    if (near)
        return ph_fail(error, PHONY_ERROR_NOT_FOUND,
                       "no locale '%s'; did you mean '%s'? (or put models such as %s/last_names "
                       "into a folder of PHONY_MODELS)",
                       locale, near, locale);
    for (size_t i = 0; ph_locale_at(i) && at < sizeof known - PH_LOCALE_MAX; i++)
        at += (size_t)snprintf(known + at, sizeof known - at, "%s%s", i ? ", " : "",
                               ph_locale_at(i)->locale);
    return ph_fail(error, PHONY_ERROR_NOT_FOUND,
                   "no locale '%s' (there are %s, and those that have models such as "
                   "%s/last_names in a folder of PHONY_MODELS)",
                   locale, known, locale);
}

/* A locale that has no row in the table, but models. */
static phony_status set_other(ph_builtin_request *request, const char *locale, phony_error *error)
{
    char name[64], path[4096];
    phony_status status = PHONY_ERROR_NOT_FOUND;

    if (strlen(locale) < PH_LOCALE_MAX) {
        snprintf(name, sizeof name, "%s/last_names", locale);
        status = phony_model_find(name, path, sizeof path, error);
    }
    if (status == PHONY_ERROR_NOT_FOUND)
        return no_locale(locale, error);
    request->data = &ph_locale_other;
    return status;
}

static phony_status set_locale(ph_builtin_request *request, phony_error *error)
{
    const char *locale = request->options->locale ? request->options->locale : "en_US";
    phony_status status = PHONY_OK;

    request->data = ph_locale_find(locale);
    if (request->data)
        locale = request->data->locale;
    else
        status = set_other(request, locale, error);
    if (!status)
        snprintf(request->locale, sizeof request->locale, "%s", locale);
    return status;
}

static int is_asked_for(const phony_generator_options *values)
{
    return ph_constraint_parts(values) || values->unique || values->sorted;
}

static int can_be_numbered(const phony_generator_options *values)
{
    return !ph_constraint_parts(values) && !values->sorted &&
           (values->unique == PHONY_UNIQUE_NUMBERED || values->unique == PHONY_UNIQUE_USUAL);
}

phony_status ph_builtin_values(const char *name, phony_template_options *options,
                               const char **model, phony_error *error)
{
    const builtin *b = find(name);
    const phony_generator_options *values = options->values;

    *model = NULL;
    options->values = NULL;
    if (!is_asked_for(values))
        return PHONY_OK;
    if (b->models[PHONY_GENDER_ANY]) {
        options->values = values;
        *model = b->models[options->gender];
        return *model ? PHONY_OK
                      : ph_fail(error, PHONY_ERROR_ARGUMENT,
                                "'%s' of one gender takes no constraints; person.first does", name);
    }
    if (!b->numbered || !can_be_numbered(values))
        return ph_fail(error, PHONY_ERROR_ARGUMENT,
                       b->numbered ? "'%s' can be kept unique by numbers, and takes no constraints"
                                   : "'%s' takes no constraints, and cannot be kept unique; "
                                     "person.first, person.last, person.full, company and city can",
                       name);
    options->unique = PHONY_UNIQUE_NUMBERED;
    options->rows = values->rows;
    return PHONY_OK;
}

phony_status ph_builtin_new(const char *name, const phony_template_options *options,
                            phony_generator **generator, phony_error *error)
{
    const builtin *b = find(name);
    ph_builtin_request request = {.name = name, .options = options};
    phony_status status;

    if (!b)
        return ph_fail(error, PHONY_ERROR_NOT_FOUND, "no built-in generator '%s'", name);
    request.kind = b->kind;
    status = check_options(b, options, error);
    if (!status)
        status = set_locale(&request, error);
    if (status)
        return status;
    status = b->make(&request, generator, error);
    if (status == PHONY_ERROR_NOT_FOUND)
        ph_error_prefix(error, "the built-in '%s' of %s", name, request.locale);
    return status;
}
