/* Filling the caller's phony_error. Every function returns the status, so that a failure is one
 * statement: `return ph_fail(error, PHONY_ERROR_LIMIT, "...", ...)`. */
#ifndef PH_ERROR_H
#define PH_ERROR_H

#include "phony.h"

/* The status comes out of an inline function, so that compilers and analysers see that it is the
 * one given and not 0. */
static inline phony_status ph_failed(phony_status status)
{
    return status;
}
#define ph_fail(error, status, ...)                                                                \
    (ph_error_set((error), (status), 0, 0, 0, __VA_ARGS__), ph_failed(status))
/* With the place in an input; `line` 0 = none. The message is not prefixed: callers print it. */
#define ph_fail_at(error, status, line, column, ...)                                               \
    (ph_error_set((error), (status), 0, (line), (column), __VA_ARGS__), ph_failed(status))
/* "cannot open 'x': No such file or directory", with errno in `system`. */
#define ph_fail_errno(error, status, system, ...)                                                  \
    (ph_error_set((error), (status), (system), 0, 0, __VA_ARGS__), ph_failed(status))
#define ph_fail_memory(error) ph_fail((error), PHONY_ERROR_MEMORY, "out of memory")

void ph_error_set(phony_error *error, phony_status status, int system, uint64_t line,
                  uint64_t column, const char *format, ...) __attribute__((format(printf, 6, 7)));
/* Puts "PREFIX: " before the message of a failure on its way up. */
void ph_error_prefix(phony_error *error, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
#endif
