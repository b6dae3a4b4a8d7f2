/* The library against spec/vectors: the same files that every other implementation is held
 * against. */
#include <stdio.h>
#include <stdlib.h>

#include "unit.h"

#include "base/random.h"
#include "model/originals.h"
#include "phony.h"
#include "sample/alias.h"
#include "vectors_util.h"

enum { ROOM = 1 << 20, MARGIN = 24 /* rows around those of a case */ };

static phony_key get_key(const vector *c)
{
    const member *words = get(c, "key");

    return (phony_key){{number_at(words, 0, 16), number_at(words, 1, 16)}};
}

/* ---- Keys, draws, tables, hashes ------------------------------------------------------------- */

START_TEST(keys_follow_from_seed_and_path)
{
    vectors v = read_vectors("keys.json");

    for (size_t i = 0; i < v.count; i++) {
        const vector *c = &v.cases[i];
        const char *seed = get_text(c, "seed");
        phony_key key, expected = get_key(c);
        ck_assert_int_eq(phony_key_from_seed(seed, strlen(seed), get_text(c, "path"), &key, NULL),
                         PHONY_OK);
        ck_assert_uint_eq(key.word[0], expected.word[0]);
        ck_assert_uint_eq(key.word[1], expected.word[1]);
    }
    free_vectors(&v);
}
END_TEST

START_TEST(draws_follow_from_key_and_row)
{
    vectors v = read_vectors("draws.json");

    for (size_t i = 0; i < v.count; i++) {
        const vector *c = &v.cases[i];
        const member *words = get(c, "words");
        phony_key key = get_key(c);
        uint64_t stream = ph_stream(&key, number_at(get(c, "row"), 0, 10));
        ck_assert_uint_eq(stream, number_at(get(c, "stream"), 0, 16));
        for (size_t w = 0; w < words->count; w++)
            ck_assert_uint_eq(ph_stream_word(stream, w), number_at(words, w, 16));
    }
    free_vectors(&v);
}
END_TEST

/* A bucket of the library has an absolute threshold and two outcomes, which are the same where one
 * of them has nothing of it. */
static void check_bucket(const ph_alias *bucket, uint32_t at, uint64_t capacity, uint64_t keep,
                         uint32_t other)
{
    if (keep == 0 || keep == capacity) {
        ck_assert_uint_eq(bucket->own, keep ? at : other);
        ck_assert_uint_eq(bucket->other, keep ? at : other);
        return;
    }
    ck_assert_uint_eq(bucket->own, at);
    ck_assert_uint_eq(bucket->other, other);
    ck_assert_uint_eq(bucket->threshold, at * capacity + keep);
}

static void check_table(const vector *c)
{
    const member *weights = get(c, "weights"), *masses = get(c, "masses");
    const member *keep = get(c, "keep"), *other = get(c, "other");
    uint32_t degree = (uint32_t)weights->count;
    int log2 = ph_alias_log2(degree);
    uint64_t weight[128], mass[128];
    ph_alias buckets[128];

    ck_assert_uint_le(keep->count, 128);
    ck_assert_uint_eq(keep->count, (size_t)1 << log2);
    for (uint32_t i = 0; i < degree; i++)
        weight[i] = number_at(weights, i, 10);
    ph_alias_masses(weight, degree, mass);
    for (uint32_t i = 0; i < degree; i++)
        ck_assert_uint_eq(mass[i], number_at(masses, i, 10));
    ph_alias_build(mass, degree, log2, buckets);
    for (uint32_t i = 0; i < keep->count; i++)
        check_bucket(&buckets[i], i, UINT64_C(1) << (32 - log2), number_at(keep, i, 10),
                     (uint32_t)number_at(other, i, 10));
}

START_TEST(tables_follow_from_weights)
{
    vectors v = read_vectors("tables.json");

    for (size_t i = 0; i < v.count; i++)
        check_table(&v.cases[i]);
    free_vectors(&v);
}
END_TEST

START_TEST(originals_hash_as_written)
{
    vectors v = read_vectors("originals.json");

    for (size_t i = 0; i < v.count; i++) {
        const member *values = get(&v.cases[i], "values"), *hashes = get(&v.cases[i], "hashes");
        ph_originals originals;
        ck_assert_int_eq(ph_originals_init(&originals, get_text(&v.cases[i], "salt")), 0);
        for (size_t k = 0; k < values->count; k++)
            ck_assert_uint_eq(
                ph_originals_hash(&originals, values->texts[k], strlen(values->texts[k])),
                number_at(hashes, k, 16));
        ph_originals_fini(&originals);
    }
    free_vectors(&v);
}
END_TEST

