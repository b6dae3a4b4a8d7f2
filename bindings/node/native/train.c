/* train.c: models out of values, or of a list in a file, on the thread pool. */
#include <stdlib.h>
#include <string.h>

#include "box.h"
#include "job.h"
#include "member.h"
#include "model.h"
#include "text.h"

/* Values one after another, each behind its length. */
struct values {
    char *bytes;
    size_t used, capacity;
    char16_t *units; /* the one that is being read */
    size_t unit_capacity;
};

struct train {
    struct job job;
    const char *path; /* or NULL, and then */
    struct values values;
    phony_train_options options;
    phony_input_options input;
    phony_model *model;
};

static bool reserve(void **memory, size_t *capacity, size_t needed, size_t width)
{
    if (needed <= *capacity)
        return true;
    const size_t wanted = needed + needed / 2 + 64;
    void *grown = wanted <= SIZE_MAX / width ? realloc(*memory, wanted * width) : NULL;
    if (!grown)
        return false;
    *memory = grown;
    *capacity = wanted;
    return true;
}

static bool reserve_value(struct values *values, size_t units)
{
    void *wide = values->units, *bytes = values->bytes;
    const bool is_reserved =
        reserve(&wide, &values->unit_capacity, units + 1, sizeof *values->units) &&
        reserve(&bytes, &values->capacity, values->used + sizeof(size_t) + units * 3 + 1, 1);
    values->units = wide;
    values->bytes = bytes;
    return is_reserved;
}

static bool read_value(struct call *call, napi_value value, struct values *values)
{
    size_t units, length;
    if (napi_get_value_string_utf16(call->env, value, NULL, 0, &units) != napi_ok)
        return call_fail(call, PHONY_ERROR_ARGUMENT, "values must be strings");
    if (!reserve_value(values, units))
        return call_fail(call, PHONY_ERROR_MEMORY, "out of memory");
    if (napi_get_value_string_utf16(call->env, value, values->units, units + 1, &units) != napi_ok)
        return false;
    char *at = values->bytes + values->used;
    const char *wrong = text_encode(values->units, units, at + sizeof length, &length);
    if (wrong)
        return call_fail(call, PHONY_ERROR_ENCODING, "a value holds %s", wrong);
    memcpy(at, &length, sizeof length);
    values->used += sizeof length + length;
    return true;
}

/* Each value's handle is given up at once: there may be millions. */
static bool read_values(struct call *call, napi_value list, struct values *values)
{
    uint32_t count;
    if (napi_get_array_length(call->env, list, &count) != napi_ok)
        return call_fail(call, PHONY_ERROR_ARGUMENT, "values must be an array");
    for (uint32_t i = 0; i < count; i++) {
        napi_handle_scope scope;
        napi_value value;
        if (napi_open_handle_scope(call->env, &scope) != napi_ok)
            return false;
        const bool is_read = napi_get_element(call->env, list, i, &value) == napi_ok &&
                             read_value(call, value, values);
        napi_close_handle_scope(call->env, scope);
        if (!is_read)
            return false;
    }
    return true;
}

static phony_status add_values(struct train *train, phony_trainer *trainer)
{
    phony_status status = PHONY_OK;
    size_t length;
    const struct values *values = &train->values;
    for (size_t at = 0; !status && at < values->used; at += sizeof length + length) {
        memcpy(&length, values->bytes + at, sizeof length);
        status = train->job.addon->api.trainer_add(trainer, values->bytes + at + sizeof length,
                                                   length, 1, &train->job.error);
    }
    return status;
}

static phony_status add_file(struct train *train, phony_trainer *trainer)
{
    phony_input *input;
    const phony_api *api = &train->job.addon->api;
    phony_status status = api->input_open(train->path, &train->input, &input, &train->job.error);
    if (status)
        return status;
    status = api->trainer_add_input(trainer, input, NULL, NULL, &train->job.error);
    api->input_close(input);
    return status;
}

static phony_status train_run(struct job *job)
{
    phony_trainer *trainer;
    struct train *train = (struct train *)job;
    const phony_api *api = &job->addon->api;
    phony_status status = api->trainer_new(&train->options, &trainer, &job->error);
    if (status)
        return status;
    status = train->path ? add_file(train, trainer) : add_values(train, trainer);
    if (!status)
        status = api->trainer_finish(trainer, &train->model, &job->error);
    api->trainer_free(trainer);
    return status;
}

static napi_value train_finish(struct call *call, struct job *job)
{
    struct train *train = (struct train *)job;
    phony_model *model = train->model;
    train->model = NULL;
    return box_wrap(call, BOX_MODEL, model, NULL, NULL);
}

static void train_fini(struct job *job)
{
    struct train *train = (struct train *)job;
    free(train->values.bytes);
    free(train->values.units);
    if (train->model)
        job->addon->api.model_unref(train->model);
}

/* Into locals first: a job is made when nothing can go wrong any more. */
static bool read_train(struct call *call, struct train *train)
{
    struct member_target targets[] = {MEMBER_TARGET(&train->options, phony_train_options),
                                      MEMBER_TARGET(&train->input, phony_input_options)};
    train->options.size = sizeof train->options;
    train->input.size = sizeof train->input;
    return call_optional_text(call, call->args[1], "a path", &train->path) &&
           member_read(call, call->args[2], targets, 2) &&
           (train->path || read_values(call, call->args[0], &train->values));
}

/* train(values, path, options): a promise of a model, of a file where there is a path. */
static napi_value train_start(struct call *call)
{
    static const struct job_kind kind = {"phony.train", sizeof(struct train), train_run,
                                         train_finish, train_fini};
    struct train given = {0};
    if (!call_ready(call))
        return NULL;
    struct train *train = read_train(call, &given) ? job_new(call, &kind, NULL) : NULL;
    if (!train) {
        free(given.values.bytes);
        free(given.values.units);
        return NULL;
    }
    given.job = train->job;
    *train = given;
    return job_start(call, &train->job);
}

const struct call_export train_exports[] = {{"train", train_start}, {NULL, NULL}};
