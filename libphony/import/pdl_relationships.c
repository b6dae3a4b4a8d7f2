/* Relationships out of foreign keys: one for each, but one for both of a join table. Tables that
 * hang on one another in a circle are told apart by a key that may be null. */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "import/import_parts.h"

enum { PARENTS_MAX = 3 }; /* of a polymorphic key whose tables are not told */

typedef struct relating {
    phony_import *import;
    const ph_pdl_names *names;
    ph_buffer *out;
    size_t count; /* written */
} relating;

static void append(relating *r, const char *text)
{
    ph_buffer_append_text(r->out, text);
}

/* ---- Ends ------------------------------------------------------------------------------------ */

static void write_field(relating *r, const ph_import_table *table, uint32_t column)
{
    size_t at = (size_t)(table - r->import->tables);

    append(r, "\"");
    append(r, r->names->entities[at]);
    append(r, ".");
    append(r, r->names->fields[at][column]);
    append(r, "\"");
}

static void write_end(relating *r, const char *name, const ph_import_table *table,
                      const uint32_t *columns, size_t count)
{
    append(r, "\"");
    append(r, name);
    append(r, count > 1 ? "\": [" : "\": ");
    for (size_t i = 0; i < count; i++) {
        if (i)
            append(r, ", ");
        write_field(r, table, columns[i]);
    }
    append(r, count > 1 ? "]" : "");
}

static void write_parent(relating *r, const char *name, const ph_import_key *key)
{
    const ph_import_table *parent = ph_import_find(r->import, key->table);
    uint32_t columns[16];

    for (size_t i = 0; i < key->from.count; i++)
        columns[i] = ph_import_column_find(parent, key->to[i]);
    write_end(r, name, parent, columns, key->from.count);
}

static void begin(relating *r)
{
    append(r, r->count++ ? ",\n    {" : "\n    {");
}

/* ---- Join tables ----------------------------------------------------------------------------- */

static void write_deletion(relating *r, const ph_import_key *key)
{
    static const char *const known[] = {"cascade", "restrict", "set null", "no action"};

    for (size_t i = 0; key->on_delete && i < sizeof known / sizeof *known; i++) {
        if (!strcmp(known[i], key->on_delete)) {
            append(r, ", \"on_delete\": \"");
            append(r, known[i]);
            append(r, "\"");
        }
    }
}

static void write_join(relating *r, const ph_import_table *table, const size_t sides[static 2])
{
    begin(r);
    write_parent(r, "from", &table->keys[sides[0]]);
    append(r, ", ");
    write_parent(r, "to", &table->keys[sides[1]]);
    append(r, ", \"cardinality\": \"many-to-many\", \"through\": \"");
    append(r, r->names->entities[table - r->import->tables]);
    append(r, "\"");
    write_deletion(r, &table->keys[sides[0]]);
    append(r, "}");
}

/* The fields are found by name, which another field may have had already. */
static int has_join_names(const relating *r, const ph_import_table *table,
                          const size_t sides[static 2])
{
    size_t at = (size_t)(table - r->import->tables);

    for (size_t i = 0; i < 2; i++) {
        const ph_import_key *key = &table->keys[sides[i]];
        const ph_import_table *parent = ph_import_find(r->import, key->table);
        char name[160];
        ph_pdl_reference_name(r->names->entities[parent - r->import->tables], name);
        if (strcmp(name, r->names->fields[at][key->from.at[0]]) != 0)
            return 0;
    }
    return 1;
}

/* ---- All others ------------------------------------------------------------------------------ */

static int may_be_null(const ph_import_table *table, const ph_import_key *key)
{
    for (size_t i = 0; i < key->from.count; i++) {
        if (!table->columns[key->from.at[i]].not_null &&
            !ph_import_same_columns(&key->from, &table->primary))
            return 1;
    }
    return 0;
}

static void write_share(relating *r, const char *name, double share)
{
    char text[32];

    append(r, ", \"");
    append(r, name);
    append(r, "\": ");
    ph_buffer_append(r->out, text, ph_float_write(share, text));
}

static double null_share(const ph_import_table *table, const ph_import_key *key)
{
    double share = 0;

    for (size_t i = 0; i < key->from.count; i++) {
        double other = table->columns[key->from.at[i]].null_share;
        share = other > share ? other : share;
    }
    return share > 0 ? share : PH_IMPORT_NULL_SHARE;
}

