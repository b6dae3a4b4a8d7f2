/* Filling the caller's phony_error. Every function returns the status, so that a failure is one
 * statement: `return ph_fail(error, PHONY_ERROR_LIMIT, "...", ...)`. */
#ifndef PH_ERROR_H
#define PH_ERROR_H

#include "phony.h"

phony_status ph_fail(phony_error *error, phony_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* With the place in an input; `line` 0 = none. The message is not prefixed: callers print it. */
phony_status ph_fail_at(phony_error *error, phony_status status, uint64_t line, uint64_t column,
                        const char *format, ...) __attribute__((format(printf, 5, 6)));
/* "cannot open 'x': No such file or directory", with errno in `system`. */
phony_status ph_fail_errno(phony_error *error, phony_status status, int system, const char *format,
                           ...) __attribute__((format(printf, 4, 5)));
phony_status ph_fail_memory(phony_error *error);
/* Puts "PREFIX: " before the message of a failure on its way up. */
void ph_error_prefix(phony_error *error, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
#endif
