"""The scenarios of all bindings (spec/vectors/bindings.json), from C and the installed library."""

import json
import pathlib

import pytest

from conftest import ROOT, run

SCENARIOS = json.loads((ROOT / "spec" / "vectors" / "bindings.json").read_text())
NAMES = {
    "name": "person.full", "full": "person.full", "first": "person.first", "last": "person.last",
    "first_name": "person.first", "last_name": "person.last", "gender": "person.gender",
    "email": "email", "username": "username", "phone": "phone", "company": "company",
    "city": "city", "street_address": "street_address", "word": "lorem.word",
    "sentence": "lorem.sentence", "paragraph": "lorem.paragraph",
}
GENDERS = {"male": 1, "female": 2}
UNIQUE = {"numbered": 1, "named": 2, "strict": 3, "usual": 4}
ROWS = 1000000


def unique(mode="usual", rows=ROWS):
    return {"unique": UNIQUE[mode], "rows": rows}


def schema(path, options):
    ((entity, rows),) = options["counts"].items()
    return {"schema": ROOT / path, "counted": entity, "entity_rows": rows}


# A step of a scenario: what scenario.c is told.
STEPS = {
    "model": lambda name: {"name": name},
    "take": lambda count: {"count": count},
    "at": lambda row: {"first": row, "count": 1},
    "sorted": lambda: {"sorted": 1, "rows": ROWS},
    "unique": unique,
    "schema": schema,
}
STEPS |= {name: lambda target=target: {"name": target} for name, target in NAMES.items()}
STEPS |= {name: lambda number=number: {"gender": number} for name, number in GENDERS.items()}


def settings(scenario):
    """All of a scenario's steps; the others are settings as they stand."""
    told = {"seed": scenario["seed"], "locale": scenario["locale"], "count": 1}
    for name, *values in scenario["steps"]:
        told |= STEPS[name](*values) if name in STEPS else {name: values[0]}
    return [f"{key}={value}" for key, value in told.items()]


@pytest.fixture(scope="module")
def program(installed, tmp_path_factory):
    path = tmp_path_factory.mktemp("scenario") / "scenario"
    source = pathlib.Path(__file__).with_name("scenario.c")
    flags = ("-std=c99", "-O1", "-Wall", "-Wextra", "-Werror", f"-Wl,-rpath,{installed.libraries}")
    run("gcc", *flags, source, "-o", path, *installed.pkg_config("--cflags", "--libs"))
    return path


@pytest.mark.parametrize("scenario", SCENARIOS, ids=[one["name"] for one in SCENARIOS])
def test_c_gives_what_all_bindings_are_to_give(program, installed, scenario):
    out = run(program, *settings(scenario), env=installed.environment | {"PHONY_CACHE": "off"})
    if isinstance(scenario["values"], list):
        out = out.split("\0")[:-1]
    assert out == scenario["values"]
