/* Compiled forms on disk: that nothing but time tells whether there is one. What they must not be
 * believed is in test_compiled_trust.c. */
#include <pthread.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/alloc.h"
#include "compiled_util.h"
#include "sample/sampler.h"

#define OPTIONS(...) ((phony_train_options){.size = sizeof(phony_train_options), __VA_ARGS__})

static void assert_same_texts(const phony_model *a, const phony_model *b)
{
    const char *text;
    size_t length, other;

    for (int32_t i = 0; i <= PHONY_TEXT_DIGEST; i++)
        ck_assert_str_eq(phony_model_get_text(a, i), phony_model_get_text(b, i));
    for (uint64_t i = 0; (text = phony_model_get_token(a, i, &length)); i++) {
        const char *same = phony_model_get_token(b, i, &other);
        ck_assert_ptr_nonnull(same);
        ck_assert_uint_eq(length, other);
        ck_assert_mem_eq(text, same, length);
    }
}

static void assert_same_info(const phony_model *a, const phony_model *b)
{
    phony_model_info x = PHONY_MODEL_INFO_INIT, y = PHONY_MODEL_INFO_INIT;

    ck_assert_int_eq(phony_model_get_info(a, &x, NULL), PHONY_OK);
    ck_assert_int_eq(phony_model_get_info(b, &y, NULL), PHONY_OK);
    x.memory = y.memory = x.sampler_memory = y.sampler_memory = 0;
    ck_assert_mem_eq(&x, &y, sizeof x);
}

/* All that can be asked of a model. */
static void assert_same_answers(phony_model *a, phony_model *b)
{
    assert_same_info(a, b);
    assert_same_texts(a, b);
    assert_same_rows(a, b, 300);
    ck_assert_str_eq(phony_generate_path(a), phony_generate_path(b));
    for (size_t i = 0; i < test_name_count; i += 50) {
        const char *name = test_names[i];
        phony_score x = PHONY_SCORE_INIT, y = PHONY_SCORE_INIT;
        ck_assert_int_eq(phony_model_is_original(a, name, strlen(name)),
                         phony_model_is_original(b, name, strlen(name)));
        ck_assert_int_eq(phony_model_score(a, name, strlen(name), &x, NULL), PHONY_OK);
        ck_assert_int_eq(phony_model_score(b, name, strlen(name), &y, NULL), PHONY_OK);
        ck_assert_mem_eq(&x, &y, sizeof x);
    }
}

START_TEST(a_mapped_model_is_the_model_that_was_read)
{
    static const phony_train_options all[] = {
        OPTIONS(.order = 1),
        OPTIONS(.order = 5, .name = "n", .locale = "tr_TR", .source = "s\"", .license = "l",
                .timestamp = 7),
        OPTIONS(.order = 4, .min_count = 2, .exclude_originals = 1),
        OPTIONS(.order = 3, .exclude_originals = 1, .salt = "x"),
        OPTIONS(.mode = PHONY_MODE_WORD),
        OPTIONS(.order = 2, .mode = PHONY_MODE_WORD, .exclude_originals = 1),
        OPTIONS(.mode = PHONY_MODE_HYBRID, .word_min_count = 1),
        OPTIONS(.mode = PHONY_MODE_HYBRID, .word_min_count = 1, .exclude_originals = 1),
    };
    static const char *const words[] = {"an old man", "an old song", "a man", "one old song more"};

    for (size_t i = 0; i < COUNT_OF(all); i++) {
        int few = all[i].mode != PHONY_MODE_CHAR && !all[i].exclude_originals;
        phony_model *model = few ? train(&all[i], words, COUNT_OF(words))
                                 : train(&all[i], test_names, test_name_count);
        phony_model *read, *mapped;
        kept k;
        if (all[i].mode == PHONY_MODE_WORD && all[i].exclude_originals) {
            phony_model_unref(model); /* names are single words: nothing else would come out */
            model = train(&all[i], words, COUNT_OF(words));
        }
        kept_init(&k, model);
        compile_kept(&k);
        ck_assert_int_eq(phony_model_open(NULL, k.path, NULL, &read, NULL), PHONY_OK);
        mapped = open_kept(&k);
        ck_assert_ptr_nonnull(mapped->mapping);
        assert_same_answers(read, mapped);
        assert_same_model(model, read);
        phony_model_unref(model);
        phony_model_unref(read);
        phony_model_unref(mapped);
        kept_fini(&k);
    }
}
END_TEST

