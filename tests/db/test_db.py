"""Rows loaded into real databases: what comes back is what went in, and whatever goes wrong leaves
nothing, says why, and leaves a connection that is good for more."""

import os
import pathlib
import sqlite3
import subprocess
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "sql"))
from databases import BUILD, SQLite, mariadb, postgres  # noqa: E402,F401 (fixtures)
from test_sql import (  # noqa: E402
    Column, Table, all_types, assert_same, describe, shop, write)

LOADER = BUILD / "tests" / "db" / "load-tables"
WHOLE = ("open", "create", "load", "finish", "close")
SECRET = "hu/sh@4?me"
SECRET_IN_URL = "hu%2Fsh%404%3Fme"
IO, LIMIT, DRY = "-3", "-10", "-13"


class SQLiteFile(SQLite):
    """As others see it: in a file."""

    def __init__(self, path):
        super().__init__()
        self.path, self.url = path, f"sqlite:{path}"

    def anew(self):
        if self.connection:
            self.connection.close()
        self.path.unlink(missing_ok=True)
        self.connection = sqlite3.connect(self.path, isolation_level=None)


@pytest.fixture
def sqlite_file(tmp_path):
    return SQLiteFile(tmp_path / "work.db")


@pytest.fixture(params=["postgres", "mariadb", "sqlite_file"])
def database(request):
    made = request.getfixturevalue(request.param)
    made.anew()
    return made


def act(url, tables, *actions, **environment):
    """What each action said: `ok ...` or `error STATUS LINE MESSAGE`."""
    if not LOADER.exists():
        pytest.exit(f"there is no program {LOADER}; build it", 2)
    text = "".join("\t".join(line) + "\n" for line in describe(tables))
    done = subprocess.run([LOADER, url, *actions], input=text.encode(), check=False, timeout=120,
                          capture_output=True, env=os.environ | environment)
    assert done.returncode == 0, done.stderr.decode()
    assert done.stderr == b""
    return done.stdout.decode().splitlines()


def do(database, tables, *actions):
    """All must go well."""
    said = act(database.url, tables, *actions)
    assert all(line.startswith("ok") for line in said), said
    return said


def refused(line, status, *words):
    assert line.startswith(f"error {status} "), line
    for word in words:
        assert word in line, line


def count(database, table):
    return int(database.ask(f"SELECT count(*) FROM {database.quote(table)}"))


def numbers(rows, name="t"):
    return Table(name, [Column("id", "int32", True), Column("what", "text")],
                 [[i, f"row {i}"] for i in range(rows)], primary=[0])


# ---- What goes in --------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [0, 1500])
@pytest.mark.parametrize("actions", [WHOLE, ("create", "load", "finish")])
def test_values_of_all_types_come_back(database, rows, actions):
    table = all_types(rows)
    said = do(database, [table], *actions)
    assert said[actions.index("load")] == f"ok {len(table.rows)}"
    assert_same(database, table)


def test_sqlite_keeps_what_it_would_keep_of_the_sql(sqlite_file):
    table = all_types()
    kept = []
    for load in (lambda: do(sqlite_file, [table], *WHOLE),
                 lambda: sqlite_file.load(write([table], "sql", "sqlite"))):
        sqlite_file.anew()
        load()
        names = [sqlite_file.quote(column.name) for column in table.columns]
        both = ", ".join(f"typeof({name}), {name}" for name in names)
        kept.append(list(sqlite_file.connection.execute(f'SELECT {both} FROM "All types"')))
    assert kept[0] == kept[1] and len(kept[0]) == len(table.rows)


def test_a_hundred_thousand_rows_come_back(database):
    kinds = ["int32", "decimal(18,3)", "float", "text", "timestamptz", "bytea", "uuid"]
    whole = all_types(1000)
    which = [0] + [i for i, column in enumerate(whole.columns) if i and column.kind in kinds]
    table = Table("many", [whole.columns[i] for i in which],
                  [[row[i] for i in which] for row in whole.rows], primary=[0])
    said = do(database, [table], "create", "repeat", "100", "load")
    assert said[-1] == "ok 100000"
    table.rows = [[i, *table.rows[i % 1000][1:]] for i in range(100000)]
    assert_same(database, table)


