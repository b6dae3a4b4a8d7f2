/* JSON lists: an array of strings or of objects, or one string or object a line (NDJSON). Numbers
 * pass as they are written, and null in an object is an empty value, as in CSV.
 *
 * The parser pushes events and phony_input_next pulls values, so there is a queue between them: a
 * block of the text is parsed when it is empty. The queue is thus bounded by a block and one value.
 * Blocks double while a string goes on through a whole one, as the parser scans it anew each time.
 * A failure waits until the values before it are given out. */
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/json.h"
#include "input/input.h"
#include "input/json_path.h"

enum { BLOCK = 1 << 16, MAX_DEPTH = 64, MAX_LISTED = 300 };

struct item {
    size_t offset, length; /* in queue */
    uint64_t weight;
};

struct json_state {
    ph_json *json;
    char *block; /* of the text */
    size_t block_size;
    uint64_t events; /* since the block before */
    int ended;
    phony_error failure;

    ph_buffer queue;
    struct item *items;
    size_t next, count, capacity;

    ph_json_path value, weight;
    size_t top;                /* containers around an element: 1 of an array, 0 of NDJSON */
    size_t depth;              /* containers open */
    uint64_t index[MAX_DEPTH]; /* of the next element, in arrays; UINT64_MAX in objects */
    struct item item;          /* of the element being read */
    int has_value, has_weight;
    ph_buffer keys; /* of the element, for a message: "a, b" */
};

static const char *const kind_names[] = {
    [PH_JSON_NULL] = "null",       [PH_JSON_FALSE] = "false",     [PH_JSON_TRUE] = "true",
    [PH_JSON_NUMBER] = "a number", [PH_JSON_STRING] = "a string", [PH_JSON_KEY] = "a key",
    [PH_JSON_ARRAY] = "an array",  [PH_JSON_OBJECT] = "an object"};

/* ---- Elements ------------------------------------------------------------------------------ */

static int is_container(ph_json_kind kind)
{
    return kind == PH_JSON_ARRAY || kind == PH_JSON_OBJECT;
}

static phony_status keep_text(struct json_state *state, const char *text, size_t length,
                              phony_error *error)
{
    state->item.offset = state->queue.length;
    state->item.length = length;
    if (length)
        ph_buffer_append(&state->queue, text, length);
    state->has_value = 1;
    return state->queue.failed ? ph_fail_memory(error) : PHONY_OK;
}

static phony_status end_item(struct json_state *state, phony_error *error)
{
    if (ph_grow((void **)&state->items, &state->capacity, state->count + 1, sizeof *state->items) <
        0)
        return ph_fail_memory(error);
    state->items[state->count++] = state->item;
    return PHONY_OK;
}

static phony_status fail_twice(const char *path, phony_error *error)
{
    return ph_fail(error, PHONY_ERROR_SYNTAX, "'%s' is twice in one object", path);
}

/* What the path of the value leads to. */
static phony_status take_value(struct json_state *state, ph_json_kind kind, const char *text,
                               size_t length, phony_error *error)
{
    if (state->has_value)
        return fail_twice(state->value.text, error);
    if (kind != PH_JSON_STRING && kind != PH_JSON_NUMBER && kind != PH_JSON_NULL)
        return ph_fail(error, PHONY_ERROR_SYNTAX, "expected a string at '%s', found %s",
                       state->value.text, kind_names[kind]);
    return keep_text(state, text, length, error);
}

static phony_status take_weight(struct json_state *state, ph_json_kind kind, const char *text,
                                size_t length, phony_error *error)
{
    if (state->has_weight)
        return fail_twice(state->weight.text, error);
    if (kind != PH_JSON_NUMBER)
        return ph_fail(error, PHONY_ERROR_SYNTAX,
                       "expected a whole number as weight at '%s', found %s", state->weight.text,
                       kind_names[kind]);
    if (ph_json_number(text, length, &state->item.weight) < 0)
        return ph_fail(error, PHONY_ERROR_SYNTAX, "the weight '%.*s' is not a whole number from 0",
                       length < 40 ? (int)length : 40, text);
    state->has_weight = 1;
    return PHONY_OK;
}

