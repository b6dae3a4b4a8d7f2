/* Reading patterns, by recursive descent:
 *
 *     choice      = sequence { "|" sequence }
 *     sequence    = [ "^" ] { repetition } [ "$" ]          the anchors in outermost ones alone
 *     repetition  = atom [ "*" | "+" | "?" | "{" m [ "," [ n ] ] "}" ]
 *     atom        = "(" [ "?:" ] choice ")" | "[" class "]" | "\" escape | "." | literal
 *
 * What other dialects have besides is refused by its name. */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "constraint/pattern_parts.h"
#include "text/utf8.h"

enum { DEPTH_MAX = 100 };

void ph_pattern_tree_fini(ph_pattern_tree *tree)
{
    ph_free(tree->nodes);
    ph_free(tree->sets);
    ph_free(tree->ranges);
    memset(tree, 0, sizeof *tree);
}

static int new_node(ph_pattern_parser *p, ph_node_kind kind, uint32_t *node)
{
    ph_pattern_tree *tree = p->tree;

    if (ph_grow((void **)&tree->nodes, &tree->capacity, tree->count + 1, sizeof *tree->nodes) < 0)
        return ph_pattern_fail_memory(p);
    tree->nodes[tree->count] =
        (ph_pattern_node){.kind = kind, .child = PH_NO_NODE, .sibling = PH_NO_NODE};
    *node = (uint32_t)tree->count++;
    return 1;
}

/* Behind `last`, or as the first child. */
static void append(ph_pattern_tree *tree, uint32_t parent, uint32_t *last, uint32_t child)
{
    if (*last == PH_NO_NODE)
        tree->nodes[parent].child = child;
    else
        tree->nodes[*last].sibling = child;
    *last = child;
}

static char peek(const ph_pattern_parser *p)
{
    return p->at < p->length ? p->text[p->at] : '\0';
}

/* ---- Repetitions --------------------------------------------------------------------------- */

static int read_number(ph_pattern_parser *p, uint32_t *number)
{
    size_t begin = p->at;

    for (*number = 0; peek(p) >= '0' && peek(p) <= '9'; p->at++) {
        if (*number <= PH_PATTERN_REPEAT_MAX)
            *number = *number * 10 + (uint32_t)(peek(p) - '0');
    }
    if (*number > PH_PATTERN_REPEAT_MAX)
        return ph_pattern_fail(p, begin, "a repetition of more than %d times",
                               PH_PATTERN_REPEAT_MAX);
    return p->at > begin;
}

/* From behind the '{' to behind the '}'. */
static int read_bounds(ph_pattern_parser *p, uint32_t *least, uint32_t *most)
{
    size_t begin = p->at - 1;
    int good = read_number(p, least);

    *most = *least;
    if (good && peek(p) == ',') {
        p->at++;
        *most = PH_REPEAT_FOREVER;
        if (peek(p) != '}')
            good = read_number(p, most);
    }
    if (p->status)
        return 0;
    if (!good || peek(p) != '}')
        return ph_pattern_fail(p, begin,
                               "a repetition is written {m}, {m,} or {m,n}, and a '{' \\{");
    if (*least > *most)
        return ph_pattern_fail(p, begin, "a repetition of at least %u and at most %u times", *least,
                               *most);
    p->at++;
    return 1;
}

static const struct {
    char sign;
    uint32_t least, most;
} repetitions[] = {{'*', 0, PH_REPEAT_FOREVER}, {'+', 1, PH_REPEAT_FOREVER}, {'?', 0, 1}};

/* Whether a repetition stands here, and which; behind it then. */
static int take_repetition(ph_pattern_parser *p, uint32_t *least, uint32_t *most)
{
    char sign = peek(p);

    if (sign == '{') {
        p->at++;
        return read_bounds(p, least, most);
    }
    for (size_t i = 0; i < sizeof repetitions / sizeof *repetitions; i++) {
        if (sign && repetitions[i].sign == sign) {
            *least = repetitions[i].least;
            *most = repetitions[i].most;
            p->at++;
            return 1;
        }
    }
    return 0;
}

static int refuse_second(ph_pattern_parser *p)
{
    switch (peek(p)) {
    case '?':
        return ph_pattern_fail(p, p->at,
                               "a lazy repetition (?) is not supported; it would match "
                               "the same whole values");
    case '+':
        return ph_pattern_fail(p, p->at, "a possessive repetition (+) is not supported");
    case '*':
    case '{':
        return ph_pattern_fail(p, p->at,
                               "a repetition of a repetition is written with a group: "
                               "(?:a+)*");
    default:
        return 1;
    }
}

static int repeat(ph_pattern_parser *p, uint32_t *node)
{
    uint32_t child = *node, least, most;

    if (!take_repetition(p, &least, &most))
        return !p->status;
    if (!refuse_second(p) || !new_node(p, PH_NODE_REPETITION, node))
        return 0;
    p->tree->nodes[*node].child = child;
    p->tree->nodes[*node].least = least;
    p->tree->nodes[*node].most = most;
    return 1;
}

