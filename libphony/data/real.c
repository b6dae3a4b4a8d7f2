/* The normal distribution. */
#include "data/real.h"

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

/* P(Z > x) e^(x^2/2) = t p(2t - 1), t = 4 / (4 + x), for x >= 0: p interpolates at the nodes of
 * Chebyshev's polynomial of degree 60 and is cut off behind degree 24 (computed with 60 digits).
 * Ascending powers. */
static const double upper_tail[] = {
    0.18882128260393788,     0.15197416049297308,     0.09678435018555373,
    0.04663046448990915,     0.015099143722729469,    0.001885047241846578,
    -0.0008699230917619934,  -0.00040770461685247714, 3.333607735295814e-05,
    5.7773754340693565e-05,  -4.770615878536427e-07,  -8.786277975709413e-06,
    1.7916469102987802e-07,  1.4804027614809944e-06,  -1.5745918346230922e-07,
    -2.5619627541381934e-07, 6.811574237786468e-08,   3.994349035559805e-08,
    -2.1716617539994733e-08, -4.461231943245354e-09,  5.356900960863089e-09,
    1.4684066912467977e-10,  -9.326612704670926e-10,  2.999445507813274e-11,
    8.508280771623737e-11};

/* x^2 is taken apart into a part that is exact and one that is small: e^-(x^2/2) would have the
 * error of x^2 times x^2/2 else. */
static inline double cdf(double z)
{
    double x = z < 0 ? -z : z, bounded = x > 40 ? 40 : x, t = 4 / (4 + bounded);
    double y = (t - 1) + t, y2 = y * y, even = upper_tail[24], odd = 0, above;
    double coarse = ph_real_of_bits(ph_real_bits(bounded) & ~UINT64_C(0x7FFFFFF));

    for (size_t i = COUNT_OF(upper_tail) / 2; i-- > 0;) {
        even = even * y2 + upper_tail[2 * i];
        odd = odd * y2 + upper_tail[2 * i + 1];
    }
    above = ph_real_exp_sum(-0.5 * coarse * coarse, -0.5 * (bounded - coarse) * (bounded + coarse));
    above *= t * (even + y * odd);
    return z < 0 ? above : 1 - above;
}

double ph_normal_cdf(double z)
{
    return cdf(z);
}

void ph_normal_cdfs(const double *z, double *u, size_t count)
{
    for (size_t i = 0; i < count; i++)
        u[i] = cdf(z[i]);
}

/* Wichura: Algorithm AS 241, The percentage points of the normal distribution, Applied Statistics
 * 37 (1988), PPND16. Powers ascend. */
typedef struct rational {
    double above[8], below[8];
} rational;

static const rational middle = {
    {3.3871328727963666080e0, 1.3314166789178437745e+2, 1.9715909503065514427e+3,
     1.3731693765509461125e+4, 4.5921953931549871457e+4, 6.7265770927008700853e+4,
     3.3430575583588128105e+4, 2.5090809287301226727e+3},
    {1.0, 4.2313330701600911252e+1, 6.8718700749205790830e+2, 5.3941960214247511077e+3,
     2.1213794301586595867e+4, 3.9307895800092710610e+4, 2.8729085735721942674e+4,
     5.2264952788528545610e+3}};
static const rational tail = {
    {1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0,
     3.64784832476320460504e0, 1.27045825245236838258e0, 2.41780725177450611770e-1,
     2.27238449892691845833e-2, 7.74545014278341407640e-4},
    {1.0, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
     1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4,
     1.05075007164441684324e-9}};
static const rational far_tail = {
    {6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0,
     2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
     2.71155556874348757815e-5, 2.01033439929228813265e-7},
    {1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
     7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7,
     2.04426310338993978564e-15}};

static inline double polynomial(const double *p, double x)
{
    double x2 = x * x;

    return ((p[0] + p[1] * x) + x2 * (p[2] + p[3] * x)) +
           (x2 * x2) * ((p[4] + p[5] * x) + x2 * (p[6] + p[7] * x));
}

static inline double quotient(const rational *of, double x)
{
    return polynomial(of->above, x) / polynomial(of->below, x);
}

static const double middle_half = 0.425; /* half the width of the middle */

static inline double quantile_middle(double u)
{
    double from_half = u - 0.5;

    return from_half * quotient(&middle, middle_half * middle_half - from_half * from_half);
}

static double quantile_tail(double u)
{
    double root = __builtin_sqrt(-ph_real_log(u < 0.5 ? u : 1 - u));
    double z = root <= 5 ? quotient(&tail, root - 1.6) : quotient(&far_tail, root - 5);

    return u < 0.5 ? -z : z;
}

static inline int is_tail(double u)
{
    return u - 0.5 > middle_half || u - 0.5 < -middle_half;
}

double ph_normal_quantile(double u)
{
    return is_tail(u) ? quantile_tail(u) : quantile_middle(u);
}

/* The middle of all in vector instructions; then those of the tails, one by one. The tails' places
 * are gathered without a branch that could be guessed wrong. */
void ph_normal_quantiles(const double *u, double *z, size_t count)
{
    enum { CHUNK = 256 };
    uint16_t tails[CHUNK];
    double kept[CHUNK];

    for (size_t from = 0; from < count; from += CHUNK) {
        size_t n = count - from < CHUNK ? count - from : CHUNK, tail_count = 0;
        for (size_t i = 0; i < n; i++) {
            tails[tail_count] = (uint16_t)i;
            kept[tail_count] = u[from + i];
            tail_count += (size_t)is_tail(u[from + i]);
        }
        for (size_t i = 0; i < n; i++)
            z[from + i] = quantile_middle(u[from + i]);
        for (size_t i = 0; i < tail_count; i++)
            z[from + tails[i]] = quantile_tail(kept[i]);
    }
}
