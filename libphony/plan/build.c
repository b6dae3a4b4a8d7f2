/* From a schema's fields to columns. A field is made when it is first asked for, after the columns
 * that it is made of; fields in progress are kept in a stack, so that circles are found and named.
 */
#include "plan/build.h"

#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"

enum { FREE, BUSY, DONE };

/* ---- Columns --------------------------------------------------------------------------------- */

phony_status ph_build_new(ph_builder *b, uint32_t entity, const char *name, uint32_t *column)
{
    ph_plan_entity *e = &b->plan->entities[entity];

    if (ph_grow((void **)&e->columns, &e->capacity, (size_t)e->count + 1, sizeof *e->columns) < 0)
        return ph_fail_memory(b->error);
    e->columns[e->count] = (ph_column){.name = name,
                                       .link = UINT32_MAX,
                                       .what = PH_NO_COLUMN,
                                       .condition = PH_NO_COLUMN,
                                       .null_if = PH_NO_COLUMN,
                                       .field = PH_NO_NAME};
    *column = e->count++;
    return PHONY_OK;
}

void ph_build_stands_on(ph_builder *b, uint32_t entity, uint32_t column, uint32_t other_entity,
                        uint32_t other)
{
    ph_column *c = ph_build_column(b, entity, column);
    uint32_t depth = other == PH_NO_COLUMN ? 0 : ph_build_column(b, other_entity, other)->depth + 1;

    c->depth = c->depth < depth ? depth : c->depth;
}

phony_status ph_build_inputs(ph_builder *b, uint32_t entity, uint32_t column,
                             const uint32_t *inputs, size_t count)
{
    uint32_t *copy = ph_realloc_array(NULL, count ? count : 1, sizeof *copy);

    if (!copy)
        return ph_fail_memory(b->error);
    for (size_t i = 0; i < count; i++) {
        copy[i] = inputs[i];
        ph_build_stands_on(b, entity, column, entity, inputs[i]);
    }
    ph_free(ph_build_column(b, entity, column)->inputs);
    ph_build_column(b, entity, column)->inputs = copy;
    ph_build_column(b, entity, column)->input_count = count;
    return PHONY_OK;
}

/* ---- Problems -------------------------------------------------------------------------------- */

void ph_build_unknown(ph_builder *b, ph_site site, const char *what, const char *name,
                      const char *nearest)
{
    ph_document_problem(ph_build_document(b), site, "%s \"%.60s\"%s%s%s", what, name,
                        nearest ? "; did you mean \"" : "", nearest ? nearest : "",
                        nearest ? "\"?" : "");
}

phony_status ph_build_problem(ph_builder *b, ph_site site, phony_status status)
{
    if (status == PHONY_OK || status == PHONY_ERROR_MEMORY)
        return status;
    ph_document_problem(ph_build_document(b), site, "%s", b->error->message);
    return PHONY_OK;
}

/* ---- Circles --------------------------------------------------------------------------------- */

/* From a self-reference's row to its parent's, again and again, comes to an end at the roots. */
static int comes_to_an_end(const ph_builder *b, size_t from, ph_edge edge)
{
    int goes_up = edge == PH_EDGE_UP;

    if (edge != PH_EDGE_ROW && edge != PH_EDGE_UP)
        return 0;
    for (size_t i = from + 1; i < b->depth; i++) {
        if (b->steps[i].edge != PH_EDGE_ROW && b->steps[i].edge != PH_EDGE_UP)
            return 0;
        goes_up |= b->steps[i].edge == PH_EDGE_UP;
    }
    return goes_up;
}

static void append_field(const ph_builder *b, const ph_build_step *step, ph_buffer *text)
{
    const ph_schema_entity *entity = b->plan->entities[step->entity].schema;

    ph_buffer_append_text(text, entity->name);
    ph_buffer_append_byte(text, '.');
    ph_buffer_append_text(text, entity->fields[step->field].name);
}

