/* Distributions of whole numbers: poisson and zipf. Their chances are tables; where those would be
 * too large, what lies beyond has a quantile in closed form that is as good as exact. */
#include "base/alloc.h"
#include "base/error.h"
#include "feed/distribution_parts.h"

enum { TABLE_MAX = 1 << 16 };

/* What a double still counts, and with room to add to it. */
static const double whole_max = 0x1p52;

/* The limits as whole numbers; `greatest` may be infinite. */
static phony_status whole_limits(const ph_terms *terms, double least, double greatest,
                                 ph_distribution *d, phony_error *error)
{
    const ph_distribution_use whole = {1, 0};
    const ph_terms as_whole = {terms->card, terms->options, &whole};
    phony_status status = ph_term_limits(&as_whole, least, greatest, d, error);

    d->low = d->least;
    d->high = d->greatest;
    d->whole = 1;
    return status;
}

/* ---- Poisson ------------------------------------------------------------------------------- */

static const double table_mean_max = 1e6, mean_max = 1e15;
/* Of the anchor's chance; the chances beyond fall at least geometrically. */
static const double negligible = 0x1p-80;

static void give_count(const ph_distribution *d, const double *u, double *x, size_t count)
{
    for (size_t i = 0; i < count; i++)
        x[i] = d->first + ph_piece_of(d, u[i]);
}

/* How many numbers below, or above, the anchor count. */
static size_t reach(double mean, double anchor, double end, int step)
{
    double chance = 1, k = anchor;
    size_t reached = 0;

    while (k != end) {
        chance = step < 0 ? chance * (k / mean) : chance * (mean / (k + 1));
        if (chance < negligible)
            break;
        k += step;
        reached++;
    }
    return reached;
}

/* Chances by recurrence from the likeliest number on; each is right to 1e-12 of itself. */
static phony_status make_table(ph_distribution *d, double mean, phony_error *error)
{
    double mode = ph_real_floor(mean), anchor = mode < d->low ? d->low : mode;
    size_t below, above;
    phony_status status;

    anchor = anchor > d->high ? d->high : anchor;
    below = reach(mean, anchor, d->low, -1);
    above = reach(mean, anchor, d->high, 1);
    status = ph_pieces_room(d, below + above + 1, 0, error);
    if (status)
        return status;
    d->quantiles = give_count;
    d->first = anchor - (double)below;
    d->starts[below] = 1;
    for (size_t i = below; i-- > 0;)
        d->starts[i] = d->starts[i + 1] * ((d->first + (double)(i + 1)) / mean);
    for (size_t i = below; i < below + above; i++)
        d->starts[i + 1] = d->starts[i] * (mean / (d->first + (double)(i + 1)));
    return ph_pieces_guide(d, 0, error);
}

/* The quantile of z's place for large means m, before it is rounded down:
 *
 *     m + z sqrt m + 1/3 + z^2/6 - (z/36 + z^3/72) / sqrt m
 *
 * (Giles: Algorithm 955, Approximation of the inverse Poisson cumulative distribution function, ACM
 * TOMS 42, 2016, the normal asymptotic approximation). What is left out is at most (z^4 + 7 z^2) /
 * (200 m): above 1e6, no more than one of 10^6 numbers is another than the exact one. */
static inline double large_quantile(double mean, double root, double z)
{
    return mean + (z * root + ((1. / 3 + z * z / 6) - (z / 36 + z * z * z / 72) / root));
}

static void give_large(const ph_distribution *d, const double *u, double *x, size_t count)
{
    double root = d->scale < 0 ? -d->scale : d->scale;

    ph_cut_normals(d, u, x, count);
    for (size_t i = 0; i < count; i++) {
        double z = d->scale < 0 ? -x[i] : x[i];
        double number = ph_real_floor(large_quantile(d->location, root, z));
        number = number < d->low ? d->low : number;
        x[i] = number > d->high ? d->high : number;
    }
}

/* The z from which on the quantile is `number` or more. */
static double large_place(double mean, double root, double number)
{
    double low = -40, high = 40;

    for (int i = 0; i < 100; i++) {
        double middle = 0.5 * (low + high);
        if (large_quantile(mean, root, middle) < number)
            low = middle;
        else
            high = middle;
    }
    return high;
}

