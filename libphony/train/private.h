/* Training that keeps quiet about single values (spec/privacy.md): min_support leaves out what few
 * values hold, epsilon adds noise. Both work on a model that has been counted as usual: the values,
 * which were kept in the workers' spools, are gone through once more. */
#ifndef PH_PRIVATE_H
#define PH_PRIVATE_H

#include "model/model.h"
#include "train/noise.h"
#include "train/worker.h"

static inline int ph_is_private(const phony_train_options *options)
{
    return options->min_support > 1 || options->epsilon > 0;
}
/* With epsilon, a value of more tokens would change more counts than was reckoned with. */
static inline int ph_is_too_long(const phony_train_options *options, size_t tokens)
{
    return options->epsilon > 0 && tokens > options->max_tokens;
}

/* Fills in the defaults of what was left open; checks what cannot go together:
 * PHONY_ERROR_ARGUMENT. */
void ph_private_defaults(phony_train_options *options);
phony_status ph_private_check(const phony_train_options *options, phony_error *error);

/* Takes away, or makes noisy, what the workers' options say; all counts are in the model, all
 * tokens in the first worker's vocabulary. Returns PHONY_ERROR_EMPTY where nothing is left that
 * begins and ends, _IO, _MEMORY. */
phony_status ph_private_apply(ph_worker *workers, const ph_noise *noise, phony_model *model,
                              phony_error *error);
#endif
