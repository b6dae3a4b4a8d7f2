/* Elementary functions against long doubles of the C library, at their borders, and bit by bit:
 * the digest of many results must be the same on every platform. */
#include "data/real.h"

#include <math.h>

#include "base/hash.h"
#include "models.h"

enum { POINTS = 20000 };

/* ---- Accuracy ------------------------------------------------------------------------------ */

static long double cdf_exactly(long double z)
{
    return 0.5L * erfcl(-z * 0.70710678118654752440084436210484903928L);
}

static double pow_third(double x)
{
    return ph_real_pow(x, 1. / 3);
}
static long double pow_third_exactly(long double x)
{
    return powl(x, (long double)(1. / 3));
}
static double pow_negative(double x)
{
    return ph_real_pow(x, -7.25);
}
static long double pow_negative_exactly(long double x)
{
    return powl(x, -7.25L);
}

static const struct {
    const char *name;
    double (*ours)(double);
    long double (*exact)(long double);
    double from, to;
    int by_exponent; /* x = 2^[from, to) */
    double error;    /* relative */
} functions[] = {
    {"exp", ph_real_exp, expl, -708, 709.5, 0, 4e-16},
    {"exp near 0", ph_real_exp, expl, -1e-3, 1e-3, 0, 3e-16},
    {"log", ph_real_log, logl, -1022, 1024, 1, 4e-16},
    {"log near 1", ph_real_log, logl, 0.7, 1.5, 0, 4e-16},
    {"log of the subnormal", ph_real_log, logl, -1060, -1022, 1, 4e-16},
    {"log1p", ph_real_log1p, log1pl, -0.999, 10, 0, 1e-15},
    {"log1p near 0", ph_real_log1p, log1pl, -60, -1, 1, 1e-15},
    {"expm1", ph_real_expm1, expm1l, -50, 50, 0, 1e-15},
    {"expm1 near 0", ph_real_expm1, expm1l, -60, -1, 1, 1e-15},
    {"pow", pow_third, pow_third_exactly, -300, 300, 1, 3e-14},
    {"pow of 0 ... 100", pow_negative, pow_negative_exactly, 1e-3, 100, 0, 2e-14},
    {"normal cdf", ph_normal_cdf, cdf_exactly, -8, 8, 0, 2e-15},
    {"normal cdf, far", ph_normal_cdf, cdf_exactly, -37.5, -7, 0, 2e-15},
};

START_TEST(functions_are_near_to_exact)
{
    uint64_t state = 1;

    for (size_t f = 0; f < COUNT_OF(functions); f++) {
        double worst = 0, at = 0;
        for (int i = 0; i < POINTS; i++) {
            double u = ph_real_unit(next_random(&state));
            double x = functions[f].from + (functions[f].to - functions[f].from) * u;
            if (functions[f].by_exponent)
                x = exp2(x);
            long double exact = functions[f].exact(x);
            double error = (double)fabsl(((long double)functions[f].ours(x) - exact) / exact);
            if (!(error <= worst)) {
                worst = error;
                at = x;
            }
        }
        ck_assert_msg(worst <= functions[f].error, "%s of %.17g: %g", functions[f].name, at, worst);
    }
}
END_TEST

/* The quantile against the distribution function, whose derivative is the density. */
START_TEST(quantiles_undo_the_distribution_function)
{
    uint64_t state = 2;

    for (int i = 0; i < POINTS; i++) {
        double u = i & 1 ? ph_real_unit(next_random(&state))
                         : exp2(-1021 * ph_real_unit(next_random(&state)));
        double z = ph_normal_quantile(u);
        long double density = expl(-0.5L * z * z) * 0.39894228040143267793994605993438L;
        long double moved = (cdf_exactly(z) - u) / density; /* by how much z is wrong */
        ck_assert_msg(fabsl(moved) <= 2e-15L * fmaxl(fabsl((long double)z), 0.01L),
                      "quantile of %g is %.17g: wrong by %Lg", u, z, moved);
    }
}
END_TEST

/* ---- Borders ------------------------------------------------------------------------------- */

