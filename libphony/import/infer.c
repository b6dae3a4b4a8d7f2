/* Generators for columns that have none. What is certain goes first: keys, members, bounds,
 * formats; then what the name is about (infer_names.c), where that fits the type; then the type
 * alone. Each result is a guess with a reason and how sure it is. */
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "constraint/pattern.h"
#include "import/import_parts.h"

enum { SURE_KEY = 100, SURE_MEMBERS = 95, SURE_CHECK = 80, SURE_TYPE = 30, SURE_PATTERN = 70 };

/* ---- What is certain ------------------------------------------------------------------------- */

static int is_key(const ph_inferring *in)
{
    return in->table->primary.count == 1 && in->table->primary.at[0] == in->at;
}

static int by_key(ph_inferring *in)
{
    const ph_type *type = &in->column->type;
    ph_family family = ph_family_of(*type);

    if (!in->column->automatic && !is_key(in))
        return 0;
    if (family == PH_FAMILY_WHOLE || type->kind == PH_TYPE_DECIMAL ||
        (family == PH_FAMILY_ANY && ph_format_meaning(in->column->format) != PH_ABOUT_UUID))
        ph_infer_append(in, "\"sequence\"");
    else if (type->kind == PH_TYPE_UUID || family == PH_FAMILY_ANY ||
             (family == PH_FAMILY_TEXT && (type->length == 36 || !type->length)))
        ph_infer_append(in, "\"uuid\"");
    else if (family == PH_FAMILY_TEXT && type->length == 26)
        ph_infer_append(in, "\"ulid\"");
    else if (family == PH_FAMILY_TEXT)
        ph_infer_numbered(in, "K", type->length);
    else
        return 0;
    ph_infer_give(in, "type", SURE_KEY);
    return 1;
}

static int by_members(ph_inferring *in)
{
    const ph_import_column *column = in->column;

    if (!column->member_count)
        return 0;
    ph_infer_append(in, "{\"type\": \"list\", \"values\": [");
    for (size_t i = 0; i < column->member_count; i++) {
        if (i)
            ph_infer_append(in, ", ");
        ph_buffer_append_json(&in->json, column->members[i], strlen(column->members[i]));
    }
    ph_infer_append(in, "]}");
    ph_infer_give(in, column->type.kind == PH_TYPE_ENUM ? "type" : "check", SURE_MEMBERS);
    return 1;
}

/* A bound as the type's generator takes it: whole numbers bare, others in quotes. 0: it is none. */
static int write_bound(ph_inferring *in, const char *name, const char *bound, ph_family family)
{
    int64_t digits, moment;
    int32_t scale;

    if (!bound)
        return 1;
    ph_infer_append(in, ", \"");
    ph_infer_append(in, name);
    ph_infer_append(in, "\": ");
    if (family == PH_FAMILY_DATE || family == PH_FAMILY_MOMENT) {
        ph_buffer_append_json(&in->json, bound, strlen(bound));
        return ph_moment_parse(bound, 0, &moment) == 0;
    }
    if (ph_decimal_parse(bound, strlen(bound), &digits, &scale))
        return 0;
    if (family == PH_FAMILY_WHOLE && ph_decimal_rescale(digits, scale, 0, &digits) == 0)
        ph_infer_whole(in, digits);
    else if (in->column->type.kind == PH_TYPE_FLOAT)
        ph_infer_append(in, bound);
    else
        ph_infer_decimal(in, digits, scale);
    return 1;
}

#define FAR INT64_C(100000000000000000)

/* The other end of a range that has one: some way away from it. */
static const char *far_end(const char *bound, int up, ph_family family, char text[static 32])
{
    int64_t digits, size;
    int32_t scale;

    if (!bound || family == PH_FAMILY_DATE || family == PH_FAMILY_MOMENT ||
        ph_decimal_parse(bound, strlen(bound), &digits, &scale) ||
        ph_decimal_rescale(digits, scale, 0, &digits) || digits > FAR || digits < -FAR)
        return NULL;
    size = (digits < 0 ? -digits : digits) * 9 + 1000;
    text[ph_whole_write(up ? digits + size : digits - size, text)] = '\0';
    return text;
}

static int by_bounds(ph_inferring *in)
{
    ph_import_column *column = in->column;
    ph_family family = ph_family_of(column->type);
    static const char *const types[] = {[PH_FAMILY_WHOLE] = "integer",
                                        [PH_FAMILY_REAL] = "decimal",
                                        [PH_FAMILY_DATE] = "date",
                                        [PH_FAMILY_MOMENT] = "datetime"};
    const char *type = family == PH_FAMILY_ANY    ? "decimal"
                       : family < PH_FAMILY_CLOCK ? types[family]
                                                  : NULL;
    const char *least = column->least, *most = column->most;
    char text[32];

    if (!type || (!least && !most) || (ph_infer_is_unique(in) && family == PH_FAMILY_WHOLE))
        return 0;
    if (column->type.kind == PH_TYPE_FLOAT)
        type = "float";
    if (!most)
        most = far_end(least, 1, family, text);
    else if (!least)
        least = far_end(most, 0, family, text);
    ph_infer_append(in, "{\"type\": \"");
    ph_infer_append(in, type);
    ph_infer_append(in, "\"");
    if (!write_bound(in, "min", least, family) || !write_bound(in, "max", most, family)) {
        in->json.length = 0;
        return 0;
    }
    ph_infer_append(in, "}");
    ph_infer_give(in, "check", SURE_CHECK);
    return 1;
}

