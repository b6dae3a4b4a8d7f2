/* Persons: names, and the e-mail addresses and account names that follow from them. All of them
 * draw a row's first and family name from the same parts, so that what stands in one row of several
 * columns belongs to one person. */
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/random.h"
#include "sample/permute.h"
#include "value/builtin.h"
#include "value/generator.h"

#define EMAIL_DOMAIN "@example.com" /* reserved: RFC 2606, section 3 */

typedef struct person person;

/* The columns of a batch. */
typedef struct batch {
    ph_cells first, last, last2;
    size_t rows; /* that all of them have */
} batch;

/* Makes a batch of rows and puts out as many as fit; b->rows says how many were made. */
typedef phony_status (*make_batch)(const person *p, const phony_key *key, uint64_t row,
                                   size_t count, batch *b, ph_output *out, phony_error *error);

struct person {
    phony_generator base;
    make_batch make;
    int name; /* PH_NAME_... */
    int gender;
    ph_part first, last, last2;
    phony_key gender_path, two_path, digits_path, number_path;
    uint64_t numbered; /* rows to be kept apart by numbers; 0 = not */
    unsigned width;    /* digits of such a number */
};

/* ---- Names ----------------------------------------------------------------------------------- */

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

static phony_status full_of_two(const person *p, const phony_key *key, uint64_t row, size_t count,
                                batch *b, ph_output *out, phony_error *error)
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

static phony_status full_of_three(const person *p, const phony_key *key, uint64_t row, size_t count,
                                  batch *b, ph_output *out, phony_error *error)
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

static int row_gender(const person *p, const phony_key *own, uint64_t row)
{
    if (p->gender != PHONY_GENDER_ANY)
        return p->gender;
    if (p->first.models[1])
        return ph_part_gender(&p->first, own, row);
    return PHONY_GENDER_MALE + (int)(ph_stream_word(ph_stream(own, row), 0) >> 63);
}

static phony_status genders(const person *p, const phony_key *key, uint64_t row, size_t count,
                            batch *b, ph_output *out, phony_error *error)
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

/* ---- Addresses of persons -------------------------------------------------------------------- */

static phony_status fill_slugs(const person *p, const phony_key *key, uint64_t row, size_t count,
                               batch *b, phony_error *error)
{
    phony_status status = ph_part_fill_slugs(&p->first, key, row, count, &b->first, error);

    if (!status)
        status = ph_part_fill_slugs(&p->last, key, row, b->first.rows, &b->last, error);
    b->rows = b->last.rows;
    return status;
}

/* Writes the digits of a row's number, those of a permuted row; returns how many. */
static size_t put_number(const person *p, const phony_key *own, uint64_t row, char *to)
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
static int put_email(const person *p, const phony_key *own, uint64_t row, const batch *b, size_t i,
                     ph_output *out)
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

static phony_status emails(const person *p, const phony_key *key, uint64_t row, size_t count,
                           batch *b, ph_output *out, phony_error *error)
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

static phony_status usernames(const person *p, const phony_key *key, uint64_t row, size_t count,
                              batch *b, ph_output *out, phony_error *error)
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

/* ---- The generator --------------------------------------------------------------------------- */

static phony_status check_rows(const person *p, uint64_t first, uint64_t count, phony_error *error)
{
    if (!p->numbered || (first < p->numbered && count <= p->numbered - first))
        return PHONY_OK;
    return ph_fail(error, PHONY_ERROR_LIMIT, "row %llu is past the %llu rows that are to be unique",
                   (unsigned long long)(first < p->numbered ? p->numbered : first),
                   (unsigned long long)p->numbered);
}

static phony_status fill(const phony_generator *generator, const phony_key *key, uint64_t first,
                         uint64_t count, phony_column *column, phony_error *error)
{
    const person *p = (const person *)generator;
    phony_status status = check_rows(p, first, count, error);
    batch b = {0};
    ph_output out;

    ph_output_init(&out, column);
    while (!status && column->rows < count) {
        size_t before = column->rows;
        b.rows = 0;
        status =
            p->make(p, key, first + before, ph_output_batch(&out, count - before), &b, &out, error);
        if (column->rows - before < b.rows)
            break;
    }
    ph_cells_fini(&b.first);
    ph_cells_fini(&b.last);
    ph_cells_fini(&b.last2);
    return status;
}

/* A name alone needs no second column: it is walked into the caller's. */
static phony_status fill_first(const phony_generator *generator, const phony_key *key,
                               uint64_t first, uint64_t count, phony_column *column,
                               phony_error *error)
{
    const person *p = (const person *)generator;

    return ph_part_fill_column(&p->first, key, first, (size_t)count, column, error);
}

static phony_status fill_last(const phony_generator *generator, const phony_key *key,
                              uint64_t first, uint64_t count, phony_column *column,
                              phony_error *error)
{
    const person *p = (const person *)generator;

    return ph_part_fill_column(&p->last, key, first, (size_t)count, column, error);
}

