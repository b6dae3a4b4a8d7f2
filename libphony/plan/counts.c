#include "plan/counts.h"

#include <string.h>

#include "base/alloc.h"
#include "base/error.h"

enum { BLOCK_BITS = 3, BLOCKS_MAX = 1 << 20, GUIDE_SHIFT = 54 };
#define PARENTS_MAX (UINT64_C(1) << 36)
#define MEAN_MAX 1e15
#define CHILDREN_LIMIT (UINT64_C(1) << 62)

/* ---- Drawing --------------------------------------------------------------------------------- */

static inline uint64_t drawn(const ph_counts *counts, uint64_t parent)
{
    uint64_t draw = ph_stream_word(ph_stream(&counts->key, parent), 0);
    uint32_t k = counts->guide[draw >> GUIDE_SHIFT];

    while (counts->limits[k] < draw)
        k++;
    return counts->first + k;
}

/* Where the children of a parent begin, from what was drawn for those before it. */
static inline uint64_t moved(const ph_counts *counts, uint64_t parent, uint64_t sum)
{
    uint64_t room = counts->down ? sum - parent * counts->least : parent * counts->most - sum;
    uint64_t step =
        counts->whole ? room : (uint64_t)(((unsigned __int128)room * counts->share) >> 64);

    return counts->down ? sum - step : sum + step;
}

void ph_counts_fini(ph_counts *counts)
{
    ph_free(counts->limits);
    ph_free(counts->guide);
    ph_free(counts->blocks);
    memset(counts, 0, sizeof *counts);
}

/* The numbers that are drawn from: those within min and max that can come near the mean at all. */
static void find_window(const ph_counts_request *r, double mean, uint64_t *first, uint64_t *last)
{
    double spread = mean, root = 1;

    for (int i = 0; i < 60 && mean > 0; i++)
        root = (root + mean / root) / 2; /* Heron's square root */
    spread = r->distribution == PH_CHILDREN_POISSON ? 12 * root + 64 : 40 * mean + 64;
    if (r->distribution == PH_CHILDREN_FIXED)
        spread = 1;
    else if (r->distribution == PH_CHILDREN_UNIFORM)
        spread = mean - (double)r->min;
    *first = r->min;
    if ((r->distribution == PH_CHILDREN_POISSON || r->distribution == PH_CHILDREN_FIXED) &&
        mean - spread > (double)r->min)
        *first = (uint64_t)(mean - spread);
    *last = (uint64_t)(mean + spread + 0.5);
    if (r->distribution != PH_CHILDREN_UNIFORM && *last - *first > PH_COUNTS_WIDTH_MAX &&
        (uint64_t)mean - *first <= PH_COUNTS_WIDTH_MAX / 8)
        *last = *first + PH_COUNTS_WIDTH_MAX; /* hardly any lie beyond */
    if (*last < *first)
        *last = *first;
    if (r->max && (*last > r->max || r->distribution == PH_CHILDREN_UNIFORM))
        *last = r->max;
}

static double mean_of(const ph_counts_request *r)
{
    double mean = r->mean;

    if (mean <= 0 && r->children != PH_COUNTS_FREE && r->parents)
        mean = (double)r->children / (double)r->parents;
    else if (mean <= 0)
        mean = r->max ? ((double)r->min + (double)r->max) / 2 : (double)r->min;
    if (mean < (double)r->min)
        mean = (double)r->min;
    return r->max && mean > (double)r->max ? (double)r->max : mean;
}

/* ---- Sums ------------------------------------------------------------------------------------ */

static phony_status sum_blocks(ph_counts *counts, uint64_t sharers, uint64_t *sum,
                               phony_error *error)
{
    uint64_t parents = counts->parents;

    counts->shift = BLOCK_BITS;
    while ((parents >> counts->shift) >= BLOCKS_MAX / sharers && (parents >> counts->shift) > 1)
        counts->shift++;
    counts->block_count = (parents >> counts->shift) + 1;
    counts->blocks = ph_realloc_array(NULL, counts->block_count, sizeof *counts->blocks);
    if (!counts->blocks)
        return ph_fail_memory(error);
    *sum = 0;
    for (uint64_t i = 0; i < parents; i++) {
        if ((i & ((UINT64_C(1) << counts->shift) - 1)) == 0)
            counts->blocks[i >> counts->shift] = *sum;
        *sum += drawn(counts, i);
        if (*sum > CHILDREN_LIMIT)
            return ph_fail(error, PHONY_ERROR_LIMIT, "more than 2^62 children");
    }
    if ((parents & ((UINT64_C(1) << counts->shift) - 1)) == 0)
        counts->blocks[counts->block_count - 1] = *sum;
    return PHONY_OK;
}

/* How far sums are moved: `way` of the `room` there is. Rounded up, so that all of the room comes
 * to all of the way: room * 2^-64 is below 1. */
static void set_share(ph_counts *counts, uint64_t way, uint64_t room)
{
    counts->whole = way == room;
    if (room && !counts->whole)
        counts->share = (uint64_t)((((unsigned __int128)way << 64) + room - 1) / room);
}

