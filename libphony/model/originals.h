/* The filter of training values (exclude_originals): salted 40-bit hashes, sorted, each once. There
 * is no false negative; a value that is no training value is taken for one with a probability of
 * count / 2^40. No clear text is kept. Sets with one salt add up exactly. */
#ifndef PH_ORIGINALS_H
#define PH_ORIGINALS_H

#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"

#define PH_ORIGINALS_BITS 40
#define PH_ORIGINALS_MAX 7000000 /* hashes: they are one string of a file */

typedef struct ph_originals {
    char *salt; /* NULL = no filter */
    uint64_t *hashes;
    size_t count, capacity;
    uint8_t key[16]; /* derived from the salt */
} ph_originals;

/* -1 out of memory, also below. */
int ph_originals_init(ph_originals *originals, const char *salt);
void ph_originals_fini(ph_originals *originals);
static inline int ph_originals_active(const ph_originals *originals)
{
    return originals->salt != NULL;
}

uint64_t ph_originals_hash(const ph_originals *originals, const char *value, size_t length);
/* Adds a hash; the set is unordered until ph_originals_sort. */
int ph_originals_add(ph_originals *originals, uint64_t hash);
void ph_originals_sort(ph_originals *originals);
int ph_originals_contains(const ph_originals *originals, uint64_t hash);
/* Whether a value is among them; never, where none are kept. */
int ph_originals_have(const ph_originals *originals, const char *value, size_t length);

/* The sorted hashes as differences, 7 bits a byte (LEB128), in base64; and back: 0, or -1 where the
 * text is none (or out of memory, with *memory set). */
void ph_originals_encode(const ph_originals *originals, ph_buffer *text);
int ph_originals_decode(ph_originals *originals, const char *text, size_t length, size_t count,
                        int *memory);
#endif
