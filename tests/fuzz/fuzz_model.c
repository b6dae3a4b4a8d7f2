/* Model files. What is read can be used: it generates, scores, gives figures, and written out it is
 * read again as the same model. (A digest of 64 zeros is accepted where PH_TESTING is defined, so
 * that the fuzzer gets past it.) */
#include <math.h>
#include <string.h>

#include "fuzz.h"
#include "model/model.h"

enum { ROWS = 50, ROOM = 1 << 16 };

static void check_error(phony_status status, const phony_error *error)
{
    FUZZ_PROMISE(status == error->status);
    FUZZ_PROMISE(status == PHONY_ERROR_MODEL || status == PHONY_ERROR_VERSION ||
                 status == PHONY_ERROR_LIMIT);
    FUZZ_PROMISE(error->message[0] && memchr(error->message, 0, sizeof error->message));
    FUZZ_PROMISE(!strpbrk(error->message, "\n\r"));
    FUZZ_PROMISE(error->line || !error->column);
}

static phony_status parse(const void *bytes, size_t length, phony_model **model, phony_error *error)
{
    phony_model_limits limits = PHONY_MODEL_LIMITS_INIT;

    limits.max_bytes = 1 << 18;
    limits.max_tokens = 300;
    limits.max_ngrams = 3000;
    return phony_model_parse(bytes, length, &limits, model, error);
}

/* A value that was generated can be: its score says so. Not where tokens of a hostile model make
 * texts that are cut otherwise. */
static void score(phony_model *model, const char *value, size_t length)
{
    phony_score score = PHONY_SCORE_INIT;
    phony_status status = phony_model_score(model, value, length, &score, NULL);

    FUZZ_PROMISE(status == PHONY_OK || status == PHONY_ERROR_ENCODING);
    FUZZ_PROMISE(isfinite(score.bits) && score.bits > -1e-6);
    FUZZ_PROMISE(score.possible || score.bits == 0);
}

static void generate(phony_model *model)
{
    static uint8_t bytes[ROOM];
    uint32_t offsets[ROWS + 1];
    phony_column column = PHONY_COLUMN_INIT;
    phony_key key = {{1, 2}};
    phony_error error = {0};
    phony_status status;

    column.bytes = bytes;
    column.bytes_capacity = sizeof bytes;
    column.offsets = offsets;
    column.rows_capacity = ROWS;
    status = phony_generate(model, &key, UINT64_MAX - 7, ROWS, &column, &error);
    FUZZ_PROMISE(status == error.status);
    if (status) {
        FUZZ_PROMISE(status == PHONY_ERROR_SPACE || status == PHONY_ERROR_EXHAUSTED ||
                     status == PHONY_ERROR_MEMORY);
        return;
    }
    FUZZ_PROMISE(column.rows > 0 && offsets[0] == 0);
    for (size_t i = 0; i < column.rows; i++) {
        FUZZ_PROMISE(offsets[i] <= offsets[i + 1] && offsets[i + 1] <= ROOM);
        if (i < 3)
            score(model, (const char *)bytes + offsets[i], offsets[i + 1] - offsets[i]);
    }
}

static void measure(phony_model *model)
{
    phony_model_info info = PHONY_MODEL_INFO_INIT;
    phony_model_figures figures = PHONY_MODEL_FIGURES_INIT;
    phony_ngram top[4];
    size_t found;

    FUZZ_PROMISE(phony_model_get_info(model, &info, NULL) == PHONY_OK);
    FUZZ_PROMISE(info.order >= 1 && info.order <= 8 && info.ngrams <= 3000 && info.tokens <= 300);
    for (int32_t order = 1; order <= info.order; order++) {
        FUZZ_PROMISE(phony_model_top_ngrams(model, order, top, 4, &found, NULL) == PHONY_OK);
        FUZZ_PROMISE(found <= 4 && found <= info.ngrams_of_order[order - 1]);
    }
    if (info.ngrams > 200) /* slow where values hardly ever end */
        return;
    FUZZ_PROMISE(phony_model_get_figures(model, &figures, NULL) == PHONY_OK);
    FUZZ_PROMISE(isfinite(figures.entropy_per_value) && isfinite(figures.mean_length));
    FUZZ_PROMISE(figures.entropy_per_value > -1e-6 && figures.mean_length > -1e-6);
}

/* Written and read: the same digest, and the same bytes when written again. */
static void write_and_read(const phony_model *model)
{
    ph_buffer json = PH_BUFFER_INIT, again = PH_BUFFER_INIT;
    phony_model *read = NULL;
    phony_error error = {0};

    ph_model_to_json(model, &json);
    FUZZ_PROMISE(!json.failed);
    FUZZ_PROMISE(phony_model_parse(json.data, json.length, NULL, &read, &error) == PHONY_OK);
    FUZZ_PROMISE(!strcmp(model->digest_text, read->digest_text));
    ph_model_to_json(read, &again);
    FUZZ_PROMISE(json.length == again.length && !memcmp(json.data, again.data, json.length));
    phony_model_unref(read);
    ph_buffer_fini(&json);
    ph_buffer_fini(&again);
}

/* Merged with itself, a model is refused or is a model. */
static void merge(phony_model *model)
{
    phony_model *pair[] = {model, model}, *merged = NULL;
    phony_error error = {0};
    phony_status status = phony_model_merge(pair, 2, NULL, &merged, &error);

    FUZZ_PROMISE(status == error.status);
    if (!status)
        write_and_read(merged);
    phony_model_unref(merged);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    phony_model *model = NULL;
    phony_error error = {0};
    phony_status status = parse(bytes, length, &model, &error);

    if (status) {
        check_error(status, &error);
        FUZZ_PROMISE(!model);
        return 0;
    }
    generate(model);
    measure(model);
    write_and_read(model);
    merge(model);
    phony_model_unref(model);
    return 0;
}