START_TEST(borders_are_exact)
{
    const struct {
        double is, wanted;
    } cases[] = {
        {ph_real_exp(0), 1},
        {ph_real_exp(-0.0), 1},
        {ph_real_exp(710), (double)INFINITY},
        {ph_real_exp(1e300), (double)INFINITY},
        {ph_real_exp(-746), 0},
        {ph_real_exp(-1e300), 0},
        {ph_real_exp(-745), 0x1p-1074},
        {ph_real_log(1), 0},
        {ph_real_log(0), -(double)INFINITY},
        {ph_real_log((double)INFINITY), (double)INFINITY},
        {ph_real_log(0x1p-1074), log(0x1p-1074)},
        {ph_real_log1p(0), 0},
        {ph_real_log1p(1e-300), 1e-300},
        {ph_real_log1p(-1), -(double)INFINITY},
        {ph_real_expm1(0), 0},
        {ph_real_expm1(-1e-300), -1e-300},
        {ph_real_expm1(-800), -1},
        {ph_real_pow(0, 0), 1},
        {ph_real_pow(0, 2), 0},
        {ph_real_pow(0, -2), (double)INFINITY},
        {ph_real_pow(1, 1e300), 1},
        {ph_normal_cdf(0), 0.5},
        {ph_normal_cdf(40.5), 1},
        {ph_normal_cdf(-40.5), 0},
        {ph_normal_quantile(0.5), 0},
        {ph_real_unit(0), 0x1p-53},
        {ph_real_unit(UINT64_MAX), 1 - 0x1p-53},
        {ph_real_unit(UINT64_C(1) << 63), 0.5 + 0x1p-53},
        {ph_real_round(2.5), 2},
        {ph_real_round(-3.5), -4},
        {ph_real_round(0.49999999999999994), 0},
        {ph_real_round(0x1p52 - 0.5), 0x1p52},
        {ph_real_round(0x1p53 + 2), 0x1p53 + 2},
        {ph_real_round(-1e300), -1e300},
        {ph_real_floor(-0.5), -1},
        {ph_real_floor(2.999), 2},
        {ph_real_floor(-3), -3},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++)
        ck_assert_msg(!(cases[i].is < cases[i].wanted) && !(cases[i].is > cases[i].wanted),
                      "case %zu: %.17g, not %.17g", i, cases[i].is, cases[i].wanted);
}
END_TEST

START_TEST(distribution_functions_rise)
{
    double before = 0, last = -40;

    for (int i = 0; i <= 80000; i++) {
        double cdf = ph_normal_cdf(-40 + i * 1e-3);
        ck_assert_msg(cdf >= before * (1 - 2e-15), "at %d", i);
        before = cdf;
    }
    for (int i = 1; i < 100000; i++) {
        double z = ph_normal_quantile(i * 1e-5);
        ck_assert_msg(z > last, "at %d", i);
        last = z;
    }
}
END_TEST

/* ---- Bits ---------------------------------------------------------------------------------- */

START_TEST(batches_are_what_single_ones_are)
{
    static double u[1000], z[1000];
    uint64_t state = 3;

    for (size_t i = 0; i < COUNT_OF(u); i++)
        u[i] = ph_real_unit(next_random(&state));
    ph_normal_quantiles(u, z, COUNT_OF(u));
    for (size_t i = 0; i < COUNT_OF(u); i++)
        ck_assert_uint_eq(ph_real_bits(z[i]), ph_real_bits(ph_normal_quantile(u[i])));
    ph_normal_quantiles(u, u, COUNT_OF(u)); /* in place */
    ck_assert_int_eq(memcmp(u, z, sizeof u), 0);
    ph_normal_cdfs(u, u, COUNT_OF(u));
    for (size_t i = 0; i < COUNT_OF(u); i++)
        ck_assert_uint_eq(ph_real_bits(u[i]), ph_real_bits(ph_normal_cdf(z[i])));
}
END_TEST

START_TEST(bits_are_those_of_every_platform)
{
    uint64_t state = 4, digest = 0;

    for (int i = 0; i < POINTS; i++) {
        double u = ph_real_unit(next_random(&state)), z = ph_normal_quantile(u);
        digest = ph_mix64(digest ^ ph_real_bits(z));
        digest = ph_mix64(digest ^ ph_real_bits(ph_normal_cdf(z * 3)));
        digest = ph_mix64(digest ^ ph_real_bits(ph_real_pow(u, z)));
        digest = ph_mix64(digest ^ ph_real_bits(ph_real_log1p(-u)));
        digest = ph_mix64(digest ^ ph_real_bits(ph_real_expm1(z)));
    }
    ck_assert_uint_eq(digest, UINT64_C(11680846855772701839));
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("real");

    UNIT_ADD(suite, functions_are_near_to_exact);
    UNIT_ADD(suite, quantiles_undo_the_distribution_function);
    UNIT_ADD(suite, borders_are_exact);
    UNIT_ADD(suite, distribution_functions_rise);
    UNIT_ADD(suite, batches_are_what_single_ones_are);
    UNIT_ADD(suite, bits_are_those_of_every_platform);
    return suite;
}
