/* Counting n-grams. Only the longest n-gram that ends at each position of a value is counted, its
 * window: the shorter ones are sums of these, made in one radix sort at the end (windows.h).
 *
 * A window is packed into a key: its tokens from the oldest (high bits) to the last (low bits),
 * `bits` bits each. 0 stands where a value has not begun yet, 1 is the boundary, token t is t + 1:
 *
 *     order 3, value "ab":   (0 <s> a)  (<s> a b)  (a b </s>)
 *
 * Keys of 64 bits are enough until a vocabulary outgrows 64 / order bits a token; then the table
 * widens once to 128 bits. */
#ifndef PH_COUNTER_H
#define PH_COUNTER_H

#include <stddef.h>
#include <stdint.h>

#include "ngram/ngrams.h"

#define PH_PENDING 128

typedef unsigned __int128 ph_ngram_key;

typedef struct ph_counter {
    int32_t order;
    int32_t bits; /* of a token in a key */
    int wide;
    uint64_t *slots; /* pairs of low key and weight; weight 0 = empty */
    uint64_t *high;  /* high keys, NULL unless wide */
    size_t slot_count, used;
    int shift;                        /* 64 - log2(slot_count) */
    ph_ngram_key pending[PH_PENDING]; /* prefetched, not yet counted */
    uint64_t pending_weight[PH_PENDING];
    size_t pending_count;
} ph_counter;

/* -1 out of memory. */
int ph_counter_init(ph_counter *counter, int32_t order);
void ph_counter_fini(ph_counter *counter);

/* The largest token number that keys of this order can hold. */
uint32_t ph_counter_max_token(int32_t order);

/* Counts all windows of a value of `count` tokens (numbers from 1), `weight` times each. The tokens
 * must not exceed ph_counter_max_token. -1 out of memory. */
int ph_counter_add_value(ph_counter *counter, const uint32_t *tokens, size_t count,
                         uint64_t weight);
/* Counts one window of `order` tokens given as in a key: 0 nothing, 1 boundary, t + 1. */
int ph_counter_add_window(ph_counter *counter, const uint32_t *digits, uint64_t weight);
/* Adds all of `from`, its token t being `map[t]` here (map[0] = 0, the boundary). */
int ph_counter_add_all(ph_counter *counter, ph_counter *from, const uint32_t *map);

/* Counts what is still pending. -1 out of memory. */
int ph_counter_flush(ph_counter *counter);

/* Turns the counts into n-grams of all orders and empties the counter. `map` gives each token its
 * final number (ascending by code points, map[0] = 0); orders from 3 on keep what was counted at
 * least `min_count` times. Returns PHONY_ERROR_LIMIT past 2^26 n-grams, _MEMORY, and
 * _MODEL where windows that were added one by one are those of no values. */
phony_status ph_counter_finish(ph_counter *counter, const uint32_t *map, uint64_t min_count,
                               ph_ngrams *ngrams, phony_error *error);
#endif
