/* From what was seen of a column to its type and generator. No value is written down that fewer
 * than five rows share, and no least or greatest as it is: both are rounded outward. */
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "import/csv_parts.h"
#include "import/import_parts.h"

enum {
    SHARED = 5,           /* rows that a value needs to be written down */
    ADDRESS_LENGTH = 255, /* of e-mail and web addresses: made ones may be longer than those seen */
    LIST_MAX = 100,       /* values of a list */
    UNIQUE_FROM = 10,     /* rows that tell whether a column of keys is unique */
    UNIQUE_TEXTS_FROM = 1000, /* and one of texts without spaces, which may be so by chance */
    SURE_VALUES = 90,
    NUMBERS_FROM = 20, /* rows that tell a distribution */
    SPACES = 4         /* of a text that is running text, as a rule */
};

typedef struct guessing {
    phony_import *import;
    ph_import_table *table;
    ph_import_column *column;
    ph_csv_column *seen;
    uint64_t values; /* that are not null */
    ph_buffer json;
    phony_error *error;
} guessing;

static void append(guessing *g, const char *text)
{
    ph_buffer_append_text(&g->json, text);
}

static void append_decimal(guessing *g, int64_t digits, int32_t scale)
{
    char text[24];

    ph_buffer_append(&g->json, text, ph_decimal_write(digits, scale, text));
}

static phony_status give(guessing *g)
{
    if (!g->json.failed)
        g->column->generator = ph_import_keep(g->import, g->json.data, g->json.length);
    g->column->reason = "values";
    g->column->sure = SURE_VALUES;
    return g->column->generator ? PHONY_OK : ph_fail_memory(g->error);
}

/* ---- Types ----------------------------------------------------------------------------------- */

/* Some room above the longest. */
static uint32_t text_length(size_t longest)
{
    static const uint32_t steps[] = {1, 2, 3, 5, 8, 10, 20, 36, 50, 80, 120, 255, 500, 1000};

    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        if (longest <= steps[i])
            return steps[i];
    }
    return 0;
}

static ph_type number_type(const ph_csv_column *seen)
{
    double rest = seen->greatest > -seen->least ? seen->greatest : -seen->least;
    int32_t whole = 1;

    if (seen->may_be & PH_CSV_WHOLE)
        return (ph_type){seen->least < -2e9 || seen->greatest > 2e9 ? PH_TYPE_INT64 : PH_TYPE_INT32,
                         0, 0, 0};
    while (rest >= 10) {
        rest /= 10;
        whole++;
    }
    if (whole + 1 + seen->scale > PH_DECIMAL_DIGITS_MAX)
        return (ph_type){PH_TYPE_FLOAT, 0, 0, 0};
    return (ph_type){PH_TYPE_DECIMAL, whole + 1 + seen->scale, seen->scale, 0};
}

static void set_type(guessing *g)
{
    const ph_csv_column *seen = g->seen;
    static const struct {
        uint32_t kind;
        ph_type_kind type;
    } simple[] = {
        {PH_CSV_BOOLEAN, PH_TYPE_BOOLEAN},
        {PH_CSV_DATE, PH_TYPE_DATE},
        {PH_CSV_MOMENT, PH_TYPE_TIMESTAMP},
        {PH_CSV_UUID, PH_TYPE_UUID},
    };

    if (!g->values)
        return;
    if (seen->may_be & PH_CSV_DECIMAL) {
        g->column->type = number_type(seen);
        return;
    }
    g->column->type = (ph_type){PH_TYPE_TEXT, 0, 0, text_length(seen->longest)};
    for (size_t i = 0; i < sizeof simple / sizeof *simple; i++) {
        if (seen->may_be & simple[i].kind) {
            g->column->type = (ph_type){simple[i].type, 0, 0, 0};
            return;
        }
    }
}

/* ---- Generators ------------------------------------------------------------------------------ */

static phony_status give_sequence(guessing *g)
{
    append(g, "{\"type\": \"sequence\", \"start\": ");
    append_decimal(g, g->seen->first, 0);
    append(g, ", \"step\": ");
    append_decimal(g, g->seen->step, 0);
    append(g, "}");
    return give(g);
}

static phony_status give_boolean(guessing *g)
{
    char text[32];
    uint64_t percent = (g->seen->trues * 200 / g->values + 1) / 2;

    append(g, "{\"type\": \"boolean\", \"true\": ");
    ph_buffer_append(&g->json, text, ph_float_write((double)percent / 100, text));
    append(g, "}");
    return give(g);
}

