/* The options of phony train, as its help shows them. */
#include "train_options.h"

static const cli_choice modes[] = {
    {"char", PHONY_MODE_CHAR}, {"word", PHONY_MODE_WORD}, {"hybrid", PHONY_MODE_HYBRID}, {NULL, 0}};
static const cli_choice weightings[] = {{"count", PHONY_WEIGHT_COUNT},
                                        {"sqrt", PHONY_WEIGHT_SQRT},
                                        {"log", PHONY_WEIGHT_LOG},
                                        {"once", PHONY_WEIGHT_ONCE},
                                        {NULL, 0}};

#define AT(member) offsetof(cli_train_settings, member)
static const cli_option model_options[] = {
    CLI_TEXT_ROW(CLI_FILE, 'o', "output", "MODEL", AT(output),
                 "the file to write (*.phony); '-' is standard output"),
    CLI_NUMBER_ROW(CLI_NUMBER, 'n', "n", "N", 1, 8, AT(order),
                   "the order: length of the n-grams in tokens (default 5; 3 for words)"),
    CLI_CHOICE_ROW(
        "mode", "char|word|hybrid", modes, AT(mode),
        "what a token is: a character (the default), a word, or hybrid: frequent words whole, "
        "the rest spelled"),
    CLI_NUMBER_ROW(CLI_NUMBER, 0, "min-count", "K", 1, UINT32_MAX, AT(min_count),
                   "leave out n-grams of three tokens and more counted less often (default 1)"),
    CLI_CHOICE_ROW(
        "weights", "count|sqrt|log|once", weightings, AT(weighting),
        "what a weight becomes before it is counted: itself, its square root, its logarithm, "
        "or 1 (default log with --weight-column, else once)"),
    CLI_TEXT_ROW(
        CLI_FILE, 0, "vocabulary", "FILE", AT(vocabulary),
        "word, hybrid: the whole tokens, one a line, or those of a model; shards to be merged "
        "need the same one"),
    CLI_NUMBER_ROW(CLI_NUMBER, 0, "word-min-count", "K", 1, UINT32_MAX, AT(word_min_count),
                   "hybrid: words in at least K values are tokens (default 20)"),
    CLI_FLAG_ROW(0, "exclude-originals", AT(exclude_originals),
                 "never give a value of the list: keeps salted hashes of them in the model"),
    CLI_TEXT_ROW(CLI_TEXT, 0, "salt", "TEXT", AT(salt), "the salt of these hashes (default phony)"),
    CLI_LAST_ROW,
};
static const cli_option privacy_options[] = {
    CLI_NUMBER_ROW(CLI_NUMBER, 0, "min-support", "K", 1, UINT32_MAX, AT(min_support),
                   "keep only n-grams that at least K different values hold"),
    CLI_TEXT_ROW(CLI_TEXT, 0, "epsilon", "E", AT(epsilon),
                 "differential privacy for every single value: noise on all counts, and small ones "
                 "go; 1 is strong, 10 weak. For lists of many thousand values"),
    CLI_TEXT_ROW(CLI_TEXT, 0, "delta", "D", AT(delta),
                 "the chance that it does not hold (default 1e-6): well below 1 / values"),
    CLI_NUMBER_ROW(
        CLI_NUMBER, 0, "max-tokens", "N", 1, 4096, AT(max_tokens),
        "with --epsilon: skip values of more tokens (default 32); fewer need less noise"),
    CLI_LAST_ROW,
};
static const cli_option value_options[] = {
    CLI_CHOICE_ROW("case", CLI_CASE_WORDS, cli_case_choices, AT(letter_case),
                   "change the case by the rules of the locale (default keep)"),
    CLI_FLAG_ROW(0, "letters-only", AT(letters_only),
                 "skip values with anything but letters and spaces"),
    CLI_FLAG_ROW(0, "no-symbols", AT(no_symbols),
                 "skip values with symbols, or punctuation but ' - . , & /"),
    CLI_NUMBER_ROW(CLI_NUMBER, 0, "min-length", "N", 0, UINT32_MAX, AT(min_length),
                   "skip values of fewer characters"),
    CLI_BARE_ROW(CLI_TEXT, "sentences", "SEPARATORS", CLI_SENTENCE_ENDS, AT(sentences),
                 "learn sentences: cut values after any of these characters (" CLI_SENTENCE_ENDS
                 ")"),
    CLI_LAST_ROW,
};
static const cli_option record_options[] = {
    CLI_TEXT_ROW(CLI_TEXT, 0, "name", "NAME", AT(name), "what the model is called"),
    CLI_TEXT_ROW(CLI_TEXT, 0, "locale", "LOCALE", AT(locale),
                 "language and country of the values, such as tr_TR"),
    CLI_TEXT_ROW(CLI_TEXT, 0, "source", "TEXT", AT(source), "where the list comes from"),
    CLI_TEXT_ROW(CLI_TEXT, 0, "license", "TEXT", AT(license), "the licence of the list"),
    CLI_BARE_ROW(
        CLI_TIME, "timestamp", "SECONDS", "now", AT(timestamp),
        "record when: seconds since 1970, or now (SOURCE_DATE_EPOCH where it is set); without "
        "it the same input gives the same bytes"),
    CLI_LAST_ROW,
};
static const cli_option running_options[] = {
    CLI_NUMBER_ROW(
        CLI_NUMBER, 0, "threads", "N", 0, 256, AT(threads),
        "how many threads (default 1; 0 = one for each processor); the model does not depend "
        "on it"),
    CLI_FLAG_ROW(0, "json", AT(json), "the summary as JSON on standard output"),
    CLI_FLAG_ROW('q', "quiet", AT(quiet), "no summary, no progress bar"),
    CLI_LAST_ROW,
};

const cli_group cli_train_groups[] = {
    {"Model", model_options, 0},
    {"Privacy", privacy_options, 0},
    {"Lists", cli_list_options, offsetof(cli_train_settings, list)},
    {"Values", value_options, 0},
    {"Recorded in the model", record_options, 0},
    {"Running", running_options, 0},
    {NULL, NULL, 0},
};
