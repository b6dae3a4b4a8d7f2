/* The tokens of a model in the making: text <-> number, numbered from 1 in the order in which they
 * came. 0 is the boundary, the start and the end of every value, whose text is "". */
#ifndef PH_VOCABULARY_H
#define PH_VOCABULARY_H

#include <stddef.h>
#include <stdint.h>

typedef struct ph_token {
    size_t offset;
    size_t length;
} ph_token;

typedef struct ph_vocabulary {
    char *text; /* all tokens, one after another */
    size_t text_length, text_capacity;
    ph_token *tokens; /* [0] is the boundary */
    size_t count, capacity;
    uint32_t *slots; /* open addressing, 0 = empty */
    size_t slot_count;
    uint32_t max;        /* tokens at most; PH_VOCABULARY_MAX unless set otherwise */
    uint32_t ascii[128]; /* numbers of one-byte tokens, 0 = not there yet */
} ph_vocabulary;

#define PH_VOCABULARY_MAX UINT32_C(0x400000) /* 2^22 tokens */

/* -1 out of memory. */
int ph_vocabulary_init(ph_vocabulary *vocabulary);
void ph_vocabulary_fini(ph_vocabulary *vocabulary);

/* The number of a token, 0 where it is unknown. */
uint32_t ph_vocabulary_find(const ph_vocabulary *vocabulary, const char *text, size_t length);
/* The number of a token, added where it is new; 0 out of memory or past `max`. */
uint32_t ph_vocabulary_add(ph_vocabulary *vocabulary, const char *text, size_t length);

/* The numbers of all tokens in code-point order (the boundary first): `count` of them, to be freed
 * with ph_free; NULL out of memory. */
uint32_t *ph_vocabulary_sorted(const ph_vocabulary *vocabulary);

static inline const char *ph_vocabulary_text(const ph_vocabulary *vocabulary, uint32_t token,
                                             size_t *length)
{
    *length = vocabulary->tokens[token].length;
    return vocabulary->text + vocabulary->tokens[token].offset;
}
#endif
