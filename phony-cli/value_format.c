/* Values in the formats of the output; see value_format.h. JSON is RFC 8259, one value a line; CSV
 * is RFC 4180 with '\n' at the ends of lines, quoted only where a field needs it. To add a format:
 * a cli_format, a function that writes one value, and a line in cli_format_column. */
#include "value_format.h"

#include <string.h>

static int is_special_in_json(unsigned char byte)
{
    return byte < 0x20 || byte == '"' || byte == '\\';
}

static int is_special_in_csv(unsigned char byte)
{
    return byte == '"' || byte == ',' || byte == '\n' || byte == '\r';
}

static int has_special(const char *text, size_t length, int (*is_special)(unsigned char))
{
    for (size_t i = 0; i < length; i++)
        if (is_special((unsigned char)text[i]))
            return 1;
    return 0;
}

int cli_needs_escape(const phony_model *model, cli_format format)
{
    const char *text;
    size_t length;
    if (format == CLI_AS_TEXT || !model)
        return format != CLI_AS_TEXT;
    for (uint64_t i = 0; (text = phony_model_get_token(model, i, &length)); i++)
        if (has_special(text, length,
                        format == CLI_AS_CSV ? is_special_in_csv : is_special_in_json))
            return 1;
    return 0;
}

size_t cli_format_bound(cli_format format, int escape, size_t bytes, size_t rows)
{
    size_t growth = !escape ? 1 : format == CLI_AS_CSV ? 2 : 6;
    return bytes * growth + rows * 4 + 4;
}

static char *put(char *out, const char *text, size_t length)
{
    memcpy(out, text, length);
    return out + length;
}

static char *put_escape(char *out, unsigned char byte)
{
    static const char digits[] = "0123456789abcdef";
    static const char named[] = "\bb\ff\nn\rr\tt\"\"\\\\";
    for (const char *pair = named; *pair; pair += 2)
        if (byte == (unsigned char)*pair) {
            *out++ = '\\';
            *out++ = pair[1];
            return out;
        }
    out = put(out, "\\u00", 4);
    *out++ = digits[byte >> 4];
    *out++ = digits[byte & 15];
    return out;
}

static char *put_json(char *out, const char *text, size_t length, int escape)
{
    *out++ = '"';
    if (!escape) {
        out = put(out, text, length);
    } else {
        for (size_t i = 0; i < length; i++) {
            if (is_special_in_json((unsigned char)text[i]))
                out = put_escape(out, (unsigned char)text[i]);
            else
                *out++ = text[i];
        }
    }
    *out++ = '"';
    return out;
}

/* An empty field is quoted, for a line with nothing on it is no record to most readers. */
static char *put_csv(char *out, const char *text, size_t length, int escape)
{
    if (length > 0 && (!escape || !has_special(text, length, is_special_in_csv)))
        return put(out, text, length);
    *out++ = '"';
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '"')
            *out++ = '"';
        *out++ = text[i];
    }
    *out++ = '"';
    return out;
}

static char *put_value(cli_format format, int escape, int first, const char *text, size_t length,
                       char *out)
{
    if (format == CLI_AS_JSON)
        out = put_json(put(out, first ? "[\n" : ",\n", 2), text, length, escape);
    else if (format == CLI_AS_NDJSON)
        out = put_json(out, text, length, escape);
    else
        out = put_csv(out, text, length, escape);
    if (format != CLI_AS_JSON)
        *out++ = '\n';
    return out;
}

size_t cli_format_column(cli_format format, int escape, int first, const phony_column *column,
                         char *out)
{
    char *at = out;
    for (size_t i = 0; i < column->rows; i++) {
        const char *text = (const char *)column->bytes + column->offsets[i];
        size_t length = column->offsets[i + 1] - column->offsets[i];
        at = put_value(format, escape, first && i == 0, text, length, at);
    }
    return (size_t)(at - out);
}

size_t cli_format_header(const char *name, size_t length, char *out)
{
    char *end = put_csv(out, name, length, 1);
    *end++ = '\n';
    return (size_t)(end - out);
}

const char *cli_format_end(cli_format format, int any)
{
    if (format != CLI_AS_JSON)
        return "";
    return any ? "\n]\n" : "[]\n";
}
