/* The cache of models, and one model in many hands. */
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "models.h"

enum { THREADS = 8 };

static phony_cache *new_cache(void)
{
    phony_cache *cache = NULL;
    phony_error error = {0};

    ASSERT_STATUS(phony_cache_new(&cache, &error), PHONY_OK, &error);
    return cache;
}

static void write_names(const char *path, int32_t order)
{
    phony_model *model = train_names(order);
    phony_error error = {0};

    ASSERT_STATUS(phony_model_write(model, path, &error), PHONY_OK, &error);
    phony_model_unref(model);
}

static phony_model *open_model(phony_cache *cache, const char *path)
{
    phony_model *model = NULL;
    phony_error error = {0};

    ASSERT_STATUS(phony_model_open(cache, path, NULL, &model, &error), PHONY_OK, &error);
    return model;
}

START_TEST(the_same_file_is_one_model)
{
    test_folder folder;
    phony_cache *cache = new_cache();
    phony_model *a, *b, *c, *alone;
    char path[640], link[640];

    folder_init(&folder);
    snprintf(path, sizeof path, "%s", folder_file(&folder, "a.phony"));
    snprintf(link, sizeof link, "%s", folder_file(&folder, "link.phony"));
    write_names(path, 3);
    ck_assert_int_eq(symlink(path, link), 0);
    a = open_model(cache, path);
    b = open_model(cache, path);
    c = open_model(cache, link); /* by another name */
    alone = open_model(NULL, path);
    ck_assert_ptr_eq(a, b);
    ck_assert_ptr_eq(a, c);
    ck_assert_ptr_ne(a, alone);
    phony_model_unref(a);
    phony_model_unref(b);
    phony_model_unref(c);
    phony_model_unref(alone);
    phony_cache_free(cache);
    folder_fini(&folder);
}
END_TEST

START_TEST(models_live_on_without_their_cache)
{
    test_folder folder;
    phony_cache *cache = new_cache();
    phony_model *model;
    ph_buffer rows;

    folder_init(&folder);
    write_names(folder_file(&folder, "a.phony"), 3);
    model = open_model(cache, folder.file);
    phony_cache_free(cache);
    phony_cache_free(NULL);
    folder_fini(&folder);
    rows = generate_rows(model, "1", 0, 10);
    ck_assert_uint_gt(rows.length, 20);
    ph_buffer_fini(&rows);
    phony_model_unref(model);
}
END_TEST

START_TEST(a_changed_file_is_read_anew)
{
    test_folder folder;
    phony_cache *cache = new_cache();
    phony_model *old, *new, *again;

    folder_init(&folder);
    write_names(folder_file(&folder, "a.phony"), 3);
    old = open_model(cache, folder.file);
    write_names(folder.file, 4); /* renamed into place: another inode */
    new = open_model(cache, folder.file);
    again = open_model(cache, folder.file);
    ck_assert_int_eq(old->ngrams.order, 3);
    ck_assert_int_eq(new->ngrams.order, 4);
    ck_assert_ptr_eq(new, again);
    ck_assert_uint_eq(atomic_load(&old->references), 1); /* ours: the cache has let it go */
    phony_model_unref(old);
    phony_model_unref(new);
    phony_model_unref(again);
    phony_cache_free(cache);
    folder_fini(&folder);
}
END_TEST

/* Written over in place: the inode stays, time and size change. */
START_TEST(a_file_changed_in_place_is_read_anew)
{
    static const struct timespec times[] = {{1000, 0}, {1000, 1}};
    test_folder folder;
    phony_cache *cache = new_cache();
    phony_model *old, *new, *touched;
    phony_model *three = train_names(3), *four = train_names(4);
    ph_buffer a = json_of(three), b = json_of(four);

    folder_init(&folder);
    write_bytes(folder_file(&folder, "a.phony"), a.data, a.length - 1);
    old = open_model(cache, folder.file);
    write_bytes(folder.file, b.data, b.length - 1);
    new = open_model(cache, folder.file);
    ck_assert_int_eq(old->ngrams.order, 3);
    ck_assert_int_eq(new->ngrams.order, 4);
    ck_assert_int_eq(utimensat(AT_FDCWD, folder.file, times, 0), 0);
    touched = open_model(cache, folder.file);
    ck_assert_ptr_ne(touched, new);
    phony_model_unref(old);
    phony_model_unref(new);
    phony_model_unref(touched);
    phony_model_unref(three);
    phony_model_unref(four);
    ph_buffer_fini(&a);
    ph_buffer_fini(&b);
    phony_cache_free(cache);
    folder_fini(&folder);
}
END_TEST

