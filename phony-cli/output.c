/* Output files; see output.h. */
#include "output.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const int caught[] = {SIGINT, SIGTERM, SIGHUP};
enum { CAUGHT = sizeof caught / sizeof *caught, TEMPORARY_TRIES = 100 };

static volatile sig_atomic_t stopped_by;
static struct sigaction actions_before[CAUGHT];
static size_t temporaries; /* how many there are: the last one that goes lets signals in again */

static void stop(int signal)
{
    stopped_by = signal;
}

/* A signal that the parent had us ignore (nohup) stays ignored. The second one kills. */
static void catch_signals(void)
{
    struct sigaction action;
    if (temporaries++ > 0)
        return;
    memset(&action, 0, sizeof action);
    action.sa_handler = stop;
    action.sa_flags = (int)SA_RESETHAND;
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < CAUGHT; i++) {
        sigaction(caught[i], NULL, &actions_before[i]);
        if (actions_before[i].sa_handler != SIG_IGN)
            sigaction(caught[i], &action, NULL);
    }
}

static void release_signals(void)
{
    if (--temporaries > 0)
        return;
    for (size_t i = 0; i < CAUGHT; i++)
        sigaction(caught[i], &actions_before[i], NULL);
}

static int fail(const char *verb, const char *name)
{
    return cli_error("cannot %s %s%s%s: %s", verb, name ? "'" : "", name ? name : "standard output",
                     name ? "'" : "", strerror(errno));
}

/* "DIR/.NAME.1234-0.tmp" for "DIR/NAME". The caller frees. */
static char *name_temporary(const char *path, int attempt)
{
    char *name = NULL;
    const char *slash = strrchr(path, '/');
    int folder = slash ? (int)(slash + 1 - path) : 0;
    if (asprintf(&name, "%.*s.%.200s.%ld-%d.tmp", folder, path, path + folder, (long)getpid(),
                 attempt) < 0)
        return NULL;
    return name;
}

/* A new file beside `path`. Returns its descriptor, and its name for the caller to free, or -1. */
static int create_beside(const char *path, char **temporary)
{
    for (int attempt = 0; attempt < TEMPORARY_TRIES; attempt++) {
        char *name = name_temporary(path, attempt);
        int fd = name ? open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666) : -1;
        if (fd >= 0) {
            *temporary = name;
            return fd;
        }
        int problem = name ? errno : ENOMEM;
        free(name);
        errno = problem;
        if (problem != EEXIST)
            break;
    }
    return -1;
}

static int open_beside(cli_output *output, const char *path, const struct stat *old)
{
    char *resolved = old ? realpath(path, NULL) : strdup(path);
    if (!resolved)
        return fail("create", path);
    catch_signals();
    output->fd = create_beside(resolved, &output->temporary);
    if (output->fd < 0) {
        int status = fail("create", path);
        release_signals();
        free(resolved);
        return status;
    }
    output->path = resolved;
    if (old)
        (void)fchmod(output->fd, old->st_mode & 0777);
    return CLI_OK;
}

int cli_output_open(cli_output *output, const char *path)
{
    struct stat old;
    *output = (cli_output){path, NULL, NULL, -1};
    if (!path || strcmp(path, "-") == 0) {
        output->name = NULL;
        output->fd = STDOUT_FILENO;
        return CLI_OK;
    }
    int exists = stat(path, &old) == 0;
    if (!exists || S_ISREG(old.st_mode))
        return open_beside(output, path, exists ? &old : NULL);
    output->fd = open(path, O_WRONLY | O_CLOEXEC);
    return output->fd < 0 ? fail("open", path) : CLI_OK;
}

/* After a write that wrote nothing: CLI_OK to try again. */
static int recover(const cli_output *output)
{
    struct pollfd ready = {output->fd, POLLOUT, 0};
    if (errno == EPIPE)
        return CLI_CLOSED;
    if (errno == EAGAIN)
        (void)poll(&ready, 1, -1);
    else if (errno != EINTR)
        return fail("write", output->name);
    return CLI_OK;
}

int cli_output_write(cli_output *output, const void *bytes, size_t length)
{
    const char *at = bytes;
    while (length > 0) {
        if (stopped_by)
            return CLI_STOPPED;
        ssize_t written = write(output->fd, at, length);
        if (written >= 0) {
            at += written;
            length -= (size_t)written;
            continue;
        }
        int status = recover(output);
        if (status != CLI_OK)
            return status;
    }
    return stopped_by ? CLI_STOPPED : CLI_OK;
}

int cli_output_settle(cli_output *output, int status)
{
    if (output->temporary && status == CLI_OK && fsync(output->fd) != 0)
        status = fail("write", output->name);
    if (output->name && output->fd >= 0 && close(output->fd) != 0 && status == CLI_OK)
        status = fail("write", output->name);
    output->fd = -1;
    return status;
}

/* Where no temporary file is left, signals mean again what they did, and one that came meanwhile
 * ends the program, so that the shell knows. */
static void let_signals_in(void)
{
    release_signals();
    if (stopped_by && temporaries == 0)
        raise(stopped_by);
}

int cli_output_close(cli_output *output, int status)
{
    int is_temporary = output->temporary != NULL;
    if (stopped_by)
        status = CLI_STOPPED;
    if (output->fd >= 0)
        status = cli_output_settle(output, status);
    if (is_temporary && status == CLI_OK && rename(output->temporary, output->path) != 0)
        status = fail("write", output->name);
    if (is_temporary && status != CLI_OK)
        (void)unlink(output->temporary);
    free(output->temporary);
    free(output->path);
    *output = (cli_output){NULL, NULL, NULL, -1};
    if (is_temporary)
        let_signals_in();
    return status;
}
