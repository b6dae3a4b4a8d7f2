"""spec/patterns.md says what the program does: its examples and its refusals, row by row."""

import re

import pytest

from conftest import ROOT, Program

SPEC = (ROOT / "spec" / "patterns.md").read_text()


def rows_of(title):
    """The rows of a section's table, cell by cell, each the list of its code spans."""
    section = re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", SPEC, flags=re.M | re.S)[1]
    lines = [line for line in section.splitlines() if line.startswith("|")][2:]
    for line in lines:
        cells = re.split(r"(?<!\\)\|", line)[1:-1]
        yield [re.findall(r"`([^`]+)`", cell.replace(r"\|", "|")) or [cell.strip()] for cell in cells]


EXAMPLES = [(row[0][0], set(row[1]), set(row[2])) for row in rows_of("Examples")]
REFUSALS = [(row[0][0], row[1][0], row[2][0]) for row in rows_of("What is not in it")]


@pytest.fixture(scope="module")
def values(program, tmp_path_factory):
    """A model whose words are all values of the examples."""
    run = Program(tmp_path_factory.mktemp("patterns"))
    listed = sorted(set().union(*(yes | no for _, yes, no in EXAMPLES)))
    run.write("values.txt", "\n".join(listed) + "\n")
    run.ok("train", "values.txt", "-o", "values.phony", "--mode", "word", "--n", "2")
    return run.folder / "values.phony"


def test_the_tables_are_read():
    assert len(EXAMPLES) >= 15 and len(REFUSALS) >= 40
    assert all(yes and no and not yes & no for _, yes, no in EXAMPLES)


@pytest.mark.parametrize("pattern, yes, no", EXAMPLES)
def test_examples_are_as_told(phony, values, pattern, yes, no):
    got = set(phony.ok("generate", values, "--pattern", pattern, "--count", "1000", "-q").lines)
    assert yes <= got and not no & got


@pytest.mark.parametrize("pattern, column, message", REFUSALS)
def test_refusals_are_as_told(phony, model, pattern, column, message):
    line = phony.fails("generate", model, "--pattern", pattern, "-q")
    assert line.startswith(f"phony: pattern:1:{column}: {message}"), line


def test_every_refused_escape_is_named_by_its_letter(phony, model):
    """All letters and digits are an escape of the table above, or are refused."""
    known = set("dDwWsSpPtnrfvxu")
    told = {letter for cell in re.findall(r"^\| (`\\.*?) \|", SPEC, flags=re.M)
            for letter in re.findall(r"`\\(\w)", cell)}
    assert known <= told
    for letter in sorted(set("ABCEGHKNQRXZbcghkz019jy") - known):
        line = phony.fails("generate", model, "--pattern", f"\\{letter}", "-q")
        assert line.startswith("phony: pattern:1:1: ") and f"\\{letter}" in line, line


def test_limits_are_as_told(phony, model):
    bytes_, depth, repeat, places = re.search(
        r"- ([\d,]+) bytes; groups (\d+) deep; repetitions of at most ([\d,]+) times.\n- ([\d,]+) places",
        SPEC,
    ).groups()
    for pattern, limit in [
        ("a" * 4097, bytes_),
        ("(" * 101 + "a" + ")" * 101, depth),
        ("a{1001}", repeat),
        ("(a{1000}){10}", places),
    ]:
        line = phony.fails("generate", model, "--pattern", pattern, "-q")
        assert f"more than {limit.replace(',', '')}" in line, line
    line = phony.fails("generate", model, "-q", "--pattern", "(.*[ae].{40}|.*[ae].{50})+")
    assert "states" in line, line
