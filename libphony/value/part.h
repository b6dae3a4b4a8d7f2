/* A part of a composite: the values of one model, or of a pair of models by gender, and the same
 * values as slugs, batch by batch.
 *
 * Slugs at full speed: the part's sampler once more, with each token's text mapped to its slug.
 * A slug also joins runs of separators and trims both ends, which no token can know; values where
 * that may matter are seen by two separators side by side (the '.' around each value counts as
 * one), and made again from the plain value. Tokens whose slug depends on their neighbours are
 * mapped to two separators, so that their values are seen in the same way. */
#ifndef PH_PART_H
#define PH_PART_H

#include "phony.h"
#include "sample/sampler.h"
#include "value/cells.h"

#define PH_LOCALE_MAX 16

typedef struct ph_part {
    phony_key path;          /* ph_path_key of the part's name */
    phony_model *models[2];  /* by gender, or one */
    const ph_sampler *plain; /* the mixture, or the model's */
    ph_sampler *mixture, *slugs;
    phony_key mix;
    int checked;                   /* excluded originals: rows one by one */
    int feminine;                  /* women's names end in -ska, not -ski */
    int gender;                    /* PHONY_GENDER_...: ANY = as `persons` says */
    const struct ph_part *persons; /* the part that draws each row's gender; may be NULL */
    char locale[PH_LOCALE_MAX];
} ph_part;

/* Opens LOCALE/kind. PATH names the part in keys. A part that fails to open, or that is all zero,
 * may be let go of by ph_part_fini. */
phony_status ph_part_open(ph_part *part, const char *path, const char *locale, const char *kind,
                          phony_cache *cache, phony_error *error);
/* Opens the models of both genders: a row's first draw is its gender. */
phony_status ph_part_open_pair(ph_part *part, const char *path, const char *locale,
                               const char *male, const char *female, phony_cache *cache,
                               phony_error *error);
/* Makes the slugs; to be called once the members above are as they shall be. */
phony_status ph_part_make_slugs(ph_part *part, phony_error *error);
void ph_part_fini(ph_part *part);

/* A row's gender, out of a part that was opened as a pair: PHONY_GENDER_MALE or _FEMALE. `own` is
 * the part's key. */
int ph_part_gender(const ph_part *part, const phony_key *own, uint64_t row);

/* The values of rows first ... into a column, as many as fit: it may be none. */
phony_status ph_part_fill_column(const ph_part *part, const phony_key *key, uint64_t first,
                                 size_t count, phony_column *column, phony_error *error);
/* The values of rows first ..., at least one and at most `count`, each with the separator behind it
 * (-1: none). Returns PHONY_ERROR_MEMORY, _EXHAUSTED. */
phony_status ph_part_fill(const ph_part *part, const phony_key *key, uint64_t first, size_t count,
                          int separator, ph_cells *cells, phony_error *error);
/* As ph_part_fill, by a sampler that may be another than the part's: with ever more room until a
 * value fits. */
phony_status ph_part_fill_by(const ph_part *part, const ph_sampler *sampler, const phony_key *key,
                             uint64_t first, size_t count, int separator, ph_cells *cells,
                             phony_error *error);
/* The values as slugs, each with '.' behind it. */
phony_status ph_part_fill_slugs(const ph_part *part, const phony_key *key, uint64_t first,
                                size_t count, ph_cells *cells, phony_error *error);
#endif
