/* cells.c: rows of a data set, by columns, or written in a format. */
#include <stdlib.h>
#include <string.h>

#include "box.h"
#include "dataset.h"
#include "text.h"

static const int64_t max_safe = 9007199254740991; /* 2^53 - 1 */

enum { UUID_BYTES = 16, UUID_TEXT = 36 };

/* maker(dataset) */
static napi_value cells_maker(struct call *call)
{
    phony_maker *maker;
    phony_error error;
    struct box *dataset = box_read(call, call->args[0], BOX_DATASET);
    if (!dataset)
        return NULL;
    if (call->addon->api.maker_new(box_handle(dataset), &maker, &error))
        return call_fail_with(call, &error);
    return box_wrap(call, BOX_MAKER, maker, dataset, NULL);
}

static napi_value typed(struct call *call, napi_typedarray_type type, const void *from,
                        size_t length, size_t width)
{
    void *memory;
    napi_value buffer, array;
    if (napi_create_arraybuffer(call->env, length * width, &memory, &buffer) != napi_ok ||
        napi_create_typedarray(call->env, type, length, buffer, 0, &array) != napi_ok)
        return NULL;
    if (from && length)
        memcpy(memory, from, length * width);
    return array;
}

static bool are_safe(const int64_t *numbers, size_t rows)
{
    for (size_t i = 0; i < rows; i++)
        if (numbers[i] > max_safe || numbers[i] < -max_safe)
            return false;
    return true;
}

/* As doubles where all of them are exact, for bigints are slow. */
static napi_value numbers_array(struct call *call, const phony_cells *cells, size_t rows)
{
    void *memory;
    napi_value buffer, array;
    if (!are_safe(cells->numbers, rows))
        return typed(call, napi_bigint64_array, cells->numbers, rows, sizeof *cells->numbers);
    if (napi_create_arraybuffer(call->env, rows * sizeof(double), &memory, &buffer) != napi_ok ||
        napi_create_typedarray(call->env, napi_float64_array, rows, buffer, 0, &array) != napi_ok)
        return NULL;
    for (size_t i = 0; i < rows; i++)
        ((double *)memory)[i] = (double)cells->numbers[i];
    return array;
}

static void put_uuid(char *out, const uint8_t *bytes)
{
    static const char digits[] = "0123456789abcdef";
    for (int i = 0; i < UUID_BYTES; i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            *out++ = '-';
        *out++ = digits[bytes[i] >> 4];
        *out++ = digits[bytes[i] & 15];
    }
}

/* Strings of a batch's rows. */
static napi_value strings(struct call *call, const phony_cells *cells, size_t rows)
{
    char texts[PHONY_BATCH_ROWS * UUID_TEXT];
    uint32_t offsets[PHONY_BATCH_ROWS + 1] = {0};
    _Static_assert((int)PHONY_BATCH_ROWS <= (int)TEXT_LIST, "a batch fits into a list");
    const bool is_text = cells->kind != PHONY_CELLS_UUIDS;
    for (size_t i = 0; !is_text && i < rows; i++) {
        put_uuid(texts + i * UUID_TEXT, cells->bytes + i * UUID_BYTES);
        offsets[i + 1] = (uint32_t)(i + 1) * UUID_TEXT;
    }
    napi_value list =
        text_list(call->env, call->addon, is_text ? cells->bytes : (const uint8_t *)texts,
                  is_text ? cells->offsets : offsets, rows);
    return list ? list : call_fail(call, PHONY_ERROR_LIMIT, "a text is too long for a string");
}

/* The values of a column as they are: typed arrays, of texts the bytes. */
static napi_value plain(struct call *call, const phony_cells *cells, size_t rows)
{
    if (cells->kind == PHONY_CELLS_NUMBERS)
        return typed(call, napi_bigint64_array, cells->numbers, rows, sizeof *cells->numbers);
    if (cells->kind == PHONY_CELLS_FLOATS)
        return typed(call, napi_float64_array, cells->floats, rows, sizeof *cells->floats);
    const size_t length =
        cells->kind == PHONY_CELLS_UUIDS ? rows * UUID_BYTES : cells->offsets[rows];
    return typed(call, napi_uint8_array, cells->bytes, length, 1);
}

/* The values of a column as they become JavaScript's soonest. */
static napi_value handy(struct call *call, const phony_cells *cells, size_t rows)
{
    if (cells->kind == PHONY_CELLS_NUMBERS)
        return numbers_array(call, cells, rows);
    return cells->kind == PHONY_CELLS_FLOATS ? plain(call, cells, rows)
                                             : strings(call, cells, rows);
}

/* Any bytes, which are no text. */
static bool is_binary(const phony_cells *cells)
{
    return cells->kind == PHONY_CELLS_TEXTS && strcmp(cells->type, "bytea") == 0;
}

static bool set(struct call *call, napi_value object, const char *name, napi_value value)
{
    return value && napi_set_named_property(call->env, object, name, value) == napi_ok;
}