START_TEST(what_cannot_be_read_is_not_kept)
{
    test_folder folder;
    phony_cache *cache = new_cache();
    phony_model *model = NULL, *old;
    phony_error error = {0};

    folder_init(&folder);
    write_bytes(folder_file(&folder, "a.phony"), "{}", 2);
    for (int i = 0; i < 2; i++)
        ASSERT_STATUS(phony_model_open(cache, folder.file, NULL, &model, &error), PHONY_ERROR_MODEL,
                      &error);
    write_names(folder.file, 3);
    old = open_model(cache, folder.file);
    write_bytes(folder.file, "{}", 2); /* in place: the one that was there is given up */
    ASSERT_STATUS(phony_model_open(cache, folder.file, NULL, &model, &error), PHONY_ERROR_MODEL,
                  &error);
    ck_assert_ptr_null(model);
    phony_model_unref(old);
    phony_cache_free(cache);
    folder_fini(&folder);
    ck_assert_int_eq(phony_cache_new(NULL, NULL), PHONY_ERROR_ARGUMENT);
}
END_TEST

START_TEST(nothing_is_compiled_before_the_first_use)
{
    phony_model *model = train_names(4);
    phony_model_info before = PHONY_MODEL_INFO_INIT, after = PHONY_MODEL_INFO_INIT;
    ph_buffer rows;

    ck_assert_int_eq(phony_model_get_info(model, &before, NULL), PHONY_OK);
    ck_assert_uint_eq(before.sampler_memory, 0);
    rows = generate_rows(model, "1", 0, 1);
    ck_assert_int_eq(phony_model_get_info(model, &after, NULL), PHONY_OK);
    ck_assert_uint_gt(after.sampler_memory, 1000);
    ck_assert_uint_eq(after.memory, before.memory + after.sampler_memory);
    ph_buffer_fini(&rows);
    phony_model_unref(model);
}
END_TEST

/* ---- Many threads -----------------------------------------------------------------------------
 */

typedef struct job {
    pthread_t thread;
    pthread_barrier_t *barrier;
    phony_cache *cache; /* or */
    phony_model *model;
    const char *path;
    const phony_model *opened;
    ph_buffer rows;
    phony_status status;
    double bits, mean_length;
} job;

/* No assertions here: Check's are not for other threads. */
static void use_model(job *j, phony_model *model)
{
    static const phony_key key = {{11, 12}};
    phony_column column = PHONY_COLUMN_INIT;
    phony_score score = PHONY_SCORE_INIT;
    phony_model_figures figures = PHONY_MODEL_FIGURES_INIT;
    phony_model_info info = PHONY_MODEL_INFO_INIT;
    uint8_t bytes[8192];
    uint32_t offsets[301];

    column.bytes = bytes;
    column.bytes_capacity = sizeof bytes;
    column.offsets = offsets;
    column.rows_capacity = 300;
    for (uint64_t row = 0; row < 3000 && !j->status; row += column.rows) {
        j->status = phony_generate(model, &key, row, 300, &column, NULL);
        if (!j->status)
            ph_buffer_append(&j->rows, bytes, offsets[column.rows]);
    }
    if (!j->status)
        j->status = phony_model_score(model, "Anna", 4, &score, NULL);
    if (!j->status)
        j->status = phony_model_get_figures(model, &figures, NULL);
    if (!j->status)
        j->status = phony_model_get_info(model, &info, NULL);
    j->bits = score.bits;
    j->mean_length = figures.mean_length;
}

static void *run(void *argument)
{
    job *j = argument;
    phony_model *model = NULL;

    pthread_barrier_wait(j->barrier);
    if (j->cache)
        j->status = phony_model_open(j->cache, j->path, NULL, &model, NULL);
    else
        model = phony_model_ref(j->model);
    j->opened = model;
    if (!j->status)
        use_model(j, model);
    phony_model_unref(model);
    return NULL;
}

