/* The quick call. */
#include <string.h>

#include "base/error.h"
#include "phony.h"

static phony_status one_value(phony_model *model, const char *seed, uint64_t row, char *out,
                              size_t capacity, size_t *length, phony_error *error)
{
    uint32_t offsets[2];
    phony_column column = PHONY_COLUMN_INIT;
    phony_key key;
    phony_status status = phony_key_from_seed(seed, strlen(seed), NULL, &key, error);

    column.bytes = (uint8_t *)out;
    column.bytes_capacity = capacity;
    column.offsets = offsets;
    column.rows_capacity = 1;
    column.separator = '\0';
    if (!status)
        status = phony_generate(model, &key, row, 1, &column, error);
    if (!status && length)
        *length = offsets[1] - 1;
    return status;
}

phony_status phony_value(const char *model, const char *seed, uint64_t row, char *out,
                         size_t capacity, size_t *length, phony_error *error)
{
    phony_model *opened;
    phony_status status;

    if (!model || !seed || !out)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "a model, a seed and room are needed");
    status = phony_model_open(NULL, model, NULL, &opened, error);
    if (status)
        return status;
    status = one_value(opened, seed, row, out, capacity, length, error);
    phony_model_unref(opened);
    return status;
}
