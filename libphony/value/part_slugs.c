/* A part's values as slugs; part.h says how. */
#include <string.h>

#include "base/error.h"
#include "sample/mixture.h"
#include "text/utf8.h"
#include "value/part.h"
#include "value/pipe.h"

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

/* ---- Rows -------------------------------------------------------------------------------------
 */

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
    phony_status status = ph_part_fill_by(part, part->slugs, key, first, count, '.', cells, error);

    if (status)
        return status;
    cells->bytes[-1] = '.';
    if (part->checked || has_pair(cells->bytes, cells->offsets[cells->rows]))
        status = make_exact(part, key, first, part->checked, cells, error);
    return status;
}
