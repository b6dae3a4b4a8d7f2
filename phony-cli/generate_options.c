/* The options of phony generate that say what values are like. Which goes with what is
 * generate_rules.c's matter. */
#include "generate_options.h"

static const cli_choice uniques[] = {{"", CLI_UNIQUE_FITTING},
                                     {"numbered", PHONY_UNIQUE_NUMBERED},
                                     {"named", PHONY_UNIQUE_NAMED},
                                     {"strict", PHONY_UNIQUE_STRICT},
                                     {NULL, 0}};
static const cli_choice genders[] = {{"any", PHONY_GENDER_ANY},
                                     {"male", PHONY_GENDER_MALE},
                                     {"female", PHONY_GENDER_FEMALE},
                                     {NULL, 0}};

#define AT(member) offsetof(cli_constraint_settings, member)
const cli_option cli_constraint_options[] = {
    CLI_NUMBER_ROW(CLI_NUMBER, 0, "min-length", "N", 0, UINT64_MAX, AT(min_length),
                   "values of at least so many characters"),
    CLI_NUMBER_ROW(CLI_NUMBER, 0, "max-length", "N", 1, UINT64_MAX, AT(max_length),
                   "values of at most so many characters"),
    CLI_NUMBER_ROW(CLI_NUMBER, 0, "min-words", "N", 0, UINT64_MAX, AT(min_words),
                   "values of at least so many words"),
    CLI_NUMBER_ROW(CLI_NUMBER, 0, "max-words", "N", 1, UINT64_MAX, AT(max_words),
                   "values of at most so many words"),
    CLI_TEXT_ROW(CLI_TEXT, 0, "prefix", "TEXT", AT(prefix), "values that begin with TEXT"),
    CLI_TEXT_ROW(CLI_TEXT, 0, "suffix", "TEXT", AT(suffix), "values that end in TEXT"),
    CLI_TEXT_ROW(CLI_TEXT, 0, "contains", "TEXT", AT(contains), "values with TEXT in them"),
    CLI_TEXT_ROW(CLI_TEXT, 0, "pattern", "REGEX", AT(pattern),
                 "values that a regular expression matches from beginning to end"),
    CLI_LAST_ROW,
};
#undef AT

#define AT(member) offsetof(cli_row_settings, member)
const cli_option cli_distinct_options[] = {
    CLI_BARE_CHOICE_ROW(
        "unique", "numbered|named|strict", uniques, AT(unique),
        "no value twice. numbered: the second ayse is ayse2; named: the second Ada King is Ada "
        "Lou King; strict: only values of the model itself. Without a word: named for "
        "person_names, strict with --sorted, else numbered"),
    CLI_FLAG_ROW(0, "sorted", AT(sorted), "values in code-point order"),
    CLI_NUMBER_ROW(CLI_NUMBER, 0, "of", "N", 1, UINT64_MAX, AT(of),
                   "how many rows there are in all, where --first and --count make a part of a "
                   "--unique or --sorted run (default: --first + --count)"),
    CLI_LAST_ROW,
};
#undef AT

#define AT(member) offsetof(cli_text_settings, member)
const cli_option cli_text_options[] = {
    {.name = "words",
     .argument = "N[-M]",
     .kind = CLI_RANGE,
     .minimum = 1,
     .maximum = UINT64_MAX,
     .offset = AT(words),
     .help = "sentences of N words, or N to M (default: as learned)"},
    {.name = "sentences",
     .argument = "N[-M]",
     .kind = CLI_RANGE,
     .minimum = 1,
     .maximum = 1000,
     .offset = AT(sentences),
     .help = "sentences in a paragraph (default 1)"},
    CLI_NUMBER_ROW(CLI_NUMBER, 0, "paragraphs", "N", 1, 1000, AT(paragraphs),
                   "paragraphs in a value, with an empty line between them (default 1)"),
    CLI_TEXT_ROW(CLI_FILE, 0, "acrostic", "TEXT", AT(acrostic),
                 "sentences that begin with the characters of TEXT, one a line"),
    CLI_LAST_ROW,
};
#undef AT

#define AT(member) offsetof(cli_template_settings, member)
const cli_option cli_template_options[] = {
    CLI_TEXT_ROW(CLI_TEXT, 0, "template", "TEXT", AT(text),
                 "values put together, such as \"{person.last|upper}, {person.first}\"; 'phony "
                 "generators' lists names and functions, and models are names too"),
    CLI_TEXT_ROW(CLI_FILE, 0, "locale", "LOCALE", AT(locale),
                 "of names and functions (default: that of the first --use, else en_US)"),
    CLI_CHOICE_ROW("gender", "any|male|female", genders, AT(gender), "of persons (default any)"),
    {.name = "define",
     .argument = "NAME=TEMPLATE",
     .kind = CLI_LIST,
     .offset = AT(defines),
     .help = "a name for a template, to be used in others; may be repeated"},
    {.name = "use",
     .argument = "NAME=MODEL",
     .kind = CLI_LIST,
     .offset = AT(uses),
     .help = "a name for a model or a built-in generator; two names of one are independent; may "
             "be repeated"},
    CLI_LAST_ROW,
};
#undef AT
