"""The examples of the specification in the real databases, constraints on: every row arrives, every
reference has what it refers to, and what is unique is."""

import json
import os
import pathlib
import re
import subprocess

import pytest

import databases
from databases import mariadb, postgres, sqlite  # noqa: F401, pylint: disable=unused-import

PROGRAM = pathlib.Path(databases.PHONY or databases.BUILD / "phony-cli" / "phony").absolute()
FOLDER = databases.ROOT / "spec" / "examples"
EXAMPLES = sorted(path.name.removesuffix(".pdl.json") for path in FOLDER.glob("*.pdl.json"))
ENVIRONMENT = os.environ | {"PHONY_CACHE": "off", "PHONY_MODELS": str(databases.ROOT / "models")}


def phony(*words):
    done = subprocess.run([PROGRAM, *map(str, words)], cwd=FOLDER, capture_output=True,
                          check=False, timeout=120, env=ENVIRONMENT)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def path_of(name):
    return f"{name}.pdl.json"


def scenario_of(name):
    """As regenerate.sh finds it."""
    text = (FOLDER / path_of(name)).read_text(encoding="utf-8")
    return ["--scenario", "dev"] if re.search(r'^ *"dev": ', text, flags=re.M) else []


def generate(name, *words):
    return phony("generate", "--quiet", "--schema", path_of(name), "--seed", "spec",
                 *scenario_of(name), *words)


def describe(name):
    """The tables: {entity: what `schema show` says of it}, and the relationships."""
    shown = json.loads(phony("schema", "show", path_of(name), "--json", *scenario_of(name)))
    return {entity["name"]: entity for entity in shown["entities"]}, shown["relationships"]


@pytest.fixture(params=["postgres", "mariadb", "sqlite"])
def database(request):
    found = request.getfixturevalue(request.param)
    found.anew()
    return found


# ---- Questions to a database ----


def ask_number(database, query):
    return int(database.ask(query).strip())


def count_rows(database, table):
    return ask_number(database, f"SELECT count(*) FROM {database.quote(table)}")


def columns_of(entity, names):
    """"user_id, number" -> the columns of these fields."""
    columns = {field["name"]: field["column"] for field in entity["fields"]}
    return [columns[name] for name in names.replace(" ", "").split(",")]


def count_orphans(database, child, parent, pairs):
    """Rows of a child that refer to something, which is not there."""
    quote = database.quote
    same = " AND ".join(f"p.{quote(theirs)} = c.{quote(ours)}" for ours, theirs in pairs)
    given = " AND ".join(f"c.{quote(ours)} IS NOT NULL" for ours, _ in pairs)
    return ask_number(database, f"SELECT count(*) FROM {quote(child)} c WHERE {given} AND NOT "
                                f"EXISTS (SELECT 1 FROM {quote(parent)} p WHERE {same})")


def count_twice(database, table, columns):
    """Values that more than one row has."""
    names = ", ".join(map(database.quote, columns))
    given = " AND ".join(f"{database.quote(column)} IS NOT NULL" for column in columns)
    return ask_number(database, f"SELECT count(*) FROM (SELECT {names} FROM "
                                f"{database.quote(table)} WHERE {given} GROUP BY {names} "
                                "HAVING count(*) > 1) twice")


def count_nulls(database, table, column):
    return ask_number(database, f"SELECT count(*) FROM {database.quote(table)} WHERE "
                                f"{database.quote(column)} IS NULL")


# ---- Checks ----


def check_counts(database, name, entities):
    """Against the rows of the same seed, on which numbers of children depend."""
    expected = FOLDER / "expected" / name
    for entity in entities.values():
        rows = (expected / f"{entity['table']}.ndjson").read_bytes().count(b"\n")
        assert count_rows(database, entity["table"]) == rows, entity["table"]


