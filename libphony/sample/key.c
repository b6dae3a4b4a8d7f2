/* Seeds and keys (spec/generation.md, "Keys"). */
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "phony.h"

static void put_length(crypto_generichash_state *state, uint64_t length)
{
    unsigned char bytes[8];

    for (int i = 0; i < 8; i++)
        bytes[i] = (unsigned char)(length >> (8 * i));
    crypto_generichash_update(state, bytes, sizeof bytes);
}

static uint64_t load_word(const unsigned char *bytes)
{
    uint64_t word = 0;

    for (int i = 7; i >= 0; i--)
        word = word << 8 | bytes[i];
    return word;
}

phony_status phony_key_from_seed(const char *seed, size_t length, const char *path, phony_key *key,
                                 phony_error *error)
{
    static const char domain[] = "phony key 1";
    crypto_generichash_state state;
    unsigned char bytes[16];

    if ((!seed && length) || !key)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "a seed and a place for the key are needed");
    path = path ? path : "";
    crypto_generichash_init(&state, NULL, 0, sizeof bytes);
    crypto_generichash_update(&state, (const unsigned char *)domain, sizeof domain - 1);
    put_length(&state, length);
    crypto_generichash_update(&state, (const unsigned char *)seed, length);
    put_length(&state, strlen(path));
    crypto_generichash_update(&state, (const unsigned char *)path, strlen(path));
    crypto_generichash_final(&state, bytes, sizeof bytes);
    key->word[0] = load_word(bytes);
    key->word[1] = load_word(bytes + 8);
    return PHONY_OK;
}

phony_status phony_seed_random(char *seed, size_t capacity, phony_error *error)
{
    uint64_t random;

    if (!seed || capacity < 21)
        return ph_fail(error, PHONY_ERROR_SPACE, "room for 21 bytes is needed");
    randombytes_buf(&random, sizeof random);
    snprintf(seed, capacity, "%llu", (unsigned long long)random);
    return PHONY_OK;
}
