/* Both digests pad a message alike, to blocks of 64 bytes, and differ in the order of bytes in a
 * word and in what they do with a block. */
#include "feed/digests.h"

#include <string.h>

enum { BLOCK = 64, LENGTH_AT = 56 };

typedef void (*block_rule)(uint32_t *state, const uint8_t *block);

static inline uint32_t rotate(uint32_t word, int by)
{
    return word << by | word >> (32 - by);
}

/* The message, a bit of 1, zeros, and its length in bits as 8 bytes. */
static void digest_message(const uint8_t *bytes, size_t length, int highest_first, block_rule rule,
                           uint32_t *state)
{
    uint8_t last[2 * BLOCK] = {0};
    uint64_t bits = (uint64_t)length * 8;
    size_t rest, blocks;

    for (rest = length; rest >= BLOCK; rest -= BLOCK, bytes += BLOCK)
        rule(state, bytes);
    blocks = rest < LENGTH_AT ? 1 : 2;
    if (rest)
        memcpy(last, bytes, rest);
    last[rest] = 0x80;
    for (int i = 0; i < 8; i++)
        last[blocks * BLOCK - 8 + (size_t)i] =
            (uint8_t)(bits >> (highest_first ? 56 - 8 * i : 8 * i));
    for (size_t i = 0; i < blocks; i++)
        rule(state, last + i * BLOCK);
}

/* ---- MD5 ------------------------------------------------------------------------------------- */

/* floor(2^32 abs(sin(i + 1))), RFC 1321, 3.4. */
static const uint32_t sines[64] = {
    0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501,
    0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821,
    0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
    0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a,
    0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
    0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
    0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
    0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391};

/* Four steps of a round, so that the four words need no moving. */
#define MD5_STEP(a, b, c, d, f, k, shift, i)                                                       \
    (a) = (b) + rotate((a) + (f) + words[(k)&15] + sines[i], shift)
#define MD5_ROUND(from, f1, f2, f3, f4, step, offset, s1, s2, s3, s4)                              \
    for (unsigned i = (from); i < (from) + 16; i += 4) {                                           \
        MD5_STEP(a, b, c, d, f1, (step)*i + (offset), s1, i);                                      \
        MD5_STEP(d, a, b, c, f2, (step) * (i + 1) + (offset), s2, i + 1);                          \
        MD5_STEP(c, d, a, b, f3, (step) * (i + 2) + (offset), s3, i + 2);                          \
        MD5_STEP(b, c, d, a, f4, (step) * (i + 3) + (offset), s4, i + 3);                          \
    }
#define MD5_F(x, y, z) (((x) & (y)) | (~(x) & (z)))
#define MD5_G(x, y, z) (((x) & (z)) | ((y) & ~(z)))
#define MD5_H(x, y, z) ((x) ^ (y) ^ (z))
#define MD5_I(x, y, z) ((y) ^ ((x) | ~(z)))
#define MD5_ALL(F) F(b, c, d), F(a, b, c), F(d, a, b), F(c, d, a)
#define MD5_ROUND_OF(...) MD5_ROUND(__VA_ARGS__)

static void md5_block(uint32_t *state, const uint8_t *block)
{
    uint32_t a = state[0], b = state[1], c = state[2], d = state[3], words[16];

    for (size_t i = 0; i < 16; i++)
        words[i] = (uint32_t)block[4 * i] | (uint32_t)block[4 * i + 1] << 8 |
                   (uint32_t)block[4 * i + 2] << 16 | (uint32_t)block[4 * i + 3] << 24;
    MD5_ROUND_OF(0, MD5_ALL(MD5_F), 1, 0, 7, 12, 17, 22)
    MD5_ROUND_OF(16, MD5_ALL(MD5_G), 5, 1, 5, 9, 14, 20)
    MD5_ROUND_OF(32, MD5_ALL(MD5_H), 3, 5, 4, 11, 16, 23)
    MD5_ROUND_OF(48, MD5_ALL(MD5_I), 7, 0, 6, 10, 15, 21)
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
}

void ph_md5(const void *bytes, size_t length, uint8_t digest[static PH_MD5_BYTES])
{
    uint32_t state[4] = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};

    digest_message(bytes, length, 0, md5_block, state);
    for (int i = 0; i < PH_MD5_BYTES; i++)
        digest[i] = (uint8_t)(state[i / 4] >> (8 * (i % 4)));
}

/* ---- SHA-1 ----------------------------------------------------------------------------------- */

/* Word i of the schedule takes the place of word i - 16. */
#define SHA1_WORD(i)                                                                               \
    ((i) < 16 ? words[i]                                                                           \
              : (words[(i)&15] = rotate(words[((i)-3) & 15] ^ words[((i)-8) & 15] ^                \
                                            words[((i)-14) & 15] ^ words[(i)&15],                  \
                                        1)))
#define SHA1_STEP(a, b, c, d, e, F, constant, i)                                                   \
    (e) += rotate(a, 5) + F(b, c, d) + (constant) + SHA1_WORD(i);                                  \
    (b) = rotate(b, 30);
/* Five steps at a time, so that the five words need no moving. */
#define SHA1_ROUND(from, F, constant)                                                              \
    for (unsigned i = (from); i < (from) + 20; i += 5) {                                           \
        SHA1_STEP(a, b, c, d, e, F, constant, i)                                                   \
        SHA1_STEP(e, a, b, c, d, F, constant, i + 1)                                               \
        SHA1_STEP(d, e, a, b, c, F, constant, i + 2)                                               \
        SHA1_STEP(c, d, e, a, b, F, constant, i + 3)                                               \
        SHA1_STEP(b, c, d, e, a, F, constant, i + 4)                                               \
    }
#define SHA1_CHOOSE(x, y, z) (((x) & (y)) | (~(x) & (z)))
#define SHA1_PARITY(x, y, z) ((x) ^ (y) ^ (z))
#define SHA1_MAJORITY(x, y, z) (((x) & (y)) | ((x) & (z)) | ((y) & (z)))

static void sha1_block(uint32_t *state, const uint8_t *block)
{
    uint32_t a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], words[16];

    for (size_t i = 0; i < 16; i++)
        words[i] = (uint32_t)block[4 * i] << 24 | (uint32_t)block[4 * i + 1] << 16 |
                   (uint32_t)block[4 * i + 2] << 8 | (uint32_t)block[4 * i + 3];
    SHA1_ROUND(0, SHA1_CHOOSE, 0x5a827999)
    SHA1_ROUND(20, SHA1_PARITY, 0x6ed9eba1)
    SHA1_ROUND(40, SHA1_MAJORITY, 0x8f1bbcdc)
    SHA1_ROUND(60, SHA1_PARITY, 0xca62c1d6)
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
}

void ph_sha1(const void *bytes, size_t length, uint8_t digest[static PH_SHA1_BYTES])
{
    uint32_t state[5] = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};

    digest_message(bytes, length, 1, sha1_block, state);
    for (int i = 0; i < PH_SHA1_BYTES; i++)
        digest[i] = (uint8_t)(state[i / 4] >> (24 - 8 * (i % 4)));
}
