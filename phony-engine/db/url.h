/* URLs of databases, taken apart:
 *
 *     scheme://user:password@host:port/name?option=value&option=value
 *     scheme:path?option=value                                          (files)
 *
 * In each part, %41 stands for the byte 0x41. What is wrong with a URL is said without quoting it:
 * what looks like a port may be half of a password. */
#ifndef DB_URL_H
#define DB_URL_H

#include <phony.h>
#include <stddef.h>

enum { DB_OPTIONS_MAX = 32 };

/* Parts that are not there are NULL; none is empty but the password. */
typedef struct db_url {
    const char *user, *password, *host, *name; /* name: of the database, or the path of the file */
    unsigned port;                             /* 0: none */
    size_t option_count;
    struct {
        const char *name, *value;
        int what; /* the driver's, set by who knows its options */
    } options[DB_OPTIONS_MAX];
    char *bytes; /* where all of them are, decoded */
    size_t capacity;
} db_url;

/* Takes a URL apart; `scheme_length` bytes of it are the scheme. Returns PHONY_ERROR_ARGUMENT or
 * _MEMORY, with nothing to be let go of. */
phony_status db_url_parse(const char *text, size_t scheme_length, int is_file, db_url *url,
                          phony_error *error);
/* Overwrites what may be secret and lets go of it. */
void db_url_fini(db_url *url);
/* The value of an option, by what it is to the driver; NULL: it is not there. */
const char *db_url_option(const db_url *url, int what);
#endif
