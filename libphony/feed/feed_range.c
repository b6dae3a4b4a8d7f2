/* Drawing out of ranges: with constant bounds, with bounds by row, and without repetition. */
#include "feed/feed_range.h"

#include "base/alloc.h"
#include "base/error.h"
#include "feed/feed_draw.h"
#include "sample/permute.h"

enum { VALUE_TEXT = 48 };

static void free_range(ph_feed *feed)
{
    ph_free(feed);
}

/* A value as it stands in messages. */
static const char *value_text(ph_type type, int64_t value, char text[VALUE_TEXT])
{
    size_t length;

    if (type.kind == PH_TYPE_DATE)
        length = ph_date_write(value, text);
    else if (type.kind == PH_TYPE_TIME)
        length = ph_clock_write(value, text);
    else if (type.kind == PH_TYPE_TIMESTAMP || type.kind == PH_TYPE_TIMESTAMPTZ)
        length = ph_moment_write(value, 'T', text);
    else
        length = ph_decimal_write(value, type.kind == PH_TYPE_DECIMAL ? type.scale : 0, text);
    text[length] = '\0';
    return text;
}

static uint64_t count_of(const ph_range *range, int64_t least, int64_t most)
{
    uint64_t distance = (uint64_t)most - (uint64_t)least;

    return (range->step == 1 ? distance : distance / (uint64_t)range->step) + 1;
}

/* ---- Filling ------------------------------------------------------------------------------- */

static phony_status fill_fixed(const ph_feed *feed, const ph_feed_frame *frame, ph_values *out,
                               phony_error *error)
{
    const ph_range *range = (const ph_range *)feed;
    const phony_key key = *frame->key;
    const uint64_t least = (uint64_t)range->least, step = (uint64_t)range->step,
                   count = range->count;
    phony_status status = ph_values_begin(out, feed->type, frame->rows->count, error);

    for (size_t i = 0; !status && i < frame->rows->count; i++) {
        uint64_t word = ph_row_word(&key, ph_row(frame->rows, i));
        out->numbers[i] = (int64_t)(least + step * ph_below(word, count));
    }
    return status;
}

static phony_status fill_unique(const ph_feed *feed, const ph_feed_frame *frame, ph_values *out,
                                phony_error *error)
{
    const ph_range *range = (const ph_range *)feed;
    const phony_key key = *frame->key; /* a copy: what follows from it is reckoned once */
    const uint64_t least = (uint64_t)range->least, step = (uint64_t)range->step,
                   count = range->count;
    phony_status status = ph_values_begin(out, feed->type, frame->rows->count, error);

    for (size_t i = 0; !status && i < frame->rows->count; i++) {
        uint64_t row = ph_row(frame->rows, i);
        if (count && row >= count)
            return ph_fail(error, PHONY_ERROR_EMPTY, "row %llu: there are only %llu values",
                           (unsigned long long)row, (unsigned long long)count);
        out->numbers[i] = (int64_t)(least + step * ph_permute(&key, count, row));
    }
    return status;
}

static phony_status fail_row(const ph_range *range, const ph_bounds *bounds, uint64_t row,
                             phony_error *error)
{
    char least[VALUE_TEXT], most[VALUE_TEXT];

    if (bounds->least > bounds->most)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "row %llu: there is no value from %s to %s",
                       (unsigned long long)row, value_text(range->feed.type, bounds->least, least),
                       value_text(range->feed.type, bounds->most, most));
    return ph_fail(error, PHONY_ERROR_LIMIT,
                   "row %llu: a bound is beyond the values that there are, %s to %s",
                   (unsigned long long)row, value_text(range->feed.type, range->floor, least),
                   value_text(range->feed.type, range->ceiling, most));
}

phony_status ph_range_row_bounds(const ph_range *range, const ph_feed_frame *frame, size_t i,
                                 ph_bounds *bounds, phony_error *error)
{
    int beyond;

    *bounds = (ph_bounds){0, 0, 0};
    beyond = range->rule(range, frame, i, bounds) < 0;
    if (bounds->null)
        return PHONY_OK;
    if (beyond)
        bounds->least = bounds->most = range->ceiling;
    if (beyond || bounds->least > bounds->most || bounds->least < range->floor ||
        bounds->most > range->ceiling)
        return fail_row(range, bounds, ph_row(frame->rows, i), error);
    return PHONY_OK;
}

