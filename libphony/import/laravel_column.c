/* Columns of blueprints: $table->string('name', 80)->nullable()->default('x'). A method that makes
 * a column is a row in one table, what is chained to it a row in another. */
#include <string.h>

#include "base/alloc.h"
#include "base/buffer.h"
#include "import/laravel_parts.h"

enum {
    AUTOMATIC = 1, /* numbers itself, and is the key */
    LENGTH = 2,
    DIGITS = 4,
    MEMBERS = 8,
    OF_CLASS = 16, /* the name follows from a model */
    NOTED = 32,
    IS_AUTOMATIC_BY = 64, /* integer('x', true): by the second argument */
    YEARS = 128
};

static const struct method {
    const char *name;
    ph_type_kind kind;
    int flags;
    uint32_t length;
    const char *column, *format;
} methods[] = {
    {"id", PH_TYPE_INT64, AUTOMATIC, 0, "id", NULL},
    {"string", PH_TYPE_TEXT, LENGTH, 255, NULL, NULL},
    {"char", PH_TYPE_TEXT, LENGTH, 255, NULL, NULL},
    {"text", PH_TYPE_TEXT, 0, 0, NULL, NULL},
    {"tinyText", PH_TYPE_TEXT, 0, 255, NULL, NULL},
    {"mediumText", PH_TYPE_TEXT, 0, 0, NULL, NULL},
    {"longText", PH_TYPE_TEXT, 0, 0, NULL, NULL},
    {"bigIncrements", PH_TYPE_INT64, AUTOMATIC, 0, NULL, NULL},
    {"increments", PH_TYPE_INT32, AUTOMATIC, 0, NULL, NULL},
    {"integerIncrements", PH_TYPE_INT32, AUTOMATIC, 0, NULL, NULL},
    {"mediumIncrements", PH_TYPE_INT32, AUTOMATIC, 0, NULL, NULL},
    {"smallIncrements", PH_TYPE_INT16, AUTOMATIC, 0, NULL, NULL},
    {"tinyIncrements", PH_TYPE_INT16, AUTOMATIC, 0, NULL, NULL},
    {"integer", PH_TYPE_INT32, IS_AUTOMATIC_BY, 0, NULL, NULL},
    {"unsignedInteger", PH_TYPE_INT32, IS_AUTOMATIC_BY, 0, NULL, NULL},
    {"bigInteger", PH_TYPE_INT64, IS_AUTOMATIC_BY, 0, NULL, NULL},
    {"unsignedBigInteger", PH_TYPE_INT64, IS_AUTOMATIC_BY, 0, NULL, NULL},
    {"mediumInteger", PH_TYPE_INT32, IS_AUTOMATIC_BY, 0, NULL, NULL},
    {"unsignedMediumInteger", PH_TYPE_INT32, IS_AUTOMATIC_BY, 0, NULL, NULL},
    {"smallInteger", PH_TYPE_INT16, IS_AUTOMATIC_BY, 0, NULL, NULL},
    {"unsignedSmallInteger", PH_TYPE_INT16, IS_AUTOMATIC_BY, 0, NULL, NULL},
    {"tinyInteger", PH_TYPE_INT16, IS_AUTOMATIC_BY, 0, NULL, NULL},
    {"unsignedTinyInteger", PH_TYPE_INT16, IS_AUTOMATIC_BY, 0, NULL, NULL},
    {"foreignId", PH_TYPE_INT64, 0, 0, NULL, NULL},
    {"foreignIdFor", PH_TYPE_INT64, OF_CLASS, 0, NULL, NULL},
    {"foreignUuid", PH_TYPE_UUID, 0, 0, NULL, NULL},
    {"foreignUlid", PH_TYPE_TEXT, 0, 26, NULL, "ulid"},
    {"uuid", PH_TYPE_UUID, 0, 0, "uuid", NULL},
    {"ulid", PH_TYPE_TEXT, 0, 26, "ulid", "ulid"},
    {"boolean", PH_TYPE_BOOLEAN, 0, 0, NULL, NULL},
    {"decimal", PH_TYPE_DECIMAL, DIGITS, 0, NULL, NULL},
    {"unsignedDecimal", PH_TYPE_DECIMAL, DIGITS, 0, NULL, NULL},
    {"float", PH_TYPE_FLOAT, 0, 0, NULL, NULL},
    {"unsignedFloat", PH_TYPE_FLOAT, 0, 0, NULL, NULL},
    {"double", PH_TYPE_FLOAT, 0, 0, NULL, NULL},
    {"unsignedDouble", PH_TYPE_FLOAT, 0, 0, NULL, NULL},
    {"enum", PH_TYPE_ENUM, MEMBERS, 0, NULL, NULL},
    {"set", PH_TYPE_ENUM, MEMBERS, 0, NULL, NULL},
    {"json", PH_TYPE_JSON, 0, 0, NULL, NULL},
    {"jsonb", PH_TYPE_JSON, 0, 0, NULL, NULL},
    {"date", PH_TYPE_DATE, 0, 0, NULL, NULL},
    {"dateTime", PH_TYPE_TIMESTAMP, 0, 0, NULL, NULL},
    {"dateTimeTz", PH_TYPE_TIMESTAMPTZ, 0, 0, NULL, NULL},
    {"timestamp", PH_TYPE_TIMESTAMP, 0, 0, NULL, NULL},
    {"timestampTz", PH_TYPE_TIMESTAMPTZ, 0, 0, NULL, NULL},
    {"time", PH_TYPE_TIME, 0, 0, NULL, NULL},
    {"timeTz", PH_TYPE_TIME, 0, 0, NULL, NULL},
    {"year", PH_TYPE_INT16, YEARS, 0, NULL, NULL},
    {"binary", PH_TYPE_BYTES, 0, 0, NULL, NULL},
    {"ipAddress", PH_TYPE_INET, 0, 0, "ip_address", NULL},
    {"macAddress", PH_TYPE_MACADDR, 0, 0, "mac_address", NULL},
    {"geometry", PH_TYPE_NONE, NOTED, 0, NULL, NULL},
    {"geography", PH_TYPE_NONE, NOTED, 0, NULL, NULL},
    {"point", PH_TYPE_NONE, NOTED, 0, NULL, NULL},
    {"lineString", PH_TYPE_NONE, NOTED, 0, NULL, NULL},
    {"polygon", PH_TYPE_NONE, NOTED, 0, NULL, NULL},
    {"multiPoint", PH_TYPE_NONE, NOTED, 0, NULL, NULL},
    {"multiPolygon", PH_TYPE_NONE, NOTED, 0, NULL, NULL},
    {"vector", PH_TYPE_NONE, NOTED, 0, NULL, NULL},
    {"computed", PH_TYPE_NONE, NOTED, 0, NULL, NULL},
    {"addColumn", PH_TYPE_NONE, NOTED, 0, NULL, NULL},
    {"rawColumn", PH_TYPE_NONE, NOTED, 0, NULL, NULL},
};

