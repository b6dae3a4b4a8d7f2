/* The last step of training and of merging: tokens get their final numbers, counts become n-grams.
 */
#ifndef PH_ASSEMBLE_H
#define PH_ASSEMBLE_H

#include "model/model.h"
#include "ngram/counter.h"
#include "ngram/vocabulary.h"

/* Fills tokens and n-grams of a model whose min_count is set, and empties the counter. */
phony_status ph_model_assemble(phony_model *model, const ph_vocabulary *vocabulary,
                               ph_counter *counter, phony_error *error);
#endif
