/* Writing models: the library writes them, to a temporary name of its own. */
#include "output.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Standard output, a pipe, a device: written as it is, with no temporary file. */
static int is_stream(const char *path)
{
    struct stat old;
    return strcmp(path, "-") == 0 || (stat(path, &old) == 0 && !S_ISREG(old.st_mode));
}

int cli_output_check(const char *path)
{
    cli_output probe;
    struct stat old;
    if (strcmp(path, "-") == 0) {
        if (isatty(STDOUT_FILENO))
            return cli_error("a model is not for a terminal: give --output FILE, or redirect");
        return CLI_OK;
    }
    if (stat(path, &old) == 0 && S_ISDIR(old.st_mode))
        return cli_error("cannot write '%s': it is a folder", path);
    if (is_stream(path)) /* opening a pipe and closing it would end its reader */
        return CLI_OK;
    if (cli_output_open(&probe, path) != CLI_OK)
        return CLI_FAILED;
    (void)cli_output_close(&probe, CLI_FAILED);
    return CLI_OK;
}

/* The signals that end a program wait while the library's temporary file lies there. */
static phony_status write_undisturbed(const phony_model *model, const char *path,
                                      phony_error *error)
{
    sigset_t ending, old;
    sigemptyset(&ending);
    if (!is_stream(path)) {
        sigaddset(&ending, SIGINT);
        sigaddset(&ending, SIGTERM);
        sigaddset(&ending, SIGHUP);
    }
    sigprocmask(SIG_BLOCK, &ending, &old);
    phony_status status = phony_model_write(model, path, error);
    sigprocmask(SIG_SETMASK, &old, NULL);
    return status;
}

int cli_write_model(const phony_model *model, const char *path, uint64_t *bytes)
{
    phony_error error;
    struct stat written;
    if (write_undisturbed(model, path, &error) != PHONY_OK)
        return cli_fail(strcmp(path, "-") == 0 ? NULL : path, &error);
    if (bytes)
        *bytes =
            stat(path, &written) == 0 && S_ISREG(written.st_mode) ? (uint64_t)written.st_size : 0;
    return CLI_OK;
}
