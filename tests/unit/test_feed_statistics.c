/* Distributions: what comes out against exact distribution functions (Kolmogorov-Smirnov) and
 * chances (chi-square), cut off and rounded; copulas; options that make no sense. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "data/real.h"
#include "feed/distribution.h"
#include "feed_util.h"

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))
enum { ROWS = 100000 };

/* ---- Continuous ---------------------------------------------------------------------------- */

/* P(X <= x), and P(X > x) for what lies in upper tails, by the C library. */
typedef struct law {
    double (*cdf)(double x, double a, double b);
    double a, b;
} law;

static double normal_cdf(double x, double mean, double deviation)
{
    return 0.5 * erfc(-(x - mean) / deviation * 0.70710678118654752440);
}
static double normal_above(double x, double mean, double deviation)
{
    return -normal_cdf(-x, -mean, deviation); /* rises, and differences are all that counts */
}
static double lognormal_cdf(double x, double mean, double deviation)
{
    return x <= 0 ? 0 : normal_cdf(log(x), mean, deviation);
}
static double exponential_cdf(double x, double mean, double unused)
{
    (void)unused;
    return x <= 0 ? 0 : -expm1(-x / mean);
}
static double uniform_cdf(double x, double low, double high)
{
    return x <= low ? 0 : x >= high ? 1 : (x - low) / (high - low);
}
/* Bounds 0, 10, 20, 50 and weights 5, 0, 3; percentiles 0: 1, 50: 3, 90: 7.5, 100: 50. */
static double histogram_cdf(double x, double a, double b)
{
    (void)a, (void)b;
    return 5. / 8 * uniform_cdf(x, 0, 10) + 3. / 8 * uniform_cdf(x, 20, 50);
}
static double percentiles_cdf(double x, double a, double b)
{
    (void)a, (void)b;
    return 0.5 * uniform_cdf(x, 1, 3) + 0.4 * uniform_cdf(x, 3, 7.5) +
           0.1 * uniform_cdf(x, 7.5, 50);
}

#define HISTOGRAM "\"bounds\": [0, 10, 20, 50], \"weights\": [5, 0, 3]"
#define PERCENTILES "\"points\": {\"0\": 1, \"50\": 3, \"90.0\": 7.5, \"100\": 50}"
#define FOREVER ((double)INFINITY)

static const struct {
    const char *card, *options;
    law of;
    double low, high;
} continuous[] = {
    {"normal", NULL, {normal_cdf, 0, 1}, -FOREVER, FOREVER},
    {"normal", "{\"mean\": 170, \"deviation\": 8.5}", {normal_cdf, 170, 8.5}, -FOREVER, FOREVER},
    {"normal", "{\"min\": -1, \"max\": 2}", {normal_cdf, 0, 1}, -1, 2},
    {"normal", "{\"min\": 0.5, \"max\": 0.75}", {normal_above, 0, 1}, 0.5, 0.75},
    {"normal", "{\"max\": -3}", {normal_cdf, 0, 1}, -FOREVER, -3},
    {"normal", "{\"min\": 20}", {normal_above, 0, 1}, 20, FOREVER},
    {"normal", "{\"mean\": 5, \"min\": 35, \"max\": 40}", {normal_above, 5, 1}, 35, 40},
    {"lognormal", "{\"mean\": 1, \"deviation\": 0.5}", {lognormal_cdf, 1, 0.5}, 0, FOREVER},
    {"lognormal",
     "{\"median\": 20, \"p90\": 80}",
     {lognormal_cdf, 2.995732273553991, 1.0817340602247946},
     0,
     FOREVER},
    {"lognormal",
     "{\"mean\": 1, \"deviation\": 2, \"min\": 1, \"max\": 50}",
     {lognormal_cdf, 1, 2},
     1,
     50},
    {"exponential", "{\"mean\": 3}", {exponential_cdf, 3, 0}, 0, FOREVER},
    {"exponential", "{\"mean\": 3, \"min\": 2, \"max\": 5}", {exponential_cdf, 3, 0}, 2, 5},
    {"exponential", "{\"mean\": 1e12, \"max\": 5}", {exponential_cdf, 1e12, 0}, 0, 5},
    {"uniform", "{\"min\": -2.5, \"max\": 7}", {uniform_cdf, -2.5, 7}, -2.5, 7},
    {"histogram", "{" HISTOGRAM "}", {histogram_cdf, 0, 0}, 0, 50},
    {"histogram", "{" HISTOGRAM ", \"min\": 4, \"max\": 30}", {histogram_cdf, 0, 0}, 4, 30},
    {"percentiles", "{" PERCENTILES "}", {percentiles_cdf, 0, 0}, 1, 50},
    {"percentiles", "{" PERCENTILES ", \"min\": 2, \"max\": 8}", {percentiles_cdf, 0, 0}, 2, 8},
};

