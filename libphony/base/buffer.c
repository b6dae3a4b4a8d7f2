#include "base/buffer.h"

#include <string.h>

#include "base/alloc.h"

void ph_buffer_fini(ph_buffer *buffer)
{
    ph_free(buffer->data);
    *buffer = (ph_buffer)PH_BUFFER_INIT;
}

char *ph_buffer_reserve(ph_buffer *buffer, size_t more)
{
    if (buffer->failed)
        return NULL;
    if (more >= SIZE_MAX - buffer->length ||
        ph_grow((void **)&buffer->data, &buffer->capacity, buffer->length + more + 1, 1) < 0) {
        buffer->failed = 1;
        return NULL;
    }
    return buffer->data + buffer->length;
}

void ph_buffer_append(ph_buffer *buffer, const void *bytes, size_t length)
{
    char *room = ph_buffer_reserve(buffer, length);

    if (room && length) {
        memcpy(room, bytes, length);
        buffer->length += length;
    }
}

void ph_buffer_append_text(ph_buffer *buffer, const char *text)
{
    ph_buffer_append(buffer, text, strlen(text));
}

void ph_buffer_append_byte(ph_buffer *buffer, char byte)
{
    ph_buffer_append(buffer, &byte, 1);
}

void ph_buffer_append_number(ph_buffer *buffer, uint64_t number)
{
    char digits[20];
    size_t at = sizeof digits;

    do
        digits[--at] = (char)('0' + number % 10);
    while (number /= 10);
    ph_buffer_append(buffer, digits + at, sizeof digits - at);
}

static void append_escape(ph_buffer *buffer, unsigned char byte)
{
    static const char hex[] = "0123456789abcdef";
    static const char named[] = "\"\\\b\f\n\r\t", letter[] = "\"\\bfnrt";
    const char *found = memchr(named, byte, sizeof named - 1);

    ph_buffer_append_byte(buffer, '\\');
    if (found) {
        ph_buffer_append_byte(buffer, letter[found - named]);
        return;
    }
    ph_buffer_append_text(buffer, "u00");
    ph_buffer_append_byte(buffer, hex[byte >> 4]);
    ph_buffer_append_byte(buffer, hex[byte & 15]);
}

void ph_buffer_append_json(ph_buffer *buffer, const char *text, size_t length)
{
    size_t from = 0;

    ph_buffer_append_byte(buffer, '"');
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)text[i];
        if (byte >= 0x20 && byte != '"' && byte != '\\')
            continue;
        ph_buffer_append(buffer, text + from, i - from);
        append_escape(buffer, byte);
        from = i + 1;
    }
    ph_buffer_append(buffer, text + from, length - from);
    ph_buffer_append_byte(buffer, '"');
}
