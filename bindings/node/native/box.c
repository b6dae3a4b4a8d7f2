/* box.c: counted handles of the library. */
#include "box.h"

#include <stdatomic.h>
#include <stdlib.h>

struct box {
    atomic_size_t refs;
    enum box_kind kind;
    void *handle;
    struct box *parent;
    struct addon *addon;
    phony_key key; /* generators: of the seed */
};

/* What a JavaScript object holds: NULL once it was released. */
struct lid {
    struct box *box;
};

static const napi_type_tag tag = {0x9d1f0c6be7a64a57, 0xb1c35a0e2f7d4e88};

static const char *const kind_names[BOX_KINDS] = {
    [BOX_CACHE] = "cache",      [BOX_MODEL] = "model", [BOX_GENERATOR] = "generator",
    [BOX_DATASET] = "data set", [BOX_MAKER] = "maker",
};

/* The functions are called through their own types: through another one it would be undefined. */
static void free_handle(const phony_api *api, enum box_kind kind, void *handle)
{
    if (kind == BOX_CACHE)
        api->cache_free(handle);
    else if (kind == BOX_MODEL)
        api->model_unref(handle);
    else if (kind == BOX_GENERATOR)
        api->generator_unref(handle);
    else if (kind == BOX_DATASET)
        api->dataset_free(handle);
    else
        api->maker_free(handle);
}

struct box *box_ref(struct box *box)
{
    if (box)
        atomic_fetch_add(&box->refs, 1);
    return box;
}

void box_unref(struct box *box)
{
    if (!box || atomic_fetch_sub(&box->refs, 1) > 1)
        return;
    free_handle(&box->addon->api, box->kind, box->handle);
    box_unref(box->parent);
    addon_unref(box->addon);
    free(box);
}

void *box_handle(const struct box *box)
{
    return box ? box->handle : NULL;
}

const phony_key *box_key(const struct box *box)
{
    return &box->key;
}

static void lid_fini(napi_env env, void *data, void *hint)
{
    (void)env;
    (void)hint;
    struct lid *lid = data;
    box_unref(lid->box);
    free(lid);
}

static struct box *box_new(struct call *call, enum box_kind kind, void *handle, struct box *parent)
{
    struct box *box = calloc(1, sizeof *box);
    if (!box) {
        free_handle(&call->addon->api, kind, handle);
        return NULL;
    }
    atomic_init(&box->refs, 1);
    box->kind = kind;
    box->handle = handle;
    box->parent = box_ref(parent);
    box->addon = addon_ref(call->addon);
    return box;
}

/* An object of a box, which it takes over, also where it throws. */
static napi_value wrap(struct call *call, struct box *box)
{
    napi_value object;
    struct lid *lid = box ? malloc(sizeof *lid) : NULL;
    if (!lid) {
        box_unref(box);
        return call_fail(call, PHONY_ERROR_MEMORY, "out of memory");
    }
    lid->box = box;
    if (napi_create_object(call->env, &object) == napi_ok &&
        napi_type_tag_object(call->env, object, &tag) == napi_ok &&
        napi_wrap(call->env, object, lid, lid_fini, NULL, NULL) == napi_ok)
        return object;
    lid_fini(call->env, lid, NULL);
    return NULL;
}

napi_value box_wrap(struct call *call, enum box_kind kind, void *handle, struct box *parent,
                    const phony_key *key)
{
    struct box *box = box_new(call, kind, handle, parent);
    if (box && key)
        box->key = *key;
    return wrap(call, box);
}

static struct lid *lid_read(struct call *call, napi_value value)
{
    bool is_ours = false;
    void *lid = NULL;
    napi_valuetype type;
    if (napi_typeof(call->env, value, &type) == napi_ok && type == napi_object &&
        napi_check_object_type_tag(call->env, value, &tag, &is_ours) == napi_ok && is_ours &&
        napi_unwrap(call->env, value, &lid) == napi_ok)
        return lid;
    call_fail(call, PHONY_ERROR_ARGUMENT, "not a handle of this addon");
    return NULL;
}

struct box *box_read(struct call *call, napi_value value, enum box_kind kind)
{
    struct lid *lid = lid_read(call, value);
    if (lid && lid->box && lid->box->kind == kind)
        return lid->box;
    if (lid)
        call_fail(call, PHONY_ERROR_ARGUMENT, "not a %s, or a closed one", kind_names[kind]);
    return NULL;
}

/* release(handle): its memory now, not when the garbage collector comes by; twice is once. */
static napi_value box_release(struct call *call)
{
    struct lid *lid = lid_read(call, call->args[0]);
    if (lid) {
        box_unref(lid->box);
        lid->box = NULL;
    }
    return NULL;
}

/* share(handle): another object of the same, to be released by itself. */
static napi_value box_share(struct call *call)
{
    struct lid *lid = lid_read(call, call->args[0]);
    if (lid && lid->box)
        return wrap(call, box_ref(lid->box));
    return lid ? call_fail(call, PHONY_ERROR_ARGUMENT, "a handle that was closed") : NULL;
}

const struct call_export box_exports[] = {
    {"release", box_release},
    {"share", box_share},
    {NULL, NULL},
};
