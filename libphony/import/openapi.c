/* OpenAPI 3.0 and 3.1, and Swagger 2.0: their schemas have a place of their own and are read like
 * those of JSON Schema. Objects that only stand in a response have no name; they are noted. */
#include <string.h>

#include "base/error.h"
#include "import/json_schema_parts.h"

static const char *const methods[] = {"get",  "put",     "post",  "delete", "patch",
                                      "head", "options", "trace", "query"};

/* ---- Responses ------------------------------------------------------------------------------- */

/* Whether a schema has members of its own, or lists what has. */
static int is_nameless(ph_js_reader *r, uint32_t schema)
{
    ph_js_shape shape;
    uint32_t items;
    int has_members;

    ph_js_gather(r, schema, 1, &shape);
    has_members = shape.member_count != 0;
    items = shape.of[PH_JS_ITEMS];
    ph_js_shape_fini(&shape);
    if (has_members || !ph_js_is(r, items, PH_JSON_OBJECT))
        return has_members;
    ph_js_gather(r, items, 1, &shape);
    has_members = shape.member_count != 0;
    ph_js_shape_fini(&shape);
    return has_members;
}

static void look_at_schema(ph_js_reader *r, uint32_t holder, uint32_t response)
{
    uint32_t schema = ph_json_member(&r->tree, holder, "schema");

    if (ph_js_is(r, schema, PH_JSON_OBJECT) && is_nameless(r, schema))
        ph_js_note(r, schema, "the object of response '%.60s' has no name: it is left out",
                   ph_json_key(&r->tree, response));
}

/* 2.0 has the schema itself, 3.x one for each kind of content. */
static void look_at_responses(ph_js_reader *r, uint32_t responses)
{
    if (!ph_js_is(r, responses, PH_JSON_OBJECT))
        return;
    for (uint32_t at = r->tree.nodes[responses].child; at != PH_JSON_NO_NODE && !r->failed;
         at = r->tree.nodes[at].next) {
        uint32_t content = ph_json_member(&r->tree, at, "content");
        look_at_schema(r, at, at);
        if (!ph_js_is(r, content, PH_JSON_OBJECT))
            continue;
        for (uint32_t kind = r->tree.nodes[content].child; kind != PH_JSON_NO_NODE;
             kind = r->tree.nodes[kind].next)
            look_at_schema(r, kind, at);
    }
}

static void look_at_paths(ph_js_reader *r, uint32_t paths)
{
    if (!ph_js_is(r, paths, PH_JSON_OBJECT))
        return;
    for (uint32_t path = r->tree.nodes[paths].child; path != PH_JSON_NO_NODE && !r->failed;
         path = r->tree.nodes[path].next) {
        for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
            uint32_t method = ph_json_member(&r->tree, path, methods[i]);
            look_at_responses(r, ph_json_member(&r->tree, method, "responses"));
        }
    }
}

/* ---- Versions -------------------------------------------------------------------------------- */

static const struct version {
    const char *member, *begins; /* "openapi": "3.1.0" */
    const char *holder, *place;  /* of the schemas; `holder` NULL: the document */
} versions[] = {
    {"openapi", "3.", "components", "schemas"},
    {"swagger", "2.", NULL, "definitions"},
};

static const struct version *find_version(ph_js_reader *r)
{
    for (size_t i = 0; i < sizeof versions / sizeof *versions; i++) {
        uint32_t node = ph_json_member(&r->tree, 0, versions[i].member);
        const char *text = ph_js_string(r, 0, versions[i].member);
        if (node == PH_JSON_NO_NODE)
            continue;
        if (!text || strncmp(text, versions[i].begins, 2) != 0)
            ph_js_note(r, node, "'%s' %.40s is not known: it is read like %sx", versions[i].member,
                       text ? text : "of this kind", versions[i].begins);
        return &versions[i];
    }
    ph_js_note(r, 0, "the document has neither 'openapi' nor 'swagger': it is read like 3.x");
    return &versions[0];
}

static void define(ph_js_reader *r, const struct version *version, uint32_t holder)
{
    uint32_t schemas = ph_json_member(&r->tree, holder, version->place);

    if (ph_js_is(r, schemas, PH_JSON_OBJECT))
        ph_js_define_all(r, schemas);
    else if (schemas != PH_JSON_NO_NODE)
        ph_js_note(r, schemas, "'%s' is no object: it is left out", version->place);
    else
        ph_js_note(r, holder == PH_JSON_NO_NODE ? 0 : holder, "there are no schemas in '%s'",
                   version->holder ? "components.schemas" : version->place);
}

phony_status ph_import_openapi(phony_import *import, const ph_import_source *source,
                               phony_error *error)
{
    ph_js_reader r;
    phony_status status = ph_js_open(&r, import, source, error);

    if (!status && ph_js_is(&r, 0, PH_JSON_OBJECT)) {
        const struct version *version = find_version(&r);
        uint32_t components = ph_json_member(&r.tree, 0, "components");
        define(&r, version, version->holder ? components : 0);
        status = ph_js_read(&r, error);
        if (!status) {
            look_at_paths(&r, ph_json_member(&r.tree, 0, "paths"));
            look_at_responses(&r, ph_json_member(&r.tree, components, "responses"));
            look_at_responses(&r, ph_json_member(&r.tree, 0, "responses"));
            status = r.failed ? ph_fail_memory(error) : PHONY_OK;
        }
    }
    ph_js_close(&r);
    return status;
}
