/* How many rows each entity has: as an option says, else the scenario, else a relationship with a
 * parent whose rows are known, else the entity itself; and the links between them. */
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "plan/plan.h"
#include "text/nearest.h"

enum { ROWS_BY_DEFAULT = 10 };
#define ROWS_MAX UINT64_C(1000000000000000000)

typedef struct sizing {
    ph_plan *plan;
    uint64_t *rows;  /* PH_COUNTS_FREE: not known yet */
    uint8_t *linked; /* by relationship: its link is made */
    phony_error *error;
} sizing;

static ph_document *document_of(sizing *s)
{
    return &s->plan->schema.document;
}

/* ---- What is said ---------------------------------------------------------------------------- */

static phony_status take_options(sizing *s, const phony_dataset_options *options)
{
    const ph_schema *schema = &s->plan->schema;

    for (size_t i = 0; i < options->count_count; i++) {
        const phony_count *count = &options->counts[i];
        uint32_t entity = ph_names_find(&schema->entity_names, count->entity);
        const char *nearest = ph_names_nearest(&schema->entity_names, count->entity);
        if (entity == PH_NO_NAME)
            return ph_fail(s->error, PHONY_ERROR_ARGUMENT, "there is no entity '%.60s'%s%s%s",
                           count->entity, nearest ? "; did you mean '" : "", nearest ? nearest : "",
                           nearest ? "'?" : "");
        if (count->rows > ROWS_MAX)
            return ph_fail(s->error, PHONY_ERROR_LIMIT, "%s: at most 10^18 rows", count->entity);
        s->rows[entity] = count->rows;
    }
    return PHONY_OK;
}

static void take_count(sizing *s, ph_site at)
{
    ph_schema *schema = &s->plan->schema;
    const char *name = ph_site_key(document_of(s), at);
    uint32_t entity = ph_names_find(&schema->entity_names, name);
    const char *nearest = ph_names_nearest(&schema->entity_names, name);
    uint64_t rows;

    if (entity == PH_NO_NAME) {
        ph_document_problem(document_of(s), at, "there is no entity \"%.60s\"%s%s%s", name,
                            nearest ? "; did you mean \"" : "", nearest ? nearest : "",
                            nearest ? "\"?" : "");
        return;
    }
    if (ph_site_kind(document_of(s), at) != PH_IS_NUMBER) {
        ph_document_problem(document_of(s), at, "must be a number of rows");
        return;
    }
    rows = ph_schema_whole(schema, at);
    if (rows > ROWS_MAX)
        ph_document_problem(document_of(s), at, "at most 10^18 rows");
    else if (s->rows[entity] == PH_COUNTS_FREE)
        s->rows[entity] = rows;
}

static phony_status take_scenario(sizing *s, const char *name)
{
    const ph_schema *schema = &s->plan->schema;
    uint32_t number = ph_names_find(&schema->scenario_names, name);
    const char *nearest = ph_names_nearest(&schema->scenario_names, name);

    if (number == PH_NO_NAME || !ph_site_is(schema->scenarios[number]))
        return ph_fail(s->error, PHONY_ERROR_ARGUMENT, "there is no scenario '%.60s'%s%s%s", name,
                       nearest ? "; did you mean '" : "", nearest ? nearest : "",
                       nearest ? "'?" : "");
    for (ph_site at = ph_site_child(document_of(s), schema->scenarios[number]); ph_site_is(at);
         at = ph_site_next(document_of(s), at))
        take_count(s, at);
    return PHONY_OK;
}

/* All scenarios are checked, whichever is asked for. */
static void check_scenarios(sizing *s)
{
    const ph_schema *schema = &s->plan->schema;
    uint64_t *kept = s->rows;
    uint64_t *rows = ph_calloc(schema->entity_names.count + 1, sizeof *rows);

    if (!rows) {
        s->plan->schema.document.no_memory = 1;
        return;
    }
    s->rows = rows;
    for (uint32_t i = 0; i < schema->scenario_names.count; i++) {
        ph_site at = schema->scenarios[i];
        if (!ph_site_is(at))
            continue;
        if (ph_site_kind(document_of(s), at) != PH_IS_OBJECT) {
            ph_document_problem(document_of(s), at, "must say how many rows entities have");
            continue;
        }
        for (at = ph_site_child(document_of(s), at); ph_site_is(at);
             at = ph_site_next(document_of(s), at))
            take_count(s, at);
    }
    ph_free(rows);
    s->rows = kept;
}

/* ---- Links ----------------------------------------------------------------------------------- */

/* "Order.user_id" */
static phony_status key_of(sizing *s, const ph_schema_relationship *r, phony_key *key)
{
    const ph_schema_entity *entity = &s->plan->schema.entities[r->child.entity];
    char path[160];

    snprintf(path, sizeof path, "%s.%s#parent", entity->name,
             entity->fields[r->child.fields[0]].name);
    return ph_plan_key(s->plan, path, key, s->error);
}

