#include "model/originals.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

int ph_originals_init(ph_originals *originals, const char *salt)
{
    memset(originals, 0, sizeof *originals);
    originals->salt = ph_strndup(salt, strlen(salt));
    if (!originals->salt)
        return -1;
    crypto_generichash(originals->key, sizeof originals->key, (const unsigned char *)salt,
                       strlen(salt), NULL, 0);
    return 0;
}

void ph_originals_fini(ph_originals *originals)
{
    ph_free(originals->salt);
    ph_free(originals->hashes);
    memset(originals, 0, sizeof *originals);
}

/* SipHash-2-4 keyed by the salt, its low 40 bits. */
uint64_t ph_originals_hash(const ph_originals *originals, const char *value, size_t length)
{
    unsigned char out[crypto_shorthash_BYTES];
    uint64_t hash = 0;

    crypto_shorthash(out, (const unsigned char *)value, length, originals->key);
    for (int i = PH_ORIGINALS_BITS / 8 - 1; i >= 0; i--)
        hash = hash << 8 | out[i];
    return hash;
}

int ph_originals_add(ph_originals *originals, uint64_t hash)
{
    if (ph_grow((void **)&originals->hashes, &originals->capacity, originals->count + 1,
                sizeof *originals->hashes) < 0)
        return -1;
    originals->hashes[originals->count++] = hash;
    return 0;
}

static int ascending(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

    return (x > y) - (x < y);
}

void ph_originals_sort(ph_originals *originals)
{
    size_t kept = 0;

    if (!originals->count)
        return;
    qsort(originals->hashes, originals->count, sizeof *originals->hashes, ascending);
    for (size_t i = 0; i < originals->count; i++) {
        if (i == 0 || originals->hashes[i] != originals->hashes[kept - 1])
            originals->hashes[kept++] = originals->hashes[i];
    }
    originals->count = kept;
}

int ph_originals_contains(const ph_originals *originals, uint64_t hash)
{
    return originals->count && bsearch(&hash, originals->hashes, originals->count,
                                       sizeof *originals->hashes, ascending) != NULL;
}

int ph_originals_have(const ph_originals *originals, const char *value, size_t length)
{
    return ph_originals_active(originals) &&
           ph_originals_contains(originals, ph_originals_hash(originals, value, length));
}

void ph_originals_encode(const ph_originals *originals, ph_buffer *text)
{
    ph_buffer bytes = PH_BUFFER_INIT;
    uint64_t last = 0;
    size_t size;
    char *room;

    for (size_t i = 0; i < originals->count; i++) {
        uint64_t delta = originals->hashes[i] - last;
        for (; delta >= 128; delta >>= 7)
            ph_buffer_append_byte(&bytes, (char)(delta | 128));
        ph_buffer_append_byte(&bytes, (char)delta);
        last = originals->hashes[i];
    }
    size = sodium_base64_encoded_len(bytes.length, sodium_base64_VARIANT_ORIGINAL);
    room = bytes.failed ? NULL : ph_buffer_reserve(text, size);
    if (room) {
        sodium_bin2base64(room, size, (const unsigned char *)bytes.data, bytes.length,
                          sodium_base64_VARIANT_ORIGINAL);
        text->length += size - 1;
    } else
        text->failed = 1;
    ph_buffer_fini(&bytes);
}

/* One number off the front; -1 where there is none below 2^40. */
static int read_delta(const unsigned char **at, const unsigned char *end, uint64_t *delta)
{
    *delta = 0;
    for (int shift = 0; *at < end && shift < PH_ORIGINALS_BITS; shift += 7) {
        unsigned char byte = *(*at)++;
        *delta |= (uint64_t)(byte & 127) << shift;
        if (byte < 128) /* no longer than need be, and below 2^40 */
            return *delta >> PH_ORIGINALS_BITS || (byte == 0 && shift > 0) ? -1 : 0;
    }
    return -1;
}

static int read_hashes(ph_originals *originals, const unsigned char *at, const unsigned char *end,
                       size_t count, int *memory)
{
    uint64_t delta, hash = 0;

    for (size_t i = 0; i < count; i++) {
        if (read_delta(&at, end, &delta) < 0 || (i > 0 && delta == 0))
            return -1;
        hash += delta;
        if (hash >> PH_ORIGINALS_BITS)
            return -1;
        if (ph_originals_add(originals, hash) < 0) {
            *memory = 1;
            return -1;
        }
    }
    return at == end ? 0 : -1;
}

int ph_originals_decode(ph_originals *originals, const char *text, size_t length, size_t count,
                        int *memory)
{
    unsigned char *bytes = ph_malloc(length / 4 * 3 + 3);
    size_t size;
    int result = -1;

    *memory = !bytes;
    if (!bytes)
        return -1;
    if (sodium_base642bin(bytes, length / 4 * 3 + 3, text, length, NULL, &size, NULL,
                          sodium_base64_VARIANT_ORIGINAL) == 0)
        result = read_hashes(originals, bytes, bytes + size, count, memory);
    ph_free(bytes);
    return result;
}
