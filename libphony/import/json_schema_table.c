/* The members of an object as columns of a table:
 *
 *     a plain value               a column
 *     an object of a definition   a column NAME_id, and a foreign key
 *     an object of its own        its members as columns NAME_MEMBER; deeper ones JSON
 *     a list of such objects      the definition's rows belong to this one, or a join table
 *     a list of objects           a table of their own, TABLE_NAME
 *     a list of anything else     JSON
 *
 * The key is the member that is called so, or "id" is added. */
#include <string.h>

#include "base/alloc.h"
#include "import/json_schema_parts.h"

/* The table in progress: its columns are put together of members, and members of members. */
typedef struct filling {
    ph_js_reader *r;
    uint32_t table;
    unsigned nest; /* tables of lists in one another */
    const char *key;
} filling;

static void fill(filling *f, const ph_js_shape *shape, const char *name);
static void fill_members(filling *f, const ph_js_shape *shape, const char *prefix, unsigned depth,
                         int needed);

static ph_import_table *table_of(const filling *f)
{
    return &f->r->import->tables[f->table];
}

/* ---- Names --------------------------------------------------------------------------------------
 */

/* "address_" and "street"; kept, NULL out of memory. */
static const char *join_names(ph_js_reader *r, const char *before, const char *after)
{
    r->text.length = 0;
    ph_buffer_append_text(&r->text, before);
    ph_buffer_append_text(&r->text, after);
    ph_buffer_append_byte(&r->text, '\0');
    r->failed |= r->text.failed;
    return r->text.failed ? NULL : ph_js_keep(r, r->text.data);
}

/* ---- Members --------------------------------------------------------------------------------- */

/* A plain member of the same object that holds the key of the other: "owner" has "owner_id". */
static uint32_t find_sibling(const filling *f, const ph_js_shape *of, size_t member)
{
    const char *name = ph_json_key(&f->r->tree, of->members[member].key);

    for (size_t i = 0; i < of->member_count; i++) {
        uint32_t key = of->members[i].key;
        ph_js_shape shape;
        int is_scalar;
        if (!ph_js_is_called(ph_json_key(&f->r->tree, key), name, "id") ||
            (f->key && !strcmp(ph_json_key(&f->r->tree, key), f->key)))
            continue;
        ph_js_gather_member(f->r, of, i, 1, &shape);
        is_scalar = ph_js_is_scalar(f->r, &shape);
        ph_js_shape_fini(&shape);
        if (is_scalar)
            return key;
    }
    return PH_JSON_NO_NODE;
}

static void add_reference(filling *f, const ph_js_shape *of, size_t member, const char *prefix,
                          const ph_js_shape *shape, int needed)
{
    ph_js_reader *r = f->r;
    uint32_t key = of->members[member].key, sibling = find_sibling(f, of, member);
    const ph_js_definition *target = &r->definitions[shape->targets[0]];
    ph_js_link link = {.table = f->table,
                       .target = target->table,
                       .node = key,
                       .column = UINT32_MAX,
                       .needed = needed};
    ph_import_column *column;

    if (shape->target_count > 1)
        ph_js_note(r, key, "%.100s is one of %zu kinds of objects: it is taken for %.100s",
                   ph_json_key(&r->tree, key), shape->target_count, target->name);
    if (sibling != PH_JSON_NO_NODE) {
        link.name = join_names(r, prefix, ph_json_key(&r->tree, sibling));
    } else {
        link.name = join_names(r, prefix, ph_json_key(&r->tree, key));
        link.name = link.name ? join_names(r, link.name, "_id") : NULL;
        column = link.name ? ph_js_new_column(r, f->table, key, link.name) : NULL;
        if (!column)
            return;
        column->comment = ph_js_comment(r, shape);
        link.column = (uint32_t)(column - table_of(f)->columns);
    }
    if (!r->failed)
        ph_js_add_link(r, link);
}

static void add_column(filling *f, uint32_t key, const char *name, const ph_js_shape *shape,
                       int needed)
{
    ph_import_column *column = ph_js_new_column(f->r, f->table, key, name);

    if (!column)
        return;
    ph_js_fill_column(f->r, shape, column);
    column->not_null = needed;
}

static void add_json(filling *f, uint32_t key, const char *name, const ph_js_shape *shape,
                     int is_list, int needed)
{
    ph_import_column *column = ph_js_new_column(f->r, f->table, key, name);

    if (!column)
        return;
    column->type.kind = PH_TYPE_JSON;
    column->comment = ph_js_comment(f->r, shape);
    column->not_null = needed;
    if (!is_list)
        return;
    column->generator = "{\"type\": \"constant\", \"value\": \"[]\"}";
    column->reason = "type";
    column->sure = 30;
}

/* ---- Lists ----------------------------------------------------------------------------------- */

/* A table for the objects of a list. 0: there is no room for it. */
static int add_own_table(filling *f, uint32_t key, const char *name, const ph_js_shape *items)
{
    ph_js_reader *r = f->r;
    const char *before = join_names(r, table_of(f)->name, "_");
    const char *full = before ? join_names(r, before, name) : NULL;
    filling inner = {.r = r, .nest = f->nest + 1};

    inner.table = full ? ph_js_new_table(r, key, full) : UINT32_MAX;
    if (inner.table == UINT32_MAX)
        return 0;
    ph_js_add_link(r, (ph_js_link){.table = f->table,
                                   .target = inner.table,
                                   .node = key,
                                   .name = name,
                                   .column = UINT32_MAX,
                                   .has_many = 1,
                                   .is_own = 1,
                                   .needed = 1});
    fill(&inner, items, name);
    return 1;
}

