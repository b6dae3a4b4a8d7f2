/* call.c: arguments from JavaScript, and errors to it. */
#include "call.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "text.h"

static const double max_safe = 9007199254740991.0; /* 2^53 - 1 */

static napi_value enter(napi_env env, napi_callback_info info)
{
    struct call call = {.env = env};
    size_t count = CALL_ARGUMENTS;
    void *export, *addon;
    if (napi_get_cb_info(env, info, &count, call.args, NULL, &export) != napi_ok ||
        napi_get_instance_data(env, &addon) != napi_ok || !addon)
        return NULL;
    call.addon = addon;
    napi_value result = ((const struct call_export *)export)->run(&call);
    arena_fini(&call.arena);
    return result;
}

bool call_export_all(napi_env env, napi_value object, const struct call_export *table)
{
    for (; table->name; table++) {
        napi_value function;
        if (napi_create_function(env, table->name, NAPI_AUTO_LENGTH, enter, (void *)table,
                                 &function) != napi_ok ||
            napi_set_named_property(env, object, table->name, function) != napi_ok)
            return false;
    }
    return true;
}

napi_value call_fail_with(struct call *call, const phony_error *error)
{
    napi_value object;
    bool is_pending = true;
    if (napi_is_exception_pending(call->env, &is_pending) == napi_ok && !is_pending &&
        text_error(call->env, call->addon, error, &object))
        napi_throw(call->env, object);
    return NULL;
}

napi_value call_fail(struct call *call, phony_status status, const char *format, ...)
{
    phony_error error = {.status = status};
    va_list list;
    va_start(list, format);
    vsnprintf(error.message, sizeof error.message, format, list);
    va_end(list);
    return call_fail_with(call, &error);
}

bool call_ready(struct call *call)
{
    if (!call->addon->is_open)
        call_fail(call, STATUS_LIBRARY, "libphony is not open");
    return call->addon->is_open;
}

static napi_valuetype type_of(struct call *call, napi_value value)
{
    napi_valuetype type;
    return napi_typeof(call->env, value, &type) == napi_ok ? type : napi_undefined;
}

bool call_is_empty(struct call *call, napi_value value)
{
    napi_valuetype type = type_of(call, value);
    return type == napi_undefined || type == napi_null;
}

bool call_number(struct call *call, napi_value value, const char *what, double low, double high,
                 double *number)
{
    double given = NAN;
    napi_get_value_double(call->env, value, &given); /* stays NaN where it is no number */
    if (given >= low && given <= high && floor(given) == given) {
        *number = given;
        return true;
    }
    call_fail(call, PHONY_ERROR_ARGUMENT, "%s must be a whole number from %.0f to %.0f", what, low,
              high);
    return false;
}

bool call_count(struct call *call, size_t index, const char *what, size_t high, size_t *count)
{
    double number;
    if (!call_number(call, call->args[index], what, 0, (double)high, &number))
        return false;
    *count = (size_t)number;
    return true;
}

bool call_row(struct call *call, size_t index, uint64_t *row)
{
    double number;
    bool is_lossless = false;
    if (type_of(call, call->args[index]) == napi_bigint) {
        if (napi_get_value_bigint_uint64(call->env, call->args[index], row, &is_lossless) !=
                napi_ok ||
            !is_lossless)
            call_fail(call, PHONY_ERROR_ARGUMENT, "a row must be from 0 to 2^64 - 1");
        return is_lossless;
    }
    if (!call_number(call, call->args[index], "a row", 0, max_safe, &number))
        return false;
    *row = (uint64_t)number;
    return true;
}

const char *call_text(struct call *call, napi_value value, const char *what, size_t *length)
{
    size_t units = 0, bytes = 0;
    if (napi_get_value_string_utf16(call->env, value, NULL, 0, &units) != napi_ok) {
        call_fail(call, PHONY_ERROR_ARGUMENT, "%s must be a string", what);
        return NULL;
    }
    char16_t *wide = arena_take(&call->arena, (units + 1) * sizeof *wide);
    char *text = wide ? arena_take(&call->arena, units * 3 + 1) : NULL;
    if (!text ||
        napi_get_value_string_utf16(call->env, value, wide, units + 1, &units) != napi_ok) {
        call_fail(call, PHONY_ERROR_MEMORY, "out of memory");
        return NULL;
    }
    const char *wrong = text_encode(wide, units, text, &bytes);
    if (wrong) {
        call_fail(call, PHONY_ERROR_ENCODING, "%s holds %s", what, wrong);
        return NULL;
    }
    if (length)
        *length = bytes;
    return text;
}

bool call_optional_text(struct call *call, napi_value value, const char *what, const char **text)
{
    *text = NULL;
    if (call_is_empty(call, value))
        return true;
    *text = call_text(call, value, what, NULL);
    return *text != NULL;
}
