#include "data/type.h"

#include <string.h>

static const struct {
    const char *name;
    ph_type_kind kind;
    ph_storage storage;
    int parameters; /* how many numbers may stand behind it, in brackets */
} types[] = {
    {"int16", PH_TYPE_INT16, PH_STORED_NUMBER, 0},
    {"int32", PH_TYPE_INT32, PH_STORED_NUMBER, 0},
    {"int64", PH_TYPE_INT64, PH_STORED_NUMBER, 0},
    {"decimal", PH_TYPE_DECIMAL, PH_STORED_NUMBER, 2},
    {"float", PH_TYPE_FLOAT, PH_STORED_FLOAT, 0},
    {"boolean", PH_TYPE_BOOLEAN, PH_STORED_NUMBER, 0},
    {"text", PH_TYPE_TEXT, PH_STORED_TEXT, 1},
    {"date", PH_TYPE_DATE, PH_STORED_NUMBER, 0},
    {"time", PH_TYPE_TIME, PH_STORED_NUMBER, 0},
    {"timestamp", PH_TYPE_TIMESTAMP, PH_STORED_NUMBER, 0},
    {"timestamptz", PH_TYPE_TIMESTAMPTZ, PH_STORED_NUMBER, 0},
    {"uuid", PH_TYPE_UUID, PH_STORED_UUID, 0},
    {"json", PH_TYPE_JSON, PH_STORED_TEXT, 0},
    {"bytea", PH_TYPE_BYTES, PH_STORED_TEXT, 0},
    {"enum", PH_TYPE_ENUM, PH_STORED_TEXT, 0},
    {"inet", PH_TYPE_INET, PH_STORED_TEXT, 0},
    {"macaddr", PH_TYPE_MACADDR, PH_STORED_TEXT, 0},
};
enum { TYPES = sizeof types / sizeof *types, LENGTH_MAX = 10485760 /* PostgreSQL's */ };

const char *ph_type_name(size_t index)
{
    return index < TYPES ? types[index].name : NULL;
}

/* The rows are in the order of the kinds, from 1. Kind NONE counts as a text. */
static size_t row_of(ph_type_kind kind)
{
    return kind >= 1 && (size_t)kind <= TYPES ? (size_t)kind - 1 : TYPES - 1;
}

ph_storage ph_type_storage(ph_type type)
{
    return types[row_of(type.kind)].storage;
}

/* "(10,2)" to numbers; how many, or -1. */
static int read_parameters(const char *text, uint32_t *numbers)
{
    int count = 0;

    if (!*text)
        return 0;
    do {
        const char *begin = ++text; /* behind '(' or ',' */
        uint32_t number = 0;
        for (; *text >= '0' && *text <= '9' && number <= LENGTH_MAX; text++)
            number = number * 10 + (uint32_t)(*text - '0');
        if (text == begin || count == 2)
            return -1;
        numbers[count++] = number;
    } while (*text == ',');
    return *text == ')' && !text[1] ? count : -1;
}

static int take_parameters(ph_type *type, const uint32_t *numbers, int count)
{
    if (type->kind == PH_TYPE_TEXT) {
        type->length = count ? numbers[0] : 0;
        return count && (type->length < 1 || type->length > LENGTH_MAX) ? -1 : 0;
    }
    type->precision = count ? (int32_t)numbers[0] : PH_DECIMAL_DIGITS_MAX;
    type->scale = count > 1 ? (int32_t)numbers[1] : count ? 0 : 2;
    return type->precision >= 1 && type->precision <= PH_DECIMAL_DIGITS_MAX &&
                   type->scale <= type->precision
               ? 0
               : -1;
}

int ph_type_parse(const char *text, ph_type *type)
{
    size_t length = strcspn(text, "(");
    uint32_t numbers[2];
    int count = read_parameters(text + length, numbers);

    for (size_t i = 0; i < TYPES; i++) {
        if (strlen(types[i].name) != length || memcmp(types[i].name, text, length) != 0)
            continue;
        *type = (ph_type){.kind = types[i].kind};
        if (count < 0 || count > types[i].parameters)
            return -1;
        return types[i].parameters ? take_parameters(type, numbers, count) : 0;
    }
    return -1;
}

void ph_type_append(ph_type type, ph_buffer *out)
{
    ph_buffer_append_text(out, types[row_of(type.kind)].name);
    if (type.kind == PH_TYPE_DECIMAL || (type.kind == PH_TYPE_TEXT && type.length)) {
        ph_buffer_append_byte(out, '(');
        ph_buffer_append_number(out, type.length ? type.length : (uint64_t)type.precision);
        if (type.kind == PH_TYPE_DECIMAL) {
            ph_buffer_append_byte(out, ',');
            ph_buffer_append_number(out, (uint64_t)type.scale);
        }
        ph_buffer_append_byte(out, ')');
    }
}
