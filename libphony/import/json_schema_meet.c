/* Shapes put together: of allOf and $ref all hold, of oneOf and anyOf one. Members of alternatives
 * are those of all of them, needed where every one needs them; what else they say stays where they
 * agree. */
#include <string.h>

#include "base/alloc.h"
#include "import/json_schema_parts.h"

/* ---- Lists ----------------------------------------------------------------------------------- */

void ph_js_add_node(ph_js_reader *r, uint32_t **nodes, size_t *count, size_t *capacity,
                    uint32_t node)
{
    if (ph_grow((void **)nodes, capacity, *count + 1, sizeof **nodes))
        r->failed = 1;
    else
        (*nodes)[(*count)++] = node;
}

void ph_js_add_target(ph_js_reader *r, ph_js_shape *shape, uint32_t definition)
{
    for (size_t i = 0; i < shape->target_count; i++) {
        if (shape->targets[i] == definition)
            return;
    }
    ph_js_add_node(r, &shape->targets, &shape->target_count, &shape->target_capacity, definition);
}

static int is_same(const ph_js_reader *r, uint32_t a, uint32_t b)
{
    const ph_json_node *x = &r->tree.nodes[a], *y = &r->tree.nodes[b];

    return a == b || (x->kind == y->kind && x->kind != PH_JSON_OBJECT && x->kind != PH_JSON_ARRAY &&
                      x->length == y->length &&
                      !memcmp(ph_json_text(&r->tree, a), ph_json_text(&r->tree, b), x->length));
}

void ph_js_add_choice(ph_js_reader *r, ph_js_shape *shape, uint32_t node)
{
    if (ph_js_is(r, node, PH_JSON_NULL)) {
        shape->nullable = 1;
        return;
    }
    for (size_t i = 0; i < shape->choice_count; i++) {
        if (is_same(r, shape->choice[i], node))
            return;
    }
    ph_js_add_node(r, &shape->choice, &shape->choice_count, &shape->choice_capacity, node);
}

/* ---- Members --------------------------------------------------------------------------------- */

static int has_key(const ph_js_reader *r, uint32_t key, const char *text, size_t length)
{
    return r->tree.nodes[key].key_length == length &&
           !memcmp(ph_json_key(&r->tree, key), text, length);
}

static ph_js_member *find_named(const ph_js_reader *r, const ph_js_shape *shape, const char *text,
                                size_t length)
{
    for (size_t i = 0; i < shape->member_count; i++) {
        if (has_key(r, shape->members[i].key, text, length))
            return &shape->members[i];
    }
    return NULL;
}

ph_js_member *ph_js_find_member(const ph_js_reader *r, const ph_js_shape *shape, uint32_t key)
{
    return find_named(r, shape, ph_json_key(&r->tree, key), r->tree.nodes[key].key_length);
}

static ph_js_member *new_member(ph_js_reader *r, ph_js_shape *shape, uint32_t key)
{
    ph_js_member *member;

    if (shape->member_count >= PH_IMPORT_COLUMNS_MAX) {
        ph_js_note(r, r->tree.nodes[key].parent,
                   "more than %d members together: the rest is left out", PH_IMPORT_COLUMNS_MAX);
        return NULL;
    }
    if (ph_grow((void **)&shape->members, &shape->member_capacity, shape->member_count + 1,
                sizeof *shape->members)) {
        r->failed = 1;
        return NULL;
    }
    member = &shape->members[shape->member_count++];
    *member = (ph_js_member){key, PH_JSON_NO_NODE, PH_JSON_NO_NODE, 0};
    return member;
}

void ph_js_add_part(ph_js_reader *r, ph_js_shape *shape, uint32_t key, uint32_t node, int is_other)
{
    ph_js_member *member = ph_js_find_member(r, shape, key);
    uint32_t part = (uint32_t)shape->part_count;

    if (!member)
        member = new_member(r, shape, key);
    if (!member)
        return;
    for (uint32_t at = member->first; at != PH_JSON_NO_NODE; at = shape->parts[at].next) {
        if (shape->parts[at].node == node)
            return;
    }
    if (ph_grow((void **)&shape->parts, &shape->part_capacity, shape->part_count + 1,
                sizeof *shape->parts)) {
        r->failed = 1;
        return;
    }
    shape->parts[shape->part_count++] = (ph_js_part){node, PH_JSON_NO_NODE, is_other};
    if (member->first == PH_JSON_NO_NODE)
        member->first = part;
    else
        shape->parts[member->last].next = part;
    member->last = part;
}

