/* A pattern on its way from text to program. */
#ifndef PH_PATTERN_PARTS_H
#define PH_PATTERN_PARTS_H

#include <stddef.h>

#include "constraint/pattern.h"

#define PH_NO_NODE UINT32_MAX
#define PH_REPEAT_FOREVER UINT32_MAX

/* ---- Sets of code points ------------------------------------------------------------------- */

typedef struct ph_point_range {
    uint32_t first, last;
} ph_point_range;

/* Ranges, general categories (bit utf8proc_category) and white space or its complement, or none of
 * these. */
typedef struct ph_point_set {
    uint32_t first_range, ranges; /* of the tree's */
    uint32_t categories;
    uint8_t spaces, no_spaces, negated;
} ph_point_set;

/* ---- The tree ------------------------------------------------------------------------------ */

typedef enum ph_node_kind {
    PH_NODE_SET,       /* one code point of `set` */
    PH_NODE_SEQUENCE,  /* its children one after another; none: the empty text */
    PH_NODE_CHOICE,    /* one of its children */
    PH_NODE_REPETITION /* its child `least` to `most` times */
} ph_node_kind;

typedef struct ph_pattern_node {
    ph_node_kind kind;
    uint32_t child, sibling; /* first child, next sibling; PH_NO_NODE */
    uint32_t set;
    uint32_t least, most; /* PH_REPEAT_FOREVER */
} ph_pattern_node;

typedef struct ph_pattern_tree {
    ph_pattern_node *nodes;
    size_t count, capacity;
    ph_point_set *sets;
    size_t set_count, set_capacity;
    ph_point_range *ranges;
    size_t range_count, range_capacity;
} ph_pattern_tree;

typedef struct ph_pattern_parser {
    ph_pattern_tree *tree;
    const char *text;
    size_t length, at;
    int depth;
    phony_status status; /* of the first failure */
    phony_error *error;
} ph_pattern_parser;

/* Fails at a byte of the text; 0, so that it can stand behind `return`. */
#define ph_pattern_fail(p, at, ...)                                                                \
    ((p)->status = ph_fail_at((p)->error, PHONY_ERROR_SYNTAX, 1, (uint64_t)(at) + 1, __VA_ARGS__), \
     0)
#define ph_pattern_fail_memory(p) ((p)->status = ph_fail_memory((p)->error), 0)

/* pattern_text.c: whether a text can be a pattern's: its length and encoding. */
phony_status ph_pattern_check(const char *text, phony_error *error);
/* The place (bytes, from 0) in a checked text of a place in its NFC. */
uint64_t ph_pattern_place(const char *text, uint64_t place);

/* pattern_parse.c: the root of the tree to `*root`; `text` is checked and in NFC. */
phony_status ph_pattern_parse(const char *text, ph_pattern_tree *tree, uint32_t *root,
                              phony_error *error);
void ph_pattern_tree_fini(ph_pattern_tree *tree);

/* pattern_class.c: what stands for one code point, a class, an escape, a dot or a literal. Here and
 * below: 1, or 0 with `status` set. */
int ph_pattern_read_set(ph_pattern_parser *p, uint32_t *set);

/* A member of a class or its like: one character, or a set that has been added to the class. */
typedef struct ph_pattern_atom {
    int is_point;
    uint32_t point;
} ph_pattern_atom;

/* pattern_escape.c: an escape from behind its '\', to the set or, where it is one character, to
 * `atom`. */
int ph_pattern_read_escape(ph_pattern_parser *p, ph_point_set *set, ph_pattern_atom *atom);
/* Goes behind the next code point. */
uint32_t ph_pattern_next_point(ph_pattern_parser *p);

int ph_point_set_has(const ph_point_set *set, const ph_point_range *ranges, uint32_t point);

/* ---- The program --------------------------------------------------------------------------- */

typedef enum ph_operation { PH_OP_SET, PH_OP_SPLIT, PH_OP_MATCH } ph_operation;

typedef struct ph_instruction {
    ph_operation operation;
    uint32_t set;       /* SET: goes on behind it with a code point of the set */
    uint32_t to, other; /* SPLIT: goes on at both */
} ph_instruction;

typedef struct ph_program {
    ph_instruction *code;
    size_t count, capacity;
} ph_program;

/* pattern_program.c: the program of a tree, by Thompson's construction (Programming techniques:
 * Regular expression search algorithm, CACM 11(6), 1968; as a program: Cox, Regular expression
 * matching: the virtual machine approach, 2009). */
phony_status ph_pattern_compile(const ph_pattern_tree *tree, uint32_t root, ph_program *program,
                                phony_error *error);
#endif
