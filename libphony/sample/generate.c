/* phony_generate: the public call around the kernels. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/random.h"
#include "model/model.h"
#include "sample/sampler.h"

enum { ATTEMPTS_MAX = 1000 };

/* excluded originals: one row at a time, drawn again from another stream while it is a training
 * value. Returns the value's length, SIZE_MAX where it does not fit, SIZE_MAX - 1 where only
 * training values come out. */
static size_t checked_row(const phony_model *model, const ph_sampler *sampler, uint64_t stream,
                          uint8_t *bytes, size_t capacity)
{
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++, stream = ph_mix64(stream)) {
        size_t length = ph_walk_row(sampler, stream, bytes, capacity);
        if (length == SIZE_MAX ||
            !ph_originals_contains(
                &model->originals,
                ph_originals_hash(&model->originals, (const char *)bytes, length)))
            return length;
    }
    return SIZE_MAX - 1;
}

static phony_status generate_checked(const phony_model *model, const ph_sampler *sampler,
                                     const phony_key *key, uint64_t first, size_t count,
                                     phony_column *column, phony_error *error)
{
    size_t room = column->separator >= 0;

    for (size_t i = 0; i < count; i++) {
        uint32_t at = column->offsets[i];
        size_t left = column->bytes_capacity - at, length;
        if (left < room)
            return PHONY_OK;
        length =
            checked_row(model, sampler, ph_stream(key, first + i), column->bytes + at, left - room);
        if (length == SIZE_MAX)
            return PHONY_OK;
        if (length == SIZE_MAX - 1)
            return ph_fail(error, PHONY_ERROR_EXHAUSTED,
                           "row %llu: %d draws gave nothing but training values; train on more "
                           "values, or with a smaller order",
                           (unsigned long long)first + i, ATTEMPTS_MAX);
        if (room)
            column->bytes[at + length] = (uint8_t)column->separator;
        column->offsets[i + 1] = at + (uint32_t)(length + room);
        column->rows = i + 1;
    }
    return PHONY_OK;
}

static phony_status check_column(const phony_column *column, phony_error *error)
{
    if (!column || column->size < sizeof *column)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "a column with its size is needed");
    if (!column->bytes || !column->offsets)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "the column has no bytes or no offsets");
    if (column->separator < -1 || column->separator > 255)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "separator must be -1 or a byte, 0 to 255");
    return PHONY_OK;
}

phony_status phony_generate(phony_model *model, const phony_key *key, uint64_t first,
                            uint64_t count, phony_column *column, phony_error *error)
{
    const ph_sampler *sampler;
    phony_status status = check_column(column, error);
    phony_column work;
    phony_key mixed;

    if (!status && (!model || !key))
        status = ph_fail(error, PHONY_ERROR_ARGUMENT, "a model and a key are needed");
    if (!status)
        status = ph_model_get_sampler(model, &sampler, error);
    if (status)
        return status;
    mixed.word[0] = key->word[0] ^ sampler->mix.word[0];
    mixed.word[1] = key->word[1] ^ sampler->mix.word[1];
    work = *column;
    work.rows = 0;
    work.offsets[0] = 0;
    if (work.bytes_capacity > INT32_MAX)
        work.bytes_capacity = INT32_MAX;
    if (count > work.rows_capacity)
        count = work.rows_capacity;
    if (ph_originals_active(&model->originals))
        status = generate_checked(model, sampler, &mixed, first, count, &work, error);
    else
        work.rows = ph_walk_many(sampler, &mixed, first, count, work.bytes, work.bytes_capacity,
                                 work.offsets, work.separator);
    if (!status && count > 0 && work.rows == 0)
        status = ph_fail(error, PHONY_ERROR_SPACE,
                         "a buffer of %zu bytes does not hold the value of row %llu",
                         work.bytes_capacity, (unsigned long long)first);
    if (!status)
        column->rows = work.rows;
    return status;
}

/* The kernels, the best last. */
static const ph_walk *const walks[] = {
    &ph_walk_portable,
#ifdef PH_HAVE_SIMD
    &ph_walk_avx2,
    &ph_walk_avx512,
#endif
    NULL,
};

static int supported(const ph_walk *walk)
{
#ifdef PH_HAVE_SIMD
    if (walk == &ph_walk_avx2)
        return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2") &&
               __builtin_cpu_supports("popcnt");
    if (walk == &ph_walk_avx512)
        return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
               __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
               __builtin_cpu_supports("popcnt");
#endif
    return !walk->simd;
}

void ph_sampler_choose_walk(ph_sampler *sampler)
{
    const char *best = getenv("PHONY_SIMD"); /* off, avx2, avx512 */

    if (sampler->long_count || sampler->trim || sampler->wide)
        return;
    for (size_t i = 0; walks[i]; i++) {
        if (walks[i]->simd && best && !strcmp(best, "off"))
            break;
        if (supported(walks[i]))
            sampler->walk = walks[i];
        if (best && !strcmp(best, walks[i]->name))
            break;
    }
}

const char *phony_generate_path(phony_model *model)
{
    const ph_sampler *sampler;

    if (!model || ph_model_get_sampler(model, &sampler, NULL))
        return "portable";
    return ph_originals_active(&model->originals) ? "checked"
           : sampler->walk                        ? sampler->walk->name
                                                  : "rows";
}
