/* Help, made from the tables, in columns that fit the terminal. */
#include "cli.h"
#include "terminal.h"

#include <string.h>

enum { WIDEST_LEFT = 26 };

static void heading(FILE *file, const char *text)
{
    fprintf(file, "%s%s%s\n", cli_style_text(file, CLI_BOLD), text,
            cli_style_text(file, CLI_PLAIN));
}

const cli_command *cli_command_find(const char *name, size_t length)
{
    for (const cli_command *const *command = cli_commands; *command; command++)
        if (strlen((*command)->name) == length && memcmp((*command)->name, name, length) == 0)
            return *command;
    return NULL;
}

void cli_print_overview(FILE *file)
{
    fputs(
        "Usage: phony COMMAND [ARGUMENT...]\n\n"
        "Learns what a list looks like and makes more of it that is nobody's data.\n\n",
        file);
    heading(file, "Commands");
    for (const cli_command *const *command = cli_commands; *command; command++) {
        fprintf(file, "  %-10s ", (*command)->name);
        cli_wrap(file, (*command)->summary, 13, 13, cli_width());
    }
    fputs("  help       show help, of a command: phony help COMMAND\n\n", file);
    heading(file, "Options");
    fputs(
        "  -h, --help     show this help\n"
        "  -V, --version  show the version\n\n",
        file);
    heading(file, "Examples");
    fputs(
        "  phony train names.txt -o names.phony\n"
        "  phony generate names.phony --count 20\n"
        "  phony generate tr_TR/person_names --count 5 --seed 42\n",
        file);
}

/* "-o, --output FILE", "    --timestamp[=SECONDS]". Returns its length. */
static size_t describe(const cli_option *option, char *text, size_t capacity)
{
    char letter[5] = "    ";
    const char *argument = option->argument ? option->argument : "";
    const char *before = option->bare ? "[=" : option->argument ? " " : "";
    if (option->letter)
        snprintf(letter, sizeof letter, "-%c, ", option->letter);
    return (size_t)snprintf(text, capacity, "%s--%s%s%s%s", letter, option->name, before, argument,
                            option->bare ? "]" : "");
}

/* The width of the left column: of the widest entry that is not all too wide. */
static size_t left_column(const cli_command *command)
{
    char text[128];
    size_t widest = 0;
    for (const cli_group *group = command->groups; group->heading; group++)
        for (const cli_option *option = group->options; option->name; option++) {
            size_t length = describe(option, text, sizeof text);
            if (length > widest && length <= WIDEST_LEFT)
                widest = length;
        }
    return widest + 4;
}

static void print_option(const cli_option *option, size_t left)
{
    char text[128];
    size_t length = describe(option, text, sizeof text) + 2;
    printf("  %s", text);
    if (length + 2 > left) {
        putchar('\n');
        length = 0;
    }
    printf("%*s", (int)(left - length), "");
    cli_wrap(stdout, option->help, left, left, cli_width());
}

static void print_groups(const cli_group *groups, size_t left)
{
    for (const cli_group *group = groups; group->heading; group++) {
        putchar('\n');
        heading(stdout, group->heading);
        for (const cli_option *option = group->options; option->name; option++)
            print_option(option, left);
    }
}

static void print_examples(const char *const *examples)
{
    putchar('\n');
    heading(stdout, "Examples");
    for (; *examples; examples += 2) {
        printf("  %s\n", examples[0]);
        fputs("      ", stdout);
        cli_wrap(stdout, examples[1], 6, 6, cli_width());
    }
}

void cli_print_help(const cli_command *command)
{
    size_t left = left_column(command);
    printf("Usage: phony %s %s\n\n", command->name, command->usage);
    cli_wrap(stdout, command->description, 0, 0, cli_width());
    print_groups(command->groups, left);
    print_groups(cli_common_groups, left);
    print_examples(command->examples);
}

static void list_options(const char *command, const cli_group *groups)
{
    for (const cli_group *group = groups; group->heading; group++)
        for (const cli_option *option = group->options; option->name; option++) {
            printf("%s\t--%s\t", command, option->name);
            if (option->letter)
                printf("-%c", option->letter);
            printf("\t%s\n", option->argument ? option->argument : "");
        }
}

void cli_print_options(void)
{
    for (const cli_command *const *command = cli_commands; *command; command++) {
        printf("%s\t\t\t%s\n", (*command)->name, (*command)->summary);
        list_options((*command)->name, (*command)->groups);
        list_options((*command)->name, cli_common_groups);
    }
}
