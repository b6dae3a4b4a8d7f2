/* Merging: the windows of all models are counted again, and all that follows is as in training. */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/options.h"
#include "model/assemble.h"

static phony_status check_pair(const phony_model *a, const phony_model *b, size_t i,
                               phony_error *error)
{
    static const char *const modes[] = {"char", "word", "hybrid"};
    const char *what = NULL;

    if (a->ngrams.order != b->ngrams.order)
        return ph_fail(error, PHONY_ERROR_MISMATCH, "model %zu is of order %d, the first of %d",
                       i + 1, b->ngrams.order, a->ngrams.order);
    if (a->mode != b->mode)
        return ph_fail(error, PHONY_ERROR_MISMATCH, "model %zu is of mode %s, the first of %s",
                       i + 1, modes[b->mode], modes[a->mode]);

    if (b->min_count > 1 || a->min_count > 1)
        what = "is pruned (--min-count): train shards without, and prune the merged model";
    else if (strcmp(a->vocabulary, b->vocabulary) != 0)
        what =
            "was trained against another vocabulary than the first: give all shards one "
            "--vocabulary";
    else if (ph_originals_active(&a->originals) != ph_originals_active(&b->originals))
        what = "differs from the first in having an originals filter (--exclude-originals)";
    else if (ph_originals_active(&a->originals) &&
             strcmp(a->originals.salt, b->originals.salt) != 0)
        what = "has another salt of originals than the first";
    return what ? ph_fail(error, PHONY_ERROR_MISMATCH, "model %zu %s", i + 1, what) : PHONY_OK;
}

typedef struct merger {
    ph_vocabulary vocabulary;
    ph_counter counter;
    uint64_t total;
} merger;

static uint32_t *map_tokens(ph_vocabulary *vocabulary, const ph_tokens *tokens)
{
    uint32_t *map = ph_calloc(tokens->count, sizeof *map);

    for (uint32_t token = 1; map && token < tokens->count; token++) {
        size_t length;
        const char *text = ph_tokens_get(tokens, token, &length);
        map[token] = ph_vocabulary_add(vocabulary, text, length);
        if (map[token] == 0) {
            ph_free(map);
            map = NULL;
        }
    }
    return map;
}

/* The windows of order k + 1: at the highest order all n-grams, below it those that begin at the
 * start of a value. -1: out of memory, or the total is past PH_COUNT_MAX. */
static int add_order(merger *m, const ph_ngrams *ngrams, int32_t k, const uint32_t *map)
{
    const ph_ngram_list *list = &ngrams->of[k];
    uint32_t tokens[PH_ORDER_MAX], digits[PH_ORDER_MAX] = {0};
    int32_t shorter = ngrams->order - 1 - k;

    for (uint32_t c = 0; c < list->contexts; c++) {
        ph_ngrams_context(ngrams, k + 1, c, tokens);
        if (shorter > 0 && (k == 0 || tokens[0] != 0))
            continue;
        for (int32_t i = 0; i < k; i++)
            digits[shorter + i] = map[tokens[i]] + 1;
        for (uint32_t i = list->first[c]; i < list->first[c + 1]; i++) {
            digits[ngrams->order - 1] = map[list->token[i]] + 1;
            m->total += list->weight[i];
            if (m->total > PH_COUNT_MAX ||
                ph_counter_add_window(&m->counter, digits, list->weight[i]) < 0)
                return -1;
        }
    }
    return 0;
}

static phony_status add_model(merger *m, const phony_model *model, phony_error *error)
{
    uint32_t *map = map_tokens(&m->vocabulary, &model->tokens);
    phony_status status = PHONY_OK;

    if (!map)
        return m->vocabulary.count > PH_VOCABULARY_MAX
                   ? ph_fail(error, PHONY_ERROR_LIMIT, "more than %u different tokens",
                             PH_VOCABULARY_MAX)
                   : ph_fail_memory(error);
    if (m->vocabulary.count > ph_counter_max_token(model->ngrams.order))
        status = ph_fail(error, PHONY_ERROR_LIMIT, "too many different tokens for order %d",
                         model->ngrams.order);
    for (int32_t k = 0; !status && k < model->ngrams.order; k++) {
        if (add_order(m, &model->ngrams, k, map) < 0)
            status = m->total > PH_COUNT_MAX
                         ? ph_fail(error, PHONY_ERROR_LIMIT, "the counts add up to more than 2^53")
                         : ph_fail_memory(error);
    }
    ph_free(map);
    return status;
}

static int add_originals(phony_model *sum, const phony_model *model)
{
    for (size_t i = 0; i < model->originals.count; i++) {
        if (ph_originals_add(&sum->originals, model->originals.hashes[i]) < 0)
            return -1;
    }
    return 0;
}

