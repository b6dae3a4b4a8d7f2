/* E-mail addresses and account names: the slugs of a row's names, side by side. */
#include "base/error.h"
#include "base/random.h"
#include "sample/permute.h"
#include "value/person_parts.h"

#define EMAIL_DOMAIN "@example.com" /* reserved: RFC 2606, section 3 */

static phony_status fill_slugs(const ph_person *p, const phony_key *key, uint64_t row, size_t count,
                               ph_person_batch *b, phony_error *error)
{
    phony_status status = ph_part_fill_slugs(&p->first, key, row, count, &b->first, error);

    if (!status)
        status = ph_part_fill_slugs(&p->last, key, row, b->first.rows, &b->last, error);
    b->rows = b->last.rows;
    return status;
}

/* Writes the digits of a row's number, those of a permuted row; returns how many. */
static size_t put_number(const ph_person *p, const phony_key *own, uint64_t row, char *to)
{
    uint64_t number;

    if (!p->numbered)
        return 0;
    number = ph_permute(own, p->numbered, row);
    for (unsigned i = p->width; i-- > 0; number /= 10)
        to[i] = (char)('0' + number % 10);
    return p->width;
}

/* What stands for a name of which nothing can be spelled in ASCII. */
static size_t put_user(char *to)
{
    memcpy(to, "user", 4);
    return 4;
}

/* An address whose name is partly empty, or with a number, or near the end of the caller's room: 0
 * where it does not fit. */
static int put_email(const ph_person *p, const phony_key *own, uint64_t row,
                     const ph_person_batch *b, size_t i, ph_output *out)
{
    size_t x = ph_cells_length(&b->first, i) - 1, y = ph_cells_length(&b->last, i) - 1;
    uint8_t *to = out->column->bytes + out->used, *from = to;
    char tail[64];
    size_t length = x + y ? 0 : put_user(tail), room;

    length += put_number(p, own, row + i, tail + length);
    memcpy(tail + length, EMAIL_DOMAIN, strlen(EMAIL_DOMAIN));
    length += strlen(EMAIL_DOMAIN);
    if (out->separator >= 0)
        tail[length++] = (char)out->separator;
    room = x + y + (x && y) + length;
    if (room > out->column->bytes_capacity - out->used)
        return 0;
    memcpy(to, b->first.bytes + b->first.offsets[i], x);
    to += x;
    if (x && y)
        *to++ = '.';
    memcpy(to, b->last.bytes + b->last.offsets[i], y);
    memcpy(to + y, tail, length);
    ph_output_end(out, (size_t)(to - from) + y + length);
    return 1;
}

phony_status ph_person_emails(const ph_person *p, const phony_key *key, uint64_t row, size_t count,
                              ph_person_batch *b, ph_output *out, phony_error *error)
{
    const phony_key own = ph_key_part(key, &p->number_path);
    const size_t tail = strlen(EMAIL_DOMAIN) + (out->separator >= 0);
    uint8_t end[16] = EMAIL_DOMAIN;
    phony_status status = fill_slugs(p, key, row, count, b, error);

    if (status)
        return status;
    end[strlen(EMAIL_DOMAIN)] = (uint8_t)out->separator;
    for (size_t i = 0; i < b->rows; i++) {
        size_t x = ph_cells_length(&b->first, i), y = ph_cells_length(&b->last, i);
        uint8_t *to = out->column->bytes + out->used;
        if (p->numbered || x == 1 || y == 1 || !ph_output_roomy(out, x + y + tail)) {
            if (!put_email(p, &own, row, b, i, out))
                break;
            continue;
        }
        to = ph_put(to, b->first.bytes + b->first.offsets[i], x);
        to = ph_put(to, b->last.bytes + b->last.offsets[i], y);
        memcpy(to - 1, end, sizeof end); /* over the '.' */
        ph_output_end(out, x + y - 1 + tail);
    }
    return PHONY_OK;
}

/* Half of all account names have digits: one, two or a year. */
static size_t put_digits(uint64_t draw, char *to)
{
    static const uint8_t widths[16] = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 2, 4};
    uint32_t digits = (uint32_t)(draw >> 32);

    unsigned width = widths[draw & 15];
    uint32_t number = width == 1 ? 1 + digits % 9 : width == 2 ? digits % 100 : 1950 + digits % 60;

    for (unsigned i = width; i-- > 0; number /= 10)
        to[i] = (char)('0' + number % 10);
    return width;
}

/* Copies a slug without its hyphens. */
static size_t put_letters(uint8_t *to, const uint8_t *from, size_t length)
{
    size_t at = 0;

    for (size_t i = 0; i < length; i++) {
        to[at] = from[i];
        at += from[i] != '-';
    }
    return at;
}

phony_status ph_person_usernames(const ph_person *p, const phony_key *key, uint64_t row,
                                 size_t count, ph_person_batch *b, ph_output *out,
                                 phony_error *error)
{
    const phony_key digits = ph_key_part(key, &p->digits_path);
    const phony_key own = ph_key_part(key, &p->number_path);
    phony_status status = fill_slugs(p, key, row, count, b, error);

    for (size_t i = 0; !status && i < b->rows; i++) {
        size_t x = ph_cells_length(&b->first, i) - 1, y = ph_cells_length(&b->last, i) - 1, length;
        if (ph_cells_room(&b->last2, 1, x + y + 32) < 0)
            return ph_fail_memory(error);
        length = put_letters(b->last2.bytes, b->first.bytes + b->first.offsets[i], x);
        length += put_letters(b->last2.bytes + length, b->last.bytes + b->last.offsets[i], y);
        if (length == 0)
            length = put_user((char *)b->last2.bytes);
        length += p->numbered ? put_number(p, &own, row + i, (char *)b->last2.bytes + length)
                              : put_digits(ph_stream_word(ph_stream(&digits, row + i), 0),
                                           (char *)b->last2.bytes + length);
        if (!ph_output_put(out, b->last2.bytes, length))
            break;
    }
    return status;
}
