/* The automaton of a constraint against what it means, on all texts of up to six letters; what
 * constraints are called; what is wrong with them. */
#include <regex.h>
#include <stdio.h>

#include "base/alloc.h"
#include "constraint/automaton.h"
#include "constraint/constraint_text.h"
#include "models.h"
#include "text/utf8.h"

#define OPTIONS(...)                                                                               \
    ((phony_generator_options){.size = sizeof(phony_generator_options), __VA_ARGS__})

/* ---- What they mean -------------------------------------------------------------------------- */

static uint64_t count_words(const char *text)
{
    uint64_t words = 0;

    for (size_t i = 0; text[i]; i++)
        words += text[i] != ' ' && (i == 0 || text[i - 1] == ' ');
    return words;
}

/* Whether POSIX says so. */
static int matches_elsewhere(const char *pattern, const char *text)
{
    char whole[64];
    regex_t regex;
    int matches;

    snprintf(whole, sizeof whole, "^(%s)$", pattern);
    ck_assert_int_eq(regcomp(&regex, whole, REG_EXTENDED | REG_NOSUB), 0);
    matches = regexec(&regex, text, 0, NULL, 0) == 0;
    regfree(&regex);
    return matches;
}

static int complies(const phony_generator_options *o, const char *text)
{
    size_t length = strlen(text), prefix = o->prefix ? strlen(o->prefix) : 0;
    size_t suffix = o->suffix ? strlen(o->suffix) : 0;
    uint64_t words = count_words(text);

    return length >= o->min_length && (!o->max_length || length <= o->max_length) &&
           words >= o->min_words && (!o->max_words || words <= o->max_words) &&
           (!prefix || strncmp(text, o->prefix, prefix) == 0) &&
           (!suffix || (length >= suffix && strcmp(text + length - suffix, o->suffix) == 0)) &&
           (!o->contains || strstr(text, o->contains)) &&
           (!o->pattern || matches_elsewhere(o->pattern, text));
}

/* Letter number `i` of the `number`th text over a, b and the space. */
static void write_text(uint32_t number, size_t length, char *text)
{
    for (size_t i = 0; i < length; i++, number /= 3)
        text[i] = "ab "[number % 3];
    text[length] = '\0';
}

/* Follows a text, in pieces of one or two letters; whether it complies. */
static int follow(ph_automaton *automaton, const char *text, size_t piece)
{
    size_t length = strlen(text);
    uint32_t state = 0;
    phony_error error = {0};

    for (size_t at = 0; at < length; at += piece) {
        size_t size = length - at < piece ? length - at : piece;
        ASSERT_STATUS(ph_automaton_step(automaton, state, text + at, size, size, &state, &error),
                      PHONY_OK, &error);
        if (state == PH_DEAD)
            return 0;
    }
    return ph_automaton_accepts(automaton, state);
}

/* All texts of up to `longest` letters. Those that begin with one behind which a state is dead are
 * among them, so one that dies too early is found. */
static void check_all(const phony_generator_options *options, size_t longest, uint32_t most_states)
{
    ph_automaton *automaton = NULL;
    phony_error error = {0};
    uint32_t count = 1;
    ph_buffer words = PH_BUFFER_INIT;

    ph_constraint_describe(options, PH_PART_ALL, &words);
    ph_buffer_append_byte(&words, '\0');
    ASSERT_STATUS(ph_automaton_new(options, PH_PART_ALL, &automaton, &error), PHONY_OK, &error);
    for (size_t length = 0; length <= longest; length++, count *= 3) {
        for (uint32_t number = 0; number < count; number++) {
            char text[8];
            write_text(number, length, text);
            for (size_t piece = 1; piece <= 2; piece++)
                ck_assert_msg(follow(automaton, text, piece) == complies(options, text),
                              "no value %s: '%s' in pieces of %d", words.data, text, (int)piece);
        }
    }
    ck_assert_uint_le(ph_automaton_count(automaton), most_states);
    ph_automaton_free(automaton);
    ph_buffer_fini(&words);
}

