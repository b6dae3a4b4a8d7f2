/* Options: out of documents, and in rows. Defaults are read as documents' values are, by the same
 * readers. To add a kind: a reader, and a row in the table of them. */
#include <assert.h>
#include <float.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/json_tree.h"
#include "feed/feed.h"

/* What stands in the document, or in its place. */
typedef struct source {
    ph_json_kind kind;
    const char *text; /* of texts and numbers */
    size_t length;
    int64_t now;
} source;

/* -1: it is something else, or too large. */
typedef int (*reader)(const ph_option_card *card, const source *from, ph_option *option);

/* ---- Numbers ------------------------------------------------------------------------------- */

static int read_whole(const ph_option_card *card, const source *from, ph_option *option)
{
    size_t sign = from->length > 0 && *from->text == '-';
    uint64_t number;

    (void)card;
    if (from->kind != PH_JSON_NUMBER ||
        ph_json_number(from->text + sign, from->length - sign, &number) < 0 ||
        number > (uint64_t)INT64_MAX + sign)
        return -1;
    option->number = (int64_t)(sign ? 0 - number : number);
    option->real = (double)option->number;
    return 0;
}

/* number x 10^exponent; powers of ten up to 22 are exact. */
static double scaled(double number, int64_t exponent)
{
    double power = 1;

    for (; exponent > 22 && number <= DBL_MAX; exponent -= 22)
        number *= 1e22;
    for (; exponent < -22 && number > 0; exponent += 22)
        number /= 1e22;
    for (int64_t i = 0; i < (exponent < 0 ? -exponent : exponent) && i < 22; i++)
        power *= 10;
    return exponent < 0 ? number / power : number * power;
}

/* A JSON number's exponent, from the 'e' on; beyond a thousand all are alike. */
static int64_t exponent_of(const char *text)
{
    int64_t sign, exponent = 0;

    if (*text != 'e' && *text != 'E')
        return 0;
    text++;
    sign = *text == '-' ? -1 : 1;
    for (text += *text == '-' || *text == '+'; *text >= '0' && *text <= '9'; text++)
        exponent = exponent < 1000 ? exponent * 10 + (*text - '0') : exponent;
    return sign * exponent;
}

/* The first 18 digits count. Not by strtod: it reads the point as the process's locale does. */
static int read_real(const ph_option_card *card, const source *from, ph_option *option)
{
    const char *at = from->text;
    int64_t digits = 0, exponent = 0;
    int behind = 0;

    (void)card;
    if (from->kind != PH_JSON_NUMBER)
        return -1;
    for (at += *at == '-'; (*at >= '0' && *at <= '9') || *at == '.'; at++) {
        if (*at == '.')
            behind = 1;
        else if (digits >= INT64_C(100000000000000000))
            exponent += !behind;
        else {
            digits = digits * 10 + (*at - '0');
            exponent -= behind;
        }
    }
    option->real = scaled((double)digits, exponent + exponent_of(at));
    if (*from->text == '-')
        option->real = -option->real;
    return option->real <= DBL_MAX && option->real >= -DBL_MAX ? 0 : -1;
}

static int read_decimal(const ph_option_card *card, const source *from, ph_option *option)
{
    (void)card;
    if ((from->kind != PH_JSON_NUMBER && from->kind != PH_JSON_STRING) ||
        ph_decimal_parse(from->text, from->length, &option->number, &option->scale) < 0)
        return -1;
    option->real = scaled((double)(option->number < 0 ? -option->number : option->number),
                          -(int64_t)option->scale);
    option->real = option->number < 0 ? -option->real : option->real;
    return 0;
}

/* ---- Texts and times ----------------------------------------------------------------------- */

static int read_text(const ph_option_card *card, const source *from, ph_option *option)
{
    (void)card;
    (void)option;
    return from->kind == PH_JSON_STRING ? 0 : -1;
}

/* A choice may be a number: {"version": 7}. */
static int read_choice(const ph_option_card *card, const source *from, ph_option *option)
{
    const char *at = card->choices;

    if (from->kind != PH_JSON_STRING && from->kind != PH_JSON_NUMBER)
        return -1;
    for (int64_t i = 0;; i++) {
        size_t length = strcspn(at, "|");
        if (length == from->length && memcmp(at, from->text, length) == 0) {
            option->number = i;
            return 0;
        }
        if (!at[length])
            return -1;
        at += length + 1;
    }
}

static int read_boolean(const ph_option_card *card, const source *from, ph_option *option)
{
    (void)card;
    option->number = from->kind == PH_JSON_TRUE;
    return from->kind == PH_JSON_TRUE || from->kind == PH_JSON_FALSE ? 0 : -1;
}

static int read_moment(const ph_option_card *card, const source *from, ph_option *option)
{
    (void)card;
    return from->kind == PH_JSON_STRING ? ph_moment_parse(from->text, from->now, &option->number)
                                        : -1;
}

static int read_clock(const ph_option_card *card, const source *from, ph_option *option)
{
    (void)card;
    return from->kind == PH_JSON_STRING ? ph_clock_parse(from->text, &option->number) : -1;
}

static int read_span(const ph_option_card *card, const source *from, ph_option *option)
{
    (void)card;
    return from->kind == PH_JSON_STRING ? ph_span_parse(from->text, &option->span) : -1;
}