def check_uniques(database, entities):
    for entity in entities.values():
        keys = [[field["column"]] for field in entity["fields"] if field["unique"]]
        keys.append([field["column"] for field in entity["fields"] if field["primary"]])
        for columns in filter(None, keys):
            assert count_twice(database, entity["table"], columns) == 0, columns
        for field in entity["fields"]:
            if field["primary"] or not field["can_be_null"]:
                assert count_nulls(database, entity["table"], field["column"]) == 0, field["name"]


def is_polymorphic(link, relationships):
    same = [other for other in relationships
            if (other["child"], other["child_fields"]) == (link["child"], link["child_fields"])]
    return len(same) > 1


def check_references(database, entities, relationships):
    for link in relationships:
        child, parent = entities[link["child"]], entities[link["parent"]]
        pairs = list(zip(columns_of(child, link["child_fields"]),
                         columns_of(parent, link["parent_fields"]), strict=True))
        if not is_polymorphic(link, relationships):
            assert count_orphans(database, child["table"], parent["table"], pairs) == 0, link
    if database.dialect == "sqlite":
        assert database.ask("PRAGMA foreign_key_check") == ""
        assert database.ask("PRAGMA integrity_check") == "ok\n"


def check(database, name):
    entities, relationships = describe(name)
    check_counts(database, name, entities)
    check_uniques(database, entities)
    check_references(database, entities, relationships)


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_loads(database, name):
    script = generate(name, "--format", "sql", "--dialect", database.dialect, "--ddl")
    assert database.load(script) is None
    check(database, name)


@pytest.mark.parametrize("name", ["blog", "shop", "types"])
def test_an_example_loads_by_copy(postgres, name):  # noqa: F811
    postgres.anew()
    assert postgres.load(generate(name, "--format", "copy", "--ddl")) is None
    check(postgres, name)


def test_polymorphic_references_are_to_rows_of_the_entity_that_is_named(database):
    assert database.load(generate("comments", "--format", "sql", "--dialect", database.dialect,
                                  "--ddl")) is None
    found = 0
    for entity, table in (("Article", "articles"), ("Picture", "pictures")):
        join = f"FROM comments c JOIN {table} p ON p.id = c.about_id WHERE c.about_type = '{entity}'"
        rows = ask_number(database, f"SELECT count(*) {join}")
        assert rows > 0
        found += rows
    assert found == count_rows(database, "comments")


TRUTHS = [
    ("shop", "SELECT count(*) FROM orders o WHERE total <> (SELECT sum(i.total) FROM order_items i "
             "WHERE i.order_id = o.id)"),
    ("shop", "SELECT count(*) FROM orders o JOIN users u ON u.id = o.user_id "
             "WHERE o.ordered_at <= u.created_at"),
    ("bookings", "SELECT count(*) FROM bookings b JOIN guests g ON g.id = b.guest_id "
                 "WHERE b.booked_at <= g.joined_at OR b.arrives <= b.booked_at "
                 "OR b.departs <= b.arrives"),
    ("events", "SELECT count(*) FROM orders WHERE paid_at < created_at OR shipped_at < paid_at "
               "OR delivered_at < shipped_at OR (shipped_at IS NOT NULL AND paid_at IS NULL)"),
    ("aggregates", "SELECT count(*) FROM accounts a WHERE entries <> (SELECT count(*) FROM entries e "
                   "WHERE e.account_id = a.id)"),
    ("organisation", "SELECT count(*) FROM departments d JOIN departments p ON p.id = d.parent_id "
                     "WHERE d.level <> p.level + 1"),
]


@pytest.mark.parametrize("name, contradiction", TRUTHS)
def test_what_an_example_says_holds(database, name, contradiction):
    assert database.load(generate(name, "--format", "sql", "--dialect", database.dialect,
                                  "--ddl")) is None
    if database.dialect == "sqlite" and name == "shop":  # its decimals are floats
        contradiction = contradiction.replace("total <> (", "0.001 < abs(total - (") + (
            ")" if "sum(" in contradiction else "")
    assert ask_number(database, contradiction) == 0
