"""The reference implementation and the program against spec/vectors and each other.

PHONY names the program; without it, only the reference is tested.
"""

import gzip
import json
import os
import pathlib
import subprocess

import pytest

import reference

ROOT = pathlib.Path(__file__).resolve().parents[2]
VECTORS = ROOT / "spec" / "vectors"
SCHEMA = ROOT / "spec" / "schemas" / "model-1.json"
PROGRAM = pathlib.Path(os.environ.get("PHONY") or ROOT / "build" / "test" / "phony-cli" / "phony")
MODELS = sorted(VECTORS.glob("*.phony"))
# The smallest: the reference is no racing car.
BUNDLED = sorted(ROOT.glob("models/*/*.phony"), key=lambda path: path.stat().st_size)[:8]

needs_program = pytest.mark.skipif(not PROGRAM.exists(), reason="there is no program (PHONY)")


def cases(name):
    document = json.loads((VECTORS / name).read_text(encoding="utf-8"))
    assert document["algorithm"] == 1
    return document["cases"]


def name_of(thing):
    if isinstance(thing, dict):
        return f"{thing['model']}-{thing['seed']}-{thing['first']}"
    return getattr(thing, "stem", None)


def words(texts):
    return tuple(int(text, 16) for text in texts)


def numbers(texts):
    return [int(text) for text in texts]


def generate(model, seed, first, count):
    """What the program prints, as a list of values."""
    done = subprocess.run(
        [PROGRAM, "generate", model, "--seed", seed, "--first", str(first), "--count", str(count),
         "--format", "json"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


# ---- The reference ---------------------------------------------------------------------------------


def test_keys_follow_from_seed_and_path():
    for case in cases("keys.json"):
        assert reference.key_from_seed(case["seed"], case["path"]) == words(case["key"])


def test_draws_follow_from_key_and_row():
    for case in cases("draws.json"):
        stream = reference.stream_of(words(case["key"]), int(case["row"]))
        assert (stream,) == words([case["stream"]])
        drawn = tuple(reference.word_of(stream, i) for i in range(len(case["words"])))
        assert drawn == words(case["words"])
        assert reference.draw_of(stream, 3) == drawn[1] & 0xFFFFFFFF


def test_tables_follow_from_weights():
    for case in cases("tables.json"):
        masses = reference.masses_of(numbers(case["weights"]))
        assert masses == numbers(case["masses"])
        assert reference.table_of(masses) == (numbers(case["keep"]), numbers(case["other"]))


def test_tables_give_each_outcome_its_mass():
    for case in cases("tables.json"):
        keep, other = numbers(case["keep"]), numbers(case["other"])
        cap = 2**32 // len(keep)
        shares = [0] * len(keep)
        for bucket, (kept, rest) in enumerate(zip(keep, other)):
            shares[bucket] += kept
            shares[rest] += cap - kept
        assert shares[: len(case["masses"])] == numbers(case["masses"])


def test_siphash_is_that_of_its_authors():
    key, data = bytes(range(16)), bytes(range(15))
    assert reference.siphash24(key, data) == 0xA129CA6149BE45E5


def test_originals_hash_as_written():
    for case in cases("originals.json"):
        originals = reference.Originals({"salt": case["salt"], "count": 0, "hashes": ""})
        hashes = [f"{originals.hash(value.encode()):010x}" for value in case["values"]]
        assert (originals.key.hex(), hashes) == (case["key"], case["hashes"])


@pytest.mark.parametrize("case", cases("generation.json"), ids=name_of)
def test_reference_gives_the_values(case):
    model = reference.load(VECTORS / case["model"])
    values = model.values(case["seed"], int(case["first"]), len(case["values"]), case["path"])
    assert (model.digest.hex(), values) == (case["digest"], case["values"])


def test_no_original_comes_out():
    model = reference.load(VECTORS / "originals.phony")
    names = (VECTORS / "names.txt").read_text(encoding="utf-8").split()
    assert all(model.originals.hash(name.encode()) in model.originals.known for name in names)
    assert not set(names) & set(model.values("1", 0, 200))


@pytest.mark.parametrize("path", MODELS + BUNDLED, ids=name_of)
def test_models_follow_their_schema(path):
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(json.loads(gzip.decompress(path.read_bytes())))


# ---- The program -----------------------------------------------------------------------------------


@needs_program
@pytest.mark.parametrize(
    "case", [case for case in cases("generation.json") if not case["path"]], ids=name_of)
def test_program_gives_the_values(case):
    values = generate(VECTORS / case["model"], case["seed"], case["first"], len(case["values"]))
    assert values == case["values"]


@needs_program
@pytest.mark.parametrize("path", BUNDLED, ids=name_of)
def test_program_and_reference_agree_on_bundled_models(path):
    model = reference.load(path)
    for first in (0, 10**12, 2**64 - 30):
        assert generate(path, "phony", first, 30) == model.values("phony", first, 30)


@needs_program
def test_the_lists_still_give_the_same_models(tmp_path):
    script = pathlib.Path(__file__).with_name("regenerate.sh")
    subprocess.run([script, tmp_path], env={**os.environ, "PHONY": str(PROGRAM)}, check=True)
    for path in sorted(VECTORS.glob("*.phony")):
        was, now = (
            {**reference.load(file).document, "trainer": None} for file in (path, tmp_path / path.name))
        assert json.dumps(was) == json.dumps(now), path.name
    written = sorted(tmp_path.glob("*.json"))
    assert len(written) >= 6
    for path in written:  # composites.json is made and checked by tests/unit/test_composite_vectors.c
        assert path.read_bytes() == (VECTORS / path.name).read_bytes(), path.name
