/* Columns that are unique together: that they are has to follow from what they are made of, as
 * nothing is remembered while rows are made. It does where one of them is unique by itself, where
 * both sides of a join table are among them, or where a number among the children of a parent
 * stands beside the reference to it. What does not follow is helped along, with a note where that
 * makes more unique than the source says; what cannot be helped is left out. */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "import/import_parts.h"

typedef struct together {
    phony_import *import;
    ph_import_table *table;
    int has_ordinal; /* the first key is the one whose children are numbered */
    int failed;      /* out of memory */
} together;

static int is_in(const ph_import_columns *columns, uint32_t column)
{
    for (size_t i = 0; i < columns->count; i++) {
        if (columns->at[i] == column)
            return 1;
    }
    return 0;
}

static int holds(const ph_import_columns *columns, const ph_import_columns *part)
{
    for (size_t i = 0; i < part->count; i++) {
        if (!is_in(columns, part->at[i]))
            return 0;
    }
    return part->count > 0;
}

/* ---- What follows by itself ------------------------------------------------------------------ */

static int has_unique(const ph_import_table *table, const ph_import_columns *list)
{
    for (size_t i = 0; i < list->count; i++) {
        ph_import_columns one = {&list->at[i], 1};
        if (!ph_import_is_in_key(table, list->at[i]) && ph_import_is_unique(table, &one))
            return 1;
    }
    for (size_t i = 0; i < table->key_count; i++) {
        const ph_import_columns *from = &table->keys[i].from;
        if (table->keys[i].table && holds(list, from) && from->count < list->count &&
            ph_import_is_unique(table, from))
            return 1;
    }
    return 0;
}

static int is_join(const ph_import_table *table, const ph_import_columns *list)
{
    size_t sides[2];

    return ph_import_join(table, sides) && is_in(list, table->keys[sides[0]].from.at[0]) &&
           is_in(list, table->keys[sides[1]].from.at[0]);
}

/* ---- What makes it follow -------------------------------------------------------------------- */

static int is_free(const ph_import_table *table, uint32_t at)
{
    const ph_import_column *column = &table->columns[at];

    return !column->generator && !column->computed && !column->member_count &&
           !ph_import_is_in_key(table, at);
}

/* A key among the list's columns whose children can be numbered: all have one parent, another
 * table's row. */
static size_t find_parent(const together *t, const ph_import_columns *list)
{
    for (size_t i = 0; i < t->table->key_count; i++) {
        const ph_import_key *key = &t->table->keys[i];
        int required = key->table && strcmp(key->table, t->table->name) != 0 &&
                       !ph_import_is_unique(t->table, &key->from);
        for (size_t c = 0; c < key->from.count; c++)
            required &= t->table->columns[key->from.at[c]].not_null ||
                        is_in(&t->table->primary, key->from.at[c]);
        if (required && holds(list, &key->from) && (!t->has_ordinal || i == 0))
            return i;
    }
    return SIZE_MAX;
}

/* Numbers are given to children of the first relationship. */
static void put_first(ph_import_table *table, size_t at)
{
    ph_import_key key = table->keys[at];

    memmove(&table->keys[1], &table->keys[0], at * sizeof key);
    table->keys[0] = key;
}

static int give_ordinal(together *t, const ph_import_columns *list)
{
    static const char ordinal[] = "\"ordinal\"";
    size_t parent = find_parent(t, list);

    for (size_t i = 0; i < list->count && parent != SIZE_MAX; i++) {
        ph_import_column *column = &t->table->columns[list->at[i]];
        ph_type_kind kind = column->type.kind;
        if (!is_free(t->table, list->at[i]) || column->automatic ||
            (kind != PH_TYPE_INT16 && kind != PH_TYPE_INT32 && kind != PH_TYPE_INT64))
            continue;
        column->generator = ph_import_keep(t->import, ordinal, sizeof ordinal - 1);
        t->failed |= !column->generator;
        column->reason = "check";
        column->sure = 70;
        column->not_null = 1;
        t->has_ordinal = 1;
        put_first(t->table, parent);
        return 1;
    }
    return 0;
}

static void note(together *t, const char *column, const char *what)
{
    ph_import_note_add(t->import, t->table->file, t->table->line, 0,
                       "%.100s.%.100s is unique only together with others: %s", t->table->name,
                       column, what);
}

/* Kinds of columns that can be unique by themselves, the best first. */
static const ph_type_kind kinds[] = {
    PH_TYPE_UUID,      PH_TYPE_INT64,   PH_TYPE_INT32,       PH_TYPE_TEXT, PH_TYPE_NONE,
    PH_TYPE_TIMESTAMP, PH_TYPE_DECIMAL, PH_TYPE_TIMESTAMPTZ, PH_TYPE_DATE, PH_TYPE_INT16};

static int make_column_unique(together *t, const ph_import_columns *list)
{
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        for (size_t i = 0; i < list->count; i++) {
            ph_import_column *column = &t->table->columns[list->at[i]];
            if (column->type.kind != kinds[k] || !is_free(t->table, list->at[i]))
                continue;
            column->unique = 1;
            note(t, column->name, "it is made unique by itself");
            return 1;
        }
    }
    return 0;
}

/* Then each parent has one child at most. */
static int make_key_unique(together *t, const ph_import_columns *list)
{
    for (size_t i = 0; i < t->table->key_count; i++) {
        const ph_import_key *key = &t->table->keys[i];
        if (!key->table || !strcmp(key->table, t->table->name) || (t->has_ordinal && i == 0) ||
            !holds(list, &key->from))
            continue;
        t->failed |= ph_import_unique_add(t->table, key->from.at, key->from.count) != 0;
        note(t, t->table->columns[t->table->keys[i].from.at[0]].name,
             "each of its parents gets one row at most");
        return 1;
    }
    return 0;
}

/* Whether the columns are unique together, now or before. Takes a copy: lists are added. */
static int settle(together *t, ph_import_columns list)
{
    return has_unique(t->table, &list) || is_join(t->table, &list) || give_ordinal(t, &list) ||
           make_column_unique(t, &list) || make_key_unique(t, &list);
}

static void settle_table(together *t)
{
    ph_import_table *table = t->table;
    size_t kept = 0, count = table->unique_count;

    if (table->primary.count > 1 && !settle(t, table->primary)) {
        note(t, table->columns[table->primary.at[0]].name,
             "no rows can be made so, and they are no primary key");
        table->primary.count = 0;
    }
    for (size_t i = 0; i < count; i++) {
        if (table->uniques[i].count > 1 && !settle(t, table->uniques[i])) {
            note(t, table->columns[table->uniques[i].at[0]].name,
                 "no rows can be made so, and that is left out");
            table->uniques[i].count = 0;
        }
    }
    for (size_t i = 0; i < table->unique_count; i++) {
        ph_import_columns list = table->uniques[i];
        if (list.count) {
            table->uniques[i] = table->uniques[kept];
            table->uniques[kept++] = list;
        }
    }
    for (size_t i = kept; i < table->unique_count; i++)
        ph_free(table->uniques[i].at);
    table->unique_count = kept;
}

phony_status ph_import_settle_uniques(phony_import *import, phony_error *error)
{
    for (size_t i = 0; i < import->table_count; i++) {
        together t = {import, &import->tables[i], 0, 0};
        settle_table(&t);
        if (t.failed)
            return ph_fail_memory(error);
    }
    return PHONY_OK;
}
