#include "train/private.h"

#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "ngram/seen.h"
#include "ngram/support.h"

enum { MAX_TOKENS = 32, TOKENS_MAX = 4096 };
#define EPSILON_MAX 100.0
#define DELTA 1e-6
#define DELTA_MAX 0.1

/* ---- Options ------------------------------------------------------------------------------- */

void ph_private_defaults(phony_train_options *o)
{
    o->delta = o->delta > 0 ? o->delta : o->delta < 0 ? o->delta : DELTA;
    o->max_tokens = o->max_tokens ? o->max_tokens : MAX_TOKENS;
    if (o->min_support > 1 && o->word_min_count < o->min_support)
        o->word_min_count = o->min_support; /* else a rare word is a token that goes, unspelled */
    if (o->epsilon > 0 && o->weighting == PHONY_WEIGHT_DEFAULT)
        o->weighting = PHONY_WEIGHT_ONCE;
}

/* How many counts one value can change: of each order one for every token and the end, and the
 * number of values. */
static uint64_t counts_of(const phony_train_options *o)
{
    return (uint64_t)o->order * (o->max_tokens + 1) + 1;
}

static phony_status check_epsilon(const phony_train_options *o, phony_error *error)
{
    ph_noise_plan plan;

    if (!(o->epsilon > 0 && o->epsilon <= EPSILON_MAX))
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "epsilon must be above 0, at most %g",
                       EPSILON_MAX);
    if (!(o->delta > 0 && o->delta <= DELTA_MAX))
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "delta must be above 0, at most %g", DELTA_MAX);
    if (o->max_tokens > TOKENS_MAX)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "max_tokens must be at most %d", TOKENS_MAX);
    if (ph_noise_plan_for(o->epsilon, o->delta, counts_of(o), &plan) < 0)
        return ph_fail(error, PHONY_ERROR_ARGUMENT,
                       "epsilon %g and delta %g want more noise than any list could bear",
                       o->epsilon, o->delta);
    return PHONY_OK;
}

phony_status ph_private_check(const phony_train_options *o, phony_error *error)
{
    const struct {
        int is;
        const char *why;
    } conflicts[] = {
        {o->min_support > 1,
         "min_support, which counts exactly; the threshold of epsilon does its "
         "work"},
        {o->exclude_originals, "exclude_originals, whose hashes tell who was in the list"},
        {o->sentences != NULL, "sentences, of which a value has any number"},
        {o->weighting != PHONY_WEIGHT_ONCE, "weights: every value counts once"},
        {o->mode == PHONY_MODE_HYBRID && !o->vocabulary,
         "hybrid mode without a vocabulary, for the words would be chosen without noise"}};

    phony_status status;

    if (o->epsilon == 0) /* as given: it is off */
        return PHONY_OK;
    status = check_epsilon(o, error);
    for (size_t i = 0; !status && i < sizeof conflicts / sizeof *conflicts; i++) {
        if (conflicts[i].is)
            status = ph_fail(error, PHONY_ERROR_ARGUMENT, "epsilon does not go with %s",
                             conflicts[i].why);
    }
    return status;
}

/* ---- Counting who holds what --------------------------------------------------------------- */

typedef struct pass {
    const phony_train_options *options;
    const ph_tokenizer *tokenizer;
    ph_vocabulary *vocabulary;
    uint32_t *number; /* [token of the vocabulary] the model's */
    ph_token_ids ids;
    ph_support support;
    ph_seen values;
} pass;

static phony_status look_at(void *user, const char *text, size_t length, uint64_t weight,
                            phony_error *error)
{
    pass *p = user;
    ph_tokenized result = ph_tokenize(p->tokenizer, text, length, p->vocabulary, &p->ids);
    int is_new = 1;

    (void)weight;
    if (result == PH_UNKNOWN_WORD ||
        (result == PH_TOKENIZED && ph_is_too_long(p->options, p->ids.count)))
        return PHONY_OK;
    if (p->options->min_support > 1)
        is_new = ph_seen_add(&p->values, text, length);
    if (result == PH_NO_ROOM || is_new < 0)
        return ph_fail_memory(error);
    for (size_t i = 0; i < p->ids.count; i++)
        p->ids.ids[i] = p->number[p->ids.ids[i]];
    if (is_new)
        ph_support_add(&p->support, p->ids.ids, p->ids.count);
    return PHONY_OK;
}

static phony_status begin(pass *p, ph_worker *workers, const phony_model *model, phony_error *error)
{
    uint32_t *sorted = ph_vocabulary_sorted(&workers[0].vocabulary);

    p->options = workers[0].options;
    p->tokenizer = workers[0].tokenizer;
    p->vocabulary = &workers[0].vocabulary;
    p->number = ph_calloc(p->vocabulary->count, sizeof *p->number);
    for (uint32_t i = 0; sorted && p->number && i < p->vocabulary->count; i++)
        p->number[sorted[i]] = i;
    ph_free(sorted);
    if (!sorted || !p->number)
        return ph_fail_memory(error);
    return ph_support_init(&p->support, &model->ngrams, error);
}

