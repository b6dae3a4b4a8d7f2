#include "write/rows.h"

#include "base/alloc.h"
#include "base/error.h"

/* What stands before a cell; behind the last cell, the tail. Of `fixed`, PH_CELLS_SLACK bytes past
 * it may be read. */
typedef struct frame {
    size_t at, length;
} frame;

typedef struct block {
    const ph_layout *layout;
    const ph_table *table;
    ph_cells *cells;
    size_t columns, rows;
    uint64_t first;
    uint32_t *offsets; /* of the columns' own cells */
    frame *frames;     /* columns + 1 */
    ph_buffer fixed;   /* their text; frames[0] begins with `next` */
    size_t bytes;      /* of all cells */
} block;

static void block_fini(block *b)
{
    for (size_t c = 0; b->cells && c < b->columns; c++)
        ph_buffer_fini(&b->cells[c].own);
    ph_free(b->cells);
    ph_free(b->offsets);
    ph_free(b->frames);
    ph_buffer_fini(&b->fixed);
}

static phony_status block_init(block *b, phony_error *error)
{
    b->cells = ph_calloc(b->columns, sizeof *b->cells);
    b->offsets = ph_realloc_array(NULL, b->columns * (PH_BLOCK_ROWS + 1), sizeof *b->offsets);
    b->frames = ph_calloc(b->columns + 1, sizeof *b->frames);
    if (!b->cells || !b->offsets || !b->frames)
        return ph_fail_memory(error);
    for (size_t c = 0; c < b->columns; c++)
        b->cells[c].own_offsets = b->offsets + c * (PH_BLOCK_ROWS + 1);
    return PHONY_OK;
}

static phony_status render(block *b, const ph_values *const *columns, size_t from,
                           phony_error *error)
{
    b->bytes = 0;
    for (size_t c = 0; c < b->columns; c++) {
        ph_cells *cells = &b->cells[c];
        phony_status status;
        cells->first = b->first;
        status = ph_cells_render(b->layout->style, columns[c], from, b->rows, cells, error);
        if (status) {
            if (status == PHONY_ERROR_LIMIT)
                ph_error_prefix(error, "column '%s' of '%s'", b->table->columns[c].name,
                                b->table->name);
            return status;
        }
        b->bytes += cells->offsets[b->rows] - cells->offsets[0];
    }
    return PHONY_OK;
}

/* ---- Frames ------------------------------------------------------------------------------------
 */

static void append_key(block *b, size_t column)
{
    const char *name = b->table->columns[column].name;

    if (!b->layout->keys)
        return;
    ph_buffer_append_byte(&b->fixed, '"');
    ph_escape_append(&ph_escape_json, name, strlen(name), &b->fixed);
    ph_buffer_append_text(&b->fixed, "\":");
}

/* The quotes of cells that are not rendered with them belong to the frames, so those are made for
 * each block. */
static phony_status make_frames(block *b, phony_error *error)
{
    b->fixed.length = 0;
    for (size_t c = 0; c <= b->columns; c++) {
        frame *f = &b->frames[c];
        f->at = b->fixed.length;
        if (c > 0)
            ph_buffer_append_text(&b->fixed, b->cells[c - 1].close);
        ph_buffer_append_text(&b->fixed, c == 0            ? b->layout->next
                                         : c == b->columns ? b->layout->tail
                                                           : b->layout->between);
        if (c < b->columns) {
            append_key(b, c);
            ph_buffer_append_text(&b->fixed, b->cells[c].open);
        }
        f->length = b->fixed.length - f->at;
    }
    ph_buffer_reserve(&b->fixed, PH_CELLS_SLACK);
    return b->fixed.failed ? ph_fail_memory(error) : PHONY_OK;
}

/* ---- Rows --------------------------------------------------------------------------------------
 */

static size_t row_length(const block *b, size_t row)
{
    size_t length = 0;

    for (size_t c = 0; c < b->columns; c++)
        length += b->cells[c].offsets[row + 1] - b->cells[c].offsets[row];
    return length;
}

static int begins_group(const block *b, size_t row)
{
    return b->layout->group_rows &&
           ((b->first + row) % b->layout->group_rows == 0 ||
            (b->bytes >= PH_ROW_LONG && row_length(b, row) >= PH_ROW_LONG));
}

static const char *head_of(const block *b, size_t row)
{
    return b->first + row == 0    ? b->layout->first
           : begins_group(b, row) ? b->layout->group
                                  : b->layout->next;
}

/* Where the rows end that need no other head than their first has. */
static size_t run_end(const block *b, size_t row)
{
    if (!b->layout->group_rows)
        return b->rows;
    do
        row++;
    while (row < b->rows && !begins_group(b, row));
    return row;
}

/* Rows of a run, the first without its head. */
static char *put_rows(const block *b, size_t row, size_t end, char *out)
{
    const char *fixed = b->fixed.data;
    size_t columns = b->columns, skipped = strlen(b->layout->next);

    for (; row < end; row++, skipped = 0) {
        const frame *f = b->frames;
        out = ph_put_bytes(out, fixed + f->at + skipped, f->length - skipped);
        for (size_t c = 0; c < columns; c++) {
            const ph_cells *cells = &b->cells[c];
            uint32_t at = cells->offsets[row];
            out = ph_put_bytes(out, cells->bytes + at, cells->offsets[row + 1] - at);
            f++;
            out = ph_put_bytes(out, fixed + f->at, f->length);
        }
    }
    return out;
}

/* How much a block can come to. */
static size_t room_for(const block *b)
{
    size_t row = 0, heads = strlen(b->layout->first), groups = 2;

    for (size_t c = 0; c <= b->columns; c++)
        row += b->frames[c].length;
    if (b->layout->group_rows) {
        groups += b->rows / b->layout->group_rows + b->bytes / PH_ROW_LONG;
        heads += groups * strlen(b->layout->group);
    }
    return b->bytes + b->rows * row + heads + 2 * (size_t)PH_CELLS_SLACK;
}

static phony_status put_block(const block *b, ph_buffer *out, phony_error *error)
{
    char *begin = ph_buffer_reserve(out, room_for(b)), *at = begin;

    if (!begin)
        return ph_fail_memory(error);
    for (size_t row = 0; row < b->rows;) {
        const char *head = head_of(b, row);
        size_t length = strlen(head), end = run_end(b, row);
        memcpy(at, head, length);
        at = put_rows(b, row, end, at + length);
        row = end;
    }
    out->length += (size_t)(at - begin);
    return PHONY_OK;
}

phony_status ph_rows_write(const ph_layout *layout, const ph_table *table,
                           const ph_values *const *columns, size_t rows, uint64_t first,
                           ph_buffer *out, phony_error *error)
{
    block b = {.layout = layout, .table = table, .columns = table->column_count};
    phony_status status = block_init(&b, error);
    size_t length = out->length;

    for (size_t from = 0; !status && from < rows; from += b.rows) {
        b.rows = rows - from < PH_BLOCK_ROWS ? rows - from : PH_BLOCK_ROWS;
        b.first = first + from;
        status = render(&b, columns, from, error);
        if (!status)
            status = make_frames(&b, error);
        if (!status)
            status = put_block(&b, out, error);
    }
    if (status)
        out->length = length;
    block_fini(&b);
    return status;
}
