/* PHP as words, as far as migrations need it: a whole file at once, with the partners of brackets,
 * so that any part is passed over in one step. Nothing is run. */
#ifndef PH_PHP_LEX_H
#define PH_PHP_LEX_H

#include "import/import.h"

typedef enum ph_php_kind {
    PH_PHP_END,
    PH_PHP_NAME,     /* names and keywords, with namespaces: Illuminate\Support\Str */
    PH_PHP_VARIABLE, /* $x */
    PH_PHP_STRING,
    PH_PHP_TEMPLATE, /* "a {$b}", heredocs: what they say is not known */
    PH_PHP_NUMBER,
    PH_PHP_SYMBOL
} ph_php_kind;

typedef struct ph_php_word {
    uint32_t from, length, line, column;
    uint32_t partner; /* of ( [ {: the word that closes it, or the END */
    unsigned char kind;
} ph_php_word;

typedef struct ph_php {
    phony_import *import; /* for notes */
    const char *path, *text;
    uint32_t length, at, line, line_start;
    ph_php_word *words; /* the last is an END */
    size_t count, capacity;
    uint32_t open; /* the innermost bracket that is open, or UINT32_MAX */
} ph_php;

/* Reads all words of a text of less than 4 GiB. 0, -1 out of memory. */
int ph_php_read(ph_php *php, phony_import *import, const char *path, const char *text,
                size_t length);
void ph_php_fini(ph_php *php);
/* A name in any case, or a symbol. */
int ph_php_is(const ph_php *php, size_t at, const char *text);
/* What a word says: a string without quotes and escapes, a name as it stands. NULL: out of
 * memory. */
const char *ph_php_text(ph_php *php, size_t at);
/* The place behind a word, or behind the bracket that it opens. */
size_t ph_php_behind(const ph_php *php, size_t at);
#endif
