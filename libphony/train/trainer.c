/* phony_trainer: options in, values in, a model out.
 *
 *   input -> batches (one reader at a time) -> workers: normalise, filter, tokenise, count
 *         -> sum of all counts -> n-grams of all orders (ngram/windows.c) -> model */
#include <pthread.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/options.h"
#include "input/input.h"
#include "model/assemble.h"
#include "text/utf8.h"
#include "train/private.h"
#include "train/trainer.h"
#include "train/vocabulary_file.h"
#include "train/worker.h"

enum { MAX_THREADS = 256, WORD_MIN_COUNT = 20 };

struct phony_trainer {
    phony_train_options options; /* defaults filled in; its texts are ours */
    ph_vocabulary whole;
    int has_whole;
    ph_tokenizer tokenizer;
    ph_worker *workers; /* [options.threads] */
    int finished;
};

/* The texts of the options, which we copy. */
static const struct {
    const char *name;
    size_t offset;
} option_texts[] = {
    {"name", offsetof(phony_train_options, name)},
    {"locale", offsetof(phony_train_options, locale)},
    {"source", offsetof(phony_train_options, source)},
    {"license", offsetof(phony_train_options, license)},
    {"vocabulary", offsetof(phony_train_options, vocabulary)},
    {"sentences", offsetof(phony_train_options, sentences)},
    {"salt", offsetof(phony_train_options, salt)},
};
#define TEXT_COUNT (sizeof option_texts / sizeof *option_texts)

static const char **option_text(phony_train_options *options, size_t i)
{
    return (const char **)((char *)options + option_texts[i].offset);
}

static phony_status check_range(const char *name, int64_t value, int64_t low, int64_t high,
                                phony_error *error)
{
    if (value >= low && value <= high)
        return PHONY_OK;
    return ph_fail(error, PHONY_ERROR_ARGUMENT, "%s must be %lld to %lld", name, (long long)low,
                   (long long)high);
}

static phony_status check_options(const phony_train_options *o, phony_error *error)
{
    phony_status status = check_range("order", o->order, 1, PH_ORDER_MAX, error);

    if (!status)
        status = check_range("mode", o->mode, PHONY_MODE_CHAR, PHONY_MODE_HYBRID, error);
    if (!status)
        status = check_range("weighting", o->weighting, 0, PHONY_WEIGHT_ONCE, error);
    if (!status)
        status = check_range("letter_case", o->letter_case, 0, PHONY_CASE_TITLE, error);
    if (!status)
        status = check_range("filters", o->filters, 0, 3, error);
    if (!status)
        status = check_range("threads", o->threads, 1, MAX_THREADS, error);
    if (!status && o->min_count > PH_COUNT_MAX)
        status = ph_fail(error, PHONY_ERROR_ARGUMENT, "min_count must be below 2^53");
    if (!status && o->vocabulary && o->mode == PHONY_MODE_CHAR)
        status =
            ph_fail(error, PHONY_ERROR_ARGUMENT, "a vocabulary is for the word and hybrid modes");
    if (!status)
        status = ph_private_check(o, error);
    if (!status)
        status = ph_check_created(o->timestamp, error);
    for (size_t i = 0; !status && i < TEXT_COUNT; i++)
        status = ph_check_text(option_texts[i].name,
                               *option_text((phony_train_options *)(uintptr_t)o, i), error);
    return status;
}

static phony_status take_options(phony_train_options *o, const phony_train_options *given,
                                 phony_error *error)
{
    int failed = 0;

    o->size = sizeof *o;
    ph_options_take(o, sizeof *o, given);
    o->order = o->order ? o->order : o->mode == PHONY_MODE_WORD ? 3 : 5;
    o->threads = o->threads ? o->threads : 1;
    o->min_count = o->min_count ? o->min_count : 1;
    o->word_min_count = o->word_min_count ? o->word_min_count : WORD_MIN_COUNT;
    o->salt = o->salt ? o->salt : "phony";
    ph_private_defaults(o);
    for (size_t i = 0; i < TEXT_COUNT; i++) {
        const char **text = option_text(o, i);
        *text = ph_strdup_or_null(*text, &failed);
    }
    return failed ? ph_fail_memory(error) : check_options(o, error);
}

