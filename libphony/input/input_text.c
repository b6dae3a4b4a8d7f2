/* One value a line: LF or CRLF, the last one with or without. Empty lines are passed over. */
#include <string.h>

#include "base/error.h"
#include "input/input.h"

static phony_status open_text(phony_input *input, phony_error *error)
{
    if (input->column || input->weight_column)
        return ph_fail(error, PHONY_ERROR_ARGUMENT,
                       "text has one value a line and no columns; for CSV or JSON name the format");
    return ph_window_init(&input->window, input->source, error);
}

static void close_text(phony_input *input)
{
    (void)input;
}

static phony_status fail_long(const phony_input *input, phony_error *error)
{
    unsigned long long line = input->window.line;
    char limit[27];

    return ph_window_fail(&input->window, 0, error, PHONY_ERROR_LIMIT,
                          "line %llu is longer than %s bytes; one value a line is expected (the "
                          "limit can be raised)",
                          line, ph_input_grouped(input->max_value, limit));
}

/* The end of the line at begin: that of its content; *next is where the following one starts. NULL
 * where all that is ready is not a whole line. */
static const char *find_end(const ph_window *window, const char **next)
{
    const char *begin = ph_window_text(window);
    size_t ready = ph_window_ready(window);
    const char *end = memchr(begin, '\n', ready);

    if (end)
        *next = end + 1;
    else if (window->ended && !window->is_bad)
        *next = end = begin + ready;
    else
        return NULL;
    return end > begin && end[-1] == '\r' ? end - 1 : end;
}

static phony_status next_line(phony_input *input, ph_value *value, phony_error *error)
{
    ph_window *window = &input->window;

    for (;;) {
        const char *begin = ph_window_text(window), *next, *end = find_end(window, &next);
        if (!end) {
            phony_status status = PHONY_OK;
            if (ph_window_ready(window) > input->max_value + 1)
                return fail_long(input, error);
            status = ph_window_more(window, error);
            if (status != PHONY_OK)
                return status;
            continue;
        }
        if (next == begin)
            return PHONY_OK;
        value->length = (size_t)(end - begin);
        if (value->length > input->max_value)
            return fail_long(input, error);
        window->begin += (size_t)(next - begin);
        window->line++;
        if (value->length) {
            value->text = begin;
            return PHONY_OK;
        }
    }
}

const ph_reader ph_reader_text = {open_text, next_line, close_text};
