/* Constraints: what compiling one costs, beside compiling the model itself, and what a constrained
 * walk costs, beside the free one. Distinct and sorted rows, beside the same. Sentences. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"

enum { ROWS = 1 << 16, BYTES = 1 << 22, COUNT = 2000000, CELLS = 400000 };

static uint8_t bytes[BYTES];
static uint32_t offsets[ROWS + 1];

typedef struct run {
    phony_generator *generator;
    uint64_t count;
    uint64_t written; /* bytes, of the last run */
} run;

static void fill(void *user)
{
    const phony_key key = {{1, 2}};
    phony_error error;
    run *r = user;

    r->written = 0;
    for (uint64_t row = 0; row < r->count;) {
        phony_column column = PHONY_COLUMN_INIT;
        column.bytes = bytes;
        column.bytes_capacity = sizeof bytes;
        column.offsets = offsets;
        column.rows_capacity = ROWS;
        column.separator = '\n';
        bench_check(phony_generator_fill(r->generator, &key, row, r->count - row, &column, &error),
                    &error);
        row += column.rows;
        r->written += offsets[column.rows];
    }
}

static phony_model *open_model(const char *name)
{
    char path[1024];
    phony_model *model;
    phony_error error;

    snprintf(path, sizeof path, "%s/%s.phony", BENCH_MODELS, name);
    bench_check(phony_model_open(NULL, path, NULL, &model, &error), &error);
    return model;
}

static phony_generator *generator_of(phony_model *model, const phony_generator_options *options)
{
    phony_generator *generator;
    phony_error error;

    bench_check(phony_generator_new(model, options, &generator, &error), &error);
    return generator;
}

/* Rows a second of a generator, which is let go of. */
static double rate_of(const bench_options *options, phony_generator *generator, uint64_t count)
{
    run r = {generator, count, 0};
    double rate = (double)count / bench_median(options, fill, &r);

    phony_generator_unref(generator);
    return rate;
}

/* A name put together; it stays, as figures keep theirs. */
static char *label(const char *a, const char *b, const char *c, const char *d)
{
    char *text = malloc(80);

    if (!text)
        bench_fail(a, "out of memory");
    snprintf(text, 80, "%s%s%s%s", a, b, c, d);
    return text;
}

#define WITH(...)                                                                                  \
    {                                                                                              \
        .size = sizeof(phony_generator_options), __VA_ARGS__                                       \
    }

static const struct {
    const char *name;
    phony_generator_options options;
} constraints[] = {
    {"length 4 to 12", WITH(.min_length = 4, .max_length = 12)},
    {"at most 6", WITH(.max_length = 6)},
    {"prefix Ma", WITH(.prefix = "Ma")},
    {"suffix son", WITH(.suffix = "son")},
    {"contains ar", WITH(.contains = "ar")},
    {"pattern [A-M].*(er|son)", WITH(.pattern = "[A-M].*(er|son)")},
};

/* ---- Compiling ------------------------------------------------------------------------------- */

typedef struct compiling {
    phony_model *model;
    const phony_generator_options *options;
} compiling;

static void compile(void *user)
{
    compiling *c = user;

    phony_generator_unref(generator_of(c->model, c->options));
}

static void compile_figures(const bench_options *options, const char *name)
{
    phony_model *model = open_model(name);
    compiling c = {model, &constraints[0].options};
    phony_model_info info = PHONY_MODEL_INFO_INIT;
    phony_error error;
    double seconds;

    compile(&c); /* the model's chain is made once */
    seconds = bench_median(options, compile, &c);
    bench_check(phony_model_get_info(model, &info, &error), &error);
    bench_report(&(bench_figure){label("constraints: compiling ", constraints[0].name, ", ", name),
                                 "ms/100k", seconds * 1e3 * 1e5 / (double)info.ngrams, 50, 1, "",
                                 0});
    phony_model_unref(model);
}

/* ---- Walking --------------------------------------------------------------------------------- */

static void walk_figures(const bench_options *options, const char *simd)
{
    phony_model *model;
    double free_rate;

    setenv("PHONY_SIMD", simd, 1);
    model = open_model("en_US/last_names");
    free_rate = rate_of(options, generator_of(model, NULL), COUNT);
    bench_report(
        &(bench_figure){label("constraints: none, ", *simd ? "portable" : "best kernel", "", ""),
                        "M values/s", free_rate / 1e6, 0, 0, "", 0});
    for (size_t i = 0; i < sizeof constraints / sizeof *constraints; i++) {
        double rate = rate_of(options, generator_of(model, &constraints[i].options), COUNT);
        bench_report(&(bench_figure){
            label("constraints: ", constraints[i].name, ", ", *simd ? "portable" : "best kernel"),
            "x the time", free_rate / rate, 3, 1, "", 0});
    }
    phony_model_unref(model);
}

/* ---- Distinct and sorted rows ---------------------------------------------------------------- */

static void cell_figures(const bench_options *options)
{
    static const struct {
        const char *name, *model;
        int32_t unique, sorted;
    } kinds[] = {{"numbered", "en_US/last_names", PHONY_UNIQUE_NUMBERED, 0},
                 {"strict", "en_US/last_names", PHONY_UNIQUE_STRICT, 0},
                 {"named", "en_US/person_names", PHONY_UNIQUE_NAMED, 0},
                 {"sorted", "en_US/last_names", PHONY_UNIQUE_NONE, 1}};

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        phony_generator_options o = PHONY_GENERATOR_OPTIONS_INIT;
        phony_model *model = open_model(kinds[i].model);
        double walk, rate;
        walk = rate_of(options, generator_of(model, NULL), COUNT);
        o.rows = 1000000000;
        o.unique = kinds[i].unique;
        o.sorted = kinds[i].sorted;
        rate = rate_of(options, generator_of(model, &o), CELLS);
        bench_report(
            &(bench_figure){label("unique: ", kinds[i].name, ", of 10^9 rows, ", kinds[i].model),
                            "M values/s", rate / 1e6, 0, 0, "its free walk", rate / walk});
        phony_model_unref(model);
    }
}

void bench_constraints(const bench_options *options)
{
    if (bench_wanted(options, "constraints")) {
        compile_figures(options, "en_US/last_names");
        compile_figures(options, "de_DE/street_names");
        walk_figures(options, "off");
        walk_figures(options, "");
    }
    if (bench_wanted(options, "unique"))
        cell_figures(options);
}
