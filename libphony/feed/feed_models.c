/* Values of n-gram models, with every constraint; and running text. */
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "feed/cards.h"
#include "feed/feed_generator.h"

enum { NAME_MAX_LENGTH = 4096 };

/* ---- Opening --------------------------------------------------------------------------------- */

/* "city_names" is the locale's; what ends in ".phony" is a file beside the document. */
static phony_status find_model(const ph_feed_request *request, const char *source, char *name,
                               phony_error *error)
{
    size_t length = strlen(source);
    int is_file = length > 6 && strcmp(source + length - 6, ".phony") == 0, used;

    if (is_file && *source != '/' && !request->folder)
        return ph_fail(error, PHONY_ERROR_ARGUMENT,
                       "source: '%.100s' is a file, and this document was not read from one",
                       source);
    if (is_file && *source != '/')
        used = snprintf(name, NAME_MAX_LENGTH, "%s/%s", request->folder, source);
    else if (!is_file && !strchr(source, '/'))
        used = snprintf(name, NAME_MAX_LENGTH, "%s/%s", request->locale, source);
    else
        used = snprintf(name, NAME_MAX_LENGTH, "%s", source);
    return used < NAME_MAX_LENGTH
               ? PHONY_OK
               : ph_fail(error, PHONY_ERROR_LIMIT, "source: the name is too long");
}

static phony_status open_model(const ph_feed_request *request, phony_model **model,
                               phony_error *error)
{
    char name[NAME_MAX_LENGTH];
    phony_status status = find_model(request, ph_feed_option(request, "source")->text, name, error);

    return status ? status : phony_model_open(request->cache, name, NULL, model, error);
}

/* ---- Values ---------------------------------------------------------------------------------- */

static const ph_option_card model_options[] = {
    {"source", PH_OPTION_TEXT, PH_OPTION_NEEDED, NULL, NULL,
     "the model: tr_TR/first_names, first_names (of the locale), or a .phony file beside the "
     "document"},
    {"min_length", PH_OPTION_WHOLE, 0, "0", NULL, "the fewest characters"},
    {"max_length", PH_OPTION_WHOLE, 0, "0", NULL, "the most characters; 0 is any number"},
    {"min_words", PH_OPTION_WHOLE, 0, "0", NULL, "the fewest words"},
    {"max_words", PH_OPTION_WHOLE, 0, "0", NULL, "the most words; 0 is any number"},
    {"prefix", PH_OPTION_TEXT, 0, NULL, NULL, "what values begin with"},
    {"suffix", PH_OPTION_TEXT, 0, NULL, NULL, "what values end in"},
    {"contains", PH_OPTION_TEXT, 0, NULL, NULL, "what values have somewhere"},
    {"pattern", PH_OPTION_TEXT, 0, NULL, NULL, "a regular expression that matches the whole value"},
    {"unique", PH_OPTION_CHOICE, 0, "none", "none|numbered|named|strict",
     "how rows are kept apart; a field that is unique is numbered where nothing is said"},
    {"sorted", PH_OPTION_BOOLEAN, 0, "false", NULL, "row by row in code-point order"}};

static uint64_t count_of(const ph_feed_request *request, const char *name)
{
    int64_t number = ph_feed_option(request, name)->number;

    return number < 0 ? UINT64_MAX : (uint64_t)number;
}

static void take_options(const ph_feed_request *request, phony_generator_options *options)
{
    options->min_length = count_of(request, "min_length");
    options->max_length = count_of(request, "max_length");
    options->min_words = count_of(request, "min_words");
    options->max_words = count_of(request, "max_words");
    options->prefix = ph_feed_option(request, "prefix")->text;
    options->suffix = ph_feed_option(request, "suffix")->text;
    options->contains = ph_feed_option(request, "contains")->text;
    options->pattern = ph_feed_option(request, "pattern")->text;
    options->unique = (int32_t)ph_feed_option(request, "unique")->number;
    options->sorted = (int32_t)ph_feed_option(request, "sorted")->number;
    if (request->unique && options->unique == PHONY_UNIQUE_NONE)
        options->unique = options->sorted ? PHONY_UNIQUE_STRICT : PHONY_UNIQUE_NUMBERED;
    options->rows = request->rows ? request->rows : 1;
    if (request->type.kind == PH_TYPE_TEXT && request->type.length && !options->max_length)
        options->max_length = request->type.length;
}