/* No row has more children than it has partners to tell them apart: 0 where it has none. */
static uint64_t most_partners(const sizing *s, uint32_t number)
{
    const ph_schema *schema = &s->plan->schema;
    uint64_t most = 0;

    for (size_t i = 0; i < schema->relationship_count; i++) {
        const ph_schema_relationship *r = &schema->relationships[i];
        uint64_t rows = s->rows[r->parents[0].entity];
        if (r->partner_of == number && (!most || rows < most))
            most = rows;
    }
    return most;
}

/* Makes a link; its numbers that cannot be are a problem of the relationship. */
static phony_status link_up(sizing *s, uint32_t number, int counted)
{
    const ph_schema_relationship *r = &s->plan->schema.relationships[number];
    ph_link *link = &s->plan->links[number];
    ph_link_request request = {.schema = r, .rows = s->rows, .counted = counted};
    phony_status status = key_of(s, r, &request.key);

    request.most = most_partners(s, number);
    request.sharers = s->plan->schema.relationship_count;
    if (r->partner_of != PH_NO_NAME)
        request.first = &s->plan->links[r->partner_of];
    if (!status)
        status = ph_link_init(link, &request, s->error);
    s->linked[number] = 1;
    if (status == PHONY_ERROR_EMPTY || status == PHONY_ERROR_LIMIT) {
        ph_document_problem(document_of(s), r->site, "%s", s->error->message);
        if (s->rows[r->child.entity] == PH_COUNTS_FREE)
            s->rows[r->child.entity] = 0;
        return PHONY_OK;
    }
    if (!status && link->rows > ROWS_MAX)
        ph_document_problem(document_of(s), r->site, "makes more than 10^18 rows");
    s->rows[r->child.entity] = link->rows;
    return status;
}

static int parents_known(const sizing *s, const ph_schema_relationship *r)
{
    for (size_t i = 0; i < r->parent_count; i++) {
        if (s->rows[r->parents[i].entity] == PH_COUNTS_FREE)
            return 0;
    }
    return 1;
}

static int partners_known(const sizing *s, uint32_t number)
{
    const ph_schema *schema = &s->plan->schema;

    for (size_t i = 0; i < schema->relationship_count; i++) {
        if (schema->relationships[i].partner_of == number &&
            !parents_known(s, &schema->relationships[i]))
            return 0;
    }
    return 1;
}

/* Whether a relationship says how many rows the child has. */
static int decides(const sizing *s, const ph_schema_relationship *r)
{
    int is_one =
        r->cardinality == PH_ONE_TO_ONE && !s->plan->schema.entities[r->child.entity].has_count;

    return r->parent_count == 1 && r->parents[0].entity != r->child.entity &&
           r->partner_of == PH_NO_NAME && (r->has_counts || is_one);
}

/* Lets relationships say how many rows there are, as long as one can. */
static phony_status derive(sizing *s)
{
    const ph_schema *schema = &s->plan->schema;
    int changed = 1;

    while (changed) {
        changed = 0;
        for (uint32_t i = 0; i < schema->relationship_count; i++) {
            const ph_schema_relationship *r = &schema->relationships[i];
            if (s->linked[i] || !decides(s, r) || s->rows[r->child.entity] != PH_COUNTS_FREE ||
                !parents_known(s, r) || !partners_known(s, i))
                continue;
            changed = 1;
            phony_status status = link_up(s, i, 1);
            if (status)
                return status;
        }
    }
    return PHONY_OK;
}

static int waits_for_parent(const sizing *s, uint32_t entity)
{
    const ph_schema *schema = &s->plan->schema;

    for (size_t i = 0; i < schema->relationship_count; i++) {
        const ph_schema_relationship *r = &schema->relationships[i];
        if (r->child.entity == entity && decides(s, r))
            return 1;
    }
    return 0;
}

/* The rest have the number they say, those first that no relationship could tell. */
static phony_status settle(sizing *s)
{
    const ph_schema *schema = &s->plan->schema;

    for (int last = 0; last < 2; last++) {
        for (uint32_t i = 0; i < schema->entity_names.count; i++) {
            const ph_schema_entity *entity = &schema->entities[i];
            phony_status status;
            if (s->rows[i] != PH_COUNTS_FREE || (!last && waits_for_parent(s, i)))
                continue;
            s->rows[i] = entity->has_count ? entity->count : ROWS_BY_DEFAULT;
            if (s->rows[i] > ROWS_MAX) {
                ph_document_problem(document_of(s), entity->site, "at most 10^18 rows");
                s->rows[i] = 0;
            }
            status = last ? derive(s) : PHONY_OK;
            if (status)
                return status;
        }
        phony_status status = derive(s);
        if (status)
            return status;
    }
    return PHONY_OK;
}

/* The first relationship of a child that has one parent owns its rows: they stand in its order. */
static int owns(const sizing *s, uint32_t number)
{
    const ph_schema *schema = &s->plan->schema;
    const ph_schema_relationship *r = &schema->relationships[number];

    for (uint32_t i = 0; i < schema->relationship_count; i++) {
        const ph_schema_relationship *other = &schema->relationships[i];
        if (other->child.entity == r->child.entity && other->parent_count == 1 &&
            other->parents[0].entity != r->child.entity)
            return i == number;
    }
    return 0;
}

