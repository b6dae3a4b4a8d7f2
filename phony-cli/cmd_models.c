/* phony models: the models that can be called by name. */
#include "inputs.h"
#include "jsonwrite.h"
#include "model_text.h"
#include "terminal.h"

#include <string.h>

typedef struct models_settings {
    int32_t json;
    int32_t names;
} models_settings;

#define AT(member) offsetof(models_settings, member)
static const cli_option output_options[] = {
    CLI_FLAG_ROW(0, "json", AT(json), "as JSON, with the files' paths"),
    CLI_FLAG_ROW(0, "names", AT(names), "only the names, one a line"),
    CLI_LAST_ROW,
};
static const cli_group groups[] = {{"Output", output_options, 0}, {NULL, NULL, 0}};
static const char *const examples[] = {"phony models", "all of them, by locale",
                                       "phony models tr_TR", "those of one locale", NULL};

enum { MODE_WIDTH = 6, ORDER_WIDTH = 5, NGRAMS_WIDTH = 11, LICENSE_WIDTH = 16, GAP = 2 };

/* How long the part before the slash is: the locale, or "generic". */
static size_t locale_length(const char *name)
{
    const char *slash = strchr(name, '/');
    return slash ? (size_t)(slash - name) : 0;
}

static int is_wanted(const char *name, const char *locale)
{
    size_t length = locale_length(name);
    return !locale || (strlen(locale) == length && memcmp(name, locale, length) == 0);
}

static void put_cell(const char *text, size_t width)
{
    size_t taken = cli_put_text(stdout, text, width);
    printf("%*s", (int)(width - taken + GAP), "");
}

static void put_source(const char *text, size_t column)
{
    size_t width = cli_is_terminal(stdout) ? cli_width() : SIZE_MAX;
    cli_put_text(stdout, text, width > column + 8 ? width - column : 8);
    putchar('\n');
}

static void print_model(const char *name, size_t width, const phony_model *model)
{
    phony_model_info info = PHONY_MODEL_INFO_INIT;
    (void)phony_model_get_info(model, &info, NULL);
    put_cell(name, width);
    printf("%*d  ", ORDER_WIDTH, info.order);
    put_cell(cli_mode_name(info.mode), MODE_WIDTH);
    printf("%*s  ", NGRAMS_WIDTH, cli_grouped(info.ngrams).text);
    put_cell(phony_model_get_text(model, PHONY_TEXT_LICENSE), LICENSE_WIDTH);
    put_source(phony_model_get_text(model, PHONY_TEXT_SOURCE),
               width + ORDER_WIDTH + MODE_WIDTH + NGRAMS_WIDTH + LICENSE_WIDTH + (size_t)5 * GAP);
}

static void print_broken(const char *name, size_t width, const phony_error *error)
{
    put_cell(name, width);
    printf("%sbroken:%s ", cli_style_text(stdout, CLI_RED), cli_style_text(stdout, CLI_PLAIN));
    cli_put_text(stdout, error->message, SIZE_MAX);
    putchar('\n');
}

static size_t widest_name(const phony_model_list *list)
{
    const char *name;
    size_t widest = 4;
    for (size_t i = 0; (name = phony_model_list_name(list, i)); i++)
        if (cli_columns(name, strlen(name)) > widest)
            widest = cli_columns(name, strlen(name));
    return widest;
}

static void print_titles(size_t width)
{
    printf("%s", cli_style_text(stdout, CLI_BOLD));
    put_cell("name", width);
    printf("%*s  ", ORDER_WIDTH, "order");
    put_cell("mode", MODE_WIDTH);
    printf("%*s  ", NGRAMS_WIDTH, "n-grams");
    put_cell("licence", LICENSE_WIDTH);
    printf("source%s\n", cli_style_text(stdout, CLI_PLAIN));
}

/* A blank line between locales. */
static void print_gap(const char *name, const char *before)
{
    size_t length = locale_length(name);
    if (before && (locale_length(before) != length || memcmp(name, before, length) != 0))
        putchar('\n');
}

static int print(const phony_model_list *list, const char *locale, phony_cache *cache)
{
    const char *name;
    const char *before = NULL;
    size_t width = widest_name(list);
    for (size_t i = 0; (name = phony_model_list_name(list, i)); i++) {
        phony_model *model = NULL;
        phony_error error;
        if (!is_wanted(name, locale))
            continue;
        if (!before)
            print_titles(width);
        print_gap(name, before);
        before = name;
        if (phony_model_open(cache, phony_model_list_path(list, i), NULL, &model, &error) ==
            PHONY_OK)
            print_model(name, width, model);
        else
            print_broken(name, width, &error);
        phony_model_unref(model);
    }
    if (before)
        return CLI_OK;
    return cli_error("no models found%s%s; PHONY_MODELS names folders that hold some",
                     locale ? " of " : "", locale ? locale : "");
}

static void put_model(cli_json *json, const char *name, const char *path, phony_cache *cache)
{
    phony_model_info info = PHONY_MODEL_INFO_INIT;
    phony_model *model = NULL;
    phony_error error;
    phony_status status = phony_model_open(cache, path, NULL, &model, &error);
    cli_json_open(json, NULL, '{');
    cli_json_text(json, "model", name);
    cli_json_text(json, "path", path);
    cli_json_number(json, "file_bytes", cli_model_file_bytes(path));
    cli_json_text(json, "error", status == PHONY_OK ? NULL : error.message);
    if (status == PHONY_OK && phony_model_get_info(model, &info, NULL) == PHONY_OK)
        cli_model_json(json, model, &info);
    cli_json_close(json, '}');
    phony_model_unref(model);
}

static int print_json(const phony_model_list *list, const char *locale, phony_cache *cache)
{
    cli_json json = {0, 0};
    const char *name;
    cli_json_open(&json, NULL, '[');
    for (size_t i = 0; (name = phony_model_list_name(list, i)); i++)
        if (is_wanted(name, locale))
            put_model(&json, name, phony_model_list_path(list, i), cache);
    cli_json_close(&json, ']');
    return CLI_OK;
}

static int print_names(const phony_model_list *list, const char *locale)
{
    const char *name;
    for (size_t i = 0; (name = phony_model_list_name(list, i)); i++)
        if (is_wanted(name, locale))
            printf("%s\n", name);
    return CLI_OK;
}

static int run(const cli_call *call)
{
    const models_settings *settings = call->settings;
    const char *locale = call->count ? call->arguments[0] : NULL;
    phony_model_list *list;
    phony_cache *cache;
    phony_error error;
    int status;
    if (phony_model_list_new(&list, &error) != PHONY_OK)
        return cli_fail(NULL, &error);
    if (cli_cache_new(&cache, &error) != PHONY_OK) {
        phony_model_list_free(list);
        return cli_fail(NULL, &error);
    }
    if (settings->names)
        status = print_names(list, locale);
    else if (settings->json)
        status = print_json(list, locale, cache);
    else
        status = print(list, locale, cache);
    phony_cache_free(cache);
    phony_model_list_free(list);
    return status;
}

const cli_command cli_models = {
    .name = "models",
    .summary = "list the models that can be called by name",
    .usage = "[LOCALE] [OPTION...]",
    .description =
        "Lists the bundled and installed models, by locale. They are found in the "
        "folders of PHONY_MODELS, the user's data folder, the installed data folders "
        "and, in a build tree, the checkout's models/.",
    .examples = examples,
    .groups = groups,
    .missing = "",
    .least_arguments = 0,
    .most_arguments = 1,
    .settings_size = sizeof(models_settings),
    .run = run,
};
