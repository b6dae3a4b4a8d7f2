#include "data/values.h"

#include <string.h>

#include "base/alloc.h"
#include "base/error.h"

void ph_values_fini(ph_values *values)
{
    ph_free(values->nulls);
    ph_free(values->numbers);
    ph_free(values->offsets);
    ph_free(values->bytes);
    memset(values, 0, sizeof *values);
}

static int grow_rows(ph_values *values, size_t rows)
{
    size_t nulls = values->rows_capacity, numbers = nulls, offsets = nulls ? nulls + 1 : 0;

    if (ph_grow((void **)&values->nulls, &nulls, rows, sizeof *values->nulls) < 0 ||
        ph_grow((void **)&values->numbers, &numbers, nulls, sizeof *values->numbers) < 0 ||
        ph_grow((void **)&values->offsets, &offsets, nulls + 1, sizeof *values->offsets) < 0)
        return -1;
    values->rows_capacity = nulls;
    return 0;
}

phony_status ph_values_begin(ph_values *values, ph_type type, size_t rows, phony_error *error)
{
    if (rows >= values->rows_capacity && grow_rows(values, rows + 1) < 0)
        return ph_fail_memory(error);
    values->type = type;
    values->rows = rows;
    values->has_nulls = 0;
    values->offsets[0] = 0;
    memset(values->nulls, 0, rows);
    return ph_type_storage(type) == PH_STORED_UUID ? ph_values_room(values, rows * 16, error)
                                                   : PHONY_OK;
}

phony_status ph_values_room(ph_values *values, size_t bytes, phony_error *error)
{
    if (bytes + PH_VALUES_SLACK <= values->bytes_capacity)
        return PHONY_OK;
    if (bytes > INT32_MAX)
        return ph_fail(error, PHONY_ERROR_LIMIT, "a batch of more than 2 GiB of text");
    return ph_grow((void **)&values->bytes, &values->bytes_capacity, bytes + PH_VALUES_SLACK, 1) < 0
               ? ph_fail_memory(error)
               : PHONY_OK;
}

phony_status ph_values_put(ph_values *values, size_t row, const void *bytes, size_t length,
                           phony_error *error)
{
    uint32_t at = values->offsets[row];
    phony_status status = ph_values_room(values, at + length, error);

    if (status)
        return status;
    if (length)
        memcpy(values->bytes + at, bytes, length);
    values->offsets[row + 1] = at + (uint32_t)length;
    return PHONY_OK;
}

void ph_values_put_null(ph_values *values, size_t row)
{
    values->has_nulls = 1;
    values->nulls[row] = 1;
    if (ph_type_storage(values->type) == PH_STORED_TEXT)
        values->offsets[row + 1] = values->offsets[row];
    else if (ph_type_storage(values->type) != PH_STORED_UUID)
        values->numbers[row] = 0; /* 0.0, too */
}

static phony_status gather_texts(ph_values *values, const ph_values *from, const uint32_t *which,
                                 size_t rows, phony_error *error)
{
    phony_status status = PHONY_OK;

    for (size_t i = 0; !status && i < rows; i++) {
        size_t length;
        const char *text = ph_values_text(from, which[i], &length);
        status = ph_values_put(values, i, text, length, error);
    }
    return status;
}

phony_status ph_values_gather(ph_values *values, const ph_values *from, const uint32_t *which,
                              size_t rows, phony_error *error)
{
    ph_storage storage = ph_type_storage(from->type);
    phony_status status = ph_values_begin(values, from->type, rows, error);

    if (status)
        return status;
    for (size_t i = 0; from->has_nulls && i < rows; i++)
        values->has_nulls |= values->nulls[i] = from->nulls[which[i]];
    if (storage == PH_STORED_TEXT)
        return gather_texts(values, from, which, rows, error);
    for (size_t i = 0; i < rows; i++) {
        if (storage == PH_STORED_UUID)
            memcpy(values->bytes + 16 * i, from->bytes + (size_t)16 * which[i], 16);
        else
            values->numbers[i] = from->numbers[which[i]];
    }
    return PHONY_OK;
}
