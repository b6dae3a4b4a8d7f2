/* The values of a model and their probabilities, exactly, out of its graph alone: breadth first
 * over all prefixes, each with what the walk's state can be behind it. Independent of score.c. */
#ifndef ENUMERATE_H
#define ENUMERATE_H

#include "models.h"
#include "ngram/vocabulary.h"

typedef struct enumeration {
    ph_vocabulary values;  /* value i is token i */
    double *probabilities; /* [values.count], [0] unused */
    double empty;          /* probability of the empty value, which is no token */
    double rest;           /* of all values not listed */
} enumeration;

/* Lists values until prefixes are less probable than `least`. */
void enumeration_init(enumeration *e, const phony_model *model, double least);
void enumeration_fini(enumeration *e);
#endif
