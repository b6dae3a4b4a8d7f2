/* The tables that readers fill: tables by name, columns, keys, notes. Readers of migrations replay
 * what was done to a schema, so everything can be taken away and renamed again. Tables keep the
 * order in which they came; the slots that find them by name are made anew where that changes.
 *
 * A table that is full is told from memory that ran out by its number: see import.c. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/hash.h"
#include "base/slots.h"
#include "import/import.h"

enum { NOTE_BYTES_MAX = 512 };

const char *ph_import_keep(phony_import *import, const char *text, size_t length)
{
    char *copy;

    if (ph_grow((void **)&import->kept, &import->kept_capacity, import->kept_count + 1,
                sizeof *import->kept))
        return NULL;
    copy = ph_strndup(text, length);
    if (copy)
        import->kept[import->kept_count++] = copy;
    return copy;
}

/* ---- Tables by name -------------------------------------------------------------------------- */

static uint64_t hash_table(const void *of, uint32_t number)
{
    const char *name = ((const phony_import *)of)->tables[number].name;

    return ph_hash_bytes(name, strlen(name));
}

/* The slot of a name: that of its table, or the empty one where it belongs. */
static uint32_t *find_slot(const phony_import *import, const char *name)
{
    ph_slots slots = {import->slots, import->slot_count};
    uint32_t *slot = ph_slots_first(&slots, ph_hash_bytes(name, strlen(name)));

    while (*slot != PH_SLOT_EMPTY && strcmp(import->tables[*slot].name, name) != 0)
        slot = ph_slots_next(&slots, slot);
    return slot;
}

/* Puts all tables into the slots there are: after numbers or names have changed. Of two tables with
 * one name the first stays. Needs no memory: there never are more tables than before. */
static void fill_slots(phony_import *import)
{
    memset(import->slots, 0xFF, import->slot_count * sizeof *import->slots);
    for (uint32_t i = 0; i < import->table_count; i++) {
        uint32_t *slot = find_slot(import, import->tables[i].name);
        if (*slot == PH_SLOT_EMPTY)
            *slot = i;
    }
}

ph_import_table *ph_import_find(phony_import *import, const char *name)
{
    uint32_t *slot = import->slot_count ? find_slot(import, name) : NULL;

    return slot && *slot != PH_SLOT_EMPTY ? &import->tables[*slot] : NULL;
}

static int make_room(phony_import *import)
{
    ph_slots slots = {import->slots, import->slot_count};
    int failed = ph_slots_room(&slots, (uint32_t)import->table_count, hash_table, import);

    import->slots = slots.numbers;
    import->slot_count = slots.count;
    return failed || ph_grow((void **)&import->tables, &import->table_capacity,
                             import->table_count + 1, sizeof *import->tables);
}

ph_import_table *ph_import_table_add(phony_import *import, const char *name)
{
    ph_import_table *table = ph_import_find(import, name);
    const char *kept;

    if (table)
        return table;
    if (import->table_count >= PH_IMPORT_TABLES_MAX || make_room(import))
        return NULL;
    kept = ph_import_keep(import, name, strlen(name));
    if (!kept)
        return NULL;
    *find_slot(import, kept) = (uint32_t)import->table_count;
    table = &import->tables[import->table_count++];
    memset(table, 0, sizeof *table);
    table->name = kept;
    return table;
}

static void free_list(ph_import_columns *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        ph_free(list[i].at);
    ph_free(list);
}

static void key_fini(ph_import_key *key)
{
    ph_free(key->from.at);
    ph_free(key->to);
}

static void table_fini(ph_import_table *table)
{
    for (size_t i = 0; i < table->column_count; i++)
        ph_free(table->columns[i].members);
    for (size_t i = 0; i < table->key_count; i++)
        key_fini(&table->keys[i]);
    free_list(table->uniques, table->unique_count);
    free_list(table->indexes, table->index_count);
    ph_free(table->columns);
    ph_free(table->primary.at);
    ph_free(table->keys);
}

