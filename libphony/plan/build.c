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

/* ---- What a field's values come from --------------------------------------------------------- */

typedef struct place {
    const ph_schema_relationship *relationship;
    uint32_t number;
    size_t at; /* among the key's fields */
    int is_kind;
} place;

/* The relationship that a field belongs to. */
static int find_relationship(ph_builder *b, uint32_t entity, uint32_t field, place *found)
{
    const ph_schema *schema = &b->plan->schema;

    for (uint32_t i = 0; i < schema->relationship_count; i++) {
        const ph_schema_relationship *r = &schema->relationships[i];
        if (r->child.entity != entity)
            continue;
        *found = (place){r, i, 0, r->type_field == field};
        if (found->is_kind)
            return 1;
        for (; found->at < r->child.field_count; found->at++) {
            if (r->child.fields[found->at] == field)
                return 1;
        }
    }
    return 0;
}

static phony_status make_parent_kind(ph_builder *b, const ph_build_for *for_what, uint32_t link,
                                     uint32_t *column)
{
    phony_status status = ph_build_new(b, for_what->entity, for_what->name, column);

    if (status)
        return status;
    ph_build_column(b, for_what->entity, *column)->class = &ph_column_parent_kind;
    ph_build_column(b, for_what->entity, *column)->link = link;
    ph_build_column(b, for_what->entity, *column)->type = (ph_type){.kind = PH_TYPE_TEXT};
    return PHONY_OK;
}

static phony_status make_reference(ph_builder *b, const ph_build_for *for_what, const place *at,
                                   uint32_t *column)
{
    const ph_schema_relationship *r = at->relationship;
    uint32_t *fields;
    phony_status status;

    if (at->is_kind)
        return make_parent_kind(b, for_what, at->number, column);
    fields = ph_realloc_array(NULL, r->parent_count, sizeof *fields);
    if (!fields)
        return ph_fail_memory(b->error);
    for (size_t i = 0; i < r->parent_count; i++)
        fields[i] = r->parents[i].fields[at->at];
    status = ph_build_parent(b, for_what, at->number, fields, column);
    ph_free(fields);
    return status;
}

/* What a type gives where nothing is said of a generator. */
static const char *const by_type[] = {[PH_TYPE_INT16] = "integer",
                                      [PH_TYPE_INT32] = "integer",
                                      [PH_TYPE_INT64] = "integer",
                                      [PH_TYPE_DECIMAL] = "decimal",
                                      [PH_TYPE_FLOAT] = "float",
                                      [PH_TYPE_BOOLEAN] = "boolean",
                                      [PH_TYPE_TEXT] = "word",
                                      [PH_TYPE_DATE] = "date",
                                      [PH_TYPE_TIME] = "time",
                                      [PH_TYPE_TIMESTAMP] = "datetime",
                                      [PH_TYPE_TIMESTAMPTZ] = "datetime",
                                      [PH_TYPE_UUID] = "uuid",
                                      [PH_TYPE_BYTES] = "bytes",
                                      [PH_TYPE_INET] = "ip",
                                      [PH_TYPE_MACADDR] = "mac"};

static phony_status make_from_type(ph_builder *b, const ph_build_for *for_what, uint32_t *column)
{
    ph_type_kind kind = for_what->type.kind;
    const char *name = (size_t)kind < sizeof by_type / sizeof *by_type ? by_type[kind] : NULL;

    if (name)
        return ph_build_named(b, for_what, name, column);
    if (b->had_problems && kind == PH_TYPE_NONE)
        return PHONY_OK; /* its relationship may be among them */
    ph_document_problem(ph_build_document(b), for_what->site,
                        kind == PH_TYPE_NONE
                            ? "has neither a generator nor a type nor a relationship"
                            : "needs a generator: its type alone does not say what values it has");
    return PHONY_OK;
}

