/* A small JSON writer; see jsonwrite.h. */
#include "jsonwrite.h"

#include "terminal.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static void put_string(const char *text, size_t length)
{
    const char *end = text + length;
    putchar('"');
    while (text < end) {
        const char *begin = text;
        uint32_t point = cli_utf8_next(&text, end);
        if (point == '"' || point == '\\')
            printf("\\%c", (int)point);
        else if (point < 0x20)
            printf("\\u%04x", point);
        else if (point == 0xFFFD)
            fputs("\xEF\xBF\xBD", stdout);
        else
            fwrite(begin, 1, (size_t)(text - begin), stdout);
    }
    putchar('"');
}

/* What stands before a value: a comma, a new line, the key. */
static void begin(cli_json *json, const char *key)
{
    if (json->filled)
        putchar(',');
    if (json->depth > 0)
        printf("\n%*s", 2 * json->depth, "");
    if (key) {
        put_string(key, strlen(key));
        fputs(": ", stdout);
    }
    json->filled = 1;
}

void cli_json_open(cli_json *json, const char *key, char bracket)
{
    begin(json, key);
    putchar(bracket);
    json->depth++;
    json->filled = 0;
}

void cli_json_close(cli_json *json, char bracket)
{
    json->depth--;
    if (json->filled)
        printf("\n%*s", 2 * json->depth, "");
    putchar(bracket);
    json->filled = 1;
    if (json->depth == 0)
        putchar('\n');
}

void cli_json_text(cli_json *json, const char *key, const char *text)
{
    if (!text || !*text) {
        cli_json_null(json, key);
        return;
    }
    cli_json_string(json, key, text, strlen(text));
}

void cli_json_string(cli_json *json, const char *key, const char *text, size_t length)
{
    begin(json, key);
    put_string(text, length);
}

void cli_json_number(cli_json *json, const char *key, uint64_t number)
{
    begin(json, key);
    printf("%" PRIu64, number);
}

void cli_json_real(cli_json *json, const char *key, double number)
{
    if (!isfinite(number)) {
        cli_json_null(json, key);
        return;
    }
    begin(json, key);
    printf("%.8g", number);
}

void cli_json_boolean(cli_json *json, const char *key, int truth)
{
    begin(json, key);
    fputs(truth ? "true" : "false", stdout);
}

void cli_json_null(cli_json *json, const char *key)
{
    begin(json, key);
    fputs("null", stdout);
}
