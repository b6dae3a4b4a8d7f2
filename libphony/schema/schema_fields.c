/* The fields of entities. A field of a later layer takes the place of one of the same name; null
 * takes one away. */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "schema/schema.h"
#include "text/nearest.h"

static const ph_member_rule field_rules[] = {
    {"generator", PH_IS_TEXT | PH_IS_OBJECT},
    {"type", PH_IS_TEXT},
    {"primary", PH_IS_BOOLEAN},
    {"unique", PH_IS_BOOLEAN},
    {"null", PH_IS_NUMBER | PH_IS_TEXT},
    {"when", PH_IS_ARRAY},
    {"default", PH_IS_NULL | PH_IS_BOOLEAN | PH_IS_NUMBER | PH_IS_TEXT},
    {"locale", PH_IS_TEXT},
    {"column", PH_IS_TEXT},
    {"hidden", PH_IS_BOOLEAN},
    {NULL, 0}};

static const ph_member_rule when_rules[] = {
    {"if", PH_IS_TEXT}, {"generator", PH_IS_TEXT | PH_IS_OBJECT}, {NULL, 0}};

static const char *text_of(const ph_schema *schema, ph_site site, const char *key,
                           const char *otherwise)
{
    ph_site at = ph_site_get(&schema->document, site, key, PH_IS_TEXT);

    return ph_site_is(at) ? ph_site_text(&schema->document, at) : otherwise;
}

static int is_true(const ph_schema *schema, ph_site site, const char *key)
{
    ph_site at = ph_site_get(&schema->document, site, key, PH_IS_BOOLEAN);

    return ph_site_is(at) && ph_site_node(&schema->document, at)->kind == PH_JSON_TRUE;
}

static void read_type(ph_schema *schema, ph_site site, ph_type *type)
{
    ph_site at = ph_site_get(&schema->document, site, "type", PH_IS_TEXT);
    ph_nearest nearest = {0};
    const char *text;

    if (!ph_site_is(at))
        return;
    text = ph_site_text(&schema->document, at);
    if (ph_type_parse(text, type) == 0)
        return;
    *type = (ph_type){.kind = PH_TYPE_NONE};
    for (size_t i = 0; ph_type_name(i); i++)
        ph_nearest_try(&nearest, text, ph_type_name(i));
    ph_document_problem(&schema->document, at, "\"%.40s\" is not a type%s%s%s", text,
                        nearest.name ? "; did you mean \"" : "", nearest.name ? nearest.name : "",
                        nearest.name ? "\"?" : " such as int64, decimal(10,2) or text(80)");
}

static void read_null(ph_schema *schema, ph_schema_field *field)
{
    ph_site at = ph_site_get(&schema->document, field->site, "null", PH_IS_NUMBER | PH_IS_TEXT);

    field->null_site = at;
    if (ph_site_kind(&schema->document, at) == PH_IS_TEXT)
        field->null_if = ph_site_text(&schema->document, at);
    else if (ph_site_is(at))
        field->null_chance = ph_schema_chance(schema, at);
    if (ph_site_is(at) && field->primary)
        ph_document_problem(&schema->document, at, "a key cannot be null");
}

static void check_when(ph_schema *schema, ph_site when)
{
    ph_document *document = &schema->document;

    if (!ph_site_is(when))
        return;
    for (ph_site at = ph_site_child(document, when); ph_site_is(at);
         at = ph_site_next(document, at)) {
        if (!ph_site_check(document, at, "a case of \"when\"", when_rules))
            continue;
        if (!ph_site_is(ph_site_member(document, at, "if")) ||
            !ph_site_is(ph_site_member(document, at, "generator")))
            ph_document_problem(document, at, "a case needs \"if\" and \"generator\"");
    }
}

static ph_schema_field *place_of(ph_schema_entity *entity, const char *name)
{
    uint32_t before = entity->names.count, number = ph_names_add(&entity->names, name);
    ph_schema_field *fields;

    if (number == PH_NO_NAME || number < before)
        return number == PH_NO_NAME ? NULL : &entity->fields[number];
    fields = ph_realloc_array(entity->fields, (size_t)number + 1, sizeof *fields);
    if (!fields)
        return NULL;
    entity->fields = fields;
    entity->field_count = number + 1;
    return &fields[number];
}

phony_status ph_schema_make_field(ph_schema_entity *entity, const char *name, ph_site site,
                                  phony_error *error)
{
    ph_schema_field *field = place_of(entity, name);

    if (!field)
        return ph_fail_memory(error);
    memset(field, 0, sizeof *field);
    field->name = field->column = name;
    field->site = site;
    field->generator = field->when = field->initial = field->null_site = PH_NO_SITE;
    return PHONY_OK;
}

phony_status ph_schema_read_field(ph_schema *schema, ph_schema_entity *entity, const char *name,
                                  ph_site site, phony_error *error)
{
    ph_document *document = &schema->document;
    phony_status status = ph_schema_make_field(entity, name, site, error);
    ph_schema_field *field;

    if (status)
        return status;
    field = &entity->fields[ph_names_find(&entity->names, name)];
    if (!ph_site_check(document, site, "a field", field_rules))
        return PHONY_OK;
    field->column = text_of(schema, site, "column", name);
    field->locale = text_of(schema, site, "locale", NULL);
    field->primary = is_true(schema, site, "primary");
    field->unique = is_true(schema, site, "unique");
    field->hidden = is_true(schema, site, "hidden");
    field->generator = ph_site_get(document, site, "generator", PH_IS_TEXT | PH_IS_OBJECT);
    field->when = ph_site_get(document, site, "when", PH_IS_ARRAY);
    field->initial = ph_site_member(document, site, "default");
    read_type(schema, site, &field->type);
    read_null(schema, field);
    check_when(schema, field->when);
    return PHONY_OK;
}
