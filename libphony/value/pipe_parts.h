/* What pipe.c, which parses and runs chains, and pipe_functions.c, which has the functions, share.
 */
#ifndef PH_PIPE_PARTS_H
#define PH_PIPE_PARTS_H

#include "base/buffer.h"

enum { PH_PIPE_ARGUMENTS = 2, PH_PIPE_VALUE_MAX = 1 << 20 };

typedef struct ph_pipe_text {
    const char *bytes;
    size_t length;
} ph_pipe_text;

struct ph_pipe_function;

/* A function with its arguments. */
typedef struct ph_pipe_step {
    const struct ph_pipe_function *function;
    const char *locale;
    size_t argument_count;
    ph_pipe_text arguments[PH_PIPE_ARGUMENTS]; /* those not given are empty */
    size_t number;                             /* the argument of kind 'n' */
} ph_pipe_step;

/* Appends what the function makes of a text to `out`. 0, or -1 out of memory. A result over
 * PH_PIPE_VALUE_MAX may be cut short: it is refused. */
typedef int (*ph_pipe_apply_step)(const ph_pipe_step *step, const char *text, size_t length,
                                  ph_buffer *out);

typedef struct ph_pipe_function {
    const char *name;
    /* The arguments it may have: n a number up to PH_PIPE_VALUE_MAX, t any text, T not an empty
     * one, c one character, s one ASCII character that is neither letter nor digit. */
    const char *arguments;
    size_t least; /* arguments it needs */
    ph_pipe_apply_step apply;
    const char *summary;
} ph_pipe_function;

extern const ph_pipe_function ph_pipe_functions[];
extern const size_t ph_pipe_function_count;
#endif
