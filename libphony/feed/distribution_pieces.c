/* Distributions of pieces: histogram and percentiles, uniform in each piece; and where in the
 * pieces a u lies (Chen and Asau: On generating random variates from an empirical distribution,
 * 1974: a guide table). */
#include "base/alloc.h"
#include "base/error.h"
#include "base/json_tree.h"
#include "feed/distribution_parts.h"

enum { PIECES_MAX = 1 << 20, GUIDES_MIN = 64, GUIDES_MAX = 1 << 16 };

phony_status ph_pieces_room(ph_distribution *d, size_t count, int numbers, phony_error *error)
{
    d->starts = ph_calloc(count + 2, sizeof *d->starts);
    if (numbers) {
        d->numbers = ph_calloc(count + 1, sizeof *d->numbers);
        d->slopes = ph_calloc(count + 1, sizeof *d->slopes);
    }
    d->count = (uint32_t)count;
    return d->starts && (!numbers || (d->numbers && d->slopes)) ? PHONY_OK : ph_fail_memory(error);
}

/* Adds to a sum that has a second double for what the first has no room for. */
static inline void add(double *sum, double *low, double mass)
{
    double next = *sum + mass, part = next - *sum;

    *low += (*sum - (next - part)) + (mass - part);
    *sum = next;
}

/* Masses to where they begin, each right to its last bit or so, however many there are. */
static void begin_masses(ph_distribution *d, double rest)
{
    double sum = 0, low = 0, total;

    for (uint32_t i = 0; i < d->count; i++)
        add(&sum, &low, d->starts[i]);
    total = sum + (low + rest);
    sum = low = 0;
    for (uint32_t i = 0; i < d->count; i++) {
        double mass = d->starts[i];
        d->starts[i] = (sum + low) / total;
        add(&sum, &low, mass);
    }
    d->starts[d->count] = rest > 0 ? (sum + low) / total : 2;
    d->starts[d->count + 1] = 2;
}

phony_status ph_pieces_guide(ph_distribution *d, double rest, phony_error *error)
{
    uint32_t piece = 0;

    begin_masses(d, rest);
    for (d->guides = GUIDES_MIN; d->guides < d->count && d->guides < GUIDES_MAX;)
        d->guides *= 2;
    d->guide = ph_realloc_array(NULL, d->guides, sizeof *d->guide);
    if (!d->guide)
        return ph_fail_memory(error);
    for (uint32_t g = 0; g < d->guides; g++) {
        while (piece < d->count && d->starts[piece + 1] <= (double)g / d->guides)
            piece++;
        d->guide[g] = piece;
    }
    return PHONY_OK;
}

static void give_piece(const ph_distribution *d, const double *u, double *x, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        uint32_t piece = ph_piece_of(d, u[i]);
        double number = d->numbers[piece] + (u[i] - d->starts[piece]) * d->slopes[piece];
        number = number < d->low ? d->low : number;
        x[i] = number > d->high ? d->high : number;
    }
}

/* ---- Making -------------------------------------------------------------------------------- */

/* Pieces as they are read: from numbers[i] to slopes[i] with the mass starts[i]. Cuts them off at
 * the limits, takes those without mass away, and makes slopes of ends. */
static phony_status finish(const ph_terms *terms, ph_distribution *d, phony_error *error)
{
    double least = d->numbers[0], greatest = d->slopes[d->count - 1];
    phony_status status = ph_term_limits(terms, least, greatest, d, error);
    uint32_t kept = 0;

    if (status)
        return status;
    for (uint32_t i = 0; i < d->count; i++) {
        double from = d->numbers[i], to = d->slopes[i], mass = d->starts[i];
        double low = from > d->low ? from : d->low, high = to < d->high ? to : d->high;
        if (low > high || mass <= 0 || (low == high && from < to))
            continue;
        d->numbers[kept] = low;
        d->slopes[kept] = high;
        d->starts[kept++] = from < to ? mass * ((high - low) / (to - from)) : mass;
    }
    d->count = kept;
    if (!kept)
        return ph_term_nothing_left(terms, error);
    status = ph_pieces_guide(d, 0, error);
    for (uint32_t i = 0; !status && i < kept; i++) {
        double width = (i + 1 < kept ? d->starts[i + 1] : 1) - d->starts[i];
        d->slopes[i] = width > 0 ? (d->slopes[i] - d->numbers[i]) / width : 0;
    }
    d->quantiles = give_piece;
    return status;
}

static phony_status refuse(const ph_terms *terms, const char *what, phony_error *error)
{
    return ph_fail(error, PHONY_ERROR_ARGUMENT, "%s: %s", terms->card->type, what);
}

static phony_status room_of(const ph_terms *terms, ph_distribution *d, const ph_option *list,
                            phony_error *error)
{
    uint32_t count = list->tree->nodes[list->node].count;

    if (count > PIECES_MAX)
        return ph_fail(error, PHONY_ERROR_LIMIT, "%s: more than %d pieces", terms->card->type,
                       PIECES_MAX);
    return ph_pieces_room(d, count - 1, 1, error);
}

