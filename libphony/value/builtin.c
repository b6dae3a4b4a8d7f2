#include "value/builtin.h"

#include <stdio.h>
#include <string.h>

#include "base/error.h"

typedef struct builtin {
    const char *name, *summary;
    ph_builtin_maker make;
    int kind;
    int numbered; /* options.unique has a meaning */
} builtin;

static const builtin builtins[] = {
    {"person.full", "a person's whole name, as the locale writes it", ph_person_new, PH_PERSON_FULL,
     0},
    {"person.first", "a first name, of the row's gender", ph_person_new, PH_PERSON_FIRST, 0},
    {"person.last", "a family name, in the form for the row's gender", ph_person_new,
     PH_PERSON_LAST, 0},
    {"person.gender", "the row's gender: male or female", ph_person_new, PH_PERSON_GENDER, 0},
    {"email", "an e-mail address of the row's person at example.com", ph_person_new,
     PH_PERSON_EMAIL, 1},
    {"username", "an account name of the row's person", ph_person_new, PH_PERSON_USERNAME, 1},
    {"company", "a company's name", ph_place_new, PH_PLACE_COMPANY, 0},
    {"street_address", "a street with a house number, as the locale writes it", ph_address_new, 0,
     0},
    {"city", "a town's name", ph_place_new, PH_PLACE_CITY, 0},
    {"phone", "a telephone number that nobody has", ph_phone_new, 0, 0},
    {"lorem.word", "a word of the classic filler text", ph_lorem_new, PH_LOREM_WORD, 0},
    {"lorem.sentence", "a sentence of filler text", ph_lorem_new, PH_LOREM_SENTENCE, 0},
    {"lorem.paragraph", "a paragraph of filler text", ph_lorem_new, PH_LOREM_PARAGRAPH, 0},
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
