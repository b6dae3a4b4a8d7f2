/* member.c: structs of the library from and to JavaScript objects. */
#include "member.h"

#include <math.h>
#include <string.h>

#include "text.h"

static const double max_safe = 9007199254740991.0; /* 2^53 - 1 */

/* The ranges of whole numbers, as far as JavaScript's numbers are exact. */
static const struct {
    double low, high;
} ranges[] = {
    [PHONY_KIND_INT32] = {INT32_MIN, INT32_MAX},
    [PHONY_KIND_UINT32] = {0, UINT32_MAX},
    [PHONY_KIND_INT64] = {-9007199254740991.0, 9007199254740991.0},
    [PHONY_KIND_UINT64] = {0, 9007199254740991.0},
    [PHONY_KIND_SIZE] = {0, 9007199254740991.0},
};

/* Each width is written as itself, so that the order of bytes does not matter. */
static void store(void *at, enum phony_kind kind, double number)
{
    const int32_t narrow = kind == PHONY_KIND_INT32 ? (int32_t)number : 0;
    const uint32_t unsigned_narrow = kind == PHONY_KIND_UINT32 ? (uint32_t)number : 0;
    const int64_t wide = (int64_t)number;
    if (kind == PHONY_KIND_INT32)
        memcpy(at, &narrow, sizeof narrow);
    else if (kind == PHONY_KIND_UINT32)
        memcpy(at, &unsigned_narrow, sizeof unsigned_narrow);
    else
        memcpy(at, &wide, sizeof wide);
}

static bool read_double(struct call *call, napi_value value, const char *name, double *out)
{
    double number = NAN;
    napi_get_value_double(call->env, value, &number);
    if (!isfinite(number))
        call_fail(call, PHONY_ERROR_ARGUMENT, "%s must be a finite number", name);
    *out = number;
    return isfinite(number);
}

/* true and false are 1 and 0 of flags. */
static bool read_whole(struct call *call, napi_value value, const struct phony_member *member,
                       void *at)
{
    bool flag;
    double number;
    if (member->kind == PHONY_KIND_INT32 && napi_get_value_bool(call->env, value, &flag) == napi_ok)
        number = flag;
    else if (!call_number(call, value, member->name, ranges[member->kind].low,
                          ranges[member->kind].high, &number))
        return false;
    store(at, member->kind, number);
    return true;
}

static bool read_one(struct call *call, napi_value value, const struct phony_member *member,
                     void *structure)
{
    void *at = (char *)structure + member->offset;
    if (call_is_empty(call, value))
        return true;
    if (member->kind == PHONY_KIND_DOUBLE)
        return read_double(call, value, member->name, at);
    if (member->kind != PHONY_KIND_TEXT)
        return read_whole(call, value, member, at);
    const char *text = call_text(call, value, member->name, NULL);
    memcpy(at, &text, sizeof text);
    return text != NULL;
}

static const struct phony_member *find(const struct phony_member *members, const char *name)
{
    for (; members->name; members++)
        if (strcmp(members->name, name) == 0)
            return members;
    return NULL;
}

static bool read_property(struct call *call, napi_value object, napi_value key,
                          const struct member_target *targets, size_t count)
{
    napi_value value;
    const char *name = call_text(call, key, "an option's name", NULL);
    if (!name || napi_get_property(call->env, object, key, &value) != napi_ok)
        return false;
    for (size_t i = 0; i < count; i++) {
        const struct phony_member *member = find(targets[i].members, name);
        if (member)
            return read_one(call, value, member, targets[i].structure);
    }
    call_fail(call, PHONY_ERROR_ARGUMENT, "there is no option '%.100s'", name);
    return false;
}

bool member_read(struct call *call, napi_value object, const struct member_target *targets,
                 size_t count)
{
    napi_value names, name;
    napi_valuetype type;
    uint32_t length;
    if (napi_typeof(call->env, object, &type) != napi_ok || type != napi_object) {
        call_fail(call, PHONY_ERROR_ARGUMENT, "options must be an object");
        return false;
    }
    if (napi_get_all_property_names(call->env, object, napi_key_own_only,
                                    napi_key_enumerable | napi_key_skip_symbols,
                                    napi_key_numbers_to_strings, &names) != napi_ok ||
        napi_get_array_length(call->env, names, &length) != napi_ok)
        return false;
    for (uint32_t i = 0; i < length; i++)
        if (napi_get_element(call->env, names, i, &name) != napi_ok ||
            !read_property(call, object, name, targets, count))
            return false;
    return true;
}

static napi_status write_wide(napi_env env, const void *at, enum phony_kind kind, napi_value *value)
{
    int64_t wide;
    memcpy(&wide, at, sizeof wide);
    const double number = kind == PHONY_KIND_INT64 ? (double)wide : (double)(uint64_t)wide;
    return fabs(number) <= max_safe   ? napi_create_double(env, number, value)
           : kind == PHONY_KIND_INT64 ? napi_create_bigint_int64(env, wide, value)
                                      : napi_create_bigint_uint64(env, (uint64_t)wide, value);
}

static napi_status write_text(napi_env env, const void *at, napi_value *value)
{
    const char *text;
    memcpy(&text, at, sizeof text);
    return text_or_null(env, text, value);
}

static napi_status write_double(napi_env env, const void *at, napi_value *value)
{
    double number;
    memcpy(&number, at, sizeof number);
    return napi_create_double(env, number, value);
}

static napi_status write_narrow(napi_env env, const void *at, enum phony_kind kind,
                                napi_value *value)
{
    int32_t narrow;
    memcpy(&narrow, at, sizeof narrow);
    return kind == PHONY_KIND_INT32 ? napi_create_int32(env, narrow, value)
                                    : napi_create_uint32(env, (uint32_t)narrow, value);
}

static napi_status write_one(napi_env env, const void *at, enum phony_kind kind, napi_value *value)
{
    if (kind == PHONY_KIND_TEXT)
        return write_text(env, at, value);
    if (kind == PHONY_KIND_DOUBLE)
        return write_double(env, at, value);
    return kind == PHONY_KIND_INT32 || kind == PHONY_KIND_UINT32
               ? write_narrow(env, at, kind, value)
               : write_wide(env, at, kind, value);
}

napi_value member_write(napi_env env, const void *structure, const struct phony_member *members)
{
    napi_value object, value;
    if (napi_create_object(env, &object) != napi_ok)
        return NULL;
    for (; members->name; members++)
        if (write_one(env, (const char *)structure + members->offset, members->kind, &value) !=
                napi_ok ||
            napi_set_named_property(env, object, members->name, value) != napi_ok)
            return NULL;
    return object;
}
