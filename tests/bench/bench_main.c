/* phony-bench: the figures of README.md. A table on standard output, JSON beside the build.
 *
 *   phony-bench [--runs N] [--json FILE] [--program PHONY] [FILTER]
 *
 * Every figure is the median of several runs and stands beside a peer or a physical limit measured
 * in the same run: machines differ and drift, ratios hold. Nothing here fails for being slow. */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { FIGURES_MAX = 128 };
static bench_figure figures[FIGURES_MAX];
static size_t figure_count;

double bench_seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

double bench_middle(double *numbers, size_t count)
{
    qsort(numbers, count, sizeof *numbers, ascending);
    return numbers[count / 2];
}

double bench_median(const bench_options *options, void (*work)(void *user), void *user)
{
    double *seconds = calloc((size_t)options->runs, sizeof *seconds), median;

    work(user);
    for (int i = 0; i < options->runs; i++) {
        double began = bench_seconds();
        work(user);
        seconds[i] = bench_seconds() - began;
    }
    median = bench_middle(seconds, (size_t)options->runs);
    free(seconds);
    return median;
}

void bench_fail(const char *what, const char *why)
{
    fprintf(stderr, "phony-bench: %s: %s\n", what, why);
    exit(1);
}

void bench_check(phony_status status, const phony_error *error)
{
    if (status)
        bench_fail(phony_status_name(status), error->message);
}

int bench_wanted(const bench_options *options, const char *name)
{
    return !options->filter || strstr(name, options->filter) != NULL;
}

static const char *verdict(const bench_figure *f)
{
    if (f->target <= 0)
        return "";
    return (f->lower ? f->value <= f->target : f->value >= f->target) ? "reached" : "MISSED";
}

void bench_report(const bench_figure *f)
{
    char target[32] = "", ratio[64] = "";

    if (f->target > 0)
        snprintf(target, sizeof target, "%s %g", f->lower ? "<=" : ">=", f->target);
    if (f->ratio > 0)
        snprintf(ratio, sizeof ratio, "%.2f x %s", f->ratio, f->beside);
    printf("%-52s %10.2f %-13s %-9s %-8s %s\n", f->name, f->value, f->unit, target, verdict(f),
           ratio);
    fflush(stdout);
    if (figure_count < FIGURES_MAX)
        figures[figure_count++] = *f;
}

void bench_write_json(const char *path)
{
    FILE *file = fopen(path, "w");

    if (!file)
        bench_fail(path, "cannot be written");
    fprintf(file, "{\"version\":\"%s\",\"figures\":[", phony_version());
    for (size_t i = 0; i < figure_count; i++) {
        const bench_figure *f = &figures[i];
        fprintf(file, "%s\n{\"name\":\"%s\",\"value\":%.6g,\"unit\":\"%s\"", i ? "," : "", f->name,
                f->value, f->unit);
        if (f->target > 0)
            fprintf(file, ",\"target\":%.6g,\"reached\":%s", f->target,
                    *verdict(f) == 'r' ? "true" : "false");
        if (f->ratio > 0)
            fprintf(file, ",\"beside\":\"%s\",\"ratio\":%.6g", f->beside, f->ratio);
        fputc('}', file);
    }
    fputs("\n]}\n", file);
    if (fclose(file) != 0)
        bench_fail(path, "cannot be written");
}

phony_model *bench_train(const char *path, int32_t order, int32_t threads, const char *simd)
{
    phony_train_options options = PHONY_TRAIN_OPTIONS_INIT;
    phony_error error;
    phony_trainer *trainer;
    phony_input *input;
    phony_model *model;

    setenv("PHONY_SIMD", simd, 1);
    options.order = order;
    options.threads = threads;
    bench_check(phony_input_open(path, NULL, &input, &error), &error);
    bench_check(phony_trainer_new(&options, &trainer, &error), &error);
    bench_check(phony_trainer_add_input(trainer, input, NULL, NULL, &error), &error);
    bench_check(phony_trainer_finish(trainer, &model, &error), &error);
    phony_trainer_free(trainer);
    phony_input_close(input);
    phony_generate_path(model); /* compiles */
    return model;
}

phony_model *bench_open(const char *name)
{
    char path[1024];
    phony_model *model;
    phony_error error;

    snprintf(path, sizeof path, "%s/%s.phony", BENCH_MODELS, name);
    bench_check(phony_model_open(NULL, path, NULL, &model, &error), &error);
    return model;
}

const char *bench_label(const char *format, const char *a, const char *b)
{
    const char *from[] = {a, b};
    char *text = calloc(1, strlen(format) + strlen(a) + strlen(b) + 1), *to = text;

    if (!text)
        bench_fail(format, "out of memory");
    for (size_t next = 0; *format; format++) {
        if (*format == '%' && next < 2)
            to = stpcpy(to, from[next++]);
        else
            *to++ = *format;
    }
    return text;
}

static const char *argument(int argc, char **argv, int *i)
{
    if (*i + 1 >= argc)
        bench_fail(argv[*i], "needs a value");
    return argv[++*i];
}

static void parse(int argc, char **argv, bench_options *options)
{
    for (int i = 1; i < argc; i++) {
        if (!strcmp(argv[i], "--runs"))
            options->runs = (int)strtol(argument(argc, argv, &i), NULL, 10);
        else if (!strcmp(argv[i], "--json"))
            options->json = argument(argc, argv, &i);
        else if (!strcmp(argv[i], "--program"))
            options->program = argument(argc, argv, &i);
        else if (argv[i][0] == '-')
            bench_fail(argv[i],
                       "unknown; usage: phony-bench [--runs N] [--json FILE] "
                       "[--program PHONY] [FILTER]");
        else
            options->filter = argv[i];
    }
    if (options->runs < 1)
        bench_fail("--runs", "must be at least 1");
}

int main(int argc, char **argv)
{
    bench_options options = {5, NULL, BENCH_PROGRAM, "build/bench.json", BENCH_MODELS};

    parse(argc, argv, &options);
    printf("%-52s %10s %-13s %-9s %-8s %s\n", "figure", "measured", "unit", "target", "", "beside");
    bench_generate(&options);
    bench_program(&options);
    bench_training(&options);
    bench_loading(&options);
    bench_composite(&options);
    bench_dataset(&options);
    bench_constraints(&options);
    bench_text(&options);
    bench_peers(&options);
    bench_write_json(options.json);
    printf("\nJSON in %s\n", options.json);
    return 0;
}