static phony_status report_circle(ph_builder *b, size_t from)
{
    const ph_build_step *first = &b->steps[from];
    ph_site site = b->plan->entities[first->entity].schema->fields[first->field].site;
    ph_buffer text = PH_BUFFER_INIT;
    int failed;

    for (size_t i = from; i < b->depth; i++) {
        append_field(b, &b->steps[i], &text);
        ph_buffer_append_text(&text, " needs ");
    }
    append_field(b, first, &text);
    failed = text.failed;
    if (!failed)
        ph_document_problem(ph_build_document(b), site, "fields in a circle: %.*s",
                            (int)(text.length > 400 ? 400 : text.length), text.data);
    ph_buffer_fini(&text);
    return failed ? ph_fail_memory(b->error) : PHONY_OK;
}

/* A field that is in progress is needed again. */
static phony_status meet_again(ph_builder *b, uint32_t entity, uint32_t field, ph_edge edge,
                               uint32_t *column)
{
    size_t from = b->depth - 1;
    uint32_t slot = b->plan->entities[entity].fields[field];
    const ph_schema_field *f = &b->plan->entities[entity].schema->fields[field];

    while (b->steps[from].entity != entity || b->steps[from].field != field)
        from--;
    if (!comes_to_an_end(b, from, edge))
        return report_circle(b, from);
    if (f->type.kind == PH_TYPE_NONE)
        ph_document_problem(ph_build_document(b), f->site,
                            "is computed from the parent's own: say its \"type\"");
    else
        *column = slot;
    b->steps[from].goes_up = 1;
    return PHONY_OK;
}

/* ---- Fields ---------------------------------------------------------------------------------- */

static phony_status add_nulls(ph_builder *b, const ph_build_for *for_what, const ph_schema_field *f,
                              uint32_t slot)
{
    ph_build_for test = *for_what;
    char path[192];
    uint32_t condition = PH_NO_COLUMN;
    phony_status status;

    snprintf(path, sizeof path, "%s#null", for_what->path);
    status =
        ph_plan_key(b->plan, path, &ph_build_column(b, for_what->entity, slot)->null_key, b->error);
    ph_build_column(b, for_what->entity, slot)->null_chance = f->null_chance;
    if (status || !f->null_if)
        return status;
    test.site = f->null_site;
    test.type = (ph_type){.kind = PH_TYPE_BOOLEAN};
    status = ph_build_expression(b, &test, f->null_if, 0, &condition);
    ph_build_column(b, for_what->entity, slot)->null_if = condition;
    ph_build_stands_on(b, for_what->entity, slot, for_what->entity, condition);
    return status;
}

/* Puts what was made into the field's own column: its memory goes over, and nulls on top. */
static void settle(ph_builder *b, uint32_t entity, uint32_t slot, uint32_t made)
{
    ph_column *to = ph_build_column(b, entity, slot), *from = ph_build_column(b, entity, made);
    const char *name = to->name;

    *to = *from;
    to->name = name;
    from->class = NULL; /* it is not there any more */
    from->inputs = from->targets = NULL;
    from->feed = NULL;
    from->options = NULL;
    from->expr = NULL;
}

static int is_sole_key(const ph_schema_entity *entity, uint32_t field)
{
    return entity->primary.count == 1 && entity->primary.fields[0] == field;
}

