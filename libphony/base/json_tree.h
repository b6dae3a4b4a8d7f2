/* A whole JSON document in memory, each value with its place: for documents that people write and
 * that are checked as a whole. Nodes are numbers; node 0 is the document. */
#ifndef PH_JSON_TREE_H
#define PH_JSON_TREE_H

#include "base/buffer.h"
#include "base/json.h"

#define PH_JSON_NO_NODE UINT32_MAX
#define PH_JSON_TREE_BYTES_MAX (16u << 20)

typedef struct ph_json_node {
    ph_json_kind kind;            /* never KEY or an _END */
    uint32_t at;                  /* its first byte in the text */
    uint32_t parent, child, next; /* PH_JSON_NO_NODE */
    uint32_t key, key_length;     /* in `texts`; of members of objects */
    uint32_t text, length;        /* of strings, decoded, and numbers, as written */
    uint32_t count;               /* children */
    uint32_t index;               /* among its siblings */
} ph_json_node;

typedef struct ph_json_tree {
    ph_json_node *nodes;
    uint32_t count;
    size_t capacity;
    ph_buffer texts; /* each with a NUL behind it */
    uint32_t *lines; /* where each line begins */
    size_t line_count, line_capacity;
    uint32_t *slots; /* members by parent and key */
    uint32_t slot_count;
} ph_json_tree;

/* Reads a document. Returns PHONY_ERROR_SYNTAX (with line and column; a member that stands twice in
 * an object, too), _ENCODING, _LIMIT (16 MiB, 64 levels), _MEMORY. A tree that is all zero or
 * failed may be let go of. */
phony_status ph_json_tree_parse(ph_json_tree *tree, const char *text, size_t length,
                                phony_error *error);
void ph_json_tree_fini(ph_json_tree *tree);

/* A member of an object (PH_JSON_NO_NODE: it has none, or is no object). */
uint32_t ph_json_member(const ph_json_tree *tree, uint32_t node, const char *key);
const char *ph_json_key(const ph_json_tree *tree, uint32_t node);
/* The text of a string or number, NUL-terminated. */
const char *ph_json_text(const ph_json_tree *tree, uint32_t node);
void ph_json_place(const ph_json_tree *tree, uint32_t node, uint64_t *line, uint64_t *column);
/* Appends the path of a node as people write it: entities.User.fields.id, unique[0]; the document
 * itself is "the document". */
void ph_json_path_of(const ph_json_tree *tree, uint32_t node, ph_buffer *out);
#endif
