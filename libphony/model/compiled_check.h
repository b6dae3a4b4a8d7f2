/* The one pass over a compiled form: its checksum, and the bounds of its buckets on the way.
 *
 * The checksum is 64 lanes of 32 bits, word i of the file going into lane i % 64:
 *
 *     lane = (lane ^ lane >> 15) * 0x9E3779B1 + word
 *
 * Each step is a bijection of the lane and of the word, so one changed word is found for certain,
 * and several with all but 2^-32; at the end the lanes are hashed into 64 bits. It is no secret and
 * keeps nobody from making a file that fits. Lanes do not depend on each other, so compilers make
 * vectors of them: 55 GB/s with AVX-512, 28 GB/s with AVX2 on the machine of README.md. */
#ifndef PH_COMPILED_CHECK_H
#define PH_COMPILED_CHECK_H

#include <stddef.h>
#include <stdint.h>

enum { PH_CHECK_LANES = 64, PH_CHECK_BLOCK = 4 * PH_CHECK_LANES };

/* Goes over whole blocks, aligned to 64 bytes. `tables` and `texts` collect what is out of bounds
 * if they are taken for buckets (ph_bucket): a table that ends behind bucket `last_bucket`, a text
 * behind `last_text`. Not 0: there is some. */
typedef struct ph_check {
    uint32_t lanes[PH_CHECK_LANES];
    uint32_t last_bucket, last_text;
    uint32_t tables, texts; /* their top bit */
} ph_check;

typedef struct ph_check_kernel {
    const char *name;
    void (*run)(ph_check *check, const void *blocks, size_t count);
} ph_check_kernel;

/* Those that this machine has, the best first; NULL past the last one. All give the same. */
const ph_check_kernel *ph_check_kernel_get(size_t index);

uint64_t ph_check_sum(const ph_check *check);
#endif
