/* What the files that compile columns share. A function that cannot make a column because of the
 * document keeps a problem, gives PH_NO_COLUMN and returns PHONY_OK; what depends on that column
 * then has none either, without a problem of its own. */
#ifndef PH_BUILD_H
#define PH_BUILD_H

#include "plan/plan.h"

enum {
    PH_BUILD_DEPTH_MAX = 500,  /* fields that are in progress at a time */
    PH_COLUMN_DEPTH_MAX = 5000 /* columns that are made of one another: each takes some stack */
};

/* How one field comes to need another. */
typedef enum ph_edge {
    PH_EDGE_ROW,    /* of the same row */
    PH_EDGE_PARENT, /* of the parent's */
    PH_EDGE_UP,     /* of the parent's in a self-reference, a level higher */
    PH_EDGE_FOLD    /* of the children's */
} ph_edge;

typedef struct ph_build_step {
    uint32_t entity, field;
    ph_edge edge;
    int goes_up; /* it is made of the parent's own */
} ph_build_step;

/* Columns of an entity that have a name but are no fields: generators, fields of parents. */
typedef struct ph_build_hidden {
    ph_names names;
    uint32_t *columns;
    size_t capacity;
} ph_build_hidden;

typedef struct ph_builder {
    ph_plan *plan;
    phony_error *error;
    int had_problems; /* before: what they leave out is no problem of its own */
    uint8_t **states; /* by entity and field */
    ph_build_hidden *hidden;
    ph_build_step steps[PH_BUILD_DEPTH_MAX]; /* fields in progress */
    size_t depth;
} ph_builder;

/* What a column is made for. */
typedef struct ph_build_for {
    uint32_t entity;
    const char *name; /* for messages: "Order.total" */
    const char *path; /* that its key comes from */
    ph_site site;     /* for problems */
    ph_type type;     /* wanted; kind NONE: any */
    const char *locale;
    int unique;
    ph_edge edge; /* by which the names in it are reached from the field in progress */
} ph_build_for;

static inline ph_document *ph_build_document(ph_builder *b)
{
    return &b->plan->schema.document;
}
static inline ph_column *ph_build_column(ph_builder *b, uint32_t entity, uint32_t column)
{
    return &b->plan->entities[entity].columns[column];
}

/* ---- build.c --------------------------------------------------------------------------------- */

phony_status ph_build_new(ph_builder *b, uint32_t entity, const char *name, uint32_t *column);
/* That a column is made of another, which may be another entity's (PH_NO_COLUMN: it is not). */
void ph_build_stands_on(ph_builder *b, uint32_t entity, uint32_t column, uint32_t other_entity,
                        uint32_t other);
phony_status ph_build_inputs(ph_builder *b, uint32_t entity, uint32_t column,
                             const uint32_t *inputs, size_t count);
/* The column of a field, made when it is first asked for. */
phony_status ph_build_field(ph_builder *b, uint32_t entity, uint32_t field, ph_edge edge,
                            uint32_t *column);
/* A problem that says what is nearest to a name that is not there. */
void ph_build_unknown(ph_builder *b, ph_site site, const char *what, const char *name,
                      const char *nearest);
/* A status of something that was made: problems are kept at the site, and PHONY_OK returned. */
phony_status ph_build_problem(ph_builder *b, ph_site site, phony_status status);

/* ---- plan_order.c, build_values.c, build_convert.c ------------------------------------------- */

phony_status ph_plan_set_order(ph_plan *plan, phony_error *error);
/* What a field's values come from, before nulls and of whatever type. */
phony_status ph_build_value(ph_builder *b, const ph_build_for *for_what, const ph_schema_field *f,
                            uint32_t field, uint32_t *column);
/* The column as another type: itself, or one that converts it. */
phony_status ph_build_convert(ph_builder *b, const ph_build_for *for_what, uint32_t column,
                              ph_type type, uint32_t *converted);

/* ---- build_generators.c ---------------------------------------------------------------------- */

/* A column by a generator as the document has it: a name or an object. */
phony_status ph_build_generator(ph_builder *b, const ph_build_for *for_what, ph_site site,
                                uint32_t *column);
/* Likewise by its name alone, with all options at their defaults. */
phony_status ph_build_named(ph_builder *b, const ph_build_for *for_what, const char *name,
                            uint32_t *column);
/* Whether a generator or card has that name. */
int ph_build_is_generator(const ph_builder *b, const char *name);
/* Whether a generator says of itself that its values are unique. */
int ph_build_is_unique(const ph_builder *b, ph_site site);
/* The nearest of all names of generators. */
const char *ph_build_nearest_generator(const ph_builder *b, const char *name);

/* ---- build_expressions.c --------------------------------------------------------------------- */

phony_status ph_build_expression(ph_builder *b, const ph_build_for *for_what, const char *text,
                                 int is_template, uint32_t *column);
/* A field of the parent's row, by the number of the relationship; `fields`: one of each of its
 * parents. */
phony_status ph_build_parent(ph_builder *b, const ph_build_for *for_what, uint32_t link,
                             const uint32_t *fields, uint32_t *column);

/* A text of the document's own making, over columns that are given in the order in which it names
 * them. */
phony_status ph_build_given(ph_builder *b, const ph_build_for *for_what, const char *text,
                            int is_template, const uint32_t *inputs, size_t count,
                            uint32_t *column);
/* A generator that is drawn for the row without being a field; the same column each time. */
phony_status ph_build_hidden_generator(ph_builder *b, const ph_build_for *for_what,
                                       const char *name, uint32_t *column);

/* ---- build_persons.c ------------------------------------------------------------------------- */

/* Whether a built-in generator is one that is made of the row's two names. */
int ph_build_is_person(const ph_build_for *for_what, const char *type);
phony_status ph_build_person(ph_builder *b, const ph_build_for *for_what, const char *type,
                             uint32_t *column);

/* ---- build_keys.c ---------------------------------------------------------------------------- */

/* Whether fields that are unique together are. */
void ph_build_check_keys(ph_builder *b, uint32_t entity);

/* ---- build_relationships.c ------------------------------------------------------------------- */

/* What relationships and tables promise to databases, when all fields are made. */
phony_status ph_build_check_relationships(ph_builder *b);

/* ---- The classes, frame_columns.c ------------------------------------------------------------ */

extern const ph_column_class ph_column_feed, ph_column_expression, ph_column_choice,
    ph_column_parent, ph_column_fold, ph_column_ordinal, ph_column_numbered, ph_column_parent_kind;
#endif