/* A typed array, or null for NULL. */
static napi_value typed_or_null(struct call *call, napi_typedarray_type type, const void *from,
                                size_t length, size_t width)
{
    napi_value null = NULL;
    if (from)
        return typed(call, type, from, length, width);
    napi_get_null(call->env, &null);
    return null;
}

static napi_value column(struct call *call, const phony_cells *cells, size_t rows, bool is_plain)
{
    napi_value object, name, type, scale;
    const bool as_is = is_plain || is_binary(cells);
    const bool has_offsets = as_is && cells->kind == PHONY_CELLS_TEXTS;
    if (napi_create_object(call->env, &object) != napi_ok ||
        text_or_null(call->env, cells->name, &name) != napi_ok ||
        text_or_null(call->env, cells->type, &type) != napi_ok ||
        napi_create_int32(call->env, cells->scale, &scale) != napi_ok)
        return NULL;
    const bool is_set =
        set(call, object, "name", name) && set(call, object, "type", type) &&
        set(call, object, "scale", scale) &&
        set(call, object, "nulls", typed_or_null(call, napi_uint8_array, cells->nulls, rows, 1)) &&
        set(call, object, "values", as_is ? plain(call, cells, rows) : handy(call, cells, rows)) &&
        set(call, object, "offsets",
            typed_or_null(call, napi_uint32_array, has_offsets ? cells->offsets : NULL, rows + 1,
                          sizeof *cells->offsets));
    return is_set ? object : NULL;
}

static napi_value columns(struct call *call, phony_maker *maker, size_t rows, bool is_plain)
{
    napi_value list;
    phony_cells cells = {.size = sizeof cells};
    if (napi_create_array(call->env, &list) != napi_ok)
        return NULL;
    for (uint32_t i = 0; !call->addon->api.maker_get_cells(maker, i, &cells, NULL); i++) {
        napi_value object = column(call, &cells, rows, is_plain);
        if (!object || napi_set_element(call->env, list, i, object) != napi_ok)
            return NULL;
    }
    return list;
}

/* cells(maker, entity, first, count, isPlain): its columns. Texts are arrays of
 * strings, and numbers doubles where they can be; plain ones are typed arrays, with offsets of
 * texts.
 */
static napi_value cells_fill(struct call *call)
{
    size_t entity, count;
    uint64_t first;
    bool is_plain = false;
    phony_error error;
    struct box *box = box_read(call, call->args[0], BOX_MAKER);
    if (!box || !call_count(call, 1, "an entity's number", INT32_MAX, &entity) ||
        !call_row(call, 2, &first) ||
        !call_count(call, 3, "a number of rows", PHONY_BATCH_ROWS, &count) ||
        napi_get_value_bool(call->env, call->args[4], &is_plain) != napi_ok)
        return NULL;
    if (call->addon->api.maker_fill(box_handle(box), entity, first, count, &error))
        return call_fail_with(call, &error);
    return columns(call, box_handle(box), count, is_plain);
}

static napi_value bytes_copy(struct call *call, const phony_bytes *bytes)
{
    napi_value buffer = NULL;
    if (napi_create_buffer_copy(call->env, bytes->length, bytes->bytes, NULL, &buffer) != napi_ok)
        return NULL;
    return buffer;
}

/* write(maker, entity, format, dialect, part, first, count): bytes. */
static napi_value cells_write(struct call *call)
{
    size_t entity, part, count;
    uint64_t first;
    const char *dialect;
    phony_bytes bytes;
    phony_error error;
    struct box *box = box_read(call, call->args[0], BOX_MAKER);
    if (!box || !call_count(call, 1, "an entity's number", INT32_MAX, &entity) ||
        !call_optional_text(call, call->args[3], "a dialect", &dialect) ||
        !call_count(call, 4, "a part", PHONY_PART_END, &part) || !call_row(call, 5, &first) ||
        !call_count(call, 6, "a number of rows", PHONY_BATCH_ROWS, &count))
        return NULL;
    const char *format = call_text(call, call->args[2], "a format", NULL);
    if (!format)
        return NULL;
    if (call->addon->api.maker_write(box_handle(box), entity, format, dialect, (int32_t)part, first,
                                     count, &bytes, &error))
        return call_fail_with(call, &error);
    return bytes_copy(call, &bytes);
}

/* ddl(maker, dialect, part): bytes. */
static napi_value cells_ddl(struct call *call)
{
    size_t part;
    phony_bytes bytes;
    phony_error error;
    struct box *box = box_read(call, call->args[0], BOX_MAKER);
    const char *dialect = box ? call_text(call, call->args[1], "a dialect", NULL) : NULL;
    if (!dialect || !call_count(call, 2, "a part", PHONY_DDL_CLOSE, &part))
        return NULL;
    if (call->addon->api.maker_write_ddl(box_handle(box), dialect, (int32_t)part, &bytes, &error))
        return call_fail_with(call, &error);
    return bytes_copy(call, &bytes);
}

const struct call_export cells_exports[] = {
    {"maker", cells_maker}, {"cells", cells_fill}, {"write", cells_write},
    {"ddl", cells_ddl},     {NULL, NULL},
};