/* ---- Values ---------------------------------------------------------------------------------- */

static phony_model *open_model(const vector *c)
{
    char path[1024];
    phony_model *model;
    phony_error error = {0};

    snprintf(path, sizeof path, "%s/%s", SPEC_VECTORS, get_text(c, "model"));
    ck_assert_msg(phony_model_open(NULL, path, NULL, &model, &error) == PHONY_OK, "%s",
                  error.message);
    ck_assert_str_eq(phony_model_get_text(model, PHONY_TEXT_DIGEST), get_text(c, "digest"));
    return model;
}

/* Rows first ... first + count - 1 in one call. */
static void generate(phony_model *model, const phony_key *key, uint64_t first, size_t count,
                     phony_column *column)
{
    phony_error error = {0};

    ck_assert_msg(phony_generate(model, key, first, count, column, &error) == PHONY_OK, "%s",
                  error.message);
    ck_assert_uint_eq(column->rows, count);
}

static void check_value(const vector *c, const phony_column *column, size_t row,
                        const char *expected)
{
    const char *got = (const char *)column->bytes + column->offsets[row];
    size_t more = column->separator >= 0, length = column->offsets[row + 1] - column->offsets[row];

    ck_assert_msg(length == strlen(expected) + more && !memcmp(got, expected, length - more),
                  "%s, seed \"%s\": '%.*s' instead of '%s'", get_text(c, "model"),
                  get_text(c, "seed"), (int)length, got, expected);
    if (more)
        ck_assert_int_eq(got[length - 1], column->separator);
}

/* One case: its rows amid others, so that the kernels have enough of them, then one by one. */
static void check_case(const vector *c, phony_model *model, int separator)
{
    static uint8_t bytes[ROOM];
    static uint32_t offsets[256];
    const member *values = get(c, "values");
    uint64_t first = number_at(get(c, "first"), 0, 10);
    const char *seed = get_text(c, "seed");
    phony_column column = PHONY_COLUMN_INIT;
    phony_key key;

    column.bytes = bytes;
    column.bytes_capacity = sizeof bytes;
    column.offsets = offsets;
    column.rows_capacity = 255;
    column.separator = separator;
    ck_assert_int_eq(phony_key_from_seed(seed, strlen(seed), get_text(c, "path"), &key, NULL),
                     PHONY_OK);
    generate(model, &key, first - MARGIN, values->count + (size_t)2 * MARGIN, &column);
    for (size_t i = 0; i < values->count; i++)
        check_value(c, &column, MARGIN + i, values->texts[i]);
    for (size_t i = 0; i < values->count; i++) {
        generate(model, &key, first + i, 1, &column);
        check_value(c, &column, 0, values->texts[i]);
    }
}

/* `simd` is as in PHONY_SIMD, which is read when a model is compiled; NULL: the best there is. */
static void check_values(const char *simd)
{
    vectors v = read_vectors("generation.json");

    if (simd)
        setenv("PHONY_SIMD", simd, 1);
    else
        unsetenv("PHONY_SIMD");
    for (size_t i = 0; i < v.count; i++) {
        phony_model *model = open_model(&v.cases[i]);
        check_case(&v.cases[i], model, -1);
        check_case(&v.cases[i], model, '\n');
        phony_model_unref(model);
    }
    unsetenv("PHONY_SIMD");
    free_vectors(&v);
}

START_TEST(values_of_the_portable_kernel)
{
    check_values("off");
}
END_TEST

START_TEST(values_of_the_avx2_kernel)
{
    check_values("avx2");
}
END_TEST

START_TEST(values_of_the_avx512_kernel)
{
    check_values("avx512");
}
END_TEST

START_TEST(values_of_the_kernel_chosen)
{
    check_values(NULL);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("vectors");

    UNIT_ADD(suite, keys_follow_from_seed_and_path);
    UNIT_ADD(suite, draws_follow_from_key_and_row);
    UNIT_ADD(suite, tables_follow_from_weights);
    UNIT_ADD(suite, originals_hash_as_written);
    UNIT_ADD(suite, values_of_the_portable_kernel);
    UNIT_ADD(suite, values_of_the_avx2_kernel);
    UNIT_ADD(suite, values_of_the_avx512_kernel);
    UNIT_ADD(suite, values_of_the_kernel_chosen);
    return suite;
}
