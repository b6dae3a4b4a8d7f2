#include "train/vocabulary_file.h"

#include <sodium.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "text/normalize.h"
#include "text/segment.h"

int ph_vocabulary_add_word(ph_vocabulary *words, const char *text, size_t length)
{
    if (length == 0 || memchr(text, ' ', length) || ph_grapheme_length(text, length) == length)
        return 0;
    return ph_vocabulary_add(words, text, length) ? 0 : -1;
}

static int add_word(ph_vocabulary *words, int singles, const char *text, size_t length)
{
    if (singles && length > 0 && !memchr(text, ' ', length))
        return ph_vocabulary_add(words, text, length) ? 0 : -1;
    return ph_vocabulary_add_word(words, text, length);
}

static phony_status read_model(const char *path, int singles, ph_vocabulary *words,
                               phony_error *error)
{
    phony_model *model;
    phony_status status = phony_model_open(NULL, path, NULL, &model, error);
    const char *text;
    size_t length;

    if (status)
        return status;
    for (uint64_t i = 0; !status && (text = phony_model_get_token(model, i, &length)); i++) {
        if (add_word(words, singles, text, length) < 0)
            status = ph_fail_memory(error);
    }
    phony_model_unref(model);
    return status;
}

static phony_status read_lines(phony_input *input, int singles, ph_vocabulary *words,
                               phony_error *error)
{
    ph_buffer normal = PH_BUFFER_INIT;
    phony_status status;
    const char *text;
    size_t length;
    uint64_t weight;

    while (!(status = phony_input_next(input, &text, &length, &weight, error)) && text) {
        normal.length = 0;
        if (ph_normalize(text, length, &normal) < 0 ||
            add_word(words, singles, normal.data, normal.length) < 0) {
            status = ph_fail_memory(error);
            break;
        }
    }
    ph_buffer_fini(&normal);
    return status;
}

phony_status ph_vocabulary_read(const char *path, int singles, ph_vocabulary *words,
                                phony_error *error)
{
    phony_input_options text = PHONY_INPUT_OPTIONS_INIT;
    size_t length = strlen(path);
    phony_input *input;
    phony_status status;

    if (length > 6 && !strcmp(path + length - 6, ".phony"))
        return read_model(path, singles, words, error);
    text.format = PHONY_FORMAT_TEXT;
    status = phony_input_open(path, &text, &input, error);
    if (status)
        return status;
    status = read_lines(input, singles, words, error);
    phony_input_close(input);
    if (status)
        ph_error_prefix(error, "vocabulary '%s'", path);
    return status;
}

int ph_vocabulary_digest(const ph_vocabulary *words, char digest[PH_DIGEST_TEXT])
{
    uint32_t *order = ph_vocabulary_sorted(words);
    crypto_generichash_state state;
    uint8_t bytes[PH_DIGEST_BYTES];

    if (!order)
        return -1;
    crypto_generichash_init(&state, NULL, 0, sizeof bytes);
    for (size_t i = 1; i < words->count; i++) {
        size_t length;
        const char *text = ph_vocabulary_text(words, order[i], &length);
        crypto_generichash_update(&state, (const unsigned char *)text, length);
        crypto_generichash_update(&state, (const unsigned char *)"\n", 1);
    }
    crypto_generichash_final(&state, bytes, sizeof bytes);
    ph_hex(bytes, sizeof bytes, digest);
    ph_free(order);
    return 0;
}
