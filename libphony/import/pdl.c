/* The document: entities in the order of their tables, fields in that of their columns, each on a
 * line of its own. Whatever comes from outside is escaped or, where it is JSON already, checked:
 * the text is always JSON. */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/json_tree.h"
#include "import/import_parts.h"

typedef struct writing {
    phony_import *import;
    ph_pdl_names names;
    ph_buffer *out;
    size_t guess_capacity;
    int failed; /* out of memory */
} writing;

static void append(writing *w, const char *text)
{
    ph_buffer_append_text(w->out, text);
}

static void append_text(writing *w, const char *text)
{
    ph_buffer_append_json(w->out, text, strlen(text));
}

static void append_member(writing *w, const char *before, const char *name, const char *text)
{
    append(w, before);
    append_text(w, name);
    append(w, ": ");
    append_text(w, text);
}

/* ---- JSON of others -------------------------------------------------------------------------- */

/* Whether it is one JSON value on one line. */
static int is_json(writing *w, const char *json)
{
    ph_json_tree tree;
    phony_status status;

    if (strpbrk(json, "\n\r"))
        return 0;
    status = ph_json_tree_parse(&tree, json, strlen(json), NULL);
    ph_json_tree_fini(&tree);
    w->failed |= status == PHONY_ERROR_MEMORY;
    return status == PHONY_OK;
}

/* The name of a generator: its "type", or the JSON string that it is. NULL: it is neither. */
static const char *generator_name(writing *w, const char *json)
{
    const char *name = NULL;
    ph_json_tree tree;
    uint32_t node = 0;

    if (ph_json_tree_parse(&tree, json, strlen(json), NULL) == PHONY_OK) {
        if (tree.nodes[0].kind == PH_JSON_OBJECT)
            node = ph_json_member(&tree, 0, "type");
        if (node != PH_JSON_NO_NODE && tree.nodes[node].kind == PH_JSON_STRING)
            name = ph_import_keep(w->import, ph_json_text(&tree, node), tree.nodes[node].length);
    }
    ph_json_tree_fini(&tree);
    return name;
}

static int add_guess(writing *w, size_t at, uint32_t column, const char *name)
{
    phony_import *import = w->import;
    const ph_import_column *c = &import->tables[at].columns[column];
    phony_guess guess = PHONY_GUESS_INIT;

    if (ph_grow((void **)&import->guesses, &w->guess_capacity, import->guess_count + 1,
                sizeof *import->guesses))
        return -1;
    guess.entity = w->names.entities[at];
    guess.field = w->names.fields[at][column];
    guess.generator = name;
    guess.reason = c->reason ? c->reason : "type";
    guess.sure = c->sure;
    import->guesses[import->guess_count++] = guess;
    return 0;
}

static void write_generator(writing *w, size_t at, uint32_t column, const char *before)
{
    const ph_import_table *table = &w->import->tables[at];
    const ph_import_column *c = &table->columns[column];
    const char *name;

    if (!c->generator)
        return;
    name = is_json(w, c->generator) ? generator_name(w, c->generator) : NULL;
    if (!name) {
        ph_import_note_add(w->import, table->file, table->line, 0,
                           "the generator of %.100s.%.100s is none: it is left out", table->name,
                           c->name);
        return;
    }
    append(w, before);
    append(w, "\"generator\": ");
    append(w, c->generator);
    w->failed |= add_guess(w, at, column, name);
}

/* ---- Fields ---------------------------------------------------------------------------------- */

/* What PDL knows of a type. */
static ph_type known_type(ph_type type)
{
    if (type.kind == PH_TYPE_DECIMAL) {
        if (type.precision < 1 || type.precision > PH_DECIMAL_DIGITS_MAX)
            type.precision = PH_DECIMAL_DIGITS_MAX;
        if (type.scale < 0)
            type.scale = 0;
        if (type.scale > type.precision)
            type.scale = type.precision;
    }
    return type;
}

static int has_unique(const ph_import_table *table, uint32_t column)
{
    if (table->columns[column].unique)
        return 1;
    for (size_t i = 0; i < table->unique_count; i++) {
        if (table->uniques[i].count == 1 && table->uniques[i].at[0] == column)
            return 1;
    }
    return 0;
}

static int is_primary(const ph_import_table *table, uint32_t column)
{
    return table->primary.count == 1 && table->primary.at[0] == column;
}

static int in_primary(const ph_import_table *table, uint32_t column)
{
    for (size_t i = 0; i < table->primary.count; i++) {
        if (table->primary.at[i] == column)
            return 1;
    }
    return 0;
}

static void write_null(writing *w, const ph_import_table *table, uint32_t column)
{
    const ph_import_column *c = &table->columns[column];
    char text[32];

    if (c->not_null || c->null_share <= 0 || in_primary(table, column) ||
        ph_import_is_in_key(table, column))
        return;
    append(w, ", \"null\": ");
    ph_buffer_append(w->out, text, ph_float_write(c->null_share < 1 ? c->null_share : 1, text));
}

static void write_field(writing *w, size_t at, uint32_t column)
{
    const ph_import_table *table = &w->import->tables[at];
    const ph_import_column *c = &table->columns[column];
    const char *name = w->names.fields[at][column];
    size_t begin;

    append(w, "        ");
    append_text(w, name);
    append(w, ": {");
    begin = w->out->length;
    if (strcmp(name, c->name) != 0)
        append_member(w, "", "column", c->name);
    if (c->type.kind != PH_TYPE_NONE) {
        append(w, w->out->length > begin ? ", \"type\": \"" : "\"type\": \"");
        ph_type_append(known_type(c->type), w->out);
        append(w, "\"");
    }
    write_generator(w, at, column, w->out->length > begin ? ", " : "");
    if (is_primary(table, column))
        append(w, w->out->length > begin ? ", \"primary\": true" : "\"primary\": true");
    else if (has_unique(table, column))
        append(w, w->out->length > begin ? ", \"unique\": true" : "\"unique\": true");
    if (w->out->length == begin && c->comment)
        append_member(w, "", "description", c->comment);
    else if (c->comment)
        append_member(w, ", ", "description", c->comment);
    if (w->out->length > begin) {
        write_null(w, table, column);
        if (c->initial && is_json(w, c->initial) && !in_primary(table, column)) {
            append(w, ", \"default\": ");
            append(w, c->initial);
        }
    }
    append(w, "}");
}

