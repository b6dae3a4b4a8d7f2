/* Writing a file so that it is there whole or not at all. */
#ifndef PH_ATOMIC_FILE_H
#define PH_ATOMIC_FILE_H

#include "phony.h"

/* Writes to a temporary name beside `path`, syncs, renames. "-" is standard output; what exists and
 * is no regular file (a device, a pipe) is written as it is. Returns PHONY_ERROR_IO or _MEMORY. */
phony_status ph_file_replace(const char *path, const void *bytes, size_t length,
                             phony_error *error);
#endif
