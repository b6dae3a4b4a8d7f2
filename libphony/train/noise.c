#include "train/noise.h"

#include <math.h>
#include <sodium.h>

typedef unsigned __int128 wide;

static uint64_t random_of_system(void *user)
{
    uint64_t word;

    (void)user;
    randombytes_buf(&word, sizeof word);
    return word;
}

const ph_noise ph_noise_of_system = {random_of_system, NULL};

/* ---- Exact draws --------------------------------------------------------------------------- */

/* Uniform below `bound` > 0: as many bits as it has, anew until it is less. */
static wide uniform(const ph_noise *noise, wide bound)
{
    wide mask = bound - 1, draw;

    for (int shift = 1; shift < 128; shift *= 2)
        mask |= mask >> shift;
    do {
        draw = noise->random(noise->user);
        if (mask >> 64)
            draw |= (wide)noise->random(noise->user) << 64;
        draw &= mask;
    } while (draw >= bound);
    return draw;
}

/* 1 with probability exp(-number / of), number <= of: algorithm 1, first case. */
static int bernoulli_exp_small(const ph_noise *noise, wide number, wide of)
{
    wide k = 1;

    while (uniform(noise, of * k) < number)
        k++;
    return (int)(k & 1);
}

static int bernoulli_exp(const ph_noise *noise, wide number, wide of)
{
    for (; number > of; number -= of) {
        if (!bernoulli_exp_small(noise, 1, 1))
            return 0;
    }
    return bernoulli_exp_small(noise, number, of);
}

/* Algorithm 2: P(x) in proportion to exp(-|x| / scale). */
static int64_t laplace(const ph_noise *noise, uint64_t scale)
{
    for (;;) {
        uint64_t low = (uint64_t)uniform(noise, scale), high = 0, magnitude;
        if (!bernoulli_exp_small(noise, low, scale))
            continue;
        while (bernoulli_exp_small(noise, 1, 1))
            high++;
        magnitude = low + scale * high;
        if (noise->random(noise->user) >> 63) {
            if (magnitude)
                return -(int64_t)magnitude;
        } else {
            return (int64_t)magnitude;
        }
    }
}

static uint64_t root_of(uint64_t x)
{
    uint64_t root = (uint64_t)sqrt((double)x);

    while (root > 0 && root > x / root)
        root--;
    while (root + 1 <= x / (root + 1))
        root++;
    return root;
}

/* Algorithm 3. With t = floor(sigma) + 1 the exponent is (|y| t - variance)^2 / (2 variance t^2):
 * |y| t is below 2^60 but with a probability that nobody will see, and then still below 2^64. */
int64_t ph_noise_gaussian(const ph_noise *noise, uint64_t variance)
{
    uint64_t t = root_of(variance) + 1;

    for (;;) {
        int64_t y = laplace(noise, t);
        wide reach = (wide)(uint64_t)(y < 0 ? -y : y) * t;
        wide off = reach > variance ? reach - variance : variance - reach;
        if (off >> 63)
            continue;
        if (bernoulli_exp(noise, off * off, (wide)2 * variance * t * t))
            return y;
    }
}

/* ---- How much ------------------------------------------------------------------------------ */

/* rho-zCDP is (rho + 2 sqrt(rho ln(1 / d)), d)-differential privacy (Bun and Steinke 2016,
 * proposition 1.3); the discrete Gaussian of variance s2 over counts of L2 sensitivity D is
 * D^2 / (2 s2)-zCDP. Half of delta goes there, half to the threshold: a count that only one value
 * makes is told with a probability of at most exp(-(threshold - 1)^2 / (2 s2)). */
int ph_noise_plan_for(double epsilon, double delta, uint64_t counts, ph_noise_plan *plan)
{
    double log_delta = log(2 / delta), root = sqrt(log_delta + epsilon) - sqrt(log_delta);
    double variance = ceil((double)counts / (2 * root * root) * (1 + 1e-9));
    double tail = sqrt(2 * variance * log(2 * (double)counts / delta));

    if (!(variance <= (double)PH_VARIANCE_MAX))
        return -1;
    plan->variance = (uint64_t)variance;
    plan->threshold = 1 + (uint64_t)ceil(tail * (1 + 1e-9));
    return 0;
}
