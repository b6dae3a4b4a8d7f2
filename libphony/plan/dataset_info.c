/* What a data set is made of, for people and programs; and its tables, for formats. */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/options.h"
#include "plan/build.h"
#include "plan/dataset.h"

/* ---- Whether a column can be null ------------------------------------------------------------ */

static int can_be_null(ph_plan *plan, uint32_t entity, uint32_t column, int depth);

static int inputs_can_be_null(ph_plan *plan, uint32_t entity, const ph_column *c, int depth)
{
    for (size_t i = 0; i < c->input_count; i++) {
        if (can_be_null(plan, entity, c->inputs[i], depth))
            return 1;
    }
    return 0;
}

static int parent_can_be_null(ph_plan *plan, const ph_column *c, int depth)
{
    const ph_link *link = &plan->links[c->link];

    if (link->kind == PH_LINK_LEVELS || link->schema->optional)
        return 1;
    for (size_t i = 0; c->targets && i < link->parent_count; i++) {
        if (can_be_null(plan, link->parents[i].entity, c->targets[i], depth))
            return 1;
    }
    return 0;
}

static int find_nulls(ph_plan *plan, uint32_t entity, const ph_column *c, int depth)
{
    if (depth > PH_BUILD_DEPTH_MAX || c->null_chance || c->null_if != PH_NO_COLUMN)
        return 1;
    if (c->class == &ph_column_feed)
        return (c->card->fit & PH_FIT_NULLS) || inputs_can_be_null(plan, entity, c, depth);
    if (c->class == &ph_column_numbered)
        return inputs_can_be_null(plan, entity, c, depth);
    if (c->class == &ph_column_expression)
        return !c->is_template &&
               (ph_expr_makes_nulls(c->expr) || inputs_can_be_null(plan, entity, c, depth));
    if (c->class == &ph_column_parent || c->class == &ph_column_parent_kind ||
        c->class == &ph_column_ordinal)
        return parent_can_be_null(plan, c, depth);
    if (c->class == &ph_column_fold)
        return c->fold != PH_FOLD_COUNT && c->fold != PH_FOLD_SUM;
    return 1; /* cases: it is not known */
}

/* Found once for each column: there are many ways to some. */
static int can_be_null(ph_plan *plan, uint32_t entity, uint32_t column, int depth)
{
    ph_column *c = &plan->entities[entity].columns[column];

    if (c->nulls == PH_NULLS_UNKNOWN) {
        int found = find_nulls(plan, entity, c, depth + 1);
        c->nulls = found ? PH_NULLS_SOME : PH_NULLS_NONE;
    }
    return c->nulls == PH_NULLS_SOME;
}

static int is_in_key(const ph_schema_entity *entity, uint32_t field)
{
    for (size_t i = 0; i < entity->primary.count; i++) {
        if (entity->primary.fields[i] == field)
            return 1;
    }
    return 0;
}

/* ---- Texts ----------------------------------------------------------------------------------- */

static char *take_text(ph_buffer *buffer)
{
    char *text =
        buffer->failed ? NULL : ph_strndup(buffer->data ? buffer->data : "", buffer->length);

    ph_buffer_fini(buffer);
    return text;
}

static char *type_text(ph_type type)
{
    ph_buffer text = PH_BUFFER_INIT;

    ph_type_append(type, &text);
    return take_text(&text);
}

static char *names_text(const ph_schema_entity *entity, const ph_schema_end *end)
{
    ph_buffer text = PH_BUFFER_INIT;

    for (size_t i = 0; i < end->field_count; i++) {
        ph_buffer_append_text(&text, i ? ", " : "");
        ph_buffer_append_text(&text, entity->fields[end->fields[i]].name);
    }
    return take_text(&text);
}

/* "User.id", or NULL where the field is no reference. */
static char *reference_text(const ph_schema *schema, uint32_t entity, uint32_t field, int *failed)
{
    ph_buffer text = PH_BUFFER_INIT;
    char *made;

    for (size_t i = 0; i < schema->relationship_count; i++) {
        const ph_schema_relationship *r = &schema->relationships[i];
        for (size_t k = 0; r->child.entity == entity && k < r->child.field_count; k++) {
            if (r->child.fields[k] != field)
                continue;
            for (size_t p = 0; p < r->parent_count; p++) {
                const ph_schema_entity *parent = &schema->entities[r->parents[p].entity];
                ph_buffer_append_text(&text, p ? " or " : "");
                ph_buffer_append_text(&text, parent->name);
                ph_buffer_append_byte(&text, '.');
                ph_buffer_append_text(&text, parent->fields[r->parents[p].fields[k]].name);
            }
            made = take_text(&text);
            *failed |= !made;
            return made;
        }
    }
    return NULL;
}

