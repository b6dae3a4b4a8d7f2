/* Distributions by name: what is common to the making of all, from a card's options and from JSON.
 */
#include "base/alloc.h"
#include "base/error.h"
#include "base/json_tree.h"
#include "feed/cards.h"
#include "feed/distribution_parts.h"
#include "text/nearest.h"

static const struct {
    const ph_card *card;
    ph_distribution_maker *make;
    int of_times; /* fit for distances in time */
} makers[] = {
    {&ph_card_normal, ph_make_normal, 1},           {&ph_card_lognormal, ph_make_lognormal, 1},
    {&ph_card_exponential, ph_make_exponential, 1}, {&ph_card_uniform, ph_make_uniform, 1},
    {&ph_card_poisson, ph_make_poisson, 0},         {&ph_card_zipf, ph_make_zipf, 0},
    {&ph_card_histogram, ph_make_histogram, 1},     {&ph_card_percentiles, ph_make_percentiles, 1},
};
enum { MAKERS = sizeof makers / sizeof *makers, OPTIONS_MAX = 10 };

/* What nobody means by a duration, and microseconds that a double counts exactly. */
static const int64_t distance_max = INT64_C(1) << 53;
static const int64_t month = 30 * PH_MICROSECONDS_A_DAY;

void ph_distribution_free(ph_distribution *d)
{
    if (!d)
        return;
    ph_free(d->starts);
    ph_free(d->numbers);
    ph_free(d->slopes);
    ph_free(d->guide);
    ph_free(d);
}

void ph_distribution_quantiles(const ph_distribution *d, const double *u, double *x, size_t count)
{
    d->quantiles(d, u, x, count);
}

int ph_distribution_is_whole(const ph_distribution *d)
{
    return d->whole;
}

void ph_distribution_limits(const ph_distribution *d, double *least, double *greatest)
{
    *least = d->least;
    *greatest = d->greatest;
}

phony_status ph_distribution_make(const ph_card *card, const ph_option *options,
                                  const ph_distribution_use *use, ph_distribution **distribution,
                                  phony_error *error)
{
    const ph_terms terms = {card, options, use};
    ph_distribution *d = ph_calloc(1, sizeof *d);
    phony_status status = PHONY_ERROR_ARGUMENT;

    if (!d)
        return ph_fail_memory(error);
    for (size_t i = 0; i < MAKERS; i++)
        if (makers[i].card == card)
            status = makers[i].make(&terms, d, error);
    if (status)
        ph_distribution_free(d);
    else
        *distribution = d;
    return status;
}

/* ---- Options ------------------------------------------------------------------------------- */

const ph_option *ph_term(const ph_terms *terms, const char *name)
{
    size_t i = 0;

    while (strcmp(terms->card->options[i].name, name) != 0)
        i++;
    return &terms->options[i];
}

phony_status ph_term_positive(const ph_terms *terms, const char *name, double *number,
                              phony_error *error)
{
    *number = ph_term(terms, name)->real;
    return *number > 0 && *number <= DBL_MAX
               ? PHONY_OK
               : ph_fail(error, PHONY_ERROR_ARGUMENT, "%s: \"%s\" must be above 0",
                         terms->card->type, name);
}

phony_status ph_term_nothing_left(const ph_terms *terms, phony_error *error)
{
    return ph_fail(error, PHONY_ERROR_ARGUMENT,
                   "%s: no number of it lies between \"min\" and \"max\"; move them, or its middle",
                   terms->card->type);
}

/* To the next step inwards, but for what rounding alone has moved off it. */
static double to_step(double bound, double steps, int upwards)
{
    double number = bound * steps, nearest = ph_real_round(number), distance = nearest - number;
    double slack = (number < 0 ? -number : number) * 0x1p-50;

    if (!(number > -0x1p52 && number < 0x1p52))
        return number;
    if (distance > slack || distance < -slack)
        nearest = upwards ? ph_real_floor(number) + 1 : ph_real_floor(number);
    return nearest;
}

