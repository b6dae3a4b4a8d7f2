#include "url.h"

#include <stdlib.h>
#include <string.h>

#include "driver.h"

static phony_status fail(phony_error *error, const char *why)
{
    return db_fail(error, PHONY_ERROR_ARGUMENT, 0, "the URL of the database: %s", why);
}

/* ---- Bytes -------------------------------------------------------------------------------------
 */

static int hex_digit(char digit)
{
    static const char digits[] = "0123456789abcdef0123456789ABCDEF";
    const char *at = digit ? strchr(digits, digit) : NULL;

    return at ? (int)(at - digits) % 16 : -1;
}

/* Decodes a part in its place and ends it with a NUL. */
static phony_status decode(char *part, size_t length, phony_error *error)
{
    char *out = part;

    for (size_t i = 0; i < length; i++) {
        int high, low;
        if (part[i] != '%') {
            *out++ = part[i];
            continue;
        }
        high = i + 1 < length ? hex_digit(part[i + 1]) : -1;
        low = i + 2 < length ? hex_digit(part[i + 2]) : -1;
        if (high < 0 || low < 0)
            return fail(error, "behind a % two hexadecimal digits must follow (% itself is %25)");
        if (high + low == 0)
            return fail(error, "%00 is in it, which nothing can have in its name");
        *out++ = (char)(16 * high + low);
        i += 2;
    }
    *out = '\0';
    return PHONY_OK;
}

/* What no URL has as it is: most often part of a password that is not encoded. */
static phony_status look(const char *text, phony_error *error)
{
    for (; *text; text++) {
        if ((unsigned char)*text <= ' ' || *text == 0x7f)
            return fail(error, "a space or control character is in it; write %20 and the like");
        if (*text == '#')
            return fail(error, "a # is in it; write %23");
    }
    return PHONY_OK;
}

/* Cuts `text` at the first `separator`; what is behind it, or NULL. */
static char *cut(char *text, char separator)
{
    char *at = strchr(text, separator);

    if (at)
        *at++ = '\0';
    return at;
}

/* Decodes a part; what is empty is not there. */
static phony_status take(char *part, const char **to, phony_error *error)
{
    *to = part && *part ? part : NULL;
    return *to ? decode(part, strlen(part), error) : PHONY_OK;
}

/* ---- Parts -------------------------------------------------------------------------------------
 */

static phony_status take_port(const char *text, db_url *url, phony_error *error)
{
    char *end;
    unsigned long port;

    if (!text)
        return PHONY_OK;
    port = *text >= '0' && *text <= '9' ? strtoul(text, &end, 10) : 0;
    if (!port || port > 65535 || *end)
        return fail(error,
                    "what is behind the last : of the host is no port from 1 to 65535; in "
                    "a password, : is %3A, @ is %40 and / is %2F");
    url->port = (unsigned)port;
    return PHONY_OK;
}

/* host, host:port, [::1], [::1]:port */
static phony_status take_host(char *text, db_url *url, phony_error *error)
{
    char *port = text;
    phony_status status;

    if (*text == '[') {
        port = cut(++text, ']');
        if (!port || (*port && *port != ':'))
            return fail(error, "an address in [ ] is followed by a : and a port, or nothing");
        if (!*text)
            return fail(error, "[ ] has no address in it");
        port = *port ? port + 1 : NULL;
    } else {
        port = cut(text, ':');
    }
    status = take_port(port, url, error);
    return status ? status : take(text, &url->host, error);
}

/* user:password@ before the host; an @ within is taken for a part of the password. */
static phony_status take_authority(char *text, db_url *url, phony_error *error)
{
    char *host = strrchr(text, '@'), *password;
    phony_status status = PHONY_OK;

    if (host) {
        *host++ = '\0';
        password = cut(text, ':');
        status = take(text, &url->user, error);
        if (!status && !url->user)
            status = fail(error, "before the @ there is no user");
        if (!status && password) {
            url->password = password;
            status = decode(password, strlen(password), error);
        }
    }
    return status ? status : take_host(host ? host : text, url, error);
}

static phony_status take_options(char *text, db_url *url, phony_error *error)
{
    phony_status status = PHONY_OK;

    while (!status && text && *text) {
        char *next = cut(text, '&'), *value = cut(text, '=');
        if (!value || !*text)
            return fail(error, "behind the ? stand options as name=value, with & between");
        if (strchr(value, '@'))
            return fail(error, "an @ is in an option; write %40 (in passwords, ? is %3F)");
        if (url->option_count == DB_OPTIONS_MAX)
            return fail(error, "it has more than 32 options");
        url->options[url->option_count].name = text;
        url->options[url->option_count++].value = value;
        status = decode(text, strlen(text), error);
        if (!status)
            status = decode(value, strlen(value), error);
        text = next;
    }
    return status;
}

static phony_status take_name(char *text, db_url *url, phony_error *error)
{
    if (text && strchr(text, '@'))
        return fail(error,
                    "an @ is in the name of the database; write %40 (in passwords, / is "
                    "%2F and ? is %3F)");
    return take(text, &url->name, error);
}

/* scheme:path, scheme:///path */
static phony_status parse_file(char *text, db_url *url, phony_error *error)
{
    phony_status status;

    if (strncmp(text, "//", 2) == 0) {
        text += 2;
        if (*text != '/')
            return fail(error,
                        "a file has no host: write sqlite:file.db, or sqlite:///folder/"
                        "file.db for a path from the root");
    }
    status = take_options(cut(text, '?'), url, error);
    if (!status)
        status = take(text, &url->name, error);
    if (!status && !url->name)
        status = fail(error, "it names no file; write sqlite:file.db or sqlite::memory:");
    return status;
}

static phony_status parse_server(char *text, db_url *url, phony_error *error)
{
    char *options, *name;
    phony_status status;

    if (strncmp(text, "//", 2) != 0)
        return fail(error, "behind the scheme stand :// and the host");
    text += 2;
    options = cut(text, '?');
    name = cut(text, '/');
    status = take_authority(text, url, error);
    if (!status)
        status = take_name(name, url, error);
    return status ? status : take_options(options, url, error);
}

/* ---- Whole URLs --------------------------------------------------------------------------------
 */

phony_status db_url_parse(const char *text, size_t scheme_length, int is_file, db_url *url,
                          phony_error *error)
{
    phony_status status;

    memset(url, 0, sizeof *url);
    text += scheme_length + 1;
    status = look(text, error);
    if (status)
        return status;
    url->capacity = strlen(text) + 1;
    url->bytes = malloc(url->capacity);
    if (!url->bytes)
        return db_fail_memory(error);
    memcpy(url->bytes, text, url->capacity);
    status = (is_file ? parse_file : parse_server)(url->bytes, url, error);
    if (status)
        db_url_fini(url);
    return status;
}

void db_url_fini(db_url *url)
{
    if (url->bytes)
        explicit_bzero(url->bytes, url->capacity);
    free(url->bytes);
    memset(url, 0, sizeof *url);
}

const char *db_url_option(const db_url *url, int what)
{
    for (size_t i = 0; i < url->option_count; i++)
        if (url->options[i].what == what)
            return url->options[i].value;
    return NULL;
}
