/* A schema as PDL says it, read into structs, before anything is known of generators: what stands
 * where, by name, the layers of inherited documents laid together. All texts are the document's. */
#ifndef PH_SCHEMA_H
#define PH_SCHEMA_H

#include "data/type.h"
#include "schema/document.h"
#include "schema/names.h"

enum {
    PH_ENTITIES_MAX = 10000,
    PH_FIELDS_MAX = 2000 /* of an entity */
};
/* Probabilities are whole numbers of 2^32: 1 is PH_CERTAIN. */
#define PH_CERTAIN (UINT64_C(1) << 32)

typedef struct ph_schema_field {
    const char *name, *column;
    ph_site site;
    ph_type type;      /* kind NONE: what the generator gives */
    ph_site generator; /* a text or an object; may be none */
    ph_site when;      /* an array, or none */
    ph_site initial;   /* "default", or none */
    uint64_t null_chance;
    const char *null_if; /* an expression, or NULL */
    ph_site null_site;
    const char *locale; /* NULL: the schema's */
    int primary, unique, hidden;
    int made_unique; /* so that a list of fields is (plan/build_keys.c) */
} ph_schema_field;

/* Fields that belong together: a key, an index. */
typedef struct ph_schema_list {
    uint32_t *fields;
    size_t count;
    ph_site site;
} ph_schema_list;

typedef struct ph_schema_entity {
    const char *name, *table;
    ph_site site; /* of the last layer */
    uint64_t count;
    int has_count;
    ph_names names; /* of the fields */
    ph_schema_field *fields;
    uint32_t field_count;
    ph_schema_list primary; /* count 0: none */
    ph_schema_list *uniques, *indexes;
    size_t unique_count, index_count;
    ph_site correlations, key, unique, index; /* of the last layer that says them */
} ph_schema_entity;

typedef enum ph_cardinality { PH_MANY_TO_ONE, PH_ONE_TO_ONE, PH_MANY_TO_MANY } ph_cardinality;

typedef enum ph_children {
    PH_CHILDREN_GEOMETRIC,
    PH_CHILDREN_POISSON,
    PH_CHILDREN_UNIFORM,
    PH_CHILDREN_ZIPF,
    PH_CHILDREN_FIXED
} ph_children;

/* An end of a relationship: an entity and fields of it. */
typedef struct ph_schema_end {
    uint32_t entity;
    uint32_t *fields;
    size_t field_count;
    uint64_t weight; /* of a polymorphic parent, in thousandths */
} ph_schema_end;

typedef struct ph_schema_relationship {
    ph_site site;
    const char *name; /* of the parent in expressions */
    ph_cardinality cardinality;
    ph_schema_end child;
    ph_schema_end *parents; /* several: polymorphic */
    size_t parent_count;
    uint32_t type_field; /* of the child: the entity's name; PH_NO_NAME = none */
    uint64_t min, max;   /* children of a parent; max 0 = any number */
    double mean;         /* 0 = not given */
    ph_children distribution;
    uint64_t optional; /* the chance of having no parent */
    int shuffled;
    int has_counts; /* per_parent was given: the children's number follows */
    uint32_t depth; /* of a self-reference */
    uint64_t roots;
    const char *on_delete; /* NULL = nothing said */
    /* The relationship that this one is a partner of: with it, it is unique (the second side of
     * many-to-many; two references of one key). PH_NO_NAME: none. */
    uint32_t partner_of;
} ph_schema_relationship;

typedef struct ph_schema_named {
    const char *name;
    ph_site site;
} ph_schema_named;

typedef struct ph_schema {
    ph_document document;
    const char *name, *locale;
    int64_t now;
    ph_names generator_names, entity_names, scenario_names;
    ph_site *generators; /* by number; none: taken away */
    ph_schema_entity *entities;
    ph_schema_relationship *relationships;
    size_t relationship_count;
    ph_site *scenarios;
    char **made; /* texts that stand in no document */
    size_t made_count, made_capacity;
} ph_schema;

/* Reads a document into a schema and checks all that can be checked without making generators; what
 * is wrong is in document.problems. Returns PHONY_ERROR_LIMIT, _MEMORY. A schema that is all zero
 * but for its document, or failed, may be let go of. */
phony_status ph_schema_read(ph_schema *schema, phony_error *error);
void ph_schema_fini(ph_schema *schema);

/* The default reference time, 2025-01-01T00:00:00Z, in microseconds. */
#define PH_SCHEMA_NOW INT64_C(1735689600000000)

/* ---- Between the files of this room ---------------------------------------------------------- */

/* schema_fields.c: the fields of an entity, out of the sites of its layers. */
phony_status ph_schema_read_field(ph_schema *schema, ph_schema_entity *entity, const char *name,
                                  ph_site site, phony_error *error);
/* A field that stands in no document, without generator. `name` must be kept. */
phony_status ph_schema_make_field(ph_schema_entity *entity, const char *name, ph_site site,
                                  phony_error *error);
/* schema_relationships.c */
phony_status ph_schema_read_relationships(ph_schema *schema, phony_error *error);
/* A chance: a number of 0 to 1, to 2^32nds; what is none becomes a problem, and 0. */
uint64_t ph_schema_chance(ph_schema *schema, ph_site site);
/* A whole number that is not negative; what is none becomes a problem, and 0. */
uint64_t ph_schema_whole(ph_schema *schema, ph_site site);
/* The index of a text in a list of them, or -1 with a problem that names them. */
int ph_schema_choice(ph_schema *schema, ph_site site, const char *const *names, size_t count);
/* Keeps a copy of a text for as long as the schema; NULL out of memory. */
const char *ph_schema_keep(ph_schema *schema, const char *text);
/* An entity with room for it; PH_NO_NAME out of memory. */
uint32_t ph_schema_add_entity(ph_schema *schema, const char *name, ph_site site);
/* A list of an entity's fields by name, or one name. 0, or -1 with a problem. */
int ph_schema_read_list(ph_schema *schema, const ph_schema_entity *entity, ph_site site,
                        ph_schema_list *list, phony_error *error);
#endif