static phony_status make_field(ph_builder *b, uint32_t entity, uint32_t field, uint32_t slot,
                               int *good)
{
    ph_plan_entity *e = &b->plan->entities[entity];
    ph_schema_field *f = &b->plan->schema.entities[entity].fields[field];
    const char *name = ph_build_column(b, entity, slot)->name;
    ph_build_for for_what = {.entity = entity,
                             .name = name,
                             .path = name,
                             .site = ph_site_is(f->generator) ? f->generator : f->site,
                             .type = f->type,
                             .locale = f->locale ? f->locale : b->plan->locale,
                             .unique = f->unique || is_sole_key(e->schema, field)};
    uint32_t made = PH_NO_COLUMN, converted = PH_NO_COLUMN;
    phony_status status;

    if (ph_build_is_unique(b, f->generator))
        f->unique = for_what.unique = 1;
    if (ph_site_is(f->when) && for_what.unique)
        ph_document_problem(ph_build_document(b), f->when, "cases cannot promise to be unique");
    status = ph_build_value(b, &for_what, f, field, &made);
    if (status || made == PH_NO_COLUMN)
        return status;
    e->sources[field] = made;
    status = ph_build_convert(b, &for_what, made, f->type, &converted);
    if (status || converted == PH_NO_COLUMN)
        return status;
    settle(b, entity, slot, converted);
    e = &b->plan->entities[entity];
    if (converted == made)
        e->sources[field] = slot;
    e->columns[slot].field = e->columns[e->sources[field]].field = field;
    *good = 1;
    return add_nulls(b, &for_what, f, slot);
}

/* The levels of an entity's trees, the roots' among them. */
static uint32_t levels_of(const ph_plan *plan, uint32_t entity)
{
    uint32_t levels = 1;

    for (size_t i = 0; i < plan->schema.relationship_count; i++) {
        const ph_link *link = &plan->links[i];
        if (link->child == entity && link->kind == PH_LINK_LEVELS && link->level_count > levels)
            levels = link->level_count;
    }
    return levels;
}

/* A field of the parent's own goes down through all levels; so does what was made on its way. */
static phony_status check_depth(ph_builder *b, uint32_t entity, uint32_t field, uint32_t slot)
{
    ph_plan_entity *e = &b->plan->entities[entity];
    uint64_t depth = e->columns[slot].depth, more = 0;

    if (b->steps[b->depth - 1].goes_up)
        more = depth * (levels_of(b->plan, entity) - 1);
    if (depth + more > PH_COLUMN_DEPTH_MAX)
        return ph_fail(b->error, PHONY_ERROR_LIMIT,
                       "%s.%s is made of more than %d columns, one of another", e->schema->name,
                       e->schema->fields[field].name, PH_COLUMN_DEPTH_MAX);
    for (uint32_t i = slot; more && i < e->count; i++)
        e->columns[i].depth += (uint32_t)more;
    return PHONY_OK;
}

static phony_status start_field(ph_builder *b, uint32_t entity, uint32_t field, ph_edge edge)
{
    const ph_schema_entity *schema = b->plan->entities[entity].schema;
    char name[160];
    const char *kept;
    uint32_t slot;
    phony_status status;

    if (b->depth == PH_BUILD_DEPTH_MAX)
        return ph_fail(b->error, PHONY_ERROR_LIMIT, "more than %d fields that need one another",
                       PH_BUILD_DEPTH_MAX);
    snprintf(name, sizeof name, "%s.%s", schema->name, schema->fields[field].name);
    kept = ph_schema_keep(&b->plan->schema, name);
    if (!kept)
        return ph_fail_memory(b->error);
    status = ph_build_new(b, entity, kept, &slot);
    if (status)
        return status;
    b->plan->entities[entity].fields[field] = slot;
    ph_build_column(b, entity, slot)->type = schema->fields[field].type;
    b->states[entity][field] = BUSY;
    b->steps[b->depth++] = (ph_build_step){entity, field, edge, 0};
    return PHONY_OK;
}

phony_status ph_build_field(ph_builder *b, uint32_t entity, uint32_t field, ph_edge edge,
                            uint32_t *column)
{
    uint32_t *fields = b->plan->entities[entity].fields;
    phony_status status;
    int good = 0;

    *column = PH_NO_COLUMN;
    if (b->states[entity][field] == BUSY)
        return meet_again(b, entity, field, edge, column);
    if (b->states[entity][field] == DONE) {
        *column = fields[field];
        return PHONY_OK;
    }
    status = start_field(b, entity, field, edge);
    if (status)
        return status;
    status = make_field(b, entity, field, fields[field], &good);
    if (!status)
        status = check_depth(b, entity, field, fields[field]);
    b->depth--;
    b->states[entity][field] = DONE;
    if (!good)
        fields[field] = PH_NO_COLUMN;
    *column = fields[field];
    return status;
}

