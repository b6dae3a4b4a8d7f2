"""spec/api.json, from which bindings make their declarations, says what phony.h says."""

import json
import pathlib
import shutil
import subprocess
import sys

import jsonschema
import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
HEADER = ROOT / "libphony/include/phony.h"
FILE = ROOT / "spec/api.json"
TOOL = ROOT / "scripts/api.py"


def compared(header=HEADER, file=FILE):
    return subprocess.run([sys.executable, TOOL, "--header", header, "--file", file],
                          capture_output=True, text=True)


def test_the_file_agrees_with_the_header():
    ran = compared()
    assert (ran.stdout, ran.returncode) == ("", 0), "scripts/api.py --update, then look at the file"


@pytest.mark.parametrize("text, other, said", [
    ("PHONY_ERROR_SCHEMA = -15", "PHONY_ERROR_SCHEMA = -16", "constants.PHONY_ERROR_SCHEMA.value"),
    ("uint64_t word_min_count;", "uint32_t word_min_count;", "word_min_count.type"),
    ("const char *phony_version(void)", "int32_t phony_version(void)", "phony_version.returns.type"),
    ("phony_status phony_cache_new(phony_cache **cache, phony_error *error)",
     "phony_status phony_cache_new(phony_cache **cache)", "phony_cache_new.parameters"),
    ("#define PHONY_VERSION_MINOR 1", "#define PHONY_VERSION_MINOR 2", "PHONY_VERSION_MINOR"),
])
def test_a_change_of_the_header_is_seen(tmp_path, text, other, said):
    changed = HEADER.read_text().replace(text, other)
    assert changed != HEADER.read_text()
    (tmp_path / "phony.h").write_text(changed)
    ran = compared(header=tmp_path / "phony.h")
    assert ran.returncode == 1 and said in ran.stdout


def test_an_update_keeps_the_words_and_takes_the_facts(tmp_path):
    copy = shutil.copy(FILE, tmp_path / "api.json")
    text = copy.read_text().replace('"value": -15', '"value": -99').replace(
        '"ownership": "lent"', '"ownership": "borrowed"')
    copy.write_text(text)
    subprocess.run([sys.executable, TOOL, "--update", "--file", copy], check=True)
    assert copy.read_text() == FILE.read_text().replace(
        '"ownership": "lent"', '"ownership": "borrowed"')


def test_the_file_is_as_its_schema_says():
    schema = json.loads((ROOT / "spec/schemas/api-1.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(json.loads(FILE.read_text()))


def test_what_it_names_exists():
    api = json.loads(FILE.read_text())
    functions = {f["name"] for f in api["functions"]}
    sets = {c["set"] for c in api["constants"]}
    for handle in api["handles"]:
        assert {handle["free"], handle.get("ref", handle["free"])} <= functions
    for function in api["functions"]:
        for parameter in function["parameters"]:
            assert parameter.get("set", "mode") in sets
    assert len({c["name"] for c in api["constants"]}) == len(api["constants"])
