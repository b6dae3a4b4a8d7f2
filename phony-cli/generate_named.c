/* Models by the names that templates use: "city_names" is that of the locale. */
#include "generate_source.h"

#include <limits.h>
#include <string.h>

/* Whether a model's folder is the locale's: "tr" and "tr-TR" mean tr_TR. */
static int is_folder_of(const char *folder, size_t length, const char *locale)
{
    size_t i = 0;
    for (; i < length && locale[i]; i++)
        if (folder[i] != locale[i] && !(folder[i] == '_' && locale[i] == '-'))
            return 0;
    return !locale[i] && (i == length || folder[i] == '_');
}

/* "city_names" in a locale as "tr_TR/city_names", or NULL. */
static const char *name_in_locale(const char *name, const char *locale, char *full, size_t capacity)
{
    phony_model_list *list;
    const char *model;
    const char *found = NULL;
    if (phony_model_list_new(&list, NULL) != PHONY_OK)
        return NULL;
    for (size_t i = 0; !found && (model = phony_model_list_name(list, i)); i++) {
        const char *slash = strrchr(model, '/');
        if (slash && strcmp(slash + 1, name) == 0 &&
            is_folder_of(model, (size_t)(slash - model), locale) &&
            (size_t)snprintf(full, capacity, "%s", model) < capacity)
            found = full;
    }
    phony_model_list_free(list);
    return found;
}

/* Says of a name that stands for nothing which one is near. */
static void explain_unknown(const char *name, const char *locale, phony_cache *cache,
                            phony_error *error)
{
    phony_template_options options = PHONY_TEMPLATE_OPTIONS_INIT;
    phony_generator *generator = NULL;
    phony_error unknown;
    options.locale = locale;
    options.cache = cache;
    if (phony_generator_from_name(name, &options, &generator, &unknown) != PHONY_OK)
        *error = unknown;
    phony_generator_unref(generator);
}

phony_status cli_open_named(phony_cache *cache, const cli_limit_settings *limits,
                            const char *locale, const char *name, phony_model **model,
                            phony_error *error)
{
    const char *full = NULL;
    char path[PATH_MAX];
    if (!cli_is_full_name(name))
        full = name_in_locale(name, locale ? locale : "en_US", path, sizeof path);
    phony_status status = cli_try_model(cache, limits, full ? full : name, model, error);
    if (status == PHONY_ERROR_NOT_FOUND && !cli_is_full_name(name))
        explain_unknown(name, locale, cache, error);
    return status;
}
