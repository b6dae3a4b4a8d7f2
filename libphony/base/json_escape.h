/* Checking \u escapes ahead of yajl, whose decoder drops what follows half of a surrogate pair and
 * gives U+0000 and the halves as they are. */
#ifndef PH_JSON_ESCAPE_H
#define PH_JSON_ESCAPE_H

#include <stddef.h>

/* Where in an escape the text stands; it may be cut anywhere. */
typedef struct ph_json_escape {
    int digits;    /* -1: outside, 0: after the backslash, else hexadecimal digits to come */
    int high;      /* after a high surrogate: its low half must follow */
    unsigned code; /* of the digits so far */
    size_t count;  /* escapes begun so far */
} ph_json_escape;

#define PH_JSON_ESCAPE_INIT                                                                        \
    {                                                                                              \
        -1, 0, 0, 0                                                                                \
    }

/* The length of what is well so far; where it is below `length`, `*wrong` says what is not.
 * Malformed escapes pass: yajl reports them. */
size_t ph_json_escape_check(ph_json_escape *escape, const char *bytes, size_t length,
                            const char **wrong);
#endif
