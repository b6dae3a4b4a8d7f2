/* phony generators: the built-in generators, and the functions of templates. */
#include "cli.h"
#include "jsonwrite.h"
#include "terminal.h"

#include <string.h>

typedef struct generators_settings {
    int32_t json;
    int32_t names;
} generators_settings;

#define AT(member) offsetof(generators_settings, member)
static const cli_option output_options[] = {
    CLI_FLAG_ROW(0, "json", AT(json), "as JSON"),
    CLI_FLAG_ROW(0, "names", AT(names), "only the generators' names, one a line"),
    CLI_LAST_ROW,
};
static const cli_group groups[] = {{"Output", output_options, 0}, {NULL, NULL, 0}};
static const char *const examples[] = {
    "phony generators", "what there is",
    "phony generate --template \"{person.first|initial}. {person.last|upper}\"", "what it is for",
    NULL};

/* Things with names and summaries, by index. */
typedef struct listing {
    const char *heading;
    const char *(*name)(size_t index);
    const char *(*summary)(size_t index);
} listing;

static const listing generators = {"generators", phony_builtin_name, phony_builtin_summary};
static const listing functions = {"functions", phony_function_name, phony_function_summary};

static size_t widest_name(const listing *list)
{
    const char *name;
    size_t widest = 0;
    for (size_t i = 0; (name = list->name(i)); i++)
        if (strlen(name) > widest)
            widest = strlen(name);
    return widest;
}

static void print(const char *title, const listing *list)
{
    const char *name;
    size_t width = widest_name(list);
    printf("%s%s%s\n", cli_style_text(stdout, CLI_BOLD), title, cli_style_text(stdout, CLI_PLAIN));
    for (size_t i = 0; (name = list->name(i)); i++) {
        printf("  %-*s  ", (int)width, name);
        cli_wrap(stdout, list->summary(i), width + 4, width + 4, cli_width());
    }
}

static void put_list(cli_json *json, const listing *list)
{
    const char *name;
    cli_json_open(json, list->heading, '[');
    for (size_t i = 0; (name = list->name(i)); i++) {
        cli_json_open(json, NULL, '{');
        cli_json_text(json, "name", name);
        cli_json_text(json, "summary", list->summary(i));
        cli_json_close(json, '}');
    }
    cli_json_close(json, ']');
}

static void print_json(void)
{
    cli_json json = {0, 0};
    cli_json_open(&json, NULL, '{');
    put_list(&json, &generators);
    put_list(&json, &functions);
    cli_json_close(&json, '}');
}

static int run(const cli_call *call)
{
    const generators_settings *settings = call->settings;
    const char *name;
    if (settings->json) {
        print_json();
        return CLI_OK;
    }
    for (size_t i = 0; settings->names && (name = generators.name(i)); i++)
        printf("%s\n", name);
    if (!settings->names) {
        print("Generators", &generators);
        putchar('\n');
        print("Functions, in templates behind a name: {person.last|upper}", &functions);
    }
    return CLI_OK;
}

const cli_command cli_generators = {
    .name = "generators",
    .summary = "list the built-in generators and the functions of templates",
    .usage = "[OPTION...]",
    .description =
        "Lists what 'phony generate' makes by name besides the values of models, and the functions "
        "that templates may put behind names, chained by '|'.",
    .examples = examples,
    .groups = groups,
    .missing = "",
    .least_arguments = 0,
    .most_arguments = 0,
    .settings_size = sizeof(generators_settings),
    .run = run,
};
