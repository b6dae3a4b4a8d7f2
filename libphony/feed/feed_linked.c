/* `linked` and its shorthands `place.city`, ...: a column of the row's line of a table. All such
 * fields of one table and one `as` draw the same line: the entity's key, changed by the table's
 * name, gives the row's first word, and that and the same weights one line. */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/json_tree.h"
#include "feed/cards.h"
#include "feed/feed_draw.h"
#include "feed/table.h"
#include "value/locale_data.h"

typedef struct linked_feed {
    ph_feed feed;
    ph_pool pool;
    uint64_t name; /* of the table */
} linked_feed;

static void free_linked(ph_feed *feed)
{
    ph_pool_fini(&((linked_feed *)feed)->pool);
    ph_free(feed);
}

static const char *member_of(const ph_feed *feed, size_t index)
{
    return ph_pool_member(&((const linked_feed *)feed)->pool, index);
}

static phony_status fill(const ph_feed *feed, const ph_feed_frame *frame, ph_values *out,
                         phony_error *error)
{
    const linked_feed *f = (const linked_feed *)feed;
    phony_key key = {{frame->key->word[0] ^ f->name, frame->key->word[1] ^ ph_mix64(f->name)}};
    size_t count = frame->rows->count;
    phony_status status = ph_pool_begin(&f->pool, out, count, error);

    for (size_t i = 0; !status && i < count; i++)
        status = ph_pool_give(&f->pool,
                              ph_choose(&f->pool.choice, ph_row_word(&key, ph_row(frame->rows, i))),
                              out, i, error);
    return status;
}

static const ph_feed_class linked_class = {.fill = fill, .free = free_linked, .member = member_of};

/* FNV-1a (Fowler, Noll, Vo), the same on every machine. */
static uint64_t hash_name(const char *name)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);

    for (; *name; name++)
        hash = (hash ^ (unsigned char)*name) * UINT64_C(0x100000001b3);
    return ph_mix64(hash);
}

/* ---- Which lines ----------------------------------------------------------------------------- */

static phony_status take_fit(ph_table_request *r, const ph_json_tree *tree, uint32_t node,
                             phony_error *error)
{
    const char *text = NULL;
    ph_json_kind kind = tree->nodes[node].kind;

    if (kind == PH_JSON_STRING || kind == PH_JSON_NUMBER)
        text = ph_json_text(tree, node);
    else if (kind == PH_JSON_TRUE || kind == PH_JSON_FALSE)
        text = kind == PH_JSON_TRUE ? "true" : "false";
    if (!text)
        return ph_fail(error, PHONY_ERROR_ARGUMENT,
                       "'where.%.60s' must be a text, a number, true or false: lines are chosen "
                       "once, not row by row",
                       ph_json_key(tree, node));
    if (r->fit_count == PH_TABLE_FITS_MAX)
        return ph_fail(error, PHONY_ERROR_LIMIT, "'where' with more than %d columns",
                       PH_TABLE_FITS_MAX);
    r->fits[r->fit_count++] = (ph_table_fit){ph_json_key(tree, node), text};
    return PHONY_OK;
}

static phony_status take_where(ph_table_request *r, const ph_option *where, phony_error *error)
{
    phony_status status = PHONY_OK;

    if (where->tree->nodes[where->node].kind != PH_JSON_OBJECT)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "'where' must be an object: column to value");
    for (uint32_t node = where->tree->nodes[where->node].child; !status && node != PH_JSON_NO_NODE;
         node = where->tree->nodes[node].next)
        status = take_fit(r, where->tree, node, error);
    return status;
}

/* "tr" and "tr-TR" are tr_TR. */
static phony_status take_locale(ph_table_request *r, const char *locale, phony_error *error)
{
    const ph_locale_data *data = ph_locale_find(locale);

    if (!data)
        return ph_fail(
            error, PHONY_ERROR_NOT_FOUND,
            "there are no places of the locale '%.20s'; \"linked\" has a 'where' for those "
            "of others",
            locale);
    r->fits[r->fit_count++] = (ph_table_fit){"locale", data->locale};
    return PHONY_OK;
}

/* ---- Making ---------------------------------------------------------------------------------- */

