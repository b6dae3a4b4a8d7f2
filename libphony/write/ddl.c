#include "write/ddl.h"

#include "base/error.h"

static const struct {
    const char *name, *sql;
} actions[PH_DDL_ACTIONS] = {
    [PH_DDL_NO_ACTION] = {"no action", "NO ACTION"},
    [PH_DDL_RESTRICT] = {"restrict", "RESTRICT"},
    [PH_DDL_CASCADE] = {"cascade", "CASCADE"},
    [PH_DDL_SET_NULL] = {"set null", "SET NULL"},
};

const char *ph_ddl_action_name(size_t index)
{
    return index < PH_DDL_ACTIONS ? actions[index].name : NULL;
}

int ph_ddl_action_find(const char *name, ph_ddl_action *action)
{
    for (int i = 0; i < PH_DDL_ACTIONS; i++)
        if (strcmp(actions[i].name, name) == 0) {
            *action = (ph_ddl_action)i;
            return 0;
        }
    return -1;
}

static phony_status done(const ph_buffer *out, phony_error *error)
{
    return out->failed ? ph_fail_memory(error) : PHONY_OK;
}

/* ---- Around everything -------------------------------------------------------------------------
 */

/* Literals are in UTF-8 and have backslashes as each dialect has them by default. */
static const struct {
    const char *open, *close;
} sessions[PH_SQL_DIALECTS] = {
    [PH_SQL_POSTGRES] = {"SET client_encoding = 'UTF8';\n"
                         "SET standard_conforming_strings = on;\n"
                         "BEGIN;\n",
                         "COMMIT;\n"},
    [PH_SQL_MYSQL] = {"SET NAMES utf8mb4;\n"
                      "SET SESSION sql_mode = REPLACE(@@SESSION.sql_mode, 'NO_BACKSLASH_ESCAPES', "
                      "'');\n"
                      "SET autocommit = 0;\n",
                      "COMMIT;\nSET autocommit = 1;\n"},
    [PH_SQL_SQLITE] = {"PRAGMA foreign_keys = ON;\nBEGIN;\n", "COMMIT;\n"},
};

phony_status ph_ddl_open(ph_sql_dialect dialect, ph_buffer *out, phony_error *error)
{
    ph_buffer_append_text(out, sessions[dialect].open);
    return done(out, error);
}

phony_status ph_ddl_close(ph_sql_dialect dialect, ph_buffer *out, phony_error *error)
{
    ph_buffer_append_text(out, sessions[dialect].close);
    return done(out, error);
}

/* ---- Dropping ----------------------------------------------------------------------------------
 */

static int is_enum(const ph_ddl_column *column)
{
    return column->type.kind == PH_TYPE_ENUM && column->member_count;
}

/* All in one statement: PostgreSQL then lets go of keys between them. */
static void drop_together(const ph_ddl *ddl, ph_sql_dialect dialect, ph_buffer *out)
{
    for (size_t i = 0; i < ddl->count; i++) {
        ph_buffer_append_text(out, i ? ", " : "DROP TABLE IF EXISTS ");
        ph_sql_append_name(dialect, ddl->tables[i].name, out);
    }
    ph_buffer_append_text(out, ddl->count ? ";\n" : "");
}

static void drop_types(const ph_ddl *ddl, ph_buffer *out)
{
    for (size_t i = 0; i < ddl->count; i++)
        for (size_t c = 0; c < ddl->tables[i].column_count; c++) {
            if (!is_enum(&ddl->tables[i].columns[c]))
                continue;
            ph_buffer_append_text(out, "DROP TYPE IF EXISTS ");
            ph_ddl_append_thing(ddl, PH_SQL_POSTGRES, PH_DDL_ENUM, i, c, out);
            ph_buffer_append_text(out, ";\n");
        }
}

/* Children before their parents. */
static void drop_one_by_one(const ph_ddl *ddl, ph_buffer *out)
{
    for (size_t i = ddl->count; i-- > 0;) {
        ph_buffer_append_text(out, "DROP TABLE IF EXISTS ");
        ph_sql_append_name(PH_SQL_SQLITE, ddl->tables[i].name, out);
        ph_buffer_append_text(out, ";\n");
    }
}

