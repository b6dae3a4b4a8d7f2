/* What the tests of compiled forms share. */
#ifndef COMPILED_UTIL_H
#define COMPILED_UTIL_H

#include <dirent.h>
#include <stdio.h>

#include "model/compiled.h"
#include "models.h"

/* A model's file and a folder for its compiled form, in a folder of their own. */
typedef struct kept {
    test_folder folder;
    char path[640], cache[640], form[1024];
} kept;

static inline void kept_init(kept *k, const phony_model *model)
{
    phony_error error = {0};

    folder_init(&k->folder);
    snprintf(k->path, sizeof k->path, "%s/m.phony", k->folder.path);
    snprintf(k->cache, sizeof k->cache, "%s/cache", k->folder.path);
    ASSERT_STATUS(phony_model_write(model, k->path, &error), PHONY_OK, &error);
}

static inline void kept_fini(kept *k)
{
    folder_fini(&k->folder);
}

static inline phony_status try_open(const kept *k, const phony_model_limits *limits,
                                    phony_model **model, phony_error *error)
{
    phony_cache *cache = NULL;
    phony_status status = phony_cache_new(&cache, error);

    if (!status)
        status = phony_cache_keep(cache, k->cache, error);
    if (!status)
        status = phony_model_open(cache, k->path, limits, model, error);
    phony_cache_free(cache);
    return status;
}

/* Opens the model as a new process would. */
static inline phony_model *open_kept(const kept *k)
{
    phony_model *model = NULL;
    phony_error error = {0};

    ASSERT_STATUS(try_open(k, NULL, &model, &error), PHONY_OK, &error);
    return model;
}

static inline phony_status try_compile(kept *k, uint64_t *bytes, phony_error *error)
{
    phony_cache *cache = NULL;
    phony_status status = phony_cache_new(&cache, error);

    if (!status)
        status = phony_cache_keep(cache, k->cache, error);
    if (!status)
        status = phony_model_compile(cache, k->path, NULL, k->form, sizeof k->form, bytes, error);
    phony_cache_free(cache);
    return status;
}

/* Keeps the model's compiled form; k->form is its path. */
static inline void compile_kept(kept *k)
{
    phony_error error = {0};

    ASSERT_STATUS(try_compile(k, NULL, &error), PHONY_OK, &error);
}

static inline int is_mapped(const kept *k)
{
    phony_model *model = open_kept(k);
    int mapped = model->mapping != NULL;

    phony_model_unref(model);
    return mapped;
}

/* How many files there are in a folder. */
static inline size_t count_files(const char *folder)
{
    DIR *all = opendir(folder);
    size_t count = 0;

    for (struct dirent *one; all && (one = readdir(all));)
        count += one->d_name[0] != '.';
    if (all)
        closedir(all);
    return count;
}

static inline void assert_same_rows(phony_model *a, phony_model *b, uint64_t count)
{
    ph_buffer x = generate_rows(a, "compiled", 0, count);
    ph_buffer y = generate_rows(b, "compiled", 0, count);

    ck_assert_uint_eq(x.length, y.length);
    ck_assert_mem_eq(x.data, y.data, x.length);
    ph_buffer_fini(&x);
    ph_buffer_fini(&y);
}
#endif