static phony_status make(const ph_feed_request *request, const ph_table_request *r, ph_feed **feed,
                         phony_error *error)
{
    linked_feed *f = ph_calloc(1, sizeof *f);
    phony_status status = f ? PHONY_OK : ph_fail_memory(error);

    if (!status)
        status = ph_table_read(r, &f->pool, error);
    if (!status)
        status = ph_pool_finish(&f->pool, request->type, PH_POOL_MEMBERS_MAX, error);
    if (status) {
        if (f)
            free_linked(&f->feed);
        return status;
    }
    f->name = hash_name(r->table);
    f->feed = (ph_feed){&linked_class, f->pool.type};
    *feed = &f->feed;
    return PHONY_OK;
}

static phony_status make_linked(const ph_feed_request *request, ph_feed **feed, phony_error *error)
{
    const ph_option *where = ph_feed_option(request, "where");
    ph_table_request r = {.folder = request->folder,
                          .table = ph_feed_option(request, "table")->text,
                          .column = ph_feed_option(request, "column")->text,
                          .weight = ph_feed_option(request, "weight")->text};
    phony_status status = PHONY_OK;

    if (where->given)
        status = take_where(&r, where, error);
    else if (strcmp(r.table, "places") == 0)
        status = take_locale(&r, request->locale, error);
    return status ? status : make(request, &r, feed, error);
}

/* The column is what stands behind "place.". */
static phony_status make_place(const ph_feed_request *request, ph_feed **feed, phony_error *error)
{
    ph_table_request r = {.table = "places", .column = strchr(request->card->type, '.') + 1};
    phony_status status = take_locale(&r, request->locale, error);

    return status ? status : make(request, &r, feed, error);
}

static const ph_option_card linked_options[] = {
    {"table", PH_OPTION_TEXT, PH_OPTION_NEEDED, NULL, NULL,
     "places, currencies, or a CSV file beside the document"},
    {"column", PH_OPTION_TEXT, PH_OPTION_NEEDED, NULL, NULL, "which of its columns"},
    {"as", PH_OPTION_TEXT, 0, NULL, NULL, "which of several lines of the row: a name"},
    {"where", PH_OPTION_JSON, 0, NULL, NULL,
     "an object: column to value; without it places are those of the locale"},
    {"weight", PH_OPTION_TEXT, 0, NULL, NULL, "the column of whole weights"},
};
const ph_card ph_card_linked = {.type = "linked",
                                .summary = "a column of the row's line of a table",
                                .options = linked_options,
                                .option_count = sizeof linked_options / sizeof *linked_options,
                                .key = PH_KEY_ENTITY,
                                .fit = PHONY_FIT_LINKED | PHONY_FIT_LEAKS,
                                .leaks = "the lines of a file that it was given",
                                .make = make_linked};

static const ph_option_card place_options[] = {
    {"as", PH_OPTION_TEXT, 0, NULL, NULL, "which of several places of the row: a name"}};
#define PLACE(column, kind, summary_)                                                              \
    const ph_card ph_card_place_##column = {.type = "place." #column,                              \
                                            .summary = (summary_),                                 \
                                            .options = place_options,                              \
                                            .option_count = 1,                                     \
                                            .key = PH_KEY_ENTITY,                                  \
                                            .gives = (kind),                                       \
                                            .fit = PHONY_FIT_LINKED,                               \
                                            .make = make_place}

PLACE(city, PH_TYPE_TEXT, "a large city of the locale");
PLACE(region, PH_TYPE_TEXT, "the region of the row's city");
PLACE(postal_code, PH_TYPE_TEXT, "a postal code of the row's city");
PLACE(country, PH_TYPE_TEXT, "the country of the row's city, in its own language");
PLACE(country_code, PH_TYPE_TEXT, "the country's two letters (ISO 3166-1)");
PLACE(currency, PH_TYPE_TEXT, "the country's currency (ISO 4217)");
PLACE(dialling_code, PH_TYPE_TEXT, "the country's dialling code");
PLACE(latitude, PH_TYPE_DECIMAL, "the latitude of the row's city");
PLACE(longitude, PH_TYPE_DECIMAL, "the longitude of the row's city");
PLACE(timezone, PH_TYPE_TEXT, "the time zone of the row's city");