/* ---- The column ------------------------------------------------------------------------------ */

static void clear(ph_import_column *column, const char *name)
{
    ph_free(column->members);
    memset(column, 0, sizeof *column);
    column->name = name;
}

ph_import_column *ph_laravel_add(ph_laravel *laravel, const char *name, ph_type_kind kind,
                                 uint32_t length, int not_null)
{
    ph_import_table *table = ph_laravel_table(laravel);
    uint32_t found = table ? ph_import_column_find(table, name) : UINT32_MAX;
    ph_import_column *column = NULL;

    if (found != UINT32_MAX) {
        column = &table->columns[found];
        clear(column, column->name);
    } else if (table && !laravel->failed) {
        column = ph_import_column_add(table, name);
    }
    if (!column) {
        laravel->failed = 1;
        return NULL;
    }
    column->type = (ph_type){.kind = kind, .length = length};
    column->not_null = not_null;
    return column;
}

static int32_t number_of(ph_php_value value, int32_t otherwise)
{
    int64_t digits;
    int32_t scale;

    if (value.kind != PH_PHP_NUMBER_VALUE ||
        ph_decimal_parse(value.text, strlen(value.text), &digits, &scale) || scale || digits < 0 ||
        digits > INT32_MAX)
        return otherwise;
    return (int32_t)digits;
}

static void take_member(ph_laravel *laravel, const char *text, void *user)
{
    laravel->failed |= ph_import_column_member(user, text) != 0;
}

static void set_digits(ph_laravel *laravel, ph_import_column *column, ph_php_range arguments)
{
    int32_t precision = number_of(ph_laravel_argument(laravel, arguments, 1, "total"), 8);
    int32_t scale = number_of(ph_laravel_argument(laravel, arguments, 2, "places"), 2);

    if (precision < 1 || precision > PH_DECIMAL_DIGITS_MAX)
        precision = PH_DECIMAL_DIGITS_MAX;
    column->type.precision = precision;
    column->type.scale = scale > precision ? precision : scale;
}

/* What the type's own arguments say. */
static void take_arguments(ph_laravel *laravel, const struct method *method,
                           const ph_php_call *call, ph_import_column *column)
{
    if (method->flags & LENGTH)
        column->type.length = (uint32_t)number_of(
            ph_laravel_argument(laravel, call->arguments, 1, "length"), (int32_t)method->length);
    if (method->flags & DIGITS)
        set_digits(laravel, column, call->arguments);
    if (method->flags & MEMBERS &&
        !ph_laravel_each(laravel, call->arguments, 1, 0, take_member, column) && !laravel->failed) {
        ph_laravel_note(laravel, call->name, "the members of column '%s' are not known",
                        column->name);
        column->type = (ph_type){.kind = PH_TYPE_TEXT, .length = 255};
    }
    if (method->flags & NOTED)
        ph_laravel_note(laravel, call->name, "the type of column '%s' is not known", column->name);
    if (method->flags & YEARS) {
        column->least = "1901";
        column->most = "2155";
    }
    column->format = method->format;
}

