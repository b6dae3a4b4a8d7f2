/* What sentences end in. A walk may end behind any word, by back-off, for so many different words
 * end sentences; but where all that was learned ends in a full stop, a sentence without one reads
 * as torn off. So where nearly all of a model's values end in marks, sentences are put under the
 * constraint that they do: it leaves their lengths as learned, for every word ends as many
 * sentences as before in proportion (spec/generation.md, "Running text"). Values without marks,
 * such as names of products, end as the model ends them. */
#include "value/text_ends.h"

#include <stdio.h>
#include <utf8proc.h>

#include "base/alloc.h"
#include "base/error.h"
#include "text/utf8.h"

/* In hundredths of the ends: a mark that counts, and all such marks together. */
enum { MARK_LEAST = 1, MARKS_LEAST = 90 };

typedef struct mark {
    uint32_t point;
    uint64_t weight; /* of the values that end in it */
} mark;

typedef struct tally {
    mark *marks; /* in the order they were met in */
    size_t count, capacity;
    uint64_t all; /* of all values */
} tally;

static int is_mark(uint32_t point)
{
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)point);

    return category >= UTF8PROC_CATEGORY_PC && category <= UTF8PROC_CATEGORY_PO;
}

static uint32_t last_point(const char *text, size_t length)
{
    size_t size;

    return ph_utf8_decode(text + ph_utf8_before(text, length), &size);
}

/* -1 out of memory. */
static int count_mark(tally *t, uint32_t point, uint64_t weight)
{
    size_t i = 0;

    while (i < t->count && t->marks[i].point != point)
        i++;
    if (i == t->count) {
        if (i == t->capacity && ph_grow((void **)&t->marks, &t->capacity, i + 1, sizeof *t->marks))
            return -1;
        t->marks[t->count++] = (mark){point, 0};
    }
    t->marks[i].weight += weight;
    return 0;
}

/* The pairs of a token and the end. -1 out of memory. */
static int count_ends(const phony_model *model, tally *t)
{
    const ph_ngram_list *tokens = &model->ngrams.of[0], *pairs = &model->ngrams.of[1];

    for (uint32_t context = 0; context < pairs->contexts; context++) {
        uint32_t end = pairs->first[context], token = tokens->token[pairs->parent[context]];
        size_t length;
        const char *text = ph_tokens_get(&model->tokens, token, &length);
        uint32_t point;
        /* The end is token 0, and so the first in its context, which may be the start. */
        if (end == pairs->first[context + 1] || pairs->token[end] != 0 || token == 0)
            continue;
        t->all += pairs->weight[end];
        point = last_point(text, length);
        if (is_mark(point) && count_mark(t, point, pairs->weight[end]))
            return -1;
    }
    return 0;
}

static int counts(const tally *t, size_t i)
{
    return t->marks[i].weight * 100 >= t->all * MARK_LEAST;
}

/* ".*[...]" of the marks that count, nothing where they are too few. */
static void write_pattern(const tally *t, ph_buffer *pattern)
{
    uint64_t marked = 0;

    for (size_t i = 0; i < t->count; i++)
        marked += counts(t, i) ? t->marks[i].weight : 0;
    if (t->all == 0 || marked * 100 < t->all * MARKS_LEAST)
        return;
    ph_buffer_append_text(pattern, ".*[");
    for (size_t i = 0; i < t->count; i++) {
        char escape[16];
        snprintf(escape, sizeof escape, "\\x{%X}", t->marks[i].point);
        if (counts(t, i))
            ph_buffer_append_text(pattern, escape);
    }
    ph_buffer_append_text(pattern, "]");
}

phony_status ph_text_ends(const phony_model *model, ph_buffer *pattern, phony_error *error)
{
    tally t = {0};
    phony_status status = ph_model_need_ngrams(model, error);

    if (status || model->ngrams.order < 2)
        return status;
    if (count_ends(model, &t))
        status = ph_fail_memory(error);
    else
        write_pattern(&t, pattern);
    ph_free(t.marks);
    if (!status && pattern->failed)
        status = ph_fail_memory(error);
    return status;
}
