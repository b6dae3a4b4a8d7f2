/* Reading expressions: recursive descent by the grammar of spec/pdl.md, operators by a table of
 * levels. */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "expr/expr_parser.h"
#include "text/utf8.h"

/* Binary operators, from those that bind least. Between && and the comparisons stands '!', which
 * takes a comparison as a whole. */
enum { LEVEL_OR = 1, LEVEL_NOT = 3, LEVEL_COMPARISON, LEVEL_UNARY = 7 };
static const struct {
    const char *symbol;
    int level;
} operators[] = {
    {"||", LEVEL_OR},
    {"&&", 2},
    {"==", LEVEL_COMPARISON},
    {"!=", LEVEL_COMPARISON},
    {"<", LEVEL_COMPARISON},
    {"<=", LEVEL_COMPARISON},
    {">", LEVEL_COMPARISON},
    {">=", LEVEL_COMPARISON},
    {"+", 5},
    {"-", 5},
    {"*", 6},
    {"/", 6},
    {"%", 6},
};

/* ---- Literals ------------------------------------------------------------------------------ */

static phony_status number_too_long(ph_parser *p)
{
    return ph_fail_at(p->error, PHONY_ERROR_LIMIT, 1, p->token.at + 1,
                      "a whole number is at most 9223372036854775807, and a decimal has at most %d "
                      "digits",
                      PH_DECIMAL_DIGITS_MAX);
}

static phony_status read_whole(ph_parser *p, int64_t *number)
{
    for (uint32_t i = 0; i < p->token.length; i++) {
        if (__builtin_mul_overflow(*number, 10, number) ||
            __builtin_add_overflow(*number, p->text[p->token.at + i] - '0', number))
            return number_too_long(p);
    }
    return PHONY_OK;
}

static phony_status parse_number(ph_parser *p, uint32_t *node)
{
    const char *text = p->text + p->token.at;
    ph_literal literal = {.type = PH_TYPE(INT64)};
    phony_status status = PHONY_OK;
    int32_t scale;

    if (!memchr(text, '.', p->token.length)) {
        status = read_whole(p, &literal.number);
    } else {
        if (ph_decimal_parse(text, p->token.length, &literal.number, &scale) < 0)
            return number_too_long(p);
        literal.type = ph_decimal_type(scale);
    }
    if (!status)
        status = ph_make_literal(p, p->token.at, literal, node);
    return status ? status : ph_lex(p);
}

static phony_status parse_quoted(ph_parser *p, uint32_t *node)
{
    ph_literal literal = {.type = PH_TYPE(TEXT)};
    phony_status status = ph_decode_text(p, literal.offsets);

    if (!status)
        status = ph_make_literal(p, p->token.at, literal, node);
    return status ? status : ph_lex(p);
}

/* true, false, null, now; *node stays PH_NO_NODE where it is none of them. */
static phony_status parse_keyword(ph_parser *p, uint32_t *node)
{
    static const struct {
        const char *word;
        ph_literal literal;
    } keywords[] = {
        {"true", {.type = {.kind = PH_TYPE_BOOLEAN}, .number = 1}},
        {"false", {.type = {.kind = PH_TYPE_BOOLEAN}}},
        {"null", {.type = {.kind = PH_TYPE_NONE}}},
        {"now", {.type = {.kind = PH_TYPE_TIMESTAMPTZ}, .is_now = 1}},
    };
    phony_status status;

    *node = PH_NO_NODE;
    for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++) {
        if (!ph_is_word(p, keywords[i].word))
            continue;
        status = ph_make_literal(p, p->token.at, keywords[i].literal, node);
        return status ? status : ph_lex(p);
    }
    return PHONY_OK;
}

/* ---- Calls and names ----------------------------------------------------------------------- */

static phony_status find_function(ph_parser *p, const ph_token *name, uint32_t *function)
{
    const char *word = p->text + name->at, *near;
    int shown = name->length < 60 ? (int)name->length : 60;

    *function = ph_function_find(word, name->length);
    if (*function != PH_NO_FUNCTION && ph_function_summary(*function))
        return PHONY_OK;
    near = ph_function_nearest(word, name->length);
    if (near)
        return ph_fail_at(p->error, PHONY_ERROR_NOT_FOUND, 1, name->at + 1,
                          "unknown function '%.*s'; did you mean '%s'?", shown, word, near);
    return ph_fail_at(p->error, PHONY_ERROR_NOT_FOUND, 1, name->at + 1, "unknown function '%.*s'",
                      shown, word);
}