START_TEST(constraints_mean_what_they_say)
{
    static const struct {
        phony_generator_options options;
        uint32_t states; /* at most */
    } cases[] = {
        {OPTIONS(.min_length = 3), 4},
        {OPTIONS(.max_length = 3), 4},
        {OPTIONS(.min_length = 2, .max_length = 5), 6},
        {OPTIONS(.min_length = 4, .max_length = 4), 5},
        {OPTIONS(.prefix = "ab"), 3},
        {OPTIONS(.suffix = "aab"), 4},
        {OPTIONS(.suffix = "aba"), 4},
        {OPTIONS(.contains = "aabaa"), 6},
        {OPTIONS(.prefix = "ab", .suffix = "ba"), 8},
        {OPTIONS(.prefix = "aba", .suffix = "aba"), 10},
        {OPTIONS(.prefix = "ab", .contains = "ba", .suffix = "ab"), 24},
        {OPTIONS(.prefix = "ab", .max_length = 4), 7},
        {OPTIONS(.suffix = "b", .min_length = 3, .max_length = 6), 14},
        {OPTIONS(.min_words = 2), 6},
        {OPTIONS(.max_words = 2), 6},
        {OPTIONS(.min_words = 1, .max_words = 2, .suffix = "a"), 12},
        {OPTIONS(.min_words = 2, .prefix = "a", .min_length = 4), 40},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++)
        check_all(&cases[i].options, 6, cases[i].states);
}
END_TEST

/* A text of up to three letters, or none. */
static const char *random_text(uint64_t *random, char *text)
{
    size_t length = random_below(random, 4);

    write_text((uint32_t)random_below(random, 27), length, text);
    return length ? text : NULL;
}

static void random_range(uint64_t *random, uint64_t limit, uint64_t *least, uint64_t *most)
{
    *least = random_below(random, limit);
    *most = random_below(random, 2) ? *least + random_below(random, limit) : 0;
}

START_TEST(random_constraints_mean_what_they_say)
{
    static const char *const patterns[] = {"a*b*", "(a|b| )*a..", "[ab]+( [ab]+)*"};
    uint64_t random = 5;

    for (size_t i = 0; i < 150; i++) {
        char prefix[4], suffix[4], contains[4];
        phony_generator_options options =
            OPTIONS(.prefix = random_text(&random, prefix), .suffix = random_text(&random, suffix),
                    .contains = random_text(&random, contains),
                    .pattern = i < 9 ? patterns[i % 3] : NULL);
        if (random_below(&random, 2))
            random_range(&random, 5, &options.min_length, &options.max_length);
        if (random_below(&random, 2))
            random_range(&random, 3, &options.min_words, &options.max_words);
        check_all(&options, 5, 1000);
    }
}
END_TEST

/* What is nearly found again and again goes back to where its own beginning is. */
START_TEST(texts_overlap_themselves)
{
    static const struct {
        const char *needle, *text;
        uint32_t matched; /* at the end of the text */
    } cases[] = {
        {"a", "aa", 1},
        {"aab", "aaab", 3},
        {"abab", "ababab", 4},
        {"abab", "abaab", 2},
        {"aabaaab", "aabaabaa", 5},
        {"şş", "aşşş", 2},
        {"abcabd", "abcabcab", 5},
        {"aaa", "aabaa", 2},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        ph_needle needle;
        uint32_t matched = 0;
        size_t size;
        phony_error error = {0};
        ASSERT_STATUS(ph_needle_init(&needle, "text", cases[i].needle, &error), PHONY_OK, &error);
        for (const char *at = cases[i].text; *at; at += size)
            matched = ph_needle_step(&needle, matched, ph_utf8_decode(at, &size));
        ck_assert_msg(matched == cases[i].matched, "'%s' in '%s': %d", cases[i].needle,
                      cases[i].text, (int)matched);
        ph_needle_fini(&needle);
    }
}
END_TEST

/* Counts that no longer matter are one state, however long the text. */
START_TEST(long_texts_make_no_more_states)
{
    phony_generator_options options =
        OPTIONS(.min_length = 5, .min_words = 2, .prefix = "a", .suffix = "aab", .contains = "aba");
    ph_automaton *automaton = NULL;
    phony_error error = {0};
    uint64_t random = 1;
    uint32_t state = 0;

    ASSERT_STATUS(ph_automaton_new(&options, PH_PART_ALL, &automaton, &error), PHONY_OK, &error);
    for (int i = 0; i < 20000; i++) {
        const char *letter = i ? &"ab "[random_below(&random, 3)] : "a";
        ASSERT_STATUS(ph_automaton_step(automaton, state, letter, 1, 1, &state, &error), PHONY_OK,
                      &error);
        ck_assert_uint_ne(state, PH_DEAD);
    }
    ck_assert_uint_le(ph_automaton_count(automaton), 6 * 3 * 2 * 2 * 4 * 4);
    ph_automaton_free(automaton);
}
END_TEST

