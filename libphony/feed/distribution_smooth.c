/* Distributions with quantile functions in closed form: normal, lognormal, exponential, uniform. */
#include "base/error.h"
#include "feed/distribution_parts.h"

static inline double within(double x, double low, double high)
{
    x = x < low ? low : x;
    return x > high ? high : x;
}

/* ---- Normal -------------------------------------------------------------------------------- */

/* Above the middle the distribution function is near 1 and has no digits left; what lies there is
 * taken from the other side, of -z, from its high end down. */
phony_status ph_cut_normal(const ph_terms *terms, double low, double high, ph_distribution *d,
                           phony_error *error)
{
    if (low == high) { /* one number is left */
        d->begin = 0.5;
    } else if (low > 0) {
        d->begin = ph_normal_cdf(-low);
        d->span = ph_normal_cdf(-high) - d->begin;
        d->scale = -d->scale;
    } else {
        d->begin = ph_normal_cdf(low);
        d->span = ph_normal_cdf(high) - d->begin;
    }
    return low < high && d->span == 0 ? ph_term_nothing_left(terms, error) : PHONY_OK;
}

/* u times the span may be rounded to an end, where there is no quantile. */
void ph_cut_normals(const ph_distribution *d, const double *u, double *x, size_t count)
{
    for (size_t i = 0; i < count; i++)
        x[i] = within(d->begin + d->span * u[i], DBL_MIN, 1 - 0x1p-53);
    ph_normal_quantiles(x, x, count);
}

static void give_normal(const ph_distribution *d, const double *u, double *x, size_t count)
{
    ph_cut_normals(d, u, x, count);
    for (size_t i = 0; i < count; i++)
        x[i] = within(d->location + d->scale * x[i], d->low, d->high);
}

/* Cuts where z = (bound - mean) / deviation is. */
static phony_status cut_between(const ph_terms *terms, double low, double high, ph_distribution *d,
                                phony_error *error)
{
    return ph_cut_normal(terms, (low - d->location) / d->scale, (high - d->location) / d->scale, d,
                         error);
}

phony_status ph_make_normal(const ph_terms *terms, ph_distribution *d, phony_error *error)
{
    phony_status status = ph_term_positive(terms, "deviation", &d->scale, error);

    if (!status)
        status = ph_term_limits(terms, terms->use->times ? 0 : -PH_INFINITY, PH_INFINITY, d, error);
    d->quantiles = give_normal;
    d->location = ph_term(terms, "mean")->real;
    return status ? status : cut_between(terms, d->low, d->high, d, error);
}

/* ---- Lognormal ----------------------------------------------------------------------------- */

static void give_lognormal(const ph_distribution *d, const double *u, double *x, size_t count)
{
    ph_cut_normals(d, u, x, count);
    for (size_t i = 0; i < count; i++)
        x[i] = within(ph_real_exp(d->location + d->scale * x[i]), d->low, d->high);
}

static phony_status choose(const ph_terms *terms, const char *what, phony_error *error)
{
    return ph_fail(error, PHONY_ERROR_ARGUMENT, "%s: %s", terms->card->type, what);
}

static phony_status read_quantiles(const ph_terms *terms, ph_distribution *d, phony_error *error)
{
    double median, p90;
    phony_status status = ph_term_positive(terms, "median", &median, error);

    if (!status)
        status = ph_term_positive(terms, "p90", &p90, error);
    if (status)
        return status;
    if (p90 <= median)
        return choose(terms, "\"p90\" must be above \"median\"", error);
    d->location = ph_real_log(median);
    d->scale = (ph_real_log(p90) - d->location) / ph_normal_quantile(0.9);
    return PHONY_OK;
}

static phony_status read_lognormal(const ph_terms *terms, ph_distribution *d, phony_error *error)
{
    int moments = ph_term(terms, "mean")->given + ph_term(terms, "deviation")->given;
    int quantiles = ph_term(terms, "median")->given + ph_term(terms, "p90")->given;

    if (terms->use->times && (moments || quantiles != 2))
        return choose(terms, "times are given by \"median\" and \"p90\"", error);
    if (moments + quantiles != 2 || moments == 1)
        return choose(terms, "give either \"mean\" and \"deviation\" or \"median\" and \"p90\"",
                      error);
    if (quantiles)
        return read_quantiles(terms, d, error);
    d->location = ph_term(terms, "mean")->real;
    return ph_term_positive(terms, "deviation", &d->scale, error);
}

phony_status ph_make_lognormal(const ph_terms *terms, ph_distribution *d, phony_error *error)
{
    phony_status status = read_lognormal(terms, d, error);

    if (!status)
        status = ph_term_limits(terms, 0, PH_INFINITY, d, error);
    d->quantiles = give_lognormal;
    return status ? status
                  : cut_between(terms, ph_real_log(d->low), ph_real_log(d->high), d, error);
}

/* ---- Exponential --------------------------------------------------------------------------- */

/* It has no memory: from `low` on it begins anew; u reaches as far as there is mass before `high`.
 */
static void give_exponential(const ph_distribution *d, const double *u, double *x, size_t count)
{
    for (size_t i = 0; i < count; i++)
        x[i] = within(d->low - d->scale * ph_real_log1p(d->span * u[i]), d->low, d->high);
}

phony_status ph_make_exponential(const ph_terms *terms, ph_distribution *d, phony_error *error)
{
    phony_status status = ph_term_positive(terms, "mean", &d->scale, error);

    if (!status)
        status = ph_term_limits(terms, 0, PH_INFINITY, d, error);
    if (status)
        return status;
    d->quantiles = give_exponential;
    d->span = ph_real_expm1(-(d->high - d->low) / d->scale);
    return PHONY_OK;
}

/* ---- Uniform ------------------------------------------------------------------------------- */

static void give_uniform(const ph_distribution *d, const double *u, double *x, size_t count)
{
    for (size_t i = 0; i < count; i++)
        x[i] = within(d->low + d->span * u[i], d->low, d->high);
}

phony_status ph_make_uniform(const ph_terms *terms, ph_distribution *d, phony_error *error)
{
    phony_status status = ph_term_limits(terms, -PH_INFINITY, PH_INFINITY, d, error);

    if (status)
        return status;
    d->quantiles = give_uniform;
    d->span = d->high - d->low;
    return d->span <= DBL_MAX ? PHONY_OK
                              : ph_fail(error, PHONY_ERROR_ARGUMENT,
                                        "%s: \"max\" less \"min\" is too large", terms->card->type);
}