static phony_status move(ph_counts *counts, const ph_counts_request *r, uint64_t sum,
                         phony_error *error)
{
    uint64_t greatest = counts->first + counts->limit_count - 1;
    unsigned __int128 room;

    counts->children = r->children == PH_COUNTS_FREE ? sum : r->children;
    if (r->children == PH_COUNTS_FREE)
        return PHONY_OK;
    counts->least = r->min;
    counts->most = r->max ? r->max : greatest + r->children / r->parents + 1;
    counts->down = counts->children < sum;
    if ((unsigned __int128)r->parents * r->min > counts->children)
        return ph_fail(error, PHONY_ERROR_EMPTY,
                       "%llu parents with at least %llu children have more than %llu",
                       (unsigned long long)r->parents, (unsigned long long)r->min,
                       (unsigned long long)counts->children);
    room = (unsigned __int128)r->parents * counts->most;
    if (room < counts->children)
        return ph_fail(error, PHONY_ERROR_EMPTY,
                       "%llu parents with at most %llu children have fewer than %llu",
                       (unsigned long long)r->parents, (unsigned long long)counts->most,
                       (unsigned long long)counts->children);
    if (room > INT64_MAX)
        return ph_fail(error, PHONY_ERROR_LIMIT, "more than 2^63 children are possible");
    if (counts->down)
        set_share(counts, sum - counts->children, sum - r->parents * r->min);
    else
        set_share(counts, counts->children - sum, (uint64_t)room - sum);
    return PHONY_OK;
}

phony_status ph_counts_init(ph_counts *counts, const ph_counts_request *request, phony_error *error)
{
    double mean = mean_of(request);
    uint64_t first, last, sum;
    phony_status status;

    memset(counts, 0, sizeof *counts);
    counts->key = request->key;
    counts->parents = request->parents;
    if (!request->parents && request->children && request->children != PH_COUNTS_FREE)
        return ph_fail(error, PHONY_ERROR_EMPTY, "there is no parent for %llu children",
                       (unsigned long long)request->children);
    if (!request->parents)
        return PHONY_OK;
    if (request->parents > PARENTS_MAX)
        return ph_fail(error, PHONY_ERROR_LIMIT,
                       "children of more than 2^36 parents: all of these would have to be counted");
    if (mean > MEAN_MAX)
        return ph_fail(error, PHONY_ERROR_LIMIT, "more than 10^15 children of a parent");
    find_window(request, mean, &first, &last);
    status = ph_counts_table(counts, request, mean, first, last, error);
    if (!status)
        status = sum_blocks(counts, request->sharers ? request->sharers : 1, &sum, error);
    return status ? status : move(counts, request, sum, error);
}

/* ---- Both ways ------------------------------------------------------------------------------- */

/* S(parent). */
static uint64_t sum_before(const ph_counts *counts, uint64_t parent)
{
    uint64_t block = parent >> counts->shift, sum = counts->blocks[block];

    for (uint64_t i = block << counts->shift; i < parent; i++)
        sum += drawn(counts, i);
    return sum;
}

void ph_counts_starts(const ph_counts *counts, uint64_t first, size_t count, uint64_t *starts)
{
    uint64_t sum = sum_before(counts, first);

    for (size_t i = 0; i <= count; i++) {
        starts[i] = moved(counts, first + i, sum);
        if (i < count)
            sum += drawn(counts, first + i);
    }
}

void ph_counts_next(const ph_counts *counts, ph_counts_cursor *cursor)
{
    cursor->start = cursor->end;
    cursor->sum += ++cursor->parent < counts->parents ? drawn(counts, cursor->parent) : 0;
    cursor->end = moved(counts, cursor->parent + 1, cursor->sum);
}

static uint64_t block_start(const ph_counts *counts, uint64_t block)
{
    return moved(counts, block << counts->shift, counts->blocks[block]);
}

/* The last block that begins at or before the child: guessed, then by ever longer steps. */
static uint64_t find_block(const ph_counts *counts, uint64_t child)
{
    uint64_t last = counts->block_count - 1, low, high, step = 1;
    uint64_t guess =
        (uint64_t)((unsigned __int128)child * counts->parents / counts->children) >> counts->shift;

    if ((last << counts->shift) >= counts->parents && last > 0)
        last--; /* the one past the end */
    low = high = guess > last ? last : guess;
    while (low > 0 && block_start(counts, low) > child) {
        high = low;
        low = low > step ? low - step : 0;
        step *= 2;
    }
    for (step = 1; high < last && block_start(counts, high) <= child; step *= 2) {
        low = high;
        high = last - high > step ? high + step : last;
    }
    while (low < high) {
        uint64_t middle = low + (high - low + 1) / 2;
        if (block_start(counts, middle) <= child)
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}

void ph_counts_seek(const ph_counts *counts, uint64_t child, ph_counts_cursor *cursor)
{
    uint64_t block = find_block(counts, child);

    cursor->parent = block << counts->shift;
    cursor->sum = counts->blocks[block] + drawn(counts, cursor->parent);
    cursor->start = block_start(counts, block);
    cursor->end = moved(counts, cursor->parent + 1, cursor->sum);
    while (cursor->end <= child)
        ph_counts_next(counts, cursor);
}
