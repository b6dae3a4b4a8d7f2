/* URLs of databases: what their parts are, which are refused, and that no message shows any of
 * what could be a password. */

#include "db.h"
#include "driver.h"
#include "unit.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* ---- Parts -------------------------------------------------------------------------------------
 */

static const struct {
    const char *url;
    int scheme, is_file;
    const char *user, *password, *host;
    size_t port;
    const char *name, *option, *value; /* the last option */
} parts[] = {
    {"postgres://ann:s3cret@db.example:5433/shop?sslmode=require", 8, 0, "ann", "s3cret",
     "db.example", 5433, "shop", "sslmode", "require"},
    {"postgres:///shop", 8, 0, NULL, NULL, NULL, 0, "shop", NULL, NULL},
    {"postgres://", 8, 0, NULL, NULL, NULL, 0, NULL, NULL, NULL},
    {"postgres:///shop?host=/run/postgresql", 8, 0, NULL, NULL, NULL, 0, "shop", "host",
     "/run/postgresql"},
    {"mysql://root@localhost/", 5, 0, "root", NULL, "localhost", 0, NULL, NULL, NULL},
    {"mysql://root:@localhost", 5, 0, "root", "", "localhost", 0, NULL, NULL, NULL},
    {"mysql://u%40x:a%3Ab%2Fc%25@h/n%20m", 5, 0, "u@x", "a:b/c%", "h", 0, "n m", NULL, NULL},
    {"mysql://u:p@ss:w@h:1/n", 5, 0, "u", "p@ss:w", "h", 1, "n", NULL, NULL},
    {"mysql://[::1]:3307/n", 5, 0, NULL, NULL, "::1", 3307, "n", NULL, NULL},
    {"mysql://u@[fe80::1%25eth0]/n", 5, 0, "u", NULL, "fe80::1%eth0", 0, "n", NULL, NULL},
    {"mysql://h:65535/n?a=1&b=&c=x%26y", 5, 0, NULL, NULL, "h", 65535, "n", "c", "x&y"},
    {"mysql://\xc5\x9e@h/\xf0\x9f\x8e\x89", 5, 0, "\xc5\x9e", NULL, "h", 0, "\xf0\x9f\x8e\x89",
     NULL, NULL},
    {"sqlite:file.db", 6, 1, NULL, NULL, NULL, 0, "file.db", NULL, NULL},
    {"sqlite::memory:", 6, 1, NULL, NULL, NULL, 0, ":memory:", NULL, NULL},
    {"sqlite:/a/b.db?mode=rw", 6, 1, NULL, NULL, NULL, 0, "/a/b.db", "mode", "rw"},
    {"sqlite:///a/b@c.db", 6, 1, NULL, NULL, NULL, 0, "/a/b@c.db", NULL, NULL},
    {"sqlite:a%3fb%20c", 6, 1, NULL, NULL, NULL, 0, "a?b c", NULL, NULL},
};

static void assert_text(const char *is, const char *expected, const char *url)
{
    ck_assert_msg(is ? expected && strcmp(is, expected) == 0 : !expected,
                  "%s: expected %s, but it is %s", url, expected ? expected : "nothing",
                  is ? is : "nothing");
}

START_TEST(urls_have_parts)
{
    for (size_t i = 0; i < COUNT(parts); i++) {
        phony_error error = {0};
        db_url url;
        ck_assert_msg(db_url_parse(parts[i].url, (size_t)parts[i].scheme, parts[i].is_file, &url,
                                   &error) == PHONY_OK,
                      "%s: %s", parts[i].url, error.message);
        assert_text(url.user, parts[i].user, parts[i].url);
        assert_text(url.password, parts[i].password, parts[i].url);
        assert_text(url.host, parts[i].host, parts[i].url);
        ck_assert_uint_eq(url.port, parts[i].port);
        assert_text(url.name, parts[i].name, parts[i].url);
        if (parts[i].option) {
            ck_assert_uint_gt(url.option_count, 0);
            assert_text(url.options[url.option_count - 1].name, parts[i].option, parts[i].url);
            assert_text(url.options[url.option_count - 1].value, parts[i].value, parts[i].url);
        } else {
            ck_assert_uint_eq(url.option_count, 0);
        }
        db_url_fini(&url);
    }
}
END_TEST

