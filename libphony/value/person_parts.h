/* What the files of persons share: person.c makes generators and runs them, person_names.c and
 * account.c make their rows. */
#ifndef PH_PERSON_PARTS_H
#define PH_PERSON_PARTS_H

#include "value/builtin.h"
#include "value/generator.h"

typedef struct ph_person ph_person;

/* The columns of a batch. */
typedef struct ph_person_batch {
    ph_cells first, last, last2;
    size_t rows; /* that all of them have */
} ph_person_batch;

/* Makes a batch of rows and puts out as many as fit; b->rows says how many were made. */
typedef phony_status (*ph_person_make)(const ph_person *p, const phony_key *key, uint64_t row,
                                       size_t count, ph_person_batch *b, ph_output *out,
                                       phony_error *error);

struct ph_person {
    phony_generator base;
    ph_person_make make;
    int name; /* PH_NAME_... */
    int gender;
    ph_part first, last, last2;
    phony_key gender_path, two_path, digits_path, number_path;
    uint64_t numbered; /* rows to be kept apart by numbers; 0 = not */
    unsigned width;    /* digits of such a number */
};

phony_status ph_person_two_names(const ph_person *p, const phony_key *key, uint64_t row,
                                 size_t count, ph_person_batch *b, ph_output *out,
                                 phony_error *error);
phony_status ph_person_three_names(const ph_person *p, const phony_key *key, uint64_t row,
                                   size_t count, ph_person_batch *b, ph_output *out,
                                   phony_error *error);
phony_status ph_person_genders(const ph_person *p, const phony_key *key, uint64_t row, size_t count,
                               ph_person_batch *b, ph_output *out, phony_error *error);
phony_status ph_person_emails(const ph_person *p, const phony_key *key, uint64_t row, size_t count,
                              ph_person_batch *b, ph_output *out, phony_error *error);
phony_status ph_person_usernames(const ph_person *p, const phony_key *key, uint64_t row,
                                 size_t count, ph_person_batch *b, ph_output *out,
                                 phony_error *error);
#endif