/* Choices apart by ',' up to `end`, which is taken. */
static phony_status parse_list(ph_parser *p, const char *end, ph_children *children)
{
    phony_status status = ph_enter(p);
    uint32_t node;

    if (!status && ph_is_symbol(p, end)) {
        p->depth--;
        return ph_lex(p);
    }
    while (!status) {
        status = ph_parse_choice(p, &node);
        if (status)
            break;
        ph_children_add(p, children, node);
        if (!ph_is_symbol(p, ","))
            break;
        status = ph_lex(p);
    }
    p->depth -= !status;
    return status ? status : ph_take(p, end);
}

static phony_status parse_call(ph_parser *p, const ph_token *name, uint32_t *node)
{
    ph_children children = {0};
    uint32_t function;
    phony_status status;

    if (ph_is_fold(p, name))
        return ph_parse_fold(p, name, node);
    status = find_function(p, name, &function);
    if (!status)
        status = ph_lex(p); /* the '(' */
    if (!status)
        status = parse_list(p, ")", &children);
    return status ? status : ph_make_call(p, name->at, function, children, node);
}

/* In an aggregate every name is the entity's. */
static phony_status make_field(ph_parser *p, const ph_token *name, const ph_token *member,
                               uint32_t *node)
{
    if (!p->fold)
        return ph_make_name(p, name, member, node);
    if (!member)
        return ph_fail_at(p->error, PHONY_ERROR_SYNTAX, 1, name->at + 1,
                          "within '%s' a name needs its entity, as in Item.%.*s", p->fold,
                          name->length < 60 ? (int)name->length : 60, p->text + name->at);
    if (!p->entity_length) {
        p->entity = name->at;
        p->entity_length = name->length;
    }
    if (p->entity_length != name->length ||
        memcmp(p->text + p->entity, p->text + name->at, name->length) != 0)
        return ph_fail_at(p->error, PHONY_ERROR_SYNTAX, 1, name->at + 1,
                          "'%s' is of one entity, and another is named here", p->fold);
    return ph_make_name(p, member, NULL, node);
}

static phony_status parse_name(ph_parser *p, uint32_t *node)
{
    ph_token name = p->token, member;
    phony_status status = ph_lex(p);

    if (status || ph_is_symbol(p, "("))
        return status ? status : parse_call(p, &name, node);
    if (!ph_is_symbol(p, "."))
        return make_field(p, &name, NULL, node);
    status = ph_lex(p);
    if (status)
        return status;
    if (p->token.kind != PH_TOKEN_NAME)
        return ph_expected(p, "a name behind '.'");
    member = p->token;
    status = ph_lex(p);
    return status ? status : make_field(p, &name, &member, node);
}

static phony_status parse_primary(ph_parser *p, uint32_t *node)
{
    phony_status status;

    switch (p->token.kind) {
    case PH_TOKEN_NUMBER:
        return parse_number(p, node);
    case PH_TOKEN_TEXT:
        return parse_quoted(p, node);
    case PH_TOKEN_NAME:
        status = ph_is_word(p, "in") ? ph_expected(p, "a value") : parse_keyword(p, node);
        return status || *node != PH_NO_NODE ? status : parse_name(p, node);
    default:
        break;
    }
    if (ph_is_symbol(p, "["))
        return ph_fail_at(p->error, PHONY_ERROR_SYNTAX, 1, p->token.at + 1,
                          "a list stands only behind 'in'");
    if (!ph_is_symbol(p, "("))
        return ph_expected(p, "a value");
    status = ph_enter(p);
    if (!status)
        status = ph_lex(p);
    if (!status)
        status = ph_parse_choice(p, node);
    p->depth -= !status;
    return status ? status : ph_take(p, ")");
}

/* ---- Pipes --------------------------------------------------------------------------------- */