static phony_status fill_by_row(const ph_feed *feed, const ph_feed_frame *frame, ph_values *out,
                                phony_error *error)
{
    const ph_range *range = (const ph_range *)feed;
    phony_status status = ph_values_begin(out, feed->type, frame->rows->count, error);

    for (size_t i = 0; !status && i < frame->rows->count; i++) {
        ph_bounds bounds;
        uint64_t word = ph_row_word(frame->key, ph_row(frame->rows, i)), index;
        status = ph_range_row_bounds(range, frame, i, &bounds, error);
        if (status || bounds.null) {
            ph_values_put_null(out, i);
            continue;
        }
        index = ph_below(word, count_of(range, bounds.least, bounds.most));
        out->numbers[i] = (int64_t)((uint64_t)bounds.least + (uint64_t)range->step * index);
    }
    return status;
}

static const ph_feed_class fixed_class = {.fill = fill_fixed, .free = free_range};
static const ph_feed_class unique_class = {.fill = fill_unique, .free = free_range};
static const ph_feed_class row_class = {.fill = fill_by_row, .free = free_range};

/* ---- Making -------------------------------------------------------------------------------- */

phony_status ph_range_fixed_bounds(const ph_range *range, ph_bounds *bounds, phony_error *error)
{
    char least[VALUE_TEXT], most[VALUE_TEXT];
    ph_type type = range->feed.type;

    *bounds = (ph_bounds){0, 0, 0};
    if (range->rule(range, NULL, 0, bounds) < 0)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "'min' or 'max' has too many digits");
    if (bounds->least > bounds->most)
        return ph_fail(
            error, PHONY_ERROR_ARGUMENT, "there is no value from 'min' to 'max': from %s to %s",
            value_text(type, bounds->least, least), value_text(type, bounds->most, most));
    if (bounds->least < range->floor)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "'min' %s is below the least value, %s",
                       value_text(type, bounds->least, least),
                       value_text(type, range->floor, most));
    if (bounds->most > range->ceiling)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "'max' %s is above the greatest value, %s",
                       value_text(type, bounds->most, most),
                       value_text(type, range->ceiling, least));
    return PHONY_OK;
}

static phony_status set_fixed(const ph_feed_request *request, ph_range *range, phony_error *error)
{
    ph_bounds bounds;
    phony_status status = ph_range_fixed_bounds(range, &bounds, error);
    char least[VALUE_TEXT], most[VALUE_TEXT];

    if (status)
        return status;
    range->least = bounds.least;
    range->count = count_of(range, bounds.least, bounds.most);
    if (request->unique && range->count && range->count < request->rows)
        return ph_fail(error, PHONY_ERROR_EMPTY,
                       "unique, but from %s to %s there are only %llu values for %llu rows",
                       value_text(range->feed.type, bounds.least, least),
                       value_text(range->feed.type, bounds.most, most),
                       (unsigned long long)range->count, (unsigned long long)request->rows);
    range->feed.class = request->unique ? &unique_class : &fixed_class;
    return PHONY_OK;
}

static int comes_by_row(const ph_range *range)
{
    return range->min.input >= 0 || range->max.input >= 0 || range->after.input >= 0 ||
           range->before.input >= 0;
}

phony_status ph_range_new(const ph_feed_request *request, const ph_range *range, ph_feed **feed,
                          phony_error *error)
{
    ph_range *made = ph_calloc(1, sizeof *made);
    phony_status status = PHONY_OK;

    if (!made)
        return ph_fail_memory(error);
    *made = *range;
    made->feed.class = &row_class;
    if (!comes_by_row(made))
        status = set_fixed(request, made, error);
    else if (request->unique)
        status = ph_fail(error, PHONY_ERROR_ARGUMENT,
                         "values with bounds out of the row cannot be unique");
    if (status)
        ph_free(made);
    else
        *feed = &made->feed;
    return status;
}
