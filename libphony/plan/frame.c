#include "plan/frame.h"

#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/random.h"
#include "plan/cover.h"

/* ---- Life ------------------------------------------------------------------------------------ */

static phony_status allocate(ph_frame *frame, phony_error *error)
{
    size_t columns = frame->plan->entities[frame->entity].count;
    size_t links = frame->plan->schema.relationship_count;

    frame->values = ph_calloc(columns + 1, sizeof *frame->values);
    frame->done = ph_calloc(columns + 1, 1);
    frame->links = ph_calloc(links + 1, sizeof(void *));
    frame->children = ph_calloc(links + 1, sizeof(void *));
    return frame->values && frame->done && frame->links && frame->children ? PHONY_OK
                                                                           : ph_fail_memory(error);
}

phony_status ph_frame_new(const ph_plan *plan, uint32_t entity, ph_frame_shared *shared,
                          ph_frame **frame, phony_error *error)
{
    phony_status status;

    *frame = NULL;
    if (shared->frames == PH_FRAMES_MAX)
        return ph_fail(error, PHONY_ERROR_LIMIT,
                       "%s: its rows need those of parents and children in more than %d ways",
                       plan->entities[entity].schema->name, PH_FRAMES_MAX);
    *frame = ph_calloc(1, sizeof **frame);
    if (!*frame)
        return ph_fail_memory(error);
    shared->frames++;
    (*frame)->plan = plan;
    (*frame)->entity = entity;
    (*frame)->shared = shared;
    status = allocate(*frame, error);
    if (status) {
        ph_frame_free(*frame);
        *frame = NULL;
    }
    return status;
}

static void free_link(const ph_plan *plan, ph_frame_link *link, size_t number)
{
    if (!link)
        return;
    for (size_t i = 0; link->frames && i < plan->links[number].parent_count; i++)
        ph_frame_free(link->frames[i]);
    ph_free(link->frames);
    ph_free(link);
}

void ph_frame_free(ph_frame *frame)
{
    if (!frame)
        return;
    for (uint32_t i = 0; frame->values && i < frame->plan->entities[frame->entity].count; i++)
        ph_values_fini(&frame->values[i]);
    for (size_t i = 0; i < frame->plan->schema.relationship_count; i++) {
        if (frame->links)
            free_link(frame->plan, frame->links[i], i);
        if (frame->children)
            ph_frame_free(frame->children[i]);
    }
    ph_free(frame->values);
    ph_free(frame->done);
    ph_free(frame->links);
    ph_free(frame->children);
    ph_free(frame->inputs);
    frame->shared->frames--;
    ph_free(frame);
}

void ph_frame_begin(ph_frame *frame, ph_rows rows)
{
    frame->rows = rows;
    memset(frame->done, 0, frame->plan->entities[frame->entity].count);
    for (size_t i = 0; i < frame->plan->schema.relationship_count; i++) {
        if (frame->links[i])
            frame->links[i]->ready = 0;
    }
}

/* ---- Nulls ----------------------------------------------------------------------------------- */

/* Takes the texts of null rows out. */
static void close_texts(ph_values *values)
{
    uint32_t to = 0, from = 0;

    for (size_t i = 0; i < values->rows; i++) {
        uint32_t length = values->offsets[i + 1] - from;
        from = values->offsets[i + 1];
        if (values->nulls[i]) {
            length = 0;
        } else if (to != from - length) {
            memmove(values->bytes + to, values->bytes + from - length, length);
        }
        to += length;
        values->offsets[i + 1] = to;
    }
}

static phony_status add_nulls(ph_frame *frame, const ph_column *column, ph_values *values,
                              phony_error *error)
{
    const ph_values *condition = NULL;
    phony_status status = PHONY_OK;
    int any = 0;

    if (column->null_if != PH_NO_COLUMN)
        status = ph_frame_column(frame, column->null_if, &condition, error);
    if (status)
        return status;
    if (!values->has_nulls)
        memset(values->nulls, 0, values->rows);
    for (size_t i = 0; i < values->rows; i++) {
        int null = condition
                       ? !ph_values_is_null(condition, i) && condition->numbers[i]
                       : ph_stream_word(ph_stream(&column->null_key, ph_row(&frame->rows, i)), 0) >>
                             32 < column->null_chance;
        values->nulls[i] |= (uint8_t)null;
        any |= null;
    }
    values->has_nulls |= any;
    if (any && ph_type_storage(values->type) == PH_STORED_TEXT)
        close_texts(values);
    return PHONY_OK;
}

