/* Rows of cases in which any two fields have every pair of theirs: fields one after another, those
 * with the most cases first. The rows there are take, for a new field, the case that brings most
 * new pairs; what is missing then gets rows of its own, or empty places in those there are. */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/hash.h"
#include "plan/cover.h"

#define CELLS_MAX (UINT64_C(1) << 26)
enum { TRIES = 64, TRY_MAX = 20000 };
#define ANY UINT16_MAX /* a place that may have any case */

typedef struct pairs {
    ph_cover *cover;
    uint32_t *order; /* fields, by falling number of cases */
    uint32_t done;   /* of them in the rows already */
    uint8_t **met;   /* for each of them: case of it x case of the new field */
    uint64_t *left;  /* for each: pairs that no row has yet */
    uint64_t capacity;
    uint32_t turn; /* which of equally good cases: different ones are tried */
    phony_error *error;
} pairs;

static uint32_t cases_of(const pairs *p, uint32_t i)
{
    return p->cover->fields[p->order[i]].cases;
}

static uint16_t *place(const pairs *p, uint64_t row, uint32_t i)
{
    return &p->cover->rows[row * p->cover->field_count + p->order[i]];
}

static phony_status add_row(pairs *p)
{
    ph_cover *cover = p->cover;

    if (cover->row_count == p->capacity) {
        uint64_t more = p->capacity ? 2 * p->capacity : 64;
        uint16_t *rows;
        if (more * cover->field_count > CELLS_MAX)
            return ph_fail(
                p->error, PHONY_ERROR_LIMIT,
                "coverage takes more than 2^26 values: fewer members or fields would do");
        rows = ph_realloc_array(cover->rows, more * cover->field_count, sizeof *rows);
        if (!rows)
            return ph_fail_memory(p->error);
        cover->rows = rows;
        p->capacity = more;
    }
    memset(&cover->rows[cover->row_count * cover->field_count], 0xFF,
           cover->field_count * sizeof *cover->rows);
    cover->row_count++;
    return PHONY_OK;
}

/* ---- Pairs with the new field ---------------------------------------------------------------- */

static void meet(pairs *p, uint32_t i, uint16_t its, uint16_t own)
{
    uint8_t *met;

    if (its == ANY || own == ANY)
        return;
    met = &p->met[i][(size_t)its * cases_of(p, p->done) + own];
    p->left[i] -= !*met;
    *met = 1;
}

static void meet_row(pairs *p, uint64_t row)
{
    for (uint32_t i = 0; i < p->done; i++)
        meet(p, i, *place(p, row, i), *place(p, row, p->done));
}

static uint32_t gain(const pairs *p, uint64_t row, uint16_t own)
{
    uint32_t count = 0, own_cases = cases_of(p, p->done);

    for (uint32_t i = 0; i < p->done; i++) {
        uint16_t its = *place(p, row, i);
        count += its != ANY && !p->met[i][(size_t)its * own_cases + own];
    }
    return count;
}

/* The case that brings most new pairs; of equal ones the next in turn, so that all are used. */
static void extend_rows(pairs *p)
{
    uint32_t own_cases = cases_of(p, p->done);

    for (uint64_t row = 0; row < p->cover->row_count; row++) {
        uint64_t start = p->turn ? ph_mix64(row * TRIES + p->turn) % own_cases : row;
        uint32_t best = 0, most = 0;
        for (uint32_t k = 0; k < own_cases; k++) {
            uint16_t own = (uint16_t)((start + k) % own_cases);
            uint32_t count = gain(p, row, own);
            if (k == 0 || count > most) {
                best = own;
                most = count;
            }
        }
        *place(p, row, p->done) = (uint16_t)best;
        meet_row(p, row);
    }
}

/* A row where both places are free or have the case already, from `from` on; else a new one. */
static phony_status find_row(pairs *p, uint64_t from, uint32_t i, uint16_t its, uint16_t own,
                             uint64_t *row)
{
    for (*row = from; *row < p->cover->row_count; ++*row) {
        uint16_t a = *place(p, *row, i), b = *place(p, *row, p->done);
        if ((a == ANY || a == its) && (b == ANY || b == own))
            return PHONY_OK;
    }
    return add_row(p);
}

