/* From documents to a schema: the layers laid together name by name, then the members of each thing
 * read by its table of rules. */
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "schema/schema.h"

static const ph_member_rule document_rules[] = {{"version", PH_IS_TEXT},
                                                {"name", PH_IS_TEXT},
                                                {"locale", PH_IS_TEXT},
                                                {"now", PH_IS_TEXT},
                                                {"inherits", PH_IS_TEXT | PH_IS_ARRAY},
                                                {"generators", PH_IS_OBJECT},
                                                {"entities", PH_IS_OBJECT},
                                                {"relationships", PH_IS_ARRAY},
                                                {"scenarios", PH_IS_OBJECT},
                                                {NULL, 0}};

static const ph_member_rule entity_rules[] = {
    {"fields", PH_IS_OBJECT},       {"table", PH_IS_TEXT},
    {"count", PH_IS_NUMBER},        {"primary", PH_IS_TEXT | PH_IS_ARRAY},
    {"unique", PH_IS_ARRAY},        {"indexes", PH_IS_ARRAY},
    {"correlations", PH_IS_OBJECT}, {NULL, 0}};

/* ---- Single values ------------------------------------------------------------------------- */

uint64_t ph_schema_chance(ph_schema *schema, ph_site site)
{
    const char *text = ph_site_text(&schema->document, site);
    int64_t digits, scaled;
    int32_t scale;

    if (ph_decimal_parse(text, strlen(text), &digits, &scale) == 0 && digits >= 0 &&
        ph_decimal_rescale(digits, scale, 9, &scaled) == 0 && scaled <= 1000000000)
        return (uint64_t)(((unsigned __int128)scaled << 32) / 1000000000);
    ph_document_problem(&schema->document, site,
                        "a chance is a number from 0 to 1, without exponent");
    return 0;
}

uint64_t ph_schema_whole(ph_schema *schema, ph_site site)
{
    const char *text = ph_site_text(&schema->document, site);
    uint64_t number;

    if (ph_json_number(text, strlen(text), &number) == 0)
        return number;
    ph_document_problem(&schema->document, site, "must be a whole number from 0 on");
    return 0;
}

int ph_schema_choice(ph_schema *schema, ph_site site, const char *const *names, size_t count)
{
    const char *text = ph_site_text(&schema->document, site);
    ph_buffer list = PH_BUFFER_INIT;

    for (size_t i = 0; i < count; i++) {
        if (strcmp(names[i], text) == 0)
            return (int)i;
    }
    for (size_t i = 0; i < count; i++) {
        ph_buffer_append_text(&list, i == 0 ? "" : i + 1 < count ? ", " : " or ");
        ph_buffer_append_text(&list, names[i]);
    }
    ph_buffer_append_byte(&list, '\0');
    if (list.failed)
        schema->document.no_memory = 1;
    else
        ph_document_problem(&schema->document, site, "must be %s", list.data);
    ph_buffer_fini(&list);
    return -1;
}

const char *ph_schema_keep(ph_schema *schema, const char *text)
{
    char *copy = ph_strndup(text, strlen(text));

    if (!copy || ph_grow((void **)&schema->made, &schema->made_capacity, schema->made_count + 1,
                         sizeof *schema->made) < 0) {
        ph_free(copy);
        return NULL;
    }
    return schema->made[schema->made_count++] = copy;
}

static int find_field(ph_schema *schema, const ph_schema_entity *entity, ph_site site,
                      uint32_t *field)
{
    const char *name, *nearest;

    if (ph_site_kind(&schema->document, site) != PH_IS_TEXT) {
        ph_document_problem(&schema->document, site, "must be the name of a field");
        return -1;
    }
    name = ph_site_text(&schema->document, site);
    *field = ph_names_find(&entity->names, name);
    if (*field != PH_NO_NAME)
        return 0;
    nearest = ph_names_nearest(&entity->names, name);
    ph_document_problem(&schema->document, site, "%s has no field \"%.60s\"%s%s%s", entity->name,
                        name, nearest ? "; did you mean \"" : "", nearest ? nearest : "",
                        nearest ? "\"?" : "");
    return -1;
}

int ph_schema_read_list(ph_schema *schema, const ph_schema_entity *entity, ph_site site,
                        ph_schema_list *list, phony_error *error)
{
    const ph_json_node *node = ph_site_node(&schema->document, site);
    int is_text = node->kind == PH_JSON_STRING, good = 0;
    size_t count = is_text ? 1 : node->count;
    ph_site at = is_text ? site : ph_site_child(&schema->document, site);

    list->site = site;
    list->fields = ph_calloc(count ? count : 1, sizeof *list->fields);
    if (!list->fields) {
        ph_fail_memory(error);
        schema->document.no_memory = 1;
        return -1;
    }
    for (size_t i = 0; i < count; i++, at = ph_site_next(&schema->document, at))
        good |= find_field(schema, entity, at, &list->fields[i]);
    list->count = good == 0 ? count : 0;
    return good;
}

