/* Text for people: colours, widths, numbers. */
#ifndef CLI_TERMINAL_H
#define CLI_TERMINAL_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

int cli_is_terminal(FILE *file);

/* Escape sequences where `file` is a terminal that wants colours (NO_COLOR, TERM=dumb), else "". */
typedef enum cli_style { CLI_PLAIN, CLI_BOLD, CLI_DIM, CLI_RED, CLI_GREEN } cli_style;
const char *cli_style_text(FILE *file, cli_style style);

/* Columns of standard output's terminal, of COLUMNS, or 80. At least 40. */
size_t cli_width(void);

/* The next code point of UTF-8 text, U+FFFD for a byte that begins none. Moves *text on. */
uint32_t cli_utf8_next(const char **text, const char *end);
/* Columns that a text takes on a terminal, and its characters (marks count with their letters). */
size_t cli_columns(const char *text, size_t length);
size_t cli_characters(const char *text, size_t length);

/* Prints text with control characters replaced by '?': what a hostile file says must not steer a
 * terminal. At most `columns` of them, ending in "..." where it is cut. Returns what it took. */
size_t cli_put_text(FILE *file, const char *text, size_t columns);
/* The same replacement in place. */
void cli_make_safe(char *text);
/* Words of a text in lines of `width` columns, those after the first `indent` spaces in; `column`
 * is where the first line stands. Ends the last line. */
void cli_wrap(FILE *file, const char *text, size_t column, size_t indent, size_t width);
/* "LABEL   text", wrapped. An empty text prints nothing. */
void cli_row(FILE *file, const char *label, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Numbers as text, to be used in an argument list: cli_grouped(n).text */
typedef struct cli_figure {
    char text[40];
} cli_figure;
cli_figure cli_grouped(uint64_t number);                 /* 12,345,678 */
cli_figure cli_count(uint64_t number, const char *noun); /* 1 value, 2,000 values */
cli_figure cli_bytes(uint64_t bytes);                    /* 12.3 MB, by powers of ten */
cli_figure cli_seconds(double seconds);                  /* 0.12 s, 3 min 20 s */
cli_figure cli_percent(double share);                    /* 12.3 % */
cli_figure cli_date(int64_t seconds);                    /* 2024-05-01 12:30:00 UTC */

/* Seconds of a clock that only goes forward. */
double cli_now(void);

/* A progress bar on standard error, drawn ten times a second at most, and only on a terminal. */
typedef struct cli_progress {
    const char *label;
    double start;
    double drawn; /* when it was last drawn; 0 = not yet */
    int bytes;    /* 1: positions are bytes, not values */
    int enabled;
} cli_progress;
cli_progress cli_progress_start(const char *label, int bytes, int quiet);
/* `total` 0 = not known. */
void cli_progress_show(cli_progress *progress, uint64_t position, uint64_t total);
void cli_progress_end(cli_progress *progress);

#endif
