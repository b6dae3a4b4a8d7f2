/* phony_model_get_privacy: which n-grams few values hold, and which longer texts only one does.
 *
 * A fragment is a chain of n-grams of the highest order, each held by one value, the same for all:
 *
 *     (a b c) (b c d) (c d e)   ->  "abcde"
 *
 * With the values, "the same" is known: the support remembers the last value that held an n-gram,
 * and where there is one only it is that. Without them, the n-gram (b c) between (a b c) and
 * (b c d) must be counted once itself: it then stands in one place only. */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/options.h"
#include "model/model.h"
#include "ngram/seen.h"
#include "ngram/support.h"
#include "text/segment.h"
#include "text/utf8.h"
#include "train/private.h"
#include "train/trainer.h"

typedef struct report {
    const phony_model *model;
    ph_support support;
    ph_vocabulary vocabulary, whole; /* the model's tokens, and those of several characters */
    ph_tokenizer tokenizer;
    ph_token_ids ids;
    ph_seen values;
    int exact;
    uint32_t *next;       /* [count of the highest order] the n-gram behind it in its fragment */
    uint8_t *is_followed; /* whether one stands before it */
    uint8_t *is_written;  /* whether a fragment has come by: values that repeat themselves */
    ph_buffer text;
} report;

static void report_fini(report *r)
{
    ph_support_fini(&r->support);
    ph_vocabulary_fini(&r->vocabulary);
    ph_vocabulary_fini(&r->whole);
    ph_free(r->ids.ids);
    ph_seen_fini(&r->values);
    ph_free(r->next);
    ph_free(r->is_followed);
    ph_free(r->is_written);
    ph_buffer_fini(&r->text);
}

/* ---- Looking at the values ----------------------------------------------------------------- */

/* Tokens have the numbers of the model: they are added in its order. */
static int take_tokens(report *r)
{
    const ph_tokens *tokens = &r->model->tokens;

    if (ph_vocabulary_init(&r->vocabulary) < 0 || ph_vocabulary_init(&r->whole) < 0)
        return -1;
    r->vocabulary.max = r->whole.max = UINT32_MAX - 1;
    for (uint32_t token = 1; token < tokens->count; token++) {
        size_t length;
        const char *text = ph_tokens_get(tokens, token, &length);
        if (!ph_vocabulary_add(&r->vocabulary, text, length) ||
            (ph_grapheme_length(text, length) < length &&
             !ph_vocabulary_add(&r->whole, text, length)))
            return -1;
    }
    r->tokenizer.mode = r->model->mode;
    r->tokenizer.whole = r->model->mode == PHONY_MODE_HYBRID ? &r->whole : NULL;
    return 0;
}

static phony_status look_at(void *user, const char *text, size_t length, uint64_t weight,
                            phony_error *error)
{
    report *r = user;
    int is_new = ph_seen_add(&r->values, text, length);

    (void)weight;
    if (is_new < 0 ||
        ph_tokenize(&r->tokenizer, text, length, &r->vocabulary, &r->ids) == PH_NO_ROOM)
        return ph_fail_memory(error);
    if (is_new)
        ph_support_add(&r->support, r->ids.ids, r->ids.count);
    return PHONY_OK;
}

static phony_status look_at_all(report *r, phony_trainer *trainer, phony_error *error)
{
    ph_worker *workers = ph_trainer_workers(trainer);
    phony_status status = take_tokens(r) < 0 ? ph_fail_memory(error) : PHONY_OK;

    for (int32_t i = 0; !status && i < workers[0].options->threads; i++)
        status = ph_worker_each(&workers[i], look_at, r, error);
    return status;
}

/* ---- Rare n-grams -------------------------------------------------------------------------- */

static uint64_t held_by(const report *r, int32_t k, uint32_t ngram)
{
    return r->exact ? r->support.values[k][ngram] : r->model->ngrams.of[k].weight[ngram];
}

static void count_rare(const report *r, uint64_t support, phony_privacy *privacy)
{
    for (int32_t k = 0; k < r->model->ngrams.order; k++) {
        privacy->ngrams[k] = r->model->ngrams.of[k].count;
        for (uint32_t i = 0; i < r->model->ngrams.of[k].count; i++)
            privacy->rare[k] += held_by(r, k, i) < support;
    }
}

/* ---- Fragments ----------------------------------------------------------------------------- */

/* What follows an n-gram of the highest order in the only value that holds it. */
static uint32_t find_next(const report *r, int32_t k, uint32_t ngram)
{
    const ph_ngram_list *list = &r->model->ngrams.of[k];
    uint32_t lower = r->support.links.lower[k][ngram];
    uint32_t context = r->support.links.child[k - 1][lower];

    if (held_by(r, k, ngram) != 1 || list->token[ngram] == 0 || context == PH_NONE)
        return PH_NONE;
    if (!r->exact && held_by(r, k - 1, lower) != 1)
        return PH_NONE;
    for (uint32_t i = list->first[context]; i < list->first[context + 1]; i++) {
        if (held_by(r, k, i) == 1 && i != ngram &&
            (!r->exact || r->support.last[k][i] == r->support.last[k][ngram]))
            return i;
    }
    return PH_NONE;
}