static int read_json(const ph_option_card *card, const source *from, ph_option *option)
{
    (void)card;
    (void)from;
    (void)option;
    return 0;
}

/* ---- The table ----------------------------------------------------------------------------- */

static const struct {
    reader read;
    ph_json_kind initial; /* what defaults are written as */
    const char *what;     /* it must be; NULL: one of the choices */
} kinds[] = {
    [PH_OPTION_TEXT] = {read_text, PH_JSON_STRING, "a text"},
    [PH_OPTION_CHOICE] = {read_choice, PH_JSON_STRING, NULL},
    [PH_OPTION_WHOLE] = {read_whole, PH_JSON_NUMBER,
                         "a whole number from -9223372036854775808 to 9223372036854775807"},
    [PH_OPTION_DECIMAL] = {read_decimal, PH_JSON_STRING,
                           "a number of at most 18 digits, as 12.5 or \"12.50\""},
    [PH_OPTION_REAL] = {read_real, PH_JSON_NUMBER, "a number"},
    [PH_OPTION_BOOLEAN] = {read_boolean, PH_JSON_TRUE, "true or false"},
    [PH_OPTION_MOMENT] = {read_moment, PH_JSON_STRING,
                          "a date, a time or a distance from now: 2024-02-29, "
                          "2024-02-29T12:00:00Z, now, -2y"},
    [PH_OPTION_CLOCK] = {read_clock, PH_JSON_STRING, "a time of the day: 12:30 or 12:30:59.5"},
    [PH_OPTION_SPAN] = {read_span, PH_JSON_STRING,
                        "a distance in time of y, mo, w, d, h, m, s or ms: 30d, 1y6mo"},
    [PH_OPTION_FIELD] = {read_text, PH_JSON_STRING, "an expression over the row, as a text"},
    [PH_OPTION_JSON] = {read_json, PH_JSON_STRING, "a value"},
};

/* "must be 4 or 7", "must be one of a, b or c". */
static phony_status fail_choices(const ph_option_card *card, phony_error *error)
{
    ph_buffer words = PH_BUFFER_INIT;
    const char *at = card->choices, *next;
    size_t count = 0;
    phony_status status;

    for (; (next = strchr(at, '|')); at = next + 1) {
        ph_buffer_append_text(&words, count++ ? ", " : "");
        ph_buffer_append(&words, at, (size_t)(next - at));
    }
    ph_buffer_append_text(&words, count ? " or " : "");
    ph_buffer_append(&words, at, strlen(at) + 1);
    status = words.failed ? ph_fail_memory(error)
                          : ph_fail(error, PHONY_ERROR_ARGUMENT, "must be %s%s",
                                    count > 1 ? "one of " : "", words.data);
    ph_buffer_fini(&words);
    return status;
}

static source source_of_node(const ph_json_tree *tree, uint32_t node, int64_t now)
{
    const ph_json_node *value = &tree->nodes[node];
    int has_text = value->kind == PH_JSON_STRING || value->kind == PH_JSON_NUMBER;

    return (source){value->kind, has_text ? ph_json_text(tree, node) : NULL,
                    has_text ? value->length : 0, now};
}

static source source_of_default(const ph_option_card *card, int64_t now)
{
    ph_json_kind kind = kinds[card->kind].initial;

    if (kind == PH_JSON_TRUE && strcmp(card->initial, "false") == 0)
        kind = PH_JSON_FALSE;
    return (source){kind, card->initial, strlen(card->initial), now};
}

phony_status ph_option_read(const ph_option_card *card, const struct ph_json_tree *tree,
                            uint32_t node, int64_t now, ph_option *option, phony_error *error)
{
    ph_option read = {.given = tree && node != PH_JSON_NO_NODE, .input = -1, .node = node};
    source from;

    if (!read.given && (card->flags & PH_OPTION_NEEDED))
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "'%s' is needed", card->name);
    read.tree = tree;
    if (read.given || card->initial) {
        from = read.given ? source_of_node(tree, node, now) : source_of_default(card, now);
        read.text = from.kind == PH_JSON_STRING || from.kind == PH_JSON_NUMBER ? from.text : NULL;
        if (kinds[card->kind].read(card, &from, &read) < 0)
            return kinds[card->kind].what
                       ? ph_fail(error, PHONY_ERROR_ARGUMENT, "must be %s", kinds[card->kind].what)
                       : fail_choices(card, error);
    }
    *option = read;
    return PHONY_OK;
}

/* ---- For feeds ----------------------------------------------------------------------------- */

const ph_option *ph_feed_option(const ph_feed_request *request, const char *name)
{
    size_t i = 0;

    while (i < request->card->option_count && strcmp(request->card->options[i].name, name) != 0)
        i++;
    assert(i < request->card->option_count);
    return &request->options[i];
}

/* *null is left alone where there is a number, so that several options can share one. */
int64_t ph_option_number(const ph_option *option, const ph_feed_frame *frame, size_t i, int *null)
{
    const ph_values *input;

    if (option->input < 0)
        return option->number;
    input = frame->inputs[option->input];
    if (!ph_values_is_null(input, i))
        return input->numbers[i];
    *null = 1;
    return 0;
}
