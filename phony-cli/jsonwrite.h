/* JSON for programs, on standard output: indented, keys in the order they are written, text always
 * valid UTF-8. A NULL key is for elements of arrays. */
#ifndef CLI_JSONWRITE_H
#define CLI_JSONWRITE_H

#include <stddef.h>
#include <stdint.h>

typedef struct cli_json {
    int depth;
    int filled; /* whether the innermost container holds something */
} cli_json;

/* Opens with '{' or '[', closes with '}' or ']'. The last one ends the line. */
void cli_json_open(cli_json *json, const char *key, char bracket);
void cli_json_close(cli_json *json, char bracket);
void cli_json_text(cli_json *json, const char *key, const char *text); /* NULL or "": null */
/* Any text, empty ones too. */
void cli_json_string(cli_json *json, const char *key, const char *text, size_t length);
void cli_json_number(cli_json *json, const char *key, uint64_t number);
void cli_json_real(cli_json *json, const char *key, double number); /* not finite: null */
void cli_json_boolean(cli_json *json, const char *key, int truth);
void cli_json_null(cli_json *json, const char *key);

#endif