/* ---- Tables ---------------------------------------------------------------------------------- */

static phony_status describe_entity(phony_dataset *dataset, size_t number, phony_error *error)
{
    ph_plan *plan = &dataset->plan;
    uint32_t entity = plan->order[number];
    const ph_plan_entity *e = &plan->entities[entity];
    ph_dataset_entity *to = &dataset->entities[number];
    int failed = 0;

    dataset->place[entity] = (uint32_t)number;
    to->columns = ph_calloc(e->written_count + 1, sizeof *to->columns);
    to->types = ph_calloc(e->written_count + 1, sizeof *to->types);
    to->references = ph_calloc(e->written_count + 1, sizeof *to->references);
    if (!to->columns || !to->types || !to->references)
        return ph_fail_memory(error);
    to->table = (ph_table){e->schema->table, to->columns, e->written_count};
    for (uint32_t i = 0; i < e->written_count; i++) {
        uint32_t field = e->written[i], column = e->fields[field];
        to->columns[i] =
            (ph_table_column){e->schema->fields[field].column, e->columns[column].type,
                              is_in_key(e->schema, field) || !can_be_null(plan, entity, column, 0)};
        to->types[i] = type_text(e->columns[column].type);
        to->references[i] = reference_text(&plan->schema, entity, field, &failed);
        failed |= !to->types[i];
    }
    return failed ? ph_fail_memory(error) : PHONY_OK;
}

phony_status ph_dataset_describe(phony_dataset *dataset, phony_error *error)
{
    const ph_schema *schema = &dataset->plan.schema;
    phony_status status = PHONY_OK;

    dataset->entities = ph_calloc(schema->entity_names.count + 1, sizeof *dataset->entities);
    dataset->place = ph_calloc(schema->entity_names.count + 1, sizeof *dataset->place);
    dataset->key_texts = ph_calloc(2 * schema->relationship_count + 1, sizeof *dataset->key_texts);
    if (!dataset->entities || !dataset->place || !dataset->key_texts)
        return ph_fail_memory(error);
    for (size_t i = 0; !status && i < schema->entity_names.count; i++)
        status = describe_entity(dataset, i, error);
    for (size_t i = 0; !status && i < schema->relationship_count; i++) {
        const ph_schema_relationship *r = &schema->relationships[i];
        char **texts = &dataset->key_texts[2 * i];
        texts[0] = names_text(&schema->entities[r->child.entity], &r->child);
        texts[1] = names_text(&schema->entities[r->parents[0].entity], &r->parents[0]);
        status = texts[0] && texts[1] ? PHONY_OK : ph_fail_memory(error);
    }
    return status;
}

void ph_dataset_forget(phony_dataset *dataset)
{
    const ph_schema *schema = &dataset->plan.schema;

    for (size_t i = 0; dataset->entities && i < schema->entity_names.count; i++) {
        ph_dataset_entity *entity = &dataset->entities[i];
        for (size_t k = 0; k < ph_dataset_plan(dataset, i)->written_count; k++) {
            if (entity->types)
                ph_free(entity->types[k]);
            if (entity->references)
                ph_free(entity->references[k]);
        }
        ph_free(entity->columns);
        ph_free(entity->types);
        ph_free(entity->references);
    }
    for (size_t i = 0; dataset->key_texts && i < 2 * schema->relationship_count; i++)
        ph_free(dataset->key_texts[i]);
    ph_free(dataset->entities);
    ph_free(dataset->key_texts);
    ph_free(dataset->place);
}

/* ---- Asking ---------------------------------------------------------------------------------- */

phony_status phony_dataset_get_problem(const phony_dataset *dataset, size_t index,
                                       phony_problem *problem, phony_error *error)
{
    const ph_document *document = &dataset->plan.schema.document;
    phony_problem full = PHONY_PROBLEM_INIT;
    const ph_problem *p;

    if (index >= document->problem_count)
        return ph_fail(error, PHONY_ERROR_NOT_FOUND, "there are %zu problems",
                       document->problem_count);
    p = &document->problems[index];
    full.file = document->files[p->file].path;
    full.line = p->line;
    full.column = p->column;
    full.path = p->path;
    full.message = p->message;
    ph_options_give(problem, &full, sizeof full);
    return PHONY_OK;
}

