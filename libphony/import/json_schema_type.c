/* The shape of a plain value as a column: its type by "type" and "format", or by what else is said
 * where "type" is missing. A new format is a row in a table. */
#include <string.h>

#include "base/alloc.h"
#include "import/json_schema_parts.h"

enum { LENGTH_MAX = 10485760 /* of text(n) */, MONEY_DIGITS = 18, MONEY_SCALE = 2 };

/* ---- Types ----------------------------------------------------------------------------------- */

static const struct format {
    const char *name;
    unsigned types;
    ph_type type;
} formats[] = {
    {"date-time", PH_JS_STRING, {.kind = PH_TYPE_TIMESTAMPTZ}},
    {"datetime", PH_JS_STRING, {.kind = PH_TYPE_TIMESTAMPTZ}},
    {"google-datetime", PH_JS_STRING, {.kind = PH_TYPE_TIMESTAMPTZ}},
    {"date", PH_JS_STRING, {.kind = PH_TYPE_DATE}},
    {"full-date", PH_JS_STRING, {.kind = PH_TYPE_DATE}},
    {"time", PH_JS_STRING, {.kind = PH_TYPE_TIME}},
    {"uuid", PH_JS_STRING, {.kind = PH_TYPE_UUID}},
    {"guid", PH_JS_STRING, {.kind = PH_TYPE_UUID}},
    {"ipv4", PH_JS_STRING, {.kind = PH_TYPE_INET}},
    {"ipv6", PH_JS_STRING, {.kind = PH_TYPE_INET}},
    {"ip", PH_JS_STRING, {.kind = PH_TYPE_INET}},
    {"mac", PH_JS_STRING, {.kind = PH_TYPE_MACADDR}},
    {"binary", PH_JS_STRING, {.kind = PH_TYPE_BYTES}},
    {"json", PH_JS_STRING, {.kind = PH_TYPE_JSON}},
    {"int32", PH_JS_STRING | PH_JS_INTEGER | PH_JS_REAL, {.kind = PH_TYPE_INT32}},
    {"int64", PH_JS_STRING | PH_JS_INTEGER | PH_JS_REAL, {.kind = PH_TYPE_INT64}},
    {"int16", PH_JS_INTEGER | PH_JS_REAL, {.kind = PH_TYPE_INT16}},
    {"int8", PH_JS_INTEGER | PH_JS_REAL, {.kind = PH_TYPE_INT16}},
    {"uint8", PH_JS_INTEGER | PH_JS_REAL, {.kind = PH_TYPE_INT16}},
    {"uint16", PH_JS_INTEGER | PH_JS_REAL, {.kind = PH_TYPE_INT32}},
    {"uint32", PH_JS_STRING | PH_JS_INTEGER | PH_JS_REAL, {.kind = PH_TYPE_INT64}},
    {"uint64", PH_JS_STRING | PH_JS_INTEGER | PH_JS_REAL, {.kind = PH_TYPE_INT64}},
    {"float", PH_JS_REAL, {.kind = PH_TYPE_FLOAT}},
    {"double", PH_JS_STRING | PH_JS_REAL, {.kind = PH_TYPE_FLOAT}},
    {"decimal",
     PH_JS_STRING | PH_JS_REAL,
     {.kind = PH_TYPE_DECIMAL, .precision = MONEY_DIGITS, .scale = MONEY_SCALE}},
    {"money",
     PH_JS_STRING | PH_JS_REAL,
     {.kind = PH_TYPE_DECIMAL, .precision = MONEY_DIGITS, .scale = MONEY_SCALE}},
};

static const struct format *find_format(const ph_js_reader *r, const ph_js_shape *shape,
                                        unsigned types)
{
    uint32_t node = shape->of[PH_JS_FORMAT];

    for (size_t i = 0; node != PH_JSON_NO_NODE && i < sizeof formats / sizeof *formats; i++) {
        if ((formats[i].types & types) && !strcmp(formats[i].name, ph_json_text(&r->tree, node)))
            return &formats[i];
    }
    return NULL;
}

/* Keywords that say of what type a value is that has no "type". */
static const struct hint {
    ph_js_keyword keyword;
    unsigned types;
} hints[] = {
    {PH_JS_PATTERN, PH_JS_STRING},
    {PH_JS_MIN_LENGTH, PH_JS_STRING},
    {PH_JS_MAX_LENGTH, PH_JS_STRING},
    {PH_JS_ENCODING, PH_JS_STRING},
    {PH_JS_MULTIPLE, PH_JS_INTEGER | PH_JS_REAL},
    {PH_JS_LEAST, PH_JS_INTEGER | PH_JS_REAL},
    {PH_JS_MOST, PH_JS_INTEGER | PH_JS_REAL},
    {PH_JS_ABOVE, PH_JS_INTEGER | PH_JS_REAL},
    {PH_JS_BELOW, PH_JS_INTEGER | PH_JS_REAL},
    {PH_JS_ITEMS, PH_JS_ARRAY},
};

static unsigned types_of(const ph_js_reader *r, const ph_js_shape *shape)
{
    const struct format *format;
    unsigned types = shape->types & ~(unsigned)PH_JS_NULL;

    if (types)
        return types;
    for (size_t i = 0; i < shape->choice_count; i++)
        types |= ph_js_type_of_value(r, shape->choice[i]);
    for (size_t i = 0; i < sizeof hints / sizeof *hints && !types; i++) {
        if (shape->of[hints[i].keyword] != PH_JSON_NO_NODE)
            types = hints[i].types;
    }
    format = types ? NULL : find_format(r, shape, PH_JS_STRING | PH_JS_INTEGER | PH_JS_REAL);
    if (format)
        types = format->types & PH_JS_STRING ? PH_JS_STRING : format->types;
    else if (!types && shape->of[PH_JS_FORMAT] != PH_JSON_NO_NODE)
        types = PH_JS_STRING;
    if (!types && shape->member_count)
        types = PH_JS_OBJECT;
    return types;
}

