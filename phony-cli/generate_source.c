/* The making of what phony generate takes its values from; see generate_source.h. */
#include "generate_source.h"

#include <string.h>

/* What is being made, and of what. */
typedef struct request {
    const cli_command *command;
    const cli_source_settings *settings;
    const char *argument;
    phony_cache *cache;
    uint64_t rows; /* in all, or 0 */
    cli_source *source;
} request;

/* ---- Models -------------------------------------------------------------------------------- */

/* The place of an error in the pattern is told as that of an error in a file. */
static int fail_values(const request *r, phony_error *error)
{
    if (error->status != PHONY_ERROR_SYNTAX)
        return cli_fail(r->argument, error);
    if (error->column && !error->line)
        error->line = 1;
    return cli_fail("pattern", error);
}

/* What values must be like. */
static phony_generator_options value_options(const request *r)
{
    const cli_constraint_settings *given = &r->settings->constraints;
    phony_generator_options options = PHONY_GENERATOR_OPTIONS_INIT;
    options.min_length = given->min_length;
    options.max_length = given->max_length;
    options.min_words = given->min_words;
    options.max_words = given->max_words;
    options.prefix = given->prefix;
    options.suffix = given->suffix;
    options.contains = given->contains;
    options.pattern = given->pattern;
    options.rows = r->rows;
    options.unique = r->settings->rows.unique;
    options.sorted = r->settings->rows.sorted;
    return options;
}

static int from_model(const request *r)
{
    const phony_generator_options options = value_options(r);
    phony_error error;
    if (phony_generator_new(r->source->model, &options, &r->source->generator, &error) != PHONY_OK)
        return fail_values(r, &error);
    return CLI_OK;
}

/* Values have line breaks, which no token has: they are escaped as those of templates are. */
static int from_text(const request *r)
{
    const cli_text_settings *given = &r->settings->text;
    phony_text_options options = PHONY_TEXT_OPTIONS_INIT;
    phony_error error;
    options.min_words = given->words.least;
    options.max_words = given->words.most;
    options.min_sentences = given->sentences.least;
    options.max_sentences = given->sentences.most;
    options.paragraphs = given->paragraphs;
    options.acrostic = given->acrostic;
    phony_status status =
        phony_generator_text(r->source->model, &options, &r->source->generator, &error);
    phony_model_unref(r->source->model);
    r->source->model = NULL;
    return status == PHONY_OK ? CLI_OK : cli_fail(r->argument, &error);
}

static int from_any_model(const request *r, cli_source_kind kind)
{
    phony_error error;
    if (cli_open_named(r->cache, &r->settings->limits, r->settings->template.locale, r->argument,
                       &r->source->model, &error) != PHONY_OK)
        return cli_fail(r->argument, &error);
    return kind == CLI_BY_TEXT ? from_text(r) : from_model(r);
}

/* ---- Templates and built-in generators ----------------------------------------------------- */

static phony_template_options template_options(const request *r, const char *locale)
{
    phony_template_options options = PHONY_TEMPLATE_OPTIONS_INIT;
    options.locale = r->settings->template.locale ? r->settings->template.locale : locale;
    options.gender = r->settings->template.gender;
    options.cache = r->cache;
    options.rows = r->rows;
    if (r->settings->rows.unique)
        options.unique = PHONY_UNIQUE_NUMBERED;
    return options;
}

static int from_builtin(const request *r)
{
    const phony_generator_options values = value_options(r);
    phony_template_options options = template_options(r, NULL);
    phony_error error;
    options.values = &values;
    if (phony_generator_from_name(r->argument, &options, &r->source->generator, &error) != PHONY_OK)
        return fail_values(r, &error);
    return CLI_OK;
}

static int from_template(const request *r)
{
    const cli_template_settings *settings = &r->settings->template;
    cli_bindings bound;
    phony_error error;
    int status = cli_bindings_open(r->command, settings, r->cache, &bound);
    if (status == CLI_OK) {
        phony_template_options options = template_options(r, *bound.locale ? bound.locale : NULL);
        options.bindings = bound.bindings;
        options.binding_count = bound.count;
        if (phony_generator_from_template(settings->text, &options, &r->source->generator,
                                          &error) != PHONY_OK)
            status = cli_fail(r->source->name, &error);
    }
    cli_bindings_close(&bound);
    return status;
}

static int open_kind(const request *r, cli_source_kind kind)
{
    if (kind == CLI_BY_TEMPLATE)
        return from_template(r);
    if (kind == CLI_BY_BUILTIN)
        return from_builtin(r);
    return from_any_model(r, kind);
}

int cli_source_open(const cli_command *command, const cli_source_settings *settings,
                    const char *argument, cli_source *source)
{
    request r = {command, settings, argument, NULL, 0, source};
    cli_source_kind kind;
    phony_error error;
    *source = (cli_source){NULL, NULL, argument ? argument : "template"};
    int status = cli_source_sort(command, settings, argument, &kind);
    if (status == CLI_OK)
        status = cli_rows_of(command, &settings->rows, &r.rows);
    if (status != CLI_OK)
        return status;
    if (cli_cache_new(&r.cache, &error) != PHONY_OK)
        return cli_fail(source->name, &error);
    status = open_kind(&r, kind);
    phony_cache_free(r.cache);
    return status;
}

void cli_source_close(cli_source *source)
{
    phony_generator_unref(source->generator);
    phony_model_unref(source->model);
}
