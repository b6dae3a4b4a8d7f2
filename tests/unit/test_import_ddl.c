/* SQL dumps read: three as databases write them, columns and constraints one by one, what is not
 * closed, time, and memory that runs out. */
#include <time.h>

#include "import_util.h"

static phony_status try_sql(phony_import *import, const char *text, size_t length)
{
    phony_error error = {0};

    return read_bytes(import, ph_import_ddl, "x.sql", text, length, &error);
}

static void read_sql(phony_import *import, const char *text, size_t length)
{
    ck_assert_int_eq(try_sql(import, text, length), PHONY_OK);
}

START_TEST(dumps_are_read_as_a_whole)
{
    static const char *const names[] = {"postgres", "mysql", "sqlite"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        phony_import import = {0};
        char path[512];
        size_t length;
        char *text;
        snprintf(path, sizeof path, "%s/%s.sql", IMPORTS, names[i]);
        text = read_whole(path, &length);
        read_sql(&import, text, length);
        free(text);
        snprintf(path, sizeof path, "%s/%s.expected", IMPORTS, names[i]);
        assert_described(&import, path);
        ph_import_tables_fini(&import);
    }
}
END_TEST

/* Of CREATE TABLE t (x ...): what is said of the column, and notes. */
static const struct column {
    const char *sql, *expected;
} columns[] = {
    {"int", " int32"},
    {"pg_catalog.int4", " int32"},
    {"bigint unsigned", " int64"},
    {"mediumint(8) unsigned zerofill", " int32"},
    {"tinyint(1)", " boolean"},
    {"tinyint(4)", " int16"},
    {"bigserial", " int64 automatic"},
    {"int GENERATED ALWAYS AS IDENTITY (START WITH 5)", " int32 automatic"},
    {"int IDENTITY(1,1)", " int32 automatic"},
    {"int DEFAULT nextval('s'::regclass)", " int32 automatic"},
    {"int GENERATED ALWAYS AS (a * (b + 1)) STORED NOT NULL", " int32 computed not-null"},
    {"int AS (a) VIRTUAL", " int32 computed"},
    {"numeric(30,5)", " decimal(18,5)"},
    {"decimal(5)", " decimal(5,0)"},
    {"double precision", " float"},
    {"varchar(20) CHARACTER SET latin1 COLLATE latin1_bin", " text(20)"},
    {"national character varying (7)", " text(7)"},
    {"timestamp(3) with time zone", " timestamptz"},
    {"timestamp without time zone", " timestamp"},
    {"time with time zone", " time"},
    {"enum('a','b''c',\"d\")", " enum in(a|b'c)"},
    {"uuid DEFAULT gen_random_uuid()", " uuid"},
    {"int DEFAULT '5'", " int32 =5"},
    {"int DEFAULT (-5)", " int32 =-5"},
    {"int DEFAULT 007", " int32 =7"},
    {"int DEFAULT 1.00", " int32 =1"},
    {"int DEFAULT 1 + 1", " int32"},
    {"int DEFAULT NULL", " int32"},
    {"numeric(9,2) DEFAULT .5", " decimal(9,2) =0.5"},
    {"boolean DEFAULT 't'", " boolean =true"},
    {"text DEFAULT 'it''s'::character varying(20)", " text =\"it's\""},
    {"text DEFAULT E'a\\n\\'b'", " text =\"a\\n'b\""},
    {"text DEFAULT $q$a'b$q$", " text =\"a'b\""},
    {"text DEFAULT 'a' || 'b'", " text"},
    {"text DEFAULT ('a'::text)", " text =\"a\""},
    {"text DEFAULT upper('a')", " text"},
    {"date DEFAULT 'now'", " date"},
    {"date DEFAULT ('2020-01-02'::text)::date", " date =\"2020-01-02\""},
    {"timestamp DEFAULT (now() AT TIME ZONE 'utc') NOT NULL", " timestamp not-null"},
    {"text DEFAULT 'a' NOT NULL COMMENT 'of it' UNIQUE", " text not-null unique =\"a\" -- of it"},
    {"int CHECK (x > 0)", " int32 >=1"},
    {"int CHECK (x >= -5 AND x < (10))", " int32 >=-5 <=9"},
    {"numeric(5,2) CHECK (x > 0)", " decimal(5,2) >=0.01"},
    {"int CHECK (0 < x)", " int32 >=1"},
    {"int CHECK (x BETWEEN 1 AND 5 AND x IS NOT NULL)", " int32 not-null >=1 <=5"},
    {"int CHECK (x IN (1, 2, -3))", " int32 in(1|2|-3)"},
    {"text CHECK ((x)::text = ANY (ARRAY['a'::text, 'b,c'::text]))", " text in(a|b,c)"},
    {"text CHECK (x = 'a' OR x = 'b')", " text in(a|b)"},
    {"text CHECK ((x IS NULL) OR (x IN ('a')))", " text in(a)"},
    {"text CHECK (char_length(x) <= 20)", " text(20)"},
    {"text CHECK (length(x) BETWEEN 2 AND 9)", " text(9)"},
    {"text CHECK (x <> '')", " text"},
    {"text CHECK (x ~ '^a+$')", " text ~^a+$"},
    {"text CHECK (x REGEXP '^a')", " text ~^a"},
    {"longtext CHECK (json_valid(`x`))", " json"},
};