static int compare(const void *a, const void *b)
{
    double x, y;

    memcpy(&x, a, sizeof x);
    memcpy(&y, b, sizeof y);
    return x < y ? -1 : x > y;
}

/* The distance of Kolmogorov and Smirnov times the root of n; above 1.95 in one of 1,000 cases. */
static double distance(double *x, size_t count, const law *of, double low, double high)
{
    double from = of->cdf(low, of->a, of->b), to = of->cdf(high, of->a, of->b), worst = 0;

    qsort(x, count, sizeof *x, compare);
    for (size_t i = 0; i < count; i++) {
        double cdf = (of->cdf(x[i], of->a, of->b) - from) / (to - from);
        worst = fmax(worst,
                     fmax(cdf - (double)i / (double)count, (double)(i + 1) / (double)count - cdf));
    }
    return worst * sqrt((double)count);
}

START_TEST(numbers_have_their_distribution)
{
    for (size_t i = 0; i < COUNT_OF(continuous); i++) {
        ph_values out = {0};
        feed_test test;
        double d;
        feed_open(&test, continuous[i].card, continuous[i].options, NULL);
        ck_assert_int_eq(test.feed->type.kind, PH_TYPE_FLOAT);
        feed_run(&test, 0, ROWS, &out);
        d = distance(out.floats, ROWS, &continuous[i].of, continuous[i].low, continuous[i].high);
        ck_assert_msg(d < 1.95, "%s %s: %g", continuous[i].card, continuous[i].options, d);
        ck_assert_msg(out.floats[0] >= continuous[i].low &&
                          out.floats[ROWS - 1] <= continuous[i].high,
                      "%s %s", continuous[i].card, continuous[i].options);
        feed_fini(&test);
        ph_values_fini(&out);
    }
}
END_TEST

START_TEST(one_number_may_be_left)
{
    static const struct {
        const char *card, *options;
        double number;
    } cases[] = {
        {"normal", "{\"min\": 3, \"max\": 3}", 3},
        {"lognormal", "{\"mean\": 0, \"deviation\": 1, \"min\": 2, \"max\": 2}", 2},
        {"exponential", "{\"mean\": 1, \"min\": 5, \"max\": 5}", 5},
        {"uniform", "{\"min\": 5, \"max\": 5}", 5},
        {"percentiles", "{\"points\": {\"0\": 7, \"100\": 7}}", 7},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        ph_values out = {0};
        feed_test test;
        feed_open(&test, cases[i].card, cases[i].options, NULL);
        feed_run(&test, 0, 100, &out);
        for (size_t row = 0; row < 100; row++)
            ck_assert_msg(fabs(out.floats[row] - cases[i].number) < 1e-15, "%s", cases[i].card);
        feed_fini(&test);
        ph_values_fini(&out);
    }
}
END_TEST

/* ---- Counts -------------------------------------------------------------------------------- */

static long double poisson_chance(double k, double mean)
{
    return expl(k * logl(mean) - mean - lgammal(k + 1.0L));
}
static long double zipf_chance(double k, double exponent)
{
    return powl(k, -exponent);
}

static const struct {
    const char *card, *options;
    long double (*chance)(double k, double parameter); /* any multiple of it */
    double parameter, low, high;                       /* where there is mass */
} counts[] = {
    {"poisson", "{\"mean\": 0.3}", poisson_chance, 0.3, 0, 30},
    {"poisson", "{\"mean\": 5}", poisson_chance, 5, 0, 100},
    {"poisson", "{\"mean\": 5, \"min\": 4, \"max\": 9.5}", poisson_chance, 5, 4, 9},
    {"poisson", "{\"mean\": 5, \"min\": 60}", poisson_chance, 5, 60, 100},
    {"poisson", "{\"mean\": 900.5}", poisson_chance, 900.5, 500, 1300},
    {"poisson", "{\"mean\": 1e6}", poisson_chance, 1e6, 990000, 1010000},
    {"poisson", "{\"mean\": 1100000}", poisson_chance, 1.1e6, 1090000, 1110000},
    {"poisson", "{\"mean\": 4e6, \"min\": 4001000}", poisson_chance, 4e6, 4001000, 4030000},
    {"zipf", "{\"max\": 10}", zipf_chance, 1, 1, 10},
    {"zipf", "{\"max\": 1}", zipf_chance, 1, 1, 1},
    {"zipf", "{\"max\": 65536}", zipf_chance, 1, 1, 65536},
    {"zipf", "{\"max\": 300000}", zipf_chance, 1, 1, 300000},
    {"zipf", "{\"max\": 400000, \"exponent\": 0.5}", zipf_chance, 0.5, 1, 400000},
    {"zipf", "{\"max\": 400000, \"exponent\": 0}", zipf_chance, 0, 1, 400000},
    {"zipf", "{\"max\": 1000, \"exponent\": 1.7, \"min\": 3}", zipf_chance, 1.7, 3, 1000},
    {"zipf", "{\"max\": 5000, \"exponent\": 50, \"min\": 900}", zipf_chance, 50, 900, 5000},
    {"zipf", "{\"max\": 900000, \"exponent\": 1.2, \"min\": 70000}", zipf_chance, 1.2, 70000, 9e5},
};

