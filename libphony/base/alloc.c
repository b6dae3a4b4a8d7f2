#include "base/alloc.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define LARGE ((size_t)4 << 20) /* blocks below it have few pages anyhow */

#ifdef PH_TESTING
static size_t allowed = SIZE_MAX;
static int refused;

void ph_alloc_fail_after(size_t count)
{
    allowed = count;
    refused = 0;
}

int ph_alloc_has_failed(void)
{
    return refused;
}

static int may_allocate(void)
{
    if (allowed == SIZE_MAX)
        return 1;
    if (allowed == 0) {
        refused = 1;
        return 0;
    }
    allowed--;
    return 1;
}
#else
static inline int may_allocate(void)
{
    return 1;
}
#endif

void *ph_malloc(size_t size)
{
    return may_allocate() ? malloc(size ? size : 1) : NULL;
}

void *ph_calloc(size_t count, size_t size)
{
    if (count == 0 || size == 0)
        count = size = 1;
    return may_allocate() ? calloc(count, size) : NULL;
}

void *ph_realloc_array(void *block, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        return NULL;
    return may_allocate() ? realloc(block, count != 0 && size != 0 ? count * size : 1) : NULL;
}

void ph_free(void *block)
{
    free(block);
}

char *ph_strndup(const char *text, size_t length)
{
    char *copy = length < SIZE_MAX ? ph_malloc(length + 1) : NULL;

    if (copy) {
        memcpy(copy, text, length);
        copy[length] = '\0';
    }
    return copy;
}

char *ph_strdup_or_null(const char *text, int *failed)
{
    char *copy = text ? ph_strndup(text, strlen(text)) : NULL;

    if (text && !copy)
        *failed = 1;
    return copy;
}

int ph_grow(void **array, size_t *capacity, size_t need, size_t size)
{
    size_t more = *capacity ? *capacity : 16;
    void *grown;

    if (need <= *capacity)
        return 0;
    while (more < need) {
        if (more > SIZE_MAX / 2)
            return -1;
        more *= 2;
    }
    grown = ph_realloc_array(*array, more, size);
    if (!grown)
        return -1;
    *array = grown;
    *capacity = more;
    return 0;
}

void ph_prefer_large_pages(void *block, size_t size)
{
    const uintptr_t page = 4096;
    uintptr_t begin = ((uintptr_t)block + page - 1) & ~(page - 1), end = (uintptr_t)block + size;

    if (size >= LARGE)
        madvise((void *)begin, (end - begin) & ~(page - 1), MADV_HUGEPAGE);
}
