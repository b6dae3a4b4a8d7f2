/* Foreign keys after reading: whether each can be a relationship. What points to nothing, or shares
 * a column with a longer key, is taken away with a note, and its columns are like any other. */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "import/import_parts.h"

enum { KEY_COLUMNS_MAX = 16 }; /* of a relationship */

static void drop_key(ph_import_table *table, size_t at)
{
    ph_free(table->keys[at].from.at);
    ph_free(table->keys[at].to);
    table->key_count--;
    memmove(&table->keys[at], &table->keys[at + 1], (table->key_count - at) * sizeof *table->keys);
}

int ph_import_same_columns(const ph_import_columns *a, const ph_import_columns *b)
{
    size_t same = 0;

    for (size_t i = 0; i < a->count; i++) {
        for (size_t j = 0; j < b->count; j++)
            same += a->at[i] == b->at[j];
    }
    return a->count == b->count && same == a->count;
}

int ph_import_is_unique(const ph_import_table *table, const ph_import_columns *columns)
{
    if (columns->count == 1 && table->columns[columns->at[0]].unique)
        return 1;
    if (columns->count && ph_import_same_columns(columns, &table->primary))
        return 1;
    for (size_t i = 0; i < table->unique_count; i++) {
        if (ph_import_same_columns(columns, &table->uniques[i]))
            return 1;
    }
    return 0;
}

static int has_column(const ph_import_key *key, uint32_t column)
{
    for (size_t i = 0; i < key->from.count; i++) {
        if (key->from.at[i] == column)
            return 1;
    }
    return key->type_column == column;
}

int ph_import_is_in_key(const ph_import_table *table, uint32_t column)
{
    for (size_t i = 0; i < table->key_count; i++) {
        if (has_column(&table->keys[i], column))
            return 1;
    }
    return 0;
}

static int is_side(const ph_import_key *key)
{
    return key->table && key->from.count == 1;
}

/* Whether two columns are the primary key, or unique together. */
static int is_pair(const ph_import_table *table, uint32_t a, uint32_t b)
{
    uint32_t both[] = {a, b};
    ph_import_columns pair = {both, 2};

    return ph_import_is_unique(table, &pair);
}

int ph_import_join(const ph_import_table *table, size_t sides[static 2])
{
    const ph_import_key *keys = table->keys;

    for (size_t a = 0; a < table->key_count; a++) {
        for (size_t b = a + 1; b < table->key_count; b++) {
            if (!is_side(&keys[a]) || !is_side(&keys[b]) || !strcmp(keys[a].table, keys[b].table) ||
                !strcmp(keys[a].table, table->name) || !strcmp(keys[b].table, table->name) ||
                ph_import_is_unique(table, &keys[a].from) ||
                ph_import_is_unique(table, &keys[b].from) ||
                !is_pair(table, keys[a].from.at[0], keys[b].from.at[0]))
                continue;
            sides[0] = a;
            sides[1] = b;
            return 1;
        }
    }
    return 0;
}

/* ---- Where keys point ------------------------------------------------------------------------ */

/* The columns of a parent that are meant, by name. 0 and -1 as usual, 1: they are not told. */
static int name_columns(ph_import_key *key, const ph_import_table *parent)
{
    if (key->to)
        return 0;
    if (parent->primary.count != key->from.count)
        return 1;
    key->to = ph_realloc_array(NULL, key->from.count, sizeof *key->to);
    for (size_t i = 0; key->to && i < key->from.count; i++)
        key->to[i] = parent->columns[parent->primary.at[i]].name;
    return key->to ? 0 : -1;
}

