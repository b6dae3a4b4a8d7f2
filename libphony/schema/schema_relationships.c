/* Relationships between entities. Those of later layers take the place of those of the same child.
 */
#include <ctype.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "schema/schema.h"

static const ph_member_rule relationship_rules[] = {{"from", PH_IS_TEXT | PH_IS_ARRAY},
                                                    {"to", PH_IS_TEXT | PH_IS_ARRAY},
                                                    {"cardinality", PH_IS_TEXT},
                                                    {"through", PH_IS_TEXT},
                                                    {"type_field", PH_IS_TEXT},
                                                    {"as", PH_IS_TEXT},
                                                    {"per_parent", PH_IS_OBJECT},
                                                    {"optional", PH_IS_NUMBER},
                                                    {"order", PH_IS_TEXT},
                                                    {"depth", PH_IS_NUMBER},
                                                    {"roots", PH_IS_NUMBER},
                                                    {"on_delete", PH_IS_TEXT},
                                                    {NULL, 0}};

static const ph_member_rule per_parent_rules[] = {{"min", PH_IS_NUMBER},
                                                  {"max", PH_IS_NUMBER},
                                                  {"mean", PH_IS_NUMBER},
                                                  {"distribution", PH_IS_TEXT},
                                                  {NULL, 0}};

static const ph_member_rule target_rules[] = {
    {"to", PH_IS_TEXT}, {"weight", PH_IS_NUMBER}, {NULL, 0}};

static const char *const cardinalities[] = {"many-to-one", "one-to-one", "many-to-many",
                                            "one-to-many"};
static const char *const distributions[] = {"geometric", "poisson", "uniform", "zipf", "fixed"};
static const char *const orders[] = {"grouped", "shuffled"};
static const char *const deletions[] = {"cascade", "restrict", "set null", "no action"};

enum { ONE_TO_MANY = 3, DEPTH = 3, DEPTH_MAX = 1000, KEY_MAX = 16, PARENTS_MAX = 256 };
/* Of a field that is made for a join: a name of 63 capitals becomes "other_a_b_..._id". */
enum { MADE_NAME_SIZE = 160 };
#define ROOTS (PH_CERTAIN / 10)
#define CHILDREN_MAX UINT32_MAX

static ph_document *document_of(ph_schema *schema)
{
    return &schema->document;
}

/* ---- Ends ---------------------------------------------------------------------------------- */

/* "Order.user_id" -> entity and field; 0, or -1 with a problem. */
static int find_end(ph_schema *schema, ph_site site, uint32_t *entity, uint32_t *field)
{
    ph_document *document = document_of(schema);
    const char *text, *point, *nearest;
    char name[64];

    if (ph_site_kind(document, site) != PH_IS_TEXT) {
        ph_document_problem(document, site, "must be a field, as Entity.field");
        return -1;
    }
    text = ph_site_text(document, site);
    point = strchr(text, '.');
    if (!point || point == text || (size_t)(point - text) >= sizeof name) {
        ph_document_problem(document, site, "\"%.60s\" is not a field, as Entity.field", text);
        return -1;
    }
    memcpy(name, text, (size_t)(point - text));
    name[point - text] = '\0';
    *entity = ph_names_find(&schema->entity_names, name);
    if (*entity == PH_NO_NAME) {
        nearest = ph_names_nearest(&schema->entity_names, name);
        ph_document_problem(document, site, "there is no entity \"%s\"%s%s%s", name,
                            nearest ? "; did you mean \"" : "", nearest ? nearest : "",
                            nearest ? "\"?" : "");
        return -1;
    }
    *field = ph_names_find(&schema->entities[*entity].names, point + 1);
    if (*field != PH_NO_NAME)
        return 0;
    nearest = ph_names_nearest(&schema->entities[*entity].names, point + 1);
    ph_document_problem(document, site, "%s has no field \"%.60s\"%s%s%s", name, point + 1,
                        nearest ? "; did you mean \"" : "", nearest ? nearest : "",
                        nearest ? "\"?" : "");
    return -1;
}

