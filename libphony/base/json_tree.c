#include "base/json_tree.h"

#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/hash.h"

typedef struct builder {
    ph_json_tree *tree;
    ph_json *json;
    uint32_t open;            /* the array or object in progress */
    uint32_t last;            /* its last child so far */
    uint32_t key, key_length; /* of the next member */
} builder;

void ph_json_tree_fini(ph_json_tree *tree)
{
    ph_free(tree->nodes);
    ph_free(tree->lines);
    ph_free(tree->slots);
    ph_buffer_fini(&tree->texts);
    memset(tree, 0, sizeof *tree);
}

const char *ph_json_key(const ph_json_tree *tree, uint32_t node)
{
    return tree->texts.data + tree->nodes[node].key;
}

const char *ph_json_text(const ph_json_tree *tree, uint32_t node)
{
    return tree->texts.data + tree->nodes[node].text;
}

/* ---- Members by name ----------------------------------------------------------------------- */

static uint32_t *slot_of(const ph_json_tree *tree, uint32_t parent, const char *key, size_t length)
{
    uint32_t mask = tree->slot_count - 1;
    uint32_t at = (uint32_t)ph_mix64(ph_hash_bytes(key, length) + parent) & mask;

    for (; tree->slots[at] != PH_JSON_NO_NODE; at = (at + 1) & mask) {
        const ph_json_node *node = &tree->nodes[tree->slots[at]];
        if (node->parent == parent && node->key_length == length &&
            memcmp(tree->texts.data + node->key, key, length) == 0)
            break;
    }
    return &tree->slots[at];
}

static int grow_slots(ph_json_tree *tree)
{
    uint32_t count = tree->slot_count ? tree->slot_count * 2 : 256;
    uint32_t *slots = ph_realloc_array(NULL, count, sizeof *slots);

    if (!slots)
        return -1;
    memset(slots, 0xFF, count * sizeof *slots);
    ph_free(tree->slots);
    tree->slots = slots;
    tree->slot_count = count;
    for (uint32_t i = 1; i < tree->count; i++) {
        const ph_json_node *node = &tree->nodes[i];
        if (tree->nodes[node->parent].kind == PH_JSON_OBJECT)
            *slot_of(tree, node->parent, ph_json_key(tree, i), node->key_length) = i;
    }
    return 0;
}

uint32_t ph_json_member(const ph_json_tree *tree, uint32_t node, const char *key)
{
    if (node >= tree->count || tree->nodes[node].kind != PH_JSON_OBJECT || !tree->slots)
        return PH_JSON_NO_NODE;
    return *slot_of(tree, node, key, strlen(key));
}

/* ---- Building ------------------------------------------------------------------------------ */

static phony_status add_text(builder *b, const char *text, size_t length, uint32_t *at,
                             phony_error *error)
{
    ph_buffer *texts = &b->tree->texts;

    *at = (uint32_t)texts->length;
    ph_buffer_append(texts, text, length);
    ph_buffer_append_byte(texts, '\0');
    return texts->failed ? ph_fail_memory(error) : PHONY_OK;
}

static phony_status register_member(builder *b, uint32_t node, phony_error *error)
{
    ph_json_tree *tree = b->tree;
    const ph_json_node *n = &tree->nodes[node];
    uint32_t *slot;

    slot = slot_of(tree, n->parent, ph_json_key(tree, node), n->key_length);
    if (*slot != PH_JSON_NO_NODE && *slot != node)
        return ph_fail(error, PHONY_ERROR_SYNTAX, "the member \"%.60s\" stands twice in its object",
                       ph_json_key(tree, node));
    *slot = node;
    return PHONY_OK;
}

static void link_node(builder *b, uint32_t node)
{
    ph_json_node *nodes = b->tree->nodes;

    if (b->open == PH_JSON_NO_NODE)
        return;
    if (b->last == PH_JSON_NO_NODE)
        nodes[b->open].child = node;
    else
        nodes[b->last].next = node;
    nodes[node].index = nodes[b->open].count++;
    b->last = node;
}

