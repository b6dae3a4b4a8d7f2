/* call.h: one call from JavaScript: its arguments, read with checks, and the memory that lives as
 * long as it does.
 *
 * Nothing that comes from JavaScript is believed: every reader looks at the type and the range, and
 * on failure throws and gives false (or NULL), so that the caller returns at once. */
#ifndef PHONY_NODE_CALL_H
#define PHONY_NODE_CALL_H

#include <node_api.h>
#include <stdbool.h>
#include <stdint.h>

#include "arena.h"
#include "library.h"

enum { CALL_ARGUMENTS = 8 };

struct call {
    napi_env env;
    struct addon *addon;
    struct arena arena;
    napi_value args[CALL_ARGUMENTS]; /* missing ones are undefined */
};

typedef napi_value (*call_run)(struct call *call);

/* What a file offers to JavaScript; a table ends with a NULL name. */
struct call_export {
    const char *name;
    call_run run;
};

extern const struct call_export library_exports[];

/* Adds the functions of a table to an object. */
bool call_export_all(napi_env env, napi_value object, const struct call_export *table);

/* Throw: a fault of the binding itself, and one of the library. Both give NULL. */
napi_value call_fail(struct call *call, phony_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
napi_value call_fail_with(struct call *call, const phony_error *error);

/* Whether the library is open; throws where it is not. */
bool call_ready(struct call *call);

/* `what` names the value in messages. */
bool call_number(struct call *call, napi_value value, const char *what, double low, double high,
                 double *number);
bool call_count(struct call *call, size_t index, const char *what, size_t high, size_t *count);
/* A row: a whole number that is exact, or a bigint of 64 bits. */
bool call_row(struct call *call, size_t index, uint64_t *row);
bool call_is_empty(struct call *call, napi_value value); /* undefined or null */

/* Text as UTF-8 in the call's arena, NUL-terminated; NUL characters and lone surrogates are
 * refused. `length` may be NULL. */
const char *call_text(struct call *call, napi_value value, const char *what, size_t *length);
/* The same where undefined and null are allowed, and give NULL. */
bool call_optional_text(struct call *call, napi_value value, const char *what, const char **text);

#endif
