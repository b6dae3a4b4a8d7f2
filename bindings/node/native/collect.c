/* collect.c: values of many rows in memory that grows. */
#include "collect.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    STEP_ROWS = 16384,       /* of one call: their offsets are moved while they are in the cache */
    FIRST_BYTES = 64 * 1024, /* a first guess of what is needed */
    USUAL_BYTES = 24         /* of a value, for the first guess of many */
};
static const size_t max_bytes = INT32_MAX;

static phony_status fail(phony_error *error, phony_status status, const char *message)
{
    *error = (phony_error){.status = status};
    snprintf(error->message, sizeof error->message, "%s", message);
    return status;
}

static bool reserve_bytes(struct collected *out, size_t bytes)
{
    if (bytes <= out->capacity)
        return true;
    uint8_t *grown = realloc(out->bytes, bytes);
    if (!grown)
        return false;
    out->bytes = grown;
    out->capacity = bytes;
    return true;
}

static bool reserve_rows(struct collected *out, size_t rows)
{
    if (rows <= out->rows_capacity)
        return true;
    if (rows > SIZE_MAX / sizeof *out->offsets - 1)
        return false;
    uint32_t *grown = realloc(out->offsets, (rows + 1) * sizeof *grown);
    if (!grown)
        return false;
    out->offsets = grown;
    out->rows_capacity = rows;
    return true;
}

static bool reserve_first(struct collected *out, const struct collect_range *range)
{
    size_t usual =
        range->count < (max_bytes / 8) / USUAL_BYTES ? range->count * USUAL_BYTES : max_bytes / 8;
    if (range->enough && usual > range->enough)
        usual = range->enough;
    return reserve_rows(out, range->count) &&
           reserve_bytes(out, usual > FIRST_BYTES ? usual : FIRST_BYTES);
}

/* Rows behind those that are there, as many as there is room for: 0 where there is none. */
static phony_status fill_behind(const phony_api *api, phony_generator *generator,
                                const phony_key *key, const struct collect_range *range,
                                struct collected *out, phony_error *error)
{
    const uint32_t base = out->offsets[out->rows];
    const size_t left = range->count - out->rows;
    phony_column column = {.size = sizeof column,
                           .bytes = out->bytes + base,
                           .bytes_capacity = out->capacity - base,
                           .offsets = out->offsets + out->rows,
                           .rows_capacity = left < STEP_ROWS ? left : STEP_ROWS,
                           .separator = range->separator};
    phony_status status = api->generator_fill(generator, key, range->first + out->rows,
                                              column.rows_capacity, &column, error);
    if (status) {
        out->offsets[out->rows] = base;
        return status == PHONY_ERROR_SPACE ? PHONY_OK : status;
    }
    for (size_t i = 0; base && i <= column.rows; i++)
        column.offsets[i] += base;
    out->rows += column.rows;
    return PHONY_OK;
}

static phony_status fail_limit(phony_error *error)
{
    return fail(error, PHONY_ERROR_LIMIT,
                "so many values are more than 2147483647 bytes: ask for fewer at a time");
}

/* Whether all rows, if they are like those that are there, are far more than may be. */
static bool is_hopeless(const struct collect_range *range, const struct collected *out)
{
    const double average = out->rows ? out->offsets[out->rows] / (double)out->rows : 0;
    return !range->enough && average * (double)range->count > 2.0 * (double)max_bytes;
}

/* Twice the memory, if that can be enough. */
static phony_status grow(struct collected *out, phony_error *error)
{
    if (out->capacity >= max_bytes)
        return fail_limit(error);
    const size_t more = out->capacity < max_bytes / 2 ? out->capacity * 2 : max_bytes;
    if (!reserve_bytes(out, more))
        return fail(error, PHONY_ERROR_MEMORY, "out of memory");
    return PHONY_OK;
}

static bool is_enough(const struct collect_range *range, const struct collected *out)
{
    return out->rows == range->count ||
           (range->enough && out->rows && out->offsets[out->rows] >= range->enough);
}

phony_status collect(const phony_api *api, phony_generator *generator, const phony_key *key,
                     const struct collect_range *range, struct collected *out, phony_error *error)
{
    out->rows = 0;
    if (!reserve_first(out, range))
        return fail(error, PHONY_ERROR_MEMORY, "out of memory");
    out->offsets[0] = 0;
    while (!is_enough(range, out)) {
        const size_t before = out->rows;
        phony_status status = fill_behind(api, generator, key, range, out, error);
        const bool is_full = out->rows - before < STEP_ROWS && !is_enough(range, out);
        if (!status && is_hopeless(range, out))
            status = fail_limit(error);
        if (!status && is_full)
            status = grow(out, error);
        if (status)
            return status;
    }
    return PHONY_OK;
}

void collected_fini(struct collected *collected)
{
    free(collected->bytes);
    free(collected->offsets);
    memset(collected, 0, sizeof *collected);
}
