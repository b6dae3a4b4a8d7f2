#include "db.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "driver.h"

static const db_driver *const drivers[] = {&db_postgres, &db_mysql, &db_sqlite, NULL};

struct db_connection {
    const db_driver *driver;
    void *handle;
    char *name;
};

/* ---- Opening -----------------------------------------------------------------------------------
 */

static int is_scheme(const char *scheme, const char *text, size_t length)
{
    return scheme && strlen(scheme) == length && strncmp(scheme, text, length) == 0;
}

static const db_driver *find_driver(const char *url, size_t length)
{
    for (size_t i = 0; drivers[i]; i++)
        if (is_scheme(drivers[i]->dialect, url, length) ||
            is_scheme(drivers[i]->schemes[0], url, length) ||
            is_scheme(drivers[i]->schemes[1], url, length))
            return drivers[i];
    return NULL;
}

static const db_option *find_option(const db_driver *driver, const char *name)
{
    for (const db_option *option = driver->options; option->name; option++)
        if (strcmp(option->name, name) == 0)
            return option;
    return NULL;
}

/* "host, port, sslmode": what may stand there, for the message. */
static phony_status fail_option(const db_driver *driver, phony_error *error)
{
    db_text names = {0};
    phony_status status;

    for (const db_option *option = driver->options; option->name; option++) {
        db_text_add(&names, names.length ? ", " : "");
        db_text_add(&names, option->name);
    }
    status = names.failed ? db_fail_memory(error)
                          : db_fail(error, PHONY_ERROR_ARGUMENT, 0,
                                    "the URL of the database has an option that %s has not, or "
                                    "one twice; there are %s",
                                    driver->dialect, names.text);
    db_text_fini(&names);
    return status;
}

/* Says what the options are to the driver; none may be unknown or come twice. */
static phony_status know_options(const db_driver *driver, db_url *url, phony_error *error)
{
    for (size_t i = 0; i < url->option_count; i++) {
        const db_option *option = find_option(driver, url->options[i].name);
        for (size_t k = 0; option && k < i; k++)
            if (url->options[k].what == option->what)
                option = NULL;
        if (!option)
            return fail_option(driver, error);
        url->options[i].what = option->what;
    }
    return PHONY_OK;
}

/* The end of what may be shown of `part`, up to any of `ends`. */
static size_t copy_until(db_text *name, const char *part, const char *ends)
{
    size_t length = strcspn(part, ends);

    db_text_append(name, part, length);
    return length;
}

/* Options as they were written, without those that are secret. */
static void name_options(const db_driver *driver, const db_url *url, const char *text,
                         db_text *name)
{
    char separator = '?';

    for (size_t i = 0; *text && i < url->option_count; i++) {
        const db_option *option = find_option(driver, url->options[i].name);
        size_t length = strcspn(text, "&");
        if (option && !option->is_secret) {
            db_text_append(name, &separator, 1);
            db_text_append(name, text, length);
            separator = '&';
        }
        text += length + (text[length] == '&');
    }
}

/* The URL as it was written, less the password and what else is secret. */
static char *name_of(const db_driver *driver, const db_url *url, const char *text)
{
    const char *options = text + strcspn(text, "?"), *at = strstr(text, "://");
    db_text name = {0};

    if (url->password && at) {
        at += strlen("://");
        db_text_append(&name, text, (size_t)(at - text));
        copy_until(&name, at, ":");
        text = at + strcspn(at, "/?");
        for (at = text; at[-1] != '@';)
            at--;
        text = at - 1;
    }
    copy_until(&name, text, "?");
    if (*options)
        name_options(driver, url, options + 1, &name);
    if (!name.failed)
        return name.text;
    db_text_fini(&name);
    return NULL;
}

static phony_status open_driver(const db_driver *driver, const db_url *url, const char *text,
                                db_connection **connection, phony_error *error)
{
    db_connection *made = calloc(1, sizeof *made);
    phony_status status = made ? PHONY_OK : db_fail_memory(error);

    if (made) {
        made->driver = driver;
        made->name = name_of(driver, url, text);
        status = made->name ? driver->open(url, &made->handle, error) : db_fail_memory(error);
    }
    if (status) {
        free(made ? made->name : NULL);
        free(made);
        return status;
    }
    *connection = made;
    return PHONY_OK;
}

phony_status db_open(const char *url, db_connection **connection, phony_error *error)
{
    size_t scheme = strcspn(url, ":");
    const db_driver *driver = url[scheme] ? find_driver(url, scheme) : NULL;
    db_url parts;
    phony_status status;

    *connection = NULL;
    if (!driver)
        return db_fail(error, PHONY_ERROR_ARGUMENT, 0,
                       "the URL of the database begins with none of postgres://, mysql://, "
                       "mariadb:// and sqlite:");
    status = db_url_parse(url, scheme, driver->is_file, &parts, error);
    if (status)
        return status;
    status = know_options(driver, &parts, error);
    if (!status)
        status = open_driver(driver, &parts, url, connection, error);
    db_url_fini(&parts);
    return status;
}

void db_close(db_connection *connection)
{
    if (!connection)
        return;
    connection->driver->close(connection->handle);
    free(connection->name);
    free(connection);
}

/* ---- Using -------------------------------------------------------------------------------------
 */

const char *db_dialect(const db_connection *connection)
{
    return connection->driver->dialect;
}

const char *db_name(const db_connection *connection)
{
    return connection->name;
}

const char *db_format(const db_connection *connection)
{
    return connection->driver->format;
}

phony_status db_run(db_connection *connection, const char *sql, size_t length, phony_error *error)
{
    db_text script = {0};
    phony_status status;

    if (length && memchr(sql, '\0', length))
        return db_fail(error, PHONY_ERROR_ARGUMENT, 0, "a script has a NUL byte");
    db_text_append(&script, length ? sql : "", length);
    status = script.failed
                 ? db_fail_memory(error)
                 : connection->driver->run(connection->handle, script.text, length, error);
    db_text_fini(&script);
    return status;
}

phony_status db_load(db_connection *connection, const db_source *source, uint64_t *rows,
                     phony_error *error)
{
    uint64_t loaded = 0;
    phony_status status;

    if (!source->column_count)
        return db_fail(error, PHONY_ERROR_ARGUMENT, 0, "table '%s': no column to be loaded",
                       source->table);
    if (connection->driver->format ? !source->bytes : !source->cells)
        return db_fail(error, PHONY_ERROR_ARGUMENT, 0, "table '%s': a source without rows",
                       source->table);
    status = connection->driver->load(connection->handle, source, &loaded, error);
    if (!status && rows)
        *rows = loaded;
    return status;
}
