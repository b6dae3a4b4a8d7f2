/* What a template is compiled to, shared by those who parse it (template_parse.c), find its names
 * (template_names.c) and make its values (template.c).
 *
 *     "{full|upper}, {city}"        full = "{first} {last}"
 *
 *     nodes   0 first   GENERATOR         in an order in which each needs only those before it
 *             1 last    GENERATOR
 *             2 full    TEXT  (0) " " (1)
 *             3         PIPE  2|upper
 *             4 city    GENERATOR
 *     root              (3) ", " (4)
 *
 * A name is one node however often it stands there. */
#ifndef PH_TEMPLATE_PARTS_H
#define PH_TEMPLATE_PARTS_H

#include "base/buffer.h"
#include "value/generator.h"
#include "value/pipe.h"

#define PH_TEMPLATE_LITERAL SIZE_MAX
enum {
    PH_TEMPLATE_DEPTH_MAX = 32,
    PH_TEMPLATE_VALUE_MAX = 1 << 20,     /* of a template within a template */
    PH_TEMPLATE_SLACK = PH_SCRATCH_SLACK /* bytes that are read past columns and literals */
};

/* A piece of text: a node's value, or a run of bytes of ph_template.literals. */
typedef struct ph_template_part {
    size_t node;     /* or PH_TEMPLATE_LITERAL, and then */
    uint32_t run[2]; /* where it begins and ends */
} ph_template_part;

typedef struct ph_template_body {
    ph_template_part *parts;
    size_t count, capacity;
} ph_template_body;

enum { PH_NODE_GENERATOR, PH_NODE_TEXT, PH_NODE_PIPE };

typedef struct ph_template_node {
    int kind;
    int outer;  /* GENERATOR: draws from the template's own key, not from its name's */
    char *name; /* as in keys; of a PIPE, the functions */
    phony_key path;
    phony_generator *generator;
    ph_template_body body; /* TEXT */
    size_t source;         /* PIPE: the node it is applied to */
    ph_pipe *pipe;
} ph_template_node;

typedef struct ph_template {
    phony_generator base;
    ph_template_node *nodes;
    size_t node_count, node_capacity;
    ph_template_body root;
    ph_buffer literals;
    uint64_t numbered; /* the rows to be kept apart by numbers, 0 = none */
    unsigned width;    /* of the numbers, in digits */
} ph_template;

/* The names whose templates are being parsed, innermost first. */
typedef struct ph_template_frame {
    const char *name;
    size_t depth;
    const struct ph_template_frame *outer;
} ph_template_frame;

typedef struct ph_template_compiler {
    ph_template *made;
    const phony_template_options *options; /* complete; locale is not NULL */
    phony_error *error;
    int told;    /* the error names the template it is in */
    int in_file; /* the error is one of a model's file: its place, if any, is there */
} ph_template_compiler;

/* Parses a text into a body; the column of errors is that within the text. */
phony_status ph_template_parse(ph_template_compiler *compiler, const char *text,
                               const ph_template_frame *frame, ph_template_body *body);

/* The node of a name that stands at a column (from 1; 0 = none), made where there is none yet. */
phony_status ph_template_find(ph_template_compiler *compiler, const char *name, uint64_t column,
                              const ph_template_frame *frame, size_t *node);
/* A node without its content; NULL out of memory, with the failure told. */
ph_template_node *ph_template_add(ph_template_compiler *compiler, int kind, const char *name,
                                  size_t length);
/* The binding of a name, or NULL. */
const phony_binding *ph_template_binding(const phony_template_options *options, const char *name);
/* The bytes of the character of a name at text[0], 0 where it may not stand in a name. */
size_t ph_template_name_character(const char *text, size_t length);
/* Puts the row's number, scrambled, behind the value, or before its first '@'; returns the new
 * length, which is `width` more. */
size_t ph_template_put_number(const ph_template *t, const phony_key *key, uint64_t row,
                              uint8_t *value, size_t length);
/* As ph_generator_class.fill. */
phony_status ph_template_fill(const phony_generator *generator, const phony_key *key,
                              uint64_t first, uint64_t count, phony_column *column,
                              phony_error *error);
#endif
