/* Every allocation fails once, in everything that allocates: each time the status is
 * PHONY_ERROR_MEMORY, nothing is given out and nothing leaks (LeakSanitizer and valgrind look).
 * Then writing where it cannot succeed. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "input/input.h"
#include "models.h"

#define OPTIONS(...) ((phony_train_options){.size = sizeof(phony_train_options), __VA_ARGS__})

typedef struct subject {
    phony_model *models[3];
    ph_buffer json;
    const char *path;
    const phony_train_options *options;
} subject;

/* Does the thing once; whatever it makes, it frees. */
typedef phony_status (*attempt)(subject *s, phony_error *error);

/* Lets allocation 0, 1, 2 ... fail, and with it all that follow, until the attempt succeeds. */
static void fail_each(attempt try, subject *s)
{
    size_t nth = 0;

    for (;; nth++) {
        phony_error error = {0};
        phony_status status;
        int failed;
        ph_alloc_fail_after(nth);
        status = try(s, &error);
        failed = ph_alloc_has_failed();
        ph_alloc_fail_after(SIZE_MAX);
        if (!failed) {
            ASSERT_STATUS(status, PHONY_OK, &error);
            break;
        }
        ck_assert_msg(status == PHONY_ERROR_MEMORY && error.status == PHONY_ERROR_MEMORY,
                      "allocation %zu: status %d: %s", nth, (int)status, error.message);
    }
    ck_assert_uint_gt(nth, 0);
}

/* ---- Training ----------------------------------------------------------------------------------
 */

static phony_status train_some(subject *s, phony_error *error)
{
    phony_model *model = NULL;
    phony_status status = try_train(s->options, test_names, 60, &model, error);

    ck_assert_int_eq(model == NULL, status != PHONY_OK);
    phony_model_unref(model);
    return status;
}

START_TEST(training_fails_cleanly_at_every_allocation)
{
    static const phony_train_options all[] = {
        OPTIONS(.order = 1),
        OPTIONS(.order = 6, .name = "n", .locale = "tr", .source = "s", .license = "l"),
        OPTIONS(.order = 3, .exclude_originals = 1, .salt = "x", .min_count = 2),
        OPTIONS(.mode = PHONY_MODE_WORD, .letter_case = PHONY_CASE_UPPER),
        OPTIONS(.mode = PHONY_MODE_HYBRID, .word_min_count = 1, .sentences = "."),
        OPTIONS(.order = 2, .threads = 3),
    };

    for (size_t i = 0; i < COUNT_OF(all); i++) {
        subject s = {.options = &all[i]};
        fail_each(train_some, &s);
    }
}
END_TEST

START_TEST(training_with_a_vocabulary_fails_cleanly)
{
    test_folder folder;
    phony_train_options options = OPTIONS(.mode = PHONY_MODE_HYBRID);
    subject s = {.options = &options};

    folder_init(&folder);
    write_bytes(folder_file(&folder, "words.txt"), "Adam\nAnna\nA\nAnne\xCC\x81\n", 19);
    options.vocabulary = folder.file;
    fail_each(train_some, &s);
    options.mode = PHONY_MODE_WORD;
    fail_each(train_some, &s);
    folder_fini(&folder);
}
END_TEST

static phony_status train_list(subject *s, phony_error *error)
{
    phony_input_options csv = PHONY_INPUT_OPTIONS_INIT;
    phony_trainer *trainer = NULL;
    phony_input *input = NULL;
    phony_model *model = NULL;
    phony_status status = phony_trainer_new(s->options, &trainer, error);

    csv.format = PHONY_FORMAT_CSV;
    csv.column = "name";
    if (!status)
        status = ph_input_open_memory(s->json.data, s->json.length, &csv, &input, error);
    if (!status)
        status = phony_trainer_add_input(trainer, input, NULL, NULL, error);
    if (!status)
        status = phony_trainer_finish(trainer, &model, error);
    phony_model_unref(model);
    phony_input_close(input);
    phony_trainer_free(trainer);
    return status;
}

START_TEST(training_from_an_input_fails_cleanly)
{
    static const phony_train_options options = OPTIONS(.order = 3);
    subject s = {.options = &options};

    ph_buffer_append_text(&s.json, "id,name\n");
    for (size_t i = 0; i < 300; i++) {
        ph_buffer_append_text(&s.json, "7,");
        ph_buffer_append_text(&s.json, test_names[i]);
        ph_buffer_append_text(&s.json, "\n");
    }
    fail_each(train_list, &s);
    ph_buffer_fini(&s.json);
}
END_TEST