static void free_person(phony_generator *generator)
{
    person *p = (person *)generator;

    ph_part_fini(&p->first);
    ph_part_fini(&p->last);
    ph_part_fini(&p->last2);
    ph_free(p);
}

static const ph_generator_class class = {"person", fill, free_person};
static const ph_generator_class first_class = {"person.first", fill_first, free_person};
static const ph_generator_class last_class = {"person.last", fill_last, free_person};

/* ---- Making ---------------------------------------------------------------------------------- */

/* What a kind needs: which names, whether as slugs. */
typedef struct kind {
    const ph_generator_class *class;
    make_batch make;
    int last, slugs;
} kind;

static const kind kinds[] = {
    [PH_PERSON_FULL] = {&class, full_of_two, 1, 0},
    [PH_PERSON_FIRST] = {&first_class, NULL, 0, 0},
    [PH_PERSON_LAST] = {&last_class, NULL, 1, 0},
    [PH_PERSON_GENDER] = {&class, genders, 0, 0},
    [PH_PERSON_EMAIL] = {&class, emails, 1, 1},
    [PH_PERSON_USERNAME] = {&class, usernames, 1, 1},
};

static phony_status open_pair(ph_part *part, const ph_builtin_request *request, const char *suffix,
                              phony_error *error)
{
    char male[64], female[64];

    snprintf(male, sizeof male, "first_names_male%s", suffix);
    snprintf(female, sizeof female, "first_names_female%s", suffix);
    return ph_part_open_pair(part, "person.first", request->locale, male, female,
                             request->options->cache, error);
}

/* Names in another script draw their genders as those in the locale's own do. */
static phony_status adopt_genders(ph_part *part, const ph_builtin_request *request,
                                  phony_error *error)
{
    ph_part own = {0};
    phony_status status = open_pair(&own, request, "", error);

    part->mix = own.mix;
    ph_part_fini(&own);
    return status;
}

static phony_status open_first(person *p, const ph_builtin_request *request, const char *suffix,
                               phony_error *error)
{
    const phony_template_options *options = request->options;
    char name[64];
    phony_status status;

    if (p->gender == PHONY_GENDER_ANY) {
        status = open_pair(&p->first, request, suffix, error);
        if (!status && *suffix)
            status = adopt_genders(&p->first, request, error);
        if (status != PHONY_ERROR_NOT_FOUND)
            return status;
        ph_part_fini(&p->first);
        snprintf(name, sizeof name, "first_names%s", suffix);
    } else {
        snprintf(name, sizeof name, "first_names_%s%s",
                 p->gender == PHONY_GENDER_MALE ? "male" : "female", suffix);
    }
    return ph_part_open(&p->first, "person.first", request->locale, name, options->cache, error);
}

static phony_status open_last(ph_part *part, const char *path, const person *p,
                              const ph_builtin_request *request, const char *suffix,
                              phony_error *error)
{
    char name[64];
    phony_status status;

    snprintf(name, sizeof name, "last_names%s", suffix);
    status = ph_part_open(part, path, request->locale, name, request->options->cache, error);
    part->feminine = request->data->feminine;
    part->gender = p->gender;
    part->persons = p->first.models[1] ? &p->first : NULL;
    return status;
}

static phony_status open_parts(person *p, const ph_builtin_request *request, phony_error *error)
{
    const kind *k = &kinds[request->kind];
    const char *suffix = k->slugs ? request->data->romaji : "";
    phony_status status = open_first(p, request, suffix, error);

    if (!status && k->last)
        status = open_last(&p->last, "person.last", p, request, suffix, error);
    if (!status && p->make == full_of_three)
        status = open_last(&p->last2, "person.last2", p, request, suffix, error);
    if (!status && k->slugs)
        status = ph_part_make_slugs(&p->first, error);
    if (!status && k->slugs)
        status = ph_part_make_slugs(&p->last, error);
    return status;
}

static unsigned digits_of(uint64_t number)
{
    unsigned digits = 1;

    for (; number >= 10; number /= 10)
        digits++;
    return digits;
}

phony_status ph_person_new(const ph_builtin_request *request, phony_generator **generator,
                           phony_error *error)
{
    const kind *k = &kinds[request->kind];
    person *p = ph_calloc(1, sizeof *p);
    phony_status status;

    if (!p)
        return ph_fail_memory(error);
    ph_generator_init(&p->base, k->class);
    p->name = request->data->name;
    p->make = k->make;
    if (k->make == full_of_two && (p->name == PH_NAME_TWO_LAST || p->name == PH_NAME_MAYBE_TWO))
        p->make = full_of_three;
    p->gender = request->options->gender;
    p->gender_path = ph_path_key("person.gender");
    p->two_path = ph_path_key("person.last2.there");
    p->digits_path = ph_path_key("username.digits");
    p->number_path = ph_path_key("person.number");
    if (request->options->unique) {
        p->numbered = request->options->rows;
        p->width = digits_of(p->numbered - 1);
    }
    status = open_parts(p, request, error);
    if (status) {
        free_person(&p->base);
        return status;
    }
    *generator = &p->base;
    return PHONY_OK;
}
