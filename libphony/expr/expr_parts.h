/* What the files of this room share.
 *
 *     text -- expr_lex.c, expr_parse.c, expr_template.c --> tree
 *          -- expr_bind.c, expr_resolve.c, expr_convert.c --> program
 *          -- expr_eval.c and the kernels in eval_*.c --> a column
 *
 * Every operator, function and template is a call in the tree; what it can be called with is rows
 * in the table of expr_operations.c. A program is steps one after another, each of which makes a
 * whole column by one kernel. To add a function: a row there, and its kernel. */
#ifndef PH_EXPR_PARTS_H
#define PH_EXPR_PARTS_H

#include "expr/expr.h"
#include "value/pipe.h"

enum {
    PH_EXPR_HEIGHT_MAX = 500,    /* operations above one another, in chains too */
    PH_EXPR_NAMES_MAX = 2000,    /* different ones */
    PH_EXPR_REGISTERS_MAX = 500, /* columns in use at a time */
    PH_EXPR_VALUE_MAX = 1 << 20, /* bytes of a text */
    PH_EXPR_PLACES_MAX = 9,      /* that * and / make of operands with fewer */
    PH_EXPR_QUOTIENT_PLACES = 6
};

/* ---- The tree ------------------------------------------------------------------------------ */

#define PH_NO_NODE UINT32_MAX

typedef enum ph_node_kind {
    PH_NODE_LITERAL,
    PH_NODE_NAME,
    PH_NODE_AGGREGATE,
    PH_NODE_CALL
} ph_node_kind;

typedef struct ph_node {
    ph_node_kind kind;
    uint32_t at;          /* its first byte; of operators, theirs */
    uint32_t child, next; /* PH_NO_NODE */
    uint32_t count;       /* children */
    uint32_t value;       /* the literal's, name's, aggregate's or function's number */
    uint32_t height;
} ph_node;

typedef struct ph_literal {
    ph_type type; /* kind NONE: null */
    int64_t number;
    int is_now;
    uint32_t offsets[2]; /* of a text, in `texts` */
} ph_literal;

typedef struct ph_expr_word {
    uint32_t name, member, at; /* in `texts`; member 0: none */
} ph_expr_word;

typedef struct ph_expr_fold {
    const char *function;
    uint32_t entity, at;
    ph_expr *what, *condition;
} ph_expr_fold;

/* ---- Operations ---------------------------------------------------------------------------- */

struct ph_step;
struct ph_eval;
struct ph_operand;

/* Makes a step's column: `out` has been begun, and nulls merged unless the operation keeps its own.
 * Rows that are null may hold anything and must not fail. */
typedef phony_status (*ph_kernel)(struct ph_eval *e, const struct ph_step *step,
                                  const struct ph_operand *a, ph_values *out);

/* How many digits behind the point decimals have. */
typedef enum ph_places {
    PH_PLACES_KEPT,     /* each its own; the result that of the first */
    PH_PLACES_SAME,     /* all the most of any; the result too */
    PH_PLACES_PRODUCT,  /* the sum of both, or PH_EXPR_PLACES_MAX */
    PH_PLACES_QUOTIENT, /* six more than the one with most, or PH_EXPR_PLACES_MAX */
    PH_PLACES_ASKED     /* as the literal behind it says */
} ph_places;

enum {
    PH_NULLS_OWN = 1, /* the kernel decides which rows are null; else: those where any operand is */
    PH_BY_ROW = 2,    /* every row another value even from constants */
    PH_ORDERED = 4,   /* of what has an order: not of booleans */
    PH_LAZY_IF = 8,   /* which operands count in a row depends on those before */
    PH_LAZY_AND = 16,
    PH_LAZY_OR = 32,
    PH_LAZY_COALESCE = 64,
    PH_LAZY = PH_LAZY_IF | PH_LAZY_AND | PH_LAZY_OR | PH_LAZY_COALESCE
};

/* One thing that a name can be called with. Rows of one name stand together; the first that takes
 * the arguments is it. A letter for each argument, '+' behind the last: once or more.
 *
 *     w whole          d decimal (or w)     f float (or w, d)    b boolean     t text
 *     D date           M timestamp (or D)   C time               y bytes       a anything, as text
 *     x all the same   S text: a distance   P text: a pattern
 *     i d q g h: by force: anything to a whole (i), a number to a whole (r), anything to a decimal
 *     (e), a number to a decimal (q), anything to a float (g), to a date (h)
 *     N L literals: a whole number, a text; F a text that is a time format
 *
 * A literal text stands for D, M and C where it is one. The result is w d f b t D as above, x what
 * the x are, M or 1 what the first is. */