START_TEST(columns_are_what_they_say)
{
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        phony_import import = {0};
        char text[512], expected[256], *got;
        int length = snprintf(text, sizeof text, "CREATE TABLE t (x %s);", columns[i].sql);
        snprintf(expected, sizeof expected, "t\n  x%s\n", columns[i].expected);
        read_sql(&import, text, (size_t)length);
        got = describe(&import);
        ck_assert_msg(!strcmp(got, expected), "%s\ngives\n%s", columns[i].sql, got);
        free(got);
        ph_import_tables_fini(&import);
    }
}
END_TEST

static const struct script {
    const char *sql, *expected;
} scripts[] = {
    {"create table a.b.t (\"x y\" int, [y] int, `z``z` int)",
     "t\n  x y int32\n  y int32\n  z`z int32\n"},
    {"CREATE TABLE s (key TEXT PRIMARY KEY, value varchar(9), KEY v (value))",
     "s\n  key text not-null\n  value text(9)\n  primary(key)\n  index(value)\n"},
    {"CREATE TABLE s (KEY varchar(4), index enum('a'), fulltext int)",
     "s\n  KEY text(4)\n  index enum in(a)\n  fulltext int32\n"},
    {"CREATE TABLE t (a int, b int, PRIMARY KEY (b, a), UNIQUE (a), UNIQUE KEY k (a, b))",
     "t\n  a int32 not-null unique\n  b int32 not-null\n  primary(b,a)\n  unique(a,b)\n"},
    {"CREATE TABLE t (a int)\nCREATE TABLE u (b int)", "t\n  a int32\nu\n  b int32\n"},
    {"CREATE TABLE t (a int); DROP TABLE IF EXISTS t, u;", ""},
    {"CREATE TABLE t (a int, b int); ALTER TABLE t DROP COLUMN a, RENAME COLUMN b TO c, "
     "ADD COLUMN d text NOT NULL, ADD PRIMARY KEY (c);",
     "t\n  c int32 not-null\n  d text not-null\n  primary(c)\n"},
    {"CREATE TABLE t (a int); ALTER TABLE t ALTER a TYPE bigint, ALTER COLUMN a SET DEFAULT 5, "
     "ALTER a SET NOT NULL; ALTER TABLE t RENAME TO u;",
     "u\n  a int64 not-null =5\n"},
    {"CREATE TABLE t (a int); ALTER TABLE t CHANGE a b varchar(5) NOT NULL, MODIFY b text;",
     "t\n  b text\n"},
    {"CREATE TABLE t (a int, b int REFERENCES T (A) ON DELETE CASCADE MATCH FULL NOT NULL)",
     "t\n  a int32\n  b int32 not-null\n  key(b)->t(a) cascade\n"},
    {"CREATE TABLE t (a int, FOREIGN KEY (a) REFERENCES u (x, y))",
     "t\n  a int32\n! 1:53 the foreign key has 1 columns here and 2 there\n"
     "! 1:1 table 't' refers to 'u', which is not there\n"},
    {"CREATE TYPE m AS ENUM ('a', 'b'); CREATE TABLE t (x M[], y m)",
     "t\n  x text {\"type\": \"constant\", \"value\": \"{}\"}\n  y enum in(a|b)\n"
     "! 1:53 column 'x' is an array: empty ones are made\n"},
    {"CREATE DOMAIN p AS int NOT NULL CHECK (VALUE > 0); CREATE TABLE t (x p DEFAULT 3)",
     "t\n  x int32 not-null =3 >=1\n"},
    {"CREATE TABLE p (a int); CREATE TABLE t (LIKE p INCLUDING ALL, b int);",
     "p\n  a int32\nt\n  a int32\n  b int32\n"},
    {"-- c\n# c\nCREATE /* c /* d */ e */ TABLE t -- (\n(a int /* , b int */);", "t\n  a int32\n"},
    {"CREATE TABLE t (a int) ENGINE=x /*!50100 COMMENT='c' */;", "t: c\n  a int32\n"},
    {"CREATE FUNCTION f() AS $$ CREATE TABLE n (x int); $$; CREATE TABLE t (a int);",
     "t\n  a int32\n"},
    {"CREATE TRIGGER g BEGIN a; IF x THEN b; END IF; CASE y END CASE; END; CREATE TABLE t (a int)",
     "t\n  a int32\n"},
    {"CREATE TABLE t (a int, CHECK (a < b), b frobs(3) NULL);",
     "t\n  a int32\n  b ?\n! 1:31 this check is not understood: a < b\n"
     "! 1:41 the type 'frobs' of column 'b' is not known\n"},
    {"CREATE TABLE t (a int WIBBLE (x, y) NOT NULL, b int);",
     "t\n  a int32\n  b int32\n! 1:23 not understood from 'WIBBLE' on\n"},
    {"CREATE TABLE t (a int); CREATE INDEX ON t (a); CREATE UNIQUE INDEX i ON t (a DESC);",
     "t\n  a int32 unique\n  index(a)\n"},
};

