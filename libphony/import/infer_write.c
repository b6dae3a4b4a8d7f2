/* Writing generators: what a meaning's row or a number's range is as JSON for a column of this type
 * and length. */
#include <string.h>

#include "base/alloc.h"
#include "import/import_parts.h"

/* ---- Families of types ----------------------------------------------------------------------- */

ph_family ph_family_of(ph_type type)
{
    static const uint8_t families[] = {
        [PH_TYPE_NONE] = PH_FAMILY_ANY,         [PH_TYPE_INT16] = PH_FAMILY_WHOLE,
        [PH_TYPE_INT32] = PH_FAMILY_WHOLE,      [PH_TYPE_INT64] = PH_FAMILY_WHOLE,
        [PH_TYPE_DECIMAL] = PH_FAMILY_REAL,     [PH_TYPE_FLOAT] = PH_FAMILY_REAL,
        [PH_TYPE_BOOLEAN] = PH_FAMILY_BOOLEAN,  [PH_TYPE_TEXT] = PH_FAMILY_TEXT,
        [PH_TYPE_DATE] = PH_FAMILY_DATE,        [PH_TYPE_TIME] = PH_FAMILY_CLOCK,
        [PH_TYPE_TIMESTAMP] = PH_FAMILY_MOMENT, [PH_TYPE_TIMESTAMPTZ] = PH_FAMILY_MOMENT,
        [PH_TYPE_UUID] = PH_FAMILY_OTHER,       [PH_TYPE_JSON] = PH_FAMILY_OTHER,
        [PH_TYPE_BYTES] = PH_FAMILY_OTHER,      [PH_TYPE_ENUM] = PH_FAMILY_OTHER,
        [PH_TYPE_INET] = PH_FAMILY_OTHER,       [PH_TYPE_MACADDR] = PH_FAMILY_OTHER,
    };

    return (ph_family)families[type.kind];
}

static int has_text(const ph_meaning_row *row)
{
    return row->text != NULL;
}
static int has_whole(const ph_meaning_row *row)
{
    return row->whole[1] != 0;
}
static int has_real(const ph_meaning_row *row)
{
    return row->numeric || row->real[1] != 0;
}
static int has_boolean(const ph_meaning_row *row)
{
    return row->boolean != NULL;
}
static int has_date(const ph_meaning_row *row)
{
    return row->date != NULL;
}
static int has_moment(const ph_meaning_row *row)
{
    return row->moment != NULL;
}
static int has_clock(const ph_meaning_row *row)
{
    return row->time != NULL;
}

static int (*const has_family[])(const ph_meaning_row *row) = {
    [PH_FAMILY_TEXT] = has_text,  [PH_FAMILY_WHOLE] = has_whole,
    [PH_FAMILY_REAL] = has_real,  [PH_FAMILY_BOOLEAN] = has_boolean,
    [PH_FAMILY_DATE] = has_date,  [PH_FAMILY_MOMENT] = has_moment,
    [PH_FAMILY_CLOCK] = has_clock};

/* Of columns whose type is not known: the first family that the meaning knows. */
static ph_family family_for(ph_type type, ph_meaning meaning)
{
    static const ph_family order[] = {PH_FAMILY_TEXT, PH_FAMILY_MOMENT, PH_FAMILY_DATE,
                                      PH_FAMILY_REAL, PH_FAMILY_WHOLE,  PH_FAMILY_BOOLEAN,
                                      PH_FAMILY_CLOCK};
    ph_family given = ph_family_of(type);

    for (size_t i = 0; given == PH_FAMILY_ANY && i < sizeof order / sizeof *order; i++) {
        if (has_family[order[i]](&ph_meaning_rows[meaning]))
            given = order[i];
    }
    return given;
}

int ph_infer_fits(const void *user, ph_meaning meaning)
{
    const ph_inferring *in = user;
    ph_family family = family_for(in->column->type, meaning);

    return family != PH_FAMILY_ANY && family != PH_FAMILY_OTHER &&
           has_family[family](&ph_meaning_rows[meaning]);
}

/* ---- Writing generators ---------------------------------------------------------------------- */

/* A row's JSON: ' is ", and # the number. */
void ph_infer_row(ph_inferring *in, const char *text, uint64_t number)
{
    for (; *text; text++) {
        if (*text == '\'')
            ph_buffer_append_byte(&in->json, '"');
        else if (*text == '#')
            ph_buffer_append_number(&in->json, number);
        else
            ph_buffer_append_byte(&in->json, *text);
    }
}

void ph_infer_append(ph_inferring *in, const char *text)
{
    ph_buffer_append_text(&in->json, text);
}

void ph_infer_whole(ph_inferring *in, int64_t number)
{
    char text[24];

    ph_buffer_append(&in->json, text, ph_whole_write(number, text));
}

void ph_infer_decimal(ph_inferring *in, int64_t digits, int32_t scale)
{
    char text[24];

    ph_buffer_append_byte(&in->json, '"');
    ph_buffer_append(&in->json, text, ph_decimal_write(digits, scale, text));
    ph_buffer_append_byte(&in->json, '"');
}

void ph_infer_give(ph_inferring *in, const char *reason, int sure)
{
    ph_import_column *column = in->column;

    if (!in->json.failed)
        column->generator = ph_import_keep(in->import, in->json.data, in->json.length);
    in->failed |= in->json.failed || !column->generator;
    column->reason = reason;
    column->sure = sure;
}

/* ---- Numbers --------------------------------------------------------------------------------- */

static int64_t whole_limit(ph_type_kind kind)
{
    return kind == PH_TYPE_INT16 ? INT16_MAX : kind == PH_TYPE_INT32 ? INT32_MAX : INT64_MAX;
}

