/* What the files that make distributions share. */
#ifndef PH_DISTRIBUTION_PARTS_H
#define PH_DISTRIBUTION_PARTS_H

#include "data/real.h"
#include "feed/distribution.h"

#define PH_INFINITY ((double)__builtin_inff())

struct ph_distribution {
    void (*quantiles)(const ph_distribution *of, const double *u, double *x, size_t count);
    int whole;
    double least, greatest; /* after rounding */
    double low, high;       /* before it: quantiles lie within */
    /* The range of the standard distribution's u that is left: begin + span u. */
    double begin, span;
    double location, scale;
    /* Pieces: from u = starts[i] on, x = numbers[i] + (u - starts[i]) slopes[i]; or, of counts, x =
     * first + i. starts[0] = 0, starts[count] > 1, or, where a tail follows, where it begins.
     * guide[g]: the last piece that begins at or before g / guides; a power of two of them. */
    double *starts, *numbers, *slopes;
    uint32_t *guide;
    uint32_t count, guides;
    double first;
    double exponent, tail; /* zipf.c */
};

/* The options that a distribution is made from. */
typedef struct ph_terms {
    const ph_card *card;
    const ph_option *options;
    const ph_distribution_use *use;
} ph_terms;

const ph_option *ph_term(const ph_terms *terms, const char *name);
/* It must be above 0. */
phony_status ph_term_positive(const ph_terms *terms, const char *name, double *number,
                              phony_error *error);
/* A number of a list: as the options are. */
phony_status ph_term_item(const ph_terms *terms, const ph_option *list, uint32_t node,
                          double *number, phony_error *error);
/* Sets the distribution's limits from `min` and `max`, within what comes naturally. */
phony_status ph_term_limits(const ph_terms *terms, double least, double greatest,
                            ph_distribution *d, phony_error *error);
phony_status ph_term_nothing_left(const ph_terms *terms, phony_error *error);

/* distribution_smooth.c: the part of the standard normal distribution from `low` to `high`: sets
 * begin and span, and turns the scale where the far side is the exact one. */
phony_status ph_cut_normal(const ph_terms *terms, double low, double high, ph_distribution *d,
                           phony_error *error);
/* The standard normal numbers of what was cut (those of -z where it was turned). */
void ph_cut_normals(const ph_distribution *d, const double *u, double *x, size_t count);

/* distribution_pieces.c: room for pieces; turns `count` masses in starts[] into where they begin,
 * `rest` being the mass of the tail, and makes the guide. */
phony_status ph_pieces_room(ph_distribution *d, size_t count, int numbers, phony_error *error);
phony_status ph_pieces_guide(ph_distribution *d, double rest, phony_error *error);

/* The piece in which u lies: at most count (the tail). The first step is not a branch: it is taken
 * or not at random. */
static inline uint32_t ph_piece_of(const ph_distribution *d, double u)
{
    uint32_t i = d->guide[(uint32_t)(u * d->guides)];

    i += d->starts[i + 1] <= u;
    while (i < d->count && d->starts[i + 1] <= u)
        i++;
    return i;
}

typedef phony_status ph_distribution_maker(const ph_terms *terms, ph_distribution *d,
                                           phony_error *error);
ph_distribution_maker ph_make_normal, ph_make_lognormal, ph_make_exponential, ph_make_uniform;
ph_distribution_maker ph_make_poisson, ph_make_zipf, ph_make_histogram, ph_make_percentiles;
#endif
