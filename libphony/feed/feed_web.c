/* `domain`, `url` and `user_agent`: names under the domains that are reserved for examples and
 * tests (RFC 2606), addresses there, and what current browsers call themselves. */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "feed/cards.h"
#include "feed/text_feed.h"

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

/* Powers of two, so that indices come apart into them by shifts. */
static const char *const adjectives[64] = {
    "amber",  "ample",  "ancient", "autumn", "blue",   "bold",  "brave",  "bright",
    "calm",   "clear",  "clever",  "cool",   "cosy",   "crisp", "daily",  "deep",
    "early",  "eager",  "eastern", "fair",   "fast",   "fine",  "fresh",  "gentle",
    "giant",  "glad",   "golden",  "grand",  "green",  "happy", "hidden", "honest",
    "ivory",  "jolly",  "keen",    "kind",   "late",   "light", "little", "lively",
    "lucky",  "major",  "mellow",  "misty",  "modern", "new",   "noble",  "northern",
    "open",   "plain",  "proud",   "quick",  "quiet",  "rapid", "red",    "round",
    "silent", "silver", "simple",  "smart",  "solid",  "sunny", "warm",   "white"};
static const char *const nouns[128] = {
    "anchor",  "apple",   "arch",   "arrow",   "atlas",   "badge",    "bakery", "basket",
    "bay",     "beacon",  "bell",   "bicycle", "bird",    "board",    "book",   "bottle",
    "bridge",  "brook",   "brush",  "button",  "cabin",   "camera",   "candle", "canvas",
    "castle",  "cedar",   "chair",  "cherry",  "circle",  "cliff",    "clock",  "cloud",
    "clover",  "coast",   "coffee", "comet",   "compass", "copper",   "coral",  "corner",
    "cottage", "crane",   "creek",  "crown",   "dawn",    "delta",    "desk",   "door",
    "dream",   "drum",    "eagle",  "echo",    "elm",     "ember",    "engine", "falcon",
    "farm",    "feather", "fern",   "field",   "flame",   "flower",   "forest", "fountain",
    "fox",     "frame",   "garden", "gate",    "glass",   "globe",    "grove",  "guitar",
    "harbour", "hazel",   "heron",  "hill",    "horizon", "house",    "island", "ivy",
    "jacket",  "journal", "kettle", "key",     "kite",    "ladder",   "lake",   "lamp",
    "lantern", "leaf",    "lemon",  "letter",  "library", "lily",     "maple",  "market",
    "marble",  "meadow",  "mill",   "mirror",  "moon",    "mountain", "museum", "needle",
    "nest",    "ocean",   "olive",  "orchard", "otter",   "paper",    "path",   "pebble",
    "pencil",  "pine",    "planet", "pocket",  "pond",    "quarry",   "rain",   "river",
    "road",    "rose",    "sail",   "shell",   "spring",  "star",     "stone",  "valley"};

/* ---- Names ----------------------------------------------------------------------------------- */

static const char *const suffixes[] = {".example.com", ".example.org", ".example.net", ".example",
                                       ".test"};
enum { NUMBERS = 1000000 };

static char *put_pair(char *out, uint64_t *index)
{
    out = ph_put_word(out, adjectives[ph_take(index, COUNT_OF(adjectives))]);
    *out++ = '-';
    return ph_put_word(out, nouns[ph_take(index, COUNT_OF(nouns))]);
}

/* Unique ones have a number besides. */
static size_t write_domain(const ph_text_feed *f, uint64_t index, uint64_t stream, char *out)
{
    const char *suffix = suffixes[ph_take(&index, COUNT_OF(suffixes))];
    char *at = put_pair(out, &index);

    (void)stream;
    if (f->unique) {
        *at++ = '-';
        at = ph_put_digits(at, index, 6);
    }
    return (size_t)(ph_put_word(at, suffix) - out);
}

static phony_status make_domain(const ph_feed_request *request, ph_feed **feed, phony_error *error)
{
    ph_text_feed f = {.feed.type.kind = PH_TYPE_TEXT,
                      .write = write_domain,
                      .room = 48,
                      .distinct = COUNT_OF(suffixes) * COUNT_OF(adjectives) * COUNT_OF(nouns)};

    if (request->unique)
        f.distinct *= NUMBERS;
    return ph_text_feed_new(request, &f, sizeof f, feed, error);
}

const ph_card ph_card_domain = {.type = "domain",
                                .summary = "domains under the names reserved for examples",
                                .gives = PH_TYPE_TEXT,
                                .fit = PHONY_FIT_UNIQUE | PHONY_FIT_KEY,
                                .make = make_domain};

/* ---- Addresses ------------------------------------------------------------------------------- */

static const char *const hosts[] = {"example.com",     "www.example.com", "example.org",
                                    "www.example.org", "example.net",     "www.example.net"};
static const char *const sections[] = {"articles", "blog",  "docs",    "events",
                                       "items",    "pages", "reviews", "stories"};

/* The texts of the options follow the struct. */
typedef struct url_feed {
    ph_text_feed text;
    size_t scheme, host; /* bytes of "https://" and of the host; 0: one of the table */
    int has_path;
    char *begins;
} url_feed;

static size_t write_url(const ph_text_feed *f, uint64_t index, uint64_t stream, char *out)
{
    const url_feed *url = (const url_feed *)f;
    char *at = out + url->scheme + url->host;

    (void)stream;
    memcpy(out, url->begins, url->scheme + url->host);
    if (!url->host)
        at = ph_put_word(at, hosts[ph_take(&index, COUNT_OF(hosts))]);
    *at++ = '/';
    if (!url->has_path)
        return (size_t)(at - out);
    at = ph_put_word(at, sections[ph_take(&index, COUNT_OF(sections))]);
    *at++ = '/';
    at = put_pair(at, &index);
    *at++ = '-';
    return (size_t)(ph_put_digits(at, index, 6) - out);
}