def test_loads_of_several_statements_are_whole(database):
    """Servers get a part of 16 MiB at a time."""
    table = Table("wide", [Column("id", "int32", True), Column("what", "text")],
                  [[i, f"{i}\t" + "wörd\n" * 5000] for i in range(10)], primary=[0])
    said = do(database, [table], "create", "repeat", "150", "load")
    assert said[-1] == "ok 1500"
    assert count(database, "wide") == 1500
    length = database.ask("SELECT max(length(replace(what, 'ö', 'o'))) FROM wide")
    assert int(length) == 25002


def test_tables_without_rows_and_keys_between_tables(database):
    tables = [*shop(), Table("none", [Column("id", "int32", True)])]
    assert do(database, tables, *WHOLE)[2] == "ok 9"
    assert count(database, "none") == 0
    assert_same(database, tables[0])


def test_zeros_are_not_numbered_anew(mariadb):
    mariadb.anew()
    do(mariadb, [numbers(2)], "run", "CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, what TEXT)",
       "load")
    assert mariadb.ask("SELECT id FROM t ORDER BY id").split() == ["0", "1"]


def test_settings_of_the_server_do_not_matter(mariadb):
    mariadb.anew()
    table = all_types(300)
    old = mariadb.ask("SELECT @@GLOBAL.sql_mode").strip()
    mariadb.load("SET GLOBAL sql_mode = 'NO_BACKSLASH_ESCAPES,ANSI_QUOTES', "
                 "GLOBAL time_zone = '+05:00', GLOBAL autocommit = 0;")
    try:
        do(mariadb, [table], "create", "load")
    finally:
        mariadb.load(f"SET GLOBAL sql_mode = '{old}', GLOBAL time_zone = 'SYSTEM', "
                     "GLOBAL autocommit = 1;")
    assert_same(mariadb, table)


# ---- What goes wrong -----------------------------------------------------------------------------


def test_a_missing_table_is_named(database):
    said = act(database.url, [numbers(3)], "load", "run", "SELECT 1")
    refused(said[0], IO, "'t'")
    assert said[1].startswith("ok")


def test_a_missing_column_is_named(database):
    said = act(database.url, [numbers(3)], "create", "column", "wh`a\"t", "load", "column", "",
               "load")
    refused(said[2], IO, "'t'", "wh`a")
    assert said[4] == "ok 3"
    assert count(database, "t") == 3


@pytest.mark.parametrize("name", ["x", "t; DROP TABLE t", "a\"b`c'd", "naïve 李 ş"])
def test_names_are_quoted(database, name):
    table = numbers(2, name)
    table.columns[1].name = name[::-1]
    assert do(database, [table], "create", "load")[1] == "ok 2"
    assert count(database, name) == 2


def test_a_duplicate_key_loads_nothing(database):
    table = numbers(5000)
    table.rows[4321][0] = 77
    said = act(database.url, [table], "create", "load", "run", "SELECT 1")
    refused(said[1], IO, "'t'", "77" if database.dialect != "sqlite" else "row 4322: ")
    assert said[2].startswith("ok")
    assert count(database, "t") == 0


def test_a_duplicate_key_in_a_later_part_loads_nothing(database):
    table = Table("t", [Column("id", "int32", True), Column("what", "text")],
                  [[i, "x" * 10000] for i in range(4000)], primary=[0])
    table.rows[3999][0] = 77
    said = act(database.url, [table], "create", "load")
    refused(said[1], IO, "'t'", "after the first" if database.dialect != "sqlite" else "row 4000")
    assert count(database, "t") == 0