typedef struct ph_operation {
    const char *name, *arguments;
    char result;
    ph_places places;
    unsigned flags;
    ph_kernel run;       /* NULL: the first argument, converted, is the result */
    const char *summary; /* of the name's first row; operators have none */
} ph_operation;

extern const ph_operation ph_operations[];
extern const uint32_t ph_operation_count;

/* Functions of templates are numbered from here on. */
#define PH_FUNCTION_PIPES UINT32_C(0x10000)
#define PH_NO_FUNCTION UINT32_MAX

/* The number of a function or operator. */
uint32_t ph_function_find(const char *name, size_t length);
const char *ph_function_name(uint32_t function);
const char *ph_function_summary(uint32_t function);
void ph_function_arity(uint32_t function, size_t *least, size_t *most);
/* The nearest to a name that is none, or NULL. */
const char *ph_function_nearest(const char *name, size_t length);

/* ---- Programs ------------------------------------------------------------------------------ */

typedef enum ph_ref_kind { PH_REF_INPUT, PH_REF_LITERAL, PH_REF_REGISTER } ph_ref_kind;

typedef struct ph_ref {
    ph_ref_kind kind;
    uint32_t index;
} ph_ref;

/* Which rows of what follows count: those in which the operand is so. */
typedef enum ph_mask {
    PH_MASK_NONE, /* no mask at all: a column is made */
    PH_MASK_TRUE,
    PH_MASK_NOT_TRUE,
    PH_MASK_NOT_FALSE,
    PH_MASK_NULL,
    PH_MASK_END
} ph_mask;

typedef struct ph_step {
    ph_kernel run;
    ph_mask mask;
    uint32_t at;                    /* in the text, for errors */
    uint32_t first, argument_count; /* in `arguments` */
    uint32_t to;                    /* a register */
    int scalar;                     /* one value for all rows */
    int own_nulls;
    ph_type type;
    int64_t detail; /* what the kernel says */
    const ph_pipe *pipe;
} ph_step;

struct ph_expr {
    ph_node *nodes;
    size_t node_count, node_capacity;
    uint32_t root;
    ph_literal *literals;
    size_t literal_count, literal_capacity;
    size_t parsed_literals; /* those behind were made while it was bound */
    ph_expr_word *words;
    size_t word_count, word_capacity;
    ph_expr_fold *folds;
    size_t fold_count, fold_capacity;
    ph_buffer texts; /* begins with a NUL, and ends in PH_VALUES_SLACK of them */

    ph_step *steps;
    size_t step_count, step_capacity;
    ph_ref *arguments;
    size_t argument_count, argument_capacity;
    ph_pipe **pipes;
    size_t pipe_count, pipe_capacity;
    uint32_t register_count, mask_count;
    size_t most_arguments;
    int64_t now;
    ph_ref result;
    ph_type type;
    int scalar;
};

/* Lets go of the program. */
void ph_expr_unbind(ph_expr *expr);

/* ---- Binding: expr_bind.c, expr_resolve.c, expr_convert.c --------------------------------------
 */

/* What a node comes to. */
typedef struct ph_bound {
    ph_ref ref;
    ph_type type;
    int scalar;
} ph_bound;

typedef struct ph_binder {
    ph_expr *expr;
    const ph_expr_scope *scope;
    ph_bound *values; /* the arguments in progress */
    size_t value_count, value_capacity;
    uint8_t busy[PH_EXPR_REGISTERS_MAX];
    uint32_t masks, randoms;
    phony_error *error;
} ph_binder;

#define PH_TYPE(kind_of)                                                                           \
    (ph_type)                                                                                      \
    {                                                                                              \
        .kind = PH_TYPE_##kind_of                                                                  \
    }
static inline ph_type ph_decimal_type(int32_t scale)
{
    return (ph_type){PH_TYPE_DECIMAL, PH_DECIMAL_DIGITS_MAX, scale, 0};
}

/* The letter of a type: w d f b t D M C y, u for uuid, 0 for null. */
char ph_type_letter(ph_type type);
/* "a whole number", "a date", ... */
const char *ph_type_words(ph_type type);

/* Appends a step that takes `count` arguments and gives `out`, whose type has been set; the
 * arguments' registers are free afterwards. Returns PHONY_ERROR_LIMIT, _MEMORY. */
