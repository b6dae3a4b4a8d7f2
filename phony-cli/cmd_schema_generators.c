/* phony schema generators: the types of generators that schemas know, as a list or as cards. */
#include "cli.h"
#include "jsonwrite.h"
#include "terminal.h"

#include <string.h>

typedef struct cards_settings {
    int32_t json;
    int32_t names;
} cards_settings;

#define AT(member) offsetof(cards_settings, member)
static const cli_option output_options[] = {
    CLI_FLAG_ROW(0, "json", AT(json), "as JSON, with all options"),
    CLI_FLAG_ROW(0, "names", AT(names), "only the types, one a line"),
    CLI_LAST_ROW,
};
static const cli_group groups[] = {{"Output", output_options, 0}, {NULL, NULL, 0}};
static const char *const examples[] = {"phony schema generators", "what there is",
                                       "phony schema generators decimal",
                                       "the options of one, and what it is fit for", NULL};

/* What generators are fit for: for people, and as members of JSON. */
static const struct {
    uint32_t fit;
    const char *key;
    const char *text;
} fits[] = {
    {PHONY_FIT_UNIQUE, "unique", "can be unique"},
    {PHONY_FIT_KEY, "key", "can be a key"},
    {PHONY_FIT_LINKED, "linked", "belongs together with other fields"},
    {PHONY_FIT_BY_ROW, "by_row", "options can be expressions"},
    {PHONY_FIT_LEAKS, "leaks", "can leak"},
    {PHONY_FIT_CONSISTENT, "consistent", "consistent"},
    {PHONY_FIT_FORMAT, "keeps_format", "keeps the format"},
};
enum { FITS = sizeof fits / sizeof *fits };

/* ---- For people ---------------------------------------------------------------------------- */

static size_t widest_type(void)
{
    phony_card card = PHONY_CARD_INIT;
    phony_error error;
    size_t widest = 0;
    for (size_t i = 0; phony_card_get(i, &card, &error) == PHONY_OK; i++)
        if (strlen(card.type) > widest)
            widest = strlen(card.type);
    return widest;
}

static void print_list(void)
{
    phony_card card = PHONY_CARD_INIT;
    phony_error error;
    size_t width = widest_type();
    for (size_t i = 0; phony_card_get(i, &card, &error) == PHONY_OK; i++) {
        printf("%-*s  ", (int)width, card.type);
        cli_wrap(stdout, card.summary, width + 2, width + 2, cli_width());
    }
}

static void print_names(void)
{
    phony_card card = PHONY_CARD_INIT;
    phony_error error;
    for (size_t i = 0; phony_card_get(i, &card, &error) == PHONY_OK; i++)
        puts(card.type);
}

static void describe_fit(uint32_t fit, char *text, size_t capacity)
{
    size_t length = 0;
    *text = 0;
    for (size_t i = 0; i < FITS; i++)
        if ((fit & fits[i].fit) && length < capacity)
            length += (size_t)snprintf(text + length, capacity - length, "%s%s",
                                       length > 0 ? ", " : "", fits[i].text);
}

static void print_option(const phony_card_option *option)
{
    const char *kind = option->choices ? option->choices : option->kind;
    printf("  %s%s%s  %s%s%s%s%s\n      ", cli_style_text(stdout, CLI_BOLD), option->name,
           cli_style_text(stdout, CLI_PLAIN), kind, option->initial ? ", default " : "",
           option->initial ? option->initial : "", option->is_needed ? ", required" : "",
           option->takes_expression ? ", or {\"expr\": ...}" : "");
    cli_wrap(stdout, option->summary, 6, 6, cli_width());
}

static void print_card(size_t index, const phony_card *card)
{
    phony_card_option option = PHONY_CARD_OPTION_INIT;
    phony_error error;
    char text[512];
    describe_fit(card->fit, text, sizeof text);
    printf("%s%s%s\n", cli_style_text(stdout, CLI_BOLD), card->type,
           cli_style_text(stdout, CLI_PLAIN));
    cli_wrap(stdout, card->summary, 0, 0, cli_width());
    putchar('\n');
    cli_row(stdout, "gives", "%s", *card->gives ? card->gives : "what its options say");
    cli_row(stdout, "fit", "%s", text);
    cli_row(stdout, "can leak", "%s", card->leaks ? card->leaks : "nothing");
    if (card->options > 0)
        puts("\nOptions");
    for (size_t i = 0; phony_card_get_option(index, i, &option, &error) == PHONY_OK; i++)
        print_option(&option);
}

