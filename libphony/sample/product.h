/* The product of a model's chain with a constraint's automaton (spec/generation.md, "Constraints"):
 * a process whose walks are the model's walks given that the value complies.
 *
 *     state (s, q)  -- token t, weight mass * h(s', q') -->  state (s', q') = (next, step(q, t))
 *
 * h(s, q) is the probability that a walk from s, where the text so far has brought the automaton to
 * q, ends in a value that complies (Doob's h-transform). States from which none does are left out,
 * so that no walk runs into a dead end. */
#ifndef PH_PRODUCT_H
#define PH_PRODUCT_H

#include "constraint/automaton.h"
#include "model/model.h"
#include "sample/chain.h"

#define PH_PRODUCT_STATES_MAX (UINT32_C(1) << 24)

/* A number m * 2^e with m = 0 or m's top bit set: 32 significant bits, however small it is. */
typedef struct ph_real {
    uint32_t m;
    int32_t e;
} ph_real;

/* Labels are what the text so far has come to: 0 is nothing yet, q + 1 the automaton's state q. (In
 * word mode a token has a space before it, but not behind label 0.) */
typedef struct ph_product {
    const ph_chain *chain; /* the model's, which must outlive the product */
    const ph_tokens *tokens;
    int words; /* word mode */
    ph_automaton *automaton;
    uint32_t *characters; /* of each token */
    uint32_t labels;
    uint32_t **step;   /* [label][token] label, PH_DEAD, or not known yet */
    uint32_t **number; /* [label][chain state] state, or PH_NONE */
    size_t labels_capacity;
    uint32_t states, start, degree_max;
    uint32_t *state, *label; /* of each state */
    ph_real *chance;
    uint8_t *accepting, *free; /* by label: a value may end here; anything may follow */
    uint32_t *degree;
    size_t states_capacity;
    char *spaced; /* scratch: a token with a space before it */
} ph_product;

/* The product of `model` with the constraints of `options`. Returns PHONY_ERROR_EMPTY where no
 * value complies, with the reason; what ph_automaton_new returns; _LIMIT, _MEMORY. */
phony_status ph_product_new(phony_model *model, const phony_generator_options *options,
                            ph_product **product, phony_error *error);
void ph_product_free(ph_product *product);

/* The product as a process; it must outlive it. */
ph_process ph_product_process(const ph_product *product);

/* The label that a token leads to: as `step`, computed where it is not known yet. */
phony_status ph_product_step(ph_product *product, uint32_t label, uint32_t token, uint32_t *next,
                             phony_error *error);
/* product_labels.c: lets labels that mean the same be one, and dead ends lead nowhere; `*changed`
 * where there were any. */
phony_status ph_product_minimise(ph_product *product, int *changed, phony_error *error);
/* product_chances.c: h of all states; states from which nothing complies get 0. */
phony_status ph_product_find_chances(ph_product *product, phony_error *error);
/* product_reason.c: why nothing complies. Always returns an error. */
phony_status ph_product_explain(phony_model *model, const phony_generator_options *options,
                                phony_error *error);
/* Whether any value complies with these parts of the constraints: PHONY_OK, _EMPTY (without a
 * message) or other errors. */
phony_status ph_product_try(phony_model *model, const phony_generator_options *options,
                            unsigned parts, phony_error *error);
#endif
