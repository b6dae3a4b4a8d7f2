/* The digest of a model: BLAKE2b-256 over a canonical binary form of all that generation depends
 * on. Name, source, licence and dates are not in it: a model may be renamed. */
#include <sodium.h>
#include <string.h>

#include "model/model.h"

typedef struct hasher {
    crypto_generichash_state state;
    uint8_t block[4096];
    size_t used;
} hasher;

static void put_bytes(hasher *h, const void *bytes, size_t length)
{
    crypto_generichash_update(&h->state, h->block, h->used);
    crypto_generichash_update(&h->state, bytes, length);
    h->used = 0;
}

/* LEB128: seven bits a byte, the low ones first. */
static void put_number(hasher *h, uint64_t number)
{
    if (h->used + 10 > sizeof h->block) {
        crypto_generichash_update(&h->state, h->block, h->used);
        h->used = 0;
    }
    for (; number >= 128; number >>= 7)
        h->block[h->used++] = (uint8_t)(number | 128);
    h->block[h->used++] = (uint8_t)number;
}

static void put_text(hasher *h, const char *text, size_t length)
{
    put_number(h, length);
    put_bytes(h, text, length);
}

static void put_list(hasher *h, const ph_ngram_list *list)
{
    put_number(h, list->contexts);
    for (uint32_t c = 0; c < list->contexts; c++) {
        put_number(h, list->parent[c] == PH_NONE ? 0 : list->parent[c]);
        put_number(h, list->first[c + 1] - list->first[c]);
        for (uint32_t i = list->first[c]; i < list->first[c + 1]; i++) {
            put_number(h, list->token[i]);
            put_number(h, list->weight[i]);
        }
    }
}

static void put_originals(hasher *h, const ph_originals *originals)
{
    if (!ph_originals_active(originals)) {
        put_number(h, 0);
        return;
    }
    put_number(h, originals->count + 1);
    put_text(h, originals->salt, strlen(originals->salt));
    for (size_t i = 0; i < originals->count; i++)
        put_number(h, originals->hashes[i]);
}

void ph_model_compute_digest(const phony_model *model, uint8_t digest[PH_DIGEST_BYTES])
{
    hasher h;

    h.used = 0;
    crypto_generichash_init(&h.state, NULL, 0, PH_DIGEST_BYTES);
    put_text(&h, "phony model 1", 13);
    put_number(&h, (uint64_t)model->ngrams.order);
    put_number(&h, (uint64_t)model->mode);
    put_number(&h, model->values);
    put_number(&h, model->weight);
    put_number(&h, model->min_count);
    put_text(&h, model->vocabulary, strlen(model->vocabulary));
    put_number(&h, model->tokens.count);
    for (uint32_t token = 0; token < model->tokens.count; token++) {
        size_t length;
        const char *text = ph_tokens_get(&model->tokens, token, &length);
        put_text(&h, text, length);
    }
    for (int32_t k = 0; k < model->ngrams.order; k++)
        put_list(&h, &model->ngrams.of[k]);
    put_originals(&h, &model->originals);
    crypto_generichash_update(&h.state, h.block, h.used);
    crypto_generichash_final(&h.state, digest, PH_DIGEST_BYTES);
}

void ph_hex(const uint8_t *bytes, size_t count, char *text)
{
    sodium_bin2hex(text, 2 * count + 1, bytes, count);
}

void ph_model_seal(phony_model *model)
{
    ph_model_compute_digest(model, model->digest);
    ph_hex(model->digest, PH_DIGEST_BYTES, model->digest_text);
}
