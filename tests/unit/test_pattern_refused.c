/* Patterns that are refused, where and by which name; limits, hostile patterns, memory. */
#include "base/alloc.h"
#include "pattern_util.h"

/* ---- What is refused ------------------------------------------------------------------------- */

static const struct {
    const char *pattern;
    uint64_t column;
    const char *message;
} unsupported[] = {
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
    {"\\Za", 1, "an anchor (\\Z"},
    {"\\G", 1, "an anchor (\\G"},
    {"\\B", 1, "a word boundary (\\B)"},
    {"\\g1", 1, "a back-reference (\\g)"},
    {"\\9", 1, "a back-reference (\\9)"},
    {"\\Ka", 1, "a reset of the match"},
    {"\\E", 1, "quoting"},
    {"\\N{DIGIT ONE}", 1, "a named character"},
    {"\\h", 1, "horizontal white space (\\h"},
    {"\\H", 1, "horizontal white space (\\H"},
    {"\\C", 1, "a byte"},
    {"(?&n)", 1, "a subroutine call"},
    {"[\\b]", 2, "a word boundary"},
    {"[\\1]", 2, "a back-reference"},
    {"[[.a.]]", 2, "a POSIX class ([.....])"},
    {"[[=a=]]", 2, "a POSIX class ([=...=])"},
    {"[a~~b]", 3, "a set operation (~~)"},
    {"[a-[b]]", 4, "a '[' in a class is written \\["},
    {"[\\d-z]", 2, "from one character to another"},
    {"[a", 1, "the class is not closed"},
    {"[a\\]", 1, "the class is not closed"},
    {"[a\\", 3, "nothing follows the last"},
    {"[a-", 1, "the class is not closed"},
    {"(a|b", 1, "the group is not closed"},
    {"^*", 2, "'*' has nothing before it"},
    {"^^", 2, "'^' is only for the beginning"},
    {"$$", 1, "'$' is only for the end"},
    {"(a$)", 3, "'$' is only for the end"},
    {"a{1", 2, "a repetition is written"},
    {"a{1,", 2, "a repetition is written"},
    {"a{1,2", 2, "a repetition is written"},
    {"a{1,1001}", 5, "more than 1000 times"},
    {"a?*", 3, "a repetition of a repetition"},
    {"a{2}?", 5, "a lazy repetition"},
    {"\\p{", 3, "\\p wants a general category"},
    {"\\p{}", 3, "the property '' is not known"},
    {"\\p{^L}", 3, "the property '^L' is not known"},
    {"\\p{lu}", 3, "the property 'lu' is not known"},
    {"\\P", 3, "\\p wants a general category"},
    {"\\x{41", 3, "a code point is written"},
    {"\\u004", 3, "a code point is written"},
    {"\\xG1", 3, "a code point is written"},
    {"\\x{DFFF}", 3, "U+DFFF is no character"},
    /* columns are bytes, of the text as given */
    {"ş(?=b)", 3, "look-ahead"},
    {"e\xCC\x81(?=b)", 4, "look-ahead"},
    {"\u0958\u0958\u0958(", 10, "the group is not closed"}, /* longer in NFC */
    {"e\xCC\x81q\xCC\x81\\", 7, "nothing follows the last"},
    {"e\xCC\x81\\p", 6, "\\p wants a general category"},
    {"e\xCC\x81[b-\xC3\xA1-]*?\\p", 12, "a lazy repetition"},
    {"[\xC5\x9F-a]", 2, "from the lower to the higher"},
    /* what is quoted stays whole */
    {"(?ş)", 1, "(?ş is not supported"},
    {"\\pş", 3, "the property 'ş' is not known"},
    {"\\p{abcdefghijklmnopqrstuvwxyz0123456789ABCş}", 3, "0123456789ABC' is not known"},
};