static phony_status check_entity(const phony_dataset *dataset, size_t index, phony_error *error)
{
    if (!dataset->entities)
        return ph_fail(error, PHONY_ERROR_SCHEMA, "the schema has problems");
    if (index < dataset->plan.schema.entity_names.count)
        return PHONY_OK;
    return ph_fail(error, PHONY_ERROR_NOT_FOUND, "there are %u entities",
                   dataset->plan.schema.entity_names.count);
}

phony_status phony_dataset_get_entity(const phony_dataset *dataset, size_t index,
                                      phony_entity *entity, phony_error *error)
{
    phony_entity full = PHONY_ENTITY_INIT;
    phony_status status = check_entity(dataset, index, error);
    const ph_plan_entity *e;

    if (status)
        return status;
    e = ph_dataset_plan(dataset, index);
    full.name = e->schema->name;
    full.table = e->schema->table;
    full.rows = e->rows;
    full.columns = e->written_count;
    ph_options_give(entity, &full, sizeof full);
    return PHONY_OK;
}

/* How the field's values come about, as the document says it. */
static const char *generator_of(const ph_plan *plan, const ph_plan_entity *e, uint32_t field)
{
    const ph_document *document = &plan->schema.document;
    ph_site site = e->schema->fields[field].generator;
    const ph_column *source =
        e->sources[field] == PH_NO_COLUMN ? NULL : &e->columns[e->sources[field]];

    if (ph_site_kind(document, site) == PH_IS_TEXT)
        return ph_site_text(document, site);
    if (ph_site_kind(document, site) == PH_IS_OBJECT) {
        site = ph_site_get(document, site, "type", PH_IS_TEXT);
        return ph_site_is(site) ? ph_site_text(document, site) : "";
    }
    return source && source->card ? source->card->type : "";
}

phony_status phony_dataset_get_field(const phony_dataset *dataset, size_t entity, size_t index,
                                     phony_field *field, phony_error *error)
{
    phony_field full = PHONY_FIELD_INIT;
    phony_status status = check_entity(dataset, entity, error);
    const ph_plan_entity *e;
    const ph_schema_field *f;

    if (status)
        return status;
    e = ph_dataset_plan(dataset, entity);
    if (index >= e->written_count)
        return ph_fail(error, PHONY_ERROR_NOT_FOUND, "%s has %u columns", e->schema->name,
                       e->written_count);
    f = &e->schema->fields[e->written[index]];
    full.name = f->name;
    full.column = f->column;
    full.type = dataset->entities[entity].types[index];
    full.references = dataset->entities[entity].references[index];
    full.generator = generator_of(&dataset->plan, e, e->written[index]);
    full.null_share = (double)f->null_chance / (double)PH_CERTAIN;
    full.is_primary = is_in_key(e->schema, e->written[index]);
    full.is_unique = f->unique || (full.is_primary && e->schema->primary.count == 1);
    full.can_be_null = !dataset->entities[entity].columns[index].not_null;
    ph_options_give(field, &full, sizeof full);
    return PHONY_OK;
}

/* Number `index` among all pairs of a relationship and one of its parents. */
static const ph_schema_relationship *pair_at(const ph_schema *schema, size_t index, size_t *number,
                                             size_t *parent)
{
    for (*number = 0; *number < schema->relationship_count; ++*number) {
        const ph_schema_relationship *r = &schema->relationships[*number];
        if (index < r->parent_count) {
            *parent = index;
            return r;
        }
        index -= r->parent_count;
    }
    return NULL;
}

static const char *const cardinalities[] = {[PH_MANY_TO_ONE] = "many-to-one",
                                            [PH_ONE_TO_ONE] = "one-to-one",
                                            [PH_MANY_TO_MANY] = "many-to-many"};

phony_status phony_dataset_get_relationship(const phony_dataset *dataset, size_t index,
                                            phony_relationship *relationship, phony_error *error)
{
    phony_relationship full = PHONY_RELATIONSHIP_INIT;
    const ph_schema *schema = &dataset->plan.schema;
    const ph_schema_relationship *r;
    const ph_link *link;
    size_t number, parent;

    if (!dataset->entities)
        return ph_fail(error, PHONY_ERROR_SCHEMA, "the schema has problems");
    r = pair_at(schema, index, &number, &parent);
    if (!r)
        return ph_fail(error, PHONY_ERROR_NOT_FOUND, "there is no relationship %zu", index);
    link = &dataset->plan.links[number];
    full.child = schema->entities[r->child.entity].name;
    full.parent = schema->entities[r->parents[parent].entity].name;
    full.child_fields = dataset->key_texts[2 * number];
    full.parent_fields = dataset->key_texts[2 * number + 1];
    if (parent > 0) /* several parents have a single field each */
        full.parent_fields =
            schema->entities[r->parents[parent].entity].fields[r->parents[parent].fields[0]].name;
    full.cardinality = cardinalities[r->cardinality];
    full.min = r->min;
    full.max = r->cardinality == PH_ONE_TO_ONE ? 1 : r->max;
    if (r->parent_count == 1 && link->parents[0].rows)
        full.mean = (double)link->rows / (double)link->parents[0].rows;
    full.optional = (double)r->optional / (double)PH_CERTAIN;
    ph_options_give(relationship, &full, sizeof full);
    return PHONY_OK;
}