phony_status ph_emit(ph_binder *b, uint32_t at, const ph_bound *arguments, size_t count,
                     ph_bound *out, ph_step **step);
void ph_release(ph_binder *b, ph_bound value);
const ph_literal *ph_bound_literal(const ph_binder *b, ph_bound value);
/* A literal that stands in no text. Returns PHONY_ERROR_MEMORY. */
phony_status ph_add_literal(ph_expr *expr, ph_literal literal, uint32_t *index, phony_error *error);

/* Whether a type can become another, for itself or by force. */
int ph_can_convert(ph_type from, ph_type to);
/* Emits the steps for it. */
phony_status ph_bind_convert(ph_binder *b, uint32_t at, ph_bound *value, ph_type to);
/* Emits what checks that values, which were of the type `from`, are within the width, digits or
 * length of their own. */
phony_status ph_bind_fit(ph_binder *b, uint32_t at, ph_bound *value, ph_type from);

/* Chooses the operation, converts the arguments and emits it. */
phony_status ph_bind_call(ph_binder *b, const ph_node *node, ph_bound *values, ph_bound *out);

/* ---- Evaluation ---------------------------------------------------------------------------- */

/* An operand as kernels see it: value i stands at i * step. */
typedef struct ph_operand {
    union {
        const int64_t *numbers;
        const double *floats;
    };
    const uint32_t *offsets;
    const uint8_t *bytes;
    const uint8_t *nulls; /* NULL: there is none */
    size_t step;          /* 0: one value for all rows */
    ph_type type;
} ph_operand;

typedef struct ph_eval {
    const ph_expr *expr;
    const phony_key *key;
    const ph_rows *rows;
    size_t count;        /* of the step in progress */
    const uint8_t *mask; /* rows that count, by number of the row in the batch; NULL: all */
    ph_expr_scratch *scratch;
    phony_error *error;
} ph_eval;

struct ph_pattern;
typedef struct ph_expr_pattern {
    char *text;
    struct ph_pattern *pattern;
} ph_expr_pattern;
enum { PH_EXPR_PATTERNS = 8 };

struct ph_expr_scratch {
    ph_values *registers;
    size_t register_capacity;
    ph_operand *operands;
    size_t operand_capacity;
    uint8_t *masks;
    size_t mask_capacity;
    ph_buffer text, a, b;
    ph_expr_pattern patterns[PH_EXPR_PATTERNS]; /* compiled; the oldest makes room */
    size_t next_pattern;
};

/* A row that cannot be made: null where it does not count, else an error. For text in turn. */
phony_status ph_row_fails(ph_eval *e, const ph_step *step, ph_values *out, size_t i,
                          phony_status status, const char *format, ...)
    __attribute__((format(printf, 6, 7)));
phony_status ph_row_no_number(ph_eval *e, const ph_step *step, ph_values *out, size_t i);
/* "'abc' is not a date": a text that is not what it is to be. */
phony_status ph_row_is_not(ph_eval *e, const ph_step *step, ph_values *out, size_t i,
                           const char *what, const char *text, size_t length);

static inline int ph_operand_is_null(const ph_operand *a, size_t i)
{
    return a->nulls && a->nulls[i * a->step];
}
static inline const uint8_t *ph_operand_text(const ph_operand *a, size_t i, size_t *length)
{
    const uint32_t *offset = a->offsets + i * a->step;

    *length = offset[1] - offset[0];
    return a->bytes + offset[0];
}
static inline int ph_out_is_null(const ph_values *out, size_t i)
{
    return out->has_nulls && out->nulls[i];
}
/* Copies a text to where there is room for it and PH_VALUES_SLACK more, from where as many may be
 * read: the first bytes without a look at their number. */
static inline uint8_t *ph_copy_text(uint8_t *to, const uint8_t *from, size_t length)
{
    __builtin_memcpy(to, from, 16);
    if (length > 16)
        __builtin_memcpy(to + 16, from + 16, length - 16);
    return to + length;
}
/* Bytes of an operand's texts in all rows. */
size_t ph_operand_bytes(const ph_eval *e, const ph_operand *a);
/* Makes `out` the rows of the scratch's text buffer, whose ends are in out->offsets. */
phony_status ph_take_texts(ph_eval *e, ph_values *out);

/* Which of two operands' values comes first: below 0, 0 or above. */
typedef int (*ph_order)(const ph_operand *a, const ph_operand *b, size_t i);
ph_order ph_order_of(ph_storage storage);

/* Whether all letters behind '%' are known. */
int ph_is_time_format(const char *pattern);

