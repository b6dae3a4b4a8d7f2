/* Files of lists and tables beside a document: where they lie, how large they may be, and reading
 * one column of them. */
#ifndef PH_LIST_FILE_H
#define PH_LIST_FILE_H

#include "feed/pool.h"

enum { PH_LIST_PATH_MAX = 4096 };

/* The path of a file that a document names, which must be there and have at most 64 MiB. `folder`
 * NULL: none may be read. Returns PHONY_ERROR_ARGUMENT, _NOT_FOUND, _LIMIT. */
phony_status ph_list_path(const char *folder, const char *name, char path[static PH_LIST_PATH_MAX],
                          phony_error *error);

/* Its values into a pool: text, CSV or JSON by the name's end; `column` and `weight` may be NULL.
 * Returns as ph_list_path, and _SYNTAX, _ENCODING, _IO, _MEMORY; messages name the file and line.
 */
phony_status ph_list_read(const char *folder, const char *name, const char *column,
                          const char *weight, ph_pool *pool, phony_error *error);

/* Puts the file and, where it is known, the line before what is wrong. */
void ph_list_prefix(const char *name, phony_error *error);
#endif
