/* Between the files that read JSON Schema and OpenAPI.
 *
 *     json_schema_ref.c    $ref, $id and anchors: from texts to nodes
 *     json_schema_shape.c  what a schema says with all that it refers to: its shape
 *     json_schema_meet.c   shapes put together: all of them, one of them
 *     json_schema_type.c   the shape of a plain value -> a column
 *     json_schema_value.c  its values, pattern and default; json_schema_number.c: bounds
 *     json_schema_key.c    names, and the key of a table
 *     json_schema_table.c  the shape of an object -> a table's columns
 *     json_schema_link.c   what objects say of one another -> foreign keys, join tables
 *     json_schema.c        which schemas become tables; openapi.c: where its documents have them
 */
#ifndef PH_JSON_SCHEMA_PARTS_H
#define PH_JSON_SCHEMA_PARTS_H

#include "base/json_tree.h"
#include "base/slots.h"
#include "import/import.h"

enum {
    PH_JS_DEPTH_MAX = 100,      /* of references and alternatives in one another */
    PH_JS_SCHEMAS_MAX = 20000,  /* that one schema may be put together of */
    PH_JS_FLAT_MAX = 2,         /* levels of objects whose members become columns */
    PH_JS_NAME_BYTES_MAX = 1000 /* of tables and columns */
};

enum { /* types, as bits: a number may be whole */
       PH_JS_NULL = 1,
       PH_JS_BOOLEAN = 2,
       PH_JS_INTEGER = 4,
       PH_JS_REAL = 8,
       PH_JS_STRING = 16,
       PH_JS_ARRAY = 32,
       PH_JS_OBJECT = 64
};

/* Keywords that have one value; the order is that of json_schema_shape.c. */
typedef enum ph_js_keyword {
    PH_JS_FORMAT,
    PH_JS_PATTERN,
    PH_JS_MIN_LENGTH,
    PH_JS_MAX_LENGTH,
    PH_JS_LEAST,
    PH_JS_MOST,
    PH_JS_ABOVE,
    PH_JS_BELOW,
    PH_JS_MULTIPLE,
    PH_JS_DEFAULT,
    PH_JS_DESCRIPTION,
    PH_JS_TITLE,
    PH_JS_ITEMS,
    PH_JS_READ_ONLY,
    PH_JS_ENCODING,
    PH_JS_MEDIA,
    PH_JS_DISCRIMINATOR,
    PH_JS_PRIMARY,
    PH_JS_UNIQUE,
    PH_JS_KEYWORDS
} ph_js_keyword;

/* A schema of a member: several where parts of an allOf, or alternatives, have the same member. */
typedef struct ph_js_part {
    uint32_t node;
    uint32_t next; /* PH_JSON_NO_NODE */
    int is_other;  /* an alternative to those before, else it holds together with them */
} ph_js_part;

typedef struct ph_js_member {
    uint32_t key;         /* a node whose key is its name */
    uint32_t first, last; /* parts */
    int needed;
} ph_js_member;

typedef struct ph_js_shape {
    unsigned types; /* 0: any */
    int nullable;
    int never;      /* there is no such value */
    int has_choice; /* `choice` is all there is */
    uint32_t of[PH_JS_KEYWORDS];
    ph_js_member *members;
    size_t member_count, member_capacity;
    ph_js_part *parts;
    size_t part_count, part_capacity;
    uint32_t *needed; /* names of "required" */
    size_t needed_count, needed_capacity;
    uint32_t *choice; /* values of enum or const, without null */
    size_t choice_count, choice_capacity;
    uint32_t *targets; /* definitions with tables that it refers to, once each */
    size_t target_count, target_capacity;
} ph_js_shape;

typedef struct ph_js_definition {
    uint32_t node;
    const char *name;
    int is_table;
    uint32_t table; /* of the import */
} ph_js_definition;

