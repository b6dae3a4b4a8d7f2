"""The JSON Schema of PDL documents: it takes what the specification and imports say, and refuses
what phony schema check refuses, too."""

import copy
import json
import re
import subprocess
import sys

import pytest

from conftest import ROOT

jsonschema = pytest.importorskip("jsonschema")

SCHEMA = json.loads((ROOT / "spec" / "schemas" / "pdl-1.0.json").read_text())
IMPORTS = ROOT / "tests" / "corpus" / "import"
NODE = {"fields": {"id": {"generator": "sequence", "primary": True}, "up_id": {}}}
PLAIN = {
    "version": "1.0",
    "entities": {"Node": NODE},
    "relationships": [{"from": "Node.up_id", "to": "Node.id"}],
}


def examples():
    """The indented blocks of the specification that are whole documents, and the example files."""
    text = (ROOT / "spec" / "pdl.md").read_text()
    for block in re.findall(r"(?:^ {4}.*\n|^\n(?= {4}))+", text, flags=re.M):
        if block.strip().startswith("{") and '"version"' in block:
            yield json.loads(block)
    for path in sorted((ROOT / "spec" / "examples").glob("**/*.json")):
        document = json.loads(path.read_text())
        if "version" in document:
            yield document


def problems(document):
    return list(jsonschema.Draft202012Validator(SCHEMA).iter_errors(document))


def changed(path, value):
    """PLAIN with one value more, or another one."""
    document = copy.deepcopy(PLAIN)
    at = document
    for step in path[:-1]:
        at = at.setdefault(step, {}) if isinstance(at, dict) else at[step]
    at[path[-1]] = value
    return document


def test_it_is_a_json_schema():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_the_examples_of_the_specification_are_valid():
    documents = list(examples())
    assert documents
    for document in documents:
        assert problems(document) == []


FIELD = ("entities", "Node", "fields", "id")
TIE = ("relationships", 0)
GOOD = [
    (("x-owner",), {"team": "data"}),
    (("description",), "for people"),
    (("inherits",), ["base.json", "more.json"]),
    (("generators",), {"first": "tr_TR/first_names", "n": {"type": "integer", "max": 5}, "gone": None}),
    (("entities", "Gone"), None),
    (("entities", "Node", "primary"), "id"),
    (("entities", "Node", "unique"), ["up_id", ["id", "up_id"]]),
    (("entities", "Node", "correlations"), {"g": {"fields": ["id", "up_id"], "matrix": [[1, 0.5], [0.5, 1]]}}),
    ((*FIELD, "type"), "text(80)"),
    ((*FIELD, "type"), "decimal(10,2)"),
    ((*FIELD, "type"), "decimal(18)"),
    ((*FIELD, "null"), "up_id == null"),
    ((*FIELD, "null"), 0.25),
    ((*FIELD, "when"), [{"if": "up_id == 1", "generator": {"type": "constant", "value": 1}}]),
    ((*FIELD, "default"), None),
    ((*FIELD, "x-note"), 1),
    ((*TIE, "to"), [{"to": "Node.id", "weight": 2}, {"to": "Other.id"}]),
    ((*TIE, "from"), ["Node.up_id", "Node.id"]),
    ((*TIE, "per_parent"), {"min": 0, "max": 8, "mean": 2.5, "distribution": "zipf"}),
    (("scenarios",), {"dev": {"Node": 100}, "gone": None}),
]


@pytest.mark.parametrize("path, value", GOOD, ids=lambda part: str(part)[:60])
def test_what_may_be_written_is_valid(path, value):
    assert problems(PLAIN) == []
    assert problems(changed(path, value)) == []


BAD = [
    (("version",), "2.0"),
    (("entitys",), {}),
    (("entities",), []),
    (("now",), 5),
    (("entities", "No de"), NODE),
    (("entities", "Node", "field"), {}),
    (("entities", "Node", "count"), -1),
    (("entities", "Node", "fields", "a b"), {"generator": "word"}),
    ((*FIELD, "generator"), 5),
    ((*FIELD, "generator"), {"min": 1}),
    ((*FIELD, "uniqe"), True),
    ((*FIELD, "unique"), "yes"),
    ((*FIELD, "type"), "varchar(80)"),
    ((*FIELD, "null"), 1.5),
    ((*FIELD, "default"), []),
    ((*FIELD, "when"), [{"if": "true"}]),
    ((*TIE, "to"), "id"),
    ((*TIE, "to"), []),
    ((*TIE, "cardinality"), "some-to-some"),
    ((*TIE, "per_parent"), {"mean": 1, "spread": 2}),
    ((*TIE, "roots"), 0),
    ((*TIE, "depth"), 1001),
    ((*TIE, "order"), "random"),
    ((*TIE, "on_delete"), "explode"),
    (("scenarios",), {"dev": {"Node": 1.5}}),
]


