"""phony generate --schema into real databases: scripts, COPY, folders of scripts, --into."""

import json
import os
import pathlib
import subprocess

import pytest

import databases
from databases import mariadb, postgres, sqlite  # noqa: F401, pylint: disable=unused-import

PROGRAM = pathlib.Path(databases.PHONY or databases.BUILD / "phony-cli" / "phony").absolute()

SHOP = {
    "version": "1.0",
    "entities": {
        "User": {"table": "users", "count": 3000, "fields": {
            "id": {"generator": "sequence", "primary": True},
            "boss_id": {},
            "name": {"generator": {"type": "template", "pattern": "N{{id}} 'x' \"y\" \\ \t é"}},
            "score": {"generator": {"type": "decimal", "min": "0", "max": "9.99"}, "null": 0.3},
            "seen": {"generator": {"type": "datetime"}, "type": "timestamptz"},
            "token": {"generator": "uuid", "unique": True}}},
        "Order": {"table": "order", "fields": {
            "id": {"generator": "sequence", "primary": True},
            "user_id": {},
            "paid": {"generator": "boolean"}}},
    },
    "relationships": [
        {"from": "User.boss_id", "to": "User.id"},
        {"from": "Order.user_id", "to": "User.id", "per_parent": {"max": 8, "mean": 2.5}},
    ],
}
USER = [("id", "int64"), ("boss_id", "int64"), ("name", "text"), ("score", "decimal")]
ORDER = [("id", "int64"), ("user_id", "int64")]


@pytest.fixture(params=["postgres", "mariadb", "sqlite"])
def database(request):
    found = request.getfixturevalue(request.param)
    found.anew()
    return found


@pytest.fixture
def generate(tmp_path):
    (tmp_path / "shop.json").write_text(json.dumps(SHOP))

    def run(*words, code=0):
        words = [PROGRAM, "generate", "--schema", "shop.json", "--seed", "1", *map(str, words)]
        done = subprocess.run(words, cwd=tmp_path, capture_output=True, check=False, timeout=120,
                              env=os.environ | {"PHONY_CACHE": "off"})
        assert done.returncode == code, done.stderr.decode()
        return done.stderr.decode() if code else done.stdout

    return run


@pytest.fixture
def expected(generate):
    def rows(entity, columns):
        data = json.loads(generate("--entity", entity, "--format", "json"), parse_float=str)
        return [[None if row[name] is None else str(row[name]) for name, _ in columns]
                for row in data]

    return {"users": rows("User", USER), "order": rows("Order", ORDER)}


def as_numbers(rows, database):
    """SQLite keeps decimals as floats, and gives whole numbers back as such."""
    if database.dialect != "sqlite":
        return rows
    return [[str(float(cell)) if name == "score" and cell is not None else cell
             for (name, _), cell in zip(USER, row)] for row in rows]


def check(database, expected):
    found = database.rows("users", USER)
    if database.dialect == "sqlite":
        found = [[None if cell is None else str(cell) for cell in row] for row in found]
    assert as_numbers(found, database) == as_numbers(expected["users"], database)
    assert [[str(cell) for cell in row] for row in database.rows("order", ORDER)] == (
        expected["order"])


def test_a_script_makes_a_database(database, generate, expected):
    script = generate("--format", "sql", "--dialect", database.dialect, "--ddl")
    assert database.load(script) is None
    check(database, expected)
    again = generate("--format", "sql", "--dialect", database.dialect, "--ddl", "--drop")
    assert database.load(again) is None
    check(database, expected)
    order = database.quote("order")
    assert database.refuses(f"INSERT INTO {order} (id, user_id, paid) VALUES (-1, -5, NULL);")


def test_a_folder_of_scripts_makes_a_database(database, generate, expected, tmp_path):
    generate("--format", "sql", "--dialect", database.dialect, "--ddl", "-o", "sql/")
    for path in sorted((tmp_path / "sql").iterdir()):
        assert database.load(path.read_bytes()) is None, path.name
    check(database, expected)


def test_copy_makes_a_database(postgres, generate, expected):  # noqa: F811
    postgres.anew()
    assert postgres.load(generate("--format", "copy", "--ddl")) is None
    check(postgres, expected)


@pytest.mark.parametrize("threads", ["1", "2"])
def test_loading_makes_a_database(database, generate, expected, tmp_path, threads):
    if database.dialect == "sqlite":
        pytest.skip("the test of the command line has it")
    generate("--into", database.url, "--ddl", "--threads", threads)
    check(database, expected)
    line = generate("--into", database.url, code=1)
    assert line.startswith("phony: User: ") and "users" in line
    check(database, expected)
    generate("--into", database.url, "--ddl", "--drop", "--threads", threads)
    check(database, expected)
