#include "input/json_path.h"

#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/json.h"

/* ---- Reading a pointer --------------------------------------------------------------------- */

/* "~0" is '~' and "~1" is '/'. In place; the new length, or -1. */
static int64_t undo_tildes(char *text, size_t length)
{
    size_t to = 0;

    for (size_t from = 0; from < length; from++, to++) {
        text[to] = text[from];
        if (text[from] != '~')
            continue;
        if (++from == length || (text[from] != '0' && text[from] != '1'))
            return -1;
        text[to] = text[from] == '0' ? '~' : '/';
    }
    text[to] = '\0';
    return (int64_t)to;
}

static phony_status add_step(ph_json_path *path, const char *text, size_t length, int is_pointer,
                             phony_error *error)
{
    ph_json_step step = {ph_strndup(text, length), length, UINT64_MAX};
    int64_t left = (int64_t)length;

    if (!step.name ||
        ph_grow((void **)&path->steps, &path->capacity, path->count + 1, sizeof *path->steps) < 0) {
        ph_free(step.name);
        return ph_fail_memory(error);
    }
    path->steps[path->count++] = step;
    if (is_pointer)
        left = undo_tildes(step.name, length);
    if (left < 0)
        return ph_fail(error, PHONY_ERROR_ARGUMENT,
                       "'%s' is no JSON Pointer: after '~' only 0 and 1 may follow", path->text);
    path->steps[path->count - 1].length = (size_t)left;
    if (is_pointer && ph_json_number(step.name, (size_t)left, &step.index) == 0)
        path->steps[path->count - 1].index = step.index;
    return PHONY_OK;
}

static phony_status add_steps(ph_json_path *path, const char *text, phony_error *error)
{
    phony_status status = PHONY_OK;

    if (*text != '/')
        return add_step(path, text, strlen(text), 0, error);
    while (*text == '/' && status == PHONY_OK) {
        size_t length = strcspn(++text, "/");
        status = add_step(path, text, length, 1, error);
        text += length;
    }
    return status;
}

phony_status ph_json_path_init(ph_json_path *path, const char *text, phony_error *error)
{
    *path = (ph_json_path){0};
    if (!text)
        return PHONY_OK;
    path->text = ph_strndup(text, strlen(text));
    if (!path->text)
        return ph_fail_memory(error);
    return add_steps(path, text, error);
}

void ph_json_path_fini(ph_json_path *path)
{
    for (size_t i = 0; i < path->count; i++)
        ph_free(path->steps[i].name);
    ph_free(path->steps);
    ph_free(path->text);
    *path = (ph_json_path){0};
}

/* ---- Following it -------------------------------------------------------------------------- */

void ph_json_path_start(ph_json_path *path)
{
    path->on_path = 0;
    path->is_next = 0;
}

void ph_json_path_key(ph_json_path *path, size_t depth, const char *key, size_t length)
{
    const ph_json_step *step;

    if (depth != path->on_path || depth >= path->count)
        return;
    step = &path->steps[depth];
    path->is_next = length == step->length && !memcmp(key, step->name, length);
}

int ph_json_path_value(ph_json_path *path, size_t depth, uint64_t index, int is_container)
{
    int is_next = path->is_next;

    path->is_next = 0;
    if (depth != path->on_path || depth >= path->count)
        return 0;
    if (index != UINT64_MAX)
        is_next = index == path->steps[depth].index;
    if (!is_next)
        return 0;
    if (depth + 1 == path->count)
        return 1;
    path->on_path += is_container;
    return 0;
}

void ph_json_path_end(ph_json_path *path, size_t depth)
{
    if (depth && path->on_path == depth)
        path->on_path--;
}
