/* Bringing a value into the form in which it is learned, looked up and hashed: NFC (UAX #15), white
 * space trimmed and its runs made one space, case by locale. */
#ifndef PH_NORMALIZE_H
#define PH_NORMALIZE_H

#include "base/buffer.h"
#include "phony.h"

/* Appends the NFC form of checked UTF-8 `text`, with runs of white space (Unicode White_Space and
 * C0/C1 controls that are spaces) as one U+0020 and none at the ends. Text below U+0300 (and common
 * CJK) takes a path without tables. Returns 0, or -1 out of memory. */
int ph_normalize(const char *text, size_t length, ph_buffer *out);

/* Appends `text` (NFC) in another case, NFC again. `locale` may be NULL: "tr" and "az" (with any
 * region) map i/İ and ı/I; others as Unicode's simple and special casing (ß to SS, final sigma
 * ς at the end of a word when lowering). TITLE: the first letter of each word in title case, the
 * rest lower; words begin after white space, '-', an apostrophe that follows a single letter, and
 * similar breaks; document what is done. letter_case is PHONY_CASE_.... Returns 0 or -1. */
int ph_change_case(const char *text, size_t length, int32_t letter_case, const char *locale,
                   ph_buffer *out);

/* Whether a value passes PHONY_FILTER_... flags. */
int ph_passes_filters(const char *text, size_t length, uint32_t filters);
#endif