START_TEST(what_is_not_supported_is_named_with_its_column)
{
    for (size_t i = 0; i < COUNT_OF(unsupported); i++) {
        ph_pattern *pattern = NULL;
        phony_error error = {0};
        ck_assert_msg(ph_pattern_new(unsupported[i].pattern, &pattern, &error) ==
                          PHONY_ERROR_SYNTAX,
                      "/%s/ is %d: %s", unsupported[i].pattern, (int)error.status, error.message);
        ASSERT_MESSAGE(&error, unsupported[i].message);
        ck_assert_msg(ph_utf8_check(error.message, strlen(error.message)) == strlen(error.message),
                      "/%s/: %s", unsupported[i].pattern, error.message);
        ck_assert_msg(error.line == 1 && error.column == unsupported[i].column,
                      "/%s/: column %d, not %d: %s", unsupported[i].pattern, (int)error.column,
                      (int)unsupported[i].column, error.message);
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

/* ---- Limits ---------------------------------------------------------------------------------- */

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

/* `open` and `close` `depth` times around a text. */
static char *nested(const char *open, const char *text, const char *close, size_t depth)
{
    ph_buffer out = PH_BUFFER_INIT;

    for (size_t i = 0; i < depth; i++)
        ph_buffer_append_text(&out, open);
    ph_buffer_append_text(&out, text);
    for (size_t i = 0; i < depth; i++)
        ph_buffer_append_text(&out, close);
    ph_buffer_append_byte(&out, '\0');
    return out.data;
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
        {nested("(", "a", ")", 100), PHONY_OK, ""},
        {nested("(", "a", ")", 101), PHONY_ERROR_SYNTAX, "depth of more than 100"},
        {long_text("(a{1000}){9}a{999}", "", 0, ""), PHONY_OK, ""},
        {long_text("(a{1000}){9}a{1000}", "", 0, ""), PHONY_ERROR_LIMIT, "more than 10000 places"},
        {long_text("(a|b){1000}(a|b){1000}", "a?", 999, ""), PHONY_OK, ""},
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

/* 10^300 times nothing: once gone through one by one. */
START_TEST(repetitions_of_nothing_end)
{
    static const char *const nothings[] = {"()", "a{0}", "(|)*", "(){0,5}"};

    for (size_t i = 0; i < COUNT_OF(nothings); i++) {
        char *text = nested("(", nothings[i], "){1000}", 90);
        phony_error error = {0};
        ph_pattern *pattern = NULL;
        phony_status status = ph_pattern_new(text, &pattern, &error);
        ck_assert(status == (i < 2 ? PHONY_OK : PHONY_ERROR_LIMIT));
        ck_assert(status || (matches(pattern, "") && !matches(pattern, "a")));
        ph_pattern_free(pattern);
        ph_free(text);
    }
}
END_TEST

/* Follows `steps` random letters, beginning anew where the pattern has ended. */
static phony_status follow_random(const char *text, int steps)
{
    ph_pattern *pattern = compile(text);
    phony_status status = PHONY_OK;
    uint32_t state = 0;
    uint64_t random = 3;

    for (int step = 0; step < steps && !status; step++) {
        phony_error error = {0};
        status = ph_pattern_step(pattern, state == PH_DEAD ? 0 : state,
                                 next_random(&random) & 1 ? 'a' : 'b', &state, &error);
        if (status)
            ASSERT_MESSAGE(&error, "the pattern has too many states");
    }
    ph_pattern_free(pattern);
    return status;
}

/* A pattern whose deterministic automaton has 2^k states, or whose sets are large. */
START_TEST(hostile_patterns_end)
{
    static const char *const patterns[] = {"(a|b)*a(a|b){30}", "((a?){30}){30}b", "(a|a|a|a)*c",
                                           "(.*a){90}",        "([ab]?){1000}",   "((a|a)*){1000}",
                                           "(((a*)*)*)*",      "(.*){1000}b",     ".*a.{900}"};

    for (size_t i = 0; i < COUNT_OF(patterns); i++) {
        phony_status status = follow_random(patterns[i], 5000);
        ck_assert(status == PHONY_OK || status == PHONY_ERROR_LIMIT);
    }
    ck_assert_int_eq(follow_random("(a|b)*a(a|b){30}", 60000), PHONY_ERROR_LIMIT);
}
END_TEST

/* Many places with one large class, which each step asks once. */
START_TEST(long_classes_are_quick)
{
    ph_buffer text = PH_BUFFER_INIT;

    ph_buffer_append_text(&text, "([^");
    for (int i = 0; i < 1300; i++) {
        const char point[] = {(char)0xE4, (char)(0x80 + i / 64), (char)(0x80 + i % 64)};
        ph_buffer_append(&text, point, 3);
    }
    ph_buffer_append(&text, "]?){1000}", 10);
    ck_assert_int_eq(follow_random(text.data, 5000), PHONY_OK);
    ph_buffer_fini(&text);
}
END_TEST

/* States of a place or two for each count, where those of a chain of options had hundreds. */
START_TEST(long_options_make_small_states)
{
    static const char *const patterns[] = {"[ab]{0,1000}", "(ab?){0,1000}b*",
                                           "(a{0,300}b{0,300}){3}"};

    for (size_t i = 0; i < COUNT_OF(patterns); i++)
        ck_assert_int_eq(follow_random(patterns[i], 5000), PHONY_OK);
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
    Suite *suite = suite_create("pattern refused");

    UNIT_ADD(suite, what_is_not_supported_is_named_with_its_column);
    UNIT_ADD(suite, bad_utf8_is_told);
    UNIT_ADD(suite, what_is_too_large_is_refused);
    UNIT_ADD(suite, repetitions_of_nothing_end);
    UNIT_ADD(suite, hostile_patterns_end);
    UNIT_ADD(suite, long_classes_are_quick);
    UNIT_ADD(suite, long_options_make_small_states);
    UNIT_ADD(suite, every_allocation_may_fail);
    return suite;
}
