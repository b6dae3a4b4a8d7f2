/* The tree of an expression: its nodes, and what can be asked of it. */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "expr/expr_parser.h"

phony_status ph_enter(ph_parser *p)
{
    if (p->depth == PH_EXPR_DEPTH_MAX)
        return ph_fail_at(p->error, PHONY_ERROR_LIMIT, 1, p->token.at + 1,
                          "the expression is more than %d deep", PH_EXPR_DEPTH_MAX);
    p->depth++;
    return PHONY_OK;
}

void ph_children_add(ph_parser *p, ph_children *children, uint32_t node)
{
    if (children->count++ == 0)
        children->first = node;
    else
        p->expr->nodes[children->last].next = node;
    children->last = node;
}

static phony_status add_node(ph_parser *p, ph_node made, uint32_t *node)
{
    ph_expr *expr = p->expr;

    if (ph_grow((void **)&expr->nodes, &expr->node_capacity, expr->node_count + 1, sizeof made) < 0)
        return ph_fail_memory(p->error);
    made.next = PH_NO_NODE;
    *node = (uint32_t)expr->node_count;
    expr->nodes[expr->node_count++] = made;
    return PHONY_OK;
}

phony_status ph_add_literal(ph_expr *expr, ph_literal literal, uint32_t *index, phony_error *error)
{
    if (ph_grow((void **)&expr->literals, &expr->literal_capacity, expr->literal_count + 1,
                sizeof literal) < 0)
        return ph_fail_memory(error);
    *index = (uint32_t)expr->literal_count;
    expr->literals[expr->literal_count++] = literal;
    return PHONY_OK;
}

phony_status ph_make_literal(ph_parser *p, uint32_t at, ph_literal literal, uint32_t *node)
{
    ph_node made = {.kind = PH_NODE_LITERAL, .at = at, .child = PH_NO_NODE, .height = 1};
    phony_status status = ph_add_literal(p->expr, literal, &made.value, p->error);

    return status ? status : add_node(p, made, node);
}

phony_status ph_make_text(ph_parser *p, uint32_t at, const char *text, size_t length,
                          uint32_t *node)
{
    ph_literal literal = {.type = PH_TYPE(TEXT)};
    phony_status status = ph_keep_text(p, text, length, literal.offsets);

    return status ? status : ph_make_literal(p, at, literal, node);
}

/* ---- Names --------------------------------------------------------------------------------- */

static int is_text(const ph_expr *expr, uint32_t offset, const char *text, size_t length)
{
    const char *has = expr->texts.data + offset;

    return strncmp(has, text, length) == 0 && !has[length];
}

static uint32_t find_word(const ph_parser *p, const ph_token *name, const ph_token *member)
{
    const ph_expr *expr = p->expr;
    uint32_t i = 0;

    for (; i < expr->word_count; i++) {
        const ph_expr_word *word = &expr->words[i];
        if (is_text(expr, word->name, p->text + name->at, name->length) &&
            (member
                 ? word->member && is_text(expr, word->member, p->text + member->at, member->length)
                 : !word->member))
            break;
    }
    return i;
}

static phony_status add_word(ph_parser *p, const ph_token *name, const ph_token *member)
{
    ph_expr *expr = p->expr;
    ph_expr_word word = {.at = name->at};
    uint32_t offsets[2];
    phony_status status;

    if (expr->word_count == PH_EXPR_NAMES_MAX)
        return ph_fail_at(p->error, PHONY_ERROR_LIMIT, 1, name->at + 1,
                          "the expression has more than %d names", PH_EXPR_NAMES_MAX);
    if (ph_grow((void **)&expr->words, &expr->word_capacity, expr->word_count + 1, sizeof word) < 0)
        return ph_fail_memory(p->error);
    status = ph_keep_text(p, p->text + name->at, name->length, offsets);
    word.name = offsets[0];
    if (!status && member) {
        status = ph_keep_text(p, p->text + member->at, member->length, offsets);
        word.member = offsets[0];
    }
    if (!status)
        expr->words[expr->word_count++] = word;
    return status;
}

phony_status ph_make_name(ph_parser *p, const ph_token *name, const ph_token *member,
                          uint32_t *node)
{
    ph_node made = {.kind = PH_NODE_NAME, .at = name->at, .child = PH_NO_NODE, .height = 1};
    phony_status status = PHONY_OK;

    made.value = find_word(p, name, member);
    if (made.value == p->expr->word_count)
        status = add_word(p, name, member);
    return status ? status : add_node(p, made, node);
}

/* ---- Calls --------------------------------------------------------------------------------- */

phony_status ph_make_fold(ph_parser *p, uint32_t at, ph_expr_fold fold, uint32_t *node)
{
    ph_node made = {.kind = PH_NODE_AGGREGATE, .at = at, .child = PH_NO_NODE, .height = 1};
    ph_expr *expr = p->expr;
    phony_status status;

    if (ph_grow((void **)&expr->folds, &expr->fold_capacity, expr->fold_count + 1, sizeof fold) < 0)
        return ph_fail_memory(p->error);
    made.value = (uint32_t)expr->fold_count;
    status = add_node(p, made, node);
    if (!status)
        expr->folds[expr->fold_count++] = fold; /* the tree's own, from here on */
    return status;
}

