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

static void run_generator(void *user)
{
    const phony_key key = {{1, 2}};
    phony_error error;

    for (uint64_t row = 0; row < COUNT;) {
        phony_column column = new_column();
        bench_check(phony_generator_fill(user, &key, row, COUNT - row, &column, &error), &error);
        row += column.rows;
    }
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

static phony_model *open_model(const char *name)
{
    char path[1024];
    phony_model *model;
    phony_error error;

    snprintf(path, sizeof path, "%s/en_US/%s.phony", BENCH_MODELS, name);
    bench_check(phony_model_open(NULL, path, NULL, &model, &error), &error);
    return model;
}

static double two_walks(const bench_options *options)
{
    phony_model *models[2] = {open_model("first_names_male"), open_model("last_names")};
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
    phony_model *model = open_model(name);
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
    list lists[2] = {make_list("first_names_male"), make_list("last_names")};
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

static void one(const bench_options *options, const char *name, const char *simd, double target,
                const char *beside, double rate_beside)
{
    char *label = malloc(80);
    phony_generator *generator;
    phony_error error;
    double rate;

    if (!label)
        bench_fail(name, "out of memory");
    bench_check(phony_generator_from_name(name, NULL, &generator, &error), &error);
    rate = COUNT / bench_median(options, run_generator, generator);
    snprintf(label, 80, "composite: %s, en_US, %s", name, *simd ? simd : "best kernel");
    bench_report(
        &(bench_figure){label, "M values/s", rate / 1e6, target, 0, beside, rate / rate_beside});
    phony_generator_unref(generator);
}

void bench_composite(const bench_options *options)
{
    static const struct {
        const char *simd;
        double names, emails; /* targets */
    } paths[] = {{"off", 12, 8}, {"", 20, 8}};
    double lists, walks;

    if (!bench_wanted(options, "composite"))
        return;
    setenv("PHONY_MODELS", BENCH_MODELS, 1);
    lists = from_lists(options);
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        setenv("PHONY_SIMD", paths[i].simd, 1);
        walks = two_walks(options);
        one(options, "person.full", paths[i].simd, paths[i].names, "its two models alone", walks);
        one(options, "email", paths[i].simd, paths[i].emails, "its two models alone", walks);
        one(options, "person.full", paths[i].simd, paths[i].names, "picking from lists", lists);
    }
}