static void write_whole(ph_inferring *in, int64_t from, int64_t to)
{
    int64_t limit = whole_limit(in->column->type.kind);

    ph_infer_append(in, "{\"type\": \"integer\", \"min\": ");
    ph_infer_whole(in, from < limit ? from : 0);
    ph_infer_append(in, ", \"max\": ");
    ph_infer_whole(in, to < limit ? to : limit);
    ph_infer_append(in, "}");
}

/* The greatest number of the column's decimals, in their last place. */
static int64_t decimal_limit(ph_type type)
{
    int64_t limit = 1;

    for (int32_t i = 0; i < type.precision && i < PH_DECIMAL_DIGITS_MAX; i++)
        limit *= 10;
    return type.precision > 0 ? limit - 1 : INT64_MAX;
}

/* From hundredths. */
void ph_infer_real(ph_inferring *in, int64_t from, int64_t to)
{
    ph_type type = in->column->type;
    int32_t scale = type.kind == PH_TYPE_DECIMAL ? type.scale : 2;
    int64_t limit = decimal_limit(type), ends[2] = {from, to};

    scale = scale < 0 ? 0 : scale > PH_DECIMAL_DIGITS_MAX ? PH_DECIMAL_DIGITS_MAX : scale;
    if (type.kind == PH_TYPE_FLOAT) {
        ph_infer_append(in, "{\"type\": \"float\", \"min\": ");
        ph_infer_whole(in, from / 100);
        ph_infer_append(in, ", \"max\": ");
        ph_infer_whole(in, to / 100);
        ph_infer_append(in, "}");
        return;
    }
    for (size_t i = 0; i < 2; i++) {
        if (ph_decimal_rescale(ends[i], 2, scale, &ends[i]) || ends[i] > limit)
            ends[i] = i ? limit : 0;
    }
    ph_infer_append(in, "{\"type\": \"decimal\", \"min\": ");
    ph_infer_decimal(in, ends[0], scale);
    ph_infer_append(in, ", \"max\": ");
    ph_infer_decimal(in, ends[1], scale);
    ph_infer_append(in, "}");
}

/* ---- By meaning ------------------------------------------------------------------------------ */

int ph_infer_is_unique(const ph_inferring *in)
{
    uint32_t at = in->at;
    ph_import_columns one = {&at, 1};

    return ph_import_is_unique(in->table, &one);
}

/* A text that is counted, cut where the column is too short for its prefix. */
void ph_infer_numbered(ph_inferring *in, const char *prefix, uint32_t length)
{
    size_t size = strlen(prefix), digits = length && length < size + 6 ? length : 6;

    ph_infer_append(in, "{\"type\": \"sequence\", \"prefix\": \"");
    if (!length || length >= size + 6)
        ph_infer_append(in, prefix);
    ph_infer_append(in, "\", \"pad\": ");
    ph_buffer_append_number(&in->json, digits);
    ph_infer_append(in, "}");
}

void ph_infer_text(ph_inferring *in, const ph_meaning_row *row)
{
    uint32_t length = in->column->type.length, most = length ? length : row->room;
    int is_narrow = length && length < row->room, is_once = ph_infer_is_unique(in);
    static const char cut[] = "{'type': 'template', 'pattern': '{{";

    if (is_once && row->once && row->once[0] == '+') {
        ph_infer_numbered(in, row->once + 1, length);
    } else if (is_once && row->once && !is_narrow) {
        ph_infer_row(in, row->once, most);
    } else if (is_once && row->once && strchr(row->once, '#')) {
        ph_infer_row(in, row->once, length);
    } else if (is_once && is_narrow) {
        ph_infer_numbered(in, "", length);
    } else if (!is_narrow) {
        ph_infer_row(in, row->text, most);
    } else if (row->narrow) {
        ph_infer_row(in, row->narrow, length);
    } else if (row->text[0] == '\'') {
        ph_infer_row(in, cut, 0);
        ph_buffer_append(&in->json, row->text + 1, strlen(row->text) - 2);
        ph_infer_row(in, "|truncate:#}}'}", length);
    } else {
        ph_infer_row(in, "{'type': 'template', 'pattern': '{{word|truncate:#}}'}", length);
    }
}

void ph_infer_number(ph_inferring *in, const ph_meaning_row *row, ph_family family)
{
    if (ph_infer_is_unique(in))
        ph_infer_append(in, "\"sequence\"");
    else if (family == PH_FAMILY_WHOLE)
        write_whole(in, row->whole[0], row->whole[1]);
    else if (row->numeric)
        ph_infer_row(in, row->numeric,
                     in->column->type.kind == PH_TYPE_DECIMAL && in->column->type.scale < 6
                         ? (uint64_t)in->column->type.scale
                         : 6);
    else
        ph_infer_real(in, row->real[0], row->real[1]);
}

int ph_infer_meaning(ph_inferring *in, ph_meaning meaning, const char *reason, int sure)
{
    const ph_meaning_row *row = &ph_meaning_rows[meaning];
    ph_family family = family_for(in->column->type, meaning);

    if (meaning == PH_ABOUT_NOTHING || !ph_infer_fits(in, meaning))
        return 0;
    if (family == PH_FAMILY_TEXT)
        ph_infer_text(in, row);
    else if (family == PH_FAMILY_WHOLE || family == PH_FAMILY_REAL)
        ph_infer_number(in, row, family);
    else
        ph_infer_row(in,
                     family == PH_FAMILY_BOOLEAN  ? row->boolean
                     : family == PH_FAMILY_DATE   ? row->date
                     : family == PH_FAMILY_MOMENT ? row->moment
                                                  : row->time,
                     0);
    in->meanings[in->at] = meaning;
    ph_infer_give(in, reason, sure);
    return 1;
}
