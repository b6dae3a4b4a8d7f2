/* MySQL and MariaDB, by MariaDB's Connector/C: opening and scripts. mysql_load.c loads. */
#include "mysql_driver.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { OPTION_SOCKET = 1, OPTION_TLS, OPTION_CA, OPTION_CERT, OPTION_KEY, OPTION_TIMEOUT };
static const db_option options[] = {
    {"socket", OPTION_SOCKET, 0},
    {"ssl-mode", OPTION_TLS, 0},
    {"ssl-ca", OPTION_CA, 0},
    {"ssl-cert", OPTION_CERT, 0},
    {"ssl-key", OPTION_KEY, 0},
    {"connect-timeout", OPTION_TIMEOUT, 0},
    {NULL, 0, 0},
};

/* What literals mean, whatever the server's defaults are: backslashes are escapes, zeros are not
 * numbered anew, what does not fit is refused, and times are in UTC, as the rows are. */
static const char session[] =
    "SET SESSION sql_mode = CONCAT(REPLACE(@@SESSION.sql_mode, 'NO_BACKSLASH_ESCAPES', ''), "
    "',STRICT_ALL_TABLES,NO_AUTO_VALUE_ON_ZERO'), time_zone = '+00:00', autocommit = 1, "
    "max_error_count = 64";

/* ---- Opening -----------------------------------------------------------------------------------
 */

static pthread_once_t library_once = PTHREAD_ONCE_INIT;

/* mysql_init does it too, but not where two threads are the first. */
static void begin_library(void)
{
    mysql_library_init(0, NULL, NULL);
}

static void set_flag(MYSQL *mysql, enum mysql_option option, my_bool flag)
{
    mysql_options(mysql, option, &flag);
}

static void set_text(MYSQL *mysql, enum mysql_option option, const char *value)
{
    if (value)
        mysql_options(mysql, option, value);
}

static phony_status set_tls(MYSQL *mysql, const db_url *url, phony_error *error)
{
    static const struct {
        const char *name;
        my_bool enforce, verify;
    } modes[] = {{"preferred", 0, 0}, {"required", 1, 0}, {"verify-identity", 1, 1}};
    const char *mode = db_url_option(url, OPTION_TLS);

    set_text(mysql, MYSQL_OPT_SSL_CA, db_url_option(url, OPTION_CA));
    set_text(mysql, MYSQL_OPT_SSL_CERT, db_url_option(url, OPTION_CERT));
    set_text(mysql, MYSQL_OPT_SSL_KEY, db_url_option(url, OPTION_KEY));
    for (size_t i = 0; mode && i < sizeof modes / sizeof *modes; i++)
        if (strcmp(modes[i].name, mode) == 0) {
            set_flag(mysql, MYSQL_OPT_SSL_ENFORCE, modes[i].enforce);
            set_flag(mysql, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, modes[i].verify);
            mode = NULL;
        }
    return mode ? db_fail(error, PHONY_ERROR_ARGUMENT, 0,
                          "the URL of the database: ssl-mode is preferred, required or "
                          "verify-identity")
                : PHONY_OK;
}

static phony_status set_options(MYSQL *mysql, const db_url *url, phony_error *error)
{
    const char *text = db_url_option(url, OPTION_TIMEOUT);
    unsigned seconds = text ? (unsigned)strtoul(text, NULL, 10) : DB_CONNECT_SECONDS;
    unsigned local = 1;

    if (!seconds)
        return db_fail(error, PHONY_ERROR_ARGUMENT, 0,
                       "the URL of the database: connect-timeout is a number of seconds from 1 on");
    mysql_options(mysql, MYSQL_OPT_CONNECT_TIMEOUT, &seconds);
    mysql_options(mysql, MYSQL_OPT_LOCAL_INFILE, &local);
    /* ~/.my.cnf, for user and password. */
    mysql_options(mysql, MYSQL_READ_DEFAULT_GROUP, "client");
    return set_tls(mysql, url, error);
}

static phony_status connect_mysql(db_mysql_handle *h, const db_url *url, phony_error *error)
{
    phony_status status = set_options(h->mysql, url, error);

    if (status)
        return status;
    db_mysql_serve(h);
    if (!mysql_real_connect(h->mysql, url->host, url->user, url->password, url->name, url->port,
                            db_url_option(url, OPTION_SOCKET), CLIENT_MULTI_STATEMENTS) ||
        mysql_set_character_set(h->mysql, "utf8mb4") != 0)
        return db_mysql_fail(h, error);
    return db_mysql_command(h, session, error);
}

static void close_mysql(void *handle)
{
    db_mysql_handle *h = handle;

    if (h->mysql)
        mysql_close(h->mysql);
    free(h);
}

static phony_status open_mysql(const db_url *url, void **handle, phony_error *error)
{
    db_mysql_handle *h = calloc(1, sizeof *h);
    phony_status status;

    pthread_once(&library_once, begin_library);
    if (!h)
        return db_fail_memory(error);
    h->mysql = mysql_init(NULL);
    status = h->mysql ? connect_mysql(h, url, error) : db_fail_memory(error);
    if (status)
        close_mysql(h);
    else
        *handle = h;
    return status;
}

/* ---- Statements --------------------------------------------------------------------------------
 */

phony_status db_mysql_fail(db_mysql_handle *h, phony_error *error)
{
    return db_fail(error, PHONY_ERROR_IO, 0, "mysql: %s", mysql_error(h->mysql));
}

static phony_status fail_statement(db_mysql_handle *h, unsigned long number, phony_error *error)
{
    if (number == 1)
        return db_mysql_fail(h, error);
    return db_fail(error, PHONY_ERROR_IO, 0, "mysql: statement %lu: %s", number,
                   mysql_error(h->mysql));
}

static phony_status run_mysql(void *handle, const char *sql, size_t length, phony_error *error)
{
    db_mysql_handle *h = handle;
    unsigned long number = 1;
    int failed = mysql_real_query(h->mysql, sql, (unsigned long)length);

    while (!failed) {
        /* What a statement gives is read row by row and let go of. */
        MYSQL_RES *result = mysql_use_result(h->mysql);
        if (result)
            mysql_free_result(result);
        number++;
        failed = mysql_next_result(h->mysql);
        if (failed < 0)
            return PHONY_OK;
    }
    /* Of nothing but comments. */
    if (mysql_errno(h->mysql) == ER_EMPTY_QUERY)
        return PHONY_OK;
    return fail_statement(h, number, error);
}

phony_status db_mysql_command(void *handle, const char *sql, phony_error *error)
{
    return run_mysql(handle, sql, strlen(sql), error);
}

const db_driver db_mysql = {
    .dialect = "mysql",
    .schemes = {"mariadb"},
    .format = "load",
    .options = options,
    .open = open_mysql,
    .close = close_mysql,
    .run = run_mysql,
    .load = db_mysql_load,
};