/* States that differ in one count alone are kept apart, many as they are. */
START_TEST(states_are_not_mistaken_for_each_other)
{
    enum { WORDS = 30000 };
    phony_generator_options options = OPTIONS(.min_words = WORDS);
    ph_automaton *automaton = NULL;
    phony_error error = {0};
    uint32_t state = 0;

    ASSERT_STATUS(ph_automaton_new(&options, PH_PART_ALL, &automaton, &error), PHONY_OK, &error);
    for (int words = 1; words <= WORDS + 1; words++) {
        ASSERT_STATUS(ph_automaton_step(automaton, state, " a", 2, 2, &state, &error), PHONY_OK,
                      &error);
        ck_assert_int_eq(ph_automaton_accepts(automaton, state), words >= WORDS);
    }
    ck_assert_uint_eq(ph_automaton_count(automaton), WORDS + 1);
    ph_automaton_free(automaton);
}
END_TEST

/* The greatest numbers that are taken do not overflow. */
START_TEST(great_numbers_are_counted)
{
    phony_generator_options options =
        OPTIONS(.min_length = UINT32_MAX - 1, .max_length = UINT32_MAX - 1);
    const uint64_t more[] = {1, 2, UINT64_MAX}; /* behind UINT32_MAX - 2 characters */
    ph_automaton *automaton = NULL;
    phony_error error = {0};
    uint32_t state, next;

    ASSERT_STATUS(ph_automaton_new(&options, PH_PART_ALL, &automaton, &error), PHONY_OK, &error);
    ASSERT_STATUS(ph_automaton_step(automaton, 0, "a", 1, UINT32_MAX - 2, &state, &error), PHONY_OK,
                  &error);
    ck_assert(state != PH_DEAD && !ph_automaton_accepts(automaton, state));
    for (size_t i = 0; i < COUNT_OF(more); i++) {
        ASSERT_STATUS(ph_automaton_step(automaton, state, "a", 1, more[i], &next, &error), PHONY_OK,
                      &error);
        ck_assert((next != PH_DEAD) == (i == 0));
        ck_assert(i > 0 || ph_automaton_accepts(automaton, next));
    }
    ph_automaton_free(automaton);
}
END_TEST

START_TEST(a_pattern_joins_the_others)
{
    phony_generator_options options = OPTIONS(.pattern = "(a|b)+", .min_length = 2, .suffix = "b");
    ph_automaton *automaton = NULL;
    phony_error error = {0};

    ASSERT_STATUS(ph_automaton_new(&options, PH_PART_ALL, &automaton, &error), PHONY_OK, &error);
    ck_assert(follow(automaton, "aab", 1));
    ck_assert(!follow(automaton, "b", 1));
    ck_assert(!follow(automaton, "a b", 1));
    ck_assert(!follow(automaton, "aba", 2));
    ph_automaton_free(automaton);
    ASSERT_STATUS(ph_automaton_new(&options, PH_PART_LENGTH, &automaton, &error), PHONY_OK, &error);
    ck_assert(follow(automaton, "  ", 1)); /* of the parts asked for alone */
    ph_automaton_free(automaton);
}
END_TEST

/* Lengths count as given, however many code points a piece has. */
START_TEST(lengths_are_those_of_clusters)
{
    phony_generator_options options = OPTIONS(.max_length = 1);
    ph_automaton *automaton = NULL;
    phony_error error = {0};
    uint32_t state;

    ASSERT_STATUS(ph_automaton_new(&options, PH_PART_ALL, &automaton, &error), PHONY_OK, &error);
    ASSERT_STATUS(ph_automaton_step(automaton, 0, "🇹🇷", strlen("🇹🇷"), 1, &state, &error), PHONY_OK,
                  &error);
    ck_assert(state != PH_DEAD && ph_automaton_accepts(automaton, state));
    ASSERT_STATUS(ph_automaton_step(automaton, state, "a", 1, 1, &state, &error), PHONY_OK, &error);
    ck_assert_uint_eq(state, PH_DEAD);
    ph_automaton_free(automaton);
}
END_TEST