static void add_parts(ph_js_reader *r, ph_js_shape *shape, const ph_js_shape *other,
                      const ph_js_member *member, int is_other)
{
    for (uint32_t at = member->first; at != PH_JSON_NO_NODE && !r->failed;
         at = other->parts[at].next)
        ph_js_add_part(r, shape, member->key, other->parts[at].node,
                       is_other || other->parts[at].is_other);
}

void ph_js_settle_needed(ph_js_reader *r, ph_js_shape *shape)
{
    for (size_t i = 0; i < shape->needed_count; i++) {
        const ph_json_node *name = &r->tree.nodes[shape->needed[i]];
        ph_js_member *member =
            find_named(r, shape, ph_json_text(&r->tree, shape->needed[i]), name->length);
        if (member)
            member->needed = 1;
    }
}

/* ---- All hold -------------------------------------------------------------------------------- */

/* Which of two bounds is the narrower one: the greater of those from below. */
static const int narrower[PH_JS_KEYWORDS] = {
    [PH_JS_MIN_LENGTH] = 1, [PH_JS_MAX_LENGTH] = -1, [PH_JS_LEAST] = 1,
    [PH_JS_MOST] = -1,      [PH_JS_ABOVE] = 1,       [PH_JS_BELOW] = -1,
};

void ph_js_meet_keyword(ph_js_reader *r, ph_js_shape *shape, ph_js_keyword keyword, uint32_t node)
{
    uint32_t *there = &shape->of[keyword];

    if (*there == PH_JSON_NO_NODE ||
        (narrower[keyword] && ph_js_is(r, *there, PH_JSON_NUMBER) &&
         ph_js_is(r, node, PH_JSON_NUMBER) && ph_js_compare(r, node, *there) == narrower[keyword]))
        *there = node;
}

/* Types that exclude one another are taken as the first says. */
void ph_js_meet_types(ph_js_shape *shape, unsigned types)
{
    if (!shape->types)
        shape->types = types;
    else if (types && (shape->types & types))
        shape->types &= types;
}

void ph_js_meet(ph_js_reader *r, ph_js_shape *shape, const ph_js_shape *other)
{
    ph_js_meet_types(shape, other->types);
    shape->nullable |= other->nullable;
    shape->never |= other->never;
    for (size_t i = 0; i < PH_JS_KEYWORDS; i++) {
        if (other->of[i] != PH_JSON_NO_NODE)
            ph_js_meet_keyword(r, shape, (ph_js_keyword)i, other->of[i]);
    }
    for (size_t i = 0; i < other->member_count; i++) {
        ph_js_member *member;
        add_parts(r, shape, other, &other->members[i], 0);
        member = ph_js_find_member(r, shape, other->members[i].key);
        if (member)
            member->needed |= other->members[i].needed;
    }
    for (size_t i = 0; i < other->target_count; i++)
        ph_js_add_target(r, shape, other->targets[i]);
    if (other->has_choice && !shape->has_choice) {
        for (size_t i = 0; i < other->choice_count; i++)
            ph_js_add_choice(r, shape, other->choice[i]);
        shape->has_choice = 1;
    }
}

/* ---- One holds ------------------------------------------------------------------------------- */

static void join_members(ph_js_reader *r, ph_js_shape *shape, const ph_js_shape *other)
{
    for (size_t i = 0; i < shape->member_count; i++) {
        const ph_js_member *there = ph_js_find_member(r, other, shape->members[i].key);
        if (!there || !there->needed)
            shape->members[i].needed = 0;
    }
    for (size_t i = 0; i < other->member_count && !r->failed; i++)
        add_parts(r, shape, other, &other->members[i], 1);
}

static void join_choice(ph_js_reader *r, ph_js_shape *shape, const ph_js_shape *other)
{
    shape->has_choice = shape->has_choice && other->has_choice;
    if (!shape->has_choice)
        shape->choice_count = 0;
    for (size_t i = 0; i < other->choice_count && shape->has_choice; i++)
        ph_js_add_choice(r, shape, other->choice[i]);
}

void ph_js_join(ph_js_reader *r, ph_js_shape *shape, const ph_js_shape *other, int first)
{
    if (first) {
        ph_js_meet(r, shape, other);
        return;
    }
    shape->types = shape->types && other->types ? shape->types | other->types : 0;
    shape->nullable |= other->nullable;
    for (size_t i = 0; i < PH_JS_KEYWORDS; i++) {
        if (shape->of[i] != PH_JSON_NO_NODE &&
            (other->of[i] == PH_JSON_NO_NODE || !is_same(r, shape->of[i], other->of[i])))
            shape->of[i] = PH_JSON_NO_NODE;
    }
    join_members(r, shape, other);
    join_choice(r, shape, other);
    for (size_t i = 0; i < other->target_count; i++)
        ph_js_add_target(r, shape, other->targets[i]);
}
