/* The options of phony generate that say what values are like. Which goes with what is
 * generate_rules.c's matter. */
#include "generate_options.h"

static const cli_choice uniques[] = {{"", PHONY_UNIQUE_USUAL},
                                     {"numbered", PHONY_UNIQUE_NUMBERED},
                                     {"named", PHONY_UNIQUE_NAMED},
                                     {"strict", PHONY_UNIQUE_STRICT},
                                     {NULL, 0}};
static const cli_choice genders[] = {{"any", PHONY_GENDER_ANY},
                                     {"male", PHONY_GENDER_MALE},
                                     {"female", PHONY_GENDER_FEMALE},
                                     {NULL, 0}};

static const cli_choice formats[] = {{"text", CLI_WRITE_TEXT}, {"txt", CLI_WRITE_TEXT},
                                     {"json", CLI_WRITE_JSON}, {"ndjson", CLI_WRITE_NDJSON},
                                     {"csv", CLI_WRITE_CSV},   {"sql", CLI_WRITE_SQL},
                                     {"copy", CLI_WRITE_COPY}, {NULL, 0}};

#define AT(member) offsetof(cli_generate_settings, member)
const cli_option cli_value_options[] = {
    CLI_NUMBER_ROW(CLI_COUNTS, 'n', "count", "N", 0, UINT64_MAX, AT(source.rows.count),
                   "how many values (default 10); of a schema ENTITY=N,ENTITY=N: how many rows "
                   "(default: as the schema says)"),
    CLI_TEXT_ROW(CLI_TEXT, 0, "seed", "TEXT", AT(seed),
                 "any text; the same seed gives the same values (default: a random one, which is "
                 "reported on standard error)"),
    CLI_NUMBER_ROW(
        CLI_NUMBER, 0, "first", "ROW", 0, UINT64_MAX, AT(source.rows.first),
        "the row to begin with (default 0): --first 1000 --count 10 gives rows 1000 to 1009 "
        "of the same run"),
    CLI_NUMBER_ROW(CLI_NUMBER, 0, "threads", "N", 0, 256, AT(threads),
                   "how many threads (default 1; 0 = one for each processor); the output does not "
                   "depend on it"),
    CLI_LAST_ROW,
};
const cli_option cli_output_options[] = {
    CLI_CHOICE_ROW(
        "format", "text|json|ndjson|csv|sql|copy", formats, AT(format),
        "text: a value a line (the default); json: one array; ndjson: a JSON string a line; "
        "csv: a column with a header. Of a schema json, ndjson, csv, sql, or copy: COPY of "
        "PostgreSQL (default: as the name's ending says, else csv, or json of several entities)"),
    CLI_TEXT_ROW(CLI_TEXT, 0, "header", "NAME", AT(header),
                 "the CSV header (default value); an empty NAME leaves it out"),
    CLI_TEXT_ROW(
        CLI_FILE, 'o', "output", "FILE", AT(output),
        "write to FILE, which appears only when it is complete (default: standard output); of a "
        "schema also a folder, which gets a file for each entity"),
    CLI_FLAG_ROW('q', "quiet", AT(quiet), "do not report the random seed, draw no progress bar"),
    CLI_LAST_ROW,
};
#undef AT

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
