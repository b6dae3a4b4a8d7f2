/* Where in a JSON object a value lies: a key, or a JSON Pointer (RFC 6901), and following it while
 * the object's events go by. A container is on the path as long as the names that lead to it are
 * the path's first ones. */
#ifndef PH_JSON_PATH_H
#define PH_JSON_PATH_H

#include "phony.h"

typedef struct ph_json_step {
    char *name; /* NUL-terminated */
    size_t length;
    uint64_t index; /* of an array's element; UINT64_MAX: none */
} ph_json_step;

typedef struct ph_json_path {
    char *text; /* as given; NULL = no path */
    ph_json_step *steps;
    size_t count, capacity;
    size_t on_path; /* containers on the path, besides the object itself */
    int is_next;    /* the key that was just read is the path's next name */
} ph_json_path;

/* `text` may be NULL. PHONY_ERROR_ARGUMENT for a malformed pointer, _MEMORY. */
phony_status ph_json_path_init(ph_json_path *path, const char *text, phony_error *error);
void ph_json_path_fini(ph_json_path *path);

/* The events of an object: a key in a container at `depth` (the object: 0); a value there, which
 * returns 1 if it is the one that the path leads to (`index` in an array, else UINT64_MAX), and
 * then, if it is a container, it is opened; the end of the container at `depth`. */
void ph_json_path_start(ph_json_path *path);
void ph_json_path_key(ph_json_path *path, size_t depth, const char *key, size_t length);
int ph_json_path_value(ph_json_path *path, size_t depth, uint64_t index, int is_container);
void ph_json_path_end(ph_json_path *path, size_t depth);
#endif
