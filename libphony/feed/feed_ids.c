/* `uuid` and `ulid`: identifiers of 128 bits, at random or ascending with the rows.
 *
 * Ascending ones begin with 48 bits of milliseconds since 1970. Rows lie evenly between `from` and
 * `to`; where several share a millisecond, as many of the bits behind as tell neighbours apart are
 * the fraction of the millisecond (RFC 9562, 6.2, method 3), and the rest are random. So they
 * ascend strictly, whatever the number of rows. */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/random.h"
#include "feed/cards.h"

#define MILLISECONDS_MAX ((UINT64_C(1) << 48) - 1)
#define TOP_BIT (UINT64_C(1) << 63)

typedef struct id_feed {
    ph_feed feed;
    uint64_t first;          /* milliseconds */
    uint64_t step, fraction; /* from row to row: milliseconds, and 2^-64 of one */
    uint64_t mask;           /* what is kept of a row's fraction */
} id_feed;

static void free_ids(ph_feed *feed)
{
    ph_free(feed);
}

/* ---- Times --------------------------------------------------------------------------------- */

/* Without a known number of rows they are a millisecond apart. */
static phony_status set_times(id_feed *ids, const ph_feed_request *request, phony_error *error)
{
    int64_t from = ph_feed_option(request, "from")->number,
            to = ph_feed_option(request, "to")->number;
    unsigned __int128 step = (unsigned __int128)1 << 64;

    if (from < 0)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "'from' must be 1970 or later");
    if (to / 1000 <= from / 1000)
        return ph_fail(error, PHONY_ERROR_ARGUMENT,
                       "'to' must be later than 'from', by a millisecond or more");
    if (request->rows)
        step = ((unsigned __int128)(uint64_t)(to / 1000 - from / 1000) << 64) / request->rows;
    ids->first = (uint64_t)from / 1000;
    ids->step = (uint64_t)(step >> 64);
    ids->fraction = (uint64_t)step;
    /* A step of at least 2^-b of a millisecond changes the first b bits of the fraction. */
    ids->mask = ids->step ? 0 : ~UINT64_C(0) << (63 - __builtin_clzll(ids->fraction | 1));
    return PHONY_OK;
}

/* The row's milliseconds and the 64 bits that follow them. -1: beyond 48 bits. */
static inline int time_of(const id_feed *ids, uint64_t row, uint64_t random, uint64_t *milliseconds,
                          uint64_t *behind)
{
    unsigned __int128 fraction = (unsigned __int128)row * ids->fraction,
                      time = (unsigned __int128)row * ids->step + (fraction >> 64) + ids->first;

    *milliseconds = (uint64_t)time;
    *behind = ((uint64_t)fraction & ids->mask) | (random & ~ids->mask);
    return time > MILLISECONDS_MAX ? -1 : 0;
}

static phony_status fail_late(uint64_t row, phony_error *error)
{
    return ph_fail(error, PHONY_ERROR_LIMIT, "row %llu: its time has more than 48 bits",
                   (unsigned long long)row);
}

/* ---- UUIDs --------------------------------------------------------------------------------- */

/* Highest byte first. */
static inline void put_word(uint8_t *out, uint64_t word)
{
    for (int i = 0; i < 8; i++)
        out[i] = (uint8_t)(word >> (56 - 8 * i));
}

/* 48 random bits, version, 12 random bits, variant, 62 random bits. */
static phony_status fill_random(const ph_feed *feed, const ph_feed_frame *frame, ph_values *out,
                                phony_error *error)
{
    const phony_key key = *frame->key;
    phony_status status = ph_values_begin(out, feed->type, frame->rows->count, error);

    for (size_t i = 0; !status && i < frame->rows->count; i++) {
        uint64_t stream = ph_stream(&key, ph_row(frame->rows, i));
        uint64_t high = ph_stream_word(stream, 0), low = ph_stream_word(stream, 1);
        put_word(out->bytes + 16 * i, (high & ~UINT64_C(0xF000)) | 0x4000);
        put_word(out->bytes + 16 * i + 8, low >> 2 | TOP_BIT);
    }
    return status;
}

/* 48 bits of time, version, 12 bits, variant, 62 bits. */
static phony_status fill_ascending(const ph_feed *feed, const ph_feed_frame *frame, ph_values *out,
                                   phony_error *error)
{
    const id_feed *ids = (const id_feed *)feed;
    phony_status status = ph_values_begin(out, feed->type, frame->rows->count, error);

    for (size_t i = 0; !status && i < frame->rows->count; i++) {
        uint64_t row = ph_row(frame->rows, i), stream = ph_stream(frame->key, row), time, behind;
        if (time_of(ids, row, ph_stream_word(stream, 0), &time, &behind) < 0)
            return fail_late(row, error);
        put_word(out->bytes + 16 * i, time << 16 | 0x7000 | behind >> 52);
        put_word(out->bytes + 16 * i + 8,
                 (behind << 12 | ph_stream_word(stream, 1) >> 52) >> 2 | TOP_BIT);
    }
    return status;
}

