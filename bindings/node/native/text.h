/* text.h: between JavaScript's strings and UTF-8, and error objects. */
#ifndef PHONY_NODE_TEXT_H
#define PHONY_NODE_TEXT_H

#include <node_api.h>
#include <stdbool.h>
#include <uchar.h>

#include "library.h"

/* UTF-16 to UTF-8, with a NUL behind it: room for 3 bytes a unit and one more. Gives NULL, or what
 * is wrong: a NUL, a lone surrogate. */
const char *text_encode(const char16_t *units, size_t count, char *out, size_t *bytes);

/* A string of UTF-8, which is Latin-1 in memory where it can be. */
napi_status text_string(napi_env env, const uint8_t *bytes, size_t length, napi_value *string);

/* An array of strings, at most TEXT_LIST: value i is bytes[offsets[i] .. offsets[i + 1]). NULL with
 * or without an exception. */
enum { TEXT_LIST = 1024 };
napi_value text_list(napi_env env, struct addon *addon, const uint8_t *bytes,
                     const uint32_t *offsets, size_t rows);

/* A string, or null for NULL. */
napi_status text_or_null(napi_env env, const char *text, napi_value *string);

/* The error object, made by the function that errors.js has set. */
bool text_error(napi_env env, struct addon *addon, const phony_error *error, napi_value *object);

#endif
