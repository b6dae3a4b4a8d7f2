/* Types of three dialects. A new type is a row in the table: what it is here, and for types that
 * have no like a generator whose values the database takes. */
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "import/ddl_parts.h"

enum {
    AUTOMATIC = 1, /* serial */
    LENGTH = 2,    /* (n) is the most characters */
    DIGITS = 4,    /* (p, s) */
    MEMBERS = 8,   /* ('a', 'b') */
    TINY = 16,     /* (1) is a boolean */
    BITS = 32,
    NOTED = 64 /* there is no such type here */
};

static const struct row {
    const char *words;
    ph_type_kind kind;
    int flags;
    int32_t size; /* of texts without (n); digits without (p) */
    const char *generator;
} rows[] = {
    {"INTEGER", PH_TYPE_INT32, 0, 0, NULL},
    {"INT", PH_TYPE_INT32, 0, 0, NULL},
    {"BIGINT", PH_TYPE_INT64, 0, 0, NULL},
    {"CHARACTER VARYING", PH_TYPE_TEXT, LENGTH, 0, NULL},
    {"VARCHAR", PH_TYPE_TEXT, LENGTH, 0, NULL},
    {"TEXT", PH_TYPE_TEXT, 0, 0, NULL},
    {"BOOLEAN", PH_TYPE_BOOLEAN, 0, 0, NULL},
    {"TINYINT", PH_TYPE_INT16, TINY, 0, NULL},
    {"SMALLINT", PH_TYPE_INT16, 0, 0, NULL},
    {"NUMERIC", PH_TYPE_DECIMAL, DIGITS, 0, NULL},
    {"DECIMAL", PH_TYPE_DECIMAL, DIGITS, 0, NULL},
    {"TIMESTAMPTZ", PH_TYPE_TIMESTAMPTZ, 0, 0, NULL},
    {"TIMESTAMP", PH_TYPE_TIMESTAMP, 0, 0, NULL},
    {"DATETIMEOFFSET", PH_TYPE_TIMESTAMPTZ, 0, 0, NULL},
    {"DATETIME2", PH_TYPE_TIMESTAMP, 0, 0, NULL},
    {"SMALLDATETIME", PH_TYPE_TIMESTAMP, 0, 0, NULL},
    {"DATETIME", PH_TYPE_TIMESTAMP, 0, 0, NULL},
    {"DATE", PH_TYPE_DATE, 0, 0, NULL},
    {"TIMETZ", PH_TYPE_TIME, 0, 0, NULL},
    {"TIME", PH_TYPE_TIME, 0, 0, NULL},
    {"YEAR", PH_TYPE_INT16, 0, 0, NULL},
    {"ENUM", PH_TYPE_ENUM, MEMBERS, 0, NULL},
    {"SET", PH_TYPE_ENUM, MEMBERS, 0, NULL},
    {"INT2", PH_TYPE_INT16, 0, 0, NULL},
    {"INT3", PH_TYPE_INT32, 0, 0, NULL},
    {"INT4", PH_TYPE_INT32, 0, 0, NULL},
    {"INT8", PH_TYPE_INT64, 0, 0, NULL},
    {"MEDIUMINT", PH_TYPE_INT32, 0, 0, NULL},
    {"MIDDLEINT", PH_TYPE_INT32, 0, 0, NULL},
    {"UNSIGNED BIG INT", PH_TYPE_INT64, 0, 0, NULL},
    {"BIG INT", PH_TYPE_INT64, 0, 0, NULL},
    {"SERIAL", PH_TYPE_INT32, AUTOMATIC, 0, NULL},
    {"SERIAL4", PH_TYPE_INT32, AUTOMATIC, 0, NULL},
    {"BIGSERIAL", PH_TYPE_INT64, AUTOMATIC, 0, NULL},
    {"SERIAL8", PH_TYPE_INT64, AUTOMATIC, 0, NULL},
    {"SMALLSERIAL", PH_TYPE_INT16, AUTOMATIC, 0, NULL},
    {"SERIAL2", PH_TYPE_INT16, AUTOMATIC, 0, NULL},
    {"OID", PH_TYPE_INT64, 0, 0, NULL},
    {"DEC", PH_TYPE_DECIMAL, DIGITS, 0, NULL},
    {"FIXED", PH_TYPE_DECIMAL, DIGITS, 0, NULL},
    {"NUMBER", PH_TYPE_DECIMAL, DIGITS, 0, NULL},
    {"MONEY", PH_TYPE_DECIMAL, 0, 18, NULL},
    {"DOUBLE PRECISION", PH_TYPE_FLOAT, 0, 0, NULL},
    {"DOUBLE", PH_TYPE_FLOAT, 0, 0, NULL},
    {"FLOAT", PH_TYPE_FLOAT, 0, 0, NULL},
    {"FLOAT4", PH_TYPE_FLOAT, 0, 0, NULL},
    {"FLOAT8", PH_TYPE_FLOAT, 0, 0, NULL},
    {"REAL", PH_TYPE_FLOAT, 0, 0, NULL},
    {"BOOL", PH_TYPE_BOOLEAN, 0, 0, NULL},
    {"BIT VARYING", PH_TYPE_TEXT, BITS, 0, NULL},
    {"VARBIT", PH_TYPE_TEXT, BITS, 0, NULL},
    {"BIT", PH_TYPE_TEXT, BITS, 1, NULL},
    {"CHARACTER", PH_TYPE_TEXT, LENGTH, 1, NULL},
    {"CHAR VARYING", PH_TYPE_TEXT, LENGTH, 0, NULL},
    {"CHAR", PH_TYPE_TEXT, LENGTH, 1, NULL},
    {"NATIONAL CHARACTER VARYING", PH_TYPE_TEXT, LENGTH, 0, NULL},
    {"NATIONAL CHARACTER", PH_TYPE_TEXT, LENGTH, 1, NULL},
    {"NATIONAL VARCHAR", PH_TYPE_TEXT, LENGTH, 0, NULL},
    {"NATIONAL CHAR", PH_TYPE_TEXT, LENGTH, 1, NULL},
    {"NATIVE CHARACTER", PH_TYPE_TEXT, LENGTH, 0, NULL},
    {"VARYING CHARACTER", PH_TYPE_TEXT, LENGTH, 0, NULL},
    {"NVARCHAR", PH_TYPE_TEXT, LENGTH, 0, NULL},
    {"VARCHAR2", PH_TYPE_TEXT, LENGTH, 0, NULL},
    {"NCHAR", PH_TYPE_TEXT, LENGTH, 1, NULL},
    {"BPCHAR", PH_TYPE_TEXT, LENGTH, 0, NULL},
    {"STRING", PH_TYPE_TEXT, LENGTH, 0, NULL},
    {"CLOB", PH_TYPE_TEXT, 0, 0, NULL},
    {"NTEXT", PH_TYPE_TEXT, 0, 0, NULL},
    {"TINYTEXT", PH_TYPE_TEXT, 0, 255, NULL},
    {"MEDIUMTEXT", PH_TYPE_TEXT, 0, 0, NULL},
    {"LONGTEXT", PH_TYPE_TEXT, 0, 0, NULL},
    {"LONG VARCHAR", PH_TYPE_TEXT, 0, 0, NULL},
    {"CITEXT", PH_TYPE_TEXT, 0, 0, NULL},
    {"NAME", PH_TYPE_TEXT, 0, 63, NULL},
    {"UUID", PH_TYPE_UUID, 0, 0, NULL},
    {"UNIQUEIDENTIFIER", PH_TYPE_UUID, 0, 0, NULL},
    {"JSONB", PH_TYPE_JSON, 0, 0, NULL},
    {"JSON", PH_TYPE_JSON, 0, 0, NULL},
    {"BYTEA", PH_TYPE_BYTES, 0, 0, NULL},
    {"BLOB", PH_TYPE_BYTES, 0, 0, NULL},
    {"TINYBLOB", PH_TYPE_BYTES, 0, 0, NULL},
    {"MEDIUMBLOB", PH_TYPE_BYTES, 0, 0, NULL},
    {"LONGBLOB", PH_TYPE_BYTES, 0, 0, NULL},
    {"BINARY", PH_TYPE_BYTES, 0, 0, NULL},
    {"VARBINARY", PH_TYPE_BYTES, 0, 0, NULL},
    {"IMAGE", PH_TYPE_BYTES, 0, 0, NULL},
    {"INET6", PH_TYPE_INET, 0, 0, NULL},
    {"INET4", PH_TYPE_INET, 0, 0, NULL},
    {"INET", PH_TYPE_INET, 0, 0, NULL},
    {"CIDR", PH_TYPE_INET, 0, 0, NULL},
    {"MACADDR8", PH_TYPE_TEXT, NOTED, 0,
     "{\"type\": \"regex\", \"pattern\": \"02(:[0-9a-f]{2}){7}\"}"},
    {"MACADDR", PH_TYPE_MACADDR, 0, 0, NULL},
    {"INTERVAL", PH_TYPE_TEXT, NOTED, 0,
     "{\"type\": \"list\", \"values\": [\"1 day\", \"7 days\", \"1 mon\", \"01:30:00\"]}"},
    {"XML", PH_TYPE_TEXT, NOTED, 0, "{\"type\": \"constant\", \"value\": \"<a/>\"}"},
    {"HSTORE", PH_TYPE_TEXT, NOTED, 0, "{\"type\": \"constant\", \"value\": \"\"}"},
    {"TSVECTOR", PH_TYPE_TEXT, NOTED, 0, "{\"type\": \"constant\", \"value\": \"\"}"},
    {"TSQUERY", PH_TYPE_TEXT, NOTED, 0, "{\"type\": \"constant\", \"value\": \"\"}"},
    {"LTREE", PH_TYPE_TEXT, NOTED, 0,
     "{\"type\": \"regex\", \"pattern\": \"[a-z]{3}(\\\\.[a-z]{3}){0,3}\"}"},
    {"POINT", PH_TYPE_TEXT, NOTED, 0,
     "{\"type\": \"regex\", \"pattern\": \"\\\\([0-9]{2},[0-9]{2}\\\\)\"}"},
    {"INT4RANGE", PH_TYPE_TEXT, NOTED, 0, "{\"type\": \"constant\", \"value\": \"[1,10)\"}"},
    {"INT8RANGE", PH_TYPE_TEXT, NOTED, 0, "{\"type\": \"constant\", \"value\": \"[1,10)\"}"},
    {"NUMRANGE", PH_TYPE_TEXT, NOTED, 0, "{\"type\": \"constant\", \"value\": \"[1,10)\"}"},
    {"DATERANGE", PH_TYPE_TEXT, NOTED, 0,
     "{\"type\": \"constant\", \"value\": \"[2024-01-01,2025-01-01)\"}"},
    {"TSRANGE", PH_TYPE_TEXT, NOTED, 0,
     "{\"type\": \"constant\", \"value\": \"[2024-01-01,2025-01-01)\"}"},
    {"TSTZRANGE", PH_TYPE_TEXT, NOTED, 0,
     "{\"type\": \"constant\", \"value\": \"[2024-01-01,2025-01-01)\"}"},
};

