/* Generation into memory: each kernel, one and two threads, beside picking values from a list. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench.h"

#define WORDS "/usr/share/dict/words"
enum { ROWS = 1 << 16, BYTES = 1 << 20 };

typedef struct job {
    phony_model *model;
    uint64_t first, count;
    uint64_t bytes; /* out */
    uint8_t *buffer;
    uint32_t *offsets;
} job;

static void generate(void *user)
{
    job *j = user;
    phony_key key = {{1, 2}};
    phony_error error;

    j->bytes = 0;
    for (uint64_t done = 0; done < j->count;) {
        phony_column column = PHONY_COLUMN_INIT;
        column.bytes = j->buffer;
        column.bytes_capacity = BYTES;
        column.offsets = j->offsets;
        column.rows_capacity = ROWS;
        bench_check(
            phony_generate(j->model, &key, j->first + done, j->count - done, &column, &error),
            &error);
        done += column.rows;
        j->bytes += column.offsets[column.rows];
    }
}

static void job_init(job *j, phony_model *model, uint64_t first, uint64_t count)
{
    *j = (job){model, first, count, 0, malloc(BYTES), malloc((ROWS + 1) * sizeof(uint32_t))};
    if (!j->buffer || !j->offsets)
        bench_fail("generate", "out of memory");
}

static void job_fini(job *j)
{
    free(j->buffer);
    free(j->offsets);
}

static void *generate_thread(void *user)
{
    generate(user);
    return NULL;
}

/* Two threads, half of the rows each. */
static void generate_two(void *user)
{
    job *jobs = user;
    pthread_t other;

    if (pthread_create(&other, NULL, generate_thread, &jobs[1]) != 0)
        bench_fail("generate", "no thread");
    generate(&jobs[0]);
    pthread_join(other, NULL);
}

/* The limit: values that are not made but picked from a list and copied, as fakers do it, in C. */
typedef struct pick {
    const char *text;
    const uint32_t *offsets;
    uint64_t words, count;
    uint8_t *to;
} pick;

static uint64_t mix(uint64_t x)
{
    x = (x ^ x >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    x = (x ^ x >> 27) * UINT64_C(0x94D049BB133111EB);
    return x ^ x >> 31;
}

static void pick_words(void *user)
{
    const pick *p = user;
    size_t at = 0;

    for (uint64_t i = 0; i < p->count; i++) {
        uint64_t word = (mix(i) >> 32) * p->words >> 32;
        size_t length = p->offsets[word + 1] - p->offsets[word];
        if (at + length > BYTES)
            at = 0;
        memcpy(p->to + at, p->text + p->offsets[word], length);
        at += length;
    }
}

/* Values a second by picking from the list of words. */
static double pick_rate(const bench_options *options)
{
    static char text[1 << 21];
    static uint32_t offsets[200000];
    FILE *file = fopen(WORDS, "r");
    pick p = {text, offsets, 0, 10000000, malloc(BYTES)};
    size_t length = file ? fread(text, 1, sizeof text, file) : 0;
    double rate;

    for (size_t i = 0; i < length && p.words + 1 < 200000; i++) {
        if (text[i] == '\n')
            offsets[++p.words] = (uint32_t)i + 1;
    }
    if (!p.words || !p.to)
        bench_fail(WORDS, "cannot be read");
    rate = (double)p.count / bench_median(options, pick_words, &p);
    fclose(file);
    free(p.to);
    return rate;
}

static void one_kernel(const bench_options *options, int32_t order, const char *simd, double target,
                       double limit)
{
    char name[80];
    phony_model *model = bench_train(WORDS, order, 1, simd);
    double rate;
    job j;

    job_init(&j, model, 0, 10000000);
    rate = (double)j.count / bench_median(options, generate, &j);
    snprintf(name, sizeof name, "generate words, order %d, %s", order, phony_generate_path(model));
    bench_report(&(bench_figure){strdup(name), "M values/s", rate / 1e6, target, 0,
                                 "picking from a list", rate / limit});
    job_fini(&j);
    phony_model_unref(model);
}

static void two_threads(const bench_options *options)
{
    phony_model *model = bench_train(WORDS, 3, 1, "");
    double one, two;
    job jobs[2];

    job_init(&jobs[0], model, 0, 20000000);
    one = bench_median(options, generate, &jobs[0]);
    jobs[0].count = 10000000;
    job_init(&jobs[1], model, 10000000, 10000000);
    two = bench_median(options, generate_two, jobs);
    bench_report(&(bench_figure){"generate words, order 3, 2 threads", "x 1 thread", one / two, 1.9,
                                 0, "", 0});
    job_fini(&jobs[0]);
    job_fini(&jobs[1]);
    phony_model_unref(model);
}

void bench_generate(const bench_options *options)
{
    double limit;

    if (!bench_wanted(options, "generate"))
        return;
    if (access(WORDS, R_OK) != 0)
        bench_fail(WORDS, "is missing; install the package wamerican");
    limit = pick_rate(options);
    bench_report(&(bench_figure){"generate: the limit, picking from the list", "M values/s",
                                 limit / 1e6, 0, 0, "", 0});
    one_kernel(options, 3, "off", 25, limit);
    one_kernel(options, 3, "avx2", 25, limit);
    one_kernel(options, 3, "avx512", 40, limit);
    one_kernel(options, 4, "off", 0, limit);
    one_kernel(options, 4, "avx512", 0, limit);
    two_threads(options);
}