static phony_status wrong_count(ph_parser *p, uint32_t at, uint32_t function, size_t count)
{
    const char *name = ph_function_name(function), *summary = ph_function_summary(function);
    size_t least, most;

    ph_function_arity(function, &least, &most);
    if (most == SIZE_MAX || count < least)
        return ph_fail_at(p->error, PHONY_ERROR_ARGUMENT, 1, at + 1,
                          "'%s' needs %zu argument%s: %s", name, least, least == 1 ? "" : "s",
                          summary);
    if (most == 0)
        return ph_fail_at(p->error, PHONY_ERROR_ARGUMENT, 1, at + 1, "'%s' takes no argument: %s",
                          name, summary);
    return ph_fail_at(p->error, PHONY_ERROR_ARGUMENT, 1, at + 1,
                      "'%s' takes at most %zu argument%s: %s", name, most, most == 1 ? "" : "s",
                      summary);
}

phony_status ph_make_call(ph_parser *p, uint32_t at, uint32_t function, ph_children children,
                          uint32_t *node)
{
    ph_node made = {.kind = PH_NODE_CALL, .at = at, .value = function, .child = PH_NO_NODE};
    size_t least, most;

    ph_function_arity(function, &least, &most);
    if (children.count < least || children.count > most)
        return wrong_count(p, at, function, children.count);
    if (children.count)
        made.child = children.first;
    made.count = children.count;
    for (uint32_t i = made.child; i != PH_NO_NODE; i = p->expr->nodes[i].next) {
        if (p->expr->nodes[i].height > made.height)
            made.height = p->expr->nodes[i].height;
    }
    if (made.height++ == PH_EXPR_HEIGHT_MAX)
        return ph_fail_at(p->error, PHONY_ERROR_LIMIT, 1, at + 1,
                          "more than %d operations build upon one another", PH_EXPR_HEIGHT_MAX);
    return add_node(p, made, node);
}

phony_status ph_make_operation(ph_parser *p, uint32_t at, const char *name, ph_children children,
                               uint32_t *node)
{
    return ph_make_call(p, at, ph_function_find(name, strlen(name)), children, node);
}

/* ---- The expression ------------------------------------------------------------------------ */

ph_expr *ph_expr_new(phony_error *error)
{
    ph_expr *expr = ph_calloc(1, sizeof *expr);

    if (!expr) {
        ph_fail_memory(error);
        return NULL;
    }
    ph_buffer_append_byte(&expr->texts, '\0'); /* so that no text stands at 0 */
    return expr;
}

phony_status ph_expr_seal(ph_expr *expr, phony_error *error)
{
    char *slack = ph_buffer_reserve(&expr->texts, PH_VALUES_SLACK);

    if (!slack)
        return ph_fail_memory(error);
    memset(slack, 0, PH_VALUES_SLACK);
    expr->parsed_literals = expr->literal_count;
    return PHONY_OK;
}

void ph_expr_unbind(ph_expr *expr)
{
    for (size_t i = 0; i < expr->pipe_count; i++)
        ph_pipe_free(expr->pipes[i]);
    expr->pipe_count = expr->step_count = expr->argument_count = 0;
    expr->literal_count = expr->parsed_literals;
    expr->register_count = expr->mask_count = 0;
    expr->most_arguments = 0;
}

void ph_expr_free(ph_expr *expr)
{
    if (!expr)
        return;
    ph_expr_unbind(expr);
    for (size_t i = 0; i < expr->fold_count; i++) {
        ph_expr_free(expr->folds[i].what);
        ph_expr_free(expr->folds[i].condition);
    }
    ph_free(expr->nodes);
    ph_free(expr->literals);
    ph_free(expr->words);
    ph_free(expr->folds);
    ph_free(expr->steps);
    ph_free(expr->arguments);
    ph_free(expr->pipes);
    ph_buffer_fini(&expr->texts);
    ph_free(expr);
}

int ph_expr_get_name(const ph_expr *expr, size_t index, ph_expr_name *name)
{
    const ph_expr_word *word;

    if (index >= expr->word_count)
        return 0;
    word = &expr->words[index];
    name->name = expr->texts.data + word->name;
    name->member = word->member ? expr->texts.data + word->member : NULL;
    name->column = word->at + 1;
    return 1;
}

int ph_expr_get_aggregate(const ph_expr *expr, size_t index, ph_expr_aggregate *aggregate)
{
    const ph_expr_fold *fold;

    if (index >= expr->fold_count)
        return 0;
    fold = &expr->folds[index];
    aggregate->function = fold->function;
    aggregate->entity = expr->texts.data + fold->entity;
    aggregate->what = fold->what;
    aggregate->condition = fold->condition;
    aggregate->column = fold->at + 1;
    return 1;
}