/* Chi-square over bins that 200 rows or more are expected in, less its mean, in deviations. */
static double surprise(const int64_t *x, size_t case_number)
{
    double low = counts[case_number].low, high = counts[case_number].high, square = 0, bins = 0;
    size_t places = (size_t)(high - low) + 1;
    uint32_t *seen = calloc(places, sizeof *seen), in_bin = 0;
    long double total = 0, expected = 0;

    ck_assert_ptr_nonnull(seen);
    for (size_t i = 0; i < ROWS; i++) {
        ck_assert_msg((double)x[i] >= low && (double)x[i] <= high, "%s: %lld",
                      counts[case_number].options, (long long)x[i]);
        seen[(size_t)((double)x[i] - low)]++;
    }
    for (size_t k = 0; k < places; k++)
        total += counts[case_number].chance(low + (double)k, counts[case_number].parameter);
    for (size_t k = 0; k < places; k++) {
        expected += ROWS *
                    counts[case_number].chance(low + (double)k, counts[case_number].parameter) /
                    total;
        in_bin += seen[k];
        if (expected >= 200) {
            square += (double)((in_bin - expected) * (in_bin - expected) / expected);
            bins++;
            in_bin = 0;
            expected = 0;
        }
    }
    free(seen);
    return bins > 1 ? (square - (bins - 1)) / sqrt(2 * (bins - 1)) : 0;
}

START_TEST(counts_have_their_chances)
{
    for (size_t i = 0; i < COUNT_OF(counts); i++) {
        ph_values out = {0};
        feed_test test;
        double d;
        feed_open(&test, counts[i].card, counts[i].options, NULL);
        ck_assert_int_eq(test.feed->type.kind, PH_TYPE_INT64);
        feed_run(&test, 0, ROWS, &out);
        d = surprise(out.numbers, i);
        ck_assert_msg(d < 4, "%s %s: %g", counts[i].card, counts[i].options, d);
        feed_fini(&test);
        ph_values_fini(&out);
    }
}
END_TEST

/* The same as other ways of saying it: all of 2^52 numbers; means of 10^15. */
START_TEST(counts_may_be_large)
{
    static const struct {
        const char *card, *options;
        double mean, error;
    } cases[] = {
        {"zipf", "{\"max\": 4503599627370496, \"exponent\": 0}", 0x1p51, 0.01},
        {"poisson", "{\"mean\": 1e15}", 1e15, 1e-9},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        ph_values out = {0};
        feed_test test;
        double sum = 0;
        feed_open(&test, cases[i].card, cases[i].options, NULL);
        feed_run(&test, 0, ROWS, &out);
        for (size_t row = 0; row < ROWS; row++)
            sum += (double)out.numbers[row] / ROWS;
        ck_assert_msg(fabs(sum / cases[i].mean - 1) < cases[i].error, "%s: %g", cases[i].card, sum);
        feed_fini(&test);
        ph_values_fini(&out);
    }
}
END_TEST

/* ---- Quantiles ----------------------------------------------------------------------------- */

static const char *const quantile_cases[] = {
    "{\"type\": \"normal\"}",
    "{\"type\": \"normal\", \"min\": 1, \"max\": 2}",
    "{\"type\": \"lognormal\", \"median\": 1, \"p90\": 5}",
    "{\"type\": \"exponential\", \"mean\": 1}",
    "{\"type\": \"uniform\", \"min\": -1e300, \"max\": 1e300}",
    "{\"type\": \"poisson\", \"mean\": 12.5}",
    "{\"type\": \"poisson\", \"mean\": 5e7, \"min\": 50010000}",
    "{\"type\": \"zipf\", \"max\": 100000000}",
    "{\"type\": \"histogram\", " HISTOGRAM "}",
    "{\"type\": \"percentiles\", \"points\": {\"0\": 0, \"10\": 5, \"60\": 5, \"100\": 6}}",
};