START_TEST(statements_do_what_they_say)
{
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
        phony_import import = {0};
        char *got;
        read_sql(&import, scripts[i].sql, strlen(scripts[i].sql));
        got = describe(&import);
        ck_assert_msg(!strcmp(got, scripts[i].expected), "%s\ngives\n%s", scripts[i].sql, got);
        free(got);
        ph_import_tables_fini(&import);
    }
}
END_TEST

/* Behind what is broken a table is still found, where `found`. */
static const struct breakage {
    const char *sql;
    int noted, found;
} breakages[] = {
    {"CREATE TABLE t (a int, b varchar(10;\nCREATE TABLE last (x int);", 1, 1},
    {"CREATE TABLE t (a text DEFAULT 'open);\nCREATE TABLE last (x int);", 1, 1},
    {"CREATE TABLE t (a text DEFAULT $q$open);\nCREATE TABLE last (x int);", 1, 1},
    {"/* open\nCREATE TABLE last (x int);", 1, 1},
    {"CREATE TRIGGER t BEGIN x;\nCREATE TABLE last (x int);", 1, 1},
    {"CREATE TABLE t (,,,);CREATE TABLE last (x int);", 1, 1},
    {"CREATE TABLE ;CREATE TABLE last (x int);", 1, 1},
    {"CREATE TABLE t (a int]));CREATE TABLE last (x int);", 1, 1},
    {"ALTER TABLE nothing ADD COLUMN x int;CREATE TABLE last (x int);", 1, 1},
    {"CREATE INDEX i ON nothing (x);CREATE TABLE last (x int);", 1, 1},
    {"COPY t FROM stdin;\n1\n2\n\\.\nCREATE TABLE last (x int);", 0, 1},
    {"COPY t FROM stdin;\n1\n2", 0, 0},
    {"CREATE", 0, 0},
    {"CREATE TABLE", 1, 0},
    {"CREATE UNIQUE INDEX ON", 0, 0},
    {"CREATE TYPE x AS ENUM ('a", 1, 0},
    {"CREATE DOMAIN", 0, 0},
    {"ALTER TABLE", 0, 0},
    {"COMMENT ON COLUMN a.", 0, 0},
    {"DELIMITER", 0, 0},
    {"\\", 0, 0},
    {"'", 1, 0},
    {"$", 0, 0},
    {"", 0, 0},
};

START_TEST(what_is_broken_is_noted_and_the_rest_goes_on)
{
    for (size_t i = 0; i < sizeof breakages / sizeof *breakages; i++) {
        phony_import import = {0};
        read_sql(&import, breakages[i].sql, strlen(breakages[i].sql));
        ck_assert_msg((import.note_count > 0) == breakages[i].noted, "%s", breakages[i].sql);
        ck_assert_msg((ph_import_find(&import, "last") != NULL) == breakages[i].found, "%s",
                      breakages[i].sql);
        ph_import_tables_fini(&import);
    }
}
END_TEST

/* Every dump cut off anywhere (in steps), and with bytes of 0 in it. */
START_TEST(dumps_may_end_anywhere)
{
    static const char *const paths[] = {IMPORTS "/postgres.sql", IMPORTS "/mysql.sql",
                                        IMPORTS "/sqlite.sql"};

    for (size_t i = 0; i < 3; i++) {
        size_t length;
        char *text = read_whole(paths[i], &length);
        for (size_t cut = 0; cut < length; cut += i ? 3 : 97) {
            phony_import import = {0};
            char kept = text[cut];
            read_sql(&import, text, cut);
            ph_import_tables_fini(&import);
            memset(&import, 0, sizeof import);
            text[cut] = '\0';
            read_sql(&import, text, length);
            text[cut] = kept;
            ph_import_tables_fini(&import);
        }
        free(text);
    }
}
END_TEST

