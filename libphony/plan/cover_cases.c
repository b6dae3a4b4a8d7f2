/* The cases of fields. Bounds that a generator has been given are taken as they are; members of
 * enumerations, too; for the rest, many rows are looked at, and those kept that are least,
 * greatest, shortest, longest, or, where there are few different values, all of these. */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "plan/build.h"
#include "plan/cover.h"
#include "plan/frame.h"

enum { FEW = 8 /* different values that are all cases */ };

typedef struct finding {
    const ph_plan *plan;
    const ph_plan_entity *entity;
    ph_frame *frame;
    phony_error *error;
} finding;

void ph_cover_free(ph_cover *cover)
{
    if (!cover)
        return;
    for (uint32_t i = 0; cover->fields && i < cover->field_count; i++)
        ph_values_fini(&cover->fields[i].values);
    ph_free(cover->fields);
    ph_free(cover->rows);
    ph_free(cover);
}

/* ---- Bounds ---------------------------------------------------------------------------------- */

/* An option as a value of the column's type; -1: it is none. */
static int option_value(const ph_option *option, ph_type type, int64_t *number, double *real)
{
    if (option->input >= 0)
        return -1;
    *real = option->real;
    *number = option->number;
    if (type.kind == PH_TYPE_DECIMAL)
        return ph_decimal_rescale(option->number, option->scale, type.scale, number);
    if (type.kind == PH_TYPE_DATE) {
        *number =
            option->number / PH_MICROSECONDS_A_DAY - (option->number % PH_MICROSECONDS_A_DAY < 0);
        return 0;
    }
    return 0;
}

static const ph_option *bound(const ph_column *column, const char *name)
{
    static const ph_option_kind kinds[] = {PH_OPTION_WHOLE, PH_OPTION_DECIMAL, PH_OPTION_REAL,
                                           PH_OPTION_MOMENT, PH_OPTION_CLOCK};

    for (size_t i = 0; column->card && i < column->card->option_count; i++) {
        const ph_option_card *card = &column->card->options[i];
        for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
            if (card->kind == kinds[k] && strcmp(card->name, name) == 0 &&
                (column->options[i].given || card->initial))
                return &column->options[i];
        }
    }
    return NULL;
}

static void put_number(ph_values *values, size_t row, int64_t number, double real)
{
    if (ph_type_storage(values->type) == PH_STORED_FLOAT)
        values->floats[row] = real;
    else
        values->numbers[row] = number;
}

/* ---- Looking at rows ------------------------------------------------------------------------- */

static int compare(const ph_values *v, size_t a, size_t b)
{
    ph_storage storage = ph_type_storage(v->type);

    if (storage == PH_STORED_FLOAT)
        return (v->floats[a] > v->floats[b]) - (v->floats[a] < v->floats[b]);
    if (storage == PH_STORED_NUMBER)
        return (v->numbers[a] > v->numbers[b]) - (v->numbers[a] < v->numbers[b]);
    if (storage == PH_STORED_TEXT) {
        size_t m, n;
        const char *x = ph_values_text(v, a, &m), *y = ph_values_text(v, b, &n);
        int order = memcmp(x, y, m < n ? m : n);
        return m != n ? (m > n) - (m < n) : order;
    }
    return memcmp(v->bytes + 16 * a, v->bytes + 16 * b, 16);
}

/* The rows of the few different values there are; or how many too many. */
static size_t find_different(const ph_values *v, uint32_t *rows, size_t most)
{
    size_t count = 0;

    for (uint32_t i = 0; i < v->rows && count <= most; i++) {
        size_t k = 0;
        if (ph_values_is_null(v, i))
            continue;
        while (k < count && compare(v, rows[k], i) != 0)
            k++;
        if (k == count && count++ < most)
            rows[k] = i;
    }
    return count;
}

/* The least and the greatest: of texts, by length. */
static size_t find_ends(const ph_values *v, uint32_t *rows)
{
    size_t found = 0;

    for (uint32_t i = 0; i < v->rows; i++) {
        if (ph_values_is_null(v, i))
            continue;
        if (found == 0)
            rows[0] = rows[1] = i;
        found = 2;
        if (compare(v, i, rows[0]) < 0)
            rows[0] = i;
        if (compare(v, i, rows[1]) > 0)
            rows[1] = i;
    }
    return found == 2 && rows[0] == rows[1] ? 1 : found;
}

