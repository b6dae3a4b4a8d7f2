/* CREATE TABLE and what goes with it, as it is written; whether databases take it is for
 * tests/sql. */
#include "base/alloc.h"
#include "format_util.h"
#include "write/ddl.h"

#define COLUMNS(...)                                                                               \
    {                                                                                              \
        (const uint32_t[]){__VA_ARGS__}, sizeof((uint32_t[]){__VA_ARGS__}) / sizeof(uint32_t)      \
    }

static const char *const states[] = {"new", "it's"};
static ph_values name_default; /* made by made() */

static const ph_ddl_column user_columns[] = {
    {"id", {.kind = PH_TYPE_INT64}, 0, NULL, NULL, 0},
    {"email", {.kind = PH_TYPE_TEXT, .length = 80}, 1, NULL, NULL, 0},
    {"name", {.kind = PH_TYPE_TEXT}, 0, &name_default, NULL, 0},
    {"state", {.kind = PH_TYPE_ENUM}, 1, NULL, states, 2},
    {"boss", {.kind = PH_TYPE_INT64}, 0, NULL, NULL, 0},
};
static const ph_ddl_column order_columns[] = {
    {"user", {.kind = PH_TYPE_INT64}, 1, NULL, NULL, 0},
    {"code", {.kind = PH_TYPE_TEXT}, 1, NULL, NULL, 0},
    {"total", {.kind = PH_TYPE_DECIMAL, .precision = 10, .scale = 2}, 0, NULL, NULL, 0},
};
static const ph_ddl_columns user_uniques[] = {COLUMNS(1)}, user_indexes[] = {COLUMNS(3, 1)};
static const ph_ddl_foreign_key user_keys[] = {{COLUMNS(4), 0, COLUMNS(0), PH_DDL_SET_NULL}};
static const ph_ddl_foreign_key order_keys[] = {{COLUMNS(0), 0, COLUMNS(0), PH_DDL_CASCADE}};
static const ph_ddl_table tables[] = {
    {"User", user_columns, COUNT(user_columns), COLUMNS(0), user_uniques, user_indexes, 1, 1,
     user_keys, 1},
    {"Order", order_columns, COUNT(order_columns), COLUMNS(0, 1), NULL, NULL, 0, 0, order_keys, 1},
};
static const ph_ddl shop = {tables, COUNT(tables)};

static phony_status write_all(const ph_ddl *ddl, ph_sql_dialect dialect, ph_buffer *out,
                              phony_error *error)
{
    phony_status status = ph_ddl_open(dialect, out, error);

    if (!status)
        status = ph_ddl_drop(ddl, dialect, out, error);
    if (!status)
        status = ph_ddl_create(ddl, dialect, out, error);
    if (!status)
        status = ph_ddl_finish(ddl, dialect, out, error);
    return status ? status : ph_ddl_close(dialect, out, error);
}

static void make_default(void)
{
    fill_column(&name_default, "text", (const char *const[]){"O'\\"}, 1);
}

static void assert_shop(ph_sql_dialect dialect, const char *expected)
{
    ph_buffer out = PH_BUFFER_INIT;

    make_default();
    ck_assert_int_eq(write_all(&shop, dialect, &out, NULL), PHONY_OK);
    assert_bytes(&out, expected, ph_sql_dialect_name(dialect));
    ph_buffer_fini(&out);
    ph_values_fini(&name_default);
}

START_TEST(tables_for_postgres)
{
    assert_shop(PH_SQL_POSTGRES,
                "SET client_encoding = 'UTF8';\n"
                "SET standard_conforming_strings = on;\n"
                "BEGIN;\n"
                "DROP TABLE IF EXISTS \"User\", \"Order\";\n"
                "DROP TYPE IF EXISTS \"User_state\";\n"
                "CREATE TYPE \"User_state\" AS ENUM ('new', 'it''s');\n"
                "CREATE TABLE \"User\" (\n"
                "    \"id\" BIGINT NOT NULL,\n"
                "    \"email\" VARCHAR(80) NOT NULL,\n"
                "    \"name\" TEXT DEFAULT 'O''\\',\n"
                "    \"state\" \"User_state\" NOT NULL,\n"
                "    \"boss\" BIGINT,\n"
                "    PRIMARY KEY (\"id\"),\n"
                "    UNIQUE (\"email\")\n"
                ");\n"
                "CREATE TABLE \"Order\" (\n"
                "    \"user\" BIGINT NOT NULL,\n"
                "    \"code\" TEXT NOT NULL,\n"
                "    \"total\" NUMERIC(10, 2),\n"
                "    PRIMARY KEY (\"user\", \"code\"),\n"
                "    FOREIGN KEY (\"user\") REFERENCES \"User\" (\"id\") ON DELETE CASCADE\n"
                ");\n"
                "CREATE INDEX \"User_state_email_idx\" ON \"User\" (\"state\", \"email\");\n"
                "ALTER TABLE \"User\" ADD FOREIGN KEY (\"boss\") REFERENCES \"User\" (\"id\") "
                "ON DELETE SET NULL;\n"
                "COMMIT;\n");
}
END_TEST

