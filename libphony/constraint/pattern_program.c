/* From a pattern's tree to its program. Repetitions are written out, so the number of places is
 * where a pattern's size has its limit. */
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

/* A split that goes on behind itself, and at a place to be filled in: until it is known, `other` is
 * the split before that goes on there too, or PH_NO_NODE. */
static phony_status emit_split(compiler *c, uint32_t before, uint32_t *place)
{
    *place = (uint32_t)c->program->count;
    return emit(c, (ph_instruction){PH_OP_SPLIT, 0, *place + 1, before});
}

/* Goes on at one place alone. */
static phony_status emit_jump(compiler *c, uint32_t to, uint32_t *place)
{
    *place = (uint32_t)c->program->count;
    return emit(c, (ph_instruction){PH_OP_SPLIT, 0, to, to});
}

/* Lets a split, or jump, and those before it go on here. */
static void land(compiler *c, uint32_t last, int are_jumps)
{
    while (last != PH_NO_NODE) {
        ph_instruction *split = &c->program->code[last];
        last = split->other;
        split->other = (uint32_t)c->program->count;
        if (are_jumps)
            split->to = split->other;
    }
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

/* split(A, split(B, C)): behind each but the last a jump to the end. */
static phony_status compile_choice(compiler *c, uint32_t node)
{
    uint32_t jumps = PH_NO_NODE, child = c->tree->nodes[node].child, split;
    phony_status status = PHONY_OK;

    for (; !status && c->tree->nodes[child].sibling != PH_NO_NODE;
         child = c->tree->nodes[child].sibling) {
        status = emit_split(c, PH_NO_NODE, &split);
        if (!status)
            status = compile(c, child);
        if (!status)
            status = emit_jump(c, jumps, &jumps);
        if (!status)
            land(c, split, 0);
    }
    if (!status)
        status = compile(c, child);
    if (!status)
        land(c, jumps, 1);
    return status;
}

/* L: split(behind, child), child, jump L */
static phony_status compile_loop(compiler *c, uint32_t child)
{
    uint32_t split, jump;
    phony_status status = emit_split(c, PH_NO_NODE, &split);

    if (!status)
        status = compile(c, child);
    if (!status)
        status = emit_jump(c, split, &jump);
    if (!status)
        land(c, split, 0);
    return status;
}

/* split(behind all, child), split(behind all, child), ...: that none leads to the next but through
 * a child keeps states small. */
static phony_status compile_options(compiler *c, uint32_t child, uint32_t count)
{
    uint32_t splits = PH_NO_NODE;
    phony_status status = PHONY_OK;

    for (uint32_t i = 0; !status && i < count; i++) {
        status = emit_split(c, splits, &splits);
        if (!status)
            status = compile(c, child);
    }
    if (!status)
        land(c, splits, 0);
    return status;
}

/* child, child, ..., then a loop or as many optional ones as there may be. A child without places
 * is the empty text, however often: nests of such would otherwise be gone through without end. */
static phony_status compile_repetition(compiler *c, const ph_pattern_node *node)
{
    size_t begin = c->program->count;
    phony_status status = PHONY_OK;

    for (uint32_t i = 0; !status && i < node->least; i++) {
        status = compile(c, node->child);
        if (c->program->count == begin)
            return status;
    }
    if (status)
        return status;
    if (node->most == PH_REPEAT_FOREVER)
        return compile_loop(c, node->child);
    return compile_options(c, node->child, node->most - node->least);
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
