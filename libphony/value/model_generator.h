/* What model_generator.c and model_cells.c share: a generator of a model's values. */
#ifndef PH_MODEL_GENERATOR_H
#define PH_MODEL_GENERATOR_H

#include "model/model.h"
#include "sample/decode.h"
#include "sample/distinct.h"
#include "sample/product.h"
#include "sample/sampler.h"
#include "value/generator.h"
#include "value/kept_cells.h"

typedef struct ph_model_generator {
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
} ph_model_generator;

/* model_cells.c: rows from cells, as ph_generator_class.fill. */
phony_status ph_model_fill_cells(const phony_generator *generator, const phony_key *key,
                                 uint64_t first, uint64_t count, phony_column *column,
                                 phony_error *error);
/* Whether there are as many values as strict rows, and how these pass over originals: to be called
 * once, when the decoder is made. Returns PHONY_ERROR_EMPTY, _MEMORY. */
phony_status ph_model_plan_strict(ph_model_generator *generator, phony_error *error);
#endif