static phony_status fail_missing(struct json_state *state, const char *path, phony_error *error)
{
    if (state->keys.failed)
        return ph_fail_memory(error);
    return ph_fail(error, PHONY_ERROR_NOT_FOUND, "no '%s' in the object; there are: %.*s", path,
                   (int)state->keys.length, state->keys.data ? state->keys.data : "");
}

static phony_status end_object(struct json_state *state, phony_error *error)
{
    if (!state->has_value)
        return fail_missing(state, state->value.text, error);
    if (state->weight.text && !state->has_weight)
        return fail_missing(state, state->weight.text, error);
    return end_item(state, error);
}

static phony_status start_object(struct json_state *state, phony_error *error)
{
    if (!state->value.text)
        return ph_fail(error, PHONY_ERROR_SYNTAX,
                       "expected a string, found an object; name the key of its value (column)");
    state->keys.length = 0;
    ph_json_path_start(&state->value);
    ph_json_path_start(&state->weight);
    return PHONY_OK;
}

/* A value of the list itself. */
static phony_status on_element(struct json_state *state, ph_json_kind kind, const char *text,
                               size_t length, phony_error *error)
{
    int is_text = kind == PH_JSON_STRING || kind == PH_JSON_NUMBER;
    phony_status status;

    state->item = (struct item){0, 0, 1};
    state->has_value = state->has_weight = 0;
    if (kind == PH_JSON_OBJECT)
        return start_object(state, error);
    if (state->value.text || state->weight.text)
        return ph_fail(error, PHONY_ERROR_SYNTAX, "expected an object with the key '%s', found %s",
                       state->value.text ? state->value.text : state->weight.text,
                       kind_names[kind]);
    if (!is_text)
        return ph_fail(error, PHONY_ERROR_SYNTAX, "expected a string or an object, found %s",
                       kind_names[kind]);
    status = keep_text(state, text, length, error);
    return status == PHONY_OK ? end_item(state, error) : status;
}

/* ---- Events -------------------------------------------------------------------------------- */

/* A value inside of an object of the list. */
static phony_status on_member(struct json_state *state, ph_json_kind kind, const char *text,
                              size_t length, phony_error *error)
{
    size_t depth = state->depth - state->top - 1;
    uint64_t *index = &state->index[state->depth - 1], at = *index;
    int opens = is_container(kind);
    phony_status status = PHONY_OK;

    if (at != UINT64_MAX)
        ++*index;
    if (ph_json_path_value(&state->value, depth, at, opens))
        status = take_value(state, kind, text, length, error);
    if (ph_json_path_value(&state->weight, depth, at, opens) && status == PHONY_OK)
        status = take_weight(state, kind, text, length, error);
    return status;
}

static void on_key(struct json_state *state, const char *text, size_t length)
{
    size_t depth = state->depth - state->top - 1;

    if (!depth && length && state->keys.length + length < MAX_LISTED) {
        if (state->keys.length)
            ph_buffer_append_text(&state->keys, ", ");
        ph_buffer_append(&state->keys, text, length);
    }
    ph_json_path_key(&state->value, depth, text, length);
    ph_json_path_key(&state->weight, depth, text, length);
}

static phony_status on_end(struct json_state *state, phony_error *error)
{
    size_t depth = --state->depth - state->top;

    if (state->depth < state->top)
        return PHONY_OK;
    if (!depth)
        return end_object(state, error);
    ph_json_path_end(&state->value, depth);
    ph_json_path_end(&state->weight, depth);
    return PHONY_OK;
}

static phony_status on_value(struct json_state *state, ph_json_kind kind, const char *text,
                             size_t length, phony_error *error)
{
    phony_status status = PHONY_OK;

    if (state->depth > state->top)
        status = on_member(state, kind, text, length, error);
    else if (state->depth == state->top)
        status = on_element(state, kind, text, length, error);
    else if (kind != PH_JSON_ARRAY)
        status = ph_fail(error, PHONY_ERROR_SYNTAX,
                         "expected an array of strings or of objects, found %s", kind_names[kind]);
    if (status == PHONY_OK && is_container(kind))
        state->index[state->depth++] = kind == PH_JSON_ARRAY ? 0 : UINT64_MAX;
    return status;
}

