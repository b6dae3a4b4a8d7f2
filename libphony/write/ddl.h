/* CREATE TABLE and what belongs to it, in three dialects of SQL, out of a description. Around the
 * data:
 *
 *     open   [drop]   create   data of the tables, in their order   finish   close
 *
 * Tables are created in the order given. A foreign key to a table further down, or to its own, is
 * added in `finish`, so that circles and trees load in any order; indexes too, being faster to make
 * once than to keep. SQLite cannot add foreign keys: there they are part of the table, and those
 * that look ahead are checked at the transaction's end. */
#ifndef PH_DDL_H
#define PH_DDL_H

#include "write/sql.h"

typedef struct ph_ddl_column {
    const char *name;
    ph_type type;
    int not_null;
    const ph_values *value;     /* its row 0 is the DEFAULT; NULL: none */
    const char *const *members; /* of ENUM; without, it is a text */
    size_t member_count;
} ph_ddl_column;

/* Columns of a table, by their numbers. */
typedef struct ph_ddl_columns {
    const uint32_t *at;
    size_t count;
} ph_ddl_columns;

typedef enum ph_ddl_action {
    PH_DDL_NO_ACTION,
    PH_DDL_RESTRICT,
    PH_DDL_CASCADE,
    PH_DDL_SET_NULL,
    PH_DDL_ACTIONS
} ph_ddl_action;

typedef struct ph_ddl_foreign_key {
    ph_ddl_columns from;
    uint32_t table;    /* which table it points to */
    ph_ddl_columns to; /* its primary key, or columns that are unique together */
    ph_ddl_action on_delete;
} ph_ddl_foreign_key;

typedef struct ph_ddl_table {
    const char *name;
    const ph_ddl_column *columns;
    size_t column_count;
    ph_ddl_columns primary; /* count 0: none */
    const ph_ddl_columns *uniques, *indexes;
    size_t unique_count, index_count;
    const ph_ddl_foreign_key *foreign_keys;
    size_t foreign_key_count;
} ph_ddl_table;

typedef struct ph_ddl {
    const ph_ddl_table *tables;
    size_t count;
} ph_ddl;

/* "cascade", "set null", ...: 0, or -1 where it is none. */
int ph_ddl_action_find(const char *name, ph_ddl_action *action);
/* All names, for messages; NULL past the last. */
const char *ph_ddl_action_name(size_t index);

/* Settings that make what follows mean the same everywhere, and the beginning of a transaction;
 * `close` is its end. MySQL's CREATE TABLE and the like commit by themselves. */
phony_status ph_ddl_open(ph_sql_dialect dialect, ph_buffer *out, phony_error *error);
phony_status ph_ddl_close(ph_sql_dialect dialect, ph_buffer *out, phony_error *error);
/* DROP TABLE IF EXISTS, and the types that `create` makes. */
phony_status ph_ddl_drop(const ph_ddl *ddl, ph_sql_dialect dialect, ph_buffer *out,
                         phony_error *error);
phony_status ph_ddl_create(const ph_ddl *ddl, ph_sql_dialect dialect, ph_buffer *out,
                           phony_error *error);
phony_status ph_ddl_finish(const ph_ddl *ddl, ph_sql_dialect dialect, ph_buffer *out,
                           phony_error *error);

/* ---- For the files of the room ----------------------------------------------------------------
 */

/* Appends a column's type. `table` and `column` are numbers. */
void ph_ddl_append_type(const ph_ddl *ddl, ph_sql_dialect dialect, size_t table, size_t column,
                        ph_buffer *out);
/* Whether MySQL takes a DEFAULT of the column in brackets alone. */
int ph_ddl_default_in_brackets(const ph_ddl *ddl, size_t table, size_t column);

/* Things with a name of their own: PostgreSQL's type of an ENUM column, and an index, by its number
 * in its table. */
typedef enum ph_ddl_thing { PH_DDL_ENUM, PH_DDL_INDEX } ph_ddl_thing;
/* Appends the name, in quotes: TABLE_COLUMN, TABLE_COLUMN_idx. At most 63 bytes, and unlike that of
 * any table and other such thing. */
void ph_ddl_append_thing(const ph_ddl *ddl, ph_sql_dialect dialect, ph_ddl_thing thing,
                         size_t table, size_t number, ph_buffer *out);
#endif
