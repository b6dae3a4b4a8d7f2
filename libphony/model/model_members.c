/* The plain members of a model: each takes a string or a number. To add one, write its take_
 * function and its line in the table. */
#include <string.h>
#include <time.h>

#include "base/alloc.h"
#include "base/error.h"
#include "model/model_reader.h"

static phony_status take_format(ph_model_reader *r, const char *text, size_t length,
                                uint64_t number, phony_error *error)
{
    (void)r;
    (void)number;
    return length == 5 && !memcmp(text, "phony", 5)
               ? PHONY_OK
               : ph_malformed(error, "\"format\" is not \"phony\": this is not a model");
}

static phony_status take_version(ph_model_reader *r, const char *text, size_t length,
                                 uint64_t number, phony_error *error)
{
    (void)r;
    (void)text;
    (void)length;
    if (number > 1)
        return ph_fail(error, PHONY_ERROR_VERSION,
                       "a model of format version %llu; this program reads version 1: a newer "
                       "one is needed",
                       (unsigned long long)number);
    return number == 1 ? PHONY_OK : ph_malformed(error, "\"version\" must be 1");
}

static phony_status take_text(ph_model_reader *r, int32_t which, const char *text, size_t length,
                              phony_error *error)
{
    ph_free(r->model->texts[which]);
    r->model->texts[which] = length ? ph_strndup(text, length) : NULL;
    return length && !r->model->texts[which] ? ph_fail_memory(error) : PHONY_OK;
}

#define TAKE_TEXT(name, which)                                                                     \
    static phony_status take_##name(ph_model_reader *r, const char *text, size_t length,           \
                                    uint64_t number, phony_error *error)                           \
    {                                                                                              \
        (void)number;                                                                              \
        return take_text(r, which, text, length, error);                                           \
    }
TAKE_TEXT(name, PHONY_TEXT_NAME)
TAKE_TEXT(locale, PHONY_TEXT_LOCALE)
TAKE_TEXT(source, PHONY_TEXT_SOURCE)
TAKE_TEXT(license, PHONY_TEXT_LICENSE)
TAKE_TEXT(trainer, PHONY_TEXT_TRAINER)

/* Exactly what strftime would write: anything else is refused. */
static phony_status take_created(ph_model_reader *r, const char *text, size_t length,
                                 uint64_t number, phony_error *error)
{
    static const char format[] = "%Y-%m-%dT%H:%M:%SZ";
    struct tm parts = {0};
    char copy[32] = "", again[32] = "";
    time_t seconds;

    (void)number;
    if (length < sizeof copy)
        memcpy(copy, text, length);
    if (strptime(copy, format, &parts)) {
        seconds = timegm(&parts);
        if (gmtime_r(&seconds, &parts))
            strftime(again, sizeof again, format, &parts);
        r->model->created = (int64_t)seconds;
    }
    return *copy && !strcmp(copy, again)
               ? PHONY_OK
               : ph_malformed(error, "\"created\" is no time such as 2026-01-31T12:00:00Z");
}

static phony_status take_hex(char *to, const char *text, size_t length, phony_error *error)
{
    for (size_t i = 0; i < length; i++) {
        if (!memchr("0123456789abcdef", text[i], 16))
            length = 0;
    }
    if (length != PH_DIGEST_TEXT - 1)
        return ph_malformed(error, "a digest is not 64 hexadecimal digits");
    memcpy(to, text, length);
    to[length] = '\0';
    return PHONY_OK;
}

static phony_status take_digest(ph_model_reader *r, const char *text, size_t length,
                                uint64_t number, phony_error *error)
{
    (void)number;
    return take_hex(r->digest, text, length, error);
}

static phony_status take_vocabulary(ph_model_reader *r, const char *text, size_t length,
                                    uint64_t number, phony_error *error)
{
    (void)number;
    return take_hex(r->model->vocabulary, text, length, error);
}

static phony_status take_order(ph_model_reader *r, const char *text, size_t length, uint64_t number,
                               phony_error *error)
{
    (void)text;
    (void)length;
    if (number < 1 || number > PH_ORDER_MAX)
        return ph_fail(error, PHONY_ERROR_MODEL, "\"n\" must be 1 to %d", PH_ORDER_MAX);
    r->n = (int32_t)number;
    return PHONY_OK;
}

static phony_status take_mode(ph_model_reader *r, const char *text, size_t length, uint64_t number,
                              phony_error *error)
{
    static const char *const names[] = {"char", "word", "hybrid"};

    (void)number;
    for (int32_t mode = 0; mode < 3; mode++) {
        if (strlen(names[mode]) == length && !memcmp(names[mode], text, length)) {
            r->model->mode = mode;
            return PHONY_OK;
        }
    }
    return ph_malformed(error, "\"mode\" must be \"char\", \"word\" or \"hybrid\"");
}

