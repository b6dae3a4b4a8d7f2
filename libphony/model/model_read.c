/* Reading a `.phony` file (spec/model-format.md). The file is hostile until proven otherwise: its
 * size, the numbers of tokens and n-grams and the depth are bounded, every number is checked where
 * it is read, and what hangs together is checked at the end (ngram_builder.c, ngram/links.c, the
 * digest). */
#include <limits.h>
#include <string.h>
#include <zlib.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/options.h"
#include "model/model_reader.h"
#include "ngram/vocabulary.h"

enum {
    FIRST_BLOCK = 1 << 16,
    LARGEST_BLOCK = 1 << 26,
    STRING_MAX = 1 << 25 /* bytes; the longest are the hashes of PH_ORIGINALS_MAX originals */
};

static phony_status finish_originals(ph_model_reader *r, phony_error *error)
{
    int memory = 0;

    if (!r->has_originals)
        return PHONY_OK;
    if (r->seen_originals != 15)
        return ph_malformed(error, "\"originals\" needs bits, count, salt and hashes");
    if (ph_originals_init(&r->model->originals, r->original_salt.data) < 0)
        return ph_fail_memory(error);
    if (ph_originals_decode(&r->model->originals, r->original_hashes.data,
                            r->original_hashes.length - 1, r->original_count, &memory) < 0)
        return memory ? ph_fail_memory(error)
                      : ph_malformed(error, "the hashes of \"originals\" are broken");
    return PHONY_OK;
}

static void move_tokens(ph_model_reader *r)
{
    r->model->tokens = (ph_tokens){r->token_count, r->token_offsets, r->token_text.data};
    r->token_offsets = NULL;
    r->token_text = (ph_buffer)PH_BUFFER_INIT;
}

static phony_status check_required(const ph_model_reader *r, phony_error *error)
{
    const char *missing = ph_member_missing(r);

    if (missing)
        return ph_fail(error, PHONY_ERROR_MODEL, "\"%s\" is missing%s", missing,
                       strcmp(missing, "format") ? "" : ": this is not a model");
    return r->token_count > 1 ? PHONY_OK : ph_malformed(error, "there are no tokens");
}

static int digest_matches(const ph_model_reader *r)
{
#ifdef PH_TESTING
    /* A way past the digest for tests and fuzzers, which would get no further otherwise: they write
     * 64 zeros. No installed library has it. */
    if (strspn(r->digest, "0") == PH_DIGEST_TEXT - 1)
        return 1;
#endif
    return memcmp(r->model->digest_text, r->digest, PH_DIGEST_TEXT) == 0;
}

static phony_status finish(ph_model_reader *r, phony_error *error)
{
    phony_status status = check_required(r, error);

    if (!status)
        status = finish_originals(r, error);
    if (!status)
        status =
            ph_ngram_builder_finish(&r->builder, r->n, r->token_count, &r->model->ngrams, error);
    if (status)
        return status;
    move_tokens(r);
    ph_model_seal(r->model);
    if (!digest_matches(r))
        return ph_malformed(error,
                            "the digest does not match: the model was changed after it was "
                            "written");
    return ph_model_check(r->model, error);
}

/* A list in the place of a model is a likely mistake, and what is wrong with its JSON would not
 * tell. */
static int begins_object(const char *text, size_t length)
{
    while (length && strchr(" \t\r\n", *text) && *text)
        text++, length--;
    return length == 0 || *text == '{';
}

/* Feeds the parser with the file's text, plain or gzip'd, at most max_bytes of it. */
static phony_status feed_plain(ph_model_reader *r, ph_json *json, const char *bytes, size_t length,
                               phony_error *error)
{
    if (r->text_bytes == 0 && !begins_object(bytes, length))
        return ph_malformed(error,
                            "this is no model, which is a JSON object, plain or gzip'd; is "
                            "it a list that one is to be trained on?");
    r->text_bytes += length;
    if (r->text_bytes > r->limits.max_bytes)
        return ph_fail(error, PHONY_ERROR_LIMIT, "more than %llu bytes when unpacked (max_bytes)",
                       (unsigned long long)r->limits.max_bytes);
    return ph_json_feed(json, bytes, length, error);
}

/* Unpacks into a block that doubles: a token that goes on over blocks is looked at from its start
 * again with each of them, so that a long one costs no more than a few times its length. */
