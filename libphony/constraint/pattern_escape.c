/* Escapes in patterns. One is found in a table by its letter; those of other dialects are named
 * there, so as to be refused by name. */
#include <string.h>
#include <utf8proc.h>

#include "base/error.h"
#include "constraint/pattern_parts.h"
#include "text/utf8.h"

#define LAST_POINT 0x10FFFF
#define CATEGORY(name) (UINT32_C(1) << UTF8PROC_CATEGORY_##name)
#define LETTERS (CATEGORY(LU) | CATEGORY(LL) | CATEGORY(LT) | CATEGORY(LM) | CATEGORY(LO))
#define MARKS (CATEGORY(MN) | CATEGORY(MC) | CATEGORY(ME))
#define EVERY_CATEGORY ((UINT32_C(1) << 30) - 1)

uint32_t ph_pattern_next_point(ph_pattern_parser *p)
{
    size_t size;
    uint32_t point = ph_utf8_decode(p->text + p->at, &size);

    p->at += size;
    return point;
}

/* ---- Properties ---------------------------------------------------------------------------- */

/* The general categories of the Unicode Character Database. */
static const struct {
    char name[3];
    uint32_t categories;
} properties[] = {
    {"L", LETTERS},
    {"Lu", CATEGORY(LU)},
    {"Ll", CATEGORY(LL)},
    {"Lt", CATEGORY(LT)},
    {"Lm", CATEGORY(LM)},
    {"Lo", CATEGORY(LO)},
    {"LC", CATEGORY(LU) | CATEGORY(LL) | CATEGORY(LT)},
    {"L&", CATEGORY(LU) | CATEGORY(LL) | CATEGORY(LT)},
    {"M", MARKS},
    {"Mn", CATEGORY(MN)},
    {"Mc", CATEGORY(MC)},
    {"Me", CATEGORY(ME)},
    {"N", CATEGORY(ND) | CATEGORY(NL) | CATEGORY(NO)},
    {"Nd", CATEGORY(ND)},
    {"Nl", CATEGORY(NL)},
    {"No", CATEGORY(NO)},
    {"P", CATEGORY(PC) | CATEGORY(PD) | CATEGORY(PS) | CATEGORY(PE) | CATEGORY(PI) | CATEGORY(PF) |
              CATEGORY(PO)},
    {"Pc", CATEGORY(PC)},
    {"Pd", CATEGORY(PD)},
    {"Ps", CATEGORY(PS)},
    {"Pe", CATEGORY(PE)},
    {"Pi", CATEGORY(PI)},
    {"Pf", CATEGORY(PF)},
    {"Po", CATEGORY(PO)},
    {"S", CATEGORY(SM) | CATEGORY(SC) | CATEGORY(SK) | CATEGORY(SO)},
    {"Sm", CATEGORY(SM)},
    {"Sc", CATEGORY(SC)},
    {"Sk", CATEGORY(SK)},
    {"So", CATEGORY(SO)},
    {"Z", CATEGORY(ZS) | CATEGORY(ZL) | CATEGORY(ZP)},
    {"Zs", CATEGORY(ZS)},
    {"Zl", CATEGORY(ZL)},
    {"Zp", CATEGORY(ZP)},
    {"C", CATEGORY(CC) | CATEGORY(CF) | CATEGORY(CS) | CATEGORY(CO) | CATEGORY(CN)},
    {"Cc", CATEGORY(CC)},
    {"Cf", CATEGORY(CF)},
    {"Cs", CATEGORY(CS)},
    {"Co", CATEGORY(CO)},
    {"Cn", CATEGORY(CN)},
};

static int find_property(const char *name, size_t length, uint32_t *categories)
{
    for (size_t i = 0; i < sizeof properties / sizeof *properties; i++) {
        if (strlen(properties[i].name) == length && memcmp(properties[i].name, name, length) == 0) {
            *categories = properties[i].categories;
            return 1;
        }
    }
    return 0;
}

