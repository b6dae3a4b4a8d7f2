/* JSON Schema, draft-06 to 2020-12, as tables: the document, where it is an object or a list of
 * objects, and each of its definitions that is an object. openapi.c has its own places for
 * definitions and the rest in common. What is not understood is noted with its place. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "import/json_schema_parts.h"

enum { NOTE_BYTES_MAX = 512, NEST_MAX = 8 /* definitions in one another */ };

/* ---- Notes and texts ------------------------------------------------------------------------- */

void ph_js_note(ph_js_reader *r, uint32_t node, const char *format, ...)
{
    char message[NOTE_BYTES_MAX];
    uint64_t line = 0, column = 0;
    va_list arguments;

    if (node != PH_JSON_NO_NODE) {
        if (r->noted[node])
            return;
        r->noted[node] = 1;
        ph_json_place(&r->tree, node, &line, &column);
    }
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    ph_import_note_add(r->import, r->path, line, column, "%s", message);
}

const char *ph_js_keep(ph_js_reader *r, const char *text)
{
    const char *kept = ph_import_keep(r->import, text, strlen(text));

    r->failed |= !kept;
    return kept;
}

/* ---- The document ---------------------------------------------------------------------------- */

/* YAML is told by its name or by "openapi: 3.0.0"; it is not read. */
static int is_yaml(const ph_import_source *source)
{
    static const char *const words[] = {"openapi:", "swagger:", "---",   "#",     "$schema:",
                                        "$id:",     "title:",   "type:", "info:", "properties:"};
    size_t length = strlen(source->path);
    size_t at = 0;

    while (at < source->length && strchr(" \t\r\n", source->text[at]))
        at++;
    if (at < source->length && (source->text[at] == '{' || source->text[at] == '['))
        return 0;
    if ((length > 5 && !strcmp(source->path + length - 5, ".yaml")) ||
        (length > 4 && !strcmp(source->path + length - 4, ".yml")))
        return 1;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (source->length >= strlen(words[i]) && !memcmp(source->text, words[i], strlen(words[i])))
            return 1;
    }
    return 0;
}

phony_status ph_js_open(ph_js_reader *r, phony_import *import, const ph_import_source *source,
                        phony_error *error)
{
    static const char mark[] = "\xEF\xBB\xBF";
    size_t skipped = source->length >= 3 && !memcmp(source->text, mark, 3) ? 3 : 0;
    ph_import_source plain = {source->path, source->text + skipped, source->length - skipped};
    phony_status status;

    memset(r, 0, sizeof *r);
    r->import = import;
    r->path = source->path;
    if (is_yaml(&plain))
        return ph_fail(error, PHONY_ERROR_SYNTAX,
                       "'%.200s' is YAML, which is not read: convert it to JSON first",
                       source->path);
    status = ph_json_tree_parse(&r->tree, plain.text, plain.length, error);
    if (status)
        return status;
    r->definition_of = ph_calloc(r->tree.count, sizeof *r->definition_of);
    r->noted = ph_calloc(r->tree.count, 1);
    if (!r->definition_of || !r->noted)
        return ph_fail_memory(error);
    if (!ph_js_is(r, 0, PH_JSON_OBJECT))
        ph_js_note(r, 0, "a schema is an object: there is none here");
    ph_js_find_ids(r);
    return r->failed ? ph_fail_memory(error) : PHONY_OK;
}

void ph_js_close(ph_js_reader *r)
{
    ph_json_tree_fini(&r->tree);
    ph_slots_fini(&r->id_slots);
    ph_buffer_fini(&r->text);
    ph_free(r->ids);
    ph_free(r->definitions);
    ph_free(r->definition_of);
    ph_free(r->noted);
    ph_free(r->links);
}

/* ---- Definitions ----------------------------------------------------------------------------- */

void ph_js_define(ph_js_reader *r, uint32_t node, const char *name)
{
    if (r->definition_of[node] || r->failed)
        return;
    if (ph_grow((void **)&r->definitions, &r->definition_capacity, r->definition_count + 1,
                sizeof *r->definitions)) {
        r->failed = 1;
        return;
    }
    r->definitions[r->definition_count++] = (ph_js_definition){node, name, 0, 0};
    r->definition_of[node] = (uint32_t)r->definition_count;
}

