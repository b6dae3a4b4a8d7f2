/* library.c: finds libphony and its functions. */
#include "library.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "call.h"
#include "text.h"

struct addon *addon_ref(struct addon *addon)
{
    atomic_fetch_add(&addon->refs, 1);
    return addon;
}

void addon_unref(struct addon *addon)
{
    if (atomic_fetch_sub(&addon->refs, 1) > 1)
        return;
    collected_fini(&addon->scratch);
    free(addon);
}

/* The members of phony_api are pointers to functions, in the order of the names. */
static const char *find_functions(void *library, phony_api *api)
{
    const size_t count = sizeof phony_api_names / sizeof *phony_api_names;
    _Static_assert(sizeof(phony_api) == count * sizeof(void *), "one pointer for each name");
    for (size_t i = 0; i < count; i++) {
        void *function = dlsym(library, phony_api_names[i]);
        if (!function)
            return phony_api_names[i];
        memcpy((char *)api + i * sizeof function, &function, sizeof function);
    }
    return NULL;
}

/* "0.1." of "0.1.0". */
static size_t series_length(const char *version)
{
    const char *dot = strchr(version, '.');
    dot = dot ? strchr(dot + 1, '.') : NULL;
    return dot ? (size_t)(dot - version) + 1 : strlen(version) + 1;
}

/* Other versions are told apart before their functions are looked for: they may have others. */
static bool check_version(struct call *call, const char *path, void *library)
{
    const char *(*version)(void);
    void *function = dlsym(library, "phony_version");
    memcpy(&version, &function, sizeof version);
    if (!function) {
        call_fail(call, STATUS_LIBRARY, "%s is not libphony", path);
        return false;
    }
    const char *text = version();
    if (strncmp(text, PHONY_BINDING_VERSION, series_length(PHONY_BINDING_VERSION)) == 0)
        return true;
    call_fail(call, STATUS_LIBRARY, "%s is libphony %.32s, and %.4s is needed", path, text,
              PHONY_BINDING_VERSION);
    return false;
}

/* open(path): libphony of exactly this path (or a name for the system's search). Gives its version,
 * or null where there is no such library; throws where it is one that cannot be used. It is never
 * closed: values of it may be in use on other threads until the process ends. */
static napi_value library_open(struct call *call)
{
    napi_value result = NULL;
    phony_api *api = &call->addon->api;
    const char *path = call_text(call, call->args[0], "a path", NULL);
    if (!path)
        return NULL;
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (!library) {
        text_or_null(call->env, NULL, &result);
        return result;
    }
    if (!check_version(call, path, library))
        return NULL;
    const char *missing = find_functions(library, api);
    if (missing)
        return call_fail(call, STATUS_LIBRARY, "%s has no function %s", path, missing);
    call->addon->is_open = true;
    text_or_null(call->env, api->version(), &result);
    return result;
}

/* dlopenError(path): why the system could not open it. */
static napi_value library_why(struct call *call)
{
    napi_value result = NULL;
    const char *path = call_text(call, call->args[0], "a path", NULL);
    void *library = path ? dlopen(path, RTLD_LAZY | RTLD_LOCAL) : NULL;
    const char *why = path && !library ? dlerror() : NULL;
    if (path)
        text_or_null(call->env, why, &result);
    return result;
}

static void keep_function(struct call *call, napi_value function, napi_ref *ref)
{
    napi_valuetype type;
    if (napi_typeof(call->env, function, &type) != napi_ok || type != napi_function)
        return;
    if (*ref)
        napi_delete_reference(call->env, *ref);
    *ref = NULL;
    napi_create_reference(call->env, function, 1, ref);
}

/* onMake(makeError, makeList): from now on makeError(status, message, line, column, system) makes
 * error objects, and makeList(...values) arrays. */
static napi_value library_on_make(struct call *call)
{
    keep_function(call, call->args[0], &call->addon->make_error);
    keep_function(call, call->args[1], &call->addon->make_list);
    return NULL;
}

/* constants(): {PHONY_OK: 0, ...}, of the declarations, whether or not the library is open. */
static napi_value library_constants(struct call *call)
{
    napi_value result, number;
    if (napi_create_object(call->env, &result) != napi_ok)
        return NULL;
    for (size_t i = 0; i < sizeof phony_constants / sizeof *phony_constants; i++) {
        const struct phony_constant *constant = &phony_constants[i];
        if (napi_create_int32(call->env, constant->value, &number) != napi_ok ||
            napi_set_named_property(call->env, result, constant->name, number) != napi_ok)
            return NULL;
    }
    return result;
}

/* soname(): what the system is asked for. */
static napi_value library_soname(struct call *call)
{
    napi_value result = NULL;
    text_or_null(call->env, PHONY_SONAME, &result);
    return result;
}

/* seed(): a fresh one, from the system's random source. */
static napi_value library_seed(struct call *call)
{
    char seed[32];
    phony_error error;
    napi_value result = NULL;
    if (!call_ready(call))
        return NULL;
    if (call->addon->api.seed_random(seed, sizeof seed, &error))
        return call_fail_with(call, &error);
    text_or_null(call->env, seed, &result);
    return result;
}

/* collectGarbage(): what V8 does at once where so much memory is said to be in use outside of it.
 */
static napi_value library_collect(struct call *call)
{
    static const int64_t much = INT64_C(1) << 40;
    int64_t total;
    napi_adjust_external_memory(call->env, much, &total);
    napi_adjust_external_memory(call->env, -much, &total);
    return NULL;
}

const struct call_export library_exports[] = {
    {"open", library_open},
    {"why", library_why},
    {"onMake", library_on_make},
    {"constants", library_constants},
    {"soname", library_soname},
    {"seed", library_seed},
    {"collectGarbage", library_collect},
    {NULL, NULL},
};