static phony_status make_plain(ph_builder *b, const ph_build_for *for_what,
                               const ph_schema_field *f, uint32_t field, uint32_t *column)
{
    place at;

    if (find_relationship(b, for_what->entity, field, &at)) {
        if (ph_site_is(f->generator))
            ph_document_problem(
                ph_build_document(b), f->generator,
                "the relationship with %s gives the values: take the generator away",
                b->plan->schema.entities[at.relationship->parents[0].entity].name);
        return make_reference(b, for_what, &at, column);
    }
    if (ph_site_is(f->generator))
        return ph_build_generator(b, for_what, f->generator, column);
    if (ph_site_is(f->initial))
        return ph_build_generator(b, for_what, f->initial, column);
    return make_from_type(b, for_what, column);
}

/* ---- Cases ----------------------------------------------------------------------------------- */

static phony_status make_case(ph_builder *b, const ph_build_for *for_what, ph_site site,
                              uint32_t number, uint32_t *inputs)
{
    ph_document *document = ph_build_document(b);
    ph_site condition = ph_site_get(document, site, "if", PH_IS_TEXT);
    ph_site generator = ph_site_get(document, site, "generator", PH_IS_TEXT | PH_IS_OBJECT);
    ph_build_for test = *for_what, value = *for_what;
    char path[192];
    phony_status status;

    if (!ph_site_is(condition) || !ph_site_is(generator))
        return PHONY_OK;
    test.site = condition;
    test.type = (ph_type){.kind = PH_TYPE_BOOLEAN};
    value.site = generator;
    snprintf(path, sizeof path, "%s#when%u", for_what->path, number);
    value.path = path;
    status = ph_build_expression(b, &test, ph_site_text(document, condition), 0, &inputs[0]);
    if (!status)
        status = ph_build_generator(b, &value, generator, &inputs[1]);
    return status;
}

/* All values as one type: the one asked for, or the first's. */
static phony_status convert_cases(ph_builder *b, const ph_build_for *for_what, uint32_t *inputs,
                                  size_t count, ph_type *type)
{
    phony_status status = PHONY_OK;

    *type = for_what->type;
    for (size_t i = 0; !status && i < count; i++) {
        int is_condition = i % 2 == 0 && i + 1 < count;
        if (inputs[i] == PH_NO_COLUMN || is_condition)
            continue;
        if (type->kind == PH_TYPE_NONE)
            *type = ph_build_column(b, for_what->entity, inputs[i])->type;
        status = ph_build_convert(b, for_what, inputs[i], *type, &inputs[i]);
    }
    return status;
}

/* Inputs: condition, value, condition, value, ..., what holds else. */
static phony_status fill_choice(ph_builder *b, const ph_build_for *for_what,
                                const ph_schema_field *f, uint32_t field, uint32_t *inputs,
                                size_t count)
{
    ph_document *document = ph_build_document(b);
    ph_site at = ph_site_child(document, f->when);
    phony_status status = PHONY_OK;

    for (size_t i = 0; !status && i + 1 < count; i += 2, at = ph_site_next(document, at))
        status = make_case(b, for_what, at, (uint32_t)(i / 2), &inputs[i]);
    if (status)
        return status;
    if (ph_site_is(f->generator) || ph_site_is(f->initial) || f->type.kind != PH_TYPE_NONE)
        return make_plain(b, for_what, f, field, &inputs[count - 1]);
    return ph_build_named(b, for_what, "null", &inputs[count - 1]);
}

static phony_status make_choice(ph_builder *b, const ph_build_for *for_what,
                                const ph_schema_field *f, uint32_t field, uint32_t *column)
{
    size_t cases = ph_site_node(ph_build_document(b), f->when)->count, count = 2 * cases + 1;
    uint32_t *inputs = ph_realloc_array(NULL, count, sizeof *inputs);
    phony_status status;
    ph_type type;
    int good = 1;

    if (!inputs)
        return ph_fail_memory(b->error);
    memset(inputs, 0xFF, count * sizeof *inputs);
    status = fill_choice(b, for_what, f, field, inputs, count);
    if (!status)
        status = convert_cases(b, for_what, inputs, count, &type);
    for (size_t i = 0; i < count; i++)
        good &= inputs[i] != PH_NO_COLUMN;
    if (!status && good) {
        status = ph_build_new(b, for_what->entity, for_what->name, column);
        if (!status)
            status = ph_build_inputs(b, for_what->entity, *column, inputs, count);
        if (!status) {
            ph_build_column(b, for_what->entity, *column)->class = &ph_column_choice;
            ph_build_column(b, for_what->entity, *column)->type = type;
        }
    }
    ph_free(inputs);
    return status;
}