/* Two relationships cannot both put the rows of a child in their order. */
static int has_grouped_before(const sizing *s, uint32_t number)
{
    const ph_schema *schema = &s->plan->schema;
    const ph_schema_relationship *r = &schema->relationships[number];

    for (uint32_t i = 0; i < number; i++) {
        if (schema->relationships[i].child.entity == r->child.entity &&
            s->plan->links[i].kind == PH_LINK_COUNTED && !s->plan->links[i].shuffled)
            return 1;
    }
    return 0;
}

static int has_partner(const ph_schema *schema, uint32_t number)
{
    for (size_t i = 0; i < schema->relationship_count; i++) {
        if (schema->relationships[i].partner_of == number)
            return 1;
    }
    return 0;
}

/* Partners after those whose partners they are. */
static phony_status link_rest(sizing *s)
{
    const ph_schema *schema = &s->plan->schema;
    phony_status status = PHONY_OK;

    for (int partners = 0; partners < 2; partners++) {
        for (uint32_t i = 0; !status && i < schema->relationship_count; i++) {
            const ph_schema_relationship *r = &schema->relationships[i];
            if (!s->linked[i] && (r->partner_of != PH_NO_NAME) == partners)
                status = link_up(s, i, r->has_counts || has_partner(schema, i) || owns(s, i));
        }
    }
    for (uint32_t i = 0; !status && i < schema->relationship_count; i++) {
        ph_link *link = &s->plan->links[i];
        if (link->kind == PH_LINK_COUNTED && !link->shuffled && !has_partner(schema, i))
            link->shuffled = has_grouped_before(s, i);
    }
    return status;
}

/* ---- Pairs ----------------------------------------------------------------------------------- */

static int holds_fields(const ph_schema_list *list, const ph_schema_relationship *r)
{
    for (size_t i = 0; i < r->child.field_count; i++) {
        size_t k = 0;
        while (k < list->count && list->fields[k] != r->child.fields[i])
            k++;
        if (k == list->count)
            return 0;
    }
    return 1;
}

static int may_pair(const ph_schema_relationship *r, uint32_t entity, const ph_schema_list *list)
{
    return r->child.entity == entity && r->parent_count == 1 && r->cardinality == PH_MANY_TO_ONE &&
           r->parents[0].entity != entity && r->partner_of == PH_NO_NAME && holds_fields(list, r);
}

/* Two references that are unique together are those of many-to-many: the second is a partner. */
static void pair_up(ph_schema *schema, uint32_t entity, const ph_schema_list *list)
{
    uint32_t first = PH_NO_NAME, second = PH_NO_NAME;

    for (uint32_t i = 0; list->count > 1 && i < schema->relationship_count; i++) {
        if (!may_pair(&schema->relationships[i], entity, list))
            continue;
        if (first == PH_NO_NAME)
            first = i;
        else if (second == PH_NO_NAME)
            second = i;
    }
    if (second == PH_NO_NAME)
        return;
    if (schema->relationships[second].has_counts) {
        uint32_t swap = first;
        first = second;
        second = swap;
    }
    if (!schema->relationships[second].has_counts && !has_partner(schema, second))
        schema->relationships[second].partner_of = first;
}

static void pair_all(ph_schema *schema)
{
    for (uint32_t i = 0; i < schema->entity_names.count; i++) {
        const ph_schema_entity *entity = &schema->entities[i];
        pair_up(schema, i, &entity->primary);
        for (size_t k = 0; k < entity->unique_count; k++)
            pair_up(schema, i, &entity->uniques[k]);
    }
}

static phony_status size_all(sizing *s, const phony_dataset_options *options)
{
    ph_plan *plan = s->plan;
    phony_status status = take_options(s, options);

    pair_all(&plan->schema);
    if (!status && options->scenario)
        status = take_scenario(s, options->scenario);
    check_scenarios(s);
    if (!status)
        status = derive(s);
    if (!status)
        status = settle(s);
    if (!status)
        status = link_rest(s);
    for (uint32_t i = 0; i < plan->schema.entity_names.count; i++)
        plan->entities[i].rows = s->rows[i];
    return status;
}

phony_status ph_plan_size(ph_plan *plan, const phony_dataset_options *options, phony_error *error)
{
    sizing s = {.plan = plan, .error = error};
    uint32_t entities = plan->schema.entity_names.count;
    phony_status status;

    s.rows = ph_realloc_array(NULL, entities + 1, sizeof *s.rows);
    s.linked = ph_calloc(plan->schema.relationship_count + 1, sizeof *s.linked);
    if (s.rows)
        memset(s.rows, 0xFF, (entities + 1) * sizeof *s.rows);
    status = s.rows && s.linked ? size_all(&s, options) : ph_fail_memory(error);
    ph_free(s.rows);
    ph_free(s.linked);
    return status;
}