START_TEST(quantiles_rise_and_stay_within_limits)
{
    for (size_t i = 0; i < COUNT_OF(quantile_cases); i++) {
        static const ph_distribution_use use = {0, 0};
        phony_error error = {0};
        ph_json_tree tree = {0};
        ph_distribution *d = NULL;
        double least, greatest, before = -FOREVER;
        ck_assert_int_eq(
            ph_json_tree_parse(&tree, quantile_cases[i], strlen(quantile_cases[i]), &error),
            PHONY_OK);
        ck_assert_msg(ph_distribution_read(&tree, 0, &use, &d, &error) == PHONY_OK, "%s",
                      error.message);
        ph_distribution_limits(d, &least, &greatest);
        for (uint64_t g = 0; g <= 20000; g++) {
            double u = g == 0 ? 0x1p-53 : g == 20000 ? 1 - 0x1p-53 : (double)g / 20000, x;
            ph_distribution_quantiles(d, &u, &x, 1);
            ck_assert_msg(x >= before && x >= least && x <= greatest && x < FOREVER,
                          "%s: %g after %g at %g", quantile_cases[i], x, before, u);
            before = x;
        }
        ph_distribution_free(d);
        ph_json_tree_fini(&tree);
    }
}
END_TEST

/* ---- Types --------------------------------------------------------------------------------- */

static const struct {
    const char *card, *options, *type, *gives;
} types[] = {
    {"normal", NULL, NULL, "float"},
    {"normal", "{\"scale\": 2}", NULL, "decimal(18,2)"},
    {"normal", "{\"scale\": 2}", "decimal(10,4)", "decimal(10,4)"},
    {"normal", NULL, "int16", "int16"},
    {"normal", "{\"scale\": 2}", "int32", "int32"},
    {"normal", "{\"scale\": 2}", "float", "float"},
    {"normal", NULL, "text", "float"},
    {"poisson", "{\"mean\": 3}", NULL, "int64"},
    {"poisson", "{\"mean\": 3}", "decimal(5,1)", "decimal(5,1)"},
    {"zipf", "{\"max\": 3}", "float", "float"},
};

START_TEST(numbers_are_of_the_type_asked_for)
{
    for (size_t i = 0; i < COUNT_OF(types); i++) {
        feed_setup setup = {.type = types[i].type};
        ph_buffer name = PH_BUFFER_INIT;
        feed_test test;
        feed_open(&test, types[i].card, types[i].options, &setup);
        ph_type_append(test.feed->type, &name);
        ph_buffer_append_byte(&name, '\0');
        ck_assert_str_eq(name.data, types[i].gives);
        ph_buffer_fini(&name);
        feed_fini(&test);
    }
}
END_TEST

/* The ends come as often as what lies between: they stand for all that is rounded to them. */
static const struct {
    const char *options, *type;
    int64_t first, step, count;
} rounded[] = {
    {"{\"min\": 1, \"max\": 6}", "int32", 1, 1, 6},
    {"{\"min\": 0.5, \"max\": 6.9}", "int64", 1, 1, 6},
    {"{\"min\": -32768, \"max\": -32766}", "int16", -32768, 1, 3},
    {"{\"min\": 0.07, \"max\": 0.29}", "decimal(8,2)", 7, 1, 23},
    {"{\"min\": 0.1, \"max\": 0.7, \"scale\": 1}", "decimal(8,3)", 100, 100, 7},
};

START_TEST(rounded_numbers_are_equally_likely_to_the_ends)
{
    for (size_t i = 0; i < COUNT_OF(rounded); i++) {
        feed_setup setup = {.type = rounded[i].type};
        double square = 0, expected = (double)ROWS / (double)rounded[i].count;
        uint32_t seen[32] = {0};
        ph_values out = {0};
        feed_test test;
        feed_open(&test, "uniform", rounded[i].options, &setup);
        feed_run(&test, 0, ROWS, &out);
        for (size_t row = 0; row < ROWS; row++) {
            int64_t place = (out.numbers[row] - rounded[i].first) / rounded[i].step;
            ck_assert_msg(place >= 0 && place < rounded[i].count, "%s: %lld", rounded[i].options,
                          (long long)out.numbers[row]);
            ck_assert_int_eq((out.numbers[row] - rounded[i].first) % rounded[i].step, 0);
            seen[place]++;
        }
        for (int64_t k = 0; k < rounded[i].count; k++)
            square += (seen[k] - expected) * (seen[k] - expected) / expected;
        ck_assert_msg(square < (double)rounded[i].count + 4 * sqrt(2. * (double)rounded[i].count),
                      "%s: %g", rounded[i].options, square);
        feed_fini(&test);
        ph_values_fini(&out);
    }
}
END_TEST

