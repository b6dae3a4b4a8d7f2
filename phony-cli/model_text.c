/* Models described; see model_text.h. */
#include "model_text.h"

#include <stdio.h>
#include <sys/stat.h>

const char *cli_mode_name(int32_t mode)
{
    static const char *const names[] = {"char", "word", "hybrid"};
    return mode >= 0 && mode <= PHONY_MODE_HYBRID ? names[mode] : "unknown";
}

void cli_model_path(const char *name, char *path, size_t capacity)
{
    struct stat there;
    if (stat(name, &there) == 0 || phony_model_find(name, path, capacity, NULL) != PHONY_OK)
        snprintf(path, capacity, "%s", name);
}

uint64_t cli_model_file_bytes(const char *path)
{
    struct stat file;
    return stat(path, &file) == 0 && S_ISREG(file.st_mode) ? (uint64_t)file.st_size : 0;
}

static void put_texts(cli_json *json, const phony_model *model)
{
    static const char *const keys[] = {"name", "locale", "source", "license", "trainer", "digest"};
    for (int32_t which = PHONY_TEXT_NAME; which <= PHONY_TEXT_DIGEST; which++)
        cli_json_text(json, keys[which], phony_model_get_text(model, which));
}

static void put_ngrams(cli_json *json, const phony_model_info *info)
{
    cli_json_number(json, "ngrams", info->ngrams);
    cli_json_open(json, "ngrams_per_order", '[');
    for (int32_t order = 0; order < info->order; order++)
        cli_json_number(json, NULL, info->ngrams_of_order[order]);
    cli_json_close(json, ']');
}

void cli_model_json(cli_json *json, const phony_model *model, const phony_model_info *info)
{
    put_texts(json, model);
    if (info->created)
        cli_json_number(json, "created", (uint64_t)info->created);
    else
        cli_json_null(json, "created");
    cli_json_number(json, "format_version", (uint64_t)info->format_version);
    cli_json_text(json, "mode", cli_mode_name(info->mode));
    cli_json_number(json, "order", (uint64_t)info->order);
    cli_json_boolean(json, "exclude_originals", info->has_originals);
    cli_json_number(json, "values", info->values);
    cli_json_number(json, "weight", info->weight);
    cli_json_number(json, "min_count", info->min_count);
    cli_json_number(json, "tokens", info->tokens);
    put_ngrams(json, info);
}