/* ---- Columns --------------------------------------------------------------------------------- */

/* In coverage: values by case, those of rows behind the cover as they are. Columns that are
 * covered are feeds, which go no further down the stack. */
static phony_status cover_values(ph_frame *frame, const ph_column *column, ph_values *values,
                                 phony_error *error)
{
    const ph_cover *cover = frame->plan->entities[frame->entity].cover;
    const ph_cover_field *field = &cover->fields[column->field];
    uint32_t from[PH_BATCH_ROWS], at[PH_BATCH_ROWS];
    ph_values own = {0};
    const ph_values *sources[] = {&field->values, &own};
    phony_status status = column->class->fill(frame, column, &own, error);

    for (size_t i = 0; !status && i < frame->rows.count; i++) {
        uint32_t which = ph_cover_case(cover, column->field, ph_row(&frame->rows, i));
        from[i] = which >= field->values.rows;
        at[i] = from[i] ? (uint32_t)i : which;
    }
    if (!status)
        status = ph_frame_pick(sources, from, at, frame->rows.count, column->type, values, error);
    ph_values_fini(&own);
    return status;
}

/* ... and nulls by case. */
static void cover_nulls(const ph_frame *frame, const ph_column *column, ph_values *values)
{
    const ph_cover *cover = frame->plan->entities[frame->entity].cover;
    const ph_cover_field *field = &cover->fields[column->field];
    int any = 0;

    if (!values->has_nulls)
        memset(values->nulls, 0, values->rows);
    for (size_t i = 0; i < values->rows; i++) {
        int null = ph_cover_case(cover, column->field, ph_row(&frame->rows, i)) == field->null_case;
        values->nulls[i] |= (uint8_t)null;
        any |= null;
    }
    values->has_nulls |= any;
    if (any && ph_type_storage(values->type) == PH_STORED_TEXT)
        close_texts(values);
}

static phony_status make_covered(ph_frame *frame, const ph_column *column, ph_values *values,
                                 phony_error *error)
{
    const ph_plan_entity *e = &frame->plan->entities[frame->entity];
    const ph_cover_field *field = &e->cover->fields[column->field];
    int is_source = &e->columns[e->sources[column->field]] == column;
    int is_field = &e->columns[e->fields[column->field]] == column;
    phony_status status = is_source && field->values.rows
                              ? cover_values(frame, column, values, error)
                              : column->class->fill(frame, column, values, error);

    if (!status && is_field && field->null_case != UINT32_MAX)
        cover_nulls(frame, column, values);
    else if (!status && column->null_if != PH_NO_COLUMN)
        status = add_nulls(frame, column, values, error);
    return status;
}

static phony_status make(ph_frame *frame, const ph_column *column, ph_values *values,
                         phony_error *error)
{
    phony_status status;

    if (frame->plan->entities[frame->entity].cover && column->field != PH_NO_NAME)
        return make_covered(frame, column, values, error);
    status = column->class->fill(frame, column, values, error);
    if (!status && (column->null_chance || column->null_if != PH_NO_COLUMN))
        status = add_nulls(frame, column, values, error);
    return status;
}

phony_status ph_frame_column(ph_frame *frame, uint32_t column, const ph_values **values,
                             phony_error *error)
{
    phony_status status;

    *values = &frame->values[column];
    if (frame->done[column])
        return PHONY_OK;
    status = make(frame, &frame->plan->entities[frame->entity].columns[column],
                  &frame->values[column], error);
    frame->done[column] = !status;
    return status;
}

phony_status ph_frame_inputs(ph_frame *frame, const ph_column *column,
                             const ph_values *const **inputs, phony_error *error)
{
    const ph_values *values;
    phony_status status = PHONY_OK;

    for (size_t i = 0; !status && i < column->input_count; i++)
        status = ph_frame_column(frame, column->inputs[i], &values, error);
    if (status)
        return status;
    if (ph_grow((void **)&frame->inputs, &frame->input_capacity, column->input_count + 1,
                sizeof(void *)) < 0)
        return ph_fail_memory(error);
    for (size_t i = 0; i < column->input_count; i++)
        frame->inputs[i] = &frame->values[column->inputs[i]];
    *inputs = frame->inputs;
    return PHONY_OK;
}

