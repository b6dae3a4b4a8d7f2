#include "value/part.h"

#include <stdio.h>

#include "base/error.h"
#include "base/random.h"
#include "model/model.h"
#include "sample/mixture.h"
#include "text/utf8.h"
#include "value/generator.h"
#include "value/pipe.h"

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

/* ---- Tokens as slugs ------------------------------------------------------------------------- */

static int is_plain(const char *slug, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        char c = slug[i];
        if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-')
            return 0;
    }
    return 1;
}

static int has_any(const char *text, size_t length, const char *letters)
{
    for (size_t i = 0; i < length; i++) {
        if (strchr(letters, text[i]))
            return 1;
    }
    return 0;
}

/* Letters that ph_to_slug reads together with their neighbours: Greek, Armenian, kana. */
static int is_read_together(uint32_t point)
{
    return (point >= 0x370 && point < 0x400) || (point >= 0x530 && point < 0x590) ||
           (point >= 0x1F00 && point < 0x2000) || (point >= 0x3040 && point < 0x3100);
}

/* Whether a text has something whose spelling depends on its neighbours, or, in a locale with
 * feminine names, a letter that only becomes an s, c or z. */
static int is_contextual(const ph_part *part, const char *text, size_t length, const char *slug,
                         size_t slug_length)
{
    for (size_t at = 0, size; at < length; at += size) {
        uint32_t point = ph_utf8_decode(text + at, &size);
        if (is_read_together(point) ||
            (part->feminine && point >= 0x80 && has_any(slug, slug_length, "scz")))
            return 1;
    }
    return 0;
}

/* A token's slug is what stands between two letters in the slug of "a", the token and "a". */
static int map_token(void *user, const char *text, size_t length, ph_buffer *out)
{
    const ph_part *part = user;
    ph_buffer within = PH_BUFFER_INIT, slug = PH_BUFFER_INIT;
    int failed, odd;

    ph_buffer_append_byte(&within, 'a');
    ph_buffer_append(&within, text, length);
    ph_buffer_append_byte(&within, 'a');
    failed = within.failed || ph_to_slug(within.data, within.length, part->locale, &slug) < 0 ||
             slug.failed;
    if (!failed) {
        size_t middle = slug.length < 2 ? 0 : slug.length - 2;
        odd = slug.length < 2 || slug.data[0] != 'a' || slug.data[slug.length - 1] != 'a' ||
              !is_plain(slug.data, slug.length) || (middle > 3 && part->plain->walk) ||
              is_contextual(part, text, length, slug.data + 1, middle);
        ph_buffer_append(out, odd ? "--" : slug.data + 1, odd ? 2 : middle);
    }
    ph_buffer_fini(&within);
    ph_buffer_fini(&slug);
    return failed ? -1 : 0;
}

phony_status ph_part_make_slugs(ph_part *part, phony_error *error)
{
    if (part->checked)
        return PHONY_OK;
    return ph_mapped_new(part->plain, map_token, part, &part->slugs, error);
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

/* With ever more room until a value fits. */
static phony_status fill_cells(const ph_part *part, const ph_sampler *sampler, const phony_key *key,
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
    return fill_cells(part, part->plain, key, first, count, separator, cells, error);
}

/* ---- Slugs ----------------------------------------------------------------------------------- */

/* The high bit of each byte that is a separator, '-' or '.': the only ones below '0'. */
static inline uint64_t separators(const uint8_t *bytes)
{
    uint64_t word;

    memcpy(&word, bytes, 8);
    return ~(word + UINT64_C(0x5050505050505050)) & UINT64_C(0x8080808080808080);
}

/* Whether two separators stand side by side in bytes[-1 .. length - 1]; bytes[-1] is one. What is
 * read past the end may add a false alarm, which costs time only. */
static int has_pair(const uint8_t *bytes, size_t length)
{
    uint64_t pairs = 0;

    for (size_t i = 0; i < length; i += 8)
        pairs |= separators(bytes + i - 1) & separators(bytes + i);
    return pairs != 0;
}

/* Appends the exact slug of a row to cells->spare. */
static phony_status add_exact(const ph_part *part, const phony_key *key, uint64_t row,
                              ph_cells *plain, ph_buffer *out, phony_error *error)
{
    phony_status status = ph_part_fill(part, key, row, 1, -1, plain, error);

    if (!status && ph_to_slug((const char *)plain->bytes, plain->offsets[1], part->locale, out) < 0)
        status = ph_fail_memory(error);
    return status;
}

/* Puts what was collected in the spare buffer in the place of the values. */
static phony_status take_spare(ph_cells *cells, phony_error *error)
{
    ph_cells wider = {0};

    if (cells->spare.failed)
        return ph_fail_memory(error);
    if (cells->spare.length > cells->bytes_capacity) {
        if (ph_cells_room(&wider, cells->rows_capacity, cells->spare.length) < 0)
            return ph_fail_memory(error);
        memcpy(wider.offsets, cells->offsets, (cells->rows + 1) * sizeof *wider.offsets);
        wider.rows = cells->rows;
        wider.spare = cells->spare;
        cells->spare = (ph_buffer)PH_BUFFER_INIT;
        ph_cells_fini(cells);
        *cells = wider;
    }
    memcpy(cells->bytes, cells->spare.data, cells->spare.length);
    return PHONY_OK;
}

/* Makes those rows again whose slug may not be that of their tokens; `all`: every one. */
static phony_status make_exact(const ph_part *part, const phony_key *key, uint64_t first, int all,
                               ph_cells *cells, phony_error *error)
{
    phony_status status = PHONY_OK;
    ph_cells plain = {0};
    uint32_t begin = 0;

    cells->spare.length = 0;
    for (size_t i = 0; !status && i < cells->rows; i++) {
        const uint8_t *value = cells->bytes + begin;
        size_t length = cells->offsets[i + 1] - begin;
        begin = cells->offsets[i + 1];
        if (all || has_pair(value, length))
            status = add_exact(part, key, first + i, &plain, &cells->spare, error);
        else
            ph_buffer_append(&cells->spare, value, length - 1);
        ph_buffer_append_byte(&cells->spare, '.');
        cells->offsets[i + 1] = (uint32_t)cells->spare.length;
    }
    ph_cells_fini(&plain);
    return status ? status : take_spare(cells, error);
}

phony_status ph_part_fill_slugs(const ph_part *part, const phony_key *key, uint64_t first,
                                size_t count, ph_cells *cells, phony_error *error)
{
    phony_status status = fill_cells(part, part->slugs, key, first, count, '.', cells, error);

    if (status)
        return status;
    cells->bytes[-1] = '.';
    if (part->checked || has_pair(cells->bytes, cells->offsets[cells->rows]))
        status = make_exact(part, key, first, part->checked, cells, error);
    return status;
}
