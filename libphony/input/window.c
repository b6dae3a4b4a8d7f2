#include "input/window.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "text/utf8.h"

enum { BLOCK = 1 << 18, SEQUENCE = 4 /* bytes of the longest UTF-8 sequence */ };

phony_status ph_window_init(ph_window *window, ph_source *source, phony_error *error)
{
    *window = (ph_window){.source = source, .line = 1};
    if (ph_grow((void **)&window->data, &window->capacity, BLOCK, 1) < 0)
        return ph_fail_memory(error);
    return PHONY_OK;
}

void ph_window_fini(ph_window *window)
{
    ph_free(window->data);
    *window = (ph_window){0};
}

static void check(ph_window *window)
{
    size_t length = window->end - window->checked;
    size_t good = ph_utf8_check(window->data + window->checked, length);
    const char *rest = window->data + window->checked + good;

    window->checked += good;
    window->is_bad = good < length &&
                     (window->ended || length - good >= SEQUENCE || (unsigned char)*rest < 0xC2);
}

static phony_status make_room(ph_window *window, phony_error *error)
{
    if (window->begin) {
        memmove(window->data, window->data + window->begin, window->end - window->begin);
        window->checked -= window->begin;
        window->end -= window->begin;
        window->begin = 0;
    }
    if (window->end > window->capacity / 2 &&
        ph_grow((void **)&window->data, &window->capacity, window->capacity + 1, 1) < 0)
        return ph_fail_memory(error);
    return PHONY_OK;
}

phony_status ph_window_more(ph_window *window, phony_error *error)
{
    size_t before = ph_window_ready(window), got = 0;
    size_t enough = before < BLOCK ? before + 1 : 2 * before;

    while (ph_window_ready(window) < enough && !window->ended && !window->is_bad) {
        phony_status status = make_room(window, error);
        if (status == PHONY_OK)
            status = ph_source_read(window->source, window->data + window->end,
                                    window->capacity - window->end, &got, error);
        if (status != PHONY_OK)
            return status;
        window->end += got;
        window->ended = got == 0;
        check(window);
    }
    if (ph_window_ready(window) == before && window->is_bad)
        return ph_window_fail(window, before, error, PHONY_ERROR_ENCODING, "%s",
                              window->data[window->checked] ? "not valid UTF-8" : "a NUL byte");
    return PHONY_OK;
}

phony_status ph_window_fail(const ph_window *window, size_t at, phony_error *error,
                            phony_status status, const char *format, ...)
{
    const char *text = ph_window_text(window), *line_end = memrchr(text, '\n', at);
    char message[sizeof error->message];
    uint64_t line = window->line;
    va_list arguments;

    for (size_t i = 0; i < at; i++)
        line += text[i] == '\n';
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    return ph_fail_at(error, status, line, at + 1 - (line_end ? line_end + 1 - text : 0), "%s",
                      message);
}
