/* job.h: work on libuv's thread pool that ends in a promise. Any number of jobs run at once: each
 * has its own memory, and holds its handles by reference, so that they may be closed meanwhile. */
#ifndef PHONY_NODE_JOB_H
#define PHONY_NODE_JOB_H

#include "box.h"
#include "call.h"

struct job;

struct job_kind {
    const char *name;
    size_t size; /* of the struct that begins with a struct job */
    /* On another thread; fills job->error on failure. */
    phony_status (*run)(struct job *job);
    /* Back again: the promise's value, or NULL with an exception. NULL here = undefined. */
    napi_value (*finish)(struct call *call, struct job *job);
    void (*fini)(struct job *job); /* may be NULL */
};

struct job {
    const struct job_kind *kind;
    struct addon *addon;
    struct arena arena; /* of the texts that it was given */
    struct box *box;    /* what it works with, held until it ends; may be NULL */
    phony_status status;
    phony_error error;
    napi_async_work work;
    napi_deferred deferred;
};

/* Zeroed, with the call's arena; NULL, having thrown, without memory. */
void *job_new(struct call *call, const struct job_kind *kind, struct box *box);
/* The promise. Takes the job over, also where it throws. */
napi_value job_start(struct call *call, struct job *job);

#endif
