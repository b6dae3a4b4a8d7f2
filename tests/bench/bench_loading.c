/* Loading a model (read, unzip, check, compile), beside unzipping it; loading it compiled (map,
 * check), beside reading the same bytes; and what a model takes in memory. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "bench.h"

typedef struct file {
    char path[32];
    uint64_t memory, ngrams; /* of the model */
    char folder[32];         /* of compiled forms */
    char form[512];
    char *room; /* as large as the form, touched */
    uint64_t bytes;
} file;

static void load(void *user)
{
    file *f = user;
    phony_model_info info = PHONY_MODEL_INFO_INIT;
    phony_error error;
    phony_model *model;

    bench_check(phony_model_open(NULL, f->path, NULL, &model, &error), &error);
    phony_generate_path(model); /* compiles */
    bench_check(phony_model_get_info(model, &info, &error), &error);
    f->memory = info.memory;
    f->ngrams = info.ngrams;
    phony_model_unref(model);
}

static void unzip(void *user)
{
    static char block[1 << 16];
    const file *f = user;
    gzFile gz = gzopen(f->path, "rb");

    while (gz && gzread(gz, block, sizeof block) > 0)
        continue;
    if (!gz || gzclose(gz) != Z_OK)
        bench_fail(f->path, "cannot be unzipped");
}

/* As a new process does: nothing of the model is in memory but the system's pages of the file. */
static void load_compiled(void *user)
{
    file *f = user;
    phony_error error;
    phony_cache *cache;
    phony_model *model;

    bench_check(phony_cache_new(&cache, &error), &error);
    bench_check(phony_cache_keep(cache, f->folder, &error), &error);
    bench_check(phony_model_open(cache, f->path, NULL, &model, &error), &error);
    phony_generate_path(model); /* compiled already */
    phony_model_unref(model);
    phony_cache_free(cache);
}

static void read_form(void *user)
{
    file *f = user;
    int fd = open(f->form, O_RDONLY);

    if (fd < 0 || read(fd, f->room, f->bytes) != (ssize_t)f->bytes)
        bench_fail(f->form, "cannot be read");
    close(fd);
}

static void measure_compiled(const bench_options *options, file *f)
{
    phony_error error;
    phony_cache *cache;
    bench_options often = *options;
    double loading, reading;

    if (!mkdtemp(f->folder))
        bench_fail(f->folder, "cannot be made");
    bench_check(phony_cache_new(&cache, &error), &error);
    bench_check(phony_cache_keep(cache, f->folder, &error), &error);
    bench_check(
        phony_model_compile(cache, f->path, NULL, f->form, sizeof f->form, &f->bytes, &error),
        &error);
    phony_cache_free(cache);
    f->room = calloc(1, f->bytes);
    often.runs *= 20; /* short */
    loading = bench_median(&often, load_compiled, f);
    reading = bench_median(&often, read_form, f);
    bench_report(&(bench_figure){"load a compiled model, per 100,000 n-grams", "us",
                                 loading * 1e6 * 1e5 / (double)f->ngrams, 200, 1,
                                 "read() of its bytes", loading / reading});
    free(f->room);
    unlink(f->form);
    rmdir(f->folder);
}

/* What is written of an n-gram at the least: its token (4 bytes) and its count (8), and its share
 * of a context (4). */
enum { PACKED_NGRAM = 16 };

void bench_loading(const bench_options *options)
{
    file f = {.path = "/tmp/phony-bench-XXXXXX.phony", .folder = "/tmp/phony-bench-XXXXXX"};
    phony_model *model;
    phony_error error;
    double loading, unzipping, per_ngram;

    if (!bench_wanted(options, "load") && !bench_wanted(options, "memory"))
        return;
    model = bench_train("/usr/share/dict/words", 4, 1, "");
    close(mkstemps(f.path, 6));
    bench_check(phony_model_write(model, f.path, &error), &error);
    phony_model_unref(model);
    loading = bench_median(options, load, &f);
    unzipping = bench_median(options, unzip, &f);
    bench_report(&(bench_figure){"load a model, per 100,000 n-grams", "ms",
                                 loading * 1e3 * 1e5 / (double)f.ngrams, 20, 1, "unzipping",
                                 loading / unzipping});
    measure_compiled(options, &f);
    per_ngram = (double)f.memory / (double)f.ngrams;
    bench_report(&(bench_figure){"memory of a loaded model, per n-gram", "bytes", per_ngram,
                                 3 * PACKED_NGRAM, 1, "packed (16 bytes)",
                                 per_ngram / PACKED_NGRAM});
    unlink(f.path);
}
