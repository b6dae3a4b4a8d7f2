/* Values into token numbers. */
#ifndef PH_TOKENIZER_H
#define PH_TOKENIZER_H

#include "ngram/vocabulary.h"
#include "phony.h"

typedef struct ph_token_ids {
    uint32_t *ids;
    size_t count, capacity;
} ph_token_ids;

/* What is cut how. `whole` (may be NULL) holds the words that stay whole; in word mode it is all
 * words that may occur. */
typedef struct ph_tokenizer {
    int32_t mode;
    const ph_vocabulary *whole;
} ph_tokenizer;

typedef enum ph_tokenized { PH_TOKENIZED, PH_UNKNOWN_WORD, PH_NO_ROOM } ph_tokenized;

/* Writes the numbers of a normalised value's tokens, new ones being added to `vocabulary`.
 * PH_UNKNOWN_WORD: word mode, and a word that is not among `whole`. PH_NO_ROOM: out of memory or
 * too many tokens. */
ph_tokenized ph_tokenize(const ph_tokenizer *tokenizer, const char *text, size_t length,
                         ph_vocabulary *vocabulary, ph_token_ids *ids);
#endif
