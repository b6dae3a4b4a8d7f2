#include "sample/distinct.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/hash.h"
#include "text/segment.h"

enum { NAMES_MAX = 4096, INITIALS = 26 };

/* ---- Second names -------------------------------------------------------------------------- */

typedef struct candidate {
    uint64_t mass;
    uint32_t token;
} candidate;

/* Heaviest first; of equal ones the one that comes first in the alphabet. */
static int heavier(const void *a, const void *b)
{
    const candidate *x = a, *y = b;

    if (x->mass != y->mass)
        return x->mass < y->mass ? 1 : -1;
    return (x->token > y->token) - (x->token < y->token);
}

/* Words of two characters or more, without spaces, digits or full stops. */
static int is_name(const ph_tokens *tokens, uint32_t token)
{
    size_t length;
    const char *text = ph_tokens_get(tokens, token, &length);

    for (size_t i = 0; i < length; i++) {
        if (strchr(" .0123456789", text[i]))
            return 0;
    }
    return ph_grapheme_count(text, length) > 1;
}

static int find_names(ph_distinct *d, const ph_chain *chain)
{
    uint32_t first = chain->first[chain->start], last = chain->first[chain->start + 1], count = 0;
    candidate *found = ph_calloc((size_t)(last - first) + 1, sizeof *found);

    d->names = ph_calloc((size_t)(last - first) + 1, sizeof *d->names);
    d->is_name = ph_calloc(d->tokens->count, 1);
    if (!found || !d->names || !d->is_name) {
        ph_free(found);
        return -1;
    }
    for (uint32_t i = first; i < last; i++) {
        uint32_t token = chain->outcomes[i].token;
        if (token != 0 && token < d->tokens->count && is_name(d->tokens, token))
            found[count++] = (candidate){ph_chain_mass(chain, i), token};
    }
    qsort(found, count, sizeof *found, heavier);
    d->name_count = count < NAMES_MAX ? count : NAMES_MAX;
    for (uint32_t i = 0; i < d->name_count; i++) {
        d->names[i] = found[i].token;
        d->is_name[found[i].token] = 1;
    }
    ph_free(found);
    return 0;
}

void ph_distinct_fini(ph_distinct *d)
{
    ph_free(d->names);
    ph_free(d->is_name);
    d->names = NULL;
    d->is_name = NULL;
}

int ph_distinct_init(ph_distinct *d, const phony_model *model, const ph_chain *chain, int32_t style)
{
    memset(d, 0, sizeof *d);
    d->style = style;
    d->originals = &model->originals;
    d->tokens = &model->tokens;
    if (style != PHONY_UNIQUE_NAMED)
        return 0;
    if (find_names(d, chain) < 0)
        return -1;
    if (d->name_count < INITIALS) { /* too few to be names */
        ph_distinct_fini(d);
        d->name_count = INITIALS;
    }
    return 0;
}

/* One of the second names, or "A." */
static void append_name(const ph_distinct *d, uint64_t number, ph_buffer *out)
{
    const char initial[2] = {(char)('A' + number % INITIALS), '.'};
    size_t length = sizeof initial;
    const char *text = initial;

    if (d->names)
        text = ph_tokens_get(d->tokens, d->names[number], &length);
    ph_buffer_append(out, text, length);
    ph_buffer_append_byte(out, ' ');
}

/* Any number that follows from the value. */
static uint64_t turn_of(const char *value, size_t length)
{
    uint64_t turn = length;

    for (size_t i = 0; i < length; i++)
        turn = ph_mix64(turn ^ (unsigned char)value[i]);
    return turn;
}

/* ---- Kinds of values ----------------------------------------------------------------------- */

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Whether a value ends in a digit, with full stops behind it or not: what such a value gets must
 * not look like the number of a shorter one. */
static int ends_in_number(const char *value, size_t length)
{
    while (length > 0 && value[length - 1] == '.')
        length--;
    return length > 0 && is_digit(value[length - 1]);
}

static size_t count_spaces(const char *value, size_t length)
{
    size_t count = 0;

    for (size_t i = 0; i < length; i++)
        count += value[i] == ' ';
    return count;
}

/* Words with one space between them, the last of which ends neither in a digit nor in a full stop.
 */
static int is_proper(const char *value, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (value[i] == ' ' && (i == 0 || i + 1 == length || value[i + 1] == ' '))
            return 0;
    }
    return value[length - 1] != '.' && !is_digit(value[length - 1]);
}

/* ---- Writing ------------------------------------------------------------------------------- */

static void write_numbered(const ph_distinct *d, const char *value, size_t length, uint64_t rank,
                           ph_buffer *out)
{
    int number = ends_in_number(value, length);

    ph_buffer_append(out, value, length);
    if (!number && rank == 0 && !ph_originals_have(d->originals, value, length))
        return;
    if (count_spaces(value, length) > 0)
        ph_buffer_append_byte(out, ' ');
    else if (number)
        ph_buffer_append_byte(out, '.');
    ph_buffer_append_number(out, number || rank > 0 ? rank + 1 : 1);
}

/* Whether the second of three words or more is one of the second names: then the value looks like
 * one that was given that name. `at` is where the second word begins. */
static int has_second_name(const ph_distinct *d, const char *value, size_t length, size_t at)
{
    const char *space = memchr(value + at, ' ', length - at);
    size_t size = space ? (size_t)(space - value) - at : 0;

    if (!space)
        return 0;
    if (!d->names)
        return size == 2 && value[at] >= 'A' && value[at] <= 'Z' && value[at + 1] == '.';
    return d->is_name[ph_tokens_find(d->tokens, value + at, size)];
}

/* One second name behind the first word; round after round of them, from the second round on with
 * its number at the end. Which name comes first depends on the value, so that not all have the
 * same. Rank 0 is the value itself, unless that looks like a value with a second name already. */
static void write_proper(const ph_distinct *d, const char *value, size_t length, uint64_t rank,
                         ph_buffer *out)
{
    size_t at = (size_t)((const char *)memchr(value, ' ', length) - value) + 1;
    uint64_t count = d->name_count;
    int whole =
        !has_second_name(d, value, length, at) && !ph_originals_have(d->originals, value, length);

    ph_buffer_append(out, value, at);
    if (whole && rank == 0) {
        ph_buffer_append(out, value + at, length - at);
        return;
    }
    rank -= (uint64_t)whole;
    append_name(d, (rank % count + turn_of(value, length) % count) % count, out);
    ph_buffer_append(out, value + at, length - at);
    if (rank >= count) {
        ph_buffer_append_byte(out, ' ');
        ph_buffer_append_number(out, rank / count + 1);
    }
}

static void write_named(const ph_distinct *d, const char *value, size_t length, uint64_t rank,
                        ph_buffer *out)
{
    if (count_spaces(value, length) == 0) {
        write_numbered(d, value, length, rank, out);
    } else if (is_proper(value, length)) {
        write_proper(d, value, length, rank, out);
    } else {
        ph_buffer_append(out, value, length);
        ph_buffer_append_byte(out, ' ');
        ph_buffer_append_number(out, rank + 1);
    }
}

int ph_distinct_write(const ph_distinct *d, const char *value, size_t length, uint64_t rank,
                      ph_buffer *out)
{
    size_t begin = out->length;

    if (d->style == PHONY_UNIQUE_NAMED)
        write_named(d, value, length, rank, out);
    else
        write_numbered(d, value, length, rank, out);
    while (!out->failed && ph_originals_have(d->originals, out->data + begin, out->length - begin))
        ph_buffer_append_byte(out, '.'); /* nothing else ends so */
    return out->failed ? -1 : 0;
}