/* ---- Entities -------------------------------------------------------------------------------- */

static phony_status build_entity(ph_builder *b, uint32_t entity)
{
    ph_plan_entity *e = &b->plan->entities[entity];
    phony_status status = PHONY_OK;

    for (uint32_t i = 0; !status && i < e->schema->field_count; i++) {
        uint32_t column;
        status = ph_build_field(b, entity, i, PH_EDGE_ROW, &column);
        if (!e->schema->fields[i].hidden)
            e->written[e->written_count++] = i;
    }
    if (!status && !e->written_count && e->schema->field_count)
        ph_document_problem(ph_build_document(b), e->schema->site, "%s has only hidden fields",
                            e->schema->name);
    if (!status)
        ph_build_check_keys(b, entity);
    return status;
}

static phony_status begin(ph_builder *b)
{
    uint32_t count = b->plan->schema.entity_names.count;

    b->states = ph_calloc(count + 1, sizeof *b->states);
    b->hidden = ph_calloc(count + 1, sizeof *b->hidden);
    if (!b->states || !b->hidden)
        return ph_fail_memory(b->error);
    for (uint32_t i = 0; i < count; i++) {
        b->states[i] = ph_calloc(b->plan->schema.entities[i].field_count + 1, 1);
        if (!b->states[i])
            return ph_fail_memory(b->error);
    }
    return PHONY_OK;
}

static void end(ph_builder *b)
{
    for (uint32_t i = 0; i < b->plan->schema.entity_names.count; i++) {
        if (b->states)
            ph_free(b->states[i]);
        if (b->hidden) {
            ph_names_fini(&b->hidden[i].names);
            ph_free(b->hidden[i].columns);
        }
    }
    ph_free(b->states);
    ph_free(b->hidden);
    ph_free(b);
}

static phony_status make_room(ph_plan *plan, phony_error *error)
{
    uint32_t count = plan->schema.entity_names.count;

    plan->entities = ph_calloc(count + 1, sizeof *plan->entities);
    plan->links = ph_calloc(plan->schema.relationship_count + 1, sizeof *plan->links);
    if (!plan->entities || !plan->links)
        return ph_fail_memory(error);
    for (uint32_t i = 0; i < count; i++) {
        ph_plan_entity *e = &plan->entities[i];
        size_t fields = plan->schema.entities[i].field_count;
        e->schema = &plan->schema.entities[i];
        e->fields = ph_realloc_array(NULL, fields + 1, sizeof *e->fields);
        e->sources = ph_realloc_array(NULL, fields + 1, sizeof *e->sources);
        e->written = ph_realloc_array(NULL, fields + 1, sizeof *e->written);
        if (!e->fields || !e->sources || !e->written)
            return ph_fail_memory(error);
        memset(e->fields, 0xFF, (fields + 1) * sizeof *e->fields);
        memset(e->sources, 0xFF, (fields + 1) * sizeof *e->sources);
    }
    return PHONY_OK;
}

phony_status ph_plan_build(ph_plan *plan, const phony_dataset_options *options, phony_error *error)
{
    phony_error own;
    ph_builder *b;
    phony_status status = make_room(plan, error);

    if (!status)
        status = ph_plan_size(plan, options, error ? error : &own);
    if (!status)
        status = ph_plan_set_order(plan, error);
    if (status)
        return status;
    b = ph_calloc(1, sizeof *b);
    if (!b)
        return ph_fail_memory(error);
    b->plan = plan;
    b->had_problems = plan->schema.document.problem_count > 0;
    b->error = error ? error : &own;
    status = begin(b);
    for (uint32_t i = 0; !status && i < plan->schema.entity_names.count; i++)
        status = build_entity(b, i);
    if (!status)
        status = ph_build_check_relationships(b);
    end(b);
    return !status && plan->schema.document.no_memory ? ph_fail_memory(error) : status;
}