/* ---- What is a guess ------------------------------------------------------------------------- */

/* Patterns of other programs are found anywhere in a text unless they say where. */
static int by_pattern(ph_inferring *in)
{
    const char *pattern = in->column->pattern;
    size_t length = pattern ? strlen(pattern) : 0;
    ph_pattern *compiled = NULL;
    const char *inner;
    phony_status status;

    if (!length || length > PH_PATTERN_BYTES_MAX || ph_infer_is_unique(in) ||
        (ph_family_of(in->column->type) != PH_FAMILY_TEXT &&
         ph_family_of(in->column->type) != PH_FAMILY_ANY))
        return 0;
    if (length > 1 && pattern[length - 1] == '$' && pattern[length - 2] != '\\')
        length--;
    if (pattern[0] == '^') {
        pattern++;
        length--;
    }
    inner = ph_import_keep(in->import, pattern, length);
    status = inner && length ? ph_pattern_new(inner, &compiled, NULL) : PHONY_ERROR_SYNTAX;
    ph_pattern_free(compiled);
    in->failed |= !inner || status == PHONY_ERROR_MEMORY;
    if (status)
        return 0;
    ph_infer_append(in, "{\"type\": \"regex\", \"pattern\": ");
    ph_buffer_append_json(&in->json, inner, length);
    ph_infer_append(in, "}");
    ph_infer_give(in, "check", SURE_PATTERN);
    return 1;
}

static int by_format(ph_inferring *in)
{
    return ph_infer_meaning(in, ph_format_meaning(in->column->format), "type", 95);
}

static int by_name(ph_inferring *in)
{
    int sure;
    ph_meaning meaning = ph_name_meaning(&in->index, in->column->name, ph_infer_fits, in, &sure);
    ph_meaning of_table = meaning == PH_ABOUT_NAME && ph_infer_is_bare_name(in->column->name)
                              ? ph_infer_named_table(in->table->name)
                              : PH_ABOUT_NOTHING;

    if (of_table && ph_infer_fits(in, of_table))
        meaning = of_table;
    return ph_infer_meaning(in, meaning, "name", sure);
}

/* A text that the source gives a default has that: what else there is nobody knows. */
static int by_default(ph_inferring *in)
{
    if (!in->column->initial || in->column->initial[0] != '"' || in->column->initial[1] == '"' ||
        ph_family_of(in->column->type) != PH_FAMILY_TEXT || ph_infer_is_unique(in))
        return 0;
    ph_infer_append(in, "{\"type\": \"constant\", \"value\": ");
    ph_infer_append(in, in->column->initial);
    ph_infer_append(in, "}");
    ph_infer_give(in, "type", SURE_TYPE + 10);
    return 1;
}

static const struct type_row {
    ph_type_kind kind;
    const char *generator;
} type_rows[] = {
    {PH_TYPE_BOOLEAN, "'boolean'"},
    {PH_TYPE_DATE, "'date'"},
    {PH_TYPE_TIME, "'time'"},
    {PH_TYPE_TIMESTAMP, "'datetime'"},
    {PH_TYPE_TIMESTAMPTZ, "'datetime'"},
    {PH_TYPE_UUID, "'uuid'"},
    {PH_TYPE_JSON, "{'type': 'constant', 'value': {}}"},
    {PH_TYPE_BYTES, "'bytes'"},
    {PH_TYPE_INET, "'ip'"},
    {PH_TYPE_MACADDR, "'mac'"},
    {PH_TYPE_ENUM, "'word'"},
};

/* Texts by their length: short ones are words, long ones sentences. */
static void write_any_text(ph_inferring *in)
{
    uint32_t length = in->column->type.length;
    ph_meaning meaning = length && length < 60 ? PH_ABOUT_WORD : PH_ABOUT_LINE;

    ph_infer_text(in, &ph_meaning_rows[length && length < 5 ? PH_ABOUT_CODE : meaning]);
}

static int by_type(ph_inferring *in)
{
    ph_family family = ph_family_of(in->column->type);

    for (size_t i = 0; i < sizeof type_rows / sizeof *type_rows; i++) {
        if (type_rows[i].kind == in->column->type.kind)
            ph_infer_row(in, type_rows[i].generator, 0);
    }
    if (family == PH_FAMILY_TEXT || family == PH_FAMILY_ANY)
        write_any_text(in);
    else if (family == PH_FAMILY_WHOLE)
        ph_infer_number(in, &ph_meaning_rows[PH_ABOUT_NUMBER], PH_FAMILY_WHOLE);
    else if (family == PH_FAMILY_REAL && ph_infer_is_unique(in))
        ph_infer_append(in, "\"sequence\"");
    else if (family == PH_FAMILY_REAL)
        ph_infer_real(in, 0, 100000);
    ph_infer_give(in, "type", SURE_TYPE);
    return 1;
}

