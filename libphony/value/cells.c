#include "value/cells.h"

#include "base/alloc.h"

int ph_cells_room(ph_cells *cells, size_t rows, size_t bytes)
{
    size_t offsets = (rows + 1) * sizeof *cells->offsets;

    if (cells->memory && rows <= cells->rows_capacity && bytes <= cells->bytes_capacity)
        return 0;
    if (bytes < cells->bytes_capacity)
        bytes = cells->bytes_capacity;
    if (rows < cells->rows_capacity)
        offsets = (cells->rows_capacity + 1) * sizeof *cells->offsets;
    ph_free(cells->memory);
    cells->memory = ph_malloc(offsets + PH_CELLS_SLACK + bytes + PH_CELLS_SLACK);
    if (!cells->memory)
        return -1;
    cells->offsets = cells->memory;
    cells->bytes = (uint8_t *)cells->memory + offsets + PH_CELLS_SLACK;
    memset(cells->bytes - PH_CELLS_SLACK, 0, PH_CELLS_SLACK);
    memset(cells->bytes + bytes, 0, PH_CELLS_SLACK);
    cells->bytes_capacity = bytes;
    cells->rows_capacity = offsets / sizeof *cells->offsets - 1;
    return 0;
}

void ph_cells_fini(ph_cells *cells)
{
    ph_free(cells->memory);
    ph_buffer_fini(&cells->spare);
    *cells = (ph_cells){0};
}

void ph_output_init(ph_output *output, phony_column *column)
{
    *output = (ph_output){column, 0, column->separator};
    column->rows = 0;
    column->offsets[0] = 0;
}

size_t ph_output_batch(const ph_output *output, uint64_t left)
{
    size_t room = output->column->bytes_capacity - output->used, rows = output->column->rows;
    size_t mean = rows ? output->used / rows : 8;
    size_t fitting = room / (mean ? mean : 1) + 1;

    if (left > PH_CELLS_BATCH)
        left = PH_CELLS_BATCH;
    return fitting < left ? fitting : (size_t)left;
}

int ph_output_put(ph_output *output, const void *value, size_t length)
{
    uint8_t *to = output->column->bytes + output->used;
    size_t room = output->column->bytes_capacity - output->used, more = output->separator >= 0;

    if (room < more || room - more < length)
        return 0;
    if (length)
        memcpy(to, value, length);
    if (more)
        to[length] = (uint8_t)output->separator;
    ph_output_end(output, length + more);
    return 1;
}
