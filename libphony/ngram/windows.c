/* From windows to n-grams of all orders, in one least-significant-digit radix sort: once the
 * windows are sorted by their last k tokens, those tokens are the n-grams of order k, in order, and
 * equal ones stand side by side; their sum is the n-gram's count. Shorter windows (at the start of
 * a value) take part up to their length. */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "ngram/counter.h"

typedef struct window {
    uint32_t digits[PH_ORDER_MAX]; /* [0] is the last token: the first sorted by */
    uint64_t weight;
} window;

typedef struct sorter {
    window *windows, *spare;
    size_t count;
    uint32_t *histogram;
    uint32_t largest; /* digit */
} sorter;

static void sorter_fini(sorter *s)
{
    ph_free(s->windows);
    ph_free(s->spare);
    ph_free(s->histogram);
}

/* One stable pass by digit k. */
static void sort_by(sorter *s, int32_t k)
{
    uint32_t sum = 0;
    window *sorted = s->spare;

    memset(s->histogram, 0, ((size_t)s->largest + 1) * sizeof *s->histogram);
    for (size_t i = 0; i < s->count; i++)
        s->histogram[s->windows[i].digits[k]]++;
    for (uint32_t d = 0; d <= s->largest; d++) {
        uint32_t here = s->histogram[d];
        s->histogram[d] = sum;
        sum += here;
    }
    for (size_t i = 0; i < s->count; i++)
        sorted[s->histogram[s->windows[i].digits[k]]++] = s->windows[i];
    s->spare = s->windows;
    s->windows = sorted;
}

static int same(const window *a, const window *b, int32_t from, int32_t to)
{
    for (int32_t i = from; i < to; i++) {
        if (a->digits[i] != b->digits[i])
            return 0;
    }
    return 1;
}

/* The next n-gram of order `order` at or after *at: its count, with *at behind it; 0 at the end. */
static uint64_t next_ngram(const sorter *s, int32_t order, size_t *at, const window **ngram)
{
    uint64_t weight = 0;

    while (*at < s->count && s->windows[*at].digits[order - 1] == 0)
        ++*at;
    if (*at == s->count)
        return 0;
    *ngram = &s->windows[*at];
    for (; *at < s->count && same(*ngram, &s->windows[*at], 0, order); ++*at)
        weight += s->windows[*at].weight;
    return weight;
}

static uint64_t threshold(int32_t order, uint64_t min_count)
{
    return order <= 2 ? 1 : min_count;
}

static void measure(const sorter *s, int32_t order, uint64_t min_count, size_t *contexts,
                    size_t *count)
{
    const window *ngram, *last = NULL;
    uint64_t weight;
    size_t at = 0;

    *contexts = *count = 0;
    while ((weight = next_ngram(s, order, &at, &ngram))) {
        if (weight < threshold(order, min_count))
            continue;
        ++*count;
        *contexts += !last || !same(last, ngram, 1, order);
        last = ngram;
    }
}

/* Whether n-gram `i` of the order below, whose digits are in `below`, is the context of `ngram`. */
static int is_context(const uint32_t *below, size_t i, int32_t order, const window *ngram)
{
    for (int32_t d = 1; d < order; d++) {
        if (below[i * PH_ORDER_MAX + (size_t)d - 1] != ngram->digits[d])
            return 0;
    }
    return 1;
}

/* Fills a list; `below` holds the digits of the order below's `count_below` n-grams, `digits` takes
 * this order's. -1 where a context is none of them: the windows are of no values. */
static int fill(const sorter *s, int32_t order, uint64_t min_count, ph_ngram_list *list,
                const uint32_t *below, uint32_t count_below, uint32_t *digits)
{
    const window *ngram, *last = NULL;
    uint64_t weight;
    size_t at = 0;
    uint32_t parent = 0, context = 0, i = 0;

    while ((weight = next_ngram(s, order, &at, &ngram))) {
        if (weight < threshold(order, min_count))
            continue;
        if (!last || !same(last, ngram, 1, order)) {
            while (order > 1 && parent < count_below && !is_context(below, parent, order, ngram))
                parent++;
            if (order > 1 && parent == count_below)
                return -1;
            list->parent[context] = order > 1 ? parent : PH_NONE;
            list->first[context++] = i;
        }
        list->token[i] = ngram->digits[0] - 1;
        list->weight[i] = weight;
        memcpy(digits + (size_t)i * PH_ORDER_MAX, ngram->digits, sizeof ngram->digits);
        last = ngram;
        i++;
    }
    list->first[context] = i;
    return 0;
}