/* More tokens than a bucket can name. */
START_TEST(a_model_of_many_words_is_mapped_too)
{
    enum { WORDS = 70000 };
    static const phony_train_options options = OPTIONS(.order = 2, .mode = PHONY_MODE_WORD);
    phony_trainer *trainer = NULL;
    phony_model *model = NULL, *mapped;
    kept k;

    ck_assert_int_eq(phony_trainer_new(&options, &trainer, NULL), PHONY_OK);
    for (uint64_t i = 0; i < WORDS; i++) {
        char text[64];
        int length = snprintf(text, sizeof text, "w%lu v%lu", (unsigned long)i,
                              (unsigned long)(i * 7919 % WORDS));
        ck_assert_int_eq(phony_trainer_add(trainer, text, (size_t)length, 1, NULL), PHONY_OK);
    }
    ck_assert_int_eq(phony_trainer_finish(trainer, &model, NULL), PHONY_OK);
    phony_trainer_free(trainer);
    kept_init(&k, model);
    compile_kept(&k);
    mapped = open_kept(&k);
    ck_assert_ptr_nonnull(mapped->mapping);
    ck_assert_ptr_nonnull(atomic_load(&mapped->sampler)->wide);
    assert_same_rows(model, mapped, 2000);
    phony_model_unref(model);
    phony_model_unref(mapped);
    kept_fini(&k);
}
END_TEST

START_TEST(the_first_use_keeps_a_form_and_the_next_process_maps_it)
{
    phony_model *model = train_names(3), *first, *second;
    kept k;

    kept_init(&k, model);
    first = open_kept(&k);
    ck_assert_ptr_null(first->mapping);
    ck_assert_int_ne(access(k.cache, F_OK), 0); /* opened, not used */
    assert_same_rows(model, first, 10);
    ck_assert_uint_eq(count_files(k.cache), 1);
    second = open_kept(&k);
    ck_assert_ptr_nonnull(second->mapping);
    assert_same_rows(model, second, 10);
    phony_model_unref(first);
    phony_model_unref(second);
    phony_model_unref(model);
    kept_fini(&k);
}
END_TEST

START_TEST(the_folder_and_its_file_are_for_their_owner_alone)
{
    phony_model *model = train_names(2);
    struct stat there;
    kept k;

    kept_init(&k, model);
    snprintf(k.cache, sizeof k.cache, "%s/a/phony", k.folder.path); /* neither folder is there */
    compile_kept(&k);
    ck_assert_int_eq(stat(k.cache, &there), 0);
    ck_assert_uint_eq(there.st_mode & 0777, 0700);
    ck_assert_int_eq(stat(k.form, &there), 0);
    ck_assert_uint_eq(there.st_mode & 0777, 0600);
    phony_model_unref(model);
    kept_fini(&k);
}
END_TEST