/* Why a key can be no relationship; NULL where it can. `*failed`: out of memory. */
static const char *why_not(ph_import_table *table, ph_import_key *key,
                           const ph_import_table *parent, int *failed)
{
    int named;

    if (key->from.count > KEY_COLUMNS_MAX)
        return "has more than 16 columns";
    if (!parent)
        return "points to a table that is not here";
    named = name_columns(key, parent);
    *failed = named < 0;
    if (named)
        return "does not fit its parent's primary key";
    for (size_t i = 0; i < key->from.count; i++) {
        uint32_t to = ph_import_column_find(parent, key->to[i]);
        if (to == UINT32_MAX)
            return "points to a column that is not there";
        if (parent->columns[to].computed || table->columns[key->from.at[i]].computed)
            return "has a computed column";
        if (parent == table && to == key->from.at[i])
            return "points to itself";
    }
    return NULL;
}

static void note_key(phony_import *import, const ph_import_table *table, const ph_import_key *key,
                     const char *why)
{
    ph_import_note_add(import, table->file, key->line ? key->line : table->line, 0,
                       "the foreign key of %.100s.%.100s%s%s%.100s %s: it is left out", table->name,
                       table->columns[key->from.at[0]].name, key->from.count > 1 ? ", ..." : "",
                       key->table ? " to " : "", key->table ? key->table : "", why);
}

/* Whether an earlier key than `at` holds a column of it. */
static int is_taken(const ph_import_table *table, size_t at)
{
    for (size_t i = 0; i < at; i++) {
        for (size_t c = 0; c < table->keys[at].from.count; c++) {
            if (has_column(&table->keys[i], table->keys[at].from.at[c]))
                return 1;
        }
        if (table->keys[at].type_column != UINT32_MAX &&
            has_column(&table->keys[i], table->keys[at].type_column))
            return 1;
    }
    return 0;
}

/* Longer keys come first, as they say more: (tenant, order) before (tenant) alone. Stable. */
static void sort_keys(ph_import_table *table)
{
    for (size_t i = 1; i < table->key_count; i++) {
        ph_import_key key = table->keys[i];
        size_t at = i;
        for (; at > 0 && table->keys[at - 1].from.count < key.from.count; at--)
            table->keys[at] = table->keys[at - 1];
        table->keys[at] = key;
    }
}

/* Some table that rows may hang on where the source does not say on which: one with an ordinary
 * key. */
int ph_import_may_be_parent(const ph_import_table *table, const ph_import_column *child)
{
    const ph_import_column *key;

    if (table->primary.count != 1)
        return 0;
    key = &table->columns[table->primary.at[0]];
    return !ph_import_is_in_key(table, table->primary.at[0]) &&
           (key->type.kind == child->type.kind || child->type.kind == PH_TYPE_NONE ||
            (key->type.kind <= PH_TYPE_INT64 && child->type.kind <= PH_TYPE_INT64));
}

/* A polymorphic key's parents are named by what it carries: `to` of pdl_relationships.c. */
static const char *why_not_polymorphic(const phony_import *import, const ph_import_table *table,
                                       const ph_import_key *key)
{
    if (key->type_column == UINT32_MAX || key->from.count != 1)
        return "names no table";
    for (size_t i = 0; i < import->table_count; i++) {
        if (&import->tables[i] != table &&
            ph_import_may_be_parent(&import->tables[i], &table->columns[key->from.at[0]]))
            return NULL;
    }
    return "has no table that it could point to";
}

static int settle_table(phony_import *import, ph_import_table *table)
{
    int failed = 0;

    sort_keys(table);
    for (size_t i = 0; i < table->key_count && !failed;) {
        ph_import_key *key = &table->keys[i];
        const char *why = key->table
                              ? why_not(table, key, ph_import_find(import, key->table), &failed)
                              : why_not_polymorphic(import, table, key);
        if (!why && is_taken(table, i))
            why = "shares a column with another";
        if (!why) {
            i++;
            continue;
        }
        note_key(import, table, key, why);
        drop_key(table, i);
    }
    return failed ? -1 : 0;
}

phony_status ph_import_settle_keys(phony_import *import, phony_error *error)
{
    for (size_t i = 0; i < import->table_count; i++) {
        if (settle_table(import, &import->tables[i]))
            return ph_fail_memory(error);
    }
    return PHONY_OK;
}