START_TEST(floats_with_places_are_the_nearest_to_them)
{
    ph_values out = {0};
    feed_test test;
    char text[32];

    feed_open(&test, "normal", "{\"scale\": 2}", &(feed_setup){.type = "float"});
    feed_run(&test, 0, 1000, &out);
    for (size_t row = 0; row < 1000; row++) {
        snprintf(text, sizeof text, "%.2f", out.floats[row]);
        ck_assert(!(strtod(text, NULL) < out.floats[row]) &&
                  !(strtod(text, NULL) > out.floats[row]));
    }
    feed_fini(&test);
    ph_values_fini(&out);
}
END_TEST

START_TEST(numbers_that_do_not_fit_name_their_row)
{
    phony_error error = {0};
    uint64_t list[] = {70, 5};
    ph_rows rows = {0, list, 2};
    ph_values out = {0};
    feed_test test;

    feed_open(&test, "normal", "{\"mean\": 5e4}", &(feed_setup){.type = "int16"});
    ck_assert_int_eq(feed_run_rows(&test, &rows, &out, &error), PHONY_ERROR_LIMIT);
    ck_assert_str_eq(error.message, "row 70: 50001 does not fit int16; give \"min\" and \"max\"");
    feed_fini(&test);
    ph_values_fini(&out);
}
END_TEST

/* ---- Copulas ------------------------------------------------------------------------------- */

#define STANDARD "{\"group\": \"g\", \"marginal\": {\"type\": \"normal\"}}"

static const double positive[] = {1, 0.8, -0.5, 0.8, 1, 0, -0.5, 0, 1};
static const double covariance[] = {4, 4.8, -3, 4.8, 9, 0, -3, 0, 9};
static const double dependent[] = {1, 1, -1, 1, 1, -1, -1, -1, 1};

static void run_correlated(const double *matrix, uint32_t index, const char *options,
                           ph_values *out)
{
    ph_correlation of = {3, index, matrix};
    feed_test test;

    feed_open(&test, "correlated", options, &(feed_setup){.correlation = &of});
    feed_run(&test, 0, ROWS, out);
    feed_fini(&test);
}

static double correlation(const double *x, const double *y)
{
    double mean_x = 0, mean_y = 0, xx = 0, yy = 0, xy = 0;

    for (size_t i = 0; i < ROWS; i++) {
        mean_x += x[i] / ROWS;
        mean_y += y[i] / ROWS;
    }
    for (size_t i = 0; i < ROWS; i++) {
        xx += (x[i] - mean_x) * (x[i] - mean_x);
        yy += (y[i] - mean_y) * (y[i] - mean_y);
        xy += (x[i] - mean_x) * (y[i] - mean_y);
    }
    return xy / sqrt(xx * yy);
}

static const struct {
    const double *matrix, *correlations;
} matrices[] = {{positive, positive},
                {covariance, (const double[]){1, 0.8, -0.5, 0.8, 1, 0, -0.5, 0, 1}},
                {dependent, dependent}};

START_TEST(correlations_are_those_of_the_matrix)
{
    static const law standard = {normal_cdf, 0, 1};

    for (size_t m = 0; m < COUNT_OF(matrices); m++) {
        ph_values out[3] = {{.rows = 0}};
        for (uint32_t i = 0; i < 3; i++)
            run_correlated(matrices[m].matrix, i, STANDARD, &out[i]);
        for (size_t i = 0; i < 3; i++)
            for (size_t j = 0; j < 3; j++) {
                double is = correlation(out[i].floats, out[j].floats);
                double wanted = matrices[m].correlations[3 * i + j];
                ck_assert_msg(fabs(is - wanted) < 0.01, "%zu %zu %zu: %g, not %g", m, i, j, is,
                              wanted);
            }
        for (size_t i = 0; i < 3; i++) {
            double d = distance(out[i].floats, ROWS, &standard, -FOREVER, FOREVER);
            ck_assert_msg(d < 1.95, "%zu %zu: %g", m, i, d);
            ph_values_fini(&out[i]);
        }
    }
}
END_TEST

