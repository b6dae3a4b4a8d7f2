#include "value/part.h"

#include <stdio.h>

#include "base/error.h"
#include "base/random.h"
#include "model/model.h"
#include "sample/mixture.h"
#include "value/generator.h"

/* ---- Opening --------------------------------------------------------------------------------- */

static phony_status open_model(ph_part *part, int which, const char *kind, phony_cache *cache,
                               const ph_sampler **sampler, phony_error *error)
{
    char name[128];
    phony_status status;

    snprintf(name, sizeof name, "%s/%s", part->locale, kind);
    status = phony_model_open(cache, name, NULL, &part->models[which], error);
    if (!status)
        status = ph_model_get_sampler(part->models[which], sampler, error);
    if (!status)
        part->checked |= ph_originals_active(&part->models[which]->originals);
    return status;
}

static void begin(ph_part *part, const char *path, const char *locale)
{
    *part = (ph_part){.path = ph_path_key(path)};
    snprintf(part->locale, sizeof part->locale, "%s", locale);
}

phony_status ph_part_open(ph_part *part, const char *path, const char *locale, const char *kind,
                          phony_cache *cache, phony_error *error)
{
    phony_status status;

    begin(part, path, locale);
    status = open_model(part, 0, kind, cache, &part->plain, error);
    if (!status)
        part->mix = part->plain->mix;
    return status;
}

phony_status ph_part_open_pair(ph_part *part, const char *path, const char *locale,
                               const char *male, const char *female, phony_cache *cache,
                               phony_error *error)
{
    const ph_sampler *samplers[2];
    phony_status status;

    begin(part, path, locale);
    status = open_model(part, 0, male, cache, &samplers[0], error);
    if (!status)
        status = open_model(part, 1, female, cache, &samplers[1], error);
    if (!status && !part->checked)
        status = ph_mixture_new(samplers[0], samplers[1], &part->mixture, error);
    if (status)
        return status;
    part->plain = part->mixture;
    part->mix = ph_mixture_mix(&samplers[0]->mix, &samplers[1]->mix);
    return PHONY_OK;
}

void ph_part_fini(ph_part *part)
{
    ph_mapped_free(part->slugs);
    ph_sampler_free(part->mixture);
    phony_model_unref(part->models[0]);
    phony_model_unref(part->models[1]);
    *part = (ph_part){0};
}

/* ---- Genders --------------------------------------------------------------------------------- */

static phony_key mixed_key(const ph_part *part, const phony_key *own)
{
    return (phony_key){{own->word[0] ^ part->mix.word[0], own->word[1] ^ part->mix.word[1]}};
}

int ph_part_gender(const ph_part *part, const phony_key *own, uint64_t row)
{
    const phony_key mixed = mixed_key(part, own);

    return PHONY_GENDER_MALE + ph_mixture_choice(ph_stream(&mixed, row));
}

static int ends_in(const uint8_t *name, size_t length, const char *ending)
{
    size_t size = strlen(ending);

    if (length < size)
        return 0;
    for (size_t i = 0; i < size; i++) {
        if ((name[length - size + i] | 0x20) != ending[i])
            return 0;
    }
    return 1;
}

/* Kowalski's wife: names in -ski, -cki and -dzki, in either case, are adjectives. The length
 * stays. */
static void make_feminine(uint8_t *name, size_t length)
{
    if (ends_in(name, length, "ski") || ends_in(name, length, "cki") ||
        ends_in(name, length, "dzki"))
        name[length - 1] = (uint8_t)(name[length - 1] - 'i' + 'a');
}

static void inflect(const ph_part *part, const phony_key *key, uint64_t first, phony_column *column)
{
    const size_t separator = column->separator >= 0;
    phony_key own = {{0, 0}};

    if (!part->feminine || part->gender == PHONY_GENDER_MALE)
        return;
    if (part->gender == PHONY_GENDER_ANY) {
        if (!part->persons)
            return;
        own = ph_key_part(key, &part->persons->path);
    }
    for (size_t i = 0; i < column->rows; i++) {
        uint32_t at = column->offsets[i];
        if (part->gender == PHONY_GENDER_FEMALE ||
            ph_part_gender(part->persons, &own, first + i) == PHONY_GENDER_FEMALE)
            make_feminine(column->bytes + at, column->offsets[i + 1] - at - separator);
    }
}