static void write_key(relating *r, const ph_import_table *table, const ph_import_key *key)
{
    begin(r);
    write_end(r, "from", table, key->from.at, key->from.count);
    append(r, ", ");
    write_parent(r, "to", key);
    if (ph_import_is_unique(table, &key->from))
        append(r, ", \"cardinality\": \"one-to-one\"");
    if (!strcmp(key->table, table->name))
        write_share(r, "roots", null_share(table, key));
    else if (may_be_null(table, key))
        write_share(r, "optional", null_share(table, key));
    write_deletion(r, key);
    append(r, "}");
}

static void write_polymorphic(relating *r, const ph_import_table *table, const ph_import_key *key)
{
    const ph_import_column *child = &table->columns[key->from.at[0]];
    size_t at = (size_t)(table - r->import->tables), count = 0;

    begin(r);
    write_end(r, "from", table, key->from.at, key->from.count);
    append(r, ", \"to\": [");
    for (size_t i = 0; i < r->import->table_count && count < PARENTS_MAX; i++) {
        const ph_import_table *parent = &r->import->tables[i];
        if (parent == table || !ph_import_may_be_parent(parent, child))
            continue;
        append(r, count++ ? ", {\"to\": " : "{\"to\": ");
        write_field(r, parent, parent->primary.at[0]);
        append(r, "}");
    }
    append(r, "], \"type_field\": \"");
    append(r, r->names->fields[at][key->type_column]);
    append(r, "\"");
    if (may_be_null(table, key))
        write_share(r, "optional", null_share(table, key));
    append(r, "}");
    ph_import_note_add(r->import, table->file, key->line ? key->line : table->line, 0,
                       "%.100s.%.100s names no table: %zu %s taken as its parents", table->name,
                       child->name, count, count == 1 ? "was" : "were");
}

/* ---- Circles --------------------------------------------------------------------------------- */

/* Whether all tables that this one needs (null is no need, and a table does not need itself) are
 * settled. */
static int is_free(phony_import *import, size_t at, const uint8_t *settled, int heed_nulls)
{
    const ph_import_table *table = &import->tables[at];

    for (size_t i = 0; i < table->key_count; i++) {
        const ph_import_key *key = &table->keys[i];
        const ph_import_table *parent = key->table ? ph_import_find(import, key->table) : NULL;
        if (parent && parent != table && !settled[parent - import->tables] &&
            (heed_nulls || !may_be_null(table, key)))
            return 0;
    }
    return 1;
}

/* Settles tables until none is free; their number. */
static size_t settle(phony_import *import, uint8_t *settled, int heed_nulls)
{
    size_t count = 0, before;

    do {
        before = count;
        for (size_t i = 0; i < import->table_count; i++) {
            if (!settled[i] && is_free(import, i, settled, heed_nulls)) {
                settled[i] = 1;
                count++;
                if (!heed_nulls)
                    return count;
            }
        }
    } while (count > before);
    return count;
}

static void note_circle(phony_import *import, const uint8_t *settled)
{
    for (size_t i = 0; i < import->table_count; i++) {
        const ph_import_table *table = &import->tables[i];
        if (settled[i])
            continue;
        ph_import_note_add(import, table->file, table->line, 0,
                           "%.100s is in a circle of tables that need one another: one of their "
                           "foreign keys should allow null",
                           table->name);
        return;
    }
}

/* Says which circles there are. Relationships that may be without parent open them; a circle
 * without such a one stays, and is the schema's problem. */
static phony_status look_for_circles(phony_import *import, phony_error *error)
{
    uint8_t *settled = ph_calloc(import->table_count, 1);
    size_t count = 0, more;

    if (!settled)
        return ph_fail_memory(error);
    do {
        count += settle(import, settled, 1);
        more = count < import->table_count ? settle(import, settled, 0) : 0;
        count += more;
    } while (more);
    if (count < import->table_count)
        note_circle(import, settled);
    ph_free(settled);
    return PHONY_OK;
}

static void relate_table(relating *r, const ph_import_table *table)
{
    size_t sides[2];
    int joins = ph_import_join(table, sides) && has_join_names(r, table, sides);

    if (joins)
        write_join(r, table, sides);
    for (size_t k = 0; k < table->key_count; k++) {
        const ph_import_key *key = &table->keys[k];
        if (joins && (k == sides[0] || k == sides[1]))
            continue;
        if (key->table)
            write_key(r, table, key);
        else
            write_polymorphic(r, table, key);
    }
}

phony_status ph_pdl_relationships(phony_import *import, const ph_pdl_names *names, ph_buffer *out,
                                  phony_error *error)
{
    relating r = {import, names, out, 0};

    for (size_t i = 0; i < import->table_count; i++) {
        if (names->entities[i])
            relate_table(&r, &import->tables[i]);
    }
    return look_for_circles(import, error);
}
