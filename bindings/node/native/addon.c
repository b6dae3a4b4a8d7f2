/* addon.c: the addon's beginning and end in a JavaScript context, and all that it offers. It is
 * private to the package: index.js and its kin are what programs use. */
#include <stdlib.h>

#include "box.h"
#include "call.h"
#include "dataset.h"
#include "generator.h"
#include "model.h"

static void addon_fini(napi_env env, void *data, void *hint)
{
    (void)hint;
    struct addon *addon = data;
    napi_ref *refs[] = {&addon->make_error, &addon->make_list};
    for (size_t i = 0; i < sizeof refs / sizeof *refs; i++) {
        if (*refs[i])
            napi_delete_reference(env, *refs[i]);
        *refs[i] = NULL;
    }
    addon_unref(addon);
}

static const struct call_export *const tables[] = {
    library_exports, box_exports,   generator_exports, batch_exports,
    model_exports,   train_exports, dataset_exports,   cells_exports,
};

NAPI_MODULE_INIT()
{
    struct addon *addon = calloc(1, sizeof *addon);
    if (!addon)
        return NULL;
    atomic_init(&addon->refs, 1);
    if (napi_set_instance_data(env, addon, addon_fini, NULL) != napi_ok) {
        free(addon);
        return NULL;
    }
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        if (!call_export_all(env, exports, tables[i]))
            return NULL;
    return exports;
}
