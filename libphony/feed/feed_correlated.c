/* Numbers that go together with other fields' of the row: a Gaussian copula. The words of the row's
 * stream, under the key of the group, are independent normal numbers n; with L the Cholesky factor
 * of the correlation matrix, L n are normal numbers with these correlations, and the distribution
 * function makes of each the u that the field's own distribution takes. */
#include "base/alloc.h"
#include "base/error.h"
#include "feed/cards.h"
#include "feed/number_output.h"

enum { CHUNK = 256, FIELDS_MAX = 64 };

typedef struct correlated {
    ph_feed base;
    ph_number_output output;
    ph_distribution *marginal;
    uint32_t count;             /* of the normal numbers that it takes */
    double weights[FIELDS_MAX]; /* its row of L */
} correlated;

static void free_correlated(ph_feed *feed)
{
    ph_distribution_free(((correlated *)feed)->marginal);
    ph_free(feed);
}

/* What is nearest to 0 and 1 stands for what a word cannot say either. */
static inline double within(double u)
{
    u = u < 0x1p-53 ? 0x1p-53 : u;
    return u > 1 - 0x1p-53 ? 1 - 0x1p-53 : u;
}

static void fill_chunk(const correlated *c, const ph_feed_frame *frame, size_t from, size_t count,
                       double *x)
{
    double normal[CHUNK];

    memset(x, 0, count * sizeof *x);
    for (uint32_t j = 0; j < c->count; j++) {
        if (c->weights[j] == 0)
            continue;
        ph_number_units(frame, from, count, j, normal);
        ph_normal_quantiles(normal, normal, count);
        for (size_t i = 0; i < count; i++)
            x[i] += c->weights[j] * normal[i];
    }
    ph_normal_cdfs(x, x, count);
    for (size_t i = 0; i < count; i++)
        x[i] = within(x[i]);
    ph_distribution_quantiles(c->marginal, x, x, count);
}

static phony_status fill(const ph_feed *feed, const ph_feed_frame *frame, ph_values *out,
                         phony_error *error)
{
    const correlated *c = (const correlated *)feed;
    size_t rows = frame->rows->count;
    phony_status status = ph_values_begin(out, feed->type, rows, error);
    double x[CHUNK];

    for (size_t from = 0; !status && from < rows; from += CHUNK) {
        size_t count = rows - from < CHUNK ? rows - from : CHUNK;
        fill_chunk(c, frame, from, count, x);
        status = ph_number_output_put(&c->output, frame, from, x, count, out, error);
    }
    return status;
}

static const ph_feed_class class = {.fill = fill, .free = free_correlated};

/* ---- Cholesky ------------------------------------------------------------------------------ */

/* What is left of 1 below this is taken for 0: the row depends on those before it. What then may be
 * left beside it is the root of that. */
static const double pivot_min = 1e-9, beside_max = 4e-5;

static const char contradiction[] =
    "contradicts those above it: no numbers have these correlations; make them smaller";

static phony_status refuse_row(const char *group, uint32_t row, const char *what,
                               phony_error *error)
{
    return ph_fail(error, PHONY_ERROR_ARGUMENT, "correlated: row %lu of the matrix of \"%.63s\" %s",
                   (unsigned long)row + 1, group, what);
}

/* The row `i` of the factor, in the rows of `factor`. */
static phony_status factor_row(const ph_correlation *of, const char *group, uint32_t i,
                               double (*factor)[FIELDS_MAX], phony_error *error)
{
    const double *matrix = of->matrix;
    double left = 1;

    for (uint32_t j = 0; j < i; j++) {
        double value = matrix[i * of->count + j] / (__builtin_sqrt(matrix[i * of->count + i]) *
                                                    __builtin_sqrt(matrix[j * of->count + j]));
        for (uint32_t k = 0; k < j; k++)
            value -= factor[i][k] * factor[j][k];
        if (factor[j][j] > 0)
            factor[i][j] = value / factor[j][j];
        else if (value < -beside_max || value > beside_max)
            return refuse_row(group, i, contradiction, error);
        left -= factor[i][j] * factor[i][j];
    }
    if (left < -pivot_min)
        return refuse_row(group, i, contradiction, error);
    factor[i][i] = left > pivot_min ? __builtin_sqrt(left) : 0;
    return PHONY_OK;
}