/* ---- Entities -------------------------------------------------------------------------------- */

static void write_fields(writing *w, size_t at)
{
    const ph_import_table *table = &w->import->tables[at];
    size_t count = 0;

    append(w, "      \"fields\": {");
    for (uint32_t i = 0; i < table->column_count; i++) {
        if (table->columns[i].computed) {
            ph_import_note_add(w->import, table->file, table->line, 0,
                               "%.100s.%.100s is computed by the database: it is left out",
                               table->name, table->columns[i].name);
            continue;
        }
        append(w, count++ ? ",\n" : "\n");
        write_field(w, at, i);
    }
    append(w, "\n      }");
}

static int has_computed(const ph_import_table *table, const ph_import_columns *columns)
{
    for (size_t i = 0; i < columns->count; i++) {
        if (table->columns[columns->at[i]].computed)
            return 1;
    }
    return 0;
}

static void write_names(writing *w, size_t at, const ph_import_columns *columns)
{
    append(w, "[");
    for (size_t i = 0; i < columns->count; i++) {
        append(w, i ? ", " : "");
        append_text(w, w->names.fields[at][columns->at[i]]);
    }
    append(w, "]");
}

/* Lists of at least so many columns, in the order in which they came. */
static void write_lists(writing *w, size_t at, const char *name, const ph_import_columns *lists,
                        size_t count, size_t least)
{
    size_t written = 0;

    for (size_t i = 0; i < count; i++) {
        if (lists[i].count < least || has_computed(&w->import->tables[at], &lists[i]))
            continue;
        if (!written++) {
            append(w, ",\n      ");
            append_text(w, name);
            append(w, ": [");
        } else {
            append(w, ", ");
        }
        write_names(w, at, &lists[i]);
    }
    if (written)
        append(w, "]");
}

static void write_entity(writing *w, size_t at)
{
    const ph_import_table *table = &w->import->tables[at];

    append(w, "    ");
    append_text(w, w->names.entities[at]);
    append(w, ": {\n");
    if (strcmp(w->names.entities[at], table->name) != 0)
        append_member(w, "      ", "table", table->name);
    if (strcmp(w->names.entities[at], table->name) != 0)
        append(w, ",\n");
    if (table->comment) {
        append_member(w, "      ", "description", table->comment);
        append(w, ",\n");
    }
    write_fields(w, at);
    if (table->primary.count > 1 && !has_computed(table, &table->primary)) {
        append(w, ",\n      \"primary\": ");
        write_names(w, at, &table->primary);
    }
    write_lists(w, at, "unique", table->uniques, table->unique_count, 2);
    write_lists(w, at, "indexes", table->indexes, table->index_count, 1);
    if (table->rows) {
        append(w, ",\n      \"count\": ");
        ph_buffer_append_number(w->out, table->rows);
    }
    append(w, "\n    }");
}

static int has_fields(const ph_import_table *table)
{
    for (size_t i = 0; i < table->column_count; i++) {
        if (!table->columns[i].computed)
            return 1;
    }
    return 0;
}

/* ---- The document ---------------------------------------------------------------------------- */

static void write_head(writing *w)
{
    append(w,
           "{\n  \"$schema\": \"https://phony.cloud/schemas/pdl-1.0.json\",\n"
           "  \"version\": \"1.0\",\n");
    append_member(w, "  ", "name", w->import->name);
    append_member(w, ",\n  ", "locale", w->import->locale ? w->import->locale : "en_US");
    append(w, ",\n  \"entities\": {");
}

static void write_entities(writing *w)
{
    size_t count = 0;

    for (size_t i = 0; i < w->import->table_count; i++) {
        const ph_import_table *table = &w->import->tables[i];
        if (has_fields(table)) {
            append(w, count++ ? ",\n" : "\n");
            write_entity(w, i);
        } else {
            ph_import_note_add(w->import, table->file, table->line, 0,
                               "%.100s has no columns that rows could fill: it is left out",
                               table->name);
        }
    }
    append(w, "\n  }");
}

static phony_status write_document(writing *w, phony_error *error)
{
    ph_buffer relationships = PH_BUFFER_INIT;
    phony_status status;

    write_head(w);
    write_entities(w);
    status = ph_pdl_relationships(w->import, &w->names, &relationships, error);
    if (!status && relationships.length) {
        append(w, ",\n  \"relationships\": [");
        ph_buffer_append(w->out, relationships.data, relationships.length);
        append(w, "\n  ]");
    }
    append(w, "\n}\n");
    if (!status && (w->failed || relationships.failed || w->out->failed))
        status = ph_fail_memory(error);
    ph_buffer_fini(&relationships);
    return status;
}

phony_status ph_import_write(phony_import *import, phony_error *error)
{
    writing w = {.import = import, .out = &import->text};
    phony_status status = ph_pdl_names_init(&w.names, import, error);

    if (!status)
        status = write_document(&w, error);
    ph_pdl_names_fini(&w.names);
    if (!status && import->text.length > PH_JSON_TREE_BYTES_MAX)
        return ph_fail(error, PHONY_ERROR_LIMIT, "the document would be larger than 16 MiB");
    return status;
}
