"""The databases that the tests load tables into: servers of their own, on a socket in a folder.

A database takes the text of a file with `load` (None, or what it says against it), and gives back
what is in a table with `rows`: lists of texts, None where it is null, in the order of the first
column. How a value of each type looks then is the database's own business: see VIEWS.
"""

import contextlib
import glob
import os
import pathlib
import shutil
import sqlite3
import subprocess
import tempfile
import time

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PHONY = os.environ.get("PHONY_BIN") or os.environ.get("PHONY")
BUILD = pathlib.Path(PHONY).absolute().parents[1] if PHONY else ROOT / "build" / "test"
WRITER = BUILD / "tests" / "sql" / "write-tables"
START_SECONDS = 60


def find_program(name):
    """A program, also where Debian keeps those of PostgreSQL; None where it is not installed."""
    elsewhere = sorted(glob.glob(f"/usr/lib/postgresql/*/bin/{name}"), reverse=True)
    return next(iter(elsewhere), None) or shutil.which(name) or shutil.which(
        name, path="/usr/sbin:/usr/bin")


def need_programs(*names):
    found = [find_program(name) for name in names]
    if None in found:
        pytest.skip(f"{names[found.index(None)]} is not installed")
    return found


def run(*words, **options):
    done = subprocess.run([*map(str, words)], capture_output=True, check=False, timeout=120,
                          **options)
    return done.returncode, done.stdout, done.stderr.decode("utf-8", "replace")


def unhex(text):
    return None if text == "-" else bytes.fromhex(text).decode("utf-8")


class Database:
    """What the servers share: rows come as hexadecimal digits of texts, - where null."""

    def rows(self, table, columns):
        views = ", ".join(self.view(name, kind) for name, kind in columns)
        first = self.quote(columns[0][0])
        lines = self.ask(f"SELECT {views} FROM {self.quote(table)} ORDER BY {first}").splitlines()
        return [[unhex(cell) for cell in line.split("\t")] for line in lines]

    def refuses(self, statement):
        """Whether a statement fails."""
        return self.load(statement) is not None


class Postgres(Database):
    dialect = "postgres"

    def __init__(self, psql, folder):
        self.folder = folder
        self.url = f"postgres://phony@/work?host={folder}"
        self.command = [psql, "-X", "-q", "-h", folder, "-U", "phony", "-v", "ON_ERROR_STOP=1"]
        self.environment = os.environ | {"PGOPTIONS": "-c client_min_messages=warning",
                                         "PGTZ": "UTC", "PGCLIENTENCODING": "UTF8"}

    def load(self, text, name="work"):
        code, _, err = run(*self.command, name, input=text.encode() if isinstance(text, str)
                           else text, env=self.environment)
        return None if code == 0 else err

    def ask(self, query):
        code, out, err = run(*self.command, "-A", "-t", "-F", "\t", "-c", query, "work",
                             env=self.environment)
        assert code == 0, err
        return out.decode()

    def anew(self):
        assert self.load("DROP DATABASE IF EXISTS work", "postgres") is None
        assert self.load("CREATE DATABASE work TEMPLATE template0 ENCODING 'UTF8'",
                         "postgres") is None

    @staticmethod
    def quote(name):
        return '"' + name.replace('"', '""') + '"'

    def view(self, name, kind):
        text = f"{self.quote(name)}::text"
        return f"coalesce(encode(convert_to({text}, 'UTF8'), 'hex'), '-')"


class MariaDB(Database):
    dialect = "mysql"

    def __init__(self, client, socket):
        self.socket = socket
        self.url = f"mysql://root@localhost/work?socket={socket}"
        self.command = [client, "--no-defaults", "-u", "root", "-S", socket, "--batch",
                        "--skip-column-names", "--default-character-set=utf8mb4"]

    def load(self, text, name="work"):
        code, _, err = run(*self.command, name, input=text.encode() if isinstance(text, str)
                           else text)
        return None if code == 0 else err

    def ask(self, query):
        code, out, err = run(*self.command, "-e", query, "work")
        assert code == 0, err
        return out.decode()

    def anew(self):
        # A client of another character set, as many have by default.
        assert self.load("DROP DATABASE IF EXISTS work; "
                         "CREATE DATABASE work CHARACTER SET latin1", "mysql") is None

    @staticmethod
    def quote(name):
        return "`" + name.replace("`", "``") + "`"

    def view(self, name, kind):
        column = self.quote(name)
        if kind == "bytea":
            return f"ifnull(hex(concat('\\\\x', lower(hex({column})))), '-')"
        return f"ifnull(hex(convert(concat({column}) using utf8mb4)), '-')"


