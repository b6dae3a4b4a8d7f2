/* UTF-8 (RFC 3629): checking and reading code points. */
#ifndef PH_UTF8_H
#define PH_UTF8_H

#include <stddef.h>
#include <stdint.h>

/* The offset of the first byte that is no valid UTF-8 or is NUL, or `length` where all is well.
 * Runs at memory speed over ASCII. */
size_t ph_utf8_check(const char *text, size_t length);

/* The code point at text[0]; the text must have been checked, and length > 0. `*size` = its bytes.
 */
uint32_t ph_utf8_decode(const char *text, size_t *size);
#endif