/* What one object says of another: the table's row belongs to one of the target, or has many. */
typedef struct ph_js_link {
    uint32_t table, target;
    uint32_t node;    /* where it stands */
    const char *name; /* of the column, or of the member that has many */
    uint32_t column;  /* UINT32_MAX: the column that has this name already */
    int has_many, is_own /* the target is made for this member */, needed;
} ph_js_link;

typedef struct ph_js_id {
    const char *name; /* a URI, or an anchor with its # */
    uint32_t node;
} ph_js_id;

typedef struct ph_js_reader {
    phony_import *import;
    const char *path;
    ph_json_tree tree;
    const char *base; /* the document's own URI, or "" */
    ph_js_id *ids;
    size_t id_count, id_capacity;
    ph_slots id_slots;
    ph_buffer text; /* in use for a moment */
    ph_js_definition *definitions;
    size_t definition_count, definition_capacity;
    uint32_t *definition_of; /* a node: its definition and 1, or 0 */
    uint8_t *noted;          /* nodes */
    uint32_t open[PH_JS_DEPTH_MAX];
    size_t open_count, schemas; /* what the shape in progress consists of so far */
    int stops;                  /* at definitions that are tables */
    ph_js_link *links;
    size_t link_count, link_capacity;
    int failed; /* out of memory */
} ph_js_reader;

/* ---- json_schema.c ------------------------------------------------------------------------- */

/* Reads the document; to be closed in any case. */
phony_status ph_js_open(ph_js_reader *r, phony_import *import, const ph_import_source *source,
                        phony_error *error);