START_TEST(tables_for_mysql)
{
    assert_shop(PH_SQL_MYSQL,
                "SET NAMES utf8mb4;\n"
                "SET SESSION sql_mode = REPLACE(@@SESSION.sql_mode, 'NO_BACKSLASH_ESCAPES', '');\n"
                "SET autocommit = 0;\n"
                "SET foreign_key_checks = 0;\n"
                "DROP TABLE IF EXISTS `User`, `Order`;\n"
                "SET foreign_key_checks = 1;\n"
                "CREATE TABLE `User` (\n"
                "    `id` BIGINT NOT NULL,\n"
                "    `email` VARCHAR(80) NOT NULL,\n"
                "    `name` LONGTEXT DEFAULT ('O''\\\\'),\n"
                "    `state` ENUM('new', 'it''s') NOT NULL,\n"
                "    `boss` BIGINT,\n"
                "    PRIMARY KEY (`id`),\n"
                "    UNIQUE (`email`)\n"
                ") DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;\n"
                "CREATE TABLE `Order` (\n"
                "    `user` BIGINT NOT NULL,\n"
                "    `code` VARCHAR(255) NOT NULL,\n"
                "    `total` DECIMAL(10, 2),\n"
                "    PRIMARY KEY (`user`, `code`),\n"
                "    FOREIGN KEY (`user`) REFERENCES `User` (`id`) ON DELETE CASCADE\n"
                ") DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;\n"
                "CREATE INDEX `User_state_email_idx` ON `User` (`state`, `email`);\n"
                "ALTER TABLE `User` ADD FOREIGN KEY (`boss`) REFERENCES `User` (`id`) "
                "ON DELETE SET NULL;\n"
                "COMMIT;\n"
                "SET autocommit = 1;\n");
}
END_TEST

START_TEST(tables_for_sqlite)
{
    assert_shop(PH_SQL_SQLITE,
                "PRAGMA foreign_keys = ON;\n"
                "BEGIN;\n"
                "DROP TABLE IF EXISTS \"Order\";\n"
                "DROP TABLE IF EXISTS \"User\";\n"
                "CREATE TABLE \"User\" (\n"
                "    \"id\" INTEGER NOT NULL,\n"
                "    \"email\" VARCHAR(80) NOT NULL,\n"
                "    \"name\" TEXT DEFAULT 'O''\\',\n"
                "    \"state\" TEXT CHECK (\"state\" IN ('new', 'it''s')) NOT NULL,\n"
                "    \"boss\" INTEGER,\n"
                "    PRIMARY KEY (\"id\"),\n"
                "    UNIQUE (\"email\"),\n"
                "    FOREIGN KEY (\"boss\") REFERENCES \"User\" (\"id\") ON DELETE SET NULL "
                "DEFERRABLE INITIALLY DEFERRED\n"
                ");\n"
                "CREATE TABLE \"Order\" (\n"
                "    \"user\" INTEGER NOT NULL,\n"
                "    \"code\" TEXT NOT NULL,\n"
                "    \"total\" DECIMAL(10, 2),\n"
                "    PRIMARY KEY (\"user\", \"code\"),\n"
                "    FOREIGN KEY (\"user\") REFERENCES \"User\" (\"id\") ON DELETE CASCADE\n"
                ");\n"
                "CREATE INDEX \"User_state_email_idx\" ON \"User\" (\"state\", \"email\");\n"
                "COMMIT;\n");
}
END_TEST

/* ---- Types -------------------------------------------------------------------------------------
 */

