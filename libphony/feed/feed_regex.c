/* `regex`: texts that a pattern (spec/patterns.md) matches, out of its syntax tree: each choice of
 * an alternative, a number of repetitions and a character takes the next word of the row, and all
 * that there are have equal chances.
 *
 * A class that says more than it lists (. \d \w \s \p{..} and what is negated) gives those of its
 * characters that are printable ASCII, where it has some. Unique rows need a pattern of fixed
 * length without alternatives: its characters are then the digits of a number. */
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/alloc.h"
#include "base/error.h"
#include "constraint/pattern_parts.h"
#include "feed/cards.h"
#include "feed/text_feed.h"

#define LAST_POINT 0x10FFFF
enum { REPEAT_MAX = 1000, TEXT_MAX = 1 << 20 };

/* The members of a set: runs of code points. */
typedef struct members {
    uint32_t first_run, runs, count, last;
} members;

typedef struct regex_feed {
    ph_text_feed text;
    ph_pattern_tree tree;
    uint32_t root, repeat_max;
    members *sets;
    ph_point_range *runs;
    size_t run_count, run_capacity;
    uint32_t *places; /* of unique ones: the sets of its characters, the last first */
    size_t place_count, place_capacity;
} regex_feed;

static void fini_regex(ph_text_feed *text)
{
    regex_feed *f = (regex_feed *)text;

    ph_pattern_tree_fini(&f->tree);
    ph_free(f->sets);
    ph_free(f->runs);
    ph_free(f->places);
}

/* ---- Members of classes ---------------------------------------------------------------------- */

static int add_run(regex_feed *f, members *of, uint32_t first, uint32_t last)
{
    if (ph_grow((void **)&f->runs, &f->run_capacity, f->run_count + 1, sizeof *f->runs) < 0)
        return -1;
    f->runs[f->run_count++] = (ph_point_range){first, last};
    of->runs++;
    of->count += last - first + 1;
    return 0;
}

/* Neither NUL nor a surrogate; where a class does not list it, neither a control nor unassigned. */
static int can_be(uint32_t point, int listed)
{
    static const uint32_t others = 1u << UTF8PROC_CATEGORY_CC | 1u << UTF8PROC_CATEGORY_CN |
                                   1u << UTF8PROC_CATEGORY_CO | 1u << UTF8PROC_CATEGORY_CS;

    if (point == 0 || (point >= 0xD800 && point <= 0xDFFF))
        return 0;
    return listed || !(others >> utf8proc_category((utf8proc_int32_t)point) & 1);
}

/* The runs of a set from a code point to another. */
static int add_between(regex_feed *f, members *of, const ph_point_set *set, uint32_t from,
                       uint32_t to, int listed)
{
    uint32_t begin = UINT32_MAX;

    for (uint32_t point = from; point <= to + 1; point++) {
        int has =
            point <= to && ph_point_set_has(set, f->tree.ranges, point) && can_be(point, listed);
        if (has && begin == UINT32_MAX)
            begin = point;
        if (!has && begin != UINT32_MAX) {
            if (add_run(f, of, begin, point - 1) < 0)
                return -1;
            begin = UINT32_MAX;
        }
    }
    return 0;
}

/* Whether a set is what it lists, and the least and greatest of that. */
static int is_listed(const regex_feed *f, const ph_point_set *set, uint32_t *from, uint32_t *to)
{
    *from = LAST_POINT;
    *to = 0;
    for (uint32_t i = 0; i < set->ranges; i++) {
        const ph_point_range *range = &f->tree.ranges[set->first_range + i];
        *from = range->first < *from ? range->first : *from;
        *to = range->last > *to ? range->last : *to;
    }
    return !set->negated && !set->categories && !set->spaces && !set->no_spaces &&
           !(*from == 0 && *to == LAST_POINT);
}

static phony_status find_members(regex_feed *f, const ph_point_set *set, members *of,
                                 phony_error *error)
{
    uint32_t from, to;
    int listed = is_listed(f, set, &from, &to), failed;

    of->first_run = (uint32_t)f->run_count;
    failed = listed ? add_between(f, of, set, from, to, 1) : add_between(f, of, set, ' ', '~', 0);
    if (!failed && !listed && !of->count)
        failed = add_between(f, of, set, 0x7F, LAST_POINT, 0);
    if (failed < 0)
        return ph_fail_memory(error);
    if (!of->count)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "'pattern': a class has no character");
    of->last = f->runs[f->run_count - 1].last;
    return PHONY_OK;
}

static phony_status find_all_members(regex_feed *f, phony_error *error)
{
    phony_status status = PHONY_OK;

    f->sets = ph_calloc(f->tree.set_count + 1, sizeof *f->sets);
    if (!f->sets)
        return ph_fail_memory(error);
    for (size_t i = 0; !status && i < f->tree.set_count; i++)
        status = find_members(f, &f->tree.sets[i], &f->sets[i], error);
    return status;
}

