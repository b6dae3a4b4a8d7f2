/* Where models lie: the folders that are searched, in order. */
#ifndef PH_MODEL_FIND_H
#define PH_MODEL_FIND_H

#include "phony.h"

/* Calls `visit` with each folder to search; anything but 0 from it ends the search and is returned.
 * -1 out of memory. */
int ph_model_folders(int (*visit)(void *user, const char *folder), void *user);

/* 0 where a name is one: parts of anything but '/', none empty or "..". */
int ph_model_name_check(const char *name);
#endif
