/* Generators in tests: made with options, their rows read one after another. What does not succeed
 * fails the test. */
#ifndef GENERATOR_UTIL_H
#define GENERATOR_UTIL_H

#include <stdlib.h>

#include "models.h"

#define TRAIN(...) ((phony_train_options){.size = sizeof(phony_train_options), __VA_ARGS__})
#define GENERATE(...)                                                                              \
    ((phony_generator_options){.size = sizeof(phony_generator_options), __VA_ARGS__})

enum { ROWS_BATCH = 4096, ROWS_BYTES = ROWS_BATCH * 64 };

static inline phony_generator *generator_of(phony_model *model,
                                            const phony_generator_options *options)
{
    phony_generator *generator = NULL;
    phony_error error = {0};

    ASSERT_STATUS(phony_generator_new(model, options, &generator, &error), PHONY_OK, &error);
    return generator;
}

/* Options that are refused, with a part of what is said. */
typedef struct refusal {
    phony_generator_options options;
    phony_status status;
    const char *said;
} refusal;

static inline void assert_refused(phony_model *model, const refusal *r)
{
    phony_generator *generator = NULL;
    phony_error error = {0};

    ASSERT_STATUS(phony_generator_new(model, &r->options, &generator, &error), r->status, &error);
    ASSERT_MESSAGE(&error, r->said);
    ck_assert_ptr_null(generator);
}

static inline phony_key key_of(const char *seed)
{
    phony_error error = {0};
    phony_key key;

    ASSERT_STATUS(phony_key_from_seed(seed, strlen(seed), NULL, &key, &error), PHONY_OK, &error);
    return key;
}

/* A column with its memory; not for several threads at once. */
static inline phony_column batch_column(uint8_t *bytes, size_t size, uint32_t *offsets, size_t rows)
{
    phony_column column = PHONY_COLUMN_INIT;

    column.bytes = bytes;
    column.bytes_capacity = size;
    column.offsets = offsets;
    column.rows_capacity = rows;
    return column;
}

typedef void (*on_value)(void *of, const char *value, size_t length);

/* Hands over the values of rows first ... first + count - 1. */
static inline void each_value(phony_generator *generator, const char *seed, uint64_t first,
                              uint64_t count, on_value take, void *of)
{
    uint8_t *bytes = malloc(ROWS_BYTES);
    uint32_t *offsets = malloc((ROWS_BATCH + 1) * sizeof *offsets);
    phony_column column = batch_column(bytes, ROWS_BYTES, offsets, ROWS_BATCH);
    phony_key key = key_of(seed);
    phony_error error = {0};

    for (uint64_t row = 0; row < count; row += column.rows) {
        ASSERT_STATUS(
            phony_generator_fill(generator, &key, first + row, count - row, &column, &error),
            PHONY_OK, &error);
        for (size_t i = 0; i < column.rows; i++)
            take(of, (const char *)bytes + offsets[i], offsets[i + 1] - offsets[i]);
    }
    free(bytes);
    free(offsets);
}

static inline void append_line(void *of, const char *value, size_t length)
{
    ph_buffer_append(of, value, length);
    ph_buffer_append_byte(of, '\n');
}

/* The values, each with '\n' behind it, NUL-terminated. */
static inline ph_buffer lines_of(phony_generator *generator, const char *seed, uint64_t first,
                                 uint64_t count)
{
    ph_buffer text = PH_BUFFER_INIT;

    each_value(generator, seed, first, count, append_line, &text);
    ph_buffer_append_byte(&text, '\0');
    return text;
}

/* A set of 64-bit hashes, by open addressing: two values of a million share one once in 37 million
 * tests, and then in every run. */
typedef struct hash_set {
    uint64_t *slots;
    size_t mask, count;
    size_t repeats; /* values that were there already */
} hash_set;

static inline void hash_set_init(hash_set *set, size_t values)
{
    size_t slots = 16;

    while (slots < 2 * values)
        slots *= 2;
    *set = (hash_set){calloc(slots, sizeof *set->slots), slots - 1, 0, 0};
    ck_assert_ptr_nonnull(set->slots);
}

static inline uint64_t hash_value(const char *value, size_t length)
{
    uint64_t hash = length + 1;

    for (size_t i = 0; i < length; i++)
        hash = ph_mix64(hash ^ (uint8_t)value[i]) + PH_GOLDEN;
    return hash ? hash : 1;
}

/* Where a hash stands, or would stand. */
static inline uint64_t *hash_set_slot(const hash_set *set, uint64_t hash)
{
    size_t at = hash & set->mask;

    while (set->slots[at] && set->slots[at] != hash)
        at = (at + 1) & set->mask;
    return &set->slots[at];
}

static inline void hash_set_add(void *of, const char *value, size_t length)
{
    hash_set *set = of;
    uint64_t hash = hash_value(value, length), *slot = hash_set_slot(set, hash);

    set->repeats += *slot != 0;
    set->count += *slot == 0;
    *slot = hash;
}

static inline int hash_set_has(const hash_set *set, const char *value, size_t length)
{
    return *hash_set_slot(set, hash_value(value, length)) != 0;
}
#endif
