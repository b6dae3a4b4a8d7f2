/* What goes wrong, said on standard error in one line that is written at once. */
#include "cli.h"
#include "terminal.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <string.h>

static void say(const char *command, const char *text)
{
    char line[2048];
    snprintf(line, sizeof line, "%s%s%s", command, *command ? ": " : "", text);
    cli_make_safe(line);
    fprintf(stderr, "%sphony%s%s%s%s\n", cli_style_text(stderr, CLI_RED), *command ? " " : ": ",
            cli_style_text(stderr, CLI_PLAIN), line, "");
}

int cli_error(const char *format, ...)
{
    char text[1024];
    va_list list;
    va_start(list, format);
    vsnprintf(text, sizeof text, format, list);
    va_end(list);
    say("", text);
    return CLI_FAILED;
}

int cli_usage(const cli_command *command, const char *format, ...)
{
    char text[1024];
    va_list list;
    va_start(list, format);
    vsnprintf(text, sizeof text, format, list);
    va_end(list);
    say(command ? command->name : "", text);
    fprintf(stderr, "Try 'phony %s%s--help'.\n", command ? command->name : "", command ? " " : "");
    return CLI_USAGE;
}

/* Some messages begin with the file, "'x.phony': ...", where only the library knows its path: takes
 * it over into `file` and returns the rest. */
static const char *take_file(const char *message, char *file, size_t capacity)
{
    const char *end = *message == '\'' ? strstr(message, "': ") : NULL;
    if (!end)
        return message;
    snprintf(file, capacity, "%.*s", (int)(end - message - 1), message + 1);
    return end + 3;
}

static void describe_place(char *place, size_t capacity, const phony_error *error)
{
    *place = 0;
    if (error->line && error->column)
        snprintf(place, capacity, ":%" PRIu64 ":%" PRIu64, error->line, error->column);
    else if (error->line)
        snprintf(place, capacity, ":%" PRIu64, error->line);
}

void cli_describe(char *text, size_t capacity, const char *file, const phony_error *error)
{
    char place[64];
    char name[sizeof error->message] = "";
    const char *message = take_file(error->message, name, sizeof name);
    if (*name)
        file = name;
    if (file && strcmp(file, "-") == 0)
        file = "standard input";
    describe_place(place, sizeof place, error);
    /* Other messages name the file further on ("cannot open 'x'"): once is enough. */
    if (!file || (!*place && strstr(message, file)))
        snprintf(text, capacity, "%s", message);
    else
        snprintf(text, capacity, "%s%s: %s", file, place, message);
}

int cli_fail(const char *file, const phony_error *error)
{
    char text[1024];
    if (error->status == PHONY_ERROR_IO && error->system == EPIPE)
        return CLI_CLOSED;
    cli_describe(text, sizeof text, file, error);
    say("", text);
    return error->status == PHONY_ERROR_ARGUMENT ? CLI_USAGE : CLI_FAILED;
}

int cli_flush(void)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return CLI_OK;
    if (errno == EPIPE)
        return CLI_CLOSED;
    return cli_error("cannot write standard output: %s", strerror(errno));
}