static phony_status new_end(ph_schema_end *end, size_t fields, phony_error *error)
{
    memset(end, 0, sizeof *end);
    end->weight = PH_CERTAIN;
    end->fields = ph_calloc(fields ? fields : 1, sizeof *end->fields);
    return end->fields ? PHONY_OK : ph_fail_memory(error);
}

/* One field, or a list of those of one entity. `*good` 0: a problem. */
static phony_status read_end(ph_schema *schema, ph_site site, ph_schema_end *end, int *good,
                             phony_error *error)
{
    ph_document *document = document_of(schema);
    int is_text = ph_site_kind(document, site) == PH_IS_TEXT;
    size_t count = is_text ? 1 : ph_site_node(document, site)->count;
    ph_site at = is_text ? site : ph_site_child(document, site);
    phony_status status = new_end(end, count, error);

    if (status)
        return status;
    if (count == 0 || count > KEY_MAX) {
        ph_document_problem(document, site, "a key has 1 to %d fields", KEY_MAX);
        *good = 0;
        return PHONY_OK;
    }
    for (size_t i = 0; i < count; i++, at = ph_site_next(document, at)) {
        uint32_t entity = 0;
        if (find_end(schema, at, &entity, &end->fields[i]) < 0) {
            *good = 0;
        } else if (i > 0 && entity != end->entity) {
            ph_document_problem(document, at, "the fields of a key belong to one entity");
            *good = 0;
        } else {
            end->entity = entity;
        }
    }
    end->field_count = count;
    return PHONY_OK;
}

/* ---- Parents ------------------------------------------------------------------------------- */

static int is_polymorphic(const ph_document *document, ph_site to)
{
    return ph_site_kind(document, to) == PH_IS_ARRAY &&
           ph_site_kind(document, ph_site_child(document, to)) == PH_IS_OBJECT;
}

static phony_status read_target(ph_schema *schema, ph_site site, ph_schema_end *end, int *good,
                                phony_error *error)
{
    ph_document *document = document_of(schema);
    ph_site weight = ph_site_get(document, site, "weight", PH_IS_NUMBER);
    ph_site to = ph_site_get(document, site, "to", PH_IS_TEXT);
    phony_status status;

    if (!ph_site_check(document, site, "a parent", target_rules) || !ph_site_is(to)) {
        if (!ph_site_is(to))
            ph_document_problem(document, site, "a parent needs \"to\", as Entity.field");
        *good = 0;
        return new_end(end, 0, error);
    }
    status = read_end(schema, to, end, good, error);
    if (ph_site_is(weight)) {
        int64_t digits, thousandths;
        int32_t scale;
        const char *text = ph_site_text(document, weight);
        if (ph_decimal_parse(text, strlen(text), &digits, &scale) < 0 ||
            ph_decimal_rescale(digits, scale, 3, &thousandths) < 0 || thousandths <= 0 ||
            thousandths > 1000000000) {
            ph_document_problem(document, weight, "must be a number above 0, at most a million");
            *good = 0;
        } else {
            end->weight = (uint64_t)thousandths;
        }
    } else {
        end->weight = 1000;
    }
    return status;
}

static phony_status read_parents(ph_schema *schema, ph_schema_relationship *r, ph_site to,
                                 int *good, phony_error *error)
{
    ph_document *document = document_of(schema);
    int many = is_polymorphic(document, to);
    size_t count = many ? ph_site_node(document, to)->count : 1;
    ph_site at = many ? ph_site_child(document, to) : to;
    phony_status status = PHONY_OK;

    if (count > PARENTS_MAX) {
        ph_document_problem(document, to, "at most %d parents", PARENTS_MAX);
        *good = 0;
        return PHONY_OK;
    }
    r->parents = ph_calloc(count, sizeof *r->parents);
    if (!r->parents)
        return ph_fail_memory(error);
    for (; !status && r->parent_count < count; at = ph_site_next(document, at)) {
        ph_schema_end *end = &r->parents[r->parent_count++];
        status = many ? read_target(schema, at, end, good, error)
                      : read_end(schema, at, end, good, error);
        if (!status && *good && end->field_count != r->child.field_count) {
            ph_document_problem(document, at, "\"from\" has %zu fields, \"to\" %zu",
                                r->child.field_count, end->field_count);
            *good = 0;
        }
    }
    return status;
}

