/* Making a product: its states are found from the start on, numbered label by label in an order in
 * which a label comes behind all it leads to (but for cycles), and those without a chance dropped.
 */
#include "sample/product.h"

#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "ngram/ngrams.h"
#include "text/segment.h"

#define UNKNOWN (PH_DEAD - 1)
#define CELLS_MAX (UINT64_C(1) << 27) /* of `step` and `number` together: 512 MiB */

void ph_product_free(ph_product *product)
{
    if (!product)
        return;
    for (uint32_t label = 0; label < product->labels; label++) {
        ph_free(product->step[label]);
        ph_free(product->number[label]);
    }
    ph_free(product->step);
    ph_free(product->number);
    ph_free(product->characters);
    ph_free(product->state);
    ph_free(product->label);
    ph_free(product->chance);
    ph_free(product->degree);
    ph_free(product->accepting);
    ph_free(product->free);
    ph_free(product->spaced);
    ph_automaton_free(product->automaton);
    ph_free(product);
}

static phony_status fail_states(phony_error *error)
{
    return ph_fail(error, PHONY_ERROR_LIMIT,
                   "the model under these constraints has more than %u states; a smaller greatest "
                   "length or a simpler pattern makes fewer",
                   PH_PRODUCT_STATES_MAX);
}

/* ---- Labels -------------------------------------------------------------------------------- */

static phony_status new_row(uint32_t **row, uint32_t count, uint32_t value, phony_error *error)
{
    *row = ph_realloc_array(NULL, count, sizeof **row);
    if (!*row)
        return ph_fail_memory(error);
    for (uint32_t i = 0; i < count; i++)
        (*row)[i] = value;
    return PHONY_OK;
}

/* Makes sure that there are rows for `label` and those below it. */
static phony_status add_labels(ph_product *p, uint32_t label, phony_error *error)
{
    uint64_t cells = (uint64_t)p->chain->states + p->tokens->count;
    phony_status status = PHONY_OK;
    size_t capacity = p->labels_capacity;

    if (label < p->labels)
        return PHONY_OK;
    if (((uint64_t)label + 1) * cells > CELLS_MAX)
        return fail_states(error);
    if (ph_grow((void **)&p->step, &capacity, (size_t)label + 1, sizeof *p->step) < 0 ||
        ph_grow((void **)&p->number, &p->labels_capacity, (size_t)label + 1, sizeof *p->number) < 0)
        return ph_fail_memory(error);
    for (; !status && p->labels <= label; p->labels++) {
        p->number[p->labels] = NULL;
        status = new_row(&p->step[p->labels], p->tokens->count, UNKNOWN, error);
        if (!status)
            status = new_row(&p->number[p->labels], p->chain->states, PH_NONE, error);
    }
    return status;
}

phony_status ph_product_step(ph_product *p, uint32_t label, uint32_t token, uint32_t *next,
                             phony_error *error)
{
    int spaced = p->words && label > 0;
    uint32_t to;
    size_t length;
    const char *text;
    phony_status status;

    *next = p->step[label][token];
    if (*next != UNKNOWN)
        return PHONY_OK;
    text = ph_tokens_get(p->tokens, token, &length);
    if (spaced) {
        memcpy(p->spaced + 1, text, length);
        text = p->spaced;
    }
    status = ph_automaton_step(p->automaton, label ? label - 1 : 0, text, length + (size_t)spaced,
                               (uint64_t)p->characters[token] + (uint64_t)spaced, &to, error);
    if (status)
        return status;
    *next = to == PH_DEAD ? PH_DEAD : to + 1;
    p->step[label][token] = *next;
    return *next == PH_DEAD ? PHONY_OK : add_labels(p, *next, error);
}

/* ---- Finding the states -------------------------------------------------------------------- */

static phony_status reach(ph_product *p, uint32_t label, uint32_t state, phony_error *error)
{
    size_t capacity = p->states_capacity;

    if (p->number[label][state] != PH_NONE)
        return PHONY_OK;
    if (p->states == PH_PRODUCT_STATES_MAX)
        return fail_states(error);
    if (p->states == capacity &&
        (ph_grow((void **)&p->state, &capacity, (size_t)p->states + 1, sizeof *p->state) < 0 ||
         ph_grow((void **)&p->label, &p->states_capacity, (size_t)p->states + 1, sizeof *p->label) <
             0))
        return ph_fail_memory(error);
    p->state[p->states] = state;
    p->label[p->states] = label;
    p->number[label][state] = p->states++;
    return PHONY_OK;
}

/* What one state leads to. */
static phony_status expand(ph_product *p, uint32_t state, uint32_t label, phony_error *error)
{
    const ph_chain *chain = p->chain;
    phony_status status = PHONY_OK;

    for (uint32_t i = chain->first[state]; !status && i < chain->first[state + 1]; i++) {
        const ph_outcome *o = &chain->outcomes[i];
        uint32_t next = label;
        if (o->next == PH_NONE)
            continue;
        if (o->token != PH_NONE)
            status = ph_product_step(p, label, o->token, &next, error);
        if (!status && next != PH_DEAD)
            status = reach(p, next, o->next, error);
    }
    return status;
}

static phony_status find_states(ph_product *p, phony_error *error)
{
    phony_status status = reach(p, 0, p->chain->start, error);

    for (uint32_t i = 0; !status && i < p->states; i++)
        status = expand(p, p->state[i], p->label[i], error);
    return status;
}

/* Finds them anew, once labels that mean the same have become one. */
static phony_status find_fewer(ph_product *p, phony_error *error)
{
    for (uint32_t i = 0; i < p->states; i++)
        p->number[p->label[i]][p->state[i]] = PH_NONE;
    p->states = 0;
    return find_states(p, error);
}

