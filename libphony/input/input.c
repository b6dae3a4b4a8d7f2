/* Opening a list: its options, its format by name, and passing calls on to the reader. */
#include "input/input.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/options.h"

#define MAX_VALUE_DEFAULT ((uint64_t)1 << 20)
#define MAX_VALUE_LIMIT ((uint64_t)1 << 30) /* offsets in records and batches are 32 bits */

static const ph_reader *const readers[] = {
    [PHONY_FORMAT_TEXT] = &ph_reader_text,
    [PHONY_FORMAT_CSV] = &ph_reader_csv,
    [PHONY_FORMAT_JSON] = &ph_reader_json,
    [PHONY_FORMAT_NDJSON] = &ph_reader_ndjson,
};

/* Anything else is text. */
static const struct ending {
    const char *text;
    int format;
    char delimiter;
} endings[] = {
    {".csv", PHONY_FORMAT_CSV, ','},    {".tsv", PHONY_FORMAT_CSV, '\t'},
    {".json", PHONY_FORMAT_JSON, 0},    {".ndjson", PHONY_FORMAT_NDJSON, 0},
    {".jsonl", PHONY_FORMAT_NDJSON, 0}, {".txt", PHONY_FORMAT_TEXT, 0},
};

/* ---- Options ------------------------------------------------------------------------------- */

static int ends_with(const char *text, size_t length, const char *end)
{
    size_t size = strlen(end);

    return length >= size && !strncasecmp(text + length - size, end, size);
}

static const struct ending *find_ending(const char *path)
{
    static const struct ending none = {"", PHONY_FORMAT_TEXT, 0};
    size_t length = strlen(path);

    if (ends_with(path, length, ".gz"))
        length -= 3;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        if (ends_with(path, length, endings[i].text))
            return &endings[i];
    }
    return &none;
}

static phony_status check_options(const phony_input_options *options, phony_error *error)
{
    int32_t delimiter = options->delimiter;
    char limit[27];

    if (options->format < PHONY_FORMAT_AUTO || options->format > PHONY_FORMAT_NDJSON)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "unknown format %d", (int)options->format);
    if (delimiter < 0 || delimiter > 126 || delimiter == '"' || delimiter == '\n' ||
        delimiter == '\r')
        return ph_fail(error, PHONY_ERROR_ARGUMENT,
                       "the delimiter must be one ASCII character, no quote and no line end");
    if (options->max_value_bytes > MAX_VALUE_LIMIT)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "max_value_bytes is at most %s",
                       ph_input_grouped(MAX_VALUE_LIMIT, limit));
    return PHONY_OK;
}

static phony_status read_options(const phony_input_options *given, phony_input_options *options,
                                 phony_error *error)
{
    *options = (phony_input_options)PHONY_INPUT_OPTIONS_INIT;
    if (!given)
        return PHONY_OK;
    if (given->size < offsetof(phony_input_options, format))
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "the size of the input options is not set");
    ph_options_take(options, sizeof *options, given);
    return check_options(options, error);
}

/* `path` may be NULL. */
static phony_status set_options(phony_input *input, const char *path,
                                const phony_input_options *given, phony_error *error)
{
    const struct ending *ending = find_ending(path ? path : "");
    phony_input_options options;
    phony_status status = read_options(given, &options, error);
    int failed = 0;

    if (status != PHONY_OK)
        return status;
    input->reader = readers[options.format ? options.format : ending->format];
    input->delimiter = (char)options.delimiter;
    if (!input->delimiter)
        input->delimiter = ending->delimiter ? ending->delimiter : ',';
    input->no_header = options.no_header != 0;
    input->max_value =
        (size_t)(options.max_value_bytes ? options.max_value_bytes : MAX_VALUE_DEFAULT);
    input->column = ph_strdup_or_null(options.column, &failed);
    input->weight_column = ph_strdup_or_null(options.weight_column, &failed);
    return failed ? ph_fail_memory(error) : PHONY_OK;
}

/* ---- Opening ------------------------------------------------------------------------------- */

/* From the file at `path`, or from memory where that is NULL. */
static phony_status open_input(const char *path, const void *bytes, size_t length,
                               const phony_input_options *options, phony_input **input,
                               phony_error *error)
{
    phony_input *made = ph_calloc(1, sizeof *made);
    phony_status status;

    if (!made)
        return ph_fail_memory(error);
    status = set_options(made, path, options, error);
    if (status == PHONY_OK)
        status = path ? ph_source_open(path, &made->source, error)
                      : ph_source_open_memory(bytes, length, &made->source, error);
    if (status == PHONY_OK)
        status = made->reader->open(made, error);
    if (status == PHONY_OK)
        *input = made;
    else
        phony_input_close(made);
    return status;
}

