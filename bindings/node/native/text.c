/* text.c: between JavaScript's strings and UTF-8, and error objects. */
#include "text.h"

#include <string.h>

static bool is_high(char16_t unit)
{
    return (unit & 0xFC00) == 0xD800;
}

static bool is_low(char16_t unit)
{
    return (unit & 0xFC00) == 0xDC00;
}

static size_t put(char *out, uint32_t code)
{
    static const uint8_t leads[] = {0, 0, 0xC0, 0xE0, 0xF0};
    if (code < 0x80) {
        *out = (char)code;
        return 1;
    }
    const size_t length = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (size_t i = length - 1; i; i--, code >>= 6)
        out[i] = (char)(0x80 | (code & 0x3F));
    out[0] = (char)(leads[length] | code);
    return length;
}

const char *text_encode(const char16_t *units, size_t count, char *out, size_t *bytes)
{
    char *end = out;
    for (size_t i = 0; i < count; i++) {
        uint32_t code = units[i];
        if (!code)
            return "a NUL character";
        if (is_high(units[i]) && i + 1 < count && is_low(units[i + 1]))
            code = 0x10000 + ((code & 0x3FF) << 10) + (units[++i] & 0x3FF);
        else if (is_high(units[i]) || is_low(units[i]))
            return "a lone surrogate";
        end += put(end, code);
    }
    *end = 0;
    *bytes = (size_t)(end - out);
    return NULL;
}

static bool is_ascii(const uint8_t *bytes, size_t length)
{
    uint64_t seen = 0;
    size_t i = 0;
    for (; i + 8 <= length; i += 8) {
        uint64_t eight;
        memcpy(&eight, bytes + i, 8);
        seen |= eight;
    }
    for (; i < length; i++)
        seen |= bytes[i];
    return !(seen & 0x8080808080808080);
}

/* Decoding is slower than looking first: most blocks of most locales are ASCII. */
napi_status text_string(napi_env env, const uint8_t *bytes, size_t length, napi_value *string)
{
    if (is_ascii(bytes, length))
        return napi_create_string_latin1(env, (const char *)bytes, length, string);
    return napi_create_string_utf8(env, (const char *)bytes, length, string);
}

/* An array is made by JavaScript's (...values) => values: setting element by element takes longer
 * than making the strings. Strings of their own, rather than parts of a long one, keep nothing else
 * alive, and cost the garbage collector half as much. */
napi_value text_list(napi_env env, struct addon *addon, const uint8_t *bytes,
                     const uint32_t *offsets, size_t rows)
{
    napi_escapable_handle_scope scope;
    napi_value values[TEXT_LIST], make, self, list = NULL;
    size_t made = 0;
    if (rows > TEXT_LIST || napi_open_escapable_handle_scope(env, &scope) != napi_ok)
        return NULL;
    while (made < rows && text_string(env, bytes + offsets[made], offsets[made + 1] - offsets[made],
                                      &values[made]) == napi_ok)
        made++;
    if (made < rows || napi_get_reference_value(env, addon->make_list, &make) != napi_ok ||
        napi_get_undefined(env, &self) != napi_ok ||
        napi_call_function(env, self, make, rows, values, &list) != napi_ok ||
        napi_escape_handle(env, scope, list, &list) != napi_ok)
        list = NULL;
    napi_close_escapable_handle_scope(env, scope);
    return list;
}

napi_status text_or_null(napi_env env, const char *text, napi_value *string)
{
    if (!text)
        return napi_get_null(env, string);
    return napi_create_string_utf8(env, text, NAPI_AUTO_LENGTH, string);
}

bool text_error(napi_env env, struct addon *addon, const phony_error *error, napi_value *object)
{
    napi_value make, self, args[5];
    return addon->make_error &&
           napi_get_reference_value(env, addon->make_error, &make) == napi_ok &&
           napi_get_undefined(env, &self) == napi_ok &&
           napi_create_int32(env, error->status, &args[0]) == napi_ok &&
           text_or_null(env, error->message, &args[1]) == napi_ok &&
           napi_create_double(env, (double)error->line, &args[2]) == napi_ok &&
           napi_create_double(env, (double)error->column, &args[3]) == napi_ok &&
           napi_create_int32(env, error->system, &args[4]) == napi_ok &&
           napi_call_function(env, self, make, 5, args, object) == napi_ok;
}
