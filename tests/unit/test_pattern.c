/* Patterns: what they match, against a table and against the C library's matcher; what is refused,
 * where, and by which name; limits; memory. */
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "constraint/automaton.h"
#include "constraint/pattern.h"
#include "models.h"
#include "text/utf8.h"

static ph_pattern *compile(const char *text)
{
    ph_pattern *pattern = NULL;
    phony_error error = {0};

    ck_assert_msg(ph_pattern_new(text, &pattern, &error) == PHONY_OK, "%s: %s", text,
                  error.message);
    return pattern;
}

/* Whether the pattern matches the whole of a text. */
static int matches(ph_pattern *pattern, const char *text)
{
    uint32_t state = 0;
    phony_error error = {0};
    size_t size;

    for (; *text; text += size) {
        uint32_t point = ph_utf8_decode(text, &size);
        ASSERT_STATUS(ph_pattern_step(pattern, state, point, &state, &error), PHONY_OK, &error);
        if (state == PH_DEAD)
            return 0;
    }
    return ph_pattern_accepts(pattern, state);
}

/* ---- What they match ------------------------------------------------------------------------- */

/* Texts apart by spaces ("_" is the empty text); `not` likewise. */
typedef struct language {
    const char *pattern, *yes, *no;
} language;

static void check_texts(const language *l, const char *texts, int wanted)
{
    ph_pattern *pattern = compile(l->pattern);
    char copy[256], *rest = copy, *text;

    snprintf(copy, sizeof copy, "%s", texts);
    while ((text = strsep(&rest, " ")))
        ck_assert_msg(matches(pattern, strcmp(text, "_") ? text : "") == wanted, "/%s/ %s '%s'",
                      l->pattern, wanted ? "should match" : "should not match", text);
    ph_pattern_free(pattern);
}

START_TEST(patterns_match_whole_values)
{
    static const language languages[] = {
        {"abc", "abc", "ab abcd _ xabc"},
        {"", "_", "a"},
        {"a|bc|", "a bc _", "b c abc"},
        {"^abc$", "abc", "xabc abcx"},
        {"^a|b$", "a b", "ab"},
        {"a*", "_ a aaaa", "b ab"},
        {"a+", "a aaa", "_ b"},
        {"a?b", "b ab", "aab a"},
        {"a{3}", "aaa", "aa aaaa"},
        {"a{2,}", "aa aaaaa", "a _"},
        {"a{1,3}", "a aa aaa", "_ aaaa"},
        {"a{0}b", "b", "ab"},
        {"(ab)+", "ab abab", "a aba _"},
        {"(?:ab|c)*d", "d abd ccabd", "ab abc"},
        {"(a*)*", "_ aaa", "b"},
        {"(|a)+", "_ a aa", "b"},
        {"((a|b)(c|d)){2}", "acbd adac", "ac acb"},
        {".", "a ş 𝔸 -", "_ ab"},
        {"[abc]", "a b c", "d _"},
        {"[a-cx-z]+", "abc xyz", "abd"},
        {"[^a-c]", "d ş", "a b"},
        {"[-a]", "- a", "b"},
        {"[a-]", "- a", "b"},
        {"[a^]", "a ^", "b"},
        {"[\\]\\[\\\\]+", "] [ \\ []", "a"},
        {"[.*+?(){}|$]+", ".*+?(){}|$", "a"},
        {"\\.\\*\\(", ".*(", "a"},
        {"\\d+", "1 42 ٣", "a 1a"},
        {"\\D", "a -", "1"},
        {"\\w+", "ab1_ş", "a-b"},
        {"\\W", "- .", "a 1 _x"},
        {"\\S+", "abc", "_"},
        {"\\p{Lu}\\p{Ll}+", "Ab Şule", "ab A AB"},
        {"\\pL+", "aŞ", "1"},
        {"\\P{L}", "1 -", "a ş"},
        {"\\p{L&}", "a A", "1 ª"},
        {"\\p{LC}", "a A", "1"},
        {"\\p{M}", "\xCC\x81", "a"},
        {"\\p{Nd}\\p{Pd}\\p{Sc}\\p{Po}", "1-$!", "1-$a"},
        {"[\\d\\p{Lu}]+", "A1 1", "a"},
        {"[^\\W\\d]+", "abc", "1 -"},
        {"[\\D]", "a", "1"},
        {"\\x41\\x{1F600}\\u00e9\\u{E9}", "A😀éé", "A"},
        {"[\\x{61}-\\x{63}]", "a b c", "d"},
        {"e\xCC\x81", "é", "e"}, /* NFC */
        {"İ|ı", "İ ı", "i I"},
    };

    for (size_t i = 0; i < COUNT_OF(languages); i++) {
        check_texts(&languages[i], languages[i].yes, 1);
        check_texts(&languages[i], languages[i].no, 0);
    }
}
END_TEST