int ph_js_is_scalar(const ph_js_reader *r, const ph_js_shape *shape)
{
    return !shape->target_count && !(types_of(r, shape) & (PH_JS_ARRAY | PH_JS_OBJECT));
}

static uint32_t read_length(ph_js_reader *r, uint32_t node)
{
    uint64_t length;

    if (node == PH_JSON_NO_NODE)
        return 0;
    if (ph_json_number(ph_json_text(&r->tree, node), r->tree.nodes[node].length, &length)) {
        ph_js_note(r, node, "a length is a whole number from 0: this is left out");
        return 0;
    }
    return length <= LENGTH_MAX ? (uint32_t)length : 0;
}

static ph_type number_type(ph_js_reader *r, const ph_js_shape *shape, unsigned types)
{
    int32_t scale = ph_js_scale(r, shape->of[PH_JS_MULTIPLE]);
    ph_type type = {.kind = types & PH_JS_REAL ? PH_TYPE_FLOAT : PH_TYPE_INT64};

    if (type.kind == PH_TYPE_FLOAT && scale == 0)
        type.kind = PH_TYPE_INT64;
    if (type.kind == PH_TYPE_FLOAT && scale > 0)
        type = (ph_type){.kind = PH_TYPE_DECIMAL, .precision = MONEY_DIGITS, .scale = scale};
    return type;
}

static ph_type text_type(ph_js_reader *r, const ph_js_shape *shape)
{
    uint32_t media = shape->of[PH_JS_MEDIA];
    ph_type type = {.kind = PH_TYPE_TEXT};

    if (media != PH_JSON_NO_NODE && !strcmp(ph_json_text(&r->tree, media), "application/json"))
        return (ph_type){.kind = PH_TYPE_JSON};
    type.length = read_length(r, shape->of[PH_JS_MAX_LENGTH]);
    return type;
}

/* Where a value may be of several types it is a text, or JSON where it may be a list or object. */
static ph_type type_of_shape(ph_js_reader *r, const ph_js_shape *shape, unsigned types)
{
    const struct format *format = find_format(r, shape, types);

    if (!types)
        return (ph_type){.kind = shape->types ? PH_TYPE_TEXT : PH_TYPE_NONE};
    if (types & (PH_JS_ARRAY | PH_JS_OBJECT))
        return (ph_type){.kind = PH_TYPE_JSON};
    if (types == PH_JS_BOOLEAN)
        return (ph_type){.kind = PH_TYPE_BOOLEAN};
    if (types & PH_JS_STRING && types & ~(unsigned)PH_JS_STRING)
        return (ph_type){.kind = PH_TYPE_TEXT};
    if (format)
        return format->type;
    return types & (PH_JS_STRING | PH_JS_BOOLEAN) ? text_type(r, shape)
                                                  : number_type(r, shape, types);
}

/* ---- The whole ------------------------------------------------------------------------------- */

const char *ph_js_comment(ph_js_reader *r, const ph_js_shape *shape)
{
    uint32_t node = shape->of[PH_JS_DESCRIPTION];

    if (node == PH_JSON_NO_NODE)
        node = shape->of[PH_JS_TITLE];
    if (node == PH_JSON_NO_NODE || !r->tree.nodes[node].length)
        return NULL;
    return ph_js_keep(r, ph_json_text(&r->tree, node));
}

/* What is not told by the type yet. */
static void fill_format(ph_js_reader *r, const ph_js_shape *shape, unsigned types,
                        ph_import_column *column)
{
    uint32_t node = shape->of[PH_JS_FORMAT], encoding = shape->of[PH_JS_ENCODING];

    if (node != PH_JSON_NO_NODE && !find_format(r, shape, types))
        column->format = ph_js_keep(r, ph_json_text(&r->tree, node));
    else if (encoding != PH_JSON_NO_NODE && column->type.kind == PH_TYPE_TEXT &&
             !strcmp(ph_json_text(&r->tree, encoding), "base64"))
        column->format = "byte";
}

static void check_lengths(ph_js_reader *r, const ph_js_shape *shape)
{
    uint32_t least = shape->of[PH_JS_MIN_LENGTH], most = shape->of[PH_JS_MAX_LENGTH];

    read_length(r, least);
    if (least != PH_JSON_NO_NODE && most != PH_JSON_NO_NODE && ph_js_compare(r, least, most) > 0)
        ph_js_note(r, least, "the least length is above the greatest: it is left out");
}

void ph_js_fill_column(ph_js_reader *r, const ph_js_shape *shape, ph_import_column *column)
{
    unsigned types = types_of(r, shape);

    column->type = type_of_shape(r, shape, types);
    column->comment = ph_js_comment(r, shape);
    column->unique = ph_js_is(r, shape->of[PH_JS_UNIQUE], PH_JSON_TRUE);
    if (shape->has_choice)
        ph_js_fill_choice(r, shape, types, column);
    fill_format(r, shape, types, column);
    if (column->type.kind == PH_TYPE_TEXT)
        check_lengths(r, shape);
    ph_js_fill_pattern(r, shape->of[PH_JS_PATTERN], column);
    if ((types & (PH_JS_INTEGER | PH_JS_REAL)) && !column->member_count &&
        column->type.kind <= PH_TYPE_FLOAT)
        ph_js_fill_bounds(r, shape, column);
    ph_js_fill_default(r, shape->of[PH_JS_DEFAULT], column);
}