/* ---- Atoms --------------------------------------------------------------------------------- */

static int read_choice(ph_pattern_parser *p, uint32_t *node);

/* What "(?" begins in other dialects, the longer beginnings first. */
static const struct {
    const char *begins, *name;
} groups[] = {
    {"=", "look-ahead"},           {"!", "look-ahead"},
    {"<=", "look-behind"},         {"<!", "look-behind"},
    {"P=", "a back-reference"},    {"P>", "a subroutine call"},
    {"P<", "a named group"},       {"<", "a named group"},
    {"'", "a named group"},        {">", "an atomic group"},
    {"|", "a branch reset group"}, {"#", "a comment"},
    {"(", "a conditional group"},  {"R", "recursion"},
    {"&", "a subroutine call"},    {"", "an inline flag"},
};

static void refuse_group(ph_pattern_parser *p, size_t begin)
{
    size_t i = 0, size;

    ph_utf8_decode(p->text + p->at, &size); /* at the end: the NUL, which is not shown */
    while (strncmp(p->text + p->at, groups[i].begins, strlen(groups[i].begins)) != 0)
        i++;
    (void)ph_pattern_fail(p, begin, "%s (?%.*s is not supported; groups are (...) and (?:...)",
                          groups[i].name, (int)size, p->text + p->at);
}

/* From behind the '('. */
static int read_group(ph_pattern_parser *p, uint32_t *node)
{
    size_t begin = p->at - 1;

    if (peek(p) == '?') {
        p->at++;
        if (peek(p) != ':') {
            refuse_group(p, begin);
            return 0;
        }
        p->at++;
    } else if (peek(p) == '*') {
        return ph_pattern_fail(p, begin, "a control verb (* is not supported");
    }
    if (p->depth == DEPTH_MAX)
        return ph_pattern_fail(p, begin, "groups in each other to a depth of more than %d",
                               DEPTH_MAX);
    p->depth++;
    if (!read_choice(p, node))
        return 0;
    p->depth--;
    if (peek(p) != ')')
        return ph_pattern_fail(p, begin, "the group is not closed: ')' is missing");
    p->at++;
    return 1;
}

static int refuse_bare(ph_pattern_parser *p)
{
    char c = peek(p);

    if (strchr("*+?", c))
        return ph_pattern_fail(p, p->at,
                               "'%c' has nothing before it to repeat; the character is "
                               "written \\%c",
                               c, c);
    if (strchr("{}]", c))
        return ph_pattern_fail(p, p->at, "a '%c' is written \\%c", c, c);
    return ph_pattern_fail(p, p->at,
                           "'%c' is only for the %s of the pattern; the character is "
                           "written \\%c",
                           c, c == '^' ? "beginning" : "end", c);
}

static int read_atom(ph_pattern_parser *p, uint32_t *node)
{
    uint32_t set;

    if (peek(p) == '(') {
        p->at++;
        return read_group(p, node);
    }
    if (strchr("*+?{}]^$", peek(p)))
        return refuse_bare(p);
    if (!ph_pattern_read_set(p, &set) || !new_node(p, PH_NODE_SET, node))
        return 0;
    p->tree->nodes[*node].set = set;
    return 1;
}

/* ---- Sequences and choices ----------------------------------------------------------------- */

static int ends_sequence(const ph_pattern_parser *p)
{
    return p->at == p->length || peek(p) == '|' || peek(p) == ')';
}

/* A '$' with nothing behind it in an outermost sequence. */
static int is_end_anchor(const ph_pattern_parser *p)
{
    return p->depth == 0 && peek(p) == '$' && (p->at + 1 == p->length || p->text[p->at + 1] == '|');
}

static int read_sequence(ph_pattern_parser *p, uint32_t *node)
{
    uint32_t last = PH_NO_NODE, child;

    if (!new_node(p, PH_NODE_SEQUENCE, node))
        return 0;
    p->at += p->depth == 0 && peek(p) == '^';
    while (!ends_sequence(p) && !is_end_anchor(p)) {
        if (!read_atom(p, &child) || !repeat(p, &child))
            return 0;
        append(p->tree, *node, &last, child);
    }
    p->at += is_end_anchor(p);
    return 1;
}

static int read_choice(ph_pattern_parser *p, uint32_t *node)
{
    uint32_t last = PH_NO_NODE, child;

    if (!new_node(p, PH_NODE_CHOICE, node))
        return 0;
    for (;;) {
        if (!read_sequence(p, &child))
            return 0;
        append(p->tree, *node, &last, child);
        if (peek(p) != '|')
            return 1;
        p->at++;
    }
}

phony_status ph_pattern_parse(const char *text, ph_pattern_tree *tree, uint32_t *root,
                              phony_error *error)
{
    ph_pattern_parser p = {.tree = tree, .text = text, .length = strlen(text), .error = error};

    memset(tree, 0, sizeof *tree);
    if (read_choice(&p, root) && p.at < p.length)
        (void)ph_pattern_fail(&p, p.at, "a ')' without '('; the character is written \\)");
    return p.status;
}