static phony_status factorise(correlated *c, const ph_correlation *of, const char *group,
                              phony_error *error)
{
    double(*factor)[FIELDS_MAX];
    phony_status status = PHONY_OK;

    for (uint32_t i = 0; i < of->count; i++) {
        double variance = of->matrix[i * of->count + i];
        if (!(variance > 0 && variance <= DBL_MAX))
            return refuse_row(group, i, "must have a number above 0 on the diagonal", error);
    }
    factor = ph_calloc(of->count, sizeof *factor);
    if (!factor)
        return ph_fail_memory(error);
    for (uint32_t i = 0; !status && i < of->count; i++)
        status = factor_row(of, group, i, factor, error);
    c->count = of->index + 1;
    memcpy(c->weights, factor[of->index], sizeof c->weights);
    ph_free(factor);
    return status;
}

/* ---- Making -------------------------------------------------------------------------------- */

static phony_status read_marginal(correlated *c, const ph_feed_request *request, phony_error *error)
{
    const ph_option *marginal = ph_feed_option(request, "marginal");
    ph_distribution_use use = {c->output.steps, 0};
    phony_status status =
        ph_distribution_read(marginal->tree, marginal->node, &use, &c->marginal, error);

    if (status == PHONY_ERROR_ARGUMENT)
        ph_error_prefix(error, "\"marginal\"");
    return status;
}

/* Whether whole numbers come decides what the field is where it says nothing. */
static phony_status make_output(correlated *c, const ph_feed_request *request, phony_error *error)
{
    phony_status status = ph_number_output_init(&c->output, request, 0, error);

    if (!status)
        status = read_marginal(c, request, error);
    if (!status && ph_distribution_is_whole(c->marginal))
        status = ph_number_output_init(&c->output, request, 1, error);
    return status ? status : ph_number_output_limit(&c->output, request, c->marginal, error);
}

static phony_status make(const ph_feed_request *request, ph_feed **feed, phony_error *error)
{
    const ph_correlation *of = request->correlation;
    const char *group = ph_feed_option(request, "group")->text;
    correlated *c;
    phony_status status;

    if (!of)
        return ph_fail(error, PHONY_ERROR_ARGUMENT,
                       "correlated: the field is not in the correlations of \"%.63s\"", group);
    if (of->count > FIELDS_MAX)
        return ph_fail(error, PHONY_ERROR_LIMIT,
                       "correlated: \"%.63s\" has %lu fields, at most %d can go together", group,
                       (unsigned long)of->count, FIELDS_MAX);
    c = ph_calloc(1, sizeof *c);
    if (!c)
        return ph_fail_memory(error);
    c->base.class = &class;
    status = factorise(c, of, group, error);
    if (!status)
        status = make_output(c, request, error);
    c->base.type = c->output.type;
    if (status)
        free_correlated(&c->base);
    else
        *feed = &c->base;
    return status;
}

static const ph_option_card options[] = {
    {"group", PH_OPTION_TEXT, PH_OPTION_NEEDED, NULL, NULL, "a name of the entity's correlations"},
    {"marginal", PH_OPTION_JSON, PH_OPTION_NEEDED, NULL, NULL,
     "the field's own distribution: {\"type\": \"normal\", ...}"},
    {"scale", PH_OPTION_WHOLE, 0, NULL, NULL, "places behind the point: a decimal"},
};

const ph_card ph_card_correlated = {
    .type = "correlated",
    .summary = "numbers of any distribution that go together with other fields'",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .key = PH_KEY_GROUP,
    .gives = PH_TYPE_NONE,
    .fit = PHONY_FIT_LINKED,
    .make = make};
