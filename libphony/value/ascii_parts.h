/* The tables of ascii.c, and what it leaves to kana.c. */
#ifndef PH_ASCII_PARTS_H
#define PH_ASCII_PARTS_H

#include "base/buffer.h"

typedef struct ph_ascii_row {
    uint32_t point; /* a small letter, or something without case */
    char text[5];
} ph_ascii_row;

/* Of all languages, by code point, each once. */
extern const ph_ascii_row ph_ascii_rows[];
extern const size_t ph_ascii_row_count;

/* What a language does otherwise, by language. */
typedef struct ph_ascii_special {
    char language[4];
    ph_ascii_row row;
} ph_ascii_special;
extern const ph_ascii_special ph_ascii_specials[];
extern const size_t ph_ascii_special_count;

/* Two letters read as one. A text that ends in 'v' ends in 'f' before a voiceless consonant and at
 * the end of a word: Greek αυ, ευ, ηυ. */
typedef struct ph_ascii_pair {
    uint32_t first, second;
    char text[4];
} ph_ascii_pair;
extern const ph_ascii_pair ph_ascii_pairs[];
extern const size_t ph_ascii_pair_count;

static inline int ph_is_kana(uint32_t point)
{
    return (point >= 0x3041 && point <= 0x3096) || (point >= 0x30A1 && point <= 0x30FA) ||
           point == 0x30FC;
}

/* Appends the Hepburn spelling of the syllable at text[0], whose first code point is kana; returns
 * the bytes read. */
size_t ph_kana_put(const char *text, size_t length, ph_buffer *out);
#endif