static int refuse_property(ph_pattern_parser *p, size_t begin, const char *name, size_t length)
{
    while (length > 40)
        length = ph_utf8_before(name, length);
    return ph_pattern_fail(p, begin,
                           "the property '%.*s' is not known; the general categories are, such as "
                           "L, Lu, Ll, M, Nd, P, Zs",
                           (int)length, name);
}

/* From behind \p: "{Lu}" or "L". */
static int read_property(ph_pattern_parser *p, uint32_t *categories)
{
    size_t begin = p->at, length;
    const char *name = p->text + begin, *end = memchr(name, '}', p->length - begin);

    if (begin == p->length || (*name == '{' && !end))
        return ph_pattern_fail(p, begin, "\\p wants a general category, as in \\p{Lu}");
    ph_pattern_next_point(p);
    length = p->at - begin;
    if (*name == '{') {
        length = (size_t)(end - ++name);
        p->at = begin + length + 2;
    }
    return find_property(name, length, categories) || refuse_property(p, begin, name, length);
}

/* ---- Escapes ------------------------------------------------------------------------------- */

typedef enum escape_kind {
    CATEGORIES,       /* what `value` says */
    NO_CATEGORIES,    /* all but these */
    SPACES,           /* white space, or all but it */
    PROPERTY,         /* \p, or \P */
    POINT,            /* the character `value` */
    HEXADECIMAL,      /* \x7F, \x{1F600} */
    HEXADECIMAL_FOUR, /* \u00E9, \u{E9} */
    REFUSED           /* names what it is in other dialects */
} escape_kind;

static const struct {
    char letter;
    uint8_t negated;
    escape_kind kind;
    uint32_t value;
    const char *name;
} escapes[] = {
    {'d', 0, CATEGORIES, CATEGORY(ND), NULL},
    {'D', 0, NO_CATEGORIES, CATEGORY(ND), NULL},
    {'w', 0, CATEGORIES, LETTERS | MARKS | CATEGORY(ND) | CATEGORY(PC), NULL},
    {'W', 0, NO_CATEGORIES, LETTERS | MARKS | CATEGORY(ND) | CATEGORY(PC), NULL},
    {'s', 0, SPACES, 0, NULL},
    {'S', 1, SPACES, 0, NULL},
    {'p', 0, PROPERTY, 0, NULL},
    {'P', 1, PROPERTY, 0, NULL},
    {'t', 0, POINT, '\t', NULL},
    {'n', 0, POINT, '\n', NULL},
    {'r', 0, POINT, '\r', NULL},
    {'f', 0, POINT, '\f', NULL},
    {'v', 0, POINT, '\v', NULL},
    {'x', 0, HEXADECIMAL, 0, NULL},
    {'u', 0, HEXADECIMAL_FOUR, 0, NULL},
    {'b', 0, REFUSED, 0, "a word boundary (\\b)"},
    {'B', 0, REFUSED, 0, "a word boundary (\\B)"},
    {'A', 0, REFUSED, 0, "an anchor (\\A; patterns match whole values)"},
    {'Z', 0, REFUSED, 0, "an anchor (\\Z; patterns match whole values)"},
    {'z', 0, REFUSED, 0, "an anchor (\\z; patterns match whole values)"},
    {'C', 0, REFUSED, 0, "a byte (\\C)"},
    {'G', 0, REFUSED, 0, "an anchor (\\G)"},
    {'k', 0, REFUSED, 0, "a back-reference (\\k)"},
    {'g', 0, REFUSED, 0, "a back-reference (\\g)"},
    {'K', 0, REFUSED, 0, "a reset of the match (\\K)"},
    {'Q', 0, REFUSED, 0, "quoting (\\Q)"},
    {'E', 0, REFUSED, 0, "quoting (\\E)"},
    {'R', 0, REFUSED, 0, "a line break (\\R)"},
    {'X', 0, REFUSED, 0, "a grapheme cluster (\\X)"},
    {'N', 0, REFUSED, 0, "a named character (\\N; \\x{...} is one by its code point)"},
    {'h', 0, REFUSED, 0, "horizontal white space (\\h; \\s and \\p{Zs} are)"},
    {'H', 0, REFUSED, 0, "horizontal white space (\\H; \\S and \\P{Zs} are)"},
    {'c', 0, REFUSED, 0, "a control character (\\c)"},
    {'0', 0, REFUSED, 0, "an octal escape (\\0; \\x{...} is one of a code point)"},
};

