/* What the files that read SQL's CREATE and ALTER share: a cursor over the words of a statement,
 * names as SQL finds them (case does not count where nothing fits exactly), and who reads what.
 *
 *     ddl_read.c       statements, COMMENT, DROP, what foreign keys mean at the end
 *     ddl_cursor.c     the cursor, names, expressions passed over
 *     ddl_table.c      CREATE TABLE           ddl_alter.c     ALTER TABLE
 *     ddl_column.c     a column               ddl_sql_type.c  its type
 *     ddl_default.c    DEFAULT                ddl_check.c     CHECK
 *     ddl_key.c        keys, CREATE INDEX     ddl_custom.c    CREATE TYPE, DOMAIN
 *
 * Nothing here returns that memory ran out: `failed` says so, and all goes on with empty texts
 * until the statement ends. */
#ifndef PH_DDL_PARTS_H
#define PH_DDL_PARTS_H

#include "base/slots.h"
#include "import/import.h"
#include "import/sql_lex.h"

/* Names by what they are in small letters. */
typedef struct ph_ddl_names {
    ph_slots slots;
    const char **names;
    size_t count, capacity;
} ph_ddl_names;

typedef struct ph_ddl_custom { /* CREATE TYPE, CREATE DOMAIN */
    ph_import_column column;   /* type, members, bounds, default */
    int is_composite;
} ph_ddl_custom;

typedef struct ph_ddl {
    ph_sql sql;
    phony_import *import;
    int failed; /* memory ran out */
    size_t at;  /* in sql.words */
    ph_ddl_names tables, skipped, custom_names;
    ph_ddl_custom *customs; /* by the numbers of custom_names */
    size_t custom_capacity;
    ph_import_table *table; /* that is spoken of; NULL in a domain */
    ph_import_column *column;
    uint32_t *list; /* columns of a key */
    size_t list_count, list_capacity;
} ph_ddl;

#define ph_ddl_note(ddl, word, ...)                                                                \
    ph_import_note_add((ddl)->import, (ddl)->sql.path, (word)->line, (word)->column, __VA_ARGS__)

/* ---- ddl_cursor.c ---------------------------------------------------------------------------- */

const ph_sql_word *ph_ddl_word(const ph_ddl *ddl);
/* Words and symbols that are apart by spaces, in capitals: "NOT NULL", "(". */
int ph_ddl_sees(const ph_ddl *ddl, size_t at, const char *words);
int ph_ddl_accept(ph_ddl *ddl, const char *words);
/* The place behind a bracket that opens at `at`: the end where it is not closed. */
size_t ph_ddl_behind(const ph_ddl *ddl, size_t at);
/* Passes over: a group in brackets, if there is one; up to ',' or ')' outside of brackets; an
 * operand with its operators. */
void ph_ddl_skip_group(ph_ddl *ddl);
void ph_ddl_skip_element(ph_ddl *ddl);
void ph_ddl_skip_expression(ph_ddl *ddl);
/* What a word says, "" out of memory. */
const char *ph_ddl_text(ph_ddl *ddl, const ph_sql_word *word);
/* "a", "a.b": the last name, and the one before it or NULL. NULL: no name stands here. */
const char *ph_ddl_name(ph_ddl *ddl, const char **schema);
int ph_ddl_is_name(const ph_ddl *ddl, size_t at);

uint32_t ph_ddl_names_find(const ph_ddl_names *names, const char *name); /* UINT32_MAX */
/* Its number, the same for the same name. */
uint32_t ph_ddl_names_add(ph_ddl *ddl, ph_ddl_names *names, const char *name);
void ph_ddl_names_fini(ph_ddl_names *names);
int ph_ddl_same(const char *a, const char *b);

/* ---- Tables and columns ---------------------------------------------------------------------- */

ph_import_table *ph_ddl_find_table(ph_ddl *ddl, const char *schema, const char *name);
uint32_t ph_ddl_find_column(const ph_import_table *table, const char *name);
/* A column of this name: a new one, or the one there is, empty again. NULL: out of memory. */
ph_import_column *ph_ddl_add_column(ph_ddl *ddl, const char *name);
/* Gives a column what another one has, but for its name. */
void ph_ddl_copy_column(ph_ddl *ddl, ph_import_column *to, const ph_import_column *from);

/* ---- What stands in statements: each begins behind its first word ---------------------------- */

void ph_ddl_create_table(ph_ddl *ddl);             /* ddl_table.c */
void ph_ddl_element(ph_ddl *ddl);                  /* of CREATE TABLE: a column or a key */
void ph_ddl_alter_table(ph_ddl *ddl);              /* ddl_alter.c */
void ph_ddl_create_index(ph_ddl *ddl, int unique); /* ddl_key.c */
void ph_ddl_create_type(ph_ddl *ddl);              /* ddl_custom.c */
void ph_ddl_create_domain(ph_ddl *ddl);

/* ddl_key.c. PRIMARY KEY, UNIQUE, KEY, FOREIGN KEY, CHECK, with or without CONSTRAINT: 0, and
 * nothing is read, where it is none of these. */
int ph_ddl_constraint(ph_ddl *ddl);
/* Behind REFERENCES: a foreign key from the columns in ddl->list. */
void ph_ddl_references(ph_ddl *ddl);
void ph_ddl_list_one(ph_ddl *ddl, uint32_t column);
void ph_ddl_set_primary(ph_ddl *ddl);
void ph_ddl_add_unique(ph_ddl *ddl);
void ph_ddl_finish_keys(ph_ddl *ddl);

/* ddl_column.c: what may stand behind a column's name, into ddl->column. */
void ph_ddl_column(ph_ddl *ddl);
void ph_ddl_column_constraints(ph_ddl *ddl);
/* ddl_sql_type.c: 0, and nothing is read, where there is none. */
int ph_ddl_type(ph_ddl *ddl, ph_import_column *column);
/* Passes over a type: behind "::". */
void ph_ddl_skip_type(ph_ddl *ddl);
/* ddl_default.c: behind DEFAULT, into ddl->column. */
void ph_ddl_default(ph_ddl *ddl);
/* ddl_check.c: the condition in brackets. */
void ph_ddl_check(ph_ddl *ddl);
#endif
