/* Values of a model: as they come, under constraints, all different, or in order.
 *
 *     options                       what is made                            rows come from
 *     none                          nothing: the model's own sampler        phony_generate
 *     constraints                   product -> sampler                      walks
 *     unique, sorted                chain, or product -> chain -> decoder   cells */
#include "value/model_generator.h"

#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/options.h"
#include "base/random.h"
#include "sample/generate.h"

/* ---- Rows from walks ----------------------------------------------------------------------- */

static phony_status fill_plain(const phony_generator *generator, const phony_key *key,
                               uint64_t first, uint64_t count, phony_column *column,
                               phony_error *error)
{
    const ph_model_generator *g = (const ph_model_generator *)generator;
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

/* ---- Making one ---------------------------------------------------------------------------- */

static void free_model_generator(phony_generator *generator)
{
    ph_model_generator *g = (ph_model_generator *)generator;

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
static const ph_generator_class cells_class = {"model by cells", ph_model_fill_cells,
                                               free_model_generator};

static phony_status make_decoder(ph_model_generator *g, phony_error *error)
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
        status = ph_model_plan_strict(g, error);
    return status;
}

static phony_status make_sampler(ph_model_generator *g, phony_error *error)
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
    if (o->unique < PHONY_UNIQUE_NONE || o->unique > PHONY_UNIQUE_USUAL)
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

static int32_t usual_unique(const phony_model *model, int32_t sorted)
{
    const char *name = phony_model_get_text(model, PHONY_TEXT_NAME);
    const char *slash = strrchr(name, '/');

    if (sorted)
        return PHONY_UNIQUE_STRICT;
    return strncmp(slash ? slash + 1 : name, "person_names", 12) ? PHONY_UNIQUE_NUMBERED
                                                                 : PHONY_UNIQUE_NAMED;
}

static phony_status make(ph_model_generator *g, const phony_generator_options *o,
                         phony_error *error)
{
    phony_status status = check_options(o, error);
    int cells = o->unique || o->sorted;

    g->rows = o->rows;
    g->unique = o->unique == PHONY_UNIQUE_USUAL ? usual_unique(g->model, o->sorted) : o->unique;
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
    ph_model_generator *g;
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
