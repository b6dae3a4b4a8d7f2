/* The generators that are built in: composites over the bundled models, by locale. Each is named in
 * the table of builtin.c and made by a file of its own idea: person.c, address.c, place.c,
 * phone.c, lorem.c. spec/composites.md says what they give. */
#ifndef PH_BUILTIN_H
#define PH_BUILTIN_H

#include "phony.h"
#include "value/locale_data.h"
#include "value/part.h"

/* Makes a built-in generator by its name. `options` (complete, may not be NULL) is as phony.h says.
 * Returns PHONY_ERROR_NOT_FOUND for an unknown name or locale, or a model that is missing,
 * _ARGUMENT, what phony_model_open returns, _MEMORY. */
phony_status ph_builtin_new(const char *name, const phony_template_options *options,
                            phony_generator **generator, phony_error *error);
int ph_builtin_known(const char *name);
/* What options->values (complete, not NULL) mean for a built-in generator: either *model is the
 * name of the locale's model that gives such values, or NULL, and the options are changed to say
 * what is to be made, without values. Returns PHONY_ERROR_ARGUMENT. */
phony_status ph_builtin_values(const char *name, phony_template_options *options,
                               const char **model, phony_error *error);

/* What the makers are told. */
typedef struct ph_builtin_request {
    const char *name; /* the built-in's, for errors */
    int kind;         /* which of a maker's generators */
    const ph_locale_data *data;
    char locale[PH_LOCALE_MAX]; /* the models' folder */
    const phony_template_options *options;
} ph_builtin_request;

typedef phony_status (*ph_builtin_maker)(const ph_builtin_request *request,
                                         phony_generator **generator, phony_error *error);

/* person.c */
enum {
    PH_PERSON_FULL,
    PH_PERSON_FIRST,
    PH_PERSON_LAST,
    PH_PERSON_GENDER,
    PH_PERSON_EMAIL,
    PH_PERSON_USERNAME
};
phony_status ph_person_new(const ph_builtin_request *request, phony_generator **generator,
                           phony_error *error);
/* address.c, place.c */
enum { PH_PLACE_CITY, PH_PLACE_COMPANY };
phony_status ph_address_new(const ph_builtin_request *request, phony_generator **generator,
                            phony_error *error);
phony_status ph_place_new(const ph_builtin_request *request, phony_generator **generator,
                          phony_error *error);
/* phone.c */
phony_status ph_phone_new(const ph_builtin_request *request, phony_generator **generator,
                          phony_error *error);
/* lorem.c */
enum { PH_LOREM_WORD, PH_LOREM_SENTENCE, PH_LOREM_PARAGRAPH };
phony_status ph_lorem_new(const ph_builtin_request *request, phony_generator **generator,
                          phony_error *error);
#endif
