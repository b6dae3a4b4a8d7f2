/* shallow_dlopen.c: for programs under AddressSanitizer that load plug-ins of their own.
 *
 * PHP opens its extensions with RTLD_DEEPBIND, by which they would find the C library's allocator
 * in place of the sanitizer's; the sanitizer refuses that. Loaded before it, this takes the flag
 * away. */
#include <dlfcn.h>

/* What dlsym gives is a function, though C has no way to say so. */
typedef union symbol {
    void *object;
    void *(*open)(const char *path, int flags);
} symbol;

void *dlopen(const char *path, int flags)
{
    symbol next = {.object = dlsym(RTLD_NEXT, "dlopen")};

    return next.open(path, flags & ~RTLD_DEEPBIND);
}