@pytest.mark.parametrize("path, value", BAD, ids=lambda part: str(part)[:60])
def test_what_is_wrong_is_refused_by_schema_and_program(program, tmp_path, path, value):
    document = changed(path, value)
    file = tmp_path / "bad.pdl.json"
    file.write_text(json.dumps(document))
    assert problems(document)
    done = subprocess.run([program, "schema", "check", file], capture_output=True, check=False)
    assert done.returncode != 0


def test_a_document_without_version_is_refused(program, tmp_path):
    document = {"entities": {"Node": NODE}}
    file = tmp_path / "bad.pdl.json"
    file.write_text(json.dumps(document))
    assert problems(document)
    assert subprocess.run([program, "schema", "check", file], capture_output=True, check=False).returncode != 0


@pytest.mark.parametrize("name", sorted(path.name for path in IMPORTS.glob("*.json")))
def test_what_is_imported_is_valid(program, tmp_path, name):
    done = subprocess.run([program, "schema", "import", IMPORTS / name], capture_output=True, check=True)
    assert problems(json.loads(done.stdout)) == []
    file = tmp_path / "made.pdl.json"
    file.write_bytes(done.stdout)
    subprocess.run([program, "schema", "check", file], capture_output=True, check=True)


def test_every_type_of_generator_is_known(program):
    done = subprocess.run([program, "schema", "generators", "--json"], capture_output=True, check=True)
    cards = json.loads(done.stdout)
    assert cards
    for card in cards:
        if not any(option["required"] for option in card["options"]):
            assert problems(changed((*FIELD, "generator"), {"type": card["type"]})) == [], card["type"]


# ---- Generators, out of the cards ----


def test_the_generators_are_those_of_the_program(program, tmp_path):
    cards = subprocess.run([program, "schema", "generators", "--json"], capture_output=True, check=True)
    written = ROOT / "spec" / "schemas" / "pdl-1.0.json"
    copy_of_it = tmp_path / "pdl-1.0.json"
    copy_of_it.write_bytes(written.read_bytes())
    subprocess.run([sys.executable, written.with_name("pdl.py"), copy_of_it], input=cards.stdout, check=True)
    assert copy_of_it.read_text() == written.read_text(), "run spec/schemas/pdl.py"


def test_the_schema_of_the_readme_is_valid():
    documents = re.findall(r"^```json\n(.*?)^```$", (ROOT / "README.md").read_text(), re.M | re.S)
    assert documents
    for document in documents:
        assert problems(json.loads(document)) == []


GOOD_GENERATORS = [
    "email", "mine", "tr_TR/cities", {"type": "tr_TR/cities", "max_length": 9},
    {"type": "uuid", "version": 7}, {"type": "uuid", "version": "7"},
    {"type": "integer", "min": -5, "max": {"expr": "stock"}, "x-why": "tests"},
    {"type": "decimal", "min": "0.50", "max": 9}, {"type": "date", "after": "born", "within": "1y6mo"},
    {"type": "list", "values": ["a", {"value": "b", "weight": 2}]},
    {"type": "correlated", "group": "g", "marginal": {"type": "normal", "mean": 5}},
]
BAD_GENERATORS = [
    {"type": "sequenze"}, {"type": "uuid", "version": 5}, {"type": "integer", "min": 1.5},
    {"type": "integer", "minimum": 1}, {"type": "integer", "step": {"expr": "x"}},
    {"type": "integer", "max": {"expr": 1}}, {"type": "decimal", "min": "a lot"},
    {"type": "date", "within": "soon"}, {"type": "model"}, {"type": "template"}, {"max": 3},
]


@pytest.mark.parametrize("generator", GOOD_GENERATORS, ids=str)
def test_options_of_generators_are_valid(generator):
    assert problems(changed((*FIELD, "generator"), generator)) == []


@pytest.mark.parametrize("generator", BAD_GENERATORS, ids=str)
def test_wrong_options_are_refused_by_schema_and_program(program, tmp_path, generator):
    document = changed((*FIELD, "generator"), generator)
    file = tmp_path / "bad.pdl.json"
    file.write_text(json.dumps(document))
    assert problems(document)
    assert subprocess.run([program, "schema", "check", file], capture_output=True, check=False).returncode != 0
