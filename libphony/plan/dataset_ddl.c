/* The tables of a data set as CREATE TABLE needs them: only what is written, hidden fields taken
 * out of keys. */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "plan/build.h"
#include "plan/dataset.h"

/* All that a description points to, in one list to let go of. */
typedef struct ph_ddl_memory {
    void **blocks;
    size_t count, capacity;
    ph_values *values; /* of defaults */
    size_t value_count;
} ph_ddl_memory;

typedef struct describing {
    phony_dataset *dataset;
    ph_ddl_memory *memory;
    phony_error *error;
} describing;

static void *keep(describing *d, size_t count, size_t size)
{
    void *block = ph_calloc(count ? count : 1, size);

    if (block && ph_grow((void **)&d->memory->blocks, &d->memory->capacity, d->memory->count + 1,
                         sizeof *d->memory->blocks) < 0) {
        ph_free(block);
        return NULL;
    }
    if (block)
        d->memory->blocks[d->memory->count++] = block;
    return block;
}

/* ---- Columns by number ----------------------------------------------------------------------- */

static uint32_t written_place(const ph_plan_entity *e, uint32_t field)
{
    for (uint32_t i = 0; i < e->written_count; i++) {
        if (e->written[i] == field)
            return i;
    }
    return UINT32_MAX;
}

/* Fields as numbers of written columns; none where one is hidden. */
static phony_status place_columns(describing *d, const ph_plan_entity *e, const uint32_t *fields,
                                  size_t count, ph_ddl_columns *to)
{
    uint32_t *at = keep(d, count, sizeof *at);

    *to = (ph_ddl_columns){at, 0};
    if (!at)
        return ph_fail_memory(d->error);
    for (size_t i = 0; i < count; i++) {
        at[i] = written_place(e, fields[i]);
        if (at[i] == UINT32_MAX)
            return PHONY_OK;
    }
    to->count = count;
    return PHONY_OK;
}

static phony_status place_lists(describing *d, const ph_plan_entity *e, const ph_schema_list *lists,
                                size_t count, ph_ddl_columns *to, size_t *placed)
{
    phony_status status = PHONY_OK;

    for (size_t i = 0; !status && i < count; i++) {
        status = place_columns(d, e, lists[i].fields, lists[i].count, &to[*placed]);
        *placed += to[*placed].count > 0;
    }
    return status;
}

/* Unique fields and lists of them; the key is unique anyway. */
static phony_status place_uniques(describing *d, const ph_plan_entity *e, ph_ddl_table *table)
{
    const ph_schema_entity *schema = e->schema;
    ph_ddl_columns *uniques = keep(d, schema->unique_count + schema->field_count, sizeof *uniques);
    phony_status status = uniques ? PHONY_OK : ph_fail_memory(d->error);
    size_t count = 0;

    for (uint32_t i = 0; !status && i < schema->field_count; i++) {
        if (!schema->fields[i].unique ||
            (schema->primary.count == 1 && schema->primary.fields[0] == i))
            continue;
        status = place_columns(d, e, &i, 1, &uniques[count]);
        count += uniques[count].count > 0;
    }
    if (!status)
        status = place_lists(d, e, schema->uniques, schema->unique_count, uniques, &count);
    table->uniques = uniques;
    table->unique_count = count;
    return status;
}

/* ---- Defaults -------------------------------------------------------------------------------- */

/* The default's text as a value of the column's type. */
static phony_status convert_text(describing *d, const char *text, ph_type type, ph_values *to)
{
    static const ph_type from = {.kind = PH_TYPE_TEXT};
    ph_expr_scope scope = {&from, d->dataset->plan.now, d->dataset->plan.locale};
    ph_values input = {0};
    const ph_values *inputs[] = {&input};
    ph_rows rows = {0, NULL, 1};
    phony_key key = {{0, 0}};
    ph_expr_scratch *scratch = NULL;
    ph_expr *expr = NULL;
    phony_status status = ph_values_begin(&input, from, 1, d->error);

    if (!status)
        status = ph_values_put(&input, 0, text, strlen(text), d->error);
    if (!status)
        status = ph_expr_parse("value", &expr, d->error);
    if (!status)
        status = ph_expr_bind(expr, &scope, d->error);
    if (!status && ph_expr_convert(expr, type) < 0)
        status = ph_fail(d->error, PHONY_ERROR_ARGUMENT, "there are no defaults of this type");
    if (!status)
        status = ph_expr_eval(expr, &key, &rows, inputs, &scratch, to, d->error);
    ph_expr_free(expr);
    ph_expr_scratch_free(scratch);
    ph_values_fini(&input);
    return status;
}

static phony_status add_default(describing *d, const ph_schema_field *field, ph_type type,
                                const ph_values **value)
{
    ph_document *document = &d->dataset->plan.schema.document;
    ph_site site = field->initial;
    unsigned kind = ph_site_is(site) ? ph_site_kind(document, site) : PH_IS_NULL;
    const char *text;
    phony_status status;

    if (kind == PH_IS_NULL)
        return PHONY_OK;
    text = kind == PH_IS_BOOLEAN
               ? (ph_site_node(document, site)->kind == PH_JSON_TRUE ? "true" : "false")
               : ph_site_text(document, site);
    *value = &d->memory->values[d->memory->value_count];
    status = convert_text(d, text, type, &d->memory->values[d->memory->value_count++]);
    if (status && status != PHONY_ERROR_MEMORY) {
        ph_document_problem(document, site, "%s", d->error->message);
        return PHONY_OK;
    }
    return status;
}

/* ---- Tables ---------------------------------------------------------------------------------- */

