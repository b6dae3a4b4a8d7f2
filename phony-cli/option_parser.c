/* The one parser of command lines: long options with '=' or a space, short ones alone, bundled or
 * with their argument attached, "--" before arguments that begin with '-'; options and arguments
 * may be mixed. What an option's text means is option_values.c's matter. */
#include "cli.h"

#include <string.h>

static const cli_option common_options[] = {
    CLI_FLAG_ROW('h', "help", 0, "show this help"),
    CLI_LAST_ROW,
};

const cli_group cli_common_groups[] = {{"Other", common_options, 0}, {NULL, NULL, 0}};

/* The words still to be read, and where what is read goes. */
typedef struct command_line {
    const cli_command *command;
    char **words;
    char *settings;
    int *help;
} command_line;

/* An option and the struct its member lies in. */
typedef struct found {
    const cli_option *option;
    char *base;
} found;

static int is_called(const cli_option *option, const char *name, size_t length, char letter)
{
    if (!name)
        return option->letter == letter;
    return strlen(option->name) == length && memcmp(option->name, name, length) == 0;
}

/* By its long name, or by its letter where `name` is NULL. */
static found find(const command_line *line, const char *name, size_t length, char letter)
{
    for (const cli_group *group = line->command->groups; group->heading; group++)
        for (const cli_option *option = group->options; option->name; option++)
            if (is_called(option, name, length, letter))
                return (found){option, line->settings + group->offset};
    return (found){NULL, NULL};
}

static int store(const command_line *line, found at, const char *text)
{
    return cli_option_set(line->command, at.option, at.base + at.option->offset, text);
}

static int fail_unknown(const command_line *line, const char *name, size_t length)
{
    cli_nearest nearest = {NULL, 0};
    for (const cli_group *group = line->command->groups; group->heading; group++)
        for (const cli_option *option = group->options; option->name; option++)
            cli_nearest_try(&nearest, name, length, option->name);
    if (nearest.name)
        return cli_usage(line->command, "unknown option --%.*s (did you mean --%s?)", (int)length,
                         name, nearest.name);
    return cli_usage(line->command, "unknown option --%.*s", (int)length, name);
}

/* The option's argument out of the next word. */
static int take_argument(command_line *line, found at)
{
    if (!*line->words)
        return cli_usage(line->command, "--%s needs an argument: --%s %s", at.option->name,
                         at.option->name, at.option->argument);
    return store(line, at, *line->words++);
}

static int parse_long(command_line *line, const char *word)
{
    const char *equals = strchr(word, '=');
    size_t length = equals ? (size_t)(equals - word) : strlen(word);
    found at = find(line, word, length, 0);
    if (!at.option)
        return fail_unknown(line, word, length);
    if (equals && !at.option->argument)
        return cli_usage(line->command, "--%s takes no argument", at.option->name);
    if (equals)
        return store(line, at, equals + 1);
    if (at.option->argument && !at.option->bare)
        return take_argument(line, at);
    return store(line, at, at.option->bare);
}

/* "-o FILE", "-oFILE", or flags in a row: "-qo FILE". */
static int parse_short(command_line *line, const char *letters)
{
    for (; *letters; letters++) {
        found at = find(line, NULL, 0, *letters);
        if (!at.option)
            return cli_usage(line->command, "unknown option -%c", *letters);
        if (at.option->argument && letters[1])
            return store(line, at, letters + 1);
        if (at.option->argument)
            return take_argument(line, at);
        if (store(line, at, NULL) != CLI_OK)
            return CLI_USAGE;
    }
    return CLI_OK;
}

static int asks_for_help(const char *word)
{
    return strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0;
}

/* Arguments are files or names: "" is none, and "-" only where standard input can be read. */
static int check_argument(const command_line *line, const char *word)
{
    if (!*word)
        return cli_usage(line->command,
                         "an argument is empty: the name of a file or of a model "
                         "was expected");
    if (strcmp(word, "-") == 0 && !line->command->reads_input)
        return cli_usage(line->command,
                         "'-' is no model: models are read from files "
                         "(/dev/stdin is one)");
    return CLI_OK;
}

static int parse_words(command_line *line, const char **arguments, size_t *count)
{
    int only_arguments = 0;
    int status = CLI_OK;
    while (*line->words && status == CLI_OK && !*line->help) {
        const char *word = *line->words++;
        if (only_arguments || word[0] != '-' || word[1] == 0) {
            status = check_argument(line, word);
            arguments[(*count)++] = word;
        } else if (strcmp(word, "--") == 0)
            only_arguments = 1;
        else if (asks_for_help(word))
            *line->help = 1;
        else if (word[1] == '-')
            status = parse_long(line, word + 2);
        else
            status = parse_short(line, word + 1);
    }
    return status;
}

int cli_parse(const cli_command *command, char **words, void *settings, const char **arguments,
              size_t *count, int *help)
{
    command_line line = {command, words, settings, help};
    *count = 0;
    *help = 0;
    int status = parse_words(&line, arguments, count);
    if (status != CLI_OK || *help)
        return status;
    if (*count < command->least_arguments)
        return cli_usage(command, "%s", command->missing);
    if (*count > command->most_arguments)
        return cli_usage(command, "'%s' is one argument too many",
                         arguments[command->most_arguments]);
    return CLI_OK;
}
