/* Templates: texts with {{expressions}} and {{if}} ... {{end}}. A template is a call of "template"
 * with its pieces, and {{if}} one of "if" whose branches are templates. */
#include <string.h>

#include "base/error.h"
#include "expr/expr_parser.h"

static phony_status parse_pieces(ph_parser *p, uint32_t *node);

/* ---- Literals ------------------------------------------------------------------------------ */

/* Where the text from `at` on ends: at "{{" or at the end. */
static phony_status literal_end(ph_parser *p, uint32_t at, uint32_t *end)
{
    while (at < p->length) {
        const char *text = p->text + at;
        if (strncmp(text, "{{{{", 4) == 0 || strncmp(text, "}}}}", 4) == 0) {
            at += 4;
        } else if (strncmp(text, "{{", 2) == 0) {
            break;
        } else if (strncmp(text, "}}", 2) == 0) {
            return ph_fail_at(p->error, PHONY_ERROR_SYNTAX, 1, at + 1,
                              "'}}' ends nothing; the braces themselves are written '}}}}'");
        } else {
            at++;
        }
    }
    *end = at;
    return PHONY_OK;
}

/* A literal piece with its braces as they are meant. */
static phony_status make_piece(ph_parser *p, uint32_t at, uint32_t end, ph_children *children)
{
    ph_literal literal = {.type = PH_TYPE(TEXT)};
    ph_buffer *texts = &p->expr->texts;
    uint32_t node, begin = at;
    phony_status status;

    literal.offsets[0] = (uint32_t)texts->length;
    while (at < end) {
        ph_buffer_append_byte(texts, p->text[at]);
        if (end - at >= 4 &&
            (strncmp(p->text + at, "{{{{", 4) == 0 || strncmp(p->text + at, "}}}}", 4) == 0)) {
            ph_buffer_append_byte(texts, p->text[at]);
            at += 3;
        }
        at++;
    }
    literal.offsets[1] = (uint32_t)texts->length;
    ph_buffer_append_byte(texts, '\0');
    if (texts->failed)
        return ph_fail_memory(p->error);
    status = ph_make_literal(p, begin, literal, &node);
    if (!status)
        ph_children_add(p, children, node);
    return status;
}

/* ---- Braces -------------------------------------------------------------------------------- */

/* Takes "}}"; what stands behind is text, not tokens. */
static phony_status take_close(ph_parser *p)
{
    if (!ph_is_symbol(p, "}}"))
        return ph_expected(p, p->token.kind == PH_TOKEN_END ? "'}}'" : "an operator or '}}'");
    return PHONY_OK;
}

/* A word alone in its braces, or before a condition: it is taken. */
static phony_status take_word(ph_parser *p, const char *word, int *taken)
{
    *taken = ph_is_word(p, word);
    return *taken ? ph_lex(p) : PHONY_OK;
}

static int is_block_word(const ph_parser *p)
{
    return ph_is_word(p, "elseif") || ph_is_word(p, "else") || ph_is_word(p, "end");
}

static phony_status parse_condition(ph_parser *p, ph_children *children)
{
    uint32_t node;
    phony_status status = ph_parse_choice(p, &node);

    if (!status)
        ph_children_add(p, children, node);
    return status ? status : take_close(p);
}

static phony_status parse_branch(ph_parser *p, ph_children *children)
{
    uint32_t node;
    phony_status status = parse_pieces(p, &node);

    if (!status)
        ph_children_add(p, children, node);
    return status;
}

/* What stands behind the first branch: elseif, else or end, each with its "}}". */
static phony_status parse_rest(ph_parser *p, uint32_t begin, ph_children *children);

/* From behind the word if or elseif to behind {{end}}. */
static phony_status parse_if(ph_parser *p, uint32_t at, uint32_t *node)
{
    ph_children children = {0};
    phony_status status = ph_enter(p);

    if (!status)
        status = parse_condition(p, &children);
    if (!status)
        status = parse_branch(p, &children);
    if (!status)
        status = parse_rest(p, at, &children);
    if (status)
        return status;
    p->depth--;
    return ph_make_operation(p, at, "if", children, node);
}

static phony_status parse_else(ph_parser *p, uint32_t begin, ph_children *children)
{
    int taken;
    phony_status status = take_close(p);

    if (!status)
        status = parse_branch(p, children);
    if (!status)
        status = take_word(p, "end", &taken);
    if (!status && !taken)
        return ph_fail_at(p->error, PHONY_ERROR_SYNTAX, 1, begin + 1, "the 'if' has no {{end}}");
    return status ? status : take_close(p);
}

static phony_status parse_rest(ph_parser *p, uint32_t begin, ph_children *children)
{
    uint32_t node, at = p->token.at;
    int elseif, other = 0, end = 0;
    phony_status status = take_word(p, "elseif", &elseif);

    if (!status && !elseif)
        status = take_word(p, "else", &other);
    if (!status && !elseif && !other)
        status = take_word(p, "end", &end);
    if (status)
        return status;
    if (other)
        return parse_else(p, begin, children);
    if (!elseif && !end)
        return ph_fail_at(p->error, PHONY_ERROR_SYNTAX, 1, begin + 1, "the 'if' has no {{end}}");
    status = elseif ? parse_if(p, at, &node) : ph_make_text(p, at, "", 0, &node);
    if (!status)
        ph_children_add(p, children, node);
    return status || elseif ? status : take_close(p);
}

/* What stands in one pair of braces, the first token of which has been read. */
static phony_status parse_braces(ph_parser *p, ph_children *children)
{
    uint32_t node, at = p->token.at;
    int is_if = ph_is_word(p, "if") && !ph_is_next(p, '(');
    phony_status status;

    if (is_if) {
        status = ph_lex(p);
        if (!status)
            status = parse_if(p, at, &node);
    } else {
        status = ph_parse_choice(p, &node);
        if (!status)
            status = take_close(p);
    }
    if (!status)
        ph_children_add(p, children, node);
    return status;
}

/* Pieces from behind the token on, to the end of the text or to {{elseif, {{else or {{end, which is
 * the next token then. */
static phony_status parse_pieces(ph_parser *p, uint32_t *node)
{
    ph_children children = {0};
    uint32_t begin = p->token.at + p->token.length, at = begin, end;
    phony_status status;

    for (;;) {
        status = literal_end(p, at, &end);
        if (!status && (end > at || end == p->length))
            status = make_piece(p, at, end, &children);
        if (!status)
            status = ph_lex_from(p, end == p->length ? end : end + 2);
        if (status || end == p->length || is_block_word(p))
            break;
        status = parse_braces(p, &children);
        if (status)
            break;
        at = p->token.at + p->token.length;
    }
    if (!status && !children.count)
        status = make_piece(p, at, at, &children);
    return status ? status : ph_make_operation(p, begin, "template", children, node);
}

phony_status ph_parse_template(ph_parser *p, uint32_t *node)
{
    phony_status status = parse_pieces(p, node);

    if (!status && p->token.kind != PH_TOKEN_END)
        return ph_fail_at(p->error, PHONY_ERROR_SYNTAX, 1, p->token.at + 1,
                          "{{%.*s}} belongs to no {{if}}", (int)p->token.length,
                          p->text + p->token.at);
    return status;
}
