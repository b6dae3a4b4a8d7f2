/* What the tests of built-in generators share: making one, and its values as a list. */
#ifndef BUILTIN_UTIL_H
#define BUILTIN_UTIL_H

#include <stdlib.h>

#include "models.h"
#include "value/builtin.h"

#define LOCALES                                                                                    \
    {                                                                                              \
        "tr_TR", "en_US", "de_DE", "fr_FR", "es_ES", "pt_BR", "it_IT", "nl_NL", "pl_PL", "ja_JP"   \
    }

static const phony_key test_key = {{UINT64_C(0x243F6A8885A308D3), UINT64_C(0x13198A2E03707344)}};

/* The values of some rows; [i] ends with a NUL. */
typedef struct values {
    uint8_t *bytes;
    uint32_t *offsets;
    size_t rows;
} values;

static inline const char *value_at(const values *v, size_t row)
{
    return (const char *)v->bytes + v->offsets[row];
}

static inline phony_generator *make_builtin(const char *name, const phony_template_options *options)
{
    phony_generator *generator = NULL;
    phony_error error = {0};

    ASSERT_STATUS(ph_builtin_new(name, options, &generator, &error), PHONY_OK, &error);
    return generator;
}

/* In calls of at most `step` rows. */
static inline values values_in_steps(phony_generator *generator, uint64_t first, size_t rows,
                                     size_t step)
{
    values v = {malloc(rows * 1500 + 4096), malloc((rows + 1) * sizeof(uint32_t)), 0};
    phony_error error = {0};

    while (v.rows < rows) {
        phony_column column = PHONY_COLUMN_INIT;
        uint32_t at = v.rows ? v.offsets[v.rows] : 0;
        column.bytes = v.bytes + at;
        column.bytes_capacity = rows * 1500 + 4096 - at;
        column.offsets = v.offsets + v.rows;
        column.rows_capacity = step < rows - v.rows ? step : rows - v.rows;
        column.separator = '\0';
        ASSERT_STATUS(
            phony_generator_fill(generator, &test_key, first + v.rows, UINT64_MAX, &column, &error),
            PHONY_OK, &error);
        ck_assert_uint_gt(column.rows, 0);
        for (size_t i = 0; i <= column.rows; i++)
            column.offsets[i] += at;
        v.rows += column.rows;
    }
    return v;
}

static inline values values_of(const char *name, const phony_template_options *options,
                               uint64_t first, size_t rows)
{
    phony_generator *generator = make_builtin(name, options);
    values v = values_in_steps(generator, first, rows, rows);

    phony_generator_unref(generator);
    return v;
}

static inline void free_values(values *v)
{
    free(v->bytes);
    free(v->offsets);
}

static inline phony_template_options options_for(const char *locale)
{
    phony_template_options options = PHONY_TEMPLATE_OPTIONS_INIT;

    options.locale = locale;
    return options;
}
#endif