static int digit_of(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)(c | 32);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* From behind \x or \u: {1 to 6 digits}, or `count` digits. */
static int read_hexadecimal(ph_pattern_parser *p, size_t count, uint32_t *point)
{
    size_t begin = p->at;
    int braced = p->text[p->at] == '{';
    size_t most = braced ? 6 : count, digits = 0;

    p->at += (size_t)braced;
    for (*point = 0; digits < most && digit_of(p->text[p->at]) >= 0; digits++)
        *point = *point << 4 | (uint32_t)digit_of(p->text[p->at++]);
    if (braced ? digits == 0 || p->text[p->at++] != '}' : digits < count)
        return ph_pattern_fail(p, begin,
                               "a code point is written \\x{...} with 1 to 6 hexadecimal digits, "
                               "\\x and 2 or \\u and 4");
    if (*point > LAST_POINT || (*point >= 0xD800 && *point <= 0xDFFF))
        return ph_pattern_fail(p, begin, "U+%04X is no character", *point);
    return 1;
}

static int add_escape(ph_pattern_parser *p, size_t which, ph_point_set *set, ph_pattern_atom *a)
{
    uint32_t categories = escapes[which].value;

    switch (escapes[which].kind) {
    case PROPERTY:
        if (!read_property(p, &categories))
            return 0;
        categories = escapes[which].negated ? EVERY_CATEGORY & ~categories : categories;
        set->categories |= categories;
        return 1;
    case CATEGORIES:
        set->categories |= categories;
        return 1;
    case NO_CATEGORIES:
        set->categories |= EVERY_CATEGORY & ~categories;
        return 1;
    case SPACES:
        *(escapes[which].negated ? &set->no_spaces : &set->spaces) = 1;
        return 1;
    case POINT:
        *a = (ph_pattern_atom){1, escapes[which].value};
        return 1;
    case HEXADECIMAL:
    case HEXADECIMAL_FOUR:
        a->is_point = 1;
        return read_hexadecimal(p, escapes[which].kind == HEXADECIMAL ? 2 : 4, &a->point);
    default:
        return ph_pattern_fail(p, p->at - 2, "%s is not supported", escapes[which].name);
    }
}

static int is_alphanumeric(uint32_t point)
{
    return (point | 32) - 'a' < 26 || point - '0' < 10;
}

int ph_pattern_read_escape(ph_pattern_parser *p, ph_point_set *set, ph_pattern_atom *a)
{
    size_t begin = p->at - 1;

    if (p->at == p->length)
        return ph_pattern_fail(p, begin, "nothing follows the last '\\'; it is written \\\\");
    if (!is_alphanumeric((unsigned char)p->text[p->at])) {
        *a = (ph_pattern_atom){1, ph_pattern_next_point(p)};
        return 1;
    }
    if (p->text[p->at] >= '1' && p->text[p->at] <= '9')
        return ph_pattern_fail(p, begin, "a back-reference (\\%c) is not supported",
                               p->text[p->at]);
    for (size_t i = 0; i < sizeof escapes / sizeof *escapes; i++) {
        if (escapes[i].letter == p->text[p->at]) {
            p->at++;
            return add_escape(p, i, set, a);
        }
    }
    return ph_pattern_fail(p, begin, "the escape \\%c is not known", p->text[p->at]);
}
