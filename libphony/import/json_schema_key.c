/* Names of tables and columns, no two the same, and the key of a table: the member that says so, or
 * that is called "id", "uuid" or, of a Pet, "petId"; else a number is added that counts itself. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/alloc.h"
#include "import/json_schema_parts.h"

/* ---- Names ----------------------------------------------------------------------------------- */

uint32_t ph_js_new_table(ph_js_reader *r, uint32_t node, const char *name)
{
    char unique[PH_JS_NAME_BYTES_MAX + 16];
    ph_import_table *table;
    size_t count = r->import->table_count;

    if (count >= PH_IMPORT_TABLES_MAX - 1) {
        ph_js_note(r, node, "more than %d tables: this is left out", PH_IMPORT_TABLES_MAX - 1);
        return UINT32_MAX;
    }
    snprintf(unique, sizeof unique, "%.*s", PH_JS_NAME_BYTES_MAX, name);
    for (unsigned i = 2; ph_import_find(r->import, unique); i++)
        snprintf(unique, sizeof unique, "%.*s_%u", PH_JS_NAME_BYTES_MAX, name, i);
    table = ph_import_table_add(r->import, unique);
    if (!table) {
        r->failed = 1;
        return UINT32_MAX;
    }
    table->file = ph_js_keep(r, r->path);
    if (node != PH_JSON_NO_NODE) {
        uint64_t column;
        ph_json_place(&r->tree, node, &table->line, &column);
    }
    return (uint32_t)count;
}

ph_import_column *ph_js_new_column(ph_js_reader *r, uint32_t table, uint32_t node, const char *name)
{
    ph_import_table *there = &r->import->tables[table];
    char unique[PH_JS_NAME_BYTES_MAX + 16];
    ph_import_column *column;
    const char *kept;

    if (there->column_count >= PH_IMPORT_COLUMNS_MAX - 1) {
        ph_js_note(r, node, "table %.100s has more than %d columns: this is left out", there->name,
                   PH_IMPORT_COLUMNS_MAX - 1);
        return NULL;
    }
    snprintf(unique, sizeof unique, "%.*s", PH_JS_NAME_BYTES_MAX, name);
    for (unsigned i = 2; ph_import_column_find(there, unique) != UINT32_MAX; i++)
        snprintf(unique, sizeof unique, "%.*s_%u", PH_JS_NAME_BYTES_MAX, name, i);
    kept = ph_js_keep(r, unique);
    column = kept ? ph_import_column_add(there, kept) : NULL;
    r->failed |= !column;
    return column;
}

/* Whether a name is `first` and `second` but for capitals and separators: petId, pet_id. */
int ph_js_is_called(const char *name, const char *first, const char *second)
{
    const char *parts[] = {first, second};

    for (size_t i = 0; i < 2; i++) {
        for (const char *at = parts[i]; *at; at++) {
            if (*at == '_' || *at == '-')
                continue;
            while (*name == '_' || *name == '-')
                name++;
            if (strncasecmp(at, name, 1) != 0)
                return 0;
            name++;
        }
    }
    return !*name;
}

/* ---- Keys --------------------------------------------------------------------------------------
 */

/* How much a member looks like the key; 0: not at all. */
static int rank_key(ph_js_reader *r, const ph_js_shape *of, size_t member, const char *table)
{
    const char *name = ph_json_key(&r->tree, of->members[member].key);
    ph_js_shape shape;
    int rank = ph_js_is_called(name, "id", "")      ? 4
               : ph_js_is_called(name, "uuid", "")  ? 3
               : ph_js_is_called(name, table, "id") ? 2
                                                    : 0;

    ph_js_gather_member(r, of, member, 1, &shape);
    if (ph_js_is(r, shape.of[PH_JS_PRIMARY], PH_JSON_TRUE))
        rank = 5;
    if (!ph_js_is_scalar(r, &shape) || shape.types == PH_JS_BOOLEAN || shape.never ||
        shape.has_choice)
        rank = 0;
    ph_js_shape_fini(&shape);
    return rank;
}

const char *ph_js_choose_key(ph_js_reader *r, const ph_js_shape *shape, const char *table)
{
    const char *key = NULL;
    int best = 0;

    for (size_t i = 0; i < shape->member_count && !r->failed; i++) {
        int rank = rank_key(r, shape, i, table);
        if (rank > best) {
            best = rank;
            key = ph_json_key(&r->tree, shape->members[i].key);
        }
    }
    return key;
}

/* A number that counts itself, in front: no member may be called like it. */
void ph_js_add_key(ph_js_reader *r, uint32_t table, const ph_js_shape *shape)
{
    static const char *const names[] = {"id", "row_id", "key_id"};
    size_t at = 0;
    ph_import_column *column;

    for (size_t i = 0; i < shape->member_count && at < 2; i++) {
        if (!strcmp(ph_json_key(&r->tree, shape->members[i].key), names[at])) {
            at++;
            i = (size_t)-1;
        }
    }
    column = ph_js_new_column(r, table, PH_JSON_NO_NODE, names[at]);
    if (!column)
        return;
    column->type.kind = PH_TYPE_INT64;
    column->automatic = column->not_null = 1;
}

void ph_js_set_key(ph_js_reader *r, uint32_t at_table, const char *name)
{
    ph_import_table *table = &r->import->tables[at_table];
    uint32_t at = name ? ph_import_column_find(table, name) : 0;
    ph_import_column *column;

    if (at == UINT32_MAX || at >= table->column_count)
        return;
    column = &table->columns[at];
    column->not_null = 1;
    column->initial = NULL;
    if (column->generator && column->type.kind != PH_TYPE_JSON)
        column->generator = NULL;
    r->failed |= ph_import_columns_set(&table->primary, &at, 1);
}