def test_what_was_open_stays_open(database):
    """Rows of the same transaction, before and after a load that fails, are kept."""
    table = numbers(2000)
    table.rows[1999][0] = 3
    said = act(database.url, [table], "create", "open", "run", "INSERT INTO t VALUES (-1, 'a')",
               "load", "run", "INSERT INTO t VALUES (-2, 'b')", "fail", "1000", "load", "run",
               "INSERT INTO t VALUES (-3, 'c')", "close")
    refused(said[3], IO)
    refused(said[6], DRY, "the source is dry")
    assert [line[:2] for line in said] == ["ok", "ok", "ok", "er", "ok", "ok", "er", "ok", "ok"]
    assert database.ask("SELECT id FROM t ORDER BY id").split() == ["-3", "-2", "-1"]


@pytest.mark.parametrize("after", [0, 1, 1500])
def test_a_source_that_fails_loads_nothing(database, after):
    said = act(database.url, [numbers(3000)], "create", "fail", str(after), "load", "run",
               "SELECT 1", "fail", "never", "load")
    assert said[2] == f"error {DRY} 0 the source is dry"
    assert said[3].startswith("ok") and said[5] == "ok 3000"
    assert count(database, "t") == 3000


def test_a_source_that_fails_late_loads_nothing(database):
    table = Table("t", [Column("id", "int32", True), Column("what", "text")],
                  [[i, "x" * 20000] for i in range(10)], primary=[0])
    said = act(database.url, [table], "create", "repeat", "200", "fail", "1900", "load")
    refused(said[3], DRY)
    assert count(database, "t") == 0


def test_what_does_not_fit_is_refused(database):
    if database.dialect == "sqlite":
        pytest.skip("SQLite takes anything")
    said = act(database.url, [numbers(50)], "run", "CREATE TABLE t (id INT, what VARCHAR(5))",
               "load", "run", "CREATE TABLE n (id INT, what INT)", "table", "n", "load")
    refused(said[1], IO, "'t'", "what" if database.dialect == "mysql" else "character varying(5)")
    refused(said[4], IO, "'n'", "row 0")
    assert count(database, "t") == count(database, "n") == 0


def test_null_in_a_column_that_has_none_is_refused(database):
    table = Table("t", [Column("id", "int32", True), Column("what", "text")], [[1, "a"], [2, None]])
    said = act(database.url, [table], "run", "CREATE TABLE t (id INT, what VARCHAR(9) NOT NULL)",
               "load")
    refused(said[1], IO, "'t'", "what")
    assert count(database, "t") == 0


@pytest.mark.parametrize("kind, value", [
    ("float", "nan"), ("float", "inf"), ("date", 2932897), ("date", -719163), ("time", -1),
    ("time", 86400000000), ("timestamp", 253402300800000000), ("timestamptz", -62135596800000001),
    ("timestamp", -2**63), ("timestamp", 2**63 - 1)])
def test_what_cannot_be_written_is_named(database, kind, value):
    table = Table("t", [Column("id", "int32", True), Column("c", kind)], [[1, None], [2, value]])
    said = act(database.url, [table], "create", "load")
    refused(said[1], LIMIT, "column 'c' of 't': row ", ": a " + kind[:4])
    assert count(database, "t") == 0


def test_keys_that_are_looked_at_in_the_end_load_nothing(database):
    if database.dialect == "mysql":
        pytest.skip("MySQL looks at once")
    said = act(database.url, [numbers(3)], "run", "CREATE TABLE p (id INT PRIMARY KEY);"
               "CREATE TABLE t (id INT REFERENCES p DEFERRABLE INITIALLY DEFERRED, what TEXT)",
               "load", "run", "INSERT INTO p VALUES (0), (1), (2)", "load")
    refused(said[1], IO)
    assert said[3] == "ok 3"
    assert count(database, "t") == 3


# ---- Scripts -------------------------------------------------------------------------------------


