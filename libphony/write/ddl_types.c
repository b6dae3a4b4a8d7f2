/* Types of columns in SQL. */
#include "write/ddl.h"

/* PostgreSQL, MySQL, SQLite. SQLite's names matter by what is in them: INT, CHAR, TEXT and BLOB
 * choose how values are kept. MySQL's DATETIME is in UTC where there is a zone: TIMESTAMP ends in
 * 2038. */
static const char *const names[][PH_SQL_DIALECTS] = {
    [PH_TYPE_NONE] = {"TEXT", "LONGTEXT", "TEXT"},
    [PH_TYPE_INT16] = {"SMALLINT", "SMALLINT", "INTEGER"},
    [PH_TYPE_INT32] = {"INTEGER", "INT", "INTEGER"},
    [PH_TYPE_INT64] = {"BIGINT", "BIGINT", "INTEGER"},
    [PH_TYPE_DECIMAL] = {"NUMERIC", "DECIMAL", "DECIMAL"},
    [PH_TYPE_FLOAT] = {"DOUBLE PRECISION", "DOUBLE", "REAL"},
    [PH_TYPE_BOOLEAN] = {"BOOLEAN", "BOOLEAN", "BOOLEAN"},
    [PH_TYPE_TEXT] = {"TEXT", "LONGTEXT", "TEXT"},
    [PH_TYPE_DATE] = {"DATE", "DATE", "TEXT"},
    [PH_TYPE_TIME] = {"TIME", "TIME(6)", "TEXT"},
    [PH_TYPE_TIMESTAMP] = {"TIMESTAMP", "DATETIME(6)", "TEXT"},
    [PH_TYPE_TIMESTAMPTZ] = {"TIMESTAMP WITH TIME ZONE", "DATETIME(6)", "TEXT"},
    [PH_TYPE_UUID] = {"UUID", "CHAR(36) CHARACTER SET ascii COLLATE ascii_bin", "TEXT"},
    [PH_TYPE_JSON] = {"JSONB", "JSON", "TEXT"},
    [PH_TYPE_BYTES] = {"BYTEA", "LONGBLOB", "BLOB"},
    [PH_TYPE_ENUM] = {"TEXT", "VARCHAR(255)", "TEXT"}, /* without members */
    [PH_TYPE_INET] = {"INET", "VARCHAR(49)", "TEXT"},
    [PH_TYPE_MACADDR] = {"MACADDR", "CHAR(17)", "TEXT"},
};

/* MySQL counts the whole of a VARCHAR to a row's 64 KiB, at four bytes a character; TEXT is kept
 * elsewhere but cannot be in a key. */
enum { VARCHAR_MAX = 1024, TEXT_MAX = 16383, MEDIUMTEXT_MAX = 4194303, KEY_LENGTH = 255 };

static int has_column(ph_ddl_columns columns, size_t column)
{
    for (size_t i = 0; i < columns.count; i++)
        if (columns.at[i] == column)
            return 1;
    return 0;
}

/* Whether a key or an index has the column. */
static int is_keyed(const ph_ddl_table *table, size_t column)
{
    int found = has_column(table->primary, column);

    for (size_t i = 0; !found && i < table->unique_count; i++)
        found = has_column(table->uniques[i], column);
    for (size_t i = 0; !found && i < table->index_count; i++)
        found = has_column(table->indexes[i], column);
    for (size_t i = 0; !found && i < table->foreign_key_count; i++)
        found = has_column(table->foreign_keys[i].from, column);
    return found;
}

static void append_length(const char *name, uint64_t length, ph_buffer *out)
{
    ph_buffer_append_text(out, name);
    ph_buffer_append_byte(out, '(');
    ph_buffer_append_number(out, length);
    ph_buffer_append_byte(out, ')');
}

static void append_decimal(const char *name, ph_type type, ph_buffer *out)
{
    ph_buffer_append_text(out, name);
    ph_buffer_append_byte(out, '(');
    ph_buffer_append_number(out, (uint64_t)type.precision);
    ph_buffer_append_text(out, ", ");
    ph_buffer_append_number(out, (uint64_t)type.scale);
    ph_buffer_append_byte(out, ')');
}

static void append_members(ph_sql_dialect dialect, const ph_ddl_column *column, ph_buffer *out)
{
    for (size_t i = 0; i < column->member_count; i++) {
        ph_buffer_append_text(out, i ? ", " : "(");
        ph_sql_append_text(dialect, column->members[i], out);
    }
    ph_buffer_append_byte(out, ')');
}

static void append_mysql_text(uint32_t length, int keyed, ph_buffer *out)
{
    if (keyed && !length)
        append_length("VARCHAR", KEY_LENGTH, out);
    else if (length && (keyed || length <= VARCHAR_MAX))
        append_length("VARCHAR", length, out);
    else
        ph_buffer_append_text(out, !length || length > MEDIUMTEXT_MAX ? "LONGTEXT"
                                   : length > TEXT_MAX                ? "MEDIUMTEXT"
                                                                      : "TEXT");
}

static void append_text_type(ph_sql_dialect dialect, uint32_t length, int keyed, ph_buffer *out)
{
    if (dialect == PH_SQL_MYSQL)
        append_mysql_text(length, keyed, out);
    else if (length)
        append_length("VARCHAR", length, out);
    else
        ph_buffer_append_text(out, "TEXT");
}

static void append_enum(const ph_ddl *ddl, ph_sql_dialect dialect, size_t table, size_t column,
                        ph_buffer *out)
{
    const ph_ddl_column *c = &ddl->tables[table].columns[column];

    if (dialect == PH_SQL_POSTGRES) {
        ph_ddl_append_thing(ddl, dialect, PH_DDL_ENUM, table, column, out);
    } else if (dialect == PH_SQL_MYSQL) {
        ph_buffer_append_text(out, "ENUM");
        append_members(dialect, c, out);
    } else {
        ph_buffer_append_text(out, "TEXT CHECK (");
        ph_sql_append_name(dialect, c->name, out);
        ph_buffer_append_text(out, " IN ");
        append_members(dialect, c, out);
        ph_buffer_append_byte(out, ')');
    }
}

void ph_ddl_append_type(const ph_ddl *ddl, ph_sql_dialect dialect, size_t table, size_t column,
                        ph_buffer *out)
{
    const ph_ddl_column *c = &ddl->tables[table].columns[column];
    const char *name = names[c->type.kind][dialect];
    int keyed = is_keyed(&ddl->tables[table], column);

    if (c->type.kind == PH_TYPE_TEXT)
        append_text_type(dialect, c->type.length, keyed, out);
    else if (c->type.kind == PH_TYPE_DECIMAL)
        append_decimal(name, c->type, out);
    else if (c->type.kind == PH_TYPE_ENUM && c->member_count)
        append_enum(ddl, dialect, table, column, out);
    else if (c->type.kind == PH_TYPE_BYTES && dialect == PH_SQL_MYSQL && keyed)
        append_length("VARBINARY", KEY_LENGTH, out);
    else
        ph_buffer_append_text(out, name);
}

int ph_ddl_default_in_brackets(const ph_ddl *ddl, size_t table, size_t column)
{
    ph_type type = ddl->tables[table].columns[column].type;

    if (type.kind == PH_TYPE_JSON || type.kind == PH_TYPE_NONE)
        return 1;
    return !is_keyed(&ddl->tables[table], column) &&
           (type.kind == PH_TYPE_BYTES ||
            (type.kind == PH_TYPE_TEXT && (!type.length || type.length > VARCHAR_MAX)));
}
