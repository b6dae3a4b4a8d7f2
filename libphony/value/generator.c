#include "value/generator.h"

#include <sodium.h>
#include <string.h>

#include "base/alloc.h"
#include "base/bytes.h"
#include "base/column.h"
#include "base/error.h"
#include "base/random.h"

/* Of a scratch column before anything is known of its values. */
enum { BYTES_A_VALUE = 24, BYTES_LEAST = 256 };

void ph_generator_init(phony_generator *generator, const ph_generator_class *class)
{
    generator->class = class;
    atomic_init(&generator->references, 1);
}

phony_generator *phony_generator_ref(phony_generator *generator)
{
    if (generator)
        atomic_fetch_add_explicit(&generator->references, 1, memory_order_relaxed);
    return generator;
}

/* Release and acquire: whoever frees sees all that the other owners did. */
void phony_generator_unref(phony_generator *generator)
{
    if (generator &&
        atomic_fetch_sub_explicit(&generator->references, 1, memory_order_acq_rel) == 1)
        generator->class->free(generator);
}

phony_status phony_generator_fill(phony_generator *generator, const phony_key *key, uint64_t first,
                                  uint64_t count, phony_column *column, phony_error *error)
{
    phony_status status = ph_column_check(column, error);
    phony_column work;

    if (!status && (!generator || !key))
        status = ph_fail(error, PHONY_ERROR_ARGUMENT, "a generator and a key are needed");
    if (status)
        return status;
    work = ph_column_begin(column, &count);
    if (count > 0)
        status = generator->class->fill(generator, key, first, count, &work, error);
    return status ? status : ph_column_end(column, &work, first, count, error);
}

/* ---- Keys ------------------------------------------------------------------------------------ */

phony_status ph_generator_check_rows(uint64_t rows, uint64_t first, uint64_t count,
                                     phony_error *error)
{
    if (first < rows && count <= rows - first)
        return PHONY_OK;
    return ph_fail(error, PHONY_ERROR_LIMIT, "row %llu is not one of the %llu rows asked for",
                   (unsigned long long)(first < rows ? rows : first), (unsigned long long)rows);
}

phony_key ph_path_key(const char *path)
{
    static const char domain[] = "phony path 1";
    crypto_generichash_state state;
    unsigned char bytes[16];

    crypto_generichash_init(&state, NULL, 0, sizeof bytes);
    crypto_generichash_update(&state, (const unsigned char *)domain, sizeof domain - 1);
    crypto_generichash_update(&state, (const unsigned char *)path, strlen(path));
    crypto_generichash_final(&state, bytes, sizeof bytes);
    return (phony_key){{ph_load_le64(bytes), ph_load_le64(bytes + 8)}};
}

/* Four rounds of mixing instead of a hash: parts are derived where values are made. */
phony_key ph_key_part(const phony_key *key, const phony_key *path)
{
    uint64_t p0 = path->word[0], p1 = path->word[1];

    return (phony_key){
        {ph_mix64(ph_mix64(key->word[0] ^ p0) ^ p1), ph_mix64(ph_mix64(key->word[1] ^ p1) ^ p0)}};
}

phony_status phony_key_derive(const phony_key *key, const char *path, phony_key *derived,
                              phony_error *error)
{
    phony_key word;

    if (!key || !path || !derived)
        return ph_fail(error, PHONY_ERROR_ARGUMENT,
                       "a key, a path and a place for the derived key are needed");
    word = ph_path_key(path);
    *derived = ph_key_part(key, &word);
    return PHONY_OK;
}

/* ---- Scratch --------------------------------------------------------------------------------- */

static int make_room(ph_scratch *scratch, size_t rows, size_t bytes)
{
    phony_column *column = &scratch->column;

    if (rows > scratch->rows_capacity || !column->offsets) {
        uint32_t *offsets = ph_realloc_array(column->offsets, rows + 1, sizeof *offsets);
        if (!offsets)
            return -1;
        column->offsets = offsets;
        scratch->rows_capacity = rows;
    }
    if (bytes > column->bytes_capacity) {
        uint8_t *more = ph_realloc_array(column->bytes, bytes + PH_SCRATCH_SLACK, 1);
        if (!more)
            return -1;
        column->bytes = more;
        column->bytes_capacity = bytes;
    }
    return 0;
}

/* Behind the rows that are there: as many as fit. */
static phony_status fill_on(phony_column *column, const phony_generator *generator,
                            const phony_key *key, uint64_t first, size_t count, phony_error *error)
{
    uint32_t used = column->offsets[column->rows];
    phony_column rest = PHONY_COLUMN_INIT;
    phony_status status;

    rest.bytes = column->bytes + used;
    rest.bytes_capacity = column->bytes_capacity - used;
    rest.offsets = column->offsets + column->rows;
    rest.rows_capacity = count - column->rows;
    rest.offsets[0] = 0;
    status = generator->class->fill(generator, key, first + column->rows, rest.rows_capacity, &rest,
                                    error);
    if (status)
        return status;
    for (size_t i = 0; i <= rest.rows; i++)
        rest.offsets[i] += used;
    column->rows += rest.rows;
    return PHONY_OK;
}

/* Twice the bytes for the values that did not fit. */
static phony_status widen(ph_scratch *scratch, size_t count, phony_error *error)
{
    size_t bytes = scratch->column.bytes_capacity;

    if (bytes == INT32_MAX)
        return ph_fail(error, PHONY_ERROR_LIMIT, "%zu values take more than %d bytes", count,
                       INT32_MAX);
    return make_room(scratch, count, bytes < INT32_MAX / 2 ? bytes * 2 : INT32_MAX) < 0
               ? ph_fail_memory(error)
               : PHONY_OK;
}

phony_status ph_scratch_fill(ph_scratch *scratch, const phony_generator *generator,
                             const phony_key *key, uint64_t first, size_t count, phony_error *error)
{
    size_t guess = count < INT32_MAX / BYTES_A_VALUE ? count * BYTES_A_VALUE : INT32_MAX;
    phony_status status;

    if (make_room(scratch, count, guess > BYTES_LEAST ? guess : BYTES_LEAST) < 0)
        return ph_fail_memory(error);
    scratch->column.rows = 0;
    scratch->column.offsets[0] = 0;
    status = fill_on(&scratch->column, generator, key, first, count, error);
    while (!status && scratch->column.rows < count) {
        status = widen(scratch, count, error);
        if (!status)
            status = fill_on(&scratch->column, generator, key, first, count, error);
    }
    return status;
}

void ph_scratch_fini(ph_scratch *scratch)
{
    ph_free(scratch->column.bytes);
    ph_free(scratch->column.offsets);
    *scratch = (ph_scratch){0};
}