/* ---- Writing --------------------------------------------------------------------------------- */

static inline char *put_member(const regex_feed *f, uint32_t set, uint64_t number, char *out)
{
    const members *of = &f->sets[set];
    const ph_point_range *run = &f->runs[of->first_run];
    uint32_t left = (uint32_t)number, point;

    for (; left > run->last - run->first; run++)
        left -= run->last - run->first + 1;
    point = run->first + left;
    if (point < 0x80) {
        *out = (char)point;
        return out + 1;
    }
    return out + utf8proc_encode_char((utf8proc_int32_t)point, (utf8proc_uint8_t *)out);
}

static uint32_t most_of(const regex_feed *f, const ph_pattern_node *node)
{
    if (node->most != PH_REPEAT_FOREVER)
        return node->most;
    return node->least > f->repeat_max ? node->least : f->repeat_max;
}

static uint32_t child_count(const ph_pattern_tree *tree, const ph_pattern_node *node)
{
    uint32_t count = 0;

    for (uint32_t child = node->child; child != PH_NO_NODE; child = tree->nodes[child].sibling)
        count++;
    return count;
}

/* The words are taken in turn from `*next` on. */
static char *put_node(const regex_feed *f, uint32_t number, uint64_t stream, uint64_t *next,
                      char *out)
{
    const ph_pattern_node *node = &f->tree.nodes[number];
    uint32_t child = node->child;
    uint64_t times;

    switch (node->kind) {
    case PH_NODE_SET:
        times = f->sets[node->set].count;
        times = times > 1 ? ph_below(ph_stream_word(stream, (*next)++), times) : 0;
        return put_member(f, node->set, times, out);
    case PH_NODE_SEQUENCE:
        for (; child != PH_NO_NODE; child = f->tree.nodes[child].sibling)
            out = put_node(f, child, stream, next, out);
        return out;
    case PH_NODE_CHOICE:
        times = child_count(&f->tree, node);
        times = times > 1 ? ph_below(ph_stream_word(stream, (*next)++), times) : 0;
        while (times-- > 0)
            child = f->tree.nodes[child].sibling;
        return put_node(f, child, stream, next, out);
    default:
        times = most_of(f, node) - node->least;
        times = node->least + (times ? ph_below(ph_stream_word(stream, (*next)++), times + 1) : 0);
        while (times-- > 0)
            out = put_node(f, child, stream, next, out);
        return out;
    }
}

static size_t write_any(const ph_text_feed *text, uint64_t index, uint64_t stream, char *out)
{
    const regex_feed *f = (const regex_feed *)text;
    uint64_t next = 0;

    (void)index;
    return (size_t)(put_node(f, f->root, stream, &next, out) - out);
}

/* The index's digits, and words where they come to an end. The characters of unique rows are in
 * ASCII or not, so they are found from the last on and written from the first. */
static size_t write_unique(const ph_text_feed *text, uint64_t index, uint64_t stream, char *out)
{
    const regex_feed *f = (const regex_feed *)text;
    uint64_t room = f->text.distinct;
    char *at = out;

    for (size_t i = f->place_count; i-- > 0;) {
        uint32_t count = f->sets[f->places[i]].count;
        uint64_t number;
        if (room / count > 0) {
            number = ph_take(&index, count);
            room /= count;
        } else {
            number = ph_below(ph_stream_word(stream, i + 1), count);
        }
        at = put_member(f, f->places[i], number, at);
    }
    return (size_t)(at - out);
}

/* ---- Making ---------------------------------------------------------------------------------- */

static uint64_t point_bytes(uint32_t point)
{
    return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
}

/* The bytes of the longest text, at most TEXT_MAX + 1. */
static uint64_t longest(const regex_feed *f, uint32_t number)
{
    const ph_pattern_node *node = &f->tree.nodes[number];
    uint64_t bytes = 0;

    if (node->kind == PH_NODE_SET)
        return point_bytes(f->sets[node->set].last);
    for (uint32_t child = node->child; child != PH_NO_NODE; child = f->tree.nodes[child].sibling) {
        uint64_t own = longest(f, child);
        bytes = node->kind == PH_NODE_CHOICE && own < bytes ? bytes
                : node->kind == PH_NODE_CHOICE              ? own
                                                            : bytes + own;
        bytes = bytes > TEXT_MAX ? TEXT_MAX + 1 : bytes;
    }
    if (node->kind == PH_NODE_REPETITION)
        bytes *= most_of(f, node);
    return bytes > TEXT_MAX ? TEXT_MAX + 1 : bytes;
}

