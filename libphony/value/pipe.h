/* The functions of templates: {name|upper|truncate:20}. Each takes a text to a text. To add one:
 * a row in the table of pipe_functions.c. */
#ifndef PH_PIPE_H
#define PH_PIPE_H

#include "base/buffer.h"
#include "phony.h"

typedef struct ph_pipe ph_pipe; /* a chain of functions with their arguments */

/* Parses "upper|truncate:20" (what stands behind the name's '|'; `column` is where it begins in the
 * template, from 1, for errors). Arguments follow ':', several apart by ','; '\\' takes the next
 * character as it is. Returns PHONY_ERROR_NOT_FOUND for an unknown function with the nearest one,
 * _SYNTAX or _ARGUMENT for wrong arguments, _MEMORY. */
phony_status ph_pipe_parse(const char *text, size_t length, uint64_t column, const char *locale,
                           ph_pipe **pipe, phony_error *error);
void ph_pipe_free(ph_pipe *pipe);

/* Appends what the chain makes of a value to `out`. The value must not lie in `out`. `a` and `b`
 * are scratch, kept between calls. Returns PHONY_ERROR_LIMIT (a result over 1 MiB) or _MEMORY. */
phony_status ph_pipe_apply(const ph_pipe *pipe, const char *value, size_t length, ph_buffer *a,
                           ph_buffer *b, ph_buffer *out, phony_error *error);

/* Whether the chain is exactly this one function without arguments. */
int ph_pipe_is(const ph_pipe *pipe, const char *name);

/* Letters as ASCII ("Müller" -> "Muller", by locale "Mueller"; "Ayşe" -> "Ayse"), anything that has
 * no counterpart left out; and the same in lower case with '-' between words, none at the ends.
 * 0 or -1 out of memory. */
int ph_to_ascii(const char *text, size_t length, const char *locale, ph_buffer *out);
int ph_to_slug(const char *text, size_t length, const char *locale, ph_buffer *out);
/* With another separator. */
int ph_to_slug_with(const char *text, size_t length, const char *locale, char separator,
                    ph_buffer *out);
#endif