/* With 2 sin (pi r / 6) for correlations r of ranks; counts rise with their partner. */
START_TEST(any_distributions_go_together)
{
    ph_values income = {0}, orders = {0};
    double below[2] = {0}, count[2] = {0};

    run_correlated(positive, 0,
                   "{\"group\": \"g\", \"marginal\": {\"type\": \"lognormal\", \"median\": 100, "
                   "\"p90\": 300, \"max\": 1000}, \"scale\": 2}",
                   &income);
    run_correlated(positive, 1,
                   "{\"group\": \"g\", \"marginal\": {\"type\": \"poisson\", \"mean\": 4}}",
                   &orders);
    ck_assert_int_eq(income.type.kind, PH_TYPE_DECIMAL);
    ck_assert_int_eq(orders.type.kind, PH_TYPE_INT64);
    for (size_t i = 0; i < ROWS; i++) {
        int rich = income.numbers[i] > 10000;
        ck_assert(income.numbers[i] > 0 && income.numbers[i] <= 100000);
        below[rich] += (double)orders.numbers[i];
        count[rich]++;
    }
    ck_assert(below[1] / count[1] > 1.5 * below[0] / count[0]);
    ck_assert(fabs((below[0] + below[1]) / ROWS - 4) < 0.03);
    ph_values_fini(&income);
    ph_values_fini(&orders);
}
END_TEST

static const struct {
    double matrix[9];
    const char *message;
} bad_matrices[] = {
    {{1, 0, 0, 0, 0, 0, 0, 0, 1},
     "correlated: row 2 of the matrix of \"g\" must have a number above 0 on the diagonal"},
    {{1, 1.1, 0, 1.1, 1, 0, 0, 0, 1},
     "correlated: row 2 of the matrix of \"g\" contradicts those above it: no numbers have these "
     "correlations; make them smaller"},
    {{1, 0.9, 0.9, 0.9, 1, -0.9, 0.9, -0.9, 1},
     "correlated: row 3 of the matrix of \"g\" contradicts those above it: no numbers have these "
     "correlations; make them smaller"},
    {{1, 1, 0.5, 1, 1, 0.6, 0.5, 0.6, 1},
     "correlated: row 3 of the matrix of \"g\" contradicts those above it: no numbers have these "
     "correlations; make them smaller"},
};

START_TEST(matrices_that_nothing_can_have_are_refused)
{
    static const double large[65 * 65] = {1};
    ph_correlation too_many = {65, 0, large};
    phony_error error = {0};
    feed_test test;

    for (size_t i = 0; i < COUNT_OF(bad_matrices); i++) {
        ph_correlation of = {3, 0, bad_matrices[i].matrix};
        feed_setup setup = {.correlation = &of};
        ck_assert_int_eq(feed_make(&test, "correlated", STANDARD, &setup, &error),
                         PHONY_ERROR_ARGUMENT);
        ck_assert_str_eq(error.message, bad_matrices[i].message);
        feed_fini(&test);
    }
    ck_assert_int_eq(
        feed_make(&test, "correlated", STANDARD, &(feed_setup){.correlation = &too_many}, &error),
        PHONY_ERROR_LIMIT);
    ck_assert_str_eq(error.message, "correlated: \"g\" has 65 fields, at most 64 can go together");
    feed_fini(&test);
    ck_assert_int_eq(feed_make(&test, "correlated", STANDARD, NULL, &error), PHONY_ERROR_ARGUMENT);
    ck_assert_str_eq(error.message, "correlated: the field is not in the correlations of \"g\"");
    feed_fini(&test);
}
END_TEST

/* ---- Refused ------------------------------------------------------------------------------- */

#define LEFT ": no number of it lies between \"min\" and \"max\"; move them, or its middle"
#define MARGINAL(text) "{\"group\": \"g\", \"marginal\": " text "}"

