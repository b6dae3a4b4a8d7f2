/* job.c: work on libuv's thread pool that ends in a promise. */
#include "job.h"

#include <stdlib.h>

#include "text.h"

void *job_new(struct call *call, const struct job_kind *kind, struct box *box)
{
    struct job *job = calloc(1, kind->size);
    if (!job) {
        call_fail(call, PHONY_ERROR_MEMORY, "out of memory");
        return NULL;
    }
    job->kind = kind;
    job->addon = addon_ref(call->addon);
    job->box = box_ref(box);
    job->arena = call->arena;
    call->arena = (struct arena){0};
    return job;
}

static void job_free(napi_env env, struct job *job)
{
    if (job->kind->fini)
        job->kind->fini(job);
    if (job->work)
        napi_delete_async_work(env, job->work);
    arena_fini(&job->arena);
    box_unref(job->box);
    addon_unref(job->addon);
    free(job);
}

static void execute(napi_env env, void *data)
{
    (void)env;
    struct job *job = data;
    job->status = job->kind->run(job);
}

static void reject(struct call *call, struct job *job)
{
    bool is_pending = false;
    napi_value error = NULL;
    napi_is_exception_pending(call->env, &is_pending);
    if (is_pending)
        napi_get_and_clear_last_exception(call->env, &error);
    else if (!text_error(call->env, call->addon, &job->error, &error))
        napi_get_undefined(call->env, &error);
    if (error)
        napi_reject_deferred(call->env, job->deferred, error);
}

/* A context that is about to end refuses all of these calls: then the memory alone is freed. */
static void complete(napi_env env, napi_status status, void *data)
{
    struct job *job = data;
    struct call call = {.env = env, .addon = job->addon};
    napi_value value = NULL;
    if (status == napi_ok && !job->status) {
        if (job->kind->finish)
            value = job->kind->finish(&call, job);
        else
            napi_get_undefined(env, &value);
    }
    if (value)
        napi_resolve_deferred(env, job->deferred, value);
    else
        reject(&call, job);
    arena_fini(&call.arena);
    job_free(env, job);
}

napi_value job_start(struct call *call, struct job *job)
{
    napi_value name, promise;
    if (napi_create_string_utf8(call->env, job->kind->name, NAPI_AUTO_LENGTH, &name) == napi_ok &&
        napi_create_promise(call->env, &job->deferred, &promise) == napi_ok &&
        napi_create_async_work(call->env, NULL, name, execute, complete, job, &job->work) ==
            napi_ok &&
        napi_queue_async_work(call->env, job->work) == napi_ok)
        return promise;
    job_free(call->env, job);
    return NULL;
}