static void add_list(filling *f, uint32_t key, const char *name, const ph_js_shape *shape,
                     int needed)
{
    ph_js_reader *r = f->r;
    uint32_t node = shape->of[PH_JS_ITEMS];
    ph_js_shape items;
    int is_done = 0;

    ph_js_shape_init(&items);
    if (ph_js_is(r, node, PH_JSON_OBJECT))
        ph_js_gather(r, node, 1, &items);
    if (items.target_count == 1 && !items.member_count) {
        ph_js_add_link(r, (ph_js_link){.table = f->table,
                                       .target = r->definitions[items.targets[0]].table,
                                       .node = key,
                                       .name = name,
                                       .column = UINT32_MAX,
                                       .has_many = 1});
        is_done = 1;
    } else if (items.target_count > 1) {
        ph_js_note(r, key, "%.100s lists %zu kinds of objects: it is taken as JSON", name,
                   items.target_count);
    } else if (items.member_count && f->nest < PH_JS_FLAT_MAX) {
        ph_js_shape_fini(&items);
        ph_js_gather(r, node, 0, &items);
        is_done = add_own_table(f, key, name, &items);
    }
    ph_js_shape_fini(&items);
    if (!is_done && !r->failed)
        add_json(f, key, name, shape, 1, needed);
}

/* ---- The table ------------------------------------------------------------------------------- */

static int is_list(const ph_js_shape *shape)
{
    return shape->types == PH_JS_ARRAY ||
           (!shape->types && !shape->member_count && shape->of[PH_JS_ITEMS] != PH_JSON_NO_NODE);
}

static void fill_value(filling *f, const ph_js_shape *of, size_t member, const char *prefix,
                       unsigned depth, int needed, ph_js_shape *shape)
{
    ph_js_reader *r = f->r;
    uint32_t key = of->members[member].key;
    const char *name = join_names(r, prefix, ph_json_key(&r->tree, key));

    needed = needed && of->members[member].needed && !shape->nullable;
    if (!name || shape->never)
        return;
    if (shape->target_count && !shape->member_count) {
        add_reference(f, of, member, prefix, shape, needed);
        return;
    }
    if (shape->target_count) {
        ph_js_shape_fini(shape);
        ph_js_gather_member(r, of, member, 0, shape);
    }
    if (shape->member_count && depth < PH_JS_FLAT_MAX) {
        const char *longer = join_names(r, name, "_");
        if (longer)
            fill_members(f, shape, longer, depth + 1, needed);
    } else if (shape->member_count) {
        add_json(f, key, name, shape, 0, needed);
    } else if (is_list(shape)) {
        add_list(f, key, name, shape, needed);
    } else {
        add_column(f, key, name, shape, needed);
    }
}

static void fill_members(filling *f, const ph_js_shape *shape, const char *prefix, unsigned depth,
                         int needed)
{
    for (size_t i = 0; i < shape->member_count && !f->r->failed &&
                       (i == 0 || table_of(f)->column_count < PH_IMPORT_COLUMNS_MAX - 1);
         i++) {
        ph_js_shape value;
        ph_js_gather_member(f->r, shape, i, 1, &value);
        fill_value(f, shape, i, prefix, depth, needed, &value);
        ph_js_shape_fini(&value);
    }
}

/* Names that say which of its kinds an object is: those of the mapping, of the alternatives, or
 * nothing that is known. */
static void fill_discriminator(filling *f, const ph_js_shape *shape)
{
    ph_js_reader *r = f->r;
    uint32_t node = shape->of[PH_JS_DISCRIMINATOR];
    uint32_t mapping = node == PH_JSON_NO_NODE ? node : ph_json_member(&r->tree, node, "mapping");
    const char *name = node == PH_JSON_NO_NODE ? NULL : ph_js_string(r, node, "propertyName");
    uint32_t at = name ? ph_import_column_find(table_of(f), name) : UINT32_MAX;
    ph_import_column *column;

    if (at == UINT32_MAX || !ph_js_is(r, mapping, PH_JSON_OBJECT))
        return;
    column = &table_of(f)->columns[at];
    if (column->member_count || column->type.kind != PH_TYPE_TEXT)
        return;
    for (uint32_t one = r->tree.nodes[mapping].child; one != PH_JSON_NO_NODE && !r->failed;
         one = r->tree.nodes[one].next) {
        const char *member = ph_js_keep(r, ph_json_key(&r->tree, one));
        r->failed |= !member || ph_import_column_member(column, member);
    }
    if (column->member_count)
        column->type = (ph_type){.kind = PH_TYPE_ENUM};
}

static void fill(filling *f, const ph_js_shape *shape, const char *name)
{
    const char *comment = ph_js_comment(f->r, shape);

    table_of(f)->comment = comment && strcmp(comment, name) != 0 ? comment : NULL;
    f->key = ph_js_choose_key(f->r, shape, name);
    if (!f->key)
        ph_js_add_key(f->r, f->table, shape);
    fill_members(f, shape, "", 0, 1);
    fill_discriminator(f, shape);
    if (!f->r->failed)
        ph_js_set_key(f->r, f->table, f->key);
}

void ph_js_fill_table(ph_js_reader *r, ph_js_definition *definition)
{
    filling f = {.r = r, .table = definition->table};
    ph_js_shape shape;

    ph_js_gather(r, definition->node, 0, &shape);
    fill(&f, &shape, definition->name);
    ph_js_shape_fini(&shape);
}
