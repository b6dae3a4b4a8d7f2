"""Schemas that are wrong, each in one way or a few: what `schema check` says of them, to the letter.

Beside NN-name.pdl.json in tests/corpus/malformed lies NN-name.txt: every line that is printed. To add a
case, write the schema, run `phony schema check` in the folder, and read what it says as somebody
would who has not seen this library: it has to name the place and the way out.
"""

import re

import pytest

from conftest import ROOT

FOLDER = ROOT / "tests" / "corpus" / "malformed"
CASES = sorted(path.name.removesuffix(".pdl.json") for path in FOLDER.glob("*.pdl.json"))
MODELS = {"PHONY_MODELS": str(ROOT / "models")}
# file:line:column: the JSON path: what is wrong; a text that is no JSON has no path
PLACE = re.compile(r"(?P<file>[^:]+\.json):\d+:\d+: (?P<path>[^:]+: )?.{8,}")
# Not of a place in a text: a file that is not there, is empty, or inherits itself.
FILE = re.compile(r"[^:]+\.json: cannot open|[^:]+\.json:1: .*expected a JSON value|.*inherits itself")


@pytest.fixture
def check(phony):
    phony.folder = FOLDER  # nothing is written

    def run(name):
        return phony("schema", "check", f"{name}.pdl.json", env=MODELS)

    return run


def test_there_are_enough():
    assert len(CASES) >= 70
    assert sorted(path.stem for path in FOLDER.glob("*.txt")) == CASES


@pytest.mark.parametrize("name", CASES)
def test_what_is_said_of_a_malformed_schema(check, name):
    result = check(name)
    assert (result.code, result.err) == (1, "")
    assert result.out == (FOLDER / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", CASES)
def test_each_problem_has_its_place(name):
    lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    assert lines
    for line in lines:
        assert PLACE.fullmatch(line) or FILE.match(line), line
        assert "(null)" not in line and "Sanitizer" not in line


@pytest.mark.parametrize("name", CASES)
def test_no_rows_are_made_of_a_malformed_schema(phony, name):
    line = phony.fails("generate", "--quiet", "--schema", FOLDER / f"{name}.pdl.json", "--format",
                       "ndjson", "-o", "made/", env=MODELS)
    assert name in line
    assert not (phony.folder / "made").exists()
