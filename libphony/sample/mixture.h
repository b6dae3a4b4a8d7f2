/* Samplers made of samplers: two in one, so that a kernel walks rows of both at once, and one with
 * other texts on its tokens. */
#ifndef PH_MIXTURE_H
#define PH_MIXTURE_H

#include "base/buffer.h"
#include "base/random.h"
#include "sample/sampler.h"

/* A sampler that chooses fairly between `a` and `b` by the highest bit of a row's first draw x, and
 * then walks as the chosen one does, with (x << 1 | 1) for its first draw. Nothing of the two is
 * kept. Returns PHONY_ERROR_LIMIT past 2^27 buckets or 2^16 texts together, or where only one of
 * them trims its values, _MEMORY. */
phony_status ph_mixture_new(const ph_sampler *a, const ph_sampler *b, ph_sampler **mixture,
                            phony_error *error);

/* What is mixed into keys for a mixture: from what is for its parts. */
phony_key ph_mixture_mix(const phony_key *a, const phony_key *b);
/* What the first draw of a row's stream says: 0 = a, 1 = b. */
static inline int ph_mixture_choice(uint64_t stream)
{
    return (int)(ph_stream_word(stream, 0) >> 63);
}

/* Appends what becomes of a token's text. 0, or -1 out of memory. */
typedef int (*ph_text_map)(void *user, const char *text, size_t length, ph_buffer *out);

/* The sampler `of` with mapped texts. It shares the buckets, so `of` must outlive it. */
phony_status ph_mapped_new(const ph_sampler *of, ph_text_map map, void *user, ph_sampler **mapped,
                           phony_error *error);
void ph_mapped_free(ph_sampler *mapped);
#endif
