#include "plan/cover.h"

#include <string.h>

#include "base/alloc.h"
#include "base/error.h"

enum { ROUNDS = 64 };

/* ---- Numbers of rows ------------------------------------------------------------------------- */

/* Raises the numbers until every relationship is possible. 0: something was raised. */
static int raise(const ph_schema *schema, uint64_t *rows, const uint8_t *fixed)
{
    int settled = 1;

    for (size_t i = 0; i < schema->relationship_count; i++) {
        const ph_schema_relationship *r = &schema->relationships[i];
        uint64_t *child = &rows[r->child.entity], *parent = &rows[r->parents[0].entity];
        uint64_t most = r->cardinality == PH_ONE_TO_ONE ? 1 : r->max, linked;
        if (r->parent_count > 1 || child == parent)
            continue;
        if (r->partner_of != PH_NO_NAME) {
            settled &= fixed[r->parents[0].entity] || *parent > 0;
            *parent = !fixed[r->parents[0].entity] && !*parent ? 1 : *parent;
            continue;
        }
        linked = *child - (uint64_t)(((unsigned __int128)*child * r->optional) >> 32);
        if (!fixed[r->child.entity] && *child < *parent * r->min) {
            *child = *parent * r->min;
            settled = 0;
        } else if (!fixed[r->parents[0].entity] && most && linked > *parent * most) {
            *parent = (linked + most - 1) / most;
            settled = 0;
        } else if (!fixed[r->parents[0].entity] && !*parent) {
            *parent = 1;
            settled = 0;
        }
    }
    return settled;
}

/* ---- Building twice -------------------------------------------------------------------------- */

static phony_status find_cover(ph_plan *plan, uint32_t entity, phony_error *error)
{
    ph_cover *cover = ph_calloc(1, sizeof *cover);
    phony_status status = cover ? PHONY_OK : ph_fail_memory(error);

    plan->entities[entity].cover = cover;
    if (!status)
        status = ph_cover_find_cases(plan, entity, cover, error);
    return status ? status : ph_cover_find_rows(cover, error);
}

static phony_status find_covers(ph_plan *plan, phony_error *error)
{
    phony_status status = PHONY_OK;

    for (uint32_t i = 0; !status && i < plan->schema.entity_names.count; i++)
        status = find_cover(plan, i, error);
    return status;
}

static phony_status count_rows(const ph_plan *plan, const phony_dataset_options *options,
                               phony_count *counts, phony_error *error)
{
    const ph_schema *schema = &plan->schema;
    uint32_t entities = schema->entity_names.count;
    uint64_t *rows = ph_calloc((size_t)entities + 1, sizeof *rows);
    uint8_t *fixed = ph_calloc((size_t)entities + 1, 1);

    if (!rows || !fixed) {
        ph_free(rows);
        ph_free(fixed);
        return ph_fail_memory(error);
    }
    for (uint32_t i = 0; i < entities; i++)
        rows[i] = plan->entities[i].cover->row_count ? plan->entities[i].cover->row_count : 1;
    for (size_t i = 0; i < options->count_count; i++) {
        uint32_t entity = ph_names_find(&schema->entity_names, options->counts[i].entity);
        rows[entity] = options->counts[i].rows;
        fixed[entity] = 1;
    }
    for (int i = 0; i < ROUNDS && !raise(schema, rows, fixed); i++)
        continue;
    for (uint32_t i = 0; i < entities; i++)
        counts[i] = (phony_count){schema->entities[i].name, rows[i]};
    ph_free(rows);
    ph_free(fixed);
    return PHONY_OK;
}

/* The covers go over to the plan that is built again. */
static phony_status build_again(ph_plan *plan, const phony_dataset_options *options,
                                phony_count *counts, phony_error *error)
{
    uint32_t entities = plan->schema.entity_names.count;
    phony_dataset_options own = *options;
    ph_cover **covers = ph_calloc((size_t)entities + 1, sizeof(void *));
    phony_status status;

    if (!covers)
        return ph_fail_memory(error);
    for (uint32_t i = 0; i < entities; i++) {
        covers[i] = plan->entities[i].cover;
        plan->entities[i].cover = NULL;
    }
    own.counts = counts;
    own.count_count = entities;
    own.scenario = NULL;
    ph_plan_clear(plan);
    status = ph_plan_build(plan, &own, error);
    for (uint32_t i = 0; i < entities; i++) {
        if (plan->entities)
            plan->entities[i].cover = covers[i];
        else
            ph_cover_free(covers[i]);
    }
    ph_free(covers);
    return status;
}

phony_status ph_cover_build(ph_plan *plan, const phony_dataset_options *options, phony_error *error)
{
    uint32_t entities = plan->schema.entity_names.count;
    phony_count *counts;
    phony_status status = ph_plan_build(plan, options, error);

    if (status || plan->schema.document.problem_count)
        return status;
    counts = ph_calloc((size_t)entities + 1, sizeof *counts);
    status = counts ? find_covers(plan, error) : ph_fail_memory(error);
    if (!status)
        status = count_rows(plan, options, counts, error);
    if (!status)
        status = build_again(plan, options, counts, error);
    ph_free(counts);
    return status;
}
