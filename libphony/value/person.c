/* Persons: names, and the e-mail addresses and account names that follow from them. All of them
 * draw a row's first and family name from the same parts, so that what stands in one row of several
 * columns belongs to one person. */
#include <stdio.h>

#include "base/alloc.h"
#include "base/error.h"
#include "value/person_parts.h"

/* ---- The generator --------------------------------------------------------------------------- */

static phony_status check_rows(const ph_person *p, uint64_t first, uint64_t count,
                               phony_error *error)
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
    const ph_person *p = (const ph_person *)generator;
    phony_status status = check_rows(p, first, count, error);
    ph_person_batch b = {0};
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
    const ph_person *p = (const ph_person *)generator;

    return ph_part_fill_column(&p->first, key, first, (size_t)count, column, error);
}

static phony_status fill_last(const phony_generator *generator, const phony_key *key,
                              uint64_t first, uint64_t count, phony_column *column,
                              phony_error *error)
{
    const ph_person *p = (const ph_person *)generator;

    return ph_part_fill_column(&p->last, key, first, (size_t)count, column, error);
}

static void free_person(phony_generator *generator)
{
    ph_person *p = (ph_person *)generator;

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
    ph_person_make make;
    int last, slugs;
} kind;

static const kind kinds[] = {
    [PH_PERSON_FULL] = {&class, ph_person_two_names, 1, 0},
    [PH_PERSON_FIRST] = {&first_class, NULL, 0, 0},
    [PH_PERSON_LAST] = {&last_class, NULL, 1, 0},
    [PH_PERSON_GENDER] = {&class, ph_person_genders, 0, 0},
    [PH_PERSON_EMAIL] = {&class, ph_person_emails, 1, 1},
    [PH_PERSON_USERNAME] = {&class, ph_person_usernames, 1, 1},
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

static phony_status open_first(ph_person *p, const ph_builtin_request *request, const char *suffix,
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

static phony_status open_last(ph_part *part, const char *path, const ph_person *p,
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

static phony_status open_parts(ph_person *p, const ph_builtin_request *request, phony_error *error)
{
    const kind *k = &kinds[request->kind];
    const char *suffix = k->slugs ? request->data->romaji : "";
    phony_status status = open_first(p, request, suffix, error);

    if (!status && k->last)
        status = open_last(&p->last, "person.last", p, request, suffix, error);
    if (!status && p->make == ph_person_three_names)
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
    ph_person *p = ph_calloc(1, sizeof *p);
    phony_status status;

    if (!p)
        return ph_fail_memory(error);
    ph_generator_init(&p->base, k->class);
    p->name = request->data->name;
    p->make = k->make;
    if (k->make == ph_person_two_names &&
        (p->name == PH_NAME_TWO_LAST || p->name == PH_NAME_MAYBE_TWO))
        p->make = ph_person_three_names;
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