enum { NUMERIC_DIGITS = 18, NUMERIC_SCALE = 2, MYSQL_DIGITS = 10, NUMBER_MAX = 1 << 30 };

/* ---- What stands behind a type's name -------------------------------------------------------- */

/* A whole number where the cursor is, cut off at NUMBER_MAX; -1 where there is none. */
static int32_t take_number(ph_ddl *ddl)
{
    const ph_sql_word *word = ph_ddl_word(ddl);
    int32_t number = 0;

    if (word->kind != PH_SQL_NUMBER)
        return -1;
    for (uint32_t i = 0; i < word->length; i++) {
        char c = ddl->sql.text[word->from + i];
        if (c < '0' || c > '9')
            return -1;
        number = number < NUMBER_MAX / 10 ? number * 10 + (c - '0') : NUMBER_MAX;
    }
    ddl->at++;
    return number;
}

static void take_members(ph_ddl *ddl, ph_import_column *column)
{
    while (!ddl->failed && ph_ddl_word(ddl)->kind == PH_SQL_STRING) {
        const char *member = ph_ddl_text(ddl, ph_ddl_word(ddl));
        ddl->at++;
        if (ddl->failed || ph_import_column_member(column, member))
            ddl->failed = 1;
        ph_ddl_accept(ddl, ",");
    }
}