class SQLite:
    dialect = "sqlite"

    def __init__(self):
        self.connection = None

    def load(self, text):
        try:
            self.connection.executescript(text if isinstance(text, str) else text.decode())
        except sqlite3.Error as error:
            if self.connection.in_transaction:
                self.connection.rollback()
            return str(error)
        return None

    def anew(self):
        if self.connection:
            self.connection.close()
        self.connection = sqlite3.connect(":memory:", isolation_level=None)

    def refuses(self, statement):
        return self.load(statement) is not None

    def ask(self, query):
        return "".join("\t".join(map(str, row)) + "\n" for row in self.connection.execute(query))

    @staticmethod
    def quote(name):
        return '"' + name.replace('"', '""') + '"'

    @staticmethod
    def text_of(value):
        if isinstance(value, bytes):
            return "\\x" + value.hex()
        return value if value is None or isinstance(value, str) else repr(value)

    def rows(self, table, columns):
        names = ", ".join(self.quote(name) for name, _ in columns)
        query = f"SELECT {names} FROM {self.quote(table)} ORDER BY {self.quote(columns[0][0])}"
        return [[self.text_of(value) for value in row] for row in self.connection.execute(query)]


# ---- Servers -------------------------------------------------------------------------------------


@contextlib.contextmanager
def own_folder():
    """A folder that a server may use which must not run as root; sockets need a short path."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="phony-", dir="/tmp"))
    user = {"user": "nobody", "group": "nogroup"} if os.geteuid() == 0 else {}
    if user:
        shutil.chown(folder, **user)
    try:
        yield folder, user
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def serving(words, ready, folder, user):
    with open(folder.parent / (folder.name + ".log"), "wb") as log:
        server = subprocess.Popen([*map(str, words)], cwd=folder, stdout=log, stderr=log,
                                  stdin=subprocess.DEVNULL, **user)
    try:
        end = time.monotonic() + START_SECONDS
        while (problem := ready()) is not None:
            assert server.poll() is None and time.monotonic() < end, (
                pathlib.Path(log.name).read_text(errors="replace")[-2000:] + problem)
            time.sleep(0.1)
        yield
    finally:
        server.terminate()
        try:
            server.wait(30)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
        os.unlink(log.name)


@pytest.fixture(scope="session")
def postgres():
    initdb, server, psql = need_programs("initdb", "postgres", "psql")
    with own_folder() as (folder, user):
        code, _, err = run(initdb, "-D", folder / "data", "-U", "phony", "-A", "trust", "-N",
                           "-E", "UTF8", "--locale=C", cwd=folder, **user)
        assert code == 0, err
        database = Postgres(psql, folder)
        words = [server, "-D", folder / "data", "-k", folder, "-c", "listen_addresses=",
                 "-c", "fsync=off", "-c", "shared_buffers=16MB"]
        with serving(words, lambda: database.load("SELECT 1", "postgres"), folder, user):
            yield database


@pytest.fixture(scope="session")
def mariadb():
    install, server, client = need_programs("mariadb-install-db", "mariadbd", "mariadb")
    with own_folder() as (folder, user):
        code, out, err = run(install, "--no-defaults", f"--datadir={folder}/data",
                             "--auth-root-authentication-method=normal", "--skip-test-db",
                             cwd=folder, **user)
        assert code == 0, out.decode() + err
        database = MariaDB(client, folder / "socket")
        words = [server, "--no-defaults", f"--datadir={folder}/data", f"--socket={folder}/socket",
                 f"--pid-file={folder}/pid", "--skip-networking", "--innodb-buffer-pool-size=16M",
                 "--innodb-flush-log-at-trx-commit=0"]
        with serving(words, lambda: database.load("SELECT 1", "mysql"), folder, user):
            yield database


@pytest.fixture(scope="session")
def sqlite():
    return SQLite()