START_TEST(the_folder_is_the_users_own_by_default)
{
    phony_model *model = train_names(2);
    phony_cache *cache = NULL;
    phony_error error = {0};
    char path[1024], home[512];
    kept k;

    kept_init(&k, model);
    snprintf(home, sizeof home, "%s", getenv("HOME") ? getenv("HOME") : "/");
    ck_assert_int_eq(phony_cache_new(&cache, NULL), PHONY_OK);
    setenv("XDG_CACHE_HOME", k.folder.path, 1);
    ASSERT_STATUS(phony_cache_keep(cache, NULL, &error), PHONY_OK, &error);
    ASSERT_STATUS(phony_model_compile(cache, k.path, NULL, path, sizeof path, NULL, &error),
                  PHONY_OK, &error);
    ck_assert_int_eq(strncmp(path, k.folder.path, strlen(k.folder.path)), 0);
    ck_assert_ptr_nonnull(strstr(path, "/phony/m-"));
    setenv("XDG_CACHE_HOME", "relative", 1); /* counts as none, says its specification */
    setenv("HOME", k.folder.path, 1);
    ASSERT_STATUS(phony_cache_keep(cache, NULL, &error), PHONY_OK, &error);
    ASSERT_STATUS(phony_model_compile(cache, k.path, NULL, path, sizeof path, NULL, &error),
                  PHONY_OK, &error);
    ck_assert_ptr_nonnull(strstr(path, "/.cache/phony/m-"));
    unsetenv("XDG_CACHE_HOME");
    unsetenv("HOME");
    ASSERT_STATUS(phony_cache_keep(cache, NULL, &error), PHONY_ERROR_NOT_FOUND, &error);
    ASSERT_MESSAGE(&error, "HOME");
    setenv("HOME", home, 1);
    phony_cache_free(cache);
    phony_model_unref(model);
    kept_fini(&k);
}
END_TEST

/* ---- What is not in the form -------------------------------------------------------------------
 */

START_TEST(ngrams_are_read_when_they_are_asked_for)
{
    phony_train_options options = OPTIONS(.order = 3, .exclude_originals = 1);
    phony_model *model = train(&options, test_names, test_name_count);
    phony_model *mapped, *merged = NULL, *doubled = NULL;
    phony_model_info before = PHONY_MODEL_INFO_INIT, after = PHONY_MODEL_INFO_INIT;
    phony_ngram a[5] = {0}, b[5] = {0};
    size_t found;
    phony_error error = {0};
    kept k;

    ph_buffer_append_text(&model->extras, ",\n\"x\":[1]");
    kept_init(&k, model);
    compile_kept(&k);
    mapped = open_kept(&k);
    ck_assert_int_eq(atomic_load(&mapped->partial), 1);
    ck_assert_int_eq(phony_model_get_info(mapped, &before, NULL), PHONY_OK);
    ASSERT_STATUS(phony_model_top_ngrams(mapped, 2, a, 5, &found, &error), PHONY_OK, &error);
    ck_assert_int_eq(atomic_load(&mapped->partial), 0);
    ck_assert_int_eq(phony_model_get_info(mapped, &after, NULL), PHONY_OK);
    ck_assert_uint_gt(after.memory, before.memory);
    ck_assert_int_eq(phony_model_top_ngrams(model, 2, b, 5, &found, NULL), PHONY_OK);
    ck_assert_mem_eq(a, b, sizeof a);
    assert_same_model(model, mapped);
    phony_model_unref(mapped);

    mapped = open_kept(&k); /* a fresh one, to be written */
    ASSERT_STATUS(phony_model_write(mapped, folder_file(&k.folder, "again.phony"), &error),
                  PHONY_OK, &error);
    phony_model_unref(mapped);
    mapped = open_kept(&k); /* and merged */
    ASSERT_STATUS(phony_model_merge((phony_model *[]){mapped, mapped}, 2, NULL, &merged, &error),
                  PHONY_OK, &error);
    ASSERT_STATUS(phony_model_merge((phony_model *[]){model, model}, 2, NULL, &doubled, &error),
                  PHONY_OK, &error);
    assert_same_model(merged, doubled);
    phony_model_unref(merged);
    phony_model_unref(doubled);
    phony_model_unref(mapped);
    phony_model_unref(model);
    kept_fini(&k);
}
END_TEST

