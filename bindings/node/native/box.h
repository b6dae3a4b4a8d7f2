/* box.h: a handle of the library with a count of its users: the JavaScript object, jobs that run on
 * other threads, and handles made of it. The last one frees it, wherever that is. */
#ifndef PHONY_NODE_BOX_H
#define PHONY_NODE_BOX_H

#include "call.h"

enum box_kind { BOX_CACHE, BOX_MODEL, BOX_GENERATOR, BOX_DATASET, BOX_MAKER, BOX_KINDS };

struct box;

struct box *box_ref(struct box *box);
void box_unref(struct box *box); /* NULL is allowed */
void *box_handle(const struct box *box);
const phony_key *box_key(const struct box *box);

/* The JavaScript object of a handle, which it takes over, also where it throws. `parent` (may be
 * NULL) is kept alive as long as the handle. */
napi_value box_wrap(struct call *call, enum box_kind kind, void *handle, struct box *parent,
                    const phony_key *key);

/* The box of an argument; throws where it is none of this kind, or was released. */
struct box *box_read(struct call *call, napi_value value, enum box_kind kind);

extern const struct call_export box_exports[];

#endif
