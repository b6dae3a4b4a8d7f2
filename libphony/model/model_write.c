/* The `.phony` file: one JSON object, gzip'd (spec/model-format.md). The order of members, the
 * compression and everything else is fixed, so that equal models are equal files. */
#include <inttypes.h>
#include <string.h>
#include <time.h>
#include <zlib.h>

#include "base/alloc.h"
#include "base/atomic_file.h"
#include "base/error.h"
#include "model/model.h"

static const char *const mode_names[] = {"char", "word", "hybrid"};

static void put_key(ph_buffer *json, const char *key)
{
    ph_buffer_append_text(json, ",\n\"");
    ph_buffer_append_text(json, key);
    ph_buffer_append_text(json, "\":");
}

static void put_text(ph_buffer *json, const char *key, const char *text)
{
    if (!*text)
        return;
    put_key(json, key);
    ph_buffer_append_json(json, text, strlen(text));
}

static void put_number(ph_buffer *json, const char *key, uint64_t number)
{
    put_key(json, key);
    ph_buffer_append_number(json, number);
}

/* Seconds since 1970 as ISO 8601; nothing for 0. */
static void put_created(ph_buffer *json, int64_t created)
{
    time_t seconds = (time_t)created;
    struct tm parts;
    char text[40];

    if (created == 0 || !gmtime_r(&seconds, &parts))
        return;
    strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
    put_text(json, "created", text);
}

static void put_originals(ph_buffer *json, const ph_originals *originals)
{
    if (!ph_originals_active(originals))
        return;
    put_key(json, "originals");
    ph_buffer_append_text(json, "{\"bits\":");
    ph_buffer_append_number(json, PH_ORIGINALS_BITS);
    ph_buffer_append_text(json, ",\"count\":");
    ph_buffer_append_number(json, originals->count);
    ph_buffer_append_text(json, ",\"salt\":");
    ph_buffer_append_json(json, originals->salt, strlen(originals->salt));
    ph_buffer_append_text(json, ",\"hashes\":\"");
    ph_originals_encode(originals, json);
    ph_buffer_append_text(json, "\"}");
}

static void put_tokens(ph_buffer *json, const ph_tokens *tokens)
{
    put_key(json, "tokens");
    for (uint32_t token = 0; token < tokens->count; token++) {
        size_t length;
        const char *text = ph_tokens_get(tokens, token, &length);
        ph_buffer_append_byte(json, token ? ',' : '[');
        ph_buffer_append_json(json, text, length);
    }
    ph_buffer_append_byte(json, ']');
}

/* One weighted list: elements, then cumulative weights. */
static void put_context(ph_buffer *json, const ph_ngram_list *list, uint32_t context)
{
    uint64_t sum = 0;
    uint32_t begin = list->first[context], end = list->first[context + 1];

    for (uint32_t i = begin; i < end; i++) {
        ph_buffer_append_text(json, i > begin ? "," : "[[");
        ph_buffer_append_number(json, list->token[i]);
    }
    for (uint32_t i = begin; i < end; i++) {
        sum += list->weight[i];
        ph_buffer_append_text(json, i > begin ? "," : "],[");
        ph_buffer_append_number(json, sum);
    }
    ph_buffer_append_text(json, "]]");
}

static void put_order(ph_buffer *json, const ph_ngrams *ngrams, int32_t order)
{
    const ph_ngram_list *list = &ngrams->of[order - 1];
    uint32_t tokens[PH_ORDER_MAX];

    ph_buffer_append_text(json, order > 1 ? ",\n\"" : "{\n\"");
    ph_buffer_append_number(json, (uint64_t)order);
    ph_buffer_append_text(json, "\":{");
    for (uint32_t context = 0; context < list->contexts; context++) {
        ph_ngrams_context(ngrams, order, context, tokens);
        ph_buffer_append_text(json, context ? ",\n\"" : "\n\"");
        for (int32_t i = 0; i < order - 1; i++) {
            if (i)
                ph_buffer_append_byte(json, ' ');
            ph_buffer_append_number(json, tokens[i]);
        }
        ph_buffer_append_text(json, "\":");
        put_context(json, list, context);
    }
    ph_buffer_append_text(json, "}");
}

static void put_description(ph_buffer *json, const phony_model *model)
{
    ph_buffer_append_text(json, "{\"format\":\"phony\"");
    put_number(json, "version", 1);
    put_text(json, "name", ph_model_text(model, PHONY_TEXT_NAME));
    put_text(json, "locale", ph_model_text(model, PHONY_TEXT_LOCALE));
    put_text(json, "source", ph_model_text(model, PHONY_TEXT_SOURCE));
    put_text(json, "license", ph_model_text(model, PHONY_TEXT_LICENSE));
    put_created(json, model->created);
    put_text(json, "trainer", ph_model_text(model, PHONY_TEXT_TRAINER));
    put_text(json, "digest", model->digest_text);
    put_number(json, "n", (uint64_t)model->ngrams.order);
    put_text(json, "mode", mode_names[model->mode]);
    put_number(json, "values", model->values);
    put_number(json, "weight", model->weight);
    put_number(json, "min_count", model->min_count);
    put_text(json, "vocabulary", model->vocabulary);
}

void ph_model_to_json(const phony_model *model, ph_buffer *json)
{
    put_description(json, model);
    ph_buffer_append(json, model->extras.data, model->extras.length);
    put_originals(json, &model->originals);
    put_tokens(json, &model->tokens);
    put_key(json, "ngrams");
    for (int32_t order = 1; order <= model->ngrams.order; order++)
        put_order(json, &model->ngrams, order);
    ph_buffer_append_text(json, "}}\n");
}

/* gzip (RFC 1952) without name and time, by zlib at its best level. */
static phony_status compress_json(const ph_buffer *json, ph_buffer *gzip, phony_error *error)
{
    z_stream z = {0};
    size_t given = 0;
    int result = Z_OK;

    if (deflateInit2(&z, Z_BEST_COMPRESSION, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY) != Z_OK)
        return ph_fail_memory(error);
    while (result == Z_OK) {
        size_t left = json->length - given;
        char *room = ph_buffer_reserve(gzip, 65536);
        if (!room)
            break;
        z.next_in = (Bytef *)json->data + given;
        z.avail_in = left > 1 << 20 ? 1 << 20 : (uInt)left;
        z.next_out = (Bytef *)room;
        z.avail_out = 65536;
        given += z.avail_in;
        result = deflate(&z, given == json->length ? Z_FINISH : Z_NO_FLUSH);
        given -= z.avail_in;
        gzip->length += 65536 - z.avail_out;
    }
    deflateEnd(&z);
    return result == Z_STREAM_END ? PHONY_OK : ph_fail_memory(error);
}

phony_status phony_model_write(const phony_model *model, const char *path, phony_error *error)
{
    ph_buffer json = PH_BUFFER_INIT, gzip = PH_BUFFER_INIT;
    phony_status status;

    if (!model || !path || !*path)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "a model and a path are needed");
    status = ph_model_need_ngrams(model, error);
    if (status)
        return status;
    ph_model_to_json(model, &json);
    status = json.failed ? ph_fail_memory(error) : compress_json(&json, &gzip, error);
    if (!status)
        status = ph_file_replace(path, gzip.data, gzip.length, error);
    ph_buffer_fini(&json);
    ph_buffer_fini(&gzip);
    return status;
}