phony_status phony_dataset_find(const phony_dataset *dataset, const char *name, size_t *index,
                                phony_error *error)
{
    const ph_names *names = &dataset->plan.schema.entity_names;
    uint32_t entity = ph_names_find(names, name);
    const char *nearest;

    if (entity != PH_NO_NAME && dataset->place) {
        *index = dataset->place[entity];
        return PHONY_OK;
    }
    nearest = ph_names_nearest(names, name);
    return ph_fail(error, PHONY_ERROR_NOT_FOUND, "there is no entity '%.60s'%s%s%s", name,
                   nearest ? "; did you mean '" : "", nearest ? nearest : "", nearest ? "'?" : "");
}

/* ---- Cards ----------------------------------------------------------------------------------- */

static const char *const kinds[] = {[PH_OPTION_TEXT] = "text",     [PH_OPTION_CHOICE] = "choice",
                                    [PH_OPTION_WHOLE] = "whole",   [PH_OPTION_DECIMAL] = "decimal",
                                    [PH_OPTION_REAL] = "number",   [PH_OPTION_BOOLEAN] = "boolean",
                                    [PH_OPTION_MOMENT] = "time",   [PH_OPTION_CLOCK] = "clock",
                                    [PH_OPTION_SPAN] = "distance", [PH_OPTION_FIELD] = "expression",
                                    [PH_OPTION_JSON] = "json"};

static const char *const types[] = {[PH_TYPE_NONE] = "",
                                    [PH_TYPE_INT16] = "int16",
                                    [PH_TYPE_INT32] = "int32",
                                    [PH_TYPE_INT64] = "int64",
                                    [PH_TYPE_DECIMAL] = "decimal",
                                    [PH_TYPE_FLOAT] = "float",
                                    [PH_TYPE_BOOLEAN] = "boolean",
                                    [PH_TYPE_TEXT] = "text",
                                    [PH_TYPE_DATE] = "date",
                                    [PH_TYPE_TIME] = "time",
                                    [PH_TYPE_TIMESTAMP] = "timestamp",
                                    [PH_TYPE_TIMESTAMPTZ] = "timestamptz",
                                    [PH_TYPE_UUID] = "uuid",
                                    [PH_TYPE_JSON] = "json",
                                    [PH_TYPE_BYTES] = "bytea",
                                    [PH_TYPE_ENUM] = "enum",
                                    [PH_TYPE_INET] = "inet",
                                    [PH_TYPE_MACADDR] = "macaddr"};

phony_status phony_card_get(size_t index, phony_card *card, phony_error *error)
{
    phony_card full = PHONY_CARD_INIT;
    const ph_card *c = ph_card_at(index);

    if (!c)
        return ph_fail(error, PHONY_ERROR_NOT_FOUND, "there is no generator %zu", index);
    full.type = c->type;
    full.summary = c->summary;
    full.gives = types[c->gives];
    full.leaks = c->leaks;
    full.fit = c->fit & ~(unsigned)PH_FIT_NULLS;
    full.options = (uint32_t)c->option_count;
    ph_options_give(card, &full, sizeof full);
    return PHONY_OK;
}

phony_status phony_card_get_option(size_t card, size_t index, phony_card_option *option,
                                   phony_error *error)
{
    phony_card_option full = PHONY_CARD_OPTION_INIT;
    const ph_card *c = ph_card_at(card);
    const ph_option_card *o;

    if (!c || index >= c->option_count)
        return ph_fail(error, PHONY_ERROR_NOT_FOUND, "there is no option %zu", index);
    o = &c->options[index];
    full.name = o->name;
    full.kind = kinds[o->kind];
    full.summary = o->summary;
    full.initial = o->initial;
    full.choices = o->choices;
    full.is_needed = (o->flags & PH_OPTION_NEEDED) != 0;
    full.takes_expression = (o->flags & PH_OPTION_BY_ROW) != 0 || o->kind == PH_OPTION_FIELD;
    ph_options_give(option, &full, sizeof full);
    return PHONY_OK;
}