/* An argument of a pipe: a number, a text, or a word, which is a text. The functions of templates
 * take texts alone, so 007 stays 007. */
static phony_status parse_argument(ph_parser *p, uint32_t function, uint32_t *node)
{
    phony_status status;

    if (p->token.kind == PH_TOKEN_NUMBER && function < PH_FUNCTION_PIPES)
        return parse_number(p, node);
    if (p->token.kind == PH_TOKEN_TEXT)
        return parse_quoted(p, node);
    if (p->token.kind != PH_TOKEN_NAME && p->token.kind != PH_TOKEN_NUMBER)
        return ph_expected(p, "a number or text for the function");
    status = ph_make_text(p, p->token.at, p->text + p->token.at, p->token.length, node);
    return status ? status : ph_lex(p);
}

/* Arguments stand without spaces, and so do not meet the ':' of a choice and the ',' of a list. */
static phony_status parse_arguments(ph_parser *p, uint32_t function, ph_children *children)
{
    phony_status status = PHONY_OK;
    uint32_t node = PH_NO_NODE;
    int more = 1;

    while (!status && more) {
        status = ph_lex(p); /* ':' or ',' */
        if (!status)
            status = parse_argument(p, function, &node);
        if (status)
            break;
        ph_children_add(p, children, node);
        more = ph_is_symbol(p, ",") && p->text[p->token.at - 1] != ' ' && !ph_is_next(p, ' ');
    }
    return status;
}

static phony_status parse_pipe(ph_parser *p, uint32_t *node)
{
    ph_children children = {0};
    ph_token name;
    uint32_t function;
    phony_status status = ph_lex(p); /* the '|' */

    if (!status && p->token.kind != PH_TOKEN_NAME)
        status = ph_expected(p, "a function behind '|'");
    if (status)
        return status;
    name = p->token;
    status = find_function(p, &name, &function);
    if (status)
        return status;
    ph_children_add(p, &children, *node);
    status = ph_lex(p);
    if (!status && ph_is_symbol(p, ":") && p->token.at == name.at + name.length &&
        !ph_is_next(p, ' '))
        status = parse_arguments(p, function, &children);
    return status ? status : ph_make_call(p, name.at, function, children, node);
}

static phony_status parse_piped(ph_parser *p, uint32_t *node)
{
    phony_status status = parse_primary(p, node);

    while (!status && ph_is_symbol(p, "|"))
        status = parse_pipe(p, node);
    return status;
}

/* ---- Operators ----------------------------------------------------------------------------- */

/* The sign of a literal becomes part of it. */
static phony_status parse_unary(ph_parser *p, uint32_t *node)
{
    ph_children children = {0};
    uint32_t at = p->token.at;
    ph_literal *literal;
    phony_status status;

    if (!ph_is_symbol(p, "-"))
        return parse_piped(p, node);
    status = ph_enter(p);
    if (!status)
        status = ph_lex(p);
    if (!status)
        status = parse_unary(p, node);
    if (status)
        return status;
    p->depth--;
    if (p->expr->nodes[*node].kind == PH_NODE_LITERAL) {
        literal = &p->expr->literals[p->expr->nodes[*node].value];
        literal->number = -literal->number;
        if (literal->type.kind == PH_TYPE_INT64 || literal->type.kind == PH_TYPE_DECIMAL)
            return PHONY_OK;
        literal->number = -literal->number;
    }
    ph_children_add(p, &children, *node);
    return ph_make_operation(p, at, "negative", children, node);
}

static const char *operator_at(const ph_parser *p, int level)
{
    if (level == LEVEL_COMPARISON && ph_is_word(p, "in"))
        return "in";
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
        if (operators[i].level == level && ph_is_symbol(p, operators[i].symbol))
            return operators[i].symbol;
    }
    return NULL;
}

static phony_status parse_binary(ph_parser *p, int level, uint32_t *node);

static phony_status parse_not(ph_parser *p, uint32_t *node)
{
    ph_children children = {0};
    uint32_t at = p->token.at;
    phony_status status = ph_enter(p);

    if (!status)
        status = ph_lex(p);
    if (!status)
        status = parse_binary(p, LEVEL_NOT, node);
    if (status)
        return status;
    p->depth--;
    ph_children_add(p, &children, *node);
    return ph_make_operation(p, at, "!", children, node);
}

