/* What a schema says, with all that it refers to. A keyword that is understood is a row in the
 * table below; those that only say how values are shown or checked (examples, uniqueItems, ...)
 * have none and are passed over.
 *
 * References are followed until a circle closes; a schema that is put together of more than
 * PH_JS_SCHEMAS_MAX others (alternatives of alternatives multiply) is cut there. */
#include <string.h>

#include "base/alloc.h"
#include "import/json_schema_parts.h"

#define KIND(kind) (1u << (kind))
enum {
    TEXT = 1 << PH_JSON_STRING,
    NUMBER = 1 << PH_JSON_NUMBER,
    TRUTH = 1 << PH_JSON_TRUE | 1 << PH_JSON_FALSE,
    SCHEMA = 1 << PH_JSON_OBJECT | TRUTH,
    LIST = 1 << PH_JSON_ARRAY,
    OBJECT = 1 << PH_JSON_OBJECT,
    ANY = 0xFFFF
};

typedef void taking(ph_js_reader *r, uint32_t node, ph_js_shape *shape);

void ph_js_shape_init(ph_js_shape *shape)
{
    memset(shape, 0, sizeof *shape);
    memset(shape->of, 0xFF, sizeof shape->of);
}

void ph_js_shape_fini(ph_js_shape *shape)
{
    ph_free(shape->members);
    ph_free(shape->parts);
    ph_free(shape->needed);
    ph_free(shape->choice);
    ph_free(shape->targets);
}

/* ---- Types and values ------------------------------------------------------------------------ */

static const struct type {
    const char *name;
    unsigned bits;
} types[] = {
    {"null", PH_JS_NULL},       {"boolean", PH_JS_BOOLEAN},
    {"integer", PH_JS_INTEGER}, {"number", PH_JS_INTEGER | PH_JS_REAL},
    {"string", PH_JS_STRING},   {"array", PH_JS_ARRAY},
    {"object", PH_JS_OBJECT},   {"file", PH_JS_STRING}, /* Swagger 2.0 */
};

static unsigned type_of(ph_js_reader *r, uint32_t node)
{
    for (size_t i = 0; i < sizeof types / sizeof *types && ph_js_is(r, node, PH_JSON_STRING); i++) {
        if (!strcmp(types[i].name, ph_json_text(&r->tree, node)))
            return types[i].bits;
    }
    ph_js_note(r, node,
               "'%.60s' is no type: it is null, boolean, integer, number, string, array "
               "or object",
               ph_js_is(r, node, PH_JSON_STRING) ? ph_json_text(&r->tree, node) : "this");
    return 0;
}

static void take_type(ph_js_reader *r, uint32_t node, ph_js_shape *shape)
{
    unsigned bits = 0;

    if (ph_js_is(r, node, PH_JSON_STRING))
        bits = type_of(r, node);
    else
        for (uint32_t at = r->tree.nodes[node].child; at != PH_JSON_NO_NODE;
             at = r->tree.nodes[at].next)
            bits |= type_of(r, at);
    if (bits & PH_JS_NULL)
        shape->nullable = 1;
    ph_js_meet_types(shape, bits == PH_JS_NULL ? PH_JS_NULL : bits & ~(unsigned)PH_JS_NULL);
}

static void take_nullable(ph_js_reader *r, uint32_t node, ph_js_shape *shape)
{
    if (ph_js_is(r, node, PH_JSON_TRUE))
        shape->nullable = 1;
}

/* Of two lists that both hold the first counts. */
static void take_enum(ph_js_reader *r, uint32_t node, ph_js_shape *shape)
{
    if (shape->has_choice)
        return;
    shape->has_choice = 1;
    for (uint32_t at = r->tree.nodes[node].child; at != PH_JSON_NO_NODE && !r->failed;
         at = r->tree.nodes[at].next)
        ph_js_add_choice(r, shape, at);
}

static void take_const(ph_js_reader *r, uint32_t node, ph_js_shape *shape)
{
    shape->choice_count = 0;
    shape->has_choice = 1;
    ph_js_add_choice(r, shape, node);
}

/* ---- Members --------------------------------------------------------------------------------- */

static void take_properties(ph_js_reader *r, uint32_t node, ph_js_shape *shape)
{
    for (uint32_t at = r->tree.nodes[node].child; at != PH_JSON_NO_NODE && !r->failed;
         at = r->tree.nodes[at].next)
        ph_js_add_part(r, shape, at, at, 0);
}

/* "required": true on a member is of draft-03, and common in documents by hand. */
static void take_required(ph_js_reader *r, uint32_t node, ph_js_shape *shape)
{
    if (!ph_js_is(r, node, PH_JSON_ARRAY))
        ph_js_note(r, node, "'required' is a list of the names of members");
    for (uint32_t at = r->tree.nodes[node].child; at != PH_JSON_NO_NODE && !r->failed;
         at = r->tree.nodes[at].next) {
        if (ph_js_is(r, at, PH_JSON_STRING))
            ph_js_add_node(r, &shape->needed, &shape->needed_count, &shape->needed_capacity, at);
        else
            ph_js_note(r, at, "'required' lists names: this is none");
    }
}