/* ---- Layers -------------------------------------------------------------------------------- */

/* Lays the members of a section over what is there: name -> site; null takes a name away. */
static phony_status lay_section(ph_schema *schema, ph_site section, const char *what,
                                ph_names *names, ph_site **sites, phony_error *error)
{
    ph_document *document = &schema->document;

    if (!ph_site_is(section))
        return PHONY_OK;
    for (ph_site at = ph_site_child(document, section); ph_site_is(at);
         at = ph_site_next(document, at)) {
        uint32_t before = names->count, number;
        if (!ph_site_check_name(document, at, what))
            continue;
        number = ph_names_add(names, ph_site_key(document, at));
        if (number != PH_NO_NAME && number == before) {
            ph_site *grown = ph_realloc_array(*sites, (size_t)number + 1, sizeof *grown);
            *sites = grown ? grown : *sites;
            number = grown ? number : PH_NO_NAME;
        }
        if (number == PH_NO_NAME)
            return ph_fail_memory(error);
        (*sites)[number] = ph_site_kind(document, at) == PH_IS_NULL ? PH_NO_SITE : at;
    }
    return PHONY_OK;
}

uint32_t ph_schema_add_entity(ph_schema *schema, const char *name, ph_site site)
{
    uint32_t before = schema->entity_names.count;
    uint32_t number = ph_names_add(&schema->entity_names, name);
    ph_schema_entity *entities;

    if (number == PH_NO_NAME || number < before)
        return number;
    entities = ph_realloc_array(schema->entities, (size_t)number + 1, sizeof *entities);
    if (!entities) {
        schema->entity_names.count = before; /* its slot is as good as taken: the schema is lost */
        return PH_NO_NAME;
    }
    schema->entities = entities;
    memset(&entities[number], 0, sizeof *entities);
    entities[number].name = entities[number].table = name;
    entities[number].site = site;
    entities[number].correlations = PH_NO_SITE;
    entities[number].key = entities[number].unique = entities[number].index = PH_NO_SITE;
    return number;
}

static void entity_fini(ph_schema_entity *entity)
{
    ph_names_fini(&entity->names);
    ph_free(entity->fields);
    ph_free(entity->primary.fields);
    for (size_t i = 0; i < entity->unique_count; i++)
        ph_free(entity->uniques[i].fields);
    for (size_t i = 0; i < entity->index_count; i++)
        ph_free(entity->indexes[i].fields);
    ph_free(entity->uniques);
    ph_free(entity->indexes);
}

static void remove_field(ph_schema_entity *entity, const char *name)
{
    uint32_t number = ph_names_find(&entity->names, name);

    if (number == PH_NO_NAME)
        return;
    entity->field_count--;
    memmove(&entity->fields[number], &entity->fields[number + 1],
            (entity->field_count - number) * sizeof *entity->fields);
    ph_names_remove(&entity->names, number);
}

static void remove_entity(ph_schema *schema, const char *name)
{
    uint32_t number = ph_names_find(&schema->entity_names, name);

    if (number == PH_NO_NAME)
        return;
    entity_fini(&schema->entities[number]);
    ph_names_remove(&schema->entity_names, number);
    memmove(&schema->entities[number], &schema->entities[number + 1],
            (schema->entity_names.count - number) * sizeof *schema->entities);
}

static phony_status read_entity_fields(ph_schema *schema, uint32_t number, ph_site fields,
                                       phony_error *error)
{
    ph_document *document = &schema->document;
    phony_status status = PHONY_OK;

    if (ph_site_kind(document, fields) != PH_IS_OBJECT)
        return PHONY_OK;
    for (ph_site at = ph_site_child(document, fields); !status && ph_site_is(at);
         at = ph_site_next(document, at)) {
        if (ph_site_kind(document, at) == PH_IS_NULL)
            remove_field(&schema->entities[number], ph_site_key(document, at));
        else if (ph_site_check_name(document, at, "a field"))
            status = ph_schema_read_field(schema, &schema->entities[number],
                                          ph_site_key(document, at), at, error);
    }
    return status;
}

/* A member of a layer takes the place of that of the layers before. */
static void lay_site(const ph_document *document, ph_site layer, const char *name, unsigned kinds,
                     ph_site *site)
{
    ph_site at = ph_site_get(document, layer, name, kinds);

    *site = ph_site_is(at) ? at : *site;
}

