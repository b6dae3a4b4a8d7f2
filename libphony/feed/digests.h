/* MD5 (RFC 1321) and SHA-1 (RFC 3174): for columns that look like those of old programs, never to
 * keep anything safe. SHA-256 is libsodium's. */
#ifndef PH_DIGESTS_H
#define PH_DIGESTS_H

#include <stddef.h>
#include <stdint.h>

enum { PH_MD5_BYTES = 16, PH_SHA1_BYTES = 20 };

void ph_md5(const void *bytes, size_t length, uint8_t digest[static PH_MD5_BYTES]);
void ph_sha1(const void *bytes, size_t length, uint8_t digest[static PH_SHA1_BYTES]);
#endif