static phony_status add_members(describing *d, const ph_plan_entity *e, uint32_t field,
                                ph_ddl_column *column)
{
    uint32_t source = e->sources[field];
    const ph_feed *feed = source == PH_NO_COLUMN ? NULL : e->columns[source].feed;
    const char **members;
    size_t count = 0;

    if (!feed || column->type.kind != PH_TYPE_ENUM)
        return PHONY_OK;
    while (ph_feed_members(feed, count))
        count++;
    members = keep(d, count, sizeof *members);
    if (!members)
        return ph_fail_memory(d->error);
    for (size_t i = 0; i < count; i++)
        members[i] = ph_feed_members(feed, i);
    column->members = members;
    column->member_count = count;
    return PHONY_OK;
}

static phony_status add_columns(describing *d, size_t number, ph_ddl_table *table)
{
    const ph_plan_entity *e = ph_dataset_plan(d->dataset, number);
    const ph_table *written = &d->dataset->entities[number].table;
    ph_ddl_column *columns = keep(d, written->column_count, sizeof *columns);
    phony_status status = columns ? PHONY_OK : ph_fail_memory(d->error);

    for (size_t i = 0; !status && i < written->column_count; i++) {
        const ph_table_column *from = &written->columns[i];
        columns[i] =
            (ph_ddl_column){.name = from->name, .type = from->type, .not_null = from->not_null};
        status = add_members(d, e, e->written[i], &columns[i]);
        if (!status)
            status =
                add_default(d, &e->schema->fields[e->written[i]], from->type, &columns[i].value);
    }
    table->columns = columns;
    table->column_count = written->column_count;
    return status;
}

/* Relationships of a child: room for all, in each table of thousands, would be too much. */
static size_t count_references(const ph_plan *plan, size_t number)
{
    size_t count = 0;

    for (size_t i = 0; i < plan->schema.relationship_count; i++)
        count += plan->schema.relationships[i].child.entity == plan->order[number];
    return count;
}

static phony_status add_foreign_keys(describing *d, size_t number, ph_ddl_table *table)
{
    const ph_plan *plan = &d->dataset->plan;
    const ph_plan_entity *e = ph_dataset_plan(d->dataset, number);
    ph_ddl_foreign_key *keys = keep(d, count_references(plan, number), sizeof *keys);
    phony_status status = keys ? PHONY_OK : ph_fail_memory(d->error);
    size_t count = 0;

    for (size_t i = 0; !status && i < plan->schema.relationship_count; i++) {
        const ph_schema_relationship *r = &plan->schema.relationships[i];
        ph_ddl_foreign_key *key = &keys[count];
        if (r->child.entity != plan->order[number] || r->parent_count != 1)
            continue;
        *key = (ph_ddl_foreign_key){.table = d->dataset->place[r->parents[0].entity]};
        if (r->on_delete)
            ph_ddl_action_find(r->on_delete, &key->on_delete);
        status = place_columns(d, e, r->child.fields, r->child.field_count, &key->from);
        if (!status)
            status = place_columns(d, &plan->entities[r->parents[0].entity], r->parents[0].fields,
                                   r->parents[0].field_count, &key->to);
        count += key->from.count && key->to.count;
    }
    table->foreign_keys = keys;
    table->foreign_key_count = count;
    return status;
}

static phony_status describe_table(describing *d, size_t number, ph_ddl_table *table)
{
    const ph_plan_entity *e = ph_dataset_plan(d->dataset, number);
    ph_ddl_columns *indexes = keep(d, e->schema->index_count, sizeof *indexes);
    phony_status status = indexes ? PHONY_OK : ph_fail_memory(d->error);

    table->name = e->schema->table;
    if (!status)
        status = add_columns(d, number, table);
    if (!status)
        status = place_columns(d, e, e->schema->primary.fields, e->schema->primary.count,
                               &table->primary);
    if (!status)
        status = place_uniques(d, e, table);
    if (!status)
        status = place_lists(d, e, e->schema->indexes, e->schema->index_count, indexes,
                             &table->index_count);
    table->indexes = indexes;
    return status ? status : add_foreign_keys(d, number, table);
}

/* Room for the defaults of all columns: they must not move. */
static phony_status begin_values(describing *d, size_t count)
{
    size_t columns = 0;

    for (size_t i = 0; i < count; i++)
        columns += d->dataset->entities[i].table.column_count;
    d->memory->values = ph_calloc(columns + 1, sizeof *d->memory->values);
    return d->memory->values ? PHONY_OK : ph_fail_memory(d->error);
}

phony_status ph_dataset_make_ddl(phony_dataset *dataset, phony_error *error)
{
    size_t count = dataset->plan.schema.entity_names.count;
    describing d = {dataset, ph_calloc(1, sizeof(ph_ddl_memory)), error};
    ph_ddl_table *tables;
    phony_status status;

    dataset->ddl_memory = d.memory;
    if (!d.memory)
        return ph_fail_memory(error);
    tables = keep(&d, count, sizeof *tables);
    status = tables ? begin_values(&d, count) : ph_fail_memory(error);
    for (size_t i = 0; !status && i < count; i++)
        status = describe_table(&d, i, &tables[i]);
    dataset->ddl = (ph_ddl){tables, count};
    return status;
}

void ph_dataset_free_ddl(phony_dataset *dataset)
{
    ph_ddl_memory *memory = dataset->ddl_memory;

    if (!memory)
        return;
    for (size_t i = 0; i < memory->count; i++)
        ph_free(memory->blocks[i]);
    for (size_t i = 0; i < memory->value_count; i++)
        ph_values_fini(&memory->values[i]);
    ph_free(memory->blocks);
    ph_free(memory->values);
    ph_free(memory);
}
