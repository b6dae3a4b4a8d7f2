/* Inside of phony_input: one source, one reader for its format, and what the trainer uses besides
 * the public calls.
 *
 * To add a format: a ph_reader in a file of its own, declared below, and a row in the tables of
 * input.c. */
#ifndef PH_INPUT_H
#define PH_INPUT_H

#include "input/source.h"
#include "input/window.h"
#include "phony.h"

typedef struct ph_value {
    const char *text; /* NULL: the end */
    size_t length;
    uint64_t weight;
} ph_value;

typedef struct ph_reader {
    /* Makes input->state. */
    phony_status (*open)(phony_input *input, phony_error *error);
    /* The next value, borrowed until the next call; `weight` is 1 beforehand. */
    phony_status (*next)(phony_input *input, ph_value *value, phony_error *error);
    /* Frees input->state, which may be NULL or half made. */
    void (*close)(phony_input *input);
} ph_reader;

extern const ph_reader ph_reader_text, ph_reader_csv, ph_reader_json, ph_reader_ndjson;

struct phony_input {
    const ph_reader *reader;
    ph_source *source;
    void *state;      /* the reader's */
    ph_window window; /* of text and CSV */
    char *column, *weight_column;
    size_t max_value;
    char delimiter;
    int no_header;
    int ended;
    phony_error failure; /* sticks: status 0 = none */
};

/* As phony_input_open, over bytes that stay the caller's. PHONY_FORMAT_AUTO is text. */
phony_status ph_input_open_memory(const void *bytes, size_t length,
                                  const phony_input_options *options, phony_input **input,
                                  phony_error *error);

/* Values copied out of an input, for a worker thread. Starts as all zeros; its memory is used
 * again by the next ph_input_batch. */
typedef struct ph_batch_value {
    uint32_t offset, length; /* in bytes */
    uint64_t weight;
} ph_batch_value;
typedef struct ph_batch {
    char *bytes;
    size_t used, capacity;
    ph_batch_value *values;
    size_t count, capacity_values;
} ph_batch;

/* Fills the batch anew, up to about 64 KiB or 4,096 values (one long value may exceed it).
 * count 0 = the end. */
phony_status ph_input_batch(phony_input *input, ph_batch *batch, phony_error *error);
void ph_batch_fini(ph_batch *batch);

/* A weight as text: a whole number from 0. 0, or -1. */
int ph_input_weight(const char *text, size_t length, uint64_t *weight);

/* A number for people: "1,048,576". Returns `text`, which has room for 27 bytes. */
const char *ph_input_grouped(uint64_t number, char text[static 27]);
#endif