/* ---- Models ------------------------------------------------------------------------------------
 */

static phony_status write_model(subject *s, phony_error *error)
{
    return phony_model_write(s->models[0], s->path, error);
}

static phony_status parse_model(subject *s, phony_error *error)
{
    phony_model *model = NULL;
    phony_status status = phony_model_parse(s->json.data, s->json.length, NULL, &model, error);

    ck_assert_int_eq(model == NULL, status != PHONY_OK);
    phony_model_unref(model);
    return status;
}

static phony_status open_through_cache(subject *s, phony_error *error)
{
    phony_cache *cache = NULL;
    phony_model *a = NULL, *b = NULL;
    phony_status status = phony_cache_new(&cache, error);

    if (!status)
        status = phony_model_open(cache, s->path, NULL, &a, error);
    if (!status)
        status = phony_model_open(cache, s->path, NULL, &b, error);
    phony_cache_free(cache);
    phony_model_unref(a);
    phony_model_unref(b);
    return status;
}

/* A file with everything in it, written and read. */
START_TEST(writing_and_reading_fail_cleanly_at_every_allocation)
{
    test_folder folder;
    subject s = {.path = NULL};
    phony_error error = {0};

    folder_init(&folder);
    s.models[0] = train(&OPTIONS(.mode = PHONY_MODE_HYBRID, .word_min_count = 1,
                                 .exclude_originals = 1, .name = "n", .timestamp = 5),
                        test_names, 40);
    ph_buffer_append_text(&s.models[0]->extras, ",\n\"x\":{\"y\":[1,\"z\"]}");
    s.path = folder_file(&folder, "a.phony");
    fail_each(write_model, &s);
    ck_assert_int_eq(access(s.path, R_OK), 0);
    s.json = read_bytes(s.path);
    fail_each(parse_model, &s); /* gzip'd */
    ph_buffer_fini(&s.json);
    fail_each(open_through_cache, &s);
    s.json = json_of(s.models[0]);
    s.json.length--;
    fail_each(parse_model, &s);
    ph_buffer_fini(&s.json);
    ASSERT_STATUS(write_model(&s, &error), PHONY_OK, &error);
    phony_model_unref(s.models[0]);
    folder_fini(&folder);
}
END_TEST

/* A failed write leaves neither a half-written file nor a temporary one. */
START_TEST(a_write_out_of_memory_leaves_what_was_there)
{
    test_folder folder;
    subject s = {.path = NULL};
    phony_error error = {0};
    ph_buffer before;

    folder_init(&folder);
    s.models[0] = train_names(2);
    s.path = folder_file(&folder, "a.phony");
    write_bytes(s.path, "before", 6);
    for (size_t nth = 0; nth < 3; nth++) {
        ph_alloc_fail_after(nth);
        ASSERT_STATUS(write_model(&s, &error), PHONY_ERROR_MEMORY, &error);
        ph_alloc_fail_after(SIZE_MAX);
        before = read_bytes(s.path);
        ck_assert_uint_eq(before.length, 6);
        ph_buffer_fini(&before);
    }
    ck_assert_int_eq(unlink(s.path), 0);
    ck_assert_int_eq(rmdir(folder.path), 0); /* empty */
    ck_assert_int_eq(mkdir(folder.path, 0700), 0);
    phony_model_unref(s.models[0]);
    folder_fini(&folder);
}
END_TEST

static phony_status merge_models(subject *s, phony_error *error)
{
    phony_merge_options options = PHONY_MERGE_OPTIONS_INIT;
    phony_model *merged = NULL;
    phony_status status;

    options.source = "merged";
    status = phony_model_merge(s->models, 3, &options, &merged, error);
    phony_model_unref(merged);
    return status;
}

START_TEST(merging_fails_cleanly_at_every_allocation)
{
    for (int originals = 0; originals < 2; originals++) {
        phony_train_options options = OPTIONS(.order = 4, .exclude_originals = originals);
        subject s = {.models = {train(&options, test_names, 200),
                                train(&options, test_names + 200, 20),
                                train(&options, test_names + 300, 20)}};
        fail_each(merge_models, &s);
        for (size_t i = 0; i < 3; i++)
            phony_model_unref(s.models[i]);
    }
}
END_TEST