phony_status ph_ddl_drop(const ph_ddl *ddl, ph_sql_dialect dialect, ph_buffer *out,
                         phony_error *error)
{
    if (dialect == PH_SQL_SQLITE) {
        drop_one_by_one(ddl, out);
        return done(out, error);
    }
    ph_buffer_append_text(out, dialect == PH_SQL_MYSQL ? "SET foreign_key_checks = 0;\n" : "");
    drop_together(ddl, dialect, out);
    ph_buffer_append_text(out, dialect == PH_SQL_MYSQL ? "SET foreign_key_checks = 1;\n" : "");
    if (dialect == PH_SQL_POSTGRES)
        drop_types(ddl, out);
    return done(out, error);
}

/* ---- Tables ------------------------------------------------------------------------------------
 */

static void append_columns(const ph_ddl_table *table, ph_ddl_columns columns,
                           ph_sql_dialect dialect, ph_buffer *out)
{
    for (size_t i = 0; i < columns.count; i++) {
        ph_buffer_append_text(out, i ? ", " : "(");
        ph_sql_append_name(dialect, table->columns[columns.at[i]].name, out);
    }
    ph_buffer_append_byte(out, ')');
}

static void create_types(const ph_ddl *ddl, size_t table, ph_buffer *out)
{
    for (size_t c = 0; c < ddl->tables[table].column_count; c++) {
        const ph_ddl_column *column = &ddl->tables[table].columns[c];
        if (!is_enum(column))
            continue;
        ph_buffer_append_text(out, "CREATE TYPE ");
        ph_ddl_append_thing(ddl, PH_SQL_POSTGRES, PH_DDL_ENUM, table, c, out);
        for (size_t i = 0; i < column->member_count; i++) {
            ph_buffer_append_text(out, i ? ", " : " AS ENUM (");
            ph_sql_append_text(PH_SQL_POSTGRES, column->members[i], out);
        }
        ph_buffer_append_text(out, ");\n");
    }
}

static phony_status append_default(const ph_ddl *ddl, ph_sql_dialect dialect, size_t table,
                                   size_t column, ph_buffer *out, phony_error *error)
{
    const ph_ddl_column *c = &ddl->tables[table].columns[column];
    int brackets = dialect == PH_SQL_MYSQL && ph_ddl_default_in_brackets(ddl, table, column);
    phony_status status;

    ph_buffer_append_text(out, brackets ? " DEFAULT (" : " DEFAULT ");
    status = ph_sql_append_value(dialect, c->value, 0, out, error);
    ph_buffer_append_text(out, brackets ? ")" : "");
    if (status == PHONY_ERROR_LIMIT)
        ph_error_prefix(error, "default of column '%s' of '%s'", c->name, ddl->tables[table].name);
    return status;
}

static int is_primary(const ph_ddl_table *table, size_t column)
{
    for (size_t i = 0; i < table->primary.count; i++)
        if (table->primary.at[i] == column)
            return 1;
    return 0;
}

static phony_status append_column(const ph_ddl *ddl, ph_sql_dialect dialect, size_t table,
                                  size_t column, ph_buffer *out, phony_error *error)
{
    const ph_ddl_column *c = &ddl->tables[table].columns[column];

    ph_buffer_append_text(out, column ? ",\n    " : "\n    ");
    ph_sql_append_name(dialect, c->name, out);
    ph_buffer_append_byte(out, ' ');
    ph_ddl_append_type(ddl, dialect, table, column, out);
    /* SQLite lets primary keys be null that do not say so. */
    if (c->not_null || is_primary(&ddl->tables[table], column))
        ph_buffer_append_text(out, " NOT NULL");
    return c->value ? append_default(ddl, dialect, table, column, out, error) : PHONY_OK;
}

static void append_foreign_key(const ph_ddl *ddl, ph_sql_dialect dialect, size_t table,
                               const ph_ddl_foreign_key *key, ph_buffer *out)
{
    const ph_ddl_table *parent = &ddl->tables[key->table];

    ph_buffer_append_text(out, "FOREIGN KEY ");
    append_columns(&ddl->tables[table], key->from, dialect, out);
    ph_buffer_append_text(out, " REFERENCES ");
    ph_sql_append_name(dialect, parent->name, out);
    ph_buffer_append_byte(out, ' ');
    append_columns(parent, key->to, dialect, out);
    if (key->on_delete != PH_DDL_NO_ACTION) {
        ph_buffer_append_text(out, " ON DELETE ");
        ph_buffer_append_text(out, actions[key->on_delete].sql);
    }
}