static phony_status add_node(builder *b, ph_json_kind kind, const char *text, size_t length,
                             phony_error *error)
{
    ph_json_tree *tree = b->tree;
    uint32_t node = tree->count;
    ph_json_node made = {.kind = kind, .parent = b->open, .child = PH_JSON_NO_NODE};
    phony_status status;

    if ((2 * (node + 1) > tree->slot_count && grow_slots(tree) < 0) ||
        ph_grow((void **)&tree->nodes, &tree->capacity, (size_t)node + 1, sizeof made) < 0)
        return ph_fail_memory(error);
    made.next = PH_JSON_NO_NODE;
    made.at = (uint32_t)ph_json_at(b->json);
    made.key = b->key;
    made.key_length = b->key_length;
    made.length = (uint32_t)length;
    status = add_text(b, text, length, &made.text, error);
    if (status)
        return status;
    tree->nodes[node] = made;
    tree->count++;
    link_node(b, node);
    if (b->open != PH_JSON_NO_NODE && tree->nodes[b->open].kind == PH_JSON_OBJECT)
        status = register_member(b, node, error);
    if (kind == PH_JSON_ARRAY || kind == PH_JSON_OBJECT) {
        b->open = node;
        b->last = PH_JSON_NO_NODE;
    }
    return status;
}

static phony_status on_event(void *user, ph_json_kind kind, const char *text, size_t length,
                             phony_error *error)
{
    builder *b = user;

    switch (kind) {
    case PH_JSON_KEY:
        b->key_length = (uint32_t)length;
        return add_text(b, text, length, &b->key, error);
    case PH_JSON_ARRAY_END:
    case PH_JSON_OBJECT_END:
        b->last = b->open;
        b->open = b->tree->nodes[b->open].parent;
        return PHONY_OK;
    default:
        return add_node(b, kind, text, length, error);
    }
}

/* ---- Places -------------------------------------------------------------------------------- */

static int find_lines(ph_json_tree *tree, const char *text, size_t length)
{
    const char *line = text;

    while (line) {
        if (ph_grow((void **)&tree->lines, &tree->line_capacity, tree->line_count + 1,
                    sizeof *tree->lines) < 0)
            return -1;
        tree->lines[tree->line_count++] = (uint32_t)(line - text);
        line = memchr(line, '\n', length - (size_t)(line - text));
        line = line ? line + 1 : NULL;
    }
    return 0;
}

void ph_json_place(const ph_json_tree *tree, uint32_t node, uint64_t *line, uint64_t *column)
{
    uint32_t at = tree->nodes[node].at;
    size_t low = 0, high = tree->line_count;

    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (tree->lines[middle] <= at)
            low = middle;
        else
            high = middle;
    }
    *line = low + 1;
    *column = at - tree->lines[low] + 1;
}

void ph_json_path_of(const ph_json_tree *tree, uint32_t node, ph_buffer *out)
{
    const ph_json_node *n = &tree->nodes[node];

    if (node == 0) {
        ph_buffer_append_text(out, "the document");
        return;
    }
    if (n->parent != 0)
        ph_json_path_of(tree, n->parent, out);
    if (tree->nodes[n->parent].kind == PH_JSON_ARRAY) {
        ph_buffer_append_byte(out, '[');
        ph_buffer_append_number(out, n->index);
        ph_buffer_append_byte(out, ']');
        return;
    }
    if (n->parent != 0)
        ph_buffer_append_byte(out, '.');
    ph_buffer_append(out, ph_json_key(tree, node), n->key_length);
}

/* ---- The whole ----------------------------------------------------------------------------- */

phony_status ph_json_tree_parse(ph_json_tree *tree, const char *text, size_t length,
                                phony_error *error)
{
    builder b = {.tree = tree, .open = PH_JSON_NO_NODE, .last = PH_JSON_NO_NODE};
    phony_status status;

    memset(tree, 0, sizeof *tree);
    if (length > PH_JSON_TREE_BYTES_MAX)
        return ph_fail(error, PHONY_ERROR_LIMIT, "the document is larger than %u MiB",
                       PH_JSON_TREE_BYTES_MAX >> 20);
    status = find_lines(tree, text, length) < 0 ? ph_fail_memory(error) : PHONY_OK;
    if (!status)
        status = ph_json_new(NULL, on_event, &b, &b.json, error);
    if (!status)
        status = ph_json_feed(b.json, text, length, error);
    if (!status)
        status = ph_json_finish(b.json, error);
    ph_json_free(b.json);
    return status;
}
