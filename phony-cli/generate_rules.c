/* Which of phony generate's options go with what. A new option needs a rule of its own only where
 * not all of its group's kinds of sources take it. */
#include "generate_options.h"

#include <inttypes.h>
#include <string.h>

enum { MODELS = CLI_BY_MODEL | CLI_BY_NAME };

/* A group's options, or the one that is named, are for sources of some kinds. */
typedef struct rule {
    const cli_option *options;
    size_t offset;    /* of the group's settings */
    const char *only; /* NULL: all others */
    unsigned kinds;
    const char *kinds_text;
} rule;

#define AT(member) offsetof(cli_source_settings, member)
static const char with_model[] = "a MODEL", with_values[] = "a MODEL or a built-in generator",
                  with_template[] = "--template",
                  with_person[] = "--template or a built-in generator";
static const rule rules[] = {
    {cli_constraint_options, AT(constraints), NULL, MODELS | CLI_BY_BUILTIN, with_values},
    {cli_distinct_options, AT(rows), "sorted", MODELS | CLI_BY_BUILTIN, with_values},
    {cli_distinct_options, AT(rows), NULL, MODELS | CLI_BY_BUILTIN | CLI_BY_TEMPLATE,
     "single values"},
    {cli_text_options, AT(text), NULL, CLI_BY_TEXT, with_model},
    {cli_template_options, AT(template), "locale",
     CLI_BY_NAME | CLI_BY_TEXT | CLI_BY_BUILTIN | CLI_BY_TEMPLATE,
     "--template, a built-in generator or a model's name without '/'"},
    {cli_template_options, AT(template), "gender", CLI_BY_BUILTIN | CLI_BY_TEMPLATE, with_person},
    {cli_template_options, AT(template), NULL, CLI_BY_TEMPLATE, with_template},
    {cli_limit_options, AT(limits), NULL, MODELS | CLI_BY_TEXT, with_model},
};
enum { RULES = sizeof rules / sizeof *rules };

/* The group's first option that is given. */
static const char *group_option(const cli_option *options, const void *base)
{
    for (; options->name; options++)
        if (cli_option_is_given(options, (const char *)base + options->offset))
            return options->name;
    return NULL;
}

int cli_is_builtin(const char *name)
{
    const char *builtin;
    for (size_t i = 0; (builtin = phony_builtin_name(i)); i++)
        if (strcmp(builtin, name) == 0)
            return 1;
    return 0;
}

int cli_is_full_name(const char *name)
{
    size_t length = strlen(name);
    return strchr(name, '/') || (length >= 6 && strcmp(name + length - 6, ".phony") == 0);
}

static cli_source_kind kind_of(const cli_source_settings *settings, const char *argument)
{
    if (!argument)
        return CLI_BY_TEMPLATE;
    if (cli_is_builtin(argument))
        return CLI_BY_BUILTIN;
    if (group_option(cli_text_options, &settings->text))
        return CLI_BY_TEXT;
    return cli_is_full_name(argument) ? CLI_BY_MODEL : CLI_BY_NAME;
}

/* The first rule for an option is its own. */
static const rule *rule_of(const rule *group, const char *option)
{
    for (const rule *own = rules; own < rules + RULES; own++)
        if (own->options == group->options && (!own->only || strcmp(own->only, option) == 0))
            return own;
    return group;
}

static int fail(const cli_command *command, const char *option, const rule *broken,
                const cli_source_settings *settings, const char *argument, cli_source_kind kind)
{
    const char *with = broken->kinds_text;
    if (kind == CLI_BY_TEXT)
        return cli_usage(command, "--%s goes with %s, not with --%s", option, with,
                         group_option(cli_text_options, &settings->text));
    if (kind == CLI_BY_TEMPLATE)
        return cli_usage(command, "--%s goes with %s, not with --template", option, with);
    return cli_usage(command, "--%s goes with %s, not with the %s '%s'", option, with,
                     kind == CLI_BY_BUILTIN ? "built-in generator" : "model", argument);
}

static int check_rules(const cli_command *command, const cli_source_settings *settings,
                       const char *argument, cli_source_kind kind)
{
    for (const rule *group = rules; group < rules + RULES; group++) {
        const char *base = (const char *)settings + group->offset;
        for (const cli_option *option = group->options; option->name; option++) {
            const rule *own = rule_of(group, option->name);
            if (own == group && !(own->kinds & kind) &&
                cli_option_is_given(option, base + option->offset))
                return fail(command, option->name, own, settings, argument, kind);
        }
    }
    return CLI_OK;
}

/* The least of something and the most of it, 0 where there is none. */
static int check_range(const cli_command *command, const char *what, uint64_t least, uint64_t most)
{
    if (most == 0 || least <= most)
        return CLI_OK;
    return cli_usage(command, "--min-%s %" PRIu64 " is more than --max-%s %" PRIu64, what, least,
                     what, most);
}

/* What is put behind values breaks their order; and only a model knows second names, and how many
 * values it has. */
static int check_unique(const cli_command *command, const cli_row_settings *rows,
                        cli_source_kind kind)
{
    static const char *const words[] = {[PHONY_UNIQUE_NUMBERED] = "numbered",
                                        [PHONY_UNIQUE_NAMED] = "named",
                                        [PHONY_UNIQUE_STRICT] = "strict"};
    if (rows->unique == PHONY_UNIQUE_NONE || rows->unique == PHONY_UNIQUE_USUAL)
        return CLI_OK;
    if (rows->sorted && rows->unique != PHONY_UNIQUE_STRICT)
        return cli_usage(command,
                         "--sorted goes with --unique=strict, not with --unique=%s: what is put "
                         "behind values would break their order",
                         words[rows->unique]);
    if (rows->unique != PHONY_UNIQUE_NUMBERED && kind == CLI_BY_TEMPLATE)
        return cli_usage(command, "--unique=%s goes with %s, not with --template",
                         words[rows->unique], with_values);
    return CLI_OK;
}

int cli_source_sort(const cli_command *command, const cli_source_settings *settings,
                    const char *argument, cli_source_kind *kind)
{
    const cli_constraint_settings *limits = &settings->constraints;
    int status;
    if (argument && settings->template.text)
        return cli_usage(command, "--template takes no MODEL: '%s' is named in it, as {%s}",
                         argument, argument);
    if (!argument && !settings->template.text)
        return cli_usage(command, "%s", command->missing);
    *kind = kind_of(settings, argument);
    status = check_rules(command, settings, argument, *kind);
    if (status == CLI_OK)
        status = check_unique(command, &settings->rows, *kind);
    if (status == CLI_OK)
        status = check_range(command, "length", limits->min_length, limits->max_length);
    if (status == CLI_OK)
        status = check_range(command, "words", limits->min_words, limits->max_words);
    return status;
}

int cli_rows_of(const cli_command *command, const cli_row_settings *rows, uint64_t *number)
{
    uint64_t end;
    *number = 0;
    if (!rows->unique && !rows->sorted)
        return rows->of ? cli_usage(command, "--of goes with --unique or --sorted") : CLI_OK;
    if (__builtin_add_overflow(rows->first, rows->count.number, &end))
        return cli_usage(command, "--first and --count reach past row %" PRIu64, UINT64_MAX);
    if (rows->of && end > rows->of)
        return cli_usage(command, "--first and --count reach to row %" PRIu64 ", --of is %" PRIu64,
                         end, rows->of);
    *number = rows->of ? rows->of : end ? end : 1;
    return CLI_OK;
}
