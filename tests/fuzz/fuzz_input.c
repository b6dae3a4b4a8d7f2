#include "fuzz_input.h"

#include <string.h>

#include "input/input.h"
#include "text/utf8.h"

static uint64_t mix(uint64_t sum, const char *value, size_t length, uint64_t weight)
{
    for (size_t i = 0; i < length; i++)
        sum = (sum ^ (unsigned char)value[i]) * UINT64_C(0x100000001B3);
    return (sum ^ length ^ weight << 32) * UINT64_C(0x9E3779B97F4A7C15);
}

static void check_error(const phony_error *error)
{
    FUZZ_PROMISE(error->status < 0 && error->status >= PHONY_ERROR_LIMIT);
    FUZZ_PROMISE(error->message[0] && memchr(error->message, 0, sizeof error->message));
    FUZZ_PROMISE(!strpbrk(error->message, "\n\r"));
    FUZZ_PROMISE(error->line || !error->column);
}

fuzz_reading fuzz_read(const char *text, size_t length, const phony_input_options *options,
                       size_t most)
{
    uint64_t limit = options->max_value_bytes ? options->max_value_bytes : 1 << 20;
    fuzz_reading reading;
    phony_input *input = NULL;
    phony_status status;

    memset(&reading, 0, sizeof reading);
    status = ph_input_open_memory(text, length, options, &input, &reading.error);
    if (status == PHONY_OK)
        ph_source_limit_reads(input->source, most);
    while (status == PHONY_OK) {
        const char *value;
        size_t size;
        uint64_t weight;
        status = phony_input_next(input, &value, &size, &weight, &reading.error);
        if (status != PHONY_OK || !value)
            break;
        FUZZ_PROMISE(weight && size <= limit && ph_utf8_check(value, size) == size);
        reading.sum = mix(reading.sum, value, size, weight);
        reading.values++;
    }
    FUZZ_PROMISE(status == reading.error.status);
    if (status != PHONY_OK)
        check_error(&reading.error);
    phony_input_close(input);
    return reading;
}

void fuzz_compare(const char *text, size_t length, const phony_input_options *options)
{
    fuzz_reading whole = fuzz_read(text, length, options, SIZE_MAX);
    fuzz_reading pieces = fuzz_read(text, length, options, 1);

    /* What precedes the corruption of gzip may or may not have been given out. */
    if (length >= 2 && !memcmp(text, "\x1f\x8b", 2))
        return;
    FUZZ_PROMISE(whole.values == pieces.values && whole.sum == pieces.sum);
    FUZZ_PROMISE(whole.error.line == pieces.error.line);
    FUZZ_PROMISE(whole.error.column == pieces.error.column);
    FUZZ_PROMISE(!strcmp(whole.error.message, pieces.error.message));
}