static phony_status list_orders(sorter *s, int32_t order, uint64_t min_count, ph_ngrams *ngrams,
                                phony_error *error)
{
    uint32_t *below = NULL, count_below = 0;
    phony_status status = PHONY_OK;

    for (int32_t k = 1; !status && k <= order; k++) {
        size_t contexts, count;
        uint32_t *digits;
        sort_by(s, k - 1);
        measure(s, k, min_count, &contexts, &count);
        digits = ph_realloc_array(NULL, count, sizeof(uint32_t[PH_ORDER_MAX]));
        if (!digits || ph_ngram_list_init(&ngrams->of[k - 1], contexts, count) < 0)
            status = ph_fail_memory(error);
        else if (fill(s, k, min_count, &ngrams->of[k - 1], below, count_below, digits) < 0)
            status = ph_fail(error, PHONY_ERROR_MODEL,
                             "a context of order %d is no n-gram of order %d", k, k - 1);
        ph_free(below);
        below = digits;
        count_below = (uint32_t)count;
    }
    ph_free(below);
    return status;
}

/* Takes the windows out of the counter's table, with final token numbers. */
static void take(const ph_counter *counter, const uint32_t *map, sorter *s)
{
    uint64_t mask = (UINT64_C(1) << counter->bits) - 1;

    for (size_t at = 0; at < counter->slot_count; at++) {
        window *w = &s->windows[s->count];
        ph_ngram_key key = counter->slots[2 * at];
        if (counter->slots[2 * at + 1] == 0)
            continue;
        if (counter->wide)
            key |= (ph_ngram_key)counter->high[at] << 64;
        memset(w, 0, sizeof *w);
        for (int32_t i = 0; i < counter->order; i++, key >>= counter->bits) {
            uint64_t digit = (uint64_t)key & mask;
            w->digits[i] = digit ? map[digit - 1] + 1 : 0;
            s->largest = w->digits[i] > s->largest ? w->digits[i] : s->largest;
        }
        w->weight = counter->slots[2 * at + 1];
        s->count++;
    }
}

/* The counter's table goes before the sort's second array comes. */
static int sorter_init(sorter *s, ph_counter *counter, const uint32_t *map)
{
    memset(s, 0, sizeof *s);
    if (ph_counter_flush(counter) < 0)
        return -1;
    s->windows = ph_realloc_array(NULL, counter->used, sizeof *s->windows);
    if (!s->windows)
        return -1;
    take(counter, map, s);
    ph_counter_fini(counter);
    s->spare = ph_realloc_array(NULL, s->count, sizeof *s->spare);
    s->histogram = ph_realloc_array(NULL, (size_t)s->largest + 1, sizeof *s->histogram);
    return s->spare && s->histogram ? 0 : -1;
}

phony_status ph_counter_finish(ph_counter *counter, const uint32_t *map, uint64_t min_count,
                               ph_ngrams *ngrams, phony_error *error)
{
    phony_status status;
    sorter s;

    memset(ngrams, 0, sizeof *ngrams);
    ngrams->order = counter->order;
    if (sorter_init(&s, counter, map) < 0)
        status = ph_fail_memory(error);
    else
        status = list_orders(&s, counter->order, min_count, ngrams, error);
    sorter_fini(&s);
    if (!status && ph_ngrams_total(ngrams) > PH_NGRAMS_MAX)
        status =
            ph_fail(error, PHONY_ERROR_LIMIT,
                    "%llu n-grams are more than a model can hold (%llu): a smaller order or "
                    "a minimum count helps",
                    (unsigned long long)ph_ngrams_total(ngrams), (unsigned long long)PH_NGRAMS_MAX);
    if (status)
        ph_ngrams_fini(ngrams);
    return status;
}
