/* Binding: the tree to a program. Each call's arguments are bound first, in order, then the call
 * itself; where only some rows of an argument count, its steps stand between masks. */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "expr/expr_parts.h"

/* ---- Steps --------------------------------------------------------------------------------- */

const ph_literal *ph_bound_literal(const ph_binder *b, ph_bound value)
{
    return value.ref.kind == PH_REF_LITERAL ? &b->expr->literals[value.ref.index] : NULL;
}

void ph_release(ph_binder *b, ph_bound value)
{
    if (value.ref.kind == PH_REF_REGISTER)
        b->busy[value.ref.index] = 0;
}

static phony_status take_register(ph_binder *b, uint32_t at, ph_ref *ref)
{
    uint32_t i = 0;

    while (i < PH_EXPR_REGISTERS_MAX && b->busy[i])
        i++;
    if (i == PH_EXPR_REGISTERS_MAX)
        return ph_fail_at(b->error, PHONY_ERROR_LIMIT, 1, at + 1,
                          "the expression needs more than %d columns at a time",
                          PH_EXPR_REGISTERS_MAX);
    b->busy[i] = 1;
    if (i >= b->expr->register_count)
        b->expr->register_count = i + 1;
    *ref = (ph_ref){PH_REF_REGISTER, i};
    return PHONY_OK;
}

static phony_status append_step(ph_binder *b, uint32_t at, const ph_bound *arguments, size_t count,
                                ph_step **out)
{
    ph_expr *expr = b->expr;
    ph_step *step;

    if (ph_grow((void **)&expr->steps, &expr->step_capacity, expr->step_count + 1, sizeof *step) <
            0 ||
        ph_grow((void **)&expr->arguments, &expr->argument_capacity, expr->argument_count + count,
                sizeof *expr->arguments) < 0)
        return ph_fail_memory(b->error);
    step = &expr->steps[expr->step_count++];
    *step = (ph_step){
        .at = at, .first = (uint32_t)expr->argument_count, .argument_count = (uint32_t)count};
    for (size_t i = 0; i < count; i++)
        expr->arguments[expr->argument_count++] = arguments[i].ref;
    if (count > expr->most_arguments)
        expr->most_arguments = count;
    *out = step;
    return PHONY_OK;
}

phony_status ph_emit(ph_binder *b, uint32_t at, const ph_bound *arguments, size_t count,
                     ph_bound *out, ph_step **step)
{
    ph_ref ref;
    phony_status status = take_register(b, at, &ref);

    if (!status)
        status = append_step(b, at, arguments, count, step);
    if (status)
        return status;
    (*step)->to = ref.index;
    (*step)->type = out->type;
    (*step)->scalar = 1;
    for (size_t i = 0; i < count; i++) {
        (*step)->scalar &= arguments[i].scalar;
        ph_release(b, arguments[i]);
    }
    out->ref = ref;
    out->scalar = (*step)->scalar;
    return PHONY_OK;
}

/* ---- Masks --------------------------------------------------------------------------------- */

static phony_status emit_mask(ph_binder *b, uint32_t at, ph_mask mask, const ph_bound *condition)
{
    ph_step *step;
    phony_status status = append_step(b, at, condition, condition ? 1 : 0, &step);

    if (status)
        return status;
    step->mask = mask;
    if (mask == PH_MASK_END)
        b->masks--;
    else if (++b->masks > b->expr->mask_count)
        b->expr->mask_count = b->masks;
    return PHONY_OK;
}

/* Which rows of argument `i` count, and by which other argument. */
static ph_mask mask_of(unsigned flags, size_t i, size_t *by)
{
    *by = flags & PH_LAZY_COALESCE ? i - 1 : 0;
    if (i == 0 || !(flags & PH_LAZY))
        return PH_MASK_NONE;
    if (flags & PH_LAZY_COALESCE)
        return PH_MASK_NULL;
    if (flags & PH_LAZY_IF)
        return i == 1 ? PH_MASK_TRUE : PH_MASK_NOT_TRUE;
    return flags & PH_LAZY_AND ? PH_MASK_NOT_FALSE : PH_MASK_NOT_TRUE;
}

/* ---- Nodes --------------------------------------------------------------------------------- */

static phony_status bind_node(ph_binder *b, uint32_t node, ph_bound *out);

static phony_status push(ph_binder *b, ph_bound value)
{
    if (ph_grow((void **)&b->values, &b->value_capacity, b->value_count + 1, sizeof value) < 0)
        return ph_fail_memory(b->error);
    b->values[b->value_count++] = value;
    return PHONY_OK;
}

static unsigned flags_of(const ph_node *node)
{
    return node->value < PH_FUNCTION_PIPES ? ph_operations[node->value].flags : 0;
}

/* Binds argument `i` of a call whose arguments begin at `base`; `open` counts the masks that stay
 * on for the arguments behind it. */
