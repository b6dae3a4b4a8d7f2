/* phony validate: whether models are whole. */
#include "inputs.h"
#include "jsonwrite.h"
#include "terminal.h"

typedef struct validate_settings {
    cli_limit_settings limits;
    int32_t json;
} validate_settings;

static const cli_option output_options[] = {
    CLI_FLAG_ROW(0, "json", offsetof(validate_settings, json), "as JSON, for programs"),
    CLI_LAST_ROW,
};
static const cli_group groups[] = {
    {"Output", output_options, 0},
    {"Limits", cli_limit_options, offsetof(validate_settings, limits)},
    {NULL, NULL, 0},
};
static const char *const examples[] = {"phony validate models/*/*.phony",
                                       "a line for each; status 1 if any is broken", NULL};

static void report(const char *name, const phony_error *error)
{
    char text[1024];
    if (error)
        cli_describe(text, sizeof text, name, error);
    else
        snprintf(text, sizeof text, "%s", name);
    cli_put_text(stdout, text, SIZE_MAX);
    if (!error)
        printf(": %sok%s", cli_style_text(stdout, CLI_GREEN), cli_style_text(stdout, CLI_PLAIN));
    putchar('\n');
}

static void report_json(cli_json *json, const char *name, const phony_error *error)
{
    cli_json_open(json, NULL, '{');
    cli_json_text(json, "model", name);
    cli_json_boolean(json, "ok", !error);
    cli_json_text(json, "error", error ? error->message : NULL);
    cli_json_text(json, "status", error ? phony_status_name(error->status) : "ok");
    cli_json_close(json, '}');
}

/* The failure, or NULL where the model is whole. */
static const phony_error *check(const validate_settings *settings, const char *name,
                                phony_error *error)
{
    phony_model *model;
    if (cli_try_model(NULL, &settings->limits, name, &model, error) != PHONY_OK)
        return error;
    phony_model_unref(model);
    return NULL;
}

static int run(const cli_call *call)
{
    const validate_settings *settings = call->settings;
    cli_json json = {0, 0};
    int status = CLI_OK;
    if (settings->json)
        cli_json_open(&json, NULL, '[');
    for (size_t i = 0; i < call->count; i++) {
        phony_error error;
        const phony_error *failure = check(settings, call->arguments[i], &error);
        if (failure)
            status = CLI_FAILED;
        if (settings->json)
            report_json(&json, call->arguments[i], failure);
        else
            report(call->arguments[i], failure);
    }
    if (settings->json)
        cli_json_close(&json, ']');
    return status;
}

const cli_command cli_validate = {
    .name = "validate",
    .summary = "check that models are whole",
    .usage = "MODEL... [OPTION...]",
    .description =
        "Checks models completely: structure, invariants, digest. Prints a line for "
        "each, and ends with status 1 if any is broken.",
    .examples = examples,
    .groups = groups,
    .missing = "which MODEL? A file, or a name out of 'phony models'",
    .least_arguments = 1,
    .most_arguments = SIZE_MAX,
    .settings_size = sizeof(validate_settings),
    .run = run,
};