static phony_status read_vocabulary(phony_trainer *trainer, phony_error *error)
{
    if (!trainer->options.vocabulary)
        return PHONY_OK;
    if (ph_vocabulary_init(&trainer->whole) < 0)
        return ph_fail_memory(error);
    trainer->has_whole = 1;
    trainer->tokenizer.whole = &trainer->whole;
    return ph_vocabulary_read(trainer->options.vocabulary, trainer->options.mode == PHONY_MODE_WORD,
                              &trainer->whole, error);
}

static phony_status begin(phony_trainer *trainer, const phony_train_options *options,
                          phony_error *error)
{
    phony_status status = take_options(&trainer->options, options, error);

    trainer->tokenizer.mode = trainer->options.mode;
    if (!status)
        status = read_vocabulary(trainer, error);
    if (status)
        return status;
    trainer->workers = ph_calloc((size_t)trainer->options.threads, sizeof *trainer->workers);
    if (!trainer->workers)
        return ph_fail_memory(error);
    for (int32_t i = 0; !status && i < trainer->options.threads; i++)
        status =
            ph_worker_init(&trainer->workers[i], &trainer->options, &trainer->tokenizer, error);
    return status;
}

phony_status phony_trainer_new(const phony_train_options *options, phony_trainer **trainer,
                               phony_error *error)
{
    phony_trainer *made;
    phony_status status;

    if (!trainer)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "a place for the trainer is needed");
    made = ph_calloc(1, sizeof *made);
    status = made ? begin(made, options, error) : ph_fail_memory(error);
    if (status)
        phony_trainer_free(made);
    else
        *trainer = made;
    return status;
}

void phony_trainer_free(phony_trainer *trainer)
{
    if (!trainer)
        return;
    for (int32_t i = 0; trainer->workers && i < trainer->options.threads; i++)
        ph_worker_fini(&trainer->workers[i]);
    ph_free(trainer->workers);
    if (trainer->has_whole)
        ph_vocabulary_fini(&trainer->whole);
    for (size_t i = 0; i < TEXT_COUNT; i++)
        ph_free((void *)(uintptr_t)*option_text(&trainer->options, i));
    ph_free(trainer);
}

phony_status phony_trainer_add(phony_trainer *trainer, const char *value, size_t length,
                               uint64_t weight, phony_error *error)
{
    size_t good;

    if (!trainer || !value || trainer->finished)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "an unfinished trainer and a value are needed");
    good = ph_utf8_check(value, length);
    if (good < length)
        return ph_fail_at(error, PHONY_ERROR_ENCODING, 0, good + 1,
                          value[good] ? "byte %zu of a value is not UTF-8"
                                      : "byte %zu of a value is NUL",
                          good + 1);
    return ph_worker_learn(&trainer->workers[0], value, length, weight, error);
}

ph_worker *ph_trainer_workers(phony_trainer *trainer)
{
    return trainer->workers;
}

/* What the threads of one phony_trainer_add_input share. */
typedef struct shared {
    phony_input *input;
    pthread_mutex_t lock;
    phony_progress progress;
    void *user;
    int stop; /* under the lock: the input has ended, or somebody failed */
    phony_status status;
    phony_error error;
} shared;

typedef struct thread {
    shared *shared;
    ph_worker *worker;
    int is_caller;
    pthread_t id;
} thread;

static void fail(shared *s, phony_status status, const phony_error *error)
{
    if (s->status == PHONY_OK) {
        s->status = status;
        s->error = *error;
    }
    s->stop = 1;
}

