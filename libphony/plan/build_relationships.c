/* What relationships and tables promise to databases, checked when all fields are made: references
 * are to keys and have the parent's values alone, keys are never null, no name stands for two
 * columns or tables. */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "plan/build.h"

static const ph_schema_entity *entity_of(const ph_builder *b, uint32_t entity)
{
    return &b->plan->schema.entities[entity];
}

/* ---- Keys ------------------------------------------------------------------------------------ */

static int holds(const uint32_t *fields, size_t count, uint32_t field)
{
    for (size_t i = 0; i < count; i++) {
        if (fields[i] == field)
            return 1;
    }
    return 0;
}

/* Whether a list has these fields and no others, in any order. */
static int is_list_of(const ph_schema_list *list, const ph_schema_end *end)
{
    for (size_t i = 0; i < list->count; i++) {
        if (!holds(end->fields, end->field_count, list->fields[i]))
            return 0;
    }
    for (size_t i = 0; i < end->field_count; i++) {
        if (!holds(list->fields, list->count, end->fields[i]))
            return 0;
    }
    return list->count > 0;
}

static int is_key(const ph_schema_entity *entity, const ph_schema_end *end)
{
    if (is_list_of(&entity->primary, end) ||
        (end->field_count == 1 && entity->fields[end->fields[0]].unique))
        return 1;
    for (size_t i = 0; i < entity->unique_count; i++) {
        if (is_list_of(&entity->uniques[i], end))
            return 1;
    }
    return 0;
}

static void check_parents(ph_builder *b, const ph_schema_relationship *r)
{
    ph_document *document = ph_build_document(b);

    for (size_t i = 0; i < r->parent_count; i++) {
        const ph_schema_end *end = &r->parents[i];
        const ph_schema_entity *entity = entity_of(b, end->entity);
        if (is_key(entity, end))
            continue;
        if (end->field_count == 1)
            ph_document_problem(document, r->site,
                                "%s.%s is not unique: a reference is to a key, or to a field that "
                                "is \"unique\"",
                                entity->name, entity->fields[end->fields[0]].name);
        else
            ph_document_problem(document, r->site,
                                "these fields of %s are neither its key nor a list under its "
                                "\"unique\"",
                                entity->name);
    }
}

/* ---- The shape of a relationship ------------------------------------------------------------- */

static int says(const ph_document *document, ph_site site, const char *cardinality)
{
    ph_site at = ph_site_get(document, site, "cardinality", PH_IS_TEXT);

    return ph_site_is(at) && strcmp(ph_site_text(document, at), cardinality) == 0;
}

static void check_shape(ph_builder *b, const ph_schema_relationship *r)
{
    ph_document *document = ph_build_document(b);
    int is_self = r->parents[0].entity == r->child.entity;

    if (r->parent_count > 1 &&
        (r->cardinality != PH_MANY_TO_ONE || says(document, r->site, "one-to-many")))
        ph_document_problem(document, r->site,
                            "a relationship with several parents is many-to-one");
    else if (r->cardinality == PH_ONE_TO_ONE && is_self)
        ph_document_problem(document, r->site,
                            "%s with itself cannot be one-to-one: a self-reference is a tree",
                            entity_of(b, r->child.entity)->name);
    if (holds(r->child.fields, r->child.field_count, r->type_field))
        ph_document_problem(document, r->site,
                            "\"type_field\" is a field of its own, beside the reference");
}

/* ---- The fields that refer ------------------------------------------------------------------- */

static int is_whole(ph_type type)
{
    return type.kind == PH_TYPE_INT16 || type.kind == PH_TYPE_INT32 || type.kind == PH_TYPE_INT64;
}

static int is_text(ph_type type)
{
    return type.kind == PH_TYPE_TEXT || type.kind == PH_TYPE_ENUM;
}

/* Databases compare references by values of one type. */
static int can_refer(ph_type from, ph_type to)
{
    return from.kind == to.kind
               ? from.kind != PH_TYPE_DECIMAL || from.scale == to.scale
               : (is_whole(from) && is_whole(to)) || (is_text(from) && is_text(to));
}

static void check_type(ph_builder *b, const ph_schema_relationship *r, size_t at)
{
    const ph_schema_end *end = &r->parents[0];
    const ph_plan_entity *child = &b->plan->entities[r->child.entity];
    const ph_plan_entity *parent = &b->plan->entities[end->entity];
    uint32_t from = child->fields[r->child.fields[at]], to = parent->fields[end->fields[at]];

    if (r->parent_count == 1 && from != PH_NO_COLUMN && to != PH_NO_COLUMN &&
        !can_refer(child->columns[from].type, parent->columns[to].type))
        ph_document_problem(ph_build_document(b), child->schema->fields[r->child.fields[at]].site,
                            "has another type than %s.%s: leave \"type\" out, it is the parent's",
                            parent->schema->name, parent->schema->fields[end->fields[at]].name);
}

static void check_reference(ph_builder *b, const ph_schema_relationship *r, size_t at)
{
    const ph_schema_field *field = &entity_of(b, r->child.entity)->fields[r->child.fields[at]];
    const char *parent = entity_of(b, r->parents[0].entity)->name;

    if (ph_site_is(field->when))
        ph_document_problem(ph_build_document(b), field->when,
                            "the relationship with %s gives the values: take \"when\" away",
                            parent);
    if (field->null_chance || field->null_if)
        ph_document_problem(ph_build_document(b), field->null_site,
                            "the relationship with %s gives the values: say there which share "
                            "has none, by \"optional\"",
                            parent);
    check_type(b, r, at);
}