/* ---- What is wrong with them -------------------------------------------------------------------
 */

/* All have `hush` where a password could be. */
static const struct {
    const char *url, *says;
} refused[] = {
    {"", "begins with none"},
    {"hush", "begins with none"},
    {"hush:hush", "begins with none"},
    {"://hush", "begins with none"},
    {"postgre://hush", "begins with none"},
    {"POSTGRES://hush", "begins with none"},
    {"oracle://u:hush@h/n", "begins with none"},
    {"postgres:", "://"},
    {"postgres:hush", "://"},
    {"postgres:/hush", "://"},
    {"mysql:u:hush@h", "://"},
    {"postgres://u:hu sh@h/n", "%20"},
    {"postgres://u:hu\tsh@h/n", "%20"},
    {"postgres://u:hu\nsh@h/n", "%20"},
    {"postgres://u:hush#@h/n", "%23"},
    {"postgres://u:hush%@h/n", "%25"},
    {"postgres://u:hush%4@h/n", "%25"},
    {"postgres://u:hush%zz@h/n", "%25"},
    {"postgres://u:hush%00@h/n", "%00"},
    {"postgres://u:hush@h/n%2", "%25"},
    {"postgres://:hush@h/n", "no user"},
    {"postgres://@hush/n", "no user"},
    {"postgres://h:hush/n", "port"},
    {"postgres://h:0/hush", "port"},
    {"postgres://h:65536/hush", "port"},
    {"postgres://h:-1/hush", "port"},
    {"postgres://h:/hush", "port"},
    {"postgres://h:5432x/hush", "port"},
    {"postgres://h:99999999999999999999/hush", "port"},
    {"postgres://u:hush/word@h/n", "port"},
    {"postgres://u:12/hush@h/n", "%2F"},
    {"postgres://u:12?hush@h/n", "name=value"},
    {"postgres://u:12?a=hush@h/n", "%40"},
    {"postgres://[::1/hush", "[ ]"},
    {"postgres://[::1]hush/n", "[ ]"},
    {"postgres://[]/hush", "[ ]"},
    {"postgres://h/n?hush", "name=value"},
    {"postgres://h/n?=hush", "name=value"},
    {"postgres://h/n?hush=1", "sslmode"},
    {"postgres://h/n?sslmode=hush&sslmode=hush", "twice"},
    {"postgres://h/n?client_encoding=hush", "sslmode"},
    {"mysql://h/n?sslmode=hush", "ssl-mode"},
    {"mysql://h/n?ssl-mode=hush", "verify-identity"},
    {"mysql://h/n?connect-timeout=hush", "seconds"},
    {"mysql://h/n?local-infile=hush", "socket"},
    {"sqlite:", "no file"},
    {"sqlite:?mode=ro", "no file"},
    {"sqlite://hush/n", "no host"},
    {"sqlite:hush?mode=x", "rwc"},
    {"sqlite:hush?cache=shared", "mode"},
    {"sqlite:hush?mode=ro&mode=rw", "twice"},
};

START_TEST(what_is_no_url_is_said_without_showing_it)
{
    for (size_t i = 0; i < COUNT(refused); i++) {
        db_connection *connection = NULL;
        phony_error error = {0};
        ck_assert_msg(db_open(refused[i].url, &connection, &error) == PHONY_ERROR_ARGUMENT,
                      "%s is not refused", refused[i].url);
        ck_assert_ptr_eq(connection, NULL);
        ck_assert_int_eq(error.status, PHONY_ERROR_ARGUMENT);
        ck_assert_msg(strstr(error.message, refused[i].says) != NULL, "%s: %s", refused[i].url,
                      error.message);
        ck_assert_msg(!strstr(error.message, "hush"), "%s", error.message);
        ck_assert_int_eq(db_open(refused[i].url, &connection, NULL), PHONY_ERROR_ARGUMENT);
    }
}
END_TEST

