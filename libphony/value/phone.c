/* Telephone numbers that nobody has: one of the locale's patterns, its digits drawn. */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/random.h"
#include "value/builtin.h"
#include "value/cells.h"
#include "value/generator.h"

enum { PATTERN_MAX = 24 };

typedef struct phone {
    phony_generator base;
    const char *const *patterns;
    uint32_t count;
    phony_key path;
} phone;

/* The pattern from the high half of word 0, up to nine digits from the high half of word 1 times
 * ten, each time what is above 2^32: the digits of a fraction. */
static size_t make_number(const phone *p, uint64_t stream, char *to)
{
    uint64_t digits = ph_stream_word(stream, 1) >> 32;
    const char *pattern = p->patterns[(ph_stream_word(stream, 0) >> 32) * p->count >> 32];
    size_t length = strlen(pattern);

    for (size_t i = 0; i < length; i++) {
        to[i] = pattern[i];
        if (pattern[i] == '#') {
            digits = (digits & UINT32_MAX) * 10;
            to[i] = (char)('0' + (digits >> 32));
        }
    }
    return length;
}

static phony_status fill(const phony_generator *generator, const phony_key *key, uint64_t first,
                         uint64_t count, phony_column *column, phony_error *error)
{
    const phone *p = (const phone *)generator;
    const phony_key own = ph_key_part(key, &p->path);
    char number[PATTERN_MAX];
    ph_output out;

    (void)error;
    ph_output_init(&out, column);
    for (uint64_t i = 0; i < count; i++) {
        size_t length = make_number(p, ph_stream(&own, first + i), number);
        if (!ph_output_put(&out, number, length))
            break;
    }
    return PHONY_OK;
}

static void free_phone(phony_generator *generator)
{
    ph_free(generator);
}

static const ph_generator_class class = {"phone", fill, free_phone};

phony_status ph_phone_new(const ph_builtin_request *request, phony_generator **generator,
                          phony_error *error)
{
    const char *const *patterns = request->data->phones;
    phone *p;

    if (!patterns)
        return ph_fail(error, PHONY_ERROR_NOT_FOUND,
                       "no telephone numbers are known that nobody has");
    p = ph_calloc(1, sizeof *p);
    if (!p)
        return ph_fail_memory(error);
    ph_generator_init(&p->base, &class);
    p->patterns = patterns;
    while (patterns[p->count])
        p->count++;
    p->path = ph_path_key("phone");
    *generator = &p->base;
    return PHONY_OK;
}
