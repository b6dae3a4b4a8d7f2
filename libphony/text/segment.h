/* Cutting normalised text into pieces: extended grapheme clusters (UAX #29), words, sentences. All
 * functions take checked, normalised UTF-8 and allocate nothing. */
#ifndef PH_SEGMENT_H
#define PH_SEGMENT_H

#include <stddef.h>
#include <stdint.h>

/* The length in bytes of the extended grapheme cluster at text[0]; length > 0. Fast where both the
 * code point and its follower need no tables (below U+0300, common CJK). */
size_t ph_grapheme_length(const char *text, size_t length);
/* The number of clusters. */
size_t ph_grapheme_count(const char *text, size_t length);

/* The next word: a run of anything but U+0020 from *at on. 0 at the end, else 1 with its place. */
int ph_word_next(const char *text, size_t length, size_t *at, size_t *begin, size_t *size);

/* The next sentence from *at on: it ends after a run of characters of `separators` (UTF-8, each
 * code point one separator) together with closing quotes and brackets behind them, where white
 * space or the end follows; for CJK separators (。！？) no white space is needed. Trimmed; empty
 * ones are passed over. 0 at the end, else 1 with its place. */
int ph_sentence_next(const char *text, size_t length, const char *separators, size_t *at,
                     size_t *begin, size_t *size);
#endif