/* ---- Filling --------------------------------------------------------------------------------- */

/* Rows with excluded originals, `count` of one model, behind those that are there. */
static phony_status add_checked(const ph_part *part, int which, const phony_key *own, uint64_t row,
                                size_t count, phony_column *column, phony_error *error)
{
    const uint32_t at = column->offsets[column->rows];
    phony_column rest = *column;
    phony_error inner = {0};
    phony_status status;

    rest.bytes += at;
    rest.bytes_capacity -= at;
    rest.offsets += column->rows;
    rest.rows_capacity = count;
    status = phony_generate(part->models[which], own, row, count, &rest, &inner);
    if (status == PHONY_ERROR_SPACE)
        rest.rows = 0;
    else if (status)
        return ph_fail(error, status, "%s", inner.message);
    rest.offsets[0] = 0;
    for (size_t i = 0; i <= rest.rows; i++)
        rest.offsets[i] += at;
    column->rows += rest.rows;
    return PHONY_OK;
}

static phony_status fill_checked(const ph_part *part, const phony_key *own, uint64_t first,
                                 size_t count, phony_column *column, phony_error *error)
{
    phony_status status = PHONY_OK;

    column->rows = 0;
    column->offsets[0] = 0;
    if (!part->models[1])
        return add_checked(part, 0, own, first, count, column, error);
    for (size_t i = 0; !status && i < count && column->rows == i; i++) {
        int which = ph_part_gender(part, own, first + i) == PHONY_GENDER_FEMALE;
        status = add_checked(part, which, own, first + i, 1, column, error);
    }
    return status;
}

/* As many rows as fit, by `sampler`, or with checks. */
static phony_status fill_column(const ph_part *part, const ph_sampler *sampler,
                                const phony_key *key, uint64_t first, size_t count,
                                phony_column *column, phony_error *error)
{
    const phony_key own = ph_key_part(key, &part->path), mixed = mixed_key(part, &own);
    phony_status status = PHONY_OK;

    if (part->checked)
        status = fill_checked(part, &own, first, count, column, error);
    else
        column->rows = ph_walk_many(sampler, &mixed, first, count, column->bytes,
                                    column->bytes_capacity, column->offsets, column->separator);
    if (!status)
        inflect(part, key, first, column);
    return status;
}

phony_status ph_part_fill_column(const ph_part *part, const phony_key *key, uint64_t first,
                                 size_t count, phony_column *column, phony_error *error)
{
    return fill_column(part, part->plain, key, first, count, column, error);
}

phony_status ph_part_fill_by(const ph_part *part, const ph_sampler *sampler, const phony_key *key,
                             uint64_t first, size_t count, int separator, ph_cells *cells,
                             phony_error *error)
{
    phony_status status = PHONY_OK;

    cells->rows = 0;
    for (size_t room = count * 16 + 240; !status && cells->rows == 0;
         room = cells->bytes_capacity * 4) {
        phony_column column = PHONY_COLUMN_INIT;
        if (ph_cells_room(cells, count, room) < 0)
            return ph_fail_memory(error);
        column.bytes = cells->bytes;
        column.bytes_capacity = cells->bytes_capacity;
        column.offsets = cells->offsets;
        column.rows_capacity = count;
        column.separator = separator;
        status = fill_column(part, sampler, key, first, count, &column, error);
        cells->rows = column.rows;
    }
    return status;
}

phony_status ph_part_fill(const ph_part *part, const phony_key *key, uint64_t first, size_t count,
                          int separator, ph_cells *cells, phony_error *error)
{
    return ph_part_fill_by(part, part->plain, key, first, count, separator, cells, error);
}
