/* References of JSON Schema: $ref with a JSON Pointer (RFC 6901, percent-encoded), an anchor, or
 * the $id of a schema of the same document. Files are not opened: what lies in another one is noted
 * and unknown. Relative $ids are read from the document's own, not from those in between. */
#include <string.h>

#include "base/alloc.h"
#include "base/hash.h"
#include "import/json_schema_parts.h"

/* ---- Schemas with names of their own --------------------------------------------------------- */

static uint64_t hash_id(const void *of, uint32_t number)
{
    const char *name = ((const ph_js_reader *)of)->ids[number].name;

    return ph_hash_bytes(name, strlen(name));
}

static uint32_t *find_slot(const ph_js_reader *r, const char *name)
{
    uint32_t *slot = ph_slots_first(&r->id_slots, ph_hash_bytes(name, strlen(name)));

    while (*slot != PH_SLOT_EMPTY && strcmp(r->ids[*slot].name, name) != 0)
        slot = ph_slots_next(&r->id_slots, slot);
    return slot;
}

static uint32_t find_id(const ph_js_reader *r, const char *name)
{
    uint32_t *slot = r->id_slots.count ? find_slot(r, name) : NULL;

    return slot && *slot != PH_SLOT_EMPTY ? r->ids[*slot].node : PH_JSON_NO_NODE;
}

/* The first of two with one name stays. */
static void add_id(ph_js_reader *r, const char *name, uint32_t node)
{
    uint32_t *slot;

    if (ph_slots_room(&r->id_slots, (uint32_t)r->id_count, hash_id, r) ||
        ph_grow((void **)&r->ids, &r->id_capacity, r->id_count + 1, sizeof *r->ids)) {
        r->failed = 1;
        return;
    }
    slot = find_slot(r, name);
    if (*slot != PH_SLOT_EMPTY)
        return;
    r->ids[r->id_count] = (ph_js_id){ph_js_keep(r, name), node};
    if (r->ids[r->id_count].name)
        *slot = (uint32_t)r->id_count++;
}

/* A URI as it would be without the document's own: "https://x.org/a/b.json" + "c.json" is
 * "https://x.org/a/c.json". In r->text; NULL out of memory. */
static const char *absolute(ph_js_reader *r, const char *uri, size_t length)
{
    const char *scheme = strstr(r->base, "://"), *end = NULL;

    r->text.length = 0;
    if (!memchr(uri, ':', length) && scheme) {
        end = length && *uri == '/' ? strchr(scheme + 3, '/') : strrchr(scheme + 3, '/');
        end = !end ? r->base + strlen(r->base) : length && *uri == '/' ? end : end + 1;
        ph_buffer_append(&r->text, r->base, (size_t)(end - r->base));
    }
    if (length > 1 && uri[0] == '.' && uri[1] == '/') {
        uri += 2;
        length -= 2;
    }
    ph_buffer_append(&r->text, uri, length);
    ph_buffer_append_byte(&r->text, '\0');
    r->failed |= r->text.failed;
    return r->text.failed ? NULL : r->text.data;
}

static void add_uri(ph_js_reader *r, const char *uri, uint32_t node)
{
    const char *name = absolute(r, uri, strcspn(uri, "#"));

    if (name)
        add_id(r, name, node);
}

static void add_anchor(ph_js_reader *r, const char *anchor, uint32_t node)
{
    r->text.length = 0;
    ph_buffer_append_byte(&r->text, '#');
    ph_buffer_append(&r->text, anchor, strlen(anchor) + 1);
    r->failed |= r->text.failed;
    if (!r->text.failed)
        add_id(r, r->text.data, node);
}

/* Looks at all objects, schemas or not: a name that stands in an example does no harm. */
void ph_js_find_ids(ph_js_reader *r)
{
    const char *own = ph_js_string(r, 0, "$id");

    r->base = own ? own : "";
    for (uint32_t node = 0; node < r->tree.count && !r->failed; node++) {
        const char *id = ph_js_string(r, node, "$id");
        const char *anchor = ph_js_string(r, node, "$anchor");
        const char *dynamic = ph_js_string(r, node, "$dynamicAnchor");
        if (id && *id == '#')
            add_anchor(r, id + 1, node);
        else if (id)
            add_uri(r, id, node);
        if (anchor)
            add_anchor(r, anchor, node);
        if (dynamic)
            add_anchor(r, dynamic, node);
    }
}

