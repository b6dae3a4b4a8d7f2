/* 7_threads.c: several threads, the same bytes.
 *
 *     ./7_threads [MODEL [SEED [COUNT [THREADS]]]]
 *
 * Models are immutable, so threads share one without a lock. Each makes a range of rows of its own;
 * put one behind the other, the parts are what one thread would have made. The same holds for
 * processes and for machines. */
#include "example.h"

#include <pthread.h>

enum { ROWS = 1000, BYTES = 64 * 1024, MOST_THREADS = 64 };

/* What a thread is asked for, and what came of it. */
typedef struct part {
    phony_model *model;
    phony_key key;
    uint64_t first, count;
    FILE *file;
    phony_status status;
    phony_error error;
    pthread_t thread;
} part;

/* The body of a thread. A failure does not end the program here: it is looked at after the join. */
static void *make_part(void *user)
{
    part *p = user;
    uint8_t bytes[BYTES];
    uint32_t offsets[ROWS + 1];
    phony_column column = PHONY_COLUMN_INIT;

    column.bytes = bytes;
    column.bytes_capacity = sizeof bytes;
    column.offsets = offsets;
    column.rows_capacity = ROWS;
    column.separator = '\n';
    for (uint64_t done = 0; done < p->count && p->status == PHONY_OK; done += column.rows) {
        p->status =
            phony_generate(p->model, &p->key, p->first + done, p->count - done, &column, &p->error);
        if (p->status == PHONY_OK)
            fwrite(bytes, 1, offsets[column.rows], p->file);
    }
    return NULL;
}

static void start(part *p, phony_model *model, const phony_key *key)
{
    p->model = model;
    p->key = *key;
    p->status = PHONY_OK;
    p->file = tmpfile();
    if (!p->file)
        fail("no temporary file");
    if (pthread_create(&p->thread, NULL, make_part, p) != 0)
        fail("no thread");
}

/* Waits for a part and prints it. */
static void finish(part *p)
{
    char bytes[BYTES];
    size_t length;

    if (pthread_join(p->thread, NULL) != 0)
        fail("a thread was lost");
    check(p->status, &p->error);
    if (fflush(p->file) != 0 || ferror(p->file))
        fail("a temporary file cannot be written");
    rewind(p->file);
    while ((length = fread(bytes, 1, sizeof bytes, p->file)) > 0)
        fwrite(bytes, 1, length, stdout);
    fclose(p->file);
}

static void print_rows(phony_model *model, const phony_key *key, uint64_t count, uint64_t threads)
{
    static part parts[MOST_THREADS];
    uint64_t first = 0;

    for (uint64_t i = 0; i < threads; i++) {
        parts[i].first = first;
        parts[i].count = count / threads + (i < count % threads);
        first += parts[i].count;
        start(&parts[i], model, key);
    }
    for (uint64_t i = 0; i < threads; i++)
        finish(&parts[i]);
}

int main(int argc, char **argv)
{
    const char *seed = argument(argc, argv, 2, "42");
    uint64_t count = number(argc, argv, 3, 10), threads = number(argc, argv, 4, 4);
    phony_model *model;
    phony_key key;
    phony_error error;

    expect_arguments(argc, 0, 4, "7_threads [MODEL [SEED [COUNT [THREADS]]]]");
    if (threads < 1 || threads > MOST_THREADS)
        fail("1 to 64 threads");
    check(phony_key_from_seed(seed, strlen(seed), NULL, &key, &error), &error);
    check(
        phony_model_open(NULL, argument(argc, argv, 1, "en_US/person_names"), NULL, &model, &error),
        &error);
    print_rows(model, &key, count, threads);
    phony_model_unref(model);
    return finish_output();
}
