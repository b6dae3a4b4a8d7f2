/* Numbers as bytes, lowest first, the same on every machine. */
#ifndef PH_BYTES_H
#define PH_BYTES_H

#include <stdint.h>

static inline uint64_t ph_load_le64(const unsigned char *bytes)
{
    uint64_t word = 0;

    for (int i = 7; i >= 0; i--)
        word = word << 8 | bytes[i];
    return word;
}

static inline void ph_store_le64(unsigned char *bytes, uint64_t word)
{
    for (int i = 0; i < 8; i++)
        bytes[i] = (unsigned char)(word >> (8 * i));
}
#endif
