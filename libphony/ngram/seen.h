/* Which values have been seen, by hashes of 63 bits: two values with one hash count as one. */
#ifndef PH_SEEN_H
#define PH_SEEN_H

#include <stddef.h>
#include <stdint.h>

typedef struct ph_seen {
    uint64_t *slots; /* 0 = empty */
    size_t slot_count, count;
} ph_seen;

/* 1: new, 0: seen before, -1: out of memory. A set that is all zero is empty. */
int ph_seen_add(ph_seen *seen, const char *text, size_t length);
void ph_seen_fini(ph_seen *seen);
#endif