/* Whether the key's table does not stand there before. */
static int looks_ahead(const ph_ddl_foreign_key *key, size_t table)
{
    return key->table >= table;
}

static void append_foreign_keys(const ph_ddl *ddl, ph_sql_dialect dialect, size_t table,
                                ph_buffer *out)
{
    for (size_t i = 0; i < ddl->tables[table].foreign_key_count; i++) {
        const ph_ddl_foreign_key *key = &ddl->tables[table].foreign_keys[i];
        int ahead = looks_ahead(key, table);
        if (ahead && dialect != PH_SQL_SQLITE)
            continue;
        ph_buffer_append_text(out, ",\n    ");
        append_foreign_key(ddl, dialect, table, key, out);
        ph_buffer_append_text(out, ahead ? " DEFERRABLE INITIALLY DEFERRED" : "");
    }
}

static phony_status create_table(const ph_ddl *ddl, ph_sql_dialect dialect, size_t table,
                                 ph_buffer *out, phony_error *error)
{
    const ph_ddl_table *t = &ddl->tables[table];
    phony_status status = PHONY_OK;

    if (dialect == PH_SQL_POSTGRES)
        create_types(ddl, table, out);
    ph_buffer_append_text(out, "CREATE TABLE ");
    ph_sql_append_name(dialect, t->name, out);
    ph_buffer_append_text(out, " (");
    for (size_t c = 0; !status && c < t->column_count; c++)
        status = append_column(ddl, dialect, table, c, out, error);
    if (t->primary.count) {
        ph_buffer_append_text(out, ",\n    PRIMARY KEY ");
        append_columns(t, t->primary, dialect, out);
    }
    for (size_t i = 0; i < t->unique_count; i++) {
        ph_buffer_append_text(out, ",\n    UNIQUE ");
        append_columns(t, t->uniques[i], dialect, out);
    }
    append_foreign_keys(ddl, dialect, table, out);
    /* Texts that differ by case or accent alone differ, as everywhere else. */
    ph_buffer_append_text(out, dialect == PH_SQL_MYSQL
                                   ? "\n) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;\n"
                                   : "\n);\n");
    return status;
}

phony_status ph_ddl_create(const ph_ddl *ddl, ph_sql_dialect dialect, ph_buffer *out,
                           phony_error *error)
{
    phony_status status = PHONY_OK;

    for (size_t i = 0; !status && i < ddl->count; i++)
        status = create_table(ddl, dialect, i, out, error);
    return status ? status : done(out, error);
}

/* ---- After the data ----------------------------------------------------------------------------
 */

static void create_indexes(const ph_ddl *ddl, ph_sql_dialect dialect, size_t table, ph_buffer *out)
{
    const ph_ddl_table *t = &ddl->tables[table];

    for (size_t i = 0; i < t->index_count; i++) {
        ph_buffer_append_text(out, "CREATE INDEX ");
        ph_ddl_append_thing(ddl, dialect, PH_DDL_INDEX, table, i, out);
        ph_buffer_append_text(out, " ON ");
        ph_sql_append_name(dialect, t->name, out);
        ph_buffer_append_byte(out, ' ');
        append_columns(t, t->indexes[i], dialect, out);
        ph_buffer_append_text(out, ";\n");
    }
}

static void add_foreign_keys(const ph_ddl *ddl, ph_sql_dialect dialect, size_t table,
                             ph_buffer *out)
{
    for (size_t i = 0; i < ddl->tables[table].foreign_key_count; i++) {
        const ph_ddl_foreign_key *key = &ddl->tables[table].foreign_keys[i];
        if (!looks_ahead(key, table))
            continue;
        ph_buffer_append_text(out, "ALTER TABLE ");
        ph_sql_append_name(dialect, ddl->tables[table].name, out);
        ph_buffer_append_text(out, " ADD ");
        append_foreign_key(ddl, dialect, table, key, out);
        ph_buffer_append_text(out, ";\n");
    }
}

phony_status ph_ddl_finish(const ph_ddl *ddl, ph_sql_dialect dialect, ph_buffer *out,
                           phony_error *error)
{
    for (size_t i = 0; i < ddl->count; i++)
        create_indexes(ddl, dialect, i, out);
    for (size_t i = 0; dialect != PH_SQL_SQLITE && i < ddl->count; i++)
        add_foreign_keys(ddl, dialect, i, out);
    return done(out, error);
}
