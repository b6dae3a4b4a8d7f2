/* `bytes` and `hash`: random bytes, as they are or as text, and digests. */
#include <sodium.h>
#include <string.h>

#include "base/alloc.h"
#include "base/bytes.h"
#include "base/error.h"
#include "feed/cards.h"
#include "feed/digests.h"
#include "feed/text_feed.h"

/* ---- Random bytes ---------------------------------------------------------------------------- */

enum { BYTES_MAX = 1 << 20 };

typedef struct bytes_feed {
    ph_text_feed text;
    uint64_t least, choices; /* of lengths */
} bytes_feed;

/* Word 1 is the length's; the first 8 bytes are the index's, lowest first, the others the words
 * from 2 on. Up to 7 bytes are written behind. */
static size_t put_bytes(const bytes_feed *f, uint64_t index, uint64_t stream, unsigned char *out)
{
    size_t length = (size_t)f->least;

    if (f->choices > 1)
        length += (size_t)ph_below(ph_stream_word(stream, 1), f->choices);
    ph_store_le64(out, index);
    /* Where fewer bytes differ than a word has, the bytes behind are not the index's zeros. */
    if (f->least < 8 && length > f->least)
        ph_store_le64(out + f->least, ph_stream_word(stream, 2));
    for (size_t at = 8, i = 3; at < length; at += 8, i++)
        ph_store_le64(out + at, ph_stream_word(stream, i));
    return length;
}

static size_t write_raw(const ph_text_feed *f, uint64_t index, uint64_t stream, char *out)
{
    return put_bytes((const bytes_feed *)f, index, stream, (unsigned char *)out);
}

/* The bytes lie at the end of the room at first, and no text overtakes them. */
static size_t write_hex(const ph_text_feed *f, uint64_t index, uint64_t stream, char *out)
{
    unsigned char *bytes = (unsigned char *)out + (f->room - f->room / 2);
    size_t length = put_bytes((const bytes_feed *)f, index, stream, bytes);

    for (size_t i = 0; i < length; i++)
        ph_put_hex(out + 2 * i, bytes[i], 2);
    return 2 * length;
}

/* RFC 4648, 4: with padding. */
static size_t write_base64(const ph_text_feed *f, uint64_t index, uint64_t stream, char *out)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    size_t most = f->room / 4 * 3, length, at = 0;
    unsigned char *bytes = (unsigned char *)out + (f->room - most);

    length = put_bytes((const bytes_feed *)f, index, stream, bytes);
    for (size_t i = 0; i < length; i += 3) {
        size_t have = length - i < 3 ? length - i : 3;
        uint32_t group = (uint32_t)bytes[i] << 16 | (have > 1 ? (uint32_t)bytes[i + 1] << 8 : 0) |
                         (have > 2 ? bytes[i + 2] : 0);
        for (size_t digit = 0; digit < 4; digit++)
            out[at++] = digit > have ? '=' : digits[group >> (18 - 6 * digit) & 63];
    }
    return at;
}

static const struct {
    ph_text_rule write;
    ph_type_kind kind;
} encodings[] = {
    {write_raw, PH_TYPE_BYTES}, {write_hex, PH_TYPE_TEXT}, {write_base64, PH_TYPE_TEXT}};

static size_t room_of(int64_t encoding, size_t bytes)
{
    return encoding == 0 ? bytes : encoding == 1 ? 2 * bytes : (bytes + 2) / 3 * 4;
}

static phony_status make_bytes(const ph_feed_request *request, ph_feed **feed, phony_error *error)
{
    const ph_option *min = ph_feed_option(request, "min_length"),
                    *max = ph_feed_option(request, "max_length");
    int64_t encoding = ph_feed_option(request, "encoding")->number,
            most = min->number > max->number && !max->given ? min->number : max->number,
            least = min->given ? min->number : most;
    bytes_feed f = {.text.write = encodings[encoding].write,
                    .text.feed.type.kind = encodings[encoding].kind};

    if (least < 0 || most > BYTES_MAX)
        return ph_fail(error, PHONY_ERROR_ARGUMENT,
                       "'min_length' and 'max_length' must be from 0 to %d", BYTES_MAX);
    if (least > most)
        return ph_fail(error, PHONY_ERROR_ARGUMENT,
                       "'min_length' (%lld) must not be more than 'max_length' (%lld)",
                       (long long)least, (long long)most);
    f.least = (uint64_t)least;
    f.choices = (uint64_t)(most - least) + 1;
    f.text.room = room_of(encoding, (size_t)most);
    f.text.distinct = least < 8 ? UINT64_C(1) << (8 * least) : 0;
    return ph_text_feed_new(request, &f.text, sizeof f, feed, error);
}

static const ph_option_card bytes_options[] = {
    {"min_length", PH_OPTION_WHOLE, 0, NULL, NULL, "the fewest bytes; else as many as the most"},
    {"max_length", PH_OPTION_WHOLE, 0, "16", NULL, "the most bytes, up to 1048576"},
    {"encoding", PH_OPTION_CHOICE, 0, "raw", "raw|hex|base64", "how they are written"},
};
const ph_card ph_card_bytes = {.type = "bytes",
                               .summary = "random bytes",
                               .options = bytes_options,
                               .option_count = sizeof bytes_options / sizeof *bytes_options,
                               .fit = PHONY_FIT_UNIQUE,
                               .make = make_bytes};

/* ---- Digests --------------------------------------------------------------------------------- */

static void sha256(const void *bytes, size_t length, uint8_t *digest)
{
    crypto_hash_sha256(digest, bytes, length);
}
static void sha1(const void *bytes, size_t length, uint8_t *digest)
{
    ph_sha1(bytes, length, digest);
}
static void md5(const void *bytes, size_t length, uint8_t *digest)
{
    ph_md5(bytes, length, digest);
}

