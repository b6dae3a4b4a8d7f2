/* The text of a pattern as given: what is wrong with it before it is read, and where in it a place
 * of its NFC is, for messages. */
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/error.h"
#include "constraint/pattern_parts.h"
#include "text/character.h"
#include "text/utf8.h"

phony_status ph_pattern_check(const char *text, phony_error *error)
{
    size_t length = strlen(text), good = ph_utf8_check(text, length);

    if (length > PH_PATTERN_BYTES_MAX)
        return ph_fail(error, PHONY_ERROR_LIMIT, "a pattern of more than %d bytes",
                       PH_PATTERN_BYTES_MAX);
    if (good < length)
        return ph_fail_at(error, PHONY_ERROR_ENCODING, 1, good + 1,
                          "byte %zu of the pattern is not UTF-8", good + 1);
    return PHONY_OK;
}

/* The bytes of the first piece of `text`, which NFC changes by itself: each begins at a plain code
 * point (text/character.h). `*normal` = those of its NFC. */
static size_t piece_length(const char *text, size_t *normal)
{
    size_t length = 0, size;
    utf8proc_uint8_t *composed = NULL;
    utf8proc_ssize_t got;

    do {
        ph_utf8_decode(text + length, &size);
        length += size;
    } while (text[length] && !ph_is_plain(ph_utf8_decode(text + length, &size)));
    got = utf8proc_map((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)length, &composed,
                       UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    free(composed); /* utf8proc's own */
    *normal = got < 0 ? length : (size_t)got;
    return length;
}

uint64_t ph_pattern_place(const char *text, uint64_t place)
{
    uint64_t at = 0;
    size_t length, normal;

    for (; text[at]; at += length, place -= normal) {
        length = piece_length(text + at, &normal);
        if (place < normal)
            return at + (place < length ? place : length - 1);
    }
    return at;
}
