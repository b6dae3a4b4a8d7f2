/* Expressions over the columns of a row (spec/pdl.md, "Expressions"), and templates, which are
 * expressions that join texts. Parsed to a tree; bound to columns, when types are checked; then
 * evaluated column by column. */
#ifndef PH_EXPR_H
#define PH_EXPR_H

#include "data/values.h"

#define PH_EXPR_BYTES_MAX (64u << 10)
#define PH_EXPR_DEPTH_MAX 100

typedef struct ph_expr ph_expr;

/* "price * quantity"; "{{slug(first)}}@example.com". Errors have line 1 and the column within the
 * text, in bytes. Returns PHONY_ERROR_SYNTAX, _NOT_FOUND (a function, with the nearest), _ARGUMENT
 * (too few or too many arguments), _ENCODING, _LIMIT, _MEMORY. */
phony_status ph_expr_parse(const char *text, ph_expr **expr, phony_error *error);
phony_status ph_expr_parse_template(const char *text, ph_expr **expr, phony_error *error);
void ph_expr_free(ph_expr *expr);

/* The names that it speaks of, each once, in the order of the text: "total", or "user" and "name";
 * aggregates are not among them. 0 past the last. `column` is the first place. */
typedef struct ph_expr_name {
    const char *name, *member; /* member may be NULL */
    uint64_t column;
} ph_expr_name;
int ph_expr_get_name(const ph_expr *expr, size_t index, ph_expr_name *name);

/* Its aggregates: sum(OrderItem.total * 2, OrderItem.returned == false): the function, the entity,
 * and, as expressions over the entity's own fields, what is summed and the condition (texts of the
 * source with "OrderItem." taken away; what may be NULL for count, condition may be NULL). */
typedef struct ph_expr_aggregate {
    const char *function, *entity;
    ph_expr *what, *condition; /* belong to the expression that holds them; the caller's to bind */
    uint64_t column;
} ph_expr_aggregate;
int ph_expr_get_aggregate(const ph_expr *expr, size_t index, ph_expr_aggregate *aggregate);

/* What names stand for: the types of the columns that will be the inputs: first one for each name,
 * then one for each aggregate. */
typedef struct ph_expr_scope {
    const ph_type *types;
    int64_t now;
    const char *locale;
} ph_expr_scope;

/* Checks types and makes it ready; may be done again. Returns PHONY_ERROR_ARGUMENT ("'+' of a whole
 * number and a date", with the column), _SYNTAX (a pattern), _LIMIT (too many columns in use at a
 * time), _MEMORY. */
phony_status ph_expr_bind(ph_expr *expr, const ph_expr_scope *scope, phony_error *error);
ph_type ph_expr_type(const ph_expr *expr);
/* Whether it can be null where none of its inputs is: by a literal, or by dividing. */
int ph_expr_makes_nulls(const ph_expr *expr);
/* Makes a bound expression give another type, by a conversion that always can be made (whole
 * numbers to decimals, anything to text) or fails for single rows (text to number, to fewer
 * digits). -1: there is none. */
int ph_expr_convert(ph_expr *expr, ph_type type);

/* Evaluates it for all rows: `inputs` as bound, of the types bound to. `key` is for random().
 * `scratch` is kept between calls, one for each thread; expressions may share it. Returns
 * PHONY_ERROR_LIMIT (a number that does not fit, a text over 1 MiB), _ARGUMENT (a text that is not
 * the number or date it is to be), both naming the row, and the column in the text; _MEMORY. */
typedef struct ph_expr_scratch ph_expr_scratch;
phony_status ph_expr_eval(const ph_expr *expr, const phony_key *key, const ph_rows *rows,
                          const ph_values *const *inputs, ph_expr_scratch **scratch, ph_values *out,
                          phony_error *error);
void ph_expr_scratch_free(ph_expr_scratch *scratch);

/* The functions by index, for lists and the nearest, and what they do, with their arguments:
 * "round(x) or round(x, 2), to 0 to 18 places, half to even". NULL past the last. */
const char *ph_expr_function(size_t index);
const char *ph_expr_function_summary(size_t index);
#endif