START_TEST(a_url_has_a_bounded_number_of_options)
{
    char url[1024] = "mysql://h/n?a=1";
    phony_error error = {0};
    char *end = url + strlen(url);
    db_url parsed;

    for (int i = 1; i < DB_OPTIONS_MAX; i++, end += 4)
        memcpy(end, "&a=1", 5);
    ck_assert_int_eq(db_url_parse(url, 5, 0, &parsed, &error), PHONY_OK);
    ck_assert_uint_eq(parsed.option_count, DB_OPTIONS_MAX);
    db_url_fini(&parsed);
    memcpy(end, "&a=1", 5);
    ck_assert_int_eq(db_url_parse(url, 5, 0, &parsed, &error), PHONY_ERROR_ARGUMENT);
    ck_assert_ptr_ne(strstr(error.message, "32"), NULL);
}
END_TEST

/* ---- Failures ----------------------------------------------------------------------------------
 */

START_TEST(messages_are_one_line_of_whole_characters)
{
    char words[600];
    phony_error error;

    ck_assert_int_eq(db_fail(&error, PHONY_ERROR_IO, 7, "a\nb\tc: %s", "d\r\n"), PHONY_ERROR_IO);
    ck_assert_str_eq(error.message, "a b c: d");
    ck_assert_uint_eq(error.line, 7);
    for (size_t shift = 0; shift < 4; shift++) {
        size_t length;
        memset(words, 'x', shift);
        for (size_t i = shift; i < sizeof words; i++)
            words[i] = "\xf0\x9f\x8e\x89"[(i - shift) % 4];
        words[sizeof words - 1] = '\0';
        db_fail(&error, PHONY_ERROR_IO, 0, "%s", words);
        length = strlen(error.message);
        ck_assert_uint_gt(length, sizeof error.message - 10);
        ck_assert_uint_eq((length - shift) % 4, 0);
    }
    ck_assert_int_eq(db_fail(NULL, PHONY_ERROR_IO, 0, "x"), PHONY_ERROR_IO);
}
END_TEST

START_TEST(servers_that_are_not_there_are_said_without_secrets)
{
    static const char *const urls[] = {
        "postgres://u:hush@127.0.0.1:1/n",      "postgres://u@127.0.0.1:1/n?password=hush",
        "mysql://u:hush@127.0.0.1:1/n",         "mysql://u:hush@h.invalid/n",
        "postgres://u:hush@h.invalid/n",        "postgres://u:hush@/n?host=/nowhere",
        "mysql://u:hush@/n?socket=/nowhere/to", "sqlite:/nowhere/file",
    };

    for (size_t i = 0; i < COUNT(urls); i++) {
        db_connection *connection = NULL;
        phony_error error = {0};
        ck_assert_msg(db_open(urls[i], &connection, &error) == PHONY_ERROR_IO, "%s: %s", urls[i],
                      error.message);
        ck_assert_ptr_eq(connection, NULL);
        ck_assert_msg(!strstr(error.message, "hush"), "%s", error.message);
        ck_assert_uint_gt(strlen(error.message), 20);
    }
}
END_TEST

START_TEST(names_are_urls_without_secrets)
{
    static const struct {
        const char *url, *name;
    } cases[] = {
        {"sqlite::memory:", "sqlite::memory:"},
        {"sqlite::memory:?mode=rwc", "sqlite::memory:?mode=rwc"},
    };

    for (size_t i = 0; i < COUNT(cases); i++) {
        db_connection *connection;
        phony_error error = {0};
        ck_assert_msg(db_open(cases[i].url, &connection, &error) == PHONY_OK, "%s", error.message);
        ck_assert_str_eq(db_name(connection), cases[i].name);
        ck_assert_str_eq(db_dialect(connection), "sqlite");
        ck_assert_ptr_eq(db_format(connection), NULL);
        db_close(connection);
    }
    db_close(NULL);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("db_url");

    UNIT_ADD(suite, urls_have_parts);
    UNIT_ADD(suite, what_is_no_url_is_said_without_showing_it);
    UNIT_ADD(suite, a_url_has_a_bounded_number_of_options);
    UNIT_ADD(suite, messages_are_one_line_of_whole_characters);
    UNIT_ADD(suite, servers_that_are_not_there_are_said_without_secrets);
    UNIT_ADD(suite, names_are_urls_without_secrets);
    return suite;
}