/* The members of one layer of an entity; its lists of fields are read when all are there. */
static phony_status lay_entity(ph_schema *schema, ph_site site, phony_error *error)
{
    ph_document *document = &schema->document;
    ph_schema_entity *entity;
    uint32_t number;
    ph_site at;

    if (ph_site_kind(document, site) == PH_IS_NULL) {
        remove_entity(schema, ph_site_key(document, site));
        return PHONY_OK;
    }
    if (!ph_site_check_name(document, site, "an entity") ||
        !ph_site_check(document, site, "an entity", entity_rules))
        return PHONY_OK;
    number = ph_schema_add_entity(schema, ph_site_key(document, site), site);
    if (number == PH_NO_NAME)
        return ph_fail_memory(error);
    entity = &schema->entities[number];
    entity->site = site;
    at = ph_site_get(document, site, "table", PH_IS_TEXT);
    entity->table = ph_site_is(at) ? ph_site_text(document, at) : entity->table;
    at = ph_site_get(document, site, "count", PH_IS_NUMBER);
    if (ph_site_is(at)) {
        entity->count = ph_schema_whole(schema, at);
        entity->has_count = 1;
    }
    lay_site(document, site, "correlations", PH_IS_OBJECT, &entity->correlations);
    lay_site(document, site, "primary", PH_IS_TEXT | PH_IS_ARRAY, &entity->key);
    lay_site(document, site, "unique", PH_IS_ARRAY, &entity->unique);
    lay_site(document, site, "indexes", PH_IS_ARRAY, &entity->index);
    return read_entity_fields(schema, number, ph_site_member(document, site, "fields"), error);
}

/* ---- Keys and indexes ---------------------------------------------------------------------- */

static phony_status read_lists(ph_schema *schema, ph_schema_entity *entity, ph_site site,
                               ph_schema_list **lists, size_t *count, phony_error *error)
{
    ph_document *document = &schema->document;
    const ph_json_node *node;
    ph_site at;

    if (!ph_site_is(site))
        return PHONY_OK;
    node = ph_site_node(document, site);
    *lists = ph_calloc(node->count ? node->count : 1, sizeof **lists);
    if (!*lists)
        return ph_fail_memory(error);
    at = ph_site_child(document, site);
    for (uint32_t i = 0; i < node->count; i++, at = ph_site_next(document, at)) {
        if (!(ph_site_kind(document, at) & (PH_IS_TEXT | PH_IS_ARRAY)))
            ph_document_problem(document, at, "must be the name of a field, or a list of names");
        else
            ph_schema_read_list(schema, entity, at, &(*lists)[(*count)++], error);
    }
    return PHONY_OK;
}

/* The key: the fields with "primary", in their order. */
static phony_status collect_primary(ph_schema_entity *entity, phony_error *error)
{
    ph_schema_list *key = &entity->primary;

    key->fields = ph_calloc(entity->field_count ? entity->field_count : 1, sizeof *key->fields);
    if (!key->fields)
        return ph_fail_memory(error);
    key->site = entity->site;
    for (uint32_t i = 0; i < entity->field_count; i++) {
        if (entity->fields[i].primary)
            key->fields[key->count++] = i;
    }
    return PHONY_OK;
}

static phony_status read_keys(ph_schema *schema, ph_schema_entity *entity, phony_error *error)
{
    phony_status status = PHONY_OK;

    if (ph_site_is(entity->key))
        ph_schema_read_list(schema, entity, entity->key, &entity->primary, error);
    else
        status = collect_primary(entity, error);
    for (size_t i = 0; i < entity->primary.count; i++)
        entity->fields[entity->primary.fields[i]].primary = 1;
    if (!status)
        status = read_lists(schema, entity, entity->unique, &entity->uniques, &entity->unique_count,
                            error);
    if (!status)
        status = read_lists(schema, entity, entity->index, &entity->indexes, &entity->index_count,
                            error);
    return status;
}

/* ---- The document -------------------------------------------------------------------------- */

/* What is inherited has been read with the files; here, what could not be. */
static void check_inherits(ph_document *document, ph_site root)
{
    ph_site at = ph_site_get(document, root, "inherits", PH_IS_TEXT | PH_IS_ARRAY);

    if (!ph_site_is(at))
        return;
    if (!document->files[root.file].path)
        ph_document_problem(document, at, "a document that is no file inherits nothing");
    if (ph_site_kind(document, at) == PH_IS_TEXT)
        return;
    for (at = ph_site_child(document, at); ph_site_is(at); at = ph_site_next(document, at)) {
        if (ph_site_kind(document, at) != PH_IS_TEXT)
            ph_document_problem(document, at, "must be the path of a document");
    }
}

