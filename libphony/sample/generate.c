/* phony_generate: the public call around the kernels. */
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/column.h"
#include "base/error.h"
#include "base/random.h"
#include "model/model.h"
#include "sample/generate.h"
#include "sample/sampler.h"

enum { ATTEMPTS_MAX = 1000 };

/* What a row that is looked at came to. */
enum { ROW_DONE, ROW_NO_ROOM, ROW_EXHAUSTED, ROW_CUT, ROW_NO_MEMORY };

/* Rows with excluded originals: drawn again from another stream while they are training values. */
typedef struct checker {
    const ph_originals *originals;
    const ph_sampler *sampler;
    uint8_t small[4096];
    uint8_t *scratch; /* small, or room for the longest value there can be */
    size_t room;
} checker;

/* Walks a row where the caller's buffer is too small for it: it may be a training value, and the
 * next attempt fit. SIZE_MAX where every walk is cut, or where memory ran out (no scratch). */
static size_t walk_aside(checker *c, uint64_t stream)
{
    size_t length = ph_walk_row(c->sampler, stream, c->scratch, c->room);

    if (length != SIZE_MAX || c->scratch != c->small)
        return length;
    c->room = PH_STEPS_MAX * ph_sampler_text_max(c->sampler);
    c->scratch = ph_malloc(c->room);
    return c->scratch ? ph_walk_row(c->sampler, stream, c->scratch, c->room) : SIZE_MAX;
}

static int checked_row(checker *c, uint64_t stream, uint8_t *bytes, size_t capacity, size_t *length)
{
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++, stream = ph_mix64(stream)) {
        const uint8_t *value = bytes;
        *length = ph_walk_row(c->sampler, stream, bytes, capacity);
        if (*length == SIZE_MAX) {
            *length = walk_aside(c, stream);
            value = c->scratch;
        }
        if (*length == SIZE_MAX)
            return c->scratch ? ROW_CUT : ROW_NO_MEMORY;
        if (!ph_originals_have(c->originals, (const char *)value, *length))
            return value == bytes ? ROW_DONE : ROW_NO_ROOM;
    }
    return ROW_EXHAUSTED;
}

static phony_status checked_failure(int result, uint64_t row, phony_error *error)
{
    if (result == ROW_NO_ROOM)
        return PHONY_OK;
    if (result == ROW_NO_MEMORY)
        return ph_fail_memory(error);
    if (result == ROW_CUT)
        return ph_fail(error, PHONY_ERROR_EXHAUSTED,
                       "row %llu: %d walks did not end within %d steps: the constraints ask for "
                       "longer values than the model gives",
                       (unsigned long long)row, ATTEMPTS_MAX, PH_STEPS_MAX);
    return ph_fail(error, PHONY_ERROR_EXHAUSTED,
                   "row %llu: %d draws gave nothing but training values; train on more values, or "
                   "with a smaller order",
                   (unsigned long long)row, ATTEMPTS_MAX);
}

static phony_status generate_checked(checker *c, const phony_key *key, uint64_t first, size_t count,
                                     phony_column *column, phony_error *error)
{
    size_t separator = column->separator >= 0;

    for (size_t i = 0; i < count; i++) {
        uint32_t at = column->offsets[i];
        size_t left = column->bytes_capacity - at, length;
        int result = left < separator ? ROW_NO_ROOM
                                      : checked_row(c, ph_stream(key, first + i),
                                                    column->bytes + at, left - separator, &length);
        if (result != ROW_DONE)
            return checked_failure(result, first + i, error);
        if (separator)
            column->bytes[at + length] = (uint8_t)column->separator;
        column->offsets[i + 1] = at + (uint32_t)(length + separator);
        column->rows = i + 1;
    }
    return PHONY_OK;
}

static phony_status generate_with_checks(const ph_originals *originals, const ph_sampler *sampler,
                                         const phony_key *key, uint64_t first, size_t count,
                                         phony_column *column, phony_error *error)
{
    checker c = {.originals = originals, .sampler = sampler, .room = sizeof c.small};
    phony_status status;

    c.scratch = c.small;
    status = generate_checked(&c, key, first, count, column, error);
    if (c.scratch != c.small)
        ph_free(c.scratch);
    return status;
}

/* Why not even the first row was given: for want of room, which the caller reports, or because all
 * of its walks are cut. */
static phony_status check_cut(const ph_sampler *sampler, const phony_key *key, uint64_t row,
                              phony_error *error)
{
    checker c = {.sampler = sampler, .room = sizeof c.small};
    int result = ROW_NO_ROOM;

    c.scratch = c.small;
    if (walk_aside(&c, ph_stream(key, row)) == SIZE_MAX)
        result = c.scratch ? ROW_CUT : ROW_NO_MEMORY;
    if (c.scratch != c.small)
        ph_free(c.scratch);
    return checked_failure(result, row, error);
}

phony_status ph_generate_rows(const ph_sampler *sampler, const ph_originals *originals,
                              const phony_key *key, uint64_t first, uint64_t count,
                              phony_column *column, phony_error *error)
{
    if (ph_originals_active(originals))
        return generate_with_checks(originals, sampler, key, first, count, column, error);
    column->rows = ph_walk_many(sampler, key, first, count, column->bytes, column->bytes_capacity,
                                column->offsets, column->separator);
    return sampler->whole && !column->rows && count ? check_cut(sampler, key, first, error)
                                                    : PHONY_OK;
}

phony_status phony_generate(phony_model *model, const phony_key *key, uint64_t first,
                            uint64_t count, phony_column *column, phony_error *error)
{
    const ph_sampler *sampler;
    phony_status status = ph_column_check(column, error);
    phony_column work;
    phony_key mixed;

    if (!status && (!model || !key))
        status = ph_fail(error, PHONY_ERROR_ARGUMENT, "a model and a key are needed");
    if (!status)
        status = ph_model_get_sampler(model, &sampler, error);
    if (status)
        return status;
    mixed = ph_mix_key(key, &sampler->mix);
    work = ph_column_begin(column, &count);
    status = ph_generate_rows(sampler, &model->originals, &mixed, first, count, &work, error);
    return status ? status : ph_column_end(column, &work, first, count, error);
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
