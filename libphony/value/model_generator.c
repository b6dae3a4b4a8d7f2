/* Values of a model: as they come, under constraints, all different, or in order.
 *
 *     options                       what is made                            rows come from
 *     none                          nothing: the model's own sampler        phony_generate
 *     constraints                   product -> sampler                      walks
 *     unique, sorted                chain, or product -> chain -> decoder   cells */
#include "base/alloc.h"
#include "base/column.h"
#include "base/error.h"
#include "base/options.h"
#include "base/random.h"
#include "model/model.h"
#include "sample/decode.h"
#include "sample/distinct.h"
#include "sample/generate.h"
#include "sample/permute.h"
#include "sample/product.h"
#include "value/generator.h"
#include "value/kept_cells.h"

/* Strict rows with excluded originals have some cells each, to pass over originals. */
enum { SPARE_CELLS = 32, SKIPS_MAX = 1000 };

typedef struct model_generator {
    phony_generator base;
    phony_model *model;
    uint64_t rows;
    int32_t unique, sorted;
    uint64_t spare;     /* cells of a strict row */
    ph_kept_cells kept; /* and those of its few values that are no originals, where it has few */
    ph_sampler *sampler;
    ph_product *product;
    ph_chain *chain; /* of the product; else the model's is used */
    ph_capacity *capacity;
    ph_decoder decoder;
    ph_distinct distinct;
} model_generator;

/* ---- Rows from walks ----------------------------------------------------------------------- */

static phony_status fill_plain(const phony_generator *generator, const phony_key *key,
                               uint64_t first, uint64_t count, phony_column *column,
                               phony_error *error)
{
    const model_generator *g = (const model_generator *)generator;
    const ph_sampler *sampler = g->sampler;
    phony_status status = PHONY_OK;
    phony_key mixed;

    if (!sampler)
        status = ph_model_get_sampler(g->model, &sampler, error);
    if (status)
        return status;
    mixed = ph_mix_key(key, &sampler->mix);
    return ph_generate_rows(sampler, &g->model->originals, &mixed, first, count, column, error);
}

/* ---- Rows from cells ----------------------------------------------------------------------- */

typedef struct cell_rows {
    const model_generator *g;
    phony_key key, order; /* of decoding, and of the permutation of rows */
    ph_decoding *decoding;
    ph_buffer text; /* of a value with its number */
} cell_rows;

