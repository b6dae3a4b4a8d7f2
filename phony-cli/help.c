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

/* The words of a name that `words` begin with; 0 where they are not all there. */
static size_t words_of(const char *name, char *const *words)
{
    size_t count = 0;
    for (; *name; words++, count++) {
        size_t length = strcspn(name, " ");
        if (!*words || strlen(*words) != length || memcmp(*words, name, length) != 0)
            return 0;
        name += length;
        name += *name == ' ';
    }
    return count;
}

const cli_command *cli_command_find(char *const *words, size_t *taken)
{
    for (const cli_command *const *command = cli_commands; *command; command++)
        if ((*taken = words_of((*command)->name, words)) > 0)
            return *command;
    return NULL;
}

const char *cli_command_in(const cli_command *command, const char *family)
{
    size_t length = strlen(family);
    int is_in = strncmp(command->name, family, length) == 0 && command->name[length] == ' ';
    return is_in ? command->name + length + 1 : NULL;
}

/* Those of a family, or all (NULL). */
static void print_commands(FILE *file, const char *family)
{
    size_t widest = 0;
    for (const cli_command *const *command = cli_commands; *command; command++)
        if ((!family || cli_command_in(*command, family)) && strlen((*command)->name) > widest)
            widest = strlen((*command)->name);
    heading(file, "Commands");
    for (const cli_command *const *command = cli_commands; *command; command++) {
        if (family && !cli_command_in(*command, family))
            continue;
        fprintf(file, "  %-*s ", (int)widest, (*command)->name);
        cli_wrap(file, (*command)->summary, widest + 3, widest + 3, cli_width());
    }
    if (!family)
        fprintf(file, "  %-*s show help, of a command: phony help COMMAND\n", (int)widest, "help");
}

void cli_print_family(FILE *file, const char *family)
{
    fprintf(file, "Usage: phony %s COMMAND [ARGUMENT...]\n\n", family);
    print_commands(file, family);
    fprintf(file, "\nOf each: phony %s COMMAND --help\n", family);
}

void cli_print_overview(FILE *file)
{
    fputs(
        "Usage: phony COMMAND [ARGUMENT...]\n\n"
        "Learns what a list looks like and makes more of it that is nobody's data, and whole data "
        "sets\nfrom a schema.\n\n",
        file);
    print_commands(file, NULL);
    putc('\n', file);
    heading(file, "Options");
    fputs(
        "  -h, --help     show this help\n"
        "  -V, --version  show the version\n\n",
        file);
    heading(file, "Examples");
    fputs(
        "  phony train names.txt -o names.phony\n"
        "  phony generate names.phony --count 20\n"
        "  phony generate tr_TR/person_names --count 5 --seed 42\n"
        "  phony generate --schema shop.pdl.json --count User=1000 -o data/\n",
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