static const struct {
    const char *card, *options, *type, *message;
} refused[] = {
    {"normal", "{\"deviation\": 0}", NULL, "normal: \"deviation\" must be above 0"},
    {"normal", "{\"deviation\": -1}", NULL, "normal: \"deviation\" must be above 0"},
    {"normal", "{\"mean\": \"x\"}", NULL, "mean: must be a number"},
    {"normal", "{\"min\": 2, \"max\": 1}", NULL, "normal: \"min\" is above \"max\""},
    {"normal", "{\"min\": 50}", NULL, "normal" LEFT},
    {"normal", "{\"min\": 0.2, \"max\": 0.8}", "int32", "normal" LEFT},
    {"normal", "{\"min\": 0, \"max\": 40000}", "int16",
     "normal: numbers from 0 to 40000 do not fit the field's type; give a narrower \"min\" and "
     "\"max\""},
    {"normal", "{\"scale\": 19}", NULL, "normal: \"scale\" must be from 0 to 18"},
    {"lognormal", NULL, NULL,
     "lognormal: give either \"mean\" and \"deviation\" or \"median\" and \"p90\""},
    {"lognormal", "{\"mean\": 1, \"p90\": 5}", NULL,
     "lognormal: give either \"mean\" and \"deviation\" or \"median\" and \"p90\""},
    {"lognormal", "{\"median\": 5, \"p90\": 5}", NULL,
     "lognormal: \"p90\" must be above \"median\""},
    {"lognormal", "{\"median\": 0, \"p90\": 5}", NULL, "lognormal: \"median\" must be above 0"},
    {"lognormal", "{\"mean\": 0, \"deviation\": 1, \"max\": -1}", NULL, "lognormal" LEFT},
    {"exponential", NULL, NULL, "'mean' is needed"},
    {"exponential", "{\"mean\": 0}", NULL, "exponential: \"mean\" must be above 0"},
    {"uniform", "{\"min\": -1e308, \"max\": 1e308}", NULL,
     "uniform: \"max\" less \"min\" is too large"},
    {"poisson", "{\"mean\": 2e15}", NULL, "poisson: \"mean\" is above 10^15"},
    {"poisson", "{\"mean\": 2, \"min\": 1.2, \"max\": 1.8}", NULL, "poisson" LEFT},
    {"poisson", "{\"mean\": 1e7, \"min\": 2e7}", NULL, "poisson" LEFT},
    {"zipf", "{\"max\": 0}", NULL, "zipf: \"max\" must be from 1 to 2^52"},
    {"zipf", "{\"max\": 1e300}", NULL, "zipf: \"max\" must be from 1 to 2^52"},
    {"zipf", "{\"max\": 5, \"exponent\": -1}", NULL, "zipf: \"exponent\" must be from 0 to 100"},
    {"zipf", "{\"max\": 70000}", "int16",
     "zipf: numbers from 1 to 70000 do not fit the field's type; give a narrower \"min\" and "
     "\"max\""},
    {"histogram", "{\"bounds\": [1], \"weights\": []}", NULL,
     "histogram: \"bounds\" and \"weights\" must be lists, with one bound more than weights"},
    {"histogram", "{\"bounds\": [1, 2], \"weights\": {}}", NULL,
     "histogram: \"bounds\" and \"weights\" must be lists, with one bound more than weights"},
    {"histogram", "{\"bounds\": [1, 2, 2], \"weights\": [1, 1]}", NULL,
     "histogram: \"bounds\" must ascend"},
    {"histogram", "{\"bounds\": [1, 2, 3], \"weights\": [1, -1]}", NULL,
     "histogram: \"weights\" must not be below 0"},
    {"histogram", "{\"bounds\": [1, 2, 3], \"weights\": [0, 0]}", NULL,
     "histogram: the sum of \"weights\" must be above 0"},
    {"histogram", "{\"bounds\": [1, \"2\", 3], \"weights\": [0, 0]}", NULL,
     "histogram: \"bounds\": must be a number"},
    {"histogram", "{" HISTOGRAM ", \"min\": 12, \"max\": 18}", NULL, "histogram" LEFT},
    {"histogram", "{" HISTOGRAM ", \"min\": 60}", NULL, "histogram" LEFT},
    {"percentiles", "{\"points\": [1, 2]}", NULL,
     "percentiles: \"points\" must be an object: {\"0\": 1, \"50\": 20, \"100\": 90}"},
    {"percentiles", "{\"points\": {\"5\": 1, \"100\": 2}}", NULL,
     "percentiles: \"points\" must begin with \"0\" and end with \"100\""},
    {"percentiles", "{\"points\": {\"0\": 1, \"99\": 2}}", NULL,
     "percentiles: \"points\" must begin with \"0\" and end with \"100\""},
    {"percentiles", "{\"points\": {\"0\": 1, \"50\": 0, \"100\": 2}}", NULL,
     "percentiles: \"points\" must ascend, percents and numbers"},
    {"percentiles", "{\"points\": {\"0\": 1, \"p50\": 2, \"100\": 2}}", NULL,
     "percentiles: the point \"p50\" is no percent: \"0\" to \"100\", such as \"99.9\""},
    {"correlated", MARGINAL("5"), NULL,
     "\"marginal\": a distribution is an object with a \"type\": {\"type\": \"normal\", ...}"},
    {"correlated", MARGINAL("{\"type\": \"nromal\"}"), NULL,
     "\"marginal\": \"nromal\" is no distribution of numbers; did you mean \"normal\"?"},
    {"correlated", MARGINAL("{\"type\": \"normal\", \"deviaton\": 1}"), NULL,
     "\"marginal\": normal has no option \"deviaton\"; did you mean \"deviation\"?"},
    {"correlated", MARGINAL("{\"type\": \"normal\", \"scale\": 1}"), NULL,
     "\"marginal\": normal has no option \"scale\""},
    {"correlated", MARGINAL("{\"type\": \"exponential\"}"), NULL,
     "\"marginal\": exponential needs \"mean\""},
    {"correlated", MARGINAL("{\"type\": \"exponential\", \"mean\": \"2h\"}"), NULL,
     "\"marginal\": exponential: \"mean\": must be a number"},
};

