/* `constant` and `null`: the same in every row. */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/json_tree.h"
#include "feed/cards.h"
#include "feed/feed_range.h"

typedef struct constant {
    ph_feed feed;
    int64_t number;
    double real;
    ph_buffer text;
} constant;

static void free_constant(ph_feed *feed)
{
    constant *c = (constant *)feed;

    ph_buffer_fini(&c->text);
    ph_free(c);
}

/* ---- Filling ------------------------------------------------------------------------------- */

static phony_status fill_number(const ph_feed *feed, const ph_feed_frame *frame, ph_values *out,
                                phony_error *error)
{
    const constant *c = (const constant *)feed;
    int is_float = feed->type.kind == PH_TYPE_FLOAT;
    phony_status status = ph_values_begin(out, feed->type, frame->rows->count, error);

    for (size_t i = 0; !status && i < frame->rows->count; i++) {
        if (is_float)
            out->floats[i] = c->real;
        else
            out->numbers[i] = c->number;
    }
    return status;
}

static phony_status fill_text(const ph_feed *feed, const ph_feed_frame *frame, ph_values *out,
                              phony_error *error)
{
    const constant *c = (const constant *)feed;
    phony_status status = ph_values_begin(out, feed->type, frame->rows->count, error);

    for (size_t i = 0; !status && i < frame->rows->count; i++)
        status = ph_values_put(out, i, c->text.data, c->text.length, error);
    return status;
}

static phony_status fill_null(const ph_feed *feed, const ph_feed_frame *frame, ph_values *out,
                              phony_error *error)
{
    phony_status status = ph_values_begin(out, feed->type, frame->rows->count, error);

    for (size_t i = 0; !status && i < frame->rows->count; i++)
        ph_values_put_null(out, i);
    return status;
}

static const ph_feed_class number_class = {.fill = fill_number, .free = free_constant};
static const ph_feed_class text_class = {.fill = fill_text, .free = free_constant};
static const ph_feed_class null_class = {.fill = fill_null, .free = free_constant};

/* ---- Values out of documents --------------------------------------------------------------- */

/* A value as JSON without white space. Trees are at most 64 levels deep. */
static void append_json(const ph_json_tree *tree, uint32_t node, ph_buffer *out)
{
    static const char *const words[] = {
        [PH_JSON_NULL] = "null", [PH_JSON_FALSE] = "false", [PH_JSON_TRUE] = "true"};
    const ph_json_node *value = &tree->nodes[node];
    int is_object = value->kind == PH_JSON_OBJECT;

    if (value->kind <= PH_JSON_TRUE)
        ph_buffer_append_text(out, words[value->kind]);
    else if (value->kind == PH_JSON_NUMBER)
        ph_buffer_append(out, ph_json_text(tree, node), value->length);
    else if (value->kind == PH_JSON_STRING)
        ph_buffer_append_json(out, ph_json_text(tree, node), value->length);
    else {
        ph_buffer_append_byte(out, is_object ? '{' : '[');
        for (uint32_t i = value->child; i != PH_JSON_NO_NODE; i = tree->nodes[i].next) {
            if (i != value->child)
                ph_buffer_append_byte(out, ',');
            if (is_object) {
                ph_buffer_append_json(out, ph_json_key(tree, i), tree->nodes[i].key_length);
                ph_buffer_append_byte(out, ':');
            }
            append_json(tree, i, out);
        }
        ph_buffer_append_byte(out, is_object ? '}' : ']');
    }
}

/* A number as the narrowest type that has it exactly; a float where there is none. */
static phony_status take_number(constant *c, const ph_option *value, phony_error *error)
{
    static const ph_option_card whole = {.name = "value", .kind = PH_OPTION_WHOLE},
                                decimal = {.name = "value", .kind = PH_OPTION_DECIMAL},
                                real = {.name = "value", .kind = PH_OPTION_REAL};
    ph_option read;
    phony_status status = PHONY_OK;

    c->feed.class = &number_class;
    if (!ph_option_read(&whole, value->tree, value->node, 0, &read, NULL))
        c->feed.type.kind = PH_TYPE_INT64;
    else if (!ph_option_read(&decimal, value->tree, value->node, 0, &read, NULL))
        c->feed.type = (ph_type){PH_TYPE_DECIMAL, PH_DECIMAL_DIGITS_MAX, read.scale, 0};
    else {
        status = ph_option_read(&real, value->tree, value->node, 0, &read, error);
        c->feed.type.kind = PH_TYPE_FLOAT;
    }
    if (!status) {
        c->number = read.number;
        c->real = read.real;
    }
    return status;
}

