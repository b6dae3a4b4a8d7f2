/* How many children each parent has, without keeping it: a pure function of the parent's row, moved
 * so that the sum is exactly what was asked for (spec/pdl.md, "Relationships").
 *
 *     drawn(i)   from a table of the distribution, by the parent's stream
 *     S(i)       their sum before parent i: kept for every block of parents
 *     start(i)   S(i) moved towards the sum that was asked for: the first child of parent i
 */
#ifndef PH_COUNTS_H
#define PH_COUNTS_H

#include "base/random.h"
#include "schema/schema.h"

#define PH_COUNTS_FREE UINT64_MAX /* children: as many as are drawn */

typedef struct ph_counts_request {
    phony_key key;
    ph_children distribution;
    uint64_t parents;
    uint64_t min, max; /* of a parent; max 0: any number */
    double mean;       /* 0: what min and max say */
    uint64_t children; /* of all parents, or PH_COUNTS_FREE */
    uint64_t sharers;  /* how many such tables share their memory; 0 is 1 */
} ph_counts_request;

typedef struct ph_counts {
    phony_key key;
    uint64_t parents, children;
    uint64_t least, most; /* that are moved towards */
    uint64_t share;       /* how far, in 2^-64; `whole`: all the way */
    int whole, down;
    /* The distribution: count = first + the least k with draw <= limits[k]. */
    uint64_t first;
    uint64_t *limits;
    uint32_t limit_count;
    uint16_t *guide; /* where to begin to look, by the draw's high bits */
    unsigned shift;  /* parents of a block: 1 << shift */
    uint64_t *blocks;
    uint64_t block_count;
} ph_counts;

enum { PH_COUNTS_WIDTH_MAX = 65535 /* different numbers of children */ };

/* Draws all parents once. Returns PHONY_ERROR_EMPTY where the children cannot be so many, saying
 * why; _LIMIT, _MEMORY. */
phony_status ph_counts_init(ph_counts *counts, const ph_counts_request *request,
                            phony_error *error);
void ph_counts_fini(ph_counts *counts);

/* starts[0 .. count]: the first child of parents first, first + 1, ..., and of the one behind. */
void ph_counts_starts(const ph_counts *counts, uint64_t first, size_t count, uint64_t *starts);

/* Going through children in ascending order: the parent that holds the last one asked for. */
typedef struct ph_counts_cursor {
    uint64_t parent, start, end;
    uint64_t sum; /* S(parent + 1) */
} ph_counts_cursor;
/* To the parent of `child`, which is at or past the cursor's start; from anywhere. */
void ph_counts_seek(const ph_counts *counts, uint64_t child, ph_counts_cursor *cursor);
void ph_counts_next(const ph_counts *counts, ph_counts_cursor *cursor);

/* counts_table.c: limits and guide out of a distribution over first ... last. */
phony_status ph_counts_table(ph_counts *counts, const ph_counts_request *request, double mean,
                             uint64_t first, uint64_t last, phony_error *error);
#endif
