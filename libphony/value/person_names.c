/* Names of persons, whole, as columns side by side, and their genders. */
#include "base/random.h"
#include "value/person_parts.h"

/* Puts two columns side by side; the separators are in them already. */
static void join_two(const ph_cells *a, const ph_cells *b, size_t rows, ph_output *out)
{
    for (size_t i = 0; i < rows; i++) {
        size_t x = ph_cells_length(a, i), y = ph_cells_length(b, i);
        uint8_t *to = out->column->bytes + out->used;
        if (ph_output_roomy(out, x + y)) {
            ph_put(ph_put(to, a->bytes + a->offsets[i], x), b->bytes + b->offsets[i], y);
        } else {
            if (x + y > out->column->bytes_capacity - out->used)
                return;
            memcpy(to, a->bytes + a->offsets[i], x);
            memcpy(to + x, b->bytes + b->offsets[i], y);
        }
        ph_output_end(out, x + y);
    }
}

phony_status ph_person_two_names(const ph_person *p, const phony_key *key, uint64_t row,
                                 size_t count, ph_person_batch *b, ph_output *out,
                                 phony_error *error)
{
    const int swap = p->name == PH_NAME_LAST_FIRST;
    const ph_part *one = swap ? &p->last : &p->first, *two = swap ? &p->first : &p->last;
    phony_status status = ph_part_fill(one, key, row, count, ' ', &b->first, error);

    if (!status)
        status = ph_part_fill(two, key, row, b->first.rows, out->separator, &b->last, error);
    if (status)
        return status;
    b->rows = b->last.rows;
    join_two(&b->first, &b->last, b->rows, out);
    return PHONY_OK;
}

/* First name, a family name or none, a family name; 0 where it does not fit. */
static int put_three(const ph_cells *const cells[3], size_t row, int middle, ph_output *out)
{
    size_t length[3], sum = 0;
    uint8_t *to = out->column->bytes + out->used;

    for (int k = 0; k < 3; k++) {
        length[k] = k == 1 && !middle ? 0 : ph_cells_length(cells[k], row);
        sum += length[k];
    }
    if (sum > out->column->bytes_capacity - out->used)
        return 0;
    for (int k = 0; k < 3; k++) {
        memcpy(to, cells[k]->bytes + cells[k]->offsets[row], length[k]);
        to += length[k];
    }
    ph_output_end(out, sum);
    return 1;
}

phony_status ph_person_three_names(const ph_person *p, const phony_key *key, uint64_t row,
                                   size_t count, ph_person_batch *b, ph_output *out,
                                   phony_error *error)
{
    const int always = p->name == PH_NAME_TWO_LAST;
    const ph_part *middle = always ? &p->last : &p->last2, *end = always ? &p->last2 : &p->last;
    const ph_cells *const cells[3] = {&b->first, &b->last2, &b->last};
    const phony_key two = ph_key_part(key, &p->two_path);
    phony_status status = ph_part_fill(&p->first, key, row, count, ' ', &b->first, error);

    if (!status)
        status = ph_part_fill(middle, key, row, b->first.rows, ' ', &b->last2, error);
    if (!status)
        status = ph_part_fill(end, key, row, b->last2.rows, out->separator, &b->last, error);
    if (status)
        return status;
    b->rows = b->last.rows;
    for (size_t i = 0; i < b->rows; i++) {
        int with = always || ph_stream_word(ph_stream(&two, row + i), 0) >> 63;
        if (!put_three(cells, i, with, out))
            break;
    }
    return PHONY_OK;
}

static int row_gender(const ph_person *p, const phony_key *own, uint64_t row)
{
    if (p->gender != PHONY_GENDER_ANY)
        return p->gender;
    if (p->first.models[1])
        return ph_part_gender(&p->first, own, row);
    return PHONY_GENDER_MALE + (int)(ph_stream_word(ph_stream(own, row), 0) >> 63);
}

phony_status ph_person_genders(const ph_person *p, const phony_key *key, uint64_t row, size_t count,
                               ph_person_batch *b, ph_output *out, phony_error *error)
{
    const phony_key own = ph_key_part(key, p->first.models[1] ? &p->first.path : &p->gender_path);

    (void)error;
    b->rows = count;
    for (size_t i = 0; i < count; i++) {
        int male = row_gender(p, &own, row + i) == PHONY_GENDER_MALE;
        if (!ph_output_put(out, male ? "male" : "female", male ? 4 : 6))
            break;
    }
    return PHONY_OK;
}
