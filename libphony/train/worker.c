#include "train/worker.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "text/normalize.h"
#include "text/segment.h"
#include "train/private.h"

phony_status ph_worker_init(ph_worker *worker, const phony_train_options *options,
                            const ph_tokenizer *tokenizer, phony_error *error)
{
    memset(worker, 0, sizeof *worker);
    worker->options = options;
    worker->tokenizer = tokenizer;
    worker->report.size = sizeof worker->report;
    if (ph_vocabulary_init(&worker->vocabulary) < 0 ||
        ph_counter_init(&worker->counter, options->order) < 0 ||
        (options->exclude_originals && ph_originals_init(&worker->originals, options->salt) < 0))
        return ph_fail_memory(error);
    worker->waits = options->mode == PHONY_MODE_HYBRID && !tokenizer->whole;
    if (!worker->waits && !ph_is_private(options))
        return PHONY_OK;
    if (worker->waits && ph_vocabulary_init(&worker->words.words) < 0)
        return ph_fail_memory(error);
    worker->words.words.max = UINT32_MAX - 1; /* words, most of which become no tokens */
    worker->spool = tmpfile();
    if (!worker->spool)
        return ph_fail_errno(error, PHONY_ERROR_IO, errno, "cannot make a temporary file");
    return PHONY_OK;
}

void ph_worker_fini(ph_worker *worker)
{
    ph_vocabulary_fini(&worker->vocabulary);
    ph_counter_fini(&worker->counter);
    ph_originals_fini(&worker->originals);
    ph_buffer_fini(&worker->normal);
    ph_buffer_fini(&worker->cased);
    ph_free(worker->ids.ids);
    ph_vocabulary_fini(&worker->words.words);
    ph_free(worker->words.values);
    ph_free(worker->words.last);
    if (worker->spool)
        fclose(worker->spool);
    memset(worker, 0, sizeof *worker);
}

/* floor(sqrt(x)), exact: the double is right or one off. */
static uint64_t square_root(uint64_t x)
{
    uint64_t root = (uint64_t)sqrt((double)x);

    while (root > 0 && root > x / root)
        root--;
    while (root + 1 <= x / (root + 1))
        root++;
    return root;
}

static uint64_t counted_weight(int32_t weighting, uint64_t weight)
{
    switch (weighting) {
    case PHONY_WEIGHT_COUNT:
        return weight;
    case PHONY_WEIGHT_SQRT:
        return square_root(weight);
    case PHONY_WEIGHT_LOG:
        return 64 - (uint64_t)__builtin_clzll(weight);
    default:
        return 1;
    }
}

/* The filter's hashes: repetitions are dropped whenever the list has doubled. */
static int remember(ph_worker *worker, const char *text, size_t length)
{
    ph_originals *originals = &worker->originals;

    if (!ph_originals_active(originals))
        return 0;
    if (originals->count > 1024 && originals->count > 2 * worker->originals_sorted) {
        ph_originals_sort(originals);
        worker->originals_sorted = originals->count;
    }
    return ph_originals_add(originals, ph_originals_hash(originals, text, length));
}

static phony_status check_limits(ph_worker *worker, uint64_t weight, phony_error *error)
{
    unsigned __int128 more = (unsigned __int128)weight * (worker->ids.count + 1);

    if (worker->vocabulary.count > ph_counter_max_token(worker->options->order))
        return ph_fail(error, PHONY_ERROR_LIMIT,
                       "more than %u different tokens: too many for order %d",
                       ph_counter_max_token(worker->options->order), worker->options->order);
    if (more > PH_COUNT_MAX - worker->tokens)
        return ph_fail(error, PHONY_ERROR_LIMIT,
                       "the weights add up to more than 2^53: smaller ones are needed "
                       "(or another weighting)");
    worker->tokens += (uint64_t)more;
    return PHONY_OK;
}

