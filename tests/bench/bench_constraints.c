/* Constraints: what compiling one costs, beside compiling the model itself, and what a constrained
 * walk costs, beside the free one. Distinct and sorted rows, beside the same. */
#include <stdlib.h>

#include "bench.h"

enum { COUNT = 2000000, CELLS = 400000 };

static phony_generator *generator_of(phony_model *model, const phony_generator_options *options)
{
    phony_generator *generator;
    phony_error error;

    bench_check(phony_generator_new(model, options, &generator, &error), &error);
    return generator;
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
    phony_model *model = bench_open(name);
    compiling c = {model, &constraints[0].options};
    phony_model_info info = PHONY_MODEL_INFO_INIT;
    phony_error error;
    double seconds;

    compile(&c); /* the model's chain is made once */
    seconds = bench_median(options, compile, &c);
    bench_check(phony_model_get_info(model, &info, &error), &error);
    bench_report(
        &(bench_figure){bench_label("constraints: compiling %, %", constraints[0].name, name),
                        "ms/100k", seconds * 1e3 * 1e5 / (double)info.ngrams, 50, 1, "", 0});
    phony_model_unref(model);
}

/* ---- Walking --------------------------------------------------------------------------------- */

static void walk_figures(const bench_options *options, const char *simd)
{
    const char *kernel = *simd ? "portable" : "best kernel";
    phony_generator *free_walk, *walk;
    phony_model *model;

    setenv("PHONY_SIMD", simd, 1);
    model = bench_open("en_US/last_names");
    free_walk = generator_of(model, NULL);
    bench_report(&(bench_figure){bench_label("constraints: none, %%", kernel, ""), "M values/s",
                                 bench_rate(options, free_walk, COUNT, 1, NULL) / 1e6, 0, 0, "",
                                 0});
    for (size_t i = 0; i < sizeof constraints / sizeof *constraints; i++) {
        walk = generator_of(model, &constraints[i].options);
        bench_report(&(bench_figure){bench_label("constraints: %, %", constraints[i].name, kernel),
                                     "x the time", bench_times(options, walk, free_walk, COUNT, 1),
                                     3, 1, "", 0});
        phony_generator_unref(walk);
    }
    phony_generator_unref(free_walk);
    phony_model_unref(model);
}

/* ---- Distinct and sorted rows ---------------------------------------------------------------- */

typedef struct kind {
    const char *name, *model;
    int32_t unique, sorted;
} kind;

static void cell_figure(const bench_options *options, const kind *k)
{
    phony_generator_options o = PHONY_GENERATOR_OPTIONS_INIT;
    phony_model *model = bench_open(k->model);
    phony_generator *walk = generator_of(model, NULL), *cells;
    double times;

    o.rows = 1000000000;
    o.unique = k->unique;
    o.sorted = k->sorted;
    cells = generator_of(model, &o);
    times = bench_times(options, cells, walk, CELLS, 1);
    bench_report(&(bench_figure){bench_label("unique: %, of 10^9 rows, %", k->name, k->model),
                                 "M values/s", bench_rate(options, cells, CELLS, 1, NULL) / 1e6, 0,
                                 0, "its free walk", 1 / times});
    phony_generator_unref(cells);
    phony_generator_unref(walk);
    phony_model_unref(model);
}

static void cell_figures(const bench_options *options)
{
    static const kind kinds[] = {{"numbered", "en_US/last_names", PHONY_UNIQUE_NUMBERED, 0},
                                 {"strict", "en_US/last_names", PHONY_UNIQUE_STRICT, 0},
                                 {"named", "en_US/person_names", PHONY_UNIQUE_NAMED, 0},
                                 {"sorted", "en_US/last_names", PHONY_UNIQUE_NONE, 1}};
    phony_generator_options o = PHONY_GENERATOR_OPTIONS_INIT;
    phony_model *model = bench_open("en_US/last_names");
    phony_generator *cells;

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        cell_figure(options, &kinds[i]);
    o.rows = 1000000000;
    o.unique = PHONY_UNIQUE_NUMBERED;
    cells = generator_of(model, &o);
    bench_report(&(bench_figure){"unique: numbered, 2 threads", "x 1 thread",
                                 1 / bench_times(options, cells, cells, 2 * CELLS, 2), 0, 0, "",
                                 0});
    phony_generator_unref(cells);
    phony_model_unref(model);
}

void bench_constraints(const bench_options *options)
{
    if (bench_wanted(options, "constraints")) {
        compile_figures(options, "en_US/last_names");
        compile_figures(options, "de_DE/company_names");
        walk_figures(options, "off");
        walk_figures(options, "");
    }
    if (bench_wanted(options, "unique"))
        cell_figures(options);
}
