/* A connection to MySQL or MariaDB, and what its two files share. */
#ifndef DB_MYSQL_DRIVER_H
#define DB_MYSQL_DRIVER_H

#include <errmsg.h>
#include <mysql.h>
#include <mysqld_error.h>

#include "driver.h"

typedef struct db_mysql_handle {
    MYSQL *mysql;
    /* Of the load that is going on; NULL: none is, and no file is given to the server. */
    const db_source *source;
    const char *bytes; /* of the source, not sent yet */
    size_t left;
    size_t sent;         /* of the part */
    int end;             /* the source has no more */
    int refused;         /* the server asked for a file of this machine */
    phony_status status; /* of the source */
    phony_error error;
} db_mysql_handle;

/* Lets the server read what is loaded, and nothing else of this machine. */
void db_mysql_serve(db_mysql_handle *h);
phony_status db_mysql_load(void *handle, const db_source *source, uint64_t *rows,
                           phony_error *error);
/* Fails in the server's words. */
phony_status db_mysql_fail(db_mysql_handle *h, phony_error *error);
phony_status db_mysql_command(void *handle, const char *sql, phony_error *error);
#endif
