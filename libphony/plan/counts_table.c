/* The table that numbers of children are drawn from. Its arithmetic is that of IEEE doubles with
 * + - * / alone, so that it is the same everywhere. */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "data/real.h"
#include "plan/counts.h"

enum { GUIDE = 1024, HALVINGS = 100 };

typedef struct weights {
    double *weight;
    uint32_t count;
    double first; /* what the first stands for */
} weights;

/* ---- Shapes: weights for a parameter, up to a factor ------------------------------------------
 */

typedef void shape(const weights *w, double parameter);

/* parameter = p / (1 + p) of the ratio p, so that 1/2 is the uniform one. */
static void fill_geometric(const weights *w, double parameter)
{
    uint32_t last = w->count - 1;

    if (parameter <= 0.5) {
        double ratio = parameter / (1 - parameter);
        w->weight[0] = 1;
        for (uint32_t k = 1; k <= last; k++)
            w->weight[k] = w->weight[k - 1] * ratio;
    } else {
        double ratio = (1 - parameter) / parameter;
        w->weight[last] = 1;
        for (uint32_t k = last; k > 0; k--)
            w->weight[k - 1] = w->weight[k] * ratio;
    }
}

static void fill_poisson(const weights *w, double mean)
{
    double offset = mean - w->first;
    uint32_t mode = offset <= 0 ? 0 : offset >= w->count ? w->count - 1 : (uint32_t)offset;

    w->weight[mode] = 1;
    for (uint32_t k = mode + 1; k < w->count; k++)
        w->weight[k] = w->weight[k - 1] * mean / (w->first + k);
    for (uint32_t k = mode; k > 0; k--)
        w->weight[k - 1] = w->weight[k] * (w->first + k) / mean;
}

/* Weights of ranks, the least number being the most frequent. */
static void fill_zipf(const weights *w, double exponent)
{
    for (uint32_t k = 0; k < w->count; k++)
        w->weight[k] = ph_real_pow((double)k + 1, -exponent);
}

static void fill_uniform(const weights *w, double parameter)
{
    (void)parameter;
    for (uint32_t k = 0; k < w->count; k++)
        w->weight[k] = 1;
}

/* The parameter's range; where the mean falls with it, `from` is the greater. */
static const struct {
    shape *fill;
    double from, to;
} shapes[] = {[PH_CHILDREN_GEOMETRIC] = {fill_geometric, 0, 1},
              [PH_CHILDREN_POISSON] = {fill_poisson, 1e-9, 1e15},
              [PH_CHILDREN_UNIFORM] = {fill_uniform, 0, 0},
              [PH_CHILDREN_ZIPF] = {fill_zipf, 40, -40},
              [PH_CHILDREN_FIXED] = {fill_uniform, 0, 0}};

static double mean_of(const weights *w)
{
    double sum = 0, moment = 0;

    for (uint32_t k = 0; k < w->count; k++) {
        sum += w->weight[k];
        moment += w->weight[k] * k;
    }
    return w->first + moment / sum;
}

/* The weights whose mean is the one asked for, by halving the range of the parameter. */
static void fit(const weights *w, ph_children distribution, double mean)
{
    double from = shapes[distribution].from, to = shapes[distribution].to;

    shapes[distribution].fill(w, (from + to) / 2);
    for (int i = 0; i < HALVINGS && from != to; i++) {
        double middle = (from + to) / 2;
        shapes[distribution].fill(w, middle);
        if (mean_of(w) < mean)
            from = middle;
        else
            to = middle;
    }
}

/* The mean's two neighbours. */
static void fit_fixed(const weights *w, double mean)
{
    uint32_t below = (uint32_t)(mean - w->first);

    memset(w->weight, 0, w->count * sizeof *w->weight);
    w->weight[below] = 1 - (mean - w->first - below);
    if (below + 1 < w->count)
        w->weight[below + 1] = mean - w->first - below;
}

static void set_limits(ph_counts *counts, const weights *w)
{
    double total = 0, sum = 0;

    for (uint32_t k = 0; k < w->count; k++)
        total += w->weight[k];
    for (uint32_t k = 0; k < w->count; k++) {
        double share = (sum += w->weight[k]) / total * 18446744073709551616.0;
        counts->limits[k] = share < 18446744073709549568.0 ? (uint64_t)share : UINT64_MAX;
    }
    counts->limits[w->count - 1] = UINT64_MAX;
    for (uint32_t g = 0, k = 0; g < GUIDE; g++) {
        while (counts->limits[k] < (uint64_t)g << 54)
            k++;
        counts->guide[g] = (uint16_t)k;
    }
}

phony_status ph_counts_table(ph_counts *counts, const ph_counts_request *request, double mean,
                             uint64_t first, uint64_t last, phony_error *error)
{
    weights w = {.first = (double)first};

    if (last - first > PH_COUNTS_WIDTH_MAX)
        return ph_fail(error, PHONY_ERROR_LIMIT,
                       "from %llu to %llu children of a parent: at most %d different numbers",
                       (unsigned long long)first, (unsigned long long)last, PH_COUNTS_WIDTH_MAX);
    w.count = (uint32_t)(last - first) + 1;
    counts->first = first;
    counts->limit_count = w.count;
    counts->limits = ph_realloc_array(NULL, w.count, sizeof *counts->limits);
    counts->guide = ph_realloc_array(NULL, GUIDE, sizeof *counts->guide);
    w.weight = ph_realloc_array(NULL, w.count, sizeof *w.weight);
    if (counts->limits && counts->guide && w.weight) {
        if (request->distribution == PH_CHILDREN_FIXED)
            fit_fixed(&w, mean);
        else
            fit(&w, request->distribution, mean);
        set_limits(counts, &w);
    }
    ph_free(w.weight);
    return counts->limits && counts->guide ? PHONY_OK : ph_fail_memory(error);
}
