/* The options of lists and of models, and opening them. */
#include "inputs.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const cli_choice formats[] = {{"txt", PHONY_FORMAT_TEXT},      {"text", PHONY_FORMAT_TEXT},
                                     {"csv", PHONY_FORMAT_CSV},       {"json", PHONY_FORMAT_JSON},
                                     {"ndjson", PHONY_FORMAT_NDJSON}, {NULL, 0}};

const cli_choice cli_case_choices[] = {{"keep", PHONY_CASE_KEEP},
                                       {"lower", PHONY_CASE_LOWER},
                                       {"upper", PHONY_CASE_UPPER},
                                       {"title", PHONY_CASE_TITLE},
                                       {NULL, 0}};

#define AT(member) offsetof(cli_list_settings, member)
const cli_option cli_list_options[] = {
    CLI_CHOICE_ROW("format", "txt|csv|json|ndjson", formats, AT(format),
                   "how the list is written (default: by the name's ending, .gz aside; else txt)"),
    CLI_TEXT_ROW(CLI_FILE, 0, "column", "NAME|N", AT(column),
                 "where the values are: a CSV header name or number from 1 (default 1); of JSON "
                 "objects a key or a JSON Pointer such as /name/first"),
    CLI_TEXT_ROW(CLI_FILE, 0, "weight-column", "NAME|N", AT(weight_column),
                 "where the values' weights are: whole numbers from 0"),
    CLI_TEXT_ROW(
        CLI_BYTE, 0, "delimiter", "CHARACTER", AT(delimiter),
        "between CSV fields: one ASCII character, or tab (default: a comma; a tab for .tsv)"),
    CLI_FLAG_ROW(0, "no-header", AT(no_header),
                 "the first CSV record is data; columns go by number"),
    CLI_NUMBER_ROW(CLI_SIZE, 0, "max-value-bytes", "SIZE", 1, INT32_MAX, AT(max_value_bytes),
                   "a longer line, field or string is an error (default 1M)"),
    CLI_LAST_ROW,
};
#undef AT

#define AT(member) offsetof(cli_limit_settings, member)
const cli_option cli_limit_options[] = {
    CLI_NUMBER_ROW(CLI_SIZE, 0, "max-model-bytes", "SIZE", 1, INT64_MAX, AT(max_bytes),
                   "refuse models that are larger when uncompressed (default 1536M)"),
    CLI_NUMBER_ROW(CLI_NUMBER, 0, "max-model-tokens", "N", 1, UINT32_MAX, AT(max_tokens),
                   "refuse models of more distinct tokens (default 4194304)"),
    CLI_NUMBER_ROW(CLI_NUMBER, 0, "max-model-ngrams", "N", 1, UINT32_MAX, AT(max_ngrams),
                   "refuse models of more n-grams (default 67108864)"),
    CLI_LAST_ROW,
};
#undef AT

int cli_open_list(const cli_list_settings *settings, const char *path, phony_input **input)
{
    phony_input_options options = PHONY_INPUT_OPTIONS_INIT;
    phony_error error;
    options.format = settings->format;
    options.delimiter = settings->delimiter;
    options.no_header = settings->no_header;
    options.column = settings->column;
    options.weight_column = settings->weight_column;
    options.max_value_bytes = settings->max_value_bytes;
    if (phony_input_open(path, &options, input, &error) != PHONY_OK)
        return cli_fail(path, &error);
    return CLI_OK;
}

/* A file of the present folder that the library takes for a name: "./NAME" is meant. */
static int is_file_here(const char *name)
{
    struct stat there;
    return !strchr(name, '/') && stat(name, &there) == 0 && S_ISREG(there.st_mode);
}

const char *cli_model_here(const char *name, char *path, size_t capacity)
{
    char found[PATH_MAX];
    if (!is_file_here(name) || phony_model_find(name, found, sizeof found, NULL) == PHONY_OK)
        return name;
    snprintf(path, capacity, "./%s", name);
    return path;
}

int cli_cache_is_off(void)
{
    const char *folder = getenv("PHONY_CACHE");
    return folder && strcmp(folder, "off") == 0;
}

phony_status cli_cache_new(phony_cache **cache, phony_error *error)
{
    phony_status status = phony_cache_new(cache, error);
    if (status == PHONY_OK && !cli_cache_is_off() &&
        phony_cache_keep(*cache, getenv("PHONY_CACHE"), error) == PHONY_ERROR_MEMORY) {
        phony_cache_free(*cache);
        status = PHONY_ERROR_MEMORY;
    }
    return status;
}

phony_status cli_try_model(phony_cache *cache, const cli_limit_settings *settings, const char *name,
                           phony_model **model, phony_error *error)
{
    phony_model_limits limits = {sizeof limits, settings->max_bytes, settings->max_tokens,
                                 settings->max_ngrams};
    char path[NAME_MAX + 3];
    phony_status status = phony_model_open(cache, name, &limits, model, error);
    if (status != PHONY_ERROR_NOT_FOUND || !is_file_here(name))
        return status;
    snprintf(path, sizeof path, "./%s", name);
    return phony_model_open(cache, path, &limits, model, error);
}

int cli_open_model(const cli_limit_settings *settings, const char *name, phony_model **model)
{
    phony_cache *cache;
    phony_error error;
    phony_status status = cli_cache_new(&cache, &error);
    if (status == PHONY_OK) {
        status = cli_try_model(cache, settings, name, model, &error);
        phony_cache_free(cache);
    }
    return status == PHONY_OK ? CLI_OK : cli_fail(name, &error);
}

int cli_open_whole_model(const cli_limit_settings *settings, const char *name, phony_model **model)
{
    phony_error error;
    if (cli_try_model(NULL, settings, name, model, &error) != PHONY_OK)
        return cli_fail(name, &error);
    return CLI_OK;
}

int cli_seed(const char *given, cli_figure *random, const char **seed)
{
    phony_error error;
    *seed = given ? given : random->text;
    if (!given && phony_seed_random(random->text, sizeof random->text, &error) != PHONY_OK)
        return cli_fail(NULL, &error);
    return CLI_OK;
}

void cli_report_seed(const char *given, int quiet, const char *seed)
{
    if (!given && !quiet)
        fprintf(stderr, "seed: %s\n", seed);
}
