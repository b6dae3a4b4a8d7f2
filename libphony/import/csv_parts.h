/* Between the files that learn from CSV: what is kept of a column while its rows go by. All of it
 * is bounded, however long the file is. */
#ifndef PH_CSV_PARTS_H
#define PH_CSV_PARTS_H

#include "base/slots.h"
#include "import/import.h"

enum {
    PH_CSV_VALUES_MAX = 500,      /* different values that are counted */
    PH_CSV_SAMPLE = 4096,         /* numbers and times that are kept */
    PH_CSV_TEXTS = 10000,         /* texts that a model is trained on */
    PH_CSV_TEXT_BYTES_MAX = 1024, /* of such a text */
    PH_CSV_HASHES_MAX = 1 << 17   /* values that are looked at for doubles */
};

/* What all values so far may be. */
enum {
    PH_CSV_WHOLE = 1,
    PH_CSV_DECIMAL = 2,
    PH_CSV_BOOLEAN = 4,
    PH_CSV_DATE = 8,
    PH_CSV_MOMENT = 16,
    PH_CSV_UUID = 32,
    PH_CSV_EMAIL = 64,
    PH_CSV_URL = 128,
    PH_CSV_ANYTHING = 255
};

typedef struct ph_csv_value {
    char *text;
    size_t length;
    uint64_t count;
} ph_csv_value;

typedef struct ph_csv_column {
    uint64_t rows, nulls, trues;
    uint32_t may_be; /* PH_CSV_... */
    int32_t scale;
    size_t longest, words; /* characters of the longest; white space in all */
    /* Sequences: first + i x step. */
    int64_t first, last, step;
    int is_sequence;
    /* Different values and how often each came, until there are too many. */
    ph_csv_value *values;
    size_t value_count, value_capacity;
    ph_slots slots;
    int too_many;
    /* Hashes of the first values, for doubles. */
    uint64_t *hashes;
    size_t hash_count, hash_room;
    int has_doubles;
    /* A sample: numbers, or microseconds since 1970. */
    double *sample;
    size_t sample_count;
    double least, greatest;
    char **texts;
    size_t text_count;
    uint64_t draws; /* of the sample's random numbers */
} ph_csv_column;

/* One more value; `keep_texts`: texts are wanted for a model. 0, or -1 out of memory. */
int ph_csv_column_add(ph_csv_column *column, const char *text, size_t length, int keep_texts);
void ph_csv_column_fini(ph_csv_column *column);

/* csv_guess.c: the type, nulls, uniqueness and, where the values tell it, the generator of a
 * column. */
phony_status ph_csv_guess(phony_import *import, ph_import_table *table, uint32_t at,
                          ph_csv_column *seen, phony_error *error);
/* csv_model.c: trains a model on the column's texts and names it as generator. */
phony_status ph_csv_train(phony_import *import, const ph_import_table *table,
                          ph_import_column *column, const ph_csv_column *seen, phony_error *error);
#endif