static void end(pass *p)
{
    ph_support_fini(&p->support);
    ph_free(p->number);
    ph_free(p->ids.ids);
    ph_seen_fini(&p->values);
}

/* ---- What it does to the counts ------------------------------------------------------------ */

static void drop_rare(const ph_support *support, uint64_t least, phony_model *model)
{
    for (int32_t k = 0; k < model->ngrams.order; k++) {
        for (uint32_t i = 0; i < model->ngrams.of[k].count; i++) {
            if (support->values[k][i] < least)
                model->ngrams.of[k].weight[i] = 0;
        }
    }
    model->min_count = model->min_count > least ? model->min_count : least;
}

static uint64_t noisy(const ph_noise *noise, uint64_t variance, uint64_t count)
{
    int64_t sum = (int64_t)count + ph_noise_gaussian(noise, variance);

    return sum > 0 ? (uint64_t)sum : 0;
}

/* The counts become those of values that hold the n-gram, with noise; what does not reach the
 * threshold goes, so that n-grams which only one value could have brought give no sign of it. What
 * min_count asks for is asked of noisy counts alone, and not before: an exact limit would tell of
 * the value that reaches it. */
static void add_noise(const ph_support *support, const phony_train_options *o,
                      const ph_noise *noise, phony_model *model)
{
    ph_noise_plan plan = {1, 1};
    uint64_t least;

    (void)ph_noise_plan_for(o->epsilon, o->delta, counts_of(o), &plan); /* checked before */
    least = plan.threshold > o->min_count ? plan.threshold : o->min_count;
    for (int32_t k = 0; k < model->ngrams.order; k++) {
        for (uint32_t i = 0; i < model->ngrams.of[k].count; i++) {
            uint64_t count = noisy(noise, plan.variance, support->values[k][i]);
            model->ngrams.of[k].weight[i] = count >= least ? count : 0;
        }
    }
    model->values = noisy(noise, plan.variance, support->seen);
    model->values = model->values ? model->values : 1;
    model->weight = model->values;
    model->min_count = least;
}

/* ---- Tokens -------------------------------------------------------------------------------- */

/* Leaves out the tokens without an n-gram of order 1, and renumbers the others, which keep their
 * order. */
static int drop_tokens(phony_model *model)
{
    const ph_ngram_list *first = &model->ngrams.of[0];
    ph_tokens *tokens = &model->tokens;
    uint32_t *number = ph_calloc(tokens->count, sizeof *number), count = 1;

    if (!number)
        return -1;
    for (uint32_t i = 0; i < first->count; i++) {
        uint32_t token = first->token[i], begin = tokens->offsets[token];
        uint32_t length = tokens->offsets[token + 1] - begin;
        if (token == 0)
            continue;
        memmove(tokens->text + tokens->offsets[count], tokens->text + begin, length);
        number[token] = count;
        tokens->offsets[count + 1] = tokens->offsets[count] + length;
        count++;
    }
    tokens->count = count;
    for (int32_t k = 0; k < model->ngrams.order; k++) {
        ph_ngram_list *list = &model->ngrams.of[k];
        for (uint32_t i = 0; i < list->count; i++)
            list->token[i] = number[list->token[i]];
    }
    ph_free(number);
    return 0;
}

/* Values must begin and end. */
static int is_usable(const ph_ngrams *ngrams)
{
    const ph_ngram_list *first = &ngrams->of[0];

    if (first->count < 2 || first->token[0] != 0)
        return 0;
    return ngrams->order == 1 || (ngrams->of[1].contexts > 0 && ngrams->of[1].parent[0] == 0);
}

static phony_status finish(phony_model *model, const ph_links *links, phony_error *error)
{
    if (ph_ngrams_prune(&model->ngrams, links) < 0)
        return ph_fail_memory(error);
    if (!is_usable(&model->ngrams))
        return ph_fail(error, PHONY_ERROR_EMPTY,
                       "nothing is left: no beginning that enough values share (at least %llu); "
                       "more values, a smaller min_support or a greater epsilon are needed",
                       (unsigned long long)model->min_count);
    return drop_tokens(model) < 0 ? ph_fail_memory(error) : PHONY_OK;
}

phony_status ph_private_apply(ph_worker *workers, const ph_noise *noise, phony_model *model,
                              phony_error *error)
{
    pass p = {0};
    phony_status status = begin(&p, workers, model, error);

    for (int32_t i = 0; !status && i < p.options->threads; i++)
        status = ph_worker_each(&workers[i], look_at, &p, error);
    if (!status && p.options->epsilon > 0)
        add_noise(&p.support, p.options, noise, model);
    else if (!status)
        drop_rare(&p.support, p.options->min_support, model);
    if (!status)
        status = finish(model, &p.support.links, error);
    end(&p);
    return status;
}