START_TEST(texts_are_normalised)
{
    phony_generator_options options = OPTIONS(.prefix = "e\xCC\x81");
    ph_automaton *automaton = NULL;
    phony_error error = {0};

    ASSERT_STATUS(ph_automaton_new(&options, PH_PART_ALL, &automaton, &error), PHONY_OK, &error);
    ck_assert(follow(automaton, "\xC3\xA9", 2));
    ph_automaton_free(automaton);
}
END_TEST

/* ---- What they are called -------------------------------------------------------------------- */

START_TEST(constraints_in_words)
{
    static const struct {
        phony_generator_options options;
        unsigned parts;
        const char *text;
    } cases[] = {
        {OPTIONS(.max_length = 2, .suffix = "ova"), PH_PART_ALL,
         "of at most 2 characters ends in 'ova'"},
        {OPTIONS(.min_length = 2), PH_PART_ALL, "of at least 2 characters"},
        {OPTIONS(.min_length = 2, .max_length = 5), PH_PART_ALL, "of 2 to 5 characters"},
        {OPTIONS(.min_length = 1, .max_length = 1), PH_PART_ALL, "of 1 character"},
        {OPTIONS(.min_words = 3), PH_PART_ALL, "has at least 3 words"},
        {OPTIONS(.max_words = 1, .prefix = "x"), PH_PART_ALL,
         "has at most 1 word and begins with 'x'"},
        {OPTIONS(.prefix = "x", .contains = "y", .suffix = "z", .pattern = "a+"), PH_PART_ALL,
         "begins with 'x', contains 'y', ends in 'z' and matches /a+/"},
        {OPTIONS(.prefix = "x", .contains = "y"), PH_PART_PREFIX, "begins with 'x'"},
        {OPTIONS(.prefix = "x", .max_length = 3), PH_PART_PREFIX, "begins with 'x'"},
        {OPTIONS(.prefix = "x", .max_length = 3), PH_PART_LENGTH | PH_PART_SUFFIX,
         "of at most 3 characters"},
        {OPTIONS(.min_words = 2, .max_words = 2), PH_PART_ALL, "has 2 words"},
        {OPTIONS(.min_words = 1, .max_words = 2, .min_length = 1), PH_PART_ALL,
         "of at least 1 character has 1 to 2 words"},
        {OPTIONS(.max_words = 2, .contains = "'", .pattern = "/"), PH_PART_ALL,
         "has at most 2 words, contains ''' and matches ///"},
        {OPTIONS(.prefix = "x"), 0, ""},
        {OPTIONS(.min_length = 0), PH_PART_ALL, ""},
        {OPTIONS(.contains = "0123456789012345678901234567890123456🇹🇷"), PH_PART_ALL,
         "contains '0123456789012345678901234567890123456...'"},
        {OPTIONS(.prefix = "", .suffix = "y"), PH_PART_ALL, "ends in 'y'"},
        {OPTIONS(.prefix = "0123456789012345678901234567890123456789"), PH_PART_ALL,
         "begins with '0123456789012345678901234567890123456789'"},
        {OPTIONS(.prefix = "012345678901234567890123456789012345678ş9"), PH_PART_ALL,
         "begins with '012345678901234567890123456789012345678...'"},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        ph_buffer text = PH_BUFFER_INIT;
        ph_constraint_describe(&cases[i].options, cases[i].parts, &text);
        ph_buffer_append_byte(&text, '\0');
        ck_assert_str_eq(text.data, cases[i].text);
        ph_buffer_fini(&text);
    }
}
END_TEST

/* ---- What is wrong --------------------------------------------------------------------------- */

