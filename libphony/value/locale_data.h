/* What differs from locale to locale in names, addresses and telephone numbers: one row each. To
 * add a locale: a row in locale_data.c, and the models that it names. */
#ifndef PH_LOCALE_DATA_H
#define PH_LOCALE_DATA_H

#include "phony.h"

/* How a full name is put together. */
enum {
    PH_NAME_FIRST_LAST,
    PH_NAME_LAST_FIRST,
    PH_NAME_TWO_LAST,  /* first, the father's family name, the mother's */
    PH_NAME_MAYBE_TWO, /* first, in half of all rows the mother's family name, the father's */
};

typedef struct ph_locale_data {
    const char *locale;
    int name;
    int feminine;       /* a woman's family name in -ski ends in -ska */
    const char *romaji; /* what is behind the models' names whose values have slugs, or "" */

    /* An address: %s a street of LOCALE/street_names, %S the same begun with a small letter, %l a
     * family name, %L the same begun with a capital letter, %g its genitive (Polish), %f a first
     * name, %n the number, %a %b %c the parts of a Japanese one; everything else as it stands. */
    const char *address;
    uint32_t number_max;
    uint32_t letter_share;  /* in 256 */
    const char *letters[4]; /* sometimes behind the number */

    /* Telephone numbers, all equally frequent; '#' is a digit. NULL ends the list. */
    const char *const *phones;
} ph_locale_data;

/* The row of a locale ("tr_TR", "tr-TR", "tr"; NULL = "en_US"); NULL where there is none. */
const ph_locale_data *ph_locale_find(const char *locale);
/* For locales that have models, but no row here: no telephone numbers. */
extern const ph_locale_data ph_locale_other;
/* The locale of the table that a name is nearest to; NULL where none is near. */
const char *ph_locale_nearest(const char *locale);
/* By index; NULL past the end. */
const ph_locale_data *ph_locale_at(size_t index);
#endif
