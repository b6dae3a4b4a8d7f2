/* A sample of a model's values: how many differ, how long they are, how many are copies. */
#include "generate_job.h"
#include "stats.h"
#include "terminal.h"

#include <stdlib.h>
#include <string.h>

/* Rows by value: open addressing, at most half full. A row is kept as row + 1, 0 is free. */
typedef struct row_table {
    uint32_t *rows;
    uint8_t *is_copy; /* by row, of the first row of each value */
    size_t mask;
} row_table;

static uint64_t hash(const uint8_t *bytes, size_t length)
{
    uint64_t sum = 14695981039346656037U; /* FNV-1a, then the high bits folded in */
    for (size_t i = 0; i < length; i++)
        sum = (sum ^ bytes[i]) * 1099511628211U;
    return sum ^ sum >> 29;
}

static size_t length_of(const phony_column *column, size_t row)
{
    return column->offsets[row + 1] - column->offsets[row] - 1; /* without the separator */
}

static int is_same(const phony_column *column, size_t row, size_t other)
{
    size_t length = length_of(column, row);
    return length == length_of(column, other) &&
           memcmp(column->bytes + column->offsets[row], column->bytes + column->offsets[other],
                  length) == 0;
}

/* The first row with the same value as `row`: itself where there is none before. */
static size_t first_row(row_table *table, const phony_column *column, size_t row)
{
    const uint8_t *value = column->bytes + column->offsets[row];
    size_t at = hash(value, length_of(column, row)) & table->mask;
    while (table->rows[at] && !is_same(column, row, table->rows[at] - 1))
        at = (at + 1) & table->mask;
    if (!table->rows[at])
        table->rows[at] = (uint32_t)row + 1;
    return table->rows[at] - 1;
}

static void count_value(row_table *table, const phony_column *column, size_t row,
                        const phony_model *originals, cli_sample *sample)
{
    const char *value = (const char *)column->bytes + column->offsets[row];
    size_t length = length_of(column, row);
    size_t characters = cli_characters(value, length);
    size_t first = first_row(table, column, row);
    if (first == row) {
        table->is_copy[row] = originals && phony_model_is_original(originals, value, length) == 1;
        sample->distinct++;
        sample->distinct_copies += table->is_copy[row];
    }
    sample->copies += table->is_copy[first];
    sample->characters += characters;
    sample->lengths[characters < CLI_LENGTHS ? characters : CLI_LENGTHS]++;
}

static int count_values(const phony_column *column, const phony_model *originals,
                        cli_sample *sample)
{
    row_table table = {NULL, NULL, 1};
    int status = CLI_OK;
    while (table.mask < 2 * column->rows)
        table.mask = 2 * table.mask + 1;
    table.rows = calloc(table.mask + 1, sizeof *table.rows);
    table.is_copy = calloc(column->rows + 1, 1);
    if (table.rows && table.is_copy)
        for (size_t row = 0; row < column->rows; row++)
            count_value(&table, column, row, originals, sample);
    else
        status = cli_error("out of memory");
    free(table.rows);
    free(table.is_copy);
    return status;
}

static int draw(const cli_job *job, const phony_model *originals, cli_sample *sample)
{
    cli_block block = {.text = NULL};
    phony_error error;
    int status;
    if (cli_block_fill(&block, job, 0, &error) != PHONY_OK)
        status = cli_fail(NULL, &error);
    else
        status = count_values(&block.column, originals, sample);
    cli_block_free(&block);
    return status;
}

int cli_sample_draw(phony_model *model, const phony_model *originals, cli_sample *sample)
{
    cli_job job = {.count = sample->values, .block_rows = sample->values};
    phony_error error;
    if (sample->values == 0)
        return CLI_OK;
    if (phony_key_from_seed(sample->seed, strlen(sample->seed), "", &job.key, &error) != PHONY_OK ||
        phony_generator_new(model, NULL, &job.generator, &error) != PHONY_OK)
        return cli_fail(NULL, &error);
    int status = draw(&job, originals, sample);
    phony_generator_unref(job.generator);
    return status;
}