START_TEST(white_space_is_one_class)
{
    ph_pattern *spaces = compile("\\s\\s"), *others = compile("[\\S ]+");

    ck_assert(matches(spaces, " \xE3\x80\x80"));
    ck_assert(!matches(spaces, "a "));
    ck_assert(matches(others, "a b"));
    ck_assert(!matches(others, "a\tb"));
    ph_pattern_free(spaces);
    ph_pattern_free(others);
}
END_TEST

/* ---- Against another matcher ------------------------------------------------------------------
 */

/* A random pattern over a and b that means the same to POSIX (extended). */
static void append_random(ph_buffer *out, uint64_t *state, int depth)
{
    static const char *const atoms[] = {"a", "b", ".", "[ab]", "[^a]", "(a|b)", "(ab|b)"};
    static const char *const repetitions[] = {"", "", "", "*", "+", "?", "{2}", "{1,2}", "{0,1}"};
    uint64_t parts = 1 + random_below(state, 3);

    for (uint64_t i = 0; i < parts; i++) {
        if (depth > 0 && random_below(state, 3) == 0) {
            ph_buffer_append_byte(out, '(');
            append_random(out, state, depth - 1);
            ph_buffer_append_byte(out, '|');
            append_random(out, state, depth - 1);
            ph_buffer_append_byte(out, ')');
        } else {
            ph_buffer_append_text(out, atoms[random_below(state, COUNT_OF(atoms))]);
        }
        ph_buffer_append_text(out, repetitions[random_below(state, COUNT_OF(repetitions))]);
    }
}

static void compare(const char *text)
{
    ph_pattern *ours = compile(text);
    char whole[1024];
    regex_t theirs;

    snprintf(whole, sizeof whole, "^(%s)$", text);
    ck_assert_int_eq(regcomp(&theirs, whole, REG_EXTENDED | REG_NOSUB), 0);
    for (unsigned length = 0; length <= 6; length++) {
        for (unsigned bits = 0; bits < 1U << length; bits++) {
            char value[8] = "";
            for (unsigned i = 0; i < length; i++)
                value[i] = bits >> i & 1 ? 'b' : 'a';
            ck_assert_msg(matches(ours, value) == (regexec(&theirs, value, 0, NULL, 0) == 0),
                          "/%s/ and '%s'", text, value);
        }
    }
    regfree(&theirs);
    ph_pattern_free(ours);
}

START_TEST(random_patterns_match_as_elsewhere)
{
    uint64_t state = 7;

    for (int i = 0; i < 600; i++) {
        ph_buffer text = PH_BUFFER_INIT;
        append_random(&text, &state, 2);
        ph_buffer_append_byte(&text, '\0');
        compare(text.data);
        ph_buffer_fini(&text);
    }
}
END_TEST

/* ---- What is refused --------------------------------------------------------------------------
 */

