/* The order of the entities: parents before their children. */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "plan/build.h"

/* The relationships of each child, as lists: first[entity], next[relationship]. */
typedef struct child_lists {
    uint32_t *first, *next;
    uint8_t *done; /* entities that have their place */
} child_lists;

static phony_status list_children(const ph_plan *plan, child_lists *lists, phony_error *error)
{
    uint32_t count = (uint32_t)plan->schema.relationship_count;
    uint32_t entities = plan->schema.entity_names.count;

    lists->first = ph_realloc_array(NULL, (size_t)entities + 1, sizeof *lists->first);
    lists->next = ph_realloc_array(NULL, (size_t)count + 1, sizeof *lists->next);
    lists->done = ph_calloc((size_t)entities + 1, 1);
    if (!lists->first || !lists->next || !lists->done)
        return ph_fail_memory(error);
    memset(lists->first, 0xFF, ((size_t)entities + 1) * sizeof *lists->first);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t child = plan->schema.relationships[i].child.entity;
        lists->next[i] = lists->first[child];
        lists->first[child] = i;
    }
    return PHONY_OK;
}

static int waits(const ph_plan *plan, const child_lists *lists, uint32_t entity)
{
    for (uint32_t i = lists->first[entity]; i != UINT32_MAX; i = lists->next[i]) {
        const ph_schema_relationship *r = &plan->schema.relationships[i];
        for (size_t k = 0; k < r->parent_count; k++) {
            if (r->parents[k].entity != entity && !lists->done[r->parents[k].entity])
                return 1;
        }
    }
    return 0;
}

/* Parents first; where there is a circle, the schema's order decides. */
static void place_entities(ph_plan *plan, child_lists *lists)
{
    uint32_t count = plan->schema.entity_names.count, placed = 0;

    while (placed < count) {
        uint32_t before = placed, first = count;
        for (uint32_t i = 0; i < count; i++) {
            if (lists->done[i])
                continue;
            first = first < count ? first : i;
            if (waits(plan, lists, i))
                continue;
            lists->done[i] = 1;
            plan->order[placed++] = i;
        }
        if (placed == before) {
            lists->done[first] = 1;
            plan->order[placed++] = first;
        }
    }
}

phony_status ph_plan_set_order(ph_plan *plan, phony_error *error)
{
    child_lists lists = {NULL, NULL, NULL};
    phony_status status = list_children(plan, &lists, error);

    plan->order = ph_calloc((size_t)plan->schema.entity_names.count + 1, sizeof *plan->order);
    if (!status && !plan->order)
        status = ph_fail_memory(error);
    if (!status)
        place_entities(plan, &lists);
    ph_free(lists.first);
    ph_free(lists.next);
    ph_free(lists.done);
    return status;
}