/* ---- Numbering ----------------------------------------------------------------------------- */

/* Numbers the states anew: label by label as in `order`, in a label as in the chain, so that the
 * target of a back-off comes before its state. */
static void number_states(ph_product *p, const uint32_t *order, uint32_t labels)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < labels; i++) {
        uint32_t *number = p->number[order[i]];
        for (uint32_t state = 0; state < p->chain->states; state++) {
            if (number[state] == PH_NONE)
                continue;
            p->state[count] = state;
            p->label[count] = order[i];
            number[state] = count++;
        }
    }
    p->start = p->number[0][p->chain->start];
}

typedef struct visit {
    uint32_t label, token;
} visit;

/* Depth first from label 0: a label is put behind all that it leads to. */
static uint32_t sort_labels(const ph_product *p, visit *stack, uint8_t *seen, uint32_t *order)
{
    uint32_t depth = 0, count = 0;

    stack[depth++] = (visit){0, 1};
    seen[0] = 1;
    while (depth > 0) {
        visit *top = &stack[depth - 1];
        uint32_t next = PH_DEAD;
        while (top->token < p->tokens->count && next == PH_DEAD) {
            next = p->step[top->label][top->token++];
            if (next == UNKNOWN || (next != PH_DEAD && seen[next]))
                next = PH_DEAD;
        }
        if (next == PH_DEAD) {
            order[count++] = top->label;
            depth--;
        } else {
            seen[next] = 1;
            stack[depth++] = (visit){next, 1};
        }
    }
    return count;
}

static phony_status sort_states(ph_product *p, phony_error *error)
{
    uint32_t *order = ph_realloc_array(NULL, p->labels, sizeof *order);
    visit *stack = ph_realloc_array(NULL, p->labels, sizeof *stack);
    uint8_t *seen = ph_calloc(p->labels, 1);
    phony_status status = order && stack && seen ? PHONY_OK : ph_fail_memory(error);

    if (!status)
        number_states(p, order, sort_labels(p, stack, seen, order));
    ph_free(order);
    ph_free(stack);
    ph_free(seen);
    return status;
}

/* Leaves out the states without a chance. */
static void drop_dead(ph_product *p)
{
    uint32_t kept = 0;

    for (uint32_t i = 0; i < p->states; i++) {
        uint32_t *number = &p->number[p->label[i]][p->state[i]];
        *number = p->chance[i].m ? kept : PH_NONE;
        if (!p->chance[i].m)
            continue;
        p->state[kept] = p->state[i];
        p->label[kept] = p->label[i];
        p->chance[kept] = p->chance[i];
        p->degree[kept] = p->degree[i];
        p->degree_max = p->degree[kept] > p->degree_max ? p->degree[kept] : p->degree_max;
        kept++;
    }
    p->states = kept;
    p->start = p->number[0][p->chain->start];
}

/* ---- Making it ----------------------------------------------------------------------------- */

static phony_status count_characters(ph_product *p, phony_error *error)
{
    size_t longest = 0;

    p->characters = ph_calloc(p->tokens->count, sizeof *p->characters);
    if (!p->characters)
        return ph_fail_memory(error);
    for (uint32_t token = 1; token < p->tokens->count; token++) {
        size_t length;
        const char *text = ph_tokens_get(p->tokens, token, &length);
        p->characters[token] = (uint32_t)ph_grapheme_count(text, length);
        longest = length > longest ? length : longest;
    }
    p->spaced = ph_malloc(longest + 1);
    if (!p->spaced)
        return ph_fail_memory(error);
    p->spaced[0] = ' ';
    return PHONY_OK;
}

static phony_status build(ph_product *p, phony_error *error)
{
    phony_status status = count_characters(p, error);
    int changed = 0;

    if (!status)
        status = add_labels(p, 0, error);
    if (!status)
        status = find_states(p, error);
    if (!status)
        status = ph_product_minimise(p, &changed, error);
    if (!status && changed)
        status = find_fewer(p, error);
    if (!status)
        status = sort_states(p, error);
    if (!status)
        status = ph_product_find_chances(p, error);
    if (!status)
        drop_dead(p);
    if (!status && p->start == PH_NONE)
        status = PHONY_ERROR_EMPTY;
    return status;
}

static phony_status make(phony_model *model, const phony_generator_options *options, unsigned parts,
                         ph_product **product, phony_error *error)
{
    ph_product *p = ph_calloc(1, sizeof *p);
    phony_status status = p ? PHONY_OK : ph_fail_memory(error);

    if (!status)
        status = ph_model_get_chain(model, &p->chain, error);
    if (!status)
        status = ph_automaton_new(options, parts, &p->automaton, error);
    if (!status) {
        p->tokens = &model->tokens;
        p->words = model->mode == PHONY_MODE_WORD;
        status = build(p, error);
    }
    if (status)
        ph_product_free(p);
    else
        *product = p;
    return status;
}

phony_status ph_product_try(phony_model *model, const phony_generator_options *options,
                            unsigned parts, phony_error *error)
{
    ph_product *product = NULL;
    phony_status status = make(model, options, parts, &product, error);

    if (!status)
        ph_product_free(product);
    return status;
}

phony_status ph_product_new(phony_model *model, const phony_generator_options *options,
                            ph_product **product, phony_error *error)
{
    phony_status status = make(model, options, PH_PART_ALL, product, error);

    return status == PHONY_ERROR_EMPTY ? ph_product_explain(model, options, error) : status;
}
