/* Rows of a data set: batches as columns, and as bytes of a format. */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/options.h"
#include "plan/dataset.h"

/* ---- Makers ---------------------------------------------------------------------------------- */

phony_status phony_maker_new(const phony_dataset *dataset, phony_maker **maker, phony_error *error)
{
    *maker = NULL;
    if (!dataset->entities || dataset->plan.schema.document.problem_count)
        return ph_fail(error, PHONY_ERROR_SCHEMA, "the schema has problems");
    *maker = ph_calloc(1, sizeof **maker);
    if (!*maker)
        return ph_fail_memory(error);
    (*maker)->dataset = dataset;
    return PHONY_OK;
}

void phony_maker_free(phony_maker *maker)
{
    if (!maker)
        return;
    ph_frame_free(maker->frame);
    ph_expr_scratch_free(maker->shared.scratch);
    ph_buffer_fini(&maker->out);
    ph_free(maker->columns);
    ph_free(maker);
}

/* The frame of an entity; that of another is let go of, so that memory is one entity's. */
static phony_status change_entity(phony_maker *maker, size_t entity, phony_error *error)
{
    const phony_dataset *dataset = maker->dataset;

    if (entity >= dataset->plan.schema.entity_names.count)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "there are %u entities",
                       dataset->plan.schema.entity_names.count);
    if (maker->frame && maker->entity == entity)
        return PHONY_OK;
    ph_frame_free(maker->frame);
    maker->entity = (uint32_t)entity;
    return ph_frame_new(&dataset->plan, dataset->plan.order[entity], &maker->shared, &maker->frame,
                        error);
}

phony_status phony_maker_fill(phony_maker *maker, size_t entity, uint64_t first, size_t count,
                              phony_error *error)
{
    const ph_plan_entity *e;
    phony_status status = change_entity(maker, entity, error);

    maker->column_count = 0;
    if (status)
        return status;
    e = ph_dataset_plan(maker->dataset, entity);
    if (count > PH_BATCH_ROWS)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "at most %d rows at a time", PH_BATCH_ROWS);
    if (first > e->rows || count > e->rows - first)
        return ph_fail(error, PHONY_ERROR_LIMIT, "%s has %llu rows", e->schema->name,
                       (unsigned long long)e->rows);
    if (ph_grow((void **)&maker->columns, &maker->column_capacity, e->written_count + 1,
                sizeof(void *)) < 0)
        return ph_fail_memory(error);
    ph_frame_begin(maker->frame, (ph_rows){first, NULL, count});
    for (uint32_t i = 0; i < e->written_count; i++) {
        status = ph_frame_column(maker->frame, e->fields[e->written[i]], &maker->columns[i], error);
        if (status)
            return status;
    }
    maker->column_count = e->written_count;
    return PHONY_OK;
}

/* ---- Columns --------------------------------------------------------------------------------- */

static const int32_t cells_kinds[] = {[PH_STORED_NUMBER] = PHONY_CELLS_NUMBERS,
                                      [PH_STORED_FLOAT] = PHONY_CELLS_FLOATS,
                                      [PH_STORED_TEXT] = PHONY_CELLS_TEXTS,
                                      [PH_STORED_UUID] = PHONY_CELLS_UUIDS};

phony_status phony_maker_get_cells(const phony_maker *maker, size_t index, phony_cells *cells,
                                   phony_error *error)
{
    phony_cells full = PHONY_CELLS_INIT;
    const ph_dataset_entity *entity;
    const ph_values *values;
    ph_storage storage;

    if (index >= maker->column_count)
        return ph_fail(error, PHONY_ERROR_NOT_FOUND, "there are %zu columns", maker->column_count);
    entity = &maker->dataset->entities[maker->entity];
    values = maker->columns[index];
    storage = ph_type_storage(values->type);
    full.name = entity->columns[index].name;
    full.type = entity->types[index];
    full.kind = cells_kinds[storage];
    full.scale = values->type.kind == PH_TYPE_DECIMAL ? values->type.scale : 0;
    full.nulls = values->has_nulls ? values->nulls : NULL;
    full.numbers = storage == PH_STORED_NUMBER ? values->numbers : NULL;
    full.floats = storage == PH_STORED_FLOAT ? values->floats : NULL;
    full.offsets = storage == PH_STORED_TEXT ? values->offsets : NULL;
    full.bytes = storage == PH_STORED_TEXT || storage == PH_STORED_UUID ? values->bytes : NULL;
    ph_options_give(cells, &full, sizeof full);
    return PHONY_OK;
}