START_TEST(options_that_make_no_sense_are_refused)
{
    ph_correlation of = {3, 0, positive};

    for (size_t i = 0; i < COUNT_OF(refused); i++) {
        feed_setup setup = {.type = refused[i].type, .correlation = &of};
        phony_error error = {0};
        feed_test test;
        phony_status status = feed_make(&test, refused[i].card, refused[i].options, &setup, &error);
        ck_assert_msg(status == PHONY_ERROR_ARGUMENT || status == PHONY_ERROR_LIMIT, "%s %s: %d",
                      refused[i].card, refused[i].options, (int)status);
        ck_assert_str_eq(error.message, refused[i].message);
        feed_fini(&test);
    }
}
END_TEST

/* ---- All ----------------------------------------------------------------------------------- */

static const struct {
    const char *card, *options;
} every[] = {
    {"normal", "{\"min\": 0}"},
    {"lognormal", "{\"mean\": 1, \"deviation\": 2}"},
    {"exponential", "{\"mean\": 3, \"scale\": 3}"},
    {"uniform", "{\"min\": 0, \"max\": 1}"},
    {"poisson", "{\"mean\": 3}"},
    {"poisson", "{\"mean\": 3e6}"},
    {"zipf", "{\"max\": 100000}"},
    {"histogram", "{" HISTOGRAM "}"},
    {"percentiles", "{" PERCENTILES "}"},
    {"correlated", MARGINAL("{\"type\": \"zipf\", \"max\": 50}")},
};

START_TEST(rows_are_the_same_however_they_are_cut)
{
    ph_correlation of = {3, 2, positive};

    for (size_t i = 0; i < COUNT_OF(every); i++) {
        feed_setup setup = {.correlation = &of};
        feed_test test;
        feed_open(&test, every[i].card, every[i].options, &setup);
        feed_assert_row_addressable(&test, UINT64_C(1) << 40, 3000);
        feed_fini(&test);
    }
}
END_TEST

START_TEST(memory_may_run_out_anywhere)
{
    ph_correlation of = {3, 2, positive};
    feed_setup setup = {.correlation = &of};

    for (size_t i = 0; i < COUNT_OF(every); i++)
        feed_assert_memory(every[i].card, every[i].options, &setup);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("feed_statistics");

    UNIT_ADD(suite, numbers_have_their_distribution);
    UNIT_ADD(suite, one_number_may_be_left);
    UNIT_ADD(suite, counts_have_their_chances);
    UNIT_ADD(suite, counts_may_be_large);
    UNIT_ADD(suite, quantiles_rise_and_stay_within_limits);
    UNIT_ADD(suite, numbers_are_of_the_type_asked_for);
    UNIT_ADD(suite, rounded_numbers_are_equally_likely_to_the_ends);
    UNIT_ADD(suite, floats_with_places_are_the_nearest_to_them);
    UNIT_ADD(suite, numbers_that_do_not_fit_name_their_row);
    UNIT_ADD(suite, correlations_are_those_of_the_matrix);
    UNIT_ADD(suite, any_distributions_go_together);
    UNIT_ADD(suite, matrices_that_nothing_can_have_are_refused);
    UNIT_ADD(suite, options_that_make_no_sense_are_refused);
    UNIT_ADD(suite, rows_are_the_same_however_they_are_cut);
    UNIT_ADD(suite, memory_may_run_out_anywhere);
    return suite;
}
