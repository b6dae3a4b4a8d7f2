/* Whole names and e-mail addresses, beside walking their two models and nothing more, and beside
 * picking both names from lists, as fakers do it, in C. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"

enum { ROWS = 1 << 16, BYTES = 1 << 22, COUNT = 4000000, LIST = 5000 };

static uint8_t bytes[BYTES];
static uint32_t offsets[ROWS + 1];

static phony_column new_column(void)
{
    phony_column column = PHONY_COLUMN_INIT;

    column.bytes = bytes;
    column.bytes_capacity = sizeof bytes;
    column.offsets = offsets;
    column.rows_capacity = ROWS;
    column.separator = '\n';
    return column;
}

static void run_two_models(void *user)
{
    phony_model **models = user;
    const phony_key key = {{1, 2}};
    phony_error error;

    for (int i = 0; i < 2; i++) {
        for (uint64_t row = 0; row < COUNT;) {
            phony_column column = new_column();
            bench_check(phony_generate(models[i], &key, row, COUNT - row, &column, &error), &error);
            row += column.rows;
        }
    }
}

static double two_walks(const bench_options *options)
{
    phony_model *models[2] = {bench_open("en_US/first_names_male"), bench_open("en_US/last_names")};
    double rate = COUNT / bench_median(options, run_two_models, models);

    phony_model_unref(models[0]);
    phony_model_unref(models[1]);
    return rate;
}

/* ---- Picking from lists ---------------------------------------------------------------------- */

typedef struct list {
    char *text;
    uint32_t *offsets;
} list;

static list make_list(const char *name)
{
    phony_model *model = bench_open(name);
    phony_column column = new_column();
    const phony_key key = {{3, 4}};
    phony_error error;
    list made = {malloc(BYTES), malloc((LIST + 1) * sizeof(uint32_t))};

    if (!made.text || !made.offsets)
        bench_fail(name, "out of memory");
    bench_check(phony_generate(model, &key, 0, LIST, &column, &error), &error);
    memcpy(made.text, bytes, offsets[LIST]);
    memcpy(made.offsets, offsets, (LIST + 1) * sizeof *offsets);
    phony_model_unref(model);
    return made;
}

static uint64_t mix(uint64_t x)
{
    x = (x ^ x >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    x = (x ^ x >> 27) * UINT64_C(0x94D049BB133111EB);
    return x ^ x >> 31;
}

/* With the line feed behind each name of the list, as a space behind the first. */
static size_t pick(const list *from, uint32_t draw, uint8_t *to)
{
    uint32_t i = (uint32_t)((uint64_t)draw * LIST >> 32);
    size_t length = from->offsets[i + 1] - from->offsets[i];

    memcpy(to, from->text + from->offsets[i], length);
    return length;
}

static void run_lists(void *user)
{
    const list *lists = user;

    for (uint64_t row = 0; row < COUNT;) {
        uint8_t *to = bytes;
        for (size_t i = 0; i < ROWS; i++, row++) {
            uint64_t draw = mix(row * UINT64_C(0x9E3779B97F4A7C15));
            to += pick(&lists[0], (uint32_t)(draw >> 32), to);
            to[-1] = ' ';
            to += pick(&lists[1], (uint32_t)draw, to);
            offsets[i + 1] = (uint32_t)(to - bytes);
        }
    }
}

static double from_lists(const bench_options *options)
{
    list lists[2] = {make_list("en_US/first_names_male"), make_list("en_US/last_names")};
    double rate = COUNT / bench_median(options, run_lists, lists);

    for (int i = 0; i < 2; i++) {
        free(lists[i].text);
        free(lists[i].offsets);
    }
    bench_report(&(bench_figure){"composite: the limit, picking both names from lists",
                                 "M values/s", rate / 1e6, 0, 0, "", 0});
    return rate;
}

/* ---- Composites ------------------------------------------------------------------------------ */

typedef struct kernel {
    const char *simd, *name;
    double names, emails; /* targets */
} kernel;

static phony_generator *generator_of(const char *name)
{
    phony_generator *generator;
    phony_error error;

    bench_check(phony_generator_from_name(name, NULL, &generator, &error), &error);
    return generator;
}

static void with_kernel(const bench_options *options, const kernel *k, double lists)
{
    phony_generator *names, *emails;
    double walks, rate;

    setenv("PHONY_SIMD", k->simd, 1);
    names = generator_of("person.full");
    emails = generator_of("email");
    walks = two_walks(options);
    rate = bench_rate(options, names, COUNT, 1, NULL);
    bench_report(&(bench_figure){bench_label("composite: person.full, en_US, %%", k->name, ""),
                                 "M values/s", rate / 1e6, k->names, 0, "its two models alone",
                                 rate / walks});
    bench_report(
        &(bench_figure){bench_label("composite: person.full, beside lists, %%", k->name, ""),
                        "M values/s", rate / 1e6, 0, 0, "picking from lists", rate / lists});
    rate = bench_rate(options, emails, COUNT, 1, NULL);
    bench_report(&(bench_figure){bench_label("composite: email, en_US, %%", k->name, ""),
                                 "M values/s", rate / 1e6, k->emails, 0, "its two models alone",
                                 rate / walks});
    bench_report(&(bench_figure){bench_label("composite: person.full, 2 threads, %%", k->name, ""),
                                 "x 1 thread", 1 / bench_times(options, names, names, COUNT, 2), 0,
                                 0, "", 0});
    phony_generator_unref(names);
    phony_generator_unref(emails);
}

void bench_composite(const bench_options *options)
{
    static const kernel kernels[] = {{"off", "portable", 12, 8}, {"", "best kernel", 20, 8}};
    double lists;

    if (!bench_wanted(options, "composite"))
        return;
    setenv("PHONY_MODELS", BENCH_MODELS, 1);
    lists = from_lists(options);
    for (size_t i = 0; i < sizeof kernels / sizeof *kernels; i++)
        with_kernel(options, &kernels[i], lists);
}