/* ---- Bytes ----------------------------------------------------------------------------------- */

static phony_status write_part(phony_maker *maker, size_t entity, const ph_format *format,
                               int32_t part, uint64_t first, size_t count, phony_error *error)
{
    const ph_table *table = &maker->dataset->entities[entity].table;
    phony_status status;

    if (part == PHONY_PART_BEGIN)
        return ph_format_begin(format, table, &maker->out, error);
    if (part == PHONY_PART_END)
        return ph_format_end(format, ph_dataset_plan(maker->dataset, entity)->rows, &maker->out,
                             error);
    status = phony_maker_fill(maker, entity, first, count, error);
    if (status)
        return status;
    status = ph_format_rows(format, table, maker->columns, count, first, &maker->out, error);
    if (status && status != PHONY_ERROR_MEMORY)
        ph_error_prefix(error, "%s", ph_dataset_plan(maker->dataset, entity)->schema->name);
    return status;
}

phony_status phony_maker_write(phony_maker *maker, size_t entity, const char *format,
                               const char *dialect, int32_t part, uint64_t first, size_t count,
                               phony_bytes *bytes, phony_error *error)
{
    const ph_format *found = ph_format_find(format, dialect);
    phony_status status;

    *bytes = (phony_bytes){"", 0};
    if (!found)
        return ph_fail(error, PHONY_ERROR_NOT_FOUND, "there is no format '%.40s'%s%.40s", format,
                       dialect ? " for " : "", dialect ? dialect : "");
    status = change_entity(maker, entity, error);
    if (status)
        return status;
    maker->out.length = 0;
    status = write_part(maker, entity, found, part, first, count, error);
    if (!status && maker->out.length)
        *bytes = (phony_bytes){maker->out.data, maker->out.length};
    return status;
}

typedef phony_status ddl_writer(const ph_ddl *ddl, ph_sql_dialect dialect, ph_buffer *out,
                                phony_error *error);

static phony_status write_open(const ph_ddl *ddl, ph_sql_dialect dialect, ph_buffer *out,
                               phony_error *error)
{
    (void)ddl;
    return ph_ddl_open(dialect, out, error);
}

static phony_status write_close(const ph_ddl *ddl, ph_sql_dialect dialect, ph_buffer *out,
                                phony_error *error)
{
    (void)ddl;
    return ph_ddl_close(dialect, out, error);
}

static ddl_writer *const ddl_writers[] = {[PHONY_DDL_OPEN] = write_open,
                                          [PHONY_DDL_DROP] = ph_ddl_drop,
                                          [PHONY_DDL_CREATE] = ph_ddl_create,
                                          [PHONY_DDL_FINISH] = ph_ddl_finish,
                                          [PHONY_DDL_CLOSE] = write_close};

phony_status phony_maker_write_ddl(phony_maker *maker, const char *dialect, int32_t part,
                                   phony_bytes *bytes, phony_error *error)
{
    ph_sql_dialect found;
    phony_status status;

    *bytes = (phony_bytes){"", 0};
    if (!dialect || ph_sql_dialect_find(dialect, &found) < 0)
        return ph_fail(error, PHONY_ERROR_NOT_FOUND, "there is no dialect '%.40s'",
                       dialect ? dialect : "");
    if (part < 0 || (size_t)part >= sizeof ddl_writers / sizeof *ddl_writers)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "unknown part %d", part);
    maker->out.length = 0;
    status = ddl_writers[part](&maker->dataset->ddl, found, &maker->out, error);
    if (!status && maker->out.length)
        *bytes = (phony_bytes){maker->out.data, maker->out.length};
    return status;
}

const char *phony_format_name(size_t index)
{
    const ph_format *format = ph_format_at(index);

    return format ? format->name : NULL;
}

const char *phony_format_extension(size_t index)
{
    const ph_format *format = ph_format_at(index);

    return format ? format->extension : NULL;
}
