/* Measuring, beside a limit or a peer in the same run: what the parts of phony-bench share. */
#ifndef BENCH_H
#define BENCH_H

#include <phony.h>
#include <stddef.h>
#include <stdint.h>

typedef struct bench_options {
    int runs;            /* of each figure; the median counts */
    const char *filter;  /* only figures whose name contains it; NULL = all */
    const char *program; /* the command line's program */
    const char *json;    /* where the JSON goes */
    const char *models;  /* the bundled models */
} bench_options;

/* A figure: higher is better unless `lower`. Target 0 = none was set. */
typedef struct bench_figure {
    const char *name;
    const char *unit;
    double value;
    double target;
    int lower;
    const char *beside; /* what it is measured against */
    double ratio;       /* value / that; 0 = none */
} bench_figure;

/* Says that a part is to be measured. */
int bench_wanted(const bench_options *options, const char *name);
/* Prints a figure and keeps it for the JSON. */
void bench_report(const bench_figure *figure);
void bench_write_json(const char *path);

double bench_seconds(void);
/* The median of the seconds that `runs` calls of work(user) take, after one that does not count. */
double bench_median(const bench_options *options, void (*work)(void *user), void *user);
/* The median of numbers, which are sorted. */
double bench_middle(double *numbers, size_t count);
/* Rows a second of a generator, dealt out among threads; and bytes a second, unless NULL. */
double bench_rate(const bench_options *options, phony_generator *generator, uint64_t count,
                  int threads, double *bytes);
/* How many times as long `count` rows of a generator take, on `threads`, as those of another on
 * one: the median of runs in turn. */
double bench_times(const bench_options *options, phony_generator *generator,
                   phony_generator *beside, uint64_t count, int threads);
/* A bundled model ("en_US/last_names"); the caller owns it. */
phony_model *bench_open(const char *name);
/* A figure's name put together; it stays. */
const char *bench_label(const char *format, const char *a, const char *b);
/* Ends the program with a message. */
_Noreturn void bench_fail(const char *what, const char *why);
/* What must not fail here. */
void bench_check(phony_status status, const phony_error *error);

/* A model trained on a list; the caller owns it. `simd` is set as PHONY_SIMD for its sampler. */
phony_model *bench_train(const char *path, int32_t order, int32_t threads, const char *simd);

void bench_generate(const bench_options *options);
void bench_program(const bench_options *options);
void bench_training(const bench_options *options);
void bench_loading(const bench_options *options);
void bench_composite(const bench_options *options);
void bench_dataset(const bench_options *options);
void bench_constraints(const bench_options *options);
void bench_text(const bench_options *options);
void bench_peers(const bench_options *options);
#endif
