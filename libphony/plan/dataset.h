/* The public data set, and what makes its rows. */
#ifndef PH_DATASET_H
#define PH_DATASET_H

#include "plan/frame.h"
#include "write/ddl.h"
#include "write/format.h"

/* An entity as formats and DDL see it. */
typedef struct ph_dataset_entity {
    ph_table table;
    ph_table_column *columns;
    char **types;      /* "decimal(10,2)" */
    char **references; /* "User.id", or NULL */
} ph_dataset_entity;

struct phony_dataset {
    ph_plan plan;
    ph_dataset_entity *entities; /* in the plan's order */
    char **key_texts;            /* by relationship: the child's fields, the parent's */
    ph_ddl ddl;
    struct ph_ddl_memory *ddl_memory;
    uint32_t *place; /* of the schema's entity in the order */
};

struct phony_maker {
    const phony_dataset *dataset;
    ph_frame *frame;
    uint32_t entity; /* the frame's, in the plan's order */
    ph_frame_shared shared;
    const ph_values **columns;
    size_t column_capacity, column_count;
    ph_buffer out;
};

/* dataset_info.c: tables, types as text, references. */
phony_status ph_dataset_describe(phony_dataset *dataset, phony_error *error);
void ph_dataset_forget(phony_dataset *dataset);
/* dataset_ddl.c */
phony_status ph_dataset_make_ddl(phony_dataset *dataset, phony_error *error);
void ph_dataset_free_ddl(phony_dataset *dataset);

static inline ph_plan_entity *ph_dataset_plan(const phony_dataset *dataset, size_t entity)
{
    return &dataset->plan.entities[dataset->plan.order[entity]];
}
#endif