void ph_js_close(ph_js_reader *r);
/* Makes tables of the definitions that were added. */
phony_status ph_js_read(ph_js_reader *r, phony_error *error);
void ph_js_define(ph_js_reader *r, uint32_t node, const char *name);
/* All members of an object, and the definitions inside them. */
void ph_js_define_all(ph_js_reader *r, uint32_t object);
/* Notes something about a node, once. */
void ph_js_note(ph_js_reader *r, uint32_t node, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
const char *ph_js_keep(ph_js_reader *r, const char *text);

static inline int ph_js_is(const ph_js_reader *r, uint32_t node, ph_json_kind kind)
{
    return node != PH_JSON_NO_NODE && r->tree.nodes[node].kind == kind;
}

/* The text of a member that is a string, or NULL. */
static inline const char *ph_js_string(const ph_js_reader *r, uint32_t node, const char *key)
{
    uint32_t member = ph_json_member(&r->tree, node, key);

    return ph_js_is(r, member, PH_JSON_STRING) ? ph_json_text(&r->tree, member) : NULL;
}

/* ---- json_schema_ref.c --------------------------------------------------------------------- */

void ph_js_find_ids(ph_js_reader *r);
/* The node that a $ref's text speaks of; PH_JSON_NO_NODE, noted: there is none. */
uint32_t ph_js_resolve(ph_js_reader *r, uint32_t ref);

/* ---- json_schema_shape.c ------------------------------------------------------------------- */

void ph_js_shape_init(ph_js_shape *shape);
void ph_js_shape_fini(ph_js_shape *shape);
/* The shape of a schema. With `stops`, tables are targets, else looked through. */
void ph_js_gather(ph_js_reader *r, uint32_t node, int stops, ph_js_shape *shape);
/* That of a member of a shape. */
void ph_js_gather_member(ph_js_reader *r, const ph_js_shape *of, size_t member, int stops,
                         ph_js_shape *shape);
/* Adds what a schema says to a shape in progress. */
void ph_js_add(ph_js_reader *r, uint32_t node, ph_js_shape *shape);

/* ---- json_schema_meet.c -------------------------------------------------------------------- */

ph_js_member *ph_js_find_member(const ph_js_reader *r, const ph_js_shape *shape, uint32_t key);
/* A part of a member, which may be new. */
void ph_js_add_part(ph_js_reader *r, ph_js_shape *shape, uint32_t key, uint32_t node, int is_other);
void ph_js_add_target(ph_js_reader *r, ph_js_shape *shape, uint32_t definition);
void ph_js_add_choice(ph_js_reader *r, ph_js_shape *shape, uint32_t node);
void ph_js_add_node(ph_js_reader *r, uint32_t **nodes, size_t *count, size_t *capacity,
                    uint32_t node);
/* A keyword that stands in both: the narrower of bounds, else the first. */
void ph_js_meet_keyword(ph_js_reader *r, ph_js_shape *shape, ph_js_keyword keyword, uint32_t node);
void ph_js_meet_types(ph_js_shape *shape, unsigned types);
/* Both hold. */
void ph_js_meet(ph_js_reader *r, ph_js_shape *shape, const ph_js_shape *other);
/* Either holds; `first`: there is none but this one yet. */
void ph_js_join(ph_js_reader *r, ph_js_shape *shape, const ph_js_shape *other, int first);
/* "required" is put to the members there are. */
void ph_js_settle_needed(ph_js_reader *r, ph_js_shape *shape);

/* ---- json_schema_type.c -------------------------------------------------------------------- */

int ph_js_is_scalar(const ph_js_reader *r, const ph_js_shape *shape);
/* Type, bounds, values, default and comment of a column. */
void ph_js_fill_column(ph_js_reader *r, const ph_js_shape *shape, ph_import_column *column);
const char *ph_js_comment(ph_js_reader *r, const ph_js_shape *shape);

/* ---- json_schema_value.c -------------------------------------------------------------------- */

/* What a JSON value's kind is as a type. */
unsigned ph_js_type_of_value(const ph_js_reader *r, uint32_t node);
void ph_js_fill_choice(ph_js_reader *r, const ph_js_shape *shape, unsigned types,
                       ph_import_column *column);
void ph_js_fill_pattern(ph_js_reader *r, uint32_t node, ph_import_column *column);
void ph_js_fill_default(ph_js_reader *r, uint32_t node, ph_import_column *column);

/* ---- json_schema_number.c ------------------------------------------------------------------ */

/* -1, 0, 1; 0 where one of them is too long to be told. */
int ph_js_compare(const ph_js_reader *r, uint32_t a, uint32_t b);
/* Bounds of a column of numbers, and the generator where they are multiples of something. */
void ph_js_fill_bounds(ph_js_reader *r, const ph_js_shape *shape, ph_import_column *column);
/* Digits behind the point; -1: the number has too many digits, or an exponent. */
int32_t ph_js_scale(const ph_js_reader *r, uint32_t number);

/* ---- json_schema_table.c ------------------------------------------------------------------- */

/* Fills a definition's table. */
void ph_js_fill_table(ph_js_reader *r, ph_js_definition *definition);

/* ---- json_schema_key.c ---------------------------------------------------------------------- */

/* A table of its own under this name, or the next one that is free; UINT32_MAX: there is no room
 * for more. */
uint32_t ph_js_new_table(ph_js_reader *r, uint32_t node, const char *name);
/* A column of this name, or the next one that is free. NULL: the table is full. */
ph_import_column *ph_js_new_column(ph_js_reader *r, uint32_t table, uint32_t node,
                                   const char *name);
/* Whether a name is `first` and `second` but for capitals and separators: petId, pet_id. */
int ph_js_is_called(const char *name, const char *first, const char *second);
/* The name of the member that is the key; NULL: there is none. */
const char *ph_js_choose_key(ph_js_reader *r, const ph_js_shape *shape, const char *table);
void ph_js_add_key(ph_js_reader *r, uint32_t table, const ph_js_shape *shape);
/* Makes a column the key; NULL: the first. */
void ph_js_set_key(ph_js_reader *r, uint32_t table, const char *name);

/* ---- json_schema_link.c -------------------------------------------------------------------- */

void ph_js_add_link(ph_js_reader *r, ph_js_link link);
/* Makes keys and join tables of all links, once all tables are filled. */
void ph_js_tie(ph_js_reader *r);
#endif
