/* Whole tokens from a file: one a line, or a model whose tokens are taken. */
#ifndef PH_VOCABULARY_FILE_H
#define PH_VOCABULARY_FILE_H

#include "model/model.h"
#include "ngram/vocabulary.h"

/* Adds a word of two characters or more; others need not be named. -1 out of memory. */
int ph_vocabulary_add_word(ph_vocabulary *words, const char *text, size_t length);

/* Fills `words` (initialised). Single characters are left out unless `singles`. */
phony_status ph_vocabulary_read(const char *path, int singles, ph_vocabulary *words,
                                phony_error *error);

/* The digest of a set of words, whatever their order. -1 out of memory. */
int ph_vocabulary_digest(const ph_vocabulary *words, char digest[PH_DIGEST_TEXT]);
#endif