START_TEST(what_is_not_supported_is_named_with_its_column)
{
    static const struct {
        const char *pattern;
        uint64_t column;
        const char *message;
    } cases[] = {
        {"a(?=b)", 2, "look-ahead (?="},
        {"(?!b)", 1, "look-ahead (?!"},
        {"a(?<=b)", 2, "look-behind (?<"},
        {"(?<!b)", 1, "look-behind"},
        {"(?<n>a)", 1, "a named group"},
        {"(?P<n>a)", 1, "a named group"},
        {"(?'n'a)", 1, "a named group"},
        {"(?P=n)", 1, "a back-reference"},
        {"(?P>n)", 1, "a subroutine call"},
        {"(?>a)", 1, "an atomic group"},
        {"(?|a)", 1, "a branch reset group"},
        {"(?#a)", 1, "a comment"},
        {"(?(1)a)", 1, "a conditional group"},
        {"(?R)", 1, "recursion"},
        {"(?i)a", 1, "an inline flag"},
        {"(?i:a)", 1, "an inline flag"},
        {"(*FAIL)", 1, "a control verb"},
        {"(a)\\1", 4, "a back-reference (\\1)"},
        {"\\k<n>", 1, "a back-reference (\\k)"},
        {"a\\b", 2, "a word boundary (\\b)"},
        {"\\Aa", 1, "an anchor (\\A"},
        {"a\\z", 2, "an anchor (\\z"},
        {"\\R", 1, "a line break"},
        {"\\X", 1, "a grapheme cluster"},
        {"\\Qa\\E", 1, "quoting"},
        {"\\cA", 1, "a control character"},
        {"\\07", 1, "an octal escape"},
        {"\\y", 1, "the escape \\y is not known"},
        {"a*?", 3, "a lazy repetition"},
        {"a++", 3, "a possessive repetition"},
        {"a**", 3, "a repetition of a repetition"},
        {"a{2}{3}", 5, "a repetition of a repetition"},
        {"a^b", 2, "'^' is only for the beginning"},
        {"a$b", 2, "'$' is only for the end"},
        {"(^a)", 2, "'^' is only for the beginning"},
        {"[[:alpha:]]", 2, "a POSIX class ([:...:])"},
        {"[a[b]", 3, "a '[' in a class is written \\["},
        {"[a&&b]", 3, "a set operation (&&)"},
        {"[a--b]", 3, "a set operation (--)"},
        {"\\p{Greek}", 3, "the property 'Greek' is not known"},
        {"\\p", 3, "\\p wants a general category"},
        {"\\p{Lu", 3, "\\p wants a general category"},
        {"*a", 1, "'*' has nothing before it"},
        {"a|+", 3, "'+' has nothing before it"},
        {"(?", 1, "an inline flag"},
        {"a{", 2, "a repetition is written"},
        {"a{x}", 2, "a repetition is written"},
        {"a{,3}", 2, "a repetition is written"},
        {"a{3,2}", 2, "at least 3 and at most 2"},
        {"a{1001}", 3, "more than 1000 times"},
        {"a{99999999999}", 3, "more than 1000 times"},
        {"{2}", 1, "a '{' is written \\{"},
        {"a}", 2, "a '}' is written \\}"},
        {"a]", 2, "a ']' is written \\]"},
        {"(a", 1, "the group is not closed"},
        {"a)", 2, "a ')' without '('"},
        {"[a", 1, "the class is not closed"},
        {"[", 1, "the class is not closed"},
        {"[]", 1, "an empty class"},
        {"[^]", 1, "an empty class"},
        {"[z-a]", 2, "from the lower to the higher"},
        {"[a-\\d]", 2, "from one character to another"},
        {"a\\", 2, "nothing follows the last"},
        {"\\x4", 3, "a code point is written"},
        {"\\x{}", 3, "a code point is written"},
        {"\\x{1234567}", 3, "a code point is written"},
        {"\\x{110000}", 3, "U+110000 is no character"},
        {"\\uD800", 3, "U+D800 is no character"},
        {"ş(?=b)", 3, "look-ahead"}, /* columns are bytes */
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        ph_pattern *pattern = NULL;
        phony_error error = {0};
        ck_assert_msg(ph_pattern_new(cases[i].pattern, &pattern, &error) == PHONY_ERROR_SYNTAX,
                      "/%s/ is %d: %s", cases[i].pattern, (int)error.status, error.message);
        ASSERT_MESSAGE(&error, cases[i].message);
        ck_assert_msg(error.line == 1 && error.column == cases[i].column,
                      "/%s/: column %d, not %d: %s", cases[i].pattern, (int)error.column,
                      (int)cases[i].column, error.message);
        ck_assert_ptr_null(pattern);
    }
}
END_TEST

START_TEST(bad_utf8_is_told)
{
    ph_pattern *pattern = NULL;
    phony_error error = {0};

    ASSERT_STATUS(ph_pattern_new("ab\xFF", &pattern, &error), PHONY_ERROR_ENCODING, &error);
    ck_assert_uint_eq(error.column, 3);
}
END_TEST