START_TEST(types_of_columns)
{
    static const struct {
        const char *type;
        int keyed;
        const char *expected[PH_SQL_DIALECTS];
    } rows[] = {
        {"int16", 0, {"SMALLINT", "SMALLINT", "INTEGER"}},
        {"int32", 0, {"INTEGER", "INT", "INTEGER"}},
        {"float", 0, {"DOUBLE PRECISION", "DOUBLE", "REAL"}},
        {"decimal(18,0)", 0, {"NUMERIC(18, 0)", "DECIMAL(18, 0)", "DECIMAL(18, 0)"}},
        {"text", 1, {"TEXT", "VARCHAR(255)", "TEXT"}},
        {"text(2000)", 1, {"VARCHAR(2000)", "VARCHAR(2000)", "VARCHAR(2000)"}},
        {"text(1024)", 0, {"VARCHAR(1024)", "VARCHAR(1024)", "VARCHAR(1024)"}},
        {"text(1025)", 0, {"VARCHAR(1025)", "TEXT", "VARCHAR(1025)"}},
        {"text(16384)", 0, {"VARCHAR(16384)", "MEDIUMTEXT", "VARCHAR(16384)"}},
        {"text(4194304)", 0, {"VARCHAR(4194304)", "LONGTEXT", "VARCHAR(4194304)"}},
        {"bytea", 0, {"BYTEA", "LONGBLOB", "BLOB"}},
        {"bytea", 1, {"BYTEA", "VARBINARY(255)", "BLOB"}},
        {"enum", 0, {"TEXT", "VARCHAR(255)", "TEXT"}},
        {"json", 0, {"JSONB", "JSON", "TEXT"}},
        {"timestamptz", 0, {"TIMESTAMP WITH TIME ZONE", "DATETIME(6)", "TEXT"}},
        {"inet", 0, {"INET", "VARCHAR(49)", "TEXT"}},
    };
    const ph_ddl_columns index[] = {COLUMNS(0)};

    for (size_t i = 0; i < COUNT(rows); i++)
        for (int dialect = 0; dialect < PH_SQL_DIALECTS; dialect++) {
            ph_ddl_column column = {"c", type_of(rows[i].type), 0, NULL, NULL, 0};
            ph_ddl_table table = {.name = "t",
                                  .columns = &column,
                                  .column_count = 1,
                                  .indexes = index,
                                  .index_count = (size_t)rows[i].keyed};
            ph_buffer out = PH_BUFFER_INIT;
            ph_ddl_append_type(&(ph_ddl){&table, 1}, (ph_sql_dialect)dialect, 0, 0, &out);
            assert_bytes(&out, rows[i].expected[dialect], rows[i].type);
            ph_buffer_fini(&out);
        }
}
END_TEST

/* ---- Names -------------------------------------------------------------------------------------
 */

static size_t count_of(const ph_buffer *out, const char *text)
{
    size_t count = 0;

    for (const char *at = out->data; (at = strstr(at, text)); at++)
        count++;
    return count;
}

START_TEST(names_beyond_the_limit_are_cut_at_a_character)
{
    static const char *const members[] = {"x"};
    char longest[64], over[65];
    ph_ddl_column columns[2] = {{longest, {.kind = PH_TYPE_ENUM}, 0, NULL, members, 1},
                                {over, {.kind = PH_TYPE_ENUM}, 0, NULL, members, 1}};
    ph_ddl_table table = {.name = "t", .columns = columns, .column_count = 2};
    ph_ddl ddl = {&table, 1};
    ph_buffer out = PH_BUFFER_INIT;

    /* 63 bytes with "t_", and 62 + 2: cutting at 54 would halve a letter of two bytes. */
    memset(longest, 'a', 61);
    longest[61] = '\0';
    for (size_t i = 0; i < 31; i++)
        memcpy(over + 2 * i, "ş", 3);
    memmove(over + 1, over, 63);
    over[0] = 'b';
    ph_ddl_append_thing(&ddl, PH_SQL_POSTGRES, PH_DDL_ENUM, 0, 0, &out);
    ck_assert_uint_eq(out.length, 2 + 63);
    out.length = 0;
    ph_ddl_append_thing(&ddl, PH_SQL_POSTGRES, PH_DDL_ENUM, 0, 1, &out);
    ck_assert_uint_eq(out.length, 2 + 62);
    ck_assert_mem_eq(out.data + 2 + 51, "\x9f_", 2); /* behind the whole of a ş */
    ph_buffer_fini(&out);
}
END_TEST