/* Compiling happens at the first use, and again where it failed. */
static phony_status generate_some(subject *s, phony_error *error)
{
    phony_model *model = NULL;
    phony_column column = PHONY_COLUMN_INIT;
    phony_key key = {{1, 2}};
    uint8_t bytes[4096];
    uint32_t offsets[101];
    phony_status status;

    column.bytes = bytes;
    column.bytes_capacity = sizeof bytes;
    column.offsets = offsets;
    column.rows_capacity = 100;
    column.rows = 7;
    status = phony_model_parse(s->json.data, s->json.length, NULL, &model, error);
    if (!status)
        status = phony_generate(model, &key, 0, 100, &column, error);
    if (status && column.rows != 7)
        ck_abort_msg("rows are written though nothing was generated");
    phony_model_unref(model);
    return status;
}

START_TEST(compiling_and_generating_fail_cleanly)
{
    static const phony_train_options all[] = {
        OPTIONS(.order = 4),
        OPTIONS(.order = 3, .min_count = 2),
        OPTIONS(.mode = PHONY_MODE_WORD),
        OPTIONS(.order = 3, .exclude_originals = 1),
    };

    for (size_t i = 0; i < COUNT_OF(all); i++) {
        phony_model *model = train(&all[i], test_names, 30);
        subject s = {.json = json_of(model)};
        s.json.length--;
        fail_each(generate_some, &s);
        ph_buffer_fini(&s.json);
        phony_model_unref(model);
    }
}
END_TEST

START_TEST(a_model_that_failed_to_compile_can_be_tried_again)
{
    phony_model *model = train_names(3), *other = train_names(3);
    phony_column column = PHONY_COLUMN_INIT;
    phony_key key = {{1, 2}};
    phony_error error = {0};
    uint8_t byte[64];
    uint32_t offsets[2];
    ph_buffer a, b;

    column.bytes = byte;
    column.bytes_capacity = sizeof byte;
    column.offsets = offsets;
    column.rows_capacity = 1;
    for (size_t nth = 0; nth < 10; nth++) {
        ph_alloc_fail_after(nth);
        ASSERT_STATUS(phony_generate(model, &key, 0, 1, &column, &error), PHONY_ERROR_MEMORY,
                      &error);
        ph_alloc_fail_after(SIZE_MAX);
    }
    a = generate_rows(model, "1", 0, 100);
    b = generate_rows(other, "1", 0, 100);
    ck_assert_str_eq(a.data, b.data);
    ph_buffer_fini(&a);
    ph_buffer_fini(&b);
    phony_model_unref(model);
    phony_model_unref(other);
}
END_TEST

static phony_status ask_everything(subject *s, phony_error *error)
{
    phony_model *model = NULL;
    phony_score score = PHONY_SCORE_INIT;
    phony_model_figures figures = PHONY_MODEL_FIGURES_INIT;
    phony_ngram top[8];
    size_t found;
    phony_status status = phony_model_parse(s->json.data, s->json.length, NULL, &model, error);

    if (!status)
        status = phony_model_score(model, "A\xCC\x81nna", 6, &score, error);
    if (!status)
        status = phony_model_get_figures(model, &figures, error);
    if (!status)
        status = phony_model_top_ngrams(model, 2, top, COUNT_OF(top), &found, error);
    phony_model_unref(model);
    return status;
}

START_TEST(scores_and_figures_fail_cleanly)
{
    phony_model *model = train_order(3, test_names, 30);
    subject s = {.json = json_of(model)};

    s.json.length--;
    fail_each(ask_everything, &s);
    ph_buffer_fini(&s.json);
    phony_model_unref(model);
}
END_TEST

static phony_status list_models(subject *s, phony_error *error)
{
    phony_model_list *list = NULL;
    phony_status status = phony_model_list_new(&list, error);

    (void)s;
    phony_model_list_free(list);
    return status;
}

static phony_status find_model(subject *s, phony_error *error)
{
    char path[4096];

    (void)s;
    return phony_model_find("tr_TR/names", path, sizeof path, error);
}

START_TEST(finding_and_listing_fail_cleanly)
{
    test_folder folder;
    subject s = {.path = NULL};

    folder_init(&folder);
    ck_assert_int_eq(mkdir(folder_file(&folder, "tr_TR"), 0700), 0);
    write_bytes(folder_file(&folder, "tr_TR/names.phony"), "", 0);
    write_bytes(folder_file(&folder, "others.phony"), "", 0);
    setenv("PHONY_MODELS", folder.path, 1);
    fail_each(list_models, &s);
    fail_each(find_model, &s);
    unsetenv("PHONY_MODELS");
    folder_fini(&folder);
}
END_TEST