/* Counts a value that has passed everything. */
static phony_status count(ph_worker *worker, const char *text, size_t length, uint64_t weight,
                          phony_error *error)
{
    ph_tokenized result =
        ph_tokenize(worker->tokenizer, text, length, &worker->vocabulary, &worker->ids);
    phony_status status;

    if (result == PH_UNKNOWN_WORD ||
        (result == PH_TOKENIZED && ph_is_too_long(worker->options, worker->ids.count))) {
        worker->report.filtered++;
        return PHONY_OK;
    }
    if (result == PH_NO_ROOM && worker->vocabulary.count > PH_VOCABULARY_MAX)
        return ph_fail(error, PHONY_ERROR_LIMIT, "more than %u different tokens",
                       PH_VOCABULARY_MAX);
    if (result == PH_NO_ROOM)
        return ph_fail_memory(error);
    status = check_limits(worker, weight, error);
    if (status)
        return status;
    if (remember(worker, text, length) < 0 ||
        ph_counter_add_value(&worker->counter, worker->ids.ids, worker->ids.count, weight) < 0)
        return ph_fail_memory(error);
    worker->report.values++;
    worker->report.weight += weight;
    return PHONY_OK;
}

static int count_word(ph_word_counts *counts, const char *text, size_t length, uint64_t value)
{
    size_t before = counts->words.count;
    uint32_t word = ph_vocabulary_add(&counts->words, text, length);

    if (word == 0 ||
        ph_grow((void **)&counts->values, &counts->values_capacity, (size_t)word + 1,
                sizeof *counts->values) < 0 ||
        ph_grow((void **)&counts->last, &counts->last_capacity, (size_t)word + 1,
                sizeof *counts->last) < 0)
        return -1;
    if (word >= before)
        counts->values[word] = counts->last[word] = 0;
    if (counts->last[word] != value) {
        counts->last[word] = value;
        counts->values[word]++;
    }
    return 0;
}

int ph_word_counts_add(const ph_word_counts *counts, ph_vocabulary *words, uint64_t **values,
                       size_t *capacity)
{
    for (uint32_t word = 1; word < counts->words.count; word++) {
        size_t length, before = words->count;
        const char *text = ph_vocabulary_text(&counts->words, word, &length);
        uint32_t here = ph_vocabulary_add(words, text, length);
        if (here == 0 || ph_grow((void **)values, capacity, (size_t)here + 1, sizeof **values) < 0)
            return -1;
        (*values)[here] = (here < before ? (*values)[here] : 0) + counts->values[word];
    }
    return 0;
}

typedef struct spooled {
    uint64_t weight;
    uint64_t length;
} spooled;

static phony_status spool(ph_worker *worker, const char *text, size_t length, uint64_t weight,
                          phony_error *error)
{
    spooled head = {weight, length};

    if (fwrite(&head, sizeof head, 1, worker->spool) != 1 ||
        fwrite(text, 1, length, worker->spool) != length)
        return ph_fail_errno(error, PHONY_ERROR_IO, errno, "cannot write a temporary file");
    return PHONY_OK;
}

static phony_status count_words(ph_worker *worker, const char *text, size_t length,
                                phony_error *error)
{
    size_t at = 0, begin, size;

    while (ph_word_next(text, length, &at, &begin, &size)) {
        if (count_word(&worker->words, text + begin, size, worker->report.values + 1) < 0)
            return ph_fail_memory(error);
    }
    worker->report.values++;
    return PHONY_OK;
}

phony_status ph_worker_each(ph_worker *worker, ph_value_visitor visit, void *user,
                            phony_error *error)
{
    phony_status status = PHONY_OK;
    spooled head;

    if (fflush(worker->spool) != 0 || fseek(worker->spool, 0, SEEK_SET) != 0)
        return ph_fail_errno(error, PHONY_ERROR_IO, errno, "cannot read a temporary file");
    while (!status && fread(&head, sizeof head, 1, worker->spool) == 1) {
        char *room;
        worker->normal.length = 0;
        room = ph_buffer_reserve(&worker->normal, head.length);
        if (!room)
            status = ph_fail_memory(error);
        else if (fread(room, 1, head.length, worker->spool) != head.length)
            status = ph_fail_errno(error, PHONY_ERROR_IO, errno, "cannot read a temporary file");
        else
            status = visit(user, room, head.length, head.weight, error);
    }
    if (!status && ferror(worker->spool))
        status = ph_fail_errno(error, PHONY_ERROR_IO, errno, "cannot read a temporary file");
    return status;
}

static phony_status count_visited(void *worker, const char *text, size_t length, uint64_t weight,
                                  phony_error *error)
{
    return count(worker, text, length, weight, error);
}