START_TEST(a_model_that_changed_meanwhile_is_not_mixed_with_the_old_one)
{
    phony_model *three = train_names(3), *four = train_names(4), *mapped;
    phony_model_figures figures = PHONY_MODEL_FIGURES_INIT;
    phony_error error = {0};
    kept k;

    kept_init(&k, three);
    compile_kept(&k);
    mapped = open_kept(&k);
    ck_assert_int_eq(phony_model_write(four, k.path, NULL), PHONY_OK);
    ASSERT_STATUS(phony_model_get_figures(mapped, &figures, &error), PHONY_ERROR_MODEL, &error);
    ck_assert_int_eq(unlink(k.path), 0);
    ASSERT_STATUS(phony_model_get_figures(mapped, &figures, &error), PHONY_ERROR_NOT_FOUND, &error);
    assert_same_rows(three, mapped, 20); /* and goes on giving values */
    ck_assert_int_eq(phony_model_write(three, k.path, NULL), PHONY_OK);
    ASSERT_STATUS(phony_model_get_figures(mapped, &figures, &error), PHONY_OK, &error);
    phony_model_unref(mapped);
    phony_model_unref(three);
    phony_model_unref(four);
    kept_fini(&k);
}
END_TEST

START_TEST(a_mapping_stays_what_it_was_when_the_form_is_written_anew)
{
    phony_model *three = train_names(3), *four = train_names(4), *old, *new;
    kept k;

    kept_init(&k, three);
    compile_kept(&k);
    old = open_kept(&k);
    ck_assert_int_eq(phony_model_write(four, k.path, NULL), PHONY_OK);
    compile_kept(&k);
    new = open_kept(&k);
    ck_assert_ptr_nonnull(new->mapping);
    ck_assert_uint_eq(count_files(k.cache), 1); /* in place of the old one */
    assert_same_rows(three, old, 50);
    assert_same_rows(four, new, 50);
    ck_assert_int_eq(unlink(k.form), 0);
    assert_same_rows(four, new, 50);
    phony_model_unref(old);
    phony_model_unref(new);
    phony_model_unref(three);
    phony_model_unref(four);
    kept_fini(&k);
}
END_TEST

START_TEST(limits_hold_for_forms_as_for_files)
{
    phony_model *model = train_names(3), *opened = NULL;
    phony_model_limits limits = PHONY_MODEL_LIMITS_INIT;
    phony_error error = {0};
    kept k;

    kept_init(&k, model);
    compile_kept(&k);
    limits.max_tokens = 3;
    ASSERT_STATUS(try_open(&k, &limits, &opened, &error), PHONY_ERROR_LIMIT, &error);
    limits.max_tokens = 0;
    limits.max_ngrams = 10;
    ASSERT_STATUS(try_open(&k, &limits, &opened, &error), PHONY_ERROR_LIMIT, &error);
    limits.max_ngrams = 0;
    limits.max_bytes = 100;
    ASSERT_STATUS(try_open(&k, &limits, &opened, &error), PHONY_ERROR_LIMIT, &error);
    limits.max_bytes = 1 << 20;
    ASSERT_STATUS(try_open(&k, &limits, &opened, &error), PHONY_OK, &error);
    ck_assert_ptr_null(opened->mapping); /* the limit was looked at */
    phony_model_unref(opened);
    phony_model_unref(model);
    kept_fini(&k);
}
END_TEST

/* ---- Many at once -------------------------------------------------------------------------------
 */

/* Opens, uses and maps the model, as often as it takes to meet the others. 0 where all is well. */
static int child(const kept *k, phony_model *model)
{
    for (int i = 0; i < 20; i++) {
        phony_model *opened = open_kept(k);
        assert_same_rows(model, opened, 20);
        phony_model_unref(opened);
        if (i % 5 == 0)
            unlink(k->form);
    }
    return 0;
}

START_TEST(processes_that_keep_one_model_at_once_leave_a_form_that_fits)
{
    enum { PROCESSES = 8 };
    phony_model *model = train_names(4);
    pid_t children[PROCESSES];
    kept k;

    kept_init(&k, model);
    compile_kept(&k);
    ck_assert_int_eq(unlink(k.form), 0);
    for (int i = 0; i < PROCESSES; i++) {
        children[i] = fork();
        ck_assert_int_ge(children[i], 0);
        if (children[i] == 0)
            _exit(child(&k, model));
    }
    for (int i = 0; i < PROCESSES; i++) {
        int status = -1;
        ck_assert_int_eq(waitpid(children[i], &status, 0), children[i]);
        ck_assert_int_eq(status, 0);
    }
    phony_model_unref(open_kept(&k));
    ck_assert_uint_le(count_files(k.cache), 1); /* no temporary names are left */
    compile_kept(&k);
    ck_assert_int_eq(is_mapped(&k), 1);
    phony_model_unref(model);
    kept_fini(&k);
}
END_TEST