/* At most as many digits as there are here; the scale keeps its place. */
static void set_digits(ph_import_column *column, int32_t precision, int32_t scale)
{
    if (precision < 1 || precision > PH_DECIMAL_DIGITS_MAX)
        precision = PH_DECIMAL_DIGITS_MAX;
    column->type.precision = precision;
    column->type.scale = scale < 0 ? 0 : scale > precision ? precision : scale;
}

static void take_digits(ph_ddl *ddl, ph_import_column *column, int32_t first)
{
    int32_t second = ph_ddl_accept(ddl, ",") ? take_number(ddl) : 0;

    if (first >= 0)
        set_digits(column, first, second);
}

static void set_bits(ph_ddl *ddl, ph_import_column *column, int32_t bits)
{
    char text[48];
    int length;

    if (bits == 1 && ddl->sql.is_mysql) {
        column->type.kind = PH_TYPE_BOOLEAN;
        return;
    }
    if (ddl->sql.is_mysql && bits < 63) {
        column->type = (ph_type){.kind = PH_TYPE_INT64};
        length = snprintf(text, sizeof text, "%llu", (1ULL << bits) - 1);
        column->least = ph_import_keep(ddl->import, "0", 1);
        column->most = ph_import_keep(ddl->import, text, (size_t)length);
        ddl->failed |= !column->least || !column->most;
        return;
    }
    length = snprintf(text, sizeof text, "[01]{%d}", (int)(bits > 0 && bits < 1000 ? bits : 8));
    column->type.length = (uint32_t)bits;
    column->pattern = ph_import_keep(ddl->import, text, (size_t)length);
    ddl->failed |= !column->pattern;
}