static phony_status feed_gzip(ph_model_reader *r, ph_json *json, z_stream *z, phony_error *error)
{
    size_t size = FIRST_BLOCK;
    char *block = ph_malloc(size);
    phony_status status = block ? PHONY_OK : ph_fail_memory(error);
    int result = Z_OK;

    while (!status && result == Z_OK) {
        z->next_out = (Bytef *)block;
        z->avail_out = (uInt)size;
        result = inflate(z, Z_NO_FLUSH);
        if (result == Z_OK && z->avail_out == size)
            result = Z_BUF_ERROR;
        status = feed_plain(r, json, block, size - z->avail_out, error);
        if (!status && result == Z_OK && size < LARGEST_BLOCK) {
            ph_free(block);
            block = ph_malloc(size *= 2);
            status = block ? PHONY_OK : ph_fail_memory(error);
        }
    }
    ph_free(block);
    if (status || (result == Z_STREAM_END && z->avail_in == 0))
        return status;
    return ph_malformed(error, result == Z_BUF_ERROR    ? "the file is truncated"
                               : result == Z_STREAM_END ? "something follows the model"
                                                        : "the gzip data is damaged");
}

static phony_status feed(ph_model_reader *r, ph_json *json, const unsigned char *bytes,
                         size_t length, phony_error *error)
{
    z_stream z = {0};
    phony_status status;

    if (length < 2 || bytes[0] != 0x1f || bytes[1] != 0x8b)
        return feed_plain(r, json, (const char *)bytes, length, error);
    if (length > UINT_MAX)
        return ph_fail(error, PHONY_ERROR_LIMIT, "the file is larger than 4 GiB");
    z.next_in = (Bytef *)(uintptr_t)bytes;
    z.avail_in = (uInt)length;
    if (inflateInit2(&z, 15 + 16) != Z_OK)
        return ph_fail_memory(error);
    status = feed_gzip(r, json, &z, error);
    inflateEnd(&z);
    return status;
}

static void reader_fini(ph_model_reader *r)
{
    ph_free(r->token_offsets);
    ph_buffer_fini(&r->token_text);
    ph_buffer_fini(&r->original_hashes);
    ph_buffer_fini(&r->original_salt);
    ph_ngram_builder_fini(&r->builder);
    phony_model_unref(r->model);
}

static uint64_t at_most(uint64_t limit, uint64_t most)
{
    return limit < most ? limit : most;
}

static void take_limits(ph_model_reader *r, const phony_model_limits *limits)
{
    phony_model_limits full = PHONY_MODEL_LIMITS_INIT;

    ph_options_take(&full, sizeof full, limits);
    r->limits.max_bytes = full.max_bytes ? full.max_bytes : PH_MODEL_BYTES_MAX;
    r->limits.max_tokens = at_most(full.max_tokens ? full.max_tokens : PH_VOCABULARY_MAX, 0xFFFFFF);
    r->limits.max_ngrams = at_most(full.max_ngrams ? full.max_ngrams : PH_NGRAMS_MAX, PH_NONE - 1);
    r->builder.max_ngrams = r->limits.max_ngrams;
}

static phony_status read_model(ph_model_reader *r, const void *bytes, size_t length,
                               phony_error *error)
{
    static const ph_json_limits limits = {64, STRING_MAX, 0};
    ph_json *json;
    phony_status status = ph_json_new(&limits, ph_model_reader_event, r, &json, error);

    if (status)
        return status;
    status = feed(r, json, bytes, length, error);
    if (!status)
        status = ph_json_finish(json, error);
    ph_json_free(json);
    if (!status)
        status = finish(r, error);
    /* What is wrong JSON is a broken model. */
    if (status == PHONY_ERROR_SYNTAX || status == PHONY_ERROR_ENCODING) {
        status = PHONY_ERROR_MODEL;
        if (error)
            error->status = status;
    }
    return status;
}

phony_status phony_model_parse(const void *bytes, size_t length, const phony_model_limits *limits,
                               phony_model **model, phony_error *error)
{
    ph_model_reader r = {.model = ph_model_new()};
    phony_status status;

    if (!bytes || !model) {
        reader_fini(&r);
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "bytes and a place for the model are needed");
    }
    take_limits(&r, limits);
    status = r.model ? read_model(&r, bytes, length, error) : ph_fail_memory(error);
    if (!status)
        *model = phony_model_ref(r.model);
    reader_fini(&r);
    return status;
}
