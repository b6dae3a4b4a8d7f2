/* Columns about one place: where a table has several (a town and its postal code), they get the
 * generators of one line of the bundled places, so that they belong together. Columns that begin
 * with a word more (billing_city) are of a place of that name. */
#include <string.h>

#include "import/import_parts.h"

enum { TOGETHER = 2 }; /* columns that make a place */

static const struct place_row {
    ph_meaning meaning;
    uint32_t room; /* characters that the bundled ones need */
    const char *generator;
} places[] = {
    {PH_ABOUT_CITY, 30, "place.city"},
    {PH_ABOUT_REGION, 30, "place.region"},
    {PH_ABOUT_POSTAL_CODE, 10, "place.postal_code"},
    {PH_ABOUT_COUNTRY, 20, "place.country"},
    {PH_ABOUT_COUNTRY_CODE, 2, "place.country_code"},
    {PH_ABOUT_LATITUDE, 0, "place.latitude"},
    {PH_ABOUT_LONGITUDE, 0, "place.longitude"},
};

/* Those that there are places of. */
static const char *const locales[] = {"tr_TR", "en_US", "de_DE", "fr_FR", "es_ES",
                                      "pt_BR", "it_IT", "nl_NL", "pl_PL", "ja_JP"};

static int is_locale(const char *locale)
{
    for (size_t i = 0; i < sizeof locales / sizeof *locales; i++) {
        if (!locale || !strcmp(locale, locales[i]))
            return 1;
    }
    return 0;
}

/* The row for a column that can be of a place; NULL: it cannot. */
static const struct place_row *row_of(const ph_inferring *in, uint32_t at)
{
    const ph_import_column *column = &in->table->columns[at];
    ph_import_columns one = {&at, 1};

    if (!column->reason || strcmp(column->reason, "name") != 0 ||
        ph_import_is_unique(in->table, &one))
        return NULL;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        ph_family family = ph_family_of(column->type);
        int fits = places[i].room ? family == PH_FAMILY_TEXT || family == PH_FAMILY_ANY
                                  : family == PH_FAMILY_REAL;
        if (places[i].meaning == in->meanings[at] && fits &&
            (!column->type.length || column->type.length >= places[i].room))
            return &places[i];
    }
    return NULL;
}

/* "billing" of billing_city; 0: the column is about its row's own place. */
static size_t group_of(const ph_import_column *column, char group[static PH_NAME_BYTES_MAX])
{
    ph_name_words words;
    size_t length = 0;

    ph_name_split(column->name, &words);
    if (words.count > 1 && column->sure < 95)
        length = words.begins[1];
    for (size_t i = 0; i < length; i++) {
        if (words.text[i] < 'a' || words.text[i] > 'z')
            return 0;
    }
    memcpy(group, words.text, length);
    return length;
}

static int same_group(const ph_import_column *a, const ph_import_column *b)
{
    char one[PH_NAME_BYTES_MAX], other[PH_NAME_BYTES_MAX];
    size_t length = group_of(a, one);

    return length == group_of(b, other) && !memcmp(one, other, length);
}

static size_t count_group(const ph_inferring *in)
{
    size_t count = 0;

    for (uint32_t i = 0; i < in->table->column_count; i++)
        count += row_of(in, i) && same_group(in->column, &in->table->columns[i]);
    return count;
}

void ph_infer_place(ph_inferring *in)
{
    const struct place_row *row = row_of(in, in->at);
    char group[PH_NAME_BYTES_MAX];
    size_t length;

    if (!row || !is_locale(in->import->locale) || count_group(in) < TOGETHER)
        return;
    in->json.length = 0;
    length = group_of(in->column, group);
    ph_infer_append(in, length ? "{\"type\": \"" : "\"");
    ph_infer_append(in, row->generator);
    ph_infer_append(in, length ? "\", \"as\": \"" : "\"");
    ph_buffer_append(&in->json, group, length);
    ph_infer_append(in, length ? "\"}" : "");
    ph_infer_give(in, in->column->reason, in->column->sure);
}
