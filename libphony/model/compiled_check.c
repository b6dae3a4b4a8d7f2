#include "model/compiled_check.h"

#include <string.h>

#include "base/hash.h"

#define FACTOR UINT32_C(0x9E3779B1)

#ifdef PH_HAVE_SIMD
#define KERNEL check_avx512
#define TARGET __attribute__((target("avx512f,avx512dq,avx512bw,avx512vl")))
#define WIDTH 64
#include "model/compiled_kernel.h"

#define KERNEL check_avx2
#define TARGET __attribute__((target("avx2")))
#define WIDTH 32
#include "model/compiled_kernel.h"
#endif

#define KERNEL check_portable
#define TARGET
#define WIDTH 16
#include "model/compiled_kernel.h"

#ifdef PH_HAVE_SIMD
static int has_avx512(void)
{
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
           __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl");
}

static int has_avx2(void)
{
    return __builtin_cpu_supports("avx2");
}
#endif

static int has_any(void)
{
    return 1;
}

static const struct {
    ph_check_kernel kernel;
    int (*supported)(void);
} kernels[] = {
#ifdef PH_HAVE_SIMD
    {{"avx512", check_avx512}, has_avx512},
    {{"avx2", check_avx2}, has_avx2},
#endif
    {{"portable", check_portable}, has_any},
};

const ph_check_kernel *ph_check_kernel_get(size_t index)
{
    for (size_t i = 0; i < sizeof kernels / sizeof *kernels; i++) {
        if (kernels[i].supported() && index-- == 0)
            return &kernels[i].kernel;
    }
    return NULL;
}

uint64_t ph_check_sum(const ph_check *check)
{
    return ph_hash_bytes((const char *)check->lanes, sizeof check->lanes);
}