static int (*const ways[])(ph_inferring *in) = {by_key,  by_members, by_bounds,  by_format,
                                                by_name, by_pattern, by_default, by_type};

/* ---- Columns that go by others --------------------------------------------------------------- */

/* What comes after what: the second is drawn from the first on. */
static const struct order_row {
    ph_meaning later, earlier;
} orders[] = {
    {PH_ABOUT_ENDS, PH_ABOUT_STARTS},      {PH_ABOUT_UPDATED, PH_ABOUT_CREATED},
    {PH_ABOUT_DELETED, PH_ABOUT_UPDATED},  {PH_ABOUT_DELETED, PH_ABOUT_CREATED},
    {PH_ABOUT_HAPPENED, PH_ABOUT_CREATED},
};

/* A column of the meaning with the same family that is never null and whose name can stand in an
 * expression; UINT32_MAX: there is none. */
static uint32_t find_meaning(const ph_inferring *in, ph_meaning meaning, ph_family family)
{
    for (uint32_t i = 0; i < in->table->column_count; i++) {
        const ph_import_column *column = &in->table->columns[i];
        if (in->meanings[i] == meaning && ph_family_of(column->type) == family && i != in->at &&
            (column->not_null || column->null_share <= 0) && !column->computed &&
            !column->name[strspn(column->name, "abcdefghijklmnopqrstuvwxyz_0123456789")] &&
            (column->name[0] < '0' || column->name[0] > '9'))
            return i;
    }
    return UINT32_MAX;
}

static void order_times(ph_inferring *in)
{
    ph_family family = ph_family_of(in->column->type);

    if ((family != PH_FAMILY_DATE && family != PH_FAMILY_MOMENT) || !in->meanings[in->at] ||
        ph_infer_is_unique(in))
        return;
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
        uint32_t earlier;
        if (orders[i].later != in->meanings[in->at])
            continue;
        earlier = find_meaning(in, orders[i].earlier, family);
        if (earlier == UINT32_MAX)
            continue;
        in->json.length = 0;
        ph_infer_append(in, family == PH_FAMILY_DATE ? "{\"type\": \"date\""
                                                     : "{\"type\": \"datetime\"");
        ph_infer_append(in, ", \"after\": \"");
        ph_infer_append(in, in->table->columns[earlier].name);
        ph_infer_append(in, orders[i].later == PH_ABOUT_ENDS ? "\", \"within\": \"90d\"}" : "\"}");
        ph_infer_give(in, in->column->reason, in->column->sure);
        return;
    }
}

static void guess_nulls(ph_inferring *in)
{
    double share = ph_meaning_rows[in->meanings[in->at]].null_share;

    if (in->column->not_null || in->column->null_share > 0 || is_key(in))
        return;
    in->column->null_share = share < 0 ? PH_IMPORT_NULL_SHARE : share;
}

/* ---- Tables ---------------------------------------------------------------------------------- */

static void infer_column(ph_inferring *in)
{
    in->json.length = 0;
    if (!in->column->generator && !in->column->computed &&
        !ph_import_is_in_key(in->table, in->at)) {
        for (size_t i = 0; !in->failed && !in->column->generator; i++)
            ways[i](in);
    } else if (in->column->generator && !in->column->reason) {
        in->column->reason = "type";
        in->column->sure = in->column->sure ? in->column->sure : 90;
    }
    guess_nulls(in);
}

static void infer_table(ph_inferring *in, ph_import_table *table)
{
    in->table = table;
    for (in->at = 0; in->at < table->column_count && !in->failed; in->at++) {
        in->column = &table->columns[in->at];
        in->meanings[in->at] = PH_ABOUT_NOTHING;
        infer_column(in);
    }
    for (in->at = 0; in->at < table->column_count && !in->failed; in->at++) {
        in->column = &table->columns[in->at];
        order_times(in);
        ph_infer_place(in);
    }
}

phony_status ph_import_infer(phony_import *import, phony_error *error)
{
    ph_inferring in = {.import = import};
    phony_status status = ph_import_settle_keys(import, error);

    if (!status)
        status = ph_import_settle_uniques(import, error);
    if (status)
        return status;
    in.meanings = ph_calloc(PH_IMPORT_COLUMNS_MAX, sizeof *in.meanings);
    in.failed = !in.meanings || ph_name_index_init(&in.index);
    for (size_t i = 0; i < import->table_count && !in.failed; i++)
        infer_table(&in, &import->tables[i]);
    ph_name_index_fini(&in.index);
    ph_buffer_fini(&in.json);
    ph_free(in.meanings);
    return in.failed ? ph_fail_memory(error) : PHONY_OK;
}