/* ---- Parents and children -------------------------------------------------------------------- */

/* Each distinct parent once, or all between the first and the last where that is hardly more. */
static void gather_parents(ph_frame_link *link, size_t rows)
{
    size_t count = 0;
    int ascending = 1;

    for (size_t i = 0; i < rows; i++) {
        uint64_t parent = link->rows.parents[i];
        if (link->rows.has_missing && link->rows.missing[i])
            continue;
        if (count == 0 || link->list[count - 1] != parent) {
            ascending &= count == 0 || link->list[count - 1] < parent;
            link->list[count++] = parent;
        }
        link->which[i] = (uint32_t)count - 1;
    }
    link->parents = (ph_rows){0, link->list, count};
    if (count == 0 || !ascending || link->list[count - 1] - link->list[0] >= PH_BATCH_ROWS ||
        link->list[count - 1] - link->list[0] >= 2 * count)
        return;
    for (size_t i = 0; i < rows; i++)
        link->which[i] = (uint32_t)(link->rows.parents[i] - link->list[0]);
    link->parents =
        (ph_rows){link->list[0], NULL, (size_t)(link->list[count - 1] - link->list[0]) + 1};
}

phony_status ph_frame_find_link(ph_frame *frame, uint32_t link, ph_frame_link **found,
                                phony_error *error)
{
    const ph_link *l = &frame->plan->links[link];
    ph_frame_link *mine = frame->links[link];

    if (!mine) {
        mine = ph_calloc(1, sizeof *mine);
        if (!mine)
            return ph_fail_memory(error);
        frame->links[link] = mine;
        mine->frames = ph_calloc(l->parent_count, sizeof(void *));
        if (!mine->frames)
            return ph_fail_memory(error);
    }
    if (!mine->ready) {
        ph_link_find(l, &frame->rows, &mine->rows);
        mine->ready = 1;
        if (l->kind != PH_LINK_ANY) {
            gather_parents(mine, frame->rows.count);
            if (mine->frames[0])
                ph_frame_begin(mine->frames[0], mine->parents);
        }
    }
    *found = mine;
    return PHONY_OK;
}

phony_status ph_frame_parent(ph_frame *frame, ph_frame_link *found, uint32_t link, size_t number,
                             ph_frame **parent, phony_error *error)
{
    phony_status status = PHONY_OK;

    if (!found->frames[number]) {
        status = ph_frame_new(frame->plan, frame->plan->links[link].parents[number].entity,
                              frame->shared, &found->frames[number], error);
        if (!status)
            ph_frame_begin(found->frames[number], found->parents);
    }
    *parent = found->frames[number];
    return status;
}

phony_status ph_frame_child(ph_frame *frame, uint32_t link, ph_frame **child, phony_error *error)
{
    phony_status status = PHONY_OK;

    if (!frame->children[link])
        status = ph_frame_new(frame->plan, frame->plan->links[link].child, frame->shared,
                              &frame->children[link], error);
    *child = frame->children[link];
    return status;
}

/* ---- Picking --------------------------------------------------------------------------------- */

phony_status ph_frame_pick(const ph_values *const *sources, const uint32_t *from,
                           const uint32_t *at, size_t rows, ph_type type, ph_values *out,
                           phony_error *error)
{
    ph_storage storage = ph_type_storage(type);
    phony_status status = ph_values_begin(out, type, rows, error);

    if (!status)
        memset(out->nulls, 0, rows);
    for (size_t i = 0; !status && i < rows; i++) {
        const ph_values *source = from[i] == UINT32_MAX ? NULL : sources[from[i]];
        size_t length;
        if (!source || ph_values_is_null(source, at[i])) {
            ph_values_put_null(out, i);
        } else if (storage == PH_STORED_TEXT) {
            const char *text = ph_values_text(source, at[i], &length);
            status = ph_values_put(out, i, text, length, error);
        } else if (storage == PH_STORED_UUID) {
            memcpy(out->bytes + 16 * i, source->bytes + (size_t)16 * at[i], 16);
        } else {
            out->numbers[i] = source->numbers[at[i]];
        }
    }
    return status;
}