#define TAKE_COUNT(name)                                                                           \
    static phony_status take_##name(ph_model_reader *r, const char *text, size_t length,           \
                                    uint64_t number, phony_error *error)                           \
    {                                                                                              \
        (void)text;                                                                                \
        (void)length;                                                                              \
        r->model->name = number;                                                                   \
        return number >= 1 ? PHONY_OK : ph_malformed(error, "\"" #name "\" must be at least 1");   \
    }
TAKE_COUNT(values)
TAKE_COUNT(weight)
TAKE_COUNT(min_count)

/* ---- The originals' members ---------------------------------------------------------------- */

static phony_status take_bits(ph_model_reader *r, const char *text, size_t length, uint64_t number,
                              phony_error *error)
{
    (void)r;
    (void)text;
    (void)length;
    return number == PH_ORIGINALS_BITS ? PHONY_OK : ph_malformed(error, "\"bits\" must be 40");
}

static phony_status take_count(ph_model_reader *r, const char *text, size_t length, uint64_t number,
                               phony_error *error)
{
    (void)text;
    (void)length;
    (void)error;
    r->original_count = number;
    return PHONY_OK;
}

static phony_status take_bytes(ph_buffer *to, const char *text, size_t length, phony_error *error)
{
    to->length = 0;
    ph_buffer_append(to, text, length);
    ph_buffer_append_byte(to, '\0');
    return to->failed ? ph_fail_memory(error) : PHONY_OK;
}

static phony_status take_salt(ph_model_reader *r, const char *text, size_t length, uint64_t number,
                              phony_error *error)
{
    (void)number;
    return take_bytes(&r->original_salt, text, length, error);
}

static phony_status take_hashes(ph_model_reader *r, const char *text, size_t length,
                                uint64_t number, phony_error *error)
{
    (void)number;
    return take_bytes(&r->original_hashes, text, length, error);
}

static const ph_member members[] = {
    {"format", PH_READ_VALUE, PH_JSON_STRING, take_format},
    {"version", PH_READ_VALUE, PH_JSON_NUMBER, take_version},
    {"name", PH_READ_VALUE, PH_JSON_STRING, take_name},
    {"locale", PH_READ_VALUE, PH_JSON_STRING, take_locale},
    {"source", PH_READ_VALUE, PH_JSON_STRING, take_source},
    {"license", PH_READ_VALUE, PH_JSON_STRING, take_license},
    {"trainer", PH_READ_VALUE, PH_JSON_STRING, take_trainer},
    {"created", PH_READ_VALUE, PH_JSON_STRING, take_created},
    {"digest", PH_READ_VALUE, PH_JSON_STRING, take_digest},
    {"vocabulary", PH_READ_VALUE, PH_JSON_STRING, take_vocabulary},
    {"n", PH_READ_VALUE, PH_JSON_NUMBER, take_order},
    {"mode", PH_READ_VALUE, PH_JSON_STRING, take_mode},
    {"values", PH_READ_VALUE, PH_JSON_NUMBER, take_values},
    {"weight", PH_READ_VALUE, PH_JSON_NUMBER, take_weight},
    {"min_count", PH_READ_VALUE, PH_JSON_NUMBER, take_min_count},
    {"originals", PH_READ_ORIGINALS, PH_JSON_OBJECT, NULL},
    {"tokens", PH_READ_TOKENS, PH_JSON_ARRAY, NULL},
    {"ngrams", PH_READ_NGRAMS, PH_JSON_OBJECT, NULL},
};
static const char *const required[] = {"format", "version", "digest", "n",     "mode",
                                       "values", "weight",  "tokens", "ngrams"};
static const ph_member original_members[] = {
    {"bits", PH_READ_ORIGINAL_VALUE, PH_JSON_NUMBER, take_bits},
    {"count", PH_READ_ORIGINAL_VALUE, PH_JSON_NUMBER, take_count},
    {"salt", PH_READ_ORIGINAL_VALUE, PH_JSON_STRING, take_salt},
    {"hashes", PH_READ_ORIGINAL_VALUE, PH_JSON_STRING, take_hashes},
};
#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

static const ph_member *find(const ph_member *table, size_t count, const char *name, size_t length)
{
    for (size_t i = 0; i < count; i++) {
        if (strlen(table[i].name) == length && !memcmp(table[i].name, name, length))
            return &table[i];
    }
    return NULL;
}

const ph_member *ph_member_find(const char *name, size_t length)
{
    return find(members, COUNT_OF(members), name, length);
}

const ph_member *ph_original_member_find(const char *name, size_t length)
{
    return find(original_members, COUNT_OF(original_members), name, length);
}

static phony_status see(uint32_t *seen, size_t place, const char *name, phony_error *error)
{
    if (*seen & UINT32_C(1) << place)
        return ph_fail(error, PHONY_ERROR_MODEL, "\"%s\" is there twice", name);
    *seen |= UINT32_C(1) << place;
    return PHONY_OK;
}

phony_status ph_member_see(ph_model_reader *r, const ph_member *member, phony_error *error)
{
    return see(&r->seen, (size_t)(member - members), member->name, error);
}

phony_status ph_original_member_see(ph_model_reader *r, const ph_member *member, phony_error *error)
{
    return see(&r->seen_originals, (size_t)(member - original_members), member->name, error);
}

const char *ph_member_missing(const ph_model_reader *r)
{
    for (size_t i = 0; i < COUNT_OF(required); i++) {
        const ph_member *member = ph_member_find(required[i], strlen(required[i]));
        if (!(r->seen & UINT32_C(1) << (member - members)))
            return required[i];
    }
    return NULL;
}
