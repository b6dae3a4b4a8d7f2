/* What all generators have in common. A kind of generator is a ph_generator_class and a struct that
 * begins with a phony_generator; it is immutable once made, and `fill` may be called by several
 * threads at once, so scratch memory is on the stack or allocated in the call. */
#ifndef PH_GENERATOR_H
#define PH_GENERATOR_H

#include <stdatomic.h>

#include "phony.h"

typedef struct ph_generator_class {
    const char *kind;
    /* As phony_generator_fill, of checked arguments: count is at most column->rows_capacity,
     * bytes_capacity at most 2^31 - 1, offsets[0] is set to 0. Writes column->rows (0 where not one
     * value fits: the caller reports it) and offsets[1 .. rows]; puts column->separator behind
     * every value. */
    phony_status (*fill)(const phony_generator *generator, const phony_key *key, uint64_t first,
                         uint64_t count, phony_column *column, phony_error *error);
    /* Frees the whole struct and lets go of what it holds. */
    void (*free)(phony_generator *generator);
} ph_generator_class;

struct phony_generator {
    const ph_generator_class *class;
    atomic_uint_fast32_t references;
};

/* Begins a generator: its class, one reference. */
void ph_generator_init(phony_generator *generator, const ph_generator_class *class);

/* For generators that have so many rows and no more, before the first is made: a range that passes
 * the end fails as a whole, with PHONY_ERROR_LIMIT. */
phony_status ph_generator_check_rows(uint64_t rows, uint64_t first, uint64_t count,
                                     phony_error *error);

/* The key of a part, from what ph_path_key makes of its path once. */
phony_key ph_path_key(const char *path);
phony_key ph_key_part(const phony_key *key, const phony_key *path);

/* Fills a column of its own with exactly `count` values, without separator, growing the bytes as
 * need be: for generators that are made of others. `scratch` keeps its memory between calls; some
 * bytes more than it has may be read past the end of what is written. */
enum { PH_SCRATCH_SLACK = 16 };
typedef struct ph_scratch {
    phony_column column;
    size_t rows_capacity;
} ph_scratch;
phony_status ph_scratch_fill(ph_scratch *scratch, const phony_generator *generator,
                             const phony_key *key, uint64_t first, size_t count,
                             phony_error *error);
void ph_scratch_fini(ph_scratch *scratch);
#endif
