/* The cache behind phony_cache: which models are open already, and where compiled forms are kept.
 */
#ifndef PH_MODEL_CACHE_H
#define PH_MODEL_CACHE_H

#include <sys/stat.h>

#include "phony.h"

/* The model of an open regular file: the one that the cache has, else by its compiled form, else
 * read. Returns what phony_model_open returns. Any thread. */
phony_status ph_cache_open(phony_cache *cache, int fd, const struct stat *there, const char *path,
                           const phony_model_limits *limits, phony_model **model,
                           phony_error *error);

/* A copy of the folder that compiled forms are kept in. Returns PHONY_ERROR_ARGUMENT where there is
 * none, _MEMORY. */
phony_status ph_cache_folder(phony_cache *cache, char **folder, phony_error *error);
#endif
