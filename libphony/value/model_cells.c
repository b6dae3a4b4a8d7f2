/* Rows of a model from cells: in order, with numbers or second names, strictly different; and how
 * strict rows pass over originals. */
#include "base/alloc.h"
#include "base/column.h"
#include "base/error.h"
#include "base/random.h"
#include "sample/permute.h"
#include "value/model_generator.h"

/* Strict rows with excluded originals have some cells each, to pass over originals. */
enum { SPARE_CELLS = 32, SKIPS_MAX = 1000 };

/* ---- One row -------------------------------------------------------------------------------- */

typedef struct cell_rows {
    const ph_model_generator *g;
    phony_key key, order; /* of decoding, and of the permutation of rows */
    ph_decoding *decoding;
    ph_buffer text; /* of a value with its number */
} cell_rows;

static int is_original(const ph_model_generator *g, const ph_decoded *value)
{
    return ph_originals_have(&g->model->originals, value->bytes, value->length);
}

static phony_status decode(const cell_rows *r, uint64_t cells, uint64_t cell, ph_decoded *value,
                           phony_error *error)
{
    const ph_cell at = {cells, cell, r->g->unique == PHONY_UNIQUE_STRICT};

    return ph_decode(&r->g->decoder, &r->key, &at, r->decoding, value, error);
}

static phony_status fail_originals(uint64_t row, phony_error *error)
{
    return ph_fail(error, PHONY_ERROR_EXHAUSTED,
                   "row %llu: nothing but training values to give; ask for fewer rows, loosen the "
                   "constraints, or train on more values",
                   (unsigned long long)row);
}

/* Row by row in order: originals give way to the value behind them, at the end to the one before.
 */
static phony_status sorted_value(cell_rows *r, uint64_t row, ph_decoded *value, phony_error *error)
{
    uint64_t cells = r->g->rows, cell = row;
    int back = 0;

    for (int skips = 0; skips < SKIPS_MAX; skips++) {
        phony_status status = decode(r, cells, cell, value, error);
        if (status || !is_original(r->g, value))
            return status;
        back |= cells - cell <= value->count - value->rank;
        if (back && cell <= value->rank)
            break;
        cell = back ? cell - value->rank - 1 : cell + (value->count - value->rank);
    }
    return fail_originals(row, error);
}

/* A row's share of the cells that are kept: of few values, each has one. */
static uint64_t kept_cell(const cell_rows *r, uint64_t row)
{
    uint64_t rows = r->g->rows, kept = r->g->kept.kept, rounding = r->order.word[1] % rows;

    return ph_kept_cells_get(&r->g->kept,
                             (uint64_t)(((unsigned __int128)row * kept + rounding) / rows));
}

/* One of the row's own cells, the first that is no original: cells are all different values. */
static phony_status strict_value(cell_rows *r, uint64_t row, ph_decoded *value, phony_error *error)
{
    uint64_t spare = r->g->spare, turn = ph_mix64(r->order.word[0] ^ row);

    if (!r->g->sorted)
        row = ph_permute(&r->order, r->g->rows, row);
    if (r->g->kept.bits)
        return decode(r, r->g->kept.cells, kept_cell(r, row), value, error);
    for (uint64_t i = 0; i < spare; i++) {
        uint64_t cell = row * spare + (turn + i) % spare;
        phony_status status = decode(r, r->g->rows * spare, cell, value, error);
        if (status || !is_original(r->g, value))
            return status;
    }
    return fail_originals(row, error);
}

static phony_status numbered_value(cell_rows *r, uint64_t row, ph_decoded *value,
                                   phony_error *error)
{
    phony_status status =
        decode(r, r->g->rows, ph_permute(&r->order, r->g->rows, row), value, error);

    if (status)
        return status;
    r->text.length = 0;
    if (ph_distinct_write(&r->g->distinct, value->bytes, value->length, value->rank, &r->text) < 0)
        return ph_fail_memory(error);
    value->bytes = r->text.data ? r->text.data : "";
    value->length = r->text.length;
    return PHONY_OK;
}

