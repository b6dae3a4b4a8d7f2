/* What the two files of PostgreSQL share; a handle is libpq's connection. */
#ifndef DB_POSTGRES_DRIVER_H
#define DB_POSTGRES_DRIVER_H

#include <libpq-fe.h>

#include "driver.h"

phony_status db_postgres_load(void *handle, const db_source *source, uint64_t *rows,
                              phony_error *error);
phony_status db_postgres_command(void *handle, const char *sql, phony_error *error);
/* "duplicate key value violates ...; Key (id)=(7) already exists. (COPY t, line 3)" */
void db_postgres_words(PGconn *connection, const PGresult *result, db_text *words);
/* Gets the connection out of a COPY and past all results. */
void db_postgres_drain(PGconn *connection, const char *why);
#endif
