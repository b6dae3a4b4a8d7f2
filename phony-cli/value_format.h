/* Columns of values as text, JSON and CSV. The `write` floor of the library will take this over. */
#ifndef CLI_VALUE_FORMAT_H
#define CLI_VALUE_FORMAT_H

#include <phony.h>

typedef enum cli_format { CLI_AS_TEXT, CLI_AS_JSON, CLI_AS_NDJSON, CLI_AS_CSV } cli_format;

/* Whether some value made of the model's tokens may hold a character that the format must escape;
 * where there is no model (NULL), any may. */
int cli_needs_escape(const phony_model *model, cli_format format);

/* The most bytes that format_column makes of `rows` values of `bytes` bytes. */
size_t cli_format_bound(cli_format format, int escape, size_t bytes, size_t rows);
/* Writes a column (without separator) as JSON, NDJSON or CSV; `first` says whether it holds the
 * output's first value. Returns the bytes written; `out` has room for cli_format_bound. */
size_t cli_format_column(cli_format format, int escape, int first, const phony_column *column,
                         char *out);

/* A CSV header, quoted where needed, and what ends an output of `any` (0 or 1) values. `out` has
 * room for 2 * length + 3 bytes. Return the bytes written. */
size_t cli_format_header(const char *name, size_t length, char *out);
const char *cli_format_end(cli_format format, int any);

#endif
