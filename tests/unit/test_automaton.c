/* The automaton of a constraint against what it means, on all texts of up to seven letters; what
 * constraints are called; what is wrong with them. */
#include <stdio.h>

#include "base/alloc.h"
#include "constraint/automaton.h"
#include "constraint/constraint_text.h"
#include "models.h"

#define OPTIONS(...)                                                                               \
    ((phony_generator_options){.size = sizeof(phony_generator_options), __VA_ARGS__})

/* ---- What they mean ---------------------------------------------------------------------------
 */

static uint64_t count_words(const char *text)
{
    uint64_t words = 0;

    for (size_t i = 0; text[i]; i++)
        words += text[i] != ' ' && (i == 0 || text[i - 1] == ' ');
    return words;
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
           (!o->contains || strstr(text, o->contains));
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

static void check_all(const phony_generator_options *options, uint32_t most_states)
{
    ph_automaton *automaton = NULL;
    phony_error error = {0};
    uint32_t count = 1;

    ASSERT_STATUS(ph_automaton_new(options, PH_PART_ALL, &automaton, &error), PHONY_OK, &error);
    for (size_t length = 0; length <= 7; length++, count *= 3) {
        for (uint32_t number = 0; number < count; number++) {
            char text[8];
            write_text(number, length, text);
            for (size_t piece = 1; piece <= 2; piece++)
                ck_assert_msg(follow(automaton, text, piece) == complies(options, text),
                              "'%s' in pieces of %d", text, (int)piece);
        }
    }
    ck_assert_uint_le(ph_automaton_count(automaton), most_states);
    ph_automaton_free(automaton);
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
        check_all(&cases[i].options, cases[i].states);
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

/* ---- What they are called ----------------------------------------------------------------------
 */

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

/* ---- What is wrong -----------------------------------------------------------------------------
 */

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
        {OPTIONS(.min_words = UINT32_MAX), PHONY_ERROR_ARGUMENT, "must be below"},
        {OPTIONS(.prefix = "a\xFF"), PHONY_ERROR_ENCODING, "byte 2 of the prefix is not UTF-8"},
        {OPTIONS(.suffix = "\xC3"), PHONY_ERROR_ENCODING, "byte 1 of the suffix is not UTF-8"},
        {OPTIONS(.contains = "\xED\xA0\x80"), PHONY_ERROR_ENCODING, "of the contained text"},
        {OPTIONS(.contains = endless), PHONY_ERROR_ARGUMENT, "longer than 4096 bytes"},
        {OPTIONS(.pattern = "(a"), PHONY_ERROR_SYNTAX, "not closed"},
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
    UNIT_ADD(suite, a_pattern_joins_the_others);
    UNIT_ADD(suite, lengths_are_those_of_clusters);
    UNIT_ADD(suite, texts_are_normalised);
    UNIT_ADD(suite, constraints_in_words);
    UNIT_ADD(suite, what_is_wrong_is_told);
    UNIT_ADD(suite, too_many_states_are_refused);
    UNIT_ADD(suite, every_allocation_may_fail);
    return suite;
}
