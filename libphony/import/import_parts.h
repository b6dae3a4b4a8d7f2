/* Between the files of this room that come after reading: names, meanings, keys, and the document.
 */
#ifndef PH_IMPORT_PARTS_H
#define PH_IMPORT_PARTS_H

#include "base/slots.h"
#include "import/import.h"

/* What a column is about; the order is that of infer_meanings.c. */
typedef enum ph_meaning {
    PH_ABOUT_NOTHING,
#define PH_MEANING(name) PH_ABOUT_##name,
#include "import/meanings.h"
#undef PH_MEANING
    PH_MEANINGS
} ph_meaning;

/* The generators of a meaning by the type's family, as JSON with ' for ". NULL: it is not about
 * columns of this family. */
typedef struct ph_meaning_row {
    const char *text;
    uint32_t room;      /* a text(n) below this gets `narrow` instead: it might not fit */
    const char *narrow; /* '#' stands for n; NULL: cut by a template where `text` is a mere name */
    const char
        *once; /* of unique texts; a prefix behind '+': counted. NULL: `text` gives none twice */
    const char *numeric, *boolean, *date, *moment, *time; /* `numeric`: '#' is the scale */
    int64_t whole[2];  /* from, to; both 0: not about whole numbers */
    int64_t real[2];   /* in hundredths */
    double null_share; /* of nullable columns; below 0: the usual share, PH_IMPORT_NULL_SHARE */
} ph_meaning_row;
extern const ph_meaning_row ph_meaning_rows[PH_MEANINGS];
#define PH_IMPORT_NULL_SHARE 0.1

/* Words of column names. Where the head of a name stands (invoice_date, data_nascimento) is the
 * language's matter: it is what a name of several words is about. */
typedef enum ph_word_head { PH_HEAD_LAST, PH_HEAD_FIRST, PH_HEAD_NONE } ph_word_head;
typedef struct ph_word_row {
    ph_meaning meaning;
    ph_word_head head;
    const char *words; /* folded, apart by '|'; a space where one word may be written as two */
} ph_word_row;
extern const ph_word_row ph_word_rows[];
extern const size_t ph_word_row_count;

/* infer_names.c: the words of a name, in small letters without accents, one behind the other. */
enum { PH_NAME_WORDS_MAX = 12, PH_NAME_BYTES_MAX = 128 };
typedef struct ph_name_words {
    char text[PH_NAME_BYTES_MAX];
    uint8_t begins[PH_NAME_WORDS_MAX + 1]; /* of word i; the last one's end behind */
    size_t count;
} ph_name_words;
void ph_name_split(const char *name, ph_name_words *words);

/* The words of infer_words.c by what they are. */
typedef struct ph_name_entry {
    const char *words;
    uint32_t length;
    uint32_t row;
} ph_name_entry;
typedef struct ph_name_index {
    ph_slots slots;
    ph_name_entry *entries;
    size_t count, capacity;
} ph_name_index;
/* 0, or -1 out of memory. */
int ph_name_index_init(ph_name_index *index);
void ph_name_index_fini(ph_name_index *index);
/* The meaning of a name among those that `fits` accepts, and how sure that is. */
ph_meaning ph_name_meaning(const ph_name_index *index, const char *name,
                           int (*fits)(const void *user, ph_meaning meaning), const void *user,
                           int *sure);
/* What a format of JSON Schema, OpenAPI or a database type is about. */
ph_meaning ph_format_meaning(const char *format);
/* infer_tables.c: what rows of a table are called by; PH_ABOUT_NOTHING: its name does not tell.
 * Whether a column is called no more than "name": by one word. */
ph_meaning ph_infer_named_table(const char *table);
int ph_infer_is_bare_name(const char *column);

/* ---- infer_write.c ------------------------------------------------------------------------- */

typedef enum ph_family {
    PH_FAMILY_ANY, /* the type is not known */
    PH_FAMILY_TEXT,
    PH_FAMILY_WHOLE,
    PH_FAMILY_REAL,
    PH_FAMILY_BOOLEAN,
    PH_FAMILY_DATE,
    PH_FAMILY_MOMENT,
    PH_FAMILY_CLOCK,
    PH_FAMILY_OTHER
} ph_family;

/* The column that a generator is looked for. */
typedef struct ph_inferring {
    phony_import *import;
    ph_name_index index;
    ph_import_table *table;
    uint32_t at;
    ph_import_column *column;
    ph_meaning *meanings; /* of the table's columns */
    ph_buffer json;
    int failed; /* out of memory */
} ph_inferring;

ph_family ph_family_of(ph_type type);
int ph_infer_fits(const void *user, ph_meaning meaning);
void ph_infer_row(ph_inferring *in, const char *text, uint64_t number);
void ph_infer_append(ph_inferring *in, const char *text);
void ph_infer_whole(ph_inferring *in, int64_t number);
void ph_infer_decimal(ph_inferring *in, int64_t digits, int32_t scale);
void ph_infer_give(ph_inferring *in, const char *reason, int sure);
void ph_infer_real(ph_inferring *in, int64_t from, int64_t to);
int ph_infer_is_unique(const ph_inferring *in);
void ph_infer_numbered(ph_inferring *in, const char *prefix, uint32_t length);
void ph_infer_text(ph_inferring *in, const ph_meaning_row *row);
void ph_infer_number(ph_inferring *in, const ph_meaning_row *row, ph_family family);
int ph_infer_meaning(ph_inferring *in, ph_meaning meaning, const char *reason, int sure);

/* infer_places.c: makes a column one of its row's place, where the table has several such. */
void ph_infer_place(ph_inferring *in);

/* import_keys.c: gives all foreign keys their columns, and takes those away (with a note) that can
 * be no relationship: then every column belongs to one key at most. Needs to run once, first. */
phony_status ph_import_settle_keys(phony_import *import, phony_error *error);
int ph_import_is_in_key(const ph_import_table *table, uint32_t column);
/* Whether these columns together have no values twice. */
int ph_import_is_unique(const ph_import_table *table, const ph_import_columns *columns);
int ph_import_same_columns(const ph_import_columns *a, const ph_import_columns *b);
/* Whether the rows of a column that names no table may hang on this one. */
int ph_import_may_be_parent(const ph_import_table *table, const ph_import_column *child);
/* A join table: two foreign keys of one column each, to two other tables, are unique together.
 * `sides` is which keys these are. */
int ph_import_join(const ph_import_table *table, size_t sides[static 2]);

/* import_together.c: makes it follow that columns are unique together; after the keys, before
 * generators are looked for. */
phony_status ph_import_settle_uniques(phony_import *import, phony_error *error);

/* pdl_names.c: names of PDL for those of a schema, by table and column. */
typedef struct ph_pdl_names {
    const char **entities;
    const char ***fields;
    size_t count; /* tables */
} ph_pdl_names;
phony_status ph_pdl_names_init(ph_pdl_names *names, phony_import *import, phony_error *error);
void ph_pdl_names_fini(ph_pdl_names *names);
/* The end of a many-to-many relationship, as schemas name it: "blog_post_id" of "BlogPost". */
void ph_pdl_reference_name(const char *entity, char name[static 160]);

/* pdl_relationships.c */
phony_status ph_pdl_relationships(phony_import *import, const ph_pdl_names *names, ph_buffer *out,
                                  phony_error *error);
#endif