static phony_status bind_argument(ph_binder *b, const ph_node *call, uint32_t child, size_t i,
                                  size_t base, uint32_t *open)
{
    unsigned flags = flags_of(call);
    size_t by;
    ph_mask mask = mask_of(flags, i, &by);
    ph_bound value = {.scalar = 0};
    phony_status status = PHONY_OK;

    if (mask) {
        status = emit_mask(b, call->at, mask, &b->values[base + by]);
        ++*open;
    }
    if (!status)
        status = bind_node(b, child, &value);
    if (!status)
        status = push(b, value);
    while (!status && *open > 0 && (!(flags & PH_LAZY_COALESCE) || i + 1 == call->count)) {
        status = emit_mask(b, call->at, PH_MASK_END, NULL);
        --*open;
    }
    return status;
}

static phony_status bind_call(ph_binder *b, uint32_t node, ph_bound *out)
{
    const ph_node *call = &b->expr->nodes[node];
    size_t base = b->value_count, i = 0;
    uint32_t open = 0;
    phony_status status = PHONY_OK;

    for (uint32_t child = call->child; !status && child != PH_NO_NODE;
         child = b->expr->nodes[child].next)
        status = bind_argument(b, call, child, i++, base, &open);
    if (!status)
        status = ph_bind_call(b, call, b->values ? b->values + base : NULL, out);
    b->value_count = base;
    return status;
}

static phony_status bind_node(ph_binder *b, uint32_t node, ph_bound *out)
{
    const ph_expr *expr = b->expr;
    const ph_node *n = &expr->nodes[node];

    if (n->kind == PH_NODE_CALL)
        return bind_call(b, node, out);
    if (n->kind == PH_NODE_LITERAL) {
        *out = (ph_bound){{PH_REF_LITERAL, n->value}, expr->literals[n->value].type, 1};
        return PHONY_OK;
    }
    out->ref = (ph_ref){PH_REF_INPUT, n->value};
    if (n->kind == PH_NODE_AGGREGATE)
        out->ref.index += (uint32_t)expr->word_count;
    out->type = b->scope->types[out->ref.index];
    out->scalar = 0;
    return PHONY_OK;
}

/* ---- The whole ----------------------------------------------------------------------------- */

int ph_expr_makes_nulls(const ph_expr *expr)
{
    for (size_t i = 0; i < expr->node_count; i++) {
        const ph_node *node = &expr->nodes[i];
        const char *name = node->kind == PH_NODE_CALL ? ph_function_name(node->value) : "";
        if (node->kind == PH_NODE_LITERAL && expr->literals[node->value].type.kind == PH_TYPE_NONE)
            return 1;
        if (strcmp(name, "/") == 0 || strcmp(name, "%") == 0)
            return 1;
    }
    return 0;
}

/* Room for what ph_expr_convert appends, which cannot fail for want of memory. */
static phony_status reserve(ph_binder *b)
{
    ph_expr *expr = b->expr;
    enum { MORE = 4 };

    if (ph_grow((void **)&expr->steps, &expr->step_capacity, expr->step_count + MORE,
                sizeof *expr->steps) < 0 ||
        ph_grow((void **)&expr->arguments, &expr->argument_capacity, expr->argument_count + MORE,
                sizeof *expr->arguments) < 0)
        return ph_fail_memory(b->error);
    if (expr->register_count < PH_EXPR_REGISTERS_MAX)
        expr->register_count += 1;
    return PHONY_OK;
}

static void set_result(ph_expr *expr, ph_bound value, ph_type type)
{
    expr->result = value.ref;
    expr->scalar = value.scalar;
    expr->type = type;
}

phony_status ph_expr_bind(ph_expr *expr, const ph_expr_scope *scope, phony_error *error)
{
    ph_binder b = {.expr = expr, .scope = scope, .error = error};
    ph_bound value;
    phony_status status;

    ph_expr_unbind(expr);
    expr->now = scope->now;
    for (size_t i = 0; i < expr->literal_count; i++) {
        if (expr->literals[i].is_now)
            expr->literals[i].number = scope->now;
    }
    status = bind_node(&b, expr->root, &value);
    if (!status)
        status = reserve(&b);
    ph_free(b.values);
    if (status)
        ph_expr_unbind(expr);
    else
        set_result(expr, value, value.type);
    return status;
}

ph_type ph_expr_type(const ph_expr *expr)
{
    return expr->type;
}

int ph_expr_convert(ph_expr *expr, ph_type type)
{
    ph_expr_scope scope = {.now = expr->now};
    ph_binder b = {.expr = expr, .scope = &scope};
    ph_bound value = {expr->result, expr->type, expr->scalar};
    size_t steps = expr->step_count, arguments = expr->argument_count;

    if (!ph_can_convert(expr->type, type))
        return -1;
    if (value.ref.kind == PH_REF_REGISTER)
        b.busy[value.ref.index] = 1;
    if (ph_bind_convert(&b, 0, &value, type) || ph_bind_fit(&b, 0, &value, expr->type)) {
        expr->step_count = steps;
        expr->argument_count = arguments;
        return -1;
    }
    set_result(expr, value, type);
    return 0;
}
