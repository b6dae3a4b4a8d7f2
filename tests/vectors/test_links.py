"""Relationships as the program makes them, against those of reference_links.py, which was written
from spec/pdl.md alone."""

import csv
import io
import json
import os
import pathlib
import subprocess

import pytest

import reference_links as reference

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("PHONY") or str(ROOT / "build" / "test" / "phony-cli" / "phony")
SEED = "links"


def entity(count=None, **fields):
    made = {"fields": {"id": {"generator": {"type": "sequence", "start": 0}, "primary": True}, **fields}}
    return made if count is None else made | {"count": count}


def rows_of(folder, name, entities, relationships):
    path = folder / "links.pdl.json"
    document = {"version": "1.0", "entities": entities, "relationships": relationships}
    path.write_text(json.dumps(document))
    done = subprocess.run(
        [PROGRAM, "generate", "--schema", path, "--entity", name, "--format", "csv", "--seed", SEED, "--quiet"],
        capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return list(csv.DictReader(io.StringIO(done.stdout.decode())))


def column(rows, name):
    return [int(row[name]) if row[name] else None for row in rows]


def key_of(path):
    return reference.key_from_seed(SEED, path)


COUNTED = [
    (100, None, {"per_parent": {"max": 8, "mean": 2.5}}),
    (100, None, {"per_parent": {"mean": 3, "distribution": "poisson"}}),
    (50, None, {"per_parent": {"min": 300, "mean": 1000, "distribution": "poisson"}}),
    (100, None, {"per_parent": {"min": 2, "max": 5, "distribution": "uniform"}}),
    (100, None, {"per_parent": {"mean": 1.25, "distribution": "fixed"}}),
    (60, 400, {"per_parent": {"max": 8, "mean": 2.5}}),
    (60, 33, {"per_parent": {"max": 8, "mean": 2.5}, "optional": 0.125}),
    (60, 480, {"per_parent": {"max": 8, "mean": 2.5}, "order": "shuffled"}),
    (60, 500, {}),
    (7, 90, {"optional": 0.25, "order": "shuffled"}),
    (40, None, {"per_parent": {"mean": 4}, "optional": 0.5}),
]


@pytest.mark.parametrize("parents, given, options", COUNTED, ids=str)
def test_counted_children(tmp_path, parents, given, options):
    # Relationships do not give way to a "count", but to a scenario.
    entities = {"P": entity(parents), "C": entity(given, p={}, n={"generator": {"type": "ordinal", "start": 0}})}
    scenario = {"all": {"P": parents, **({} if given is None else {"C": given})}}
    path = tmp_path / "links.pdl.json"
    path.write_text(json.dumps({
        "version": "1.0", "entities": entities, "scenarios": scenario,
        "relationships": [{"from": "C.p", "to": "P.id", **options}]}))
    done = subprocess.run(
        [PROGRAM, "generate", "--schema", path, "--scenario", "all", "--entity", "C", "--format", "csv",
         "--seed", SEED, "--quiet"], capture_output=True, check=True)
    rows = list(csv.DictReader(io.StringIO(done.stdout.decode())))
    found = reference.counted(
        key_of("C.p#parent"), parents, options.get("per_parent"), given, options.get("optional", 0),
        options.get("order") == "shuffled")
    assert column(rows, "p") == reference.parents_of(found)
    assert column(rows, "n") == [at and at[1] for at in found]


@pytest.mark.parametrize("optional", [0, 0.25])
def test_drawn_parents(tmp_path, optional):
    entities = {"P": entity(9), "Q": entity(70), "C": entity(200, p={}, q={})}
    rows = rows_of(tmp_path, "C", entities, [
        {"from": "C.p", "to": "P.id"}, {"from": "C.q", "to": "Q.id", "optional": optional}])
    assert column(rows, "q") == reference.drawn(key_of("C.q#parent"), 200, 70, optional)


@pytest.mark.parametrize("options", [{}, {"order": "shuffled"}, {"optional": 0.25}], ids=str)
def test_one_to_one(tmp_path, options):
    rows = rows_of(tmp_path, "C", {"P": entity(80), "C": entity(p={})}, [
        {"from": "C.p", "to": "P.id", "cardinality": "one-to-one", **options}])
    assert column(rows, "p") == reference.one_to_one(
        key_of("C.p#parent"), 80, 80, options.get("optional", 0), "order" in options)


def test_several_parents(tmp_path):
    rows = rows_of(
        tmp_path, "C", {"P": entity(30), "Q": entity(500), "C": entity(300, p={}, kind={})},
        [{"from": "C.p", "to": [{"to": "P.id", "weight": 2.5}, {"to": "Q.id"}], "type_field": "kind",
          "optional": 0.125}])
    found = reference.polymorphic(key_of("C.p#parent"), 300, [(30, 2500), (500, 1000)], 0.125)
    assert column(rows, "p") == [at and at[1] for at in found]
    assert [row["kind"] for row in rows] == [at and "PQ"[at[0]] or "" for at in found]


@pytest.mark.parametrize("options", [{}, {"depth": 7, "roots": 0.03125}, {"per_parent": {"max": 9, "mean": 2}}],
                         ids=str)
def test_trees(tmp_path, options):
    rows = rows_of(tmp_path, "C", {"C": entity(250, c={})}, [{"from": "C.c", "to": "C.id", **options}])
    assert column(rows, "c") == reference.tree(
        key_of("C.c#parent"), 250, options.get("depth", 3), options.get("roots", 0.1), options.get("per_parent"))


def test_many_to_many(tmp_path):
    rows = rows_of(tmp_path, "PQ", {"P": entity(60), "Q": entity(11)}, [
        {"from": "P.id", "to": "Q.id", "cardinality": "many-to-many", "through": "PQ",
         "per_parent": {"max": 11, "mean": 3}}])
    first = reference.counted(key_of("PQ.p_id#parent"), 60, {"max": 11, "mean": 3})
    assert column(rows, "p_id") == reference.parents_of(first)
    assert column(rows, "q_id") == reference.partners(key_of("PQ.q_id#parent"), first, 11)


def test_nulls_and_unique_templates(tmp_path):
    rows = rows_of(tmp_path, "C", {"C": entity(
        150, n={"default": 1, "null": 0.375},
        t={"generator": {"type": "template", "pattern": "x@y"}, "unique": True})}, [])
    null, number = key_of("C.n#null"), key_of("C.t#number")
    assert column(rows, "n") == [
        None if reference.word(null, r, 0) >> 32 < reference.chance(0.375) else 1 for r in range(150)]
    assert [row["t"] for row in rows] == [f"x{reference.permute(number, 150, r):03}@y" for r in range(150)]


def test_keys_of_values(tmp_path):
    def die(sides):
        return {"type": "integer", "max": sides - 1}

    path = tmp_path / "links.pdl.json"
    path.write_text(json.dumps({
        "version": "1.0", "generators": {"own": die(1000)},
        "entities": {"C": {"count": 90, "fields": {
            "n": {"generator": die(10)},
            "w": {"when": [{"if": "n < 3", "generator": die(50)}, {"if": "n < 6", "generator": die(60)}],
                  "generator": die(70)},
            "t": {"generator": {"type": "template", "pattern": "{{own}}"}},
            "u": {"generator": die(500), "unique": True},
            "r": {"generator": {"type": "computed", "expression": "floor(random() * 8) + 8 * floor(random() * 8)"}}}}}}))
    done = subprocess.run([PROGRAM, "generate", "--schema", path, "--entity", "C", "--format", "csv", "--seed", SEED,
                           "--quiet"], capture_output=True, check=True)
    rows = list(csv.DictReader(io.StringIO(done.stdout.decode())))

    def drawn(name, sides):
        return [reference.word(key_of(name), r, 0) * sides >> 64 for r in range(90)]

    n, cases = drawn("C.n", 10), [drawn("C.w#when0", 50), drawn("C.w#when1", 60), drawn("C.w", 70)]
    assert column(rows, "n") == n
    assert column(rows, "w") == [cases[0 if n[r] < 3 else 1 if n[r] < 6 else 2][r] for r in range(90)]
    assert column(rows, "t") == drawn("C.own", 1000)
    assert column(rows, "u") == [reference.permute(key_of("C.u"), 500, r) for r in range(90)]
    assert column(rows, "r") == [
        (reference.word(key_of("C.r"), r, 0) >> 61) + 8 * (reference.word(key_of("C.r"), r, 1) >> 61)
        for r in range(90)]
