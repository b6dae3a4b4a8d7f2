#include "constraint/constraint_text.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/alloc.h"
#include "base/error.h"
#include "text/utf8.h"

void ph_needle_fini(ph_needle *needle)
{
    ph_free(needle->points);
    ph_free(needle->fail);
    memset(needle, 0, sizeof *needle);
}

uint32_t ph_needle_step(const ph_needle *needle, uint32_t matched, uint32_t point)
{
    if (matched == needle->length)
        matched = needle->fail[matched];
    while (matched > 0 && needle->points[matched] != point)
        matched = needle->fail[matched];
    return matched + (needle->points[matched] == point);
}

static void find_failures(ph_needle *needle)
{
    uint32_t matched = 0;

    for (uint32_t i = 1; i < needle->length; i++) {
        while (matched > 0 && needle->points[matched] != needle->points[i])
            matched = needle->fail[matched];
        matched += needle->points[matched] == needle->points[i];
        needle->fail[i + 1] = matched;
    }
}

static phony_status take_points(ph_needle *needle, const char *text, phony_error *error)
{
    size_t length = strlen(text), size;

    needle->points = ph_calloc(length + 1, sizeof *needle->points);
    needle->fail = ph_calloc(length + 2, sizeof *needle->fail);
    if (!needle->points || !needle->fail)
        return ph_fail_memory(error);
    for (size_t at = 0; at < length; at += size)
        needle->points[needle->length++] = ph_utf8_decode(text + at, &size);
    find_failures(needle);
    return PHONY_OK;
}

phony_status ph_needle_init(ph_needle *needle, const char *name, const char *text,
                            phony_error *error)
{
    size_t length = text ? strlen(text) : 0;
    phony_status status;
    utf8proc_uint8_t *normal;

    memset(needle, 0, sizeof *needle);
    if (!length)
        return PHONY_OK;
    if (length > PH_NEEDLE_MAX)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "the %s is longer than %d bytes", name,
                       PH_NEEDLE_MAX);
    if (ph_utf8_check(text, length) < length)
        return ph_fail(error, PHONY_ERROR_ENCODING, "byte %zu of the %s is not UTF-8",
                       ph_utf8_check(text, length) + 1, name);
    normal = utf8proc_NFC((const utf8proc_uint8_t *)text);
    if (!normal)
        return ph_fail_memory(error);
    status = take_points(needle, (const char *)normal, error);
    free(normal); /* utf8proc's own */
    if (status)
        ph_needle_fini(needle);
    return status;
}
