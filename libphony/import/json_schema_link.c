/* What objects say of one another, as keys. "One of" is a foreign key. "Many of" is one in the
 * other table, where nothing else speaks of that; a join table where something does, or where both
 * have many of one another.
 *
 * Tables that need one another in a circle could not be filled: a key that would close one allows
 * null. */
#include <string.h>

#include "base/alloc.h"
#include "import/import_parts.h"
#include "import/json_schema_parts.h"

enum { LOOK_MAX = 2000 /* tables, for circles */ };

void ph_js_add_link(ph_js_reader *r, ph_js_link link)
{
    if (ph_grow((void **)&r->links, &r->link_capacity, r->link_count + 1, sizeof *r->links))
        r->failed = 1;
    else
        r->links[r->link_count++] = link;
}

/* ---- Circles --------------------------------------------------------------------------------- */

typedef struct looking {
    const ph_js_reader *r;
    uint32_t *queue;
    uint8_t *seen;
    size_t count;
} looking;

static void look_at(looking *look, uint32_t table)
{
    const ph_import_table *from = &look->r->import->tables[table];

    for (size_t i = 0; i < from->key_count && look->count < LOOK_MAX; i++) {
        const ph_import_key *key = &from->keys[i];
        const ph_import_table *to = ph_import_find(look->r->import, key->table);
        size_t at = to ? (size_t)(to - look->r->import->tables) : 0;
        if (!to || !from->columns[key->from.at[0]].not_null || look->seen[at])
            continue;
        look->seen[at] = 1;
        look->queue[look->count++] = (uint32_t)at;
    }
}

/* Whether a table needs another one by keys that are never null. */
static int needs(ph_js_reader *r, uint32_t table, uint32_t other)
{
    looking look = {.r = r};
    int found;

    look.queue = ph_realloc_array(NULL, LOOK_MAX, sizeof *look.queue);
    look.seen = ph_calloc(r->import->table_count, 1);
    if (look.queue && look.seen) {
        look.queue[look.count++] = table;
        look.seen[table] = 1;
        for (size_t i = 0; i < look.count && !look.seen[other]; i++)
            look_at(&look, look.queue[i]);
    }
    r->failed |= !look.queue || !look.seen;
    found = r->failed || look.seen[other] || look.count == LOOK_MAX;
    ph_free(look.queue);
    ph_free(look.seen);
    return found;
}

/* ---- Keys ------------------------------------------------------------------------------------ */

/* A column holds the key of a table: its type is that of the other's key. */
static void set_key(ph_js_reader *r, uint32_t table, uint32_t at, uint32_t target, uint32_t node,
                    int needed)
{
    const ph_import_table *parent = &r->import->tables[target];
    ph_import_column *column = &r->import->tables[table].columns[at];
    ph_import_key *key;
    uint64_t place;

    ph_free(column->members);
    *column = (ph_import_column){.name = column->name,
                                 .comment = column->comment,
                                 .unique = column->unique,
                                 .not_null = 0,
                                 .type = parent->columns[parent->primary.at[0]].type};
    column->not_null = needed && table != target && !needs(r, target, table);
    key = ph_import_key_add(&r->import->tables[table], &at, 1);
    if (!key) {
        r->failed = 1;
        return;
    }
    key->table = parent->name;
    ph_json_place(&r->tree, node, &key->line, &place);
}

static int is_free(const ph_import_table *table, uint32_t at)
{
    return at != UINT32_MAX && !ph_import_is_in_key(table, at) &&
           !(table->primary.count && table->primary.at[0] == at);
}

static void tie_one(ph_js_reader *r, const ph_js_link *link)
{
    const ph_import_table *table = &r->import->tables[link->table];
    uint32_t at = link->column;

    if (at == UINT32_MAX)
        at = ph_import_column_find(table, link->name);
    if (!r->import->tables[link->target].primary.count || !is_free(table, at))
        return;
    set_key(r, link->table, at, link->target, link->node,
            link->needed || table->columns[at].not_null);
}

/* ---- Many ------------------------------------------------------------------------------------ */

/* The column of a table for the key of another: the one there is, or a new one. UINT32_MAX: there
 * is no room. */
static uint32_t column_for(ph_js_reader *r, uint32_t table, uint32_t target, uint32_t node)
{
    char name[160];
    uint32_t at;
    ph_import_column *column;

    ph_pdl_reference_name(r->import->tables[target].name, name);
    at = ph_import_column_find(&r->import->tables[table], name);
    if (is_free(&r->import->tables[table], at))
        return at;
    column = ph_js_new_column(r, table, node, name);
    return column ? (uint32_t)(column - r->import->tables[table].columns) : UINT32_MAX;
}