/* ---- Cases ----------------------------------------------------------------------------------- */

static phony_status take_members(finding *f, const ph_column *column, ph_cover_field *field)
{
    size_t count = 0;
    phony_status status;

    while (count < PH_CASES_MAX && ph_feed_members(column->feed, count))
        count++;
    status = ph_values_begin(&field->values, column->type, count, f->error);
    for (size_t i = 0; !status && i < count; i++) {
        const char *text = ph_feed_members(column->feed, i);
        status = ph_values_put(&field->values, i, text, strlen(text), f->error);
    }
    field->cases = (uint32_t)count;
    return status;
}

/* Exact bounds in the place of the ends that were seen. */
static void take_bounds(const ph_column *column, ph_cover_field *field)
{
    static const char *const names[] = {"min", "max"};

    for (size_t i = 0; i < 2 && field->cases == 2; i++) {
        const ph_option *option = bound(column, names[i]);
        int64_t number;
        double real;
        if (option && ph_type_storage(column->type) != PH_STORED_TEXT &&
            option_value(option, column->type, &number, &real) == 0)
            put_number(&field->values, i, number, real);
    }
}

static phony_status take_seen(finding *f, const ph_column *column, uint32_t number,
                              ph_cover_field *field)
{
    uint32_t rows[FEW + 2];
    const ph_values *values;
    phony_status status;
    size_t count;

    ph_frame_begin(f->frame, (ph_rows){0, NULL, PH_BATCH_ROWS});
    status = ph_frame_column(f->frame, number, &values, f->error);
    if (status)
        return status;
    count = find_different(values, rows, FEW);
    if (count > FEW)
        count = find_ends(values, rows);
    status = ph_values_gather(&field->values, values, rows, count, f->error);
    field->cases = (uint32_t)count;
    if (!status && count == 2)
        take_bounds(column, field);
    return status;
}

/* A column can have any of its values in any row if it is drawn for itself. */
static int is_free(const ph_column *column, const ph_schema_field *field, int is_key)
{
    return column->class == &ph_column_feed && column->input_count == 0 && !field->unique &&
           !is_key && column->card->key == PH_KEY_FIELD;
}

static int is_sole_key(const ph_schema_entity *entity, uint32_t field)
{
    return entity->primary.count == 1 && entity->primary.fields[0] == field;
}

static phony_status take_field(finding *f, uint32_t number, ph_cover_field *field)
{
    const ph_schema_field *schema = &f->entity->schema->fields[number];
    uint32_t source = f->entity->sources[number], slot = f->entity->fields[number];
    const ph_column *column;
    phony_status status = PHONY_OK;

    field->null_case = UINT32_MAX;
    if (slot == PH_NO_COLUMN || source == PH_NO_COLUMN)
        return PHONY_OK;
    column = &f->entity->columns[source];
    if (is_free(column, schema, is_sole_key(f->entity->schema, number))) {
        if (ph_feed_members(column->feed, 0) && ph_type_storage(column->type) == PH_STORED_TEXT)
            status = take_members(f, column, field);
        else
            status = take_seen(f, column, source, field);
    }
    if (f->entity->columns[slot].null_chance) {
        field->cases += field->cases == 0;
        field->null_case = field->cases++;
    }
    return status;
}

phony_status ph_cover_find_cases(const ph_plan *plan, uint32_t entity, ph_cover *cover,
                                 phony_error *error)
{
    ph_frame_shared shared = {NULL, 0};
    finding f = {plan, &plan->entities[entity], NULL, error};
    phony_status status = ph_frame_new(plan, entity, &shared, &f.frame, error);

    cover->field_count = f.entity->schema->field_count;
    cover->fields = ph_calloc((size_t)cover->field_count + 1, sizeof *cover->fields);
    if (!status && !cover->fields)
        status = ph_fail_memory(error);
    for (uint32_t i = 0; !status && i < cover->field_count; i++)
        status = take_field(&f, i, &cover->fields[i]);
    ph_frame_free(f.frame);
    ph_expr_scratch_free(shared.scratch);
    return status;
}