static void take_size(ph_ddl *ddl, const struct row *row, ph_import_column *column)
{
    int32_t size = -1;
    size_t behind = ph_ddl_behind(ddl, ddl->at);

    if (ph_ddl_accept(ddl, "(")) {
        if (row->flags & MEMBERS)
            take_members(ddl, column);
        size = take_number(ddl);
        if (row->flags & DIGITS)
            take_digits(ddl, column, size);
        ddl->at = behind;
    } else if (row->flags & DIGITS) {
        set_digits(column, ddl->sql.is_mysql ? MYSQL_DIGITS : NUMERIC_DIGITS,
                   ddl->sql.is_mysql ? 0 : NUMERIC_SCALE);
    }
    if (row->flags & TINY && size == 1)
        column->type.kind = PH_TYPE_BOOLEAN;
    if (row->flags & LENGTH)
        column->type.length = (uint32_t)(size > 0 ? size : row->size);
    if (row->flags & BITS)
        set_bits(ddl, column, size > 0 ? size : row->size);
}

static void skip_interval(ph_ddl *ddl)
{
    static const char *const units[] = {"YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND", "TO"};

    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (ph_ddl_accept(ddl, units[i]))
            i = SIZE_MAX;
    }
    ph_ddl_skip_group(ddl);
}

/* Words behind sizes; with time zone makes another type. */
static void take_suffixes(ph_ddl *ddl, ph_import_column *column)
{
    static const char *const ignored[] = {"WITHOUT TIME ZONE", "UNSIGNED", "SIGNED", "ZEROFILL",
                                          "PRECISION"};

    for (size_t i = 0; i < sizeof ignored / sizeof *ignored; i++) {
        if (ph_ddl_accept(ddl, ignored[i]))
            i = SIZE_MAX;
    }
    if (ph_ddl_accept(ddl, "WITH TIME ZONE") && column->type.kind == PH_TYPE_TIMESTAMP)
        column->type.kind = PH_TYPE_TIMESTAMPTZ;
    ph_ddl_skip_group(ddl);
}

/* "[]", "[3][]", "ARRAY[3]", "ARRAY" */
static int take_array(ph_ddl *ddl)
{
    size_t begin = ddl->at;

    ph_ddl_accept(ddl, "ARRAY");
    while (ph_ddl_sees(ddl, ddl->at, "["))
        ddl->at = ph_ddl_behind(ddl, ddl->at);
    return ddl->at > begin;
}

/* ---- Types ----------------------------------------------------------------------------------- */

static void set_generator(ph_ddl *ddl, ph_import_column *column, const char *generator)
{
    column->generator = ph_import_keep(ddl->import, generator, strlen(generator));
    column->reason = "type";
    column->sure = 50;
    ddl->failed |= !column->generator;
}

