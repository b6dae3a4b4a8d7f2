#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* The same text for a given errno on every locale and thread. */
static const char *system_text(int system)
{
    const char *text = strerrordesc_np(system);

    return text ? text : "unknown error";
}

/* A message is one line whatever it quotes: control characters become '?', and a UTF-8 sequence
 * cut by the end of the buffer is dropped. */
static void tidy(char *message)
{
    size_t length = strlen(message);

    for (char *p = message; *p; p++) {
        if ((unsigned char)*p < 0x20 || *p == 0x7f)
            *p = '?';
    }
    while (length && ((unsigned char)message[length - 1] & 0xC0) == 0x80)
        length--;
    if (length && (unsigned char)message[length - 1] >= 0xC0 &&
        strlen(message) == sizeof((phony_error *)0)->message - 1)
        message[length - 1] = '\0';
}

void ph_error_set(phony_error *error, phony_status status, int system, uint64_t line,
                  uint64_t column, const char *format, ...)
{
    va_list arguments;

    if (!error)
        return;
    error->status = status;
    error->system = system;
    error->line = line;
    error->column = column;
    va_start(arguments, format);
    vsnprintf(error->message, sizeof error->message, format, arguments);
    va_end(arguments);
    if (system) {
        size_t used = strlen(error->message);
        snprintf(error->message + used, sizeof error->message - used, ": %s", system_text(system));
    }
    tidy(error->message);
}

void ph_error_prefix(phony_error *error, const char *format, ...)
{
    char prefix[sizeof error->message], message[sizeof error->message];
    va_list arguments;
    size_t used;

    if (!error)
        return;
    va_start(arguments, format);
    vsnprintf(prefix, sizeof prefix, format, arguments);
    va_end(arguments);
    memcpy(message, error->message, sizeof message);
    used = (size_t)snprintf(error->message, sizeof error->message, "%s: ", prefix);
    if (used < sizeof error->message)
        memccpy(error->message + used, message, 0, sizeof error->message - used);
    error->message[sizeof error->message - 1] = '\0';
    tidy(error->message);
}

const char *phony_status_name(phony_status status)
{
    static const char *const names[] = {"ok",
                                        "out of memory",
                                        "bad argument",
                                        "input/output error",
                                        "not found",
                                        "bad encoding",
                                        "bad syntax",
                                        "nothing to learn from",
                                        "broken model",
                                        "newer version",
                                        "limit exceeded",
                                        "models do not match",
                                        "buffer too small",
                                        "only training values",
                                        "cancelled"};

    if (status > 0 || status <= -(phony_status)(sizeof names / sizeof *names))
        return "unknown status";
    return names[-status];
}

const char *phony_version(void)
{
    return PHONY_VERSION_STRING;
}