/* Rows whose value enough others share, and how many such values there are. */
static uint64_t count_shared(const ph_csv_column *seen, size_t *values)
{
    uint64_t rows = 0;

    *values = 0;
    for (size_t i = 0; i < seen->value_count; i++) {
        if (seen->values[i].count >= SHARED) {
            rows += seen->values[i].count;
            ++*values;
        }
    }
    return rows;
}

static int is_list(const guessing *g)
{
    int is_number = (g->seen->may_be & PH_CSV_DECIMAL) != 0;
    size_t values;
    uint64_t rows = count_shared(g->seen, &values);

    return !g->seen->too_many && values && values <= (is_number ? LIST_MAX / 5 : LIST_MAX) &&
           rows * 10 >= g->values * 9;
}

static int by_count(const void *a, const void *b)
{
    const ph_csv_value *x = a, *y = b;

    if (x->count != y->count)
        return x->count < y->count ? 1 : -1;
    return strcmp(x->text, y->text);
}

static phony_status give_list(guessing *g)
{
    ph_csv_column *seen = g->seen;
    int is_number = (seen->may_be & PH_CSV_DECIMAL) != 0;
    const char *before = "";

    ph_slots_fini(&seen->slots);
    qsort(seen->values, seen->value_count, sizeof *seen->values, by_count);
    append(g, "{\"type\": \"list\", \"values\": [");
    for (size_t i = 0; i < seen->value_count && seen->values[i].count >= SHARED; i++) {
        append(g, before);
        append(g, "{\"value\": ");
        if (is_number)
            ph_buffer_append(&g->json, seen->values[i].text, seen->values[i].length);
        else
            ph_buffer_append_json(&g->json, seen->values[i].text, seen->values[i].length);
        append(g, ", \"weight\": ");
        ph_buffer_append_number(&g->json, seen->values[i].count);
        append(g, "}");
        before = ", ";
    }
    append(g, "]}");
    return give(g);
}

/* ---- Numbers --------------------------------------------------------------------------------- */

