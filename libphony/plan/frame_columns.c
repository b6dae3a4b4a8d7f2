/* How columns are made, class by class. */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "plan/build.h"
#include "plan/frame.h"
#include "sample/permute.h"

/* Columns are made out of columns, one function within another: what needs a place for each row on
 * the stack stands in functions of its own, which call nothing that goes further down. */
#define LEAF __attribute__((noinline))

/* ---- Of the row ------------------------------------------------------------------------------ */

static phony_status named(const ph_column *column, phony_status status, phony_error *error)
{
    if (status && status != PHONY_ERROR_MEMORY)
        ph_error_prefix(error, "%s", column->name);
    return status;
}

static phony_status fill_feed(ph_frame *frame, const ph_column *column, ph_values *out,
                              phony_error *error)
{
    ph_feed_frame request = {.key = &column->key, .rows = &frame->rows};
    phony_status status = ph_frame_inputs(frame, column, &request.inputs, error);

    if (status)
        return status;
    return named(column, column->feed->class->fill(column->feed, &request, out, error), error);
}

static phony_status fill_expression(ph_frame *frame, const ph_column *column, ph_values *out,
                                    phony_error *error)
{
    const ph_values *const *inputs;
    phony_status status = ph_frame_inputs(frame, column, &inputs, error);

    if (status)
        return status;
    status = ph_expr_eval(column->expr, &column->key, &frame->rows, inputs, &frame->shared->scratch,
                          out, error);
    if (status && error)
        error->line = error->column = 0; /* of the expression's text: the row is what counts */
    return named(column, status, error);
}

/* Condition, value, condition, value, ..., what holds else. */
static LEAF phony_status pick_cases(const ph_frame *frame, const ph_column *column,
                                    const ph_values *const *inputs, ph_values *out,
                                    phony_error *error)
{
    uint32_t from[PH_BATCH_ROWS], at[PH_BATCH_ROWS];

    for (size_t i = 0; i < frame->rows.count; i++) {
        uint32_t k = 0;
        while (k + 1 < column->input_count &&
               (ph_values_is_null(inputs[k], i) || !inputs[k]->numbers[i]))
            k += 2;
        from[i] = k + 1 < column->input_count ? k + 1 : k;
        at[i] = (uint32_t)i;
    }
    return ph_frame_pick(inputs, from, at, frame->rows.count, column->type, out, error);
}

static phony_status fill_choice(ph_frame *frame, const ph_column *column, ph_values *out,
                                phony_error *error)
{
    const ph_values *const *inputs;
    phony_status status = ph_frame_inputs(frame, column, &inputs, error);

    return status ? status : pick_cases(frame, column, inputs, out, error);
}

static size_t digits_of(uint64_t number, uint32_t digits, char *text)
{
    for (uint32_t i = digits; i > 0; i--) {
        text[i - 1] = (char)('0' + number % 10);
        number /= 10;
    }
    return digits;
}

/* How many bytes the first `characters` of a text have. */
static size_t cut(const char *text, size_t length, uint32_t characters)
{
    size_t at = 0;

    while (at < length) {
        if (((uint8_t)text[at] & 0xC0) != 0x80 && characters-- == 0)
            break;
        at++;
    }
    return at;
}

/* The number stands before an '@', else at the end: always with as many digits, so that it can be
 * told from what stands before it. */
static phony_status put_numbered(const ph_column *column, const char *text, size_t length,
                                 uint64_t number, ph_values *out, size_t i, phony_error *error)
{
    const char *mark = memchr(text, '@', length);
    size_t head = mark ? (size_t)(mark - text) : length, tail = length - head;
    uint32_t at = out->offsets[i];
    phony_status status = ph_values_room(out, at + length + 24, error);
    char *to;

    if (status)
        return status;
    if (column->type.length) {
        uint32_t used = column->digits;
        for (size_t k = 0; k < tail; k++)
            used += (mark[k] & 0xC0) != 0x80;
        head = cut(text, head, used < column->type.length ? column->type.length - used : 0);
    }
    to = (char *)out->bytes + at;
    memcpy(to, text, head);
    head += digits_of(number, column->digits, to + head);
    if (tail)
        memcpy(to + head, mark, tail);
    out->offsets[i + 1] = at + (uint32_t)(head + tail);
    return PHONY_OK;
}

static phony_status fill_numbered(ph_frame *frame, const ph_column *column, ph_values *out,
                                  phony_error *error)
{
    const ph_values *const *inputs;
    phony_status status = ph_frame_inputs(frame, column, &inputs, error);

    if (!status)
        status = ph_values_begin(out, column->type, frame->rows.count, error);
    if (!status && inputs[0]->has_nulls)
        memset(out->nulls, 0, frame->rows.count);
    for (size_t i = 0; !status && i < frame->rows.count; i++) {
        size_t length;
        const char *text = ph_values_text(inputs[0], i, &length);
        if (ph_values_is_null(inputs[0], i))
            ph_values_put_null(out, i);
        else
            status = put_numbered(column, text, length,
                                  ph_permute(&column->key, column->rows, ph_row(&frame->rows, i)),
                                  out, i, error);
    }
    return status;
}

/* ---- Of the parent's row --------------------------------------------------------------------- */

static phony_status all_null(const ph_column *column, size_t rows, ph_values *out,
                             phony_error *error)
{
    phony_status status = ph_values_begin(out, column->type, rows, error);

    for (size_t i = 0; !status && i < rows; i++)
        ph_values_put_null(out, i);
    return status;
}

