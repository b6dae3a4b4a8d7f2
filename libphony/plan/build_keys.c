/* Fields that are unique together: a key of several, or a list under "unique". That they are must
 * follow from what they are made of; nothing is remembered. */
#include "plan/build.h"

static int is_in(const ph_schema_list *list, uint32_t field)
{
    for (size_t i = 0; i < list->count; i++) {
        if (list->fields[i] == field)
            return 1;
    }
    return 0;
}

static int holds_reference(const ph_schema_list *list, const ph_schema_relationship *r)
{
    for (size_t i = 0; i < r->child.field_count; i++) {
        if (!is_in(list, r->child.fields[i]))
            return 0;
    }
    return 1;
}

static int holds_ordinal(ph_builder *b, uint32_t entity, const ph_schema_list *list, uint32_t link)
{
    const ph_plan_entity *e = &b->plan->entities[entity];

    for (size_t i = 0; i < list->count; i++) {
        uint32_t column = e->sources[list->fields[i]];
        if (column != PH_NO_COLUMN && e->columns[column].class == &ph_column_ordinal &&
            e->columns[column].link == link)
            return 1;
    }
    return 0;
}

/* Both sides of many-to-many; or a parent and the row's number among its children. */
static int follows(ph_builder *b, uint32_t entity, const ph_schema_list *list)
{
    const ph_schema *schema = &b->plan->schema;
    const ph_plan_entity *e = &b->plan->entities[entity];

    for (size_t i = 0; i < list->count; i++) {
        if (e->fields[list->fields[i]] == PH_NO_COLUMN ||
            schema->entities[entity].fields[list->fields[i]].unique)
            return 1; /* a field with a problem has said so */
    }
    for (uint32_t i = 0; i < schema->relationship_count; i++) {
        const ph_schema_relationship *r = &schema->relationships[i];
        if (r->child.entity != entity || !holds_reference(list, r))
            continue;
        if (r->cardinality == PH_ONE_TO_ONE || holds_ordinal(b, entity, list, i) ||
            (r->partner_of != PH_NO_NAME &&
             holds_reference(list, &schema->relationships[r->partner_of])))
            return 1;
    }
    return 0;
}

static void check(ph_builder *b, uint32_t entity, const ph_schema_list *list)
{
    if (list->count && !follows(b, entity, list))
        ph_document_problem(ph_build_document(b), list->site,
                            "that these are unique together does not follow: make one of them "
                            "unique, or take a reference and an \"ordinal\", or both sides of a "
                            "many-to-many relationship");
}

void ph_build_check_keys(ph_builder *b, uint32_t entity)
{
    const ph_schema_entity *schema = b->plan->entities[entity].schema;

    if (schema->primary.count > 1)
        check(b, entity, &schema->primary);
    for (size_t i = 0; i < schema->unique_count; i++)
        check(b, entity, &schema->uniques[i]);
}
