/* Training on 100 MB of name-like lines (whole names out of a bundled model), beside counting the
 * same file's lines. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench.h"

enum { MEGABYTES = 100, BLOCK = 1 << 20 };

typedef struct list {
    char path[32];
    int32_t order, threads;
    uint64_t bytes;
} list;

/* Fills the list with names, a line each. */
static void fill(list *l, phony_model *model)
{
    static uint8_t bytes[BLOCK];
    static uint32_t offsets[65537];
    phony_key key = {{3, 4}};
    phony_error error;
    FILE *file = fdopen(mkstemp(l->path), "w");

    for (uint64_t row = 0; file && l->bytes < (uint64_t)MEGABYTES * 1000000;) {
        phony_column column = PHONY_COLUMN_INIT;
        column.bytes = bytes;
        column.bytes_capacity = sizeof bytes;
        column.offsets = offsets;
        column.rows_capacity = 65536;
        column.separator = '\n';
        bench_check(phony_generate(model, &key, row, UINT64_MAX, &column, &error), &error);
        row += column.rows;
        l->bytes += offsets[column.rows];
        if (fwrite(bytes, 1, offsets[column.rows], file) != offsets[column.rows])
            bench_fail(l->path, "cannot be written");
    }
    if (!file || fclose(file) != 0)
        bench_fail(l->path, "cannot be written");
}

static void train(void *user)
{
    const list *l = user;

    phony_model_unref(bench_train(l->path, l->order, l->threads, ""));
}

/* The limit: all that a program can do with lines is more than finding them. */
static void count_lines(void *user)
{
    static char block[BLOCK];
    const list *l = user;
    FILE *file = fopen(l->path, "r");
    uint64_t lines = 0;
    size_t got;

    while (file && (got = fread(block, 1, sizeof block, file)) > 0) {
        const char *at = block, *end = block + got;
        while ((at = memchr(at, '\n', (size_t)(end - at)))) {
            lines++;
            at++;
        }
    }
    if (!file || lines == 0)
        bench_fail(l->path, "cannot be read");
    fclose(file);
}

static double report(const bench_options *options, list *l, int32_t order, int32_t threads,
                     double target, double limit)
{
    char name[80];
    double seconds;

    l->order = order;
    l->threads = threads;
    seconds = bench_median(options, train, l);
    snprintf(name, sizeof name, "train order %d, 100 MB of names, %d thread%s", order, threads,
             threads > 1 ? "s" : "");
    bench_report(&(bench_figure){strdup(name), "MB/s", (double)l->bytes / 1e6 / seconds, target, 0,
                                 "memchr", limit / seconds});
    return seconds;
}

void bench_training(const bench_options *options)
{
    list l = {"/tmp/phony-bench-XXXXXX", 0, 0, 0};
    char path[4096];
    phony_model *model;
    phony_error error;
    double one, two, limit;

    if (!bench_wanted(options, "train"))
        return;
    snprintf(path, sizeof path, "%s/en_US/person_names.phony", options->models);
    if (access(path, R_OK) != 0)
        bench_fail(path, "is missing");
    bench_check(phony_model_open(NULL, path, NULL, &model, &error), &error);
    fill(&l, model);
    phony_model_unref(model);
    limit = bench_median(options, count_lines, &l);
    report(options, &l, 3, 1, 0, limit);
    one = report(options, &l, 4, 1, 40, limit);
    two = report(options, &l, 4, 2, 0, limit);
    bench_report(
        &(bench_figure){"train order 4, 2 threads", "x 1 thread", one / two, 1.8, 0, "", 0});
    report(options, &l, 5, 1, 0, limit);
    unlink(l.path);
}