static void define_inside(ph_js_reader *r, uint32_t schema, unsigned depth)
{
    static const char *const places[] = {"$defs", "definitions"};

    for (size_t i = 0; i < 2 && depth < NEST_MAX; i++) {
        uint32_t object = ph_json_member(&r->tree, schema, places[i]);
        if (object == PH_JSON_NO_NODE)
            continue;
        if (!ph_js_is(r, object, PH_JSON_OBJECT)) {
            ph_js_note(r, object, "'%s' is no object: it is left out", places[i]);
            continue;
        }
        for (uint32_t at = r->tree.nodes[object].child; at != PH_JSON_NO_NODE && !r->failed;
             at = r->tree.nodes[at].next) {
            ph_js_define(r, at, ph_json_key(&r->tree, at));
            define_inside(r, at, depth + 1);
        }
    }
}

void ph_js_define_all(ph_js_reader *r, uint32_t object)
{
    for (uint32_t at = r->tree.nodes[object].child; at != PH_JSON_NO_NODE && !r->failed;
         at = r->tree.nodes[at].next) {
        ph_js_define(r, at, ph_json_key(&r->tree, at));
        define_inside(r, at, 0);
    }
}

/* A definition that is but another name of one. */
static int is_alias(ph_js_reader *r, uint32_t node)
{
    uint32_t ref = ph_json_member(&r->tree, node, "$ref");

    return ph_js_is(r, ref, PH_JSON_STRING) &&
           ph_json_member(&r->tree, node, "properties") == PH_JSON_NO_NODE &&
           ph_json_member(&r->tree, node, "allOf") == PH_JSON_NO_NODE;
}

static int is_table(ph_js_reader *r, const ph_js_definition *definition)
{
    ph_js_shape shape;
    int is_object;

    if (is_alias(r, definition->node))
        return 0;
    ph_js_gather(r, definition->node, 0, &shape);
    is_object = shape.member_count && (!shape.types || (shape.types & PH_JS_OBJECT));
    ph_js_shape_fini(&shape);
    return is_object;
}

/* ---- Tables ---------------------------------------------------------------------------------- */

phony_status ph_js_read(ph_js_reader *r, phony_error *error)
{
    for (size_t i = 0; i < r->definition_count && !r->failed; i++) {
        ph_js_definition *definition = &r->definitions[i];
        if (!is_table(r, definition) || r->failed)
            continue;
        definition->table = ph_js_new_table(r, definition->node, definition->name);
        definition->is_table = definition->table != UINT32_MAX;
    }
    for (size_t i = 0; i < r->definition_count && !r->failed; i++) {
        if (r->definitions[i].is_table)
            ph_js_fill_table(r, &r->definitions[i]);
    }
    if (!r->failed)
        ph_js_tie(r);
    return r->failed ? ph_fail_memory(error) : PHONY_OK;
}

/* What the document's own table is called: its title, its $id's last part, or the schema. */
static const char *root_name(ph_js_reader *r)
{
    const char *title = ph_js_string(r, 0, "title"), *id = ph_js_string(r, 0, "$id"), *begin;
    size_t length;

    if (title && *title)
        return title;
    if (id) {
        id = strrchr(id, '/') ? strrchr(id, '/') + 1 : id;
        begin = id;
        length = strcspn(begin, ".#?");
        if (length) {
            begin = ph_import_keep(r->import, begin, length);
            r->failed |= !begin;
            return begin;
        }
    }
    return r->import->name ? r->import->name : "schema";
}

/* The document, or what it is a list of. Alternatives of other definitions are no object. */
static void define_root(ph_js_reader *r)
{
    const char *name = root_name(r);
    uint32_t items = ph_json_member(&r->tree, 0, "items"), node = 0;

    if (r->failed || !ph_js_is(r, 0, PH_JSON_OBJECT))
        return;
    if (ph_json_member(&r->tree, 0, "properties") == PH_JSON_NO_NODE &&
        ph_json_member(&r->tree, 0, "allOf") == PH_JSON_NO_NODE) {
        if (!ph_js_is(r, items, PH_JSON_OBJECT))
            return;
        name = ph_js_string(r, items, "title") ? ph_js_string(r, items, "title") : name;
        node = items;
    }
    ph_js_define(r, node, name);
}

phony_status ph_import_json_schema(phony_import *import, const ph_import_source *source,
                                   phony_error *error)
{
    ph_js_reader r;
    phony_status status = ph_js_open(&r, import, source, error);

    if (!status) {
        define_root(&r);
        define_inside(&r, 0, 0);
        status = ph_js_read(&r, error);
    }
    ph_js_close(&r);
    return status;
}
