/* Lines for people: wrapped text, labelled rows, figures with their units. */
#include "terminal.h"

#include <inttypes.h>
#include <stdarg.h>
#include <string.h>
#include <time.h>

enum { LABEL_WIDTH = 18 };

void cli_wrap(FILE *file, const char *text, size_t column, size_t indent, size_t width)
{
    for (int is_first = 1; *text; is_first = 0) {
        size_t length = strcspn(text, " ");
        size_t columns = cli_columns(text, length);
        if (!is_first && column + 1 + columns > width) {
            fprintf(file, "\n%*s", (int)indent, "");
            column = indent;
        } else if (!is_first) {
            putc(' ', file);
            column++;
        }
        fwrite(text, 1, length, file);
        column += columns;
        text += length;
        text += *text == ' ';
    }
    putc('\n', file);
}

void cli_row(FILE *file, const char *label, const char *format, ...)
{
    char text[16384];
    va_list list;
    va_start(list, format);
    vsnprintf(text, sizeof text, format, list);
    va_end(list);
    if (!*text)
        return;
    cli_make_safe(text);
    fprintf(file, "%s%-*s%s", cli_style_text(file, CLI_DIM), LABEL_WIDTH - 1, label,
            cli_style_text(file, CLI_PLAIN));
    putc(' ', file);
    cli_wrap(file, text, LABEL_WIDTH, LABEL_WIDTH, cli_width());
}

cli_figure cli_grouped(uint64_t number)
{
    cli_figure figure = {""};
    char digits[24];
    int length = snprintf(digits, sizeof digits, "%" PRIu64, number);
    char *out = figure.text;
    for (int i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0)
            *out++ = ',';
        *out++ = digits[i];
    }
    *out = 0;
    return figure;
}

cli_figure cli_count(uint64_t number, const char *noun)
{
    cli_figure figure;
    snprintf(figure.text, sizeof figure.text, "%.28s %.9s%s", cli_grouped(number).text, noun,
             number == 1 ? "" : "s");
    return figure;
}

cli_figure cli_bytes(uint64_t bytes)
{
    static const char *const units[] = {"bytes", "kB", "MB", "GB", "TB", "PB", "EB"};
    cli_figure figure;
    double amount = (double)bytes;
    size_t unit = 0;
    for (; amount >= 999.5 && unit < 6; unit++)
        amount /= 1000;
    snprintf(figure.text, sizeof figure.text, "%.*f %s", unit > 0 && amount < 99.95 ? 1 : 0, amount,
             units[unit]);
    return figure;
}

cli_figure cli_seconds(double seconds)
{
    cli_figure figure;
    long whole = (long)(seconds + 0.5);
    if (seconds < 10)
        snprintf(figure.text, sizeof figure.text, "%.2f s", seconds);
    else if (whole < 60)
        snprintf(figure.text, sizeof figure.text, "%.1f s", seconds);
    else if (whole < 3600)
        snprintf(figure.text, sizeof figure.text, "%ld min %ld s", whole / 60, whole % 60);
    else
        snprintf(figure.text, sizeof figure.text, "%ld h %ld min", whole / 3600, whole / 60 % 60);
    return figure;
}

cli_figure cli_percent(double share)
{
    cli_figure figure;
    snprintf(figure.text, sizeof figure.text, "%.2f %%", share * 100);
    return figure;
}

cli_figure cli_date(int64_t seconds)
{
    cli_figure figure;
    struct tm parts;
    time_t moment = (time_t)seconds;
    if (!gmtime_r(&moment, &parts) ||
        strftime(figure.text, sizeof figure.text, "%Y-%m-%d %H:%M:%S UTC", &parts) == 0)
        snprintf(figure.text, sizeof figure.text, "%" PRId64 " s after 1970", seconds);
    return figure;
}

double cli_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}