static LEAF phony_status pick_parents(const ph_frame *frame, const ph_column *column,
                                      const ph_frame_link *link, const ph_values *values,
                                      ph_values *out, phony_error *error)
{
    uint32_t from[PH_BATCH_ROWS];

    for (size_t i = 0; i < frame->rows.count; i++)
        from[i] = link->rows.missing[i] ? UINT32_MAX : 0;
    return ph_frame_pick(&values, from, link->which, frame->rows.count, column->type, out, error);
}

static phony_status fill_one_parent(ph_frame *frame, const ph_column *column, ph_frame_link *link,
                                    ph_values *out, phony_error *error)
{
    const ph_values *values;
    ph_frame *parent;
    phony_status status;

    if (link->parents.count == 0)
        return all_null(column, frame->rows.count, out, error);
    status = ph_frame_parent(frame, link, column->link, 0, &parent, error);
    if (!status)
        status = ph_frame_column(parent, column->targets[0], &values, error);
    if (status)
        return status;
    if (!link->rows.has_missing)
        return ph_values_gather(out, values, link->which, frame->rows.count, error);
    return pick_parents(frame, column, link, values, out, error);
}

/* Parents in several entities: where each row's stands among those of its entity. */
typedef struct some_parents {
    uint64_t list[PH_BATCH_ROWS];
    uint32_t from[PH_BATCH_ROWS], at[PH_BATCH_ROWS];
} some_parents;

/* The rows that have a parent in entity `number`, as a frame of their own. */
static phony_status begin_some(ph_frame *frame, const ph_column *column, ph_frame_link *link,
                               size_t number, some_parents *some, ph_frame **parent,
                               phony_error *error)
{
    phony_status status = ph_frame_parent(frame, link, column->link, number, parent, error);
    size_t count = 0;

    for (size_t i = 0; i < frame->rows.count; i++) {
        if (link->rows.which[i] != number || (link->rows.has_missing && link->rows.missing[i]))
            continue;
        some->at[i] = (uint32_t)count;
        some->list[count++] = link->rows.parents[i];
    }
    if (!status)
        ph_frame_begin(*parent, (ph_rows){0, some->list, count});
    return status;
}

static phony_status fill_many_parents(ph_frame *frame, const ph_column *column, ph_frame_link *link,
                                      ph_values *out, phony_error *error)
{
    size_t parents = frame->plan->links[column->link].parent_count;
    const ph_values **values = ph_calloc(parents, sizeof(void *));
    some_parents *some = ph_calloc(1, sizeof *some);
    phony_status status = values && some ? PHONY_OK : ph_fail_memory(error);

    for (size_t k = 0; !status && k < parents; k++) {
        ph_frame *parent;
        status = begin_some(frame, column, link, k, some, &parent, error);
        if (!status)
            status = ph_frame_column(parent, column->targets[k], &values[k], error);
    }
    for (size_t i = 0; !status && i < frame->rows.count; i++)
        some->from[i] =
            link->rows.has_missing && link->rows.missing[i] ? UINT32_MAX : link->rows.which[i];
    if (!status)
        status = ph_frame_pick(values, some->from, some->at, frame->rows.count, column->type, out,
                               error);
    ph_free(values);
    ph_free(some);
    return status;
}

static phony_status fill_parent(ph_frame *frame, const ph_column *column, ph_values *out,
                                phony_error *error)
{
    ph_frame_link *link;
    phony_status status = ph_frame_find_link(frame, column->link, &link, error);

    if (status)
        return status;
    return frame->plan->links[column->link].parent_count == 1
               ? fill_one_parent(frame, column, link, out, error)
               : fill_many_parents(frame, column, link, out, error);
}

/* Which entity the parent is of. */
static phony_status fill_parent_kind(ph_frame *frame, const ph_column *column, ph_values *out,
                                     phony_error *error)
{
    const ph_link *l = &frame->plan->links[column->link];
    ph_frame_link *link;
    phony_status status = ph_frame_find_link(frame, column->link, &link, error);

    if (!status)
        status = ph_values_begin(out, column->type, frame->rows.count, error);
    if (!status)
        memset(out->nulls, 0, frame->rows.count);
    for (size_t i = 0; !status && i < frame->rows.count; i++) {
        const char *name =
            frame->plan->schema.entities[l->parents[link->rows.which[i]].entity].name;
        if (link->rows.has_missing && link->rows.missing[i])
            ph_values_put_null(out, i);
        else
            status = ph_values_put(out, i, name, strlen(name), error);
    }
    return status;
}

static phony_status fill_ordinal(ph_frame *frame, const ph_column *column, ph_values *out,
                                 phony_error *error)
{
    ph_frame_link *link;
    phony_status status = ph_frame_find_link(frame, column->link, &link, error);

    if (!status)
        status = ph_values_begin(out, column->type, frame->rows.count, error);
    if (!status && link->rows.has_missing)
        memset(out->nulls, 0, frame->rows.count);
    for (size_t i = 0; !status && i < frame->rows.count; i++) {
        if (link->rows.has_missing && link->rows.missing[i])
            ph_values_put_null(out, i);
        else
            out->numbers[i] = (int64_t)(column->rows + link->rows.ordinals[i]);
    }
    return status;
}

const ph_column_class ph_column_feed = {fill_feed};
const ph_column_class ph_column_expression = {fill_expression};
const ph_column_class ph_column_choice = {fill_choice};
const ph_column_class ph_column_numbered = {fill_numbered};
const ph_column_class ph_column_parent = {fill_parent};
const ph_column_class ph_column_parent_kind = {fill_parent_kind};
const ph_column_class ph_column_ordinal = {fill_ordinal};