static int by_number(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* A number to two digits, away from the middle: 1234 -> 1300, or 1200 where it is the least. As
 * digits of the column's scale. */
static int64_t round_outward(double number, int up, int32_t scale)
{
    double unit = 1;
    int64_t whole, step = 1;

    for (int32_t i = 0; i < scale; i++)
        unit *= 10;
    whole = (int64_t)(number * unit);
    while ((whole < 0 ? -(whole / step) : whole / step) >= 100)
        step *= 10;
    if (up && (double)whole < number * unit)
        whole += 1;
    else if (!up && (double)whole > number * unit)
        whole -= 1;
    if (whole % step == 0)
        return whole;
    if (up)
        return whole > 0 ? (whole / step + 1) * step : whole / step * step;
    return whole > 0 ? whole / step * step : (whole / step - 1) * step;
}

static phony_status give_percentiles(guessing *g)
{
    static const unsigned percents[] = {0, 1, 5, 10, 25, 50, 75, 90, 95, 99, 100};
    ph_csv_column *seen = g->seen;
    int32_t scale = g->column->type.kind == PH_TYPE_FLOAT ? 6 : seen->scale;
    double unit = 1;
    char text[24];

    if (seen->greatest > 9e11 || seen->least < -9e11)
        scale = 0;
    for (int32_t i = 0; i < scale; i++)
        unit *= 10;
    qsort(seen->sample, seen->sample_count, sizeof *seen->sample, by_number);
    append(g, "{\"type\": \"percentiles\", \"points\": {");
    for (size_t i = 0; i < sizeof percents / sizeof *percents; i++) {
        unsigned percent = percents[i];
        double number = seen->sample[(seen->sample_count - 1) * percent / 100] * unit;
        int64_t digits = (int64_t)(number < 0 ? number - 0.5 : number + 0.5);
        if (percent == 0 || percent == 100)
            digits = round_outward(percent ? seen->greatest : seen->least, percent != 0, scale);
        append(g, i ? ", \"" : "\"");
        ph_buffer_append_number(&g->json, percent);
        append(g, "\": ");
        ph_buffer_append(&g->json, text, ph_decimal_write(digits, scale, text));
    }
    append(g, "}}");
    return give(g);
}

/* ---- Times ----------------------------------------------------------------------------------- */

/* From the first of the least's month to the last of the greatest's. */
static phony_status give_range(guessing *g)
{
    int is_date = g->column->type.kind == PH_TYPE_DATE;
    int64_t year;
    unsigned month, day;
    char text[16];
    int64_t least = (int64_t)(g->seen->least / (double)PH_MICROSECONDS_A_DAY);
    int64_t greatest = (int64_t)(g->seen->greatest / (double)PH_MICROSECONDS_A_DAY);

    least -= g->seen->least < 0;
    ph_date_of(least, &year, &month, &day);
    append(g,
           is_date ? "{\"type\": \"date\", \"min\": \"" : "{\"type\": \"datetime\", \"min\": \"");
    ph_buffer_append(&g->json, text, ph_date_write(ph_days_of(year, month, 1), text));
    append(g, "\", \"max\": \"");
    ph_date_of(greatest, &year, &month, &day);
    ph_buffer_append(&g->json, text,
                     ph_date_write(ph_days_of(year, month, ph_month_days(year, month)), text));
    append(g, is_date ? "\"}" : "T23:59:59\"}");
    return give(g);
}

/* ---- Columns --------------------------------------------------------------------------------- */

static int is_unique(const guessing *g)
{
    uint32_t may_be = g->seen->may_be;
    uint64_t from = g->seen->is_sequence || (may_be & (PH_CSV_UUID | PH_CSV_EMAIL))
                        ? UNIQUE_FROM
                        : UNIQUE_TEXTS_FROM;

    if (g->seen->has_doubles || g->seen->nulls || g->values < from)
        return 0;
    if (may_be & PH_CSV_DECIMAL)
        return g->seen->is_sequence && (may_be & PH_CSV_WHOLE);
    return !(may_be & (PH_CSV_MOMENT | PH_CSV_BOOLEAN)) &&
           (g->seen->words == 0 || (may_be & PH_CSV_EMAIL));
}

static int is_sequence(const guessing *g)
{
    return (g->seen->may_be & PH_CSV_WHOLE) && g->seen->is_sequence && g->values > 2;
}

/* Words like any others, as long as the longest at most. */
static phony_status give_sentence(guessing *g)
{
    append(g, "{\"type\": \"template\", \"pattern\": \"{{sentence|truncate:");
    ph_buffer_append_number(&g->json, g->column->type.length);
    append(g, "}}\"}");
    return give(g);
}

/* Texts that are no list: by their shape, by a model, or else by name and length. */
static phony_status guess_text(guessing *g)
{
    if (g->seen->may_be & (PH_CSV_EMAIL | PH_CSV_URL))
        g->column->type.length = ADDRESS_LENGTH;
    if (g->seen->may_be & PH_CSV_EMAIL)
        g->column->format = "email";
    else if (g->seen->may_be & PH_CSV_URL)
        g->column->format = "uri";
    else if (g->import->models && g->seen->text_count)
        return ph_csv_train(g->import, g->table, g->column, g->seen, g->error);
    else if (g->seen->words / g->values >= SPACES && g->column->type.length)
        return give_sentence(g);
    return PHONY_OK;
}

static phony_status guess(guessing *g)
{
    uint32_t may_be = g->seen->may_be;

    if (!g->values) {
        append(g, "\"null\"");
        return give(g);
    }
    if (is_sequence(g))
        return give_sequence(g);
    if (may_be & PH_CSV_BOOLEAN)
        return give_boolean(g);
    if (is_list(g) && !(may_be & PH_CSV_MOMENT))
        return give_list(g);
    if ((may_be & PH_CSV_DECIMAL) && g->values >= NUMBERS_FROM)
        return give_percentiles(g);
    if ((may_be & PH_CSV_MOMENT) && g->values >= NUMBERS_FROM)
        return give_range(g);
    return may_be & (PH_CSV_DECIMAL | PH_CSV_MOMENT | PH_CSV_UUID) ? PHONY_OK : guess_text(g);
}

phony_status ph_csv_guess(phony_import *import, ph_import_table *table, uint32_t at,
                          ph_csv_column *seen, phony_error *error)
{
    guessing g = {.import = import,
                  .table = table,
                  .column = &table->columns[at],
                  .seen = seen,
                  .values = seen->rows - seen->nulls,
                  .error = error};
    phony_status status;

    g.column->not_null = !seen->nulls;
    g.column->null_share = 1;
    if (g.values) {
        const uint64_t thousandths = (seen->nulls * 2000 / seen->rows + 1) / 2;
        g.column->null_share = (double)thousandths / 1000;
    }
    set_type(&g);
    g.column->unique = is_unique(&g);
    if (g.column->unique && !table->primary.count && at == 0 &&
        ((seen->may_be & PH_CSV_UUID) || is_sequence(&g)) &&
        ph_import_columns_set(&table->primary, &at, 1))
        return ph_fail_memory(error);
    status = guess(&g);
    ph_buffer_fini(&g.json);
    return status;
}
