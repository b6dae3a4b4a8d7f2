/* Reading a whole input, as a sum to compare readings by. */
#ifndef FUZZ_INPUT_H
#define FUZZ_INPUT_H

#include "fuzz.h"
#include "phony.h"

/* What reading came to: the same bytes must give the same, however they come in. */
typedef struct fuzz_reading {
    phony_error error;
    uint64_t values, sum;
} fuzz_reading;

/* Reads all values, at most `most` bytes of the source at a time, and checks what is promised of
 * each value and error. */
fuzz_reading fuzz_read(const char *text, size_t length, const phony_input_options *options,
                       size_t most);
/* fuzz_read by whole blocks and by single bytes must agree. */
void fuzz_compare(const char *text, size_t length, const phony_input_options *options);
#endif