def test_scripts_have_several_statements(database):
    do(database, [], "run", "", "run", " -- nothing\n", "run", ";",
       "run", "CREATE TABLE a (i INT); INSERT INTO a VALUES (1);\n\nSELECT * FROM a; "
       "INSERT INTO a SELECT i + 1 FROM a; SELECT * FROM a", "run", "INSERT INTO a VALUES (3);")
    assert database.ask("SELECT i FROM a ORDER BY i").split() == ["1", "2", "3"]


@pytest.mark.parametrize("line, script", [
    (3, "SELECT 1;\nSELECT 2;\nSELEC 3;\nCREATE TABLE late (i INT)"),
    (5, "SELECT 'ş\nü';\n\n/* x\n */ SELECT nothing FROM a;\nCREATE TABLE late (i INT)"),
    (2, "SELECT 1,\n,; CREATE TABLE late (i INT)"),
])
def test_scripts_stop_at_what_is_wrong(database, line, script):
    said = act(database.url, [], "run", "CREATE TABLE a (i INT)", "run", script, "run", "SELECT 1")
    refused(said[1], IO, f"error {IO} {line if database.dialect != 'mysql' else 0} ")
    assert said[2].startswith("ok")
    assert database.refuses("SELECT * FROM late;")


def test_an_error_in_a_script_does_not_close_it(postgres):
    postgres.anew()
    said = act(postgres.url, [], "run", "CREATE TABLE a (i INT)", "run",
               "SELECT 1; COPY a FROM STDIN; SELECT 2", "run", "COPY a TO STDOUT", "run",
               "INSERT INTO a VALUES (1)")
    refused(said[1], IO, "COPY")
    refused(said[2], IO, "COPY")
    assert said[3].startswith("ok")
    assert postgres.ask("SELECT i FROM a").split() == ["1"]


@pytest.mark.parametrize("name", ["/etc/hostname", "phony-rows", "/dev/stdin"])
def test_no_file_is_given_to_a_server(mariadb, name):
    mariadb.anew()
    said = act(mariadb.url, [numbers(1)], "create", "run",
               f"LOAD DATA LOCAL INFILE '{name}' INTO TABLE t", "load")
    refused(said[1], IO, "asked for a file")
    assert said[2] == "ok 1"
    assert count(mariadb, "t") == 1


def test_what_to_turn_on_is_said(mariadb):
    mariadb.anew()
    mariadb.load("SET GLOBAL local_infile = OFF;")
    try:
        said = act(mariadb.url, [numbers(1)], "create", "load", "run", "SELECT 1")
    finally:
        mariadb.load("SET GLOBAL local_infile = ON;")
    refused(said[1], IO, "'t'", "SET GLOBAL local_infile = ON", "[mysqld]")
    assert said[2].startswith("ok")


# ---- Opening -------------------------------------------------------------------------------------


def test_names_do_not_show_passwords(database):
    options = {"postgres": "&password=hush", "mysql": "&connect-timeout=9", "sqlite": "?mode=rw"}
    bare = {"postgres": "", "mysql": "&connect-timeout=9", "sqlite": "?mode=rw"}
    url = database.url + options[database.dialect]
    if database.dialect == "postgres":
        url = url.replace("phony@", "phony:hu@sh@")
    said = act(url, [], "name")
    form = {"postgres": "copy", "mysql": "load", "sqlite": "cells"}[database.dialect]
    assert said == [f"ok {database.dialect} {form} {database.url}{bare[database.dialect]}"]


@pytest.fixture
def locked_postgres(postgres):
    """One who needs a password."""
    postgres.anew()
    assert postgres.load(f"CREATE ROLE locked LOGIN PASSWORD '{SECRET}'") is None
    rules = pathlib.Path(postgres.folder) / "data" / "pg_hba.conf"
    old = rules.read_text()
    rules.write_text("local all locked scram-sha-256\n" + old)
    postgres.load("SELECT pg_reload_conf()")
    yield f"postgresql://locked{{}}@/work?host={postgres.folder}"
    rules.write_text(old)
    assert postgres.load("DROP ROLE locked; SELECT pg_reload_conf()") is None