static void read_header(ph_schema *schema, ph_site root)
{
    ph_document *document = &schema->document;
    ph_site at = ph_site_get(document, root, "version", PH_IS_TEXT);

    if (!ph_site_is(ph_site_member(document, root, "version")))
        ph_document_problem(document, root, "the member \"version\" is missing: \"1.0\"");
    else if (ph_site_is(at) && strcmp(ph_site_text(document, at), "1.0") != 0)
        ph_document_problem(document, at, "version \"%.20s\" is not known; this is 1.0",
                            ph_site_text(document, at));
    at = ph_site_get(document, root, "name", PH_IS_TEXT);
    schema->name = ph_site_is(at) ? ph_site_text(document, at) : schema->name;
    at = ph_site_get(document, root, "locale", PH_IS_TEXT);
    schema->locale = ph_site_is(at) ? ph_site_text(document, at) : schema->locale;
    at = ph_site_get(document, root, "now", PH_IS_TEXT);
    if (ph_site_is(at) &&
        ph_moment_parse(ph_site_text(document, at), PH_SCHEMA_NOW, &schema->now) < 0)
        ph_document_problem(document, at, "must be a date or a time such as 2025-01-01T00:00:00Z");
    check_inherits(document, root);
}

static phony_status lay_document(ph_schema *schema, size_t file, phony_error *error)
{
    ph_document *document = &schema->document;
    ph_site root = ph_site_root(file), entities;
    phony_status status;

    if (!ph_site_check(document, root, "a schema", document_rules))
        return PHONY_OK;
    read_header(schema, root);
    status = lay_section(schema, ph_site_get(document, root, "generators", PH_IS_OBJECT),
                         "a generator", &schema->generator_names, &schema->generators, error);
    if (!status)
        status = lay_section(schema, ph_site_get(document, root, "scenarios", PH_IS_OBJECT),
                             "a scenario", &schema->scenario_names, &schema->scenarios, error);
    entities = ph_site_get(document, root, "entities", PH_IS_OBJECT);
    if (status || !ph_site_is(entities))
        return status;
    for (ph_site at = ph_site_child(document, entities); !status && ph_site_is(at);
         at = ph_site_next(document, at))
        status = lay_entity(schema, at, error);
    return status;
}

static phony_status check_size(const ph_schema *schema, phony_error *error)
{
    if (schema->entity_names.count > PH_ENTITIES_MAX)
        return ph_fail(error, PHONY_ERROR_LIMIT, "a schema of more than %d entities",
                       PH_ENTITIES_MAX);
    for (uint32_t i = 0; i < schema->entity_names.count; i++) {
        if (schema->entities[i].field_count > PH_FIELDS_MAX)
            return ph_fail(error, PHONY_ERROR_LIMIT, "%s has more than %d fields",
                           schema->entities[i].name, PH_FIELDS_MAX);
    }
    return PHONY_OK;
}

static void check_entities(ph_schema *schema)
{
    ph_document *document = &schema->document;

    if (!schema->entity_names.count)
        ph_document_problem(document, ph_site_root(document->file_count - 1),
                            "the schema has no entities");
    for (uint32_t i = 0; i < schema->entity_names.count; i++) {
        if (!schema->entities[i].field_count)
            ph_document_problem(document, schema->entities[i].site, "%s has no fields",
                                schema->entities[i].name);
    }
}

phony_status ph_schema_read(ph_schema *schema, phony_error *error)
{
    phony_status status = PHONY_OK;

    schema->name = "";
    schema->locale = "en_US";
    schema->now = PH_SCHEMA_NOW;
    for (size_t i = 0; !status && i < schema->document.file_count; i++)
        status = lay_document(schema, i, error);
    if (!status)
        status = check_size(schema, error);
    for (uint32_t i = 0; !status && i < schema->entity_names.count; i++)
        status = read_keys(schema, &schema->entities[i], error);
    if (!status)
        status = ph_schema_read_relationships(schema, error);
    if (!status)
        check_entities(schema);
    return !status && schema->document.no_memory ? ph_fail_memory(error) : status;
}

static void relationship_fini(ph_schema_relationship *relationship)
{
    ph_free(relationship->child.fields);
    for (size_t i = 0; i < relationship->parent_count; i++)
        ph_free(relationship->parents[i].fields);
    ph_free(relationship->parents);
}

void ph_schema_fini(ph_schema *schema)
{
    for (uint32_t i = 0; i < schema->entity_names.count; i++)
        entity_fini(&schema->entities[i]);
    for (size_t i = 0; i < schema->relationship_count; i++)
        relationship_fini(&schema->relationships[i]);
    for (size_t i = 0; i < schema->made_count; i++)
        ph_free(schema->made[i]);
    ph_free(schema->made);
    ph_free(schema->entities);
    ph_free(schema->relationships);
    ph_free(schema->generators);
    ph_free(schema->scenarios);
    ph_names_fini(&schema->generator_names);
    ph_names_fini(&schema->entity_names);
    ph_names_fini(&schema->scenario_names);
    ph_document_fini(&schema->document);
    memset(schema, 0, sizeof *schema);
}