/* ---- ULIDs --------------------------------------------------------------------------------- */

/* The low 60 bits in Crockford's base 32, highest first. */
static inline void put_digits(uint64_t bits, uint8_t *out)
{
    static const char digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    for (int i = 0; i < 12; i++)
        out[i] = (uint8_t)digits[bits >> (55 - 5 * i) & 31];
}

/* 26 digits, the first of 3 bits. The top 8 bits are two of them. */
static inline void write_ulid(uint64_t high, uint64_t low, uint8_t *out)
{
    uint8_t top[12];

    put_digits(high >> 56, top);
    memcpy(out, top + 10, 2);
    put_digits(high << 4 | low >> 60, out + 2);
    put_digits(low, out + 14);
}

static phony_status fill_ulids(const ph_feed *feed, const ph_feed_frame *frame, ph_values *out,
                               phony_error *error)
{
    const id_feed *ids = (const id_feed *)feed;
    size_t count = frame->rows->count;
    phony_status status = ph_values_begin(out, feed->type, count, error);

    if (!status)
        status = ph_values_room(out, count * 26, error);
    for (size_t i = 0; !status && i < count; i++) {
        uint64_t row = ph_row(frame->rows, i), stream = ph_stream(frame->key, row), time, behind;
        if (time_of(ids, row, ph_stream_word(stream, 0), &time, &behind) < 0)
            return fail_late(row, error);
        write_ulid(time << 16 | behind >> 48, behind << 16 | ph_stream_word(stream, 1) >> 48,
                   out->bytes + 26 * i);
        out->offsets[i + 1] = (uint32_t)(26 * (i + 1));
    }
    return status;
}

/* ---- Making -------------------------------------------------------------------------------- */

static const ph_feed_class random_class = {.fill = fill_random, .free = free_ids};
static const ph_feed_class ascending_class = {.fill = fill_ascending, .free = free_ids};
static const ph_feed_class ulid_class = {.fill = fill_ulids, .free = free_ids};

static phony_status make_ids(const ph_feed_request *request, const ph_feed_class *class,
                             ph_type_kind kind, ph_feed **feed, phony_error *error)
{
    id_feed *ids = ph_calloc(1, sizeof *ids);
    phony_status status = ids ? PHONY_OK : ph_fail_memory(error);

    if (!status && class != &random_class)
        status = set_times(ids, request, error);
    if (status) {
        ph_free(ids);
        return status;
    }
    ids->feed = (ph_feed){class, {.kind = kind}};
    *feed = &ids->feed;
    return PHONY_OK;
}

static phony_status make_uuid(const ph_feed_request *request, ph_feed **feed, phony_error *error)
{
    int is_random = ph_feed_option(request, "version")->number == 0;

    if (is_random &&
        (ph_feed_option(request, "from")->given || ph_feed_option(request, "to")->given))
        return ph_fail(error, PHONY_ERROR_ARGUMENT,
                       "'from' and 'to' are for version 7: version 4 has no time");
    return make_ids(request, is_random ? &random_class : &ascending_class, PH_TYPE_UUID, feed,
                    error);
}

static phony_status make_ulid(const ph_feed_request *request, ph_feed **feed, phony_error *error)
{
    return make_ids(request, &ulid_class, PH_TYPE_TEXT, feed, error);
}

static const ph_option_card uuid_options[] = {
    {"version", PH_OPTION_CHOICE, 0, "4", "4|7", "4: random; 7: ascends with the rows"},
    {"from", PH_OPTION_MOMENT, 0, "-2y", NULL, "version 7: the first row's time"},
    {"to", PH_OPTION_MOMENT, 0, "now", NULL, "version 7: where the rows' times end"},
};
const ph_card ph_card_uuid = {
    .type = "uuid",
    .summary = "UUIDs of RFC 9562",
    .options = uuid_options,
    .option_count = sizeof uuid_options / sizeof *uuid_options,
    .gives = PH_TYPE_UUID,
    .fit = PHONY_FIT_UNIQUE | PHONY_FIT_KEY,
    .make = make_uuid,
};

static const ph_option_card ulid_options[] = {
    {"from", PH_OPTION_MOMENT, 0, "-2y", NULL, "the first row's time"},
    {"to", PH_OPTION_MOMENT, 0, "now", NULL, "where the rows' times end"},
};
const ph_card ph_card_ulid = {
    .type = "ulid",
    .summary = "ULIDs: 26 characters that ascend with the rows",
    .options = ulid_options,
    .option_count = sizeof ulid_options / sizeof *ulid_options,
    .gives = PH_TYPE_TEXT,
    .fit = PHONY_FIT_UNIQUE | PHONY_FIT_KEY,
    .make = make_ulid,
};
