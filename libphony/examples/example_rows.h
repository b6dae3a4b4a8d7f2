/* example_rows.h: prints rows of a generator. The loop is that of 2_many_values.c; here the library
 * puts the line ends behind the values, so that a column is written as it stands. */
#ifndef EXAMPLE_ROWS_H
#define EXAMPLE_ROWS_H

#include "example.h"

static inline void write_rows(phony_generator *generator, const char *seed, uint64_t count)
{
    static uint8_t bytes[64 * 1024];
    static uint32_t offsets[1001];
    phony_column column = PHONY_COLUMN_INIT;
    phony_key key;
    phony_error error;

    check(phony_key_from_seed(seed, strlen(seed), NULL, &key, &error), &error);
    column.bytes = bytes;
    column.bytes_capacity = sizeof bytes;
    column.offsets = offsets;
    column.rows_capacity = 1000;
    column.separator = '\n';
    for (uint64_t row = 0; row < count; row += column.rows) {
        check(phony_generator_fill(generator, &key, row, count - row, &column, &error), &error);
        fwrite(bytes, 1, offsets[column.rows], stdout);
    }
}

#endif
