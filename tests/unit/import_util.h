/* What the tests of readers share: an import as text, to be compared as a whole.
 *
 *     users: Who can log in
 *       id int64 automatic not-null
 *       state text(10) ="new" in(new|old)
 *       primary(id)
 *       key(team_id)->teams(id) cascade
 *     ! 3:1 what is noted
 */
#ifndef IMPORT_UTIL_H
#define IMPORT_UTIL_H

#include <stdio.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/buffer.h"
#include "import/import.h"
#include "unit.h"

static inline void add_pair(ph_buffer *out, const char *before, const char *text, const char *after)
{
    if (!text)
        return;
    ph_buffer_append_text(out, before);
    ph_buffer_append_text(out, text);
    ph_buffer_append_text(out, after);
}

static inline void describe_column(const ph_import_column *column, ph_buffer *out)
{
    add_pair(out, "  ", column->name, " ");
    if (column->type.kind == PH_TYPE_NONE)
        ph_buffer_append_text(out, "?");
    else
        ph_type_append(column->type, out);
    add_pair(out, " ", column->automatic ? "automatic" : NULL, "");
    add_pair(out, " ", column->computed ? "computed" : NULL, "");
    add_pair(out, " ", column->not_null ? "not-null" : NULL, "");
    add_pair(out, " ", column->unique ? "unique" : NULL, "");
    add_pair(out, " =", column->initial, "");
    for (size_t i = 0; i < column->member_count; i++)
        add_pair(out, i ? "|" : " in(", column->members[i],
                 i + 1 == column->member_count ? ")" : "");
    add_pair(out, " >=", column->least, "");
    add_pair(out, " <=", column->most, "");
    add_pair(out, " ~", column->pattern, "");
    add_pair(out, " @", column->format, "");
    add_pair(out, " ", column->generator, "");
    add_pair(out, " -- ", column->comment, "");
    ph_buffer_append_text(out, "\n");
}

static inline void describe_list(const ph_import_table *table, const char *what,
                                 const ph_import_columns *columns, ph_buffer *out)
{
    if (!columns->count)
        return;
    add_pair(out, "  ", what, "(");
    for (size_t i = 0; i < columns->count; i++)
        add_pair(out, i ? "," : "", table->columns[columns->at[i]].name, "");
    ph_buffer_append_text(out, ")");
}

static inline void describe_key(const ph_import_table *table, const ph_import_key *key,
                                ph_buffer *out)
{
    describe_list(table, "key", &key->from, out);
    add_pair(out, "->", key->table, "");
    if (!key->table)
        add_pair(out, "->", table->columns[key->type_column].name, "?");
    for (size_t i = 0; key->to && i < key->from.count; i++)
        add_pair(out, i ? "," : "(", key->to[i], i + 1 == key->from.count ? ")" : "");
    add_pair(out, " ", key->on_delete, "");
    ph_buffer_append_text(out, "\n");
}

static inline void describe_table(const ph_import_table *table, ph_buffer *out)
{
    ph_buffer_append_text(out, table->name);
    add_pair(out, ": ", table->comment, "");
    ph_buffer_append_text(out, "\n");
    for (size_t i = 0; i < table->column_count; i++)
        describe_column(&table->columns[i], out);
    describe_list(table, "primary", &table->primary, out);
    ph_buffer_append_text(out, table->primary.count ? "\n" : "");
    for (size_t i = 0; i < table->unique_count; i++) {
        describe_list(table, "unique", &table->uniques[i], out);
        ph_buffer_append_text(out, "\n");
    }
    for (size_t i = 0; i < table->index_count; i++) {
        describe_list(table, "index", &table->indexes[i], out);
        ph_buffer_append_text(out, "\n");
    }
    for (size_t i = 0; i < table->key_count; i++)
        describe_key(table, &table->keys[i], out);
}

/* The whole of it; free() it. */
static inline char *describe(const phony_import *import)
{
    ph_buffer out = PH_BUFFER_INIT;
    char *copy;

    for (size_t i = 0; i < import->table_count; i++)
        describe_table(&import->tables[i], &out);
    for (size_t i = 0; i < import->note_count; i++) {
        char place[64];
        snprintf(place, sizeof place, "! %d:%d ", (int)import->notes[i].line,
                 (int)import->notes[i].column);
        add_pair(&out, place, import->notes[i].message, "\n");
    }
    ck_assert_int_eq(out.failed, 0);
    copy = malloc(out.length + 1);
    ck_assert_ptr_nonnull(copy);
    if (out.length)
        memcpy(copy, out.data, out.length);
    copy[out.length] = '\0';
    ph_buffer_fini(&out);
    return copy;
}

typedef phony_status reading_function(phony_import *import, const ph_import_source *source,
                                      phony_error *error);

/* Reads a copy of the bytes that ends where they end, so that reading on is seen. */
static inline phony_status read_bytes(phony_import *import, reading_function *reader,
                                      const char *path, const char *bytes, size_t length,
                                      phony_error *error)
{
    char *copy = malloc(length ? length : 1);
    ph_import_source source = {path, copy, length};
    phony_status status;

    ck_assert_ptr_nonnull(copy);
    if (length)
        memcpy(copy, bytes, length);
    status = reader(import, &source, error);
    free(copy);
    return status;
}

static inline char *read_whole(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    char *text = NULL;
    size_t capacity = 0;

    ck_assert_msg(file != NULL, "%s", path);
    for (*length = 0;;) {
        size_t got;
        capacity += 1 << 16;
        text = realloc(text, capacity + 1);
        ck_assert_ptr_nonnull(text);
        got = fread(text + *length, 1, capacity - *length, file);
        *length += got;
        if (!got)
            break;
        capacity = *length;
    }
    fclose(file);
    text[*length] = '\0';
    return text;
}

/* Compares with the file of what is expected; where it is not there, that is said. */
static inline void assert_described(const phony_import *import, const char *expected_path)
{
    char *got = describe(import);
    size_t length, at = 0;
    char *expected = read_whole(expected_path, &length);

    while (got[at] && got[at] == expected[at])
        at++;
    ck_assert_msg(got[at] == expected[at],
                  "%s: differs at byte %d:\n%.400s\n--- instead of\n%.400s", expected_path, (int)at,
                  got + at, expected + at);
    free(got);
    free(expected);
}
#endif
