/* What the files that replay Laravel's migrations share. Nothing is run: up() is walked along, and
 * what it calls on Schema and on blueprints is done to the tables of the import.
 *
 *     laravel_read.c       the folder and its files, up(), constants
 *     laravel_run.c        statements: if, foreach, Schema::create and the like
 *     laravel_value.c      what arguments say, variables
 *     laravel_blueprint.c  $table->...: which calls there are
 *     laravel_column.c     columns and what is chained to them
 *     laravel_key.c        foreign keys, indexes, and taking them away
 *     laravel_names.c      names that follow from others: tables of models, names of indexes
 *
 * `failed` says that memory ran out; all goes on with empty texts until the statement ends. */
#ifndef PH_LARAVEL_PARTS_H
#define PH_LARAVEL_PARTS_H

#include "import/import.h"
#include "import/php_lex.h"

typedef struct ph_php_range { /* of words: from, and the first that is not in it */
    size_t from, to;
} ph_php_range;

typedef enum ph_php_value_kind {
    PH_PHP_UNKNOWN,
    PH_PHP_NULL_VALUE,
    PH_PHP_BOOLEAN_VALUE,
    PH_PHP_NUMBER_VALUE,
    PH_PHP_STRING_VALUE,
    PH_PHP_CLASS_VALUE, /* User::class */
    PH_PHP_LIST_VALUE
} ph_php_value_kind;

typedef struct ph_php_value {
    ph_php_value_kind kind;
    const char *text;   /* "" where there is none; the import's */
    ph_php_range items; /* of a list */
} ph_php_value;

typedef struct ph_php_binding { /* a variable ('$'), property ('>') or constant (':') */
    const char *name;
    char sigil;
    ph_php_value value;
} ph_php_binding;

typedef struct ph_laravel_name { /* of an index, where one was given */
    const char *name, *columns;  /* "a_b" */
} ph_laravel_name;

typedef struct ph_laravel {
    phony_import *import;
    ph_php php; /* the file that is walked along */
    int failed;
    int depth, steps;
    ph_php_binding *bindings;
    size_t binding_count, binding_capacity;
    const char *table, *blueprint; /* inside of a blueprint: its table, "$table" */
    ph_laravel_name *names;
    size_t name_count, name_capacity;
    uint32_t *list; /* columns of a key */
    size_t list_count, list_capacity;
} ph_laravel;

#define ph_laravel_note(laravel, at, ...)                                                          \
    ph_import_note_add((laravel)->import, (laravel)->php.path, (laravel)->php.words[at].line,      \
                       (laravel)->php.words[at].column, __VA_ARGS__)

/* ---- laravel_value.c ------------------------------------------------------------------------- */

/* A text of the import's, or "" and `failed`. */
const char *ph_laravel_keep(ph_laravel *laravel, const char *text, size_t length);
const char *ph_laravel_text(ph_laravel *laravel, size_t at);
/* The next of what stands between commas; 0: no more. Begins with *at = range.from. */
int ph_php_next_item(const ph_php *php, ph_php_range range, size_t *at, ph_php_range *item);
ph_php_value ph_laravel_value(ph_laravel *laravel, ph_php_range of);
/* An argument by its place, or by the name that is given it there (NULL: has none). */
ph_php_value ph_laravel_argument(ph_laravel *laravel, ph_php_range arguments, size_t index,
                                 const char *name);
/* The texts of an argument that is a text or a list of them, from `index` on where `rest`: calls
 * `take`. The number of texts that are known. */
typedef void ph_laravel_taking(ph_laravel *laravel, const char *text, void *user);
size_t ph_laravel_each(ph_laravel *laravel, ph_php_range arguments, size_t index, int rest,
                       ph_laravel_taking *take, void *user);
void ph_laravel_bind(ph_laravel *laravel, char sigil, const char *name, ph_php_value value);

/* ---- laravel_run.c --------------------------------------------------------------------------- */

void ph_laravel_run(ph_laravel *laravel, ph_php_range body);
/* The closure in [from, to): its body and first parameter. 0: there is none. */
int ph_php_closure(const ph_php *php, ph_php_range in, ph_php_range *body, size_t *parameter);

/* ---- laravel_blueprint.c --------------------------------------------------------------------- */

typedef struct ph_php_call { /* of a chain: ->name(arguments) */
    size_t name;             /* the word */
    ph_php_range arguments;
} ph_php_call;
enum { PH_PHP_CHAIN_MAX = 64 };

/* The calls that begin at `at`, behind the first "->"; at most PH_PHP_CHAIN_MAX. */
size_t ph_php_chain(const ph_php *php, ph_php_range of, ph_php_call *calls);
/* $table->..., behind the "->". */
void ph_laravel_blueprint(ph_laravel *laravel, ph_php_range statement);
ph_import_table *ph_laravel_table(ph_laravel *laravel);

/* ---- laravel_column.c ------------------------------------------------------------------------ */

/* 0: it is none that makes a column. */
int ph_laravel_column(ph_laravel *laravel, const ph_php_call *calls, size_t count);
/* A column of that name, new or anew; NULL: out of memory. */
ph_import_column *ph_laravel_add(ph_laravel *laravel, const char *name, ph_type_kind kind,
                                 uint32_t length, int not_null);

/* ---- laravel_key.c --------------------------------------------------------------------------- */

/* What is chained to a foreign key. 0: it is none of that. */
typedef struct ph_laravel_foreign {
    size_t column, key; /* SIZE_MAX: none yet */
} ph_laravel_foreign;
int ph_laravel_chain_key(ph_laravel *laravel, const ph_php_call *call, ph_laravel_foreign *foreign);
/* Commands on keys and indexes, by their names. 0: it is none of these. */
int ph_laravel_key_command(ph_laravel *laravel, const ph_php_call *calls, size_t count);
void ph_laravel_drop_column(ph_laravel *laravel, const char *name, void *user);
void ph_laravel_drop_keys_of(ph_laravel *laravel, uint32_t column);
void ph_laravel_unique(ph_laravel *laravel, const uint32_t *columns, size_t count);
void ph_laravel_finish_keys(ph_laravel *laravel);

/* ---- laravel_names.c ------------------------------------------------------------------------- */

/* "App\Models\OrderItem" -> "order_item"; "category" -> "categories". */
const char *ph_laravel_snake(ph_laravel *laravel, const char *name);
const char *ph_laravel_plural(ph_laravel *laravel, const char *name);
const char *ph_laravel_join(ph_laravel *laravel, const char *a, const char *b);
#endif