phony_status ph_term_limits(const ph_terms *terms, double least, double greatest,
                            ph_distribution *d, phony_error *error)
{
    const ph_option *min = ph_term(terms, "min"), *max = ph_term(terms, "max");
    double steps = terms->use->steps;

    d->low = d->least = least;
    d->high = d->greatest = greatest;
    if (min->given && max->given && min->real > max->real)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "%s: \"min\" is above \"max\"",
                       terms->card->type);
    if (min->given && min->real > least) {
        d->least = steps > 0 ? to_step(min->real, steps, 1) / steps : min->real;
        d->low = steps > 0 ? (to_step(min->real, steps, 1) - 0.5) / steps : min->real;
    }
    if (max->given && max->real < greatest) {
        d->greatest = steps > 0 ? to_step(max->real, steps, 0) / steps : max->real;
        d->high = steps > 0 ? (to_step(max->real, steps, 0) + 0.5) / steps : max->real;
    }
    d->low = d->low < least ? least : d->low;
    d->high = d->high > greatest ? greatest : d->high;
    return d->least <= d->greatest && d->low <= d->high ? PHONY_OK
                                                        : ph_term_nothing_left(terms, error);
}

/* ---- From JSON ----------------------------------------------------------------------------- */

static phony_status read_distance(const char *type, const char *name, const ph_json_tree *tree,
                                  uint32_t node, double *number, phony_error *error)
{
    ph_span span;
    int64_t months;

    if (tree->nodes[node].kind != PH_JSON_STRING ||
        ph_span_parse(ph_json_text(tree, node), &span) < 0)
        return ph_fail(error, PHONY_ERROR_ARGUMENT,
                       "%s: \"%s\" must be a distance in time, such as \"2h\" or \"1d\"", type,
                       name);
    if (span.months < 0 || span.microseconds < 0 || span.months > distance_max / month ||
        (months = span.months * month) > distance_max - span.microseconds)
        return ph_fail(error, PHONY_ERROR_ARGUMENT,
                       "%s: \"%s\" must be from \"0s\" to \"285y\" in length", type, name);
    *number = (double)(months + span.microseconds);
    return PHONY_OK;
}

static phony_status read_number(const char *type, const ph_option_card *card,
                                const ph_json_tree *tree, uint32_t node, ph_option *option,
                                phony_error *error)
{
    phony_status status = ph_option_read(card, tree, node, 0, option, error);

    if (status == PHONY_ERROR_ARGUMENT)
        ph_error_prefix(error, "%s: \"%s\"", type, card->name);
    return status;
}

phony_status ph_term_item(const ph_terms *terms, const ph_option *list, uint32_t node,
                          double *number, phony_error *error)
{
    const ph_option_card *card = &terms->card->options[list - terms->options];
    const ph_option_card item = {card->name, PH_OPTION_REAL, 0, NULL, NULL, NULL};
    ph_option option = {0};
    phony_status status;

    if (terms->use->times && strcmp(card->name, "weights") != 0)
        return read_distance(terms->card->type, card->name, list->tree, node, number, error);
    status = read_number(terms->card->type, &item, list->tree, node, &option, error);
    *number = option.real;
    return status;
}

static int is_term(const ph_option_card *card)
{
    return card->kind == PH_OPTION_REAL || card->kind == PH_OPTION_JSON;
}

static phony_status check_members(const ph_card *card, const ph_json_tree *tree, uint32_t node,
                                  phony_error *error)
{
    uint32_t member = tree->nodes[node].child;

    for (; member != PH_JSON_NO_NODE; member = tree->nodes[member].next) {
        const char *name = ph_json_key(tree, member);
        ph_nearest nearest = {0};
        size_t i = 0;
        while (i < card->option_count &&
               (!is_term(&card->options[i]) || strcmp(card->options[i].name, name) != 0))
            i++;
        if (i < card->option_count || strcmp(name, "type") == 0)
            continue;
        for (i = 0; i < card->option_count; i++)
            if (is_term(&card->options[i]))
                ph_nearest_try(&nearest, name, card->options[i].name);
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "%s has no option \"%.60s\"%s%s%s", card->type,
                       name, nearest.name ? "; did you mean \"" : "",
                       nearest.name ? nearest.name : "", nearest.name ? "\"?" : "");
    }
    return PHONY_OK;
}

