/* The built-in composites (spec/composites.md) as generators of fields. Those of persons and places
 * draw from the entity's own path, so that they belong together in a row. */
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "feed/cards.h"
#include "feed/feed_generator.h"

static const ph_option_card options_of_persons[] = {
    {"gender", PH_OPTION_CHOICE, 0, "any", "any|male|female", "whose names are drawn"},
    {"as", PH_OPTION_TEXT, 0, NULL, NULL, "which of several persons of the row: a name"}};
static const ph_option_card options_of_places[] = {
    {"as", PH_OPTION_TEXT, 0, NULL, NULL, "which of several of the row: a name"}};
enum { OF_PERSONS = 2, OF_PLACES = 1 };

/* "word" is "lorem.word". */
static const char *generator_name(const char *type, char *text, size_t capacity)
{
    static const char *const short_names[] = {"word", "sentence", "paragraph"};

    for (size_t i = 0; i < sizeof short_names / sizeof *short_names; i++) {
        if (strcmp(short_names[i], type) == 0) {
            snprintf(text, capacity, "lorem.%s", type);
            return text;
        }
    }
    return type;
}

static phony_status make(const ph_feed_request *request, ph_feed **feed, phony_error *error)
{
    phony_template_options options = PHONY_TEMPLATE_OPTIONS_INIT;
    phony_generator *generator;
    char text[32];
    phony_status status;

    options.locale = request->locale;
    options.cache = request->cache;
    if (request->card->option_count == OF_PERSONS)
        options.gender = (int32_t)ph_feed_option(request, "gender")->number;
    if (request->unique) {
        options.unique = PHONY_UNIQUE_NUMBERED;
        options.rows = request->rows ? request->rows : 1;
    }
    status = phony_generator_from_name(generator_name(request->card->type, text, sizeof text),
                                       &options, &generator, error);
    return status ? status : ph_feed_of_generator(generator, feed, error);
}

#define CARD(symbol, type_, summary_, options_, count_, key_, fit_)                                \
    const ph_card ph_card_##symbol = {.type = (type_),                                             \
                                      .summary = (summary_),                                       \
                                      .options = (options_),                                       \
                                      .option_count = (count_),                                    \
                                      .key = (key_),                                               \
                                      .gives = PH_TYPE_TEXT,                                       \
                                      .fit = (fit_),                                               \
                                      .make = make}
#define PERSON(symbol, type_, summary_, fit_)                                                      \
    CARD(symbol, type_, summary_, options_of_persons, OF_PERSONS, PH_KEY_ENTITY,                   \
         PHONY_FIT_LINKED | (fit_))
#define PLACE(symbol, type_, summary_)                                                             \
    CARD(symbol, type_, summary_, options_of_places, OF_PLACES, PH_KEY_ENTITY, PHONY_FIT_LINKED)
#define LOREM(symbol, type_, summary_) CARD(symbol, type_, summary_, NULL, 0, PH_KEY_FIELD, 0)

PERSON(person_full, "person.full", "a person's whole name, as the locale writes it", 0);
PERSON(person_first, "person.first", "a first name, of the row's gender", 0);
PERSON(person_last, "person.last", "a family name, in the form for the row's gender", 0);
PERSON(person_gender, "person.gender", "the row's gender: male or female", 0);
PERSON(email, "email", "an e-mail address of the row's person at example.com", PHONY_FIT_UNIQUE);
PERSON(username, "username", "an account name of the row's person",
       PHONY_FIT_UNIQUE | PHONY_FIT_KEY);
PLACE(company, "company", "a company's name");
PLACE(street_address, "street_address", "a street with a house number, as the locale writes it");
PLACE(city, "city", "a town's name");
PLACE(phone, "phone", "a telephone number that nobody has");
LOREM(word, "word", "a word of filler text");
LOREM(sentence, "sentence", "a sentence of filler text");
LOREM(paragraph, "paragraph", "a paragraph of filler text");
