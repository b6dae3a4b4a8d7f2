/* Databases behind one interface: PostgreSQL (libpq), MySQL and MariaDB (Connector/C), SQLite. So
 * far what loading takes: statements, and rows in bulk. One connection is one thread's.
 *
 *     postgres://user@host:5432/name?sslmode=require      postgresql:// too
 *     mysql://user@host:3306/name                          mariadb:// too
 *     sqlite:file.db                                       sqlite::memory:, sqlite:///from/root
 *
 * %41 stands for the byte 0x41 in each part. Options: PostgreSQL those of libpq, with sockets by
 * host=/folder; MySQL socket, ssl-mode (preferred, required, verify-identity), ssl-ca, ssl-cert,
 * ssl-key, connect-timeout; SQLite mode (ro, rw, rwc).
 * A password may stand in the URL, but had better come by PGPASSWORD, MYSQL_PWD, ~/.pgpass or
 * ~/.my.cnf: no message ever shows one. */
#ifndef DB_H
#define DB_H

#include <phony.h>
#include <stddef.h>
#include <stdint.h>

typedef struct db_connection db_connection;

/* Opens a database. Returns PHONY_ERROR_ARGUMENT (a URL that is none: what is wrong with it),
 * PHONY_ERROR_IO (the server's words, without secrets), _MEMORY. */
phony_status db_open(const char *url, db_connection **connection, phony_error *error);
void db_close(db_connection *connection);
/* "postgres", "mysql" or "sqlite": the dialect of what it is told. */
const char *db_dialect(const db_connection *connection);
/* The URL without its password, for messages. */
const char *db_name(const db_connection *connection);

/* Runs a script: statements apart by ';', whose rows are not looked at. Returns PHONY_ERROR_IO with
 * the server's words, and in `line` that of the script where the server says it (PostgreSQL,
 * SQLite); _ARGUMENT (a NUL byte), _MEMORY. Statements before the one that failed have run, but
 * PostgreSQL takes them back, where the script has no BEGIN of its own. */
phony_status db_run(db_connection *connection, const char *sql, size_t length, phony_error *error);

/* Where rows come from, a batch at a time. */
typedef struct db_source {
    void *user;
    const char *table;
    const char *const *columns;
    size_t column_count;
    /* For each column whether it is of type bytea, which MySQL has to be told; NULL = none is. */
    const unsigned char *is_bytes;
    /* PostgreSQL, MySQL: the next bytes of the format that db_format says, whole rows alone
     * (PHONY_PART_ROWS), valid until the next call; length 0 = the end. */
    phony_status (*bytes)(void *user, const char **bytes, size_t *length, phony_error *error);
    /* SQLite: the next rows, as column_count phony_cells, valid until the next call; rows 0 = the
     * end. */
    phony_status (*cells)(void *user, phony_cells *cells, size_t *rows, phony_error *error);
} db_source;

/* The format that `bytes` are wanted in: "copy" (PostgreSQL), "load" (MySQL), NULL (cells). */
const char *db_format(const db_connection *connection);
/* Loads rows into a table that is there. All of a load is one transaction or, where one is open, a
 * part of that: on failure nothing is loaded, what was open before is open still, and the
 * connection is good for more, if it is not the connection that failed. (Tables of MySQL without
 * transactions keep what they were given.) MySQL: what the server warns of is a failure too.
 * Returns what the source returned; PHONY_ERROR_IO with the server's words, the table and, where
 * servers say it, the row; SQLite also _LIMIT for values that cannot be written; _MEMORY. */
phony_status db_load(db_connection *connection, const db_source *source, uint64_t *rows,
                     phony_error *error);
#endif