static phony_status read_term(const ph_card *card, const ph_option_card *of,
                              const ph_json_tree *tree, uint32_t node,
                              const ph_distribution_use *use, ph_option *option, phony_error *error)
{
    uint32_t member = ph_json_member(tree, node, of->name);

    *option = (ph_option){.input = -1};
    if (!is_term(of))
        return PHONY_OK;
    if (member == PH_JSON_NO_NODE && (of->flags & PH_OPTION_NEEDED || (use->times && of->initial)))
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "%s needs \"%s\"", card->type, of->name);
    if (member != PH_JSON_NO_NODE && use->times && of->kind == PH_OPTION_REAL) {
        option->given = 1;
        return read_distance(card->type, of->name, tree, member, &option->real, error);
    }
    return read_number(card->type, of, tree, member, option, error);
}

static phony_status find_maker(const ph_json_tree *tree, uint32_t node, int times,
                               const ph_card **card, phony_error *error)
{
    uint32_t member = ph_json_member(tree, node, "type");
    ph_nearest nearest = {0};

    if (member == PH_JSON_NO_NODE || tree->nodes[member].kind != PH_JSON_STRING)
        return ph_fail(error, PHONY_ERROR_ARGUMENT,
                       "a distribution is an object with a \"type\": {\"type\": \"normal\", ...}%s",
                       times ? ", or a distance in time, such as \"2h\"" : "");
    for (size_t i = 0; i < MAKERS; i++) {
        *card = makers[i].card;
        if ((!times || makers[i].of_times) &&
            strcmp((*card)->type, ph_json_text(tree, member)) == 0)
            return PHONY_OK;
        if (!times || makers[i].of_times)
            ph_nearest_try(&nearest, ph_json_text(tree, member), (*card)->type);
    }
    return ph_fail(error, PHONY_ERROR_ARGUMENT, "\"%.60s\" is no distribution of %s%s%s%s",
                   ph_json_text(tree, member), times ? "times" : "numbers",
                   nearest.name ? "; did you mean \"" : "", nearest.name ? nearest.name : "",
                   nearest.name ? "\"?" : "");
}

static void give_constant(const ph_distribution *d, const double *u, double *x, size_t count)
{
    (void)u;
    for (size_t i = 0; i < count; i++)
        x[i] = d->location;
}

static phony_status make_constant(double number, ph_distribution **distribution, phony_error *error)
{
    ph_distribution *d = ph_calloc(1, sizeof *d);

    if (!d)
        return ph_fail_memory(error);
    d->quantiles = give_constant;
    d->location = d->low = d->high = d->least = d->greatest = number;
    *distribution = d;
    return PHONY_OK;
}

phony_status ph_distribution_read(const ph_json_tree *tree, uint32_t node,
                                  const ph_distribution_use *use, ph_distribution **distribution,
                                  phony_error *error)
{
    ph_option options[OPTIONS_MAX];
    const ph_card *card = NULL;
    phony_status status = PHONY_OK;
    double number;

    if (use->times && tree->nodes[node].kind == PH_JSON_STRING) {
        status = read_distance("constant", "delay", tree, node, &number, error);
        return status ? status : make_constant(number, distribution, error);
    }
    status = find_maker(tree, node, use->times, &card, error);
    if (!status)
        status = check_members(card, tree, node, error);
    for (size_t i = 0; !status && i < card->option_count; i++)
        status = read_term(card, &card->options[i], tree, node, use, &options[i], error);
    return status ? status : ph_distribution_make(card, options, use, distribution, error);
}
