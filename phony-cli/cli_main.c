/* phony: the command-line program. Finds the command, parses its options, runs it. */
#include "cli.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

const cli_command *const cli_commands[] = {
    &cli_generate,
    &cli_train,
    &cli_models,
    &cli_generators,
    &cli_info,
    &cli_stats_command,
    &cli_merge,
    &cli_validate,
    &cli_compile,
    &cli_schema_check,
    &cli_schema_show,
    &cli_schema_preview,
    &cli_schema_generators,
    &cli_schema_import,
    NULL,
};

/* First words of commands that have two. */
static const char *const families[] = {"schema", NULL};

static int is_family(const char *name)
{
    for (const char *const *family = families; *family; family++)
        if (strcmp(*family, name) == 0)
            return 1;
    return 0;
}

static int fail_unknown(const char *name)
{
    cli_nearest nearest = {NULL, 0};
    for (const cli_command *const *command = cli_commands; *command; command++)
        if (!strchr((*command)->name, ' '))
            cli_nearest_try(&nearest, name, strlen(name), (*command)->name);
    for (const char *const *family = families; *family; family++)
        cli_nearest_try(&nearest, name, strlen(name), *family);
    cli_nearest_try(&nearest, name, strlen(name), "help");
    const char *what = name[0] == '-' ? "option" : "command";
    if (nearest.name)
        return cli_usage(NULL, "unknown %s '%s' (did you mean %s?)", what, name, nearest.name);
    return cli_usage(NULL, "unknown %s '%s'", what, name);
}

static int asks_for_help(const char *word)
{
    return strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0;
}

/* The first word of several commands, and behind it no word that makes one of them. `word` may be
 * NULL. */
static int fail_in_family(const char *family, const char *word)
{
    cli_nearest nearest = {NULL, 0};
    if (!word) {
        cli_print_family(stderr, family);
        return CLI_USAGE;
    }
    for (const cli_command *const *command = cli_commands; *command; command++) {
        const char *name = cli_command_in(*command, family);
        if (name)
            cli_nearest_try(&nearest, word, strlen(word), name);
    }
    if (nearest.name)
        return cli_usage(NULL, "unknown command '%s %s' (did you mean %s %s?)", family, word,
                         family, nearest.name);
    return cli_usage(NULL, "unknown command '%s %s'", family, word);
}

static int help(char **words)
{
    size_t taken;
    if (!*words) {
        cli_print_overview(stdout);
        return CLI_OK;
    }
    const cli_command *command = cli_command_find(words, &taken);
    if (command)
        cli_print_help(command);
    else if (is_family(*words) && words[1])
        return fail_in_family(*words, words[1]);
    else if (is_family(*words))
        cli_print_family(stdout, *words);
    else
        return fail_unknown(*words);
    return CLI_OK;
}

static int version(char **words)
{
    (void)words;
    printf("phony %s\n", phony_version());
    return CLI_OK;
}

static int list_options(char **words)
{
    (void)words;
    cli_print_options();
    return CLI_OK;
}

static int call(const cli_command *command, char **words, void *settings, const char **arguments)
{
    cli_call call = {command, settings, arguments, 0};
    int wants_help;
    if (command->defaults)
        memcpy(settings, command->defaults, command->settings_size);
    int status = cli_parse(command, words, settings, arguments, &call.count, &wants_help);
    if (wants_help)
        cli_print_help(command);
    else if (status == CLI_OK)
        status = command->run(&call);
    return status;
}

static int run(const cli_command *command, char **words, size_t count)
{
    void *settings = calloc(1, command->settings_size);
    const char **arguments = calloc(count + 1, sizeof *arguments);
    int status;
    if (settings && arguments)
        status = call(command, words, settings, arguments);
    else
        status = cli_error("out of memory");
    free(arguments);
    free(settings);
    return status;
}

static int dispatch(char **words, size_t count)
{
    static const struct {
        const char *name;
        int (*run)(char **words);
    } others[] = {{"help", help},  {"--help", help},       {"-h", help},
                  {"-V", version}, {"--version", version}, {"__options", list_options}};
    size_t taken;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strcmp(*words, others[i].name) == 0)
            return others[i].run(words + 1);
    const cli_command *command = cli_command_find(words, &taken);
    if (command)
        return run(command, words + taken, count);
    if (!is_family(*words))
        return fail_unknown(*words);
    if (!words[1] || !asks_for_help(words[1]))
        return fail_in_family(*words, words[1]);
    cli_print_family(stdout, *words);
    return CLI_OK;
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        cli_print_overview(stderr);
        return CLI_USAGE;
    }
    /* So that a write to a pipe that nobody reads is an error of that write, and ends quietly. */
    signal(SIGPIPE, SIG_IGN);
    int status = dispatch(argv + 1, (size_t)argc);
    int flushed = cli_flush();
    if (status == CLI_OK)
        status = flushed;
    return status == CLI_CLOSED ? CLI_OK : status;
}
