/* The names that --use and --define give, as the library takes them. */
#include "generate_source.h"

#include <stdlib.h>
#include <string.h>

static int is_bound(const cli_bindings *bindings, const char *name)
{
    for (size_t i = 0; i < bindings->count; i++)
        if (strcmp(bindings->names[i], name) == 0)
            return 1;
    return 0;
}

/* "NAME=TEXT": adds a binding of the name, and returns in `text` what it is to mean. */
static int add(const cli_command *command, const char *option, const char *form, const char *word,
               cli_bindings *bindings, const char **text)
{
    const char *equals = strchr(word, '=');
    if (!equals || equals == word || !equals[1])
        return cli_usage(command, "--%s: '%s' is not %s", option, word, form);
    char *name = strndup(word, (size_t)(equals - word));
    if (!name)
        return cli_error("out of memory");
    if (is_bound(bindings, name)) {
        int status = cli_usage(command, "--%s: '%s' has a meaning already", option, name);
        free(name);
        return status;
    }
    bindings->names[bindings->count] = name;
    bindings->bindings[bindings->count++] = (phony_binding){name, NULL, NULL};
    *text = equals + 1;
    return CLI_OK;
}

static void note_locale(cli_bindings *bindings, const phony_model *model)
{
    const char *locale = phony_model_get_text(model, PHONY_TEXT_LOCALE);
    if (!*bindings->locale)
        snprintf(bindings->locale, sizeof bindings->locale, "%s", locale);
}

static phony_status make_builtin(const char *name, const cli_template_settings *settings,
                                 phony_cache *cache, phony_generator **generator,
                                 phony_error *error)
{
    phony_template_options options = PHONY_TEMPLATE_OPTIONS_INIT;
    options.locale = settings->locale;
    options.gender = settings->gender;
    options.cache = cache;
    return phony_generator_from_name(name, &options, generator, error);
}

static phony_status make_model(const char *name, const cli_template_settings *settings,
                               phony_cache *cache, cli_bindings *bindings,
                               phony_generator **generator, phony_error *error)
{
    static const cli_limit_settings defaults = {0, 0, 0};
    phony_model *model;
    phony_status status = cli_open_named(cache, &defaults, settings->locale, name, &model, error);
    if (status != PHONY_OK)
        return status;
    note_locale(bindings, model);
    status = phony_generator_new(model, NULL, generator, error);
    phony_model_unref(model);
    return status;
}

static int use(const cli_command *command, const char *word, const cli_template_settings *settings,
               phony_cache *cache, cli_bindings *bindings)
{
    phony_generator *generator;
    phony_error error;
    const char *name = NULL;
    phony_status made;
    int status = add(command, "use", "NAME=MODEL", word, bindings, &name);
    if (status != CLI_OK)
        return status;
    if (cli_is_builtin(name))
        made = make_builtin(name, settings, cache, &generator, &error);
    else
        made = make_model(name, settings, cache, bindings, &generator, &error);
    if (made != PHONY_OK)
        return cli_fail(name, &error);
    bindings->bindings[bindings->count - 1].generator = generator;
    return CLI_OK;
}

static int define(const cli_command *command, const char *word, cli_bindings *bindings)
{
    const char *text = NULL;
    int status = add(command, "define", "NAME=TEMPLATE", word, bindings, &text);
    if (status == CLI_OK)
        bindings->bindings[bindings->count - 1].text = text;
    return status;
}

int cli_bindings_open(const cli_command *command, const cli_template_settings *settings,
                      phony_cache *cache, cli_bindings *bindings)
{
    int status = CLI_OK;
    bindings->count = 0;
    *bindings->locale = 0;
    for (size_t i = 0; i < settings->uses.count && status == CLI_OK; i++)
        status = use(command, settings->uses.texts[i], settings, cache, bindings);
    for (size_t i = 0; i < settings->defines.count && status == CLI_OK; i++)
        status = define(command, settings->defines.texts[i], bindings);
    return status;
}

void cli_bindings_close(cli_bindings *bindings)
{
    for (size_t i = 0; i < bindings->count; i++) {
        free(bindings->names[i]);
        phony_generator_unref(bindings->bindings[i].generator);
    }
}
