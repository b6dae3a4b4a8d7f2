/* What patterns match: against a table, against the C library's matcher and against what their
 * parts mean. */
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>

#include "pattern_util.h"

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

/* Whether a pattern matches one code point. */
static int matches_point(const char *text, uint32_t point)
{
    ph_pattern *pattern = compile(text);
    uint32_t state;
    phony_error error = {0};
    int has;

    ASSERT_STATUS(ph_pattern_step(pattern, 0, point, &state, &error), PHONY_OK, &error);
    has = state != PH_DEAD && ph_pattern_accepts(pattern, state);
    ph_pattern_free(pattern);
    return has;
}

static int has_word(const char *words, const char *word)
{
    size_t length = strlen(word);

    for (; words; words = strchr(words, ' '), words += words != NULL) {
        if (strcspn(words, " ") == length && memcmp(words, word, length) == 0)
            return 1;
    }
    return 0;
}

static void check_property(const char *name, uint32_t point, int wanted)
{
    static const struct {
        const char *begin, *end;
        int negated;
    } forms[] = {{"\\p{", "}", 0},
                 {"[\\p{", "}]", 0},
                 {"[^\\P{", "}]", 0},
                 {"\\P{", "}", 1},
                 {"[^\\p{", "}]", 1}};

    for (size_t i = 0; i < COUNT_OF(forms); i++) {
        char text[32];
        snprintf(text, sizeof text, "%s%s%s", forms[i].begin, name, forms[i].end);
        ck_assert_msg(matches_point(text, point) == (wanted != forms[i].negated), "/%s/ and U+%04X",
                      text, (unsigned)point);
    }
}

static const language whole_values[] = {
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
    {"e\xCC\x81", "é", "e"},                   /* NFC */
    {"e\\x{301}|q\\x{301}", "q\xCC\x81", "é"}, /* values are in NFC, escapes are as written */
    {"İ|ı", "İ ı", "i I"},
    {"[^a]", "b \U0001D538", "a aa _"},
    {"[\U0001D538-\U0001D53A]", "\U0001D538 \U0001D539", "\U0001D537 A"},
    {"\\x{10FFFF}|\\x7a", "􏿿 z", "7a a"},
    {"[\\x41-\\x43\\t]", "A C", "D t"},
    {"[\\--\\/]+", "-./", "a"},
    {"[a-c-]+", "a-c b", "d"},
    {"[$^.|()*+?{}]+", "$^.|()*+?{}", "a"},
    {"[^^]", "a", "^"},
    {"\\^\\$\\{\\}\\]\\-\\ş", "^${}]-ş", "_"},
    {"^$", "_", "a"},
    {"^|a$", "_ a", "aa"},
    {"^a|^b$|c$", "a b c", "ab ac _"},
    {"()", "_", "a"},
    {"(|)*a", "a", "_ aa"},
    {"(){3}", "_", "a"},
    {"a{0}", "_", "a"},
    {"a{0,0}b{0,}", "_ bb", "a"},
    {"(a?){2,3}", "_ a aa aaa", "aaaa b"},
    {"((a|b)*c|(a|ab)*c)", "c abac aabc", "_ ab"},
    {"(a|ab)(c|bcd)", "ac abc abcd abbcd", "a abcdd"},
    {"(a*|b)*", "_ ab ba aabb", "c"},
    {"((a*)+|b?){2}", "_ a ab ba aa", "bbb"},
};

START_TEST(patterns_match_whole_values)
{
    for (size_t i = 0; i < COUNT_OF(whole_values); i++) {
        check_texts(&whole_values[i], whole_values[i].yes, 1);
        check_texts(&whole_values[i], whole_values[i].no, 0);
    }
}
END_TEST

