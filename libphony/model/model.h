/* A model in memory: what a `.phony` file says, immutable once made, and what is compiled from it
 * at the first use. */
#ifndef PH_MODEL_H
#define PH_MODEL_H

#include <pthread.h>
#include <stdatomic.h>

#include "base/buffer.h"
#include "model/originals.h"
#include "ngram/ngrams.h"
#include "phony.h"

#define PH_DIGEST_BYTES 32
#define PH_DIGEST_TEXT (2 * PH_DIGEST_BYTES + 1)
#define PH_MODEL_BYTES_MAX (UINT64_C(3) << 29) /* unpacked, unless a limit says otherwise */
#define PH_EXTRAS_MAX ((size_t)1 << 24)        /* bytes of unknown members */
#define PH_TEXTS 5 /* name, locale, source, license, trainer: PHONY_TEXT_... */

/* Token texts, one after another; token 0 is the boundary, "". */
typedef struct ph_tokens {
    uint32_t count;    /* the boundary included */
    uint32_t *offsets; /* [count + 1] */
    char *text;
} ph_tokens;

struct ph_sampler;
struct ph_graph;
struct ph_model_file;
struct ph_chain;

struct phony_model {
    atomic_uint_fast32_t references;
    char *texts[PH_TEXTS]; /* NULL = "" */
    int32_t mode;
    uint64_t values;
    uint64_t weight;
    uint64_t min_count;
    int64_t created;
    uint8_t digest[PH_DIGEST_BYTES];
    char digest_text[PH_DIGEST_TEXT];
    char vocabulary[PH_DIGEST_TEXT]; /* digest of the whole tokens trained against, or "" */
    ph_tokens tokens;
    ph_ngrams ngrams;
    ph_originals originals;
    ph_buffer extras; /* members this version does not know, as JSON: ,"key":value ... */

    /* A model out of its compiled form (compiled.h): all of the above points into the mapping, but
     * for the n-grams and the extras. Those are still in the file while `partial`; of the n-grams,
     * only order and counts are known then. See ph_model_need_ngrams. */
    void *mapping; /* NULL: the parts are on the heap */
    size_t mapping_size;
    atomic_int partial;
    struct ph_model_file *source; /* the file, where a compiled form is kept of it; else NULL */

    /* Compiled at the first use, under the lock, then read without it. */
    pthread_mutex_t lock;
    _Atomic(struct ph_sampler *) sampler;
    _Atomic(struct ph_graph *) graph;
    _Atomic(struct ph_chain *) chain;
};

/* An empty model with one reference; NULL out of memory. */
phony_model *ph_model_new(void);
/* Checks a text that is to be recorded; NULL is one. PHONY_ERROR_ARGUMENT names the option. */
phony_status ph_check_text(const char *name, const char *text, phony_error *error);
/* Checks a time that is to be recorded: from 1970 to the year 9999. */
phony_status ph_check_created(int64_t created, phony_error *error);
/* Copies a text (PHONY_TEXT_...); NULL and "" mean none. -1 out of memory. */
int ph_model_set_text(phony_model *model, int32_t which, const char *text);
static inline const char *ph_model_text(const phony_model *model, int32_t which)
{
    return model->texts[which] ? model->texts[which] : "";
}

static inline const char *ph_tokens_get(const ph_tokens *tokens, uint32_t token, size_t *length)
{
    *length = tokens->offsets[token + 1] - tokens->offsets[token];
    return tokens->text + tokens->offsets[token];
}
/* The number of a token by its text (tokens ascend), 0 where there is none. */
uint32_t ph_tokens_find(const ph_tokens *tokens, const char *text, size_t length);

/* Computes the digest: over all that generation depends on, and nothing else (spec/model-format.md,
 * "Digest"). */
void ph_model_compute_digest(const phony_model *model, uint8_t digest[PH_DIGEST_BYTES]);
/* Computes and stores it. */
void ph_model_seal(phony_model *model);
void ph_hex(const uint8_t *bytes, size_t count, char *text);

/* The same for anything written: the model as JSON. */
void ph_model_to_json(const phony_model *model, ph_buffer *json);

/* PHONY_ERROR_LIMIT where there are more originals than a file can hold. */
phony_status ph_model_check_originals(const phony_model *model, phony_error *error);
/* Proves that the n-grams hang together and that values end, by making the graph. Returns what
 * ph_graph_init returns. */
phony_status ph_model_check(const phony_model *model, phony_error *error);

/* Makes the n-grams and the extras be in memory; whoever looks at them calls this first. Returns
 * what reading the model's file again returns, PHONY_ERROR_MODEL where it is another by now. */
phony_status ph_model_need_ngrams(const phony_model *model, phony_error *error);

/* What keys are mixed with, so that no two models share a stream: of the digest. */
phony_key ph_model_mix(const phony_model *model);

/* The compiled sampler, the weighted graph and the chain of it, made now if this is the first use.
 */
phony_status ph_model_get_sampler(phony_model *model, const struct ph_sampler **sampler,
                                  phony_error *error);
phony_status ph_model_get_graph(phony_model *model, const struct ph_graph **graph,
                                phony_error *error);
phony_status ph_model_get_chain(phony_model *model, const struct ph_chain **chain,
                                phony_error *error);
#endif
