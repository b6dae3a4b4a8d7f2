/* Noise for differential privacy: the discrete Gaussian, sampled exactly, in whole numbers
 * (Canonne, Kamath, Steinke: The discrete Gaussian for differential privacy, NeurIPS 2020,
 * algorithms 1 to 3), and how much of it a promise needs (spec/privacy.md). */
#ifndef PH_NOISE_H
#define PH_NOISE_H

#include <stdint.h>

/* Where random bits come from: the system's (libsodium), but in tests. */
typedef struct ph_noise {
    uint64_t (*random)(void *user);
    void *user;
} ph_noise;
extern const ph_noise ph_noise_of_system;

/* P(x) in proportion to exp(-x^2 / (2 variance)); 1 <= variance <= PH_VARIANCE_MAX. */
#define PH_VARIANCE_MAX (UINT64_C(1) << 40)
int64_t ph_noise_gaussian(const ph_noise *noise, uint64_t variance);

/* What (epsilon, delta) for one value more or less takes, where a value can change `counts` counts
 * by one each: the variance of the noise of each, and the least noisy count to be told. Returns 0,
 * or -1 where the variance would be beyond the maximum. */
typedef struct ph_noise_plan {
    uint64_t variance, threshold;
} ph_noise_plan;
int ph_noise_plan_for(double epsilon, double delta, uint64_t counts, ph_noise_plan *plan);
#endif
