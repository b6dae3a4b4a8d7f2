/* Columns out of texts, for the tests of formats. */
#ifndef FORMAT_UTIL_H
#define FORMAT_UTIL_H

#include <stdlib.h>

#include "unit.h"
#include "write/format.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static inline ph_type type_of(const char *text)
{
    ph_type type;

    ck_assert_msg(ph_type_parse(text, &type) == 0, "%s is no type", text);
    return type;
}

/* A value as it is kept: a whole number for what is one, 32 hexadecimal digits for a UUID, NULL for
 * null. */
static inline void put_value(ph_values *values, size_t row, const char *text)
{
    if (!text) {
        ph_values_put_null(values, row);
        return;
    }
    switch (ph_type_storage(values->type)) {
    case PH_STORED_NUMBER:
        values->numbers[row] = strtoll(text, NULL, 10);
        break;
    case PH_STORED_FLOAT:
        values->floats[row] = strtod(text, NULL);
        break;
    case PH_STORED_TEXT:
        ck_assert_int_eq(ph_values_put(values, row, text, strlen(text), NULL), PHONY_OK);
        break;
    case PH_STORED_UUID:
        for (size_t i = 0; i < 16; i++) {
            char digits[3] = {text[2 * i], text[2 * i + 1], '\0'};
            values->bytes[16 * row + i] = (uint8_t)strtoul(digits, NULL, 16);
        }
    }
}

static inline void fill_column(ph_values *values, const char *type, const char *const *texts,
                               size_t rows)
{
    ck_assert_int_eq(ph_values_begin(values, type_of(type), rows, NULL), PHONY_OK);
    for (size_t i = 0; i < rows; i++)
        put_value(values, i, texts[i]);
}

static inline const ph_format *format_of(const char *name, const char *dialect)
{
    const ph_format *format = ph_format_find(name, dialect);

    ck_assert_msg(format != NULL, "no format %s", name);
    return format;
}

static inline void assert_bytes(const ph_buffer *out, const char *expected, const char *what)
{
    ck_assert_msg(out->length == strlen(expected) &&
                      (!out->length || !memcmp(out->data, expected, out->length)),
                  "%s: expected\n%s\nbut it is\n%.*s", what, expected, (int)out->length, out->data);
}
#endif