/* ---- Numbers of children ------------------------------------------------------------------- */

static void read_mean(ph_schema *schema, ph_schema_relationship *r, ph_site site)
{
    ph_document *document = document_of(schema);
    const char *text = ph_site_text(document, site);
    int64_t digits, millionths;
    int32_t scale;

    if (ph_decimal_parse(text, strlen(text), &digits, &scale) < 0 || digits < 0 ||
        ph_decimal_rescale(digits, scale, 6, &millionths) < 0 ||
        millionths > CHILDREN_MAX * INT64_C(1000000))
        ph_document_problem(document, site, "must be a number from 0 to %u", CHILDREN_MAX);
    else
        r->mean = (double)millionths / 1e6;
}

static uint64_t read_limit(ph_schema *schema, ph_site per, const char *key)
{
    ph_site at = ph_site_get(document_of(schema), per, key, PH_IS_NUMBER);
    uint64_t number = ph_site_is(at) ? ph_schema_whole(schema, at) : 0;

    if (number <= CHILDREN_MAX)
        return number;
    ph_document_problem(document_of(schema), at, "a parent has at most %u children", CHILDREN_MAX);
    return 0;
}

static void read_per_parent(ph_schema *schema, ph_schema_relationship *r, ph_site per)
{
    ph_document *document = document_of(schema);
    ph_site at;
    int choice;

    if (!ph_site_is(per) || !ph_site_check(document, per, "\"per_parent\"", per_parent_rules))
        return;
    r->has_counts = 1;
    r->min = read_limit(schema, per, "min");
    r->max = read_limit(schema, per, "max");
    at = ph_site_get(document, per, "mean", PH_IS_NUMBER);
    if (ph_site_is(at))
        read_mean(schema, r, at);
    at = ph_site_get(document, per, "distribution", PH_IS_TEXT);
    choice = ph_site_is(at) ? ph_schema_choice(schema, at, distributions, 5) : 0;
    r->distribution = choice < 0 ? PH_CHILDREN_GEOMETRIC : (ph_children)choice;
    if (r->max && r->min > r->max)
        ph_document_problem(document, per, "min %llu is greater than max %llu",
                            (unsigned long long)r->min, (unsigned long long)r->max);
    else if (r->mean > 0 && (r->mean < (double)r->min || (r->max && r->mean > (double)r->max)))
        ph_document_problem(document, per, "the mean lies outside of min and max");
    else if (!r->max && r->mean <= 0 && r->distribution != PH_CHILDREN_FIXED)
        ph_document_problem(document, per, "needs a \"mean\", or a \"max\"");
}

/* ---- One relationship ---------------------------------------------------------------------- */

static int read_choice(ph_schema *schema, ph_site site, const char *key, const char *const *names,
                       size_t count)
{
    ph_site at = ph_site_get(document_of(schema), site, key, PH_IS_TEXT);
    int choice = ph_site_is(at) ? ph_schema_choice(schema, at, names, count) : 0;

    return choice < 0 ? 0 : choice;
}

/* "user_id" -> "user", or else the parent's entity in small letters. */
static const char *parent_name(ph_schema *schema, const ph_schema_relationship *r)
{
    const char *name = schema->entities[r->child.entity].fields[r->child.fields[0]].name;
    size_t length = strlen(name);
    char text[MADE_NAME_SIZE];

    if (r->child.field_count == 1 && length > 3 && strcmp(name + length - 3, "_id") == 0) {
        length -= 3;
    } else {
        name = schema->entities[r->parents[0].entity].name;
        length = strlen(name);
    }
    for (size_t i = 0; i < length; i++)
        text[i] = (char)tolower((unsigned char)name[i]);
    text[length] = '\0';
    return ph_schema_keep(schema, text);
}

