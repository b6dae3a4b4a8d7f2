/* A chain read the other way round: from a number to a value (spec/generation.md, "Decoding").
 *
 * `cells` numbered cells are dealt out to the values, to each about its probability times `cells`,
 * in code-point order: at every prefix its cells are split among "ends here" and the bytes that can
 * follow. How a walk may have got to a prefix unseen (which back-offs, in hybrid mode which tokens)
 * is summed over, so each value has one run of cells, however many ways lead to it. Rounding is at
 * random, by a hash of key and prefix: a single cell goes on as a walk would. */
#ifndef PH_DECODE_H
#define PH_DECODE_H

#include "sample/capacity.h"
#include "sample/chain.h"

#define PH_DECODE_BYTES_MAX 65536 /* of a value; a longer one is given up */

struct ph_tokens;

/* What a decoder asks of a state before it looks at its tokens. */
typedef struct ph_way {
    uint32_t first;     /* its first outcome */
    uint32_t back;      /* the state that it backs off to, PH_NONE = none */
    uint32_t back_mass; /* 2^32 as 0 */
    uint32_t end_mass;  /* of the end, which may be 2^32 and then is 0 */
    uint32_t table;     /* its number; PH_NONE = none */
    uint32_t ends;      /* 1: the first outcome is the end */
} ph_way;

typedef struct ph_decoder {
    const ph_chain *chain;
    const struct ph_tokens *tokens;
    int words;                   /* word mode: a space before every token but the first */
    const ph_capacity *capacity; /* NULL: there are values without end */
    uint8_t *lead;               /* the first byte of each token */
    ph_way *ways;                /* [states + 1] */
    uint32_t *tables;
    uint16_t signs; /* the bytes that texts are made of */
    uint8_t sign[256], byte[256];
} ph_decoder;

/* All but the decoder itself is borrowed. 0 or -1 out of memory. */
int ph_decoder_init(ph_decoder *decoder, const ph_chain *chain, const struct ph_tokens *tokens,
                    int words, const ph_capacity *capacity);
void ph_decoder_fini(ph_decoder *decoder);

/* Memory of a decoding under way, kept from one value to the next, with what was found out about
 * the beginnings of values: at most some megabytes. It belongs to one decoder. */
typedef struct ph_decoding ph_decoding;
ph_decoding *ph_decoding_new(void);
void ph_decoding_free(ph_decoding *decoding);

typedef struct ph_cell {
    uint64_t cells, cell; /* how many, and which */
    int strict;           /* no value gets more than one */
} ph_cell;

typedef struct ph_decoded {
    const char *bytes; /* within the decoding, until its next use */
    size_t length;
    uint64_t rank, count; /* the cell among those of this value, and how many it has */
} ph_decoded;

/* The value that owns a cell. Returns PHONY_ERROR_LIMIT for a value without an end, _MEMORY. */
phony_status ph_decode(const ph_decoder *decoder, const phony_key *key, const ph_cell *cell,
                       ph_decoding *decoding, ph_decoded *decoded, phony_error *error);
#endif