/* ---- What is chained ------------------------------------------------------------------------- */

typedef void modifying(ph_laravel *laravel, uint32_t column, const ph_php_call *call);

static ph_import_column *at(ph_laravel *laravel, uint32_t column)
{
    return &ph_laravel_table(laravel)->columns[column];
}

static int is_false(ph_laravel *laravel, const ph_php_call *call)
{
    return !strcmp(ph_laravel_argument(laravel, call->arguments, 0, "value").text, "false");
}

static void nullable(ph_laravel *laravel, uint32_t column, const ph_php_call *call)
{
    at(laravel, column)->not_null = is_false(laravel, call);
}

/* true for 1, '5' for 5: what the column's type takes. */
static void append_default(ph_type_kind kind, ph_php_value value, ph_buffer *json)
{
    int is_number = kind >= PH_TYPE_INT16 && kind <= PH_TYPE_FLOAT;
    int64_t digits;
    int32_t scale;

    if (value.kind == PH_PHP_NULL_VALUE || value.kind == PH_PHP_UNKNOWN ||
        value.kind == PH_PHP_LIST_VALUE || value.kind == PH_PHP_CLASS_VALUE)
        return;
    if (kind == PH_TYPE_BOOLEAN) {
        int is_true = !strcmp(value.text, "true") || !strcmp(value.text, "1");
        ph_buffer_append_text(json, is_true ? "true" : "false");
    } else if (is_number && value.kind == PH_PHP_BOOLEAN_VALUE) {
        ph_buffer_append_text(json, strcmp(value.text, "true") ? "0" : "1");
    } else if (is_number) {
        char text[24];
        if (!ph_decimal_parse(value.text, strlen(value.text), &digits, &scale))
            ph_buffer_append(json, text, ph_decimal_write(digits, scale, text));
    } else {
        ph_buffer_append_json(json, value.text, strlen(value.text));
    }
}

static void set_default(ph_laravel *laravel, uint32_t column, const ph_php_call *call)
{
    ph_php_value value = ph_laravel_argument(laravel, call->arguments, 0, "value");
    ph_buffer json = PH_BUFFER_INIT;

    append_default(at(laravel, column)->type.kind, value, &json);
    at(laravel, column)->initial =
        json.length && !json.failed ? ph_laravel_keep(laravel, json.data, json.length) : NULL;
    laravel->failed |= json.failed;
    ph_buffer_fini(&json);
}

static void comment(ph_laravel *laravel, uint32_t column, const ph_php_call *call)
{
    ph_php_value text = ph_laravel_argument(laravel, call->arguments, 0, "comment");

    if (text.kind == PH_PHP_STRING_VALUE)
        at(laravel, column)->comment = text.text;
}

static void unique(ph_laravel *laravel, uint32_t column, const ph_php_call *call)
{
    if (!is_false(laravel, call))
        ph_laravel_unique(laravel, &column, 1);
}

static void primary(ph_laravel *laravel, uint32_t column, const ph_php_call *call)
{
    ph_import_table *table = ph_laravel_table(laravel);

    (void)call;
    if (ph_import_columns_set(&table->primary, &column, 1))
        laravel->failed = 1;
    table->columns[column].not_null = 1;
}

static void index_column(ph_laravel *laravel, uint32_t column, const ph_php_call *call)
{
    if (!is_false(laravel, call) && ph_import_index_add(ph_laravel_table(laravel), &column, 1))
        laravel->failed = 1;
}

static void automatic(ph_laravel *laravel, uint32_t column, const ph_php_call *call)
{
    at(laravel, column)->automatic = 1;
    if (!ph_laravel_table(laravel)->primary.count)
        primary(laravel, column, call);
}

static void computed(ph_laravel *laravel, uint32_t column, const ph_php_call *call)
{
    (void)call;
    at(laravel, column)->computed = 1;
}

static void nothing(ph_laravel *laravel, uint32_t column, const ph_php_call *call)
{
    (void)laravel;
    (void)column;
    (void)call;
}