static void read_self(ph_schema *schema, ph_schema_relationship *r, ph_site site)
{
    ph_document *document = document_of(schema);
    ph_site at = ph_site_get(document, site, "depth", PH_IS_NUMBER);
    uint64_t depth = ph_site_is(at) ? ph_schema_whole(schema, at) : DEPTH;

    if (depth < 1 || depth > DEPTH_MAX) {
        ph_document_problem(document, at, "must be 1 to %d", DEPTH_MAX);
        depth = DEPTH;
    }
    r->depth = (uint32_t)depth;
    at = ph_site_get(document, site, "roots", PH_IS_NUMBER);
    r->roots = ph_site_is(at) ? ph_schema_chance(schema, at) : ROOTS;
    if (ph_site_is(at) && !r->roots)
        ph_document_problem(document, at, "some rows must be roots");
}

static phony_status read_details(ph_schema *schema, ph_schema_relationship *r, phony_error *error)
{
    ph_document *document = document_of(schema);
    ph_site site = r->site, at = ph_site_get(document, site, "type_field", PH_IS_TEXT);

    read_per_parent(schema, r, ph_site_get(document, site, "per_parent", PH_IS_OBJECT));
    r->shuffled = read_choice(schema, site, "order", orders, 2);
    r->type_field = PH_NO_NAME;
    if (ph_site_is(at)) {
        r->type_field =
            ph_names_find(&schema->entities[r->child.entity].names, ph_site_text(document, at));
        if (r->type_field == PH_NO_NAME)
            ph_document_problem(document, at, "%s has no field \"%.60s\"",
                                schema->entities[r->child.entity].name, ph_site_text(document, at));
    } else if (r->parent_count > 1) {
        ph_document_problem(document, site, "several parents need a \"type_field\"");
    }
    at = ph_site_get(document, site, "optional", PH_IS_NUMBER);
    r->optional = ph_site_is(at) ? ph_schema_chance(schema, at) : 0;
    at = ph_site_get(document, site, "on_delete", PH_IS_TEXT);
    r->on_delete =
        ph_site_is(at) ? deletions[read_choice(schema, site, "on_delete", deletions, 4)] : NULL;
    if (r->parents[0].entity == r->child.entity)
        read_self(schema, r, site);
    at = ph_site_get(document, site, "as", PH_IS_TEXT);
    r->name = ph_site_is(at) ? ph_site_text(document, at) : parent_name(schema, r);
    return r->name ? PHONY_OK : ph_fail_memory(error);
}

static phony_status add(ph_schema *schema, const ph_schema_relationship *r, phony_error *error)
{
    ph_schema_relationship *grown =
        ph_realloc_array(schema->relationships, schema->relationship_count + 1, sizeof *grown);

    if (!grown)
        return ph_fail_memory(error);
    schema->relationships = grown;
    grown[schema->relationship_count++] = *r;
    return PHONY_OK;
}

static void drop(ph_schema_relationship *r)
{
    ph_free(r->child.fields);
    for (size_t i = 0; i < r->parent_count; i++)
        ph_free(r->parents[i].fields);
    ph_free(r->parents);
}

/* ---- Many to many -------------------------------------------------------------------------- */

/* "BlogPost" -> "blog_post_id", or "other_blog_post_id". */
static const char *reference_name(ph_schema *schema, const char *entity, int is_other)
{
    char text[MADE_NAME_SIZE] = "other_";
    size_t length = is_other ? strlen(text) : 0, start = length;

    for (; *entity; entity++) {
        if (isupper((unsigned char)*entity) && length > start)
            text[length++] = '_';
        text[length++] = (char)tolower((unsigned char)*entity);
    }
    memcpy(text + length, "_id", 4);
    return ph_schema_keep(schema, text);
}

/* The field of the join entity that refers to an end, made where there is none. */
static phony_status join_field(ph_schema *schema, uint32_t join, const ph_schema_end *end,
                               int is_other, ph_site site, uint32_t *field, phony_error *error)
{
    const char *name = reference_name(schema, schema->entities[end->entity].name, is_other);
    phony_status status = name ? PHONY_OK : ph_fail_memory(error);

    if (!status && ph_names_find(&schema->entities[join].names, name) == PH_NO_NAME)
        status = ph_schema_make_field(&schema->entities[join], name, site, error);
    if (!status)
        *field = ph_names_find(&schema->entities[join].names, name);
    return status;
}

