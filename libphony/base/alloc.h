/* Every allocation of the library goes through here, so that tests can make the nth one fail
 * (compiled with PH_TESTING) and so that no size is computed unchecked. */
#ifndef PH_ALLOC_H
#define PH_ALLOC_H

#include <stddef.h>

void *ph_malloc(size_t size);
void *ph_calloc(size_t count, size_t size);
/* count * size bytes, NULL on overflow as on failure; the old block stays valid then. */
void *ph_realloc_array(void *block, size_t count, size_t size);
void ph_free(void *block);
/* Asks the system for large pages under a block of several megabytes that will be read at random:
 * fewer page faults and TLB misses. A wish; nothing depends on it. */
void ph_prefer_large_pages(void *block, size_t size);
char *ph_strndup(const char *text, size_t length);
/* NULL stays NULL; `*failed` is set where memory ran out. */
char *ph_strdup_or_null(const char *text, int *failed);

/* Makes room for `need` elements of `size` bytes in a growable array, at least doubling it.
 * Returns 0, or -1 with the array as it was. */
int ph_grow(void **array, size_t *capacity, size_t need, size_t size);

#ifdef PH_TESTING
/* Lets `count` more allocations succeed, then fails every one; SIZE_MAX ends the experiment. Not
 * thread-safe. */
void ph_alloc_fail_after(size_t count);
/* Whether an allocation has been refused since the last ph_alloc_fail_after. */
int ph_alloc_has_failed(void);
#endif
#endif