/* What stands on the right of an operator. */
static phony_status parse_right(ph_parser *p, const char *name, int level, ph_children *children)
{
    uint32_t node, at = p->token.at;
    phony_status status;

    if (strcmp(name, "in") != 0) {
        status = parse_binary(p, level + 1, &node);
        if (!status)
            ph_children_add(p, children, node);
        return status;
    }
    status = ph_take(p, "[");
    if (!status)
        status = parse_list(p, "]", children);
    if (!status && children->count < 2)
        return ph_fail_at(p->error, PHONY_ERROR_SYNTAX, 1, at + 1, "the list is empty");
    return status;
}

static phony_status parse_binary(ph_parser *p, int level, uint32_t *node)
{
    const char *name;
    phony_status status;

    if (level == LEVEL_UNARY)
        return parse_unary(p, node);
    if (level == LEVEL_NOT) {
        if (ph_is_symbol(p, "!"))
            return parse_not(p, node);
        level = LEVEL_COMPARISON;
    }
    status = parse_binary(p, level + 1, node);
    while (!status && (name = operator_at(p, level))) {
        ph_children children = {0};
        uint32_t at = p->token.at;
        ph_children_add(p, &children, *node);
        status = ph_lex(p);
        if (!status)
            status = parse_right(p, name, level, &children);
        if (!status)
            status = ph_make_operation(p, at, name, children, node);
        if (level == LEVEL_COMPARISON)
            break;
    }
    return status;
}

/* `a ? b : c` is if(a, b, c). */
phony_status ph_parse_choice(ph_parser *p, uint32_t *node)
{
    ph_children children = {0};
    uint32_t at, other;
    phony_status status = parse_binary(p, LEVEL_OR, node);

    if (status || !ph_is_symbol(p, "?"))
        return status;
    at = p->token.at;
    ph_children_add(p, &children, *node);
    status = ph_enter(p);
    if (!status)
        status = ph_lex(p);
    if (!status)
        status = ph_parse_choice(p, &other);
    if (status)
        return status;
    ph_children_add(p, &children, other);
    status = ph_take(p, ":");
    if (!status)
        status = ph_parse_choice(p, &other);
    if (status)
        return status;
    p->depth--;
    ph_children_add(p, &children, other);
    return ph_make_operation(p, at, "if", children, node);
}

/* ---- The whole ----------------------------------------------------------------------------- */

static phony_status parse_expression(ph_parser *p, uint32_t *node)
{
    phony_status status = ph_lex_from(p, 0);

    if (!status)
        status = ph_parse_choice(p, node);
    if (!status && p->token.kind != PH_TOKEN_END)
        return ph_expected(p, "an operator");
    return status;
}

static phony_status parse(const char *text, phony_status (*read)(ph_parser *, uint32_t *),
                          ph_expr **expr, phony_error *error)
{
    size_t length = strlen(text), bad = ph_utf8_check(text, length);
    ph_parser p = {.text = text, .length = (uint32_t)length, .error = error};
    phony_status status;

    if (length > PH_EXPR_BYTES_MAX)
        return ph_fail_at(error, PHONY_ERROR_LIMIT, 1, PH_EXPR_BYTES_MAX + 1,
                          "the expression is longer than %u KiB", PH_EXPR_BYTES_MAX >> 10);
    if (bad < length)
        return ph_fail_at(error, PHONY_ERROR_ENCODING, 1, bad + 1, "the expression is not UTF-8");
    p.expr = ph_expr_new(error);
    if (!p.expr)
        return PHONY_ERROR_MEMORY;
    status = read(&p, &p.expr->root);
    if (!status)
        status = ph_expr_seal(p.expr, error);
    if (status)
        ph_expr_free(p.expr);
    else
        *expr = p.expr;
    return status;
}

phony_status ph_expr_parse(const char *text, ph_expr **expr, phony_error *error)
{
    return parse(text, parse_expression, expr, error);
}

phony_status ph_expr_parse_template(const char *text, ph_expr **expr, phony_error *error)
{
    return parse(text, ph_parse_template, expr, error);
}
