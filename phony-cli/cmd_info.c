/* phony info: what a model is. */
#include "inputs.h"
#include "jsonwrite.h"
#include "model_text.h"
#include "terminal.h"

#include <limits.h>
#include <string.h>

typedef struct info_settings {
    cli_limit_settings limits;
    int32_t json;
    int32_t tokens;
} info_settings;

#define AT(member) offsetof(info_settings, member)
static const cli_option output_options[] = {
    CLI_FLAG_ROW(0, "json", AT(json), "as JSON, for programs"),
    CLI_FLAG_ROW(0, "tokens", AT(tokens),
                 "only the model's tokens, one a line; with --json an array"),
    CLI_LAST_ROW,
};
static const cli_group groups[] = {
    {"Output", output_options, 0},
    {"Limits", cli_limit_options, offsetof(info_settings, limits)},
    {NULL, NULL, 0},
};
static const char *const examples[] = {"phony info names.phony", "metadata, order and sizes",
                                       "phony info tr_TR/person_names --json | jq .ngrams",
                                       "one figure", NULL};

static void print_texts(const phony_model *model)
{
    static const char *const labels[] = {"name", "locale", "source", "licence", "trained by"};
    for (int32_t which = PHONY_TEXT_NAME; which <= PHONY_TEXT_TRAINER; which++)
        cli_row(stdout, labels[which], "%s", phony_model_get_text(model, which));
}

static void print_counts(const phony_model_info *info)
{
    cli_row(stdout, "trained on", "%s, %s by weight", cli_count(info->values, "value").text,
            cli_grouped(info->weight).text);
    if (info->min_count > 1)
        cli_row(stdout, "pruned", "n-grams counted less than %s times are left out",
                cli_grouped(info->min_count).text);
    cli_row(stdout, "tokens", "%s", cli_grouped(info->tokens).text);
    cli_row(stdout, "n-grams", "%s", cli_grouped(info->ngrams).text);
    for (int32_t order = 1; order <= info->order; order++) {
        char label[24];
        snprintf(label, sizeof label, "  of order %d", order);
        cli_row(stdout, label, "%s", cli_grouped(info->ngrams_of_order[order - 1]).text);
    }
}

static void print(const char *path, const phony_model *model, const phony_model_info *info)
{
    print_texts(model);
    if (info->created)
        cli_row(stdout, "created", "%s", cli_date(info->created).text);
    cli_row(stdout, "mode", "%s, order %d", cli_mode_name(info->mode), info->order);
    cli_row(stdout, "originals", "%s",
            info->has_originals ? "never given again (holds their salted hashes)"
                                : "may come out (trained without --exclude-originals)");
    print_counts(info);
    cli_row(stdout, "file", "%s, %s", path, cli_bytes(cli_model_file_bytes(path)).text);
    cli_row(stdout, "memory", "%s, without its sampler", cli_bytes(info->memory).text);
    cli_row(stdout, "digest", "%s", phony_model_get_text(model, PHONY_TEXT_DIGEST));
}

static void print_json(const char *path, const phony_model *model, const phony_model_info *info)
{
    cli_json json = {0, 0};
    cli_json_open(&json, NULL, '{');
    cli_json_text(&json, "path", path);
    cli_json_number(&json, "file_bytes", cli_model_file_bytes(path));
    cli_model_json(&json, model, info);
    cli_json_number(&json, "memory_bytes", info->memory);
    cli_json_close(&json, '}');
}

static void print_token(const char *token, size_t length)
{
    char text[4096];
    size_t shown = length < sizeof text ? length : sizeof text - 1;
    memcpy(text, token, shown);
    text[shown] = 0;
    cli_put_text(stdout, text, SIZE_MAX);
    putchar('\n');
}

static int print_tokens(const phony_model *model, int as_json)
{
    cli_json json = {0, 0};
    const char *token;
    size_t length;
    if (as_json)
        cli_json_open(&json, NULL, '[');
    for (uint64_t i = 0; (token = phony_model_get_token(model, i, &length)); i++) {
        if (as_json)
            cli_json_string(&json, NULL, token, length);
        else
            print_token(token, length);
    }
    if (as_json)
        cli_json_close(&json, ']');
    return CLI_OK;
}

static int describe(const info_settings *settings, const char *name, const phony_model *model)
{
    phony_model_info info = PHONY_MODEL_INFO_INIT;
    phony_error error;
    char path[PATH_MAX];
    if (settings->tokens)
        return print_tokens(model, settings->json);
    if (phony_model_get_info(model, &info, &error) != PHONY_OK)
        return cli_fail(name, &error);
    cli_model_path(name, path, sizeof path);
    if (settings->json)
        print_json(path, model, &info);
    else
        print(path, model, &info);
    return CLI_OK;
}

static int run(const cli_call *call)
{
    const info_settings *settings = call->settings;
    phony_model *model;
    int status = cli_open_whole_model(&settings->limits, call->arguments[0], &model);
    if (status != CLI_OK)
        return status;
    status = describe(settings, call->arguments[0], model);
    phony_model_unref(model);
    return status;
}

const cli_command cli_info = {
    .name = "info",
    .summary = "show what a model is",
    .usage = "MODEL [OPTION...]",
    .description = "Shows what a model is: where it comes from, its order, tokens, n-grams, sizes.",
    .examples = examples,
    .groups = groups,
    .missing = "which MODEL? A file, or a name out of 'phony models'",
    .least_arguments = 1,
    .most_arguments = 1,
    .settings_size = sizeof(info_settings),
    .run = run,
};
