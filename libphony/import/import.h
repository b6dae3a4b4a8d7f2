/* Other people's schemas, understood. A reader fills tables; infer.c gives each column that has
 * none a generator, by its names and types; pdl.c writes the document.
 *
 *     file -- ddl*.c, laravel*.c, json_schema*.c, openapi*.c, csv*.c --> ph_import
 *          -- infer*.c --> generators, how sure --> pdl.c --> JSON
 *
 * A new format is a row in the table of import.c and a file of its own idea. Readers never give up
 * at what they do not understand: they note it with its place, and go on. */
#ifndef PH_IMPORT_H
#define PH_IMPORT_H

#include "base/buffer.h"
#include "data/type.h"
#include "phony.h"

enum {
    PH_IMPORT_BYTES_MAX = 1 << 28, /* of a file */
    PH_IMPORT_TABLES_MAX = 10000,
    PH_IMPORT_COLUMNS_MAX = 2000, /* of a table */
    PH_IMPORT_NOTES_MAX = 10000
};

/* All texts in here belong to the import (ph_import_keep) and are freed with it. */
typedef struct ph_import_column {
    const char *name; /* as it is there */
    ph_type type;     /* kind NONE: not known */
    int not_null, unique;
    int automatic; /* numbers itself: AUTO_INCREMENT, serial, IDENTITY */
    int computed;  /* GENERATED ALWAYS AS: the database makes it */
    const char
        *initial; /* the DEFAULT as JSON ("\"new\"", "0", "true"); NULL: none, or no constant */
    const char **members; /* of ENUM, or CHECK (x IN ...) */
    size_t member_count, member_capacity;
    const char *comment;
    const char *least, *most; /* bounds that a CHECK gives, as numbers or dates; NULL: none */
    const char *pattern;      /* a regular expression that values match */
    const char *format;       /* what the source calls it: "email", "date-time", "uri" */
    const char *generator;    /* JSON: what the reader or infer.c has found; NULL: nothing yet */
    const char *reason;       /* "name", "type", "check", "values" */
    int sure;                 /* 0 to 100 */
    double null_share;
} ph_import_column;

typedef struct ph_import_columns { /* of a table, by their numbers */
    uint32_t *at;
    size_t count;
} ph_import_columns;

typedef struct ph_import_key { /* a foreign key, or polymorphic ("morphs": no table, but a type) */
    ph_import_columns from;
    const char *table;     /* NULL: polymorphic */
    const char **to;       /* column names; NULL: the table's primary key */
    const char *on_delete; /* "cascade", ..., or NULL */
    uint32_t type_column;  /* polymorphic: where the table's name stands; else UINT32_MAX */
    uint64_t line;
} ph_import_key;

typedef struct ph_import_table {
    const char *name;   /* without schema, as it is there */
    const char *schema; /* "public", or NULL */
    const char *comment;
    const char *file;
    uint64_t line;
    uint64_t rows; /* where the source knows (CSV), else 0 */
    ph_import_column *columns;
    size_t column_count, column_capacity;
    ph_import_columns primary;
    ph_import_columns *uniques, *indexes;
    size_t unique_count, unique_capacity, index_count, index_capacity;
    ph_import_key *keys;
    size_t key_count, key_capacity;
} ph_import_table;

typedef struct ph_import_note {
    const char *file, *message;
    uint64_t line, column;
} ph_import_note;

struct phony_import {
    const char *name, *locale, *models;
    uint64_t rows_max;
    ph_import_table *tables;
    size_t table_count, table_capacity;
    uint32_t *slots; /* of the tables, by name; tables.c's own */
    uint32_t slot_count;
    ph_import_note *notes;
    size_t note_count, note_capacity, notes_left_out;
    phony_guess *guesses; /* pdl.c */
    size_t guess_count;
    ph_buffer text; /* pdl.c */
    char **kept;
    size_t kept_count, kept_capacity;
};

/* ---- tables.c: building it. NULL and -1 mean out of memory. ---------------------------------- */

const char *ph_import_keep(phony_import *import, const char *text, size_t length);
/* By name (exactly); NULL: there is none. */
ph_import_table *ph_import_find(phony_import *import, const char *name);
/* Adds one, or gives the one there is: pointers to tables are good until the next one is added. */
ph_import_table *ph_import_table_add(phony_import *import, const char *name);
/* Tables can be dropped and renamed again (migrations are replayed). */
void ph_import_table_drop(phony_import *import, const char *name);
int ph_import_table_rename(phony_import *import, const char *from, const char *to);
uint32_t ph_import_column_find(const ph_import_table *table, const char *name); /* UINT32_MAX */
/* Adds a column that is all zero but for its name; pointers are good until the next one. */
ph_import_column *ph_import_column_add(ph_import_table *table, const char *name);
/* Takes a column away, and out of all keys and indexes (what becomes empty goes with it). */
void ph_import_column_drop(ph_import_table *table, uint32_t column);
int ph_import_column_member(ph_import_column *column, const char *member);
/* Copies numbers of columns. */
int ph_import_columns_set(ph_import_columns *columns, const uint32_t *at, size_t count);
int ph_import_unique_add(ph_import_table *table, const uint32_t *at, size_t count);
int ph_import_index_add(ph_import_table *table, const uint32_t *at, size_t count);
/* A foreign key with `from` set and everything else empty. */
ph_import_key *ph_import_key_add(ph_import_table *table, const uint32_t *at, size_t count);
/* Notes what was not understood; the last are left out beyond PH_IMPORT_NOTES_MAX, and counted. */
void ph_import_note_add(phony_import *import, const char *file, uint64_t line, uint64_t column,
                        const char *format, ...) __attribute__((format(printf, 5, 6)));
/* Lets go of tables, notes and texts: phony_import_free. */
void ph_import_tables_fini(phony_import *import);

/* ---- The readers, each in files of its own; import.c has the table of them --------------------
 */

/* A file's bytes, read whole by import.c (folders, and CSV that is known by its name, are opened by
 * their readers: `text` is NULL then). Return PHONY_OK with whatever could be understood, or what
 * phony_import_open says. */
typedef struct ph_import_source {
    const char *path;
    const char *text;
    size_t length;
} ph_import_source;
phony_status ph_import_ddl(phony_import *import, const ph_import_source *source,
                           phony_error *error);
phony_status ph_import_laravel(phony_import *import, const ph_import_source *source,
                               phony_error *error);
phony_status ph_import_json_schema(phony_import *import, const ph_import_source *source,
                                   phony_error *error);
phony_status ph_import_openapi(phony_import *import, const ph_import_source *source,
                               phony_error *error);
phony_status ph_import_csv(phony_import *import, const ph_import_source *source,
                           phony_error *error);

/* import_kind.c: "ddl", ..., by the file's name or else by what stands in it (`text` NULL: not read
 * yet). NULL: it is not told. */
const char *ph_import_kind_of_name(const char *path);
const char *ph_import_kind_of_text(const char *text, size_t length);

/* infer.c: a generator, a reason and how sure, for each column that has none. */
phony_status ph_import_infer(phony_import *import, phony_error *error);
/* pdl.c: text and guesses. */
phony_status ph_import_write(phony_import *import, phony_error *error);
#endif