typedef struct job {
    pthread_t thread;
    pthread_barrier_t *barrier;
    phony_model *model;
    phony_status status;
    double mean_length, bits;
    uint64_t memory;
} job;

/* No assertions here: Check's are not for other threads. */
static void *ask(void *argument)
{
    job *j = argument;
    phony_model_figures figures = PHONY_MODEL_FIGURES_INIT;
    phony_model_info info = PHONY_MODEL_INFO_INIT;
    phony_score score = PHONY_SCORE_INIT;
    phony_ngram top[3];
    size_t found;

    pthread_barrier_wait(j->barrier);
    j->status = phony_model_get_info(j->model, &info, NULL);
    if (!j->status)
        j->status = phony_model_get_figures(j->model, &figures, NULL);
    if (!j->status)
        j->status = phony_model_top_ngrams(j->model, 2, top, 3, &found, NULL);
    if (!j->status)
        j->status = phony_model_score(j->model, "Anna", 4, &score, NULL);
    j->mean_length = figures.mean_length;
    j->bits = score.bits;
    j->memory = info.memory;
    return NULL;
}

START_TEST(threads_that_ask_for_ngrams_at_once_get_the_same)
{
    enum { THREADS = 8 };
    phony_model *model = train_names(3);
    pthread_barrier_t barrier;
    kept k;

    kept_init(&k, model);
    compile_kept(&k);
    ck_assert_int_eq(pthread_barrier_init(&barrier, NULL, THREADS), 0);
    for (int round = 0; round < 4; round++) {
        job jobs[THREADS] = {0};
        phony_model *mapped = open_kept(&k);
        for (int i = 0; i < THREADS; i++) {
            jobs[i].model = mapped;
            jobs[i].barrier = &barrier;
            ck_assert_int_eq(pthread_create(&jobs[i].thread, NULL, ask, &jobs[i]), 0);
        }
        for (int i = 0; i < THREADS; i++)
            pthread_join(jobs[i].thread, NULL);
        for (int i = 0; i < THREADS; i++) {
            ck_assert_int_eq(jobs[i].status, PHONY_OK);
            ck_assert_double_eq(jobs[i].bits, jobs[0].bits);
            ck_assert_double_eq(jobs[i].mean_length, jobs[0].mean_length);
        }
        phony_model_unref(mapped);
    }
    pthread_barrier_destroy(&barrier);
    phony_model_unref(model);
    kept_fini(&k);
}
END_TEST

/* ---- Out of memory ------------------------------------------------------------------------------
 */

static phony_status use(kept *k, phony_error *error)
{
    phony_model *model = NULL;
    phony_model_figures figures = PHONY_MODEL_FIGURES_INIT;
    const ph_sampler *sampler;
    phony_status status = try_open(k, NULL, &model, error);

    if (!status)
        status = ph_model_get_sampler(model, &sampler, error);
    if (!status)
        status = phony_model_get_figures(model, &figures, error);
    phony_model_unref(model);
    return status;
}

static phony_status compile_once(kept *k, phony_error *error)
{
    return try_compile(k, NULL, error);
}

/* What only the cache needed may fail unseen; otherwise the status says so, and nothing leaks. */
static void fail_each(phony_status (*try)(kept *k, phony_error *error), kept *k, int fresh)
{
    phony_model *model;
    int failed = 1;

    for (size_t nth = 0; failed; nth++) {
        phony_error error = {0};
        phony_status status;
        if (fresh)
            unlink(k->form);
        ph_alloc_fail_after(nth);
        status = try(k, &error);
        failed = ph_alloc_has_failed();
        ph_alloc_fail_after(SIZE_MAX);
        ck_assert_msg(status == PHONY_OK || (failed && status == PHONY_ERROR_MEMORY &&
                                             error.status == PHONY_ERROR_MEMORY),
                      "allocation %zu: status %d: %s", nth, (int)status, error.message);
    }
    model = open_kept(k);
    phony_model_unref(model);
    ck_assert_uint_le(count_files(k->cache), 1);
}