/* ---- Writing where it cannot succeed -----------------------------------------------------------
 */

static void assert_not_written(const char *path, const char *message)
{
    phony_model *model = train_names(3);
    phony_error error = {0};

    ASSERT_STATUS(phony_model_write(model, path, &error), PHONY_ERROR_IO, &error);
    ASSERT_MESSAGE(&error, message);
    ck_assert_int_ne(error.system, 0);
    phony_model_unref(model);
}

START_TEST(a_full_disk_is_an_error)
{
    if (access("/dev/full", W_OK) == 0)
        assert_not_written("/dev/full", "cannot write '/dev/full': No space left");
}
END_TEST

START_TEST(a_folder_that_does_not_exist_is_an_error)
{
    test_folder folder;

    folder_init(&folder);
    assert_not_written(folder_file(&folder, "none/a.phony"), "none/a.phony': No such file");
    assert_not_written(folder.path, "cannot");
    folder_fini(&folder);
}
END_TEST

START_TEST(a_path_through_a_file_is_an_error)
{
    test_folder folder;

    folder_init(&folder);
    write_bytes(folder_file(&folder, "file"), "", 0);
    assert_not_written(folder_file(&folder, "file/a.phony"), "Not a directory");
    folder_fini(&folder);
}
END_TEST

/* The superuser may write anywhere, so it steps down for the call. */
START_TEST(a_read_only_folder_is_an_error)
{
    test_folder folder;
    uid_t user = geteuid();

    folder_init(&folder);
    ck_assert_int_eq(chmod(folder.path, 0500), 0);
    if (user != 0 || seteuid(65534) == 0) {
        assert_not_written(folder_file(&folder, "a.phony"), "Permission denied");
        ck_assert_int_eq(seteuid(user), 0);
    }
    ck_assert_int_eq(chmod(folder.path, 0700), 0);
    ck_assert_int_eq(rmdir(folder.path), 0); /* nothing was left in it */
    ck_assert_int_eq(mkdir(folder.path, 0700), 0);
    folder_fini(&folder);
}
END_TEST

START_TEST(what_stood_there_keeps_its_permissions)
{
    test_folder folder;
    phony_model *model = train_names(2);
    phony_error error = {0};
    struct stat there;

    folder_init(&folder);
    write_bytes(folder_file(&folder, "a.phony"), "old", 3);
    ck_assert_int_eq(chmod(folder.file, 0640), 0);
    ASSERT_STATUS(phony_model_write(model, folder.file, &error), PHONY_OK, &error);
    ck_assert_int_eq(stat(folder.file, &there), 0);
    ck_assert_uint_eq(there.st_mode & 07777, 0640);
    ck_assert_int_eq(phony_model_write(NULL, folder.file, NULL), PHONY_ERROR_ARGUMENT);
    ck_assert_int_eq(phony_model_write(model, NULL, NULL), PHONY_ERROR_ARGUMENT);
    ck_assert_int_eq(phony_model_write(model, "", NULL), PHONY_ERROR_ARGUMENT);
    phony_model_unref(model);
    folder_fini(&folder);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("faults");

    UNIT_ADD(suite, training_fails_cleanly_at_every_allocation);
    UNIT_ADD(suite, training_with_a_vocabulary_fails_cleanly);
    UNIT_ADD(suite, training_from_an_input_fails_cleanly);
    UNIT_ADD(suite, writing_and_reading_fail_cleanly_at_every_allocation);
    UNIT_ADD(suite, a_write_out_of_memory_leaves_what_was_there);
    UNIT_ADD(suite, merging_fails_cleanly_at_every_allocation);
    UNIT_ADD(suite, compiling_and_generating_fail_cleanly);
    UNIT_ADD(suite, a_model_that_failed_to_compile_can_be_tried_again);
    UNIT_ADD(suite, scores_and_figures_fail_cleanly);
    UNIT_ADD(suite, finding_and_listing_fail_cleanly);
    UNIT_ADD(suite, a_full_disk_is_an_error);
    UNIT_ADD(suite, a_folder_that_does_not_exist_is_an_error);
    UNIT_ADD(suite, a_path_through_a_file_is_an_error);
    UNIT_ADD(suite, a_read_only_folder_is_an_error);
    UNIT_ADD(suite, what_stood_there_keeps_its_permissions);
    return suite;
}
