#include "write/cells.h"

#include "base/error.h"

static ph_renderer render_nulls;

static ph_renderer *const renderers[] = {
    [PH_TYPE_NONE] = render_nulls,           [PH_TYPE_INT16] = ph_render_wholes,
    [PH_TYPE_INT32] = ph_render_wholes,      [PH_TYPE_INT64] = ph_render_wholes,
    [PH_TYPE_DECIMAL] = ph_render_decimals,  [PH_TYPE_FLOAT] = ph_render_floats,
    [PH_TYPE_BOOLEAN] = ph_render_booleans,  [PH_TYPE_TEXT] = ph_render_texts,
    [PH_TYPE_DATE] = ph_render_dates,        [PH_TYPE_TIME] = ph_render_clocks,
    [PH_TYPE_TIMESTAMP] = ph_render_moments, [PH_TYPE_TIMESTAMPTZ] = ph_render_moments,
    [PH_TYPE_UUID] = ph_render_uuids,        [PH_TYPE_JSON] = ph_render_texts,
    [PH_TYPE_BYTES] = ph_render_bytes,       [PH_TYPE_ENUM] = ph_render_texts,
    [PH_TYPE_INET] = ph_render_texts,        [PH_TYPE_MACADDR] = ph_render_texts,
};

phony_status ph_cells_begin(ph_cells *cells, size_t bytes, char **out, phony_error *error)
{
    if (bytes > INT32_MAX)
        return ph_fail(error, PHONY_ERROR_LIMIT,
                       "more than 2 GiB in the %d rows from row %llu on; make the values shorter",
                       PH_BLOCK_ROWS, (unsigned long long)cells->first);
    cells->own.length = 0;
    *out = ph_buffer_reserve(&cells->own, bytes + PH_CELLS_SLACK);
    return *out ? PHONY_OK : ph_fail_memory(error);
}

phony_status ph_cells_end(ph_cells *cells, size_t rows, const char *end)
{
    ph_cells_mark(cells, rows, end);
    cells->bytes = cells->own.data;
    cells->offsets = cells->own_offsets;
    return PHONY_OK;
}

/* A column whose type is not known has no value at all. */
static phony_status render_nulls(const ph_style *style, const ph_values *values, size_t from,
                                 size_t rows, ph_cells *cells, phony_error *error)
{
    char *out;
    phony_status status = ph_cells_begin(cells, rows * strlen(style->null), &out, error);

    (void)values, (void)from;
    for (size_t i = 0; !status && i < rows; i++) {
        ph_cells_mark(cells, i, out);
        out = ph_put(out, style->null);
    }
    return status ? status : ph_cells_end(cells, rows, out);
}

phony_status ph_cells_render(const ph_style *style, const ph_values *values, size_t from,
                             size_t rows, ph_cells *cells, phony_error *error)
{
    cells->open = cells->close = "";
    return renderers[values->type.kind](style, values, from, rows, cells, error);
}
