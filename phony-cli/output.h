/* Files that are written whole or not at all: to a temporary name beside the target, synced, then
 * renamed. What is no regular file (a device, a pipe, standard output) is written straight.
 *
 * While temporary files lie there, SIGINT, SIGTERM and SIGHUP set a flag; writes and closing then
 * fail with CLI_STOPPED. Having cleaned up the last, cli_output_close ends the program by the
 * signal. */
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

#include "cli.h"

enum { CLI_STOPPED = 4 }; /* a signal came */

typedef struct cli_output {
    const char *name; /* for messages */
    char *path;       /* the target, links resolved; NULL where it is written straight */
    char *temporary;
    int fd;
} cli_output;

/* `path` NULL or "-" is standard output. CLI_OK, or CLI_FAILED having said why. */
int cli_output_open(cli_output *output, const char *path);
/* CLI_OK, CLI_CLOSED, CLI_STOPPED, or CLI_FAILED having said why. */
int cli_output_write(cli_output *output, const void *bytes, size_t length);
/* Syncs and closes the file, which stays where it is until cli_output_close: so several appear
 * together when the last is complete. Returns `status`, or what went wrong. */
int cli_output_settle(cli_output *output, int status);
/* Puts the file in place where `status` is CLI_OK, removes it otherwise. Returns `status`, or what
 * went wrong at the end; after a signal it does not return from the last. */
int cli_output_close(cli_output *output, int status);

/* Whether `path` could be written, tried before long work: CLI_OK, or CLI_FAILED having said why.
 */
int cli_output_check(const char *path);
/* Writes a model, not to be interrupted half-way. `bytes` (may be NULL): the file's size, 0 where
 * it is no regular file. */
int cli_write_model(const phony_model *model, const char *path, uint64_t *bytes);

#endif
