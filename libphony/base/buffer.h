/* A growable run of bytes. A failed append marks the buffer and later appends do nothing, so that
 * a sequence of appends needs one check at its end. */
#ifndef PH_BUFFER_H
#define PH_BUFFER_H

#include <stddef.h>
#include <stdint.h>

typedef struct ph_buffer {
    char *data;
    size_t length, capacity;
    int failed; /* memory ran out */
} ph_buffer;

#define PH_BUFFER_INIT                                                                             \
    {                                                                                              \
        NULL, 0, 0, 0                                                                              \
    }

void ph_buffer_fini(ph_buffer *buffer);
/* Room for `more` bytes past the end: their address, or NULL (and `failed`). */
char *ph_buffer_reserve(ph_buffer *buffer, size_t more);
void ph_buffer_append(ph_buffer *buffer, const void *bytes, size_t length);
void ph_buffer_append_text(ph_buffer *buffer, const char *text);
void ph_buffer_append_byte(ph_buffer *buffer, char byte);
void ph_buffer_append_number(ph_buffer *buffer, uint64_t number);
/* A JSON string in quotes: control characters, quotes and backslashes escaped, the rest as it is.
 */
void ph_buffer_append_json(ph_buffer *buffer, const char *text, size_t length);
#endif