static int has_key_to(const ph_import_table *table, const char *target)
{
    for (size_t i = 0; i < table->key_count; i++) {
        if (!strcmp(table->keys[i].table, target))
            return 1;
    }
    return 0;
}

/* Rows of the target belong to this table's, unless they say so themselves. */
static void tie_child(ph_js_reader *r, const ph_js_link *link)
{
    const ph_import_table *child = &r->import->tables[link->target];
    uint32_t at;

    if (has_key_to(child, r->import->tables[link->table].name))
        return;
    at = column_for(r, link->target, link->table, link->node);
    if (at != UINT32_MAX)
        set_key(r, link->target, at, link->table, link->node, 1);
}

static void add_id(ph_js_reader *r, uint32_t table)
{
    ph_import_column *column = ph_js_new_column(r, table, PH_JSON_NO_NODE, "id");
    uint32_t first = 0;

    if (!column)
        return;
    column->type.kind = PH_TYPE_INT64;
    column->automatic = column->not_null = 1;
    r->failed |= ph_import_columns_set(&r->import->tables[table].primary, &first, 1);
}

/* The other end of a list of the same kind: friends_id. */
static uint32_t named_column(ph_js_reader *r, uint32_t table, const ph_js_link *link)
{
    ph_import_column *column;

    r->text.length = 0;
    ph_buffer_append_text(&r->text, link->name);
    ph_buffer_append(&r->text, "_id", 4);
    r->failed |= r->text.failed;
    column = r->failed ? NULL : ph_js_new_column(r, table, link->node, r->text.data);
    return column ? (uint32_t)(column - r->import->tables[table].columns) : UINT32_MAX;
}

/* Of a table with itself the two keys could meet again: it has a key of its own. */
static void tie_join(ph_js_reader *r, const ph_js_link *link)
{
    uint32_t ends[2] = {link->table, link->target}, both[2], table;

    r->text.length = 0;
    ph_buffer_append_text(&r->text, r->import->tables[link->table].name);
    ph_buffer_append_byte(&r->text, '_');
    ph_buffer_append(&r->text, link->name, strlen(link->name) + 1);
    r->failed |= r->text.failed;
    table = r->failed ? UINT32_MAX : ph_js_new_table(r, link->node, r->text.data);
    if (table == UINT32_MAX)
        return;
    if (link->table == link->target)
        add_id(r, table);
    for (size_t i = 0; i < 2 && !r->failed; i++) {
        both[i] = i && link->table == link->target ? named_column(r, table, link)
                                                   : column_for(r, table, ends[i], link->node);
        if (!r->failed)
            set_key(r, table, both[i], ends[i], link->node, 1);
    }
    if (link->table != link->target && !r->failed)
        r->failed |= ph_import_columns_set(&r->import->tables[table].primary, both, 2);
}

/* ---- All of them ----------------------------------------------------------------------------- */

/* The first link of a table that has many of the other; NULL: it has none. */
static const ph_js_link *find_many(const ph_js_reader *r, uint32_t table, uint32_t target)
{
    for (size_t i = 0; i < r->link_count; i++) {
        if (r->links[i].has_many && r->links[i].table == table && r->links[i].target == target)
            return &r->links[i];
    }
    return NULL;
}

/* A list of the same kind is a tree, unless there is another one. */
static int is_tree(const ph_js_reader *r, const ph_js_link *link)
{
    size_t lists = 0;

    for (size_t i = 0; i < r->link_count && link->table == link->target; i++)
        lists += r->links[i].has_many && r->links[i].target == link->target;
    return lists == 1;
}

static void tie_many(ph_js_reader *r, const ph_js_link *link, const uint32_t *uses)
{
    const ph_js_link *back = find_many(r, link->target, link->table);

    if (back && back != link && link == find_many(r, link->table, link->target) && back < link)
        return; /* the join table is there */
    if (is_tree(r, link) || (uses[link->target] == 1 && (!back || back == link)))
        tie_child(r, link);
    else
        tie_join(r, link);
}

void ph_js_tie(ph_js_reader *r)
{
    uint32_t *uses = ph_calloc(r->import->table_count, sizeof *uses);

    r->failed |= !uses;
    for (size_t i = 0; i < r->link_count && uses; i++)
        uses[r->links[i].target]++;
    for (size_t i = 0; i < r->link_count && !r->failed; i++) {
        if (!r->links[i].has_many)
            tie_one(r, &r->links[i]);
    }
    for (size_t i = 0; i < r->link_count && !r->failed; i++) {
        if (r->links[i].has_many && r->links[i].is_own)
            tie_child(r, &r->links[i]);
    }
    for (size_t i = 0; i < r->link_count && !r->failed; i++) {
        if (r->links[i].has_many && !r->links[i].is_own)
            tie_many(r, &r->links[i], uses);
    }
    ph_free(uses);
}