/* All at once: whoever is first compiles. */
static void run_all(phony_cache *cache, phony_model *model, const char *path)
{
    job jobs[THREADS];
    pthread_barrier_t barrier;

    ck_assert_int_eq(pthread_barrier_init(&barrier, NULL, THREADS), 0);
    memset(jobs, 0, sizeof jobs);
    for (int i = 0; i < THREADS; i++) {
        jobs[i].barrier = &barrier;
        jobs[i].cache = cache;
        jobs[i].model = model;
        jobs[i].path = path;
        ck_assert_int_eq(pthread_create(&jobs[i].thread, NULL, run, &jobs[i]), 0);
    }
    for (int i = 0; i < THREADS; i++)
        pthread_join(jobs[i].thread, NULL);
    pthread_barrier_destroy(&barrier);
    for (int i = 0; i < THREADS; i++) {
        ck_assert_int_eq(jobs[i].status, PHONY_OK);
        ck_assert_ptr_eq(jobs[i].opened, jobs[0].opened);
        ck_assert_uint_eq(jobs[i].rows.length, jobs[0].rows.length);
        ck_assert_mem_eq(jobs[i].rows.data, jobs[0].rows.data, jobs[0].rows.length);
        ck_assert_double_eq(jobs[i].bits, jobs[0].bits);
        ck_assert_double_eq(jobs[i].mean_length, jobs[0].mean_length);
    }
    for (int i = 0; i < THREADS; i++)
        ph_buffer_fini(&jobs[i].rows);
}

START_TEST(threads_compile_one_model_once_and_agree)
{
    phony_train_options options = PHONY_TRAIN_OPTIONS_INIT;

    for (int round = 0; round < 6; round++) {
        phony_model *model;
        options.order = 2 + round % 3;
        options.exclude_originals = round % 2;
        model = train(&options, test_names, test_name_count);
        run_all(NULL, model, NULL);
        phony_model_unref(model);
    }
}
END_TEST

START_TEST(threads_open_one_file_through_one_cache)
{
    test_folder folder;

    folder_init(&folder);
    write_names(folder_file(&folder, "a.phony"), 4);
    for (int round = 0; round < 6; round++) {
        phony_cache *cache = new_cache();
        run_all(cache, NULL, folder.file);
        phony_cache_free(cache);
    }
    folder_fini(&folder);
}
END_TEST

/* Training with several threads is here for ThreadSanitizer; that they leave no trace is tested in
 * test_train.c. */
START_TEST(threads_train_one_model)
{
    test_folder folder;
    phony_train_options options = PHONY_TRAIN_OPTIONS_INIT;
    ph_buffer list = PH_BUFFER_INIT;
    phony_error error = {0};

    folder_init(&folder);
    for (size_t i = 0; i < 40000; i++) {
        ph_buffer_append_text(&list, test_names[i % test_name_count]);
        ph_buffer_append_text(&list, i % 3 ? " GmbH\n" : "\n");
    }
    write_bytes(folder_file(&folder, "list.txt"), list.data, list.length);
    options.threads = THREADS;
    options.exclude_originals = 1;
    for (options.mode = 0; options.mode < 3; options.mode++) {
        phony_trainer *trainer = NULL;
        phony_input *input = NULL;
        phony_model *model = NULL;
        ASSERT_STATUS(phony_trainer_new(&options, &trainer, &error), PHONY_OK, &error);
        ASSERT_STATUS(phony_input_open(folder.file, NULL, &input, &error), PHONY_OK, &error);
        ASSERT_STATUS(phony_trainer_add_input(trainer, input, NULL, NULL, &error), PHONY_OK,
                      &error);
        ASSERT_STATUS(phony_trainer_finish(trainer, &model, &error), PHONY_OK, &error);
        ck_assert_uint_eq(model->values, 40000);
        phony_model_unref(model);
        phony_input_close(input);
        phony_trainer_free(trainer);
    }
    ph_buffer_fini(&list);
    folder_fini(&folder);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("cache");

    UNIT_ADD(suite, the_same_file_is_one_model);
    UNIT_ADD(suite, models_live_on_without_their_cache);
    UNIT_ADD(suite, a_changed_file_is_read_anew);
    UNIT_ADD(suite, a_file_changed_in_place_is_read_anew);
    UNIT_ADD(suite, what_cannot_be_read_is_not_kept);
    UNIT_ADD(suite, nothing_is_compiled_before_the_first_use);
    UNIT_ADD(suite, threads_compile_one_model_once_and_agree);
    UNIT_ADD(suite, threads_open_one_file_through_one_cache);
    UNIT_ADD(suite, threads_train_one_model);
    return suite;
}