/* ---- Pointers -------------------------------------------------------------------------------- */

static int hex(char c)
{
    static const char digits[] = "0123456789abcdef";
    const char *at = c ? strchr(digits, c >= 'A' && c <= 'F' ? c + ('a' - 'A') : c) : NULL;

    return at ? (int)(at - digits) : -1;
}

/* The next step of a pointer, without its escapes, in r->text; where the one after begins. */
static const char *take_step(ph_js_reader *r, const char *at)
{
    r->text.length = 0;
    while (*at && *at != '/') {
        char c = *at++;
        if (c == '%' && hex(at[0]) >= 0 && hex(at[1]) >= 0) {
            c = (char)(hex(at[0]) * 16 + hex(at[1]));
            at += 2;
        }
        if (c == '~' && (*at == '0' || *at == '1'))
            c = *at++ == '0' ? '~' : '/';
        ph_buffer_append_byte(&r->text, c);
    }
    ph_buffer_append_byte(&r->text, '\0');
    r->failed |= r->text.failed;
    return at;
}

static uint32_t element(const ph_js_reader *r, uint32_t array, const char *number)
{
    uint32_t node = r->tree.nodes[array].child;
    uint64_t index;

    if (ph_json_number(number, strlen(number), &index))
        return PH_JSON_NO_NODE;
    for (; node != PH_JSON_NO_NODE && index; index--)
        node = r->tree.nodes[node].next;
    return node;
}

static uint32_t walk(ph_js_reader *r, uint32_t node, const char *pointer)
{
    while (*pointer == '/' && node != PH_JSON_NO_NODE) {
        pointer = take_step(r, pointer + 1);
        if (r->failed)
            return PH_JSON_NO_NODE;
        node = ph_js_is(r, node, PH_JSON_ARRAY) ? element(r, node, r->text.data)
                                                : ph_json_member(&r->tree, node, r->text.data);
    }
    return node;
}

/* ---- The whole ------------------------------------------------------------------------------- */

/* The schema with an $id that a node stands in, which pointers count from; else the document. */
static uint32_t resource_of(const ph_js_reader *r, uint32_t node)
{
    const char *id;

    for (; node; node = r->tree.nodes[node].parent) {
        id = ph_js_string(r, node, "$id");
        if (id && *id != '#')
            return node;
    }
    return 0;
}

static uint32_t find_fragment(ph_js_reader *r, uint32_t resource, const char *fragment)
{
    uint32_t node;

    if (!*fragment)
        return resource;
    if (*fragment != '/') {
        r->text.length = 0;
        ph_buffer_append_byte(&r->text, '#');
        ph_buffer_append(&r->text, fragment, strlen(fragment) + 1);
        r->failed |= r->text.failed;
        return r->text.failed ? PH_JSON_NO_NODE : find_id(r, r->text.data);
    }
    node = walk(r, resource, fragment);
    return node == PH_JSON_NO_NODE && resource ? walk(r, 0, fragment) : node;
}

uint32_t ph_js_resolve(ph_js_reader *r, uint32_t ref)
{
    const char *text = ph_json_text(&r->tree, ref), *name;
    size_t length = strcspn(text, "#");
    uint32_t node = resource_of(r, r->tree.nodes[ref].parent);

    if (length) {
        name = absolute(r, text, length);
        node = name ? find_id(r, name) : PH_JSON_NO_NODE;
        if (node == PH_JSON_NO_NODE && !r->failed)
            ph_js_note(r, ref, "'%.200s' is in another document: it is not followed", text);
    }
    if (node == PH_JSON_NO_NODE)
        return node;
    node = find_fragment(r, node, text[length] ? text + length + 1 : "");
    if (node == PH_JSON_NO_NODE && !r->failed)
        ph_js_note(r, ref, "'%.200s' refers to nothing in this document", text);
    return node;
}