static int link_fragments(report *r, int32_t k)
{
    uint32_t count = r->model->ngrams.of[k].count;

    r->next = ph_calloc(count ? count : 1, sizeof *r->next);
    r->is_followed = ph_calloc(count ? count : 1, 1);
    r->is_written = ph_calloc(count ? count : 1, 1);
    if (!r->next || !r->is_followed || !r->is_written)
        return -1;
    for (uint32_t i = 0; i < count; i++) {
        r->next[i] = find_next(r, k, i);
        if (r->next[i] != PH_NONE)
            r->is_followed[r->next[i]] = 1;
    }
    return 0;
}

static void append_token(report *r, uint32_t token)
{
    size_t length;
    const char *text = ph_tokens_get(&r->model->tokens, token, &length);

    if (r->model->mode == PHONY_MODE_WORD && r->text.length && length)
        ph_buffer_append_byte(&r->text, ' ');
    ph_buffer_append(&r->text, text, length);
}

/* The text of the chain that begins with an n-gram; it ends where it comes back to itself. */
static void write_fragment(report *r, int32_t k, uint32_t ngram, uint32_t context)
{
    const ph_ngram_list *list = &r->model->ngrams.of[k];
    uint32_t tokens[PH_ORDER_MAX];

    r->text.length = 0;
    ph_ngrams_context(&r->model->ngrams, k + 1, context, tokens);
    for (int32_t i = 0; i < k; i++)
        append_token(r, tokens[i]);
    while (ngram != PH_NONE && !r->is_written[ngram]) {
        r->is_written[ngram] = 1;
        append_token(r, list->token[ngram]);
        ngram = r->next[ngram];
    }
}

typedef struct longest {
    phony_fragment *fragments;
    size_t count, capacity;
} longest;

/* Keeps a fragment among the longest. */
static void keep(longest *l, const ph_buffer *text, uint64_t characters)
{
    size_t at = l->count, length = text->length;

    while (at > 0 && l->fragments[at - 1].characters < characters)
        at--;
    if (at == l->capacity)
        return;
    l->count += l->count < l->capacity;
    memmove(&l->fragments[at + 1], &l->fragments[at], (l->count - at - 1) * sizeof *l->fragments);
    while (length >= sizeof l->fragments->text)
        length = ph_utf8_before(text->data, length);
    l->fragments[at].characters = characters;
    memcpy(l->fragments[at].text, text->data, length);
    l->fragments[at].text[length] = '\0';
}

static int find_fragments(report *r, phony_privacy *privacy, longest *l)
{
    int32_t k = r->model->ngrams.order - 1;
    const ph_ngram_list *list = &r->model->ngrams.of[k];

    if (k < 1)
        return 0;
    if (link_fragments(r, k) < 0)
        return -1;
    for (uint32_t context = 0; context < list->contexts; context++) {
        for (uint32_t i = list->first[context]; i < list->first[context + 1]; i++) {
            uint64_t characters;
            if (r->is_followed[i] || r->next[i] == PH_NONE)
                continue;
            write_fragment(r, k, i, context);
            if (r->text.failed)
                return -1;
            characters = ph_grapheme_count(r->text.data, r->text.length);
            privacy->fragments++;
            privacy->characters += characters;
            privacy->longest = characters > privacy->longest ? characters : privacy->longest;
            keep(l, &r->text, characters);
        }
    }
    return 0;
}

/* ---- The whole ----------------------------------------------------------------------------- */

static phony_status make(report *r, phony_trainer *values, uint64_t support, phony_privacy *privacy,
                         longest *l, phony_error *error)
{
    phony_status status = ph_support_init(&r->support, &r->model->ngrams, error);

    r->exact = values != NULL;
    if (!status && values)
        status = look_at_all(r, values, error);
    if (status)
        return status;
    privacy->exact = r->exact;
    privacy->order = r->model->ngrams.order;
    privacy->values = r->support.seen;
    count_rare(r, support, privacy);
    return find_fragments(r, privacy, l) < 0 ? ph_fail_memory(error) : PHONY_OK;
}

phony_status phony_model_get_privacy(phony_model *model, phony_trainer *values, uint64_t support,
                                     phony_privacy *privacy, phony_fragment *fragments,
                                     size_t capacity, phony_error *error)
{
    phony_privacy full = PHONY_PRIVACY_INIT;
    longest l = {fragments, 0, fragments ? capacity : 0};
    report r = {.model = model};
    phony_status status;

    if (!model || !privacy || privacy->size < sizeof privacy->size)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "model and privacy are needed");
    if (values && !ph_trainer_workers(values)[0].spool)
        return ph_fail(error, PHONY_ERROR_ARGUMENT,
                       "the trainer keeps no values: it needs a min_support of 2 or more");
    status = ph_model_need_ngrams(model, error);
    if (!status)
        status = make(&r, values, support, &full, &l, error);
    report_fini(&r);
    if (!status)
        ph_options_give(privacy, &full, sizeof full);
    return status;
}
