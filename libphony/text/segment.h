/* Cutting normalised text into pieces: extended grapheme clusters (UAX #29), words, sentences. All
 * functions take checked UTF-8, ph_word_next and ph_sentence_next normalised, allocate nothing, and
 * take time linear in what they pass over. */
#ifndef PH_SEGMENT_H
#define PH_SEGMENT_H

#include <stddef.h>
#include <stdint.h>

size_t ph_grapheme_length_beyond(const char *text, size_t length);

/* The length in bytes of the extended grapheme cluster at text[0]; length > 0. Fast where both the
 * code point and its follower are plain (character.h), above all ASCII. */
static inline size_t ph_grapheme_length(const char *text, size_t length)
{
    if (length > 1 && !((text[0] | text[1]) & 0x80) && text[0] != '\r')
        return 1;
    return ph_grapheme_length_beyond(text, length);
}

/* The number of clusters. */
size_t ph_grapheme_count(const char *text, size_t length);

/* The next word: a run of anything but U+0020 from *at on. 0 at the end, else 1 with its place. */
int ph_word_next(const char *text, size_t length, size_t *at, size_t *begin, size_t *size);

/* The next sentence from *at on: it ends after a run of characters of `separators` (UTF-8, each
 * code point one separator) together with closing quotes and brackets among and behind them, all
 * with the marks upon them, where white space or the end follows ("3.14" is not cut); where a
 * separator is a CJK one (。！？｡), no white space is needed, and a straight quote behind it
 * closes. Brackets and quotes go by their categories (Pe, Pf, and Pi, for “ closes in German and «
 * in Danish; but not behind a CJK separator, where it opens what comes next). Trimmed, never empty;
 * a sentence of normalised text is normalised. 0 at the end, else 1 with its place. */
int ph_sentence_next(const char *text, size_t length, const char *separators, size_t *at,
                     size_t *begin, size_t *size);
#endif