/* From the join entity to one of its ends. */
static phony_status add_join_side(ph_schema *schema, const ph_schema_relationship *r, uint32_t join,
                                  const ph_schema_end *end, int first, phony_error *error)
{
    ph_schema_relationship side = *r;
    int is_other = !first && end->entity == r->child.entity; /* an entity with itself */
    phony_status status = new_end(&side.child, 1, error);

    side.parents = ph_calloc(1, sizeof *side.parents);
    side.parent_count = side.parents ? 1 : 0;
    if (!status)
        status = side.parents ? new_end(&side.parents[0], 1, error) : ph_fail_memory(error);
    if (!status)
        status = join_field(schema, join, end, is_other, r->site, &side.child.fields[0], error);
    if (!status) {
        side.child.entity = join;
        side.child.field_count = side.parents[0].field_count = 1;
        side.parents[0].entity = end->entity;
        side.parents[0].fields[0] = end->fields[0];
        side.cardinality = first ? PH_MANY_TO_ONE : PH_MANY_TO_MANY;
        side.has_counts = first && r->has_counts;
        side.partner_of = first ? PH_NO_NAME : (uint32_t)schema->relationship_count - 1;
        side.type_field = PH_NO_NAME;
        side.name = parent_name(schema, &side);
        status = side.name ? add(schema, &side, error) : ph_fail_memory(error);
    }
    if (status)
        drop(&side);
    return status;
}

static phony_status join_key(ph_schema *schema, uint32_t join, phony_error *error)
{
    ph_schema_entity *entity = &schema->entities[join];
    const ph_schema_relationship *second = &schema->relationships[schema->relationship_count - 1];

    if (entity->primary.count)
        return PHONY_OK;
    ph_free(entity->primary.fields);
    entity->primary.fields = ph_calloc(2, sizeof *entity->primary.fields);
    if (!entity->primary.fields)
        return ph_fail_memory(error);
    entity->primary.fields[0] = second[-1].child.fields[0];
    entity->primary.fields[1] = second->child.fields[0];
    entity->primary.count = 2;
    entity->primary.site = second->site;
    return PHONY_OK;
}

/* A relationship of many to many becomes two of the entity in between: the first says how many
 * there are, the second takes different partners for each. */
static phony_status add_many_to_many(ph_schema *schema, const ph_schema_relationship *r,
                                     phony_error *error)
{
    ph_document *document = document_of(schema);
    ph_site through = ph_site_get(document, r->site, "through", PH_IS_TEXT);
    phony_status status;
    uint32_t join;

    if (!ph_site_is(through) || r->parent_count > 1 || r->child.field_count > 1) {
        ph_document_problem(document, r->site,
                            "many-to-many needs \"through\", the entity in between, and single "
                            "fields");
        return PHONY_OK;
    }
    if (!ph_site_check_made_name(document, through, "an entity"))
        return PHONY_OK;
    join = ph_schema_add_entity(schema, ph_site_text(document, through), through);
    if (join == PH_NO_NAME)
        return ph_fail_memory(error);
    if (join == r->child.entity || join == r->parents[0].entity) {
        ph_document_problem(document, through,
                            "the entity in between is another than the two it joins");
        return PHONY_OK;
    }
    status = add_join_side(schema, r, join, &r->child, 1, error);
    if (!status)
        status = add_join_side(schema, r, join, &r->parents[0], 0, error);
    return status ? status : join_key(schema, join, error);
}

/* ---- All of them --------------------------------------------------------------------------- */

static void swap_ends(ph_schema_relationship *r)
{
    ph_schema_end child = r->child;

    r->child = r->parents[0];
    r->parents[0] = child;
}

