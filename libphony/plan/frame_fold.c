/* Aggregates over a row's children: their rows are a run, or a list, that follows from the
 * parent's; they are made batch by batch and added to the parents they belong to. */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "plan/build.h"
#include "plan/frame.h"

/* Children of several parents, side by side. Kept on the heap, as all that has a place for each
 * row: sums of sums of sums go down into one another, and a thread's stack is small. */
typedef struct children {
    uint64_t list[PH_BATCH_ROWS];
    uint16_t owner[PH_BATCH_ROWS]; /* the parent's number in its batch */
    size_t count;
    int is_run;
} children;

typedef struct fold {
    ph_frame *frame, *child;
    const ph_column *column;
    const ph_link *link;
    ph_values *out;
    children held;
    uint64_t starts[PH_BATCH_ROWS], ends[PH_BATCH_ROWS];
    uint64_t counts[PH_BATCH_ROWS];
    __int128 sums[PH_BATCH_ROWS];
    phony_error *error;
} fold;

/* ---- Adding ---------------------------------------------------------------------------------- */

static int is_float(const fold *f)
{
    return f->column->fold != PH_FOLD_COUNT && f->column->type.kind == PH_TYPE_FLOAT;
}

static void add_number(fold *f, size_t to, int64_t number)
{
    int64_t *least = &f->out->numbers[to];
    int first = f->counts[to] == 0;

    f->sums[to] += number;
    if (f->column->fold == PH_FOLD_MIN && (first || number < *least))
        *least = number;
    if (f->column->fold == PH_FOLD_MAX && (first || number > *least))
        *least = number;
}

static void add_float(fold *f, size_t to, double number)
{
    double *held = &f->out->floats[to];
    int first = f->counts[to] == 0;

    if (f->column->fold == PH_FOLD_SUM || f->column->fold == PH_FOLD_AVG)
        *held = first ? number : *held + number;
    else if (first || (f->column->fold == PH_FOLD_MIN ? number < *held : number > *held))
        *held = number;
}

static phony_status add_children(fold *f, const children *c)
{
    const ph_values *what = NULL, *condition = NULL;
    phony_status status = PHONY_OK;

    ph_frame_begin(f->child, c->is_run ? (ph_rows){c->list[0], NULL, c->count}
                                       : (ph_rows){0, c->list, c->count});
    if (f->column->what != PH_NO_COLUMN)
        status = ph_frame_column(f->child, f->column->what, &what, f->error);
    if (!status && f->column->condition != PH_NO_COLUMN)
        status = ph_frame_column(f->child, f->column->condition, &condition, f->error);
    for (size_t i = 0; !status && i < c->count; i++) {
        size_t to = c->owner[i];
        if ((condition && (ph_values_is_null(condition, i) || !condition->numbers[i])) ||
            (what && ph_values_is_null(what, i)))
            continue;
        if (what && is_float(f))
            add_float(f, to, what->floats[i]);
        else if (what && f->column->fold != PH_FOLD_COUNT)
            add_number(f, to, what->numbers[i]);
        f->counts[to]++;
    }
    return status;
}

/* ---- Going through the children -------------------------------------------------------------- */

static void append(fold *f, children *c, size_t owner, uint64_t position)
{
    uint64_t row = ph_link_child(f->link, position);

    c->is_run = c->count == 0 || (c->is_run && row == c->list[c->count - 1] + 1);
    c->owner[c->count] = (uint16_t)owner;
    c->list[c->count++] = row;
}

static phony_status go_through(fold *f)
{
    children *c = &f->held;
    phony_status status = PHONY_OK;

    ph_link_children(f->link, &f->frame->rows, f->starts, f->ends);
    for (size_t i = 0; !status && i < f->frame->rows.count; i++) {
        for (uint64_t p = f->starts[i]; !status && p < f->ends[i]; p++) {
            append(f, c, i, p);
            if (c->count == PH_BATCH_ROWS) {
                status = add_children(f, c);
                c->count = 0;
            }
        }
    }
    return status || !c->count ? status : add_children(f, c);
}

/* ---- Results --------------------------------------------------------------------------------- */

static phony_status overflow(const fold *f, size_t i)
{
    return ph_fail(f->error, PHONY_ERROR_LIMIT, "%s: row %llu: the sum has more than 18 digits",
                   f->column->name, (unsigned long long)ph_row(&f->frame->rows, i));
}

static phony_status put_sum(fold *f, size_t i, __int128 sum)
{
    if (sum > INT64_MAX || sum < INT64_MIN)
        return overflow(f, i);
    f->out->numbers[i] = (int64_t)sum;
    return PHONY_OK;
}

/* The quotient, half to even. */
static __int128 divide(__int128 sum, uint64_t count)
{
    __int128 by = (__int128)count, quotient = sum / by, rest = sum % by;
    int sign = sum < 0 ? -1 : 1;

    rest = rest < 0 ? -rest : rest;
    if (2 * rest > by || (2 * rest == by && quotient % 2 != 0))
        quotient += sign;
    return quotient;
}

static phony_status put_average(fold *f, size_t i, int32_t scale)
{
    __int128 sum = f->sums[i], most = ((__int128)1 << 126) / 10;

    for (int32_t k = scale; k < f->column->type.scale; k++) {
        if (sum > most || sum < -most)
            return overflow(f, i);
        sum *= 10;
    }
    return put_sum(f, i, divide(sum, f->counts[i]));
}

static phony_status put_result(fold *f, size_t i, int32_t scale)
{
    ph_fold_kind kind = f->column->fold;

    if (kind == PH_FOLD_COUNT) {
        f->out->numbers[i] = (int64_t)f->counts[i];
        return PHONY_OK;
    }
    if (f->counts[i] == 0 && kind != PH_FOLD_SUM) {
        ph_values_put_null(f->out, i);
        return PHONY_OK;
    }
    if (is_float(f)) {
        if (kind == PH_FOLD_AVG)
            f->out->floats[i] /= (double)f->counts[i];
        return PHONY_OK;
    }
    if (kind == PH_FOLD_SUM)
        return put_sum(f, i, f->sums[i]);
    return kind == PH_FOLD_AVG ? put_average(f, i, scale) : PHONY_OK;
}

static phony_status fold_rows(fold *f, ph_frame *frame)
{
    const ph_column *column = f->column;
    const ph_plan_entity *child = &frame->plan->entities[f->link->child];
    int32_t scale =
        column->what == PH_NO_COLUMN || child->columns[column->what].type.kind != PH_TYPE_DECIMAL
            ? 0
            : child->columns[column->what].type.scale;
    phony_status status = ph_frame_child(frame, column->link, &f->child, f->error);

    if (!status)
        status = ph_values_begin(f->out, column->type, frame->rows.count, f->error);
    if (status)
        return status;
    memset(f->out->nulls, 0, frame->rows.count);
    memset(f->out->numbers, 0, frame->rows.count * sizeof *f->out->numbers);
    status = go_through(f);
    for (size_t i = 0; !status && i < frame->rows.count; i++)
        status = put_result(f, i, scale);
    return status;
}

static phony_status fill_fold(ph_frame *frame, const ph_column *column, ph_values *out,
                              phony_error *error)
{
    fold *f = ph_calloc(1, sizeof *f);
    phony_status status;

    if (!f)
        return ph_fail_memory(error);
    f->frame = frame;
    f->column = column;
    f->link = &frame->plan->links[column->link];
    f->out = out;
    f->error = error;
    status = fold_rows(f, frame);
    ph_free(f);
    return status;
}

const ph_column_class ph_column_fold = {fill_fold};