/* A character of each general category, and the groups it is in. */
START_TEST(general_categories_are_those_of_unicode)
{
    static const struct {
        const char *name, *groups; /* apart by spaces */
        uint32_t point;
    } categories[] = {
        {"Lu", "L LC L&", 0x15E}, {"Ll", "L LC L&", 0x15F}, {"Lt", "L LC L&", 0x1C5},
        {"Lm", "L", 0x2B0},       {"Lo", "L", 0x5D0},       {"Mn", "M", 0x301},
        {"Mc", "M", 0x903},       {"Me", "M", 0x20DD},      {"Nd", "N", 0x663},
        {"Nl", "N", 0x2160},      {"No", "N", 0xBD},        {"Pc", "P", '_'},
        {"Pd", "P", '-'},         {"Ps", "P", '('},         {"Pe", "P", ')'},
        {"Pi", "P", 0xAB},        {"Pf", "P", 0xBB},        {"Po", "P", '!'},
        {"Sm", "S", '+'},         {"Sc", "S", '$'},         {"Sk", "S", '^'},
        {"So", "S", 0xA9},        {"Zs", "Z", ' '},         {"Zl", "Z", 0x2028},
        {"Zp", "Z", 0x2029},      {"Cc", "C", 0x85},        {"Cf", "C", 0xAD},
        {"Co", "C", 0xE000},      {"Cn", "C", 0x378},
    };
    static const char *const groups[] = {"L", "LC", "L&", "M", "N", "P", "S", "Z", "C"};

    for (size_t i = 0; i < COUNT_OF(categories); i++) {
        for (size_t j = 0; j < COUNT_OF(categories); j++)
            check_property(categories[i].name, categories[j].point, i == j);
        for (size_t j = 0; j < COUNT_OF(groups); j++)
            check_property(groups[j], categories[i].point,
                           has_word(categories[i].groups, groups[j]));
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

/* ---- Against another matcher ----------------------------------------------------------------- */

/* Text number `number` of a length over a and b. */
static void write_text(char *text, unsigned length, unsigned number)
{
    for (unsigned i = 0; i < length; i++)
        text[i] = number >> i & 1 ? 'b' : 'a';
    text[length] = '\0';
}

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
    for (unsigned length = 0; length <= 5; length++) {
        for (unsigned number = 0; number < 1U << length; number++) {
            char value[8];
            write_text(value, length, number);
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

    for (int i = 0; i < 200; i++) {
        ph_buffer text = PH_BUFFER_INIT;
        append_random(&text, &state, 2);
        ph_buffer_append_byte(&text, '\0');
        compare(text.data);
        ph_buffer_fini(&text);
    }
}
END_TEST

/* ---- Against what patterns mean -------------------------------------------------------------- */

/* A pattern as a tree, and what it means: where it can end when it begins at some places of a text,
 * both as sets of bits. */
enum { LETTERS, NOTHING, SEQUENCE, CHOICE, REPETITION, SHAPES = 5, SHAPES_MAX = 64 };

typedef struct shape {
    unsigned kind, letters; /* bit 0: a, 1: b */
    size_t a, b;
    unsigned least, most; /* 9 = for ever */
} shape;

typedef struct shapes {
    shape all[SHAPES_MAX];
    size_t count;
} shapes;

static size_t new_shape(shapes *s, uint64_t *random, unsigned depth)
{
    size_t number = s->count++;
    shape *at = &s->all[number];

    ck_assert(number < SHAPES_MAX);
    at->kind = (unsigned)random_below(random, depth ? SHAPES : 2);
    at->letters = (unsigned)random_below(random, 4);
    at->least = (unsigned)random_below(random, 3);
    at->most = random_below(random, 3) ? at->least + (unsigned)random_below(random, 3) : 9;
    if (at->kind >= SEQUENCE)
        at->a = new_shape(s, random, depth - 1);
    if (at->kind == SEQUENCE || at->kind == CHOICE)
        at->b = new_shape(s, random, depth - 1);
    return number;
}

static void write_shape(const shapes *s, size_t number, ph_buffer *out)
{
    static const char *const letters[] = {"[^ab]", "a", "\\x62", "[a-b]"};
    const shape *at = &s->all[number];
    char bounds[32];

    ph_buffer_append_text(out, "(");
    if (at->kind == LETTERS)
        ph_buffer_append_text(out, letters[at->letters]);
    if (at->kind >= SEQUENCE)
        write_shape(s, at->a, out);
    if (at->kind == CHOICE)
        ph_buffer_append_text(out, "|");
    if (at->kind == SEQUENCE || at->kind == CHOICE)
        write_shape(s, at->b, out);
    if (at->most == 9)
        snprintf(bounds, sizeof bounds, "{%u,}", at->least);
    else
        snprintf(bounds, sizeof bounds, "{%u,%u}", at->least, at->most);
    if (at->kind == REPETITION)
        ph_buffer_append_text(out, bounds);
    ph_buffer_append_text(out, ")");
}

static unsigned ends_of(const shapes *s, size_t number, const char *text, unsigned begins)
{
    const shape *at = &s->all[number];
    unsigned ends = 0, before = 0;

    switch (at->kind) {
    case LETTERS:
        for (size_t i = 0; text[i]; i++)
            ends |= (begins >> i & at->letters >> (text[i] - 'a') & 1U) << (i + 1);
        return ends;
    case SEQUENCE:
        return ends_of(s, at->b, text, ends_of(s, at->a, text, begins));
    case CHOICE:
        return ends_of(s, at->a, text, begins) | ends_of(s, at->b, text, begins);
    case REPETITION:
        for (unsigned i = 0; i < at->least; i++)
            begins = ends_of(s, at->a, text, begins);
        for (unsigned i = at->least; (i < at->most || at->most == 9) && begins != before; i++) {
            before = begins;
            begins |= ends_of(s, at->a, text, begins);
        }
        return begins;
    default:
        return begins;
    }
}

static void check_shape(const shapes *s, const char *pattern)
{
    ph_pattern *compiled = compile(pattern);

    for (unsigned length = 0; length <= 5; length++) {
        for (unsigned number = 0; number < 1U << length; number++) {
            char text[8];
            int wanted;
            write_text(text, length, number);
            wanted = (ends_of(s, 0, text, 1) >> length & 1) != 0;
            ck_assert_msg(matches(compiled, text) == wanted, "/%s/ and '%s'", pattern, text);
        }
    }
    ph_pattern_free(compiled);
}

START_TEST(random_patterns_match_what_they_mean)
{
    uint64_t random = 11;

    for (int i = 0; i < 2000; i++) {
        shapes s = {.count = 0};
        ph_buffer text = PH_BUFFER_INIT;
        new_shape(&s, &random, 1 + (unsigned)i % 4);
        write_shape(&s, 0, &text);
        ph_buffer_append_byte(&text, '\0');
        check_shape(&s, text.data);
        ph_buffer_fini(&text);
    }
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("pattern");

    UNIT_ADD(suite, patterns_match_whole_values);
    UNIT_ADD(suite, white_space_is_one_class);
    UNIT_ADD(suite, general_categories_are_those_of_unicode);
    UNIT_ADD(suite, random_patterns_match_as_elsewhere);
    UNIT_ADD(suite, random_patterns_match_what_they_mean);
    return suite;
}