START_TEST(names_that_two_things_would_have_are_made_different)
{
    static const char *const members[] = {"x"};
    const ph_ddl_column a[] = {{"b_c", {.kind = PH_TYPE_ENUM}, 0, NULL, members, 1}};
    const ph_ddl_column b[] = {{"c", {.kind = PH_TYPE_ENUM}, 0, NULL, members, 1}};
    const ph_ddl_table both[] = {{.name = "a", .columns = a, .column_count = 1},
                                 {.name = "a_b", .columns = b, .column_count = 1}};
    ph_ddl ddl = {both, 2};
    ph_buffer one = PH_BUFFER_INIT, two = PH_BUFFER_INIT;

    ph_ddl_append_thing(&ddl, PH_SQL_POSTGRES, PH_DDL_ENUM, 0, 0, &one);
    ph_ddl_append_thing(&ddl, PH_SQL_POSTGRES, PH_DDL_ENUM, 1, 0, &two);
    ph_buffer_append(&one, "", 1);
    ph_buffer_append(&two, "", 1);
    ck_assert_str_ne(one.data, two.data);
    ck_assert_uint_eq(count_of(&one, "\"a_b_c_"), 1);
    ck_assert_uint_eq(count_of(&two, "\"a_b_c_"), 1);
    ph_buffer_fini(&one);
    ph_buffer_fini(&two);
}
END_TEST

START_TEST(actions_are_found_by_name)
{
    ph_ddl_action action;

    for (size_t i = 0; ph_ddl_action_name(i); i++) {
        ck_assert_int_eq(ph_ddl_action_find(ph_ddl_action_name(i), &action), 0);
        ck_assert_uint_eq(action, i);
    }
    ck_assert_int_eq(ph_ddl_action_find("explode", &action), -1);
}
END_TEST

/* ---- Failures ----------------------------------------------------------------------------------
 */

START_TEST(a_default_that_cannot_be_written_is_named)
{
    ph_values value = {0};
    ph_ddl_column column = {"c", {.kind = PH_TYPE_FLOAT}, 0, &value, NULL, 0};
    ph_ddl_table table = {.name = "t", .columns = &column, .column_count = 1};
    ph_buffer out = PH_BUFFER_INIT;
    phony_error error = {0};

    fill_column(&value, "float", (const char *const[]){"inf"}, 1);
    ck_assert_int_eq(ph_ddl_create(&(ph_ddl){&table, 1}, PH_SQL_POSTGRES, &out, &error),
                     PHONY_ERROR_LIMIT);
    ck_assert_ptr_ne(strstr(error.message, "default of column 'c' of 't'"), NULL);
    ph_buffer_fini(&out);
    ph_values_fini(&value);
}
END_TEST

START_TEST(each_allocation_may_fail)
{
    make_default();
    for (int dialect = 0; dialect < PH_SQL_DIALECTS; dialect++) {
        size_t nth = 0;
        for (int failed = 1; failed; nth++) {
            ph_buffer out = PH_BUFFER_INIT;
            phony_error error = {0};
            phony_status status;
            ph_alloc_fail_after(nth);
            status = write_all(&shop, (ph_sql_dialect)dialect, &out, &error);
            failed = ph_alloc_has_failed();
            ph_alloc_fail_after(SIZE_MAX);
            ck_assert_int_eq(status, failed ? PHONY_ERROR_MEMORY : PHONY_OK);
            ck_assert_int_eq(error.status, status);
            ph_buffer_fini(&out);
        }
        ck_assert_uint_gt(nth, 5);
    }
    ph_values_fini(&name_default);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("ddl");

    UNIT_ADD(suite, tables_for_postgres);
    UNIT_ADD(suite, tables_for_mysql);
    UNIT_ADD(suite, tables_for_sqlite);
    UNIT_ADD(suite, types_of_columns);
    UNIT_ADD(suite, names_beyond_the_limit_are_cut_at_a_character);
    UNIT_ADD(suite, names_that_two_things_would_have_are_made_different);
    UNIT_ADD(suite, actions_are_found_by_name);
    UNIT_ADD(suite, a_default_that_cannot_be_written_is_named);
    UNIT_ADD(suite, each_allocation_may_fail);
    return suite;
}