static phony_status make_model(const ph_feed_request *request, ph_feed **feed, phony_error *error)
{
    phony_generator_options options = PHONY_GENERATOR_OPTIONS_INIT;
    phony_generator *generator;
    phony_model *model;
    phony_status status = open_model(request, &model, error);

    if (status)
        return status;
    take_options(request, &options);
    status = phony_generator_new(model, &options, &generator, error);
    phony_model_unref(model);
    if (!status)
        status = ph_feed_of_generator(generator, feed, error);
    if (!status && request->type.kind == PH_TYPE_TEXT && options.max_length &&
        options.max_length <= request->type.length && options.unique != PHONY_UNIQUE_NUMBERED)
        (*feed)->type.length = (uint32_t)options.max_length;
    return status;
}

const ph_card ph_card_model = {
    .type = "model",
    .summary = "values of an n-gram model, with constraints",
    .options = model_options,
    .option_count = sizeof model_options / sizeof *model_options,
    .key = PH_KEY_FIELD,
    .gives = PH_TYPE_TEXT,
    .fit = PHONY_FIT_UNIQUE | PHONY_FIT_KEY | PHONY_FIT_LEAKS,
    .leaks = "values that it was trained on, unless it was trained with --exclude-originals",
    .make = make_model};

/* ---- Running text ---------------------------------------------------------------------------- */

static const ph_option_card text_options[] = {
    {"source", PH_OPTION_TEXT, PH_OPTION_NEEDED, NULL, NULL,
     "a model of sentences, or a .phony file beside the document"},
    {"min_words", PH_OPTION_WHOLE, 0, "0", NULL, "the fewest words of a sentence; 0 as learned"},
    {"max_words", PH_OPTION_WHOLE, 0, "0", NULL, "the most words of a sentence; 0 as learned"},
    {"min_sentences", PH_OPTION_WHOLE, 0, "0", NULL, "the fewest sentences of a paragraph"},
    {"max_sentences", PH_OPTION_WHOLE, 0, "0", NULL, "the most; both 0: one sentence"},
    {"paragraphs", PH_OPTION_WHOLE, 0, "0", NULL, "paragraphs of a value; 0 is one"},
    {"acrostic", PH_OPTION_TEXT, 0, NULL, NULL, "sentence i begins with its character i"}};

static phony_status make_text(const ph_feed_request *request, ph_feed **feed, phony_error *error)
{
    phony_text_options options = PHONY_TEXT_OPTIONS_INIT;
    phony_generator *generator;
    phony_model *model;
    phony_status status = open_model(request, &model, error);

    if (status)
        return status;
    options.min_words = count_of(request, "min_words");
    options.max_words = count_of(request, "max_words");
    options.min_sentences = count_of(request, "min_sentences");
    options.max_sentences = count_of(request, "max_sentences");
    options.paragraphs = count_of(request, "paragraphs");
    options.acrostic = ph_feed_option(request, "acrostic")->text;
    status = phony_generator_text(model, &options, &generator, error);
    phony_model_unref(model);
    return status ? status : ph_feed_of_generator(generator, feed, error);
}

const ph_card ph_card_text = {.type = "text",
                              .summary = "running text of a model of sentences",
                              .options = text_options,
                              .option_count = sizeof text_options / sizeof *text_options,
                              .key = PH_KEY_FIELD,
                              .gives = PH_TYPE_TEXT,
                              .fit = PHONY_FIT_LEAKS,
                              .leaks = "phrases that it was trained on",
                              .make = make_text};