/* ---- Histogram ----------------------------------------------------------------------------- */

static phony_status read_weights(const ph_terms *terms, ph_distribution *d, phony_error *error)
{
    const ph_option *weights = ph_term(terms, "weights");
    uint32_t node = weights->tree->nodes[weights->node].child;
    phony_status status = PHONY_OK;
    double sum = 0;

    for (uint32_t i = 0; !status && i < d->count; i++) {
        status = ph_term_item(terms, weights, node, &d->starts[i], error);
        sum += d->starts[i];
        if (!status && d->starts[i] < 0)
            status = refuse(terms, "\"weights\" must not be below 0", error);
        node = weights->tree->nodes[node].next;
    }
    if (!status && !(sum > 0 && sum <= DBL_MAX))
        status = refuse(terms, "the sum of \"weights\" must be above 0", error);
    return status;
}

static phony_status read_bounds(const ph_terms *terms, ph_distribution *d, phony_error *error)
{
    const ph_option *bounds = ph_term(terms, "bounds");
    uint32_t node = bounds->tree->nodes[bounds->node].child;
    phony_status status = PHONY_OK;
    double bound = 0;

    for (uint32_t i = 0; !status && i <= d->count; i++) {
        double before = bound;
        status = ph_term_item(terms, bounds, node, &bound, error);
        if (!status && i && !(before < bound && bound - before <= DBL_MAX))
            status = refuse(terms, "\"bounds\" must ascend", error);
        if (i < d->count)
            d->numbers[i] = bound;
        if (i)
            d->slopes[i - 1] = bound;
        node = bounds->tree->nodes[node].next;
    }
    return status;
}

phony_status ph_make_histogram(const ph_terms *terms, ph_distribution *d, phony_error *error)
{
    const ph_option *bounds = ph_term(terms, "bounds"), *weights = ph_term(terms, "weights");
    phony_status status;

    if (bounds->tree->nodes[bounds->node].kind != PH_JSON_ARRAY ||
        weights->tree->nodes[weights->node].kind != PH_JSON_ARRAY ||
        bounds->tree->nodes[bounds->node].count < 2 ||
        bounds->tree->nodes[bounds->node].count != weights->tree->nodes[weights->node].count + 1)
        return refuse(terms,
                      "\"bounds\" and \"weights\" must be lists, with one bound more than weights",
                      error);
    status = room_of(terms, d, bounds, error);
    if (!status)
        status = read_bounds(terms, d, error);
    if (!status)
        status = read_weights(terms, d, error);
    return status ? status : finish(terms, d, error);
}

/* ---- Percentiles --------------------------------------------------------------------------- */

static phony_status read_percent(const ph_terms *terms, const ph_option *points, uint32_t node,
                                 double *percent, phony_error *error)
{
    static const double powers[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};
    const char *key = ph_json_key(points->tree, node);
    int64_t digits;
    int32_t scale;

    if (ph_decimal_parse(key, strlen(key), &digits, &scale) < 0 || scale > 9 || digits < 0)
        return ph_fail(error, PHONY_ERROR_ARGUMENT,
                       "%s: the point \"%.60s\" is no percent: \"0\" to \"100\", such as \"99.9\"",
                       terms->card->type, key);
    *percent = (double)digits / powers[scale];
    return PHONY_OK;
}

/* The points, in their order, as the ends of pieces. */
static phony_status read_points(const ph_terms *terms, ph_distribution *d, phony_error *error)
{
    const ph_option *points = ph_term(terms, "points");
    uint32_t node = points->tree->nodes[points->node].child;
    phony_status status = PHONY_OK;
    double percent = 0, number = 0;

    for (uint32_t i = 0; !status && i <= d->count; i++) {
        double last_percent = percent, last_number = number;
        status = read_percent(terms, points, node, &percent, error);
        if (!status)
            status = ph_term_item(terms, points, node, &number, error);
        if (!status && i && !(percent > last_percent && number >= last_number))
            status = refuse(terms, "\"points\" must ascend, percents and numbers", error);
        if (!status && ((i == 0 && percent != 0) || (i == d->count && percent != 100)))
            status = refuse(terms, "\"points\" must begin with \"0\" and end with \"100\"", error);
        if (i < d->count)
            d->numbers[i] = number;
        if (i) {
            d->slopes[i - 1] = number;
            d->starts[i - 1] = percent - last_percent;
        }
        node = points->tree->nodes[node].next;
    }
    return status;
}

phony_status ph_make_percentiles(const ph_terms *terms, ph_distribution *d, phony_error *error)
{
    const ph_option *points = ph_term(terms, "points");
    phony_status status;

    if (points->tree->nodes[points->node].kind != PH_JSON_OBJECT ||
        points->tree->nodes[points->node].count < 2)
        return refuse(terms, "\"points\" must be an object: {\"0\": 1, \"50\": 20, \"100\": 90}",
                      error);
    status = room_of(terms, d, points, error);
    if (!status)
        status = read_points(terms, d, error);
    return status ? status : finish(terms, d, error);
}