@pytest.fixture
def locked_mariadb(mariadb):
    mariadb.anew()
    assert mariadb.load("CREATE USER locked@localhost IDENTIFIED VIA mysql_native_password USING "
                        f"PASSWORD('{SECRET}'); GRANT ALL ON work.* TO locked@localhost;") is None
    yield f"mariadb://locked{{}}@localhost/work?socket={mariadb.socket}"
    assert mariadb.load("DROP USER locked@localhost;") is None


@pytest.mark.parametrize("locked", ["locked_postgres", "locked_mariadb"])
def test_passwords_are_taken_and_not_shown(request, locked, tmp_path):
    url = request.getfixturevalue(locked)
    home = {"HOME": str(tmp_path)}
    ok = act(url.format(":" + SECRET_IN_URL), [], "name", **home)
    assert ok[0].startswith("ok") and ok[0].endswith(url.format(""))
    for wrong in ("", ":", ":wr0ng", ":" + SECRET_IN_URL + "x"):
        said = act(url.format(wrong), [], "name", **home)
        refused(said[0], IO)
        assert "wr0ng" not in said[0] and "sh@4" not in said[0] and "%404" not in said[0]
    for name in ("PGPASSWORD", "MYSQL_PWD"):
        home[name] = SECRET
    assert act(url.format(""), [], "name", **home)[0].startswith("ok")


@pytest.mark.parametrize("locked", ["locked_postgres", "locked_mariadb"])
def test_passwords_of_files_are_taken(request, locked, tmp_path):
    url = request.getfixturevalue(locked)
    (tmp_path / ".my.cnf").write_text(f"[client]\nuser=nobody\npassword='{SECRET}'\n")
    (tmp_path / ".pgpass").write_text(f"*:*:*:locked:{SECRET}\n")
    (tmp_path / ".pgpass").chmod(0o600)
    home = {"HOME": str(tmp_path), "PGPASSFILE": str(tmp_path / ".pgpass")}
    assert act(url.format(""), [], "name", **home)[0].startswith("ok")


def test_files_that_are_no_databases_are_refused(tmp_path):
    (tmp_path / "text").write_text("no database " * 100)
    refused(act(f"sqlite:{tmp_path}/text", [])[0], IO, "text", "not a database")
    refused(act(f"sqlite:{tmp_path}/new?mode=rw", [])[0], IO, "new")
    refused(act(f"sqlite:{tmp_path}", [])[0], IO)
    assert not (tmp_path / "new").exists()


def test_a_file_that_is_only_read_is_not_written(sqlite_file):
    sqlite_file.anew()
    sqlite_file.load("CREATE TABLE t (id INT, what TEXT)")
    said = act(sqlite_file.url + "?mode=ro", [numbers(1)], "load", "run", "SELECT * FROM t")
    refused(said[0], IO, "readonly")
    assert said[1].startswith("ok")


def test_a_missing_database_is_named(postgres, mariadb):
    for database in (postgres, mariadb):
        refused(act(database.url.replace("/work", "/nowhere", 1), [])[0], IO, "nowhere")


def test_a_connection_that_is_lost_is_said(database):
    if database.dialect == "sqlite":
        pytest.skip("a file is no connection")
    lose = {
        "postgres": "CREATE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM "
                    "pg_terminate_backend(pg_backend_pid()); RETURN NEW; END'; CREATE TRIGGER lose "
                    "BEFORE INSERT ON t FOR EACH ROW WHEN (NEW.id = 1234) EXECUTE FUNCTION lose()",
        "mysql": "CREATE TRIGGER lose BEFORE INSERT ON t FOR EACH ROW IF NEW.id = 1234 THEN "
                 "KILL CONNECTION_ID(); END IF",
    }[database.dialect]
    said = act(database.url, [numbers(5000)], "create", "run", lose, "load", "run", "SELECT 1",
               "load")
    assert said[1].startswith("ok"), said
    for line in said[2:]:
        refused(line, IO)
    assert count(database, "t") == 0
