#include "base/alloc.h"
#include "base/error.h"
#include "constraint/pattern_parts.h"

typedef struct compiler {
    const ph_pattern_tree *tree;
    ph_program *program;
    phony_error *error;
} compiler;

static phony_status emit(compiler *c, ph_instruction instruction)
{
    ph_program *program = c->program;

    if (program->count == PH_PATTERN_PLACES_MAX)
        return ph_fail(c->error, PHONY_ERROR_LIMIT,
                       "the pattern is too large: with its repetitions written out it has more "
                       "than %d places",
                       PH_PATTERN_PLACES_MAX);
    if (ph_grow((void **)&program->code, &program->capacity, program->count + 1,
                sizeof *program->code) < 0)
        return ph_fail_memory(c->error);
    program->code[program->count++] = instruction;
    return PHONY_OK;
}

/* A split that goes on behind itself, and later on at a place to be filled in. */
static phony_status emit_split(compiler *c, uint32_t *place)
{
    *place = (uint32_t)c->program->count;
    return emit(c, (ph_instruction){PH_OP_SPLIT, 0, *place + 1, *place + 1});
}

static phony_status emit_jump(compiler *c, uint32_t to, uint32_t *place)
{
    *place = (uint32_t)c->program->count;
    return emit(c, (ph_instruction){PH_OP_SPLIT, 0, to, to});
}

static void land_here(compiler *c, uint32_t place, int is_jump)
{
    ph_instruction *split = &c->program->code[place];

    split->other = (uint32_t)c->program->count;
    if (is_jump)
        split->to = split->other;
}

static phony_status compile(compiler *c, uint32_t node);

static phony_status compile_sequence(compiler *c, uint32_t node)
{
    phony_status status = PHONY_OK;

    for (uint32_t child = c->tree->nodes[node].child; !status && child != PH_NO_NODE;
         child = c->tree->nodes[child].sibling)
        status = compile(c, child);
    return status;
}

/* split(A, split(B, C)): behind each but the last a jump to the end. The jumps are chained through
 * their targets until the end is known. */
static phony_status compile_choice(compiler *c, uint32_t node)
{
    uint32_t jumps = PH_NO_NODE, child = c->tree->nodes[node].child;
    phony_status status = PHONY_OK;

    for (; !status && c->tree->nodes[child].sibling != PH_NO_NODE;
         child = c->tree->nodes[child].sibling) {
        uint32_t split, jump;
        status = emit_split(c, &split);
        if (!status)
            status = compile(c, child);
        if (!status)
            status = emit_jump(c, jumps, &jump);
        if (!status) {
            jumps = jump;
            land_here(c, split, 0);
        }
    }
    if (!status)
        status = compile(c, child);
    while (!status && jumps != PH_NO_NODE) {
        uint32_t next = c->program->code[jumps].to;
        land_here(c, jumps, 1);
        jumps = next;
    }
    return status;
}

/* L: split(behind, child), child, jump L */
static phony_status compile_loop(compiler *c, uint32_t child)
{
    uint32_t split, jump;
    phony_status status = emit_split(c, &split);

    if (!status)
        status = compile(c, child);
    if (!status)
        status = emit_jump(c, split, &jump);
    if (!status)
        land_here(c, split, 0);
    return status;
}

/* child, child, ..., then a loop or as many optional ones as there may be. */
static phony_status compile_repetition(compiler *c, const ph_pattern_node *node)
{
    phony_status status = PHONY_OK;

    for (uint32_t i = 0; !status && i < node->least; i++)
        status = compile(c, node->child);
    if (node->most == PH_REPEAT_FOREVER)
        return status ? status : compile_loop(c, node->child);
    for (uint32_t i = node->least; !status && i < node->most; i++) {
        uint32_t split;
        status = emit_split(c, &split);
        if (!status)
            status = compile(c, node->child);
        if (!status)
            land_here(c, split, 0);
    }
    return status;
}

static phony_status compile(compiler *c, uint32_t node)
{
    const ph_pattern_node *n = &c->tree->nodes[node];

    switch (n->kind) {
    case PH_NODE_SET:
        return emit(c, (ph_instruction){PH_OP_SET, n->set, 0, 0});
    case PH_NODE_CHOICE:
        return compile_choice(c, node);
    case PH_NODE_REPETITION:
        return compile_repetition(c, n);
    default:
        return compile_sequence(c, node);
    }
}

phony_status ph_pattern_compile(const ph_pattern_tree *tree, uint32_t root, ph_program *program,
                                phony_error *error)
{
    compiler c = {tree, program, error};
    phony_status status = compile(&c, root);

    return status ? status : emit(&c, (ph_instruction){PH_OP_MATCH, 0, 0, 0});
}
