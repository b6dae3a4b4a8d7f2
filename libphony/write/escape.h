/* Texts with bytes that a format must not write as they are. Most texts have none, so looking is
 * what counts: 16 bytes at a time, with vectors that every machine can be compiled for. */
#ifndef PH_ESCAPE_H
#define PH_ESCAPE_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/buffer.h"

enum {
    PH_ESCAPE_NEEDLES = 5,
    PH_ESCAPE_CHUNK = 16, /* bytes looked at together; as many may be read past a text's end */
    PH_ESCAPE_LONGEST = 6 /* bytes that stand for one, at most */
};

/* The same bytes said twice: for the look at many, and for one by one. */
typedef struct ph_escape {
    uint8_t needles[PH_ESCAPE_NEEDLES]; /* filled up with one of them */
    int control;                        /* and all below 0x20 */
    const uint8_t *which;               /* 256: 0, or which of `instead` */
    const char *const *instead;         /* what is written; [0] is not used */
} ph_escape;

extern const ph_escape ph_escape_csv;      /* the text is to be quoted; quotes are doubled */
extern const ph_escape ph_escape_json;     /* a string of JSON */
extern const ph_escape ph_escape_one_line; /* JSON itself: line ends become spaces */
extern const ph_escape ph_escape_copy;     /* PostgreSQL's COPY, text format */
extern const ph_escape ph_escape_sql;      /* a literal of standard SQL: quotes are doubled */
extern const ph_escape ph_escape_mysql;    /* likewise, and a backslash begins an escape */
extern const ph_escape ph_escape_name;     /* in double quotes */
extern const ph_escape ph_escape_tick;     /* in MySQL's backticks */

typedef uint8_t ph_chunk __attribute__((vector_size(PH_ESCAPE_CHUNK)));

/* 255 where a byte is one of them. */
static inline ph_chunk ph_escape_mask(const ph_escape *escape, ph_chunk chunk)
{
    ph_chunk found = (ph_chunk)(chunk == escape->needles[0]);

    found |= (ph_chunk)(chunk == escape->needles[1]);
    found |= (ph_chunk)(chunk == escape->needles[2]);
    found |= (ph_chunk)(chunk == escape->needles[3]);
    found |= (ph_chunk)(chunk == escape->needles[4]);
    if (escape->control)
        found |= (ph_chunk)(chunk < 0x20);
    return found;
}

static inline int ph_chunk_any(ph_chunk found)
{
    uint64_t halves[2];

    memcpy(halves, &found, sizeof halves);
    return (halves[0] | halves[1]) != 0;
}

/* Likewise of the first `length` bytes at `text` alone; PH_ESCAPE_CHUNK are read. */
static inline ph_chunk ph_escape_mask_at(const ph_escape *escape, const char *text, size_t length)
{
    static const ph_chunk lanes = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    uint8_t some = length < PH_ESCAPE_CHUNK ? (uint8_t)length : PH_ESCAPE_CHUNK;
    ph_chunk chunk;

    memcpy(&chunk, text, sizeof chunk);
    return ph_escape_mask(escape, chunk) & (ph_chunk)(lanes < some);
}

/* Whether one must not be written as it is; reads up to PH_ESCAPE_CHUNK bytes past the end. */
static inline int ph_escape_any(const ph_escape *escape, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i += PH_ESCAPE_CHUNK)
        if (ph_chunk_any(ph_escape_mask_at(escape, text + i, length - i)))
            return 1;
    return 0;
}

/* How many bytes must not be written as they are. Nothing is read past the end. */
size_t ph_escape_count(const ph_escape *escape, const char *text, size_t length);

/* Writes a text; the byte behind what was written. Reads and writes up to PH_ESCAPE_CHUNK bytes
 * past the ends of both; `out` has room for PH_ESCAPE_LONGEST bytes for each that
 * ph_escape_count counts. */
char *ph_escape_write(const ph_escape *escape, const char *text, size_t length, char *out);
/* Likewise to the end of a buffer, reading nothing past the end. */
void ph_escape_append(const ph_escape *escape, const char *text, size_t length, ph_buffer *out);
#endif
