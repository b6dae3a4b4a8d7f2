/* What the files that read expressions share: the tokens, and the parser's state. */
#ifndef PH_EXPR_PARSER_H
#define PH_EXPR_PARSER_H

#include "expr/expr_parts.h"

typedef enum ph_token_kind {
    PH_TOKEN_END,
    PH_TOKEN_NAME,
    PH_TOKEN_NUMBER,
    PH_TOKEN_TEXT, /* with its quotes */
    PH_TOKEN_SYMBOL
} ph_token_kind;

typedef struct ph_token {
    ph_token_kind kind;
    const char *symbol; /* as it stands in the table of symbols */
    uint32_t at, length;
} ph_token;

typedef struct ph_parser {
    const char *text;
    uint32_t length;
    ph_token token; /* the next one, not taken yet */
    ph_expr *expr;  /* where nodes go */
    int depth;
    const char *fold;               /* the function of the aggregate in progress, or NULL */
    uint32_t entity, entity_length; /* its entity, once one was named: a place in the text */
    phony_error *error;
} ph_parser;

/* expr_lex.c */
phony_status ph_lex(ph_parser *p);                   /* the token behind this one */
phony_status ph_lex_from(ph_parser *p, uint32_t at); /* the token at or behind a place */
int ph_is_symbol(const ph_parser *p, const char *symbol);
int ph_is_word(const ph_parser *p, const char *word);
/* Whether what stands behind the token follows without a space, and is `byte`. */
int ph_is_next(const ph_parser *p, char byte);
/* "unexpected ')'", "... is missing before the end" */
phony_status ph_expected(ph_parser *p, const char *what);
/* Takes a symbol that must be there. */
phony_status ph_take(ph_parser *p, const char *symbol);
/* The token's text, decoded, to the tree's texts: its offsets. */
phony_status ph_decode_text(ph_parser *p, uint32_t offsets[2]);
/* Any text, likewise. */
phony_status ph_keep_text(ph_parser *p, const char *text, size_t length, uint32_t offsets[2]);

/* expr_tree.c: nodes. Each gives the node's number. */
typedef struct ph_children {
    uint32_t first, last, count;
} ph_children;
void ph_children_add(ph_parser *p, ph_children *children, uint32_t node);
phony_status ph_make_literal(ph_parser *p, uint32_t at, ph_literal literal, uint32_t *node);
phony_status ph_make_text(ph_parser *p, uint32_t at, const char *text, size_t length,
                          uint32_t *node);
phony_status ph_make_name(ph_parser *p, const ph_token *name, const ph_token *member,
                          uint32_t *node);
phony_status ph_make_fold(ph_parser *p, uint32_t at, ph_expr_fold fold, uint32_t *node);
/* Checks the number of arguments. */
phony_status ph_make_call(ph_parser *p, uint32_t at, uint32_t function, ph_children children,
                          uint32_t *node);
phony_status ph_make_operation(ph_parser *p, uint32_t at, const char *name, ph_children children,
                               uint32_t *node);
phony_status ph_enter(ph_parser *p); /* one level deeper; p->depth-- leaves it */

/* An empty expression, and the end of making one. NULL, or PHONY_ERROR_MEMORY. */
ph_expr *ph_expr_new(phony_error *error);
phony_status ph_expr_seal(ph_expr *expr, phony_error *error);

/* expr_parse.c */
phony_status ph_parse_choice(ph_parser *p, uint32_t *node);
/* expr_fold.c: behind the name, at '(' */
int ph_is_fold(ph_parser *p, const ph_token *name);
phony_status ph_parse_fold(ph_parser *p, const ph_token *name, uint32_t *node);
/* expr_template.c */
phony_status ph_parse_template(ph_parser *p, uint32_t *node);
#endif
