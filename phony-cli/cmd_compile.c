/* phony compile: keeps compiled forms of models, so that they load at once. */
#include "inputs.h"
#include "jsonwrite.h"
#include "terminal.h"

#include <limits.h>
#include <stdlib.h>

typedef struct compile_settings {
    cli_limit_settings limits;
    int32_t all;
    int32_t json;
} compile_settings;

#define AT(member) offsetof(compile_settings, member)
static const cli_option model_options[] = {
    CLI_FLAG_ROW(0, "all", AT(all), "all that 'phony models' lists, instead of MODELs"),
    CLI_LAST_ROW,
};
static const cli_option output_options[] = {
    CLI_FLAG_ROW(0, "json", AT(json), "as JSON, for programs"),
    CLI_LAST_ROW,
};
static const cli_group groups[] = {
    {"Models", model_options, 0},
    {"Output", output_options, 0},
    {"Limits", cli_limit_options, AT(limits)},
    {NULL, NULL, 0},
};
static const char *const examples[] = {
    "phony compile tr_TR/person_names", "one model, for the next 'phony generate'",
    "phony compile --all", "every model there is, as when an image is built", NULL};

/* What came of one model. */
typedef struct outcome {
    const char *name;
    char path[PATH_MAX];
    uint64_t bytes;
    double seconds;
    phony_error error;
    phony_status status;
} outcome;

typedef struct compiler {
    const compile_settings *settings;
    phony_cache *cache;
    cli_json json;
    int status;
} compiler;

static void print(const outcome *done)
{
    if (done->status != PHONY_OK) {
        cli_fail(done->name, &done->error);
        return;
    }
    cli_put_text(stdout, done->name, SIZE_MAX);
    printf(": ");
    cli_put_text(stdout, done->path, SIZE_MAX);
    printf(", %s in %.0f ms\n", cli_bytes(done->bytes).text, done->seconds * 1e3);
}

static void put_json(cli_json *json, const outcome *done)
{
    int is_ok = done->status == PHONY_OK;
    cli_json_open(json, NULL, '{');
    cli_json_text(json, "model", done->name);
    cli_json_text(json, "path", is_ok ? done->path : NULL);
    cli_json_number(json, "bytes", done->bytes);
    cli_json_real(json, "seconds", done->seconds);
    cli_json_text(json, "error", is_ok ? NULL : done->error.message);
    cli_json_close(json, '}');
}

static void compile(compiler *c, const char *name)
{
    const cli_limit_settings *s = &c->settings->limits;
    phony_model_limits limits = {sizeof limits, s->max_bytes, s->max_tokens, s->max_ngrams};
    outcome done = {.name = name};
    char here[PATH_MAX];
    double start = cli_now();
    done.status = phony_model_compile(c->cache, cli_model_here(name, here, sizeof here), &limits,
                                      done.path, sizeof done.path, &done.bytes, &done.error);
    done.seconds = cli_now() - start;
    if (done.status != PHONY_OK)
        c->status = CLI_FAILED;
    if (c->settings->json)
        put_json(&c->json, &done);
    else
        print(&done);
}

static int compile_all(compiler *c)
{
    phony_model_list *list;
    phony_error error;
    const char *name;
    if (phony_model_list_new(&list, &error) != PHONY_OK)
        return cli_fail(NULL, &error);
    for (size_t i = 0; (name = phony_model_list_name(list, i)); i++)
        compile(c, name);
    phony_model_list_free(list);
    return c->status;
}

static int compile_each(compiler *c, const cli_call *call)
{
    if (c->settings->json)
        cli_json_open(&c->json, NULL, '[');
    if (c->settings->all)
        c->status = compile_all(c);
    for (size_t i = 0; i < call->count; i++)
        compile(c, call->arguments[i]);
    if (c->settings->json)
        cli_json_close(&c->json, ']');
    return c->status;
}

static int run(const cli_call *call)
{
    compiler c = {.settings = call->settings};
    phony_error error;
    int status;
    if (c.settings->all && call->count)
        return cli_usage(call->command, "either --all or MODELs");
    if (!c.settings->all && !call->count)
        return cli_usage(call->command,
                         "which MODEL? A file, or a name out of 'phony models'; --all for all");
    if (cli_cache_is_off())
        return cli_error("PHONY_CACHE is off: nothing is kept");
    if (phony_cache_new(&c.cache, &error) != PHONY_OK)
        return cli_fail(NULL, &error);
    if (phony_cache_keep(c.cache, getenv("PHONY_CACHE"), &error) == PHONY_OK)
        status = compile_each(&c, call);
    else
        status = cli_fail(NULL, &error);
    phony_cache_free(c.cache);
    return status;
}

const cli_command cli_compile = {
    .name = "compile",
    .summary = "keep models ready, so that they load at once",
    .usage = "MODEL... [OPTION...]",
    .description =
        "Compiles models and keeps the result on disk, where every command finds it: "
        "loading takes a fraction of a millisecond then. 'phony generate' does the "
        "same by itself at a model's first use. The files are a cache: they may be "
        "deleted at any time. PHONY_CACHE names their folder, or is off.",
    .examples = examples,
    .groups = groups,
    .missing = "",
    .least_arguments = 0,
    .most_arguments = SIZE_MAX,
    .settings_size = sizeof(compile_settings),
    .run = run,
};