START_TEST(memory_that_runs_out_is_an_error_or_goes_unseen)
{
    static const phony_train_options options = OPTIONS(.order = 3, .exclude_originals = 1);
    phony_model *model = train(&options, test_names, 40);
    kept k;

    kept_init(&k, model);
    compile_kept(&k);
    fail_each(use, &k, 0);
    fail_each(use, &k, 1);
    fail_each(compile_once, &k, 1);
    phony_model_unref(model);
    kept_fini(&k);
}
END_TEST

START_TEST(compiling_asks_for_what_it_needs)
{
    phony_model *model = train_names(2);
    phony_cache *cache = NULL;
    phony_error error = {0};
    uint64_t bytes = 0;
    char path[8];
    struct stat there;
    kept k;

    kept_init(&k, model);
    ASSERT_STATUS(try_compile(&k, &bytes, &error), PHONY_OK, &error);
    ck_assert_int_eq(stat(k.form, &there), 0);
    ck_assert_uint_eq((uint64_t)there.st_size, bytes);
    ck_assert_int_eq(phony_cache_new(&cache, NULL), PHONY_OK);
    ASSERT_STATUS(phony_model_compile(cache, k.path, NULL, NULL, 0, NULL, &error),
                  PHONY_ERROR_ARGUMENT, &error);
    ASSERT_MESSAGE(&error, "phony_cache_keep");
    ASSERT_STATUS(phony_cache_keep(NULL, k.cache, &error), PHONY_ERROR_ARGUMENT, &error);
    ASSERT_STATUS(phony_cache_keep(cache, k.cache, &error), PHONY_OK, &error);
    ASSERT_STATUS(phony_model_compile(cache, NULL, NULL, NULL, 0, NULL, &error),
                  PHONY_ERROR_ARGUMENT, &error);
    ASSERT_STATUS(phony_model_compile(cache, "none.phony", NULL, NULL, 0, NULL, &error),
                  PHONY_ERROR_NOT_FOUND, &error);
    ASSERT_STATUS(phony_model_compile(cache, "/dev/./null", NULL, NULL, 0, NULL, &error),
                  PHONY_ERROR_ARGUMENT, &error);
    ASSERT_STATUS(phony_model_compile(cache, k.path, NULL, path, sizeof path, NULL, &error),
                  PHONY_ERROR_SPACE, &error);
    ASSERT_STATUS(phony_model_compile(cache, k.path, NULL, NULL, 0, NULL, &error), PHONY_OK,
                  &error);
    phony_cache_free(cache);
    phony_model_unref(model);
    kept_fini(&k);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("compiled");

    UNIT_ADD(suite, a_mapped_model_is_the_model_that_was_read);
    UNIT_ADD(suite, a_model_of_many_words_is_mapped_too);
    UNIT_ADD(suite, the_first_use_keeps_a_form_and_the_next_process_maps_it);
    UNIT_ADD(suite, the_folder_and_its_file_are_for_their_owner_alone);
    UNIT_ADD(suite, the_folder_is_the_users_own_by_default);
    UNIT_ADD(suite, ngrams_are_read_when_they_are_asked_for);
    UNIT_ADD(suite, a_model_that_changed_meanwhile_is_not_mixed_with_the_old_one);
    UNIT_ADD(suite, a_mapping_stays_what_it_was_when_the_form_is_written_anew);
    UNIT_ADD(suite, limits_hold_for_forms_as_for_files);
    UNIT_ADD(suite, processes_that_keep_one_model_at_once_leave_a_form_that_fits);
    UNIT_ADD(suite, threads_that_ask_for_ngrams_at_once_get_the_same);
    UNIT_ADD(suite, memory_that_runs_out_is_an_error_or_goes_unseen);
    UNIT_ADD(suite, compiling_asks_for_what_it_needs);
    return suite;
}
