/* `float` and `boolean`: what is drawn with real numbers. */
#include "base/alloc.h"
#include "base/error.h"
#include "feed/cards.h"
#include "feed/feed_draw.h"
#include "sample/permute.h"

#include <float.h>

static void free_feed(ph_feed *feed)
{
    ph_free(feed);
}

enum { FLOAT_TEXT = 40 };

/* For messages: not by printf, which writes the point as the process's locale does. */
static const char *float_text(double number, char text[FLOAT_TEXT])
{
    text[ph_float_write(number, text)] = '\0';
    return text;
}

/* ---- Floats -------------------------------------------------------------------------------- */

typedef struct float_feed {
    ph_feed feed;
    ph_option min, max;
} float_feed;

/* Rounding must not lead past the end. */
static inline double between(double min, double max, uint64_t word)
{
    double value = min + (max - min) * ph_unit(word);

    return value > max ? max : value;
}

static phony_status fill_floats(const ph_feed *feed, const ph_feed_frame *frame, ph_values *out,
                                phony_error *error)
{
    const float_feed *f = (const float_feed *)feed;
    const phony_key key = *frame->key;
    const double min = f->min.real, max = f->max.real;
    phony_status status = ph_values_begin(out, feed->type, frame->rows->count, error);

    for (size_t i = 0; !status && i < frame->rows->count; i++)
        out->floats[i] = between(min, max, ph_row_word(&key, ph_row(frame->rows, i)));
    return status;
}

static phony_status fill_floats_by_row(const ph_feed *feed, const ph_feed_frame *frame,
                                       ph_values *out, phony_error *error)
{
    const float_feed *f = (const float_feed *)feed;
    char texts[2][FLOAT_TEXT];
    phony_status status = ph_values_begin(out, feed->type, frame->rows->count, error);

    for (size_t i = 0; !status && i < frame->rows->count; i++) {
        uint64_t row = ph_row(frame->rows, i);
        int null = 0;
        double min = ph_option_real(&f->min, frame, i, &null);
        double max = ph_option_real(&f->max, frame, i, &null);
        if (null)
            ph_values_put_null(out, i);
        else if (!(min <= max && max - min <= DBL_MAX))
            status = ph_fail(error, PHONY_ERROR_ARGUMENT,
                             "row %llu: there is no value from %s to %s", (unsigned long long)row,
                             float_text(min, texts[0]), float_text(max, texts[1]));
        else
            out->floats[i] = between(min, max, ph_row_word(frame->key, row));
    }
    return status;
}

static const ph_feed_class float_class = {.fill = fill_floats, .free = free_feed};
static const ph_feed_class float_row_class = {.fill = fill_floats_by_row, .free = free_feed};

static phony_status make_float(const ph_feed_request *request, ph_feed **feed, phony_error *error)
{
    const ph_option *min = ph_feed_option(request, "min"), *max = ph_feed_option(request, "max");
    int by_row = min->input >= 0 || max->input >= 0;
    float_feed *made;

    if (!by_row && min->real > max->real)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "'min' is above 'max'");
    if (!by_row && max->real - min->real > DBL_MAX)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "'max' - 'min' is beyond the largest float");
    if (request->unique)
        return ph_fail(error, PHONY_ERROR_ARGUMENT,
                       "floats cannot be unique: decimals and whole numbers can");
    made = ph_calloc(1, sizeof *made);
    if (!made)
        return ph_fail_memory(error);
    *made = (float_feed){
        {by_row ? &float_row_class : &float_class, {.kind = PH_TYPE_FLOAT}}, *min, *max};
    *feed = &made->feed;
    return PHONY_OK;
}

static const ph_option_card float_options[] = {
    {"min", PH_OPTION_REAL, PH_OPTION_BY_ROW, "0", NULL, "the least value"},
    {"max", PH_OPTION_REAL, PH_OPTION_BY_ROW, "1", NULL, "no value is above"},
};
const ph_card ph_card_float = {
    .type = "float",
    .summary = "floating-point numbers, each as likely as another",
    .options = float_options,
    .option_count = sizeof float_options / sizeof *float_options,
    .gives = PH_TYPE_FLOAT,
    .fit = PHONY_FIT_BY_ROW,
    .make = make_float,
};

/* ---- Booleans ------------------------------------------------------------------------------ */

#define CERTAIN (UINT64_C(1) << 53)

typedef struct boolean_feed {
    ph_feed feed;
    ph_option chance;
    uint64_t below; /* 53-bit numbers below this are true */
} boolean_feed;

static uint64_t share_of(double chance)
{
    return (uint64_t)(chance * (double)CERTAIN);
}

static unsigned values_of(uint64_t below)
{
    return below == 0 || below == CERTAIN ? 1 : 2;
}