/* ---- Other schemas --------------------------------------------------------------------------- */

static void take_ref(ph_js_reader *r, uint32_t node, ph_js_shape *shape)
{
    uint32_t target = ph_js_resolve(r, node), definition;

    if (target == PH_JSON_NO_NODE)
        return;
    definition = r->definition_of[target];
    if (r->stops && definition && r->definitions[definition - 1].is_table)
        ph_js_add_target(r, shape, definition - 1);
    else
        ph_js_add(r, target, shape);
}

static void take_all(ph_js_reader *r, uint32_t node, ph_js_shape *shape)
{
    for (uint32_t at = r->tree.nodes[node].child; at != PH_JSON_NO_NODE && !r->failed;
         at = r->tree.nodes[at].next)
        ph_js_add(r, at, shape);
}

/* Alternatives that are but null say that it may be null. */
static void take_any(ph_js_reader *r, uint32_t node, ph_js_shape *shape)
{
    ph_js_shape all;
    int first = 1;

    ph_js_shape_init(&all);
    for (uint32_t at = r->tree.nodes[node].child; at != PH_JSON_NO_NODE && !r->failed;
         at = r->tree.nodes[at].next) {
        ph_js_shape one;
        ph_js_shape_init(&one);
        ph_js_add(r, at, &one);
        ph_js_settle_needed(r, &one);
        if (one.types == PH_JS_NULL || (one.has_choice && !one.choice_count)) {
            shape->nullable = 1;
        } else if (!one.never) {
            ph_js_join(r, &all, &one, first);
            first = 0;
        }
        ph_js_shape_fini(&one);
    }
    ph_js_meet(r, shape, &all);
    ph_js_shape_fini(&all);
}

/* What holds under conditions gives members that may be missing, and nothing else. */
static void take_optional(ph_js_reader *r, uint32_t node, ph_js_shape *shape)
{
    ph_js_shape one;

    ph_js_shape_init(&one);
    ph_js_add(r, node, &one);
    for (size_t i = 0; i < one.member_count && !r->failed; i++) {
        if (!ph_js_find_member(r, shape, one.members[i].key))
            ph_js_add_part(r, shape, one.members[i].key, one.parts[one.members[i].first].node, 0);
    }
    ph_js_shape_fini(&one);
}

static void take_dependent(ph_js_reader *r, uint32_t node, ph_js_shape *shape)
{
    for (uint32_t at = r->tree.nodes[node].child; at != PH_JSON_NO_NODE && !r->failed;
         at = r->tree.nodes[at].next) {
        if (ph_js_is(r, at, PH_JSON_OBJECT))
            take_optional(r, at, shape);
    }
}

static void take_unknown(ph_js_reader *r, uint32_t node, ph_js_shape *shape)
{
    (void)shape;
    ph_js_note(r, node, "'%s' is not understood: it is left out", ph_json_key(&r->tree, node));
}

/* ---- Keywords -------------------------------------------------------------------------------- */

/* Those with functions are taken in the second and third round: what a schema says itself goes
 * before what it refers to. */
static const struct word {
    const char *name;
    unsigned kinds;
    taking *take; /* NULL: it is kept as it is */
    ph_js_keyword keyword;
    unsigned round;
} words[] = {
    {"type", TEXT | LIST, take_type, 0, 0},
    {"nullable", TRUTH, take_nullable, 0, 0},
    {"x-nullable", TRUTH, take_nullable, 0, 0},
    {"enum", LIST, take_enum, 0, 0},
    {"x-enum", LIST, take_enum, 0, 0},
    {"x-extensible-enum", LIST, take_enum, 0, 0},
    {"const", ANY, take_const, 0, 0},
    {"format", TEXT, NULL, PH_JS_FORMAT, 0},
    {"pattern", TEXT, NULL, PH_JS_PATTERN, 0},
    {"minLength", NUMBER, NULL, PH_JS_MIN_LENGTH, 0},
    {"maxLength", NUMBER, NULL, PH_JS_MAX_LENGTH, 0},
    {"minimum", NUMBER, NULL, PH_JS_LEAST, 0},
    {"maximum", NUMBER, NULL, PH_JS_MOST, 0},
    {"exclusiveMinimum", NUMBER | TRUTH, NULL, PH_JS_ABOVE, 0},
    {"exclusiveMaximum", NUMBER | TRUTH, NULL, PH_JS_BELOW, 0},
    {"multipleOf", NUMBER, NULL, PH_JS_MULTIPLE, 0},
    {"default", ANY, NULL, PH_JS_DEFAULT, 0},
    {"description", TEXT, NULL, PH_JS_DESCRIPTION, 0},
    {"title", TEXT, NULL, PH_JS_TITLE, 0},
    {"items", SCHEMA | LIST, NULL, PH_JS_ITEMS, 0},
    {"readOnly", TRUTH, NULL, PH_JS_READ_ONLY, 0},
    {"contentEncoding", TEXT, NULL, PH_JS_ENCODING, 0},
    {"contentMediaType", TEXT, NULL, PH_JS_MEDIA, 0},
    {"discriminator", OBJECT | TEXT, NULL, PH_JS_DISCRIMINATOR, 0},
    {"x-primary", TRUTH, NULL, PH_JS_PRIMARY, 0},
    {"x-unique", TRUTH, NULL, PH_JS_UNIQUE, 0},
    {"properties", OBJECT, take_properties, 0, 0},
    {"required", LIST | TRUTH, take_required, 0, 0},
    {"not", ANY, take_unknown, 0, 0},
    {"$ref", TEXT, take_ref, 0, 1},
    {"$dynamicRef", TEXT, take_ref, 0, 1},
    {"$recursiveRef", TEXT, take_ref, 0, 1},
    {"allOf", LIST, take_all, 0, 1},
    {"oneOf", LIST, take_any, 0, 1},
    {"anyOf", LIST, take_any, 0, 1},
    {"then", SCHEMA, take_optional, 0, 2},
    {"else", SCHEMA, take_optional, 0, 2},
    {"dependentSchemas", OBJECT, take_dependent, 0, 2},
    {"dependencies", OBJECT, take_dependent, 0, 2},
};
enum { ROUNDS = 3 };