static int is_original(const model_generator *g, const ph_decoded *value)
{
    const ph_originals *originals = &g->model->originals;

    return ph_originals_active(originals) &&
           ph_originals_contains(originals,
                                 ph_originals_hash(originals, value->bytes, value->length));
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

/* Checked before the first row is made: a range that passes the end fails as a whole. */
static phony_status check_rows(uint64_t rows, uint64_t first, uint64_t count, phony_error *error)
{
    if (first < rows && count <= rows - first)
        return PHONY_OK;
    return ph_fail(error, PHONY_ERROR_LIMIT, "row %llu is not one of the %llu rows asked for",
                   (unsigned long long)(first < rows ? rows : first), (unsigned long long)rows);
}

static phony_status fill_cells(const phony_generator *generator, const phony_key *key,
                               uint64_t first, uint64_t count, phony_column *column,
                               phony_error *error)
{
    const model_generator *g = (const model_generator *)generator;
    const phony_key mix = ph_model_mix(g->model), path = ph_path_key("cells"),
                    order = ph_path_key("rows");
    cell_rows r = {.g = g};
    phony_status status = check_rows(g->rows, first, count, error);
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

/* ---- Making one ---------------------------------------------------------------------------- */

static void free_model_generator(phony_generator *generator)
{
    model_generator *g = (model_generator *)generator;

    ph_kept_cells_fini(&g->kept);
    ph_distinct_fini(&g->distinct);
    ph_decoder_fini(&g->decoder);
    ph_capacity_free(g->capacity);
    ph_chain_free(g->chain);
    ph_product_free(g->product);
    ph_sampler_free(g->sampler);
    phony_model_unref(g->model);
    ph_free(g);
}

static const ph_generator_class plain_class = {"model", fill_plain, free_model_generator};
static const ph_generator_class cells_class = {"model by cells", fill_cells, free_model_generator};

static phony_status fail_capacity(const model_generator *g, uint64_t values, const char *besides,
                                  phony_error *error)
{
    return ph_fail(error, PHONY_ERROR_EMPTY,
                   "only %llu different values%s comply, fewer than the %llu rows asked for",
                   (unsigned long long)values, besides, (unsigned long long)g->rows);
}

/* Looks at all the values that there are. Dealt to as many cells, each has its own, whatever the
 * key. */
static phony_status keep_cells(model_generator *g, uint64_t values, phony_error *error)
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
static int is_tight(const model_generator *g, uint64_t values)
{
    if (values <= PH_KEPT_CELLS_FEW)
        return values / g->rows < SPARE_CELLS;
    return values <= PH_KEPT_CELLS_MAX && values / g->rows < SPARE_CELLS / 4;
}

/* Whether there are as many values as rows, and how rows pass over originals. */
static phony_status plan_strict(model_generator *g, phony_error *error)
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

static phony_status make_decoder(model_generator *g, phony_error *error)
{
    const ph_chain *chain = g->chain;
    phony_status status = PHONY_OK;
    ph_process process;

    if (g->product) {
        process = ph_product_process(g->product);
        status = ph_chain_new(&process, &g->chain, error);
        chain = g->chain;
        if (!status && g->unique == PHONY_UNIQUE_STRICT)
            status = ph_capacity_new(g->product, &g->capacity, error);
    } else {
        status = ph_model_get_chain(g->model, &chain, error);
    }
    if (!status && (ph_decoder_init(&g->decoder, chain, &g->model->tokens,
                                    g->model->mode == PHONY_MODE_WORD, g->capacity) < 0 ||
                    ph_distinct_init(&g->distinct, g->model, chain, g->unique) < 0))
        status = ph_fail_memory(error);
    if (!status && g->unique == PHONY_UNIQUE_STRICT)
        status = plan_strict(g, error);
    return status;
}

static phony_status make_sampler(model_generator *g, phony_error *error)
{
    ph_process process = ph_product_process(g->product);
    phony_status status =
        ph_sampler_new(&process, &g->model->tokens, g->model->mode == PHONY_MODE_WORD ? " " : "",
                       &g->sampler, error);

    if (!status) {
        g->sampler->mix = ph_model_mix(g->model);
        g->sampler->whole = 1;
    }
    ph_product_free(g->product);
    g->product = NULL;
    return status;
}

static phony_status check_options(const phony_generator_options *o, phony_error *error)
{
    if (o->unique < PHONY_UNIQUE_NONE || o->unique > PHONY_UNIQUE_STRICT)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "unique must be one of PHONY_UNIQUE_...");
    if ((o->unique || o->sorted) && o->rows == 0)
        return ph_fail(error, PHONY_ERROR_ARGUMENT,
                       "unique and sorted values need the number of rows");
    if (o->sorted && (o->unique == PHONY_UNIQUE_NUMBERED || o->unique == PHONY_UNIQUE_NAMED))
        return ph_fail(error, PHONY_ERROR_ARGUMENT,
                       "numbers and names put behind values would break their order: sorted values "
                       "are unique only strictly");
    return PHONY_OK;
}

static phony_status make(model_generator *g, const phony_generator_options *o, phony_error *error)
{
    phony_status status = check_options(o, error);
    int cells = o->unique || o->sorted;

    g->rows = o->rows;
    g->unique = o->unique;
    g->sorted = o->sorted;
    ph_generator_init(&g->base, cells ? &cells_class : &plain_class);
    if (!status && ph_constraint_parts(o))
        status = ph_product_new(g->model, o, &g->product, error);
    if (!status && cells)
        status = make_decoder(g, error);
    else if (!status && g->product)
        status = make_sampler(g, error);
    return status;
}

phony_status phony_generator_new(phony_model *model, const phony_generator_options *options,
                                 phony_generator **generator, phony_error *error)
{
    phony_generator_options full = PHONY_GENERATOR_OPTIONS_INIT;
    model_generator *g;
    phony_status status;

    if (!model || !generator)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "a model and a place for the generator");
    ph_options_take(&full, sizeof full, options);
    g = ph_calloc(1, sizeof *g);
    if (!g)
        return ph_fail_memory(error);
    g->model = phony_model_ref(model);
    status = make(g, &full, error);
    if (status)
        free_model_generator(&g->base);
    else
        *generator = &g->base;
    return status;
}
