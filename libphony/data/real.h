/* Elementary functions for values that must come out the same everywhere: of IEEE doubles, made of
 * + - * / and the square root alone, which are rounded exactly by the standard. The C library's own
 * differ from platform to platform. Compiled without contraction (meson.build) and rounding to
 * nearest.
 *
 * Accuracy, relative, against exact values (tests/unit/test_real.c): exp, log 4e-16; log1p, expm1
 * 1e-15; the normal distribution function 2e-15 and its quantile 2e-15, in its far tails, too; pow
 * (1 + |y log x|) 4e-16. No function is meant for NaN.
 *
 * To add one: no branches where they can be chosen between afterwards, so that loops over batches
 * become vector instructions, and coefficients with their source. */
#ifndef PH_REAL_H
#define PH_REAL_H

#include <float.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if FLT_EVAL_METHOD != 0 || FLT_RADIX != 2 || DBL_MANT_DIG != 53
#error "doubles must be computed as IEEE doubles: on x86, -mfpmath=sse"
#endif

#define PH_REAL_SHIFTER 0x1.8p52 /* adding and taking it away rounds to whole numbers */
#define PH_REAL_LN2 0x1.62e42fefa39efp-1
#define PH_REAL_LN2_HIGH 0x1.62e42feep-1 /* times any exponent exact */
#define PH_REAL_LN2_LOW 0x1.a39ef35793c76p-33
#define PH_REAL_LOG2E 0x1.71547652b82fep0

static inline uint64_t ph_real_bits(double x)
{
    uint64_t bits;

    memcpy(&bits, &x, sizeof bits);
    return bits;
}

static inline double ph_real_of_bits(uint64_t bits)
{
    double x;

    memcpy(&x, &bits, sizeof x);
    return x;
}

/* A word to a number in (0, 1): its high 52 bits and a half, times 2^-52. Exact, and so is 1 less
 * it; neither 0 nor 1 comes. */
static inline double ph_real_unit(uint64_t word)
{
    return ph_real_of_bits(word >> 12 | UINT64_C(0x3FF0000000000000)) - (1 - 0x1p-53);
}

/* To the nearest whole number, half to even. */
static inline double ph_real_round(double x)
{
    double shift = x < 0 ? -0x1p52 : 0x1p52, rounded = (x + shift) - shift;

    return x >= 0x1p52 || x <= -0x1p52 ? x : rounded;
}

static inline double ph_real_floor(double x)
{
    double rounded = ph_real_round(x);

    return rounded > x ? rounded - 1 : rounded;
}

/* exp(x + low), where low is the part of the argument that x has no room for. With k whole and
 * r = x - k ln 2, |r| < 0.35: 2^k times Taylor's polynomial of degree 13, whose rest is below
 * 4e-18. 2^k is two factors, so that what is subnormal or too large comes out as it should. */
static inline double ph_real_exp_sum(double x, double low)
{
    double bounded = x < -760 ? -760 : x > 720 ? 720 : x;
    double k = (bounded * PH_REAL_LOG2E + PH_REAL_SHIFTER) - PH_REAL_SHIFTER;
    double half = k * 0.5 + PH_REAL_SHIFTER;
    double rest = (k - (half - PH_REAL_SHIFTER)) + PH_REAL_SHIFTER;
    double r = (bounded - k * PH_REAL_LN2_HIGH) - (k * PH_REAL_LN2_LOW - low);
    double r2 = r * r, r4 = r2 * r2;
    double p2 = (1. / 2 + r * (1. / 6)) + r2 * (1. / 24 + r * (1. / 120));
    double p6 = (1. / 720 + r * (1. / 5040)) + r2 * (1. / 40320 + r * (1. / 362880));
    double p10 = (1. / 3628800 + r * (1. / 39916800)) + r2 * (1. / 479001600 + r / 6227020800.);
    double value = 1 + (r + r2 * (p2 + r4 * (p6 + r4 * p10)));

    /* The low bits of the shifted numbers are those of the exponents. */
    return value * ph_real_of_bits((ph_real_bits(half) + 1023) << 52) *
           ph_real_of_bits((ph_real_bits(rest) + 1023) << 52);
}

static inline double ph_real_exp(double x)
{
    return ph_real_exp_sum(x, 0);
}

/* log x for x >= 0. With x = 2^k (1 + f), 1 + f within the root of 2, and s = f / (2 + f):
 * log (1 + f) = 2 (s + s^3/3 + s^5/5 + ...), eleven terms of which leave a rest below 1e-18;
 * written as f - f^2/2 + s (f^2/2 + 2 (s^2/3 + ...)), where only the small part is rounded
 * (fdlibm's arrangement). */
static inline double ph_real_log(double x)
{
    const uint64_t root_half = UINT64_C(0x3FE6A09E00000000);
    double scaled = x < DBL_MIN ? x * 0x1p54 : x, bias = x < DBL_MIN ? 1023 + 54 : 1023;
    uint64_t bits = ph_real_bits(scaled) + (UINT64_C(0x3FF0000000000000) - root_half);
    double k = (ph_real_of_bits(bits >> 52 | UINT64_C(0x4330000000000000)) - 0x1p52) - bias;
    double f = ph_real_of_bits((bits & UINT64_C(0x000FFFFFFFFFFFFF)) + root_half) - 1;
    double s = f / (2 + f), z = s * s, z2 = z * z, z4 = z2 * z2, half = 0.5 * f * f;
    double low = (2. / 3 + z * (2. / 5)) + z2 * (2. / 7 + z * (2. / 9));
    double high = (2. / 11 + z * (2. / 13)) + z2 * (2. / 15 + z * (2. / 17));
    double series = z * (low + z4 * (high + z4 * (2. / 19 + z * (2. / 21 + z * (2. / 23)))));
    double value =
        k * PH_REAL_LN2_HIGH - ((half - (s * (half + series) + k * PH_REAL_LN2_LOW)) - f);

    return x > DBL_MAX ? x : x > 0 ? value : -(DBL_MAX * 2);
}

/* log (1 + x) and exp x - 1, exact for small x, too: the error of 1 + x (or exp x) is the same
 * above and below (Kahan's way; Higham: Accuracy and Stability, section 1.14.1). */
static inline double ph_real_log1p(double x)
{
    double sum = 1 + x, moved = sum - 1, factor = x / (moved == 0 ? 1 : moved);

    return moved == 0 ? x : ph_real_log(sum) * factor;
}

static inline double ph_real_expm1(double x)
{
    double power = ph_real_exp(x), moved = power - 1, logarithm = ph_real_log(power);

    return moved == 0 ? x : x < -40 || x > 40 ? moved : moved * (x / logarithm);
}

/* x^y for x >= 0. */
static inline double ph_real_pow(double x, double y)
{
    double power = ph_real_exp(y * ph_real_log(x));

    return y == 0 || x == 1 ? 1 : power;
}

/* The standard normal distribution: P(Z <= z), and the z for which it is u, 0 < u < 1. */
double ph_normal_cdf(double z);
double ph_normal_quantile(double u);
/* Of batches; `z` may be `u`. */
void ph_normal_cdfs(const double *z, double *u, size_t count);
void ph_normal_quantiles(const double *u, double *z, size_t count);
#endif
