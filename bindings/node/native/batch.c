/* batch.c: many values, made on the thread pool: as strings, or as columns without a copy. */
#include <stdlib.h>
#include <string.h>

#include "box.h"
#include "generator.h"
#include "job.h"
#include "text.h"

enum { BATCH_ROWS = 16384, BATCH_BYTES = 16 << 20 };
static const size_t max_rows = INT32_MAX;

struct batch {
    struct job job;
    struct collect_range range;
    struct collected values;
};

static phony_status batch_run(struct job *job)
{
    struct batch *batch = (struct batch *)job;
    return collect(&job->addon->api, box_handle(job->box), box_key(job->box), &batch->range,
                   &batch->values, &job->error);
}

static void batch_fini(struct job *job)
{
    collected_fini(&((struct batch *)job)->values);
}

static napi_value start(struct call *call, const struct job_kind *kind,
                        const struct collect_range *form, size_t most)
{
    struct collect_range range = *form;
    struct box *box = box_read(call, call->args[0], BOX_GENERATOR);
    if (!box || !call_row(call, 1, &range.first) ||
        !call_count(call, 2, "a number of values", most, &range.count))
        return NULL;
    struct batch *batch = job_new(call, kind, box);
    if (!batch)
        return NULL;
    batch->range = range;
    return job_start(call, &batch->job);
}

static napi_value lists_finish(struct call *call, struct job *job)
{
    napi_value lists, list;
    const struct collected *values = &((struct batch *)job)->values;
    if (napi_create_array(call->env, &lists) != napi_ok)
        return NULL;
    for (size_t row = 0; row < values->rows; row += TEXT_LIST) {
        const size_t left = values->rows - row;
        list = text_list(call->env, call->addon, values->bytes, values->offsets + row,
                         left < TEXT_LIST ? left : TEXT_LIST);
        if (!list)
            return call_fail(call, PHONY_ERROR_LIMIT, "a value is too long for a string");
        if (napi_set_element(call->env, lists, (uint32_t)(row / TEXT_LIST), list) != napi_ok)
            return NULL;
    }
    return lists;
}

/* lists(generator, first, count): a promise of arrays of values, one after another; of very long
 * values they are fewer than asked for, but at least one. */
static napi_value batch_lists(struct call *call)
{
    static const struct job_kind kind = {"phony.batch", sizeof(struct batch), batch_run,
                                         lists_finish, batch_fini};
    static const struct collect_range form = {.separator = -1, .enough = BATCH_BYTES};
    return start(call, &kind, &form, BATCH_ROWS);
}

static void free_memory(napi_env env, void *data, void *hint)
{
    (void)env;
    (void)hint;
    free(data);
}

/* JavaScript takes the memory over; a runtime that allows no foreign memory gets a copy. */
static bool give_buffer(struct call *call, void **memory, size_t length, napi_value *buffer)
{
    void *copy;
    void *exact = realloc(*memory, length ? length : 1);
    if (exact)
        *memory = exact;
    napi_status status =
        napi_create_external_arraybuffer(call->env, *memory, length, free_memory, NULL, buffer);
    if (status == napi_ok) {
        *memory = NULL;
        return true;
    }
    if (napi_create_arraybuffer(call->env, length, &copy, buffer) != napi_ok)
        return false;
    memcpy(copy, *memory, length);
    return true;
}

static bool give_array(struct call *call, void **memory, napi_typedarray_type type, size_t length,
                       size_t width, napi_value *array)
{
    napi_value buffer;
    return give_buffer(call, memory, length * width, &buffer) &&
           napi_create_typedarray(call->env, type, length, buffer, 0, array) == napi_ok;
}

static napi_value columns_finish(struct call *call, struct job *job)
{
    napi_value object, bytes, offsets;
    struct collected *values = &((struct batch *)job)->values;
    const size_t length = values->offsets[values->rows], rows = values->rows;
    void *byte_memory = values->bytes, *offset_memory = values->offsets;
    const bool is_given =
        give_array(call, &byte_memory, napi_uint8_array, length, 1, &bytes) &&
        give_array(call, &offset_memory, napi_uint32_array, rows + 1, sizeof(uint32_t), &offsets);
    values->bytes = byte_memory;
    values->offsets = offset_memory;
    if (!is_given || napi_create_object(call->env, &object) != napi_ok ||
        napi_set_named_property(call->env, object, "bytes", bytes) != napi_ok ||
        napi_set_named_property(call->env, object, "offsets", offsets) != napi_ok)
        return NULL;
    return object;
}

/* columns(generator, first, count): a promise of {bytes, offsets}. */
static napi_value batch_columns(struct call *call)
{
    static const struct job_kind kind = {"phony.columns", sizeof(struct batch), batch_run,
                                         columns_finish, batch_fini};
    static const struct collect_range form = {.separator = -1};
    return start(call, &kind, &form, max_rows);
}

const struct call_export batch_exports[] = {
    {"lists", batch_lists},
    {"columns", batch_columns},
    {NULL, NULL},
};
