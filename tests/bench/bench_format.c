/* What writing costs, apart from making values: columns that are in memory already, to each format,
 * in nanoseconds a row. bench-format [FORMAT [DIALECT]] */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/random.h"
#include "write/format.h"

enum { BATCH = 1024, COLUMNS = 5, BATCHES = 2000, RUNS = 7 };

static const ph_table_column table_columns[COLUMNS] = {
    {"id", {.kind = PH_TYPE_INT64}, 1},
    {"name", {.kind = PH_TYPE_TEXT}, 0},
    {"email", {.kind = PH_TYPE_TEXT}, 0},
    {"city", {.kind = PH_TYPE_TEXT}, 0},
    {"created_at", {.kind = PH_TYPE_TIMESTAMPTZ}, 0},
};
static const ph_table table = {"User", table_columns, COLUMNS};

static double seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void check(phony_status status, const phony_error *error)
{
    if (!status)
        return;
    fprintf(stderr, "bench-format: %s\n", error->message);
    exit(1);
}

static void put_text(ph_values *values, size_t row, uint64_t *state, int kind)
{
    static const char *const first[] = {"Anna", "Ayşe", "Maximilian", "Li", "Zeynep", "John"};
    static const char *const last[] = {"Yılmaz", "Schneider", "Smith", "O'Brien", "Li", "Çelik"};
    static const char *const city[] = {"İstanbul", "Berlin", "San Francisco", "Paris", "Ankara"};
    const char *a = first[(*state = ph_mix64(*state + 1)) % 6], *b = last[*state / 7 % 6];
    char text[80];
    int length;

    if (kind == 2)
        length = snprintf(text, sizeof text, "%s.%s%u@example.com", a, b, (unsigned)(*state % 999));
    else if (kind == 1)
        length = snprintf(text, sizeof text, "%s %s", a, b);
    else
        length = snprintf(text, sizeof text, "%s", city[*state % 5]);
    phony_error error;
    check(ph_values_put(values, row, text, (size_t)length, &error), &error);
}

static void fill(ph_values *values)
{
    uint64_t state = 1;
    phony_error error;

    for (size_t c = 0; c < COLUMNS; c++) {
        check(ph_values_begin(&values[c], table_columns[c].type, BATCH, &error), &error);
        for (size_t i = 0; i < BATCH; i++) {
            state = ph_mix64(state + 1);
            if (ph_type_storage(table_columns[c].type) == PH_STORED_TEXT)
                put_text(&values[c], i, &state, (int)c);
            else
                values[c].numbers[i] =
                    c == 0 ? (int64_t)(1000000 + i)
                           : INT64_C(1672531200000000) + (int64_t)(state % 63072000) * 1000000;
        }
    }
}

static void measure(const ph_format *format, const ph_values *const *columns)
{
    ph_buffer out = PH_BUFFER_INIT;
    double best = 1e9;
    size_t bytes = 0;
    phony_error error;

    for (int run = 0; run < RUNS; run++) {
        double begin = seconds(), took;
        for (uint64_t i = 0; i < BATCHES; i++) {
            out.length = 0;
            check(ph_format_rows(format, &table, columns, BATCH, 1 + i * BATCH, &out, &error),
                  &error);
        }
        bytes = out.length;
        took = seconds() - begin;
        best = took < best ? took : best;
    }
    printf("%-8s %-9s %6.1f ns a row, %5.1f M rows/s, %5.2f GB/s\n", format->name,
           format->dialect ? format->dialect : "", best / BATCH / BATCHES * 1e9,
           BATCH * BATCHES / best / 1e6, (double)bytes * BATCHES / best / 1e9);
    ph_buffer_fini(&out);
}

int main(int argc, char **argv)
{
    static ph_values values[COLUMNS];
    const ph_values *columns[COLUMNS];
    const ph_format *format;

    fill(values);
    for (size_t c = 0; c < COLUMNS; c++)
        columns[c] = &values[c];
    for (size_t i = 0; (format = ph_format_at(i)); i++)
        if (argc < 2 || format == ph_format_find(argv[1], argc > 2 ? argv[2] : NULL))
            measure(format, columns);
    for (size_t c = 0; c < COLUMNS; c++)
        ph_values_fini(&values[c]);
    return 0;
}