static phony_status row_value(cell_rows *r, uint64_t row, ph_decoded *value, phony_error *error)
{
    if (r->g->unique == PHONY_UNIQUE_STRICT)
        return strict_value(r, row, value, error);
    if (r->g->unique != PHONY_UNIQUE_NONE)
        return numbered_value(r, row, value, error);
    return sorted_value(r, row, value, error);
}

phony_status ph_model_fill_cells(const phony_generator *generator, const phony_key *key,
                                 uint64_t first, uint64_t count, phony_column *column,
                                 phony_error *error)
{
    const ph_model_generator *g = (const ph_model_generator *)generator;
    const phony_key mix = ph_model_mix(g->model), path = ph_path_key("cells"),
                    order = ph_path_key("rows");
    cell_rows r = {.g = g};
    phony_status status = ph_generator_check_rows(g->rows, first, count, error);
    phony_key mixed = ph_mix_key(key, &mix);

    if (status)
        return status;
    r.decoding = ph_decoding_new();
    if (!r.decoding)
        return ph_fail_memory(error);
    r.key = ph_key_part(&mixed, &path);
    r.order = ph_key_part(&mixed, &order);
    for (uint64_t i = 0; !status && i < count; i++) {
        ph_decoded value;
        status = row_value(&r, first + i, &value, error);
        if (!status && !ph_column_put(column, value.bytes, value.length))
            break;
    }
    ph_decoding_free(r.decoding);
    ph_buffer_fini(&r.text);
    return status;
}

/* ---- Planning strict rows ------------------------------------------------------------------ */

static phony_status fail_capacity(const ph_model_generator *g, uint64_t values, const char *besides,
                                  phony_error *error)
{
    return ph_fail(error, PHONY_ERROR_EMPTY,
                   "only %llu different values%s comply, fewer than the %llu rows asked for",
                   (unsigned long long)values, besides, (unsigned long long)g->rows);
}

/* Looks at all the values that there are. Dealt to as many cells, each has its own, whatever the
 * key. */
static phony_status keep_cells(ph_model_generator *g, uint64_t values, phony_error *error)
{
    cell_rows r = {.g = g, .decoding = ph_decoding_new()};
    phony_status status = PHONY_OK;

    if (!r.decoding || ph_kept_cells_init(&g->kept, values) < 0)
        status = ph_fail_memory(error);
    for (uint64_t cell = 0; !status && cell < values; cell++) {
        ph_decoded value;
        status = decode(&r, values, cell, &value, error);
        if (!status && !is_original(g, &value))
            ph_kept_cells_add(&g->kept, cell);
    }
    ph_decoding_free(r.decoding);
    if (status)
        return status;
    ph_kept_cells_close(&g->kept);
    return g->kept.kept < g->rows
               ? fail_capacity(g, g->kept.kept, " that are no training values", error)
               : PHONY_OK;
}

/* Whether rows have so few cells each that some may find nothing but originals. Where values are
 * many, looking at all of them must not take much longer than giving the rows. */
static int is_tight(const ph_model_generator *g, uint64_t values)
{
    if (values <= PH_KEPT_CELLS_FEW)
        return values / g->rows < SPARE_CELLS;
    return values <= PH_KEPT_CELLS_MAX && values / g->rows < SPARE_CELLS / 4;
}

/* Whether there are as many values as rows, and how rows pass over originals. */
phony_status ph_model_plan_strict(ph_model_generator *g, phony_error *error)
{
    uint64_t values = g->capacity ? g->capacity->values[0] : PH_ENDLESS;

    g->spare = 1;
    if (values < g->rows && !ph_originals_active(&g->model->originals))
        return fail_capacity(g, values, "", error);
    if (!ph_originals_active(&g->model->originals))
        return PHONY_OK;
    if (is_tight(g, values))
        return keep_cells(g, values, error);
    if (values < g->rows)
        return fail_capacity(g, values, "", error);
    g->spare = values / g->rows < SPARE_CELLS ? values / g->rows : SPARE_CELLS;
    if (g->spare > UINT64_MAX / g->rows)
        g->spare = UINT64_MAX / g->rows;
    return PHONY_OK;
}
