/* Filling columns by a generator: rows a second, on one thread or more, and two generators in turn,
 * so that a machine that drifts slows both. */
#include <pthread.h>
#include <stdlib.h>

#include "bench.h"

enum { ROWS = 1 << 16, BYTES = 1 << 23, THREADS_MAX = 8 };

typedef struct job {
    phony_generator *generator;
    uint64_t first, count, written; /* rows, and the bytes of the last run */
    uint8_t *bytes;
    uint32_t *offsets;
} job;

typedef struct jobs {
    job of[THREADS_MAX];
    int threads;
} jobs;

static void fill(void *user)
{
    const phony_key key = {{1, 2}};
    phony_error error;
    job *j = user;

    j->written = 0;
    for (uint64_t done = 0; done < j->count;) {
        phony_column column = PHONY_COLUMN_INIT;
        column.bytes = j->bytes;
        column.bytes_capacity = BYTES;
        column.offsets = j->offsets;
        column.rows_capacity = ROWS;
        column.separator = '\n';
        bench_check(phony_generator_fill(j->generator, &key, j->first + done, j->count - done,
                                         &column, &error),
                    &error);
        done += column.rows;
        j->written += j->offsets[column.rows];
    }
}

static void *fill_thread(void *user)
{
    fill(user);
    return NULL;
}

static void fill_all(void *user)
{
    jobs *all = user;
    pthread_t others[THREADS_MAX] = {0};

    for (int i = 1; i < all->threads; i++) {
        if (pthread_create(&others[i], NULL, fill_thread, &all->of[i]) != 0)
            bench_fail("a generator", "no thread");
    }
    fill(&all->of[0]);
    for (int i = 1; i < all->threads; i++)
        pthread_join(others[i], NULL);
}

static void begin(jobs *all, phony_generator *generator, uint64_t count, int threads)
{
    all->threads = threads;
    for (int i = 0; i < threads; i++) {
        uint64_t each = count / (uint64_t)threads;
        all->of[i] = (job){generator, each * (uint64_t)i, each,
                           0,         malloc(BYTES),      malloc((ROWS + 1) * sizeof(uint32_t))};
        if (!all->of[i].bytes || !all->of[i].offsets)
            bench_fail("a generator", "out of memory");
    }
}

static void end(jobs *all)
{
    for (int i = 0; i < all->threads; i++) {
        free(all->of[i].bytes);
        free(all->of[i].offsets);
    }
}

double bench_rate(const bench_options *options, phony_generator *generator, uint64_t count,
                  int threads, double *bytes)
{
    jobs all = {.threads = 0};
    double seconds;

    begin(&all, generator, count, threads);
    seconds = bench_median(options, fill_all, &all);
    if (bytes)
        *bytes = (double)all.of[0].written * threads / seconds;
    end(&all);
    return (double)count / seconds;
}

static double seconds_of(void (*work)(void *), void *user)
{
    double began = bench_seconds();

    work(user);
    return bench_seconds() - began;
}

double bench_times(const bench_options *options, phony_generator *generator,
                   phony_generator *beside, uint64_t count, int threads)
{
    double *times = calloc((size_t)options->runs, sizeof *times), median;
    jobs a = {.threads = 0}, b = {.threads = 0};

    begin(&a, generator, count, threads);
    begin(&b, beside, count, 1);
    fill_all(&a);
    fill_all(&b);
    for (int i = 0; i < options->runs; i++)
        times[i] = seconds_of(fill_all, &a) / seconds_of(fill_all, &b);
    median = bench_middle(times, (size_t)options->runs);
    end(&a);
    end(&b);
    free(times);
    return median;
}
