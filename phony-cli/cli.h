/* What the files of the program share: commands, their options, and what is said to people.
 *
 * The program is thin: a command parses its arguments into a settings struct by its option tables
 * (option_parser.c), calls libphony, and prints. To add a command, write cmd_NAME.c with a
 * cli_command, declare it below, put it in the table of cli_main.c, and describe it in phony.1 and
 * completions/ (a test compares them all). A name may be two words, whose first is among the
 * families of cli_main.c. */
#ifndef CLI_H
#define CLI_H

#include <phony.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* What a command came to: the exit status, but for CLI_CLOSED. */
enum {
    CLI_OK = 0,
    CLI_FAILED = 1,
    CLI_USAGE = 2,
    CLI_CLOSED = 3 /* who read our output went away (EPIPE): ends quietly, with status 0 */
};

/* ---- Options ---- */

typedef enum cli_kind {
    CLI_FLAG,   /* int32_t: 1 when given */
    CLI_TEXT,   /* const char *: any text */
    CLI_FILE,   /* const char *: any text but "" */
    CLI_NUMBER, /* uint64_t: minimum to maximum */
    CLI_SIZE,   /* uint64_t: bytes, minimum to maximum; K, M, G after it multiply by 2^10, ... */
    CLI_CHOICE, /* int32_t: the value of one of `choices` */
    CLI_BYTE,   /* int32_t: one ASCII character, or "tab" */
    CLI_TIME,   /* int64_t: seconds since 1970 or "now" */
    CLI_RANGE,  /* cli_range: "N" or "N-M", minimum to maximum */
    CLI_LIST,   /* cli_list: any text, each time the option is given */
    CLI_COUNTS  /* cli_counts: a number, minimum to maximum, or any text with '=' in it */
} cli_kind;

typedef struct cli_range {
    uint64_t least, most; /* both 0 = not given */
} cli_range;

enum { CLI_LIST_MAX = 64 };
typedef struct cli_list {
    size_t count;
    const char *texts[CLI_LIST_MAX];
} cli_list;

/* How many: of the one thing there is, or of each that is named (NAME=N,NAME=N). */
typedef struct cli_counts {
    uint64_t number;
    int32_t has_number; /* it was given, and is no default */
    int32_t reserved;
    cli_list named;
} cli_counts;

typedef struct cli_choice {
    const char *name; /* NULL ends the list */
    int32_t value;
} cli_choice;

typedef struct cli_option {
    const char *name;     /* the long one, without dashes; NULL ends the table */
    const char *argument; /* its name in the help; NULL: takes none */
    const char *help;
    const char *bare; /* the argument is optional ("--x[=ARG]"), and this text when left out */
    const cli_choice *choices;
    uint64_t minimum;
    uint64_t maximum;
    size_t offset; /* of the member it sets, in the group's struct */
    cli_kind kind;
    char letter; /* the short one; 0 = none */
} cli_option;

/* Rows of option tables: the letter (0 = none), the name, the argument's name, what the kind needs,
 * the member's offset, the help. */
#define CLI_FLAG_ROW(letter_, name_, offset_, help_)                                               \
    {                                                                                              \
        .name = (name_), .letter = (letter_), .kind = CLI_FLAG, .offset = (offset_),               \
        .help = (help_)                                                                            \
    }
#define CLI_TEXT_ROW(kind_, letter_, name_, argument_, offset_, help_)                             \
    {                                                                                              \
        .name = (name_), .letter = (letter_), .argument = (argument_), .kind = (kind_),            \
        .offset = (offset_), .help = (help_)                                                       \
    }
#define CLI_BARE_ROW(kind_, name_, argument_, bare_, offset_, help_)                               \
    {                                                                                              \
        .name = (name_), .argument = (argument_), .bare = (bare_), .kind = (kind_),                \
        .offset = (offset_), .help = (help_)                                                       \
    }
#define CLI_NUMBER_ROW(kind_, letter_, name_, argument_, minimum_, maximum_, offset_, help_)       \
    {                                                                                              \
        .name = (name_), .letter = (letter_), .argument = (argument_), .minimum = (minimum_),      \
        .maximum = (maximum_), .kind = (kind_), .offset = (offset_), .help = (help_)               \
    }
#define CLI_CHOICE_ROW(name_, argument_, choices_, offset_, help_)                                 \
    {                                                                                              \
        .name = (name_), .argument = (argument_), .choices = (choices_), .kind = CLI_CHOICE,       \
        .offset = (offset_), .help = (help_)                                                       \
    }
/* The choice may be left out: it is then the one called "". */
#define CLI_BARE_CHOICE_ROW(name_, argument_, choices_, offset_, help_)                            \
    {                                                                                              \
        .name = (name_), .argument = (argument_), .bare = "", .choices = (choices_),               \
        .kind = CLI_CHOICE, .offset = (offset_), .help = (help_)                                   \
    }