phony_status ph_worker_replay(ph_worker *worker, phony_error *error)
{
    worker->report.values = 0;
    return ph_worker_each(worker, count_visited, worker, error);
}

/* Learns a value, or one sentence of it, in its final form. */
static phony_status learn_piece(ph_worker *worker, const char *text, size_t length, uint64_t weight,
                                phony_error *error)
{
    const phony_train_options *options = worker->options;

    if (!ph_passes_filters(text, length, options->filters)) {
        worker->report.filtered++;
        return PHONY_OK;
    }
    if (options->min_length && ph_grapheme_count(text, length) < options->min_length) {
        worker->report.too_short++;
        return PHONY_OK;
    }
    weight = counted_weight(options->weighting, weight);
    if (worker->spool) {
        phony_status status = spool(worker, text, length, weight, error);
        if (status)
            return status;
    }
    return worker->waits ? count_words(worker, text, length, error)
                         : count(worker, text, length, weight, error);
}

static phony_status learn_sentences(ph_worker *worker, const char *text, size_t length,
                                    uint64_t weight, phony_error *error)
{
    size_t at = 0, begin, size;
    phony_status status = PHONY_OK;

    while (!status &&
           ph_sentence_next(text, length, worker->options->sentences, &at, &begin, &size))
        status = learn_piece(worker, text + begin, size, weight, error);
    return status;
}

/* NFC and case: the text in its final form, borrowed from the worker's buffers. */
static int bring_in_form(ph_worker *worker, const char **text, size_t *length)
{
    const phony_train_options *options = worker->options;

    worker->normal.length = worker->cased.length = 0;
    if (ph_normalize(*text, *length, &worker->normal) < 0)
        return -1;
    *text = worker->normal.data;
    *length = worker->normal.length;
    if (options->letter_case == PHONY_CASE_KEEP || *length == 0)
        return 0;
    if (ph_change_case(*text, *length, options->letter_case, options->locale, &worker->cased) < 0)
        return -1;
    *text = worker->cased.data;
    *length = worker->cased.length;
    return 0;
}

phony_status ph_worker_learn(ph_worker *worker, const char *value, size_t length, uint64_t weight,
                             phony_error *error)
{
    if (weight == 0)
        return PHONY_OK;
    worker->report.bytes += length;
    if (bring_in_form(worker, &value, &length) < 0)
        return ph_fail_memory(error);
    if (length == 0) {
        worker->report.empty++;
        return PHONY_OK;
    }
    return worker->options->sentences ? learn_sentences(worker, value, length, weight, error)
                                      : learn_piece(worker, value, length, weight, error);
}

/* The numbers here of another's tokens; NULL out of memory or past the limit. */
static uint32_t *map_tokens(ph_worker *worker, const ph_worker *from)
{
    uint32_t *map = ph_calloc(from->vocabulary.count, sizeof *map);

    for (uint32_t token = 1; map && token < from->vocabulary.count; token++) {
        size_t length;
        const char *text = ph_vocabulary_text(&from->vocabulary, token, &length);
        map[token] = ph_vocabulary_add(&worker->vocabulary, text, length);
        if (map[token] == 0) {
            ph_free(map);
            map = NULL;
        }
    }
    return map;
}

void ph_report_add(phony_train_report *to, const phony_train_report *from)
{
    to->values += from->values;
    to->weight += from->weight;
    to->bytes += from->bytes;
    to->empty += from->empty;
    to->too_short += from->too_short;
    to->filtered += from->filtered;
}

phony_status ph_worker_merge(ph_worker *worker, ph_worker *from, phony_error *error)
{
    uint32_t *map = map_tokens(worker, from);
    phony_status status = map ? PHONY_OK : ph_fail_memory(error);

    worker->ids.count = 0;
    if (!status)
        status = check_limits(worker, from->tokens, error);
    if (!status && ph_counter_add_all(&worker->counter, &from->counter, map) < 0)
        status = ph_fail_memory(error);
    for (size_t i = 0; !status && i < from->originals.count; i++) {
        if (ph_originals_add(&worker->originals, from->originals.hashes[i]) < 0)
            status = ph_fail_memory(error);
    }
    ph_report_add(&worker->report, &from->report);
    ph_free(map);
    return status;
}