/* ---- Names ----------------------------------------------------------------------------------- */

/* A name that is taken, or none at all, is a problem. */
static phony_status take_name(ph_builder *b, ph_names *taken, const char *name, const char *what,
                              ph_site site)
{
    uint32_t before = taken->count, number = ph_names_add(taken, name);

    if (number == PH_NO_NAME)
        return ph_fail_memory(b->error);
    if (!*name)
        ph_document_problem(ph_build_document(b), site, "the name of a %s is empty", what);
    else if (number < before)
        ph_document_problem(ph_build_document(b), site, "there is another %s \"%.60s\"", what,
                            name);
    return PHONY_OK;
}

static phony_status check_columns(ph_builder *b, const ph_schema_entity *entity)
{
    ph_names taken = {0};
    phony_status status = PHONY_OK;

    for (uint32_t i = 0; !status && i < entity->field_count; i++) {
        const ph_schema_field *field = &entity->fields[i];
        if (!field->hidden)
            status = take_name(b, &taken, field->column, "column", field->site);
    }
    ph_names_fini(&taken);
    return status;
}

static phony_status check_tables(ph_builder *b)
{
    const ph_schema *schema = &b->plan->schema;
    ph_names taken = {0};
    phony_status status = PHONY_OK;

    for (uint32_t i = 0; !status && i < schema->entity_names.count; i++)
        status = take_name(b, &taken, schema->entities[i].table, "table", schema->entities[i].site);
    ph_names_fini(&taken);
    for (uint32_t i = 0; !status && i < schema->entity_names.count; i++)
        status = check_columns(b, &schema->entities[i]);
    return status;
}

/* ---- Keys that are never null ---------------------------------------------------------------- */

/* References, for each field of all entities: the relationship that gives it its values. */
typedef struct owners {
    uint64_t *first; /* by entity: where its fields begin */
    uint32_t *of;
} owners;

static phony_status begin_owners(ph_builder *b, owners *o)
{
    const ph_schema *schema = &b->plan->schema;
    uint64_t count = 0;

    o->first = ph_calloc((size_t)schema->entity_names.count + 1, sizeof *o->first);
    for (uint32_t i = 0; o->first && i < schema->entity_names.count; i++) {
        o->first[i] = count;
        count += schema->entities[i].field_count;
    }
    o->of = o->first ? ph_realloc_array(NULL, count + 1, sizeof *o->of) : NULL;
    if (!o->of)
        return ph_fail_memory(b->error);
    memset(o->of, 0xFF, (count + 1) * sizeof *o->of);
    return PHONY_OK;
}

static void own(ph_builder *b, owners *o, uint32_t number, uint32_t field)
{
    const ph_schema_relationship *r = &b->plan->schema.relationships[number];
    const ph_schema_entity *entity = entity_of(b, r->child.entity);
    uint32_t *owner = &o->of[o->first[r->child.entity] + field];

    if (*owner != PH_NO_NAME)
        ph_document_problem(ph_build_document(b), r->site,
                            "%s.%s refers by another relationship, too: its values can be those "
                            "of one alone",
                            entity->name, entity->fields[field].name);
    *owner = number;
}

static void check_key(ph_builder *b, const owners *o, uint32_t number)
{
    const ph_schema_entity *entity = entity_of(b, number);
    const ph_schema_list *key = &entity->primary;

    for (size_t i = 0; i < key->count; i++) {
        const ph_schema_field *field = &entity->fields[key->fields[i]];
        uint32_t owner = o->of[o->first[number] + key->fields[i]];
        const ph_link *link = owner == PH_NO_NAME ? NULL : &b->plan->links[owner];
        if (holds(key->fields, i, key->fields[i]))
            ph_document_problem(ph_build_document(b), key->site, "\"%s\" stands in the key twice",
                                field->name);
        else if (link && (link->kind == PH_LINK_LEVELS || (link->schema && link->schema->optional)))
            ph_document_problem(ph_build_document(b), key->site,
                                "a key cannot be null: \"%s\" refers, and some rows have no parent",
                                field->name);
        else if (!link && (field->null_chance || field->null_if) &&
                 !ph_site_is(ph_site_member(ph_build_document(b), field->site, "primary")))
            ph_document_problem(ph_build_document(b), field->null_site, "a key cannot be null");
    }
}

/* ---- All of them ----------------------------------------------------------------------------- */

static void check_one(ph_builder *b, owners *o, uint32_t number)
{
    const ph_schema_relationship *r = &b->plan->schema.relationships[number];

    check_shape(b, r);
    check_parents(b, r);
    for (size_t i = 0; i < r->child.field_count; i++) {
        own(b, o, number, r->child.fields[i]);
        check_reference(b, r, i);
    }
    if (r->type_field != PH_NO_NAME && !holds(r->child.fields, r->child.field_count, r->type_field))
        own(b, o, number, r->type_field);
}

phony_status ph_build_check_relationships(ph_builder *b)
{
    const ph_schema *schema = &b->plan->schema;
    owners o = {NULL, NULL};
    phony_status status = begin_owners(b, &o);

    for (uint32_t i = 0; !status && i < schema->relationship_count; i++)
        check_one(b, &o, i);
    for (uint32_t i = 0; !status && i < schema->entity_names.count; i++)
        check_key(b, &o, i);
    if (!status)
        status = check_tables(b);
    ph_free(o.first);
    ph_free(o.of);
    return status;
}
