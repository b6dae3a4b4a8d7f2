/* 2_many_values.c: as many values as you like, in constant memory.
 *
 *     ./2_many_values [MODEL [SEED [COUNT [FIRST]]]]
 *
 * The library writes a batch of values into memory of yours: a column, as in Arrow. No value is
 * allocated, and a column is filled again and again. FIRST is the row to begin with: since a value
 * depends on nothing but its row, rows 1,000,000 and on cost no more than rows 0 and on. */
#include "example.h"

enum { ROWS = 1000, BYTES = 64 * 1024 };

/* The values of a column. Value i is bytes[offsets[i] .. offsets[i + 1]), and no NUL ends it. */
static void print_column(const phony_column *column)
{
    for (size_t i = 0; i < column->rows; i++) {
        uint32_t length = column->offsets[i + 1] - column->offsets[i];
        printf("%.*s\n", (int)length, (const char *)column->bytes + column->offsets[i]);
    }
}

static void print_rows(phony_model *model, const phony_key *key, uint64_t first, uint64_t count)
{
    static uint8_t bytes[BYTES];
    static uint32_t offsets[ROWS + 1];
    phony_column column = PHONY_COLUMN_INIT;
    phony_error error;

    column.bytes = bytes;
    column.bytes_capacity = sizeof bytes;
    column.offsets = offsets;
    column.rows_capacity = ROWS;
    while (count > 0) {
        /* As many rows as fit, at least one: column.rows says how many. */
        check(phony_generate(model, key, first, count, &column, &error), &error);
        print_column(&column);
        first += column.rows;
        count -= column.rows;
    }
}

int main(int argc, char **argv)
{
    const char *name = argument(argc, argv, 1, "en_US/person_names");
    const char *seed = argument(argc, argv, 2, "42");
    uint64_t count = number(argc, argv, 3, 10), first = number(argc, argv, 4, 0);
    phony_model *model;
    phony_key key;
    phony_error error;

    expect_arguments(argc, 0, 4, "2_many_values [MODEL [SEED [COUNT [FIRST]]]]");
    check(phony_key_from_seed(seed, strlen(seed), NULL, &key, &error), &error);
    check(phony_model_open(NULL, name, NULL, &model, &error), &error);
    print_rows(model, &key, first, count);
    phony_model_unref(model);
    return finish_output();
}