static phony_status on_event(void *user, ph_json_kind kind, const char *text, size_t length,
                             phony_error *error)
{
    struct json_state *state = user;

    state->events++;
    switch (kind) {
    case PH_JSON_KEY:
        on_key(state, text, length);
        return PHONY_OK;
    case PH_JSON_ARRAY_END:
    case PH_JSON_OBJECT_END:
        return on_end(state, error);
    default:
        return on_value(state, kind, text, length, error);
    }
}

/* ---- Reading ------------------------------------------------------------------------------- */

static phony_status grow_block(struct json_state *state, phony_error *error)
{
    char *grown = ph_realloc_array(state->block, state->block_size, 2);

    if (!grown)
        return ph_fail_memory(error);
    state->block = grown;
    state->block_size *= 2;
    return PHONY_OK;
}

/* Parses the next block of the text into the queue. */
static phony_status parse_block(phony_input *input, phony_error *error)
{
    struct json_state *state = input->state;
    size_t got = 0;
    phony_status status =
        ph_source_read(input->source, state->block, state->block_size, &got, error);

    if (status != PHONY_OK)
        return status;
    if (!got) {
        state->ended = 1;
        return ph_json_finish(state->json, error);
    }
    state->events = 0;
    status = ph_json_feed(state->json, state->block, got, error);
    if (status == PHONY_OK && !state->events && got == state->block_size && got < input->max_value)
        status = grow_block(state, error);
    return status;
}

/* The element being read may have begun in the queue already. */
static void clear_queue(struct json_state *state)
{
    size_t kept = state->has_value && state->depth > state->top ? state->item.length : 0;

    if (kept)
        memmove(state->queue.data, state->queue.data + state->item.offset, kept);
    state->item.offset = 0;
    state->queue.length = kept;
    state->next = state->count = 0;
}

static phony_status next_json(phony_input *input, ph_value *value, phony_error *error)
{
    struct json_state *state = input->state;
    const struct item *item;

    while (state->next == state->count) {
        if (state->failure.status != PHONY_OK) {
            *error = state->failure;
            return error->status;
        }
        if (state->ended)
            return PHONY_OK;
        clear_queue(state);
        parse_block(input, &state->failure);
    }
    item = &state->items[state->next++];
    value->text = item->length ? state->queue.data + item->offset : "";
    value->length = item->length;
    value->weight = item->weight;
    return PHONY_OK;
}

/* ---- Lifetime ------------------------------------------------------------------------------ */

static phony_status open_any(phony_input *input, int many_values, phony_error *error)
{
    struct json_state *state = ph_calloc(1, sizeof *state);
    ph_json_limits limits = {MAX_DEPTH, input->max_value, many_values};
    phony_status status;

    if (!state)
        return ph_fail_memory(error);
    input->state = state;
    state->top = !many_values;
    state->block_size = BLOCK;
    state->block = ph_malloc(BLOCK);
    if (!state->block)
        return ph_fail_memory(error);
    status = ph_json_path_init(&state->value, input->column, error);
    if (status == PHONY_OK)
        status = ph_json_path_init(&state->weight, input->weight_column, error);
    if (status == PHONY_OK)
        status = ph_json_new(&limits, on_event, state, &state->json, error);
    return status;
}

static phony_status open_json(phony_input *input, phony_error *error)
{
    return open_any(input, 0, error);
}

static phony_status open_ndjson(phony_input *input, phony_error *error)
{
    return open_any(input, 1, error);
}

static void close_json(phony_input *input)
{
    struct json_state *state = input->state;

    if (!state)
        return;
    ph_json_free(state->json);
    ph_json_path_fini(&state->value);
    ph_json_path_fini(&state->weight);
    ph_buffer_fini(&state->queue);
    ph_buffer_fini(&state->keys);
    ph_free(state->items);
    ph_free(state->block);
    ph_free(state);
}

const ph_reader ph_reader_json = {open_json, next_json, close_json};
const ph_reader ph_reader_ndjson = {open_ndjson, next_json, close_json};