static int is_host(const char *text)
{
    size_t length = strlen(text);

    return length > 0 && length <= 253 && strcspn(text, "/?#@ \t\n\\\"<>%") == length;
}

static int is_scheme(const char *text)
{
    static const char small[] = "abcdefghijklmnopqrstuvwxyz";
    size_t length = strlen(text);

    return length > 0 && length <= 32 && strchr(small, *text) &&
           strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789+-.") == length;
}

static phony_status begin_url(const ph_feed_request *request, url_feed *f, phony_error *error)
{
    const char *scheme = ph_feed_option(request, "scheme")->text,
               *host = ph_feed_option(request, "host")->text;

    if (!is_scheme(scheme))
        return ph_fail(error, PHONY_ERROR_ARGUMENT,
                       "'scheme' must be small letters, as https, at most 32");
    if (host && !is_host(host))
        return ph_fail(error, PHONY_ERROR_ARGUMENT,
                       "'host' must be the name of a host, as shop.example.com");
    f->scheme = strlen(scheme) + 3;
    f->host = host ? strlen(host) : 0;
    f->begins = ph_malloc(f->scheme + f->host + 1);
    if (!f->begins)
        return ph_fail_memory(error);
    memcpy(f->begins, scheme, f->scheme - 3);
    memcpy(f->begins + f->scheme - 3, "://", 3);
    memcpy(f->begins + f->scheme, host ? host : "", f->host + 1);
    return PHONY_OK;
}

static void fini_url(ph_text_feed *f)
{
    ph_free(((url_feed *)f)->begins);
}

static phony_status make_url(const ph_feed_request *request, ph_feed **feed, phony_error *error)
{
    url_feed f = {
        .text.feed.type.kind = PH_TYPE_TEXT, .text.write = write_url, .text.fini = fini_url};
    phony_status status = begin_url(request, &f, error);

    if (status)
        return status;
    f.has_path = (int)ph_feed_option(request, "path")->number;
    f.text.room = f.scheme + f.host + 48;
    f.text.distinct =
        (f.host ? 1 : COUNT_OF(hosts)) * (f.has_path ? COUNT_OF(sections) * COUNT_OF(adjectives) *
                                                           COUNT_OF(nouns) * UINT64_C(1000000)
                                                     : 1);
    return ph_text_feed_new(request, &f.text, sizeof f, feed, error);
}

static const ph_option_card url_options[] = {
    {"scheme", PH_OPTION_TEXT, 0, "https", NULL, "what it begins with"},
    {"host", PH_OPTION_TEXT, 0, NULL, NULL, "the host; else example.com and the like"},
    {"path", PH_OPTION_BOOLEAN, 0, "true", NULL, "whether a path follows"},
};
const ph_card ph_card_url = {.type = "url",
                             .summary = "web addresses at example.com",
                             .options = url_options,
                             .option_count = COUNT_OF(url_options),
                             .gives = PH_TYPE_TEXT,
                             .fit = PHONY_FIT_UNIQUE | PHONY_FIT_KEY,
                             .make = make_url};

/* ---- Browsers -------------------------------------------------------------------------------- */

/* '#' is the version; chances are shares of 32, about as browsers are used. */
static const struct {
    unsigned share, first, count; /* of 32; the versions */
    const char *text;
} browsers[] = {
    {9, 124, 13,
     "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
     "Chrome/#.0.0.0 Safari/537.36"},
    {3, 124, 13,
     "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) "
     "Chrome/#.0.0.0 Safari/537.36"},
    {1, 124, 13,
     "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/#.0.0.0 "
     "Safari/537.36"},
    {7, 124, 13,
     "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/#.0.0.0 "
     "Mobile Safari/537.36"},
    {2, 124, 13,
     "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
     "Chrome/#.0.0.0 Safari/537.36 Edg/#.0.0.0"},
    {5, 0, 7,
     "Mozilla/5.0 (iPhone; CPU iPhone OS 17_# like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
     "Gecko) Version/17.# Mobile/15E148 Safari/604.1"},
    {2, 0, 7,
     "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) "
     "Version/17.# Safari/605.1.15"},
    {2, 125, 12, "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:#.0) Gecko/20100101 Firefox/#.0"},
    {1, 125, 12, "Mozilla/5.0 (X11; Linux x86_64; rv:#.0) Gecko/20100101 Firefox/#.0"},
};
enum { SHARES = 32 };

static size_t write_agent(const ph_text_feed *f, uint64_t index, uint64_t stream, char *out)
{
    unsigned share = (unsigned)index;
    size_t i = 0;
    char version[4], *at = out;

    (void)f;
    for (; share >= browsers[i].share; i++)
        share -= browsers[i].share;
    version[ph_whole_write(browsers[i].first +
                               (int64_t)ph_below(ph_stream_word(stream, 1), browsers[i].count),
                           version)] = '\0';
    for (const char *text = browsers[i].text;; text++) {
        size_t length = strcspn(text, "#");
        memcpy(at, text, length);
        at += length;
        text += length;
        if (!*text)
            return (size_t)(at - out);
        at = ph_put_word(at, version);
    }
}

static phony_status make_agent(const ph_feed_request *request, ph_feed **feed, phony_error *error)
{
    ph_text_feed f = {
        .feed.type.kind = PH_TYPE_TEXT, .write = write_agent, .room = 160, .distinct = SHARES};

    return ph_text_feed_new(request, &f, sizeof f, feed, error);
}

const ph_card ph_card_user_agent = {.type = "user_agent",
                                    .summary = "what current browsers call themselves",
                                    .gives = PH_TYPE_TEXT,
                                    .make = make_agent};