/* ---- Limits -----------------------------------------------------------------------------------
 */

/* `head`, `count` times `part`, `tail`. */
static char *long_text(const char *head, const char *part, size_t count, const char *tail)
{
    ph_buffer text = PH_BUFFER_INIT;

    ph_buffer_append_text(&text, head);
    for (size_t i = 0; i < count; i++)
        ph_buffer_append_text(&text, part);
    ph_buffer_append(&text, tail, strlen(tail) + 1);
    return text.data;
}

START_TEST(what_is_too_large_is_refused)
{
    struct {
        char *pattern;
        phony_status status;
        const char *message;
    } cases[] = {
        {long_text("", "a", PH_PATTERN_BYTES_MAX, ""), PHONY_OK, ""},
        {long_text("", "a", PH_PATTERN_BYTES_MAX + 1, ""), PHONY_ERROR_LIMIT,
         "more than 4096 bytes"},
        {long_text("((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((("
                   "((((((((((((((((((((((((((",
                   "a", 1, ""),
         PHONY_ERROR_SYNTAX, "depth of more than 100"},
        {long_text("(((a{100}){100}){", "1", 2, "})"), PHONY_ERROR_LIMIT, "more than 10000 places"},
        {long_text("(", "a?", 1, "){1000}"), PHONY_OK, ""},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        ph_pattern *pattern = NULL;
        phony_error error = {0};
        ck_assert_msg(ph_pattern_new(cases[i].pattern, &pattern, &error) == cases[i].status,
                      "case %d: %s", (int)i, error.message);
        ASSERT_MESSAGE(&error, cases[i].message);
        ph_pattern_free(pattern);
        ph_free(cases[i].pattern);
    }
}
END_TEST

/* A pattern whose deterministic automaton has 2^k states, or whose sets are large. */
START_TEST(hostile_patterns_end)
{
    static const char *const patterns[] = {"(a|b)*a(a|b){30}", "((a?){30}){30}b", "(a|a|a|a)*c",
                                           "(.*a){90}", "([ab]?){1000}"};

    for (size_t i = 0; i < COUNT_OF(patterns); i++) {
        ph_pattern *pattern = compile(patterns[i]);
        phony_status status = PHONY_OK;
        uint32_t state = 0;
        uint64_t random = i;
        for (int step = 0; step < 40000 && !status && state != PH_DEAD; step++) {
            phony_error error = {0};
            status = ph_pattern_step(pattern, state, next_random(&random) & 1 ? 'a' : 'b', &state,
                                     &error);
            ck_assert(status == PHONY_OK || status == PHONY_ERROR_LIMIT);
        }
        ph_pattern_free(pattern);
    }
}
END_TEST

START_TEST(every_allocation_may_fail)
{
    for (size_t nth = 0;; nth++) {
        ph_pattern *pattern = NULL;
        phony_error error = {0};
        phony_status status;
        uint32_t state = 0;
        int failed;
        ph_alloc_fail_after(nth);
        status = ph_pattern_new("(a|[b-d]\\d*){2,40}\\p{Lu}", &pattern, &error);
        for (int i = 0; !status && state != PH_DEAD && i < 60; i++)
            status = ph_pattern_step(pattern, state, 'b', &state, &error);
        failed = ph_alloc_has_failed();
        ph_alloc_fail_after(SIZE_MAX);
        ph_pattern_free(pattern);
        if (!failed)
            break;
        ASSERT_STATUS(status, PHONY_ERROR_MEMORY, &error);
    }
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("pattern");

    UNIT_ADD(suite, patterns_match_whole_values);
    UNIT_ADD(suite, white_space_is_one_class);
    UNIT_ADD(suite, random_patterns_match_as_elsewhere);
    UNIT_ADD(suite, what_is_not_supported_is_named_with_its_column);
    UNIT_ADD(suite, bad_utf8_is_told);
    UNIT_ADD(suite, what_is_too_large_is_refused);
    UNIT_ADD(suite, hostile_patterns_end);
    UNIT_ADD(suite, every_allocation_may_fail);
    return suite;
}
