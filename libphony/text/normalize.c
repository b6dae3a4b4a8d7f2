#include "text/normalize.h"

#include <string.h>
#include <utf8proc.h>

#include "base/alloc.h"
#include "text/character.h"
#include "text/utf8.h"

/* Whether text is as ph_normalize would leave it, seen without tables. */
static int is_normal(const char *text, size_t length)
{
    int after_space = 1;

    for (size_t at = 0, size; at < length; at += size) {
        unsigned char byte = (unsigned char)text[at];
        uint32_t c;
        if (byte > ' ' && byte < 0x7F) {
            size = 1;
            after_space = 0;
            continue;
        }
        c = ph_utf8_decode(text + at, &size);
        if (!ph_is_plain(c) || (ph_is_space(c) && (c != ' ' || after_space)))
            return 0;
        after_space = c == ' ';
    }
    return !after_space || length == 0;
}

/* Appends code points with white space tidied. */
static void append_tidy(const int32_t *points, size_t count, ph_buffer *out)
{
    size_t begin = out->length;
    int pending = 0;

    for (size_t i = 0; i < count && !out->failed; i++) {
        utf8proc_uint8_t bytes[4];
        if (ph_is_space((uint32_t)points[i])) {
            pending = out->length > begin;
            continue;
        }
        if (pending)
            ph_buffer_append_byte(out, ' ');
        pending = 0;
        ph_buffer_append(out, bytes, (size_t)utf8proc_encode_char(points[i], bytes));
    }
}

int ph_normalize(const char *text, size_t length, ph_buffer *out)
{
    const utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_COMPOSE;
    utf8proc_ssize_t need, count;
    int32_t *points;

    if (is_normal(text, length)) {
        ph_buffer_append(out, text, length);
        return out->failed ? -1 : 0;
    }
    need = utf8proc_decompose((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)length, NULL, 0,
                              options);
    points = need >= 0 ? ph_realloc_array(NULL, (size_t)need + 1, sizeof *points) : NULL;
    if (!points)
        return -1;
    utf8proc_decompose((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)length, points, need,
                       options);
    count = utf8proc_normalize_utf32(points, need, options);
    if (count > 0)
        append_tidy(points, (size_t)count, out);
    ph_free(points);
    return out->failed || count < 0 ? -1 : 0;
}
