"""The examples of the specification: their rows are those that lie beside them, byte for byte."""

import json
import re

import pytest

from conftest import ROOT

FOLDER = ROOT / "spec" / "examples"
EXAMPLES = sorted(path.name.removesuffix(".pdl.json") for path in FOLDER.glob("*.pdl.json"))
MODELS = {"PHONY_MODELS": str(ROOT / "models")}


def schema_of(name):
    return FOLDER / f"{name}.pdl.json"


def scenario_of(name):
    """As regenerate.sh finds it."""
    text = schema_of(name).read_text(encoding="utf-8")
    return ["--scenario", "dev"] if re.search(r'^ *"dev": ', text, flags=re.M) else []


def rows_in(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture
def make(phony):
    def run(name, *words):
        phony.ok("generate", "--quiet", "--schema", schema_of(name), "--seed", "spec",
                 *scenario_of(name), "--format", "ndjson", "-o", "made/", *words, env=MODELS)
        return rows_in(phony.folder / "made")

    return run


def test_there_are_examples():
    assert len(EXAMPLES) >= 16
    assert sorted(path.name for path in (FOLDER / "expected").iterdir()) == EXAMPLES


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_says_what_it_is_for(name):
    assert json.loads(schema_of(name).read_text(encoding="utf-8"))["description"].endswith(".")


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_is_sound(phony, name):
    assert phony.ok("schema", "check", schema_of(name), env=MODELS).out.count("\n") == 1


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_gives_the_rows_beside_it(make, name):
    expected = rows_in(FOLDER / "expected" / name)
    made = make(name)
    assert sorted(made) == sorted(expected)
    for table, rows in expected.items():
        assert made[table].splitlines() == rows.splitlines(), table
        assert made[table] == rows


@pytest.mark.parametrize("name", EXAMPLES)
def test_threads_do_not_change_an_example(make, name):
    assert make(name, "--threads", "3") == rows_in(FOLDER / "expected" / name)


# ---- What the examples found ----


def test_files_beside_a_schema_that_is_named_without_a_folder(phony):
    phony.write("list.csv", "name\nKepler\n")
    phony.write("list.pdl.json", json.dumps({"version": "1.0", "entities": {"Room": {"fields": {
        "name": {"generator": {"type": "list", "file": "list.csv"}}}}}}))
    assert phony.ok("schema", "check", "list.pdl.json").out.startswith("list.pdl.json: ok")


def test_fields_of_several_locales_have_names_of_theirs(phony):
    """They shared the person that the first of them had drawn."""
    fields = {"english": {"generator": "person.full"},
              "turkish": {"generator": "person.full", "locale": "tr_TR"}}
    schema = {"version": "1.0", "entities": {"Guide": {"count": 20, "fields": fields}}}
    phony.write("guides.pdl.json", json.dumps(schema))
    rows = phony.ok("generate", "--schema", "guides.pdl.json", "--format", "json",
                    env=MODELS).json
    assert len(rows) == 20
    assert all(row["english"] != row["turkish"] for row in rows)
