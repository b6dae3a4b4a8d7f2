/* Types of expressions, and what becomes of values of one in the place of another. */
#include <string.h>

#include "base/error.h"
#include "expr/expr_parts.h"

static const struct {
    ph_type_kind kind;
    char letter;
    const char *words;
} types[] = {
    {PH_TYPE_NONE, '0', "null"},
    {PH_TYPE_INT16, 'w', "a whole number"},
    {PH_TYPE_INT32, 'w', "a whole number"},
    {PH_TYPE_INT64, 'w', "a whole number"},
    {PH_TYPE_DECIMAL, 'd', "a decimal"},
    {PH_TYPE_FLOAT, 'f', "a float"},
    {PH_TYPE_BOOLEAN, 'b', "a boolean"},
    {PH_TYPE_TEXT, 't', "a text"},
    {PH_TYPE_DATE, 'D', "a date"},
    {PH_TYPE_TIME, 'C', "a time"},
    {PH_TYPE_TIMESTAMP, 'M', "a timestamp"},
    {PH_TYPE_TIMESTAMPTZ, 'M', "a timestamp"},
    {PH_TYPE_UUID, 'u', "a uuid"},
    {PH_TYPE_JSON, 't', "a text"},
    {PH_TYPE_BYTES, 'y', "bytes"},
    {PH_TYPE_ENUM, 't', "a text"},
    {PH_TYPE_INET, 't', "a text"},
    {PH_TYPE_MACADDR, 't', "a text"},
};
enum { TYPES = sizeof types / sizeof *types };

static size_t row_of(ph_type type)
{
    size_t i = 0;

    while (i < TYPES - 1 && types[i].kind != type.kind)
        i++;
    return i;
}

char ph_type_letter(ph_type type)
{
    return types[row_of(type)].letter;
}

const char *ph_type_words(ph_type type)
{
    return types[row_of(type)].words;
}

/* kernel NULL: the same numbers or bytes mean the same. */
static const struct {
    char from, to;
    ph_kernel run;
} conversions[] = {
    {'w', 'w', NULL},
    {'w', 'd', ph_eval_rescale},
    {'w', 'f', ph_eval_whole_to_float},
    {'w', 't', ph_eval_whole_to_text},
    {'d', 'w', ph_eval_rescale},
    {'d', 'd', ph_eval_rescale},
    {'d', 'f', ph_eval_decimal_to_float},
    {'d', 't', ph_eval_decimal_to_text},
    {'f', 'w', ph_eval_float_to_whole},
    {'f', 'd', ph_eval_float_to_decimal},
    {'f', 'f', NULL},
    {'f', 't', ph_eval_float_to_text},
    {'b', 'b', NULL},
    {'b', 'w', NULL},
    {'b', 't', ph_eval_boolean_to_text},
    {'t', 't', NULL},
    {'t', 'y', NULL},
    {'t', 'w', ph_eval_text_to_decimal},
    {'t', 'd', ph_eval_text_to_decimal},
    {'t', 'f', ph_eval_text_to_float},
    {'t', 'b', ph_eval_text_to_boolean},
    {'t', 'D', ph_eval_text_to_date},
    {'t', 'M', ph_eval_text_to_moment},
    {'t', 'C', ph_eval_text_to_clock},
    {'t', 'u', ph_eval_text_to_uuid},
    {'D', 'D', NULL},
    {'D', 'M', ph_eval_date_to_moment},
    {'D', 't', ph_eval_date_to_text},
    {'M', 'M', NULL},
    {'M', 'D', ph_eval_moment_to_date},
    {'M', 'C', ph_eval_moment_to_clock},
    {'M', 't', ph_eval_moment_to_text},
    {'C', 'C', NULL},
    {'C', 't', ph_eval_clock_to_text},
    {'u', 'u', NULL},
    {'u', 'y', ph_eval_uuid_to_bytes},
    {'u', 't', ph_eval_uuid_to_text},
    {'y', 'y', NULL},
    {'y', 't', ph_eval_bytes_to_text},
};
enum { CONVERSIONS = sizeof conversions / sizeof *conversions };

static size_t find_conversion(ph_type from, ph_type to)
{
    size_t i = 0;

    while (i < CONVERSIONS &&
           (conversions[i].from != ph_type_letter(from) || conversions[i].to != ph_type_letter(to)))
        i++;
    return i;
}

int ph_can_convert(ph_type from, ph_type to)
{
    return from.kind == PH_TYPE_NONE || find_conversion(from, to) < CONVERSIONS;
}

/* Decimals with no more and no fewer places; those without any are whole numbers already. */
static int is_same_number(ph_type from, ph_type to)
{
    return from.kind == PH_TYPE_DECIMAL && from.scale == to.scale &&
           strchr("wd", ph_type_letter(to)) != NULL;
}

phony_status ph_bind_convert(ph_binder *b, uint32_t at, ph_bound *value, ph_type to)
{
    size_t i = find_conversion(value->type, to);
    ph_bound made = {.type = to};
    ph_step *step;
    phony_status status;

    if (value->type.kind == PH_TYPE_NONE || !conversions[i].run ||
        is_same_number(value->type, to)) {
        value->type = to;
        return PHONY_OK;
    }
    status = ph_emit(b, at, value, 1, &made, &step);
    if (status)
        return status;
    step->run = conversions[i].run;
    *value = made;
    return PHONY_OK;
}

/* ---- Widths -------------------------------------------------------------------------------- */

/* The greatest number of a type, 0 where all of its class are within. */
static int64_t greatest(ph_type type)
{
    if (type.kind == PH_TYPE_INT16)
        return INT16_MAX;
    if (type.kind == PH_TYPE_INT32)
        return INT32_MAX;
    return type.kind == PH_TYPE_DECIMAL ? ph_power(type.precision) - 1 : 0;
}

static int is_within(ph_type from, ph_type to)
{
    if (to.kind == PH_TYPE_TEXT)
        return !to.length || (from.kind == PH_TYPE_TEXT && from.length && from.length <= to.length);
    if (!greatest(to))
        return 1;
    return from.kind == to.kind || (from.kind == PH_TYPE_INT16 && to.kind == PH_TYPE_INT32)
               ? greatest(from) <= greatest(to) && from.scale == to.scale
               : 0;
}

phony_status ph_bind_fit(ph_binder *b, uint32_t at, ph_bound *value, ph_type from)
{
    ph_type to = value->type;
    ph_bound made = {.type = to};
    ph_step *step;
    phony_status status;

    if (is_within(from, to))
        return PHONY_OK;
    status = ph_emit(b, at, value, 1, &made, &step);
    if (status)
        return status;
    step->run = to.kind == PH_TYPE_TEXT ? ph_eval_fit_text : ph_eval_fit_number;
    step->detail = to.kind == PH_TYPE_TEXT ? to.length : greatest(to);
    *value = made;
    return PHONY_OK;
}
