#include "sample/chain.h"

#include "base/alloc.h"
#include "base/error.h"
#include "sample/alias.h"

typedef struct scratch {
    ph_edge *edges;
    uint64_t *weights, *masses;
} scratch;

static phony_status lay_out(const ph_process *process, ph_chain *chain, phony_error *error)
{
    uint64_t count = 0;

    chain->first = ph_realloc_array(NULL, (size_t)process->states + 1, sizeof *chain->first);
    if (!chain->first)
        return ph_fail_memory(error);
    for (uint32_t state = 0; state < process->states; state++) {
        chain->first[state] = (uint32_t)count;
        count += process->degree(process->of, state);
        if (count >= UINT32_MAX - 1)
            return ph_fail(error, PHONY_ERROR_LIMIT,
                           "the model is too large: more than %u outcomes", UINT32_MAX - 1);
    }
    chain->first[process->states] = (uint32_t)count;
    chain->outcomes = ph_realloc_array(NULL, (size_t)count + 1, sizeof *chain->outcomes);
    return chain->outcomes ? PHONY_OK : ph_fail_memory(error);
}

static void write_state(const ph_process *process, ph_chain *chain, const scratch *s,
                        uint32_t state)
{
    ph_outcome *out = chain->outcomes + chain->first[state];
    uint32_t degree = process->edges(process->of, state, s->edges);
    uint64_t below = 0;

    for (uint32_t i = 0; i < degree; i++)
        s->weights[i] = s->edges[i].weight;
    ph_alias_masses(s->weights, degree, s->masses);
    for (uint32_t i = 0; i < degree; i++) {
        out[i] = (ph_outcome){(uint32_t)below, s->edges[i].token, s->edges[i].next};
        below += s->masses[i];
    }
}

static phony_status fill(const ph_process *process, ph_chain *chain, phony_error *error)
{
    scratch s = {ph_realloc_array(NULL, process->degree_max, sizeof *s.edges),
                 ph_realloc_array(NULL, process->degree_max, sizeof *s.weights),
                 ph_realloc_array(NULL, process->degree_max, sizeof *s.masses)};
    phony_status status = s.edges && s.weights && s.masses ? PHONY_OK : ph_fail_memory(error);

    for (uint32_t state = 0; !status && state < process->states; state++)
        write_state(process, chain, &s, state);
    chain->outcomes[chain->first[process->states]] = (ph_outcome){0, 0, 0};
    ph_free(s.edges);
    ph_free(s.weights);
    ph_free(s.masses);
    return status;
}

phony_status ph_chain_new(const ph_process *process, ph_chain **chain, phony_error *error)
{
    ph_chain *made = ph_calloc(1, sizeof *made);
    phony_status status = made ? PHONY_OK : ph_fail_memory(error);

    if (!status)
        status = lay_out(process, made, error);
    if (!status)
        status = fill(process, made, error);
    if (status) {
        ph_chain_free(made);
        return status;
    }
    made->states = process->states;
    made->start = process->start;
    made->degree_max = process->degree_max;
    *chain = made;
    return PHONY_OK;
}

void ph_chain_free(ph_chain *chain)
{
    if (!chain)
        return;
    ph_free(chain->first);
    ph_free(chain->outcomes);
    ph_free(chain);
}