static const struct {
    void (*digest)(const void *bytes, size_t length, uint8_t *digest);
    size_t bytes;
} algorithms[] = {{md5, PH_MD5_BYTES}, {sha1, PH_SHA1_BYTES}, {sha256, crypto_hash_sha256_BYTES}};

typedef struct hash_feed {
    ph_text_feed text;
    int64_t algorithm;
    int32_t input;
} hash_feed;

/* Without input they are random: as good as digests of things that nobody has seen. */
static size_t write_random(const ph_text_feed *f, uint64_t index, uint64_t stream, char *out)
{
    char *at = ph_put_hex(out, index, 16);

    for (size_t i = 1; at < out + f->room; i++)
        at = ph_put_hex(at, ph_stream_word(stream, i), out + f->room - at < 16 ? 8 : 16);
    return f->room;
}

static size_t write_uuid(const uint8_t *bytes, char *out)
{
    static const int8_t digits[] = {8, 4, 4, 4, 12};
    char *at = out;

    for (size_t i = 0, k = 0; i < sizeof digits; i++) {
        if (i)
            *at++ = '-';
        for (int8_t j = 0; j < digits[i]; j += 2)
            at = ph_put_hex(at, bytes[k++], 2);
    }
    return (size_t)(at - out);
}

/* A number or time as expressions write it (spec/pdl.md, "Expressions"). */
static size_t write_number(ph_type type, int64_t number, char *out)
{
    size_t length;

    switch (type.kind) {
    case PH_TYPE_DECIMAL:
        return ph_decimal_write(number, type.scale, out);
    case PH_TYPE_BOOLEAN:
        return (size_t)(ph_put_word(out, number ? "true" : "false") - out);
    case PH_TYPE_DATE:
        return ph_date_write(number, out);
    case PH_TYPE_TIME:
        return ph_clock_write(number, out);
    case PH_TYPE_TIMESTAMP:
    case PH_TYPE_TIMESTAMPTZ:
        length = ph_moment_write(number, 'T', out);
        if (type.kind == PH_TYPE_TIMESTAMPTZ)
            out[length++] = 'Z';
        return length;
    default:
        return ph_whole_write(number, out);
    }
}

/* What is digested of a value: bytes are what they are, anything else its text. `room` has 40. */
static const void *text_of(const ph_values *values, size_t i, char *room, size_t *length)
{
    ph_storage storage = ph_type_storage(values->type);

    if (storage == PH_STORED_TEXT)
        return ph_values_text(values, i, length);
    if (storage == PH_STORED_UUID)
        *length = write_uuid(values->bytes + 16 * i, room);
    else if (storage == PH_STORED_FLOAT)
        *length = ph_float_write(values->floats[i], room);
    else
        *length = write_number(values->type, values->numbers[i], room);
    return room;
}

static phony_status fill_digests(const ph_feed *feed, const ph_feed_frame *frame, ph_values *out,
                                 phony_error *error)
{
    const hash_feed *f = (const hash_feed *)feed;
    const ph_values *input = frame->inputs[f->input];
    size_t bytes = algorithms[f->algorithm].bytes, count = frame->rows->count;
    phony_status status = ph_values_begin(out, feed->type, count, error);

    if (!status)
        status = ph_values_room(out, count * f->text.room, error);
    for (size_t i = 0; !status && i < count; i++) {
        uint8_t digest[crypto_hash_sha256_BYTES];
        char room[40], *at = (char *)out->bytes + out->offsets[i];
        size_t length;
        const void *text;
        if (ph_values_is_null(input, i)) {
            ph_values_put_null(out, i);
            continue;
        }
        text = text_of(input, i, room, &length);
        algorithms[f->algorithm].digest(text, length, digest);
        for (size_t k = 0; k < bytes; k++)
            at = ph_put_hex(at, digest[k], 2);
        out->offsets[i + 1] = out->offsets[i] + (uint32_t)(2 * bytes);
    }
    return status;
}

static void free_digests(ph_feed *feed)
{
    ph_free(feed);
}

static const ph_feed_class digest_class = {.fill = fill_digests, .free = free_digests};

static phony_status make_hash(const ph_feed_request *request, ph_feed **feed, phony_error *error)
{
    const ph_option *of = ph_feed_option(request, "of");
    hash_feed f = {.text.write = write_random,
                   .text.feed.type.kind = PH_TYPE_TEXT,
                   .algorithm = ph_feed_option(request, "algorithm")->number,
                   .input = of->input};
    phony_status status;

    f.text.room = 2 * algorithms[f.algorithm].bytes;
    if (of->given && request->unique)
        return ph_fail(error, PHONY_ERROR_ARGUMENT,
                       "'of': digests repeat where what they are of does; without 'of' they can "
                       "be unique");
    status = ph_text_feed_new(request, &f.text, sizeof f, feed, error);
    if (!status && of->given)
        (*feed)->class = &digest_class;
    return status;
}

static const ph_option_card hash_options[] = {
    {"algorithm", PH_OPTION_CHOICE, 0, "sha256", "md5|sha1|sha256", "how long it is"},
    {"of", PH_OPTION_FIELD, 0, NULL, NULL, "what it is the digest of, as text; else it is random"},
};
const ph_card ph_card_hash = {.type = "hash",
                              .summary = "digests, in hexadecimal",
                              .options = hash_options,
                              .option_count = sizeof hash_options / sizeof *hash_options,
                              .gives = PH_TYPE_TEXT,
                              .fit = PHONY_FIT_UNIQUE | PHONY_FIT_KEY | PHONY_FIT_CONSISTENT,
                              .make = make_hash};