static phony_status fill_booleans(const ph_feed *feed, const ph_feed_frame *frame, ph_values *out,
                                  phony_error *error)
{
    const phony_key key = *frame->key;
    const uint64_t below = ((const boolean_feed *)feed)->below;
    phony_status status = ph_values_begin(out, feed->type, frame->rows->count, error);

    for (size_t i = 0; !status && i < frame->rows->count; i++)
        out->numbers[i] = ph_row_word(&key, ph_row(frame->rows, i)) >> 11 < below;
    return status;
}

static phony_status fill_booleans_by_row(const ph_feed *feed, const ph_feed_frame *frame,
                                         ph_values *out, phony_error *error)
{
    const boolean_feed *b = (const boolean_feed *)feed;
    char text[FLOAT_TEXT];
    phony_status status = ph_values_begin(out, feed->type, frame->rows->count, error);

    for (size_t i = 0; !status && i < frame->rows->count; i++) {
        uint64_t row = ph_row(frame->rows, i);
        int null = 0;
        double chance = ph_option_real(&b->chance, frame, i, &null);
        if (null)
            ph_values_put_null(out, i);
        else if (!(chance >= 0 && chance <= 1))
            status = ph_fail(error, PHONY_ERROR_ARGUMENT,
                             "row %llu: 'true' must be a probability from 0 to 1, not %s",
                             (unsigned long long)row, float_text(chance, text));
        else
            out->numbers[i] = ph_row_word(frame->key, row) >> 11 < share_of(chance);
    }
    return status;
}

/* Both values once, in an order of their own. */
static phony_status fill_both(const ph_feed *feed, const ph_feed_frame *frame, ph_values *out,
                              phony_error *error)
{
    const boolean_feed *b = (const boolean_feed *)feed;
    const unsigned count = values_of(b->below);
    phony_status status = ph_values_begin(out, feed->type, frame->rows->count, error);

    for (size_t i = 0; !status && i < frame->rows->count; i++) {
        uint64_t row = ph_row(frame->rows, i);
        if (row >= count)
            return ph_fail(error, PHONY_ERROR_EMPTY, "row %llu: there are only %u values",
                           (unsigned long long)row, count);
        out->numbers[i] =
            count == 1 ? b->below == CERTAIN : (int64_t)ph_permute(frame->key, 2, row);
    }
    return status;
}

static const ph_feed_class boolean_class = {.fill = fill_booleans, .free = free_feed};
static const ph_feed_class boolean_row_class = {.fill = fill_booleans_by_row, .free = free_feed};
static const ph_feed_class both_class = {.fill = fill_both, .free = free_feed};

static phony_status check_boolean(const ph_feed_request *request, const ph_option *chance,
                                  phony_error *error)
{
    char text[FLOAT_TEXT];

    if (chance->input < 0 && !(chance->real >= 0 && chance->real <= 1))
        return ph_fail(error, PHONY_ERROR_ARGUMENT,
                       "'true' must be a probability from 0 to 1, not %s",
                       float_text(chance->real, text));
    if (request->unique && chance->input >= 0)
        return ph_fail(error, PHONY_ERROR_ARGUMENT,
                       "values with a probability out of the row cannot be unique");
    if (request->unique && request->rows > values_of(share_of(chance->real)))
        return ph_fail(error, PHONY_ERROR_EMPTY,
                       "unique, but there are only %u values for %llu rows",
                       values_of(share_of(chance->real)), (unsigned long long)request->rows);
    return PHONY_OK;
}

static phony_status make_boolean(const ph_feed_request *request, ph_feed **feed, phony_error *error)
{
    const ph_option *chance = ph_feed_option(request, "true");
    phony_status status = check_boolean(request, chance, error);
    boolean_feed *made;

    if (status)
        return status;
    made = ph_calloc(1, sizeof *made);
    if (!made)
        return ph_fail_memory(error);
    made->feed = (ph_feed){request->unique      ? &both_class
                           : chance->input >= 0 ? &boolean_row_class
                                                : &boolean_class,
                           {.kind = PH_TYPE_BOOLEAN}};
    made->chance = *chance;
    made->below = chance->input < 0 ? share_of(chance->real) : 0;
    *feed = &made->feed;
    return PHONY_OK;
}

static const ph_option_card boolean_options[] = {
    {"true", PH_OPTION_REAL, PH_OPTION_BY_ROW, "0.5", NULL, "the probability of true"},
};
const ph_card ph_card_boolean = {
    .type = "boolean",
    .summary = "true or false",
    .options = boolean_options,
    .option_count = sizeof boolean_options / sizeof *boolean_options,
    .gives = PH_TYPE_BOOLEAN,
    .fit = PHONY_FIT_UNIQUE | PHONY_FIT_BY_ROW,
    .make = make_boolean,
};
