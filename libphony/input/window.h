/* A view of the bytes of a source: what a reader has not consumed yet, checked UTF-8 without NUL.
 *
 *     data              begin          checked   end       capacity
 *      | consumed        | ready        | cut     | free    |
 *
 * Checking runs over whole blocks, which is much faster than value by value; a sequence that the
 * block's end cuts waits for the next one. What was handed out stays in place until ph_window_more
 * is called. */
#ifndef PH_WINDOW_H
#define PH_WINDOW_H

#include "input/source.h"

typedef struct ph_window {
    ph_source *source;
    char *data;
    size_t begin, checked, end, capacity;
    uint64_t line; /* of the byte at begin; readers keep it */
    int ended;     /* the source has no more bytes */
    int is_bad;    /* the byte at `checked` is not UTF-8, or NUL */
} ph_window;

/* The source stays the caller's. */
phony_status ph_window_init(ph_window *window, ph_source *source, phony_error *error);
void ph_window_fini(ph_window *window);
/* More bytes behind those that are ready, which move but stay; at least one unless `ended`.
 * Where much is ready it is at least doubled, as readers may scan it from its start again.
 * PHONY_ERROR_ENCODING (with the place) where a bad byte is next, or as ph_source_read. */
phony_status ph_window_more(ph_window *window, phony_error *error);

/* PHONY_ERROR... at the byte `at` behind begin, with its line and column. */
phony_status ph_window_fail(const ph_window *window, size_t at, phony_error *error,
                            phony_status status, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

static inline const char *ph_window_text(const ph_window *window)
{
    return window->data + window->begin;
}

static inline size_t ph_window_ready(const ph_window *window)
{
    return window->checked - window->begin;
}
#endif
