#include "feed/text_feed.h"

#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "sample/permute.h"

enum { ROOM_AT_FIRST = 64 }; /* bytes a text, before the batch grows */

static void free_texts(ph_feed *feed)
{
    ph_text_feed *f = (ph_text_feed *)feed;

    if (f->fini)
        f->fini(f);
    ph_free(f);
}

static inline phony_status fill_texts(const ph_text_feed *f, const ph_feed_frame *frame,
                                      ph_values *out, int unique, phony_error *error)
{
    const phony_key key = *frame->key;
    const size_t count = frame->rows->count;
    size_t at = 0;
    phony_status status = ph_values_begin(out, f->feed.type, count, error);

    if (!status)
        status = ph_values_room(
            out, count * (f->room < ROOM_AT_FIRST ? f->room : ROOM_AT_FIRST) + f->room, error);
    for (size_t i = 0; !status && i < count; i++) {
        uint64_t row = ph_row(frame->rows, i), stream = ph_stream(&key, row), index;
        if (unique && f->distinct && row >= f->distinct)
            return ph_fail(error, PHONY_ERROR_EMPTY, "row %llu: there are %llu different values",
                           (unsigned long long)row, (unsigned long long)f->distinct);
        index = unique ? ph_permute(&key, f->distinct, row)
                       : ph_below(ph_stream_word(stream, 0), f->distinct);
        if (at + f->room + PH_VALUES_SLACK > out->bytes_capacity)
            status = ph_values_room(out, at + f->room, error);
        if (!status)
            at += f->write(f, index, stream, (char *)out->bytes + at);
        out->offsets[i + 1] = (uint32_t)at;
    }
    return status;
}

static phony_status fill_any(const ph_feed *feed, const ph_feed_frame *frame, ph_values *out,
                             phony_error *error)
{
    return fill_texts((const ph_text_feed *)feed, frame, out, 0, error);
}

static phony_status fill_unique(const ph_feed *feed, const ph_feed_frame *frame, ph_values *out,
                                phony_error *error)
{
    return fill_texts((const ph_text_feed *)feed, frame, out, 1, error);
}

static const ph_feed_class any_class = {.fill = fill_any, .free = free_texts};
static const ph_feed_class unique_class = {.fill = fill_unique, .free = free_texts};

/* ---- Making ---------------------------------------------------------------------------------- */

phony_status ph_feed_check_unique(const ph_feed_request *request, uint64_t distinct,
                                  phony_error *error)
{
    if (!request->unique || !distinct || request->rows <= distinct)
        return PHONY_OK;
    return ph_fail(error, PHONY_ERROR_EMPTY, "%llu rows must differ, and there are %llu values",
                   (unsigned long long)request->rows, (unsigned long long)distinct);
}

phony_status ph_feed_new(const ph_feed *like, size_t size, ph_feed **feed, phony_error *error)
{
    ph_feed *made = ph_malloc(size);

    if (!made)
        return ph_fail_memory(error);
    memcpy(made, like, size);
    *feed = made;
    return PHONY_OK;
}

phony_status ph_text_feed_set(const ph_feed_request *request, ph_text_feed *f, phony_error *error)
{
    phony_status status = ph_feed_check_unique(request, f->distinct, error);

    if (status)
        return status;
    f->unique = request->unique;
    f->feed.class = request->unique ? &unique_class : &any_class;
    if (f->feed.type.kind == PH_TYPE_TEXT && request->type.kind == PH_TYPE_TEXT &&
        f->room <= request->type.length)
        f->feed.type.length = request->type.length;
    return PHONY_OK;
}

phony_status ph_text_feed_new(const ph_feed_request *request, ph_text_feed *like, size_t size,
                              ph_feed **feed, phony_error *error)
{
    phony_status status = ph_text_feed_set(request, like, error);

    if (!status)
        status = ph_feed_new(&like->feed, size, feed, error);
    if (status && like->fini)
        like->fini(like);
    return status;
}
