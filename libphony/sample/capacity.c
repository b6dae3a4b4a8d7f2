#include "sample/capacity.h"

#include <string.h>

#include "base/alloc.h"
#include "base/error.h"

#define CELLS_MAX ((uint64_t)1 << 26)

void ph_capacity_free(ph_capacity *capacity)
{
    if (!capacity)
        return;
    ph_free(capacity->values);
    ph_free(capacity->sums);
    ph_free(capacity);
}

/* ---- Whether a text can be cut into tokens in one way only ---------------------------------- */

/* Whether a token begins with `text` or is its beginning. */
static int meets_token(const ph_tokens *tokens, const char *text, size_t length)
{
    for (uint32_t token = 1; token < tokens->count; token++) {
        size_t size;
        const char *other = ph_tokens_get(tokens, token, &size);
        if (memcmp(other, text, size < length ? size : length) == 0)
            return 1;
    }
    return 0;
}

/* The first step of Sardinas and Patterson's test (1953): where a token goes on behind another,
 * what it has more must not meet any token. Enough for alphabets with marks; hybrid models fail it.
 */
static int is_decodable(const ph_tokens *tokens)
{
    for (uint32_t token = 1; token < tokens->count; token++) {
        size_t length, size;
        const char *text = ph_tokens_get(tokens, token, &length);
        for (uint32_t next = token + 1; next < tokens->count; next++) {
            const char *other = ph_tokens_get(tokens, next, &size);
            if (size <= length || memcmp(text, other, length) != 0)
                break; /* tokens ascend: those that begin with this one follow it */
            if (meets_token(tokens, other + length, size - length))
                return 0;
        }
    }
    return 1;
}

/* ---- Counting ------------------------------------------------------------------------------ */

/* Whether a label has any state, so that values come of it. */
static uint8_t *find_live(const ph_product *p)
{
    uint8_t *live = ph_calloc(p->labels, 1);

    for (uint32_t i = 0; live && i < p->states; i++)
        live[p->label[i]] = 1;
    return live;
}

static int leads_on(const ph_product *p, const uint8_t *live, uint32_t label, uint32_t token)
{
    uint32_t next = p->step[label][token];

    return next < p->labels && live[next];
}

/* Whether nothing at all is a value: a walk may end where it starts (models of order 1). */
static int can_be_empty(const ph_product *p)
{
    if (!p->accepting[0])
        return 0;
    for (uint32_t i = 0; i < p->states; i++) {
        uint32_t first = p->chain->first[p->state[i]], last = p->chain->first[p->state[i] + 1];
        if (p->label[i] == 0 && first < last && p->chain->outcomes[first].token == 0)
            return 1;
    }
    return 0;
}

/* Counts a label all of whose successors are counted; 0 where one is not. */
static int count_label(ph_capacity *c, const uint8_t *live, const uint8_t *known, uint32_t label)
{
    const ph_product *p = c->product;
    uint64_t sum = label > 0 ? p->accepting[label] : (uint64_t)can_be_empty(p);

    for (uint32_t token = 1; token < p->tokens->count; token++) {
        if (!leads_on(p, live, label, token))
            continue;
        if (!known[p->step[label][token]])
            return 0;
        sum = ph_add_values(sum, c->values[p->step[label][token]]);
    }
    c->values[label] = sum;
    return 1;
}

/* Counts from the last labels to the first, as long as there are labels that lead to counted ones
 * only. What is left leads into a cycle: its values have no end. Returns how many are finite. */
static uint32_t count_labels(ph_capacity *c, const uint8_t *live, uint8_t *known)
{
    uint32_t finite = 0, found = 1;

    for (uint32_t label = 0; label < c->labels; label++)
        c->values[label] = live[label] ? PH_ENDLESS : 0;
    while (found) {
        found = 0;
        for (uint32_t label = c->labels; label-- > 0;) {
            if (known[label] || !live[label] || !count_label(c, live, known, label))
                continue;
            known[label] = 1;
            found++;
        }
        finite += found;
    }
    return finite;
}

static phony_status sum_up(ph_capacity *c, const uint8_t *live, phony_error *error)
{
    const ph_product *p = c->product;
    size_t width = (size_t)p->tokens->count + 1;

    if ((uint64_t)c->labels * width > CELLS_MAX)
        return ph_fail(error, PHONY_ERROR_LIMIT,
                       "strict uniqueness under these constraints needs more than %llu numbers; a "
                       "smaller greatest length or a simpler pattern needs fewer",
                       (unsigned long long)CELLS_MAX);
    c->sums = ph_calloc(c->labels * width, sizeof *c->sums);
    if (!c->sums)
        return ph_fail_memory(error);
    for (uint32_t label = 0; label < c->labels; label++) {
        uint64_t *sums = c->sums + label * width;
        for (uint32_t token = 1; token < p->tokens->count; token++) {
            uint64_t more = live[label] && leads_on(p, live, label, token)
                                ? c->values[p->step[label][token]]
                                : 0;
            sums[token + 1] = ph_add_values(sums[token], more);
        }
    }
    return PHONY_OK;
}

static phony_status count(ph_capacity *c, uint32_t *finite, phony_error *error)
{
    uint8_t *live = find_live(c->product), *known = ph_calloc(c->labels, 1);
    phony_status status = PHONY_OK;

    c->values = ph_calloc(c->labels, sizeof *c->values);
    if (!live || !known || !c->values)
        status = ph_fail_memory(error);
    else
        *finite = count_labels(c, live, known);
    if (!status && *finite && !c->product->words && !is_decodable(c->product->tokens))
        status = ph_fail(error, PHONY_ERROR_ARGUMENT,
                         "strict uniqueness with a greatest length or a finite pattern needs a "
                         "model whose tokens spell a value in one way (mode char or word)");
    if (!status && *finite)
        status = sum_up(c, live, error);
    ph_free(live);
    ph_free(known);
    return status;
}

phony_status ph_capacity_new(ph_product *product, ph_capacity **capacity, phony_error *error)
{
    ph_capacity *c = ph_calloc(1, sizeof *c);
    uint32_t finite = 0;
    phony_status status = c ? PHONY_OK : ph_fail_memory(error);

    if (!status) {
        c->product = product;
        c->labels = product->labels;
        status = count(c, &finite, error);
    }
    if (status || !finite) {
        ph_capacity_free(c);
        c = NULL;
    }
    if (!status)
        *capacity = c;
    return status;
}
