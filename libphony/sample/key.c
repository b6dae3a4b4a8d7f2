/* Seeds and keys (spec/generation.md, "Keys"). */
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "base/bytes.h"
#include "base/error.h"
#include "phony.h"

static void put_length(crypto_generichash_state *state, uint64_t length)
{
    unsigned char bytes[8];

    ph_store_le64(bytes, length);
    crypto_generichash_update(state, bytes, sizeof bytes);
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
    key->word[0] = ph_load_le64(bytes);
    key->word[1] = ph_load_le64(bytes + 8);
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
