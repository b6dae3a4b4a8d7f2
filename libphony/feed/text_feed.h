/* Feeds of short texts that are composed of numbers: what hashes, addresses, card numbers and the
 * like are alike in. A text is a function of an index below `distinct` and of the row's further
 * words; texts of different indices differ, so unique rows are a permutation of the indices. To add
 * one: a struct that begins with ph_text_feed, and a function that writes a text. */
#ifndef PH_TEXT_FEED_H
#define PH_TEXT_FEED_H

#include "feed/feed.h"
#include "feed/feed_draw.h"

typedef struct ph_text_feed ph_text_feed;

/* Writes the text of an index to `out`, which has room for `room` bytes and PH_VALUES_SLACK more;
 * its length. The stream's word 0 is used up, the others are free. */
typedef size_t (*ph_text_rule)(const ph_text_feed *feed, uint64_t index, uint64_t stream,
                               char *out);

struct ph_text_feed {
    ph_feed feed;
    ph_text_rule write;
    size_t room;       /* bytes of the longest */
    uint64_t distinct; /* texts that differ for sure; 0 = 2^64 */
    int unique;
    void (*fini)(ph_text_feed *feed); /* lets go of what it holds besides; NULL */
};

/* A feed that is a copy of `like`, which is `size` bytes long, finished by ph_text_feed_set. What
 * it holds is let go of where that fails. Returns PHONY_ERROR_EMPTY, _MEMORY. */
phony_status ph_text_feed_new(const ph_feed_request *request, ph_text_feed *like, size_t size,
                              ph_feed **feed, phony_error *error);
/* Sets its class and `unique`, and the type's length where all texts fit what the field wants.
 * Returns PHONY_ERROR_EMPTY (fewer texts than rows that must differ). */
phony_status ph_text_feed_set(const ph_feed_request *request, ph_text_feed *f, phony_error *error);

/* A copy, for what has a class of its own. PHONY_ERROR_MEMORY. */
phony_status ph_feed_new(const ph_feed *like, size_t size, ph_feed **feed, phony_error *error);

/* Whether unique rows can be had of so many values; PHONY_ERROR_EMPTY says how many there are. */
phony_status ph_feed_check_unique(const ph_feed_request *request, uint64_t distinct,
                                  phony_error *error);

/* ---- Writing --------------------------------------------------------------------------------- */

static inline char *ph_put_digits(char *out, uint64_t number, int digits)
{
    for (int i = digits; i-- > 0; number /= 10)
        out[i] = (char)('0' + number % 10);
    return out + digits;
}

/* Highest nibble first. */
static inline char *ph_put_hex(char *out, uint64_t number, int digits)
{
    for (int i = digits; i-- > 0; number >>= 4)
        out[i] = "0123456789abcdef"[number & 15];
    return out + digits;
}

static inline char *ph_put_word(char *out, const char *word)
{
    while (*word)
        *out++ = *word++;
    return out;
}

/* Takes a number below `count` off an index, as a digit of it. */
static inline uint64_t ph_take(uint64_t *index, uint64_t count)
{
    uint64_t digit = *index % count;

    *index /= count;
    return digit;
}

static inline uint64_t ph_power_of_ten(int exponent)
{
    uint64_t power = 1;

    while (exponent-- > 0)
        power *= 10;
    return power;
}
#endif
