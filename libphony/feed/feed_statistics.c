/* Feeds of numbers by a distribution (spec/pdl.md, "Statistical"): word 0 of the row's stream is
 * the u of which the quantile is taken. */
#include "base/alloc.h"
#include "base/error.h"
#include "feed/cards.h"
#include "feed/number_output.h"

enum { CHUNK = 256 };

typedef struct statistics {
    ph_feed base;
    ph_number_output output;
    ph_distribution *distribution;
} statistics;

static void free_statistics(ph_feed *feed)
{
    ph_distribution_free(((statistics *)feed)->distribution);
    ph_free(feed);
}

static phony_status fill(const ph_feed *feed, const ph_feed_frame *frame, ph_values *out,
                         phony_error *error)
{
    const statistics *s = (const statistics *)feed;
    size_t rows = frame->rows->count;
    phony_status status = ph_values_begin(out, feed->type, rows, error);
    double x[CHUNK];

    for (size_t from = 0; !status && from < rows; from += CHUNK) {
        size_t count = rows - from < CHUNK ? rows - from : CHUNK;
        ph_number_units(frame, from, count, 0, x);
        ph_distribution_quantiles(s->distribution, x, x, count);
        status = ph_number_output_put(&s->output, frame, from, x, count, out, error);
    }
    return status;
}

static const ph_feed_class class = {.fill = fill, .free = free_statistics};

static phony_status make(const ph_feed_request *request, ph_feed **feed, phony_error *error)
{
    int whole = request->card->gives == PH_TYPE_INT64;
    statistics *s = ph_calloc(1, sizeof *s);
    ph_distribution_use use = {0, 0};
    phony_status status;

    if (!s)
        return ph_fail_memory(error);
    s->base.class = &class;
    status = ph_number_output_init(&s->output, request, whole, error);
    use.steps = s->output.steps;
    if (!status)
        status =
            ph_distribution_make(request->card, request->options, &use, &s->distribution, error);
    if (!status)
        status = ph_number_output_limit(&s->output, request, s->distribution, error);
    s->base.type = s->output.type;
    if (status)
        free_statistics(&s->base);
    else
        *feed = &s->base;
    return status;
}

/* ---- Cards --------------------------------------------------------------------------------- */

#define REAL(name, flags, initial, summary)                                                        \
    {                                                                                              \
        name, PH_OPTION_REAL, flags, initial, NULL, summary                                        \
    }
#define LIST(name, summary)                                                                        \
    {                                                                                              \
        name, PH_OPTION_JSON, PH_OPTION_NEEDED, NULL, NULL, summary                                \
    }
#define CUT                                                                                        \
    REAL("min", 0, NULL, "what lies below is cut off"),                                            \
        REAL("max", 0, NULL, "what lies above is cut off"),                                        \
    {                                                                                              \
        "scale", PH_OPTION_WHOLE, 0, NULL, NULL, "places behind the point: a decimal"              \
    }

static const ph_option_card normal_options[] = {
    REAL("mean", 0, "0", "the middle"),
    REAL("deviation", 0, "1", "the standard deviation"),
    CUT,
};
static const ph_option_card lognormal_options[] = {
    REAL("mean", 0, NULL, "of the natural logarithm"),
    REAL("deviation", 0, NULL, "of the natural logarithm"),
    REAL("median", 0, NULL, "half of the numbers are below it"),
    REAL("p90", 0, NULL, "nine of ten numbers are below it"),
    CUT,
};
static const ph_option_card exponential_options[] = {
    REAL("mean", PH_OPTION_NEEDED, NULL, "the mean, before anything is cut off"),
    CUT,
};
static const ph_option_card uniform_options[] = {
    REAL("min", PH_OPTION_NEEDED, NULL, "the least"),
    REAL("max", PH_OPTION_NEEDED, NULL, "the greatest"),
    {"scale", PH_OPTION_WHOLE, 0, NULL, NULL, "places behind the point: a decimal"},
};
static const ph_option_card zipf_options[] = {
    REAL("exponent", 0, "1", "the chance of k is in proportion to 1 / k^exponent"),
    REAL("min", 0, NULL, "the least, in place of 1"),
    REAL("max", PH_OPTION_NEEDED, NULL, "the greatest"),
    {"scale", PH_OPTION_WHOLE, 0, NULL, NULL, "places behind the point: a decimal"},
};
static const ph_option_card histogram_options[] = {
    LIST("bounds", "ascending numbers: the ends of the bars"),
    LIST("weights", "of the bars, one less than bounds"),
    CUT,
};
static const ph_option_card percentiles_options[] = {
    LIST("points", "percent to number, from \"0\" to \"100\": linear between"),
    CUT,
};

#define CARD(name, given, kind, about)                                                             \
    const ph_card ph_card_##name = {.type = #name,                                                 \
                                    .summary = (about),                                            \
                                    .options = (given),                                            \
                                    .option_count = sizeof(given) / sizeof *(given),               \
                                    .key = PH_KEY_FIELD,                                           \
                                    .gives = (kind),                                               \
                                    .make = make}

CARD(normal, normal_options, PH_TYPE_NONE, "numbers around a middle, as a bell");
CARD(lognormal, lognormal_options, PH_TYPE_NONE,
     "numbers above 0 with a long tail: prices, incomes, durations");
CARD(exponential, exponential_options, PH_TYPE_NONE, "distances between things that just happen");
CARD(uniform, uniform_options, PH_TYPE_NONE, "all numbers between two, equally likely");
CARD(poisson, exponential_options, PH_TYPE_INT64, "how often something just happens");
CARD(zipf, zipf_options, PH_TYPE_INT64, "ranks: few that are frequent, many that are rare");
CARD(histogram, histogram_options, PH_TYPE_NONE, "numbers as a histogram has them");
CARD(percentiles, percentiles_options, PH_TYPE_NONE, "numbers as their percentiles say");
