/* NFC and white space. Text that is plain throughout is only looked at. Other text is cut into
 * pieces, each one plain code point and what follows it up to the next; a piece is decomposed, its
 * marks put in order, and composed. utf8proc does both ends of that; the order is ours, for its own
 * takes quadratic time over long runs of marks. */
#include "text/normalize.h"

#include <assert.h>
#include <string.h>
#include <utf8proc.h>

#include "base/alloc.h"
#include "text/character.h"
#include "text/utf8.h"

#define LOCAL_POINTS 64  /* pieces of up to so many are worked on without allocating */
#define LOCAL_BYTES 40   /* what never decomposes into more */
#define INSERTION_MAX 32 /* longer runs of marks are sorted by counting */

int ph_is_plainly_normal(const char *text, size_t length)
{
    int after_space = 1;

    for (size_t at = 0, size = 1; at < length; at += size, size = 1) {
        unsigned char byte = (unsigned char)text[at];
        if (byte == ' ') {
            if (after_space)
                return 0;
            after_space = 1;
            continue;
        }
        after_space = 0;
        if (byte < ' ' || byte >= 0x7F) {
            uint32_t c = ph_utf8_decode(text + at, &size);
            if (!ph_is_plain(c) || ph_is_space(c))
                return 0;
        }
    }
    return !after_space || length == 0;
}

/* What tidies white space on the way out. */
typedef struct writer {
    ph_buffer *out;
    size_t begin;
    int pending; /* a space, once something follows */
} writer;

static void put_point(writer *w, uint32_t point)
{
    utf8proc_uint8_t bytes[4];

    if (ph_is_space(point)) {
        w->pending = w->out->length > w->begin;
        return;
    }
    if (w->pending)
        ph_buffer_append_byte(w->out, ' ');
    w->pending = 0;
    ph_buffer_append(w->out, bytes, (size_t)utf8proc_encode_char((utf8proc_int32_t)point, bytes));
}

/* The canonical combining class. */
static unsigned class_of(int32_t point)
{
    return (unsigned)utf8proc_get_property(point)->combining_class & 0xFF;
}

static void order_few(int32_t *points, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        int32_t point = points[i];
        unsigned class = class_of(point);
        size_t to = i;
        for (; to > 0 && class_of(points[to - 1]) > class; to--)
            points[to] = points[to - 1];
        points[to] = point;
    }
}

static void order_many(int32_t *points, size_t count, int32_t *spare)
{
    size_t places[257] = {0};

    for (size_t i = 0; i < count; i++)
        places[class_of(points[i]) + 1]++;
    for (size_t class = 1; class < 257; class ++)
        places[class] += places[class - 1];
    for (size_t i = 0; i < count; i++)
        spare[places[class_of(points[i])]++] = points[i];
    memcpy(points, spare, count * sizeof *points);
}

/* Canonical ordering: sorts every run of marks by class, stably. */
static void order_marks(int32_t *points, size_t count, int32_t *spare)
{
    for (size_t at = 0, end; at < count; at = end + 1) {
        for (end = at; end < count && class_of(points[end]) != 0;)
            end++;
        if (end - at <= INSERTION_MAX || !spare)
            order_few(points + at, end - at);
        else
            order_many(points + at, end - at, spare);
    }
}

/* The canonical decomposition, code point by code point; returns their number. */
static size_t decompose(const char *text, size_t length, int32_t *points, size_t room)
{
    size_t count = 0;

    for (size_t at = 0, size; at < length; at += size) {
        int32_t point = (int32_t)ph_utf8_decode(text + at, &size);
        utf8proc_ssize_t made = utf8proc_decompose_char(
            point, points + count, (utf8proc_ssize_t)(room - count), UTF8PROC_DECOMPOSE, NULL);
        assert(made > 0 && (size_t)made <= room - count);
        count += (size_t)made;
    }
    return count;
}

static void put_piece(writer *w, const char *text, size_t length, int32_t *points, size_t room,
                      int32_t *spare)
{
    size_t count = decompose(text, length, points, room);
    utf8proc_ssize_t composed;

    order_marks(points, count, spare);
    composed = utf8proc_normalize_utf32(points, (utf8proc_ssize_t)count,
                                        UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    for (utf8proc_ssize_t i = 0; i < composed; i++)
        put_point(w, (uint32_t)points[i]);
}

static int put_long_piece(writer *w, const char *text, size_t length)
{
    /* No code point decomposes into more than three to its two bytes (U+0390). */
    size_t room = length + length / 2 + 1;
    int32_t *points = ph_realloc_array(NULL, room, 2 * sizeof *points);

    if (!points)
        return -1;
    put_piece(w, text, length, points, room, points + room);
    ph_free(points);
    return 0;
}

/* U+11A7 composes with nothing, but utf8proc 2.8 takes it for a Hangul final and drops it; at the
 * head of a piece it is left alone. */
static int begins_piece(uint32_t point)
{
    return ph_is_plain(point) || point == 0x11A7;
}

static size_t piece_end(const char *text, size_t length, size_t at)
{
    size_t size;

    while (at < length && !begins_piece(ph_utf8_decode(text + at, &size)))
        at += size;
    return at;
}

static int normalize_pieces(const char *text, size_t length, ph_buffer *out)
{
    writer w = {out, out->length, 0};
    int32_t points[LOCAL_POINTS];
    int failed = 0;

    for (size_t at = 0, size, end; at < length && !failed; at = end) {
        uint32_t point = ph_utf8_decode(text + at, &size);
        end = piece_end(text, length, at + size);
        if (end == at + size && ph_is_plain(point))
            put_point(&w, point);
        else if (end - at <= LOCAL_BYTES)
            put_piece(&w, text + at, end - at, points, LOCAL_POINTS, NULL);
        else
            failed = put_long_piece(&w, text + at, end - at) < 0;
    }
    return failed || out->failed ? -1 : 0;
}

int ph_normalize(const char *text, size_t length, ph_buffer *out)
{
    if (!ph_is_plainly_normal(text, length))
        return normalize_pieces(text, length, out);
    ph_buffer_append(out, text, length);
    return out->failed ? -1 : 0;
}