static const struct modifier {
    const char *name;
    modifying *modify;
} modifiers[] = {
    {"nullable", nullable},
    {"default", set_default},
    {"comment", comment},
    {"unique", unique},
    {"primary", primary},
    {"index", index_column},
    {"autoIncrement", automatic},
    {"generatedAs", automatic},
    {"storedAs", computed},
    {"virtualAs", computed},
    {"storedAsJson", computed},
    {"virtualAsJson", computed},
    {"unsigned", nothing},
    {"useCurrent", nothing},
    {"useCurrentOnUpdate", nothing},
    {"after", nothing},
    {"first", nothing},
    {"change", nothing},
    {"charset", nothing},
    {"collation", nothing},
    {"always", nothing},
    {"from", nothing},
    {"startingValue", nothing},
    {"invisible", nothing},
    {"fulltext", nothing},
    {"spatialIndex", nothing},
    {"isGeometry", nothing},
    {"persisted", nothing},
    {"instant", nothing},
    {"lock", nothing},
    {"srid", nothing},
    {"vectorIndex", nothing},
    {"onUpdate", nothing},
    {"onDelete", nothing},
};

static void modify(ph_laravel *laravel, uint32_t column, const ph_php_call *call)
{
    for (size_t i = 0; i < sizeof modifiers / sizeof *modifiers; i++) {
        if (ph_php_is(&laravel->php, call->name, modifiers[i].name)) {
            modifiers[i].modify(laravel, column, call);
            return;
        }
    }
    ph_laravel_note(laravel, call->name, "what '%s' says of column '%s' is not known",
                    ph_laravel_text(laravel, call->name), at(laravel, column)->name);
}

/* ---- A statement ----------------------------------------------------------------------------- */

static const struct method *find_method(const ph_php *php, size_t name)
{
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
        if (ph_php_is(php, name, methods[i].name))
            return &methods[i];
    }
    return NULL;
}

static int is_changed(const ph_php *php, const ph_php_call *calls, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        if (ph_php_is(php, calls[i].name, "change"))
            return 1;
    }
    return 0;
}

/* NULL: it is not known. */
static const char *name_of(ph_laravel *laravel, const struct method *method,
                           const ph_php_call *call)
{
    int of_class = (method->flags & OF_CLASS) != 0;
    ph_php_value name = ph_laravel_argument(laravel, call->arguments, (size_t)of_class, "column");
    ph_php_value model = ph_laravel_argument(laravel, call->arguments, 0, "model");

    if (name.kind == PH_PHP_STRING_VALUE && *name.text)
        return name.text;
    if (of_class && model.kind == PH_PHP_CLASS_VALUE)
        return ph_laravel_join(laravel, ph_laravel_snake(laravel, model.text), "_id");
    return call->arguments.from == call->arguments.to ? method->column : NULL;
}

/* The column as it was, with the new type: change() keeps what it does not speak of. */
static ph_import_column *add(ph_laravel *laravel, const struct method *method, const char *name,
                             int changed)
{
    const ph_import_table *table = ph_laravel_table(laravel);
    uint32_t found = ph_import_column_find(table, name);
    ph_import_column old = {0}, *column;

    if (changed && found != UINT32_MAX)
        old = table->columns[found];
    column = ph_laravel_add(laravel, name, method->kind, method->length, 1);
    if (!column || !changed || found == UINT32_MAX)
        return column;
    column->not_null = old.not_null;
    column->unique = old.unique;
    column->automatic = old.automatic;
    column->comment = old.comment;
    return column;
}

static void chain(ph_laravel *laravel, uint32_t column, const ph_php_call *calls, size_t count)
{
    ph_laravel_foreign foreign = {column, SIZE_MAX};

    for (size_t i = 1; i < count && !laravel->failed; i++) {
        if (!ph_laravel_chain_key(laravel, &calls[i], &foreign) && !laravel->failed)
            modify(laravel, column, &calls[i]);
    }
}

static int numbers_itself(ph_laravel *laravel, const struct method *method, const ph_php_call *call)
{
    ph_php_value value;

    if (!(method->flags & IS_AUTOMATIC_BY))
        return method->flags & AUTOMATIC;
    value = ph_laravel_argument(laravel, call->arguments, 1, "autoIncrement");
    return !strcmp(value.text, "true");
}

int ph_laravel_column(ph_laravel *laravel, const ph_php_call *calls, size_t count)
{
    const struct method *method = find_method(&laravel->php, calls->name);
    const char *name = method ? name_of(laravel, method, calls) : NULL;
    ph_import_column *column;
    uint32_t number;

    if (!method)
        return 0;
    if (!name) {
        ph_laravel_note(laravel, calls->name, "the column's name is not known");
        return 1;
    }
    column = laravel->failed ? NULL
                             : add(laravel, method, name, is_changed(&laravel->php, calls, count));
    if (!column)
        return 1;
    number = (uint32_t)(column - ph_laravel_table(laravel)->columns);
    take_arguments(laravel, method, calls, column);
    if (numbers_itself(laravel, method, calls))
        automatic(laravel, number, calls);
    chain(laravel, number, calls, count);
    return 1;
}