void ph_import_table_drop(phony_import *import, const char *name)
{
    ph_import_table *table = ph_import_find(import, name);
    size_t at;

    if (!table)
        return;
    at = (size_t)(table - import->tables);
    table_fini(table);
    import->table_count--;
    memmove(table, table + 1, (import->table_count - at) * sizeof *table);
    fill_slots(import);
}

/* Foreign keys of all tables follow the name. */
int ph_import_table_rename(phony_import *import, const char *from, const char *to)
{
    ph_import_table *table = ph_import_find(import, from);
    const char *kept = ph_import_keep(import, to, strlen(to));

    if (!kept)
        return -1;
    if (!table || ph_import_find(import, kept))
        return 0;
    for (size_t i = 0; i < import->table_count; i++) {
        ph_import_table *other = &import->tables[i];
        for (size_t k = 0; k < other->key_count; k++) {
            if (other->keys[k].table && !strcmp(other->keys[k].table, from))
                other->keys[k].table = kept;
        }
    }
    table->name = kept;
    fill_slots(import);
    return 0;
}

/* What an import's tables hold: for phony_import_free. */
void ph_import_tables_fini(phony_import *import)
{
    for (size_t i = 0; i < import->table_count; i++)
        table_fini(&import->tables[i]);
    for (size_t i = 0; i < import->kept_count; i++)
        ph_free(import->kept[i]);
    ph_free(import->tables);
    ph_free(import->slots);
    ph_free(import->notes);
    ph_free(import->kept);
}

/* ---- Columns --------------------------------------------------------------------------------- */

uint32_t ph_import_column_find(const ph_import_table *table, const char *name)
{
    for (size_t i = 0; i < table->column_count; i++) {
        if (!strcmp(table->columns[i].name, name))
            return (uint32_t)i;
    }
    return UINT32_MAX;
}

ph_import_column *ph_import_column_add(ph_import_table *table, const char *name)
{
    ph_import_column *column;

    if (table->column_count >= PH_IMPORT_COLUMNS_MAX ||
        ph_grow((void **)&table->columns, &table->column_capacity, table->column_count + 1,
                sizeof *table->columns))
        return NULL;
    column = &table->columns[table->column_count++];
    memset(column, 0, sizeof *column);
    column->name = name;
    return column;
}

int ph_import_column_member(ph_import_column *column, const char *member)
{
    if (ph_grow((void **)&column->members, &column->member_capacity, column->member_count + 1,
                sizeof *column->members))
        return -1;
    column->members[column->member_count++] = member;
    return 0;
}

/* Takes a column out and counts those behind it one down; `to` (may be NULL) loses the same
 * places. */
static void forget_column(ph_import_columns *columns, const char **to, uint32_t column)
{
    size_t kept = 0;

    for (size_t i = 0; i < columns->count; i++) {
        if (columns->at[i] == column)
            continue;
        if (to)
            to[kept] = to[i];
        columns->at[kept++] = columns->at[i] - (columns->at[i] > column);
    }
    columns->count = kept;
}

static void forget_in_list(ph_import_columns *list, size_t *count, uint32_t column)
{
    size_t kept = 0;

    for (size_t i = 0; i < *count; i++) {
        forget_column(&list[i], NULL, column);
        if (list[i].count)
            list[kept++] = list[i];
        else
            ph_free(list[i].at);
    }
    *count = kept;
}

static void forget_in_keys(ph_import_table *table, uint32_t column)
{
    size_t kept = 0;

    for (size_t i = 0; i < table->key_count; i++) {
        ph_import_key *key = &table->keys[i];
        int typeless = key->type_column == column;
        forget_column(&key->from, key->to, column);
        if (typeless || key->from.count == 0) {
            key_fini(key);
            continue;
        }
        if (key->type_column != UINT32_MAX && key->type_column > column)
            key->type_column--;
        table->keys[kept++] = *key;
    }
    table->key_count = kept;
}

