/* model.c: models: opening, saving, describing, listing. */
#include "model.h"

#include "box.h"
#include "job.h"
#include "member.h"
#include "text.h"

/* model(cache, name) */
static napi_value model_open(struct call *call)
{
    phony_model *model;
    phony_error error;
    struct box *cache = box_read(call, call->args[0], BOX_CACHE);
    const char *name = cache ? call_text(call, call->args[1], "a model's name", NULL) : NULL;
    if (!name)
        return NULL;
    if (call->addon->api.model_open(box_handle(cache), name, NULL, &model, &error))
        return call_fail_with(call, &error);
    return box_wrap(call, BOX_MODEL, model, NULL, NULL);
}

/* modelInfo(model): what phony_model_info says. */
static napi_value model_info(struct call *call)
{
    phony_error error;
    phony_model_info info = {.size = sizeof info};
    struct box *model = box_read(call, call->args[0], BOX_MODEL);
    if (!model)
        return NULL;
    if (call->addon->api.model_get_info(box_handle(model), &info, &error))
        return call_fail_with(call, &error);
    return member_write(call->env, &info, phony_model_info_members);
}

struct save {
    struct job job;
    const char *path;
};

static phony_status save_run(struct job *job)
{
    return job->addon->api.model_write(box_handle(job->box), ((struct save *)job)->path,
                                       &job->error);
}

/* modelSave(model, path): a promise. */
static napi_value model_save(struct call *call)
{
    static const struct job_kind kind = {"phony.save", sizeof(struct save), save_run, NULL, NULL};
    struct box *model = box_read(call, call->args[0], BOX_MODEL);
    const char *path = model ? call_text(call, call->args[1], "a path", NULL) : NULL;
    struct save *save = path ? job_new(call, &kind, model) : NULL;
    if (!save)
        return NULL;
    save->path = path;
    return job_start(call, &save->job);
}

static napi_value list_names(struct call *call, const phony_model_list *models)
{
    napi_value list, name;
    const phony_api *api = &call->addon->api;
    const size_t count = api->model_list_count(models);
    if (napi_create_array_with_length(call->env, count, &list) != napi_ok)
        return NULL;
    for (size_t i = 0; i < count; i++)
        if (text_or_null(call->env, api->model_list_name(models, i), &name) != napi_ok ||
            napi_set_element(call->env, list, (uint32_t)i, name) != napi_ok)
            return NULL;
    return list;
}

/* models(): their names. */
static napi_value model_list(struct call *call)
{
    phony_model_list *models;
    phony_error error;
    if (!call_ready(call))
        return NULL;
    if (call->addon->api.model_list_new(&models, &error))
        return call_fail_with(call, &error);
    napi_value list = list_names(call, models);
    call->addon->api.model_list_free(models);
    return list;
}

const struct call_export model_exports[] = {
    {"model", model_open},
    {"modelInfo", model_info},
    {"modelSave", model_save},
    {"models", model_list},
    {NULL, NULL},
};
