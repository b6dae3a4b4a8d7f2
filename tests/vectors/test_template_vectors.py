"""The reference of templates against spec/vectors/templates.json."""

import json
import pathlib

import pytest

import write_template_vectors as vectors

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "spec" / "vectors"
CASES = json.loads((FOLDER / "templates.json").read_text(encoding="utf-8"))["cases"]
# What needs tables of letters, clusters or a locale's case is tested in C alone.
BEYOND = ("title", "capitalize", "ascii", "slug", "truncate:1}")


@pytest.fixture(scope="module")
def models():
    return vectors.load_models(FOLDER)


def is_beyond(case):
    return case["locale"] == "tr_TR" or any("|" + name in case["template"] for name in BEYOND[:4]) or (
        case["template"].endswith(BEYOND[4]) and case["rows"] == "0"
    )


@pytest.mark.parametrize(
    "case", [c for c in CASES if not is_beyond(c)], ids=lambda c: c["template"] + "-" + c["seed"]
)
def test_the_reference_gives_the_values_of_the_vectors(case, models):
    assert vectors.values_of(case, models) == case["values"]


def test_the_functions_of_the_specification_are_those_of_the_vectors():
    """Each row of its table is a case."""
    specification = (FOLDER.parent / "templates.md").read_text(encoding="utf-8")
    rows = [line for line in specification.splitlines() if line.startswith("| `")]
    cells = [[cell.strip().strip("`") for cell in row.split("|")[1:-1]] for row in rows]
    known = {(f, given, gives) for f, _, given, gives in vectors.FUNCTIONS}
    assert len(rows) == 19
    for _, _, function, given, gives in cells:
        assert (function, given, gives) in known
