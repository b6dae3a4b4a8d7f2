/* Loading into MySQL and MariaDB: LOAD DATA LOCAL INFILE of a file that is none. The server asks
 * for it by its name, and is given what the source makes; asked for any other, it is given nothing:
 * a server may ask for files that nobody named. */
#include <stdio.h>
#include <string.h>

#include "mysql_driver.h"

static const char file_name[] = "phony-rows";

/* ---- The file that is none ---------------------------------------------------------------------
 */

static int begin_file(void **file, const char *name, void *user)
{
    db_mysql_handle *h = user;

    *file = h;
    h->refused = !h->source || strcmp(name, file_name) != 0;
    return h->refused;
}

/* Reads on where the last bytes are all sent; parts end between batches of the source, which are
 * whole rows. */
static void read_source(db_mysql_handle *h)
{
    if (h->left || h->end || h->sent >= DB_PART_BYTES)
        return;
    h->status = h->source->bytes(h->source->user, &h->bytes, &h->left, &h->error);
    if (h->status)
        h->left = 0;
    h->end = h->left == 0;
}

static int read_file(void *file, char *to, unsigned int capacity)
{
    db_mysql_handle *h = file;
    size_t length;

    read_source(h);
    if (h->status)
        return -1;
    length = h->left < capacity ? h->left : capacity;
    if (length)
        memcpy(to, h->bytes, length);
    h->bytes += length;
    h->left -= length;
    h->sent += length;
    return (int)length;
}

static void end_file(void *file)
{
    (void)file;
}

static int explain_file(void *file, char *to, unsigned int capacity)
{
    const db_mysql_handle *h = file;

    snprintf(to, capacity, "%s",
             h->refused ? "the server asked for a file of this machine; LOAD DATA LOCAL is not for "
                          "scripts"
                        : "the rows could not be made");
    return CR_UNKNOWN_ERROR;
}

void db_mysql_serve(db_mysql_handle *h)
{
    mysql_set_local_infile_handler(h->mysql, begin_file, read_file, end_file, explain_file, h);
}

/* ---- Loading -----------------------------------------------------------------------------------
 */

static int is_bytes(const db_source *source, size_t column)
{
    return source->is_bytes && source->is_bytes[column];
}

/* Binary columns come in hexadecimal: ... (`a`, @c1) SET `b` = UNHEX(@c1) */
static void load_statement(const db_source *source, db_text *sql)
{
    char variable[48];
    const char *before = " SET ";

    db_text_add(sql, "LOAD DATA LOCAL INFILE '");
    db_text_add(sql, file_name);
    db_text_add(sql, "' INTO TABLE ");
    db_text_add_name(sql, source->table, '`');
    db_text_add(sql,
                " CHARACTER SET utf8mb4 FIELDS TERMINATED BY '\\t' ESCAPED BY '\\\\' "
                "LINES TERMINATED BY '\\n'");
    for (size_t i = 0; i < source->column_count; i++) {
        snprintf(variable, sizeof variable, "@c%zu", i);
        db_text_add(sql, i ? ", " : " (");
        if (is_bytes(source, i))
            db_text_add(sql, variable);
        else
            db_text_add_name(sql, source->columns[i], '`');
    }
    db_text_add(sql, ")");
    for (size_t i = 0; i < source->column_count; i++)
        if (is_bytes(source, i)) {
            snprintf(variable, sizeof variable, " = UNHEX(@c%zu)", i);
            db_text_add(sql, before);
            db_text_add_name(sql, source->columns[i], '`');
            db_text_add(sql, variable);
            before = ", ";
        }
}

/* What MariaDB and MySQL say of it, by version. */
static int is_local_off(unsigned number)
{
    static const unsigned numbers[] = {4166, 3948, 3950, 1148};

    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (numbers[i] == number)
            return 1;
    return 0;
}

static phony_status fail_load(db_mysql_handle *h, uint64_t rows, phony_error *error)
{
    if (h->status) {
        if (error)
            *error = h->error;
        return h->status;
    }
    if (is_local_off(mysql_errno(h->mysql)))
        return db_fail_rows(error, h->source, rows,
                            "local_infile is off, which loading needs; turn it on with SET GLOBAL "
                            "local_infile = ON, as an administrator of the server, or with "
                            "local_infile=1 below [mysqld] in its my.cnf, and have no "
                            "local-infile=0 below [client] in this machine's");
    return db_fail_rows(error, h->source, rows, mysql_error(h->mysql));
}

/* With LOCAL, servers load what they can and warn of the rest, which they changed or left out. */
static phony_status look_for_warnings(db_mysql_handle *h, uint64_t rows, phony_error *error)
{
    MYSQL_RES *result = NULL;
    MYSQL_ROW row = NULL;
    phony_status status;

    if (!mysql_warning_count(h->mysql))
        return PHONY_OK;
    if (mysql_query(h->mysql, "SHOW WARNINGS LIMIT 1") == 0)
        result = mysql_store_result(h->mysql);
    if (result)
        row = mysql_fetch_row(result);
    status = db_fail_rows(error, h->source, rows,
                          row && row[2] ? row[2] : "the server warns and does not say of what");
    if (result)
        mysql_free_result(result);
    return status;
}

static phony_status load_part(db_mysql_handle *h, const db_text *sql, uint64_t *rows,
                              phony_error *error)
{
    phony_status status;

    h->sent = 0;
    if (mysql_real_query(h->mysql, sql->text, (unsigned long)sql->length) != 0 || h->status)
        return fail_load(h, *rows, error);
    status = look_for_warnings(h, *rows, error);
    if (!status)
        *rows += mysql_affected_rows(h->mysql);
    return status;
}

static phony_status load_parts(void *handle, const db_source *source, uint64_t *rows,
                               phony_error *error)
{
    db_mysql_handle *h = handle;
    db_text sql = {0};
    phony_status status = PHONY_OK;

    load_statement(source, &sql);
    if (sql.failed)
        status = db_fail_memory(error);
    h->source = source;
    h->left = 0;
    h->end = 0;
    h->status = PHONY_OK;
    while (!status && !h->end)
        status = load_part(h, &sql, rows, error);
    h->source = NULL;
    db_text_fini(&sql);
    return status;
}

phony_status db_mysql_load(void *handle, const db_source *source, uint64_t *rows,
                           phony_error *error)
{
    db_mysql_handle *h = handle;
    unsigned state = 0;
    int is_open;

    mariadb_get_infov(h->mysql, MARIADB_CONNECTION_SERVER_STATUS, &state);
    is_open = state & SERVER_STATUS_IN_TRANS || !(state & SERVER_STATUS_AUTOCOMMIT);
    return db_load_whole(h, is_open, db_mysql_command, load_parts, source, rows, error);
}