static phony_status add_missing(pairs *p)
{
    uint64_t from = p->cover->row_count;
    uint32_t own_cases = cases_of(p, p->done);
    phony_status status = PHONY_OK;

    for (uint32_t i = 0; !status && i < p->done; i++) {
        for (uint32_t its = 0; p->left[i] && !status && its < cases_of(p, i); its++) {
            for (uint32_t own = 0; !status && own < own_cases; own++) {
                uint64_t row;
                if (p->met[i][(size_t)its * own_cases + own])
                    continue;
                status = find_row(p, from, i, (uint16_t)its, (uint16_t)own, &row);
                if (status)
                    continue;
                *place(p, row, i) = (uint16_t)its;
                *place(p, row, p->done) = (uint16_t)own;
                meet_row(p, row);
            }
        }
    }
    return status;
}

static phony_status add_field(pairs *p)
{
    phony_status status = PHONY_OK;

    for (uint32_t i = 0; !status && i < p->done; i++) {
        p->left[i] = (uint64_t)cases_of(p, i) * cases_of(p, p->done);
        ph_free(p->met[i]);
        p->met[i] = ph_calloc(p->left[i], 1);
        status = p->met[i] ? PHONY_OK : ph_fail_memory(p->error);
    }
    if (status)
        return status;
    extend_rows(p);
    status = add_missing(p);
    p->done++;
    return status;
}

/* ---- All of them ----------------------------------------------------------------------------- */

static void sort_fields(pairs *p)
{
    for (uint32_t i = 0; i < p->cover->field_count; i++) {
        uint32_t at = i;
        for (; at > 0 && cases_of(p, at - 1) < p->cover->fields[i].cases; at--)
            p->order[at] = p->order[at - 1];
        p->order[at] = i;
    }
}

static phony_status find_all(pairs *p)
{
    phony_status status = PHONY_OK;

    for (uint32_t i = 0; !status && p->cover->field_count && i < cases_of(p, 0); i++) {
        status = add_row(p);
        if (!status)
            *place(p, i, 0) = (uint16_t)i;
    }
    p->done = 1;
    while (!status && p->done < p->cover->field_count && cases_of(p, p->done) > 0)
        status = add_field(p);
    return status;
}

/* Places that may have any case take the next in turn. */
static void fill_places(ph_cover *cover)
{
    for (uint64_t row = 0; row < cover->row_count; row++) {
        for (uint32_t i = 0; i < cover->field_count; i++) {
            uint16_t *at = &cover->rows[row * cover->field_count + i];
            if (*at == ANY && cover->fields[i].cases)
                *at = (uint16_t)(row % cover->fields[i].cases);
        }
    }
}

static void drop_rows(ph_cover *cover)
{
    ph_free(cover->rows);
    cover->rows = NULL;
    cover->row_count = 0;
}

/* The fewest rows of several tries, as long as a try is little work. */
static phony_status find_fewest(pairs *p)
{
    ph_cover *cover = p->cover;
    uint64_t fewest = UINT64_MAX;
    uint32_t best = 0;
    phony_status status = PHONY_OK;

    sort_fields(p);
    for (p->turn = 0; !status && p->turn < TRIES; p->turn++) {
        status = find_all(p);
        if (cover->row_count < fewest) {
            fewest = cover->row_count;
            best = p->turn;
        }
        if (cover->row_count * cover->field_count > TRY_MAX)
            return status;
        p->capacity = 0;
        drop_rows(cover);
    }
    p->turn = best;
    return status ? status : find_all(p);
}

phony_status ph_cover_find_rows(ph_cover *cover, phony_error *error)
{
    pairs p = {.cover = cover, .error = error};
    phony_status status;

    p.order = ph_calloc((size_t)cover->field_count + 1, sizeof *p.order);
    p.met = ph_calloc((size_t)cover->field_count + 1, sizeof *p.met);
    p.left = ph_calloc((size_t)cover->field_count + 1, sizeof *p.left);
    status = p.order && p.met && p.left ? find_fewest(&p) : ph_fail_memory(error);
    for (uint32_t i = 0; p.met && i < cover->field_count; i++)
        ph_free(p.met[i]);
    ph_free(p.order);
    ph_free(p.met);
    ph_free(p.left);
    if (!status)
        fill_places(cover);
    return status;
}