/* The next batch, one thread at a time; no values = stop. */
static void next_batch(thread *t, ph_batch *batch)
{
    shared *s = t->shared;
    phony_error error = {0};
    phony_status status;

    pthread_mutex_lock(&s->lock);
    batch->count = 0;
    if (!s->stop) {
        status = ph_input_batch(s->input, batch, &error);
        if (status)
            fail(s, status, &error);
        else if (batch->count == 0)
            s->stop = 1;
        if (t->is_caller && s->progress && !s->stop &&
            s->progress(s->user, phony_input_position(s->input), phony_input_size(s->input))) {
            ph_fail(&error, PHONY_ERROR_CANCELLED, "cancelled");
            fail(s, PHONY_ERROR_CANCELLED, &error);
        }
        if (s->stop)
            batch->count = 0;
    }
    pthread_mutex_unlock(&s->lock);
}

static phony_status learn_batch(ph_worker *worker, const ph_batch *batch, phony_error *error)
{
    phony_status status = PHONY_OK;

    for (size_t i = 0; !status && i < batch->count; i++)
        status = ph_worker_learn(worker, batch->bytes + batch->values[i].offset,
                                 batch->values[i].length, batch->values[i].weight, error);
    return status;
}

static void *run(void *argument)
{
    thread *t = argument;
    ph_batch batch = {0};

    for (;;) {
        phony_error error = {0};
        phony_status status;
        next_batch(t, &batch);
        if (batch.count == 0)
            break;
        status = learn_batch(t->worker, &batch, &error);
        if (status) {
            pthread_mutex_lock(&t->shared->lock);
            fail(t->shared, status, &error);
            pthread_mutex_unlock(&t->shared->lock);
        }
    }
    ph_batch_fini(&batch);
    return NULL;
}

/* Runs the workers; a thread that cannot be started leaves its share to the others. */
static void run_all(shared *s, thread *threads, int32_t count)
{
    int32_t started = 1;

    while (started < count &&
           pthread_create(&threads[started].id, NULL, run, &threads[started]) == 0)
        started++;
    run(&threads[0]);
    for (int32_t i = 1; i < started; i++)
        pthread_join(threads[i].id, NULL);
    pthread_mutex_destroy(&s->lock);
}

phony_status phony_trainer_add_input(phony_trainer *trainer, phony_input *input,
                                     phony_progress progress, void *user, phony_error *error)
{
    shared s = {.input = input, .progress = progress, .user = user};
    thread *threads;

    if (!trainer || !input || trainer->finished)
        return ph_fail(error, PHONY_ERROR_ARGUMENT,
                       "an unfinished trainer and an input are needed");
    threads = ph_calloc((size_t)trainer->options.threads, sizeof *threads);
    if (!threads || pthread_mutex_init(&s.lock, NULL) != 0) {
        ph_free(threads);
        return ph_fail_memory(error);
    }
    for (int32_t i = 0; i < trainer->options.threads; i++)
        threads[i] = (thread){&s, &trainer->workers[i], i == 0, 0};
    run_all(&s, threads, trainer->options.threads);
    ph_free(threads);
    if (s.status && error)
        *error = s.error;
    return s.status;
}

phony_status phony_trainer_get_report(const phony_trainer *trainer, phony_train_report *report,
                                      phony_error *error)
{
    phony_train_report full = PHONY_TRAIN_REPORT_INIT;

    if (!trainer || !report || report->size < sizeof report->size)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "trainer and report are needed");
    for (int32_t i = 0; i < trainer->options.threads; i++)
        ph_report_add(&full, &trainer->workers[i].report);
    ph_options_give(report, &full, sizeof full);
    return PHONY_OK;
}

/* Hybrid mode: the words of all workers that are frequent enough become the whole tokens. */
static int choose_words(phony_trainer *trainer)
{
    ph_vocabulary all;
    uint64_t *values = NULL;
    size_t capacity = 0;
    int result = ph_vocabulary_init(&all);

    all.max = UINT32_MAX - 1;
    for (int32_t i = 0; result == 0 && i < trainer->options.threads; i++)
        result = ph_word_counts_add(&trainer->workers[i].words, &all, &values, &capacity);
    for (uint32_t word = 1; result == 0 && values && word < all.count; word++) {
        size_t length;
        const char *text = ph_vocabulary_text(&all, word, &length);
        if (values[word] >= trainer->options.word_min_count)
            result = ph_vocabulary_add_word(&trainer->whole, text, length);
    }
    ph_free(values);
    ph_vocabulary_fini(&all);
    return result;
}