START_TEST(what_is_wrong_is_told)
{
    static char endless[PH_NEEDLE_MAX + 2];
    const struct {
        phony_generator_options options;
        phony_status status;
        const char *message;
    } cases[] = {
        {OPTIONS(.min_length = 5, .max_length = 4), PHONY_ERROR_ARGUMENT,
         "min length 5 is greater than max length 4"},
        {OPTIONS(.min_words = 2, .max_words = 1), PHONY_ERROR_ARGUMENT,
         "min words 2 is greater than max words 1"},
        {OPTIONS(.max_length = UINT64_MAX), PHONY_ERROR_ARGUMENT, "must be below"},
        {OPTIONS(.max_length = UINT32_MAX), PHONY_ERROR_ARGUMENT, "must be below 4294967295"},
        {OPTIONS(.min_length = UINT64_MAX), PHONY_ERROR_ARGUMENT, "length must be below"},
        {OPTIONS(.max_words = UINT64_MAX), PHONY_ERROR_ARGUMENT, "words must be below"},
        {OPTIONS(.min_words = UINT32_MAX), PHONY_ERROR_ARGUMENT, "must be below"},
        {OPTIONS(.prefix = "a\xFF"), PHONY_ERROR_ENCODING, "byte 2 of the prefix is not UTF-8"},
        {OPTIONS(.suffix = "\xC3"), PHONY_ERROR_ENCODING, "byte 1 of the suffix is not UTF-8"},
        {OPTIONS(.contains = "\xED\xA0\x80"), PHONY_ERROR_ENCODING, "of the contained text"},
        {OPTIONS(.contains = endless), PHONY_ERROR_ARGUMENT, "longer than 4096 bytes"},
        {OPTIONS(.pattern = "(a"), PHONY_ERROR_SYNTAX, "not closed"},
        {OPTIONS(.pattern = "a\xC3"), PHONY_ERROR_ENCODING, "byte 2 of the pattern is not UTF-8"},
        {OPTIONS(.pattern = "(a{1000}){11}"), PHONY_ERROR_LIMIT, "more than 10000 places"},
    };

    memset(endless, 'a', PH_NEEDLE_MAX + 1);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        ph_automaton *automaton = NULL;
        phony_error error = {0};
        ASSERT_STATUS(ph_automaton_new(&cases[i].options, PH_PART_ALL, &automaton, &error),
                      cases[i].status, &error);
        ASSERT_MESSAGE(&error, cases[i].message);
        ck_assert_ptr_null(automaton);
    }
}
END_TEST

/* A count of states that only a very long prefix and length together make. */
START_TEST(too_many_states_are_refused)
{
    phony_generator_options options = OPTIONS(.min_length = PH_AUTOMATON_STATES_MAX + 10);
    ph_automaton *automaton = NULL;
    phony_error error = {0};
    phony_status status = PHONY_OK;
    uint32_t state = 0;

    ASSERT_STATUS(ph_automaton_new(&options, PH_PART_ALL, &automaton, &error), PHONY_OK, &error);
    for (int i = 0; !status && i < PH_AUTOMATON_STATES_MAX + 5; i++)
        status = ph_automaton_step(automaton, state, "a", 1, 1, &state, &error);
    ASSERT_STATUS(status, PHONY_ERROR_LIMIT, &error);
    ASSERT_MESSAGE(&error, "more than 65536 states");
    ph_automaton_free(automaton);
}
END_TEST

START_TEST(every_allocation_may_fail)
{
    phony_generator_options options = OPTIONS(.prefix = "ab", .suffix = "ba", .contains = "aa",
                                              .pattern = "[ab]*", .max_length = 200);

    for (size_t nth = 0;; nth++) {
        ph_automaton *automaton = NULL;
        phony_error error = {0};
        uint32_t state = 0;
        phony_status status;
        int failed;
        ph_alloc_fail_after(nth);
        status = ph_automaton_new(&options, PH_PART_ALL, &automaton, &error);
        for (int i = 0; !status && i < 150; i++)
            status = ph_automaton_step(automaton, state, i % 3 ? "b" : "a", 1, 1, &state, &error);
        failed = ph_alloc_has_failed();
        ph_alloc_fail_after(SIZE_MAX);
        ph_automaton_free(automaton);
        if (!failed)
            break;
        ASSERT_STATUS(status, PHONY_ERROR_MEMORY, &error);
    }
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("automaton");

    UNIT_ADD(suite, constraints_mean_what_they_say);
    UNIT_ADD(suite, random_constraints_mean_what_they_say);
    UNIT_ADD(suite, texts_overlap_themselves);
    UNIT_ADD(suite, long_texts_make_no_more_states);
    UNIT_ADD(suite, states_are_not_mistaken_for_each_other);
    UNIT_ADD(suite, great_numbers_are_counted);
    UNIT_ADD(suite, a_pattern_joins_the_others);
    UNIT_ADD(suite, lengths_are_those_of_clusters);
    UNIT_ADD(suite, texts_are_normalised);
    UNIT_ADD(suite, constraints_in_words);
    UNIT_ADD(suite, what_is_wrong_is_told);
    UNIT_ADD(suite, too_many_states_are_refused);
    UNIT_ADD(suite, every_allocation_may_fail);
    return suite;
}
