/* The parts of a model that its compiled form has not: they are read from the `.phony` file when
 * somebody needs them. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "model/model_file.h"

/* Moves the n-grams over. The counts of both are equal, for the digests are, and are left alone:
 * others read them at this moment. */
static void take_parts(phony_model *model, phony_model *whole)
{
    for (int k = 0; k < PH_ORDER_MAX; k++) {
        ph_ngram_list *to = &model->ngrams.of[k], *from = &whole->ngrams.of[k];
        to->contexts = from->contexts;
        to->parent = from->parent;
        to->first = from->first;
        to->token = from->token;
        to->weight = from->weight;
    }
    model->extras = whole->extras;
    memset(&whole->ngrams.of, 0, sizeof whole->ngrams.of);
    memset(&whole->extras, 0, sizeof whole->extras);
}

static phony_status read_again(const phony_model *model, phony_model **whole, phony_error *error)
{
    const char *path = model->source->path;
    phony_model_limits limits = PHONY_MODEL_LIMITS_INIT;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    phony_status status;

    if (fd < 0)
        return ph_fail_errno(error, errno == ENOENT ? PHONY_ERROR_NOT_FOUND : PHONY_ERROR_IO, errno,
                             "cannot open '%s'", path);
    limits.max_tokens = model->tokens.count;
    limits.max_ngrams = ph_ngrams_total(&model->ngrams);
    status = ph_model_file_read(fd, path, &limits, whole, error);
    close(fd);
    if (!status && !memcmp((*whole)->digest, model->digest, sizeof model->digest))
        return PHONY_OK;
    if (status && status != PHONY_ERROR_LIMIT) /* it cannot have grown */
        return status;
    if (!status)
        phony_model_unref(*whole);
    return ph_fail(error, PHONY_ERROR_MODEL, "'%s' has changed since it was opened: open it anew",
                   path);
}

phony_status ph_model_need_ngrams(const phony_model *shared, phony_error *error)
{
    phony_model *model = (phony_model *)(uintptr_t)shared, *whole;
    phony_status status = PHONY_OK;

    if (!atomic_load_explicit(&model->partial, memory_order_acquire))
        return PHONY_OK;
    pthread_mutex_lock(&model->lock);
    if (atomic_load_explicit(&model->partial, memory_order_relaxed)) {
        status = read_again(model, &whole, error);
        if (!status) {
            take_parts(model, whole);
            phony_model_unref(whole);
            atomic_store_explicit(&model->partial, 0, memory_order_release);
        }
    }
    pthread_mutex_unlock(&model->lock);
    return status;
}