phony_status phony_input_open(const char *path, const phony_input_options *options,
                              phony_input **input, phony_error *error)
{
    if (!path || !*path || !input)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "no path of an input, or no place for it");
    return open_input(path, NULL, 0, options, input, error);
}

phony_status ph_input_open_memory(const void *bytes, size_t length,
                                  const phony_input_options *options, phony_input **input,
                                  phony_error *error)
{
    return open_input(NULL, bytes, length, options, input, error);
}

void phony_input_close(phony_input *input)
{
    if (!input)
        return;
    if (input->reader)
        input->reader->close(input);
    ph_window_fini(&input->window);
    ph_source_close(input->source);
    ph_free(input->column);
    ph_free(input->weight_column);
    ph_free(input);
}

/* ---- Reading ------------------------------------------------------------------------------- */

/* Values of weight 0 are passed over; a failure sticks. */
static phony_status next_value(phony_input *input, ph_value *value)
{
    phony_status status = PHONY_OK;

    if (input->failure.status != PHONY_OK)
        return input->failure.status;
    do {
        value->text = NULL;
        value->weight = 1;
        status = input->reader->next(input, value, &input->failure);
    } while (status == PHONY_OK && value->text && !value->weight);
    return status;
}

phony_status phony_input_next(phony_input *input, const char **value, size_t *length,
                              uint64_t *weight, phony_error *error)
{
    ph_value next = {NULL, 0, 0};

    if (!input || !value || !length || !weight)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "no input, or no place for a value");
    if (next_value(input, &next) != PHONY_OK) {
        if (error)
            *error = input->failure;
        return input->failure.status;
    }
    *value = next.text;
    *length = next.text ? next.length : 0;
    *weight = next.text ? next.weight : 0;
    return PHONY_OK;
}

uint64_t phony_input_position(const phony_input *input)
{
    return input ? ph_source_position(input->source) : 0;
}

uint64_t phony_input_size(const phony_input *input)
{
    return input ? ph_source_size(input->source) : 0;
}

/* ---- Batches ------------------------------------------------------------------------------- */

enum { BATCH_BYTES = 65536, BATCH_VALUES = 4096 };

static int append_value(ph_batch *batch, const char *text, size_t length, uint64_t weight)
{
    if (ph_grow((void **)&batch->bytes, &batch->capacity, batch->used + length, 1) < 0 ||
        ph_grow((void **)&batch->values, &batch->capacity_values, batch->count + 1,
                sizeof *batch->values) < 0)
        return -1;
    if (length)
        memcpy(batch->bytes + batch->used, text, length);
    batch->values[batch->count++] =
        (ph_batch_value){(uint32_t)batch->used, (uint32_t)length, weight};
    batch->used += length;
    return 0;
}

phony_status ph_input_batch(phony_input *input, ph_batch *batch, phony_error *error)
{
    batch->used = batch->count = 0;
    while (batch->used < BATCH_BYTES && batch->count < BATCH_VALUES) {
        const char *text = NULL;
        size_t length = 0;
        uint64_t weight = 0;
        phony_status status = phony_input_next(input, &text, &length, &weight, error);
        if (status != PHONY_OK)
            return status;
        if (!text)
            return PHONY_OK;
        if (append_value(batch, text, length, weight) < 0)
            return ph_fail_memory(error);
    }
    return PHONY_OK;
}

void ph_batch_fini(ph_batch *batch)
{
    ph_free(batch->bytes);
    ph_free(batch->values);
    *batch = (ph_batch){0};
}

/* ---- Numbers ------------------------------------------------------------------------------- */

int ph_input_weight(const char *text, size_t length, uint64_t *weight)
{
    uint64_t sum = 0;

    for (size_t i = 0; i < length; i++) {
        unsigned digit = (unsigned)(unsigned char)text[i] - '0';
        if (digit > 9 || __builtin_mul_overflow(sum, 10, &sum) ||
            __builtin_add_overflow(sum, digit, &sum))
            return -1;
    }
    *weight = sum;
    return length ? 0 : -1;
}

const char *ph_input_grouped(uint64_t number, char text[static 27])
{
    char digits[21];
    int count = snprintf(digits, sizeof digits, "%llu", (unsigned long long)number);
    char *to = text;

    for (int i = 0; i < count; i++) {
        if (i && (count - i) % 3 == 0)
            *to++ = ',';
        *to++ = digits[i];
    }
    *to = '\0';
    return text;
}
