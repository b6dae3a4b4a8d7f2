/* Numbers of JSON Schema: bounds, open and closed, and multiples. Everything is exact: numbers with
 * an exponent or more than 18 digits are no bounds. */
#include <string.h>

#include "base/alloc.h"
#include "import/json_schema_parts.h"

enum { STEPS = 1000 /* of multiples, where an end is open */ };

typedef struct number {
    int64_t digits;
    int32_t scale;
} number;

static int read_number(const ph_js_reader *r, uint32_t node, number *value)
{
    return ph_js_is(r, node, PH_JSON_NUMBER) &&
           !ph_decimal_parse(ph_json_text(&r->tree, node), r->tree.nodes[node].length,
                             &value->digits, &value->scale);
}

int32_t ph_js_scale(const ph_js_reader *r, uint32_t node)
{
    number value;

    if (!read_number(r, node, &value))
        return -1;
    while (value.scale > 0 && value.digits % 10 == 0) {
        value.digits /= 10;
        value.scale--;
    }
    return value.scale;
}

int ph_js_compare(const ph_js_reader *r, uint32_t a, uint32_t b)
{
    number x, y;

    if (!read_number(r, a, &x) || !read_number(r, b, &y) ||
        ph_decimal_rescale(x.digits, x.scale, x.scale > y.scale ? x.scale : y.scale, &x.digits) ||
        ph_decimal_rescale(y.digits, y.scale, x.scale > y.scale ? x.scale : y.scale, &y.digits))
        return 0;
    return (x.digits > y.digits) - (x.digits < y.digits);
}

/* The digits behind the point of the column's values; -1: as many as there are. */
static int32_t column_scale(const ph_import_column *column)
{
    if (column->type.kind == PH_TYPE_DECIMAL)
        return column->type.scale;
    return column->type.kind == PH_TYPE_FLOAT || column->type.kind == PH_TYPE_NONE ? -1 : 0;
}

/* To the column's places, towards the inside: `side` is 1 for the least and -1 for the most. An
 * open bound is a step further inside. */
static int move_inside(number *value, int32_t scale, int side, int is_open)
{
    int64_t moved, back;

    if (scale < 0)
        return 1;
    if (ph_decimal_rescale(value->digits, value->scale, scale, &moved))
        return 0;
    if (scale < value->scale) {
        if (ph_decimal_rescale(moved, scale, value->scale, &back))
            return 0;
        if (back == value->digits)
            moved += is_open ? side : 0;
        else if ((back - value->digits) * side < 0)
            moved += side;
    } else if (is_open) {
        moved += side;
    }
    *value = (number){moved, scale};
    return 1;
}

/* The bound of a column as text; NULL: there is none. Draft-04 and OpenAPI 3.0 say by a boolean
 * that the other keyword's bound is open; where both are numbers the narrower one counts. */
static const char *bound(ph_js_reader *r, const ph_js_shape *shape, const ph_import_column *column,
                         int side)
{
    uint32_t closed = shape->of[side > 0 ? PH_JS_LEAST : PH_JS_MOST];
    uint32_t open = shape->of[side > 0 ? PH_JS_ABOVE : PH_JS_BELOW];
    int is_open = ph_js_is(r, open, PH_JSON_TRUE);
    uint32_t node = closed;
    number value;
    char text[24];

    if (ph_js_is(r, open, PH_JSON_NUMBER) &&
        (closed == PH_JSON_NO_NODE || ph_js_compare(r, open, closed) * side >= 0)) {
        node = open;
        is_open = 1;
    }
    if (node == PH_JSON_NO_NODE)
        return NULL;
    if (!read_number(r, node, &value) || !move_inside(&value, column_scale(column), side, is_open))
        return NULL;
    text[ph_decimal_write(value.digits, value.scale, text)] = '\0';
    return ph_js_keep(r, text);
}

static int is_crossed(const ph_import_column *column)
{
    number least, most;

    return column->least && column->most &&
           !ph_decimal_parse(column->least, strlen(column->least), &least.digits, &least.scale) &&
           !ph_decimal_parse(column->most, strlen(column->most), &most.digits, &most.scale) &&
           !ph_decimal_rescale(least.digits, least.scale, 9, &least.digits) &&
           !ph_decimal_rescale(most.digits, most.scale, 9, &most.digits) &&
           least.digits > most.digits;
}

/* ---- Multiples ------------------------------------------------------------------------------- */

static int read_whole(const char *text, int64_t *value)
{
    int32_t scale;

    return text && !ph_decimal_parse(text, strlen(text), value, &scale) && scale == 0 &&
           *value > -INT64_C(1000000000000000) && *value < INT64_C(1000000000000000);
}

static void append_whole(ph_buffer *out, const char *before, int64_t value)
{
    char text[24];

    ph_buffer_append_text(out, before);
    ph_buffer_append(out, text, ph_whole_write(value, text));
}

/* Whole numbers that are multiples of more than 1 are counted from the first within the bounds. */
static void fill_multiples(ph_js_reader *r, const ph_js_shape *shape, ph_import_column *column)
{
    int64_t least = 0, most = 0, step;
    number value;

    if (column->type.kind > PH_TYPE_INT64 || column->type.kind == PH_TYPE_NONE ||
        !read_number(r, shape->of[PH_JS_MULTIPLE], &value) || value.scale || value.digits < 2 ||
        value.digits > INT64_C(1000000000))
        return;
    step = value.digits;
    if (column->least && !read_whole(column->least, &least))
        return;
    if (!column->most)
        most = least + STEPS * step;
    else if (!read_whole(column->most, &most))
        return;
    if (!column->least && most < 0)
        least = most - STEPS * step;
    least += least % step > 0 ? step - least % step : -(least % step);
    if (least > most)
        return;
    r->text.length = 0;
    append_whole(&r->text, "{\"type\": \"integer\", \"min\": ", least);
    append_whole(&r->text, ", \"max\": ", most);
    append_whole(&r->text, ", \"step\": ", step);
    ph_buffer_append(&r->text, "}", 2);
    r->failed |= r->text.failed;
    if (r->text.failed)
        return;
    column->generator = ph_js_keep(r, r->text.data);
    column->reason = "check";
    column->sure = 80;
}

void ph_js_fill_bounds(ph_js_reader *r, const ph_js_shape *shape, ph_import_column *column)
{
    column->least = bound(r, shape, column, 1);
    column->most = bound(r, shape, column, -1);
    if (is_crossed(column)) {
        uint32_t node = shape->of[PH_JS_LEAST] != PH_JSON_NO_NODE ? shape->of[PH_JS_LEAST]
                                                                  : shape->of[PH_JS_ABOVE];
        ph_js_note(r, node, "no number lies between %s and %s: the bounds are left out",
                   column->least, column->most);
        column->least = column->most = NULL;
    }
    fill_multiples(r, shape, column);
}
