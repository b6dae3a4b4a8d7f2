#include "plan/plan.h"

#include <string.h>

#include "base/alloc.h"
#include "plan/cover.h"

phony_status ph_plan_key(const ph_plan *plan, const char *path, phony_key *key, phony_error *error)
{
    return phony_key_from_seed(plan->seed_text, strlen(plan->seed_text), path, key, error);
}

static void free_column(ph_column *column)
{
    ph_feed_free(column->feed);
    if (!column->expr_is_borrowed)
        ph_expr_free(column->expr);
    ph_free(column->inputs);
    ph_free(column->targets);
    ph_free(column->options);
}

void ph_plan_clear(ph_plan *plan)
{
    for (uint32_t i = 0; plan->entities && i < plan->schema.entity_names.count; i++) {
        ph_plan_entity *e = &plan->entities[i];
        for (uint32_t k = 0; k < e->count; k++)
            free_column(&e->columns[k]);
        ph_free(e->columns);
        ph_free(e->fields);
        ph_free(e->sources);
        ph_free(e->written);
        ph_cover_free(e->cover);
    }
    for (size_t i = 0; plan->links && i < plan->schema.relationship_count; i++)
        ph_link_fini(&plan->links[i]);
    ph_free(plan->entities);
    ph_free(plan->links);
    ph_free(plan->order);
    plan->entities = NULL;
    plan->links = NULL;
    plan->order = NULL;
}

void ph_plan_fini(ph_plan *plan)
{
    ph_plan_clear(plan);
    ph_free(plan->seed_text);
    ph_free(plan->locale);
    phony_cache_free(plan->own_cache);
    ph_schema_fini(&plan->schema);
    memset(plan, 0, sizeof *plan);
}