static phony_status read_relationship(ph_schema *schema, ph_site site, phony_error *error)
{
    ph_document *document = document_of(schema);
    ph_schema_relationship r = {.site = site, .partner_of = PH_NO_NAME};
    ph_site from = ph_site_get(document, site, "from", PH_IS_TEXT | PH_IS_ARRAY);
    ph_site to = ph_site_get(document, site, "to", PH_IS_TEXT | PH_IS_ARRAY);
    int good = 1, choice;
    phony_status status;

    if (!ph_site_check(document, site, "a relationship", relationship_rules))
        return PHONY_OK;
    if (!ph_site_is(from) || !ph_site_is(to)) {
        ph_document_problem(document, site, "a relationship needs \"from\" and \"to\"");
        return PHONY_OK;
    }
    choice = read_choice(schema, site, "cardinality", cardinalities, 4);
    status = read_end(schema, from, &r.child, &good, error);
    if (!status)
        status = read_parents(schema, &r, to, &good, error);
    if (!status && good && choice == ONE_TO_MANY)
        swap_ends(&r);
    r.cardinality = choice == ONE_TO_MANY ? PH_MANY_TO_ONE : (ph_cardinality)choice;
    if (!status && good)
        status = read_details(schema, &r, error);
    if (!status && good && r.cardinality == PH_MANY_TO_MANY)
        status = add_many_to_many(schema, &r, error);
    else if (!status && good)
        status = add(schema, &r, error);
    if (status || !good || r.cardinality == PH_MANY_TO_MANY)
        drop(&r);
    return status;
}

/* What tells relationships apart: the child's field (of several, the first), or the entity that
 * stands between many and many. */
static const char *identity_of(const ph_document *document, ph_site site)
{
    static const char *const ends[] = {"from", "from", "through", "to"};
    ph_site at = ph_site_get(document, site, "cardinality", PH_IS_TEXT);
    const char *end = "from";

    for (size_t i = 0; ph_site_is(at) && i < sizeof ends / sizeof *ends; i++) {
        if (strcmp(ph_site_text(document, at), cardinalities[i]) == 0)
            end = ends[i];
    }
    at = ph_site_get(document, site, end, PH_IS_TEXT | PH_IS_ARRAY);
    if (ph_site_kind(document, at) == PH_IS_ARRAY)
        at = ph_site_child(document, at);
    return ph_site_kind(document, at) == PH_IS_TEXT ? ph_site_text(document, at) : "";
}

static phony_status lay_one(ph_schema *schema, ph_site at, ph_names *names, ph_site **sites,
                            phony_error *error)
{
    const char *identity = identity_of(document_of(schema), at);
    uint32_t before = names->count, number = ph_names_add(names, identity);
    ph_site *grown = ph_realloc_array(*sites, (size_t)names->count + 1, sizeof *grown);

    *sites = grown ? grown : *sites;
    if (number == PH_NO_NAME || !grown)
        return ph_fail_memory(error);
    if (number < before && grown[number].file == at.file)
        ph_document_problem(document_of(schema), at, "\"%.60s\" has a relationship already",
                            identity);
    grown[number] = at;
    return PHONY_OK;
}

/* The relationships of all layers, the later in the place of the earlier of the same child. */
static phony_status lay(ph_schema *schema, ph_names *names, ph_site **sites, phony_error *error)
{
    ph_document *document = document_of(schema);

    for (size_t file = 0; file < document->file_count; file++) {
        ph_site list = ph_site_get(document, ph_site_root(file), "relationships", PH_IS_ARRAY);
        ph_site at = ph_site_is(list) ? ph_site_child(document, list) : PH_NO_SITE;
        for (; ph_site_is(at); at = ph_site_next(document, at)) {
            phony_status status = lay_one(schema, at, names, sites, error);
            if (status)
                return status;
        }
    }
    return PHONY_OK;
}

phony_status ph_schema_read_relationships(ph_schema *schema, phony_error *error)
{
    ph_names names = {0};
    ph_site *sites = NULL;
    phony_status status = lay(schema, &names, &sites, error);

    for (uint32_t i = 0; !status && i < names.count; i++)
        status = read_relationship(schema, sites[i], error);
    ph_free(sites);
    ph_names_fini(&names);
    return status;
}
