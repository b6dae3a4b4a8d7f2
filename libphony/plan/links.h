/* Relationships as arithmetic: from rows of children to their parents, and from a parent to the
 * rows of its children. Immutable, once made.
 *
 *     counted    grouped or shuffled, by ph_counts          both ways
 *     same       one to one, by a permutation               both ways
 *     levels     a self-reference, by a ph_counts between each level and the next
 *     drawn      any parent, each row for itself            upwards alone
 *     partner    the second side of many-to-many: other ones for each row of the first
 *     any        polymorphic: first the entity, then a row of it
 */
#ifndef PH_LINKS_H
#define PH_LINKS_H

#include "data/values.h"
#include "plan/counts.h"

enum { PH_BATCH_ROWS = PHONY_BATCH_ROWS };

typedef enum ph_link_kind {
    PH_LINK_COUNTED,
    PH_LINK_SAME,
    PH_LINK_LEVELS,
    PH_LINK_DRAWN,
    PH_LINK_PARTNER,
    PH_LINK_ANY
} ph_link_kind;

typedef struct ph_link_parent {
    uint32_t entity;
    uint64_t rows;
    uint64_t limit; /* any: the greatest draw that is this one */
} ph_link_parent;

typedef struct ph_link {
    ph_link_kind kind;
    const ph_schema_relationship *schema;
    uint32_t child;
    ph_link_parent *parents;
    size_t parent_count;
    phony_key key;
    uint64_t rows;   /* of the child */
    uint64_t linked; /* of them with a parent: those that stand first, or are shuffled to there */
    int shuffled;
    uint64_t most;    /* children of a parent; 0: any number */
    uint64_t sharers; /* of the memory of sums */
    ph_counts counts;
    ph_counts *levels; /* from level i to i + 1 */
    uint64_t *level_first;
    uint32_t level_count;
    const struct ph_link *first; /* partner: the other side */
} ph_link;

/* The parents of a batch of rows. */
typedef struct ph_link_rows {
    uint64_t parents[PH_BATCH_ROWS];
    uint64_t ordinals[PH_BATCH_ROWS]; /* among the children of the parent, from 0 */
    uint8_t missing[PH_BATCH_ROWS];   /* 1: there is no parent */
    uint16_t which[PH_BATCH_ROWS];    /* any: the number of the parent's entity */
    int has_missing, has_ordinals;
} ph_link_rows;

/* `rows->count` at most PH_BATCH_ROWS. */
void ph_link_find(const ph_link *link, const ph_rows *rows, ph_link_rows *out);

/* Whether the children of a parent can be told. */
int ph_link_has_children(const ph_link *link);
/* Those of the parents first ... first + count - 1 or of a list: positions starts[i] to ends[i]. */
void ph_link_children(const ph_link *link, const ph_rows *parents, uint64_t *starts,
                      uint64_t *ends);
/* The row of a position. */
uint64_t ph_link_child(const ph_link *link, uint64_t position);

typedef struct ph_link_request {
    const ph_schema_relationship *schema;
    const uint64_t *rows; /* of all entities; the child's may be PH_COUNTS_FREE */
    phony_key key;
    int counted;                 /* it decides the number of rows, or has per_parent */
    uint64_t most;               /* children of a parent, where it has partners; 0: any number */
    const struct ph_link *first; /* of a partner: the other side */
    uint64_t sharers;            /* links of the plan: they share what sums may take */
} ph_link_request;

/* links_build.c. Returns PHONY_ERROR_EMPTY for numbers that cannot be, _LIMIT, _MEMORY. The child's
 * number of rows is then link->rows. */
phony_status ph_link_init(ph_link *link, const ph_link_request *request, phony_error *error);
void ph_link_fini(ph_link *link);
#endif