/* The text given, or what all models say. */
static int choose_text(phony_model *sum, int32_t which, const char *given,
                       phony_model *const *models, size_t count)
{
    const char *text = ph_model_text(models[0], which);

    for (size_t i = 1; i < count; i++) {
        if (strcmp(text, ph_model_text(models[i], which)) != 0)
            text = NULL;
        if (!text)
            break;
    }
    return ph_model_set_text(sum, which, given ? given : text);
}

static phony_status describe(phony_model *sum, phony_model *const *models, size_t count,
                             const phony_merge_options *options, phony_error *error)
{
    const phony_model *first = models[0];
    int failed = choose_text(sum, PHONY_TEXT_NAME, options->name, models, count) |
                 choose_text(sum, PHONY_TEXT_LOCALE, options->locale, models, count) |
                 choose_text(sum, PHONY_TEXT_SOURCE, options->source, models, count) |
                 choose_text(sum, PHONY_TEXT_LICENSE, options->license, models, count) |
                 ph_model_set_text(sum, PHONY_TEXT_TRAINER, "phony " PHONY_VERSION_STRING);

    sum->mode = first->mode;
    sum->created = options->timestamp;
    sum->min_count = options->min_count ? options->min_count : 1;
    memcpy(sum->vocabulary, first->vocabulary, sizeof sum->vocabulary);
    if (ph_originals_active(&first->originals))
        failed |= ph_originals_init(&sum->originals, first->originals.salt);
    for (size_t i = 0; !failed && i < count; i++)
        failed |= add_originals(sum, models[i]);
    ph_originals_sort(&sum->originals);
    return failed ? ph_fail_memory(error) : PHONY_OK;
}

static phony_status add_totals(phony_model *sum, phony_model *const *models, size_t count,
                               phony_error *error)
{
    for (size_t i = 0; i < count; i++) {
        sum->values += models[i]->values;
        sum->weight += models[i]->weight;
        if (sum->values > PH_COUNT_MAX || sum->weight > PH_COUNT_MAX)
            return ph_fail(error, PHONY_ERROR_LIMIT, "the values add up to more than 2^53");
    }
    return PHONY_OK;
}

/* What comes of models that were never trained, such as hand-made ones, is checked as if read. */
static phony_status merge(merger *m, phony_model *sum, phony_model *const *models, size_t count,
                          const phony_merge_options *options, phony_error *error)
{
    phony_status status = describe(sum, models, count, options, error);

    if (!status)
        status = add_totals(sum, models, count, error);
    for (size_t i = 0; !status && i < count; i++)
        status = add_model(m, models[i], error);
    if (!status)
        status = ph_model_assemble(sum, &m->vocabulary, &m->counter, error);
    if (!status)
        status = ph_model_check_originals(sum, error);
    if (!status)
        status = ph_model_check(sum, error);
    if (!status)
        ph_model_seal(sum);
    return status;
}

static phony_status check_options(const phony_merge_options *options, phony_error *error)
{
    phony_status status = ph_check_text("name", options->name, error);

    if (!status)
        status = ph_check_text("locale", options->locale, error);
    if (!status)
        status = ph_check_text("source", options->source, error);
    if (!status)
        status = ph_check_text("license", options->license, error);
    if (!status)
        status = ph_check_created(options->timestamp, error);
    if (!status && options->min_count > PH_COUNT_MAX)
        status = ph_fail(error, PHONY_ERROR_ARGUMENT, "min_count must be below 2^53");
    return status;
}

phony_status phony_model_merge(phony_model *const *models, size_t count,
                               const phony_merge_options *options, phony_model **merged,
                               phony_error *error)
{
    phony_merge_options full = PHONY_MERGE_OPTIONS_INIT;
    phony_status status = PHONY_OK;
    phony_model *sum;
    merger m = {0};

    if (!models || count == 0 || !merged)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "at least one model is needed");
    ph_options_take(&full, sizeof full, options);
    status = check_options(&full, error);
    for (size_t i = 0; !status && i < count; i++)
        status = models[i] ? check_pair(models[0], models[i], i, error)
                           : ph_fail(error, PHONY_ERROR_ARGUMENT, "model %zu is NULL", i + 1);
    for (size_t i = 0; !status && i < count; i++)
        status = ph_model_need_ngrams(models[i], error);
    if (status)
        return status;
    sum = ph_model_new();
    if (!sum || ph_vocabulary_init(&m.vocabulary) < 0 ||
        ph_counter_init(&m.counter, models[0]->ngrams.order) < 0)
        status = ph_fail_memory(error);
    else
        status = merge(&m, sum, models, count, &full, error);
    ph_vocabulary_fini(&m.vocabulary);
    ph_counter_fini(&m.counter);
    if (status)
        phony_model_unref(sum);
    else
        *merged = sum;
    return status;
}
