#include "base/column.h"

#include <string.h>

#include "base/error.h"

phony_status ph_column_check(const phony_column *column, phony_error *error)
{
    if (!column || column->size < sizeof *column)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "a column with its size is needed");
    if (!column->bytes || !column->offsets)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "the column has no bytes or no offsets");
    if (column->separator < -1 || column->separator > 255)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "separator must be -1 or a byte, 0 to 255");
    return PHONY_OK;
}

phony_column ph_column_begin(const phony_column *column, uint64_t *count)
{
    phony_column work = *column;

    work.rows = 0;
    work.offsets[0] = 0;
    if (work.bytes_capacity > INT32_MAX)
        work.bytes_capacity = INT32_MAX;
    if (*count > work.rows_capacity)
        *count = work.rows_capacity;
    return work;
}

int ph_column_put(phony_column *work, const void *value, size_t length)
{
    uint32_t at = work->offsets[work->rows];
    size_t separator = work->separator >= 0, room = work->bytes_capacity - at;

    if (room < separator || room - separator < length)
        return 0;
    if (length)
        memcpy(work->bytes + at, value, length);
    if (separator)
        work->bytes[at + length] = (uint8_t)work->separator;
    work->offsets[++work->rows] = at + (uint32_t)(length + separator);
    return 1;
}

phony_status ph_column_end(phony_column *column, const phony_column *work, uint64_t first,
                           uint64_t count, phony_error *error)
{
    if (count > 0 && work->rows == 0)
        return ph_fail(error, PHONY_ERROR_SPACE,
                       "a buffer of %zu bytes does not hold the value of row %llu",
                       work->bytes_capacity, (unsigned long long)first);
    column->rows = work->rows;
    return PHONY_OK;
}
