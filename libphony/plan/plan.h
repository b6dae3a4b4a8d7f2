/* A schema, compiled: what it takes to make any rows of any entity. Immutable, used by any number
 * of threads at once.
 *
 *     schema -- sizes.c: rows, links -- build*.c: columns --> plan -- frame*.c --> batches
 *
 * A column of an entity is made by its class out of columns of the same row (inputs), of the
 * parent's row, or of the children's rows. Fields are columns; so is what stands between them: the
 * generators that templates name, conversions, conditions. */
#ifndef PH_PLAN_H
#define PH_PLAN_H

#include "expr/expr.h"
#include "feed/feed.h"
#include "plan/links.h"
#include "schema/schema.h"

#define PH_NO_COLUMN UINT32_MAX

struct ph_frame;
struct ph_column;

typedef struct ph_column_class {
    phony_status (*fill)(struct ph_frame *frame, const struct ph_column *column, ph_values *out,
                         phony_error *error);
} ph_column_class;

typedef enum ph_fold_kind {
    PH_FOLD_COUNT,
    PH_FOLD_SUM,
    PH_FOLD_AVG,
    PH_FOLD_MIN,
    PH_FOLD_MAX
} ph_fold_kind;

typedef enum ph_nulls { PH_NULLS_UNKNOWN, PH_NULLS_NONE, PH_NULLS_SOME } ph_nulls;

typedef struct ph_column {
    const ph_column_class *class;
    const char *name; /* of the field that it is for, for messages */
    ph_type type;
    phony_key key;
    uint32_t *inputs; /* columns of the row */
    size_t input_count;
    ph_feed *feed; /* feed */
    const ph_card *card;
    ph_option *options; /* that the feed may look at */
    ph_expr *expr;      /* expression */
    int expr_is_borrowed;
    int is_template;   /* never null */
    ph_nulls nulls;    /* whether there can be any; found when the plan has been built */
    uint32_t link;     /* parent, fold, ordinal, kind of parent */
    uint32_t *targets; /* parent: a column of each of the link's parents */
    ph_fold_kind fold; /* fold: of the child's column `what` where `condition` */
    uint32_t what, condition;
    uint64_t rows; /* numbered: of the entity */
    uint32_t digits;
    /* On top of whatever the class gives: nulls. */
    uint64_t null_chance;
    phony_key null_key;
    uint32_t null_if;
    uint32_t field; /* whose values or nulls coverage sets; PH_NO_NAME: none */
    uint32_t depth; /* columns that are made of one another, down from this one */
} ph_column;

typedef struct ph_cover ph_cover;

typedef struct ph_plan_entity {
    const ph_schema_entity *schema;
    uint64_t rows;
    ph_column *columns;
    uint32_t count;
    size_t capacity;
    uint32_t *fields;  /* the column of each field, or PH_NO_COLUMN */
    uint32_t *sources; /* and the one of its generator, before conversions */
    uint32_t *written; /* fields that are not hidden, in their order */
    uint32_t written_count;
    ph_cover *cover; /* NULL: rows are random */
} ph_plan_entity;

typedef struct ph_plan {
    ph_schema schema;
    char *seed_text, *locale;
    int64_t now;
    phony_cache *cache, *own_cache;
    ph_plan_entity *entities; /* by the schema's numbers */
    ph_link *links;           /* by the schema's relationships */
    uint32_t *order;          /* entities, parents first */
} ph_plan;

/* Compiles a schema that has been read into plan->schema; problems go to its document. Returns
 * PHONY_ERROR_MEMORY, _LIMIT, _ARGUMENT (options). */
phony_status ph_plan_build(ph_plan *plan, const phony_dataset_options *options, phony_error *error);
/* Back to before it was built. */
void ph_plan_clear(ph_plan *plan);
void ph_plan_fini(ph_plan *plan);

/* The key of a path, under the plan's seed. */
phony_status ph_plan_key(const ph_plan *plan, const char *path, phony_key *key, phony_error *error);

/* sizes.c: rows and links. */
phony_status ph_plan_size(ph_plan *plan, const phony_dataset_options *options, phony_error *error);
#endif