static void take_row(ph_ddl *ddl, const struct row *row, const ph_sql_word *word,
                     ph_import_column *column)
{
    column->type = (ph_type){.kind = row->kind, .length = (uint32_t)row->size};
    if (row->kind == PH_TYPE_DECIMAL)
        column->type = (ph_type){row->kind, NUMERIC_DIGITS, NUMERIC_SCALE, 0};
    column->automatic |= (row->flags & AUTOMATIC) != 0;
    if (row->flags & NOTED && ddl->sql.is_mysql) {
        column->type.kind = PH_TYPE_NONE; /* its points are made of other things */
        ph_ddl_note(ddl, word, "the type '%.*s' of column '%s' is not known", (int)word->length,
                    ddl->sql.text + word->from, column->name ? column->name : "");
    } else if (row->flags & NOTED) {
        set_generator(ddl, column, row->generator);
        ph_ddl_note(ddl, word, "column '%s' is kept as text: there is no type '%.*s'",
                    column->name ? column->name : "", (int)word->length,
                    ddl->sql.text + word->from);
    }
    if (!strcmp(row->words, "INTERVAL"))
        skip_interval(ddl);
    else
        take_size(ddl, row, column);
    if (!strcmp(row->words, "YEAR")) {
        column->least = ph_import_keep(ddl->import, "1901", 4);
        column->most = ph_import_keep(ddl->import, "2155", 4);
        ddl->failed |= !column->least || !column->most;
    }
}

static const struct row *find_row(ph_ddl *ddl)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (ph_ddl_accept(ddl, rows[i].words))
            return &rows[i];
    }
    return NULL;
}

/* A type of CREATE TYPE or DOMAIN, or one that is not known: 0 where it is a constraint. */
static void take_custom(ph_ddl *ddl, ph_import_column *column)
{
    const ph_sql_word *word = ph_ddl_word(ddl);
    const char *schema, *name = ph_ddl_name(ddl, &schema);
    uint32_t number = name ? ph_ddl_names_find(&ddl->custom_names, name) : UINT32_MAX;

    ph_ddl_skip_group(ddl);
    if (number != UINT32_MAX && !ddl->customs[number].is_composite) {
        ph_ddl_copy_column(ddl, column, &ddl->customs[number].column);
        return;
    }
    ph_ddl_note(ddl, word,
                number == UINT32_MAX ? "the type '%s' of column '%s' is not known"
                                     : "the type '%s' of column '%s' is composite: left empty",
                name ? name : "", column->name ? column->name : "");
}

static void make_array(ph_ddl *ddl, const ph_sql_word *word, ph_import_column *column)
{
    ph_ddl_note(ddl, word, "column '%s' is an array: empty ones are made",
                column->name ? column->name : "");
    column->type = (ph_type){.kind = PH_TYPE_TEXT};
    column->member_count = 0;
    column->least = column->most = column->pattern = NULL;
    set_generator(ddl, column, "{\"type\": \"constant\", \"value\": \"{}\"}");
}

/* pg_catalog.int4: the schema of a type that is built in. */
static void skip_catalog(ph_ddl *ddl)
{
    if (ph_ddl_sees(ddl, ddl->at + 1, ".") &&
        (ph_ddl_sees(ddl, ddl->at, "PG_CATALOG") || ph_ddl_sees(ddl, ddl->at, "PUBLIC")))
        ddl->at += 2;
}

int ph_ddl_type(ph_ddl *ddl, ph_import_column *column)
{
    const ph_sql_word *word = ph_ddl_word(ddl);
    const struct row *row;

    if (!ph_ddl_is_name(ddl, ddl->at) || word->kind == PH_SQL_STRING)
        return 0;
    skip_catalog(ddl);
    row = find_row(ddl);
    if (row)
        take_row(ddl, row, word, column);
    else
        take_custom(ddl, column);
    take_suffixes(ddl, column);
    if (take_array(ddl))
        make_array(ddl, word, column);
    return 1;
}

void ph_ddl_skip_type(ph_ddl *ddl)
{
    static const char *const second[] = {"VARYING", "PRECISION"};

    if (!ph_ddl_is_name(ddl, ddl->at))
        return;
    ddl->at++;
    while (ph_ddl_sees(ddl, ddl->at, ".") && ph_ddl_is_name(ddl, ddl->at + 1))
        ddl->at += 2;
    for (size_t i = 0; i < sizeof second / sizeof *second; i++)
        ph_ddl_accept(ddl, second[i]);
    ph_ddl_skip_group(ddl);
    if (!ph_ddl_accept(ddl, "WITHOUT TIME ZONE"))
        ph_ddl_accept(ddl, "WITH TIME ZONE");
    take_array(ddl);
}
