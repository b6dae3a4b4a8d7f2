/* Templates: the first byte chooses the options; then, a line each, a template, one that is bound
 * to "b" in it, and a value, which is bound to "a". Whatever comes of it is UTF-8 and does not
 * depend on the size of the buffer. */
#include <string.h>

#include "base/alloc.h"
#include "fuzz.h"
#include "phony.h"
#include "text/utf8.h"
#include "value/generator.h"

enum { ROWS = 20, ROOM = 1 << 16 };

typedef struct constant {
    phony_generator base;
    const char *text;
} constant;

static phony_status fill_constant(const phony_generator *generator, const phony_key *key,
                                  uint64_t first, uint64_t count, phony_column *column,
                                  phony_error *error)
{
    const char *text = ((const constant *)generator)->text;
    size_t length = strlen(text), separator = column->separator >= 0, used = 0;

    (void)key;
    (void)first;
    (void)error;
    for (column->rows = 0; column->rows < count; column->rows++) {
        if (length + separator > column->bytes_capacity - used)
            break;
        memcpy(column->bytes + used, text, length);
        if (separator)
            column->bytes[used + length] = (uint8_t)column->separator;
        used += length + separator;
        column->offsets[column->rows + 1] = (uint32_t)used;
    }
    return PHONY_OK;
}

static void free_constant(phony_generator *generator)
{
    (void)generator;
}

static phony_status fill(phony_generator *generator, phony_column *column)
{
    static const phony_key key = {{1, 2}};

    return phony_generator_fill(generator, &key, 3, column->rows_capacity, column, NULL);
}

static void check_values(phony_generator *generator)
{
    static uint8_t bytes[ROOM], again[ROOM];
    uint32_t offsets[ROWS + 1], others[2];
    phony_column column = PHONY_COLUMN_INIT;
    phony_status status;

    column.bytes = bytes;
    column.bytes_capacity = ROOM;
    column.offsets = offsets;
    column.rows_capacity = ROWS;
    status = fill(generator, &column);
    FUZZ_PROMISE(status == PHONY_OK || status == PHONY_ERROR_SPACE || status == PHONY_ERROR_LIMIT);
    if (status)
        return;
    for (size_t i = 0; i < column.rows; i++) {
        size_t length = offsets[i + 1] - offsets[i];
        FUZZ_PROMISE(offsets[i + 1] >= offsets[i]);
        FUZZ_PROMISE(ph_utf8_check((const char *)bytes + offsets[i], length) == length);
    }
    column.bytes = again;
    column.bytes_capacity = offsets[1];
    column.offsets = others;
    column.rows_capacity = 1;
    FUZZ_PROMISE(fill(generator, &column) == PHONY_OK && others[1] == offsets[1]);
    FUZZ_PROMISE(!memcmp(bytes, again, offsets[1]));
}

/* Templates may name files; those of a fuzzer had better not. */
static int names_files(const char *text)
{
    return strchr(text, '/') || strstr(text, ".phony");
}

static void check_template(uint8_t choice, const char *lines[3])
{
    static const char *const locales[] = {NULL, "tr_TR", "de", "el"};
    static const ph_generator_class class = {"constant", fill_constant, free_constant};
    constant a = {.text = lines[2]};
    const phony_binding bindings[] = {{"a", &a.base, NULL}, {"b", NULL, lines[1]}};
    phony_template_options options = PHONY_TEMPLATE_OPTIONS_INIT;
    phony_generator *generator = NULL;
    phony_error error = {0};
    phony_status status;

    ph_generator_init(&a.base, &class);
    options.locale = locales[choice & 3];
    options.bindings = bindings;
    options.binding_count = 2;
    options.unique = choice & 4 ? PHONY_UNIQUE_NUMBERED : PHONY_UNIQUE_NONE;
    options.rows = 1000;
    status = phony_generator_from_template(lines[0], &options, &generator, &error);
    FUZZ_PROMISE(status == error.status && !generator == (status != PHONY_OK));
    if (status)
        FUZZ_PROMISE(error.line == 1 && error.column >= 1 && error.message[0]);
    else
        check_values(generator);
    phony_generator_unref(generator);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    char *text = length ? ph_strndup((const char *)bytes + 1, length - 1) : NULL, *rest = text;
    const char *lines[3] = {"", "", ""};

    for (size_t i = 0; i < 3 && rest; i++)
        lines[i] = i < 2 ? strsep(&rest, "\n") : rest;
    if (text && !names_files(lines[0]) && !names_files(lines[1]) &&
        ph_utf8_check(lines[2], strlen(lines[2])) == strlen(lines[2]))
        check_template(bytes[0], lines);
    ph_free(text);
    return 0;
}
