/* Bringing a value into the form in which it is learned, looked up and hashed: NFC (UAX #15), white
 * space trimmed and its runs made one space, case by locale. All texts are checked UTF-8, none may
 * lie in `out`, and every function takes time linear in the text. */
#ifndef PH_NORMALIZE_H
#define PH_NORMALIZE_H

#include "base/buffer.h"
#include "phony.h"

/* Appends the NFC form of `text`, with runs of white space (the property White_Space: tab, line
 * ends, no-break and wide spaces too) as one U+0020 and none at the ends; other control characters
 * stay. Doing it twice changes nothing more. Plain text (character.h) takes a path without tables.
 * Returns 0, or -1 out of memory with `out` holding anything behind its old end. */
int ph_normalize(const char *text, size_t length, ph_buffer *out);

/* Whether plain text is as ph_normalize leaves it; 0 for all text that is not plain. */
int ph_is_plainly_normal(const char *text, size_t length);

/* Appends normalised `text` in another case, normalised again; letter_case is PHONY_CASE_....
 *
 * UPPER, LOWER: Unicode's full mappings (SpecialCasing.txt): ß is SS in upper case and Ss at the
 * head of a title, and so with ﬁ, և, ŉ, ǰ, ΐ and the like; ᾳ is ΑΙ, as a title ᾼ; Σ is lowered to ς
 * at the end of a word (Final_Sigma); İ is lowered to i and a dot above.
 *
 * TITLE: the first letter of every word in title case, all others lower. A word goes on over
 * letters, marks, digits, apostrophes (' ’ ` ´), ‘ · and :, and ends at anything else: Jean-Luc,
 * J.R. Smith, S:t Eriksgatan, O‘zbek, 3rd, 12b. But an apostrophe behind its first letter begins it
 * anew if two letters follow: O'Brien, D'Artagnan, L’Été; I'm, X's, Women's, 'Tis. Capitals inside
 * words are not known: mcdonald's and McDonald's become Mcdonald's, van der Berg becomes Van Der
 * Berg.
 *
 * `locale` may be NULL. Turkish and Azeri ("tr", "az", in any case, alone or before one of _ - . @)
 * map i/İ and ı/I (and ﬁ/Fİ); dots above right behind one of these are its own, so that what other
 * rules made of İ comes out well. No other locale has rules of its own.
 *
 * Returns 0, or -1 out of memory. */
int ph_change_case(const char *text, size_t length, int32_t letter_case, const char *locale,
                   ph_buffer *out);

/* Whether a normalised value passes PHONY_FILTER_... flags. Zero width joiners and non-joiners
 * right behind a letter or mark are spelling (Persian, Sinhala) and pass; marks are no letters by
 * themselves: LETTERS_ONLY wants one before them, with marks and joiners between at most. What this
 * version of Unicode does not know is neither a letter nor seen, and does not. */
int ph_passes_filters(const char *text, size_t length, uint32_t filters);
#endif
