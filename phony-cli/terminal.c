/* Terminals: colours, widths, UTF-8 in columns. */
#include "terminal.h"

#include "cli.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

int cli_is_terminal(FILE *file)
{
    return isatty(fileno(file));
}

static int is_set(const char *variable)
{
    const char *value = getenv(variable);
    return value && *value;
}

const char *cli_style_text(FILE *file, cli_style style)
{
    static const char *const sequences[] = {"\033[0m", "\033[1m", "\033[2m", "\033[31m",
                                            "\033[32m"};
    const char *term = getenv("TERM");
    if (!cli_is_terminal(file) || is_set("NO_COLOR") || (term && strcmp(term, "dumb") == 0))
        return "";
    return sequences[style];
}

size_t cli_width(void)
{
    struct winsize size;
    uint64_t columns = 80;
    const char *text = getenv("COLUMNS");
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        columns = size.ws_col;
    else if (text)
        (void)cli_number(text, 1, 1000, &columns);
    return columns < 40 ? 40 : (size_t)columns;
}

/* How many bytes follow a first byte, and the bits of the code point that it holds. */
static int first_byte(unsigned char byte, uint32_t *bits)
{
    if (byte >= 0xC2 && byte <= 0xDF) {
        *bits = byte & 0x1FU;
        return 1;
    }
    if (byte >= 0xE0 && byte <= 0xEF) {
        *bits = byte & 0x0FU;
        return 2;
    }
    if (byte >= 0xF0 && byte <= 0xF4) {
        *bits = byte & 0x07U;
        return 3;
    }
    *bits = byte < 0x80 ? byte : 0xFFFD;
    return 0;
}

uint32_t cli_utf8_next(const char **text, const char *end)
{
    static const uint32_t least[] = {0, 0x80, 0x800, 0x10000};
    uint32_t point;
    int more = first_byte((unsigned char)*(*text)++, &point);
    const char *at = *text;
    for (int i = 0; i < more; i++, at++) {
        if (at == end || ((unsigned char)*at & 0xC0) != 0x80)
            return 0xFFFD;
        point = point << 6 | ((unsigned char)*at & 0x3FU);
    }
    if (point < least[more] || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF))
        return 0xFFFD;
    *text = at;
    return point;
}

typedef struct range {
    uint32_t first;
    uint32_t last;
} range;

static int is_among(uint32_t point, const range *ranges, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (point >= ranges[i].first && point <= ranges[i].last)
            return 1;
    return 0;
}

/* Marks and joiners: the common blocks, not all of Unicode; this only aligns columns. */
static int is_mark(uint32_t point)
{
    static const range marks[] = {{0x300, 0x36F},   {0x483, 0x489},   {0x591, 0x5BD},
                                  {0x610, 0x61A},   {0x64B, 0x65F},   {0x93A, 0x93C},
                                  {0x941, 0x94D},   {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF},
                                  {0x200B, 0x200F}, {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}};
    return point >= 0x300 && is_among(point, marks, sizeof marks / sizeof *marks);
}

static int is_wide(uint32_t point)
{
    static const range wide[] = {{0x1100, 0x115F}, {0x2E80, 0x303E},   {0x3041, 0xA4CF},
                                 {0xAC00, 0xD7A3}, {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},
                                 {0xFF00, 0xFF60}, {0x1F300, 0x1FAFF}, {0x20000, 0x3FFFD}};
    return point >= 0x1100 && is_among(point, wide, sizeof wide / sizeof *wide);
}

static size_t width_of(uint32_t point)
{
    return is_mark(point) ? 0 : 1 + (size_t)is_wide(point);
}

size_t cli_columns(const char *text, size_t length)
{
    const char *end = text + length;
    size_t columns = 0;
    while (text < end)
        columns += width_of(cli_utf8_next(&text, end));
    return columns;
}

size_t cli_characters(const char *text, size_t length)
{
    const char *end = text + length;
    size_t characters = 0;
    while (text < end)
        characters += !is_mark(cli_utf8_next(&text, end));
    return characters;
}

static int is_control(uint32_t point)
{
    return point < 0x20 || (point >= 0x7F && point < 0xA0) || point == 0x2028 || point == 0x2029 ||
           (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
}

void cli_make_safe(char *text)
{
    const char *at = text;
    const char *end = text + strlen(text);
    char *out = text;
    while (at < end) {
        const char *begin = at;
        if (is_control(cli_utf8_next(&at, end))) {
            *out++ = '?';
        } else {
            memmove(out, begin, (size_t)(at - begin));
            out += at - begin;
        }
    }
    *out = 0;
}

size_t cli_put_text(FILE *file, const char *text, size_t columns)
{
    const char *end = text + strlen(text);
    int cut = cli_columns(text, strlen(text)) > columns;
    size_t room = cut && columns > 3 ? columns - 3 : columns;
    size_t taken = 0;
    while (text < end) {
        const char *begin = text;
        uint32_t point = cli_utf8_next(&text, end);
        if (taken + width_of(point) > room)
            break;
        taken += width_of(point);
        if (is_control(point))
            putc('?', file);
        else
            fwrite(begin, 1, (size_t)(text - begin), file);
    }
    if (!cut || columns <= 3)
        return taken;
    fputs("...", file);
    return taken + 3;
}
