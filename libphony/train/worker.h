/* One thread's share of a training: its own vocabulary and counts, added up at the end. Counts are
 * integers and the final numbering of tokens follows from their texts, so how values are dealt out
 * to workers leaves no trace. */
#ifndef PH_WORKER_H
#define PH_WORKER_H

#include <stdio.h>

#include "base/buffer.h"
#include "model/originals.h"
#include "ngram/counter.h"
#include "train/tokenizer.h"

/* How often each word stands in how many values: hybrid mode's first look. */
typedef struct ph_word_counts {
    ph_vocabulary words;
    uint64_t *values; /* [word] how many values hold it */
    uint64_t *last;   /* [word] the last value counted, so that none counts twice */
    size_t values_capacity, last_capacity;
} ph_word_counts;

typedef struct ph_worker {
    const phony_train_options *options;
    const ph_tokenizer *tokenizer;
    ph_vocabulary vocabulary;
    ph_counter counter;
    ph_originals originals;
    size_t originals_sorted; /* hashes that were left after the last sort */
    phony_train_report report;
    uint64_t tokens; /* weighted, as counted: bounds every count */
    ph_buffer normal, cased;
    ph_token_ids ids;
    FILE *spool; /* values in their final form, where they are needed once more, or NULL */
    int waits;   /* hybrid mode without a vocabulary: values wait in the spool for their words */
    ph_word_counts words;
} ph_worker;

phony_status ph_worker_init(ph_worker *worker, const phony_train_options *options,
                            const ph_tokenizer *tokenizer, phony_error *error);
void ph_worker_fini(ph_worker *worker);

/* Learns one value of checked UTF-8. Returns PHONY_ERROR_LIMIT, _MEMORY, _IO. */
phony_status ph_worker_learn(ph_worker *worker, const char *value, size_t length, uint64_t weight,
                             phony_error *error);
/* Learns what was spooled, now that the tokenizer knows its words. */
phony_status ph_worker_replay(ph_worker *worker, phony_error *error);
/* Calls `visit` for each value in the spool; anything but PHONY_OK ends it. */
typedef phony_status (*ph_value_visitor)(void *user, const char *text, size_t length,
                                         uint64_t weight, phony_error *error);
phony_status ph_worker_each(ph_worker *worker, ph_value_visitor visit, void *user,
                            phony_error *error);
/* Adds a worker's word counts to a sum: `words` and, by number, `values`. -1 out of memory. */
int ph_word_counts_add(const ph_word_counts *counts, ph_vocabulary *words, uint64_t **values,
                       size_t *capacity);
void ph_report_add(phony_train_report *to, const phony_train_report *from);
/* Adds what another has learned. */
phony_status ph_worker_merge(ph_worker *worker, ph_worker *from, phony_error *error);
#endif
