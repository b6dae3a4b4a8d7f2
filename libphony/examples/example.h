/* example.h: what the examples share and what is not about Phony: the end of a program that cannot
 * go on, and its command line. */
#ifndef EXAMPLE_H
#define EXAMPLE_H

#include <phony.h>

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Ends the program where a call of the library has failed. The message is one line that names the
 * thing and the reason. What the program holds goes with it. */
static inline void check(phony_status status, const phony_error *error)
{
    if (status == PHONY_OK)
        return;
    fprintf(stderr, "%s: %s\n", phony_status_name(status), error->message);
    exit(EXIT_FAILURE);
}

static inline void fail(const char *message)
{
    fprintf(stderr, "%s\n", message);
    exit(EXIT_FAILURE);
}

/* How a program is called: at least and at most so many arguments. */
static inline void expect_arguments(int argc, int least, int most, const char *usage)
{
    if (argc - 1 >= least && argc - 1 <= most)
        return;
    fprintf(stderr, "usage: %s\n", usage);
    exit(EXIT_FAILURE);
}

/* The argument at `index`, or what stands for it where there are fewer. */
static inline const char *argument(int argc, char **argv, int index, const char *initial)
{
    return index < argc ? argv[index] : initial;
}

/* The same, of a whole number. */
static inline uint64_t number(int argc, char **argv, int index, uint64_t initial)
{
    uint64_t value;
    char *end;

    if (index >= argc)
        return initial;
    errno = 0;
    value = strtoull(argv[index], &end, 10);
    if (errno || *end || strspn(argv[index], "0123456789") == 0) {
        fprintf(stderr, "%s is not a whole number\n", argv[index]);
        exit(EXIT_FAILURE);
    }
    return value;
}

/* The exit status: a full disk is noticed when the last bytes are written. */
static inline int finish_output(void)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return EXIT_SUCCESS;
    fprintf(stderr, "standard output cannot be written\n");
    return EXIT_FAILURE;
}

#endif