void ph_import_column_drop(ph_import_table *table, uint32_t column)
{
    ph_import_column *gone = &table->columns[column];

    ph_free(gone->members);
    table->column_count--;
    memmove(gone, gone + 1, (table->column_count - column) * sizeof *gone);
    forget_column(&table->primary, NULL, column);
    forget_in_list(table->uniques, &table->unique_count, column);
    forget_in_list(table->indexes, &table->index_count, column);
    forget_in_keys(table, column);
}

/* ---- Keys and indexes ------------------------------------------------------------------------ */

int ph_import_columns_set(ph_import_columns *columns, const uint32_t *at, size_t count)
{
    uint32_t *copy = ph_realloc_array(NULL, count, sizeof *copy);

    if (!copy)
        return -1;
    if (count)
        memcpy(copy, at, count * sizeof *copy);
    ph_free(columns->at);
    *columns = (ph_import_columns){copy, count};
    return 0;
}

static int add_to_list(ph_import_columns **list, size_t *count, size_t *capacity,
                       const uint32_t *at, size_t columns)
{
    if (ph_grow((void **)list, capacity, *count + 1, sizeof **list))
        return -1;
    (*list)[*count] = (ph_import_columns){NULL, 0};
    if (ph_import_columns_set(&(*list)[*count], at, columns))
        return -1;
    ++*count;
    return 0;
}

int ph_import_unique_add(ph_import_table *table, const uint32_t *at, size_t count)
{
    return add_to_list(&table->uniques, &table->unique_count, &table->unique_capacity, at, count);
}

int ph_import_index_add(ph_import_table *table, const uint32_t *at, size_t count)
{
    return add_to_list(&table->indexes, &table->index_count, &table->index_capacity, at, count);
}

ph_import_key *ph_import_key_add(ph_import_table *table, const uint32_t *at, size_t count)
{
    ph_import_key *key;

    if (ph_grow((void **)&table->keys, &table->key_capacity, table->key_count + 1,
                sizeof *table->keys))
        return NULL;
    key = &table->keys[table->key_count];
    memset(key, 0, sizeof *key);
    key->type_column = UINT32_MAX;
    if (ph_import_columns_set(&key->from, at, count))
        return NULL;
    table->key_count++;
    return key;
}

/* ---- Notes ----------------------------------------------------------------------------------- */

/* The file's name, kept once for notes in a row about one file; NULL also where memory ran out. */
static const char *keep_file(phony_import *import, const char *file)
{
    const ph_import_note *last = import->note_count ? &import->notes[import->note_count - 1] : NULL;

    if (!file)
        return NULL;
    if (last && last->file && !strcmp(last->file, file))
        return last->file;
    return ph_import_keep(import, file, strlen(file));
}

/* A message is one line, whatever of the source stands in it; one that was longer than the room for
 * it ends with a whole character. */
static size_t make_line(char *text, size_t length)
{
    for (char *at = text; *at; at++)
        *at = (unsigned char)*at < ' ' || *at == 0x7F ? ' ' : *at;
    if (length < NOTE_BYTES_MAX)
        return length;
    for (length = NOTE_BYTES_MAX - 1; length && (text[length] & 0xC0) == 0x80;)
        length--;
    return length;
}

void ph_import_note_add(phony_import *import, const char *file, uint64_t line, uint64_t column,
                        const char *format, ...)
{
    char text[NOTE_BYTES_MAX + 1];
    const char *message = NULL, *kept_file = NULL;
    va_list arguments;
    int length;

    va_start(arguments, format);
    length = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (import->note_count < PH_IMPORT_NOTES_MAX && length >= 0 &&
        !ph_grow((void **)&import->notes, &import->note_capacity, import->note_count + 1,
                 sizeof *import->notes)) {
        message = ph_import_keep(import, text, make_line(text, (size_t)length));
        kept_file = keep_file(import, file);
    }
    if (message)
        import->notes[import->note_count++] = (ph_import_note){kept_file, message, line, column};
    else
        import->notes_left_out++;
}