/* A text that is to be a time is read as such, so that it may count from now. -1: it is none. */
static int take_time(constant *c, const ph_feed_request *request, const char *text)
{
    ph_type_kind kind = request->type.kind;
    int status = kind == PH_TYPE_TIME ? ph_clock_parse(text, &c->number)
                                      : ph_moment_parse(text, request->now, &c->number);

    if (kind == PH_TYPE_DATE)
        c->number = ph_floor_div(c->number, PH_MICROSECONDS_A_DAY);
    c->feed.type = request->type;
    c->feed.class = &number_class;
    return status;
}

static phony_status take_text(constant *c, const ph_feed_request *request, const ph_option *value,
                              phony_error *error)
{
    const ph_json_node *node = &value->tree->nodes[value->node];
    const char *text = ph_json_text(value->tree, value->node);
    ph_type_kind kind = request->type.kind;

    if (kind == PH_TYPE_DATE || kind == PH_TYPE_TIME || kind == PH_TYPE_TIMESTAMP ||
        kind == PH_TYPE_TIMESTAMPTZ)
        return take_time(c, request, text) < 0
                   ? ph_fail(error, PHONY_ERROR_ARGUMENT, "'value' must be a %s",
                             kind == PH_TYPE_TIME   ? "time: 12:30 or 12:30:59.5"
                             : kind == PH_TYPE_DATE ? "date: 2024-02-29, now, -2y"
                                                    : "timestamp: 2024-02-29T12:00:00Z, now, -2y")
                   : PHONY_OK;
    c->feed.type.kind = PH_TYPE_TEXT;
    c->feed.class = &text_class;
    ph_buffer_append(&c->text, text, node->length);
    return PHONY_OK;
}

static phony_status take_value(constant *c, const ph_feed_request *request, const ph_option *value,
                               phony_error *error)
{
    ph_json_kind kind = value->tree->nodes[value->node].kind;

    if (kind == PH_JSON_NULL)
        return ph_fail(error, PHONY_ERROR_ARGUMENT,
                       "'value' must not be null: that is the generator \"null\"");
    if (kind == PH_JSON_ARRAY || kind == PH_JSON_OBJECT || request->type.kind == PH_TYPE_JSON) {
        append_json(value->tree, value->node, &c->text);
        c->feed = (ph_feed){&text_class, {.kind = PH_TYPE_JSON}};
        return PHONY_OK;
    }
    if (kind == PH_JSON_NUMBER)
        return take_number(c, value, error);
    if (kind == PH_JSON_STRING)
        return take_text(c, request, value, error);
    c->feed = (ph_feed){&number_class, {.kind = PH_TYPE_BOOLEAN}};
    c->number = kind == PH_JSON_TRUE;
    return PHONY_OK;
}

/* ---- Making -------------------------------------------------------------------------------- */

static phony_status make_constant(const ph_feed_request *request, ph_feed **feed,
                                  phony_error *error)
{
    constant *c;
    phony_status status;

    if (request->unique && request->rows != 1)
        return ph_fail(error, PHONY_ERROR_EMPTY, "unique, but there is only 1 value for %llu rows",
                       (unsigned long long)request->rows);
    c = ph_calloc(1, sizeof *c);
    if (!c)
        return ph_fail_memory(error);
    status = take_value(c, request, ph_feed_option(request, "value"), error);
    if (!status && c->text.failed)
        status = ph_fail_memory(error);
    if (status)
        free_constant(&c->feed);
    else
        *feed = &c->feed;
    return status;
}

static phony_status make_null(const ph_feed_request *request, ph_feed **feed, phony_error *error)
{
    constant *c = ph_calloc(1, sizeof *c);

    if (!c)
        return ph_fail_memory(error);
    c->feed = (ph_feed){&null_class, request->type};
    if (c->feed.type.kind == PH_TYPE_NONE)
        c->feed.type.kind = PH_TYPE_TEXT;
    *feed = &c->feed;
    return PHONY_OK;
}

static const ph_option_card constant_options[] = {
    {"value", PH_OPTION_JSON, PH_OPTION_NEEDED, NULL, NULL,
     "a text, a number, true, false or JSON"},
};
const ph_card ph_card_constant = {
    .type = "constant",
    .summary = "the same value in every row",
    .options = constant_options,
    .option_count = sizeof constant_options / sizeof *constant_options,
    .gives = PH_TYPE_NONE,
    .make = make_constant,
};

const ph_card ph_card_null = {
    .type = "null",
    .summary = "no value in any row",
    .gives = PH_TYPE_NONE,
    .fit = PH_FIT_NULLS,
    .make = make_null,
};
