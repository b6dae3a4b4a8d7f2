/* What a kind of database has to know, and what all of them share. A new kind is a file with a
 * db_driver, and a row in the table of db.c. Drivers print nothing and take no secret into their
 * messages: those are the server's words, which libraries keep free of passwords. */
#ifndef DB_DRIVER_H
#define DB_DRIVER_H

#include "db.h"
#include "url.h"

/* An option that a URL may have behind its '?', and what the driver knows it as. */
typedef struct db_option {
    const char *name;
    int what;
    int is_secret; /* wiped, and left out of db_name */
} db_option;

typedef struct db_driver {
    const char *dialect;    /* "postgres": also a scheme of URLs */
    const char *schemes[2]; /* others, NULL where there is none */
    const char *format;
    int is_file;              /* SQLite: a path where others have hosts */
    const db_option *options; /* up to one without name */
    /* Opens; *handle is what the others are called with. On failure nothing is open. */
    phony_status (*open)(const db_url *url, void **handle, phony_error *error);
    void (*close)(void *handle);
    /* `sql` is NUL-terminated and has no NUL within. */
    phony_status (*run)(void *handle, const char *sql, size_t length, phony_error *error);
    phony_status (*load)(void *handle, const db_source *source, uint64_t *rows, phony_error *error);
} db_driver;

extern const db_driver db_postgres, db_mysql, db_sqlite;

enum { DB_CONNECT_SECONDS = 15, DB_BUSY_SECONDS = 30 };

/* Fills `error` (may be NULL) and returns `status`. A message is one line: line ends and control
 * characters, as servers' words have them, become spaces. `line` 0 = none. */
phony_status db_fail(phony_error *error, phony_status status, uint64_t line, const char *format,
                     ...) __attribute__((format(printf, 4, 5), nonnull(4)));
#define db_fail_memory(error) db_fail((error), PHONY_ERROR_MEMORY, 0, "out of memory")

/* ---- Statements that are put together -------------------------------------------------------- */

/* A text that grows; `failed` where memory ran out. */
typedef struct db_text {
    char *text;
    size_t length, capacity;
    int failed;
} db_text;

void db_text_append(db_text *to, const char *text, size_t length);
void db_text_add(db_text *to, const char *text);
/* A name in `quote`s, which are doubled within. */
void db_text_add_name(db_text *to, const char *name, char quote);
/* Lets go of the text, with zeros over it. */
void db_text_fini(db_text *text);

/* The line, from 1, that a script has at `offset`. */
uint64_t db_line_at(const char *sql, size_t offset);

/* ---- Loads ----------------------------------------------------------------------------------- */

/* Servers that are given rows as bytes say what is wrong with them when a statement ends. So that
 * they say it soon, a load is several statements of about so many bytes, in one transaction. */
enum { DB_PART_BYTES = 16 * 1024 * 1024 };

typedef phony_status db_command(void *handle, const char *sql, phony_error *error);
typedef phony_status db_loader(void *handle, const db_source *source, uint64_t *rows,
                               phony_error *error);
/* Loads within a transaction of its own or, where one is open, within a part of that: on failure
 * what was there before is there again. */
phony_status db_load_whole(void *handle, int is_open, db_command *command, db_loader *load,
                           const db_source *source, uint64_t *rows, phony_error *error);
/* Fails with the server's words about rows after the first `rows`. */
phony_status db_fail_rows(phony_error *error, const db_source *source, uint64_t rows,
                          const char *words);
#endif
