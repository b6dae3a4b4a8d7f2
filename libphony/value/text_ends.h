/* What the sentences of a model end in, as a constraint on those of running text. */
#ifndef PH_TEXT_ENDS_H
#define PH_TEXT_ENDS_H

#include "base/buffer.h"
#include "model/model.h"

/* Appends a pattern (spec/patterns.md) that sentences are to match: nothing where any will do.
 * Returns what ph_model_need_ngrams returns, and PHONY_ERROR_MEMORY. */
phony_status ph_text_ends(const phony_model *model, ph_buffer *pattern, phony_error *error);
#endif