static phony_status replay(phony_trainer *trainer, phony_error *error)
{
    phony_status status = PHONY_OK;

    if (!trainer->workers[0].waits)
        return PHONY_OK;
    if (ph_vocabulary_init(&trainer->whole) < 0)
        return ph_fail_memory(error);
    trainer->has_whole = 1;
    trainer->tokenizer.whole = &trainer->whole;
    if (choose_words(trainer) < 0)
        return ph_fail_memory(error);
    for (int32_t i = 0; !status && i < trainer->options.threads; i++)
        status = ph_worker_replay(&trainer->workers[i], error);
    return status;
}

static phony_status describe(const phony_trainer *trainer, phony_model *model, phony_error *error)
{
    const phony_train_options *o = &trainer->options;

    model->mode = o->mode;
    model->min_count = o->epsilon > 0 ? 1 : o->min_count; /* see add_noise */
    model->created = o->timestamp;
    model->values = trainer->workers[0].report.values;
    model->weight = trainer->workers[0].report.weight;
    if (ph_model_set_text(model, PHONY_TEXT_NAME, o->name) < 0 ||
        ph_model_set_text(model, PHONY_TEXT_LOCALE, o->locale) < 0 ||
        ph_model_set_text(model, PHONY_TEXT_SOURCE, o->source) < 0 ||
        ph_model_set_text(model, PHONY_TEXT_LICENSE, o->license) < 0 ||
        ph_model_set_text(model, PHONY_TEXT_TRAINER, "phony " PHONY_VERSION_STRING) < 0 ||
        (trainer->has_whole && ph_vocabulary_digest(&trainer->whole, model->vocabulary) < 0))
        return ph_fail_memory(error);
    return PHONY_OK;
}

static phony_status make_model(phony_trainer *trainer, phony_model *model, phony_error *error)
{
    ph_worker *all = &trainer->workers[0];
    phony_status status = describe(trainer, model, error);

    if (!status)
        status = ph_model_assemble(model, &all->vocabulary, &all->counter, error);
    if (!status && ph_is_private(&trainer->options))
        status = ph_private_apply(trainer->workers, &ph_noise_of_system, model, error);
    if (status)
        return status;
    model->originals = all->originals;
    memset(&all->originals, 0, sizeof all->originals);
    ph_originals_sort(&model->originals);
    ph_model_seal(model);
    return ph_model_check_originals(model, error);
}

static phony_status sum_up(phony_trainer *trainer, phony_error *error)
{
    phony_status status = replay(trainer, error);

    for (int32_t i = 1; !status && i < trainer->options.threads; i++) {
        status = ph_worker_merge(&trainer->workers[0], &trainer->workers[i], error);
        memset(&trainer->workers[i].report, 0, sizeof trainer->workers[i].report);
        if (!ph_is_private(&trainer->options)) /* else what it has spooled is needed */
            ph_worker_fini(&trainer->workers[i]);
    }
    if (!status && trainer->workers[0].report.values == 0)
        status = ph_fail(error, PHONY_ERROR_EMPTY, "nothing to learn from: no usable value");
    return status;
}

phony_status phony_trainer_finish(phony_trainer *trainer, phony_model **model, phony_error *error)
{
    phony_model *made;
    phony_status status;

    if (!trainer || !model || trainer->finished)
        return ph_fail(error, PHONY_ERROR_ARGUMENT,
                       "an unfinished trainer and a place for the model are needed");
    trainer->finished = 1;
    status = sum_up(trainer, error);
    if (status)
        return status;
    made = ph_model_new();
    status = made ? make_model(trainer, made, error) : ph_fail_memory(error);
    if (status)
        phony_model_unref(made);
    else
        *model = made;
    return status;
}