#define CLI_LAST_ROW                                                                               \
    {                                                                                              \
        .name = NULL                                                                               \
    }

/* Options that belong together, under one heading of the help. Several commands may share one. */
typedef struct cli_group {
    const char *heading; /* NULL ends the list */
    const cli_option *options;
    size_t offset; /* of the group's struct in the command's settings */
} cli_group;

typedef struct cli_command cli_command;

/* A command about to run: its settings are filled, its arguments counted. */
typedef struct cli_call {
    const cli_command *command;
    const void *settings;
    const char *const *arguments;
    size_t count;
} cli_call;

struct cli_command {
    const char *name; /* a word, or two: "schema check" */
    const char *summary;
    const char *usage; /* the arguments only: "MODEL [OPTION...]" */
    const char *description;
    const char *const *examples; /* pairs: command line, what it does; NULL ends the list */
    const cli_group *groups;
    const char *missing; /* what to say when arguments are missing */
    size_t least_arguments;
    size_t most_arguments;
    int reads_input; /* "-" among the arguments is standard input */
    size_t settings_size;
    const void *defaults; /* settings to start from; NULL = zeros */
    int (*run)(const cli_call *call);
};

extern const cli_command cli_train, cli_info, cli_validate, cli_stats_command, cli_merge,
    cli_generate, cli_generators, cli_models, cli_compile, cli_schema_check, cli_schema_show,
    cli_schema_preview, cli_schema_generators, cli_schema_import;

/* All commands, in the order of the help; NULL ends the list. */
extern const cli_command *const cli_commands[];

/* The option every command has. */
extern const cli_group cli_common_groups[];

/* Sorts a command line's words (those after the command's name) into settings and arguments.
 * `arguments` has room for all words. `*help` is set when --help is among them: what is wrong then
 * does not matter. Returns CLI_OK, or CLI_USAGE having said why. */
int cli_parse(const cli_command *command, char **words, void *settings, const char **arguments,
              size_t *count, int *help);
/* Sets one option from its text. Returns CLI_OK, or CLI_USAGE having said why. */
int cli_option_set(const cli_command *command, const cli_option *option, void *member,
                   const char *text);
/* Whether an option was given (and is not 0): its member is not as it was. */
int cli_option_is_given(const cli_option *option, const void *member);
/* A whole number from minimum to maximum, of all `text`: 0, or -1. */
int cli_number(const char *text, uint64_t minimum, uint64_t maximum, uint64_t *number);
/* The same of its first `length` bytes. */
int cli_number_in(const char *text, size_t length, uint64_t minimum, uint64_t maximum,
                  uint64_t *number);
/* The time stamp to record: the option's, else SOURCE_DATE_EPOCH's, else 0. CLI_OK or CLI_USAGE. */
int cli_timestamp(const cli_command *command, int64_t given, int64_t *seconds);
/* How many threads an option asks for: 0 = as many as there are processors. */
int32_t cli_threads(uint64_t given);

/* The nearest of several names to a mistyped word: try each, then look at `name` (NULL = none is
 * near enough to be meant). */
typedef struct cli_nearest {
    const char *name;
    size_t distance;
} cli_nearest;
void cli_nearest_try(cli_nearest *nearest, const char *word, size_t length, const char *name);

/* ---- Help ---- */

/* The command whose name the first words are, and how many words that takes; NULL = none. `words`
 * ends in NULL. */
const cli_command *cli_command_find(char *const *words, size_t *taken);
/* The part of a command's name behind its first word, where that is `family`; else NULL. */
const char *cli_command_in(const cli_command *command, const char *family);
void cli_print_overview(FILE *file);
/* The commands of a family: those whose names begin with the same word. */
void cli_print_family(FILE *file, const char *family);
void cli_print_help(const cli_command *command);
/* Every command and option, one a line, separated by tabs: for the tests of manual and
 * completions. */
void cli_print_options(void);

/* ---- Messages, on standard error ---- */

/* "phony: MESSAGE", control characters made harmless. Returns CLI_FAILED. */
int cli_error(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* "phony COMMAND: MESSAGE" and where to find help. `command` may be NULL. Returns CLI_USAGE. */
int cli_usage(const cli_command *command, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* What the library said of `file` (NULL = of no file), as "phony: FILE:LINE:COLUMN: MESSAGE".
 * Returns CLI_FAILED, CLI_USAGE for PHONY_ERROR_ARGUMENT, or CLI_CLOSED, silently, for EPIPE. */
int cli_fail(const char *file, const phony_error *error);
/* The same text without "phony: ", for other places. */
void cli_describe(char *text, size_t capacity, const char *file, const phony_error *error);
/* Flushes standard output: CLI_OK, CLI_CLOSED, or CLI_FAILED having said why. */
int cli_flush(void);

#endif
