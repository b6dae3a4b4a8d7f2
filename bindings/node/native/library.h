/* library.h: libphony, opened at run time, and what the addon keeps for each JavaScript context
 * (the main thread and every worker have their own): there are no mutable globals. */
#ifndef PHONY_NODE_LIBRARY_H
#define PHONY_NODE_LIBRARY_H

#include <node_api.h>
#include <stdatomic.h>
#include <stdbool.h>

#include "collect.h"
#include "phony_api.h"

/* Not a status of the library: it cannot be used at all. */
enum { STATUS_LIBRARY = 1 };

struct addon {
    atomic_size_t refs; /* the context, and every handle: they may end in any order */
    phony_api api;      /* all NULL until the library is open */
    bool is_open;
    napi_ref make_error;      /* the function that makes error objects, of errors.js */
    napi_ref make_list;       /* the function that makes an array of its arguments */
    struct collected scratch; /* for calls that end before the next begins */
};

struct addon *addon_ref(struct addon *addon);
void addon_unref(struct addon *addon);

#endif