/* ---- Conversions ----------------------------------------------------------------------------- */

static int is_same_type(ph_type a, ph_type b)
{
    return a.kind == b.kind &&
           (a.kind != PH_TYPE_DECIMAL || (a.scale == b.scale && a.precision <= b.precision)) &&
           (a.kind != PH_TYPE_TEXT || b.length == 0 || (a.length && a.length <= b.length));
}

/* Texts are texts, and times times, whatever they are called: a feed gives them under the name that
 * is asked for. */
static int is_other_name(ph_type from, ph_type to)
{
    if (ph_type_storage(from) == PH_STORED_TEXT && ph_type_storage(to) == PH_STORED_TEXT)
        return from.kind != PH_TYPE_BYTES && to.kind != PH_TYPE_BYTES &&
               !(to.kind == PH_TYPE_TEXT && to.length);
    return (from.kind == PH_TYPE_TIMESTAMP && to.kind == PH_TYPE_TIMESTAMPTZ) ||
           (from.kind == PH_TYPE_TIMESTAMPTZ && to.kind == PH_TYPE_TIMESTAMP);
}

static phony_status make_conversion(ph_builder *b, const ph_build_for *for_what, uint32_t column,
                                    ph_type type, uint32_t *converted)
{
    ph_type from = ph_build_column(b, for_what->entity, column)->type;
    ph_expr_scope scope = {&from, b->plan->now, for_what->locale};
    ph_buffer names = PH_BUFFER_INIT;
    ph_expr *expr = NULL;
    phony_status status = ph_expr_parse("value", &expr, b->error);

    if (!status)
        status = ph_expr_bind(expr, &scope, b->error);
    if (!status && ph_expr_convert(expr, type) < 0) {
        ph_type_append(from, &names);
        ph_buffer_append_text(&names, " to ");
        ph_type_append(type, &names);
        ph_document_problem(ph_build_document(b), for_what->site, "there is no way from %.*s",
                            (int)names.length, names.data ? names.data : "");
        status = names.failed ? ph_fail_memory(b->error) : PHONY_OK;
        ph_buffer_fini(&names);
        ph_expr_free(expr);
        *converted = PH_NO_COLUMN;
        return status;
    }
    if (!status)
        status = ph_build_new(b, for_what->entity, for_what->name, converted);
    if (!status)
        status = ph_build_inputs(b, for_what->entity, *converted, &column, 1);
    if (status) {
        ph_expr_free(expr);
        return status;
    }
    ph_build_column(b, for_what->entity, *converted)->class = &ph_column_expression;
    ph_build_column(b, for_what->entity, *converted)->expr = expr;
    ph_build_column(b, for_what->entity, *converted)->type = type;
    return PHONY_OK;
}

phony_status ph_build_convert(ph_builder *b, const ph_build_for *for_what, uint32_t column,
                              ph_type type, uint32_t *converted)
{
    ph_column *c = ph_build_column(b, for_what->entity, column);

    *converted = column;
    if (type.kind == PH_TYPE_NONE || is_same_type(c->type, type))
        return PHONY_OK;
    if (c->feed && is_other_name(c->type, type)) {
        c->type = c->feed->type = type;
        return PHONY_OK;
    }
    return make_conversion(b, for_what, column, type, converted);
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
    status = ph_site_is(f->when) ? make_choice(b, &for_what, f, field, &made)
                                 : make_plain(b, &for_what, f, field, &made);
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

/* ---- Order ----------------------------------------------------------------------------------- */

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

static phony_status set_order(ph_plan *plan, phony_error *error)
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
        status = set_order(plan, error);
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