/* `count` times a piece, between two others, read in a time that only linear work takes. */
static void read_repeated(const char *before, const char *piece, int count, const char *after)
{
    phony_import import = {0};
    ph_buffer text = PH_BUFFER_INIT;
    clock_t begin;

    ph_buffer_append_text(&text, before);
    for (int i = 0; i < count; i++)
        ph_buffer_append_text(&text, piece);
    ph_buffer_append_text(&text, after);
    begin = clock();
    read_sql(&import, text.data, text.length);
    ck_assert_msg(clock() - begin < 20 * CLOCKS_PER_SEC, "%s%s...", before, piece);
    ph_buffer_fini(&text);
    ph_import_tables_fini(&import);
}

START_TEST(hostile_texts_take_linear_time)
{
    read_repeated("CREATE TABLE t (a int CHECK (", "(", 10000, "a > 0));");
    read_repeated("CREATE TABLE t (a int DEFAULT ", "(", 10000, "5");
    read_repeated("CREATE TABLE t (a int CHECK (a = 1", " OR a = 1", 50000, "));");
    read_repeated("CREATE TABLE t (a int CHECK (a > 1", " AND NOT a", 9000, "));");
    read_repeated("", "/* /* ", 200000, "");
    read_repeated("", "$a$ $b$", 100000, "$c$");
    read_repeated("'", "\\'x", 200000, "");
    read_repeated("", "CREATE TRIGGER t BEGIN x;\n", 50000, "");
    read_repeated("", "[a", 200000, "");
    read_repeated("CREATE TABLE t (a int); ", "DROP TABLE t; CREATE TABLE t (b int);", 20000, "");
    read_repeated("CREATE TABLE t (a int", ", x (", 100000, "");
    read_repeated("", "CREATE TYPE t AS ENUM ('a');", 50000, "CREATE TABLE t (a T);");
}
END_TEST

START_TEST(a_thousand_tables_are_read_in_a_second)
{
    phony_import import = {0};
    ph_buffer text = PH_BUFFER_INIT;
    clock_t begin;

    for (int i = 0; i < 1000; i++) {
        char table[256];
        snprintf(table, sizeof table, "CREATE TABLE public.t%d (\n    id bigint NOT NULL", i);
        ph_buffer_append_text(&text, table);
        for (int c = 0; c < 30; c++) {
            snprintf(table, sizeof table,
                     ",\n    column_%d character varying(255) DEFAULT 'x'::character varying NOT "
                     "NULL",
                     c);
            ph_buffer_append_text(&text, table);
        }
        snprintf(table, sizeof table,
                 ");\nALTER TABLE ONLY public.t%d ADD CONSTRAINT p FOREIGN KEY (id) REFERENCES "
                 "public.t%d(id);\n",
                 i, i ? i - 1 : 0);
        ph_buffer_append_text(&text, table);
    }
    begin = clock();
    read_sql(&import, text.data, text.length);
    /* Sanitizers and valgrind take their share. */
    ck_assert_msg(clock() - begin < 10 * CLOCKS_PER_SEC, "too slow");
    ck_assert_uint_eq(import.table_count, 1000);
    ck_assert_uint_eq(import.note_count, 0);
    ck_assert_uint_eq(import.tables[999].key_count, 1);
    ph_buffer_fini(&text);
    ph_import_tables_fini(&import);
}
END_TEST

START_TEST(every_allocation_may_fail)
{
    size_t length;
    char *text = read_whole(IMPORTS "/sqlite.sql", &length);

    for (size_t nth = 0;; nth++) {
        phony_import import = {0};
        phony_status status;
        int failed;
        ph_alloc_fail_after(nth);
        status = try_sql(&import, text, length);
        failed = ph_alloc_has_failed();
        ph_alloc_fail_after(SIZE_MAX);
        /* A note that found no room is counted, no failure. */
        ck_assert_msg(status == PHONY_OK || (failed && status == PHONY_ERROR_MEMORY), "%d",
                      (int)status);
        ck_assert(!failed || status || import.notes_left_out);
        ph_import_tables_fini(&import);
        if (!failed)
            break;
    }
    free(text);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("import_ddl");

    UNIT_ADD(suite, dumps_are_read_as_a_whole);
    UNIT_ADD(suite, columns_are_what_they_say);
    UNIT_ADD(suite, statements_do_what_they_say);
    UNIT_ADD(suite, what_is_broken_is_noted_and_the_rest_goes_on);
    UNIT_ADD(suite, dumps_may_end_anywhere);
    UNIT_ADD(suite, hostile_texts_take_linear_time);
    UNIT_ADD(suite, a_thousand_tables_are_read_in_a_second);
    UNIT_ADD(suite, every_allocation_may_fail);
    return suite;
}