static phony_status make_large(const ph_terms *terms, ph_distribution *d, double mean,
                               phony_error *error)
{
    double root = __builtin_sqrt(mean), from, to;

    d->quantiles = give_large;
    d->location = mean;
    d->scale = root;
    from = large_place(mean, root, d->low);
    to = d->high < PH_INFINITY ? large_place(mean, root, d->high + 1) : 40;
    return from < to ? ph_cut_normal(terms, from, to, d, error)
                     : ph_term_nothing_left(terms, error);
}

phony_status ph_make_poisson(const ph_terms *terms, ph_distribution *d, phony_error *error)
{
    double mean;
    phony_status status = ph_term_positive(terms, "mean", &mean, error);

    if (!status && mean > mean_max)
        status =
            ph_fail(error, PHONY_ERROR_LIMIT, "%s: \"mean\" is above 10^15", terms->card->type);
    if (!status)
        status = whole_limits(terms, 0, PH_INFINITY, d, error);
    if (!status && d->low > whole_max)
        status = ph_term_nothing_left(terms, error);
    if (status)
        return status;
    return mean <= table_mean_max ? make_table(d, mean, error) : make_large(terms, d, mean, error);
}

/* ---- Zipf ---------------------------------------------------------------------------------- */

/* The chance of k is k^-s. The first 65536 numbers are a table; of those behind them, the chance is
 * the integral of x^-s from k - 1/2 to k + 1/2, which is greater by s (s + 1) / (24 k^2) of itself
 * and next to nothing more. All is in units of the least number's chance, so that large exponents
 * do not become 0. With L = log (b / a) and g = 1 - s, the integral from a to b is a^g (e^(g L) -
 * 1) / g.
 */
static double integral_of(double log, double g)
{
    return g == 0 ? log : ph_real_expm1(g * log) / g;
}

static double log_of_integral(double integral, double g)
{
    return g == 0 ? integral : ph_real_log1p(g * integral) / g;
}

/* Where the tail begins and ends: half a number before the first of it, behind the last. */
static double tail_number(const ph_distribution *d, double u)
{
    double start = d->starts[d->count], share = (u - start) / (1 - start);
    double begin = d->first + d->count - 0.5;
    double number = begin * ph_real_exp(log_of_integral(share * d->tail, 1 - d->exponent));

    number = ph_real_round(number);
    number = number < begin ? begin + 0.5 : number;
    return number > d->high ? d->high : number;
}

static void give_zipf(const ph_distribution *d, const double *u, double *x, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        uint32_t piece = ph_piece_of(d, u[i]);
        x[i] = piece == d->count ? tail_number(d, u[i]) : d->first + piece;
    }
}

static phony_status fill_zipf(ph_distribution *d, phony_error *error)
{
    double numbers = d->high - d->low + 1, begin, mass = 0;
    phony_status status =
        ph_pieces_room(d, numbers < TABLE_MAX ? (size_t)numbers : TABLE_MAX, 0, error);

    if (status)
        return status;
    d->first = d->low;
    for (uint32_t i = 0; i < d->count; i++)
        d->starts[i] = ph_real_pow((d->first + i) / d->first, -d->exponent);
    begin = d->first + d->count - 0.5;
    if (numbers > d->count) {
        d->tail = integral_of(ph_real_log((d->high + 0.5) / begin), 1 - d->exponent);
        mass = ph_real_pow(begin / d->first, -d->exponent) * begin * d->tail;
    }
    return ph_pieces_guide(d, mass, error);
}

phony_status ph_make_zipf(const ph_terms *terms, ph_distribution *d, phony_error *error)
{
    double max = ph_term(terms, "max")->real;
    phony_status status;

    d->quantiles = give_zipf;
    d->exponent = ph_term(terms, "exponent")->real;
    if (!(d->exponent >= 0 && d->exponent <= 100))
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "%s: \"exponent\" must be from 0 to 100",
                       terms->card->type);
    if (!(max >= 1 && max <= whole_max))
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "%s: \"max\" must be from 1 to 2^52",
                       terms->card->type);
    status = whole_limits(terms, 1, PH_INFINITY, d, error);
    return status ? status : fill_zipf(d, error);
}