static const struct word *find_word(const char *name)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (!strcmp(words[i].name, name))
            return &words[i];
    }
    return NULL;
}

static void take_word(ph_js_reader *r, const struct word *word, uint32_t node, ph_js_shape *shape)
{
    if (!(word->kinds & KIND(r->tree.nodes[node].kind)))
        ph_js_note(r, node, "'%s' is not what it should be here: it is left out", word->name);
    else if (word->take)
        word->take(r, node, shape);
    else
        ph_js_meet_keyword(r, shape, word->keyword, node);
}

static void take_words(ph_js_reader *r, uint32_t node, ph_js_shape *shape)
{
    for (unsigned round = 0; round < ROUNDS; round++) {
        for (uint32_t at = r->tree.nodes[node].child; at != PH_JSON_NO_NODE && !r->failed;
             at = r->tree.nodes[at].next) {
            const struct word *word = find_word(ph_json_key(&r->tree, at));
            if (word && word->round == round)
                take_word(r, word, at, shape);
        }
    }
}

/* ---- The whole ------------------------------------------------------------------------------- */

/* Whether a schema is to be read once more, within those that are open. */
static int may_open(ph_js_reader *r, uint32_t node)
{
    for (size_t i = 0; i < r->open_count; i++) {
        if (r->open[i] == node) {
            ph_js_note(r, node, "this refers to itself in a circle, which is left out");
            return 0;
        }
    }
    if (r->open_count == PH_JS_DEPTH_MAX)
        ph_js_note(r, node, "more than %d schemas refer to one another: the rest is left out",
                   PH_JS_DEPTH_MAX);
    else if (r->schemas >= PH_JS_SCHEMAS_MAX)
        ph_js_note(r, r->open_count ? r->open[0] : node,
                   "this is put together of more than %d schemas: the rest is left out",
                   PH_JS_SCHEMAS_MAX);
    return r->open_count < PH_JS_DEPTH_MAX && r->schemas < PH_JS_SCHEMAS_MAX;
}

void ph_js_add(ph_js_reader *r, uint32_t node, ph_js_shape *shape)
{
    if (ph_js_is(r, node, PH_JSON_FALSE))
        shape->never = 1;
    else if (!ph_js_is(r, node, PH_JSON_OBJECT) && !ph_js_is(r, node, PH_JSON_TRUE))
        ph_js_note(r, node, "a schema is an object, true or false: this is left out");
    if (r->failed || !ph_js_is(r, node, PH_JSON_OBJECT) || !may_open(r, node))
        return;
    r->schemas++;
    r->open[r->open_count++] = node;
    take_words(r, node, shape);
    r->open_count--;
}

void ph_js_gather(ph_js_reader *r, uint32_t node, int stops, ph_js_shape *shape)
{
    ph_js_shape_init(shape);
    r->stops = stops;
    r->schemas = r->open_count = 0;
    ph_js_add(r, node, shape);
    ph_js_settle_needed(r, shape);
}

void ph_js_gather_member(ph_js_reader *r, const ph_js_shape *of, size_t member, int stops,
                         ph_js_shape *shape)
{
    uint32_t first = of->members[member].first;

    ph_js_shape_init(shape);
    r->stops = stops;
    r->schemas = r->open_count = 0;
    for (uint32_t at = first; at != PH_JSON_NO_NODE && !r->failed; at = of->parts[at].next) {
        ph_js_shape one;
        ph_js_shape_init(&one);
        ph_js_add(r, of->parts[at].node, &one);
        ph_js_settle_needed(r, &one);
        if (!of->parts[at].is_other)
            ph_js_meet(r, shape, &one);
        else
            ph_js_join(r, shape, &one, at == first);
        ph_js_shape_fini(&one);
    }
}
