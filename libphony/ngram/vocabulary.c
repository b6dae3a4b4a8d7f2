#include "ngram/vocabulary.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/hash.h"

static size_t first_slot(const ph_vocabulary *vocabulary, const char *text, size_t length)
{
    return ph_hash_bytes(text, length) & (vocabulary->slot_count - 1);
}

/* The slot that holds the token, or the empty one where it belongs. */
static uint32_t *slot_of(const ph_vocabulary *vocabulary, const char *text, size_t length)
{
    size_t at = first_slot(vocabulary, text, length);

    for (;; at = (at + 1) & (vocabulary->slot_count - 1)) {
        uint32_t token = vocabulary->slots[at];
        if (token == 0 ||
            (vocabulary->tokens[token].length == length &&
             !memcmp(vocabulary->text + vocabulary->tokens[token].offset, text, length)))
            return &vocabulary->slots[at];
    }
}

static int rehash(ph_vocabulary *vocabulary)
{
    size_t count = vocabulary->slot_count ? vocabulary->slot_count * 2 : 1024;
    uint32_t *slots = ph_calloc(count, sizeof *slots);

    if (!slots)
        return -1;
    ph_free(vocabulary->slots);
    vocabulary->slots = slots;
    vocabulary->slot_count = count;
    for (uint32_t token = 1; token < vocabulary->count; token++) {
        size_t length;
        const char *text = ph_vocabulary_text(vocabulary, token, &length);
        *slot_of(vocabulary, text, length) = token;
    }
    return 0;
}

int ph_vocabulary_init(ph_vocabulary *vocabulary)
{
    memset(vocabulary, 0, sizeof *vocabulary);
    vocabulary->max = PH_VOCABULARY_MAX;
    if (ph_grow((void **)&vocabulary->tokens, &vocabulary->capacity, 64,
                sizeof *vocabulary->tokens) < 0 ||
        ph_grow((void **)&vocabulary->text, &vocabulary->text_capacity, 256, 1) < 0 ||
        rehash(vocabulary) < 0) {
        ph_vocabulary_fini(vocabulary);
        return -1;
    }
    vocabulary->tokens[0] = (ph_token){0, 0};
    vocabulary->count = 1;
    return 0;
}

void ph_vocabulary_fini(ph_vocabulary *vocabulary)
{
    ph_free(vocabulary->text);
    ph_free(vocabulary->tokens);
    ph_free(vocabulary->slots);
    memset(vocabulary, 0, sizeof *vocabulary);
}

uint32_t ph_vocabulary_find(const ph_vocabulary *vocabulary, const char *text, size_t length)
{
    return length ? *slot_of(vocabulary, text, length) : 0;
}

static uint32_t append(ph_vocabulary *vocabulary, const char *text, size_t length)
{
    uint32_t token = (uint32_t)vocabulary->count;

    if (token > vocabulary->max || length > SIZE_MAX - vocabulary->text_length ||
        ph_grow((void **)&vocabulary->tokens, &vocabulary->capacity, vocabulary->count + 1,
                sizeof *vocabulary->tokens) < 0 ||
        ph_grow((void **)&vocabulary->text, &vocabulary->text_capacity,
                vocabulary->text_length + length, 1) < 0)
        return 0;
    memcpy(vocabulary->text + vocabulary->text_length, text, length);
    vocabulary->tokens[token] = (ph_token){vocabulary->text_length, length};
    vocabulary->text_length += length;
    vocabulary->count++;
    if (length == 1 && (unsigned char)*text < 128)
        vocabulary->ascii[(unsigned char)*text] = token;
    return token;
}

uint32_t ph_vocabulary_add(ph_vocabulary *vocabulary, const char *text, size_t length)
{
    uint32_t *slot;

    if (vocabulary->count * 2 >= vocabulary->slot_count && rehash(vocabulary) < 0)
        return 0;
    slot = slot_of(vocabulary, text, length);
    if (*slot == 0)
        *slot = append(vocabulary, text, length);
    return *slot;
}

/* UTF-8 sorts by bytes as by code points. */
static int by_text(const void *a, const void *b, void *user)
{
    const ph_vocabulary *vocabulary = user;
    const ph_token *x = &vocabulary->tokens[*(const uint32_t *)a];
    const ph_token *y = &vocabulary->tokens[*(const uint32_t *)b];
    size_t shorter = x->length < y->length ? x->length : y->length;
    int order = memcmp(vocabulary->text + x->offset, vocabulary->text + y->offset, shorter);

    return order ? order : (x->length > y->length) - (x->length < y->length);
}

uint32_t *ph_vocabulary_sorted(const ph_vocabulary *vocabulary)
{
    uint32_t *order = ph_realloc_array(NULL, vocabulary->count, sizeof *order);

    if (!order)
        return NULL;
    for (uint32_t i = 0; i < vocabulary->count; i++)
        order[i] = i;
    qsort_r(order, vocabulary->count, sizeof *order, by_text, (void *)(uintptr_t)vocabulary);
    return order;
}
