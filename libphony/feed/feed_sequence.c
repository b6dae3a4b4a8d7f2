/* `sequence`: start + row x step, as a number or as a text with a prefix and zeros in front. */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "feed/cards.h"
#include "feed/feed_draw.h"

enum { PAD_MAX = 100, PREFIX_MAX = 1000, DIGITS_MAX = 20 };

typedef struct sequence {
    ph_feed feed;
    int64_t start, step;
    int64_t floor, ceiling; /* of the type */
    char *prefix;
    size_t prefix_length, pad;
} sequence;

static void free_sequence(ph_feed *feed)
{
    sequence *s = (sequence *)feed;

    ph_free(s->prefix);
    ph_free(s);
}

/* -1: the row is beyond the type. */
static int value_of(const sequence *s, uint64_t row, int64_t *value)
{
    int64_t moved;

    return __builtin_mul_overflow(s->step, row, &moved) ||
                   __builtin_add_overflow(s->start, moved, value) || *value < s->floor ||
                   *value > s->ceiling
               ? -1
               : 0;
}

static phony_status fail_beyond(const sequence *s, uint64_t row, phony_error *error)
{
    return ph_fail(error, PHONY_ERROR_LIMIT,
                   "row %llu: %lld + row x %lld is beyond the type, which goes from %lld to %lld",
                   (unsigned long long)row, (long long)s->start, (long long)s->step,
                   (long long)s->floor, (long long)s->ceiling);
}

/* Values go one way: where the last row fits, so do all before. */
static phony_status check_rows(const sequence *s, const ph_rows *rows, phony_error *error)
{
    int64_t value;
    uint64_t last = rows->count ? ph_row(rows, rows->count - 1) : 0;

    for (size_t i = 0; rows->list && i < rows->count; i++)
        last = rows->list[i] > last ? rows->list[i] : last;
    return rows->count && value_of(s, last, &value) < 0 ? fail_beyond(s, last, error) : PHONY_OK;
}

/* ---- Filling ------------------------------------------------------------------------------- */

static phony_status fill_numbers(const ph_feed *feed, const ph_feed_frame *frame, ph_values *out,
                                 phony_error *error)
{
    const sequence *s = (const sequence *)feed;
    const uint64_t start = (uint64_t)s->start, step = (uint64_t)s->step;
    phony_status status = check_rows(s, frame->rows, error);

    if (!status)
        status = ph_values_begin(out, feed->type, frame->rows->count, error);
    for (size_t i = 0; !status && i < frame->rows->count; i++)
        out->numbers[i] = (int64_t)(start + step * ph_row(frame->rows, i));
    return status;
}

static size_t write_text(const sequence *s, int64_t value, char *out)
{
    char digits[DIGITS_MAX];
    size_t length = ph_whole_write(value, digits), negative = value < 0, at = s->prefix_length;

    memcpy(out, s->prefix, s->prefix_length);
    if (negative)
        out[at++] = '-';
    for (size_t zeros = length - negative; zeros < s->pad; zeros++)
        out[at++] = '0';
    memcpy(out + at, digits + negative, length - negative);
    return at + length - negative;
}

static phony_status fill_texts(const ph_feed *feed, const ph_feed_frame *frame, ph_values *out,
                               phony_error *error)
{
    const sequence *s = (const sequence *)feed;
    size_t longest = s->prefix_length + 1 + (s->pad > DIGITS_MAX ? s->pad : DIGITS_MAX), at = 0;
    phony_status status = check_rows(s, frame->rows, error);

    if (!status)
        status = ph_values_begin(out, feed->type, frame->rows->count, error);
    if (!status)
        status = ph_values_room(out, frame->rows->count * longest, error);
    for (size_t i = 0; !status && i < frame->rows->count; i++) {
        uint64_t moved = (uint64_t)s->step * ph_row(frame->rows, i);
        at += write_text(s, (int64_t)((uint64_t)s->start + moved), (char *)out->bytes + at);
        out->offsets[i + 1] = (uint32_t)at;
    }
    return status;
}

static const ph_feed_class number_class = {.fill = fill_numbers, .free = free_sequence};
static const ph_feed_class text_class = {.fill = fill_texts, .free = free_sequence};

/* ---- Making -------------------------------------------------------------------------------- */

static void set_type(sequence *s, const ph_feed_request *request)
{
    int is_text = s->prefix_length || s->pad;
    ph_type_kind kind = ph_whole_limits(is_text ? PH_TYPE_INT64 : request->type.kind, PH_TYPE_INT64,
                                        &s->floor, &s->ceiling);

    s->feed.type.kind = is_text ? PH_TYPE_TEXT : kind;
    s->feed.class = is_text ? &text_class : &number_class;
}

static phony_status check_options(const ph_option *step, const ph_option *prefix,
                                  const ph_option *pad, phony_error *error)
{
    if (step->number == 0)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "'step' must not be 0");
    if (pad->number < 0 || pad->number > PAD_MAX)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "'pad' must be 0 to %d digits, not %lld",
                       PAD_MAX, (long long)pad->number);
    if (prefix->text && strlen(prefix->text) > PREFIX_MAX)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "'prefix' is longer than %d bytes", PREFIX_MAX);
    return PHONY_OK;
}

static phony_status make_sequence(const ph_feed_request *request, ph_feed **feed,
                                  phony_error *error)
{
    const ph_option *step = ph_feed_option(request, "step"),
                    *prefix = ph_feed_option(request, "prefix"),
                    *pad = ph_feed_option(request, "pad");
    phony_status status = check_options(step, prefix, pad, error);
    const char *text = prefix->text ? prefix->text : "";
    sequence *s;
    int64_t value;

    if (status)
        return status;
    s = ph_calloc(1, sizeof *s);
    if (!s)
        return ph_fail_memory(error);
    s->start = ph_feed_option(request, "start")->number;
    s->step = step->number;
    s->pad = (size_t)pad->number;
    s->prefix_length = strlen(text);
    s->prefix = ph_strndup(text, s->prefix_length);
    set_type(s, request);
    if (!s->prefix)
        status = ph_fail_memory(error);
    else if (request->rows && value_of(s, request->rows - 1, &value) < 0)
        status = fail_beyond(s, request->rows - 1, error);
    if (status)
        free_sequence(&s->feed);
    else
        *feed = &s->feed;
    return status;
}

static const ph_option_card options[] = {
    {"start", PH_OPTION_WHOLE, 0, "1", NULL, "the first row's number"},
    {"step", PH_OPTION_WHOLE, 0, "1", NULL, "from row to row; may be negative"},
    {"prefix", PH_OPTION_TEXT, 0, NULL, NULL, "a text in front; the values are texts then"},
    {"pad", PH_OPTION_WHOLE, 0, "0", NULL,
     "at least as many digits, with zeros in front; the values are texts then"},
};
const ph_card ph_card_sequence = {
    .type = "sequence",
    .summary = "numbers in turn, row by row",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .gives = PH_TYPE_NONE,
    .fit = PHONY_FIT_UNIQUE | PHONY_FIT_KEY,
    .make = make_sequence,
};