/* ---- For programs -------------------------------------------------------------------------- */

/* Choices "a|b|c" as an array. */
static void put_choices(cli_json *json, const char *choices)
{
    cli_json_open(json, "choices", '[');
    while (choices && *choices) {
        size_t length = strcspn(choices, "|");
        cli_json_string(json, NULL, choices, length);
        choices += length + (choices[length] == '|');
    }
    cli_json_close(json, ']');
}

static void put_option(cli_json *json, const phony_card_option *option)
{
    cli_json_open(json, NULL, '{');
    cli_json_text(json, "name", option->name);
    cli_json_text(json, "kind", option->kind);
    cli_json_text(json, "summary", option->summary);
    cli_json_text(json, "default", option->initial);
    if (option->choices)
        put_choices(json, option->choices);
    cli_json_boolean(json, "required", option->is_needed);
    cli_json_boolean(json, "expression", option->takes_expression);
    cli_json_close(json, '}');
}

static void put_card(cli_json *json, size_t index, const phony_card *card)
{
    phony_card_option option = PHONY_CARD_OPTION_INIT;
    phony_error error;
    cli_json_open(json, NULL, '{');
    cli_json_text(json, "type", card->type);
    cli_json_text(json, "summary", card->summary);
    cli_json_text(json, "gives", card->gives);
    for (size_t i = 0; i < FITS; i++)
        if (fits[i].fit != PHONY_FIT_LEAKS)
            cli_json_boolean(json, fits[i].key, (card->fit & fits[i].fit) != 0);
    cli_json_text(json, "leaks", card->leaks);
    cli_json_open(json, "options", '[');
    for (size_t i = 0; phony_card_get_option(index, i, &option, &error) == PHONY_OK; i++)
        put_option(json, &option);
    cli_json_close(json, ']');
    cli_json_close(json, '}');
}

/* All cards, or the one at `only` (SIZE_MAX = all). */
static void print_json(size_t only)
{
    phony_card card = PHONY_CARD_INIT;
    phony_error error;
    cli_json json = {0, 0};
    if (only == SIZE_MAX)
        cli_json_open(&json, NULL, '[');
    for (size_t i = only == SIZE_MAX ? 0 : only; phony_card_get(i, &card, &error) == PHONY_OK;
         i++) {
        put_card(&json, i, &card);
        if (only != SIZE_MAX)
            return;
    }
    cli_json_close(&json, ']');
}

/* ---- The command --------------------------------------------------------------------------- */

static int find(const char *type, size_t *index, phony_card *card)
{
    cli_nearest nearest = {NULL, 0};
    phony_error error;
    for (*index = 0; phony_card_get(*index, card, &error) == PHONY_OK; ++*index) {
        if (strcmp(card->type, type) == 0)
            return CLI_OK;
        cli_nearest_try(&nearest, type, strlen(type), card->type);
    }
    if (nearest.name)
        return cli_error("there is no generator '%s' (did you mean %s?)", type, nearest.name);
    return cli_error("there is no generator '%s'; 'phony schema generators' lists them", type);
}

static int run(const cli_call *call)
{
    const cards_settings *settings = call->settings;
    phony_card card = PHONY_CARD_INIT;
    size_t only = SIZE_MAX;
    if (settings->names && (settings->json || call->count > 0))
        return cli_usage(call->command, "--names goes not with --json or a TYPE");
    if (call->count > 0 && find(call->arguments[0], &only, &card) != CLI_OK)
        return CLI_FAILED;
    if (settings->json)
        print_json(only);
    else if (settings->names)
        print_names();
    else if (only != SIZE_MAX)
        print_card(only, &card);
    else
        print_list();
    return CLI_OK;
}

const cli_command cli_schema_generators = {
    .name = "schema generators",
    .summary = "list the types of generators that schemas know, and their options",
    .usage = "[TYPE] [OPTION...]",
    .description =
        "Lists the types of generators of schemas, or shows the card of one: its options with "
        "types and defaults, what it gives, what it is fit for, and what it can leak.",
    .examples = examples,
    .groups = groups,
    .missing = "",
    .least_arguments = 0,
    .most_arguments = 1,
    .settings_size = sizeof(cards_settings),
    .run = run,
};
