/* Messages of one line, whatever they quote. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "driver.h"

/* One line, without spaces at its end and without a UTF-8 sequence that the buffer's end cut. */
static void tidy(char *message)
{
    size_t length = strlen(message);

    if (length == sizeof((phony_error *)0)->message - 1) {
        while (length && ((unsigned char)message[length - 1] & 0xC0) == 0x80)
            length--;
        if (length && (unsigned char)message[length - 1] >= 0xC0)
            message[--length] = '\0';
        length = strlen(message);
    }
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)message[i] < 0x20 || message[i] == 0x7f)
            message[i] = ' ';
    while (length && message[length - 1] == ' ')
        message[--length] = '\0';
}

phony_status db_fail(phony_error *error, phony_status status, uint64_t line, const char *format,
                     ...)
{
    va_list arguments;

    if (!error)
        return status;
    *error = (phony_error){.status = status, .line = line};
    va_start(arguments, format);
    vsnprintf(error->message, sizeof error->message, format, arguments);
    va_end(arguments);
    tidy(error->message);
    return status;
}
