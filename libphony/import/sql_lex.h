/* SQL as words: one reader for PostgreSQL, MySQL/MariaDB and SQLite dumps, which differ in quotes,
 * comments and escapes. What the file is made for is guessed once, from its beginning.
 *
 *     text --ph_sql_next--> words --ph_sql_statement--> the words of one statement
 *
 * Statements that no schema is made of (INSERT, COPY's data, bodies of functions) are passed over
 * without keeping their words. Every byte is looked at a bounded number of times, whatever is
 * unclosed: each kind of recovery goes back once and then is off (`gave_up`). */
#ifndef PH_SQL_LEX_H
#define PH_SQL_LEX_H

#include "import/import.h"

typedef enum ph_sql_kind {
    PH_SQL_END,
    PH_SQL_WORD,   /* a name or keyword as it stands */
    PH_SQL_QUOTED, /* a name in quotes: "x", `x`, [x] */
    PH_SQL_STRING, /* 'x', E'x', $$x$$; in MySQL also "x" */
    PH_SQL_NUMBER,
    PH_SQL_SYMBOL /* (, ), ::, <=, ~, ... */
} ph_sql_kind;

typedef struct ph_sql_word {
    uint32_t from, length;  /* the whole of it in the text, quotes too */
    uint32_t line, column;  /* from 1 */
    unsigned char kind;     /* ph_sql_kind */
    unsigned char quote;    /* QUOTED, STRING: the character that it opens with */
    unsigned char escapes;  /* STRING: backslashes escape */
    unsigned char is_first; /* of its line */
    unsigned char skip, skip_end /* STRING: what of it is quotes: E' and ', $tag$ */;
} ph_sql_word;

enum { PH_SQL_DELIMITER_MAX = 15, PH_SQL_WORDS_MAX = 1 << 20 /* of a statement */ };

typedef struct ph_sql {
    phony_import *import; /* for notes */
    const char *path, *text;
    uint32_t length, at, line_start, line;
    int is_mysql, in_conditional;
    char delimiter[PH_SQL_DELIMITER_MAX + 1];
    unsigned gave_up; /* on what was unclosed once: bits of sql_lex.c */
    ph_sql_word last;
    ph_sql_word *words; /* of the statement */
    size_t count, capacity;
} ph_sql;

void ph_sql_init(ph_sql *sql, phony_import *import, const ph_import_source *source);
void ph_sql_fini(ph_sql *sql);
/* The next word; END also at the delimiter of statements, which is `*delimited` then. */
ph_sql_word ph_sql_next(ph_sql *sql, int *delimited);
/* Whether an unquoted word is this one, in any case; `word` in capitals. */
int ph_sql_is(const ph_sql *sql, const ph_sql_word *word, const char *text);
int ph_sql_is_symbol(const ph_sql *sql, const ph_sql_word *word, const char *text);
/* What a name, string or number says, without quotes and escapes: it belongs to the import. NULL:
 * out of memory. */
const char *ph_sql_text(ph_sql *sql, const ph_sql_word *word);

/* What is done with a statement, by its first words. */
typedef enum ph_sql_use {
    PH_SQL_UNDECIDED, /* look at the next word, too */
    PH_SQL_KEEP,
    PH_SQL_SKIP,
    PH_SQL_SKIP_BODY /* it may hold statements of its own: BEGIN ... END */
} ph_sql_use;
typedef ph_sql_use ph_sql_deciding(const ph_sql *sql, const ph_sql_word *words, size_t count);
/* The words of the next statement that is kept, in sql->words, with an END behind the last. 1; 0 at
 * the end of the text; -1 out of memory. */
int ph_sql_statement(ph_sql *sql, ph_sql_deciding *decide);
#endif
