/* JSON: the parser alone, then lists out of it. The first byte chooses the options, the rest is the
 * text. */
#include <string.h>

#include "base/json.h"
#include "fuzz_input.h"
#include "text/utf8.h"

struct events {
    uint64_t count, sum;
    size_t depth;
    phony_error error;
};

static phony_status on_event(void *user, ph_json_kind kind, const char *text, size_t length,
                             phony_error *error)
{
    struct events *events = user;

    (void)error;
    FUZZ_PROMISE(ph_utf8_check(text, length) == length);
    if (kind == PH_JSON_ARRAY_END || kind == PH_JSON_OBJECT_END)
        FUZZ_PROMISE(events->depth-- > 0);
    if (kind == PH_JSON_ARRAY || kind == PH_JSON_OBJECT)
        events->depth++;
    FUZZ_PROMISE(events->depth <= 8);
    events->sum = events->sum * 31 + kind + length;
    for (size_t i = 0; i < length; i++)
        events->sum = events->sum * 31 + (unsigned char)text[i];
    events->count++;
    return PHONY_OK;
}

static struct events parse(const char *text, size_t length, size_t piece, int many_values)
{
    ph_json_limits limits = {8, 0, many_values};
    struct events events;
    phony_status status;
    ph_json *json;

    memset(&events, 0, sizeof events);
    status = ph_json_new(&limits, on_event, &events, &json, &events.error);
    if (status != PHONY_OK)
        abort();
    for (size_t at = 0; at < length && status == PHONY_OK; at += piece)
        status =
            ph_json_feed(json, text + at, piece < length - at ? piece : length - at, &events.error);
    if (status == PHONY_OK)
        status = ph_json_finish(json, &events.error);
    FUZZ_PROMISE(status == events.error.status && (status || !events.depth));
    ph_json_free(json);
    return events;
}

static void compare_events(const char *text, size_t length, int many_values)
{
    struct events whole = parse(text, length, length + 1, many_values);
    struct events pieces = parse(text, length, 1, many_values);

    FUZZ_PROMISE(whole.count == pieces.count && whole.sum == pieces.sum);
    FUZZ_PROMISE(whole.error.line == pieces.error.line);
    FUZZ_PROMISE(whole.error.column == pieces.error.column);
    FUZZ_PROMISE(!strcmp(whole.error.message, pieces.error.message));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static const char *const columns[] = {NULL, "v", "/a/0/v", "/~01/~1"};
    phony_input_options options = PHONY_INPUT_OPTIONS_INIT;
    const char *text = (const char *)bytes + 1;
    unsigned choice;

    if (!length--)
        return 0;
    choice = *bytes;
    options.format = choice & 1 ? PHONY_FORMAT_NDJSON : PHONY_FORMAT_JSON;
    options.column = columns[choice >> 1 & 3];
    options.weight_column = choice & 8 ? "c" : NULL;
    compare_events(text, length, choice & 1);
    fuzz_compare(text, length, &options);
    return 0;
}