/* 10^places, 0 to 18. */
int64_t ph_power(int64_t places);
/* n / d to the nearest, half to even; d > 0. */
__extension__ typedef __int128 ph_int128;
ph_int128 ph_divide_even(ph_int128 n, ph_int128 d);
/* To the nearest whole number, half to even; 1 where it does not fit. */
int ph_whole_of(double number, int64_t *whole);
static inline int ph_beyond_digits(int64_t digits)
{
    return digits >= INT64_C(1000000000000000000) || digits <= -INT64_C(1000000000000000000);
}

/* ---- Kernels ------------------------------------------------------------------------------- */

#define PH_KERNEL(name)                                                                            \
    phony_status ph_eval_##name(ph_eval *e, const ph_step *step, const ph_operand *a,              \
                                ph_values *out)

/* eval_number.c, eval_round.c */
PH_KERNEL(add_wholes);
PH_KERNEL(add_decimals);
PH_KERNEL(add_floats);
PH_KERNEL(subtract_wholes);
PH_KERNEL(subtract_decimals);
PH_KERNEL(subtract_floats);
PH_KERNEL(multiply_wholes);
PH_KERNEL(multiply_exactly); /* decimals that keep all places */
PH_KERNEL(multiply_decimals);
PH_KERNEL(multiply_floats);
PH_KERNEL(divide_decimals);
PH_KERNEL(divide_floats);
PH_KERNEL(modulo);
PH_KERNEL(negate_whole);
PH_KERNEL(negate_float);
PH_KERNEL(abs_whole);
PH_KERNEL(abs_float);
PH_KERNEL(floor_decimal);
PH_KERNEL(ceil_decimal);
PH_KERNEL(floor_float);
PH_KERNEL(ceil_float);
PH_KERNEL(random);

/* eval_compare.c, eval_choose.c */
PH_KERNEL(equal);
PH_KERNEL(not_equal);
PH_KERNEL(less);
PH_KERNEL(less_equal);
PH_KERNEL(greater);
PH_KERNEL(greater_equal);
PH_KERNEL(in);
PH_KERNEL(and);
PH_KERNEL(or);
PH_KERNEL(not );
PH_KERNEL(if);
PH_KERNEL(coalesce);
PH_KERNEL(min);
PH_KERNEL(max);

/* eval_text.c, eval_pieces.c, eval_format.c */
PH_KERNEL(join);
PH_KERNEL(length);
PH_KERNEL(substring);
PH_KERNEL(contains);
PH_KERNEL(starts_with);
PH_KERNEL(ends_with);
PH_KERNEL(matches);
PH_KERNEL(pipe);
PH_KERNEL(slug);
PH_KERNEL(format_moment);
PH_KERNEL(format_number);

/* eval_time.c */
PH_KERNEL(date_plus);
PH_KERNEL(date_minus);
PH_KERNEL(moment_plus);
PH_KERNEL(moment_minus);
PH_KERNEL(days_between);
PH_KERNEL(year);
PH_KERNEL(month);
PH_KERNEL(day);
PH_KERNEL(weekday);
PH_KERNEL(hour);
PH_KERNEL(minute);
PH_KERNEL(second);

/* eval_convert.c, eval_to_text.c, eval_from_text.c: `detail` is the scale, or what it says */
PH_KERNEL(rescale);
PH_KERNEL(whole_to_float);
PH_KERNEL(decimal_to_float);
PH_KERNEL(float_to_whole);
PH_KERNEL(float_to_decimal);
PH_KERNEL(date_to_moment);
PH_KERNEL(moment_to_date);
PH_KERNEL(moment_to_clock);
PH_KERNEL(uuid_to_bytes);
PH_KERNEL(fit_number);
PH_KERNEL(fit_text);

PH_KERNEL(whole_to_text);
PH_KERNEL(decimal_to_text);
PH_KERNEL(float_to_text);
PH_KERNEL(boolean_to_text);
PH_KERNEL(date_to_text);
PH_KERNEL(moment_to_text);
PH_KERNEL(clock_to_text);
PH_KERNEL(uuid_to_text);
PH_KERNEL(bytes_to_text);
PH_KERNEL(text_to_decimal);
PH_KERNEL(text_to_float);
PH_KERNEL(text_to_boolean);
PH_KERNEL(text_to_date);
PH_KERNEL(text_to_moment);
PH_KERNEL(text_to_clock);
PH_KERNEL(text_to_uuid);
#endif