/* The places of a pattern of fixed length, the last first. -1: memory, -2: it is none. */
static int find_places(regex_feed *f, uint32_t number)
{
    const ph_pattern_node *node = &f->tree.nodes[number];
    int result = 0;

    if (node->kind == PH_NODE_SET) {
        if (ph_grow((void **)&f->places, &f->place_capacity, f->place_count + 1,
                    sizeof *f->places) < 0)
            return -1;
        f->places[f->place_count++] = node->set;
        return 0;
    }
    if ((node->kind == PH_NODE_CHOICE && child_count(&f->tree, node) > 1) ||
        (node->kind == PH_NODE_REPETITION && node->least != node->most))
        return -2;
    for (uint32_t i = 0; !result && i < (node->kind == PH_NODE_REPETITION ? node->least : 1); i++) {
        uint32_t child = node->child;
        for (; !result && child != PH_NO_NODE; child = f->tree.nodes[child].sibling)
            result = find_places(f, child);
    }
    return result;
}

/* Turns the places around, and counts the texts of as many as a word can tell apart. */
static void count_texts(regex_feed *f)
{
    uint64_t distinct = 1;

    for (size_t i = 0; i < f->place_count / 2; i++) {
        uint32_t place = f->places[i];
        f->places[i] = f->places[f->place_count - 1 - i];
        f->places[f->place_count - 1 - i] = place;
    }
    for (size_t i = f->place_count; i-- > 0;) {
        uint64_t count = f->sets[f->places[i]].count;
        if (distinct > UINT64_MAX / count)
            break;
        distinct *= count;
    }
    f->text.distinct = distinct;
}

static phony_status prepare_unique(regex_feed *f, phony_error *error)
{
    int result = find_places(f, f->root);

    if (result == -1)
        return ph_fail_memory(error);
    if (result < 0)
        return ph_fail(
            error, PHONY_ERROR_ARGUMENT,
            "'pattern': unique texts need one of fixed length, without | * + ? and {m,n}");
    count_texts(f);
    f->text.write = write_unique;
    return PHONY_OK;
}

/* The text in NFC, as the parser wants it. */
static phony_status parse(regex_feed *f, const char *text, phony_error *error)
{
    phony_status status = ph_pattern_check(text, error);
    utf8proc_uint8_t *composed = NULL;
    utf8proc_ssize_t got;

    if (status)
        return status;
    got = utf8proc_map((const utf8proc_uint8_t *)text, 0, &composed,
                       UTF8PROC_NULLTERM | UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    if (got < 0)
        return ph_fail_memory(error);
    status = ph_pattern_parse((const char *)composed, &f->tree, &f->root, error);
    free(composed); /* utf8proc's own */
    if (status == PHONY_ERROR_SYNTAX && error)
        ph_error_prefix(error, "'pattern', column %llu", (unsigned long long)error->column);
    return status == PHONY_ERROR_SYNTAX ? PHONY_ERROR_ARGUMENT : status;
}

static phony_status prepare(regex_feed *f, const ph_feed_request *request, phony_error *error)
{
    int64_t repeat = ph_feed_option(request, "max_repeat")->number;
    phony_status status;

    if (repeat < 1 || repeat > REPEAT_MAX)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "'max_repeat' must be from 1 to %d",
                       REPEAT_MAX);
    f->repeat_max = (uint32_t)repeat;
    status = parse(f, ph_feed_option(request, "pattern")->text, error);
    if (!status)
        status = find_all_members(f, error);
    if (status)
        return status;
    f->text.room = (size_t)longest(f, f->root);
    if (f->text.room > TEXT_MAX)
        return ph_fail(error, PHONY_ERROR_LIMIT, "'pattern': texts of more than %d bytes",
                       TEXT_MAX);
    return request->unique ? prepare_unique(f, error) : PHONY_OK;
}

static phony_status make_regex(const ph_feed_request *request, ph_feed **feed, phony_error *error)
{
    regex_feed f = {
        .text.feed.type.kind = PH_TYPE_TEXT, .text.write = write_any, .text.fini = fini_regex};
    phony_status status = prepare(&f, request, error);

    if (!status)
        return ph_text_feed_new(request, &f.text, sizeof f, feed, error);
    fini_regex(&f.text);
    return status;
}

static const ph_option_card regex_options[] = {
    {"pattern", PH_OPTION_TEXT, PH_OPTION_NEEDED, NULL, NULL,
     "what the texts match: [A-Z]{2}-\\d+"},
    {"max_repeat", PH_OPTION_WHOLE, 0, "8", NULL, "the most times of * + {m,}, if not m"},
};
const ph_card ph_card_regex = {.type = "regex",
                               .summary = "texts that a pattern matches",
                               .options = regex_options,
                               .option_count = 2,
                               .gives = PH_TYPE_TEXT,
                               .fit = PHONY_FIT_UNIQUE | PHONY_FIT_KEY,
                               .make = make_regex};
