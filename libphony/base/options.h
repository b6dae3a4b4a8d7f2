/* Option and result structs of the public interface begin with their size: callers compiled against
 * an older or a newer header hand in shorter or longer ones. */
#ifndef PH_OPTIONS_H
#define PH_OPTIONS_H

#include <stddef.h>
#include <string.h>

/* Copies what both sides know of the caller's options (may be NULL) over the defaults in `full`,
 * whose size must be set. */
static inline void ph_options_take(void *full, size_t size, const void *given)
{
    size_t known = given ? *(const size_t *)given : 0;

    if (known > size)
        known = size;
    known -= known % sizeof(void *); /* no half pointers */
    if (known > sizeof(size_t))
        memcpy((char *)full + sizeof(size_t), (const char *)given + sizeof(size_t),
               known - sizeof(size_t));
}

/* Copies what the caller's result struct has room for. */
static inline void ph_options_give(void *given, const void *full, size_t size)
{
    size_t known = *(const size_t *)given;

    if (known > size)
        known = size;
    if (known > sizeof(size_t))
        memcpy((char *)given + sizeof(size_t), (const char *)full + sizeof(size_t),
               known - sizeof(size_t));
}
#endif
